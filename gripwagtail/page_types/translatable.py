"""What wagtail-localize does with the fields of our pages: facts are copied, never offered to a translator.

Inside the streams the blocks themselves say so (``item_blocks/families.py``). Nothing here is asked for, and nothing of
wagtail-localize is imported, where it is not in use.
"""

from __future__ import annotations

from typing import Any

from ..page_class import GripPage


class FactsAreNotTranslated:
    """``override_translatable_fields`` of a page class, made from its ``grip_facts`` at the moment it is read.

    A host that has fields of its own to override adds to it:
    ``override_translatable_fields = [*NormMixin.override_translatable_fields, …]``.
    """

    def __get__(self, page: GripPage | None, model: type[GripPage]) -> list[Any]:
        from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

        # A translation does not share its language with its source.
        own = BaseTranslatableField("text_language")
        return [own, *(SynchronizedField(name, overridable=False) for name in model.grip_facts)]


__all__ = ["FactsAreNotTranslated"]
