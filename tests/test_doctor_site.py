"""The doctor looks at the tree, the settings and the content of a site."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from django.apps import AppConfig, apps
from django.conf import settings
from django.core.cache import cache, caches
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import translation
from wagtail.models import PageViewRestriction

from gripwagtail.desk import findings as desk
from gripwagtail.doctor import configuration, content, taps, tree
from gripwagtail.doctor.scope import sites
from gripwagtail.models import GripHelpline
from gripwagtail.starter import helplines
from gripwagtail.starter.exercises import SHEETS as TO_PRACTISE
from gripwagtail.starter.scripts import SHEETS, scripts
from gripwagtail.subroutes.team import SHEETS as FOR_TEAM
from tests import damage
from tests import factories as make
from tests.doctored import (
    BASE,
    TODAY,
    codes,
    confidant,
    findings,
    healthy_pages,  # noqa: F401  (fixtures)
    of,
    provokes,
    template,
)
from tests.planted import path_of

pytestmark = [pytest.mark.django_db, pytest.mark.broad]


# --- the tree -------------------------------------------------------------------------


@provokes("tree.nothing")
def test_a_site_without_a_page_of_ours_hears_how_to_begin() -> None:
    helplines.update()
    make.home_page()

    assert "gripwagtail_start" in of("tree.nothing")[0].hint
    assert not codes() & {"tree.source-missing", "tree.incident-far"}


def restrict(monkeypatch: pytest.MonkeyPatch, home: Any, *types: str) -> None:
    monkeypatch.setattr(type(home), "subpage_types", ["home.HomePage", *types], raising=False)
    monkeypatch.setattr(type(home), "_clean_subpage_models", None, raising=False)


@provokes("tree.type-nowhere")
def test_a_type_that_can_be_made_nowhere_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    home = make.home_page()
    make.make_page("overview", home)
    assert list(tree.types()) == []

    restrict(monkeypatch, home)
    # Of the others too, if it were not for the page that they belong under.
    [found] = of("tree.type-nowhere")
    assert "gripwagtail_pages.GripOverviewPage" in found.hint
    assert '"home.HomePage"' in found.hint

    monkeypatch.setattr(make.page_class("overview"), "subpage_types", [], raising=False)
    monkeypatch.setattr(make.page_class("overview"), "_clean_subpage_models", None, raising=False)
    found_below = of("tree.type-nowhere")
    assert len(found_below) == 5
    assert "gripwagtail_pages.GripNormPage" in "".join(each.hint for each in found_below)


@provokes("tree.not-allowed")
def test_a_home_page_that_allows_none_of_ours_is_the_cause_and_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    home = make.home_page()
    restrict(monkeypatch, home)
    found = findings()

    [refused] = (each for each in found if each.code == "tree.not-allowed")
    assert "subpage_types of home.HomePage (tests/hosts/default/home/models.py:9)" in refused.message
    assert "gripwagtail_pages.GripOverviewPage" in refused.message
    assert 'GRIPWAGTAIL["ALLOW_BELOW"] = ["home.HomePage"]' in refused.hint
    as_bad = [each.code for each in found if each.severity == "WARNING"]
    assert as_bad[0] == "tree.not-allowed"
    assert not {"tree.nothing", "tree.type-nowhere"} & set(as_bad), "what follows from it, or leads in a circle"


@provokes("tree.source-missing")
def test_a_kind_without_a_page_is_found(pages: Any) -> None:
    pages["norm"].delete()
    (found,) = of("tree.source-missing")

    assert "norm" in found.message


@provokes("tree.source-draft")
def test_a_draft_is_told_apart_from_a_page_that_is_missing(pages: Any) -> None:
    make.page_class("norm").objects.get().unpublish()

    assert codes() == {"tree.source-draft"}


@provokes("tree.source-restricted")
def test_a_source_behind_a_view_restriction_is_found(pages: Any) -> None:
    PageViewRestriction.objects.create(page=pages["norm"], restriction_type="login")

    assert codes() == {"tree.source-restricted"}


def test_a_site_that_is_restricted_as_a_whole_is_healthy(pages: Any) -> None:
    PageViewRestriction.objects.create(page=make.home_page(), restriction_type="password", password="geheim")

    assert codes() == set()


@provokes("tree.source-several")
def test_two_sources_of_one_kind_are_found_until_one_is_chosen(pages: Any) -> None:
    other = make.make_page("norm", **make.content_of("norm"))
    assert codes() == {"tree.source-several"}

    make.settings_of(sources=[make.item("page", other.pk)])  # type: ignore[arg-type]
    assert codes() == set()


@provokes("tree.incident-far")
def test_an_incident_page_to_which_nothing_leads_is_found(pages: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    make.home_page(body=[])

    (far,) = of("tree.incident-far")
    assert "grip_incident_help" in far.hint
    monkeypatch.setattr(taps, "PAGES", 0)
    with translation.override("en"):
        assert of("tree.incident-far")[0].message.endswith(": 1 page seen.")


@provokes("content.location-unknown")
def test_a_block_that_asks_for_a_location_of_before_is_found(pages: Any) -> None:
    cards = [make.contact(label="Juf Noor", location="Noord", checked_on=TODAY), confidant()]
    make.set_items(pages["contact"], "contacts", cards)
    blocks = [make.block("incident_help"), make.block("contacts", location="Noord")]
    make.home_page(body=blocks)
    assert "content.location-unknown" not in codes()
    make.home_page(body=[*blocks, make.block("contacts", location="Oud")])
    (unknown,) = of("content.location-unknown")
    assert "“Oud”" in unknown.message
    assert "Noord" not in unknown.message


def test_an_incident_page_two_taps_away_is_near_enough_and_three_is_not(pages: Any) -> None:
    home = make.home_page(body=[])
    far = make.home_page(home, title="Ver", body=[make.block("incident_help")])
    near = make.home_page(home, title="Nabij", body=[paragraph_to(far)])
    make.home_page(body=[paragraph_to(near)])
    assert codes() == {"tree.incident-far"}

    make.home_page(body=[paragraph_to(far)])
    assert codes() == set()


def paragraph_to(page: Any) -> make.Raw:
    return make.item("paragraph", f'<p><a linktype="page" id="{page.pk}">verder</a></p>')  # type: ignore[arg-type]


def test_schools_that_are_parts_of_one_site_are_looked_at_one_by_one() -> None:
    helplines.update()
    home = make.home_page()
    make.settings_of(phone="070 012 34 00")
    for name in ("Noord", "Zuid"):
        school = make.home_page(home, title=name, body=[make.block("incident_help")])
        school_pages = make.five_pages(school)
        make.set_items(school_pages["contact"], "contacts", [make.contact(checked_on=TODAY), confidant()])
        make.set_items(school_pages["incident_help"], "situations", [make.situation(expert_read=TODAY)])
    assert findings() == []

    school_pages["norm"].delete()
    (found,) = findings()
    assert (found.code, found.place) == ("tree.source-missing", "localhost, “Zuid”")


def test_the_page_of_a_translation_is_looked_at_as_well(pages: Any) -> None:
    translated = make.translate(pages["norm"], "en", title="Our norm")
    found = of("page.lang-wrong", TEMPLATES=template(re.sub(r"<html[^>]+>", '<html lang="nl">', BASE)))

    assert [each.place for each in found] == [f"“Our norm” {translated.full_url}"]


@provokes("page.other-answers")
def test_a_translation_below_a_home_page_that_is_a_draft_is_found_and_not_its_template(pages: Any) -> None:
    translated = make.translate(pages["norm"], "en", title="Our norm")
    translated.get_ancestors().get(depth=2).specific.unpublish()
    [found] = of("page.other-answers")

    assert "is a draft" in found.message
    assert "“Our norm”" in found.place
    assert "page.lang-wrong" not in codes()


def test_a_translation_at_the_address_of_its_original_is_found(pages: Any) -> None:
    make.translate(pages["norm"], "en", title="Our norm")
    make.page_class("norm").objects.filter(title="Our norm").update(slug=pages["norm"].slug)
    [found] = of("page.other-answers", ROOT_URLCONF="tests.hosts.urls_without_prefix")

    assert pages["norm"].title in found.message
    assert "i18n_patterns" in found.hint


# --- settings -------------------------------------------------------------------------


def test_the_numbered_checks_are_told_under_their_own_numbers(pages: Any) -> None:
    assert codes(GRIPWAGTAIL={"BASE_TEMPLAET": "base.html"}) == {"gripwagtail.W001"}
    assert codes(DATA_UPLOAD_MAX_NUMBER_FIELDS=1000) == {"gripwagtail.W003"}
    assert codes(DATA_UPLOAD_MAX_NUMBER_FIELDS=1000, SILENCED_SYSTEM_CHECKS=["gripwagtail.W003"]) == set()


@provokes("settings.override-unused")
def test_an_app_that_replaces_our_template_too_late_is_found(
    pages: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "late_school" / "templates" / "gripwagtail" / "layouts"
    folder.mkdir(parents=True)
    (tmp_path / "late_school" / "__init__.py").write_text("")
    (folder / "page.html").write_text("mine")
    (folder / "more.html").write_text("not of yours")
    monkeypatch.syspath_prepend(str(tmp_path))
    theirs, late = list(apps.get_app_configs()), AppConfig.create("late_school")

    monkeypatch.setattr(apps, "get_app_configs", lambda: [*theirs, late])
    (found,) = of("settings.override-unused")
    assert "layouts/page.html" in found.message
    assert "more.html" not in found.message

    monkeypatch.setattr(apps, "get_app_configs", lambda: [late, *theirs])
    assert codes() == set()
    sys.modules.pop("late_school", None)


@provokes("settings.static-missing")
def test_static_files_that_were_never_collected_are_found(pages: Any, tmp_path: Path) -> None:
    assert "collectstatic" in of("settings.static-missing", STATIC_ROOT=str(tmp_path))[0].hint

    with override_settings(STATIC_ROOT=str(tmp_path)):
        call_command("collectstatic", interactive=False, verbosity=0)
        assert codes() == set()


def test_a_manifest_that_knows_none_of_our_files_is_found_with_their_names(pages: Any, tmp_path: Path) -> None:
    found = of("settings.static-missing", STORAGES=manifest(), STATIC_ROOT=str(tmp_path))

    assert "gripwagtail/grip.css" in found[0].message
    assert "gripwagtail/admin/desk.css" in found[0].message
    assert "page.crashed" not in codes(STORAGES=manifest(), STATIC_ROOT=str(tmp_path))


def test_a_manifest_of_before_an_upgrade_is_found_with_the_new_file_alone(pages: Any, tmp_path: Path) -> None:
    host = {"STORAGES": manifest(), "STATIC_ROOT": str(tmp_path)}
    with override_settings(**host):
        call_command("collectstatic", interactive=False, verbosity=0)
        assert codes() == set()
    written = tmp_path / "staticfiles.json"
    known = json.loads(written.read_text(encoding="utf-8"))
    del known["paths"]["gripwagtail/share.css"]
    written.write_text(json.dumps(known), encoding="utf-8")

    (found,) = findings(**host)
    assert found.code == "settings.static-missing"
    assert "gripwagtail/share.css" in found.message
    assert "grip.css" not in found.message


def test_a_file_of_the_host_that_is_in_no_manifest_is_told_as_a_page_that_breaks_off(
    pages: Any, tmp_path: Path
) -> None:
    base = "{% load static %}" + BASE.replace("<title>", "{% static 'school.css' %}<title>")
    found = of("page.crashed", STORAGES=manifest(), STATIC_ROOT=str(tmp_path), TEMPLATES=template(base))

    assert "collectstatic" in found[0].hint


def manifest() -> dict[str, Any]:
    """The setting STORAGES of a host whose static files carry their content in their name."""
    return {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }


@provokes("settings.i18n-off")
def test_pages_in_two_languages_without_i18n_are_found(pages: Any) -> None:
    make.translate(pages["norm"], "en")

    assert "settings.i18n-off" in codes(WAGTAIL_I18N_ENABLED=False)


@provokes("settings.i18n-middleware")
def test_pages_in_two_languages_without_the_middleware_are_found(pages: Any) -> None:
    make.translate(pages["norm"], "en")

    assert "settings.i18n-middleware" not in codes()
    assert "settings.i18n-middleware" in codes(
        MIDDLEWARE=[name for name in settings.MIDDLEWARE if "locale" not in name]
    )


@provokes("settings.debug", "settings.cache-dummy")
def test_what_makes_a_site_slow_is_only_a_remark(pages: Any) -> None:
    assert [(each.code, each.severity) for each in findings(DEBUG=True)] == [("settings.debug", "INFO")]
    dummy = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert codes(CACHES=dummy) == {"settings.cache-dummy"}
    assert codes(CACHES=dummy, GRIPWAGTAIL={"CACHE": None}) == set()


# Each that is kept; cards of people and sheets for one lesson are not.
ENTRIES_OF_SHEETS = [
    ("contact", "print"),
    ("norm", "class-sheet"),
    ("norm", "share"),
    ("parent_tips", "share"),
    ("incident_help", "poster"),
    ("incident_help", "poster/qr"),
    ("incident_help", "card"),
    ("norm", "together"),
    ("incident_help", "team"),
    *(("incident_help", f"team/{one.name}") for one in FOR_TEAM),
    ("overview", "practise"),
    *(("overview", f"practise/{name}") for name in TO_PRACTISE),
    *(("norm", f"together/{name}") for name in (*(one.key for one in scripts("nl", "po")), *SHEETS)),
]


def cache_of(backend: str, entries: int, **more: Any) -> dict[str, Any]:
    return {
        "default": {"BACKEND": f"django.core.cache.backends.{backend}", "OPTIONS": {"MAX_ENTRIES": entries}, **more}
    }


@provokes("settings.cache-small")
@pytest.mark.parametrize(
    ("backend", "more"),
    [("locmem.LocMemCache", {}), ("filebased.FileBasedCache", {}), ("db.DatabaseCache", {"LOCATION": "kept"})],
)
def test_a_cache_with_less_room_than_our_pages_take_is_found(
    pages: Any, tmp_path: Path, backend: str, more: dict[str, Any]
) -> None:
    more = more or {"LOCATION": str(tmp_path)}
    needed = configuration.entries_needed()
    assert needed == 2 * len(pages) + len(ENTRIES_OF_SHEETS)
    with override_settings(CACHES=cache_of(backend, needed - 1, **more)):
        assert configuration.entries_kept() == needed - 1
        (small,) = [each for each in configuration.examine() if each.code == "settings.cache-small"]
    assert str(needed) in small.message
    assert str(2 * needed) in small.hint
    with override_settings(CACHES=cache_of(backend, needed, **more)):
        assert [each for each in configuration.examine() if each.code == "settings.cache-small"] == []


def test_as_many_entries_are_needed_as_a_visit_to_each_page_and_each_sheet_stores(pages: Any) -> None:
    pages["norm"].class_sheet = "Wat betekent dit in onze klas?"
    pages["norm"].save_revision().publish()
    cache.clear()
    for page in pages.values():
        assert make.visit(page).status_code == 200
    for kind, sheet in ENTRIES_OF_SHEETS:
        assert Client().get(f"{path_of(pages[kind])}{sheet}/").status_code == 200, sheet
    ours = [key for key in caches["default"]._cache if "gripwagtail" in key]
    assert len(ours) == configuration.entries_needed()


def test_of_a_cache_whose_server_decides_nothing_is_said(pages: Any) -> None:
    server = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}}
    with override_settings(CACHES=server, GRIPWAGTAIL={"CACHE": "default"}):
        assert configuration.entries_kept() is None
    with override_settings(GRIPWAGTAIL={"CACHE": None}):
        assert configuration.entries_kept() is None
    with override_settings(GRIPWAGTAIL={"CACHE": "elsewhere"}):
        assert configuration.entries_kept() is None


@provokes("settings.phone-missing")
def test_a_school_without_a_number_is_found(pages: Any) -> None:
    make.settings_of(phone="")
    assert codes() == {"settings.phone-missing"}

    make.page_class("contact").objects.update(school_phone="070 012 34 00")
    assert codes() == set()


# --- content --------------------------------------------------------------------------


@provokes("content.damaged")
def test_what_cannot_be_read_is_named(pages: Any) -> None:
    damage.store(pages["contact"], contacts=[{"type": 7}, 3])
    assert "content.damaged" in {finding.code for finding in content.rows(sites())}


@provokes("content.helplines-missing")
def test_helplines_that_are_not_there_are_found(pages: Any) -> None:
    GripHelpline.objects.filter(key="kindertelefoon").delete()

    assert "kindertelefoon" in of("content.helplines-missing")[0].message


@provokes("content.placeholder")
def test_placeholders_are_found_in_fields_items_and_drafts(pages: Any) -> None:
    make.make_page("norm", live=False, title="Concept", intro="Wij zijn [[naam]]")
    make.set_items(pages["overview"], "glossary", [make.term(meaning="[[betekenis]]")])
    told = {each.place: each.message for each in of("content.placeholder")}

    assert "doxing" in next(message for place, message in told.items() if "overview" in place)
    assert (
        next(message for place, message in told.items() if "Concept" in place)
        == "Still has to be filled in: introduction."
    )


@provokes("content.contact-expired", "content.remark")
def test_what_an_editor_is_told_is_told_here_too(pages: Any) -> None:
    cards = [make.contact(checked_on=TODAY, valid_until="2020-01-01", label="Oud"), confidant(email="a@gmail.com")]
    make.set_items(pages["contact"], "contacts", cards)

    assert codes() == {"content.contact-expired", "content.remark"}
    assert "“Oud”" in of("content.contact-expired")[0].place
    # The day that was filled in is the last on which it was shown; the desk says the same.
    assert "since Jan. 2, 2020" in of("content.contact-expired")[0].message
    with translation.override("en"):
        (on_the_desk,) = (each.text for each in desk.findings(None) if each.kind == "contact-expired")
    assert on_the_desk.endswith("since Jan. 2, 2020.")


@provokes("content.contact-unreachable")
def test_a_card_that_leads_nowhere_is_found(pages: Any) -> None:
    make.settings_of(phone="")
    make.set_items(
        pages["contact"], "contacts", [confidant(), make.contact(checked_on=TODAY, label="Stil", phones=[], email="")]
    )

    assert "Stil" in of("content.contact-unreachable")[0].message


@provokes("content.no-confidant")
@pytest.mark.parametrize("cards", [[], [confidant(confirmed=False)], [confidant(valid_until="2020-01-01")]])
def test_a_school_where_no_confidant_can_be_reached_is_found(pages: Any, cards: list[make.Raw]) -> None:
    make.set_items(pages["contact"], "contacts", [make.contact(checked_on=TODAY), *cards])

    assert "content.no-confidant" in codes()


@provokes("content.day-ahead")
def test_a_check_on_a_day_that_is_still_to_come_is_named(pages: Any) -> None:
    make.set_items(pages["contact"], "contacts", [make.contact(checked_on="2999-01-01"), confidant()])

    [finding] = of("content.day-ahead")
    assert make.contact()["value"]["label"] in finding.message


@provokes("content.unread")
def test_situations_that_no_expert_has_read_are_counted(pages: Any) -> None:
    make.set_items(pages["incident_help"], "situations", [make.situation()])

    assert "0 of 1" in of("content.unread")[0].message


@provokes("content.unconfirmed")
def test_claims_that_nobody_confirmed_are_named(pages: Any) -> None:
    make.set_items(pages["overview"], "cells", [make.cell(confirmed=False)])
    make.set_items(pages["norm"], "agreements", [make.agreement(if_broken_confirmed=False)])
    make.set_items(
        pages["incident_help"],
        "situations",
        [
            make.situation(expert_read=TODAY, school_does_confirmed=False),
            make.situation(expert_read=TODAY, key="leeg", school_does="", school_does_confirmed=False),
        ],
    )
    found = of("content.unconfirmed")

    assert codes() == {"content.unconfirmed"}
    assert ["1 for" in each.message or "this for" in each.message for each in found] == [True, True, True]


@provokes("content.refused")
def test_what_could_not_be_published_but_came_by_another_door_is_found(pages: Any) -> None:
    bad = make.situation(expert_read=TODAY, sexual="yes", evidence="note-only", pupil_steps="Maak een screenshot")
    make.set_items(pages["incident_help"], "situations", [bad])

    assert "content.refused" in codes()


def test_the_content_alone_is_told_in_rows_without_asking_the_host_anything(
    pages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gripwagtail.doctor.answer.Client", None)
    make.set_items(pages["incident_help"], "situations", [make.situation()])
    (row,) = content.rows(sites())

    assert (row.code, row.site) == ("content.unread", "localhost")
