"""The system checks: what they find, and that each one helps."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.conf import settings as django_settings
from django.core.checks import Error, run_checks
from django.test import override_settings
from wagtail.models import Page

from gripwagtail.checks import CHECKS
from gripwagtail.conf import DEFAULTS, RENAMED, conf

# Number to settings under which it speaks.
BROKEN: dict[str, dict[str, Any]] = {
    "E001": {"GRIPWAGTAIL": ["BASE_TEMPLATE"]},
    "E002": {"GRIPWAGTAIL": {"HEADING_START": 5}},
    "E004": {"GRIPWAGTAIL": {"EXTRA_ROLES": {"Peer Supporter": "peer"}}},
    "E006": {"GRIPWAGTAIL": {"EXIT_URL": "http://weer.example/"}},
    "E007": {"GRIPWAGTAIL": {"CACHE_SECONDS": "ten"}},
    "E009": {"GRIPWAGTAIL": {"PUBLIC_MAX_AGE": -1}},
    "E011": {"GRIPWAGTAIL": {"LOAD_CSS": "layer"}},
    "E012": {"GRIPWAGTAIL": {"CONTAINER_CLASS": ".container"}},
    "E013": {"GRIPWAGTAIL": {"SANITIZER": "lxml"}},
    "E014": {"GRIPWAGTAIL": {"BLOCKS": {"inhoud": "main"}}},
    "E016": {"GRIPWAGTAIL": {"ALLOW_BELOW": ["home.Nergens"]}},
    "E018": {"GRIPWAGTAIL": {"MIRROR": "mirror"}},
    "W001": {"GRIPWAGTAIL": {"BASE_TEMPLAET": "base.html"}},
    "W002": {"GRIPWAGTAIL": {"BASE_TEMPLATE": "nergens.html"}},
    "W003": {"DATA_UPLOAD_MAX_NUMBER_FIELDS": 1000},
    "W004": {"GRIPWAGTAIL": {"CACHE": "nergens"}},
    "W005": {"WAGTAIL_DATE_FORMAT": "%Y-%m-%d"},
    "W006": {"GRIPWAGTAIL": {"BLOCKS": {"title": "nergens"}}},
    "W008": {"LANGUAGES": [("nl", "Nederlands"), ("fr", "Français")]},
    "W007": {"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "school.sqlite3"}}},
}


# A database in memory, as the host of a test has once there is one: whichever test is the first.
pytestmark = pytest.mark.usefixtures("django_db_setup")


def found(**settings: Any) -> dict[str, Any]:
    with override_settings(**settings):
        return {message.id: message for message in run_checks(tags=["gripwagtail"])}


def test_a_good_site_hears_nothing() -> None:
    assert found() == {}
    assert found(GRIPWAGTAIL={"HEADING_START": 2, "EXTRA_ROLES": {"peer-supporter": "maatje"}, "CACHE": None}) == {}
    assert found(DATA_UPLOAD_MAX_NUMBER_FIELDS=None) == {}


@pytest.mark.parametrize("number", BROKEN)
def test_a_mistake_is_found_under_its_number_with_a_hint(number: str) -> None:
    messages = found(**BROKEN[number])

    assert list(messages) == [f"gripwagtail.{number}"]
    message = messages[f"gripwagtail.{number}"]
    assert message.hint
    assert isinstance(message, Error) is number.startswith("E")


def test_a_site_hears_when_nothing_cleans_rich_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bleach.sanitizer", None)
    assert list(found()) == ["gripwagtail.E010"]
    monkeypatch.undo()
    monkeypatch.setattr("gripwagtail.sanitize._sanitise", lambda html: html)
    assert list(found()) == ["gripwagtail.E010"]


def test_a_site_hears_when_the_library_that_it_chose_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = {"SANITIZER": "nh3"}
    assert found(GRIPWAGTAIL=chosen) == {}
    monkeypatch.setitem(sys.modules, "nh3", None)
    [message] = found(GRIPWAGTAIL=chosen).values()
    assert message.id == "gripwagtail.E010"
    assert 'pip install "gripwagtail[nh3]"' in message.hint
    assert found() == {}


@pytest.mark.parametrize(
    ("language", "settings", "speaks"),
    [
        ("nl", {"WAGTAIL_DATE_FORMAT": "%d-%m-%Y"}, False),
        ("nl", {"WAGTAIL_DATE_FORMAT": "%d-%m-%y"}, False),
        ("nl", {"WAGTAIL_DATE_FORMAT": "%m/%d/%Y"}, True),
        ("nl", {"WAGTAIL_DATETIME_FORMAT": "%Y-%m-%d %H:%M"}, True),
        ("en-us", {"WAGTAIL_DATE_FORMAT": "%Y-%m-%d", "WAGTAIL_DATETIME_FORMAT": "%Y-%m-%d %H:%M"}, False),
        ("en-gb", {"WAGTAIL_DATE_FORMAT": "%Y-%m-%d"}, True),
        ("ar", {"WAGTAIL_DATE_FORMAT": "%Y-%m-%d"}, False),
    ],
)
def test_the_calendars_of_wagtail_write_the_day_first_where_the_language_does(
    language: str, settings: dict[str, Any], speaks: bool
) -> None:
    messages = found(LANGUAGE_CODE=language, **settings)
    assert ("gripwagtail.W005" in messages) is speaks
    if speaks:
        assert next(iter(settings)) in messages["gripwagtail.W005"].hint


def test_a_site_that_leaves_wagtails_date_formats_as_they_are_hears_it_for_both() -> None:
    with override_settings(LANGUAGE_CODE="nl"):
        del django_settings.WAGTAIL_DATE_FORMAT, django_settings.WAGTAIL_DATETIME_FORMAT
        hints = [message.hint for message in run_checks(tags=["gripwagtail"])]
    assert hints == ['Set WAGTAIL_DATE_FORMAT = "%d-%m-%Y".', 'Set WAGTAIL_DATETIME_FORMAT = "%d-%m-%Y %H:%M".']


@pytest.mark.parametrize("level", [0, 5, "2", True, None, 1.5])
def test_only_a_level_from_1_to_4_is_a_level(level: Any) -> None:
    assert "gripwagtail.E002" in found(GRIPWAGTAIL={"HEADING_START": level})


@pytest.mark.parametrize("roles", [["maatje"], {"": "maatje"}, {1: "maatje"}, {"a--b": "maatje"}, {"maatje": ""}])
def test_a_role_of_the_host_is_a_key_with_a_label(roles: Any) -> None:
    assert "gripwagtail.E004" in found(GRIPWAGTAIL={"EXTRA_ROLES": roles})


# --- keys that got another name -----------------------------------------------------


@pytest.fixture
def renamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gripwagtail.conf.RENAMED", {"TITLE_LEVEL": "HEADING_START"})


@pytest.mark.usefixtures("renamed")
def test_a_setting_under_its_old_name_still_counts_and_the_new_name_is_told() -> None:
    message = found(GRIPWAGTAIL={"TITLE_LEVEL": 3})["gripwagtail.W001"]
    assert message.msg == 'GRIPWAGTAIL["TITLE_LEVEL"] is now called "HEADING_START".'
    assert "Until then its value is used" in message.hint
    with override_settings(GRIPWAGTAIL={"TITLE_LEVEL": 3}):
        assert conf.heading_start == 3


@pytest.mark.usefixtures("renamed")
def test_under_both_names_the_new_one_counts_and_the_old_one_is_to_be_removed() -> None:
    both = {"HEADING_START": 2, "TITLE_LEVEL": 3}
    assert "Remove" in found(GRIPWAGTAIL=both)["gripwagtail.W001"].hint
    with override_settings(GRIPWAGTAIL=both):
        assert conf.heading_start == 2


@pytest.mark.usefixtures("renamed")
def test_a_wrong_value_under_an_old_name_is_found_as_under_the_new_one() -> None:
    assert set(found(GRIPWAGTAIL={"TITLE_LEVEL": 9})) == {"gripwagtail.W001", "gripwagtail.E002"}


def test_every_setting_that_was_renamed_has_a_name_that_we_know() -> None:
    assert set(RENAMED.values()) <= set(DEFAULTS)
    assert not set(RENAMED) & set(DEFAULTS)


# --- the rest -----------------------------------------------------------------------


def test_the_warning_about_large_forms_says_what_goes_wrong() -> None:
    message = found(DATA_UPLOAD_MAX_NUMBER_FIELDS=1000)["gripwagtail.W003"]

    assert "40 contacts" in message.msg
    assert "10_000" in message.hint


def test_a_template_is_not_asked_for_when_only_blocks_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gripwagtail.checks.page_models", lambda: ())

    assert found(GRIPWAGTAIL={"BASE_TEMPLATE": "nergens.html"}) == {}


@pytest.mark.parametrize(("app", "number"), [("wagtail.contrib.settings", "E003"), ("wagtail.snippets", "E008")])
def test_an_app_that_we_need_is_asked_for(app: str, number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    really = apps.is_installed
    monkeypatch.setattr(apps, "is_installed", lambda name: name != app and really(name))

    assert app in found()[f"gripwagtail.{number}"].hint


def test_a_base_page_of_the_host_and_our_page_types_do_not_go_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apps, "is_installed", lambda name: True)
    monkeypatch.setattr(Page._meta, "swapped", "basepage.BasePage", raising=False)

    assert "gripwagtail.pages" in found()["gripwagtail.E005"].hint


def test_an_engine_that_does_not_escape_is_named() -> None:
    [given] = settings.TEMPLATES
    careless = {**given, "OPTIONS": {**given["OPTIONS"], "autoescape": False}}

    assert '"django"' in found(TEMPLATES=[careless])["gripwagtail.E017"].msg


def test_no_check_asks_the_database(django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(0):
        found()


def test_every_check_has_a_number_and_a_meaning() -> None:
    assert {f"gripwagtail.{number}" for number in [*BROKEN, "E003", "E005", "E008", "E010", "E015", "E017"]} == set(
        CHECKS
    )
    assert all(look.__doc__ for look in CHECKS.values())
