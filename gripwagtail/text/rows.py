"""Dates and lists in a sentence, as the language of the reader writes them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.formats import date_format, get_format
from django.utils.translation import get_language

# As Django writes a date, and as people write it in a sentence: without a nought in front of the day, and without an
# abbreviation whose full stop would stand before that of the sentence. A format of the host's own stays as it is.
_IN_A_SENTENCE: Final[Mapping[str, str]] = {"d E Y р.": "j E Y року", "d F Y": "j F Y"}
_COMMAS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("ar", "ckb", "fa", "ks", "prs", "ps", "sd", "ug", "ur"), "، "),
    **dict.fromkeys(("ja", "zh"), "、"),
    **dict.fromkeys(("am", "ti"), "፣ "),
}


def shown_date(day: datetime.date | None) -> str:
    """A day in full, in the language that is being spoken; empty for none."""
    if not day:
        return ""
    format_ = get_format("DATE_FORMAT")
    return str(date_format(day, _IN_A_SENTENCE.get(format_, format_)))


def comma() -> str:
    """What stands between two members of a list, with its space."""
    return _COMMAS.get((get_language() or "").split("-")[0], ", ")


def listed(members: Iterable[object]) -> str:
    """The members as one text, separated as this language does."""
    return comma().join(map(str, members))


__all__ = ["comma", "listed", "shown_date"]
