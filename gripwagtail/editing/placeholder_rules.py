"""The rule that refuses a placeholder: what a starter text left for the school to fill in is never published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue

from ..content.items import PLACEHOLDER
from ..content.problems import children_with
from .rule import Rule, Severity, Spot, Subject


def _placeholders(subject: Subject) -> Iterator[Spot]:
    for field, value in subject.fields.items():
        if isinstance(value, str) and PLACEHOLDER in value:
            yield Spot(field, subject.label(field))
        elif isinstance(value, StreamValue):
            for index, raw in enumerate(value.raw_data):
                for child in children_with(PLACEHOLDER, raw.get("value")):
                    yield Spot(field, subject.where(field, index, raw, child), index, child)


# Of every page.
RULES: Final = (
    Rule(
        "placeholder",
        Severity.REFUSE,
        _placeholders,
        _("replace the text between “[[” and “]]”, or empty the field."),
    ),
)

__all__ = ["RULES"]
