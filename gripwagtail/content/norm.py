"""The agreements under the norm, who agreed to them, and what changed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..item_blocks.norm import AgreedBlock, AgreementBlock, ChangeBlock
from ..text.marked import Text
from ..text.negation import says_not_itself
from ..vocabulary import AGREED_BY, AUDIENCES, MATERIAL_AUDIENCES, Label
from .items import LanguagePair, read_items


@dataclass(slots=True)
class Agreement:
    id: str
    key: str
    we_do: Text
    so_not: Text
    if_broken: Text
    audiences: tuple[str, ...]
    topics: tuple[str, ...]
    # Whether “what we do not do” has to stand in front of it: a text that only goes on where the label of the field
    # ends would read as allowed.
    labels_so_not: bool = True

    @property
    def audience_labels(self) -> list[Label]:
        """For whom, when it is not for everyone."""
        return [] if len(self.audiences) in (0, len(AUDIENCES)) else [MATERIAL_AUDIENCES[key] for key in self.audiences]


@dataclass(slots=True)
class Agreed:
    key: str
    who: Label
    date: datetime.date | None
    how: Text


@dataclass(slots=True)
class NormChange:
    date: datetime.date | None
    text: Text


def read_agreements(source: object, translated: object, languages: LanguagePair) -> list[Agreement]:
    return [
        Agreement(
            id=item["id"],
            key=item["key"],
            we_do=item["we_do"],
            so_not=item["so_not"],
            # What the school does is a claim: silent until the school has ticked it.
            if_broken=item["if_broken"] if item["if_broken_confirmed"] else Text(""),
            audiences=tuple(key for key in item["audiences"] if key in AUDIENCES),
            topics=item["topics"],
            labels_so_not=not says_not_itself(item["so_not"], item["so_not"].lang or languages.shown),
        )
        for item in read_items(AgreementBlock, source, translated, languages)
        if item["we_do"]
    ]


def read_agreed(source: object, translated: object, languages: LanguagePair) -> list[Agreed]:
    return [
        Agreed(item["who"], AGREED_BY[item["who"]], item["date"], item["how"])
        for item in read_items(AgreedBlock, source, translated, languages)
        if item["who"] in AGREED_BY
    ]


def is_agreed(agreed: Iterable[Agreed], adopted_on: datetime.date | None, today: Callable[[], datetime.date]) -> bool:
    """Whether anybody agreed to the norm, or it was adopted; not what is only planned.

    Until then nothing of ours says that it was: it is what the school asks.
    """
    agreed = list(agreed)
    days = [day for day in (*(one.date for one in agreed), adopted_on) if day]
    # The day matters, and with it how long this is right, only where one is known.
    return any(one.date is None for one in agreed) or (bool(days) and min(days) <= today())


def read_changes(source: object, translated: object, languages: LanguagePair) -> list[NormChange]:
    changes = [
        NormChange(item["date"], item["text"])
        for item in read_items(ChangeBlock, source, translated, languages)
        if item["text"]
    ]
    return sorted(changes, key=lambda change: change.date or datetime.date.min, reverse=True)
