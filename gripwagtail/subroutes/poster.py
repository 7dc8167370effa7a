"""The poster: which numbers, where to go and how to get to the incident page, on one A4 for the wall.

What we ask of each other and who helps outside school are on a second one, to hang beside it.

A poster hangs where everyone passes, for a long time. So it names functions, never
people, and shows until when it can be trusted.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ..content.contact import Contact
from ..content.helplines import Helpline, pick
from ..directory.addresses import below
from ..directory.people import Directory
from ..lookup.agreed import norm_is_agreed
from ..lookup.context import PageContext
from ..lookup.public_address import public_address, wrong_address
from ..lookup.source import Source
from ..page_class import GripPage
from ..phone import Phone
from ..rendering.sentences import sentence_html
from ..roles import roles
from ..text.marked import Text
from ..text.names import Names
from ..text.naming import reads_as_a_name
from ..text.speaking import speaking
from ..vocabulary import CHILDLINE, IMAGES_LINE, INSPECTOR, LIFE_LINE, POLICE, SAFE_AT_HOME, YOUTH_HEALTH
from .class_sheet import for_pupils
from .kept import kept_bytes, kept_html
from .published import around, public_context, without_address
from .qr import qr_svg, typed

AGREEMENTS, FUNCTIONS, HELPLINES, PLACES = 3, 3, 5, 3
# Up to this many characters of the school's own text the letters can be large.
ROOMY: Final = 380
# The longest "where" that has a place on the wall; a longer one is on the page.
LONGEST_PLACE: Final = 60
CONFIDANT: Final = "confidential-internal"
# What a mailbox begins with that is called after a function.
_FUNCTION_MAILBOX: Final = re.compile(
    r"(?:vertrouwen|pesten|antipest|meldpunt|zorg|directie|administratie|secretariaat|veiligheid|mediacoach|info@|ib@)"
)
# Which helplines a pupil needs first. 113 is not among them: it is on every poster.
FIRST: Final = (CHILDLINE, IMAGES_LINE, SAFE_AT_HOME, INSPECTOR, YOUTH_HEALTH, POLICE)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where to walk in, or where a letterbox is."""

    location: str
    where: Text | str


@dataclass(frozen=True, slots=True)
class Function:
    """Someone to go to, as a function."""

    name: str
    places: tuple[Whereabouts, ...] = ()
    phone: Phone | None = None
    mail: str = ""

    @property
    def details(self) -> str:
        """All the text beside its name, to know how much room it takes."""
        places = "".join(f"{place.location}{place.where}" for place in self.places)
        return f"{places}{self.mail}{self.phone.note if self.phone else ''}"


def poster(page: GripPage, request: HttpRequest, rest: Sequence[str]) -> HttpResponse:
    """One A4 of an incident page, and below it ``qr``: its code as a picture."""
    page_context = public_context(page, request)
    address = public_address(page, request)
    if list(rest) not in ([], ["qr"]):
        raise Http404
    if not address:
        return without_address(page_context.own, wrong_address(page, request))
    if rest:
        code = kept_bytes(page_context, "poster/qr", lambda: qr_svg(address), address)
        return HttpResponse(code, content_type="image/svg+xml")
    return HttpResponse(kept_html(page_context, "poster", lambda: _html(page_context.own, address), address))


def _html(source: Source, address: str) -> SafeString:
    page_context = source.page_context
    with speaking(source.languages.around):
        context = {
            **_content(page_context, source.languages.shown, source.title),
            "address": typed(address),
            # A picture with an address, because a strict policy allows no other.
            "qr": below(page_context.our_page.get_url(page_context.request), "poster", "qr"),
            **around(source),
        }
        return render_to_string("gripwagtail/takeaway/poster.html", context)


def _content(page_context: PageContext, language: str, title: Text) -> dict[str, Any]:
    norm, contact = page_context.source("norm"), page_context.source("contact")
    people = Directory.of(contact, page_context) if contact else Directory.empty(page_context)
    cards = cards_for(people.shown)
    lines = helplines_for(page_context)
    poster_line = norm.text("poster_line") if norm else Text("")
    agreements = for_pupils(norm)[:AGREEMENTS] if norm else []
    functions = [function_of(card, people.shown) for card in cards]
    length = sum(map(len, (poster_line, *(one.we_do for one in agreements), *(one.details for one in functions))))
    return {
        "title": title,
        "headline": poster_line or title,
        "agreements": agreements,
        "is_agreed": norm_is_agreed(norm),
        # Smaller letters, so that long texts too are on one sheet.
        "dense": length > ROOMY,
        "functions": functions,
        "via_school": people.school.phone,
        "school": people.school,
        "helplines": [(line, site_of(line)) for line in lines],
        # The oldest, and none while one was never checked: what is said about all of them must be true of each.
        "checked_on": _oldest(line.checked_on for line in lines),
        "valid_until": valid_until(page_context.today, cards),
        **{
            name: sentence_html(name, language)
            for name in ("danger", "danger_life", "never_send", "about_staff", "not_alone")
        },
    }


def _oldest(days: Iterable[datetime.date | None]) -> datetime.date | None:
    known = [*days]
    return min((day for day in known if day), default=None) if all(known) else None


def cards_for(shown: Iterable[Contact]) -> list[Contact]:
    """The first cards that pupils go to, one a function: the confidential adviser, then in the order of the school."""
    found: dict[str, Contact] = {}
    for card in sorted(shown, key=lambda card: CONFIDANT not in card.roles):
        name = _function_name(card)
        if name and card.answers((), "pupil"):
            found.setdefault(name, card)
    return list(found.values())[:FUNCTIONS]


def function_of(card: Contact, shown: Sequence[Contact] = ()) -> Function:
    """The function behind a card, with the places of all who have it; no name or own label, which reveal who it is."""
    name = _function_name(card)
    others = [one for one in shown if _function_name(one) == name and one.answers((), "pupil")] or [card]
    found = dict.fromkeys(place for one in others if (place := _place_of(one)))
    phone = card.phones[0] if card.phones and not card.is_personal else None
    return Function(name, tuple(found)[:PLACES], phone, _mailbox(card, shown))


def _place_of(card: Contact) -> Whereabouts | None:
    """Where someone in this function is, unless these words may say who."""
    names = Names(dict.fromkeys([card.name, str(card.label)], ""))
    named = card.is_personal and (names.shares_a_word(card.where) or reads_as_a_name(str(card.where)))
    where = "" if named or len(card.where) > LONGEST_PLACE else card.where
    if card.is_personal and not where:
        return None
    return Whereabouts(card.location, where) if card.location or where else None


def _mailbox(card: Contact, shown: Iterable[Contact]) -> str:
    """A mailbox that several people read, or one that is called after a function: never that of one person."""
    if not card.mail_link:
        return ""
    address = card.email.casefold()
    readers = sum(one.email.casefold() == address for one in shown)
    is_of_function = not card.is_personal and bool(_FUNCTION_MAILBOX.match(address))
    return card.email if readers > 1 or is_of_function else ""


def _function_name(card: Contact) -> str:
    known = roles()
    for role in card.roles:
        if known[role].on_poster:
            return str(known[role].label)
    return card.organisation if card.kind == "organisation" and not card.roles and not card.name else ""


def helplines_for(page_context: PageContext) -> list[Helpline]:
    """At most five for pupils of this school: the well-known ones first, then what else there is."""
    fitting = [
        line
        for line in pick(page_context.helplines, (), "pupil", "", page_context.ages)
        if line.key != LIFE_LINE
        and (line.phones or site_of(line))
        and not _for_the_oldest_only(line, page_context.ages[1])
    ]
    ranks = {key: rank for rank, key in enumerate(FIRST)}
    return sorted(fitting, key=lambda line: ranks.get(line.key, len(ranks)))[:HELPLINES]


def _for_the_oldest_only(line: Helpline, oldest: int | None) -> bool:
    """Whether hardly anyone who passes the poster is old enough."""
    return bool(line.age_from and oldest and line.age_from >= oldest)


def site_of(line: Helpline) -> str:
    """Where to chat or read more, as one types it: for pupils that comes before calling, or there is no number."""
    address = line.chat_link or ("" if line.phones else line.url or line.report_url)
    return typed(address).removeprefix("www.")


def valid_until(today: datetime.date, cards: Iterable[Contact] = ()) -> datetime.date:
    """The day until which a poster of today may hang: the end of the school year, or sooner when a card ends.

    From June on it is the next school year: nobody puts up a poster for a few weeks.
    """
    year = today.year if today.month < 6 else today.year + 1
    return min([datetime.date(year, 7, 31), *(card.valid_until for card in cards if card.valid_until)])


__all__ = ["poster"]
