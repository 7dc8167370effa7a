"""Public: which page is the source of a kind, for a page or a request."""

from .lookup.resolving import resolve

__all__ = ["resolve"]
