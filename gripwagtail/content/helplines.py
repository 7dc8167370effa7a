"""The national services, by audience, age and topic."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from ..phone import Phone
from ..sanitize import usable_url
from ..text.language_names import own_names
from ..text.marked import Text, in_language
from ..text.values import number
from ..vocabulary import ABOUT_ANOTHER, ANONYMITY, COSTS, NAMES_MEAN, ONLY_WHEN, YOUNG_PEOPLE_FROM, Label
from .items import LanguagePair, keys, raw_items, text_of, title_of, words
from .phones import phones_of

# So many digits has a number that everyone remembers: 113.
SHORT: Final = 3


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
    source_body: str
    source_date: datetime.date | None
    # What it was called before: somebody may still look for that.
    former_names: tuple[str, ...]
    # What the school adds, on its own pages only.
    note: Text
    # The reader may not speak Dutch, which all of them speak.
    for_newcomer: bool = False

    @property
    def chat_first(self) -> bool:
        """Pupils would rather type than call."""
        return self.audiences == ("pupil",)

    @property
    def language_names(self) -> list[str]:
        """The languages spoken, each under its own name; nothing where that is Dutch alone."""
        return own_names(self.languages) if set(self.languages) - {"nl"} else []

    @property
    def is_reachable(self) -> bool:
        return bool(self.phones or self.chat_link or self.report_url or self.url)

    @property
    def cost_label(self) -> Label:
        return COSTS[self.cost] if self.cost in COSTS and self.cost != "unknown" else ""

    @property
    def anonymous_label(self) -> Label:
        return ANONYMITY[self.anonymous] if self.anonymous in ("yes", "possible") else ""

    @property
    def chat_link(self) -> str:
        """Where the chat is. A home page is no chat: who is sent there to chat has to look for it."""
        return self.chat_url

    @property
    def answers_always(self) -> bool:
        """Whether somebody answers at any hour."""
        return self.day_and_night and bool(self.phones or self.chat_link)

    @property
    def lead(self) -> Label:
        """For what alone it is there, as a question before its name."""
        return ONLY_WHEN.get(self.key, "")

    def lead_for(self, audience: str) -> Label:
        """The same for one reader: a parent and a teacher call about somebody else."""
        return ABOUT_ANOTHER.get(self.key, self.lead) if audience in ("parent", "staff") else self.lead

    @property
    def means(self) -> Label:
        """What its name says, for who does not read Dutch."""
        return NAMES_MEAN.get(self.key, "") if self.for_newcomer else ""

    @property
    def short_phones(self) -> list[Phone]:
        """Its numbers for a short list: one of three digits needs no other."""
        return self.phones[:1] if self.phones and len(self.phones[0].shown) == SHORT else self.phones

    @property
    def for_adults(self) -> bool:
        """Whether it is for adults, and not for pupils."""
        return bool(self.audiences) and "pupil" not in self.audiences

    @property
    def source_year(self) -> int | None:
        """Of a source that is dated by the first of January only the year is known."""
        known = self.source_date
        return known.year if known and (known.month, known.day) == (1, 1) else None

    @property
    def site_link(self) -> str:
        """Its site, when no link above leads there."""
        return self.url if self.url not in (self.chat_link, self.report_url) else ""

    @property
    def from_age(self) -> int | None:
        """Stated when the youngest pupils are not served."""
        return self.age_from if self.age_from and self.age_from >= 12 else None

    def is_about(self, topic: str) -> bool:
        """Whether someone with this question is in the right place here."""
        return not self.topics or topic in self.topics

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


_NO_NOTE: Final = Text("")

# The same few dozen addresses are on every page.
_checked = lru_cache(maxsize=512)(usable_url)


def read_helpline(
    row: Any, languages: LanguagePair, note: Text = _NO_NOTE, today: datetime.date = datetime.date.max
) -> Helpline:
    """A row of the database, with the words of the language shown where there are any. A later check is none."""
    other: Any = {}
    for _id, _kind, value in raw_items(row.words):
        if value.get("language") == languages.shown or (
            not other and value.get("language") == languages.shown.split("-")[0]
        ):
            other = value
    chat_url, report_url, url = _checked(row.chat_url), _checked(row.report_url), _checked(row.url)
    return Helpline(
        key=row.key,
        name=title_of(row.name),
        does=words(row.does, other.get("does"), languages),
        not_for=words(row.not_for, other.get("not_for"), languages),
        hours=words(row.hours, other.get("hours"), languages),
        audiences=keys(row.audiences),
        age_from=number(row.age_from),
        age_to=number(row.age_to),
        topics=keys(row.topics),
        phones=phones_of(row.phones.splitlines()),
        has_chat=row.has_chat,
        chat_url=chat_url,
        report_url=report_url,
        # Callers that show a single link use this one when there is no phone, so it falls back to other addresses.
        url=url or chat_url or report_url,
        day_and_night=row.day_and_night,
        cost=row.cost,
        anonymous=row.anonymous,
        languages=keys(row.languages),
        urgency=row.urgency,
        checked_on=row.checked_on if row.checked_on and row.checked_on <= today else None,
        source_body=title_of(row.source_body),
        source_date=row.source_date if row.source_date and row.source_date <= today else None,
        former_names=tuple(name for line in str(row.former_names or "").splitlines() if (name := title_of(line))),
        note=note,
        for_newcomer=languages.shown.split("-")[0] != "nl",
    )


def read_notes(stream: object, lang: str = "") -> dict[str, Text]:
    """What a school adds, by helpline; ``lang`` marks it where it is not in the language shown."""
    found: dict[str, Text] = {}
    for _id, _kind, value in raw_items(stream):
        text = text_of(value.get("text"))
        if text:
            found[str(value.get("helpline") or "")] = in_language(text, lang)
    return found


def for_school(helplines: Iterable[Helpline], ages: tuple[int | None, int | None]) -> list[Helpline]:
    """Those that can be reached and that these pupils may use.

    A line for young people from sixteen on does not stay behind as the only one for pupils.
    """
    served = [line for line in helplines if line.is_reachable and line.serves(ages=ages)]
    older = [line for line in served if _is_for_older(line)]
    others = any(line.serves("pupil") for line in served if line not in older)
    return served if others or (ages[0] or 0) >= YOUNG_PEOPLE_FROM else [line for line in served if line not in older]


def _is_for_older(line: Helpline) -> bool:
    return (line.age_from or 0) >= YOUNG_PEOPLE_FROM


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
    return chosen([line for line in helplines if line.serves(audience, topic, ages)], wanted, ages)


def chosen(served: list[Helpline], wanted: Iterable[str], ages: tuple[int | None, int | None]) -> list[Helpline]:
    """The same, of those that are known to serve this reader."""
    wanted = list(wanted)
    if wanted:
        by_key = {line.key: line for line in served}
        served = [by_key[key] for key in wanted if key in by_key]
    if served and all(map(_is_for_older, served)) and (ages[0] or 0) < YOUNG_PEOPLE_FROM:
        return []
    return served
