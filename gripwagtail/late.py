"""What is imported when it is first used, so that a worker that only serves visitors has none of it.

Everything here goes by its name in this package: ``admin.library.LibraryView``. ``tests/test_rooms.py`` holds these
names to the same rules as imports, and ``tests/test_late.py`` that each of them is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import Any, overload


def find(name: str) -> Any:
    """What goes by this name, imported now. Raises ``ImportError`` or ``AttributeError`` where there is nothing."""
    module, _dot, wanted = name.rpartition(".")
    return getattr(import_module(f"{__package__}.{module}"), wanted)


@cache
def late(name: str) -> Callable[..., Any]:
    """A function, or the view of a class; the same object whenever it is asked for."""

    def called(*args: Any, **kwargs: Any) -> Any:
        found = find(name)
        return (found.as_view() if hasattr(found, "as_view") else found)(*args, **kwargs)

    called.__name__ = called.__qualname__ = name
    return called


class LateAttribute:
    """An attribute of a class: whoever reads it gets what goes by this name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        return find(self.name)


class LateItems(Sequence[Any]):
    """A tuple of a module."""

    def __init__(self, name: str) -> None:
        self.name = name

    @overload
    def __getitem__(self, index: int) -> Any: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Any]: ...

    def __getitem__(self, index: int | slice) -> Any:
        return find(self.name)[index]

    def __iter__(self) -> Iterator[Any]:
        return iter(find(self.name))

    def __len__(self) -> int:
        return len(find(self.name))


__all__ = ["LateAttribute", "LateItems", "find", "late"]
