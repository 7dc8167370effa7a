"""The starter texts are right, faults are found with their place, and items keep their ids."""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from gripwagtail.item_blocks import fields
from gripwagtail.starter import helplines
from gripwagtail.starter.files import DATA, StarterError, languages, read
from gripwagtail.starter.plans import Planting, planting
from gripwagtail.starter.schema import check_file, check_helplines, check_set
from gripwagtail.starter.streams import STREAMS
from gripwagtail.starter.texts import Texts, fill, load
from tests.starter_texts import WHOLE

FOLDERS = sorted(path for path in DATA.glob("*/*") if path.is_dir() and path.parent.name in WHOLE)
KINDS = list(STREAMS)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The messages as they are in the code."""
    with translation.override("en"):
        yield


def documents(folder: Path = DATA / "nl" / "po") -> dict[str, dict[str, Any]]:
    """The files of one set, with a word where the loader puts one."""
    return {path.name: fill(read(path), "juf") for path in folder.glob("*.toml")}


def plantings(school_type: str) -> dict[str, Planting]:
    texts = load("nl", school_type)
    return {kind: planting(kind, texts) for kind in KINDS}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_shipped_set_of_texts_is_valid(folder: Path) -> None:
    assert [str(fault) for fault in check_set(documents(folder), folder.parent.name, folder.name)] == []


def test_the_shipped_helplines_are_valid() -> None:
    assert [str(fault) for fault in check_helplines("helplines.toml", read(DATA / "helplines.toml"))] == []


Change = Callable[[dict[str, Any]], Any]


def foto(document: dict[str, Any]) -> dict[str, Any]:
    return next(item for item in document["situations"] if item["key"] == "foto-gaat-rond")


FAULTS: list[tuple[str, str, Change, str, str]] = [
    ("unknown key", "incident_help", lambda d: foto(d).update(colour="red"), "@.colour", "not a recognised key"),
    (
        "unknown key of a reader",
        "incident_help",
        lambda d: foto(d)["pupil"].update(hint=""),
        "@.pupil.hint",
        "not a recognised key",
    ),
    ("unknown reader", "incident_help", lambda d: foto(d).update(friend={}), "@.friend", "not a recognised key"),
    ("unknown table", "norm", lambda d: d.update(extra={}), "extra", "not a recognised key"),
    ("missing key", "norm", lambda d: d["norm"].pop("why"), "norm.why", "missing"),
    ("missing table", "norm", lambda d: d.pop("page"), "page", "table"),
    ("missing items", "contact", lambda d: d.pop("steps"), "steps", "list of tables"),
    ("item that is no table", "contact", lambda d: d["steps"].append("x"), "steps[12]", "table"),
    (
        "text instead of tick",
        "incident_help",
        lambda d: foto(d).update(life_line="yes"),
        "@.life_line",
        "true or false",
    ),
    ("number instead of text", "norm", lambda d: d["norm"].update(why=3), "norm.why", "must be a text"),
    (
        "text instead of list",
        "norm",
        lambda d: d["agreements"][0].update(topics="images"),
        "agreements[aardig].topics",
        "list",
    ),
    (
        "tick instead of number",
        "parent_tips",
        lambda d: d["tips"][0].update(age_from=True),
        "tips[kijk-samen].age_from",
        "whole number",
    ),
    (
        "text instead of date",
        "parent_tips",
        lambda d: d["tips"][0].update(source_date="2026-11-22"),
        "tips[kijk-samen].source_date",
        "date",
    ),
    ("too long", "incident_help", lambda d: foto(d).update(title="a" * 91), "@.title", "91 characters; at most 90"),
    (
        "too long a line",
        "incident_help",
        lambda d: foto(d)["staff"]["donts"].append("a" * 141),
        "@.staff.donts[",
        "at most 140",
    ),
    ("too many words", "norm", lambda d: d["norm"].update(poster_line="wij " * 26), "norm.poster_line", "26 words"),
    ("empty", "contact", lambda d: d["contacts"][0].update(about=" "), "contacts[mentor].about", "empty"),
    (
        "unknown role",
        "contact",
        lambda d: d["contacts"][0].update(roles=["mentor", "wizard"]),
        "contacts[mentor].roles[2]",
        "wizard",
    ),
    ("unknown topic", "incident_help", lambda d: foto(d).update(topic="weather"), "@.topic", "weather"),
    (
        "the same role twice",
        "contact",
        lambda d: d["contacts"][0].update(roles=["mentor", "mentor"]),
        "contacts[mentor].roles[2]",
        "twice",
    ),
    (
        "unknown helpline",
        "incident_help",
        lambda d: foto(d)["pupil"].update(helplines=["nobody"]),
        "@.pupil.helplines[1]",
        "nobody",
    ),
    (
        "six steps",
        "incident_help",
        lambda d: foto(d)["pupil"].update(steps=["Bel 112."] * 6),
        "@.pupil.steps",
        "6 entries",
    ),
    ("no steps", "incident_help", lambda d: foto(d)["pupil"].update(steps=[]), "@.pupil.steps", "0 entries"),
    (
        "number in a step",
        "incident_help",
        lambda d: foto(d)["pupil"].update(steps=["Bel 112 of 113.", "Bel 0800-0432."]),
        "@.pupil.steps[2]",
        "0800, 0432",
    ),
    (
        "number in a don't",
        "incident_help",
        lambda d: foto(d)["parent"].update(donts=["Bel niet 14070."]),
        "@.parent.donts[1]",
        "14070",
    ),
    (
        "two lines in one",
        "incident_help",
        lambda d: foto(d)["pupil"].update(steps=["Bel.\nLoop."]),
        "@.pupil.steps[1]",
        "one line",
    ),
    (
        "screenshot of something sexual",
        "incident_help",
        lambda d: foto(d).update(evidence="screenshot"),
        "@.evidence",
        "note-only",
    ),
    (
        "screenshot of something perhaps sexual",
        "incident_help",
        lambda d: foto(d).update(sexual="maybe", evidence="screenshot"),
        "@.evidence",
        "note-only, none",
    ),
    (
        "nothing to note of something sexual",
        "incident_help",
        lambda d: foto(d).update(evidence="none"),
        "@.evidence",
        "note-only",
    ),
    (
        "no reader",
        "incident_help",
        lambda d: [foto(d).pop(name) for name in ("pupil", "parent", "staff")],
        "@",
        "without a reader",
    ),
    ("duplicate key", "contact", lambda d: d["contacts"].append(d["contacts"][0]), "contacts[mentor]", "twice"),
    ("duplicate cell", "overview", lambda d: d["cells"].append(d["cells"][0]), "cells[set-policy]", "twice"),
    ("no slug", "norm", lambda d: d["page"].update(slug="Onze Norm"), "page.slug", "lowercase letters"),
    (
        "no key",
        "norm",
        lambda d: d["agreements"][0].update(key="Aardig!"),
        "agreements[Aardig!].key",
        "lowercase letters",
    ),
    (
        "no web address",
        "overview",
        lambda d: d["materials"][0].update(url="javascript:alert(1)"),
        "materials[stappenplan-online-incidenten].url",
        "web address",
    ),
    ("brace", "norm", lambda d: d["norm"].update(why="Vraag {wie}."), "norm.why", "unreplaced"),
    (
        "ages the wrong way round",
        "parent_tips",
        lambda d: d["tips"][0].update(age_from=9, age_to=4),
        "tips[kijk-samen].age_to",
        "lower",
    ),
    ("other format", "norm", lambda d: d.update(format=2), "format", "1 to 1"),
]


@pytest.mark.parametrize(("kind", "change", "place", "message"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_a_fault_is_found_with_its_place(kind: str, change: Change, place: str, message: str) -> None:
    document = documents()[f"{kind}.toml"]
    change(document)
    place = place.replace("@", "situations[foto-gaat-rond]")
    found = check_file(f"{kind}.toml", document)
    assert any(
        fault.file == f"{kind}.toml" and fault.place.startswith(place) and message in fault.message for fault in found
    ), [str(fault) for fault in found]


def test_all_faults_are_found_at_once() -> None:
    changed = documents()
    changed["norm.toml"]["norm"]["why"] = ""
    changed["contact.toml"]["page"]["slug"] = "A b"
    del changed["overview.toml"]
    changed["parent_tips.toml"]["version"] = "1"
    found = {(fault.file, fault.place) for fault in check_set(changed, "nl", "po")}
    assert found == {
        ("norm.toml", "norm.why"),
        ("contact.toml", "page.slug"),
        ("overview.toml", "-"),
        ("*", "version"),
    }


def test_a_file_in_the_wrong_folder_is_found() -> None:
    found = {fault.place for fault in check_set(documents(), "en", "vo")}
    assert found == {"language", "school_type"}


def test_a_helpline_that_can_not_be_dialled_is_found() -> None:
    document = read(DATA / "helplines.toml")
    document["helplines"][1]["phones"] = ["0900-8844", "bel ons"]
    del document["helplines"][2]["nl"]
    found = {fault.place for fault in check_helplines("helplines.toml", document)}
    assert found == {"helplines[politie].phones[2]", "helplines[meld-misdaad-anoniem].nl"}


@pytest.mark.parametrize(
    ("school_type", "texts"), [("po", "po"), ("so", "po"), ("ikc", "po"), ("vo", "vo"), ("vso", "vo")]
)
def test_every_type_of_school_has_texts(school_type: str, texts: str) -> None:
    assert load("nl", school_type).school_type == texts


def test_an_unknown_language_is_refused_with_those_that_exist() -> None:
    with pytest.raises(StarterError) as error:
        load("tlh", "po")
    assert all(language in str(error.value) for language in ["tlh", *languages()])


def test_an_unknown_type_of_school_is_refused() -> None:
    with pytest.raises(StarterError, match="mbo"):
        load("nl", "mbo")


def test_loading_reports_every_fault_with_its_file(tmp_path: Path) -> None:
    shutil.copytree(DATA / "nl", tmp_path / "nl")
    for kind, old, new in [("norm", 'slug = "onze-norm"', 'slug = "Onze norm"'), ("contact", "is_management", "boss")]:
        path = tmp_path / "nl" / "po" / f"{kind}.toml"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(StarterError) as error:
        load("nl", "po", tmp_path)
    assert any(message.startswith("norm.toml: page.slug:") for message in error.value.messages)
    assert any(message.startswith("contact.toml: contacts[mentor].boss:") for message in error.value.messages)


def test_a_file_that_is_no_toml_is_refused_by_name(tmp_path: Path) -> None:
    shutil.copytree(DATA / "nl", tmp_path / "nl")
    (tmp_path / "nl" / "po" / "norm.toml").write_text("= nothing", encoding="utf-8")
    with pytest.raises(StarterError, match=r"norm\.toml"):
        load("nl", "po", tmp_path)


def test_the_word_for_the_teacher_is_in_its_place() -> None:
    for school_type, word in [("po", "juf of meester"), ("vo", "mentor")]:
        text = json.dumps(load("nl", school_type).pages["incident_help"], ensure_ascii=False, default=str)
        assert "{leerkracht}" not in text
        assert word in text


@pytest.mark.parametrize("school_type", ["po", "vo"])
def test_no_page_shares_an_id_between_two_items(school_type: str) -> None:
    ids = [item["id"] for plan in plantings(school_type).values() for raw in plan.streams.values() for item in raw]
    assert len(ids) == len(set(ids)) > 60


def test_ids_do_not_depend_on_the_language() -> None:
    dutch = load("nl", "po")
    english = Texts("en", dutch.school_type, "2027.01", dutch.pages)
    for kind in KINDS:
        one, other = planting(kind, dutch).streams, planting(kind, english).streams
        for name in one:
            assert [item["id"] for item in one[name]] == [item["id"] for item in other[name]]


def test_the_id_of_an_item_is_the_same_for_ever() -> None:
    # A changed id cuts the tie with every translation that a school has made.
    first = plantings("po")["contact"].streams["contacts"][0]
    assert first["value"]["starter_key"] == "po/contact/contacts/mentor"
    assert first["id"] == str(
        uuid.uuid5(uuid.UUID("6b1d9f0e-4c57-5a86-9a3e-2f1a6f0c8d41"), "po/contact/contacts/mentor")
    )


@pytest.mark.parametrize("school_type", ["po", "vo"])
def test_items_are_flat_and_hold_only_what_their_block_stores(school_type: str) -> None:
    for kind, plan in plantings(school_type).items():
        for stream in STREAMS[kind]:
            for item in plan.streams[stream.name]:
                assert item["type"] == stream.item
                assert item["value"].keys() <= stream.block.base_blocks.keys()
                assert item["value"]["starter_version"]
                for name, value in item["value"].items():
                    assert not isinstance(value, dict)
                    if isinstance(stream.block.base_blocks[name], fields.LinesBlock):
                        assert isinstance(value, str)
                        assert len(fields.split_lines(value)) <= stream.block.base_blocks[name].max_lines
        json.dumps(plan.streams)


def test_the_blocks_accept_what_is_planted(monkeypatch: pytest.MonkeyPatch) -> None:
    # The choice of helplines is a table; here it is the shipped file.
    known = {key: key for key in helplines.shipped()}
    for stream in [one for streams in STREAMS.values() for one in streams]:
        block = stream.block()
        for child in block.child_blocks.values():
            if isinstance(child, fields.KeysBlock) and child.name and child.name.endswith("helplines"):
                # The children belong to the class: other tests use the same ones.
                monkeypatch.setattr(child.field, "labels", lambda: known)
        for school_type in ("po", "vo"):
            plan = plantings(school_type)[next(kind for kind in KINDS if stream in STREAMS[kind])]
            for item in plan.streams[stream.name]:
                value = block.to_python(item["value"])
                for name, child in block.child_blocks.items():
                    child.clean(value[name])


@pytest.mark.parametrize("school_type", ["po", "vo"])
def test_what_only_the_school_can_know_is_not_confirmed(school_type: str) -> None:
    plans = plantings(school_type)

    def values(kind: str, stream: str) -> list[dict[str, Any]]:
        return [item["value"] for item in plans[kind].streams[stream]]

    assert not any(value["confirmed"] for value in values("overview", "cells"))
    assert not any(value["if_broken_confirmed"] for value in values("norm", "agreements"))
    assert not any(value["school_does_confirmed"] for value in values("incident_help", "situations"))
    assert not any(value.get("expert_read") for value in values("incident_help", "situations"))
    confirmed = {role for value in values("contact", "contacts") if value["confirmed"] for role in value["roles"]}
    assert confirmed == {"mentor", "management", "bullying-contact"}


def test_only_the_core_situations_are_planted() -> None:
    texts = load("nl", "po")
    texts.pages["incident_help"]["situations"][0]["core"] = False
    left_out = texts.pages["incident_help"]["situations"][0]["key"]
    planted = [item["value"]["key"] for item in planting("incident_help", texts).streams["situations"]]
    assert left_out not in planted
    assert len(planted) == sum(item["core"] for item in texts.pages["incident_help"]["situations"])


def test_the_parts_of_the_readers_stand_flat_in_the_situation() -> None:
    texts = load("nl", "vo")
    item = texts.pages["incident_help"]["situations"][0]
    value = planting("incident_help", texts).streams["situations"][0]["value"]
    assert value["pupil_opening"] == item["pupil"]["opening"]
    assert value["staff_steps"] == "\n".join(item["staff"]["steps"])
    assert value["parent_helplines"] == item["parent"]["helplines"]
    assert value["also"] == "\n".join(item["also"])


def test_for_becomes_audiences() -> None:
    plans = plantings("po")
    assert plans["norm"].streams["agreements"][0]["value"]["audiences"] == ["pupil"]
    assert plans["overview"].streams["materials"][0]["value"]["audiences"]


def test_a_placeholder_is_seen_wherever_it_stands() -> None:
    texts = load("nl", "po")
    assert planting("norm", texts).placeholders == []
    texts.pages["norm"]["agreements"][0]["we_do"] = "We vragen het aan [[naam]]."
    assert planting("norm", texts).placeholders == ["We vragen het aan [[naam]]."]


class TestMergeOfAHelpline:
    before = {"does": "old", "hours": "", "words.en.does": "old"}

    def test_an_untouched_field_takes_the_new_value(self) -> None:
        merged, conflicts = helplines.merge(dict(self.before), self.before, {**self.before, "does": "new"})
        assert (merged["does"], conflicts) == ("new", [])

    def test_an_edited_field_is_kept(self) -> None:
        merged, conflicts = helplines.merge({**self.before, "does": "mine"}, self.before, dict(self.before))
        assert (merged["does"], conflicts) == ("mine", [])

    def test_a_field_changed_on_both_sides_is_kept_and_reported(self) -> None:
        mine = {**self.before, "words.en.does": "mine"}
        merged, conflicts = helplines.merge(mine, self.before, {**self.before, "words.en.does": "new"})
        assert (merged["words.en.does"], conflicts) == ("mine", ["words.en.does"])

    def test_the_same_edit_on_both_sides_is_no_conflict(self) -> None:
        same = {**self.before, "does": "new"}
        assert helplines.merge(dict(same), self.before, same) == (same, [])

    def test_a_row_of_the_schools_own_is_only_filled_where_it_is_empty(self) -> None:
        merged, conflicts = helplines.merge({"does": "mine", "hours": ""}, {}, {"does": "new", "hours": "9-17"})
        assert (merged, conflicts) == ({"does": "mine", "hours": "9-17"}, ["does"])
