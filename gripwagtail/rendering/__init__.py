"""From sources to HTML: what a page or block shows, kept as long as nothing changed."""

from .block import render_block
from .page import page_context

__all__ = ["page_context", "render_block"]
