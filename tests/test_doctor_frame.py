"""The doctor sees our page beside the home page of the host, and what a browser made of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import override_settings

from gripwagtail.doctor import host_css
from gripwagtail.doctor.frame import Frame
from gripwagtail.doctor.host_css import bare_elements
from gripwagtail.doctor.shown import place_of
from tests import broken_host
from tests.doctored import (
    BASE,
    CONTENT,
    codes,
    healthy_pages,  # noqa: F401  (a fixture)
    middleware,
    of,
    provokes,
    template,
)

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

BARE = BASE.replace('<header><p><a href="/">De Kwikstaart</a></p></header>', "").replace(
    "<footer>Lindewaard</footer>", ""
)
# The layout of the host's own pages, which nobody named in BASE_TEMPLATE.
SITE = (
    '{% extends "base.html" %}{% block content %}<nav><a href="/">Thuis</a></nav>'
    "<main>{% block main %}{% endblock %}</main><footer>Lindewaard</footer>{% endblock %}"
)
HOME = '{% extends "site.html" %}{% block main %}<h1>{{ page.title }}</h1>{{ page.body }}{% endblock %}'


@provokes("page.frame-missing")
def test_what_the_home_page_has_around_its_text_is_missed_and_its_template_proposed(pages: Any) -> None:
    base = BARE.replace('<main id="main">', "").replace("</main>", "")
    (found,) = of("page.frame-missing", TEMPLATES=template(base, site=SITE, **{"home/home_page": HOME}))

    assert "<nav>, <footer>" in found.message
    assert "base.html" in found.message
    assert 'GRIPWAGTAIL = {"BASE_TEMPLATE": "site.html", "BLOCKS": {"content": "main"}}' in found.hint
    assert "page.frame-missing" not in codes(
        TEMPLATES=template(base, site=SITE, **{"home/home_page": HOME}),
        GRIPWAGTAIL={"BASE_TEMPLATE": "site.html", "BLOCKS": {"content": "main"}},
    )


def test_what_the_home_page_brings_in_its_own_text_is_no_frame_of_the_site(pages: Any) -> None:
    """As the welcome page of a new project does."""
    home = '{% extends "base.html" %}{% block content %}<nav></nav><h1>De Kwikstaart</h1>{{ page.body }}{% endblock %}'
    assert "page.frame-missing" not in codes(TEMPLATES=template(BARE, **{"home/home_page": home}))


def test_without_a_template_to_extend_the_navigation_is_missed_and_nothing_is_guessed(pages: Any) -> None:
    home = "<html lang='nl'><body><nav></nav><main><h1>{{ page.title }}</h1>{{ page.body }}</main></body></html>"
    (found,) = of("page.frame-missing", TEMPLATES=template(BARE, **{"home/home_page": home}))
    assert "BASE_TEMPLATE" in found.hint
    assert "base.html" not in found.hint


@provokes("page.container")
def test_the_container_of_the_home_page_is_proposed_for_ours(pages: Any) -> None:
    home = (
        '{% extends "base.html" %}{% block content %}<div class="o-wrap"><div class="container narrow">'
        "<h1>{{ page.title }}</h1>{{ page.body }}</div></div>{% endblock %}"
    )
    host = {"TEMPLATES": template(BASE, **{"home/home_page": home})}
    (found,) = of("page.container", **host)

    assert 'GRIPWAGTAIL["CONTAINER_CLASS"] = "container narrow"' in found.hint
    assert "page.container" not in codes(**host, GRIPWAGTAIL={"CONTAINER_CLASS": "container narrow"})
    around = BASE.replace(CONTENT, f'<div class="container">{CONTENT}</div>')
    assert "page.container" not in codes(TEMPLATES=template(around, **{"home/home_page": home}))


def test_the_parts_of_our_own_content_are_no_frame_of_a_site() -> None:
    html = (
        '<header></header><main><div class="grip x"><nav></nav><h1>Titel</h1></div><article><footer></footer></article>'
    )
    frame = Frame(html)

    assert dict(frame.parts) == {"header": 1}
    assert frame.around_title == [[], ["grip", "x"]]
    assert Frame("<p>kapot</b><br><div role=navigation><img><h1>").parts["nav"] == 1


@provokes("page.bare-rules")
def test_a_rule_for_every_link_that_ours_loses_to_is_named_with_its_file(
    pages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked = BASE.replace("</head>", '<link rel="stylesheet" href="/static/school.css"></head>')
    css = b"/* a { color: red !important } */ a, .menu a { background: none !important } h1 { color: red }"
    monkeypatch.setattr(host_css, "static_file", lambda url, page_url: css if "school" in url else None)
    (found,) = of("page.bare-rules", TEMPLATES=template(linked))

    assert "school.css" in found.message
    assert "<a>" in found.message
    assert "<h1>" not in found.message


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("a { color: red !important }", ["a"]),
        ("a { color: red }", []),
        ("main a { color: red !important }", []),
        ("a { cursor: pointer !important }", []),
        ("@media print { h2, * { visibility: hidden !important } }", ["h2", "*"]),
        ("a { color: red !important", []),
    ],
)
def test_only_bare_rules_that_decide_about_a_look_count(css: str, found: list[str]) -> None:
    assert bare_elements(css) == found


def test_in_a_layer_every_bare_rule_wins() -> None:
    with override_settings(GRIPWAGTAIL={"LOAD_CSS": "layered"}):
        assert bare_elements("a, h1 { color: red } p { margin: 0 }") == ["a", "h1"]


@pytest.mark.parametrize(
    "error",
    [
        "<p>Server Error</p>",
        "",
        "<p>Storing 112</p>",
        '<!-- <a href="tel:112">112</a> -->',
        '<a href="tel:1120">1120</a>',
    ],
)
@provokes("settings.error-page")
def test_a_page_for_errors_without_a_link_that_calls_112_is_remarked(pages: Any, error: str) -> None:
    (found,) = of("settings.error-page", TEMPLATES=template(BASE, **{"500": error}))
    assert "without a link that calls 112" in found.message
    assert "tel:112" in found.hint


@pytest.mark.parametrize("name", ["gives_a_template", "greets_the_visitor", "asks_for_the_session"])
@pytest.mark.parametrize("debug", [True, False])
def test_a_handler_of_the_host_is_asked_as_django_asks_it(
    pages: Any, monkeypatch: pytest.MonkeyPatch, name: str, debug: bool
) -> None:
    monkeypatch.setattr(broken_host, "handler500", f"tests.broken_host.{name}", raising=False)
    host = {"ROOT_URLCONF": "tests.broken_host", "DEBUG": debug}
    assert "settings.error-page" not in codes(**host)
    (found,) = of("settings.error-page", TEMPLATES=template(BASE, **{"500": "<p>Helaas</p>"}), **host)
    assert "without a link" in found.message


@pytest.mark.parametrize("debug", [True, False])
def test_a_handler_that_fails_is_said_with_its_place(pages: Any, monkeypatch: pytest.MonkeyPatch, debug: bool) -> None:
    monkeypatch.setattr(broken_host, "handler500", "tests.broken_host.fails_again", raising=False)
    (found,) = of("settings.error-page", ROOT_URLCONF="tests.broken_host", DEBUG=debug)
    assert "fails itself: ZeroDivisionError" in found.message
    assert "broken_host.py" in found.message


def test_where_the_middleware_answers_first_the_handler_is_asked_alone(pages: Any) -> None:
    host = {"MIDDLEWARE": middleware("sends_everyone_to_a_login")}
    assert "settings.error-page" not in codes(**host)
    of("settings.error-page", TEMPLATES=template(BASE, **{"500": "<p>Helaas</p>"}), **host)


@pytest.mark.parametrize(
    ("base", "debug", "shown"),
    [
        ("http://testserver", True, "http://localhost:8000/a/"),
        ("http://localhost:8123", True, "http://localhost:8123/a/"),
        ("http://localhost:8123", False, "http://localhost/a/"),
    ],
)
def test_an_address_on_ones_own_machine_has_the_port_at_which_it_opens(
    pages: Any, base: str, debug: bool, shown: str
) -> None:
    with override_settings(DEBUG=debug, WAGTAILADMIN_BASE_URL=base):
        assert place_of(pages["norm"], "http://localhost/a/").endswith(shown)
        assert place_of(pages["norm"], "http://localhost:99/a/").endswith("http://localhost:99/a/")
        assert place_of(pages["norm"], "https://www.school.example/a/").endswith("https://www.school.example/a/")
