"""What is on one page, read through the normaliser that the site itself uses. Nothing here is kept."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wagtail.fields import StreamField

from ..content.contact import Contact
from ..content.items import PLACEHOLDER, LanguagePair, raw_items, read_items, text_of
from ..content.norm import is_agreed, read_agreed
from ..content.problems import called_by, children_with, place
from ..directory.people import Directory
from ..item_blocks.contact import ContactBlock
from ..lookup.context import PageContext
from ..lookup.source import Source
from ..page_class import ContactPage, GripPage, NormPage
from ..roles import Secrecy, roles
from ..text.day import is_unknown
from .claim import Claim
from .dates import today


@dataclass(frozen=True, slots=True)
class Named:
    """An item of a page, or a field of it with an empty ``id``, as an editor calls it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Cards:
    """The people of a contact page today: its own cards that visitors see, and everyone with those of the board.

    ``lost`` are those that visitors would see, if there were any way to reach them.
    """

    own: list[Contact]
    everyone: list[Contact]
    lost: list[Contact]

    @property
    def has_confidant(self) -> bool:
        wanted = {key for key, role in roles().items() if role.is_confidant and role.secrecy is Secrecy.AT_SCHOOL}
        return any(card.can_be_reached and wanted & set(card.roles) for card in self.everyone)


def placeholders(page: GripPage) -> Iterator[Named]:
    """Every place that still contains a placeholder."""
    names = {"title", "seo_title", "search_description", *page.grip_words, *page.grip_facts}
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            for index, raw in enumerate(getattr(page, field.name).raw_data):
                for child in children_with(PLACEHOLDER, raw.get("value")):
                    where = place(field.stream_block, str(field.verbose_name), index, raw, child)
                    yield Named(str(raw.get("id") or ""), where)
        elif field.name in names and PLACEHOLDER in str(getattr(page, field.name)):
            yield Named("", str(field.verbose_name))


def claims_of(page: GripPage) -> tuple[Claim, ...]:
    """The claims of a page; its class names none, one or several."""
    given = page.grip_claim
    if given is None:
        return ()
    return (given,) if isinstance(given, Claim) else tuple(given)


def unconfirmed(page: GripPage) -> list[Named]:
    """What the school has not said to be true yet, so that no visitor sees it."""
    return [named for named, is_true in claimed(page) if not is_true]


def claimed(page: GripPage) -> Iterator[tuple[Named, bool]]:
    """Everything on a page that the school has to say to be true, each with whether it did."""
    for stream, claim, box in claims_of(page):
        if not stream:
            if text_of(getattr(page, claim)):
                yield Named("", str(page._meta.get_field(claim).verbose_name)), bool(getattr(page, box))
            continue
        items = _items(page, stream)
        for (_id, _kind, value), item in zip(raw_items(getattr(page, stream)), items, strict=True):
            if not claim or item[claim]:
                yield Named(item["id"], called_by(value) or str(value.get("key") or "?")), item[box]


def is_made_together(norm: NormPage) -> bool:
    """Whether the school wrote down that anybody agreed to its norm, or when it was adopted."""
    return made_together(norm.agreed, norm.adopted_on, norm.grip_language)


def made_together(agreed: Any, adopted_on: datetime.date | None, language: str) -> bool:
    """The same of the fields alone. The language is that of the text, which counts for nothing but the reader's way."""
    return is_agreed(read_agreed(agreed, None, LanguagePair(language, language)), adopted_on, today)


def _items(page: GripPage, stream: str) -> list[dict[str, Any]]:
    blocks = page._meta.get_field(stream).stream_block.child_blocks
    block = type(next(iter(blocks.values())))
    language = page.grip_language
    return read_items(block, getattr(page, stream), None, LanguagePair(language, language))


def cards(page: GripPage, page_context: PageContext) -> Cards:
    """The people of a contact page, as a visitor of this place meets them."""
    directory = Directory.of(Source(page, None, page_context), page_context)
    return Cards(directory.own, directory.shown, directory.lost)


def dated_cards(page: ContactPage) -> list[tuple[Named, datetime.date | None, datetime.date | None]]:
    """The confirmed cards, each with the first and last day on which visitors see it."""
    language = page.grip_language
    items = read_items(ContactBlock, page.contacts, None, LanguagePair(language, language))
    return [
        (Named(item["id"], called_by(value) or "?"), item["valid_from"], item["valid_until"])
        for (_id, _kind, value), item in zip(raw_items(page.contacts), items, strict=True)
        if item["confirmed"] and not {"valid_from", "valid_until"}.intersection(item["unreadable"])
    ]


def untold(page: ContactPage) -> list[Named]:
    """The confirmed cards with the name of a person of whom nobody knows whether they were told."""
    language = page.grip_language
    items = read_items(ContactBlock, page.contacts, None, LanguagePair(language, language))
    return [
        Named(item["id"], called_by(value) or "?")
        for (_id, _kind, value), item in zip(raw_items(page.contacts), items, strict=True)
        if item["confirmed"] and item["name"] and is_unknown(value.get("told_on"))
    ]


__all__ = [
    "Cards",
    "Named",
    "cards",
    "claimed",
    "claims_of",
    "dated_cards",
    "is_made_together",
    "made_together",
    "placeholders",
    "unconfirmed",
    "untold",
]
