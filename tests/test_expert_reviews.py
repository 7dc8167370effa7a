"""Editors see which situations an expert has read. Visitors never see who read what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import translation
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import Site
from wagtail.search.backends import get_search_backend

from gripwagtail.content.expert_reviews import read_by_experts
from gripwagtail.editing.text_records import checked_days
from tests import factories
from tests.test_forms import filled_in, last, said, what_happened
from tests.test_library import client_of, edit_address

pytestmark = [pytest.mark.django_db, pytest.mark.indexed, pytest.mark.broad]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


SECRETS = ("Robin Voorbeeld", "Bureau Voorbeeld", "Eén woord veranderd")


def reading(**value: Any) -> dict[str, Any]:
    given = {"read_on": "2026-10-01", "reader": SECRETS[0], "organisation": SECRETS[1], "remarks": SECRETS[2]}
    return factories.item("reading", {**given, **value})


def page_with(*readings: Any, **first: Any) -> Any:
    situations = [
        factories.situation(key="een", title="Het eerste", **first),
        factories.situation(key="twee", title="Het tweede"),
    ]
    return factories.make_page("incident_help", situations=situations, readings=list(readings))


def panel(page: Any) -> str:
    html = factories.soup(client_of(factories.editor()).get(edit_address(page)))
    heading = html.find(string=lambda text: text and text.strip() == "Read by an expert?")
    assert heading
    return " ".join(heading.find_parent("section").get_text(" ").split())


def test_nothing_is_read_until_somebody_says_so() -> None:
    found = read_by_experts(page_with())
    assert (found.count, found.total) == (0, 2)
    assert found.unread == ["Het eerste", "Het tweede"]


def test_the_date_at_a_situation_counts() -> None:
    assert read_by_experts(page_with(expert_read="2026-10-01")).unread == ["Het tweede"]


@pytest.mark.parametrize("named", ["twee", "TWEE", " twee ,", "twee,twee"])
def test_a_reading_counts_for_the_situations_it_names(named: str) -> None:
    assert read_by_experts(page_with(reading(situations=named))).unread == ["Het eerste"]


def test_a_reading_that_names_none_is_of_all() -> None:
    assert read_by_experts(page_with(reading())).unread == []
    assert read_by_experts(page_with(reading(situations="  "))).unread == []


def test_a_reading_without_a_date_has_not_happened() -> None:
    assert read_by_experts(page_with(reading(read_on=None))).count == 0


@pytest.mark.parametrize("child", ["title_parent", "title_staff"])
def test_a_title_for_another_reader_is_read_as_well_and_none_is_what_it_was(child: str) -> None:
    page = page_with(expert_read="2026-10-01")
    page.save()
    items = [dict(item) for item in page.situations.raw_data]
    for title, unread in (("", ["Het tweede"]), ("Iemand volgt mijn kind", ["Het eerste", "Het tweede"])):
        items[0]["value"] = {**items[0]["value"], child: title}
        page = factories.set_items(page, "situations", items)
        assert read_by_experts(page, checked_days(page)).unread == unread


@pytest.mark.parametrize("how", ["at the situation", "in the list"])
def test_a_text_that_changed_since_it_was_read_is_unread_again(how: str) -> None:
    page = page_with(expert_read="2026-10-01") if how == "at the situation" else page_with(reading(situations="een"))
    page.save()
    assert read_by_experts(page, checked_days(page)).unread == ["Het tweede"]

    items = [dict(item) for item in page.situations.raw_data]
    items[0]["value"] = {**items[0]["value"], "pupil_steps": "Bel iemand anders."}
    page = factories.set_items(page, "situations", items)
    assert read_by_experts(page, checked_days(page)).unread == ["Het eerste", "Het tweede"]

    # Somebody reads it again, on a later day.
    items[0]["value"] = {**items[0]["value"], "expert_read": "2026-11-01"}
    page = factories.set_items(page, "situations", items)
    assert read_by_experts(page, checked_days(page)).unread == ["Het tweede"]


@pytest.mark.parametrize("child", ["also", "pupil_roles", "pupil_helplines"])
def test_what_no_expert_reads_may_change(child: str) -> None:
    page = page_with(expert_read="2026-10-01")
    page.save()
    items = [dict(item) for item in page.situations.raw_data]
    items[0]["value"] = {**items[0]["value"], child: "mentor"}
    page = factories.set_items(page, "situations", items)
    assert read_by_experts(page, checked_days(page)).unread == ["Het tweede"]


def test_the_edit_view_says_plainly_that_no_expert_has_read_anything() -> None:
    assert "No expert has read the shipped situations yet." in panel(page_with())


def test_the_edit_view_counts_and_names_what_is_left() -> None:
    said_there = panel(page_with(reading(situations="een")))
    assert "1 of the 2 situations" in said_there
    assert "Het tweede" in said_there
    assert "Het eerste" not in said_there
    assert "No expert" not in said_there


def test_the_edit_view_names_nothing_when_all_is_read() -> None:
    said_there = panel(page_with(reading()))
    assert "2 of the 2 situations" in said_there
    assert "Nobody has read" not in said_there


def test_a_new_page_has_been_read_by_nobody() -> None:
    model = factories.page_class("incident_help")
    assert read_by_experts(model()).total == 0


def test_a_key_that_the_page_does_not_have_is_refused_in_its_place() -> None:
    given = {"read_on": "2026-10-01", "reader": SECRETS[0], "situations": "foto, fotoo"}
    form = filled_in("incident_help", situations=[what_happened(), last()], readings=[("reading", given)])

    assert "“fotoo”" in said(form)
    assert "“foto”" not in said(form)
    marked = form.errors["readings"].as_data()[0].as_json_data()["blockErrors"]
    assert set(marked[0]["blockErrors"]) == {"situations"}


def test_known_keys_and_a_reading_of_all_are_accepted() -> None:
    given = {"read_on": "2026-10-01", "reader": SECRETS[0]}
    readings = [("reading", {**given, "situations": "Foto, iets-anders"}), ("reading", given)]
    assert filled_in("incident_help", situations=[what_happened(), last()], readings=readings).errors == {}


def test_a_draft_may_name_a_key_that_is_not_there_yet() -> None:
    given = {"read_on": "2026-10-01", "reader": SECRETS[0], "situations": "later"}
    assert filled_in("incident_help", draft=True, situations=[last()], readings=[("reading", given)]).errors == {}


def test_a_visitor_sees_no_reading() -> None:
    page = page_with(reading(), expert_read="2026-10-01")
    html = factories.visit(page).content.decode()
    assert "Het eerste" in html
    assert not [secret for secret in SECRETS if secret in html]
    assert "2026-10-01" not in html


def test_the_api_knows_no_reading() -> None:
    page = page_with(reading())
    request = RequestFactory().get("/", {"fields": "*"})
    Site.find_for_request(request)
    request.wagtailapi_router = None
    assert not {field.name for field in type(page).api_fields} & {"readings", "situations"}
    names = {str(getattr(field, "name", field)) for field in PagesAPIViewSet.get_body_fields(type(page))}
    assert "readings" not in names


def test_no_search_finds_a_reading() -> None:
    page = page_with(reading())
    assert "readings" not in {field.field_name for field in type(page).get_search_fields()}
    backend = get_search_backend()
    backend.add(page)
    assert list(backend.search("Het eerste", type(page)))
    assert not list(backend.search("Voorbeeld", type(page)))
