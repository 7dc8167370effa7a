"""Whoever publishes the page for after an incident reads that no expert has read it, by whatever button."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gripwagtail.admin.expert_unread import say_one
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.broad]


@pytest.fixture
def admin(settings: Any) -> Client:
    settings.LANGUAGE_CODE = "en"
    client = Client()
    client.force_login(make.editor())
    return client


@pytest.fixture
def section() -> tuple[Any, Any]:
    overview = make.make_page("overview", make.home_page(), title="Online gedrag")
    incident = make.make_page("incident_help", overview, title="Er is iets gebeurd", situations=[make.situation()])
    for page in (overview, incident):
        page.unpublish()
    return overview, incident


def publish(admin: Client, page: Any, **more: Any) -> list[str]:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return told(admin, f"{address}?id={page.pk}", more)


def told(admin: Client, address: str, posted: Any) -> list[str]:
    # What nobody has looked at yet comes along with the next request.
    admin.cookies.pop("messages", None)
    return [str(message) for message in get_messages(admin.post(address, posted).wsgi_request)]


def warnings(said: list[str]) -> list[str]:
    return [message for message in said if "no expert has read" in message]


def test_publishing_all_below_a_page_says_it_of_the_page_for_after_an_incident(admin: Client, section: Any) -> None:
    overview, incident = section
    [said] = warnings(publish(admin, overview, include_descendants="on"))
    assert "“Er is iets gebeurd” is online, and no expert has read 1 situation on it." in said
    incident.refresh_from_db()
    assert incident.live


def test_publishing_it_among_others_says_it_too_and_once(admin: Client, section: Any) -> None:
    _overview, incident = section
    assert len(warnings(publish(admin, incident))) == 1
    assert warnings(publish(admin, incident)) == []


def test_nothing_is_said_where_it_stays_a_draft(admin: Client, section: Any) -> None:
    overview, _incident = section
    assert warnings(publish(admin, overview)) == []


def test_nothing_is_said_of_another_action(admin: Client, section: Any) -> None:
    overview, _incident = section
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    publish(admin, overview, include_descendants="on")
    assert warnings(told(admin, f"{address}?id={overview.pk}", {"include_descendants": "on"})) == []


def test_in_the_edit_view_it_is_said_the_first_time(admin: Client, rf: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("wagtail.admin.messages.warning", lambda _request, text, **_more: said.append(str(text)))
    page = make.make_page("incident_help", make.home_page(), situations=[make.situation()])
    type(page).objects.filter(pk=page.pk).update(first_published_at=page.last_published_at)
    say_one(rf.get("/"), page)
    assert len(said) == 1
    type(page).objects.filter(pk=page.pk).update(last_published_at=timezone.now())
    say_one(rf.get("/"), page)
    assert len(said) == 1
