"""Where a site redirects old addresses, those of what is below a page lead to it as well."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from tests import factories as make
from tests.planted import path_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not apps.is_installed("wagtail.contrib.redirects"), reason="this host has no redirects"),
]


def rename(page: Any, slug: str) -> None:
    fresh = type(page).objects.get(pk=page.pk)
    fresh.slug = slug
    fresh.save_revision().publish()


def answer(path: str) -> Any:
    return Client().get(path, headers={"host": "localhost"})


def test_the_old_address_of_a_page_and_of_all_below_it_leads_to_the_new_one(
    pages: dict[str, Any], django_capture_on_commit_callbacks: Any
) -> None:
    incident, contact = pages["incident_help"], pages["contact"]
    make.set_items(contact, "contacts", [make.contact(label="Meldpunt pesten", kind="function", name="")])
    below = {"incident_help": ("", "poster/", "poster/qr/", "card/", "team/"), "contact": ("", "print/")}
    before = {kind: path_of(pages[kind]) for kind in below}
    for kind, leaves in below.items():
        for leaf in leaves:
            assert answer(before[kind] + leaf).status_code == 200, (kind, leaf)
    with django_capture_on_commit_callbacks(execute=True):
        rename(incident, "hulp-nu")
        rename(contact, "wie-dan")
    for kind, leaves in below.items():
        for leaf in leaves:
            found = answer(before[kind] + leaf)
            assert found.status_code == 301, (kind, leaf)
            # Wagtail leads to what is below a page only where that is a RoutablePage; else to the page that offers it.
            assert found.headers["Location"].endswith(path_of(pages[kind]))
            assert answer(path_of(pages[kind]) + leaf).status_code == 200
