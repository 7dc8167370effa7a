"""The editors' desk: what grows stale, who has checked what, and where to go next. Visitors see none of it."""
