"""The doctor: each thing it can find is found on a host that is broken in that way, and nothing on a healthy one."""

from __future__ import annotations

import datetime
import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import AppConfig, apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import translation
from wagtail.models import Page, PageViewRestriction, Site

from gripwagtail.doctor import blocks as doctor_blocks
from gripwagtail.doctor import content, csp, tree
from gripwagtail.doctor.answer import visit
from gripwagtail.doctor.examination import examine
from gripwagtail.doctor.findings import CODES, DoctorFinding
from gripwagtail.doctor.outline import Outline, host_of
from gripwagtail.doctor.scope import grounds_of, sites
from gripwagtail.models import GripHelpline
from gripwagtail.rendering.contexts import BLOCKS
from gripwagtail.starter import helplines
from tests import damage
from tests import factories as make
from tests.host_templates import WAYS, WHOLE
from tests.remembered import remembered

pytestmark = pytest.mark.django_db

TODAY = datetime.date.today().isoformat()
DOCS = Path(__file__).resolve().parent.parent / "docs" / "doctor.md"

BASE = (Path(__file__).resolve().parent / "hosts/templates/base.html").read_text(encoding="utf-8")
CONTENT = "{% block content %}{% endblock %}"

# Every code that a test below provokes.
provoked: set[str] = set()


def provokes(*codes: str) -> Callable[[Any], Any]:
    """Says of a test which findings it brings about; the last test counts them."""
    provoked.update(codes)
    return lambda test: test


# --- a host, healthy or broken --------------------------------------------------------


def confidant(**value: Any) -> make.Raw:
    return make.contact(label="Vertrouwenspersoon", roles=["confidential-internal"], checked_on=TODAY, **value)


@pytest.fixture
def pages() -> dict[str, Any]:
    """A school where nothing is wrong."""
    return remembered("healthy school", _pages)


def _pages() -> dict[str, Any]:
    helplines.update()
    home = make.home_page(body=[make.block("incident_help")])
    make.settings_of(phone="070 012 34 00", school_name="De Kwikstaart")
    found = make.five_pages(home)
    make.set_items(found["contact"], "contacts", [make.contact(checked_on=TODAY), confidant()])
    make.set_items(found["incident_help"], "situations", [make.situation(expert_read=TODAY)])
    return found


def template(base: str = BASE, **others: str) -> list[dict[str, Any]]:
    """The setting TEMPLATES of a host with another base template."""
    (given,) = settings.TEMPLATES
    files = {"base.html": base, **{f"{name}.html": text for name, text in others.items()}}
    loaders = [
        ("django.template.loaders.locmem.Loader", files),
        "django.template.loaders.filesystem.Loader",
        "django.template.loaders.app_directories.Loader",
    ]
    return [{**given, "APP_DIRS": False, "OPTIONS": {**given["OPTIONS"], "loaders": loaders}}]


def middleware(*names: str) -> list[str]:
    return [*(f"tests.broken_host.{name}" for name in names), *settings.MIDDLEWARE]


def findings(**host: Any) -> list[DoctorFinding]:
    with override_settings(**host), translation.override("en"):
        return examine(sites()).findings


def codes(**host: Any) -> set[str]:
    return {finding.code for finding in findings(**host)}


def of(code: str, **host: Any) -> list[DoctorFinding]:
    found = [finding for finding in findings(**host) if finding.code == code]
    assert found, f"{code} was not found"
    return found


def test_a_healthy_host_hears_nothing(pages: Any) -> None:
    assert findings() == []


# --- pages ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "base", "said"),
    [
        ("page.body-missing", BASE.replace("block content", "block inhoud"), "inhoud"),
        ("page.h1-several", BASE.replace("<header>", "<header><h1>De Kwikstaart</h1>"), "2"),
        ("page.main-several", BASE.replace("</header>", "</header><div role='main'></div>"), "2"),
        ("page.main-missing", BASE.replace("main", "div"), "WRAP_MAIN"),
        ("page.lang-missing", re.sub(r"<html[^>]+>", "<html>", BASE), "locale.language_code"),
        ("page.lang-wrong", re.sub(r"<html[^>]+>", '<html lang="fr">', BASE), "“fr”"),
        ("page.title-missing", re.sub(r"<title>.*</title>", "", BASE), "<title>"),
    ],
)
@provokes(
    "page.body-missing",
    "page.h1-several",
    "page.main-several",
    "page.main-missing",
    "page.lang-missing",
    "page.lang-wrong",
    "page.title-missing",
)
def test_a_template_that_does_not_fit_is_found_on_every_type_of_page(
    pages: Any, code: str, base: str, said: str
) -> None:
    found = of(code, TEMPLATES=template(base))

    assert said in f"{found[0].message} {found[0].hint}"
    assert {page.title for page in pages.values()} <= {re.sub("”.*", "", each.place[1:]) for each in found}


def test_a_block_that_stands_in_a_parent_of_the_base_template_is_named(pages: Any) -> None:
    child = "{% extends 'ouder.html' %}{% block zijkant %}{% endblock %}"
    found = of("page.body-missing", TEMPLATES=template(child, ouder=BASE.replace("block content", "block inhoud")))

    assert "zijkant, title, extra_css, inhoud" in found[0].hint


def test_a_page_without_a_source_is_looked_at_as_a_new_page_and_not_saved(pages: Any) -> None:
    before = Page.objects.count()
    found = of("page.lang-missing", TEMPLATES=template(re.sub(r"<html[^>]+>", "<html>", BASE)))

    assert [each.place for each in found if each.place.startswith("a new page")] == [
        "a new page of type “host contact page” on localhost"
    ]
    assert Page.objects.count() == before


@provokes("page.h1-missing")
def test_a_page_without_a_heading_is_found(pages: Any) -> None:
    assert "page.h1-missing" in codes(GRIPWAGTAIL={"SHOW_H1": False})


@provokes("page.css-missing")
def test_a_root_of_the_host_without_our_stylesheet_is_found(pages: Any) -> None:
    root = {"gripwagtail/layouts/root": '<div class="grip grip-{{ kind }}">{{ body }}</div>'}
    base = BASE.replace("{% block extra_css %}{% endblock %}", "")

    assert "page.css-missing" in codes(TEMPLATES=template(base, **root))
    assert "page.css-missing" not in codes(TEMPLATES=template(base, **root), GRIPWAGTAIL={"LOAD_CSS": False})


def test_a_template_of_the_host_that_forgets_our_body_is_named(pages: Any) -> None:
    own = {
        "gripwagtail_pages/grip_norm_page": "{% extends 'base.html' %}{% block content %}<h1>Norm</h1>{% endblock %}"
    }
    (found,) = of("page.body-missing", TEMPLATES=template(**own))

    assert "{{ grip_body }}" in found.hint
    assert "gripwagtail_pages/grip_norm_page.html" in found.hint


@provokes("page.crashed")
def test_a_page_that_breaks_off_is_told_with_the_last_line_and_its_place(pages: Any) -> None:
    found = of("page.crashed", MIDDLEWARE=middleware("raises"))

    assert "LookupError: the bus is late" in found[0].message
    assert "tests/broken_host.py:" in found[0].message


def test_a_template_that_is_not_there_is_told_with_the_setting(pages: Any) -> None:
    found = of("page.crashed", GRIPWAGTAIL={"BASE_TEMPLATE": "nergens.html"})

    assert "nergens.html" in found[0].message
    assert "BASE_TEMPLATE" in found[0].hint


def test_a_host_that_stops_the_process_or_prints_does_not_stop_the_doctor(
    pages: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    found = of("page.crashed", MIDDLEWARE=middleware("leaves"))

    assert "not today" in found[0].message
    assert capsys.readouterr().out == ""


def test_what_a_host_writes_during_a_visit_does_not_stay(pages: Any) -> None:
    before = make.Locale.objects.count()

    assert findings(MIDDLEWARE=middleware("writes")) == []
    assert make.Locale.objects.count() == before


@provokes("page.no-address")
def test_a_site_without_the_urls_of_wagtail_is_found(pages: Any) -> None:
    found = of("page.no-address", ROOT_URLCONF="tests.broken_host")

    assert "wagtail.urls" in found[0].hint


@provokes("page.host-refused")
def test_a_site_whose_host_django_refuses_is_found_once(pages: Any) -> None:
    (found,) = of("page.host-refused", ALLOWED_HOSTS=["kwikstaart.example"])

    assert "localhost" in found.message


@provokes("page.no-answer")
def test_a_page_that_is_refused_is_told_with_the_answer(pages: Any) -> None:
    found = of("page.no-answer", MIDDLEWARE=middleware("turns_away"))

    assert "403" in found[0].message


def test_a_page_that_leads_elsewhere_is_told_with_the_address(pages: Any) -> None:
    found = of("page.no-answer", PREPEND_WWW=True)

    assert "301 → http://www.localhost/" in found[0].message


def test_a_site_that_only_speaks_https_is_healthy(pages: Any) -> None:
    security = "django.middleware.security.SecurityMiddleware"

    assert codes(SECURE_SSL_REDIRECT=True, MIDDLEWARE=[security, *settings.MIDDLEWARE]) == set()


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("default-src 'self'; style-src https://cdn.example", {"page.csp-style"}),
        ("script-src 'nonce-abc' 'strict-dynamic'; style-src *", {"page.csp-script"}),
        ("default-src *, default-src 'none'", {"page.csp-style", "page.csp-script"}),
        ("script-src-elem 'self'; script-src 'none'; style-src http://localhost/static/", set()),
    ],
)
@provokes("page.csp-style", "page.csp-script")
def test_a_policy_that_refuses_our_files_is_found(pages: Any, policy: str, said: set[str]) -> None:
    host = {"MIDDLEWARE": middleware("adds_headers"), "BROKEN_HEADERS": {"Content-Security-Policy": policy}}

    assert codes(**host) == said


def test_a_policy_in_the_page_itself_counts_as_well(pages: Any) -> None:
    meta = '<meta http-equiv="Content-Security-Policy" content="style-src \'none\'">'

    assert codes(TEMPLATES=template(BASE.replace("<head>", f"<head>{meta}"))) == {"page.csp-style"}


# --- quiet pages ----------------------------------------------------------------------


@provokes("quiet.third-party")
def test_a_request_to_another_server_is_found_on_the_quiet_pages_only(pages: Any) -> None:
    script = '<script src="https://www.teller.example/t.js"></script>'
    found = of("quiet.third-party", TEMPLATES=template(BASE.replace("</body>", f"{script}</body>")))

    assert "www.teller.example" in found[0].message
    assert {page.title for kind, page in pages.items() if kind in ("contact", "incident_help")} == {
        re.sub("”.*", "", each.place[1:]) for each in found if "localhost/" in each.place
    }


def test_a_host_that_leaves_its_counter_out_where_it_should_be_quiet_is_healthy(pages: Any) -> None:
    script = '{% if not grip_quiet %}<script src="https://www.teller.example/t.js"></script>{% endif %}'

    assert codes(TEMPLATES=template(BASE.replace("</body>", f"{script}</body>"))) == set()


def test_a_file_on_a_server_of_the_school_itself_is_no_third_party(pages: Any) -> None:
    images = '<img src="https://media.localhost/a.png" alt=""><img src="data:image/gif;base64,R0" alt="">'

    assert codes(TEMPLATES=template(BASE.replace("</body>", f"{images}</body>"))) == set()


@provokes("quiet.third-party-script")
def test_a_script_that_names_another_server_is_asked_about(pages: Any) -> None:
    script = "<script>load('//www.teller.example/t.js')</script>"
    found = of("quiet.third-party-script", TEMPLATES=template(BASE.replace("</body>", f"{script}</body>")))

    assert "www.teller.example" in found[0].message


@provokes("quiet.cookie")
def test_a_cookie_is_found(pages: Any) -> None:
    found = of("quiet.cookie", MIDDLEWARE=middleware("sets_a_cookie"))

    assert "visitor" in found[0].message


@pytest.mark.parametrize("policy", [None, "unsafe-url", "same-origin, no-referrer-when-downgrade"])
@provokes("quiet.referrer")
def test_a_missing_or_loose_referrer_policy_is_found(pages: Any, policy: str | None) -> None:
    host = {"MIDDLEWARE": middleware("adds_headers"), "BROKEN_HEADERS": {"Referrer-Policy": policy}}

    assert codes(**host) == {"quiet.referrer"}


def test_a_strict_referrer_policy_is_fine(pages: Any) -> None:
    host = {"MIDDLEWARE": middleware("adds_headers"), "BROKEN_HEADERS": {"Referrer-Policy": "no-referrer"}}

    assert codes(**host) == set()


@pytest.mark.parametrize("header", [None, "public, max-age=600", "max-age=600"])
@provokes("quiet.cached")
def test_a_cache_that_may_keep_a_quiet_page_is_found(pages: Any, header: str | None) -> None:
    host = {"MIDDLEWARE": middleware("adds_headers"), "BROKEN_HEADERS": {"Cache-Control": header}}

    assert codes(**host) == {"quiet.cached"}


# --- blocks on pages of the host ------------------------------------------------------


def printing(body: str) -> list[dict[str, Any]]:
    """The setting TEMPLATES of a host whose pages print this."""
    return template(**{"home/home_page": WHOLE % ("{% load wagtailcore_tags %}" + body)})


@pytest.mark.parametrize("way", WAYS)
def test_a_host_that_prints_its_streams_is_healthy_in_whatever_way(pages: Any, way: str) -> None:
    make.home_page(body=[make.block(kind) for kind in BLOCKS])

    assert codes(TEMPLATES=printing(WAYS[way])) == set()


@provokes("page.block-missing")
def test_a_block_that_visitors_do_not_see_is_named(pages: Any) -> None:
    make.home_page(body=[make.block("contacts"), make.block("incident_help"), make.block("languages")])
    host = {"TEMPLATES": printing("{% include_block page.body.1 %}")}
    (found,) = of("page.block-missing", **host)

    assert "grip_contacts" in found.message
    # The one is there; the other has nothing to show.
    assert "grip_incident_help" not in found.message
    assert "grip_languages" not in found.message
    assert "De Kwikstaart" in found.place or "School" in found.place


def test_one_block_of_two_that_is_missing_is_found(pages: Any) -> None:
    make.home_page(body=[make.block("contacts"), make.block("contacts"), make.block("incident_help")])

    assert "page.block-missing" in codes(TEMPLATES=printing("{% include_block page.body.0 %}{{ page.body.2 }}"))


def test_a_private_page_and_a_draft_of_the_host_are_left_alone(pages: Any) -> None:
    body = [make.block("incident_help"), make.block("contacts")]
    secret = make.home_page(make.home_page(), body=body)
    PageViewRestriction.objects.create(page=secret, restriction_type="password", password="geheim")
    make.home_page(make.home_page(), body=body, live=False)
    make.home_page(body=[make.block("incident_help")])

    assert "page.block-missing" not in codes(TEMPLATES=printing("{% include_block page.body.0 %}"))


def test_pages_of_one_sort_are_opened_once(pages: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(doctor_blocks, "visit", lambda url: opened.append(url) or visit(url))
    for body in ([make.block("contacts")],) * 3 + ([make.block("exit")],) * 2:
        make.home_page(make.home_page(), body=body)

    assert codes() == set()
    assert len(opened) == 3  # these two sorts, and the home page


def test_a_page_of_the_host_that_throws_our_stylesheet_away_is_found(pages: Any) -> None:
    host = {"TEMPLATES": printing('<meta name="description" content="{{ page.body|striptags }}">{{ page.body }}')}

    assert "page.css-missing" in codes(**host)


# --- the tree -------------------------------------------------------------------------


@provokes("tree.nothing")
def test_a_site_without_a_page_of_ours_hears_how_to_begin() -> None:
    helplines.update()
    make.home_page()

    assert "gripwagtail_start" in of("tree.nothing")[0].hint
    assert not codes() & {"tree.source-missing", "tree.incident-far"}


@provokes("tree.type-nowhere")
def test_a_type_that_can_be_made_nowhere_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    home = make.home_page()
    Page.objects.filter(depth__gt=1).exclude(pk=home.pk).delete()
    assert list(tree.types()) == []

    monkeypatch.setattr(type(home), "subpage_types", ["home.HomePage"], raising=False)
    monkeypatch.setattr(type(home), "_clean_subpage_models", None, raising=False)
    found = of("tree.type-nowhere")

    assert len(found) == 5
    assert "gripwagtail_pages.GripNormPage" in "".join(each.hint for each in found)


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
def test_an_incident_page_to_which_nothing_leads_is_found(pages: Any) -> None:
    make.home_page(body=[])

    assert "grip_incident_help" in of("tree.incident-far")[0].hint


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


# --- the doctor itself ----------------------------------------------------------------


@provokes("doctor.crashed")
def test_an_examination_that_breaks_off_is_told_and_the_others_go_on(
    pages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(page: Any) -> None:
        raise ValueError("no such page")

    pages["norm"].delete()
    monkeypatch.setattr("gripwagtail.doctor.content.remarks", broken)
    found = of("doctor.crashed")

    assert "ValueError: no such page" in found[0].message
    assert "tree.source-missing" in codes()


def test_a_broken_query_of_the_host_does_not_spoil_what_comes_after(
    pages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asks_nonsense(page: Any) -> None:
        list(Page.objects.raw("SELECT nonsense"))

    monkeypatch.setattr("gripwagtail.doctor.content.remarks", asks_nonsense)

    assert codes() == {"doctor.crashed"}


def run(*args: str) -> tuple[str, str]:
    """What is printed, and the error with which it ends."""
    out = io.StringIO()
    with translation.override("en"):
        try:
            call_command("gripwagtail_doctor", *args, stdout=out, no_color=True)
        except CommandError as error:
            return out.getvalue(), str(error)
    return out.getvalue(), ""


def test_a_healthy_site_is_told_so_in_one_line(pages: Any) -> None:
    out, error = run("--fail-level", "info")

    assert "Nothing is wrong." in out
    assert "pages: 6, schools: 1, sites: 1" in out
    assert error == ""


def test_the_command_fails_at_the_level_asked_for(pages: Any) -> None:
    make.settings_of(phone="")

    assert run()[1] == ""
    assert run("--fail-level", "warning")[1] == "Found: 0 errors, 1 warning, 0 remarks."
    with override_settings(ALLOWED_HOSTS=["*"], MIDDLEWARE=middleware("turns_away")):
        assert run()[1].startswith("Found: 6 errors")


def test_one_fault_on_many_pages_is_printed_once_with_the_places(pages: Any) -> None:
    with override_settings(TEMPLATES=template(re.sub(r"<html[^>]+>", "<html>", BASE))):
        out, _error = run()

    assert out.count("page.lang-missing") == 1
    assert "and 1 more place" in out


def test_json_holds_every_finding_with_its_place(pages: Any) -> None:
    make.settings_of(phone="")
    told = json.loads(run("--format", "json")[0])

    assert [finding["code"] for finding in told["findings"]] == ["settings.phone-missing"]
    assert set(told["findings"][0]) == {"severity", "code", "message", "hint", "place", "site"}
    assert (told["sites"], told["pages"]) == (1, 6)


def test_one_site_can_be_chosen_and_an_unknown_one_is_refused_with_those_there_are(pages: Any) -> None:
    other = make.site_with("ander.example")

    assert json.loads(run("--site", "localhost", "--format", "json")[0])["findings"] == []
    assert {each["site"] for each in json.loads(run("--site", "ander.example", "--format", "json")[0])["findings"]} == {
        other.hostname
    }
    assert "ander.example, localhost" in run("--site", "nergens.example")[1]


def test_only_the_content_can_be_asked_for(pages: Any) -> None:
    make.settings_of(phone="")

    assert json.loads(run("--content", "--format", "json")[0])["findings"] == []


def test_settings_that_stop_other_commands_do_not_stop_this_one(pages: Any) -> None:
    with override_settings(GRIPWAGTAIL={"HEADING_START": 9}):
        out, error = run()

    assert "gripwagtail.E002" in out
    assert error.startswith("Found: 1 error")


def test_two_sites_on_one_tree_each_hear_about_their_own_settings(pages: Any) -> None:
    site = Site.objects.get(is_default_site=True)
    Site.objects.create(hostname="tweede.example", root_page=site.root_page)

    assert {(each.code, each.site) for each in findings()} == {("settings.phone-missing", "tweede.example")}


def test_each_school_is_named_by_its_host_and_by_its_page_where_a_site_has_several(pages: Any) -> None:
    (whole,) = grounds_of(Site.objects.get())
    assert whole.name == "localhost"

    Site.objects.update(port=8000)
    (whole,) = grounds_of(Site.objects.get())
    assert whole.name == "localhost:8000"


# --- the small parts ------------------------------------------------------------------


def test_the_outline_of_a_page_leaves_out_what_a_reader_does_not_meet() -> None:
    outline = Outline.of(
        "<title>Een &amp; twee</title><svg><title>pijl</title></svg><h1 hidden>a</h1><template><h1>b</h1></template>"
        "<main hidden></main><h1>c</h1><script>document.write('<h1>')</script>",
        "https://school.example/x/",
    )

    assert (outline.title, outline.h1, outline.mains) == ("Een & twee", 1, 0)


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="preconnect" href="https://teller.example">',
        '<link rel="stylesheet" href="//teller.example/letters.css">',
        '<iframe src="https://teller.example/chat"></iframe>',
        '<img srcset="/a.png 1x, https://teller.example/b.png 2x" alt="">',
        "<style>@font-face{src:url('https://teller.example/a.woff2')}</style>",
        "<style>@import 'https://teller.example/a.css';</style>",
        '<p style="background:url(https://teller.example/a.png)"></p>',
        '<base href="https://teller.example/"><img src="a.png" alt="">',
        '<svg><image href="https://teller.example/a.png"/></svg>',
    ],
)
def test_the_outline_names_what_a_browser_fetches_by_itself(markup: str) -> None:
    assert "teller.example" in {host_of(url) for url in Outline.of(markup, "https://school.example/").fetched}


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="https://teller.example">elders</a>',
        '<link rel="canonical" href="https://teller.example/">',
        '<script type="application/ld+json">{"@context": "https://teller.example/"}</script>',
        '<template><img src="https://teller.example/a.png" alt=""></template>',
        '<img src="https://[teller.example" alt="">',
    ],
)
def test_the_outline_leaves_out_what_only_a_reader_asks_for(markup: str) -> None:
    outline = Outline.of(markup, "https://school.example/")

    assert "teller.example" not in {host_of(url) for url in [*outline.fetched, *outline.named_in_scripts]}


@pytest.mark.parametrize(
    ("source", "url", "allowed"),
    [
        ("'self'", "https://school.example/static/a.css", True),
        ("'self'", "https://cdn.school.example/a.css", False),
        ("*.school.example", "https://cdn.school.example/a.css", True),
        ("*.school.example", "https://school.example/a.css", False),
        ("https:", "https://cdn.example/a.css", True),
        ("https://cdn.example/static/", "https://cdn.example/static/a.css", True),
        ("https://cdn.example/static/", "https://cdn.example/other/a.css", False),
        ("http://cdn.example", "https://cdn.example/a.css", True),
        ("cdn.example:8443", "https://cdn.example/a.css", False),
        ("'nonce-abc'", "https://cdn.example/a.css", True),
        ("'unsafe-inline'", "https://school.example/static/a.css", False),
        ("", "https://school.example/static/a.css", False),
    ],
)
def test_a_source_in_a_policy_is_read_as_a_browser_does(source: str, url: str, allowed: bool) -> None:
    rule = csp.refuses(f"style-src {source}", csp.STYLE, url, "https://school.example/", nonce="abc")

    assert (rule == "") is allowed


def test_a_visit_follows_a_redirect_on_the_same_host_and_no_further(pages: Any) -> None:
    assert visit(pages["norm"].full_url.rstrip("/")).is_good
    with override_settings(PREPEND_WWW=True):
        assert visit(pages["norm"].full_url).status == 301


def test_every_finding_is_explained_in_the_documentation_and_provoked_here() -> None:
    rows = re.findall(r"^\| `([a-z0-9.-]+)` \| (ERROR|WARNING|INFO) \| [^|]+ \| [^|]+ \|$", DOCS.read_text(), re.M)

    assert len(rows) == len({code for code, _severity in rows})
    assert dict(rows) == {code: DoctorFinding(level, code, "", "").severity for code, level in CODES.items()}
    assert provoked == set(CODES)
