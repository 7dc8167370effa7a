"""Our pages fit into the template of a host, whatever its blocks are called: by settings or by themselves."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client, override_settings

from gripwagtail.base_template import base_template
from gripwagtail.checks import CHECKS
from tests import factories as make
from tests.doctored import template

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

WHOLE = "<!doctype html><html lang='nl'><head>%s</head><body>%s</body></html>"
CONTENT = "<div>{% block content %}{% endblock %}</div>"
NAMED = {"BLOCKS": {"content": "inhoud"}}


@pytest.fixture
def page() -> Any:
    make.helpline()
    make.settings_of(school_name="De Kwikstaart")
    found = make.five_pages(make.home_page())["incident_help"]
    found.title = "Er is iets gebeurd"
    found.save()
    return found


def html_of(page: Any, head: str, body: str, **conf: Any) -> str:
    with override_settings(TEMPLATES=template(WHOLE % (head, body), los="<p>Los</p>"), GRIPWAGTAIL=conf):
        answer = Client().get(page.url)
    assert answer.status_code == 200
    return answer.content.decode()


def titles(html: str) -> list[str]:
    assert "<title" not in html.split("</head>")[1]
    return re.findall(r"<title[^>]*>(.*?)</title>", html)


def said(number: str, **conf: Any) -> list[str]:
    with override_settings(**conf):
        return [f"{message} {hint}" for message, hint in CHECKS[f"gripwagtail.{number}"]()]


TITLE = "<title>{% block title %}Anders{% endblock %}</title>"


@pytest.mark.parametrize(
    ("body", "conf"),
    [
        (CONTENT, {}),
        ("<div>{% block main %}{% endblock %}</div>", {}),
        ("{% block body %}<div>{% block page_content %}{% endblock %}</div>{% endblock %}", {}),
        ("{% include 'los.html' %}<div>{% block inhoud %}{% endblock %}</div>", NAMED),
        # A block of the same name as ours, which is for something else.
        ("<p>{% block content %}Folder{% endblock %}</p><div>{% block inhoud %}{% endblock %}</div>", NAMED),
    ],
)
def test_our_content_is_where_the_host_has_its_own_and_only_there(page: Any, body: str, conf: Any) -> None:
    html = html_of(page, TITLE, body, **conf)

    assert re.search(r'<div>\s*<main>((?!</?main).)*class="grip grip-incident-help-page"', html, re.DOTALL)
    assert html.count("grip-incident-help-page") == 1
    assert ("Folder" in html) == ("Folder" in body)


@pytest.mark.parametrize(
    "body",
    [
        "{% block main %}{% endblock %}{% block page_content %}{% endblock %}",  # which of the two?
        "{% block main %}<p>Het menu van de school</p>{% endblock %}",  # this one has something in it
        "{% block body %}<header></header>{% block zij %}{% endblock %}{% endblock %}",  # the whole body of the page
    ],
)
def test_a_block_that_may_be_for_something_else_is_not_taken(page: Any, body: str) -> None:
    html = html_of(page, TITLE, body)

    assert "grip-incident-help-page" not in html
    assert ("Het menu" in html) == ("Het menu" in body)


@pytest.mark.parametrize(
    ("head", "conf"),
    [
        (TITLE, {}),
        ("<title>{% block head_title %}Anders{% endblock %}</title>", {}),
        ("{% block title %}<title>Anders</title>{% endblock %}", {}),
        ("{% block seo %}<title>{{ page.title }}</title>{% endblock %}", {}),
        ("{% block title %}<title>Anders</title>{% endblock %}", {"BLOCKS": {"title_element": "title"}}),
        ("{% block kop %}{% endblock %}", {"BLOCKS": {"title_element": "kop"}}),
        ("<title>{{ page.title }}</title>", {}),
        ("<title>{{ page.title }}</title>", {"BLOCKS": {"title": None}}),
        ("<meta charset='utf-8'>", {}),
    ],
)
@pytest.mark.parametrize("neutral", [True, False])
def test_the_document_has_one_title_and_a_neutral_one_where_that_is_wished(
    page: Any, head: str, conf: Any, neutral: bool
) -> None:
    page.neutral_title = neutral
    page.save()

    assert titles(html_of(page, head, CONTENT, **conf)) == ["De Kwikstaart" if neutral else "Er is iets gebeurd"]


def test_a_neutral_title_needs_no_tags_of_the_head(page: Any) -> None:
    page.neutral_title = True
    page.save()
    bare = "<!doctype html><title>{{ page.title }}</title><svg><title>Logo</title></svg>" + CONTENT
    with override_settings(TEMPLATES=template(bare)):
        html = Client().get(page.url).content.decode()

    assert re.findall(r"<title[^>]*>(.*?)</title>", html) == ["De Kwikstaart", "Logo"]


@pytest.mark.parametrize("suffix", [" | Wagtail &amp; co", ""])
def test_a_neutral_title_leaves_nothing_of_the_other_beside_it(page: Any, suffix: str) -> None:
    page.neutral_title = True
    page.save()
    html = html_of(page, f"<title>{{{{ page.title }}}} – De Kwikstaart{suffix}</title>", CONTENT)

    assert titles(html) == ["De Kwikstaart"]


def test_a_title_block_with_more_in_it_than_a_title_is_left_as_it_is(page: Any) -> None:
    head = "{% block title %}<title>{{ page.title }}</title><meta name='eigen'>{% endblock %}"

    assert "<meta name='eigen'>" in html_of(page, head, CONTENT)


@pytest.mark.parametrize("name", ["extra_css", "extra_head", "styles"])
def test_the_stylesheet_is_in_the_head_with_what_the_host_has_there(page: Any, name: str) -> None:
    head = f"{TITLE}{{% block {name} %}}<link href='/eigen.css' rel='stylesheet'>{{% endblock %}}"
    [top, rest] = html_of(page, head, CONTENT).split("</head>")

    assert "/eigen.css" in top
    assert "gripwagtail/grip" in top
    assert "stylesheet" not in rest


@pytest.mark.parametrize(
    ("body", "mains"),
    [
        (CONTENT, 1),
        (f"<main>{CONTENT}</main>", 1),
        (f"<div role='main'>{CONTENT}</div>", 0),
        ("{% if page %}<main id='x'>{% endif %}{% block content %}{% endblock %}{% if page %}</main>{% endif %}", 1),
        ("{% include 'open.html' %}{% block content %}{% endblock %}</main>", 1),
        ("{% block buiten %}<main>{% block content %}{% endblock %}</main>{% endblock %}", 1),
    ],
)
def test_a_page_has_one_main_without_a_setting(page: Any, body: str, mains: int) -> None:
    with override_settings(TEMPLATES=template(WHOLE % (TITLE, body), open="<main class='breed'>")):
        html = Client().get(page.url).content.decode()

    assert html.count("<main") == mains
    assert "grip-incident-help-page" in html


@pytest.mark.parametrize(("wish", "mains"), [(True, 2), (False, 1)])
def test_what_is_said_about_main_counts(page: Any, wish: bool, mains: int) -> None:
    assert html_of(page, TITLE, f"<main>{CONTENT}</main>", WRAP_MAIN=wish).count("<main") == mains


def test_a_template_of_the_host_that_fills_its_own_block_has_the_last_word(page: Any) -> None:
    own = "{% extends 'gripwagtail/layouts/page.html' %}{% block inhoud %}<p>Eigen</p>{{ block.super }}{% endblock %}"
    base = WHOLE % (TITLE, "<div>{% block inhoud %}{% endblock %}</div>")
    templates = template(base)
    templates[0]["OPTIONS"]["loaders"][0][1]["gripwagtail/pages/incident_help.html"] = own
    with override_settings(TEMPLATES=templates, GRIPWAGTAIL=NAMED):
        html = Client().get(page.url).content.decode()

    assert html.count("<p>Eigen</p>") == html.count("grip-incident-help-page") == 1


def test_a_template_with_the_blocks_that_we_fill_is_extended_as_it_is() -> None:
    assert base_template("base.html").to_extend == "base.html"


@pytest.mark.parametrize(
    ("number", "blocks", "words"),
    [
        ("E014", ["main"], "not a dict"),
        ("E014", {"inhoud": "main"}, "unknown key: 'inhoud'"),
        ("E014", {"content": None}, 'no name of a block for "content"'),
        ("E014", {"title": "{% block %}"}, 'no name of a block for "title"'),
        ("W006", {"content": "inhoud"}, "inhoud"),
    ],
)
def test_a_name_that_cannot_be_right_is_said(number: str, blocks: Any, words: str) -> None:
    assert words in said(number, GRIPWAGTAIL={"BLOCKS": blocks})[0]


def test_a_name_that_is_there_is_right() -> None:
    conf = {"BLOCKS": {"content": "content", "title": None}}

    assert said("E014", GRIPWAGTAIL=conf) == said("W006", GRIPWAGTAIL=conf) == []
