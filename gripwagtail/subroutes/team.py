"""For who works at the school: what to do first, who leads, what to say, what to write down, and what to learn from it.

Most teachers have no login, so anyone may read these sheets; nothing in them helps who means harm. A school may close
them (see ``door``), and then the rest of the page stays open. Nothing can be filled in here: that is for paper.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..content.contact import SchoolOffice
from ..content.helplines import pick
from ..content.norm import Agreement, read_agreements
from ..directory import hours
from ..directory.addresses import TEAM
from ..directory.people import Directory
from ..lookup.public_address import public_address
from ..lookup.source import Source
from ..page_class import GripPage
from ..rendering.page_contexts import STEP_PLAN
from ..rendering.sentences import danger_lines, sentence_html
from ..safety.parent_messages import aftercare
from ..starter.team import GROUPS, language_for, team_texts
from ..text.speaking import speaking
from ..vocabulary import Label
from .door import refused
from .kept import kept_html
from .published import public_context
from .sheets import SheetsBelow
from .team_cards import STAFF, for_staff, numbers, staff_cards

TITLE: Final = _("For those who work here")
# So many sheets, the first ones, are a tap away from every other.
BESIDE: Final = 3
GENERAL_CARD: Final = _("Whatever happened")
_BLANK: Final = re.compile(r"\[\[([^\[\]]+?)\.?\]\]")


@dataclass(frozen=True, slots=True)
class TeamSheet:
    """A sheet below the list: its word in the address, what it is called, and what its template gets."""

    name: str
    label: Label
    context: Callable[[_Team], Mapping[str, Any]]


def team(page: GripPage, request: HttpRequest, rest: Sequence[str]) -> HttpResponse:
    """The list of all sheets, or the one that follows in the address."""
    page_context = public_context(page, request)
    closed = refused(page_context, request)
    if closed is not None:
        return closed
    if len(rest) > 1:
        raise Http404
    sheet = next((one for one in SHEETS if [one.name] == list(rest)), None)
    if rest and sheet is None:
        raise Http404
    name, address = "/".join((TEAM, *rest)), public_address(page, request)
    return HttpResponse(kept_html(page_context, name, lambda: _html(page_context.own, sheet), address))


def _html(source: Source, sheet: TeamSheet | None) -> SafeString:
    with speaking(source.languages.around):
        return _Team(source).of(sheet)


def keys_of(page: GripPage) -> Iterable[str]:
    """All that may follow in the address."""
    return (one.name for one in SHEETS)


class _Team(SheetsBelow):
    """One incident page, and what of it and around it is on these sheets."""

    name = TEAM
    title = TITLE

    def __init__(self, source: Source) -> None:
        super().__init__(source, language_for(source.languages.shown))
        self.address = public_address(self.page_context.our_page, self.page_context.request)
        self.texts = team_texts(self.language, self.for_school)

    @cached_property
    def people(self) -> Directory:
        contact = self.page_context.source("contact")
        return Directory.of(contact, self.page_context) if contact else Directory.empty(self.page_context)

    @cached_property
    def school(self) -> SchoolOffice:
        return self.people.school

    @cached_property
    def norm(self) -> Source | None:
        return self.page_context.source("norm")

    def of(self, sheet: TeamSheet | None) -> SafeString:
        """A sheet, or the list of all."""
        name, context = (sheet.name, sheet.context(self)) if sheet else ("list", self.list())
        said = {
            **danger_lines(self.source.languages.shown),
            "name": sheet.label if sheet else self.title,
            "texts": self.texts,
            "further": self.further(),
            "beside": [(one.label, self.url(one.name)) for one in SHEETS[:BESIDE] if sheet and one != sheet],
            # Of who may be called, so with its hours.
            "school": self.school,
            **context,
        }
        return self.html(f"team_{name.replace('-', '_')}", said, is_list=sheet is None)

    def further(self) -> list[tuple[str, str]]:
        """What Stichting School & Veiligheid has for whoever leads."""
        plans = [(line.name, line.url) for line in self.page_context.helplines if line.key == STEP_PLAN and line.url]
        return [*plans, *((one["name"], one["url"]) for one in self.texts.further)]

    def list(self) -> dict[str, Any]:
        cards = self.url("cards")
        return {
            "sheets": [(one.label, self.url(one.name)) for one in SHEETS],
            "situations": [
                (one.title_staff or one.title, f"{cards}#{one.anchor}") for one, _part in for_staff(self.source)
            ],
        }


def _cards(at: _Team) -> Mapping[str, Any]:
    language = at.source.languages.shown
    return {
        "cards": staff_cards(at.source, at.people, at.texts, at.written_in, str(GENERAL_CARD)),
        "about_staff": sentence_html("about_staff_for_staff", language),
    }


def _sorter(at: _Team) -> Mapping[str, Any]:
    page_context = at.page_context
    lines = pick(page_context.helplines, at.texts.sorter["helplines"], STAFF, "", page_context.ages)
    return {
        "sorter": at.texts.sorter,
        # Without the school: it may be about somebody who works there.
        "numbers": numbers(at.people, lines, hours.ALWAYS, school_first=False, about_staff=True),
        "sheet_urls": {one.name: at.url(one.name) for one in SHEETS},
        "about_staff": sentence_html("about_staff_for_staff", at.source.languages.shown),
    }


def _words(at: _Team) -> Mapping[str, Any]:
    """With the messages to parents that there are, and on suicide what stands there: no text, but who to call."""
    page_context = at.page_context
    norm = str(at.norm.text("statement")) if at.norm else ""
    letters = aftercare(at.language, str(at.school.name), norm, at.address)
    blanks = {"norm": norm, "help": at.address}
    groups = [(group, [(one, one.filled(blanks)) for one in at.texts.words if one.group == group]) for group in GROUPS]
    wanted = letters.suicide["helplines"]
    lines = {line.key: line for line in page_context.helplines}
    return {
        "words": [(WORDS_FOR[group], texts) for group, texts in groups if texts],
        "parents": letters,
        "to_parents": [
            (one, [_open(line) for line in (one.subject, *one.text.split("\n\n"))]) for one in letters.messages
        ],
        "parents_label": WORDS_FOR["parents"],
        "helpline_groups": hours.in_groups(lines[key] for key in wanted if key in lines),
    }


def _open(line: str) -> str:
    """A blank in a message, as it can be read aloud: no visitor is shown the brackets of an editor."""
    return _BLANK.sub(r"… (\1)", line)


def _log(at: _Team) -> Mapping[str, Any]:
    return {
        "log": at.texts.log,
        "blank": range(7),
        "evidence": sentence_html("evidence.note-only.staff", at.source.languages.shown),
    }


def _restore(at: _Team) -> Mapping[str, Any]:
    return {"restore": at.texts.restore}


def _after(at: _Team) -> Mapping[str, Any]:
    agreements: list[Agreement] = at.norm.items("agreements", read_agreements) if at.norm else []
    return {"after": at.texts.after, "agreements": agreements, "norm_link": at.page_context.link("norm")}


WORDS_FOR: Final[Mapping[str, Label]] = {
    "team": _("To the team"),
    "class": _("In class"),
    "pupils": _("To pupils"),
    "parents": _("To parents"),
    "press": _("To the press"),
}
SHEETS: Final = (
    TeamSheet("cards", _("Cards for everyone who works here"), _cards),
    TeamSheet("who-leads", _("Who leads?"), _sorter),
    TeamSheet("words", _("Words to say or to send"), _words),
    TeamSheet("log", _("Log sheet"), _log),
    TeamSheet("restore", _("Restoring it together"), _restore),
    TeamSheet("after", _("What did we learn?"), _after),
)

__all__ = ["SHEETS", "TITLE", "TeamSheet", "keys_of", "team"]
