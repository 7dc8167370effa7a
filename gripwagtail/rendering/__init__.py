"""From sources to HTML: what a page or block shows, cached as long as nothing changes."""

from .block import render_block
from .page import template_context

__all__ = ["render_block", "template_context"]
