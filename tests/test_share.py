"""Short texts for the app or the newsletter for parents, and the tip of the week."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from gripwagtail.content.items import LanguagePair
from gripwagtail.content.parent_tips import Tip, of_the_week, read_tips
from tests import factories as make
from tests.planted import CSS, plant, weight
from tests.tools.bench import FIRST_VIEW, SCRIPTS

MONDAY = datetime.date(2026, 11, 23)


def shared(page: Any) -> BeautifulSoup:
    response = make.visit(page, leaf="share/")
    assert response.status_code == 200, response
    return make.soup(response)


def texts(page: Any) -> dict[str, str]:
    """Each text as it is copied, by its title."""
    return {
        one.h3.text: "\n".join(line.text for line in one.select("[data-grip-text] > p"))
        for one in shared(page).select("[data-grip-share]")
    }


def tips(*values: dict[str, Any]) -> list[Tip]:
    return read_tips([make.tip(**value) for value in values], None, LanguagePair("nl", "nl"))


def titles(found: list[Tip], ages: tuple[int | None, int | None] = (None, None), weeks: int = 6) -> list[str]:
    """The title of the tip in each of so many weeks."""
    days = [MONDAY + datetime.timedelta(weeks=week) for week in range(weeks)]
    return [str(tip.title) if (tip := of_the_week(found, day, lambda: ages)) else "" for day in days]


# --- the texts ----------------------------------------------------------------------


@pytest.mark.django_db
def test_a_tip_is_shared_with_its_text_its_first_sentence_and_where_there_is_more() -> None:
    page = make.make_page("parent_tips", slug="tips", tips=[make.tip()])
    lines = texts(page)["Kijk eens mee"].splitlines()
    assert lines[1] == "Kijk eens mee"
    assert lines[2] == make.tip()["value"]["text"]
    assert lines[4] == "“Wat vind jij hier leuk aan?”"
    assert lines[-1].endswith(" http://localhost/tips/")


@pytest.mark.django_db
def test_a_tip_without_a_first_sentence_is_shared_with_its_text() -> None:
    page = make.make_page("parent_tips", tips=[make.tip(opener="", text="Ga er eens naast zitten.")])
    assert texts(page)["Kijk eens mee"].splitlines()[2] == "Ga er eens naast zitten."


@pytest.mark.django_db
def test_the_norm_and_each_agreement_is_shared() -> None:
    agreements = [make.agreement(we_do="Wij vragen het eerst"), make.agreement(we_do="Wij helpen elkaar")]
    page = make.make_page("norm", slug="norm", statement="Wij zijn aardig.", agreements=agreements)
    found = texts(page)
    assert list(found) == ["Wij zijn aardig.", "Wij vragen het eerst", "Wij helpen elkaar"]
    for title, text in found.items():
        assert f"“{title}”" in text
        assert text.endswith(" http://localhost/norm/")


@pytest.mark.django_db
def test_an_address_tells_nothing_about_who_follows_it_and_no_text_has_a_picture() -> None:
    for page in (make.make_page("norm", **make.content_of("norm")), make.make_page("parent_tips", tips=[make.tip()])):
        for text in texts(page).values():
            assert not {"?", "#", "utm"} & set(text.rpartition("http")[2])
            assert all(ord(letter) < 0x2190 for letter in text)


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "fields"), [("norm", {}), ("parent_tips", {}), ("norm", {"statement": "[[Norm]]"})])
def test_a_page_with_nothing_to_share_has_no_such_page_and_no_link(kind: str, fields: dict[str, Any]) -> None:
    page = make.make_page(kind, **fields)
    assert make.visit(page, leaf="share/").status_code == 404
    assert "share/" not in str(make.see(page))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["norm", "parent_tips"])
def test_the_page_links_to_it_and_it_links_back(kind: str) -> None:
    page = make.make_page(kind, **make.content_of(kind))
    assert make.see(page).select_one(f'.grip a[href="{page.url}share/"]')
    assert shared(page).select_one(f'a[href="{page.url}"]')
    assert make.visit(page, leaf="share/more/").status_code == 404


@pytest.mark.django_db
def test_it_is_as_private_as_its_page_and_a_draft_has_none() -> None:
    page = make.make_page("norm", **make.content_of("norm"))
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="geheim")
    assert b"data-grip-share" not in Client().get(f"{page.url}share/").content
    page.unpublish()
    assert Client().get(f"{page.url}share/").status_code == 404


@pytest.mark.django_db
def test_what_is_not_translated_is_marked_and_our_own_words_are() -> None:
    page = make.make_page("parent_tips", make.home_page(), tips=[make.tip()])
    english = make.translate(page, "en", title="Tips for parents")
    found = shared(english)
    assert found.html["lang"] == "en"
    assert found.h1.text == "Texts to share"
    own = next(one for one in found.select("[data-grip-share]") if one.h3.text == "Kijk eens mee")
    assert own.h3["lang"] == "nl"
    assert [line.get("lang") for line in own.select("[data-grip-text] > p")] == [None, "nl", "nl", None, "nl", None]


@pytest.mark.django_db
def test_it_reads_from_right_to_left() -> None:
    page = make.make_page("norm", **make.content_of("norm"), text_language="ar")
    assert shared(page).html["dir"] == "rtl"


@pytest.mark.django_db
def test_without_javascript_there_is_no_button_and_the_text_is_there_to_select() -> None:
    for one in shared(make.make_page("norm", **make.content_of("norm"))).select("[data-grip-share]"):
        assert one.button.has_attr("hidden")
        assert one.select_one("details [data-grip-text]").text
        assert not one.details.has_attr("open")


@pytest.mark.django_db
def test_a_host_that_brings_no_scripts_of_ours_gets_none_here(settings: Any) -> None:
    page = make.make_page("norm", **make.content_of("norm"))
    assert [script["src"] for script in shared(page).select("script")] == ["/static/gripwagtail/copy.min.js"]
    settings.GRIPWAGTAIL = {**settings.GRIPWAGTAIL, "LOAD_JS": False} if hasattr(settings, "GRIPWAGTAIL") else {}
    settings.GRIPWAGTAIL.update(LOAD_JS=False)
    assert not shared(page).select("script")


@pytest.mark.django_db
def test_the_edit_view_leads_to_it_while_visitors_can_see_it() -> None:
    client = Client()
    client.force_login(make.editor())
    page = make.make_page("parent_tips", tips=[make.tip()])
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert f'href="{page.url}share/"' in client.get(address).content.decode()
    page.unpublish()
    assert "share/" not in client.get(address).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["norm", "parent_tips"])
def test_it_weighs_no_more_than_a_page(kind: str) -> None:
    html = make.visit(plant("vo").pages[kind], leaf="share/").content
    assert weight(html) + weight((CSS.parent / "share.min.css").read_bytes()) <= FIRST_VIEW
    assert (CSS.parent / "copy.min.js").stat().st_size <= SCRIPTS


@pytest.mark.django_db
def test_it_asks_no_more_than_a_page_for_any_number_of_texts() -> None:
    page = make.make_page("parent_tips", make.home_page(), tips=[])
    counts = []
    for many in (2, 60):
        page = make.set_items(page, "tips", [make.tip(title=f"Tip {one}", age_from=one % 9) for one in range(many)])
        shared(page)
        with CaptureQueriesContext(connection) as captured:
            shared(page)
        counts.append(len(captured))
    assert counts[0] == counts[1]


# --- the tip of the week ------------------------------------------------------------


def test_every_tip_takes_its_turn() -> None:
    assert sorted(titles(tips({"title": "A"}, {"title": "B"}, {"title": "C"}), weeks=3)) == ["A", "B", "C"]


@pytest.mark.parametrize("year", [2015, 2020, 2021, 2026, 2032])
def test_a_new_year_skips_no_tip_and_repeats_none_also_after_53_weeks(year: int) -> None:
    three = tips({"title": "A"}, {"title": "B"}, {"title": "C"})
    order = ["A", "B", "C"]
    for first in (datetime.date(year, 12, 14) + datetime.timedelta(days=day) for day in range(28)):
        this, following = of_the_week(three, first), of_the_week(three, first + datetime.timedelta(weeks=1))
        assert this and following
        assert order.index(following.title) == (order.index(this.title) + 1) % 3


def test_the_tip_is_the_same_from_monday_to_sunday_and_another_on_monday() -> None:
    two = tips({"title": "A"}, {"title": "B"})
    week = {str(of_the_week(two, MONDAY + datetime.timedelta(days=day)).title) for day in range(7)}  # type: ignore[union-attr]
    assert len(week) == 1
    assert {str(of_the_week(two, MONDAY + datetime.timedelta(weeks=1)).title)} != week  # type: ignore[union-attr]


def test_one_tip_is_the_tip_of_every_week_and_none_is_none() -> None:
    assert set(titles(tips({"title": "A"}))) == {"A"}
    assert of_the_week([], MONDAY) is None


@pytest.mark.parametrize(
    ("ages", "seen"),
    [
        ((4, 12), {"klein", "allen"}),
        ((12, 18), {"groot", "allen"}),
        ((4, 18), {"klein", "groot", "allen"}),
        ((None, 8), {"klein", "allen"}),
        ((None, None), {"klein", "groot", "allen"}),
    ],
)
def test_it_is_a_tip_for_the_ages_of_the_school(ages: tuple[int | None, int | None], seen: set[str]) -> None:
    found = tips(
        {"title": "klein", "age_from": 4, "age_to": 9},
        {"title": "groot", "age_from": 13, "age_to": None},
        {"title": "allen", "age_from": None, "age_to": None},
    )
    assert set(titles(found, ages)) == seen


def test_when_no_tip_fits_the_ages_all_take_their_turn() -> None:
    found = tips({"title": "A", "age_from": 13}, {"title": "B", "age_from": 15, "age_to": 18})
    assert set(titles(found, (4, 8))) == {"A", "B"}


@pytest.mark.django_db
def test_the_block_shows_a_tip_for_the_ages_in_the_settings_of_the_school() -> None:
    home = make.home_page()
    page = make.make_page(
        "parent_tips",
        home,
        tips=[make.tip(title=f"Tip {low}", age_from=low, age_to=low + 3) for low in (4, 8, 12, 16)],
    )
    make.settings_of(age_from=12, age_to=15)
    shows = make.home_page(home, body=[make.block("parent_tips")])
    by_age = make.home_page(home, body=[make.block("parent_tips", age=5)])
    assert [tip.text.strip() for tip in make.see(shows).select("[data-grip-tip] .grip-card-title")] == ["Tip 12"]
    assert [tip.text.strip() for tip in make.see(by_age).select("[data-grip-tip] .grip-card-title")] == ["Tip 4"]
    assert shared(page).select_one("section h3").text == "Tip 12"


@pytest.mark.django_db
def test_the_tip_changes_on_monday_although_the_body_was_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    from gripwagtail.lookup.context import PageContext

    home = make.home_page()
    make.make_page("parent_tips", home, tips=[make.tip(title="A"), make.tip(title="B")])
    shows = make.home_page(home, body=[make.block("parent_tips")])
    seen = []
    for day in (MONDAY - datetime.timedelta(days=1), MONDAY):
        monkeypatch.setattr(PageContext, "day", day)
        seen.append(make.see(shows).select_one("[data-grip-tip] .grip-card-title").text)
    assert sorted(seen) == ["A", "B"]
