"""Making the norm together: scripts with their times, and the sheets for them, made of what this school asks today.

All of it is read by anyone, as the page is, and nothing can be filled in here: what came of it goes into the admin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from ..content.class_cards import titles_for_a_class
from ..content.contact import SchoolOffice
from ..content.incident_help import read_situations
from ..content.items import text_of
from ..content.made_by import MADE_BY
from ..content.norm import Agreement, read_agreements
from ..directory.addresses import below
from ..lookup.agreed import norm_is_agreed
from ..lookup.link import TitledAddress
from ..lookup.public_address import public_address
from ..lookup.source import Source
from ..page_class import GripPage, NormPage
from ..starter.scripts import ORIGINAL, SHEETS, Script, language_for, scripts
from ..text.marked import Text, in_language
from ..text.speaking import speaking
from ..vocabulary import TEXTS_FOR_SCHOOL_TYPE, Labels
from .published import around, published

NAME: Final = "together"
LABELS: Final[Labels] = {
    "situation-cards": _("Situation cards"),
    "agreement-cards": _("Agreement cards"),
    "voting": _("Voting sheet"),
    "invitation": _("Invitation for parents"),
    "result": _("Result form"),
}
# Four cards of A6 are an A4.
ON_A_SHEET: Final = 4
# Of so much, half an A4 is enough to vote on: two of the same are on one.
SHORT: Final = (7, 620)


def together(page: GripPage, request: HttpRequest, rest: Sequence[str]) -> HttpResponse:
    """The list of all there is, or what follows in the address: a script, or a sheet."""
    source = published(page, request)
    if len(rest) > 1:
        raise Http404
    with speaking(source.languages.around):
        at = _Workshop(source)
        if not rest:
            return at.answer("together", at.index())
        [name] = rest
        if name in at.sheets:
            return at.answer(f"together_{_TEMPLATES[name]}", {"name": LABELS[name], **_MAKERS[name](at)})
        script = next((one for one in at.scripts if one.key == name), None)
        if script is None:
            raise Http404
        return at.answer("together_script", at.script(script))


def keys_of(page: GripPage) -> Iterable[str]:
    """All that may follow in the address."""
    return (*(one.key for one in scripts(ORIGINAL, "po")), *SHEETS)


class _Workshop:
    """One norm page, and what of it and around it is on these sheets."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.page_context = source.page_context
        self.own = str(source.link)
        contact = self.page_context.source("contact")
        self.school: SchoolOffice = contact.school if contact else self.page_context.school
        self.asked: list[Agreement] = source.items("agreements", read_agreements)
        kind = self.school.type or source.facts.starter_key.partition("/")[0]
        self.language = language_for(source.languages.shown)
        self.scripts = scripts(self.language, TEXTS_FOR_SCHOOL_TYPE.get(kind, "po"))

    @property
    def sheets(self) -> list[str]:
        """Those that there are: without agreements nothing can be put on a card or voted on."""
        needless = () if self.asked else ("agreement-cards", "voting")
        return [name for name in SHEETS if name not in needless]

    def url(self, *parts: str) -> str:
        return below(self.own, NAME, *parts)

    def answer(self, template: str, context: Mapping[str, Any]) -> HttpResponse:
        back = self.source.link
        if template != "together":
            back = TitledAddress(self.url(), Text(str(_("Make the norm together"))))
        said = {
            **around(self.source),
            "back": back,
            "school": self.school,
            "contact_link": self.page_context.link("contact"),
            "incident_link": self.page_context.link("incident_help"),
            **context,
        }
        return HttpResponse(render_to_string(f"gripwagtail/takeaway/{template}.html", said))

    def index(self) -> dict[str, Any]:
        return {
            "title": self.source.title,
            # Scripts for pupils are read by who leads them; in Dutch where we have them in no other language.
            "scripts": [(one, self.url(one.key)) for one in self.scripts],
            "written_in": self.written_in,
            "sheets": [(LABELS[name], self.url(name)) for name in self.sheets],
            "class_sheet_url": below(self.own, "class-sheet") if self.source.text("class_sheet") else "",
        }

    def script(self, script: Script) -> dict[str, Any]:
        sheets = [(LABELS[name], self.url(name)) for name in script.sheets if name in self.sheets]
        return {"script": script, "written_in": self.written_in, "sheets": sheets}

    @property
    def written_in(self) -> str:
        """The language of the scripts, where it is another than that of the sheet around them."""
        return "" if self.language == self.source.languages.around.split("-")[0] else self.language


def _situation_cards(at: _Workshop) -> dict[str, Any]:
    """What pupils can talk about, and a sheet of blank ones: also where the school has no page for incidents."""
    incident = at.page_context.source("incident_help")
    titles: list[Text] = []
    if incident is not None:
        titles = titles_for_a_class(incident.items("situations", read_situations), incident.languages.source)
    return {"kind": "situation", "pages": _sheets(titles)}


def _agreement_cards(at: _Workshop) -> dict[str, Any]:
    return {"kind": "agreement", "pages": _sheets(at.asked)}


def _sheets(cards: Sequence[Any]) -> list[list[Any]]:
    """By four, and four blank ones."""
    full = [list(cards[start : start + ON_A_SHEET]) for start in range(0, len(cards), ON_A_SHEET)]
    return [*full, [None] * ON_A_SHEET]


def _voting(at: _Workshop) -> dict[str, Any]:
    count, letters = SHORT
    is_short = len(at.asked) <= count and sum(len(one.we_do) for one in at.asked) <= letters
    return {"agreements": at.asked, "copies": range(2 if is_short else 1)}


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


_TEMPLATES: Final = {
    "situation-cards": "cards",
    "agreement-cards": "cards",
    "voting": "voting",
    "invitation": "invitation",
    "result": "result",
}
_MAKERS: Final[Mapping[str, Callable[[_Workshop], dict[str, Any]]]] = {
    "situation-cards": _situation_cards,
    "agreement-cards": _agreement_cards,
    "voting": _voting,
    "invitation": _invitation,
    "result": _result,
}

__all__ = ["LABELS", "NAME", "keys_of", "together"]
