"""Content packs: what an import writes, and what it leaves alone."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.utils import translation
from wagtail.models import PageLogEntry

from gripwagtail.lookup.sources import KINDS
from gripwagtail.packs import reading
from gripwagtail.packs.writing import write
from gripwagtail.starter.corrections import corrections
from gripwagtail.starter.files import DATA
from gripwagtail.starter.streams import NAMESPACE
from tests import factories as make
from tests.packs import (
    a_pack,
    change,
    documents,
    page_of,
    run,
    state,
)

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The messages as they are in the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack of a board, on the disk."""
    return a_pack(tmp_path)


# --- imported -----------------------------------------------------------------------


def test_an_import_makes_drafts_with_the_ids_of_the_pack(pack: Path) -> None:
    home = make.home_page()
    said = run("import", pack)
    assert said.count("created, as a draft") == 5
    for kind in KINDS:
        page = page_of(kind)
        assert not page.live
        assert page.starter_key == f"bestuur/{kind}"
        assert page.depth == home.depth + (1 if kind == "overview" else 2)
    first = page_of("contact").contacts.raw_data[0]
    assert first["id"] == str(
        uuid.uuid5(NAMESPACE, f"bestuur/contact/contacts/{first['value']['starter_key'].split('/')[-1]}")
    )


def test_no_correction_of_the_shipped_texts_waits_on_a_page_from_a_pack(pack: Path) -> None:
    make.home_page()
    change(pack, "norm", lambda d: d["agreements"][0].update(we_do="Wij helpen elkaar.", version=1))
    run("import", pack)
    assert [corrections(page_of(kind)) for kind in KINDS] == [[]] * 5


def test_a_second_import_changes_nothing(pack: Path) -> None:
    make.home_page()
    run("import", pack)
    before = state()
    said = run("import", pack)
    assert said.count("already says the same") == 5
    assert "is a draft" not in said, "there is nothing to read"
    assert state() == before


def test_a_dry_run_and_a_check_change_nothing(pack: Path) -> None:
    make.home_page()
    before = state()
    assert "created, as a draft" in run("import", pack, "--dry-run")
    assert "is valid: 5 pages" in run("check", pack)
    assert state() == before


def test_a_fault_in_one_file_leaves_everything_as_it_was(pack: Path) -> None:
    make.home_page()
    change(pack, "norm", lambda d: d["norm"].update(why=3))
    before = state()
    with pytest.raises(CommandError, match=r"norm\.why: must be a text"):
        run("import", pack)
    assert state() == before


def test_a_failure_half_way_leaves_everything_as_it_was(pack: Path) -> None:
    home = make.home_page()
    make.make_page("parent_tips", home, slug="online-gedrag", title="In de weg")
    before = state()
    with pytest.raises(CommandError, match="another page with the address"):
        run("import", pack)
    assert state() == before


def test_a_new_version_reaches_a_page_that_nobody_edited_as_a_draft(pack: Path) -> None:
    make.home_page()
    run("import", pack)
    page_of("norm").get_latest_revision().publish()
    old = page_of("norm").statement
    change(pack, "norm", lambda d: d["norm"].update(statement="Wij horen bij elkaar, ook online."))
    assert "updated, in a draft" in run("import", pack)
    norm = page_of("norm")
    assert norm.statement == old
    assert norm.get_latest_revision_as_object().statement == "Wij horen bij elkaar, ook online."
    assert PageLogEntry.objects.filter(page=norm.pk, action="gripwagtail.import_pack").count() == 1
    assert run("import", pack).count("already says the same") == 5


def test_what_an_editor_changed_stays_unless_forced(pack: Path) -> None:
    make.home_page()
    run("import", pack)
    tips = page_of("parent_tips")
    tips.intro = "Van ons zelf."
    tips.save_revision()
    change(pack, "parent_tips", lambda d: d["page"].update(intro="Nieuw."))
    assert "someone edited it" in run("import", pack)
    assert page_of("parent_tips").get_latest_revision_as_object().intro == "Van ons zelf."
    assert "overwritten" in run("import", pack, "--force")
    page = page_of("parent_tips")
    assert page.get_latest_revision_as_object().intro == "Nieuw."
    assert "Van ons zelf." in [revision.as_object().intro for revision in page.revisions.all()]


def test_a_page_that_is_not_from_the_pack_stays_unless_forced(pack: Path) -> None:
    home = make.home_page()
    mine = make.make_page("contact", home, **make.content_of("contact"))
    assert "does not come from this pack" in run("import", pack)
    run("import", pack, "--force")
    mine.refresh_from_db()
    assert mine.contacts.raw_data[0]["value"]["label"] == make.SIGNS["contact"]
    oldest = mine.revisions.order_by("pk").first().as_object()
    assert oldest.contacts.raw_data[0]["value"]["label"] == make.SIGNS["contact"]


def test_a_locked_page_is_left_alone_even_when_forced(pack: Path) -> None:
    make.home_page()
    run("import", pack)
    make.page_class("norm").objects.update(locked=True)
    change(pack, "norm", lambda d: d["norm"].update(why="Daarom."))
    assert "the page is locked" in run("import", pack, "--force")
    assert page_of("norm").why != "Daarom."


def test_ticks_of_the_school_stay_with_the_texts_that_did_not_change(pack: Path) -> None:
    make.home_page()
    run("import", pack)
    norm = page_of("norm")
    items = [{**raw, "value": {**raw["value"], "if_broken_confirmed": True}} for raw in norm.agreements.raw_data]
    make.set_items(norm, "agreements", items)
    ids = [raw["id"] for raw in items]
    change(pack, "norm", lambda d: d["agreements"][0].update(if_broken="Dan praten we."))
    run("import", pack, "--force")
    found = page_of("norm").get_latest_revision_as_object().agreements.raw_data
    assert [raw["id"] for raw in found] == ids
    assert [raw["value"]["if_broken_confirmed"] for raw in found] == [False, *[True] * (len(ids) - 1)]


def test_an_import_does_not_change_what_the_school_chose_for_itself(pack: Path) -> None:
    make.home_page()
    run("import", pack)
    make.page_class("contact").objects.update(school_phone="070 012 34 56", hide_from_search=True, slug="hulp")
    contact = page_of("contact")
    contact.save_revision()
    run("import", pack, "--force")
    draft = page_of("contact").get_latest_revision_as_object()
    assert (draft.school_phone, draft.hide_from_search, draft.slug) == ("070 012 34 56", True, "hulp")


def test_one_file_is_a_pack_too_and_goes_below_the_overview_that_is_there(tmp_path: Path) -> None:
    overview = make.make_page("overview")
    write(tmp_path / "tips", documents("parent_tips"))
    run("import", tmp_path / "tips")
    assert page_of("parent_tips").is_child_of(overview)


def test_the_same_pack_in_another_language_makes_translations(pack: Path, tmp_path: Path) -> None:
    home = make.home_page()
    run("import", pack, parent=home.pk)
    english, _faults = reading.read(DATA / "en" / "po")
    write(tmp_path / "en", {n: {**reading.fill(d, "teacher"), "name": "bestuur"} for n, d in english.items()})
    code = "en" if home.locale.language_code == "nl" else "nl"
    other = make.translate(home, code)
    run("import", tmp_path / "en", parent=other.pk)
    for kind in KINDS:
        first, second = make.page_class(kind).objects.order_by("pk")
        assert first.translation_key == second.translation_key
        assert second.is_descendant_of(other)


def test_with_two_schools_below_it_a_page_is_no_place_to_import(pack: Path) -> None:
    home = make.home_page()
    make.make_page("norm", make.home_page(home))
    make.make_page("norm", make.home_page(home))
    with pytest.raises(CommandError, match="several pages of one kind"):
        run("import", pack)
