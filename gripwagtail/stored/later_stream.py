"""A stream that pages have since a later release: until it is saved, it is read from what was there before.

Its column is empty in the rows of before, and in their drafts it is missing. Whoever asks for the stream then gets what
it would have been, and every save writes that. A stream that was saved is never empty in this sense, also when it has
no items: what an editor took out does not come back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from wagtail.fields import Creator

from .streams import StreamField

# How JSON writes nothing.
_NOTHING = (None, "null")


class LaterStreamField(StreamField):
    """A stream of ours with ``before``: the raw items of a page that was never saved with it."""

    def __init__(self, *args: Any, before: Callable[[Any], Iterable[Any]] = lambda page: (), **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "null": True})
        self.before = before

    def contribute_to_class(self, cls: Any, name: str, **kwargs: Any) -> None:
        super().contribute_to_class(cls, name, **kwargs)
        setattr(cls, self.name, _Later(self))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value in _NOTHING else super().from_db_value(value, expression, connection)

    def to_python(self, value: object) -> Any:
        is_nothing = value is None or (isinstance(value, str) and value in _NOTHING)
        return None if is_nothing else super().to_python(value)

    def get_default(self) -> Any:
        return super().get_default() if self.has_default() else None


class _Later(Creator):
    def __get__(self, obj: Any, type: Any = None) -> Any:
        value = super().__get__(obj, type)
        if obj is not None and value is None:
            # Kept from here on, so that what is changed in it is changed on the page.
            value = obj.__dict__[self.field.name] = self.field.to_python(list(self.field.before(obj)))
        return value


__all__ = ["LaterStreamField"]
