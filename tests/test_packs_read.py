"""Content packs: their format, what is refused before it costs anything, and what is taken out."""

from __future__ import annotations

import copy
import datetime
import random
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.utils import translation

from gripwagtail.lookup.sources import KINDS
from gripwagtail.packs import reading
from gripwagtail.packs.checking import check
from gripwagtail.packs.cleaning import clean, rich
from gripwagtail.starter.files import DATA, dumps
from gripwagtail.starter.narrowing import MANY, PARTS, SINGLE
from gripwagtail.starter.schema import Fault
from gripwagtail.starter.streams import RENAMED, STREAMS
from gripwagtail.starter.tables import item_table, part_table, singles
from tests.packs import (
    a_pack,
    change,
    documents,
    messages,
    zipped,
)

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

FOLDERS = sorted(path for path in DATA.glob("*/*") if path.is_dir())


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The messages as they are in the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack of a board, on the disk."""
    return a_pack(tmp_path)


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
    ours = {"starter_key", "starter_version", "expert_read", *stream.claims, *stream.of_school}
    assert set(stream.block.base_blocks) - known == ours & set(stream.block.base_blocks)


def test_a_pack_knows_every_key_of_the_shipped_texts() -> None:
    streams = {stream.name: stream for many in STREAMS.values() for stream in many}
    for tables in MANY.values():
        for name, table in tables.items():
            assert set(table) <= set(item_table(streams[name])), name
    assert set(PARTS["situations"]) == set(part_table(streams["situations"]))
    assert set(SINGLE["norm"]["page"]) <= set(singles("norm")["page"])
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
    assert reading.parse("", dumps(document).encode()) == document


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


def test_no_more_of_a_file_is_read_than_a_pack_may_have() -> None:
    class Endless:
        asked: ClassVar[list[int]] = []

        def read(self, most: int = -1) -> bytes:
            self.asked.append(most)
            return b"x" * most

    assert isinstance(reading._whole("norm.toml", Endless()), Fault)
    assert Endless.asked == [reading.MAX_FILE + 1]


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
