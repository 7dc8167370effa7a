"""A view of the host that is no page shows our tags in the language of the visit, by whatever code that goes."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory, override_settings
from django.utils import translation

from gripwagtail.lookup.visit_language import visit_language
from tests import factories as make

pytestmark = pytest.mark.django_db


def languages(*codes: str) -> Any:
    named = [(code, code) for code in codes]
    return override_settings(LANGUAGES=named, WAGTAIL_CONTENT_LANGUAGES=named)


@pytest.mark.parametrize(
    ("codes", "asked", "is_in"),
    [
        (["nl", "en"], "en", "en"),
        (["nl", "en"], "en-gb", "en"),
        (["nl", "en"], "en-GB", "en"),
        (["nl", "en-GB"], "en-gb", "en-GB"),
        (["nl", "en-gb"], "en", "en-gb"),
        (["nl", "en"], "fr", "fr"),
    ],
)
def test_a_visit_is_in_a_language_of_the_site(codes: list[str], asked: str, is_in: str) -> None:
    with languages(*codes), translation.override(asked):
        assert visit_language() == is_in


@pytest.mark.parametrize(("locale", "asked"), [("en", "en"), ("en", "en-gb"), ("en-gb", "en")])
def test_a_tag_in_such_a_view_speaks_that_language(locale: str, asked: str) -> None:
    with languages("nl", locale):
        norm = make.five_pages(make.home_page())["norm"]
        make.translate(norm, locale, statement="We are kind online.")
        with translation.override(asked):
            request = RequestFactory().get("/zoek/")
            html = Template("{% load gripwagtail %}{% grip_norm %}").render(Context({"request": request}))

    assert "We are kind online." in html


@pytest.mark.parametrize("visit", ["first", "second"])
def test_no_test_speaks_the_language_of_a_visit_in_another(settings: Any, visit: str) -> None:
    assert translation.get_language() == settings.LANGUAGE_CODE
    # As Django's own middleware does at each visit, and never takes back.
    translation.activate("ar")
