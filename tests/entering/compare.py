"""What a visitor finds of the facts of a text: which are lost, and what stands there that nobody said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, override

from gripwagtail.roles import ROLES
from tests.entering.facts import Fact, SchoolText


def read(text: str) -> str:
    """As it is read: single spaces, whatever stands between the words, and one kind of apostrophe."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'")
    return " ".join(re.sub(r"[\u00ad\u2066-\u2069\u200b-\u200f]", "", plain).split())


def lost_and_untrue(text: SchoolText, soup: Any, language: str) -> list[str]:
    """Each fact that is not on this page in this language, and each untrue thing that is."""
    with override(language):
        return [*_lost(text, soup), *_untrue(text, soup)]


def _lost(text: SchoolText, soup: Any) -> Iterator[str]:
    for fact in text.facts:
        place = _element(text, fact, soup)
        if place is None:
            yield f"{fact.at}: {text.title_of(fact.item)!r} is not on the page"
            continue
        words = read(place.get_text(" "))
        squeezed = words.replace(" ", "")
        for said in _said(text, fact):
            # Mark-up in the middle of a word, or a number with other spaces, is the same fact.
            if read(said).casefold().replace(" ", "") not in squeezed.casefold():
                yield f"{fact.at}: {said!r} is lost"
        links = {link.get("href") for link in place.find_all("a")}
        yield from (f"{fact.at}: no link to {link!r}" for link in fact.link if link not in links)
        headings = {read(one.get_text(" ")) for one in place.find_all(re.compile("h[1-6]"))}
        yield from (f"{fact.at}: no heading {one!r}" for one in fact.headings if read(one) not in headings)


def _said(text: SchoolText, fact: Fact) -> Iterator[str]:
    """The words that must be there because of a fact, in the language that is spoken now."""
    yield from fact.shown
    yield from map(gettext, fact.ours)
    if fact.day:
        yield date_format(fact.day)
    if fact.part == "roles" and fact.item.startswith("contacts/"):
        role = ROLES[str(fact.typed)]
        if not role.is_own_words and not str(role.label).casefold().startswith(text.title_of(fact.item).casefold()):
            yield str(role.label)


def _untrue(text: SchoolText, soup: Any) -> Iterator[str]:
    for fact in text.facts:
        place = _element(text, fact, soup)
        if place is None:
            continue
        words = read(place.get_text(" "))
        yield from (f"{fact.at}: says {one!r}" for one in fact.never if read(one).casefold() in words.casefold())
        above = place.find_previous("h2") if fact.not_under else None
        if above is not None and read(above.get_text(" ")) == fact.not_under:
            yield f"{fact.at}: stands under {fact.not_under!r}"
    for item in dict.fromkeys(fact.item for fact in text.facts if fact.item.startswith("contacts/")):
        yield from _ways_nobody_gave(text, item, soup)


def _ways_nobody_gave(text: SchoolText, item: str, soup: Any) -> Iterator[str]:
    """Numbers and mailboxes on a card that were typed for none, or for another."""
    facts = [fact for fact in text.facts if fact.item == item]
    card = _element(text, facts[0], soup)
    if card is None:
        return
    given = {link for fact in facts for link in fact.link}
    # Beside a card of the school stands how it is reached itself, where that was left ticked.
    unticked = any(fact.part == "via_school" and fact.typed is False for fact in facts)
    for link in card.find_all("a", href=re.compile("^(tel|mailto):")):
        if link["href"] not in given and unticked:
            yield f"{item}: {link['href']!r} was not typed for this one"


def _element(text: SchoolText, fact: Fact, soup: Any) -> Any:
    """Where on the page the fact belongs: its card, or all of the page."""
    page = soup.select_one(".grip") or soup
    # What is confidential is told for all cards together.
    if not fact.item.startswith("contacts/") or fact.part == "secrecy":
        return page
    title = read(text.title_of(fact.item))
    cards = page.select(".grip-contact")
    return next((card for card in cards if title in read(card.get_text(" "))), None)


__all__ = ["lost_and_untrue", "read"]
