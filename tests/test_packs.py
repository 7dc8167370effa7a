"""Content packs: what is refused, what an import writes and leaves alone, and what an export says about people."""

from __future__ import annotations

import copy
import datetime
import io
import os
import random
import stat
import subprocess
import sys
import uuid
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from gripwagtail.lookup.sources import KINDS, page_model
from gripwagtail.models import GripSettings
from gripwagtail.packs import reading, toml
from gripwagtail.packs.checking import check
from gripwagtail.packs.cleaning import clean, rich
from gripwagtail.packs.exporting import export
from gripwagtail.packs.importing import bring
from gripwagtail.packs.persons import without_person
from gripwagtail.packs.tables import item_table, part_table, singles
from gripwagtail.packs.writing import write
from gripwagtail.starter.corrections import corrections
from gripwagtail.starter.files import DATA, StarterError
from gripwagtail.starter.streams import NAMESPACE, RENAMED, STREAMS
from gripwagtail.starter.tables import MANY, PAGE, PART, SINGLE
from tests import factories as make

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = DATA / "nl" / "po"
FOLDERS = sorted(path for path in DATA.glob("*/*") if path.is_dir())


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The messages as they are in the code."""
    with translation.override("en"):
        yield


def run(*args: Any, **options: Any) -> str:
    out = io.StringIO()
    call_command("gripwagtail_pack", *map(str, args), stdout=out, **options)
    return out.getvalue()


def documents(kind: str = "") -> dict[str, Any]:
    """The shipped Dutch texts as a pack of their own."""
    found, faults = reading.read(SHIPPED)
    assert faults == []
    return {
        name: {**reading.fill(document, "juf"), "name": "bestuur"}
        for name, document in found.items()
        if kind in ("", document["kind"])
    }


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack of a board, on the disk."""
    path = tmp_path / "bestuur"
    write(path, documents())
    return path


def change(pack: Path, kind: str, change: Callable[[dict[str, Any]], Any]) -> None:
    """Changes one file of a pack."""
    document = reading.parse("", (pack / f"{kind}.toml").read_bytes())
    assert isinstance(document, dict)
    change(document)
    (pack / f"{kind}.toml").write_text(toml.dumps(document), encoding="utf-8")


def page_of(kind: str) -> Any:
    return make.page_class(kind).objects.get()


def clear(home: Any) -> None:
    """Takes away every page below the root. The object in hand may not know of its children."""
    for page in page_model().objects.get(pk=home.pk).get_children():
        page.delete()
    assert not any(make.page_class(kind).objects.exists() for kind in KINDS)


def messages(path: Path) -> list[str]:
    with pytest.raises(StarterError) as caught:
        reading.load(path)
    return caught.value.messages


def zipped(path: Path, files: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def state() -> tuple[Any, ...]:
    """Everything that an import could have touched."""
    return (
        list(page_model().objects.order_by("pk").values()),
        [list(make.page_class(kind).objects.values()) for kind in KINDS],
        list(Revision.objects.order_by("pk").values()),
        PageLogEntry.objects.count() + ModelLogEntry.objects.count(),
    )


# --- the format ---------------------------------------------------------------------


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_the_shipped_texts_are_a_pack(folder: Path) -> None:
    texts = reading.load(folder)
    assert set(texts.pages) == set(KINDS)
    assert texts.prefix == folder.name


@pytest.mark.parametrize("stream", [one for many in STREAMS.values() for one in many], ids=lambda stream: stream.name)
def test_a_pack_has_every_child_of_a_block_but_what_only_the_school_can_say(stream: Any) -> None:
    parts = part_table(stream)
    known = {RENAMED.get(name, name) for name in item_table(stream)}
    known |= {f"{reader}_{name}" for reader in ("pupil", "parent", "staff") for name in parts}
    ours = {"starter_key", "starter_version", "expert_read", *stream.claims}
    assert set(stream.block.base_blocks) - known == ours & set(stream.block.base_blocks)


def test_a_pack_knows_every_key_of_the_shipped_texts() -> None:
    streams = {stream.name: stream for many in STREAMS.values() for stream in many}
    for tables in MANY.values():
        for name, table in tables.items():
            assert set(table) <= set(item_table(streams[name])), name
    assert set(PART) == set(part_table(streams["situations"]))
    assert set(PAGE) <= set(singles("norm")["page"])
    assert set(SINGLE["norm"]["norm"]) <= set(singles("norm")["norm"])


@pytest.mark.parametrize(
    "text",
    ["", "a", 'zeg "nee"', "C:\\map", "een\ntwee", "\neen\n", 'drie """ en \\', "tab\there", "é😀العربية", "a\x7fb"],
)
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    document = {
        "a": text,
        "b": [text.replace("\n", " "), "x" * 99],
        "c": {"d": text},
        "e": [{"f": text, "g": {"h": text}}],
    }
    assert reading.parse("", toml.dumps(document).encode()) == document


# --- refused ------------------------------------------------------------------------


def foto(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(item for item in document["situations"] if item["key"] == "foto-gaat-rond")
    return found


FAULTS: list[tuple[str, Callable[[dict[str, Any]], Any], str, str]] = [
    (
        "incident_help",
        lambda d: foto(d).update(colour="red"),
        "situations[foto-gaat-rond].colour",
        "not a recognised key",
    ),
    ("incident_help", lambda d: foto(d)["pupil"].update(hint="x"), ".pupil.hint", "not a recognised key"),
    ("norm", lambda d: d["norm"].update(why=3), "norm.why", "must be a text"),
    ("norm", lambda d: d["norm"].update(why="a" * 601), "norm.why", "601 characters; at most 600"),
    ("norm", lambda d: d["norm"].update(statement="Wij zijn <b>aardig</b>"), "norm.statement", "HTML"),
    ("norm", lambda d: d["norm"].update(adopted_on="2026-09-01"), "norm.adopted_on", "date"),
    (
        "norm",
        lambda d: d["agreements"][0].update(if_broken_confirmed=True),
        "if_broken_confirmed",
        "not a recognised key",
    ),
    ("contact", lambda d: d["contacts"][0].update(roles=["wizard"]), "contacts[mentor].roles[1]", "wizard"),
    ("contact", lambda d: d["contacts"][0].pop("roles"), "contacts[mentor].roles", "missing"),
    ("contact", lambda d: d["contacts"][0].update(name="Bo"), "contacts[mentor].told_on", "missing"),
    ("contact", lambda d: d["contacts"][-1].update(confirmed=True), ".confirmed", "may be true only for"),
    ("contact", lambda d: d["contacts"][0].update(phones=["bel mij"]), "contacts[mentor].phones[1]", ""),
    ("contact", lambda d: d["contacts"][0].update(email="geen adres"), "contacts[mentor].email", "e-mail"),
    ("contact", lambda d: d["contacts"][0].update(form_url="javascript:1"), "contacts[mentor].form_url", "address"),
    ("contact", lambda d: d["steps"][0].update(helplines=["nergens"]), ".helplines[1]", "nergens"),
    ("contact", lambda d: d["contacts"].append(dict(d["contacts"][0])), "contacts[mentor]", "twice"),
    ("incident_help", lambda d: foto(d)["pupil"].update(steps=["x"] * 6), ".pupil.steps", "6 entries; from 0 to 5"),
    ("incident_help", lambda d: foto(d)["pupil"].update(steps=["x" * 141]), ".pupil.steps[1]", "at most 140"),
    ("incident_help", lambda d: foto(d)["pupil"].update(steps=["Bel 070 012 34 56."]), ".pupil.steps", "070 012 34 56"),
    ("incident_help", lambda d: foto(d)["pupil"].update(steps=["Maak een screenshot."]), ".pupil.steps", "screenshot"),
    ("incident_help", lambda d: foto(d).update(school_does=["Stuur de foto naar de mentor."]), ".school_does", "foto"),
    ("incident_help", lambda d: foto(d).update(evidence="screenshot"), ".evidence", "does not match"),
    ("incident_help", lambda d: foto(d).update(urgency="ooit"), ".urgency", "ooit"),
    ("incident_help", lambda d: d.update(situations=d["situations"][:-1]), "situations", "iets-anders"),
    ("incident_help", lambda d: d.update(situations="x"), "situations", "list of tables"),
    ("parent_tips", lambda d: d["tips"][0].update(age_from=12, age_to=4), ".age_to", "lower"),
    ("parent_tips", lambda d: d["tips"][0].update(age_to=True), ".age_to", "whole number"),
    ("parent_tips", lambda d: d.update(body=[{"text": "<p>a</p>", "heading": "b"}]), "body[1]", "either"),
    ("parent_tips", lambda d: d.update(body=[{"text": "<script>x</script>"}]), "body[1].text", "empty"),
    ("parent_tips", lambda d: d["page"].update(slug="../weg"), "page.slug", "letters"),
    ("parent_tips", lambda d: d.update(format=2), "format", "from 1 to 1"),
    ("parent_tips", lambda d: d.update(name="po"), "name", "reserved for"),
    ("parent_tips", lambda d: d.update(kind="norm"), "kind", "name of the file"),
    ("parent_tips", lambda d: d.update(extra=1), "extra", "not a recognised key"),
]


@pytest.mark.parametrize(("kind", "spoil", "place", "words"), FAULTS, ids=[f"{f[2]} {f[3]}" for f in FAULTS])
def test_a_fault_is_named_with_its_place(kind: str, spoil: Callable[[Any], Any], place: str, words: str) -> None:
    found = documents(kind)
    assert check(found) == []
    spoil(found[f"{kind}.toml"])
    faults = check(found)
    assert any(fault.place.endswith(place) and words in fault.message for fault in faults), faults


def test_every_fault_of_every_file_is_named_at_once(pack: Path) -> None:
    change(pack, "norm", lambda d: d["norm"].update(why=3, scope=4))
    change(pack, "contact", lambda d: d["contacts"][0].update(roles=["wizard"]))
    (pack / "overview.toml").write_bytes(b"\xff")
    (pack / "evil.py").write_text("x")
    found = messages(pack)
    for place in ("norm.why", "norm.scope", "contacts[mentor].roles[1]", "overview.toml: -: is not UTF-8", "evil.py"):
        assert any(place in message for message in found), place


def test_files_of_different_packs_do_not_go_together(pack: Path) -> None:
    change(pack, "norm", lambda d: d.update(language="en"))
    assert "*: language: is not the same in every file." in messages(pack)


HOSTILE: dict[str, tuple[bytes, str]] = {
    "no toml": (b"a = ", "is not TOML"),
    "yaml": (b"%YAML 1.2\n--- !!python/object:os.system x", "is not TOML"),
    "latin-1": ("naam = 'café'".encode("latin-1"), "is not UTF-8, from byte 11"),
    "utf-16": ("a = 1".encode("utf-16"), "is not UTF-8"),
    "zero byte": (b"a = 'x\x00y'", "is not TOML"),
    "deep list": (b"a = " + b"[" * 100_000, "is not TOML"),
    "deep enough to be read": (b"a = " + b"[" * 20 + b"]" * 20, "nested too deeply"),
    "deep table": (b"a = " + b"{a = " * 100_000, "is not TOML"),
    "long key": (b".".join([b"a"] * 100_000) + b" = 1", "too many dots"),
    "long quoted key": (b".".join([b'"a.b"'] * 50_000) + b" = 1", "too many dots"),
    "long table name": (b"[" + b" . ".join([b"a"] * 100_000) + b"]", "too many dots"),
    "huge number": (b"a = " + b"9" * 100_000, "is not TOML"),
    "oversized": (b"a = '" + b"x" * reading.MAX_FILE + b"'", "too large"),
    "key twice": (b"a = 1\na = 2", "is not TOML"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_file_that_is_no_content_is_refused_before_it_costs_anything(case: str, tmp_path: Path) -> None:
    content, words = HOSTILE[case]
    (tmp_path / "norm.toml").write_bytes(content)
    assert any(words in message for message in messages(tmp_path))
    assert any(words in message for message in messages(zipped(tmp_path / "a.zip", {"norm.toml": content})))


@pytest.mark.parametrize(
    "name",
    ["../norm.toml", "/norm.toml", "x/../norm.toml", "C:\\norm.toml", "..\\norm.toml", "sub/norm.toml", "norm.TOML",
     "./norm.toml", "readme.txt"],
)  # fmt: skip
def test_a_zip_file_may_hold_nothing_but_the_five_files(name: str, tmp_path: Path) -> None:
    assert any(
        "is not a file of a pack" in message for message in messages(zipped(tmp_path / "a.zip", {name: "a = 1"}))
    )
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_a_name_in_a_zip_file_does_not_end_at_a_zero_byte(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"norm.toml_.exe": "a = 1"})
    path.write_bytes(path.read_bytes().replace(b"norm.toml_", b"norm.toml\x00"))
    assert any("is not a file of a pack" in message for message in messages(path))


def test_a_zip_bomb_is_refused_by_what_it_says_and_by_what_it_is(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "a.zip", {"norm.toml": b" " * 50_000_000})
    assert bomb.stat().st_size < 100_000
    assert any("too large" in message for message in messages(bomb))
    # The same one, that says it is small.
    content = bytearray(bomb.read_bytes())
    true, small = (50_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little")
    bomb.write_bytes(content.replace(true, small))
    assert messages(bomb)


def test_links_locks_doubles_and_crowds_in_a_zip_file_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("norm.toml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert any("not a plain file" in message for message in messages(tmp_path / "link.zip"))
    with pytest.warns(UserWarning), zipfile.ZipFile(tmp_path / "twice.zip", "w") as archive:
        archive.writestr("norm.toml", "a = 1")
        archive.writestr("norm.toml", "a = 2")
    assert any("twice" in message for message in messages(tmp_path / "twice.zip"))
    crowd = zipped(tmp_path / "crowd.zip", {f"{number}.toml": "" for number in range(21)})
    assert any("too many files" in message for message in messages(crowd))
    locked = bytearray(zipped(tmp_path / "locked.zip", {"norm.toml": "a = 1"}).read_bytes())
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(locked)
    assert any("password" in message for message in messages(tmp_path / "locked.zip"))


@pytest.mark.parametrize("end", [10, 60, -30, -4])
def test_a_zip_file_that_was_cut_off_is_refused(end: int, pack: Path) -> None:
    path = zipped(pack.parent / "a.zip", {file.name: file.read_bytes() for file in pack.iterdir()})
    path.write_bytes(path.read_bytes()[:end])
    assert any("cannot be read" in message for message in messages(path))


def test_a_folder_with_a_link_or_another_folder_is_refused(pack: Path) -> None:
    (pack / "norm.toml").unlink()
    (pack / "norm.toml").symlink_to("/etc/hostname")
    (pack / "sub").mkdir()
    found = messages(pack)
    assert any(message.startswith("norm.toml") and "plain file" in message for message in found)
    assert any(message.startswith("sub") and "plain file" in message for message in found)


@pytest.mark.parametrize("name", ["nothing", "a.txt", "empty"])
def test_what_is_no_pack_at_all_says_so(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "empty").mkdir()
    assert len(messages(tmp_path / name)) == 1


# --- cleaned ------------------------------------------------------------------------


def test_what_nobody_can_see_is_taken_out_and_rich_text_is_cleaned() -> None:
    given = {
        "page": {"title": " Help\u202e\x08 ", "intro": "a\r\nb"},
        "links": [{"url": " https://school.example/ "}],
        "body": [{"text": '<p onclick="x()">Hoi <a href="javascript:1">klik</a></p><script>x</script>'}],
    }
    cleaned = clean(given)
    assert cleaned["page"] == {"title": "Help", "intro": "a\nb"}
    assert cleaned["links"] == [{"url": "https://school.example/"}]
    assert "onclick" not in str(cleaned) and "script" not in str(cleaned)
    assert clean(cleaned) == cleaned


def test_a_link_to_a_page_by_number_keeps_only_its_words() -> None:
    assert rich('<p>Lees <a id="3" linktype="page">dit</a>.</p>') == "<p>Lees dit.</p>"
    link = '<p><a href="https://school.example/" rel="noopener noreferrer">dat</a></p>'
    assert rich(link) == link


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
    assert run("import", pack).count("already says the same") == 5
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


# --- exported -----------------------------------------------------------------------


def full_school() -> Any:
    home = make.home_page()
    for kind in KINDS:
        fields = make.content_of(kind)
        if kind == "incident_help":
            fields["situations"].append(make.situation(key="iets-anders", title="Iets anders"))
        if kind == "parent_tips":
            fields["tips"].append(make.tip(age_from=0, age_to=0, title="Baby"))
        make.make_page(
            kind,
            home,
            **fields,
            body=[make.item("heading", "Meer"), make.item("paragraph", '<p>Lees <b>dit</b> & "dat".</p>')],  # type: ignore[arg-type]
        )
    make.helpline()
    return home


def bytes_of(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(path.iterdir())}


@pytest.mark.parametrize("with_contacts", [False, True])
def test_export_import_export_gives_the_same_bytes(with_contacts: bool, tmp_path: Path) -> None:
    home = full_school()
    options = {"with_contacts": with_contacts}
    said = run("export", tmp_path / "one", **options)
    assert "would refuse" not in said
    run("export", tmp_path / "one.zip", **options)
    clear(home)
    run("import", tmp_path / "one")
    run("export", tmp_path / "two", "--drafts", **options)
    run("export", tmp_path / "two.zip", "--drafts", **options)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert len(bytes_of(tmp_path / "one")) == 5


def test_everything_on_a_page_that_is_no_tick_survives_the_journey(tmp_path: Path) -> None:
    home = full_school()
    stored = {
        kind: [raw["value"] for name in page.grip_streams for raw in getattr(page, name).raw_data]
        for kind in KINDS
        for page in [page_of(kind)]
    }
    run("export", tmp_path / "one", with_contacts=True)
    clear(home)
    run("import", tmp_path / "one")
    ticks = {"confirmed", "if_broken_confirmed", "school_does_confirmed", "phones", "key"}
    for kind in KINDS:
        page = page_of(kind)
        found = [raw["value"] for name in page.grip_streams for raw in getattr(page, name).raw_data]
        assert len(found) == len(stored[kind])
        for old, new in zip(stored[kind], found, strict=True):
            assert {name: new[name] for name in old if name not in ticks} == {
                name: given for name, given in old.items() if name not in ticks
            }
    phones = page_of("contact").contacts.raw_data[0]["value"]["phones"]
    assert [phone["value"] for phone in phones] == ["070 012 34 56"]


def test_an_import_of_its_own_export_finds_nothing_to_do(tmp_path: Path) -> None:
    full_school()
    run("export", tmp_path / "one", with_contacts=True)
    before = state()
    assert run("import", tmp_path / "one").count("already says the same") == 5
    assert state() == before


def test_the_shipped_texts_come_back_from_a_planted_school(tmp_path: Path) -> None:
    home = make.home_page()
    call_command("gripwagtail_start", parent=home.pk, publish=True, publish_incident=True, stdout=io.StringIO())
    run("export", tmp_path / "one")
    exported, faults = reading.read(tmp_path / "one")
    assert faults == [] and check(exported) == []
    shipped = documents()
    for name, document in shipped.items():
        assert exported[name]["page"] == {key: given for key, given in document["page"].items() if given}
    assert exported["norm.toml"]["agreements"][0]["we_do"] == shipped["norm.toml"]["agreements"][0]["we_do"]


PERSON = {
    "kind": "person",
    "label": "Juf Madelief",
    "name": "Madelief Zonnedauw",
    "told_on": "2026-09-01",
    "organisation": "Praktijk Zonnedauw",
    "about": "Vraag naar Madelief.",
    "roles": ["confidential-internal"],
    "phones": ["06 00 12 34 56"],
    "email": "m.zonnedauw@kwikstaart.example",
    "whatsapp": "06 00 12 34 56",
    "instagram": "madeliefje",
    "where": "lokaal 2.14",
    "when": "maandag",
    "form_url": "https://kwikstaart.example/madelief",
}


def test_a_person_is_exported_as_a_function_without_a_way_to_reach_anybody(tmp_path: Path) -> None:
    make.home_page()
    make.make_page("contact", contacts=[make.contact(**PERSON), make.contact()])
    run("export", tmp_path / "one")
    text = (tmp_path / "one" / "contact.toml").read_text(encoding="utf-8")
    for word in ("Madelief", "madelief", "onnedauw", "06 00", "2.14", "maandag", "mentor@", "070 0", "Annemiek"):
        assert word not in text, word
    card = reading.read(tmp_path / "one")[0]["contact.toml"]["contacts"][0]
    assert card["kind"] == "function"
    assert card["roles"] == ["confidential-internal"]
    assert card["confirmed"] is False


@pytest.mark.parametrize(
    ("label", "stays"),
    [
        ("Juf Annemiek", False),
        ("Annemiek", False),
        ("mentor Annemiek", False),
        ("السيدة مريم", False),
        ("mentor", True),
        ("Vertrouwenspersoon op school", True),
        ("hulp bij ICT in lokaal 12", True),
    ],
)
def test_a_label_that_may_be_a_name_stays_at_school(label: str, stays: bool) -> None:
    assert ("label" in without_person({"kind": "function", "label": label, "roles": ["mentor"]})) is stays


def test_the_label_of_a_function_may_name_its_organisation() -> None:
    card = {"kind": "function", "label": "Stichting Luisterend Oor", "organisation": "Stichting Luisterend Oor"}
    assert without_person(card) == card


def test_the_name_of_an_organisation_is_no_name_of_a_person() -> None:
    card = {
        "kind": "organisation",
        "label": "De Jeugdwerkers",
        "organisation": "De Jeugdwerkers",
        "email": "a@b.example",
    }
    assert without_person(card) == {name: given for name, given in card.items() if name != "email"}


def test_with_contacts_a_person_is_exported_whole_and_never_shown_at_once(tmp_path: Path) -> None:
    home = make.home_page()
    page = make.make_page("contact", home, contacts=[make.contact(**PERSON)])
    run("export", tmp_path / "one", "--with-contacts")
    clear(home)
    assert not make.page_class("contact").objects.filter(pk=page.pk).exists()
    run("import", tmp_path / "one")
    value = page_of("contact").contacts.raw_data[0]["value"]
    for name, given in PERSON.items():
        if name != "phones":
            assert value[name] == given, name
    assert value["confirmed"] is False


def test_an_export_names_the_places_where_a_person_still_stands(tmp_path: Path) -> None:
    make.home_page()
    make.make_page("contact", contacts=[make.contact(**PERSON)])
    make.make_page(
        "parent_tips", tips=[make.tip(text="Vraag het aan Madelief, of mail info@kwikstaart.example.")], slug="tips"
    )
    said = run("export", tmp_path / "one")
    assert "Read this before you share the pack" in said
    assert "parent_tips.toml: tips[" in said
    assert "Madelief, info@kwikstaart.example" in said


def test_a_draft_is_exported_only_when_asked_for(tmp_path: Path) -> None:
    make.home_page()
    make.make_page("norm", statement="Online")
    draft = make.make_page("parent_tips", live=False)
    said = run("export", tmp_path / "one")
    assert f"“{draft.title}” is a draft" in said
    assert [file.name for file in (tmp_path / "one").iterdir()] == ["norm.toml"]
    make.page_class("norm").objects.get().delete()
    with pytest.raises(CommandError, match="no page of ours online"):
        run("export", tmp_path / "two")


def test_an_export_never_writes_over_what_is_there(pack: Path) -> None:
    make.make_page("norm", statement="Online")
    before = bytes_of(pack)
    with pytest.raises(CommandError, match="already exists"):
        run("export", pack)
    assert bytes_of(pack) == before


def test_an_export_says_what_an_import_would_refuse(tmp_path: Path) -> None:
    make.home_page()
    make.make_page("norm", statement="Wij", agreements=[make.agreement(topics=["onzin"])])
    said = run("export", tmp_path / "one")
    assert "An import would refuse this:" in said
    assert "agreements[aardig].topics[1]" in said


@pytest.mark.parametrize("option", ["--with-contacts", "--drafts"])
def test_an_option_that_does_nothing_here_is_refused(option: str, pack: Path) -> None:
    with pytest.raises(CommandError, match=f"{option} can only be used with the action “export”"):
        run("import", pack, option)


def test_settings_of_the_school_are_in_no_pack(tmp_path: Path) -> None:
    make.home_page()
    make.settings_of(phone="070 099 88 77", school_name="De Kwikstaart", school_type="vo")
    make.make_page("contact", school_phone="070 011 22 33", school_email="info@kwikstaart.example")
    run("export", tmp_path / "one", "--with-contacts")
    text = (tmp_path / "one" / "contact.toml").read_text(encoding="utf-8")
    assert "070" not in text and "@" not in text
    assert 'school_type = "vo"' in text
    assert GripSettings.objects.count() == 1


def test_functions_can_be_used_without_the_command(tmp_path: Path) -> None:
    home = make.home_page()
    make.make_page("norm", statement="Online")
    made = export(home, name="proef", version="3")
    write(tmp_path / "one", made.documents)
    assert [done.status for done in bring(reading.load(tmp_path / "one"), home)] == ["same"]


# --- whatever comes -----------------------------------------------------------------

ODD: list[Any] = [None, True, -1, 10**30, 1.5, "", " ", "x" * 99_999, "\u202e<b>", "iets-anders", datetime.date.min]
ODD += [datetime.datetime.min, [], [[]], [{}], ["x", 1], {}, {"key": []}, {"pupil": {"steps": [1, {}]}}, float("nan")]


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each table or list with each of its keys, at any depth."""
    for key in list(value) if isinstance(value, dict) else range(len(value)):
        yield value, key
        if isinstance(value[key], (dict, list)):
            yield from places(value[key])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.slow
def test_no_odd_value_in_any_place_is_too_much_for_the_check(kind: str) -> None:
    chance = random.Random(kind)
    for _round in range(60):
        found = copy.deepcopy(documents(kind))
        document = found[f"{kind}.toml"]
        table, key = chance.choice(list(places(document)))
        odd = chance.choice(ODD)
        table[key] = odd
        if not check(found):
            clean(document)


@pytest.mark.parametrize("seed", range(5))
def test_any_content_that_an_export_finds_in_order_comes_back_as_the_same_bytes(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    home = make.home_page()
    make.helpline()

    def text(limit: int) -> str:
        letters = "abc é😀ع\u202e\x07\"'\\\\{}[]#=&<>\t\u00a0."
        return "".join(chance.choice(letters) for _letter in range(chance.randint(1, limit)))

    for kind in KINDS:
        fields = make.content_of(kind)
        for value in fields.values():
            for raw in value if isinstance(value, list) else ():
                for name in (
                    "title",
                    "label",
                    "text",
                    "meaning",
                    "we_do",
                    "so_not",
                    "opener",
                    "about",
                    "pupil_opening",
                ):
                    if name in raw["value"]:
                        raw["value"][name] = text(60)
                raw["value"].pop(chance.choice(list(raw["value"])))
        if kind == "incident_help":
            fields["situations"].append(make.situation(key="iets-anders"))
        body = [make.item("paragraph", f"<p>{text(40)}</p>"), make.item("heading", text(40))]  # type: ignore[arg-type]
        make.make_page(kind, home, **fields, body=body)
    made = export(home, contacts=True)
    refused = {fault.file for fault in made.faults}
    whole = {name: document for name, document in made.documents.items() if name not in refused}
    if not whole:
        return
    write(tmp_path / "one", whole)
    clear(home)
    bring(reading.load(tmp_path / "one"), page_model().objects.get(pk=home.pk).specific)
    write(tmp_path / "two", export(home, drafts=True, contacts=True).documents)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


@pytest.mark.apart
def test_an_import_that_is_killed_leaves_the_database_as_it_was() -> None:
    # A database of its own; a hundred times, and on PostgreSQL: see the tool.
    env = {name: value for name, value in os.environ.items() if name != "GRIP_DB"}
    command = [sys.executable, "-m", "tests.tools.kill_imports", "2"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "as it was" in done.stdout or "whole" in done.stdout
