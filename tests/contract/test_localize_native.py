"""A page that wagtail-localize makes: who read it is noted, and what a reader corrects goes through its translator."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gripwagtail.editing.native_readings import readings_of, unread_of
from gripwagtail.editing.reader_sheet import write_csv
from tests import factories as make
from tests import localize

if not apps.is_installed("wagtail_localize"):
    pytest.skip("this host has no wagtail-localize", allow_module_level=True)

pytestmark = pytest.mark.django_db


@pytest.fixture
def dutch(db: None) -> Any:
    make.home_page()
    return make.make_page("norm", statement="Wij zijn aardig voor elkaar.")


@pytest.fixture
def arabic(dutch: Any) -> Any:
    return localize.translate(dutch, "ar", lambda text, code: "نحن لطفاء." if "aardig" in text else text)


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make.editor())
    return client


def test_a_sheet_goes_out_and_is_not_written_into_a_draft_that_would_be_lost(
    editor: Client, dutch: Any, arabic: Any
) -> None:
    sheet = write_csv(arabic, dutch)
    assert "نحن لطفاء." in sheet
    file = SimpleUploadedFile("sheet.csv", sheet.replace("لطفاء", "طيبون").encode())
    back = reverse("gripwagtail_native_sheet_back", args=[arabic.pk])
    assert editor.post(back, {"sheet": file}).status_code in (302, 403)
    assert type(arabic).objects.get(pk=arabic.pk).get_latest_revision_as_object().statement == "نحن لطفاء."
    assert make.soup(editor.get(back).content).select_one('input[type="file"]') is None
    assert "wagtail-localize" in editor.get(back).content.decode()


def test_a_reading_is_noted_and_a_new_translation_is_unread_again(editor: Client, dutch: Any, arabic: Any) -> None:
    address = reverse("gripwagtail_native_reading", args=[arabic.pk])
    seen = make.soup(editor.get(address).content).select_one('input[name="seen"]')["value"]
    editor.post(address, {"by": "Tolkenbureau Kwik", "on": "20-11-2026", "seen": seen})
    assert [reading.by for reading in readings_of(arabic)] == ["Tolkenbureau Kwik"]
    assert unread_of(arabic) == []
    dutch.statement = "Wij zijn ook online aardig voor elkaar."
    dutch.save_revision().publish()
    assert [text.said for text in unread_of(arabic)] == ["نحن لطفاء."]
    localize.sync(dutch)
    # Not translated yet, so it says what the original says.
    assert unread_of(localize.translated(dutch, "ar")) == []
