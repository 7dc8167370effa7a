"""What our pages tell caches, and that no cache shows somebody who has left for longer than allowed."""

from __future__ import annotations

import datetime
import time
import zoneinfo
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.models import PageViewRestriction

from gripwagtail.serving.headers import set_privacy_headers
from gripwagtail.serving.max_age import cache_key_components, seconds_left_today
from tests import factories as make

pytestmark = pytest.mark.django_db

AMSTERDAM = zoneinfo.ZoneInfo("Europe/Amsterdam")
OTHERS = ["norm", "parent_tips", "overview"]
QUIET = ["contact", "incident_help"]


class Clock:
    """The time of the day, as Django and its caches read it; stays the same until it is set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at("2026-09-14 10:00")
        monkeypatch.setattr(time, "time", lambda: self.now.timestamp())
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    def at(self, local: str) -> None:
        self.now = datetime.datetime.fromisoformat(local).replace(tzinfo=AMSTERDAM).astimezone(datetime.UTC)

    def wait(self, seconds: int) -> None:
        self.now += datetime.timedelta(seconds=seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def public(settings: Any) -> None:
    settings.GRIPWAGTAIL = {"PUBLIC_MAX_AGE": 300}


@pytest.fixture(autouse=True)
def empty_cache(db: None) -> Any:
    caches["default"].clear()
    yield
    caches["default"].clear()


def kept_by(page: Any, client: Client | None = None, leaf: str = "") -> str | None:
    """What a page tells caches."""
    return make.visit(page, client, leaf).headers.get("Cache-Control")


# --- public pages -------------------------------------------------------------------


@pytest.mark.parametrize("kind", OTHERS)
def test_our_other_pages_may_be_kept_when_the_host_says_so(clock: Clock, settings: Any, kind: str) -> None:
    page = make.make_page(kind)
    assert kept_by(page) is None
    settings.GRIPWAGTAIL = {"PUBLIC_MAX_AGE": 300}
    assert kept_by(page) == "public, max-age=300"


def test_what_a_page_offers_may_be_kept_as_the_page_itself(clock: Clock, public: None) -> None:
    page = make.make_page("norm", class_sheet="In onze klas betekent dit:")
    assert kept_by(page, leaf="class-sheet/") == "public, max-age=300"
    assert kept_by(make.make_page("contact"), leaf="print/") == "private, no-store"


@pytest.mark.parametrize("kind", QUIET)
def test_the_quiet_pages_stay_in_no_cache(clock: Clock, public: None, kind: str) -> None:
    assert kept_by(make.make_page(kind)) == "private, no-store"


@pytest.mark.parametrize(("left", "max_age"), [(3600, 300), (60, 60), (1, 1)])
def test_a_page_is_kept_no_longer_than_today(clock: Clock, public: None, left: int, max_age: int) -> None:
    clock.at("2026-09-15 00:00")
    clock.wait(-left)
    assert kept_by(make.make_page("norm")) == f"public, max-age={max_age}"


def test_a_proxy_keeps_a_quiet_page_no_longer_than_today_either(clock: Clock, settings: Any) -> None:
    settings.GRIPWAGTAIL = {"CDN_CACHE": True}
    clock.at("2026-09-14 23:59:50")
    answer = make.visit(make.make_page("contact"))
    assert answer["CDN-Cache-Control"] == "max-age=10, stale-if-error=3600"
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("moment", "hours"),
    [("2026-09-14 10:00", 14), ("2026-10-25 00:00", 25), ("2026-03-29 00:00", 23), ("2026-03-29 12:00", 12)],
)
def test_a_day_on_which_the_clock_changes_has_another_number_of_hours(clock: Clock, moment: str, hours: int) -> None:
    clock.at(moment)
    assert seconds_left_today() == hours * 3600


def test_without_time_zones_a_day_ends_at_midnight_too(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime.datetime(2026, 9, 14, 23, 0))
    settings.USE_TZ = False
    assert seconds_left_today() == 3600


# --- never public -------------------------------------------------------------------


def _cookie(name: str) -> Client:
    client = Client()
    client.cookies[name] = "x"
    return client


@pytest.mark.parametrize(
    "client",
    [
        _cookie("sessionid"),
        _cookie("messages"),
        Client(headers={"Authorization": "Basic x"}),
    ],
    ids=["session", "messages", "authorization"],
)
def test_a_page_for_one_visitor_is_not_public(public: None, client: Client) -> None:
    assert kept_by(make.make_page("norm"), client) is None


def test_the_page_of_someone_logged_in_is_not_public(public: None, admin_client: Client) -> None:
    assert kept_by(make.make_page("norm"), admin_client) is None


class Recognised:
    """A middleware of the host that knows a visitor without a session."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        request.user = make.editor()
        return self.get_response(request)


def test_the_page_of_someone_the_host_knows_without_a_session_is_not_public(public: None, settings: Any) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.Recognised"]
    assert kept_by(make.make_page("norm")) is None


@pytest.mark.parametrize("restricted", ["page", "above"])
def test_a_page_behind_a_restriction_is_not_public(public: None, restricted: str) -> None:
    above = make.home_page(make.home_page())
    page = make.make_page("norm", above)
    PageViewRestriction.objects.create(
        page=page if restricted == "page" else above, restriction_type="password", password="geheim"
    )
    client = Client()
    assert "public" not in (kept_by(page, client) or "")
    client.post(
        f"/_util/authenticate_with_password/{PageViewRestriction.objects.get().pk}/{page.pk}/",
        {"password": "geheim", "return_url": page.url},
    )
    assert make.visit(page, client).templates[0].name.startswith("gripwagtail/")
    assert "public" not in (kept_by(page, client) or "")


def test_a_page_behind_a_restriction_is_not_public_to_whom_the_host_lets_in_without_a_session(public: None) -> None:
    page = make.make_page("norm")
    assert "public" in set_privacy_headers(HttpResponse(), page, _asked())["Cache-Control"]
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "Cache-Control" not in set_privacy_headers(HttpResponse(), page, _asked())


def test_a_preview_is_not_public(public: None) -> None:
    response = make.make_page("norm").make_preview_request()
    assert "public" not in response.headers.get("Cache-Control", "")


@pytest.mark.parametrize(
    ("used", "cache_control", "vary"),
    [
        ("", "public, max-age=300", False),
        ("{% csrf_token %}", None, True),
        ("{% if request.user.is_authenticated %}x{% endif %}", "public, max-age=300", True),
    ],
    ids=["nothing", "a form", "the user"],
)
def test_what_the_template_of_the_host_uses_of_the_visitor_counts(
    clock: Clock, settings: Any, tmp_path: Path, used: str, cache_control: str | None, vary: bool
) -> None:
    (tmp_path / "host.html").write_text(f"{used}{{% block content %}}{{% endblock %}}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [str(tmp_path)]}]
    settings.GRIPWAGTAIL = {"PUBLIC_MAX_AGE": 300, "BASE_TEMPLATE": "host.html"}
    answer = make.visit(make.make_page("norm"))
    assert answer.headers.get("Cache-Control") == cache_control
    assert ("Cookie" in answer.headers.get("Vary", "")) is vary


def _asked(**given: Any) -> HttpRequest:
    request = RequestFactory().get("/", **given)
    request.user = AnonymousUser()
    return request


@pytest.mark.parametrize(
    "spoil",
    [
        lambda response: response.headers.setdefault("Cache-Control", "no-cache"),
        lambda response: response.set_cookie("seen", "1"),
        lambda response: setattr(response, "status_code", 302),
    ],
    ids=["a header of the host", "a cookie", "a redirect"],
)
def test_another_answer_of_the_host_is_left_as_it_is(public: None, spoil: Callable[[HttpResponse], None]) -> None:
    page = make.make_page("norm")
    assert "public" in set_privacy_headers(HttpResponse(), page, _asked())["Cache-Control"]
    response = HttpResponse()
    spoil(response)
    assert "public" not in set_privacy_headers(response, page, _asked()).headers.get("Cache-Control", "")


@pytest.mark.parametrize("value", ["300", True, -1, None])
def test_a_number_of_seconds_that_is_none_says_nothing(settings: Any, value: Any) -> None:
    settings.GRIPWAGTAIL = {"PUBLIC_MAX_AGE": value}
    assert kept_by(make.make_page("norm")) is None


# --- Django's cache in front --------------------------------------------------------


@pytest.fixture
def front(settings: Any) -> None:
    """Django keeps whole pages for ten minutes, or for as long as they say themselves."""
    settings.MIDDLEWARE = [
        "django.middleware.cache.UpdateCacheMiddleware",
        *settings.MIDDLEWARE,
        "django.middleware.cache.FetchFromCacheMiddleware",
    ]
    settings.CACHE_MIDDLEWARE_SECONDS = 600


@pytest.mark.parametrize("cdn", [False, True])
def test_who_has_left_is_gone_from_the_contact_page_at_once(
    clock: Clock, front: None, settings: Any, cdn: bool
) -> None:
    settings.GRIPWAGTAIL = {"CDN_CACHE": cdn, "PUBLIC_MAX_AGE": 300}
    page = make.make_page("contact", contacts=[make.contact()])
    assert make.SIGNS["contact"] in make.text_of(page)
    make.set_items(page, "contacts", [])
    assert make.SIGNS["contact"] not in make.text_of(page)


def test_who_is_there_until_today_is_gone_from_the_contact_page_after_midnight(clock: Clock, front: None) -> None:
    clock.at("2026-09-14 23:59:59")
    page = make.make_page("contact", contacts=[make.contact(valid_until="2026-09-14")])
    assert make.SIGNS["contact"] in make.text_of(page)
    clock.wait(1)
    assert make.SIGNS["contact"] not in make.text_of(page)


def test_who_has_left_is_gone_from_a_page_of_the_host_after_its_own_max_age(clock: Clock, front: None) -> None:
    contacts = make.make_page("contact", contacts=[make.contact()])
    page = make.home_page(make.home_page(), body=[make.block("contacts")])
    assert make.SIGNS["contact"] in make.text_of(page)
    make.set_items(contacts, "contacts", [])
    clock.wait(599)
    assert make.SIGNS["contact"] in make.text_of(page)  # the cache is in use
    clock.wait(2)
    assert make.SIGNS["contact"] not in make.text_of(page)


def test_our_other_pages_are_kept_as_long_as_they_say(clock: Clock, front: None, public: None) -> None:
    page = make.make_page("norm", statement="Zo was het")
    assert "Zo was het" in make.text_of(page)
    _set_statement(page, "Zo is het")
    clock.wait(299)
    assert "Zo was het" in make.text_of(page)
    clock.wait(2)
    assert "Zo is het" in make.text_of(page)


def test_our_other_pages_are_not_kept_past_midnight(clock: Clock, front: None, public: None) -> None:
    clock.at("2026-09-14 23:58")
    page = make.make_page("norm", statement="Zo was het")
    assert "Zo was het" in make.text_of(page)
    _set_statement(page, "Zo is het")
    clock.wait(119)
    assert "Zo was het" in make.text_of(page)
    clock.wait(2)
    assert "Zo is het" in make.text_of(page)


def _set_statement(page: Any, text: str) -> None:
    page = type(page).objects.get(pk=page.pk)
    page.statement = text
    page.save_revision().publish()


# --- Wagtail's cache of parts of a page ---------------------------------------------

PART = (
    "{% load wagtail_cache gripwagtail %}{% wagtailpagecache 600 'part' %}{% grip_contacts %}{% endwagtailpagecache %}"
)


def _part_of(page: Any) -> str:
    """A part of the page that the host's template keeps with Wagtail's tag."""
    page = type(page).objects.get(pk=page.pk)
    request = RequestFactory().get("/", headers={"host": "localhost"})
    return Template(PART).render(Context({"page": page, "request": request}))


def test_a_kept_part_of_our_page_is_never_older_than_the_last_change(clock: Clock) -> None:
    page = make.make_page("contact", contacts=[make.contact(valid_until="2026-09-14")])
    english = make.translate(page, "en")
    shown = [make.make_page("norm"), english]
    for other in shown:
        assert make.SIGNS["contact"] in _part_of(other)
    clock.at("2026-09-15 00:00")
    for other in shown:
        assert make.SIGNS["contact"] not in _part_of(other)
    make.set_items(page, "contacts", [make.contact(label="Meester Bram")])
    for other in shown:
        assert "Meester Bram" in _part_of(other)


def test_a_page_of_the_host_can_take_our_part_of_the_key_along(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    page = make.make_page("contact", contacts=[make.contact()])
    elsewhere = make.home_page(make.home_page())
    host = make.home_class()
    own = host.get_cache_key_components
    monkeypatch.setattr(host, "get_cache_key_components", lambda page: [*own(page), *cache_key_components()])
    assert make.SIGNS["contact"] in _part_of(elsewhere)
    make.set_items(page, "contacts", [])
    assert make.SIGNS["contact"] not in _part_of(elsewhere)
