"""What publishing a norm asks: when the agreements have changed, one sentence that says how.

A norm that changes without notice is a norm that nobody keeps. Correcting a text changes nothing that was agreed,
so a tick is enough for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from ..content.items import raw_items
from ..page_class import NormPage
from .names import SAME_MEANING
from .rule import Rule, Severity, Spot, Subject

NOTES = "changes"
# What was agreed: of the page, and of each agreement.
_OF_PAGE = ("statement",)
_OF_AGREEMENT = ("we_do", "so_not", "if_broken", "audiences")


def _change_without_note(subject: Subject) -> Iterator[Spot]:
    """Asks for a note when a form says something else than the norm that visitors see.

    A first publication has changed nothing, and a translation only says it in other words.
    """
    page = subject.our_page
    if not subject.has(NOTES) or subject.get(SAME_MEANING):
        return
    live: NormPage | None = type(page)._default_manager.filter(pk=page.pk, live=True).first() if page.pk else None
    if live is None or not _differs(live, subject) or _notes(subject.get(NOTES)) - _notes(live.changes):
        return
    if subject.context.in_source_language:
        yield Spot(NOTES, "")


def _differs(live: NormPage, subject: Subject) -> bool:
    if any(subject.has(name) and _tidy(subject.get(name)) != _tidy(getattr(live, name)) for name in _OF_PAGE):
        return True
    return subject.has("agreements") and _agreed(subject.get("agreements")) != _agreed(live.agreements)


def _agreed(items: object) -> list[tuple[Any, ...]]:
    """The agreements without their order, which says nothing."""
    return sorted(tuple(_tidy(value.get(name)) for name in _OF_AGREEMENT) for _id, _kind, value in raw_items(items))


def _notes(items: object) -> set[str]:
    return {_tidy(value.get("text")) for _id, _kind, value in raw_items(items)} - {""}


def _tidy(value: object) -> str:
    if isinstance(value, (list, tuple, set)):
        return " ".join(sorted(map(str, value)))
    return " ".join(str(value or "").split())


RULES: Final = (
    Rule(
        "change-without-note",
        Severity.REFUSE,
        _change_without_note,
        _(
            "the norm or an agreement differs from what is on the site. Add one sentence here that says what "
            "has changed, with the date. Did only the wording change? Then tick that."
        ),
        NOTES,
    ),
)

__all__ = ["NOTES", "RULES"]
