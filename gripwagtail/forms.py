"""Public: the form of our pages, for a page class of the host with a form of its own."""

from .editing.form import GripPageForm

__all__ = ["GripPageForm"]
