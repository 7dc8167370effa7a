"""A day that is still to come counts as never: else a clock that was ahead once keeps all quiet until that day."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.utils import timezone, translation

from gripwagtail.admin.confirmations import cards_of
from gripwagtail.content.checked import last_check
from gripwagtail.desk.confirmations import check
from gripwagtail.desk.report import report
from gripwagtail.desk.schools import Desk
from gripwagtail.doctor import content
from gripwagtail.doctor.findings import DoctorFinding
from gripwagtail.doctor.scope import sites
from gripwagtail.models import GripCheck, GripDeskColumns, GripHelpline, GripReminded, GripReminders
from gripwagtail.starter import helplines
from tests import factories as make
from tests.test_desk_findings import confidant, good_school

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate()
LATER = NOW + datetime.timedelta(days=1000)


@pytest.fixture
def pages() -> dict[str, Any]:
    found = good_school()
    for name in ("contact", "norm"):
        found[name].show_checked = True
        found[name].save_revision().publish()
    card = confidant(label="Juf Annemiek", checked_on=None)
    found["contact"] = make.set_items(found["contact"], "contacts", [card])
    return found


def card_id(page: Any) -> str:
    return str(page.contacts.raw_data[0]["id"])


def fresh(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def shown(page: Any) -> str:
    return str(make.visit(fresh(page)).content.decode())


def named() -> list[DoctorFinding]:
    with translation.override("en"):
        return [each for each in content.rows(sites()) if each.code == "content.day-ahead"]


@pytest.mark.parametrize("column", [{}, {"a": TODAY.isoformat()}, {"a": LATER.date().isoformat()}])
def test_the_last_check_is_never_a_day_to_come(column: dict[str, str]) -> None:
    tomorrow = TODAY + datetime.timedelta(days=1)
    assert last_check(column, "a", TODAY, tomorrow) == (TODAY if TODAY.isoformat() in column.values() else None)
    assert last_check(column, "a", TODAY, TODAY) == TODAY


def test_a_check_in_the_future_is_none_and_a_new_one_mends_it(pages: dict[str, Any]) -> None:
    page = make.since_long(pages["contact"])
    check(page, [card_id(page)], when=LATER)
    [card] = cards_of(fresh(page))
    assert (card.checked_on, card.is_due) == (None, True)
    assert str(LATER.year) not in shown(page)
    [said] = named()
    assert "Juf Annemiek" in said.message
    check(page, [card_id(page)])
    [card] = cards_of(fresh(page))
    assert (card.checked_on, card.is_due) == (TODAY, False)
    assert f"{TODAY.year}" in shown(page)
    assert named() == []
    assert GripCheck.objects.count() == 2


def test_a_column_that_holds_such_a_day_already_shows_it_to_nobody(pages: dict[str, Any]) -> None:
    page = pages["norm"]
    ahead = {"": LATER.date().isoformat()}
    type(page).objects.filter(pk=page.pk).update(checked=ahead)
    GripDeskColumns.objects.filter(page=page.pk).update(review_due=None)
    assert str(LATER.year) not in shown(page)
    assert {row.last_check for row in report(Desk()) if row.pk == page.pk} == {None}


def test_a_day_to_come_that_an_editor_noted_is_shown_to_nobody(pages: dict[str, Any]) -> None:
    day = LATER.date()
    cards = [confidant(label="Juf Annemiek", checked_on=day.isoformat())]
    page = make.since_long(make.set_items(pages["contact"], "contacts", cards))
    assert str(day.year) not in shown(page)
    [card] = cards_of(fresh(page))
    assert card.is_due
    [said] = named()
    assert "Juf Annemiek" in said.message
    assert "Wie helpt" in said.place or page.title in said.place


def test_the_day_of_a_helpline_that_is_still_to_come_is_shown_to_nobody(pages: dict[str, Any]) -> None:
    helplines.update()
    row = GripHelpline.objects.filter(active=True).order_by("pk")[0]
    GripHelpline.objects.filter(pk=row.pk).update(checked_on=LATER.date())
    assert str(LATER.year) not in shown(pages["contact"]) + shown(pages["incident_help"])
    [said] = named()
    assert row.key in said.message


@pytest.mark.parametrize("row", ["reminders", "reminded"])
def test_the_doctor_names_a_mail_of_a_day_to_come(row: str) -> None:
    user = make.editor()
    assert named() == []
    if row == "reminders":
        GripReminders.objects.create(user=user, sent_at=LATER)
    else:
        GripReminded.objects.create(user=user, key="contact-expired:1", told_at=LATER)
    [said] = named()
    assert user.get_username() in said.message
