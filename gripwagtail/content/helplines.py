"""The national services, by audience, age and topic."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..phone import Phone
from ..sanitize import safe_url
from ..vocabulary import ANONYMITY, COSTS, Label
from .items import Text, Tongues, keys, raw_items, title_of, words
from .phones import phones_of

if TYPE_CHECKING:
    from ..models import GripHelpline


@dataclass(slots=True)
class Helpline:
    """A service as a reader sees it."""

    key: str
    name: str
    does: Text
    not_for: Text
    hours: Text
    audiences: tuple[str, ...]
    age_from: int | None
    age_to: int | None
    topics: tuple[str, ...]
    phones: list[Phone]
    has_chat: bool
    chat_url: str
    report_url: str
    url: str
    day_and_night: bool
    cost: str
    anonymous: str
    languages: tuple[str, ...]
    urgency: str
    checked_on: datetime.date | None

    @property
    def cost_label(self) -> Label:
        return COSTS[self.cost] if self.cost in COSTS and self.cost != "unknown" else ""

    @property
    def anonymous_label(self) -> Label:
        return ANONYMITY[self.anonymous] if self.anonymous in ("yes", "possible") else ""

    @property
    def chat_link(self) -> str:
        """Where the chat is: its own address, else the site that offers it."""
        return self.chat_url or (self.url if self.has_chat else "")

    @property
    def from_age(self) -> int | None:
        """Said aloud when the youngest pupils are not served."""
        return self.age_from if self.age_from and self.age_from >= 12 else None

    def serves(self, audience: str = "", topic: str = "", ages: tuple[int | None, int | None] = (None, None)) -> bool:
        """Whether this reader, with this question, at a school for these ages, is served."""
        if audience and self.audiences and audience not in self.audiences:
            return False
        if topic and self.topics and topic not in self.topics:
            return False
        youngest, oldest = ages
        if self.age_from is not None and oldest is not None and self.age_from > oldest:
            return False
        return not (self.age_to is not None and youngest is not None and self.age_to < youngest)


# The same few dozen addresses stand on every page.
_checked = lru_cache(maxsize=512)(safe_url)


def read_helpline(row: GripHelpline, tongues: Tongues) -> Helpline:
    """A row of the database, with the words of the language shown where there are any."""
    other: Any = {}
    for _id, _kind, value in raw_items(row.words):
        if value.get("language") == tongues.shown or (
            not other and value.get("language") == tongues.shown.split("-")[0]
        ):
            other = value
    return Helpline(
        key=row.key,
        name=title_of(row.name),
        does=words(row.does, other.get("does"), tongues),
        not_for=words(row.not_for, other.get("not_for"), tongues),
        hours=words(row.hours, other.get("hours"), tongues),
        audiences=keys(row.audiences),
        age_from=row.age_from,
        age_to=row.age_to,
        topics=keys(row.topics),
        phones=phones_of(row.phones.splitlines()),
        has_chat=row.has_chat,
        chat_url=_checked(row.chat_url),
        report_url=_checked(row.report_url),
        url=_checked(row.url),
        day_and_night=row.day_and_night,
        cost=row.cost,
        anonymous=row.anonymous,
        languages=keys(row.languages),
        urgency=row.urgency,
        checked_on=row.checked_on,
    )


def pick(
    helplines: Iterable[Helpline],
    wanted: Iterable[str] = (),
    audience: str = "",
    topic: str = "",
    ages: tuple[int | None, int | None] = (None, None),
) -> list[Helpline]:
    """Those that serve this reader: the wanted ones in the order asked, else all.

    A line for young people from sixteen on is never the only one.
    """
    served = [line for line in helplines if line.serves(audience, topic, ages)]
    wanted = list(wanted)
    if wanted:
        by_key = {line.key: line for line in served}
        served = [by_key[key] for key in wanted if key in by_key]
    if served and all((line.age_from or 0) >= 16 for line in served) and (ages[0] or 0) < 16:
        return []
    return served
