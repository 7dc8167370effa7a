"""A newer version of a shipped text reaches schools, and never goes over what a school wrote."""

from __future__ import annotations

import datetime
import io
import json
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import GroupPagePermission, PageLogEntry
from wagtail.users.models import UserProfile

from gripwagtail.pages.models import GripIncidentHelpPage, GripNormPage, GripOverviewPage
from gripwagtail.planting import updating
from gripwagtail.planting.digest import untouched
from gripwagtail.starter import corrections as found_by
from gripwagtail.starter import shipped
from gripwagtail.starter.corrections import PAGE, Correction, corrections
from gripwagtail.starter.files import DATA
from gripwagtail.starter.history import Entry, History, digest_of, load_history
from tests import factories
from tests.remembered import remembered
from tests.tools import history as history_tool

pytestmark = pytest.mark.django_db

OLD_STEP = "Vertel het vandaag aan één volwassene die je vertrouwt."
NEW_STEP = "Vertel het nu aan één volwassene die je vertrouwt."
OLD_AGREEMENT = "We sturen alleen berichten die we ook hardop in de klas durven te zeggen."
NEW_AGREEMENT = "We sturen alleen wat we ook hardop in de klas durven te zeggen."
OLD_ALWAYS = "Ook als we niet weten wie het deed, doen we iets."
NEW_ALWAYS = "We doen altijd iets, ook als we niet weten wie het deed."
WHY = "Wachten maakt het erger."


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The messages as they stand in the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def home() -> Any:
    return remembered("home in Dutch", _home)


def _home() -> Any:
    home = factories.home_page()
    home.locale = factories.language("nl")
    home.save()
    return home


class Release:
    """The next release of the texts, in a folder of its own; what is planted is of the one before."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        shutil.copytree(DATA, folder)
        self.folder = folder
        monkeypatch.setattr(shipped, "ROOT", folder)

    def change(self, file: str, old: str, new: str, key: str = "", mark: str = "") -> None:
        """Replaces words, and raises the version of the item with this key."""
        path = self.folder / "nl" / "po" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        text = text.replace(old, new)
        if key:
            head = f'key = "{key}"\nversion = '
            assert head in text
            before, after = text.split(head, 1)
            number, rest = after.split("\n", 1)
            text = f"{before}{head}{int(number) + 1}\n{mark}{rest}"
        path.write_text(text, encoding="utf-8")

    def raise_set(self, version: str = "2027.1", marked: str = "") -> None:
        for path in (self.folder / "nl" / "po").glob("*.toml"):
            text = path.read_text(encoding="utf-8").replace('version = "2026.11"', f'version = "{version}"')
            if path.name == marked:
                text = text.replace("[page]\n", "[page]\nsafety = true\n")
            path.write_text(text, encoding="utf-8")

    def done(self) -> None:
        """As the one who releases does it: the history is brought up to date."""
        # In a process of its own, which has not read the texts of before.
        load_history.cache_clear()
        shipped.everything.cache_clear()
        clashes, history, _old = history_tool.renewed(self.folder)
        assert clashes == []
        from gripwagtail.starter.history import HISTORY, write_history

        write_history(history, self.folder / HISTORY)
        load_history.cache_clear()
        shipped.everything.cache_clear()


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Release]:
    yield Release(tmp_path / "data", monkeypatch)
    load_history.cache_clear()
    shipped.everything.cache_clear()


@pytest.fixture
def corrected(home: Any, release: Release) -> Release:
    """A planted school, and after it a release with a correction for safety and a better wording."""
    remembered("published by the command", lambda: start(publish=True, publish_incident=True))
    mark = f'safety = true\nchanged = "{WHY}"\n'
    release.change("incident_help.toml", OLD_STEP, NEW_STEP, "foto-gaat-rond", mark)
    release.change("norm.toml", OLD_AGREEMENT, NEW_AGREEMENT, "aardig")
    release.done()
    return release


def start(**options: Any) -> str:
    out = io.StringIO()
    try:
        call_command("gripwagtail_start", stdout=out, **options)
    except CommandError as error:
        error.said = out.getvalue()  # type: ignore[attr-defined]
        raise
    return out.getvalue()


def failing_check(**options: Any) -> str:
    with pytest.raises(CommandError) as error:
        start(check=True, **options)
    assert error.value.returncode == 1
    return str(error.value.said) + str(error.value)  # type: ignore[attr-defined]


def fresh(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def draft(page: Any) -> Any:
    return fresh(page).get_latest_revision_as_object()


def norm() -> Any:
    return GripNormPage.objects.get()


def incident() -> Any:
    return GripIncidentHelpPage.objects.get()


def value_of(page: Any, stream: str, key: str) -> dict[str, Any]:
    return next(item["value"] for item in getattr(page, stream).raw_data if item["value"].get("key") == key)


def edit(page: Any, stream: str, key: str, publish: bool = True, **changed: Any) -> None:
    """Changes an item of the draft of a page as an editor does."""
    page = draft(page)
    items = [dict(item) for item in getattr(page, stream).raw_data]
    for item in items:
        if item["value"].get("key") == key:
            item["value"] = {**item["value"], **changed}
    setattr(page, stream, json.dumps(items, default=str))
    revision = page.save_revision()
    if publish:
        revision.publish()


def waiting(page: Any) -> list[tuple[str, str, bool]]:
    return [(one.title, one.status, one.safety) for one in corrections(draft(page))]


# --- what is known of earlier versions ----------------------------------------------


def test_every_shipped_text_is_in_the_history_and_changed_only_with_its_version() -> None:
    clashes, new, old = history_tool.renewed(DATA)
    advice = "Run: python -m tests.tools.history (see docs/content-format.md)"
    assert clashes == [], f"Raise the versions of these. {advice}"
    assert new == old, advice


def test_what_is_planted_is_what_the_history_knows(home: Any) -> None:
    start()
    for page in updating.planted_pages():
        for one in shipped.shipped("nl", "po").values():
            if one.key == page.starter_key:
                for key, (name,) in one.digested:
                    entry = shipped.history().at(key, page.starter_version)
                    assert entry and entry.digest == digest_of({name: getattr(page, name)}, [name]), key
        for stream in page.grip_streams:
            for item in found_by.stored(page, stream):
                one = shipped.shipped("nl", "po")[item["value"]["starter_key"]]
                entry = shipped.history().at(one.in_history, item["value"]["starter_version"])
                assert entry and entry.digest == digest_of(item["value"], one.names), one.key


def test_opening_and_saving_changes_no_digest(home: Any) -> None:
    start()
    before = {one["value"]["starter_key"]: one for one in found_by.stored(norm(), "agreements")}
    page = norm()
    page.agreements = page._meta.get_field("agreements").stream_block.to_python(
        [{**item, "value": {**item["value"], "so_not": item["value"]["so_not"] + " \r\n"}} for item in before.values()]
    )
    for item in found_by.stored(page, "agreements"):
        one = shipped.shipped("nl", "po")[item["value"]["starter_key"]]
        assert digest_of(item["value"], one.names) == digest_of(before[one.key]["value"], one.names)


def test_a_version_without_an_entry_of_its_own_is_what_came_before_it() -> None:
    first, second = Entry("2026.11", "a"), Entry("2027.2", "b", safety=True)
    history = History({"nl/po/norm#why": (first, second)}, {"nl/po": ("2026.11", "2027.1", "2027.2", "2027.3")})
    assert history.at("nl/po/norm#why", "2027.1") == first
    assert history.at("nl/po/norm#why", "2027.3") == second
    assert history.at("nl/po/norm#why", "1999") is None
    assert history.safety_since("nl/po/norm#why", "2027.1")
    assert not history.safety_since("nl/po/norm#why", "2027.2")


def test_the_history_refuses_a_text_that_changed_in_its_own_version(release: Release) -> None:
    release.change("norm.toml", OLD_AGREEMENT, NEW_AGREEMENT)
    shipped.everything.cache_clear()
    clashes, _new, _old = history_tool.renewed(release.folder)
    assert clashes == ["nl/po/norm/agreements/aardig"]
    clashes, new, old = history_tool.renewed(release.folder, replace=True)
    key = "nl/po/norm/agreements/aardig"
    assert len(new.entries[key]) == 1
    assert new.entries[key] != old.entries[key]


# --- what waits ---------------------------------------------------------------------


def test_nothing_waits_on_what_was_just_planted(home: Any) -> None:
    start(publish=True)
    assert [waiting(page) for page in updating.planted_pages()] == [[]] * 5
    assert "No text has a newer version" in start(check=True)


def test_the_check_names_page_text_and_versions_and_begins_with_safety(corrected: Release) -> None:
    lines = failing_check().splitlines()
    assert lines[0].startswith("SAFETY: Er is iets gebeurd")
    assert "Er gaat een blote foto" in lines[0]
    assert "2 → 3" in lines[0]
    assert lines[0].endswith(WHY)
    assert "Zo gaan we online" in lines[1]
    assert "1 → 2): not edited here" in lines[1]
    assert "1 safety correction is waiting" in lines[2]


def test_the_check_passes_when_only_wording_waits(home: Any, release: Release) -> None:
    start()
    release.change("norm.toml", OLD_AGREEMENT, NEW_AGREEMENT, "aardig")
    release.done()
    assert "not edited here" in start(check=True)


def test_the_check_changes_nothing(corrected: Release) -> None:
    before = [(page.latest_revision_id, page.starter_version) for page in updating.planted_pages()]
    failing_check()
    assert before == [(page.latest_revision_id, page.starter_version) for page in updating.planted_pages()]


def test_a_text_that_a_school_changed_is_edited(corrected: Release) -> None:
    edit(norm(), "agreements", "aardig", so_not="Wij roddelen niet.")
    assert waiting(norm()) == [("We sturen alleen berichten die we ook hardop in d…", "edited", False)]


def test_a_tick_of_the_school_beside_a_text_is_no_edit_while_that_text_stays(corrected: Release) -> None:
    edit(norm(), "agreements", "aardig", if_broken_confirmed=True)
    assert [status for _title, status, _safety in waiting(norm())] == ["untouched"]
    start(update=True)
    assert value_of(draft(norm()), "agreements", "aardig")["if_broken_confirmed"] is True


def test_what_the_school_ticked_is_its_own_when_that_very_text_changes(home: Any, release: Release) -> None:
    start()
    edit(norm(), "agreements", "aardig", publish=False, if_broken_confirmed=True)
    release.change("norm.toml", "We stoppen het en luisteren naar iedereen.", "We luisteren naar iedereen.", "aardig")
    release.done()
    (one,) = corrections(draft(norm()))
    assert one.status == "edited"
    page = draft(norm())
    found_by.take(page, one)
    assert value_of(page, "agreements", "aardig")["if_broken_confirmed"] is False


def test_what_a_school_changed_and_we_did_not_does_not_wait(corrected: Release) -> None:
    edit(norm(), "agreements", "vraag-eerst", we_do="Wij vragen het eerst.")
    assert [title[:20] for title, _status, _safety in waiting(norm())] == ["We sturen alleen ber"]


def test_a_school_that_wrote_our_new_words_itself_has_nothing_to_do(corrected: Release) -> None:
    edit(norm(), "agreements", "aardig", we_do=NEW_AGREEMENT)
    assert waiting(norm()) == []


def test_a_safety_correction_stays_one_when_a_later_version_is_not(corrected: Release) -> None:
    path = corrected.folder / "nl" / "po" / "incident_help.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("safety = true\n", ""), encoding="utf-8")
    corrected.change("incident_help.toml", NEW_STEP, NEW_STEP.replace("het nu", "dit nu"), "foto-gaat-rond")
    corrected.done()
    assert [
        (safety, one.version, one.shipped.version) for one in corrections(incident()) for safety in [one.safety]
    ] == [(True, "2", "4")]


def test_a_text_of_an_unknown_version_counts_as_edited(corrected: Release) -> None:
    edit(norm(), "agreements", "aardig", starter_version="0")
    assert [status for _title, status, _safety in waiting(norm())] == ["edited"]


def test_items_of_the_school_itself_are_left_alone(corrected: Release) -> None:
    factories.set_items(norm(), "agreements", [factories.agreement(key="aardig")])
    assert waiting(norm()) == []


def test_a_page_in_a_language_that_we_do_not_ship_has_nothing_waiting(corrected: Release) -> None:
    page = factories.translate(incident(), "fr")
    assert corrections(page) == []


# --- sentences of the page itself ---------------------------------------------------


def test_a_sentence_has_a_correction_and_one_that_did_not_change_has_none(home: Any, release: Release) -> None:
    start()
    release.change("norm.toml", OLD_ALWAYS, NEW_ALWAYS)
    release.raise_set(marked="norm.toml")
    release.done()
    (one,) = corrections(draft(norm()))
    assert (one.id, one.names, one.status, one.safety) == (PAGE, ("always",), "untouched", True)
    # Of the other pages only the version of the set went up.
    assert corrections(draft(GripOverviewPage.objects.get())) == []
    start(update=True)
    assert draft(norm()).always.startswith(NEW_ALWAYS)
    assert draft(norm()).starter_version == "2027.1"
    assert corrections(draft(norm())) == []


def test_an_edit_of_another_sentence_is_no_edit_of_this_one(home: Any, release: Release) -> None:
    start()
    page = draft(norm())
    page.why = "Omdat wij dat willen."
    page.save_revision()
    release.change("norm.toml", OLD_ALWAYS, NEW_ALWAYS)
    release.raise_set()
    release.done()
    start(update=True)
    assert draft(norm()).why == "Omdat wij dat willen."
    assert draft(norm()).always.startswith(NEW_ALWAYS)


# --- bringing it --------------------------------------------------------------------


def test_update_brings_what_nobody_edited_as_a_draft(corrected: Release) -> None:
    out = start(update=True)
    assert out.splitlines()[0].startswith("SAFETY: ")
    assert out.count("updated, as a draft") == 2
    assert NEW_STEP in value_of(draft(incident()), "situations", "foto-gaat-rond")["pupil_steps"]
    assert OLD_STEP in value_of(incident(), "situations", "foto-gaat-rond")["pupil_steps"]
    assert incident().has_unpublished_changes
    entry = PageLogEntry.objects.filter(action=updating.TAKEN, page=incident().pk).get()
    assert "Er gaat een blote foto" in entry.formatter.format_message(entry)


def test_the_check_goes_on_until_visitors_read_it(corrected: Release) -> None:
    start(update=True)
    out = failing_check()
    assert "visitors still see the old text" in out
    incident().get_latest_revision().publish()
    assert "SAFETY" not in start(check=True)


def test_update_with_publish_puts_it_online(corrected: Release) -> None:
    out = start(update=True, publish=True)
    assert out.count("updated and published") == 2
    assert NEW_STEP in value_of(incident(), "situations", "foto-gaat-rond")["pupil_steps"]
    assert not incident().has_unpublished_changes
    assert "No text has a newer version" in start(check=True)


def test_what_was_brought_as_a_draft_is_published_later(corrected: Release) -> None:
    start(update=True)
    assert start(update=True, publish=True).count("updated and published") == 2
    assert NEW_STEP in value_of(incident(), "situations", "foto-gaat-rond")["pupil_steps"]


def test_unfinished_work_of_an_editor_is_never_published(corrected: Release) -> None:
    edit(incident(), "situations", "nepfoto", publish=False, title="Half werk")
    start(update=True, publish=True)
    assert "Half werk" not in json.dumps(list(incident().situations.raw_data))
    assert OLD_STEP in value_of(incident(), "situations", "foto-gaat-rond")["pupil_steps"]
    newest = draft(incident())
    assert value_of(newest, "situations", "nepfoto")["title"] == "Half werk"
    assert NEW_STEP in value_of(newest, "situations", "foto-gaat-rond")["pupil_steps"]


def test_a_page_that_was_never_published_stays_a_draft(home: Any, release: Release) -> None:
    start()
    release.change("norm.toml", OLD_AGREEMENT, NEW_AGREEMENT, "aardig")
    release.done()
    assert "updated, as a draft" in start(update=True, publish=True)
    assert not norm().live


def test_a_text_with_a_place_to_fill_in_is_not_published(home: Any, release: Release) -> None:
    start(publish=True)
    release.change("norm.toml", OLD_AGREEMENT, "We zijn aardig in [[klas]].", "aardig")
    release.done()
    assert "updated, as a draft" in start(update=True, publish=True)
    assert "is in the draft" in start(update=True, publish=True)
    assert value_of(norm(), "agreements", "aardig")["we_do"] == OLD_AGREEMENT


def test_a_page_that_waits_for_a_moment_to_go_online_is_not_published_now(corrected: Release) -> None:
    page = draft(norm())
    page.go_live_at = timezone.now() + datetime.timedelta(days=3)
    page.save_revision()
    start(update=True, publish=True)
    assert value_of(norm(), "agreements", "aardig")["we_do"] == OLD_AGREEMENT


def test_each_language_is_compared_with_its_own_texts(home: Any, release: Release) -> None:
    factories.translate(home, "en")
    start(languages=["nl", "en"])
    release.change("norm.toml", OLD_AGREEMENT, NEW_AGREEMENT, "aardig")
    release.done()
    waits = {page.locale.language_code: waiting(page) for page in GripNormPage.objects.all()}
    assert {language: len(found) for language, found in waits.items()} == {"nl": 1, "en": 0}


def test_update_never_goes_over_an_edited_text(corrected: Release) -> None:
    edit(incident(), "situations", "foto-gaat-rond", title="Mijn foto gaat rond")
    before = incident().latest_revision_id
    assert "edited here" in start(update=True, publish=True)
    assert incident().latest_revision_id == before
    assert "1 safety correction is waiting" in failing_check()


def test_what_the_school_added_to_an_untouched_text_stays(corrected: Release) -> None:
    edit(incident(), "situations", "foto-gaat-rond", checked_on="2026-12-01", expert_read="2026-12-02")
    start(update=True)
    value = value_of(draft(incident()), "situations", "foto-gaat-rond")
    assert (str(value["checked_on"]), str(value["expert_read"])) == ("2026-12-01", "2026-12-02")


@pytest.mark.parametrize("options", [{"update": True}, {"update": True, "publish": True}])
def test_a_locked_page_is_left_alone(corrected: Release, options: dict[str, Any]) -> None:
    GripIncidentHelpPage.objects.update(locked=True)
    before = incident().latest_revision_id
    assert "the page is locked" in start(**options)
    assert incident().latest_revision_id == before


def test_a_dry_run_brings_nothing(corrected: Release) -> None:
    before = incident().latest_revision_id
    out = start(update=True, publish=True, dry_run=True)
    assert "updated and published" in out
    assert "dry run" in out
    assert incident().latest_revision_id == before
    assert OLD_STEP in value_of(incident(), "situations", "foto-gaat-rond")["pupil_steps"]


def test_what_was_brought_can_still_be_taken_away_as_a_whole(corrected: Release) -> None:
    start(update=True)
    assert untouched(norm())
    start(update=True, publish=True)
    assert untouched(norm())
    edit(norm(), "agreements", "aardig", we_do="Anders")
    assert not untouched(norm())


def test_with_a_place_only_that_school_is_looked_at(home: Any, release: Release) -> None:
    other = factories.home_page(home)
    start()
    start(parent=other.pk)
    release.change("norm.toml", OLD_AGREEMENT, NEW_AGREEMENT, "aardig")
    release.done()
    assert start(check=True).count("not edited here") == 2
    assert start(check=True, parent=other.pk).count("not edited here") == 1
    start(update=True, parent=other.pk)
    assert waiting(GripNormPage.objects.descendant_of(other).get()) == []
    assert len(waiting(GripNormPage.objects.not_descendant_of(other).get())) == 1


# --- comparing in the admin ---------------------------------------------------------


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
    assert [heading.get_text() for heading in section.select("h3")] == ["What happened", "Steps (pupil)"]
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
    assert [(again.version, again.shipped.version) for again in corrections(draft(edited))] == [("3", "4")]


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


# --- in other languages -------------------------------------------------------------


@pytest.mark.parametrize("kind", ["a safety correction", "a better wording"])
def test_a_translation_of_a_text_waits_after_a_correction_for_safety_only(corrected: Release, kind: str) -> None:
    """Who reads another language is not left with what was wrong; a better wording is worth no loss of words."""
    page, stream = (incident(), "situations") if "safety" in kind else (norm(), "agreements")
    items = [dict(raw) for raw in getattr(page, stream).raw_data]
    name = "pupil_steps" if "safety" in kind else "we_do"
    for number, item in enumerate(items):
        item["value"] = {**item["value"], name: f"Translated {number}"}
    english = factories.translate(page, "en", **{stream: items})
    [correction] = [one for one in corrections(draft(page)) if one.id.startswith(stream)]
    assert name in correction.names
    place = next(number for number, item in enumerate(items) if item["id"] == correction.id.partition("/")[2])
    before = factories.text_of(english)
    assert f"Translated {place}" in before
    changed = draft(page)
    found_by.take(changed, correction)
    changed.save_revision().publish()
    after = factories.text_of(english)
    assert (f"Translated {place}" in after) is (kind == "a better wording")
    assert f"Translated {(place + 1) % len(items)}" in after
