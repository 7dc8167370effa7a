"""How many made the norm together, and the sentence that says so.

Stored are three numbers and two days. The sentence is ours, in the language of the reader: nobody has to translate it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import npgettext

from ..page_class import NormPage
from ..text.rows import shown_date
from ..text.values import number
from ..vocabulary import Labels

# The columns, with what they are called: in the form, and on the sheet that is filled in by hand.
MADE_BY: Final[Labels] = {
    "grip_pupils": _lazy("pupils who took part"),
    "grip_parents": _lazy("parents who took part"),
    "grip_team": _lazy("team members who took part"),
}


def made_by(norm: NormPage, adopted_on: datetime.date | None, today: Callable[[], datetime.date]) -> str:
    """“Made with 47 pupils, 3 parents and 5 members of staff, on …”; nothing while nobody was counted.

    A day on which it is still to be adopted is not yet a day on which it was.
    """
    whom = [*_counted(norm)]
    if not whom:
        return ""
    if adopted_on and adopted_on <= today():
        said = {"whom": _in_a_row(whom), "date": shown_date(adopted_on)}
        return _("Made with %(whom)s, on %(date)s.") % said
    return _("Made with %(whom)s.") % {"whom": _in_a_row(whom)}


def took_part(norm: NormPage) -> dict[str, int]:
    """How many of each took part, by ``pupils``, ``parents`` and ``team``; 0 where nobody was counted."""
    return {name.removeprefix("grip_"): max(number(getattr(norm, name)) or 0, 0) for name in MADE_BY}


def _counted(norm: NormPage) -> Iterator[str]:
    pupils, parents, team = took_part(norm).values()
    if pupils:
        yield npgettext("made with", "%(count)d pupil", "%(count)d pupils", pupils) % {"count": pupils}
    if parents:
        yield npgettext("made with", "%(count)d parent", "%(count)d parents", parents) % {"count": parents}
    if team:
        yield npgettext("made with", "%(count)d member of staff", "%(count)d members of staff", team) % {"count": team}


def _in_a_row(parts: list[str]) -> str:
    if len(parts) == 3:
        return _("%(first)s, %(second)s and %(last)s") % dict(zip(("first", "second", "last"), parts, strict=True))
    return _("%(first)s and %(last)s") % {"first": parts[0], "last": parts[1]} if len(parts) == 2 else parts[0]


__all__ = ["MADE_BY", "made_by", "took_part"]
