"""Who can be reached today, and where: no HTML."""
