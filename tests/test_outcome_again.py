"""“What came of it?” once more: in another year, by two editors, with a sheet in hand that was printed before."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from gripwagtail.admin.outcome_form import OutcomeForm
from gripwagtail.admin.seen_form import _seen
from gripwagtail.desk.dates import months_later
from tests import factories as make
from tests.test_library import client_of
from tests.test_outcome import TODAY, address, draft, errors, ids, order, shown, votes

pytestmark = [pytest.mark.django_db, pytest.mark.broad]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def page() -> Any:
    return make.make_page("norm", agreements=[make.agreement(we_do=name, topics=["bullying"]) for name in "ABCD"])


@pytest.fixture
def client() -> Client:
    return client_of(make.editor())


def days_ago(count: int) -> str:
    return (TODAY() - datetime.timedelta(count)).isoformat()


def store(page: Any, **columns: Any) -> None:
    type(page).objects.filter(pk=page.pk).update(**columns)


def agreed(page: Any) -> list[tuple[str, str | None]]:
    return [(one["value"]["who"], one["value"]["date"]) for one in draft(page).agreed.raw_data]


def fields(page: Any) -> dict[str, Any]:
    """The fields for votes, by the text of their agreement."""
    with translation.override("en"):
        form = OutcomeForm(draft(page))
    texts = {f"votes-{raw['id']}": raw["value"]["we_do"] for raw in draft(page).agreements.raw_data}
    return {texts[name]: field for name, field in form.fields.items() if name in texts}


# --- days ----------------------------------------------------------------------------


def test_what_happens_today_is_not_dated_on_the_day_of_years_ago_that_the_form_shows(page: Any, client: Client) -> None:
    store(page, adopted_on=datetime.date(2023, 2, 10))
    client.post(address(page), {**shown(page), "changed": "Er is er een bij.", "grip_pupils": "50", "agree": "on"})
    [change] = draft(page).changes.raw_data
    assert change["value"]["date"] == TODAY().isoformat()
    assert agreed(page) == [("pupils", None)]


@pytest.mark.parametrize("typed", [{"adopted_on": days_ago(1)}, {"review_on": days_ago(40)}])
def test_a_norm_is_not_adopted_after_its_next_look(page: Any, client: Client, typed: dict[str, str]) -> None:
    store(page, adopted_on=TODAY() - datetime.timedelta(30), review_on=TODAY() - datetime.timedelta(10))
    sent = {name: text for name, text in shown(page).items() if name != "year_later"}
    assert list(errors(client.post(address(page), {**sent, **typed}))) == ["review_on"]


def test_a_next_look_that_is_over_and_that_nobody_touched_is_no_error_also_after_being_overtaken(
    page: Any, client: Client
) -> None:
    store(page, adopted_on=datetime.date(2023, 2, 10), review_on=datetime.date(2024, 2, 10))
    sent = {**shown(page), "grip_pupils": "47"}
    other = draft(page)
    other.grip_pupils = 12
    other.save_revision()
    answer = client.post(address(page), sent)
    assert errors(answer) == {}
    assert answer.context["form"].overtaken


def test_another_day_of_adoption_moves_the_next_look_to_a_year_later(page: Any, client: Client) -> None:
    store(page, review_on=TODAY() + datetime.timedelta(70))
    client.post(address(page), {**shown(page), "adopted_on": days_ago(3)})
    assert draft(page).review_on == months_later(TODAY() - datetime.timedelta(3), 12)


@pytest.mark.parametrize(
    ("typed", "stays"),
    [({"year_later": ""}, 200), ({"review_on": -201}, 201), ({"adopted_on": 900}, 200)],
)
def test_a_next_look_is_not_moved_where_that_was_not_asked_was_typed_or_would_be_over(
    page: Any, client: Client, typed: dict[str, Any], stays: int
) -> None:
    store(page, review_on=TODAY() + datetime.timedelta(200))
    given = {name: days_ago(value) if isinstance(value, int) else value for name, value in typed.items()}
    client.post(address(page), {**shown(page), "adopted_on": days_ago(3), **given})
    assert draft(page).review_on == TODAY() + datetime.timedelta(stays)


# --- who agreed ----------------------------------------------------------------------


def test_a_group_that_agrees_again_stands_there_once_with_the_new_day(page: Any, client: Client) -> None:
    both = {"grip_pupils": "47", "grip_parents": "3", "agree": "on"}
    for day in ("", days_ago(3), days_ago(2)):
        client.post(address(page), {**shown(page), **both, "adopted_on": day})
    assert agreed(page) == [("pupils", days_ago(2)), ("parents", days_ago(2))]


def test_what_an_editor_wrote_about_who_agreed_is_not_lost(page: Any, client: Client) -> None:
    written = [
        make.item("agreed", {"who": "parents", "date": "2023-05-01", "how": "Raad"}),
        make.item("agreed", {"who": "parents", "date": "2024-05-01", "how": "Avond"}),
        make.item("agreed", {"who": "council", "date": "2024-06-01", "how": "Instemming"}),
    ]
    make.set_items(page, "agreed", written)
    client.post(address(page), {**shown(page), "grip_parents": "3", "agree": "on", "adopted_on": days_ago(2)})
    now = [(one["id"], one["value"]["date"], one["value"]["how"]) for one in draft(page).agreed.raw_data]
    days = ("2023-05-01", days_ago(2), "2024-06-01")
    assert now == [(one["id"], day, one["value"]["how"]) for one, day in zip(written, days, strict=True)]


# --- the numbers on paper ------------------------------------------------------------


def test_an_agreement_has_the_number_that_it_has_on_paper(page: Any, client: Client) -> None:
    items = list(page.agreements.raw_data)
    make.set_items(page, "agreements", [make.agreement(we_do="Nieuw"), items[2], items[0], items[3]], publish=False)
    paper = [
        (row.th.text, row.td.text) for row in make.soup(client.get(f"{page.url}together/result/")).select("tbody tr")
    ]
    assert paper == [("1", "A"), ("2", "B"), ("3", "C"), ("4", "D")]
    # B went from the draft; what is new is on no paper.
    assert [str(field.label) for field in fields(page).values()] == ["1. A", "3. C", "4. D", "Nieuw"]


def test_of_a_page_that_was_never_published_there_is_no_paper_and_of_one_that_was_there_may_be(page: Any) -> None:
    store(page, live=False, last_published_at=None)
    assert [field.label for field in fields(page).values()] == [*"ABCD"]
    store(page, live=False, last_published_at=timezone.now())
    assert [field.label for field in fields(page).values()] == ["1. A", "2. B", "3. C", "4. D"]


def test_who_reads_another_text_on_paper_is_told(page: Any) -> None:
    items = [dict(raw) for raw in page.agreements.raw_data]
    items[1]["value"] = {**items[1]["value"], "we_do": "Wij wachten"}
    make.set_items(page, "agreements", items, publish=False)
    field = fields(page)["Wij wachten"]
    assert (field.label, field.help_text) == ("2. Wij wachten", "On paper: “B”")


def test_nobody_votes_in_silence_on_a_text_that_was_rewritten_in_between(page: Any, client: Client) -> None:
    sent = {**shown(page), **votes(page, 4, 5)}
    items = [dict(raw) for raw in page.agreements.raw_data]
    items[1]["value"] = {**items[1]["value"], "we_do": "Wij wachten"}
    make.set_items(page, "agreements", items, publish=False)
    answer = client.post(address(page), sent)
    assert list(answer.context["form"].overtaken.values()) == [{"“B”": "Wij wachten"}]
    assert all(raw["value"].get("votes") is None for raw in draft(page).agreements.raw_data)
    # Having read that, one may.
    client.post(address(page), {**sent, "seen": answer.context["form"].seen_again})
    assert [raw["value"].get("votes") for raw in draft(page).agreements.raw_data] == [4, 5, None, None]


def test_what_only_somebody_else_changed_is_in_nobodys_way_and_stays(page: Any, client: Client) -> None:
    sent = {**shown(page), "grip_pupils": "47", **votes(page, 4)}
    other = draft(page)
    other.grip_team, other.adopted_on = 9, datetime.date(2026, 2, 10)
    more = [*other.agreements.raw_data, make.agreement(we_do="E")]
    other.agreements = type(page)._meta.get_field("agreements").to_python(more)
    other.save_revision()
    assert client.post(address(page), sent).status_code == 302
    now = draft(page)
    assert (now.grip_pupils, now.grip_team, now.adopted_on) == (47, 9, datetime.date(2026, 2, 10))
    assert order(page) == "ABCDE"
    assert [raw["value"].get("votes") for raw in now.agreements.raw_data] == [4, None, None, None, None]


# --- votes of last time --------------------------------------------------------------


def test_the_boxes_begin_empty_with_the_votes_of_last_time_beside_them(page: Any, client: Client) -> None:
    client.post(address(page), {**shown(page), **votes(page, 12, 31)})
    assert [field.help_text for field in fields(page).values()] == [""] * 4
    assert shown(page)[f"votes-{ids(page)[0]}"] == "12"
    draft(page).save_revision().publish()
    year = TODAY().year
    said = [f"last time, {year}: 12", f"last time, {year}: 31", "", ""]
    assert [field.help_text for field in fields(page).values()] == said
    assert not [name for name in shown(page) if name.startswith("votes-")]
    assert "Visitors do not see how many votes there were." in client.get(address(page)).content.decode()


def test_votes_of_which_nobody_noted_the_day_have_the_year_of_adoption_or_none(page: Any) -> None:
    items = [dict(raw) for raw in page.agreements.raw_data]
    items[0]["value"] = {**items[0]["value"], "votes": 12}
    make.set_items(page, "agreements", items)
    assert fields(page)["A"].help_text == "last time: 12"
    store(page, adopted_on=datetime.date(2024, 2, 10))
    assert fields(page)["A"].help_text == "last time, 2024: 12"


def test_what_nobody_counted_stays_behind_what_somebody_did_in_its_own_order(page: Any, client: Client) -> None:
    client.post(address(page), {**shown(page), **votes(page, "", 0, "", 7), "by_votes": "on"})
    assert order(page) == "DBAC"


def test_the_order_is_made_of_the_votes_of_this_time_only(page: Any, client: Client) -> None:
    items = [dict(raw) for raw in page.agreements.raw_data]
    for raw, count in zip(items, (90, 2, 80, 1), strict=True):
        raw["value"] = {**raw["value"], "votes": count, "voted_on": "2024-02-10"}
    make.set_items(page, "agreements", items)
    # As many as last time counts as counted.
    client.post(address(page), {**shown(page), **votes(page, "", 2, "", 5), "by_votes": "on"})
    assert order(page) == "DBAC"
    assert [raw["value"]["votes"] for raw in draft(page).agreements.raw_data] == [5, 2, 90, 80]
    client.post(address(page), {**shown(page), "by_votes": "on"})
    assert order(page) == "DBAC"


def test_votes_of_this_time_can_be_taken_away_again(page: Any, client: Client) -> None:
    client.post(address(page), {**shown(page), **votes(page, 12)})
    client.post(address(page), {**shown(page), **votes(page, "")})
    [value, *_rest] = [raw["value"] for raw in draft(page).agreements.raw_data]
    assert (value["votes"], value["voted_on"]) == (None, None)


# --- what comes in -------------------------------------------------------------------


@pytest.mark.parametrize(
    "sent", ["[" * 20_000, "{", "[]", "1", None, json.dumps({"grip_pupils": "47"}), "x" * 2_000_000]
)
def test_what_was_seen_that_cannot_be_read_raises_nothing_and_counts_as_not_seen(
    page: Any, client: Client, sent: str | None
) -> None:
    assert isinstance(_seen(sent), dict)
    store(page, grip_pupils=12)
    given = {**shown(page), "seen": sent or "", "grip_pupils": "47"}
    answer = client.post(address(page), given)
    assert answer.context["form"].overtaken
    assert draft(page).grip_pupils == 12
