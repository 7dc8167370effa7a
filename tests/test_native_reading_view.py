"""In the admin: one button notes that a native speaker read a page, by who may publish it and of what they saw."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, PageLogEntry

from gripwagtail.editing.native_readings import readings_of, unread_of
from tests import factories as make
from tests import rights

pytestmark = [pytest.mark.django_db, pytest.mark.broad]


@pytest.fixture
def arabic(db: None, settings: Any) -> Any:
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [(code, code) for code in ("nl", "en", "ar")]
    make.home_page()
    dutch = make.make_page("norm", statement="Wij zijn aardig voor elkaar.")
    return make.translate(dutch, "ar", statement="نحن لطفاء بعضنا مع بعض.")


@pytest.fixture
def client(db: None) -> Client:
    client = Client()
    client.force_login(make.editor())
    return client


def address(page: Any) -> str:
    return reverse("gripwagtail_native_reading", args=[page.pk])


def form_on(client: Client, page: Any, **given: str) -> dict[str, str]:
    """What the button would send, with what was seen."""
    found = make.soup(client.get(address(page)).content)
    seen = found.select_one('input[name="seen"]')
    assert seen is not None
    return {"by": "Tolkenbureau Kwik", "on": "20-11-2026", "seen": str(seen["value"]), **given}


def test_the_view_shows_what_nobody_read_beside_the_original(client: Client, arabic: Any) -> None:
    found = make.soup(client.get(address(arabic)).content)
    assert found.select_one('dd[lang="ar"]').get_text() == "نحن لطفاء بعضنا مع بعض."
    assert found.select_one('dd[lang="nl"]').get_text() == "Wij zijn aardig voor elkaar."


def test_one_button_notes_a_reading_and_the_history_of_the_page_says_so(client: Client, arabic: Any) -> None:
    assert client.post(address(arabic), form_on(client, arabic)).status_code == 302
    assert unread_of(arabic) == []
    [reading] = readings_of(arabic)
    assert (reading.by, reading.on.isoformat()) == ("Tolkenbureau Kwik", "2026-11-20")
    entry = PageLogEntry.objects.get(page=arabic.pk, action="gripwagtail.native_reading")
    assert entry.data == {"by": "Tolkenbureau Kwik", "on": "2026-11-20", "count": 1}
    assert "Tolkenbureau Kwik" in str(entry.formatter.format_message(entry))
    history = client.get(reverse("wagtailadmin_pages:history", args=[arabic.pk])).content.decode()
    assert "Tolkenbureau Kwik" in history


def test_nothing_is_noted_of_a_page_that_changed_since_it_was_seen(client: Client, arabic: Any) -> None:
    form = form_on(client, arabic)
    arabic.statement = "كلام آخر تمامًا."
    arabic.save_revision().publish()
    client.post(address(arabic), form)
    assert readings_of(arabic) == []


def test_nothing_is_noted_either_when_the_original_changed(client: Client, arabic: Any) -> None:
    form = form_on(client, arabic)
    dutch = arabic.get_translation(make.language("nl"))
    dutch.statement = "Wij zijn online aardig."
    dutch.save_revision().publish()
    client.post(address(arabic), form)
    assert readings_of(arabic) == []


@pytest.mark.parametrize(
    "given",
    [
        {"by": "juf Annemiek"},
        {"by": "Saida, vertrouwenspersoon"},
        {"by": "saida@kwik.example"},
        {"by": ""},
        {"by": "x" * 101},
        {"on": "1-1-2099"},
        {"on": "gisteren"},
        {"on": ""},
        {"seen": ""},
    ],
)
def test_a_reading_needs_a_role_and_a_day_and_no_name_of_a_person(
    client: Client, arabic: Any, given: dict[str, str]
) -> None:
    client.post(address(arabic), form_on(client, arabic, **given))
    assert readings_of(arabic) == []


def test_the_form_comes_back_with_what_was_typed(client: Client, arabic: Any) -> None:
    response = client.post(address(arabic), form_on(client, arabic, by="juf Annemiek"))
    found = make.soup(response.content)
    assert found.select_one('input[name="by"]')["value"] == "juf Annemiek"
    assert found.select_one('[role="alert"]') is not None


def test_who_may_edit_and_not_publish_sees_it_and_notes_nothing(client: Client, arabic: Any) -> None:
    group = rights._group("Schrijvers")
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page_id=arabic.pk, permission=change)
    form = form_on(client, arabic)
    writer = Client()
    writer.force_login(rights.user_in(group))
    page = writer.get(address(arabic))
    assert page.status_code == 200
    assert make.soup(page.content).select_one('input[name="seen"]') is None
    assert writer.post(address(arabic), form).status_code in (302, 403)
    assert readings_of(arabic) == []


def test_the_editor_of_the_original_alone_does_not_see_the_translation(arabic: Any) -> None:
    dutch = arabic.get_translation(make.language("nl"))
    client = Client()
    client.force_login(rights.user_in(rights.may_edit_pages(rights._group("Nederlands"), dutch)))
    assert client.get(address(arabic)).status_code in (302, 403)
    assert "unread-words" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_a_draft_is_read_as_it_will_be_published(client: Client, arabic: Any) -> None:
    arabic.statement = "كلام المسودة هنا."
    arabic.save_revision()
    client.post(address(arabic), form_on(client, arabic))
    draft = type(arabic).objects.get(pk=arabic.pk).get_latest_revision_as_object()
    assert unread_of(draft) == []
    live = type(arabic).objects.get(pk=arabic.pk)
    assert [text.said for text in unread_of(live)] == ["نحن لطفاء بعضنا مع بعض."]
    draft.save_revision().publish()
    assert unread_of(type(arabic).objects.get(pk=arabic.pk)) == []


def edit_view(client: Client, page: Any) -> str:
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def test_the_edit_view_says_in_its_line_how_many_texts_nobody_read(client: Client, arabic: Any) -> None:
    assert address(arabic) in edit_view(client, arabic)
    dutch = arabic.get_translation(make.language("nl"))
    for page in (dutch, make.translate(dutch, "en", statement="We are kind to each other.")):
        assert "/gripwagtail/native/" not in edit_view(client, page)


def test_there_is_nothing_to_read_beside_an_original_that_is_gone(client: Client, arabic: Any) -> None:
    arabic.get_translation(make.language("nl")).delete()
    assert client.get(address(arabic)).status_code == 404
    assert "/gripwagtail/native/" not in edit_view(client, arabic)
