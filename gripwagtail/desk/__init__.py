"""The editors' desk: what is out of date, who checked what, and where to go next. Visitors see none of it."""
