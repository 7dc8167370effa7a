"""Something is removed while somebody is looking: between any two questions to the database the page still answers."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.test import Client
from wagtail.models import Locale, Site

from gripwagtail.lookup.sources import KINDS
from gripwagtail.models import GripHelpline, GripSettings, GripStamp
from gripwagtail.rendering.contexts import BLOCKS
from tests import factories as make
from tests.by_day import by_day

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def school() -> dict[str, Any]:
    """The five pages in two languages, and a page of the host with all our blocks."""
    home = make.home_page()
    make.helpline()
    make.settings_of(phone="070 012 34 56")
    pages = make.five_pages(home)
    for page in pages.values():
        make.translate(page, "en")
    make.language("fr")
    make.site_with("de-valk.example")
    return {**pages, "blocks": make.home_page(home, body=[make.block(kind) for kind in BLOCKS])}


def translations(kind: str) -> Any:
    return make.page_class(kind).objects.exclude(locale=Locale.get_default())


REMOVED: dict[str, Callable[[], object]] = {
    **{f"the {kind} page": lambda kind=kind: make.page_class(kind).objects.first().delete() for kind in KINDS},
    "the translations": lambda: [page.delete() for kind in KINDS for page in translations(kind)],
    "another site": lambda: Site.objects.get(hostname="de-valk.example").delete(),
    "a language that no page is in": lambda: Locale.objects.get(language_code="fr").delete(),
    "all helplines": lambda: [row.delete() for row in GripHelpline.objects.all()],
    "the settings": lambda: GripSettings.objects.all().delete(),
    "all stamps": lambda: GripStamp.objects.all().delete(),
    "the site itself": lambda: Site.objects.get(is_default_site=True).delete(),
}


class Between:
    """Removes something right after that many questions have been asked."""

    def __init__(self, number: int, remove: Callable[[], object]) -> None:
        self.left, self.remove, self.asked = number, remove, 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        if self.asked >= 0:
            self.asked += 1
            if self.asked == self.left:
                # What removing asks is no visit any more.
                self.asked, seen = -1, self.asked
                self.remove()
                self.asked = seen
        return answer


def visited(page: Any, number: int, remove: Callable[[], object]) -> tuple[Any, bool]:
    """The answer, and whether the visit asked so much that something was removed; then everything is as it was."""
    caches["default"].clear()
    Site.clear_site_root_paths_cache()
    path = page.get_url()
    with transaction.atomic():
        between = Between(number, remove)
        with connection.execute_wrapper(between):
            response = Client(raise_request_exception=False).get(path, headers={"host": "localhost"})
        transaction.set_rollback(True)
    return response, between.asked >= number


def is_wagtails_own(response: Any) -> bool:
    """Whether Wagtail looked up the page twice on its way there, and did not find it the second time."""
    kind, _problem, place = response.exc_info
    ours = any("/gripwagtail/" in frame.filename for frame in traceback.extract_tb(place))
    return issubclass(kind, ObjectDoesNotExist) and not ours


@pytest.mark.parametrize("what", by_day(REMOVED, "the incident_help page", "the translations", "another site"))
@pytest.mark.parametrize("shown", ["blocks", *(pytest.param(kind, marks=pytest.mark.thorough) for kind in KINDS)])
def test_a_page_answers_whatever_is_removed_at_whatever_moment(school: dict[str, Any], shown: str, what: str) -> None:
    page, number = school[shown], 1
    while True:
        response, was_removed = visited(page, number, REMOVED[what])
        if not was_removed:
            break
        # That Wagtail does not know the page or site any more is an answer too.
        assert response.status_code in (200, 404) or is_wagtails_own(response), (number, response)
        if response.status_code == 200:
            assert 'href="tel:112"' in response.content.decode(), number
        number += 1
    assert number > 5
