"""The agreements of a draft as they are voted on: with the numbers that they have on paper, and the votes of last time.

Paper is made of the published page, so that is what gives an agreement its number and its place. Votes that are on the
published page are those of last time; what the draft has beyond these was counted this time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from ..content.items import LanguagePair, text_of
from ..content.norm import read_agreements
from ..desk.dates import today
from ..text.values import day, number

FIELD: Final = "votes-"


class VotedAgreement:
    """One agreement of the draft, with its number on paper if it is there, and as the published page has it."""

    def __init__(self, raw: dict[str, Any], place: int | None, live: Mapping[str, Any], adopted: date | None) -> None:
        self.raw, self.number = raw, place
        self._live, self._adopted_on = live, adopted
        self.name = f"{FIELD}{raw['id']}"
        self.text = text_of(raw["value"].get("we_do"))

    @property
    def label(self) -> str:
        return f"{self.number}. {self.text}" if self.number else self.text

    @property
    def is_counted(self) -> bool:
        """Whether its votes were counted this time."""
        return _votes(self.raw["value"]) is not None and _counted(self.raw["value"]) != _counted(self._live)

    @property
    def votes(self) -> int | None:
        """Those of this time."""
        return _votes(self.raw["value"]) if self.is_counted else None

    @property
    def help_text(self) -> str:
        """What helps to fill in the right number: what it is called on paper, and how many there were last time."""
        on_paper = text_of(self._live.get("we_do"))
        said = []
        if self.number and on_paper != self.text:
            said.append(_("On paper: “%(text)s”") % {"text": on_paper})
        before = _votes(self._live)
        if before is not None:
            when = day(self._live.get("voted_on")) or self._adopted_on
            said.append(
                _("last time, %(year)d: %(count)d") % {"year": when.year, "count": before}
                if when is not None
                else _("last time: %(count)d") % {"count": before}
            )
        return " · ".join(said)

    def count(self, votes: int | None) -> None:
        """Notes the votes of this time, or takes them away again."""
        counted = {"votes": votes, "voted_on": None if votes is None else today().isoformat()}
        self.raw["value"] = {**self.raw["value"], **counted}


class VotedAgreements:
    """Those of one draft, in the order of the paper; what is not on it comes after, as the draft has it."""

    def __init__(self, draft: Any) -> None:
        self.items: list[dict[str, Any]] = [dict(raw) for raw in draft.agreements.raw_data]
        live = _published(draft)
        language = draft.grip_language
        on_paper = read_agreements(live.agreements, None, LanguagePair(language, language)) if live else []
        places = {one.id: at for at, one in enumerate(on_paper, start=1)}
        before = {str(raw.get("id")): raw["value"] for raw in live.agreements.raw_data} if live else {}
        adopted_on = day(live.adopted_on) if live else None
        found = [
            VotedAgreement(raw, places.get(raw["id"]), before.get(raw["id"], {}), adopted_on)
            for raw in self.items
            if raw.get("id") and text_of(raw["value"].get("we_do"))
        ]
        self._asked = sorted(found, key=lambda one: (one.number is None, one.number or 0))

    def __iter__(self) -> Iterator[VotedAgreement]:
        return iter(self._asked)

    def put_in_order(self) -> bool:
        """Those with most votes of this time first; what nobody counted stays behind them, in its own order."""
        counts = {one.raw["id"]: one.votes for one in self}
        order = [(counts.get(raw.get("id")), raw) for raw in self.items]
        order.sort(key=lambda each: (each[0] is None, -(each[0] or 0)))
        before, self.items = self.items, [raw for _count, raw in order]
        return [raw.get("id") for raw in before] != [raw.get("id") for raw in self.items]


def _published(draft: Any) -> Any:
    """The page as visitors see it, or last saw it: paper was made of that."""
    page = type(draft)._base_manager.select_related("locale").filter(pk=draft.pk).first()
    return page if page is not None and (page.live or page.last_published_at) else None


def _votes(value: Mapping[str, Any]) -> int | None:
    return number(value.get("votes"))


def _counted(value: Mapping[str, Any]) -> tuple[int | None, Any]:
    return _votes(value), day(value.get("voted_on"))


__all__ = ["FIELD", "VotedAgreement", "VotedAgreements"]
