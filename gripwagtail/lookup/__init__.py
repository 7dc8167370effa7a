"""Which page is the source of what is shown, and what it says in which language."""
