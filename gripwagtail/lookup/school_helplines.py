"""Which helplines a school shows: those that are active and that it did not hide, for the ages of its pupils."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ..content.helplines import Helpline, for_school, read_helpline, read_notes
from ..content.items import LanguagePair
from ..records.helpline import GripHelpline
from ..stored.failures import PASSED_ON, attempt, one_by_one
from ..text.marked import Text
from ..vocabulary import TEXTS_FOR_SCHOOL_TYPE, YOUNG_PEOPLE_FROM
from .prepared import Prepared

if TYPE_CHECKING:
    from .context import PageContext


def helplines_of(page_context: PageContext) -> list[Helpline]:
    """The national services that a school shows, with what it adds to them. One query."""
    settings = page_context.settings
    hidden = {key.strip() for key in settings.hidden_helplines.split(",")}
    notes = read_notes(settings.helpline_notes, page_context.main_language)
    languages = LanguagePair("nl", page_context.language)
    rows = _active(page_context)

    def read(row: Any) -> Helpline | None:
        note = notes.get(row.key) or Text("")
        return attempt(
            f"Helpline “{row.key}”",
            lambda: read_helpline(row, languages, note, page_context.today),
            None,
            page_context.failures,
        )

    lines = [line for row in rows if row.key not in hidden and (line := read(row))]
    youngest, oldest = page_context.ages
    if oldest is None and TEXTS_FOR_SCHOOL_TYPE.get(settings.school_type) == "po":
        # A primary school that never filled in ages shows nothing that is only for young people.
        oldest = YOUNG_PEOPLE_FROM - 1
    return for_school(lines, (youngest, oldest))


def _active(page_context: PageContext) -> list[Any]:
    try:
        return _ACTIVE()
    except PASSED_ON:
        raise
    except Exception:
        return one_by_one(_active_rows(), "Helpline", page_context.failures)


def _active_rows() -> Any:
    return GripHelpline.objects.filter(active=True).defer("shipped")


_ACTIVE: Final = Prepared(_active_rows)

__all__ = ["helplines_of"]
