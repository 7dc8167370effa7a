"""How many made the norm together, and the sentence that says so.

Stored are three numbers and two days. The sentence is ours, in the language of the reader, so nobody has to translate it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from ..page_class import NormPage
from ..text.values import number

MADE_BY: Final = ("grip_pupils", "grip_parents", "grip_team")


def made_by(norm: NormPage, today: Callable[[], datetime.date]) -> str:
    """“Made with 47 pupils, 3 parents and 5 members of staff, on …”; nothing while nobody was counted.

    A day on which it is still to be adopted is not yet a day on which it was.
    """
    whom = [*_counted(norm)]
    if not whom:
        return ""
    if norm.adopted_on and norm.adopted_on <= today():
        said = {"whom": _in_a_row(whom), "date": date_format(norm.adopted_on, "DATE_FORMAT")}
        return _("Made with %(whom)s, on %(date)s.") % said
    return _("Made with %(whom)s.") % {"whom": _in_a_row(whom)}


def _counted(norm: NormPage) -> Iterator[str]:
    pupils, parents, team = (number(getattr(norm, name)) or 0 for name in MADE_BY)
    if pupils > 0:
        yield npgettext("made with", "%(count)d pupil", "%(count)d pupils", pupils) % {"count": pupils}
    if parents > 0:
        yield npgettext("made with", "%(count)d parent", "%(count)d parents", parents) % {"count": parents}
    if team > 0:
        yield npgettext("made with", "%(count)d member of staff", "%(count)d members of staff", team) % {"count": team}


def _in_a_row(parts: list[str]) -> str:
    if len(parts) == 3:
        return _("%(first)s, %(second)s and %(last)s") % dict(zip(("first", "second", "last"), parts, strict=True))
    return _("%(first)s and %(last)s") % {"first": parts[0], "last": parts[1]} if len(parts) == 2 else parts[0]


__all__ = ["MADE_BY", "made_by"]
