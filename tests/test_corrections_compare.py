"""An editor compares a newer text with that of the school, and chooses."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, PageLogEntry
from wagtail.users.models import UserProfile

from gripwagtail.pages.models import GripIncidentHelpPage
from gripwagtail.planting import updating
from gripwagtail.starter.corrections import Correction, corrections
from tests import factories
from tests.releases import (  # noqa: F401  (fixtures)
    NEW_AGREEMENT,
    NEW_ALWAYS,
    NEW_STEP,
    OLD_AGREEMENT,
    OLD_ALWAYS,
    OLD_STEP,
    WHY,
    Release,
    corrected_release,
    draft,
    edit,
    home_in_dutch,
    in_english,
    incident,
    next_release,
    norm,
    start,
    value_of,
    version_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.broad]


def address(page: Any) -> str:
    return reverse("gripwagtail_corrections", args=[page.pk])


def edit_address(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def client_of(user: Any) -> Client:
    client = Client()
    if user is not None:
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
        client.force_login(user)
    return client


def editor_of(page: Any, *permissions: str) -> Any:
    """Somebody who may enter the admin, and has these permissions on a page and what is below it."""
    group = Group.objects.create(name=f"g{uuid.uuid4().hex[:8]}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in permissions:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=group, page=page.page_ptr, permission=permission)
    user = get_user_model().objects.create_user(username=f"u{uuid.uuid4().hex[:8]}", password="geheim")
    user.groups.set([group])
    return user


def answer(one: Correction, do: str, **more: str) -> dict[str, str]:
    return {"text": one.id, "seen": one.seen, "do": do, **more}


@pytest.fixture
def edited(corrected: Release) -> Any:
    """The incident page of a school that gave a situation another title, and its one correction."""
    edit(incident(), "situations", "foto-gaat-rond", title="Mijn foto gaat rond")
    return incident()


@pytest.fixture
def admin(db: None) -> Client:
    return client_of(factories.editor())


def test_the_page_shows_both_texts_of_each_field_that_differs(edited: Any, admin: Client) -> None:
    html = factories.soup(admin.get(address(edited)))
    (section,) = html.select("section.grip-corrections__text")
    text = " ".join(section.get_text(" ").split())
    assert "A safety correction." in text
    assert WHY in text
    assert "Your school changed this text" in text
    assert [heading.get_text() for heading in section.select("h3")] == ["What happened", "Steps for the pupil"]
    have, now = section.select("dl")[1].select("dd")
    assert OLD_STEP in have.get_text()
    assert NEW_STEP in now.get_text()


def test_taking_the_new_text_makes_a_draft_with_an_entry_in_the_history(edited: Any, admin: Client) -> None:
    (one,) = corrections(edited)
    response = admin.post(address(edited), answer(one, "take"))
    assert response.url == edit_address(edited)
    value = value_of(draft(edited), "situations", "foto-gaat-rond")
    assert NEW_STEP in value["pupil_steps"]
    assert value["title"].startswith("Er gaat een blote foto")
    assert value_of(incident(), "situations", "foto-gaat-rond")["title"] == "Mijn foto gaat rond"
    entry = PageLogEntry.objects.get(action=updating.TAKEN)
    assert (entry.page_id, entry.revision_id) == (edited.pk, incident().latest_revision_id)
    assert entry.user_id
    assert corrections(draft(edited)) == []


def test_keeping_ours_is_remembered_for_this_version_only(edited: Any, admin: Client, corrected: Release) -> None:
    (one,) = corrections(edited)
    admin.post(address(edited), answer(one, "keep"))
    value = value_of(draft(edited), "situations", "foto-gaat-rond")
    assert value["title"] == "Mijn foto gaat rond"
    assert OLD_STEP in value["pupil_steps"]
    assert corrections(draft(edited)) == []
    assert "SAFETY" not in start(check=True)
    entry = PageLogEntry.objects.get(action=updating.KEPT)
    assert "Mijn foto gaat rond" in entry.formatter.format_message(entry)

    corrected.change("incident_help.toml", NEW_STEP, NEW_STEP.replace("het nu", "dit nu"), "foto-gaat-rond")
    corrected.done()
    now = version_of("incident_help", "situations", "foto-gaat-rond")
    versions = [(again.version, again.shipped.version) for again in corrections(draft(edited))]
    assert versions == [(str(now + 1), str(now + 2))]


def test_keeping_our_old_words_is_remembered_too(corrected: Release, admin: Client) -> None:
    (one,) = corrections(norm())
    assert one.status == "untouched"
    admin.post(address(norm()), answer(one, "keep"))
    start(update=True, publish=True)
    assert value_of(draft(norm()), "agreements", "aardig")["we_do"] == OLD_AGREEMENT
    corrected.change("norm.toml", NEW_AGREEMENT, "We zijn aardig.", "aardig")
    corrected.done()
    # Kept on purpose, so it is theirs from now on.
    assert [again.status for again in corrections(draft(norm()))] == ["edited"]


def test_keeping_sentences_is_remembered(home: Any, release: Release, admin: Client) -> None:
    start()
    page = draft(norm())
    page.always = "Wij doen iets."
    page.save_revision()
    release.change("norm.toml", OLD_ALWAYS, NEW_ALWAYS)
    release.raise_set()
    release.done()
    (one,) = corrections(draft(norm()))
    assert one.status == "edited"
    admin.post(address(norm()), answer(one, "keep"))
    assert corrections(draft(norm())) == []
    assert draft(norm()).always == "Wij doen iets."


def test_nobody_decides_about_a_text_that_was_not_read(edited: Any, admin: Client) -> None:
    (one,) = corrections(edited)
    edit(edited, "situations", "foto-gaat-rond", publish=False, title="Weer anders")
    before = incident().latest_revision_id
    assert admin.post(address(edited), answer(one, "take")).url == address(edited)
    assert incident().latest_revision_id == before


@pytest.mark.parametrize(
    "data", [{}, {"text": "page", "do": "take"}, {"text": "situations/x", "do": "take"}, {"do": "x"}]
)
def test_an_answer_that_makes_no_sense_changes_nothing(edited: Any, admin: Client, data: dict[str, str]) -> None:
    before = incident().latest_revision_id
    assert admin.post(address(edited), data).status_code == 302
    assert incident().latest_revision_id == before


def test_looking_changes_nothing(edited: Any, admin: Client) -> None:
    (one,) = corrections(edited)
    before = incident().latest_revision_id
    assert admin.get(address(edited), answer(one, "take")).status_code == 200
    assert admin.put(address(edited)).status_code == 405
    assert incident().latest_revision_id == before


def test_a_post_without_a_token_is_refused(edited: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.editor())
    (one,) = corrections(edited)
    assert client.post(address(edited), answer(one, "take")).status_code == 403


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_is_sent_to_the_login(edited: Any, method: str) -> None:
    (one,) = corrections(edited)
    response = getattr(client_of(None), method)(address(edited), answer(one, "take"))
    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")
    assert len(corrections(draft(edited))) == 1


@pytest.mark.parametrize("permissions", [(), ("add_page",), ("publish_page",)])
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_not_edit_the_page_sees_and_changes_nothing(edited: Any, permissions: Any, method: str) -> None:
    client = client_of(editor_of(edited.get_parent().specific, *permissions))
    (one,) = corrections(edited)
    response = getattr(client, method)(
        address(edited), answer(one, "take"), headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert response.status_code == 403
    assert getattr(client, method)(address(edited), answer(one, "take")).status_code == 302
    assert len(corrections(draft(edited))) == 1


def test_an_editor_of_another_school_is_refused(edited: Any) -> None:
    client = client_of(editor_of(factories.home_page(factories.home_page()), "change_page", "publish_page"))
    (one,) = corrections(edited)
    assert client.post(address(edited), answer(one, "take")).status_code == 302
    assert len(corrections(draft(edited))) == 1


def test_who_may_edit_the_page_may_choose(edited: Any) -> None:
    client = client_of(editor_of(edited.get_parent().specific, "change_page"))
    (one,) = corrections(edited)
    client.post(address(edited), answer(one, "take"))
    assert corrections(draft(edited)) == []


def test_nothing_is_chosen_on_a_page_that_somebody_else_locked(edited: Any) -> None:
    GripIncidentHelpPage.objects.update(locked=True, locked_by=factories.editor())
    client = client_of(editor_of(edited.get_parent().specific, "change_page"))
    assert not factories.soup(client.get(address(edited))).select("button[name=do]")
    (one,) = corrections(edited)
    client.post(address(edited), answer(one, "take"))
    assert len(corrections(draft(edited))) == 1


def test_another_page_and_an_alias_have_no_such_page(edited: Any, admin: Client, home: Any) -> None:
    assert admin.get(reverse("gripwagtail_corrections", args=[home.pk])).status_code == 404
    alias = edited.create_alias(update_slug="kopie")
    assert admin.get(address(alias)).status_code == 404
    assert admin.get(reverse("gripwagtail_corrections", args=[999_999])).status_code == 404


# --- the way to it ------------------------------------------------------------------


def test_the_edit_view_counts_and_links_those_for_safety_first(corrected: Release, admin: Client) -> None:
    corrected.change(
        "incident_help.toml", "Ik word online gepest of buitengesloten", "Ik word online gepest", "online-gepest"
    )
    corrected.done()
    link = factories.soup(admin.get(edit_address(incident()))).find("a", href=address(incident()))
    assert link
    text = " ".join(link.find_parent("div").get_text(" ").split())
    assert text.index("1 text on this page has a safety correction") < text.index("1 text on this page has a newer")


def test_the_edit_view_says_nothing_when_nothing_waits(home: Any, admin: Client) -> None:
    start()
    assert address(norm()).encode() not in admin.get(edit_address(norm())).content
