"""Where "leave this page" goes, and when its script comes along. What it does: tests/browser/test_exit.py."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings

from gripwagtail import safety
from gripwagtail.conf import DEFAULTS
from gripwagtail.models import GripSettings
from tests import factories as make

pytestmark = pytest.mark.django_db
DEFAULT = DEFAULTS["EXIT_URL"]
ELSEWHERE = "https://weer.example/nu"
# The site of the factories is called localhost.
OUR_OWN = [
    "https://localhost/",
    "https://LOCALHOST/",
    "https://www.localhost/",
    "https://localhost./",
    "https://localhost:8443/weer",
    "https://board.example/",
    "https://www.allowed.example/",
    "https://deep.below.example/",
]
UNSAFE = ["http://weer.example/", "javascript:alert(1)", "//weer.example/", "/weer", "https://a@weer.example/"]


@pytest.fixture(autouse=True)
def sites(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*", "allowed.example", ".below.example"]
    make.home_page()
    make.site_with("board.example")


def addresses(page: Any) -> set[str]:
    return {link["href"] for link in make.see(page).select("[data-grip-exit]")}


def test_the_address_of_the_school_is_used_by_both_links() -> None:
    make.settings_of(exit_url=ELSEWHERE)
    page = make.make_page("incident_help")
    links = make.see(page).select("[data-grip-exit]")
    assert [link["href"] for link in links] == [ELSEWHERE, ELSEWHERE]
    assert all(link["rel"] == ["noreferrer"] for link in links)
    assert make.see(page).select_one(".grip").find() == links[0]


@pytest.mark.parametrize("url", [*OUR_OWN, *UNSAFE])
def test_an_address_that_does_not_lead_away_safely_is_not_shown_and_not_accepted(url: str) -> None:
    make.settings_of(exit_url=url)
    page = make.make_page("incident_help")
    assert addresses(page) == {DEFAULT}
    with override_settings(GRIPWAGTAIL={"EXIT_URL": ELSEWHERE}):
        assert addresses(page) == {ELSEWHERE}
    with override_settings(GRIPWAGTAIL={"EXIT_URL": url}):
        assert addresses(page) == {DEFAULT}
    with pytest.raises(ValidationError) as refused:
        GripSettings(exit_url=url, review_months=12).full_clean(exclude=["site"])
    assert "exit_url" in refused.value.message_dict


def test_another_site_is_accepted() -> None:
    GripSettings(exit_url=ELSEWHERE, review_months=12).full_clean(exclude=["site"])


def scripts(page: Any) -> list[str]:
    return [script["src"].rsplit("/", 1)[1] for script in make.see(page).select("script[type=module]")]


def test_a_script_comes_once_and_only_where_it_has_something_to_do() -> None:
    home = make.home_page()
    incident = make.make_page("incident_help", home, **make.content_of("incident_help"))
    assert scripts(incident) == ["exit.min.js", "search.min.js", "guide.min.js"]
    assert scripts(make.make_page("norm", home, **make.content_of("norm"))) == []
    assert scripts(make.home_page(home, body=[make.block("exit"), make.block("exit")])) == ["exit.min.js"]
    with override_settings(GRIPWAGTAIL={"LOAD_JS": False}):
        assert scripts(incident) == []


@pytest.mark.parametrize(("serves", "shown"), [([], True), (["pupil", "parent"], True), (["parent", "staff"], False)])
def test_the_contact_page_has_a_way_out_when_pupils_may_come_there(serves: list[str], shown: bool) -> None:
    page = make.make_page("contact", contacts=[make.contact(serves=serves)])
    assert bool(addresses(page)) is shown
    assert scripts(page) == [*(["exit.min.js"] if shown else []), "people.min.js"]


def test_an_empty_contact_page_has_a_way_out() -> None:
    assert addresses(make.make_page("contact", contacts=[])) == {DEFAULT}


def test_words_of_danger_are_those_of_the_language_and_of_dutch() -> None:
    dutch, english = safety.danger_words("nl"), safety.danger_words("en")
    assert {"zelfmoord", "113"} <= set(dutch)
    assert {"zelfmoord", "113", "dying"} <= set(english)
    assert safety.danger_words("tlh") == dutch
    for words in (dutch, english):
        assert len(words) == len(set(words))
        assert not [word for word in words if "|" in word or word != word.strip().lower()]
