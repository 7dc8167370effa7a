"""What publishing a norm asks: when the agreements have changed, one sentence that says how.

A norm that changes without notice is a norm that nobody keeps. Correcting a text changes nothing that was agreed,
so a tick is enough for that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ..content.items import raw_items
from ..content.problems import Problem
from ..lookup.context import PageContext

# The tick in the form, which no page stores.
SAME_MEANING = "same_meaning"
NOTES = "changes"
# What was agreed: of the page, and of each agreement.
_OF_PAGE = ("statement",)
_OF_AGREEMENT = ("we_do", "so_not", "if_broken", "audiences")


def change_note_problems(page: Any, given: Mapping[str, Any]) -> Iterator[Problem]:
    """Asks for a note when ``given`` (what a form cleaned) differs from the norm that visitors see.

    A first publication has changed nothing, and a translation only says it in other words.
    """
    if getattr(page, "grip_kind", "") != "norm" or NOTES not in given or given.get(SAME_MEANING):
        return
    live = type(page)._default_manager.filter(pk=page.pk, live=True).first() if page.pk else None
    if live is None or not _differs(live, given) or _notes(given[NOTES]) - _notes(live.changes):
        return
    if PageContext(page=live).in_source_language:
        yield Problem(
            NOTES,
            "",
            _(
                "the norm or an agreement differs from what is on the site. Add one sentence here that says what "
                "has changed, with the date. Did only the wording change? Then tick that."
            ),
        )


def _differs(live: Any, given: Mapping[str, Any]) -> bool:
    if any(name in given and _tidy(given[name]) != _tidy(getattr(live, name)) for name in _OF_PAGE):
        return True
    return "agreements" in given and _agreed(given["agreements"]) != _agreed(live.agreements)


def _agreed(items: Any) -> list[tuple[Any, ...]]:
    """The agreements without their order, which says nothing."""
    return sorted(tuple(_tidy(value.get(name)) for name in _OF_AGREEMENT) for _id, _kind, value in raw_items(items))


def _notes(items: Any) -> set[str]:
    return {_tidy(value.get("text")) for _id, _kind, value in raw_items(items)} - {""}


def _tidy(value: Any) -> str:
    if isinstance(value, (list, tuple, set)):
        return " ".join(sorted(map(str, value)))
    return " ".join(str(value or "").split())
