"""Content packs: what an export holds, what it says about people, and that it comes back as it was."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from gripwagtail.lookup.sources import KINDS, page_model
from gripwagtail.models import GripSettings
from gripwagtail.packs import reading
from gripwagtail.packs.checking import check
from gripwagtail.packs.exporting import export
from gripwagtail.packs.importing import bring
from gripwagtail.packs.persons import without_person
from gripwagtail.packs.writing import write
from gripwagtail.starter.files import dumps, loads
from tests import factories as make
from tests.packs import (
    a_pack,
    bytes_of,
    clear,
    documents,
    full_school,
    page_of,
    run,
    state,
)

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

BEFORE = Path(__file__).parent / "upgrade" / "pack"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The messages as they are in the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack of a board, on the disk."""
    return a_pack(tmp_path)


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


@pytest.mark.parametrize(
    ("card", "stays"),
    [
        ({"kind": "person", "label": "de juf", "organisation": "Praktijk De Brug"}, False),
        ({"kind": "function", "label": "juf Annemiek", "organisation": "Praktijk De Brug"}, False),
        ({"kind": "organisation", "label": "de praktijk", "organisation": "Praktijk De Brug"}, True),
    ],
)
def test_for_whom_somebody_works_goes_with_the_person(card: dict[str, Any], stays: bool) -> None:
    assert ("organisation" in without_person(card)) is stays


def test_functions_can_be_used_without_the_command(tmp_path: Path) -> None:
    home = make.home_page()
    make.make_page("norm", statement="Online")
    made = export(home, name="proef", version="3")
    write(tmp_path / "one", made.documents)
    assert [done.status for done in bring(reading.load(tmp_path / "one"), home)] == ["same"]


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


# --- the file itself ----------------------------------------------------------------


def test_a_text_of_several_lines_is_written_in_lines_also_as_a_browser_ends_them() -> None:
    document = {"intro": "een\r\ntwee \ue000\ndrie\rvier", "page": {"text": "a\nb"}}
    written = dumps(document)
    assert loads(written) == document
    assert len(written.splitlines()) > 6
    assert '"""\neen\\r\ntwee' in written


@pytest.mark.parametrize("file", sorted(BEFORE.glob("*.toml")), ids=lambda path: path.stem)
def test_a_pack_from_before_its_files_were_written_by_a_library_is_read_and_written_the_same(file: Path) -> None:
    found, faults = reading.read(BEFORE)
    assert faults == []
    document = found[file.name]
    assert document["body"][1]["text"].count("\r\n") == 1
    assert loads(dumps(document)) == document
    assert dumps(loads(dumps(document))) == dumps(document)


def test_such_a_pack_can_be_imported() -> None:
    done = bring(reading.load(BEFORE), make.home_page())
    assert {one.status for one in done} == {"created"}
