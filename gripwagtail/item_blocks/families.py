"""The two families of blocks, and how both are frozen.

*Words* are read by people and translated. *Facts* (names, numbers, addresses, keys, dates) are never offered for
translation: a translated page takes them from its source.

In migrations each is frozen as the Wagtail block it is made of, without its label and help text: rewording a label
never makes a migration, and no path of ours is frozen.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from ..text.length import LINE
from ..text.values import on_one_line, whole
from ..widgets.limit import counted, refuse_too_long


class Frozen:
    """Freezes a block in migrations as the Wagtail block named in ``frozen_as``."""

    frozen_as: ClassVar[str] = "wagtail.blocks.CharBlock"
    frozen_kwargs: ClassVar[tuple[str, ...]] = ("required",)
    _constructor_args: tuple[tuple[Any, ...], dict[str, Any]]

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        given = self._constructor_args[1]
        return self.frozen_as, [], {key: given[key] for key in self.frozen_kwargs if key in given}


class Counted:
    """Counts and keeps what is typed: a draft holds a whole paste, publishing says how much is too much."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        counted(self.field)  # type: ignore[attr-defined]

    def clean(self, value: Any) -> Any:
        value = super().clean(value)  # type: ignore[misc]
        refuse_too_long(value, self.field.max_length, self.is_deferred_validation)  # type: ignore[attr-defined]
        return value


class OneLine:
    """On one line, however high its box is: who presses Enter there, or pastes two lines, gets a space."""

    def value_from_form(self, value: Any) -> Any:
        value = super().value_from_form(value)  # type: ignore[misc]
        return on_one_line(value) if isinstance(value, str) else value


class Words(Frozen):
    """Marks what people read: these children come from the translation."""

    # An item that is older than its child has nothing there, and wagtail-localize takes only text.

    def get_default(self) -> str:
        return self.to_python(super().get_default())  # type: ignore[misc]

    def to_python(self, value: object) -> str:
        return "" if value is None else whole(str(value))


class Fact(Frozen):
    """Marks what is the same in every language: never offered to a translator."""

    def to_python(self, value: object) -> Any:
        value = super().to_python(value)  # type: ignore[misc]
        return whole(value) if isinstance(value, str) else value

    def get_translatable_segments(self, value: object) -> list[Any]:
        return []

    def restore_translated_segments(self, value: object, segments: Iterable[Any]) -> Any:
        return value


class KeepsInDraft:
    """A draft keeps what cannot be used as it was typed: one slip on one of forty cards stops the saving of none.

    It cannot be published, and no page shows it.
    """

    def clean(self, value: Any) -> Any:
        try:
            return self.usable(super().clean(value))  # type: ignore[misc]
        except ValidationError:
            is_draft = self.is_deferred_validation  # type: ignore[attr-defined]
            if is_draft and isinstance(value, str) and len(value) <= LINE:
                return value
            raise

    def usable(self, value: Any) -> Any:
        """The value as it is used. Raises ``ValidationError`` for one that cannot be."""
        return value


__all__ = ["Counted", "Fact", "Frozen", "Words"]
