"""Two editors, one click: nobody confirms, decides or brings back what they did not read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from gripwagtail.admin.confirmations import seen
from gripwagtail.desk import columns
from gripwagtail.desk.confirmations import check
from gripwagtail.editing import library
from gripwagtail.models import GripCheck, GripHelpline
from gripwagtail.starter import helplines
from tests import factories as make
from tests.test_helplines_admin import client_of, form_of, url

pytestmark = [pytest.mark.django_db, pytest.mark.broad]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def client() -> Client:
    return client_of(make.editor())


def told(client: Client, address: str) -> str:
    return " ".join(make.soup(client.get(address)).get_text(" ").split())


# --- “this is still correct” --------------------------------------------------------


def contacts() -> Any:
    cards = [make.contact(label="Juf A"), make.contact(label="Meester B", email="b@kwikstaart.example")]
    return make.make_page("contact", contacts=cards)


def other_number(page: Any, index: int) -> None:
    items = [dict(raw) for raw in page.contacts.raw_data]
    items[index]["value"] = {**items[index]["value"], "phones": make.items_of("070 012 34 77")}
    make.set_items(page, "contacts", items)


def test_a_number_that_the_editor_never_saw_is_not_noted_as_correct(client: Client) -> None:
    page = contacts()
    address, read = reverse("gripwagtail_checks", args=[page.pk]), seen(page)
    first, second = (raw["id"] for raw in page.contacts.raw_data)
    other_number(page, 0)
    for item in (first, "all"):
        client.post(address, {"item": item, "seen": read})
        assert "changed in the meantime: Juf A." in told(client, address)
    assert not GripCheck.objects.exists()
    # The card beside it is as it was read.
    client.post(address, {"item": second, "seen": read})
    assert [one.item for one in GripCheck.objects.all()] == [second]


def test_a_card_that_came_in_meanwhile_is_not_confirmed_with_all_others(client: Client) -> None:
    page = contacts()
    read = seen(page)
    make.set_items(page, "contacts", [*page.contacts.raw_data, make.contact(label="Nieuw")])
    client.post(reverse("gripwagtail_checks", args=[page.pk]), {"item": "all", "seen": read})
    assert not GripCheck.objects.exists()


@pytest.mark.parametrize("form", [{"item": "all"}, {"item": ""}])
def test_an_answer_that_does_not_say_what_was_read_is_none(client: Client, form: dict[str, str]) -> None:
    for page in (contacts(), make.make_page("norm", statement="Wij zijn aardig")):
        client.post(reverse("gripwagtail_checks", args=[page.pk]), form)
    assert not GripCheck.objects.exists()


def test_a_page_of_text_that_changed_is_not_confirmed(client: Client) -> None:
    page = make.make_page("norm", statement="Wij zijn aardig")
    address, read = reverse("gripwagtail_checks", args=[page.pk]), seen(page)
    page.statement = "Wij zijn streng"
    page.save_revision().publish()
    client.post(address, {"item": "", "seen": read})
    assert not GripCheck.objects.exists()
    client.post(address, {"item": "", "seen": seen(type(page).objects.get(pk=page.pk))})
    assert GripCheck.objects.count() == 1


def test_every_button_says_what_was_read(client: Client) -> None:
    for page in (contacts(), make.make_page("norm", statement="Wij zijn aardig")):
        soup = make.soup(client.get(reverse("gripwagtail_checks", args=[page.pk])))
        forms = soup.select("main form:has(button)")
        assert forms
        assert all(form.select("input[name=seen]") for form in forms)


def test_a_check_that_comes_in_while_the_page_is_saved_is_in_the_column(monkeypatch: pytest.MonkeyPatch) -> None:
    page = contacts()
    first = page.contacts.raw_data[0]["id"]
    worked_out = columns.assign

    def then_somebody_checks(saved: Any, *more: Any) -> None:
        worked_out(saved, *more)
        monkeypatch.setattr(columns, "assign", worked_out)
        check(type(page).objects.get(pk=page.pk), [first])

    monkeypatch.setattr(columns, "assign", then_somebody_checks)
    page.get_latest_revision_as_object().save_revision().publish()
    assert first in type(page).objects.get(pk=page.pk).checked


# --- the library --------------------------------------------------------------------


def test_another_text_than_was_read_is_not_added(client: Client) -> None:
    page = make.make_page("incident_help", situations=[make.situation()])
    offered = library.missing(page)[0]
    address = reverse("gripwagtail_library", args=[page.pk])
    assert offered.seen in [one["value"] for one in make.soup(client.get(address)).select("input[name=seen]")]
    client.post(address, {"key": offered.key, "seen": "0 Een andere tekst"})
    assert not page.revisions.exists()
    client.post(address, {"key": offered.key, "seen": offered.seen})
    assert offered.key in str(page.revisions.get().content)


# --- helplines ----------------------------------------------------------------------


@pytest.fixture
def row() -> GripHelpline:
    return make.helpline("kindertelefoon", does="Praat met je.", phones="0800-0432", hours="Elke dag", not_for="")


def fresh(row: GripHelpline) -> GripHelpline:
    return GripHelpline.objects.get(pk=row.pk)


def test_a_stale_form_leaves_alone_what_was_not_touched_in_it(client: Client, row: GripHelpline) -> None:
    form = form_of(client, row)
    GripHelpline.objects.filter(pk=row.pk).update(phones="0800 9999")
    form["hours"] = ["Werkdagen"]
    assert client.post(url("edit", row), form).status_code == 302
    assert (fresh(row).phones, fresh(row).hours) == ("0800 9999", "Werkdagen")


def test_nor_a_word_in_another_language(client: Client, row: GripHelpline) -> None:
    helplines.update()
    found = GripHelpline.objects.get(key="kindertelefoon")
    before = helplines.flat_row(found)
    shown = {name: value for name, value in form_of(client, found).items() if not name.startswith("words-")}
    posted = {"words-count": [str(len(found.words.raw_data))]}
    for number, item in enumerate(found.words.raw_data):
        begin = f"words-{number}"
        posted |= {f"{begin}-{name}": [value] for name, value in (("deleted", ""), ("order", str(number)))}
        posted |= {f"{begin}-type": ["words"], f"{begin}-id": [item["id"]]}
        posted |= {
            f"{begin}-value-{name}": [item["value"].get(name) or ""] for name in ("language", *helplines_words())
        }
    helplines_write(found, {**before, "words.ar.does": "جديد"})
    assert client.post(url("edit", found), {**shown, **posted, "hours": ["Werkdagen"]}).status_code == 302
    after = helplines.flat_row(fresh(found))
    assert {name for name in before if before[name] != after.get(name)} == {"words.ar.does", "hours"}


def helplines_words() -> tuple[str, ...]:
    return ("does", "not_for", "hours")


def helplines_write(row: GripHelpline, flat: dict[str, Any]) -> None:
    from gripwagtail.starter.helpline_rows import write

    write(row, flat)
    row.save()


def test_who_changed_the_same_reads_what_it_says_now_and_decides(client: Client, row: GripHelpline) -> None:
    form = form_of(client, row)
    GripHelpline.objects.filter(pk=row.pk).update(phones="0800 9999")
    form |= {"phones": ["0800 0001"], "hours": ["Werkdagen"]}
    answer = client.post(url("edit", row), form)
    soup = make.soup(answer)
    assert answer.status_code == 200
    assert "It now says: “0800 9999”" in soup.get_text()
    assert soup.select_one("[name=phones]").get_text().strip() == "0800 0001"
    assert fresh(row).phones == "0800 9999"
    form["grip_seen"] = [soup.select_one("[name=grip_seen]")["value"]]
    assert client.post(url("edit", row), form).status_code == 302
    assert (fresh(row).phones, fresh(row).hours) == ("0800 0001", "Werkdagen")


def test_an_update_of_ours_survives_a_form_that_was_open(client: Client) -> None:
    helplines.update()
    found = GripHelpline.objects.get(key="kindertelefoon")
    form = form_of(client, found)
    GripHelpline.objects.filter(pk=found.pk).update(
        phones="0800 9999", shipped={**found.shipped, "phones": "0800 9999"}
    )
    form["hours"] = ["Iets anders"]
    client.post(url("edit", found), form)
    assert fresh(found).phones == "0800 9999"
    assert "phones" not in set(helplines.edited(fresh(found)))


def test_the_history_of_a_helpline_has_what_it_said_and_what_it_says(client: Client, row: GripHelpline) -> None:
    form = form_of(client, row)
    form["phones"] = ["0800 0001"]
    client.post(url("edit", row), form)
    text = told(client, url("history", row))
    assert "“0800-0432” → “0800 0001”" in text
    row.refresh_from_db()
    row.shipped = {**helplines.flat_row(row), "does": "Nieuw", "before": {"does": "Oud"}}
    row.save()
    helplines.take(row, ["does"])
    assert "“Praat met je.” → “Nieuw”" in told(client, url("history", row))


@pytest.mark.parametrize("button", ["keep", "all"])
def test_a_conflict_that_came_in_meanwhile_is_not_decided(client: Client, row: GripHelpline, button: str) -> None:
    row.shipped = {**helplines.flat_row(row), "does": "Nieuw", "before": {"does": "Oud"}}
    row.save()
    read = [one.seen for one in helplines.conflicts(row)]
    row.shipped = {**row.shipped, "not_for": "Nieuw", "before": {"does": "Oud", "not_for": "Oud"}}
    row.save()
    client.post(url("conflicts", row), {button: "1", "seen": read})
    assert len(helplines.conflicts(fresh(row))) == 2
    assert "new since you read it: What it is not for" in told(client, url("conflicts", row))


def test_a_text_that_changed_since_is_not_taken(client: Client, row: GripHelpline) -> None:
    row.shipped = {**helplines.flat_row(row), "does": "Tekst 3", "before": {"does": "Oud"}}
    row.save()
    read = [one.seen for one in helplines.conflicts(row)]
    GripHelpline.objects.filter(pk=row.pk).update(shipped={**row.shipped, "does": "Tekst 4"})
    client.post(url("conflicts", row), {"field": "does", "seen": read})
    assert fresh(row).does == "Praat met je."
    read = [one["value"] for one in make.soup(client.get(url("conflicts", row))).select("input[name=seen]")]
    client.post(url("conflicts", row), {"field": "does", "seen": read})
    assert fresh(row).does == "Tekst 4"


# --- the settings of a school -------------------------------------------------------


def settings_form(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send when nothing is touched."""
    data: dict[str, Any] = {"sources-count": "0", "helpline_notes-count": "0"}
    for field in make.soup(client.get(address)).select("main form [name]"):
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            data[field["name"]] = chosen["value"] if chosen else ""
        elif field.get("type") not in ("checkbox", "radio") or field.has_attr("checked"):
            data[field["name"]] = field.get("value", field.text if field.name == "textarea" else "")
    return data


def test_the_settings_save_only_what_was_changed_in_them(client: Client) -> None:
    make.home_page()
    row = make.settings_of(school_name="De Kwikstaart", phone="070 012 34 56")
    address = reverse("wagtailsettings:edit", args=["gripwagtail", "gripsettings", row.site_id])
    form = settings_form(client, address)
    assert form["grip_seen"]
    make.settings_of(phone="070 012 34 99")
    assert client.post(address, {**form, "school_name": "De Merel"}).status_code == 302
    row.refresh_from_db()
    assert (row.school_name, row.phone) == ("De Merel", "070 012 34 99")
    answer = client.post(address, {**form, "phone": "070 012 34 11"})
    soup = make.soup(answer)
    assert "It now says: “070 012 34 99”" in soup.get_text()
    row.refresh_from_db()
    assert row.phone == "070 012 34 99"
    again = {**form, "phone": "070 012 34 11", "grip_seen": soup.select_one("[name=grip_seen]")["value"]}
    assert client.post(address, again).status_code == 302
    row.refresh_from_db()
    assert (row.school_name, row.phone) == ("De Merel", "070 012 34 11")
