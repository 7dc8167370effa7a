"""Making the norm together: scripts with their times, and the sheets for them, made of what this school asks today.

All of it is read by anyone, as the page is, and nothing can be filled in here: what came of it goes into the admin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..content.items import text_of
from ..content.made_by import MADE_BY
from ..content.norm import Agreement, read_agreements
from ..directory.addresses import TOGETHER, below
from ..lookup.agreed import norm_is_agreed
from ..lookup.public_address import public_address
from ..lookup.source import Source
from ..page_class import GripPage, NormPage
from ..starter.scripts import ORIGINAL, Script, language_for, scripts
from ..text.marked import in_language
from ..text.speaking import speaking
from ..vocabulary import Label
from .kept import kept_html
from .published import public_context
from .sheets import SheetsBelow
from .situation_cards import situation_cards

# Four cards of A6 are an A4.
ON_A_SHEET: Final = 4
# Of so much, half an A4 is enough to vote on: two of the same are on one.
SHORT: Final = (7, 620)


def together(page: GripPage, request: HttpRequest, rest: Sequence[str]) -> HttpResponse:
    """The list of all there is, or what follows in the address: a script, or a sheet."""
    page_context = public_context(page, request)
    # Only what there can be has a name under which it is kept.
    if len(rest) > 1 or not {*rest} <= {*keys_of(page)}:
        raise Http404
    given = public_address(page, request) if rest and rest[0] in _SHOW_ADDRESS else None
    return HttpResponse(
        kept_html(page_context, "/".join([TOGETHER, *rest]), lambda: _html(page_context.own, rest), given)
    )


def keys_of(page: GripPage) -> Iterable[str]:
    """All that may follow in the address."""
    return (*(one.key for one in scripts(ORIGINAL, "po")), *SHEETS)


def _html(source: Source, rest: Sequence[str]) -> SafeString:
    with speaking(source.languages.around):
        at = _Workshop(source)
        if not rest:
            return at.html("together", at.index(), is_list=True)
        [name] = rest
        if name in SHEETS:
            sheet = SHEETS[name]
            if sheet not in at.sheets:
                raise Http404
            return at.html(f"together_{sheet.template}", {"name": sheet.label, **sheet.make(at)})
        script = next((one for one in at.scripts if one.key == name), None)
        if script is None:
            raise Http404
        return at.html("together_script", at.script(script))


class _Workshop(SheetsBelow):
    """One norm page, and what of it and around it is on these sheets."""

    name = TOGETHER
    title = _("Make the norm together")

    def __init__(self, source: Source) -> None:
        super().__init__(source, language_for(source.languages.shown))
        self.asked: list[Agreement] = source.items("agreements", read_agreements)
        self.scripts = scripts(self.language, self.for_school)

    @property
    def sheets(self) -> list[WorkshopSheet]:
        """Those that there are: without agreements nothing can be put on a card or voted on."""
        return [sheet for sheet in SHEETS.values() if self.asked or not sheet.needs_agreements]

    def index(self) -> dict[str, Any]:
        return {
            "title": self.source.title,
            # Scripts for pupils are read by who leads them; in Dutch where we have them in no other language.
            "scripts": [(one, self.url(one.key)) for one in self.scripts],
            "sheets": self._leading_to(SHEETS),
            "class_sheet_url": below(str(self.source.link), "class-sheet") if self.source.text("class_sheet") else "",
        }

    def script(self, script: Script) -> dict[str, Any]:
        return {"script": script, "sheets": self._leading_to(script.sheets)}

    def _leading_to(self, wanted: Iterable[str]) -> list[tuple[Label, str]]:
        there = self.sheets
        return [(SHEETS[key].label, self.url(key)) for key in wanted if SHEETS[key] in there]


@dataclass(frozen=True, slots=True)
class WorkshopSheet:
    """Something to print for a talk: the last word of its address, what it is called, and what its template gets."""

    key: str
    label: Label
    template: str
    make: Callable[[_Workshop], dict[str, Any]]
    needs_agreements: bool = False
    # Whether it says where the page is, which is another address for who came by another.
    shows_address: bool = False


def _situation_cards(at: _Workshop) -> dict[str, Any]:
    """What pupils can talk about; blank ones where the school has no page for incidents."""
    return {"kind": "situation", "pages": _by_sheet(situation_cards(at.page_context, at.source.languages.around))}


def _agreement_cards(at: _Workshop) -> dict[str, Any]:
    return {"kind": "agreement", "pages": _by_sheet(at.asked)}


def _by_sheet(cards: Sequence[Any]) -> list[list[Any]]:
    """By four; what is left of the last sheet are blank ones."""
    places = [*cards, *[None] * (-len(cards) % ON_A_SHEET)] or [None] * ON_A_SHEET
    return [places[start : start + ON_A_SHEET] for start in range(0, len(places), ON_A_SHEET)]


def _voting(at: _Workshop) -> dict[str, Any]:
    """In the order of the page: that of an earlier vote would lead this one."""
    count, letters = SHORT
    is_short = len(at.asked) <= count and sum(len(one.we_do) for one in at.asked) <= letters
    return {"agreements": at.asked, "copies": range(2 if is_short else 1), "halves": is_short}


def _invitation(at: _Workshop) -> dict[str, Any]:
    page_context = at.page_context
    return {
        "agreements": at.asked,
        "statement": at.source.text("statement"),
        "is_agreed": norm_is_agreed(at.source),
        "interpreter_line": in_language(text_of(page_context.settings.interpreter_line), page_context.main_language),
        "address": public_address(page_context.our_page, page_context.request),
    }


def _result(at: _Workshop) -> dict[str, Any]:
    return {
        "agreements": at.asked,
        "counts": MADE_BY,
        # What the page says now, for who fills it in once more.
        "adopted_on": cast(NormPage, at.source.facts).adopted_on,
        "review_on": cast(NormPage, at.source.facts).review_on,
    }


_EACH: Final = (
    WorkshopSheet("situation-cards", _("Situation cards"), "cards", _situation_cards),
    WorkshopSheet(
        "blank-situation-cards",
        _("Blank situation cards"),
        "cards",
        lambda at: {"kind": "situation", "pages": _by_sheet([])},
    ),
    WorkshopSheet("agreement-cards", _("Agreement cards"), "cards", _agreement_cards, needs_agreements=True),
    WorkshopSheet(
        "blank-agreement-cards",
        _("Blank agreement cards"),
        "cards",
        lambda at: {"kind": "agreement", "pages": _by_sheet([])},
    ),
    WorkshopSheet("voting", _("Voting sheet"), "voting", _voting, needs_agreements=True),
    WorkshopSheet("invitation", _("Invitation for parents"), "invitation", _invitation, shows_address=True),
    WorkshopSheet("result", _("Result form"), "result", _result),
)
SHEETS: Final[Mapping[str, WorkshopSheet]] = {sheet.key: sheet for sheet in _EACH}
_SHOW_ADDRESS: Final = frozenset(sheet.key for sheet in _EACH if sheet.shows_address)

__all__ = ["SHEETS", "WorkshopSheet", "keys_of", "together"]
