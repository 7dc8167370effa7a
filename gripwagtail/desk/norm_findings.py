"""What an editor should look at about the norm of a school: that there is one, who made it, and that it is reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .places import Chosen, Findings, Look, missing_page, on_page, overdue, place_of_missing, published, rows
from .reading import made_together
from .rows import Row
from .schools import Desk, School


def _without_norm(desk: Desk) -> Iterator[tuple[School, Row]]:
    for school in published(desk):
        if (
            not any(row.live for row in school.of_kind("norm"))
            and (row := place_of_missing(school, "norm")) is not None
        ):
            yield school, row


def _missing(desk: Desk, chosen: Chosen) -> Findings:
    for school, row in chosen:
        yield missing_page(row, school, "norm", "norm-missing", _("This school has no norm on its site yet."))


def _not_made_together(desk: Desk) -> Iterator[tuple[School, Row]]:
    """A school without a norm has no norm to make together."""
    norms = [(school, row) for school, row in rows(desk) if row.live and row.model.grip_is_made_together]
    noted = desk.values([row for _school, row in norms], "agreed", "adopted_on")
    for school, row in norms:
        agreed, adopted_on = noted.get(row.pk, (None, None))
        if row.pk in noted and not made_together(agreed, adopted_on, row.language):
            yield school, row


def _said_of_making(desk: Desk, chosen: Chosen) -> Findings:
    text = _(
        "Nobody has noted who agreed to this norm, or when it was adopted. Until then the page does not say that your "
        "school agreed to it. Talk about it with pupils, parents and the team, and fill in one of the two."
    )
    for school, row in chosen:
        yield on_page(row, school, "norm-not-made-together", text)


def _overdue(desk: Desk, chosen: Chosen) -> Findings:
    text = _("This norm was due for review on %(day)s.")
    for school, row in chosen:
        due = row.columns["review_due"]
        said = text % {"day": date_format(due)}
        yield on_page(row, school, "norm-overdue", said, date=due, again=due.isoformat())


MISSING: Final = Look(_missing, _without_norm)
NOT_MADE_TOGETHER: Final = Look(_said_of_making, _not_made_together)
OVERDUE: Final = Look(_overdue, overdue("norm-overdue"))


__all__ = ["MISSING", "NOT_MADE_TOGETHER", "OVERDUE"]
