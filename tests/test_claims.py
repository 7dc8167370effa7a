"""Nothing says what this school does, has agreed or works with before the school has said so."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gripwagtail.api.content import content_of
from gripwagtail.content.proposals import from_cells
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

AGREED = ("afgesproken", "spraken we af", "spreken we samen af", "onze afspraken")


# --- the norm ------------------------------------------------------------------------


def norm_page(**fields: Any) -> Any:
    """A norm with everything that is said around it, and nobody who agreed."""
    given = {"statement": make.SIGNS["norm"], "why": "Omdat het uitmaakt.", "class_sheet": "Bij ons:"}
    return make.make_page("norm", agreements=[make.agreement()], **{**given, **fields})


def _sheet(leaf: str) -> Callable[[Any], str]:
    def read(norm: Any) -> str:
        response = make.visit(norm, leaf=leaf)
        assert response.status_code == 200
        return " ".join(make.soup(response).get_text(" ").split())

    return read


def _incident(norm: Any) -> str:
    page = make.make_page("incident_help", situations=[make.situation()])
    return make.text_of(page)


def _poster(norm: Any) -> str:
    page = make.make_page("incident_help", situations=[make.situation()])
    return " ".join(make.soup(make.visit(page, leaf="poster/")).get_text(" ").split())


def _block(norm: Any) -> str:
    home = make.home_page(body=[make.block("norm", show_agreements=True)])
    return make.text_of(home)


PLACES = {
    "page": make.text_of,
    "share": _sheet("share/"),
    "class sheet": _sheet("class-sheet/"),
    "incident": _incident,
    "poster": _poster,
    "block": _block,
}
# What stands there once it is agreed.
SAID = {
    "page": "Wat we hebben afgesproken",
    "share": "Dit spraken we af op school:",
    "class sheet": "Dit spreken we samen af. Onze namen:",
    "incident": "Wij hebben afgesproken:",
    "poster": "Wat we hebben afgesproken",
    "block": "Lees onze afspraken",
}
YESTERDAY = (datetime.date.today() - datetime.timedelta(days=1)).isoformat()
TOMORROW = (datetime.date.today() + datetime.timedelta(days=1)).isoformat()


@pytest.mark.parametrize("place", PLACES)
def test_until_somebody_agreed_it_is_what_we_ask_of_each_other(place: str) -> None:
    said = PLACES[place](norm_page())
    assert make.agreement()["value"]["we_do"] in said
    assert [claim for claim in AGREED if claim in said] == []
    assert ("vragen we" if place in ("share", "incident") else "van elkaar vragen") in said or place == "class sheet"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("fields", [{"adopted_on": YESTERDAY}, {"agreed": [make.agreed(date=None)]}])
def test_from_then_on_it_is_what_we_agreed(place: str, fields: dict[str, Any]) -> None:
    assert SAID[place] in PLACES[place](norm_page(**fields))


@pytest.mark.parametrize("fields", [{"adopted_on": TOMORROW}, {"agreed": [make.agreed(date=TOMORROW)]}])
def test_what_is_planned_is_not_agreed_yet(fields: dict[str, Any]) -> None:
    assert "Wat we van elkaar vragen" in make.text_of(norm_page(**fields))


@pytest.mark.parametrize(("fields", "is_agreed"), [({}, False), ({"adopted_on": YESTERDAY}, True)])
def test_the_api_says_whether_it_is_agreed(fields: dict[str, Any], is_agreed: bool) -> None:
    norm = norm_page(**fields)
    incident = make.make_page("incident_help", situations=[make.situation()])
    assert content_of(type(norm).objects.get(pk=norm.pk))["is_agreed"] is is_agreed
    (situation,) = content_of(type(incident).objects.get(pk=incident.pk))["situations"]
    assert situation["agreement"]["is_agreed"] is is_agreed


def test_why_follows_as_well() -> None:
    assert "Waarom we dit van elkaar vragen" in make.text_of(norm_page())
    assert "Waarom we dit hebben afgesproken" in make.text_of(norm_page(adopted_on=YESTERDAY, slug="n2"))


ALWAYS = "Wij doen altijd iets."


@pytest.mark.parametrize("ticked", [True, False])
def test_what_we_always_do_has_a_tick(ticked: bool) -> None:
    page = norm_page(always=ALWAYS, always_confirmed=ticked)
    said = make.text_of(page)
    assert (ALWAYS in said, "Wat we altijd doen" in said) == (ticked, ticked)
    assert content_of(type(page).objects.get(pk=page.pk))["always"] == (ALWAYS if ticked else "")


def test_a_norm_from_before_the_tick_still_shows_it() -> None:
    page = norm_page(always=ALWAYS)
    stored = json.loads(page.save_revision().as_object().to_json())
    del stored["always_confirmed"]
    assert page.with_content_json(stored).always_confirmed is True


def test_a_translation_takes_the_tick_from_its_source() -> None:
    page = norm_page(always=ALWAYS, always_confirmed=False)
    translated = make.translate(page, "en", always="We always act.", always_confirmed=True)
    assert "We always act." not in make.text_of(translated)


# --- partners ------------------------------------------------------------------------


def test_a_partner_is_shown_once_the_school_ticked_it() -> None:
    partners = [make.partner(confirmed=True, name="Met Vinkje"), make.partner(confirmed=False, name="Zonder Vinkje")]
    page = make.make_page("overview", partners=partners)
    said = make.text_of(page)
    assert "Met Vinkje" in said
    assert "Zonder Vinkje" not in said
    assert [one["name"] for one in content_of(type(page).objects.get(pk=page.pk))["partners"]] == ["Met Vinkje"]


def test_without_any_there_is_no_heading() -> None:
    assert "Met wie we samenwerken" not in make.text_of(
        make.make_page("overview", partners=[make.partner(confirmed=False)])
    )


def test_a_partner_from_before_the_tick_is_still_shown() -> None:
    assert "De Jeugdwerkers" in make.text_of(make.make_page("overview", partners=[make.partner()]))


@pytest.mark.parametrize("damaged", ["misschien", [], None])
def test_a_tick_that_cannot_be_read_is_not_ticked(damaged: Any) -> None:
    page = make.make_page("overview", partners=[make.partner(confirmed=damaged)])
    assert "De Jeugdwerkers" not in make.text_of(page)


# --- what the school does ------------------------------------------------------------

LINES = "Wij oefenen samen\nWij praten erover"


def proposal(**value: Any) -> Any:
    given = {"task": "set", "level": "class", "text": "Wij maken een poster", "confirmed": True}
    return make.item("proposal", {**given, **value})


def former(**value: Any) -> Any:
    """An overview as a release wrote it in which proposals were lines of their cell."""
    page = make.make_page("overview", cells=[make.cell(proposals=LINES, **value)])
    type(page).objects.filter(pk=page.pk).update(proposals=None)
    return type(page).objects.get(pk=page.pk)


def stored(page: Any) -> Any:
    """What is in the column."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT proposals FROM {page._meta.db_table} WHERE page_ptr_id = %s", [page.pk])  # noqa: S608
        (found,) = cursor.fetchone()
    return json.loads(found) if isinstance(found, str) else found


def texts(page: Any) -> list[str]:
    return [raw["value"]["text"] for raw in page.proposals.raw_data]


def test_each_has_a_tick_of_its_own() -> None:
    page = make.make_page(
        "overview", cells=[make.cell(confirmed=False)], proposals=[proposal(), proposal(text="Nee", confirmed=False)]
    )
    said = make.text_of(page)
    assert "Wij maken een poster" in said
    assert "Nee" not in said
    # The sentence of the cell has a tick of its own as well.
    assert make.SIGNS["overview"] not in said


def test_they_stand_in_the_cell_of_their_task_and_level() -> None:
    page = make.make_page(
        "overview", cells=[make.cell()], proposals=[proposal(), proposal(level="policy", text="Wij hebben een plan")]
    )
    cards = [" ".join(card.get_text(" ").split()) for card in make.see(page).select(".grip-task .grip-card")]
    assert len(cards) == 2
    assert "Wij hebben een plan" in cards[0]
    assert make.SIGNS["overview"] in cards[1]
    assert "Wij maken een poster" in cards[1]


def test_the_plan_behind_it_is_not_for_visitors() -> None:
    page = make.make_page("overview", proposals=[proposal(role="media-coach", term="2027-03-14", done=True)])
    html = make.visit(page).content.decode()
    assert "Wij maken een poster" in html
    assert "2027" not in html
    assert "14 mrt" not in html and "maart" not in html
    assert "mediacoach" not in html.lower()
    given = json.dumps(content_of(type(page).objects.get(pk=page.pk))["tasks"])
    assert "2027" not in given and "media-coach" not in given


@pytest.mark.parametrize(("ticked", "shown"), [({"confirmed": True}, True), ({"confirmed": False}, False)])
def test_lines_of_before_are_read_with_the_tick_of_their_cell(ticked: dict[str, bool], shown: bool) -> None:
    page = former(**ticked)
    assert stored(page) is None
    assert all((line in make.text_of(page)) is shown for line in LINES.splitlines())
    assert stored(page) is None


def test_the_first_save_takes_them_over() -> None:
    page = former()
    page.save_revision().publish()
    assert [raw["value"]["text"] for raw in stored(page)] == LINES.splitlines()
    assert [raw["id"] for raw in stored(page)] == [raw["id"] for raw in from_cells(page)]
    # From now on what is in the cell is read by nobody.
    make.set_items(page, "cells", [make.cell(proposals="Wij doen iets anders")])
    said = make.text_of(page)
    assert "Wij oefenen samen" in said
    assert "Wij doen iets anders" not in said


def test_a_draft_takes_them_over_without_changing_what_is_online() -> None:
    page = former()
    page.proposals = []
    page.save_revision()
    assert stored(page) is None
    assert "Wij oefenen samen" in make.text_of(page)
    assert texts(page.get_latest_revision_as_object()) == []


def test_emptying_never_brings_them_back() -> None:
    page = make.set_items(former(), "proposals", [])
    assert stored(page) == []
    for _again in range(2):
        page = type(page).objects.get(pk=page.pk)
        assert texts(page) == []
        assert "Wij oefenen samen" not in make.text_of(page)
        page.save_revision().publish()
    assert texts(page.copy(update_attrs={"slug": "kopie"})) == []


def test_a_version_from_before_is_read_with_its_own_lines() -> None:
    page = former()
    old = json.loads(page.save_revision().as_object().to_json())
    del old["proposals"]
    assert texts(page.with_content_json(old)) == LINES.splitlines()


def test_saving_some_other_column_takes_nothing_over() -> None:
    page = former()
    page.title = "Anders"
    page.save(update_fields=["title"])
    assert stored(page) is None


def test_a_translation_of_before_keeps_its_words() -> None:
    page = former()
    translated = make.translate(page, "en")
    cell = {**page.cells.raw_data[0]["value"], "proposals": "We practise\nWe talk"}
    model = type(translated)
    model.objects.filter(pk=translated.pk).update(
        cells=json.dumps([{**page.cells.raw_data[0], "value": cell}]), proposals=None
    )
    assert "We practise" in make.text_of(translated)
    # Also when only the source has been saved since.
    page.save_revision().publish()
    said = make.text_of(translated)
    assert "We practise" in said
    assert "Wij oefenen samen" not in said


def test_other_lines_in_a_translation_are_not_taken_for_these() -> None:
    page = former()
    translated = make.translate(page, "en")
    cell = {**page.cells.raw_data[0]["value"], "proposals": "We practise and talk"}
    type(translated).objects.filter(pk=translated.pk).update(
        cells=json.dumps([{**page.cells.raw_data[0], "value": cell}]), proposals=None
    )
    seen = make.see(translated)
    said = seen.get_text(" ")
    # Nor are they shown under a heading in this language: a line leads to the page that has them.
    assert "Wij oefenen samen" not in said
    assert "We practise and talk" not in said
    assert seen.select_one(".grip-elsewhere a[hreflang=nl]")["href"] == page.url


@pytest.mark.parametrize("lines", [None, 7, ["Wij oefenen samen"], {"a": 1}, "  \n "])
def test_whatever_is_stored_there_breaks_nothing(lines: Any) -> None:
    page = make.make_page("overview", cells=[make.cell(proposals=lines)])
    assert make.visit(page).status_code == 200


def test_the_form_shows_them_once_and_saves_them(client: Client) -> None:
    page = former()
    client.force_login(make.editor())
    from django.urls import reverse

    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert shown.status_code == 200
    html = shown.content.decode()
    assert html.count("Wij praten erover") >= 1
    assert "proposals" in html
