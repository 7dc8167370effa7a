"""The middleware that a host may add: how nginx hears what a CDN reads."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from gripwagtail.middleware import NginxCacheMiddleware
from gripwagtail.serving.headers import CDN_MAX_AGE
from tests import factories as make


def answered(headers: dict[str, str], cookie: bool = False) -> HttpResponse:
    def view(request: object) -> HttpResponse:
        response = HttpResponse(headers=headers)
        if cookie:
            response.set_cookie("sessionid", "1")
        return response

    return NginxCacheMiddleware(view)(RequestFactory().get("/"))


QUIET = {"Cache-Control": "private, no-store", "CDN-Cache-Control": "max-age=42, stale-if-error=3600"}


def test_nginx_hears_first_how_long_it_may_keep_a_page_and_a_browser_hears_no() -> None:
    response = answered(QUIET)
    assert response.headers["X-Accel-Expires"] == "42"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert [name for name, _value in response.items()][-2:] == ["X-Accel-Expires", "Cache-Control"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Cache-Control": "private, no-store"},
        {"CDN-Cache-Control": "no-store"},
        {"CDN-Cache-Control": "max-age=\u0663"},
        {"CDN-Cache-Control": f"max-age={'9' * 40}"},
    ],
)
def test_nginx_hears_nothing_about_a_page_that_no_cdn_may_keep(headers: dict[str, str]) -> None:
    assert not answered(headers).has_header("X-Accel-Expires")


def test_nor_about_an_answer_with_a_cookie() -> None:
    assert not answered(QUIET, cookie=True).has_header("X-Accel-Expires")


@pytest.mark.django_db
def test_nginx_may_keep_a_contact_page_for_as_long_as_a_cdn_and_a_page_with_a_session_not(settings: Any) -> None:
    """With the header that the page really has, through all the middleware of the host."""
    settings.MIDDLEWARE = ["gripwagtail.middleware.NginxCacheMiddleware", *settings.MIDDLEWARE]
    page = make.make_page("contact", contacts=[make.contact()])
    assert not make.visit(page, Client()).has_header("X-Accel-Expires")
    settings.GRIPWAGTAIL = {"CDN_CACHE": True}
    answer = make.visit(page, Client())
    assert 0 < int(answer.headers["X-Accel-Expires"]) <= CDN_MAX_AGE
    assert answer.headers["CDN-Cache-Control"].startswith(f"max-age={answer.headers['X-Accel-Expires']},")
    assert answer.headers["Cache-Control"] == "private, no-store"
    member = Client()
    member.cookies[settings.SESSION_COOKIE_NAME] = "1"
    assert not make.visit(page, member).has_header("X-Accel-Expires")
