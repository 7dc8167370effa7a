"""A newer version of a shipped text reaches schools, and never goes over what a school wrote."""

from __future__ import annotations

import datetime
import json
import uuid
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry

from gripwagtail.pages.models import GripIncidentHelpPage, GripNormPage, GripOverviewPage
from gripwagtail.planting import updating
from gripwagtail.planting.digest import untouched
from gripwagtail.starter import corrections as found_by
from gripwagtail.starter import shipped
from gripwagtail.starter.corrections import PAGE, corrections
from gripwagtail.starter.files import DATA
from gripwagtail.starter.history import Entry, History, digest_of
from gripwagtail.stored.streams import put_items
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
    failing_check,
    home_in_dutch,
    in_english,
    incident,
    next_release,
    norm,
    start,
    value_of,
    version_of,
    waiting,
)
from tests.tools import history as history_tool

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

PHOTO = version_of("incident_help", "situations", "foto-gaat-rond")
KIND = version_of("norm", "agreements", "aardig")


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
    assert len(new.entries[key]) == len(old.entries[key])
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
    assert f"{PHOTO} → {PHOTO + 1}" in lines[0]
    assert lines[0].endswith(WHY)
    assert "Zo gaan we online" in lines[1]
    assert f"{KIND} → {KIND + 1}): not edited here" in lines[1]
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


def test_a_text_that_an_editor_duplicated_is_two_texts_and_both_are_brought_up_to_date(corrected: Release) -> None:
    page = draft(norm())
    items = [dict(item) for item in page.agreements.raw_data]
    first = next(item for item in items if item["value"].get("key") == "aardig")
    page.agreements = json.dumps([*items, {**first, "id": str(uuid.uuid4())}], default=str)
    page.save_revision().publish()

    assert [status for _title, status, _safety in waiting(norm())] == ["untouched", "untouched"]
    start(update=True, publish=True)
    assert waiting(norm()) == []
    both = [item["value"] for item in norm().agreements.raw_data if item["value"].get("key") == "aardig"]
    assert len(both) == 2
    assert both[0]["we_do"] == both[1]["we_do"] != first["value"]["we_do"]


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
    ] == [(True, str(PHOTO), str(PHOTO + 2))]


@pytest.mark.parametrize("checked_on", ["2026-11-22", "2027-03-01"])
def test_a_day_of_checking_that_we_shipped_goes_with_the_text_and_a_day_of_the_school_stays(
    home: Any, release: Release, monkeypatch: pytest.MonkeyPatch, checked_on: str
) -> None:
    start(publish=True)
    page = next(page for page in updating.planted_pages() if page.grip_kind == "parent_tips")
    tips = found_by.stored(page, "tips")
    value = next(tip["value"] for tip in tips if tip["value"]["starter_key"].endswith("/eng-gezien"))
    one = shipped.shipped("nl", "po")[value["starter_key"]]
    # As 0.1.0 planted it: with a day in the file.
    then = Entry(value["starter_version"], digest_of({**value, "checked_on": "2026-11-22"}, (*one.names, "checked_on")))
    value["checked_on"] = checked_on
    put_items(page, "tips", tips)

    release.change("parent_tips.toml", "Oefen wat je doet bij iets engs", "Oefen bij iets engs", "eng-gezien")
    release.done()
    known = History({one.in_history: (then,)}, shipped.history().versions)
    monkeypatch.setattr(shipped, "history", lambda: known)

    (found,) = [each for each in corrections(page) if each.shipped.key == one.key]
    is_ours = checked_on == "2026-11-22"
    assert found.status == (found_by.UNTOUCHED if is_ours else found_by.EDITED)
    found_by.take(page, found)
    after = next(tip["value"] for tip in found_by.stored(page, "tips") if tip["id"] == found.id.partition("/")[2])
    assert after["title"] == "Oefen bij iets engs"
    assert (after.get("checked_on") or "") == ("" if is_ours else checked_on)


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
