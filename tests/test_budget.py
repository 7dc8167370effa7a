"""What a page may weigh and how often it may ask the database. Never the time: see tests/tools/bench.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from gripwagtail.lookup.sources import KINDS, page_model
from gripwagtail.signals import changed
from tests import factories as make
from tests.hostile.forms import data_for
from tests.planted import CSS, PlantedSchool, every_situation, first_view, offset, plant, weight
from tests.tools.bench import (
    COLD_QUERIES,
    FIRST_VIEW,
    FIRST_WINDOW,
    INCIDENT_VIEW,
    INCIDENT_VIEW_WITH_ALL,
    SCRIPTS,
    WARM_QUERIES,
    WORD_LIST,
)

pytestmark = pytest.mark.django_db

# One query for each kind of source that a page can show, and four to find them: the state of the content, the
# pages of the site, what is private, the settings. A page with every block shows everything at once.
ALL_BLOCKS_QUERIES = 7 + 4

# In the editor, times those of a bare page: to find the sources and translations, and what is noted beside a page. Of a
# school that is online for a while: while it begins, the next step is worked out after each publication.
EDITOR_QUERIES = 1.3

WORDS = "words-nl.json"
LIGHT = [kind for kind in KINDS if kind != "incident_help"]


@pytest.fixture(params=["po", "vo"])
def school(request: pytest.FixtureRequest) -> PlantedSchool:
    return plant(request.param)


def html_of(page: Any) -> bytes:
    response = make.visit(page)
    assert response.status_code == 200
    return bytes(response.content)


def queries(page: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        html_of(page)
    return len(captured)


def cold_and_warm(page: Any, bare: Any) -> tuple[int, int]:
    """How many queries more than the bare page, after a change and with what was kept."""
    html_of(page)  # what Django and Wagtail keep for a process is there
    html_of(bare)
    fewest = queries(bare)
    changed()
    return queries(page) - fewest, queries(page) - fewest


# --- bytes --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", LIGHT)
def test_the_first_view_of_a_planted_page_fits_in_the_first_window(school: PlantedSchool, kind: str) -> None:
    assert first_view(html_of(school.pages[kind])) <= FIRST_VIEW


@pytest.mark.parametrize("school_type", INCIDENT_VIEW)
def test_the_incident_page_as_planted_stays_small(school_type: str) -> None:
    html = html_of(plant(school_type).pages["incident_help"])
    assert first_view(html) <= INCIDENT_VIEW[school_type]


@pytest.mark.parametrize("school_type", ["po", "vo"])
def test_the_incident_page_with_every_situation_stays_small(school_type: str) -> None:
    page = plant(school_type).pages["incident_help"]
    situations = every_situation(school_type)
    html = html_of(make.set_items(page, "situations", situations))

    assert html.count(b"data-grip-situation") == len(situations)
    assert first_view(html) <= INCIDENT_VIEW_WITH_ALL
    for mark in (b'href="tel:112"', b'href="tel:113"', b"data-grip-exit"):
        first = html[: html.index(mark) + len(mark)]
        assert offset(first, mark) <= FIRST_WINDOW // 4, f"{mark.decode()} comes late"


def test_every_urgent_situation_is_listed_in_the_first_window(school: PlantedSchool) -> None:
    html = html_of(school.pages["incident_help"])
    urgent = html[: html.index(b"</summary>", html.rindex(b'data-grip-urgency="now"')) + len(b"</summary>")]
    assert urgent.count(b'data-grip-urgency="now"') > 2
    assert offset(urgent, b"</summary>") <= FIRST_WINDOW
    # What else a reader needs at once is above them.
    for mark in (b'href="tel:112"', b'href="tel:113"', b"data-grip-exit", b"grip-choose", b"data-grip-search"):
        assert mark in urgent[: urgent.index(b"</summary>")], mark.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_the_scripts_of_a_page_together_stay_small(school: PlantedSchool, kind: str) -> None:
    seen = make.see(school.pages[kind])
    scripts = [script["src"] for script in seen.select("script[src*='/gripwagtail/']")]
    expected = {
        "incident_help": ["exit.min.js", "search.min.js", "guide.min.js"],
        "contact": ["exit.min.js", "night.min.js", "people.min.js"],
    }
    assert [Path(script).name for script in scripts] == expected.get(kind, [])
    later = [address for root in seen.select("[data-grip-loads]") for address in root["data-grip-loads"].split()]
    assert [Path(script).name for script in later] == {"incident_help": ["ranking.min.js", WORDS]}.get(kind, [])
    assert sum(script_weight(script) for script in (*scripts, *later) if Path(script).name != WORDS) <= SCRIPTS
    assert [script for script in later if Path(script).name == WORDS and script_weight(script) > WORD_LIST] == []


def script_weight(address: str) -> int:
    return weight((CSS.parent / Path(address).name).read_bytes())


# --- queries ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_asks_little_more_than_a_bare_page(school: PlantedSchool, kind: str) -> None:
    page = school.pages[kind]
    cold, warm = cold_and_warm(page, school.bare_for(page))
    assert cold <= COLD_QUERIES
    assert warm == WARM_QUERIES


def test_all_blocks_together_ask_once_for_each_kind_of_source(school: PlantedSchool) -> None:
    cold, warm = cold_and_warm(school.with_blocks, school.bare_for(school.with_blocks))
    assert cold <= ALL_BLOCKS_QUERIES
    assert warm == WARM_QUERIES


def test_a_page_chosen_in_a_block_costs_a_query_and_whose_school_it_is_one_for_all() -> None:
    """Wagtail asks for each page by itself, and we for one of elsewhere, with its translations."""
    top = make.home_page()
    own, other = (make.home_page(top, title=name, slug=name) for name in ("noord", "oost"))
    pages, theirs = make.five_pages(own), make.five_pages(other)
    kinds = {"contacts": "contact", "norm": "norm", "parent_tips": "parent_tips"}

    def cold(chosen: dict[str, Any]) -> int:
        page = make.set_items(own, "body", [make.block(kind, **given) for kind, given in chosen.items()])
        html_of(page)
        changed()
        return queries(page)

    unchosen = cold({kind: {} for kind in kinds})
    assert cold({kind: {"page": pages[name].pk} for kind, name in kinds.items()}) <= unchosen + len(kinds)
    assert cold({kind: {"page": theirs[name].pk} for kind, name in kinds.items()}) <= unchosen + 2 * len(kinds) + 1


MANY = {
    "contact": ("contacts", lambda number: make.contact(label=f"Juf {number}")),
    "incident_help": ("situations", lambda number: make.situation(key=f"foto-{number}", title=f"Foto {number}")),
    "parent_tips": ("tips", lambda number: make.tip(title=f"Tip {number}")),
    "norm": ("agreements", lambda number: make.agreement(key=f"aardig-{number}")),
}


@pytest.mark.parametrize("kind", MANY)
@pytest.mark.slow
def test_two_hundred_items_ask_as_much_as_one(kind: str) -> None:
    stream, item = MANY[kind]
    home = make.home_page()
    make.helpline()
    pages = make.five_pages(home)
    host_page = make.home_page(home, body=[make.block("contacts"), make.block("parent_tips", count=9)])
    counts = []
    for many in (1, 200):
        make.set_items(pages[kind], stream, [item(number) for number in range(many)])
        html_of(host_page), html_of(pages[kind])
        changed()
        counts.append((queries(pages[kind]), queries(host_page)))
    assert counts[0] == counts[1]


@pytest.mark.slow
def test_fifty_schools_in_one_site_ask_as_much_as_one() -> None:
    home = make.home_page()
    make.helpline()

    def school(number: int) -> Any:
        below = make.home_page(home, title=f"School {number}", body=[make.block("contacts")])
        for kind in ("contact", "norm", "incident_help"):
            make.make_page(kind, below, **make.content_of(kind))
        return below

    first = school(0)
    incident = make.page_class("incident_help").objects.child_of(first).get()
    counts = []
    for more in (0, 49):
        for number in range(more):
            school(number + 1)
        html_of(first), html_of(incident)
        changed()
        counts.append((queries(first), queries(incident)))
    assert counts[0] == counts[1]
    assert make.see(first).select_one("[data-grip-contact]") is not None


@pytest.mark.slow
def test_fifty_sites_ask_as_much_as_one() -> None:
    make.helpline()
    contact = make.make_page("contact", make.home_page(), **make.content_of("contact"))
    counts = []
    for more in (0, 49):
        for number in range(more):
            make.make_page("contact", make.site_with(f"s{number}.example").root_page, **make.content_of("contact"))
        html_of(contact)
        changed()
        counts.append(queries(contact))
    assert counts[0] == counts[1]
    assert Site.objects.count() == 50


def test_a_visitor_without_cookies_gets_none() -> None:
    page = make.make_page("contact", **make.content_of("contact"))
    client = Client()
    make.visit(page, client)
    assert not client.cookies


# --- the editor ---------------------------------------------------------------------


def in_editor(page: Any, client: Client) -> tuple[int, int, int]:
    """How many queries the edit view asks: to be opened, to save a draft of what is in it, and to publish that."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = data_for(page, page.get_edit_handler().get_form_class(), {})
    for _time in range(2):  # the first makes what Django and Wagtail keep for a process
        with CaptureQueriesContext(connection) as opened:
            assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as saved:
            assert client.post(address, data).status_code == 302
        with CaptureQueriesContext(connection) as published:
            assert client.post(address, {**data, "action-publish": "1"}).status_code == 302
    return len(opened), len(saved), len(published)


def long_ago() -> None:
    """All pages were published long ago."""
    page_model().objects.update(first_published_at=timezone.now() - timezone.timedelta(days=90))


@pytest.mark.parametrize("kind", KINDS)
def test_the_edit_view_asks_little_more_than_that_of_a_bare_page(kind: str, client: Client) -> None:
    school = plant("vo")
    long_ago()
    client.force_login(make.editor())
    page = school.pages[kind]
    ours, bare = in_editor(page, client), in_editor(school.bare_for(page), client)
    times = [round(own / its, 2) for own, its in zip(ours, bare, strict=True)]
    assert max(times) <= EDITOR_QUERIES, (times, ours, bare)


@pytest.mark.broad
@pytest.mark.parametrize("apart", [True, False], ids=["a site each", "one site"])
def test_the_edit_view_asks_as_much_when_there_are_many_schools(client: Client, apart: bool) -> None:
    client.force_login(make.editor())
    make.helpline()
    home = make.home_page()

    def school(number: int) -> Any:
        root = make.site_with(f"s{number}.example").root_page if apart else home
        below = make.home_page(root, title=f"School {number}")
        start = make.make_page("overview", below)
        return [make.make_page(kind, start, **make.content_of(kind)) for kind in ("contact", "norm")]

    contact, norm = school(0)
    school(1)
    long_ago()
    few = [in_editor(page, client) for page in (contact, norm)]
    for number in range(2, 12):
        school(number)
    long_ago()
    assert [in_editor(page, client) for page in (contact, norm)] == few


@pytest.mark.broad
@pytest.mark.parametrize("kind", MANY)
def test_the_edit_view_of_forty_items_asks_as_much_as_that_of_two(kind: str, client: Client) -> None:
    stream, item = MANY[kind]
    client.force_login(make.editor())
    make.helpline()
    page = make.make_page(kind, make.home_page(), **make.content_of(kind))
    counts = []
    for many in (2, 40):
        page = make.set_items(page, stream, [item(number) for number in range(many)])
        counts.append(in_editor(page, client))
    assert counts[0] == counts[1]
