"""The short form of the first hour: fills the draft of a contact page, and loses nothing that somebody wrote."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import PageLogEntry, Site

from gripwagtail.admin.first_hour_form import FirstHourForm
from gripwagtail.roles import role_labels
from gripwagtail.text.day import UNKNOWN
from tests import factories as make
from tests.test_library import client_of, editor_of

pytestmark = [pytest.mark.django_db, pytest.mark.broad]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def page() -> Any:
    """The contact page of a school that was just planted."""
    home = make.home_page()
    home.locale = make.language("nl")
    home.save()
    call_command("gripwagtail_start", stdout=io.StringIO())
    return make.page_class("contact").objects.get()


@pytest.fixture
def client() -> Client:
    return client_of(make.editor())


def address(page: Any) -> str:
    return reverse("gripwagtail_first_hour", args=[page.pk])


def draft(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def shown(page: Any) -> dict[str, Any]:
    """What the form sends when nobody changes anything in it."""
    form = FirstHourForm(draft(page))
    given = {name: form[name].value() for name in form.fields}
    return {"seen": form.seen_again, **{name: one for name, one in given.items() if one not in (None, False, "")}}


def card(page: Any, role: str) -> dict[str, Any]:
    return next(raw["value"] for raw in draft(page).contacts.raw_data if role in raw["value"]["roles"])


FILLED = {
    "school-school_phone": "070 012 34 00",
    "school-school_email": "info@kwikstaart.example",
    "adviser-name": "juf Annemiek Voorbeeld",
    "adviser-told_on": "1-9-2026",
    "adviser-phone": "070 012 34 56",
    "adviser-email": "annemiek@kwikstaart.example",
    "adviser-shown": "on",
    "lead-email": "directie@kwikstaart.example",
}


def test_it_fills_the_draft_and_publishes_nothing(page: Any, client: Client) -> None:
    answer = client.post(address(page), {**shown(page), **FILLED})
    assert (answer.status_code, answer["Location"]) == (302, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    now = draft(page)
    assert (now.school_phone, now.school_email) == ("070 012 34 00", "info@kwikstaart.example")
    adviser = card(page, "confidential-internal")
    assert {name: adviser[name] for name in ("kind", "name", "told_on", "email", "confirmed")} == {
        "kind": "person",
        "name": "juf Annemiek Voorbeeld",
        "told_on": "2026-09-01",
        "email": "annemiek@kwikstaart.example",
        "confirmed": True,
    }
    assert [one["value"] for one in adviser["phones"]] == ["070 012 34 56"]
    assert card(page, "management")["email"] == "directie@kwikstaart.example"
    assert not type(page).objects.get(pk=page.pk).live
    assert not PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish").exists()


def test_the_history_says_who_did_it_and_preview_is_one_click_away(page: Any, client: Client) -> None:
    before = PageLogEntry.objects.filter(page=page.pk).count()
    answer = client.post(address(page), {**shown(page), **FILLED}, follow=True)
    entry = PageLogEntry.objects.filter(page=page.pk).latest("pk")
    assert PageLogEntry.objects.filter(page=page.pk).count() == before + 1
    assert entry.user is not None and entry.content_changed
    preview = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    assert make.soup(answer).select_one(f".messages a[href='{preview}']")


def test_the_rest_of_a_card_stays_as_it_is(page: Any, client: Client) -> None:
    before = card(page, "confidential-internal")
    client.post(address(page), {**shown(page), **FILLED})
    after = card(page, "confidential-internal")
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    assert changed == {"kind", "name", "told_on", "phones", "email", "confirmed"}
    others = [raw["value"] for raw in draft(page).contacts.raw_data if "board" in raw["value"]["roles"]]
    assert others[0]["confirmed"] is False


def test_a_second_time_without_a_change_saves_nothing(page: Any, client: Client) -> None:
    client.post(address(page), {**shown(page), **FILLED})
    revisions = page.revisions.count()
    answer = client.post(address(page), shown(page), follow=True)
    assert "Nothing was changed." in answer.content.decode()
    assert page.revisions.count() == revisions
    assert make.soup(client.get(address(page))).select_one("[name=adviser-name]")["value"] == "juf Annemiek Voorbeeld"


def test_more_numbers_on_a_card_are_told_and_stay(page: Any, client: Client) -> None:
    items = [dict(raw) for raw in draft(page).contacts.raw_data]
    for raw in items:
        if "confidential-internal" in raw["value"]["roles"]:
            raw["value"] = {**raw["value"], "phones": make.items_of("070 012 34 01", "070 012 34 02")}
    make.set_items(page, "contacts", items, publish=False)
    assert "This card has 1 more number. It stays as it is." in " ".join(
        client.get(address(page)).content.decode().split()
    )
    client.post(address(page), {**shown(page), "adviser-phone": "070 012 34 03"})
    assert [one["value"] for one in card(page, "confidential-internal")["phones"]] == ["070 012 34 03", "070 012 34 02"]


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"adviser-phone": "070 012"}, "adviser-phone", "too short"),
        ({"adviser-email": "annemiek"}, "adviser-email", "email"),
        ({"school-school_email": "a%b@school.nl"}, "school-school_email", "cannot be used"),
        ({"adviser-told_on": "31-2-2026"}, "adviser-told_on", "no day 31"),
        ({"school-school_phone": "bel maar"}, "school-school_phone", "no telephone number"),
        ({"adviser-told_on": ""}, "adviser-told_on", "or “I do not know”"),
        ({"adviser-told_on": "", "adviser-phone": "070 012"}, "adviser-told_on", "or “I do not know”"),
    ],
)
def test_what_cannot_be_is_refused_in_its_place_and_everything_typed_stays(
    page: Any, client: Client, typed: dict[str, str], field: str, said: str
) -> None:
    before = page.revisions.count()
    answer = client.post(address(page), {**shown(page), **FILLED, **typed})
    soup = make.soup(answer)
    assert answer.status_code == 200
    place = soup.select_one(f"[name={field}]").find_parent(class_="w-field")
    assert said in place.select_one(".error-message").get_text()
    assert soup.select_one("[name=adviser-name]")["value"] == "juf Annemiek Voorbeeld"
    for name, text in typed.items():
        assert soup.select_one(f"[name={name}]").get("value", "") == text
    assert page.revisions.count() == before


def test_a_card_that_nobody_can_reach_is_not_shown(page: Any, client: Client) -> None:
    answer = client.post(address(page), {**shown(page), "adviser-shown": "on"})
    assert "Nobody can be reached here yet" in answer.content.decode()
    answer = client.post(address(page), {**shown(page), "adviser-shown": "on", "school-school_phone": "070 012 34 00"})
    assert answer.status_code == 302
    assert card(page, "confidential-internal")["confirmed"] is True


def test_an_honest_i_do_not_know_is_stored_and_published_with(page: Any, client: Client) -> None:
    client.post(address(page), {**shown(page), **FILLED, "adviser-told_on": "I do not know"})
    assert card(page, "confidential-internal")["told_on"] == UNKNOWN
    assert make.soup(client.get(address(page))).select_one("[name=adviser-told_on]")["value"] == "I do not know"
    with translation.override("nl"):
        form = FirstHourForm(draft(page))
        assert 'value="Weet ik niet"' in str(form["adviser-told_on"])


# --- two editors --------------------------------------------------------------------


def change(page: Any, role: str, **values: Any) -> None:
    items = [
        {**raw, "value": {**raw["value"], **values}} if role in raw["value"]["roles"] else dict(raw)
        for raw in draft(page).contacts.raw_data
    ]
    make.set_items(page, "contacts", items, publish=False)


def test_a_number_does_not_come_to_stand_at_somebody_who_came_in_between(page: Any, client: Client) -> None:
    form = {**shown(page), "adviser-phone": "070 012 34 56"}
    change(page, "confidential-internal", name="Bas Fictief", kind="person")
    answer = client.post(address(page), form)
    words = " ".join(make.soup(answer).get_text(" ").split())
    assert "Nothing was saved: this has changed since you opened it, by someone else or by you in another" in words
    assert "It now says: Name: “ Bas Fictief ”" in words
    assert card(page, "confidential-internal").get("phones", []) == []
    # What was typed is there still, and what was not touched is as it is now.
    soup = make.soup(answer)
    assert soup.select_one("[name=adviser-phone]")["value"] == "070 012 34 56"
    assert soup.select_one("[name=adviser-name]")["value"] == "Bas Fictief"
    again = {
        one["name"]: one.get("value", "on" if one.get("type") == "checkbox" else "")
        for one in soup.select("main form input[name]")
        if _is_sent(one)
    }
    client.post(address(page), again)
    after = card(page, "confidential-internal")
    assert (after["name"], [one["value"] for one in after["phones"]]) == ("Bas Fictief", ["070 012 34 56"])


def _is_sent(one: Any) -> bool:
    return one["name"] != "csrfmiddlewaretoken" and (one.get("type") != "checkbox" or one.has_attr("checked"))


def test_another_part_that_changed_is_not_in_the_way_and_stays(page: Any, client: Client) -> None:
    form = {**shown(page), "school-school_phone": "070 012 34 00"}
    change(page, "management", email="nieuw@kwikstaart.example")
    assert client.post(address(page), form).status_code == 302
    assert draft(page).school_phone == "070 012 34 00"
    assert card(page, "management")["email"] == "nieuw@kwikstaart.example"


@pytest.mark.parametrize("seen", ["", "{", "[]", "{}", json.dumps({"school": 1, "adviser": []})])
def test_an_answer_that_does_not_say_what_was_seen_writes_nothing(page: Any, client: Client, seen: str) -> None:
    before = page.revisions.count()
    answer = client.post(address(page), {**shown(page), **FILLED, "seen": seen})
    assert answer.status_code == 200
    assert page.revisions.count() == before


def test_what_is_as_it_is_now_is_not_marked_when_nobody_knows_what_was_seen(page: Any, client: Client) -> None:
    """A card of before, shown without a date: nobody touched it, so nobody is asked about it."""
    change(
        page,
        "management",
        name="Bas Fictief",
        kind="person",
        confirmed=True,
        told_on="",
        email="bas@kwikstaart.example",
    )
    change(page, "mentor", email="mentor@kwikstaart.example")
    sent = {name: one for name, one in shown(page).items() if name != "seen"}
    soup = make.soup(client.post(address(page), {**sent, "teacher-email": "anders@kwikstaart.example"}))
    assert soup.select(".error-message") == []
    (marked,) = soup.select(".grip-first-hour__now")
    assert " ".join(marked.get_text(" ").split()) == "It now says: E-mail: “ mentor@kwikstaart.example ”"


def test_a_locked_page_is_shown_and_not_written(page: Any, client: Client) -> None:
    form = {**shown(page), **FILLED}
    other = make.editor()
    page.locked, page.locked_by, page.locked_at = True, other, timezone.now()
    page.save()
    soup = make.soup(client.get(address(page)))
    assert "This page is locked" in soup.get_text()
    assert all(one.has_attr("disabled") for one in soup.select("main fieldset"))
    # As Wagtail answers who may not.
    assert client.post(address(page), form)["Location"] == reverse("wagtailadmin_home")
    assert draft(page).school_phone == ""


# --- what a field says --------------------------------------------------------------


def test_an_empty_field_of_the_school_says_what_holds_then(page: Any, client: Client) -> None:
    def said() -> dict[str, str]:
        soup = make.soup(client.get(address(page)))
        fields = {name: soup.select_one(f"[name=school-school_{name}]") for name in ("name", "phone", "email")}
        return {
            name: " ".join(field.find_parent(class_="w-field__wrapper").get_text(" ").split())
            for name, field in fields.items()
        }

    assert not any("in the settings" in one for one in said().values())
    make.settings_of(school_name="De Kwikstaart", phone="070 0123456", email="info@kwikstaart.example")
    for name, text in (("name", "De Kwikstaart"), ("phone", "070 0123456"), ("email", "info@kwikstaart.example")):
        assert f"Empty: the one in the settings, {text}." in said()[name]


def test_the_day_has_the_same_name_as_on_the_card(page: Any) -> None:
    block = page._meta.get_field("contacts").stream_block.child_blocks["contact"].child_blocks["told_on"]
    assert FirstHourForm(draft(page)).fields["adviser-told_on"].label == block.label


def test_a_first_box_that_is_empty_is_no_number(page: Any, client: Client) -> None:
    change(page, "confidential-internal", phones=make.items_of("", " ", "070 012 34 01", "070 012 34 02"))
    assert shown(page)["adviser-phone"] == "070 012 34 01"
    client.post(address(page), {**shown(page), "adviser-phone": ""})
    assert [one["value"] for one in card(page, "confidential-internal")["phones"]] == ["070 012 34 02"]
    client.post(address(page), {**shown(page), "adviser-phone": ""})
    assert card(page, "confidential-internal")["phones"] == []


# --- which card is meant ------------------------------------------------------------


def test_of_several_cards_of_a_role_none_is_guessed(page: Any, client: Client) -> None:
    twice = [*draft(page).contacts.raw_data, make.contact(roles=["confidential-internal"], label="Nog iemand")]
    make.set_items(page, "contacts", twice, publish=False)
    soup = make.soup(client.get(address(page)))
    assert soup.select("[name=adviser-name]") == []
    assert "confidential adviser at school" in " ".join(soup.get_text(" ").split())
    client.post(address(page), {**shown(page), "adviser-name": "Iemand"})
    assert "Iemand" not in {raw["value"].get("name") for raw in draft(page).contacts.raw_data}


def test_a_card_that_the_page_lacks_is_made_when_something_is_filled_in(page: Any, client: Client) -> None:
    rest = [raw for raw in draft(page).contacts.raw_data if "management" not in raw["value"]["roles"]]
    make.set_items(page, "contacts", rest, publish=False)
    client.post(address(page), {**shown(page), "school-school_phone": "070 012 34 00"})
    assert len(draft(page).contacts) == len(rest)
    client.post(address(page), {**shown(page), "lead-email": "directie@kwikstaart.example"})
    assert card(page, "management")["email"] == "directie@kwikstaart.example"
    assert card(page, "management")["confirmed"] is False
    # In the language of the page, whatever that of the editor is.
    with translation.override("nl"):
        assert card(page, "management")["label"] == str(role_labels()["management"])


def test_a_translation_leads_to_the_page_with_the_facts(page: Any, client: Client) -> None:
    words = make.translate(original := make.make_page("contact", contacts=[make.contact()]), "ar")
    for answer in (client.get(address(words)), client.post(address(words), {})):
        assert (answer.status_code, answer["Location"]) == (302, address(original))


def test_a_page_of_another_kind_has_none(page: Any, client: Client) -> None:
    norm = make.page_class("norm").objects.get()
    assert client.get(address(norm)).status_code == 404


def test_the_way_there_stands_below_the_form_for_who_may_put_a_link_on_the_home_page(page: Any, client: Client) -> None:
    way = make.soup(client.get(address(page))).select_one("#way a")
    assert way["href"] == reverse("wagtailadmin_pages:edit", args=[make.home_page().pk])


def test_the_address_of_an_overview_is_given_once_it_opens(page: Any) -> None:
    client = client_of(editor_of(page, "change_page"))
    words = " ".join(make.soup(client.get(address(page))).get_text(" ").split())
    overview = make.page_class("overview").objects.get()
    assert not overview.live
    assert "Publish the overview first" in words
    assert overview.full_url not in words
    overview.save_revision().publish()
    words = " ".join(make.soup(client.get(address(page))).get_text(" ").split())
    assert f"to our page about online behaviour: {overview.full_url}" in words


def test_addresses_that_fail_leave_the_form_open(page: Any, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_self: Any, *_given: Any) -> Any:
        raise ValueError("No address")

    make.page_class("overview").objects.get().save_revision().publish()
    monkeypatch.setattr("wagtail.models.Page.full_url", property(fails))
    assert client.get(address(page)).status_code == 200


def test_on_a_page_that_is_on_no_site_the_form_opens_and_nobody_looks_for_the_way(page: Any, client: Client) -> None:
    Site.objects.all().delete()
    answer = client.get(address(page))
    assert answer.status_code == 200
    soup = make.soup(answer)
    assert soup.select_one("[name=adviser-name]") and not soup.select("#way")


def test_who_may_not_edit_the_page_gets_nowhere(page: Any) -> None:
    other = make.home_page(make.home_page(), title="Elders")
    client = client_of(editor_of(other, "change_page"))
    # As Wagtail answers who may not.
    assert client.get(address(page)).status_code in (302, 403)
    assert client.post(address(page), {**shown(page), **FILLED}).status_code in (302, 403)
    assert draft(page).school_phone == ""
