"""Public: which page is the source of a kind, for a page or a request."""

from .lookup.context import resolve

__all__ = ["resolve"]
