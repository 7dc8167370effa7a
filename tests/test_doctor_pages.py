"""The doctor opens pages, and finds what visitors of a broken host would get."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from wagtail.models import Page, PageViewRestriction, Site

from gripwagtail.doctor import scope as doctor_scope
from gripwagtail.doctor.answer import visit
from gripwagtail.rendering.contexts import BLOCKS
from tests import factories as make
from tests.doctored import (
    BASE,
    codes,
    findings,
    healthy_pages,  # noqa: F401  (fixtures)
    middleware,
    of,
    provokes,
    template,
)
from tests.host_templates import WAYS, WHOLE

pytestmark = [pytest.mark.django_db, pytest.mark.broad]


@pytest.mark.parametrize(
    ("code", "base", "said", "conf"),
    [
        ("page.body-missing", BASE.replace("block content", "block inhoud"), "inhoud", {}),
        ("page.h1-several", BASE.replace("<header>", "<header><h1>De Kwikstaart</h1>"), "2", {}),
        ("page.main-several", BASE.replace("</header>", "</header><div role='main'></div>"), "2", {}),
        ("page.main-missing", BASE.replace("main", "div"), "WRAP_MAIN", {"WRAP_MAIN": False}),
        ("page.lang-missing", re.sub(r"<html[^>]+>", "<html>", BASE), "locale.language_code", {}),
        ("page.lang-wrong", re.sub(r"<html[^>]+>", '<html lang="fr">', BASE), "“fr”", {}),
        ("page.title-missing", re.sub(r"<title>.*</title>", "", BASE).replace("<head>", ""), "<title>", {}),
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
    pages: Any, code: str, base: str, said: str, conf: dict[str, Any]
) -> None:
    found = of(code, TEMPLATES=template(base), GRIPWAGTAIL=conf)

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
    Site.objects.update(port=443)

    assert codes(SECURE_SSL_REDIRECT=True, MIDDLEWARE=[security, *settings.MIDDLEWARE]) == set()


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("default-src 'self'; style-src https://cdn.example", {"page.csp-style"}),
        ("script-src 'nonce-abc' 'strict-dynamic'; style-src *", {"page.csp-script"}),
        ("default-src *, default-src 'none'", {"page.csp-style", "page.csp-script", "page.csp-words"}),
        ("script-src-elem 'self'; script-src 'none'; style-src http://localhost/static/", set()),
        ("connect-src 'none'", {"page.csp-words"}),
        ("default-src 'none'; script-src 'self'; style-src 'self'", {"page.csp-words"}),
        ("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'", set()),
        ("connect-src https://cdn.example", {"page.csp-words"}),
        # What says how scripts trust one another says nothing of what they fetch.
        ("default-src 'self' 'strict-dynamic'; script-src 'self'", set()),
    ],
)
@provokes("page.csp-style", "page.csp-script", "page.csp-words")
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
    monkeypatch.setattr(doctor_scope, "visit", lambda url: opened.append(url) or visit(url))
    for body in ([make.block("contacts")],) * 3 + ([make.block("exit")],) * 2:
        make.home_page(make.home_page(), body=body)

    assert codes() == set()
    of_the_host = set(opened) - {page.full_url for page in pages.values()}
    assert len(of_the_host) == 3  # these two sorts, and the home page


def test_a_page_of_the_host_that_throws_our_stylesheet_away_is_found(pages: Any) -> None:
    host = {"TEMPLATES": printing('<meta name="description" content="{{ page.body|striptags }}">{{ page.body }}')}

    assert "page.css-missing" in codes(**host)
