"""What only editors use, imported when the first of them does: a worker that only serves visitors has none of it.

Wagtail imports ``wagtail_hooks`` in every process. What stands there by its name costs nothing until it is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


def late(name: str) -> Callable[..., Any]:
    """A function, or the view of a class, by its module in this room and its name there: ``library.LibraryView``."""

    def called(*args: Any, **kwargs: Any) -> Any:
        module, _dot, wanted = name.rpartition(".")
        found = getattr(import_module(f"{__package__}.{module}"), wanted)
        return (found.as_view() if hasattr(found, "as_view") else found)(*args, **kwargs)

    called.__name__ = called.__qualname__ = name
    return called


__all__ = ["late"]
