"""What the desk finds in the plan of a school: what was to be done by now, and is not."""

from __future__ import annotations

import datetime
from typing import Final, cast

from django.utils.translation import ngettext

from ..content.plans import Planned, read_plans
from ..page_class import GripPage, OverviewPage
from ..stored.failures import attempt
from .dates import today
from .places import Chosen, Findings, Look, named, on_item, on_page, where
from .rows import Row
from .schools import Desk

# Of so many pages it is named what is due; of the others of a board only that something is.
_READ: Final = 10


def _is_due(row: Row, day: datetime.date) -> bool:
    due = row.columns["plan_due"]
    return bool(due and due <= day)


def _say(desk: Desk, chosen: Chosen) -> Findings:
    """One finding a page, which leads to the first thing. It is told again when another term has passed."""
    pages = desk.content([row for _school, row in chosen[:_READ]])
    for school, row in chosen:
        late = _late(pages[row.pk]) if row.pk in pages else []
        # The columns know that there is one, also of a page that was not read.
        count = len(late) or 1
        text = ngettext(
            "%(count)d thing in your plan was to be done by now.",
            "%(count)d things in your plan were to be done by now.",
            count,
        ) % {"count": count}
        if late:
            text = f"{text} {named([f'“{one.text}”' for one in late])}"
        due = row.columns["plan_due"]
        url = on_item(row, late[0].id if late else "")
        yield on_page(row, school, "plan-due", text, url=url, date=due, again=due.isoformat())


def _late(page: GripPage) -> list[Planned]:
    plans = attempt(f"The plan on page {page.pk}", lambda: read_plans(cast(OverviewPage, page)), [], [])
    return sorted((one for one in plans if one.is_late(today())), key=lambda one: str(one.term))


PLANS_DUE: Final = Look(_say, where(_is_due))


__all__ = ["PLANS_DUE"]
