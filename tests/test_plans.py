"""The nine cells as a plan: who, by when, done; what the desk says is due, and the table for the team."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from gripwagtail.content.plans import first_term, read_plans
from gripwagtail.desk.findings import findings
from gripwagtail.starter.plans import planting
from gripwagtail.starter.texts import load
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)
YESTERDAY, TOMORROW = (TODAY - DAY).isoformat(), (TODAY + DAY).isoformat()


def planned(text: str = "Wij maken een poster", **value: Any) -> dict[str, Any]:
    return make.item("proposal", {"task": "set", "level": "class", "text": text, "confirmed": False, **value})


def page_with(*proposals: dict[str, Any], **fields: Any) -> Any:
    page = make.make_page("overview", proposals=list(proposals), **fields)
    page.save_revision().publish()
    return page


def due() -> list[Any]:
    with translation.override("en"):
        return [one for one in findings(None) if one.kind == "plan-due"]


# --- the plan ------------------------------------------------------------------------


def test_it_is_read_by_task_and_level_with_its_role_and_term() -> None:
    page = page_with(
        planned("Wij bewaken", task="guard", level="team"),
        planned("Wij maken", role="media-coach", term="2027-03-14", done=True),
        planned("Wij kiezen", level="policy"),
    )
    found = read_plans(page)
    assert [one.text for one in found] == ["Wij kiezen", "Wij maken", "Wij bewaken"]
    assert str(found[1].who) != ""
    assert (found[1].term, found[1].is_done) == (datetime.date(2027, 3, 14), True)


@pytest.mark.parametrize(
    ("value", "chosen"),
    [
        ({}, False),
        ({"confirmed": True}, True),
        ({"term": TOMORROW}, True),
        ({"role": "mentor"}, True),
        ({"done": True}, True),
    ],
)
def test_a_proposal_is_chosen_once_it_is_true_or_planned(value: dict[str, Any], chosen: bool) -> None:
    [one] = read_plans(page_with(planned(**value)))
    assert one.is_chosen is chosen


def test_the_first_term_is_that_of_what_is_not_done() -> None:
    page = page_with(
        planned(term="2026-01-01", done=True), planned(term="2027-05-01"), planned(term="2027-02-01"), planned(term="x")
    )
    assert first_term(read_plans(page)) == datetime.date(2027, 2, 1)


@pytest.mark.parametrize(
    ("language", "texts", "words"),
    [
        ("nl", "po", ("tijd en geld", "wie in het team waar veel van weet", "feedback")),
        ("nl", "vo", ("tijd en geld", "wie in het team waar veel van weet", "feedback")),
        ("en", "po", ("time and money", "who in the team is good at what", "feedback")),
        ("en", "vo", ("time and money", "who in the team is good at what", "feedback")),
    ],
)
def test_what_is_shipped_asks_for_time_and_budget_who_knows_what_and_feedback(
    language: str, texts: str, words: tuple[str, ...]
) -> None:
    found = planting("overview", load(language, texts)).streams["proposals"]
    said = " ".join(one["value"]["text"] for one in found)
    assert [word for word in words if word not in said] == []
    # Each with a tick of its own, which nobody has set.
    assert {one["value"]["confirmed"] for one in found} == {False}


# --- the desk ------------------------------------------------------------------------


def test_the_desk_says_what_is_due_and_leads_to_it() -> None:
    page = page_with(
        planned("Wij wachten", term=TOMORROW),
        planned("Wij zijn klaar", term=YESTERDAY, done=True),
        planned("Wij maken een poster", term=YESTERDAY),
    )
    [one] = due()
    assert one.page_id == page.pk
    assert "1 thing in your plan" in one.text
    assert "“Wij maken een poster”" in one.text
    assert "Wij zijn klaar" not in one.text
    assert one.url.endswith(f"#block-{page.proposals.raw_data[2]['id']}-section")
    assert one.date == TODAY - DAY


@pytest.mark.parametrize("value", [{}, {"term": TOMORROW}, {"term": YESTERDAY, "done": True}, {"term": "geen dag"}])
def test_nothing_is_due_without_a_term_before_it_or_when_it_is_done(value: dict[str, Any]) -> None:
    page_with(planned(**value))
    assert due() == []


def test_of_more_pages_than_are_read_it_says_that_something_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gripwagtail.desk.plan_findings._READ", 0)
    page_with(planned(term=YESTERDAY), planned(term=YESTERDAY))
    [one] = due()
    assert "Wij maken een poster" not in one.text


# --- the table for the team ----------------------------------------------------------


def table(page: Any) -> Any:
    client = Client()
    client.force_login(make.editor())
    return make.soup(client.get(reverse("gripwagtail_plan", args=[page.pk])))


def test_the_team_sees_what_is_done_and_what_waits() -> None:
    page = page_with(
        planned("Wij maken een poster", term=YESTERDAY, role="media-coach"),
        planned("Wij zijn klaar", done=True, confirmed=True),
        planned("Wij weten het nog niet"),
        planned("Wij bewaken", task="guard", confirmed=True),
    )
    found = table(page).main
    rows = [[cell.text.strip() for cell in row.select("td")] for row in found.select("tbody tr")]
    assert [row[1] for row in rows] == ["Wij maken een poster", "Wij zijn klaar", "Wij bewaken"]
    assert rows[0][2] and rows[0][3]
    assert rows[0][4] not in ("", rows[1][4], rows[2][4])
    text = " ".join(found.text.split())
    assert "Wij weten het nog niet" not in text
    assert "1 " in text


def test_a_draft_is_what_the_team_talks_about() -> None:
    page = page_with(planned("Wij maken een poster", confirmed=True))
    make.set_items(page, "proposals", [planned("Wij hebben een plan", confirmed=True)], publish=False)
    text = table(page).main.text
    assert "Wij hebben een plan" in text
    assert "Wij maken een poster" not in text


def test_another_kind_of_page_has_no_plan() -> None:
    client = Client()
    client.force_login(make.editor())
    assert client.get(reverse("gripwagtail_plan", args=[make.make_page("norm").pk])).status_code == 404


def test_the_edit_view_leads_to_it() -> None:
    page = page_with(planned())
    client = Client()
    client.force_login(make.editor())
    found = make.soup(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    assert found.select_one(f'a[href="{reverse("gripwagtail_plan", args=[page.pk])}"]')
