"""At eleven at night somebody who answers is at most three taps away, from the front page on, in every language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser
from wagtail.models import Locale

from tests import browsers, planted
from tests import factories as make
from tests.browser.conftest import LiveSchool
from tests.walking import Numbers, Walk

TAPS = 3


@pytest.fixture(scope="module")  # before the transaction of a test, which would lock out the server
def paths(school: LiveSchool, django_db_blocker: Any) -> Iterator[dict[str, dict[str, str]]]:
    """A page of the host with our blocks, and the pages with help: in Dutch, and as a copy in another language."""
    with django_db_blocker.unblock():
        home = make.home_class().objects.get(title="Alle blokken")
        pages = {"home": home, **{kind: make.page_class(kind).objects.get() for kind in ("incident_help", "contact")}}
        copies = {name: make.translate(page, "en") for name, page in pages.items()}
        yield {
            language: {name: planted.path_of(page) for name, page in found.items()}
            for language, found in (("nl", pages), ("en", copies))
        }
        for copy in make.home_class().objects.filter(locale__language_code="en", depth=2):
            copy.delete()
        Locale.objects.filter(language_code="en").delete()


@pytest.mark.glance
def test_a_parent_and_a_mother_with_another_language_reach_who_answers_in_three_taps(
    school: LiveSchool, browser: Browser, paths: dict[str, dict[str, str]], django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock():
        numbers = Numbers.of_the_data()
    assert numbers.always
    assert "tel:112" in numbers.emergency
    context = browsers.new_context(browser, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    context.set_default_timeout(5000)
    for language, kind in (("nl", "incident_help"), ("nl", "contact"), ("en", "contact")):
        page = context.new_page()  # each its own: after a call that no phone takes, a page may not go anywhere any more
        page.goto(school.origin + paths["nl"]["home"])
        walk = Walk(page)
        if language != "nl":
            walk.tap(walk.first(f"a[hreflang='{language}']", language), language)
            page.wait_for_url(school.origin + paths[language]["home"])
        walk.go(paths[language][kind], kind)
        inside = walk.open_situation() if kind == "incident_help" else None
        reached = walk.call(lambda href: href in numbers.always, inside)
        assert reached is not None, (language, kind)
        assert reached.taps <= TAPS, (language, kind, walk.steps)
    context.close()
