"""The editors' desk works on every host: with page types and a base page of its own, one language or several."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gripwagtail.desk.confirmations import check
from gripwagtail.desk.findings import findings
from gripwagtail.models import GripCheck
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> Any:
    """A contact page on which nobody is a confidential adviser, and nobody was called."""
    return make.since_long(make.make_page("contact", contacts=[make.contact()]))


def client() -> Client:
    client = Client()
    client.force_login(make.editor())
    return client


def test_what_is_wrong_is_found_and_mended(page: Any) -> None:
    assert [finding.kind for finding in findings(None)] == ["no-confidant", "norm-missing", "contact-unchecked"]
    day = timezone.localdate().isoformat()
    make.set_items(page, "contacts", [make.contact(roles=["confidential-internal"], checked_on=day)])
    assert [finding.kind for finding in findings(None)] == ["norm-missing"]


def test_a_check_is_noted_and_goes_with_its_page(page: Any) -> None:
    check(page, [page.contacts.raw_data[0]["id"]])
    assert "contact-unchecked" not in [finding.kind for finding in findings(None)]
    page.delete()
    assert not GripCheck.objects.exists()


def test_the_panel_the_report_and_the_checks_open(page: Any) -> None:
    for url in (
        reverse("wagtailadmin_home"),
        reverse("gripwagtail_desk_report"),
        reverse("gripwagtail_desk_report") + "?export=csv",
        reverse("gripwagtail_checks", args=[page.pk]),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
    ):
        assert client().get(url).status_code == 200, url


def test_an_editor_leads_to_the_report_and_the_panel(page: Any) -> None:
    html = client().get(reverse("wagtailadmin_home")).content.decode()
    assert "grip-desk" in html
    assert reverse("gripwagtail_checks", args=[page.pk]) in html
