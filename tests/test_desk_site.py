"""The desk says before anything is printed that the site's own record leads nowhere."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import override_settings
from django.urls import reverse

from gripwagtail.desk.finding import Finding
from gripwagtail.desk.findings import findings
from tests.test_desk_findings import editor_of, good_school

pytestmark = pytest.mark.django_db

HOSTS = ["localhost", "www.kwikstaart.example"]


def told(user: Any = None) -> list[Finding]:
    return [one for one in findings(user) if one.kind == "site-address"]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "example.com"])
@override_settings(ALLOWED_HOSTS=HOSTS)
def test_a_site_that_says_that_it_is_on_this_machine_is_named_once_with_what_to_do(host: str) -> None:
    pages = good_school()
    site = pages["norm"].get_site()
    type(site).objects.filter(pk=site.pk).update(hostname=host)

    [found] = told()

    assert host in found.text
    assert found.url == reverse("wagtailsites:edit", args=[site.pk])


@override_settings(ALLOWED_HOSTS=HOSTS)
def test_who_may_not_change_the_site_is_led_to_the_page() -> None:
    pages = good_school()
    home = pages["norm"].get_site().root_page
    [found] = told(editor_of(home))
    assert found.url == reverse("wagtailadmin_pages:edit", args=[found.page_id])
    # It stands at a page that this editor may open.
    assert [one.page_id for one in told(editor_of(pages["norm"]))] == [pages["norm"].pk]


@pytest.mark.parametrize(
    ("hosts", "debug", "host"),
    [(HOSTS, False, "www.kwikstaart.example"), (["*"], False, "localhost"), (HOSTS, True, "localhost")],
    ids=["filled in", "the settings do not know", "still being made"],
)
def test_nothing_is_said_where_it_is_right_or_nobody_can_know(hosts: list[str], debug: bool, host: str) -> None:
    pages = good_school()
    site = pages["norm"].get_site()
    type(site).objects.filter(pk=site.pk).update(hostname=host)
    with override_settings(ALLOWED_HOSTS=hosts, DEBUG=debug):
        assert told() == []
