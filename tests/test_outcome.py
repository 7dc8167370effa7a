"""“What came of it?”: the result form on paper, typed in. Fills the draft of a norm, and loses nothing of it."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import PageLogEntry

from gripwagtail.admin.outcome_form import OutcomeForm
from gripwagtail.content.made_by import MADE_BY
from gripwagtail.desk.first_steps import first_steps
from gripwagtail.desk.schools import Desk
from gripwagtail.stored.streams import left_out_of
from tests import factories as make
from tests.test_library import client_of, editor_of

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

TODAY = timezone.localdate
FILLED = {"grip_pupils": "47", "grip_parents": "3", "grip_team": "5"}


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


def address(page: Any) -> str:
    return reverse("gripwagtail_outcome", args=[page.pk])


def draft(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def shown(page: Any) -> dict[str, Any]:
    """What the form sends when nobody changes anything in it."""
    form = OutcomeForm(draft(page))
    given = {name: form[name].value() for name in form.fields}
    return {"seen": form.seen_again, **{name: one for name, one in given.items() if one not in (None, False, "")}}


def ids(page: Any) -> list[str]:
    return [raw["id"] for raw in draft(page).agreements.raw_data]


def votes(page: Any, *counts: object) -> dict[str, Any]:
    return {f"votes-{one}": count for one, count in zip(ids(page), counts, strict=False)}


def order(page: Any) -> str:
    return "".join(raw["value"]["we_do"] for raw in draft(page).agreements.raw_data)


def errors(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200
    return dict(answer.context["form"].errors)


def test_it_fills_the_draft_and_publishes_nothing(page: Any, client: Client) -> None:
    days = {"adopted_on": "10-2-2026", "review_on": (TODAY() + datetime.timedelta(300)).isoformat()}
    answer = client.post(
        address(page),
        {**shown(page), **FILLED, **days, **votes(page, 4, 31, "", 12), "agree": "on", "changed": "Er is er een bij."},
    )
    assert (answer.status_code, answer["Location"]) == (302, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    now = draft(page)
    assert [getattr(now, name) for name in MADE_BY] == [47, 3, 5]
    assert now.adopted_on == datetime.date(2026, 2, 10)
    assert now.review_on == TODAY() + datetime.timedelta(300)
    assert [raw["value"].get("votes") for raw in now.agreements.raw_data] == [4, 31, None, 12]
    assert [(one["value"]["who"], one["value"]["date"]) for one in now.agreed.raw_data] == [
        ("pupils", "2026-02-10"),
        ("parents", "2026-02-10"),
        ("team", "2026-02-10"),
    ]
    [change] = now.changes.raw_data
    assert (change["value"]["date"], change["value"]["text"]) == ("2026-02-10", "Er is er een bij.")
    assert order(page) == "ABCD"
    live = type(page).objects.get(pk=page.pk)
    assert (live.grip_pupils, live.adopted_on, live.live) == (None, None, True)
    assert not PageLogEntry.objects.filter(action="wagtail.publish", page=page).exists()


def test_what_it_saved_can_be_published_and_visitors_read_with_whom_it_was_made(page: Any, client: Client) -> None:
    client.post(address(page), {**shown(page), **FILLED, "adopted_on": "10-2-2026", **votes(page, 1, 2)})
    draft(page).save_revision().publish()
    with translation.override("nl"):
        text = make.see(page).text
    assert "Gemaakt met 47 leerlingen, 3 ouders en 5 medewerkers, op 10 februari 2026." in text


def test_the_agreements_can_be_put_in_the_order_of_the_votes(page: Any, client: Client) -> None:
    sent = {**shown(page), **votes(page, 4, 31, "", 31)}
    client.post(address(page), sent)
    assert order(page) == "ABCD"
    client.post(address(page), {**shown(page), "by_votes": "on"})
    # As many votes: in the order that they had. Not counted: behind the others, and still there.
    assert order(page) == "BDAC"


def test_what_is_not_touched_stays_as_it_is(page: Any, client: Client) -> None:
    type(page).objects.filter(pk=page.pk).update(
        made_with="de leerlingenraad", grip_team=9, review_on=datetime.date(2020, 1, 1)
    )
    make.set_items(page, "agreed", [make.item("agreed", {"who": "parents", "date": "2024-05-01", "how": "Avond"})])
    make.set_items(page, "changes", [make.item("change", {"date": "2024-05-01", "text": "Begin"})])
    before = draft(page)
    client.post(address(page), {**shown(page), "grip_pupils": "3"})
    now = draft(page)
    assert now.grip_pupils == 3
    assert (now.made_with, now.grip_team, now.review_on) == ("de leerlingenraad", 9, datetime.date(2020, 1, 1))
    for stream in ("agreed", "changes", "agreements"):
        assert list(getattr(now, stream).raw_data) == list(getattr(before, stream).raw_data)


def test_the_same_sent_twice_notes_nothing_twice(page: Any, client: Client) -> None:
    sent = {**FILLED, "agree": "on", "changed": "Er is er een bij.", "adopted_on": "10-2-2026"}
    for _again in range(2):
        client.post(address(page), {**shown(page), **sent})
    assert (len(draft(page).agreed.raw_data), len(draft(page).changes.raw_data)) == (3, 1)


def test_nothing_changed_makes_no_version(page: Any, client: Client) -> None:
    count = page.revisions.count()
    assert client.post(address(page), shown(page)).status_code == 302
    assert page.revisions.count() == count


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ({"grip_pupils": "veel"}, "grip_pupils"),
        ({"grip_pupils": "-1"}, "grip_pupils"),
        ({"grip_team": "2,5"}, "grip_team"),
        ({"grip_parents": "100000"}, "grip_parents"),
        ({"adopted_on": "gisteren of zo"}, "adopted_on"),
        ({"adopted_on": "1-1-2090"}, "adopted_on"),
        ({"review_on": "1-1-2020"}, "review_on"),
        ({"agree": "on"}, "agree"),
        ({"changed": "w" * 301}, "changed"),
    ],
)
def test_what_cannot_be_is_said_at_the_field_in_words(
    page: Any, client: Client, typed: dict[str, str], where: str
) -> None:
    count = page.revisions.count()
    answer = client.post(address(page), {**shown(page), **typed})
    assert list(errors(answer)) == [where]
    # Nothing of what was typed is lost, nothing is saved.
    for name, text in typed.items():
        assert answer.context["form"][name].value() in (text, True)
    assert page.revisions.count() == count


def test_wrong_votes_are_said_at_their_agreement(page: Any, client: Client) -> None:
    answer = client.post(address(page), {**shown(page), **votes(page, "tien")})
    assert list(errors(answer)) == [f"votes-{ids(page)[0]}"]


def test_who_was_overtaken_reads_what_it_says_now_and_keeps_what_was_typed(page: Any, client: Client) -> None:
    sent = {**shown(page), "grip_pupils": "47"}
    other = draft(page)
    other.grip_pupils = 12
    other.save_revision()
    answer = client.post(address(page), sent)
    assert answer.context["form"].overtaken == {"grip_pupils": {"Pupils who took part": "12"}}
    assert answer.context["form"]["grip_pupils"].value() == "47"
    assert draft(page).grip_pupils == 12
    # Having seen it, one may save.
    client.post(address(page), {**sent, "seen": answer.context["form"].seen_again})
    assert draft(page).grip_pupils == 47


def test_votes_on_an_agreement_that_went_away_are_not_lost_in_silence(page: Any, client: Client) -> None:
    sent = {**shown(page), **votes(page, 4, 5, 6, 7)}
    make.set_items(page, "agreements", list(page.agreements.raw_data)[1:])
    answer = client.post(address(page), sent)
    assert "one that you filled in votes for is no longer there" in answer.content.decode()
    assert [raw["value"].get("votes") for raw in draft(page).agreements.raw_data] == [None] * 3


def test_what_cannot_be_read_among_the_agreements_stays_where_it_is(page: Any, client: Client) -> None:
    broken = {"type": "agreement", "id": "x", "value": "stuk"}
    stored = list(page.agreements.raw_data)
    make.set_items(page, "agreements", [*stored[:2], broken, *stored[2:]])
    client.post(address(page), {**shown(page), **votes(page, 1, 2), "by_votes": "on"})
    assert order(page) == "BACD"
    assert [(one.place, one.raw) for one in left_out_of(draft(page).agreements)] == [(2, broken)]


def test_a_locked_page_is_shown_and_not_changed(page: Any, client: Client) -> None:
    sent = {**shown(page), **FILLED}
    type(page).objects.filter(pk=page.pk).update(locked=True)
    assert b"disabled" in client.get(address(page)).content
    assert client.post(address(page), sent).status_code == 302
    assert draft(page).grip_pupils is None


def test_a_translation_sends_to_its_original(page: Any, client: Client) -> None:
    copy = make.translate(page, "en")
    for answer in (client.get(address(copy)), client.post(address(copy), FILLED)):
        assert (answer.status_code, answer["Location"]) == (302, address(page))
    assert draft(copy).grip_pupils is None


def test_only_who_may_edit_this_page_may_fill_it_in(page: Any) -> None:
    other = client_of(editor_of(make.home_page(make.home_page(), slug="elders"), "change_page"))
    assert other.get(address(page)).status_code == 302
    assert other.post(address(page), {**shown(page), **FILLED}).status_code == 302
    assert draft(page).grip_pupils is None


def test_the_edit_view_of_the_norm_and_the_first_steps_lead_there(client: Client) -> None:
    home = make.home_page()
    home.locale = make.language("nl")
    home.save()
    call_command("gripwagtail_start", stdout=io.StringIO())
    norm = make.page_class("norm").objects.get()
    assert address(norm) in client.get(reverse("wagtailadmin_pages:edit", args=[norm.pk])).content.decode()
    assert address(norm) in client.get(reverse("wagtailadmin_home")).content.decode()


def test_it_is_one_button_at_the_top_of_the_norm_and_below_the_norm_on_the_desk(client: Client) -> None:
    pages = make.five_pages()
    shown = make.soup(client.get(edit_view(pages["norm"])))
    button = shown.select_one(f'a.button[href="{address(pages["norm"])}"]')
    assert button.find_next("textarea") == shown.select_one("textarea")
    home = make.soup(client.get(reverse("wagtailadmin_home")))
    links = [link["href"] for link in home.select(".grip-desk__links a")]
    assert links[links.index(edit_view(pages["norm"])) + 1] == address(pages["norm"])


def test_who_may_not_edit_the_norm_is_led_to_the_page_itself() -> None:
    pages = make.five_pages()
    for who, place in (("norm", address(pages["norm"])), ("contact", edit_view(pages["norm"]))):
        desk = Desk(editor_of(pages[who], "change_page"))
        assert first_steps(desk, desk.schools[0])[-1].url == place


def edit_view(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_it_leads_to_the_scripts_and_sheets_once_these_are_on_the_site(page: Any, client: Client) -> None:
    assert f'href="{page.url}together/"' in client.get(address(page)).content.decode()
    page.unpublish()
    assert "together/" not in client.get(address(page)).content.decode()


def test_it_asks_at_most_ten_things_beside_the_votes(page: Any) -> None:
    asked = [name for name in OutcomeForm(draft(page)).fields if not name.startswith("votes-")]
    assert len(asked) <= 10
