from __future__ import annotations

import doctest
import io
import json
import re
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import Comment, ModelLogEntry, PageLogEntry, Revision
from wagtail.search.backends import get_search_backend

from gripwagtail.models import GripSettings
from gripwagtail.removal import erasure
from gripwagtail.removal import person as person_module
from gripwagtail.removal.person import Person
from gripwagtail.serving.max_age import cache_key_components
from tests import factories as make
from tests.remembered import remembered

pytestmark = pytest.mark.indexed

NAME = "Annemiek de Graauw-Ørstad"
PERSON = Person(names=(NAME,), emails=("a.degraauw@kwikstaart.example",), phones=("06 012 34 567",))


def erase(*args: str) -> str:
    out = io.StringIO()
    call_command("gripwagtail_erase", *args, stdout=out, no_color=True)
    return out.getvalue()


def erased(*args: str) -> str:
    """Does as the dry run says."""
    words = re.search(r'--confirm "([^"]+)"', erase(*args))
    assert words
    return erase(*args, "--erase", "--confirm", words[1])


def whole_database() -> str:
    """Every row of every table as text, also what Wagtail does not show any more."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found += [f"{table} {row}" for row in cursor.fetchall()]
    return "\n".join(found)


def personal(**value: Any) -> make.Raw:
    given = {
        "kind": "person",
        "label": "juf Annemiek",
        "name": NAME,
        "told_on": "2026-09-01",
        "phones": ["06 012 34 567"],
        "email": "a.degraauw@kwikstaart.example",
        "instagram": "juf.annemiek",
        "when": "ma en di",
        "via_school": False,
    }
    return make.contact(**{**given, **value})


# --- finding ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Annemiek de Graauw-Ørstad",
        "ANNEMIEK DE GRAAUW-ØRSTAD",
        "annemiek de graauw-orstad",
        "Ánnemiek  de\nGraauw - Orstad",
        "Annemiek\u00a0de&nbsp;Graauw-Orstad",
        "<p><b>Annemiek</b> de Graauw-Orstad.</p>",
        "An\u0301nemiek de Graauw-Orstad",
        "annemiek.de.graauw.orstad@elders.example",
    ],
)
def test_a_name_is_found_in_any_case_with_or_without_accents(text: str) -> None:
    assert PERSON.is_in(text)


@pytest.mark.parametrize(
    "text", ["Annemiek", "Annemiek de Graauw", "Johannemiek de Graauw-Orstad", "Annemiek de Graauw-Orstads fiets", ""]
)
def test_only_the_whole_name_is_found(text: str) -> None:
    assert not PERSON.is_in(text)


@pytest.mark.parametrize(
    "text", ["06 012 34 567", "0601234567", "+31 6 012 34 567", "+31 (0)6-01234567", "0031 601234567", "06-01 23 45 67"]
)
def test_a_number_is_found_however_it_is_written(text: str) -> None:
    assert PERSON.without(f"Bel {text} (kies 1).") == "Bel … (kies 1)."


@pytest.mark.parametrize("text", ["06 012 34 568", "106 012 34 567", "06 012 34 5678", "3601234567"])
def test_another_number_is_not_found(text: str) -> None:
    assert not PERSON.is_in(text)


def test_an_address_is_found_as_a_whole() -> None:
    assert PERSON.without("Mail A.deGraauw@Kwikstaart.example.") == "Mail …."
    assert not PERSON.is_in("aa.degraauw@kwikstaart.example")
    assert not PERSON.is_in("a.degraauw@kwikstaart.example.org")


def test_mark_up_in_a_name_stays_closed() -> None:
    assert PERSON.without("<p>Bij <b>Annemiek de</b> Graauw-Orstad.</p>") == "<p>Bij <b>…</b>.</p>"


def test_the_examples_in_the_docstring_are_true() -> None:
    outcome = doctest.testmod(person_module)
    assert (outcome.failed, outcome.attempted) == (0, 4)


def test_erasing_twice_is_erasing_once() -> None:
    once = PERSON.without(f"Vraag {NAME} of mail a.degraauw@kwikstaart.example")
    assert PERSON.without(once) == once == "Vraag … of mail …"


@pytest.mark.parametrize("given", [{}, {"names": ("Jo",)}, {"emails": ("annemiek",)}, {"phones": ("12",)}])
def test_what_can_not_be_looked_for_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Person(**given)


def test_the_name_can_not_be_put_in_its_own_place() -> None:
    with pytest.raises(ValidationError):
        Person(names=("Annemiek",), instead="collega van Annemiek")


# --- erasing ------------------------------------------------------------------------

ALL = ("--name", NAME, "--email", "a.degraauw@kwikstaart.example", "--phone", "06 012 34 567")


@pytest.fixture
def school(db: None) -> dict[str, Any]:
    """A school where one person is mentioned in many places, live, in drafts, in old versions and beside the pages."""
    return remembered("school with one person in many places", _school)


def _school() -> dict[str, Any]:
    home = make.home_page()
    other = make.contact(label="Directie", roles=["management"])
    pages = make.five_pages(home)
    contact = make.set_items(pages["contact"], "contacts", [personal(), other])
    contact = make.set_items(contact, "contacts", [personal(about=f"Vraag naar {NAME}"), other], publish=False)
    contact.names_findable = True
    contact.save()
    reading = {"read_on": "2026-09-01", "reader": NAME.upper(), "organisation": "GGD", "remarks": "goed"}
    pages["incident_help"] = make.set_items(pages["incident_help"], "readings", [make.item("reading", reading)])
    pages["norm"].title = f"De norm van {NAME}"
    pages["norm"].save_revision(log_action=True).publish()
    pages["norm"] = type(contact)._meta.apps.get_model("gripwagtail_pages", "GripNormPage").objects.get()
    pages["norm"].title = "De norm"
    pages["norm"].save_revision(log_action=True).publish()
    make.settings_of(email="a.degraauw@kwikstaart.example", after_hours=f"Bel {NAME}: 06 012 34 567.")
    Comment.objects.create(page=contact, user=make.editor(), text=f"Is {NAME} nog hier?", contentpath="title")
    return {**pages, "contact": contact, "home": home}


def test_without_an_option_each_place_is_shown_before_and_after_and_nothing_changes(school: dict[str, Any]) -> None:
    before = whole_database()
    said = erase(*ALL)
    assert re.search(rf"- {NAME} · 06 012 34 567 · juf Annemiek .*\n  \+ mentor", said)
    assert "- Bel Annemiek de Graauw-Ørstad: 06 012 34 567.\n  + Bel …: …." in said
    assert whole_database() == before


def test_without_the_right_words_nothing_is_erased(school: dict[str, Any]) -> None:
    before = whole_database()
    with pytest.raises(CommandError):
        erase(*ALL, "--erase", "--confirm", "erase 1 places")
    assert whole_database() == before


def test_the_person_is_in_no_row_of_the_database_any_more(school: dict[str, Any]) -> None:
    assert PERSON.is_in(whole_database())
    erased(*ALL)
    left = [row for row in whole_database().splitlines() if PERSON.is_in(row) or "juf Annemiek" in row]
    assert left == []


def test_the_card_becomes_that_of_a_function_and_the_others_stay(school: dict[str, Any]) -> None:
    erased(*ALL)
    page = type(school["contact"]).objects.get()
    mine, other = (item["value"] for item in page.contacts.raw_data)
    assert (mine["kind"], mine["name"], mine["label"], mine["told_on"]) == ("function", "", "", None)
    assert (mine["phones"], mine["email"], mine["instagram"], mine["when"]) == ([], "", "", "")
    assert (mine["roles"], mine["via_school"]) == (["mentor"], True)
    assert other["label"] == "Directie"
    assert len(other["phones"]) == 1


def test_visitors_see_the_function_and_not_the_person(school: dict[str, Any]) -> None:
    assert NAME in make.text_of(school["contact"])
    erased(*ALL)
    text = make.text_of(school["contact"])
    assert not PERSON.is_in(text)
    assert "mentor" in text.lower()


def test_a_draft_that_is_published_later_brings_nobody_back(school: dict[str, Any]) -> None:
    erased(*ALL)
    for revision in Revision.objects.for_instance(school["contact"]):
        revision.publish()
        assert not PERSON.is_in(make.text_of(school["contact"]))


def test_search_does_not_find_the_person(school: dict[str, Any]) -> None:
    pages = type(school["contact"]).objects.all()
    search = get_search_backend().search
    assert list(search("Graauw", pages))
    erased(*ALL)
    assert not list(search("Graauw", pages))


def test_settings_and_readings_are_worked_through(school: dict[str, Any]) -> None:
    erased(*ALL)
    settings = GripSettings.objects.get()
    assert (settings.email, settings.after_hours) == ("", "Bel …: ….")
    page = type(school["incident_help"]).objects.get()
    assert page.readings.raw_data[0]["value"]["reader"] == "…"
    assert page.readings.raw_data[0]["value"]["organisation"] == "GGD"


def test_the_history_says_that_something_was_erased_and_not_who(school: dict[str, Any]) -> None:
    erased(*ALL)
    entries = [*PageLogEntry.objects.all(), *ModelLogEntry.objects.all()]
    notes = [entry for entry in entries if entry.action == "gripwagtail.erase"]
    assert notes
    for entry in entries:
        assert not PERSON.is_in(f"{entry.label} {json.dumps(entry.data)} {entry.message}")


def test_the_outcome_does_not_repeat_the_person(school: dict[str, Any]) -> None:
    assert not PERSON.is_in(erased(*ALL))


def test_a_second_time_there_is_nothing_to_erase(school: dict[str, Any]) -> None:
    erased(*ALL)
    before = whole_database()
    said = erase(*ALL, "--erase")
    assert "--confirm" not in said
    assert whole_database() == before


def test_what_visitors_were_shown_from_memory_is_forgotten(school: dict[str, Any]) -> None:
    before = cache_key_components()
    erased(*ALL)
    assert cache_key_components() != before


def test_pages_of_the_host_are_reported_with_a_link_and_not_changed(school: dict[str, Any]) -> None:
    text = make.item("paragraph", f"<p>Welkom {NAME}</p>")  # type: ignore[arg-type]
    page = make.home_page(school["home"], title="Nieuws", body=[text])
    said = erased(*ALL)
    assert re.search(rf"Nieuws: body .*/admin/pages/{page.pk}/edit/", said)
    page.refresh_from_db()
    assert NAME in page.body.raw_data[0]["value"]


def test_a_name_in_an_address_is_reported(school: dict[str, Any]) -> None:
    page = make.make_page("norm", school["home"], slug="annemiek-de-graauw-orstad", title="Norm")
    assert re.search(rf"Norm: slug .*/admin/pages/{page.pk}/edit/", erased(*ALL))


def test_an_address_of_ours_that_holds_the_name_is_told_alone(db: None) -> None:
    """What else is in the same row is ours to erase; of a page of the host all of it stays, and is told."""
    make.make_page("norm", slug="annemiek-de-graauw-orstad", title=f"Norm van {NAME}")
    make.home_page(make.home_page(), title=f"Nieuws over {NAME}", slug="annemiek-de-graauw-orstad-nieuws")
    told = {one.what for one in erasure.in_host_content(PERSON)}
    assert f"Norm van {NAME}: slug" in told
    [host] = [one for one in told if one.startswith("Nieuws over")]
    assert {"title", "slug"} <= set(host.rpartition(": ")[2].split(", "))
    assert "url_path" not in host


def test_every_run_says_what_it_can_not_reach(school: dict[str, Any]) -> None:
    for said in (erase("--name", "Niemand Hier"), erased(*ALL)):
        assert "reservekopie" in said


def test_a_card_of_somebody_else_that_mentions_the_person_stays_theirs(db: None) -> None:
    card = personal(name="Joris Bakker", label="meester Joris", about=f"Vervangt {NAME}", email="j@kwikstaart.example")
    page = make.make_page("contact", contacts=[card])
    erased("--name", NAME)
    value = type(page).objects.get().contacts.raw_data[0]["value"]
    assert (value["name"], value["email"], value["about"]) == ("Joris Bakker", "j@kwikstaart.example", "Vervangt …")


def test_a_translation_without_the_name_on_its_card_follows_the_original(db: None) -> None:
    page = make.make_page("contact", contacts=[personal()])
    copy = make.translate(page, "en")
    cards = [dict(raw) for raw in copy.contacts.raw_data]
    cards[0]["value"] = {**cards[0]["value"], "name": "", "label": "Miss Annemiek", "email": "", "phones": []}
    make.set_items(copy, "contacts", cards)
    erased("--name", NAME)
    assert "Miss Annemiek" not in whole_database()


def test_other_numbers_and_words_of_the_page_stay_as_they_were(db: None) -> None:
    number = make.items_of("070 012 34 56")
    card = make.item("contact", {**make.contact()["value"], "phones": [*number, *make.items_of("06 012 34 567")]})
    page = make.make_page("contact", contacts=[card], school_phone="070 012 34 56")
    erased("--phone", "+31 6 01234567")
    page = type(page).objects.get()
    assert page.contacts.raw_data[0]["value"]["phones"] == number
    assert (page.school_phone, page.contacts.raw_data[0]["value"]["label"]) == ("070 012 34 56", "Het zorgteam")


def test_words_of_ones_own_can_be_put_instead(db: None) -> None:
    page = make.make_page("norm", intro=f"Vraag het {NAME}.")
    erased("--name", NAME, "--instead", "de mentor")
    assert type(page).objects.get().intro == "Vraag het de mentor."


def test_versions_of_a_page_that_is_gone_are_worked_through(db: None) -> None:
    page = make.make_page("contact", contacts=[personal()])
    revision = page.save_revision()
    content = revision.content
    page.delete()
    Revision.objects.create(
        content_type_id=revision.content_type_id,
        base_content_type_id=revision.base_content_type_id,
        object_id=str(page.pk or 10_000),
        created_at=revision.created_at,
        content=content,
    )
    erased(*ALL)
    assert not PERSON.is_in(whole_database())


def test_the_ids_of_items_stay(school: dict[str, Any]) -> None:
    before = [item["id"] for item in type(school["contact"]).objects.get().contacts.raw_data]
    erased(*ALL)
    after = [item["id"] for item in type(school["contact"]).objects.get().contacts.raw_data]
    assert before == after
    assert all(uuid.UUID(each) for each in after)


def test_looking_counts_what_erasing_changes(school: dict[str, Any]) -> None:
    found = erasure.preview(PERSON)
    assert len(erasure.erase(PERSON).changes) == len(found.changes)
    assert erasure.preview(PERSON).changes == []
