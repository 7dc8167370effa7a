"""What is kept of a page is for everyone alike: nothing of a private page, and apart for all that makes it another."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.template import engines
from django.test import RequestFactory, override_settings
from django.urls import set_script_prefix
from wagtail.models import PageViewRestriction, Site

from gripwagtail.lookup.context import PageContext
from gripwagtail.rendering import kept_place
from gripwagtail.rendering.kept_place import KeptPlace
from tests import factories as make

pytestmark = pytest.mark.django_db


def tag(page: Any, user: Any) -> str:
    """What a tag shows on a page, or on the form that is there instead of it."""
    request = RequestFactory().get("/", headers={"host": "localhost"})
    request.user, request.session = user, {}
    source = "{% load gripwagtail %}{% grip_contacts %}"
    return engines["django"].from_string(source).render({"page": page, "request": request}, request)


@pytest.mark.parametrize("first", ["let in", "not let in"])
def test_nobody_gets_what_was_made_of_a_private_page_for_somebody_else(first: str) -> None:
    cache.clear()
    page = make.make_page("contact", make.home_page(), contacts=[make.contact(label="Het geheime team")])
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    visitors = {"let in": make.editor(), "not let in": AnonymousUser()}
    for who in (first, *(one for one in visitors if one != first), first):
        assert ("Het geheime team" in tag(page, visitors[who])) is (who == "let in"), who


def test_what_is_public_is_kept() -> None:
    """Or else the test above would say nothing."""
    cache.clear()
    page = make.make_page("contact", make.home_page(), contacts=[make.contact()])
    tag(page, AnonymousUser())
    assert any("gripwagtail." in key for key in cache._cache)


def _key(page: Any, host: str = "localhost", language: str = "nl", urlconf: str | None = None) -> str:
    request = RequestFactory().get("/", headers={"host": host})
    if urlconf:
        request.urlconf = urlconf
    page_context = PageContext.of_request(request, page)
    page_context.__dict__["active_language"] = language
    return KeptPlace.of(page_context).key


def test_each_thing_that_makes_it_another_body_is_in_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    make.site_with("elders.example")
    page, other = make.make_page("norm"), make.make_page("norm")
    keys = {
        "this one": _key(page),
        "another page": _key(other),
        "another site": _key(page, host="elders.example"),
        "another language": _key(page, language="en"),
        "other addresses": _key(page, urlconf="tests.api_urls"),
    }
    with override_settings(GRIPWAGTAIL={"HEADING_START": 2}):
        keys["other settings"] = _key(page)
    set_script_prefix("/school/")
    try:
        keys["another prefix"] = _key(page)
    finally:
        set_script_prefix("/")
    monkeypatch.setattr(kept_place, "__version__", "0.0.0")
    keys["another release"] = _key(page)
    assert len(set(keys.values())) == len(keys)
    monkeypatch.undo()
    assert _key(page) == keys["this one"]
    assert Site.objects.count() == 2
