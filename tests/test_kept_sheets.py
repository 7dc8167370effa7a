"""What is below the address of a page, such as its poster, is kept under the rules for pages."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from gripwagtail.lookup.context import PageContext
from gripwagtail.rendering import body_cache, elements
from gripwagtail.serving.made_again import Changed, make_again
from tests import factories as make
from tests.planted import PlantedSchool, path_of, plant
from tests.remembered import remembered
from tests.test_stamps import CHANGES, empty_cache, every_change, held, keys_of_entries  # noqa: F401  (a fixture)
from tests.tools.bench import WARM_QUERIES

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

SHEETS = {
    "print": "contact",
    "class-sheet": "norm",
    "together": "norm",
    "together/choose-45": "norm",
    "together/situation-cards": "norm",
    "together/agreement-cards": "norm",
    "together/voting": "norm",
    "together/invitation": "norm",
    "together/result": "norm",
    "practise": "overview",
    "practise/older": "overview",
    "practise/agreements": "overview",
    "practise/questions": "overview",
    "share": "parent_tips",
    "poster": "incident_help",
    "poster/qr": "incident_help",
    "card": "incident_help",
    "team/cards": "incident_help",
    "team/words": "incident_help",
    "team/after": "incident_help",
}


@pytest.fixture
def school() -> PlantedSchool:
    return remembered("a planted school with sheets", plant)


def sheet(school: PlantedSchool, name: str, **more: Any) -> Any:
    return Client().get(f"{path_of(school.pages[SHEETS[name]])}{name}/", **more)


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_made_once_and_asks_little_more_than_a_bare_page_from_then_on(
    school: PlantedSchool, made: list[str], name: str
) -> None:
    bare = school.bare_for(school.pages[SHEETS[name]])
    make.visit(bare), make.visit(bare)
    with CaptureQueriesContext(connection) as of_bare:
        make.visit(bare)
    made.clear()
    first = sheet(school, name)
    assert made == ["sheet"]
    with CaptureQueriesContext(connection) as again:
        second = sheet(school, name)
    assert made == ["sheet"]
    assert first.status_code == second.status_code == 200
    assert second.content == first.content
    assert second.headers == first.headers
    assert len(again) <= len(of_bare) + WARM_QUERIES


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_kept_of_a_sheet_never_differs_from_what_is_made_anew(school: PlantedSchool, change: str) -> None:
    for name in SHEETS:
        assert sheet(school, name).status_code == 200
    every_change(school.pages)[change]()
    for name, kind in SHEETS.items():
        if not type(school.pages[kind]).objects.filter(pk=school.pages[kind].pk).exists():
            continue
        kept = sheet(school, name)
        caches["default"].clear()
        elements.forget()
        anew = sheet(school, name)
        assert (kept.status_code, kept.content) == (anew.status_code, anew.content), name


def test_a_sheet_has_an_entry_of_its_own_which_the_page_does_not_read(school: PlantedSchool) -> None:
    make.visit(school.pages["incident_help"])
    alone = held()
    sheet(school, "poster")
    assert len(keys_of_entries()) == 2
    caches["default"].delete(next(key for key in keys_of_entries() if repr(caches["default"].get(key)) not in alone))
    assert held() == alone


def test_forgetting_a_page_deletes_its_sheets(school: PlantedSchool) -> None:
    for name in SHEETS:
        sheet(school, name)
    assert len(keys_of_entries()) == len(SHEETS)
    body_cache.forget(page.pk for page in school.pages.values())
    assert keys_of_entries() == []


@pytest.mark.parametrize("name", ["print", "poster", "poster/qr"])
def test_paper_that_was_asked_for_at_another_address_is_another_one(
    school: PlantedSchool, made: list[str], settings: Any, name: str
) -> None:
    settings.ALLOWED_HOSTS = ["school.example"]
    site = Site.objects.get()
    site.hostname = "school.example"
    site.save()
    here = sheet(school, name, headers={"host": "school.example"})
    made.clear()
    over_https = sheet(school, name, headers={"host": "school.example"}, secure=True)
    assert here.status_code == over_https.status_code == 200
    assert made == ["sheet"]
    assert over_https.content != here.content
    if name != "poster/qr":  # A drawing, in which nobody reads it.
        assert b"http://school.example" in here.content or b"school.example/" in here.content
    assert sheet(school, name, headers={"host": "school.example"}).content == here.content


@pytest.mark.parametrize("name", SHEETS)
def test_addresses_of_stylesheets_are_those_of_today(
    school: PlantedSchool, made: list[str], settings: Any, name: str
) -> None:
    sheet(school, name)
    made.clear()
    settings.STATIC_URL = "/elsewhere/"
    sheet(school, name)
    assert made == ["sheet"]


def test_what_a_change_makes_stale_is_deleted_before_anybody_asks_for_it(school: PlantedSchool) -> None:
    for name in SHEETS:
        sheet(school, name)
    make_again(Changed())
    assert len(keys_of_entries()) == len(SHEETS)
    school.pages["contact"].save_revision().publish()
    make_again(Changed(everything=True, everywhere=True))
    assert keys_of_entries() == []


def test_a_sheet_of_another_day_is_made_anew(
    school: PlantedSchool, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet(school, "print")
    today = PageContext(page=school.pages["contact"]).day
    monkeypatch.setattr(PageContext, "day", today + datetime.timedelta(days=1))
    made.clear()
    sheet(school, "print")
    assert made == ["sheet"]


def test_of_a_private_page_no_sheet_is_kept(school: PlantedSchool) -> None:
    PageViewRestriction.objects.create(page=school.pages["incident_help"], restriction_type="login")
    client = Client()
    client.force_login(make.editor())
    response = client.get(f"{path_of(school.pages['incident_help'])}poster/")
    assert response.status_code == 200
    assert keys_of_entries() == []


def test_a_draft_has_no_sheet_also_when_one_was_kept(school: PlantedSchool) -> None:
    assert sheet(school, "poster").status_code == 200
    school.pages["incident_help"].unpublish()
    assert sheet(school, "poster").status_code == 404
