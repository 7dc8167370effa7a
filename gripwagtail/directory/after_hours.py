"""When the school is closed: who answers now, and what can wait until morning.

Nothing here looks at the clock: a school's own hours are words, and the page may be kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..content.helplines import Helpline, pick
from ..content.items import LanguagePair, text_of, words
from ..lookup.context import PageContext
from ..text.marked import Text
from ..vocabulary import LIFE_LINE


@dataclass(slots=True)
class Evening:
    """What a reader needs to decide at eleven at night."""

    always: list[Helpline]
    perhaps: list[Helpline]
    after_hours: Text
    closed: list[Text]

    def __bool__(self) -> bool:
        return bool(self.always or self.perhaps or self.after_hours or self.closed)


def after_hours(page_context: PageContext, language: str) -> Evening:
    """The lines that answer day and night, those that may, and what the school says itself.

    A line whose hours are known is left to its own card: at night it is closed.
    """
    lines = [line for line in for_families(page_context) if line.phones or line.chat_link]
    own = LanguagePair(page_context.site_language, language)
    said = page_context.settings
    return Evening(
        # 113 is above every page that shows this.
        [line for line in lines if line.day_and_night and line.key != LIFE_LINE],
        [line for line in lines if not (line.day_and_night or line.hours or line.urgency == "week")],
        words(said.after_hours, "", own),
        [words(line, "", own) for line in said.closed_periods.splitlines() if text_of(line)],
    )


def for_families(page_context: PageContext) -> list[Helpline]:
    """The services for pupils and parents of this school, in the order that editors gave them."""
    return [line for line in pick(page_context.helplines, ages=page_context.ages) if _for_family(line.audiences)]


def _for_family(audiences: Iterable[str]) -> bool:
    audiences = set(audiences)
    return not audiences or bool({"pupil", "parent"} & audiences)


__all__ = ["Evening", "after_hours", "for_families"]
