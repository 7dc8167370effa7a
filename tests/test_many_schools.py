"""gripwagtail_start --from plants many schools from a sheet, and says what is wrong before it writes anything."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation
from wagtail.models import GroupSitePermission, Page, Site

from gripwagtail.models import GripSettings
from gripwagtail.pages.models import GripContactPage, GripIncidentHelpPage, GripNormPage, GripOverviewPage
from gripwagtail.planting import bulk, bulk_sheet
from gripwagtail.planting.bulk_sheet import COLUMNS, read_sheet
from gripwagtail.starter.files import StarterError
from gripwagtail.vocabulary import SCHOOL_TYPES
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

ROOT = Path(__file__).resolve().parent.parent
Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The messages as they are in the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Makes a sheet of these lines."""

    def make(*lines: str, encoding: str = "utf-8", end: str = "\n") -> Path:
        path = tmp_path / "schools.csv"
        path.write_bytes((end.join(lines) + end).encode(encoding))
        return path

    return make


@pytest.fixture
def three() -> list[Any]:
    """Three pages of schools below one site, in Dutch."""
    home = factories.home_page(locale=factories.language("nl"))
    return [factories.home_page(home, title=f"School {name}", slug=name) for name in ("noord", "oost", "west")]


def start(path: Path, **options: Any) -> str:
    out = io.StringIO()
    try:
        call_command("gripwagtail_start", sheet=path, stdout=out, **options)
    except CommandError as error:
        error.said = out.getvalue()  # type: ignore[attr-defined]
        raise
    return out.getvalue()


def refused(path: Path, **options: Any) -> str:
    """Runs the command, sees that it stops with exit code 1 and has written nothing; gives the message."""
    before = everything()
    with pytest.raises(CommandError) as error:
        start(path, **options)
    assert error.value.returncode == 1
    assert everything() == before
    return str(error.value)


def everything() -> tuple[Any, ...]:
    return list(Page.objects.order_by("path").values_list("path", "latest_revision")), list(
        GripSettings.objects.values()
    )


# --- planting -----------------------------------------------------------------------


def test_each_row_is_a_school(three: list[Any], write: Write) -> None:
    out = start(
        write(
            "parent,school_name,school_type,phone,email,age_to,languages,publish",
            "/noord/,De Kwikstaart,po,070 012 34 56,info@kwikstaart.example,,nl,",
            f"{three[1].pk},Het Rietland,vo,,,19,nl,yes",
            "west,De Grutto,vso,,,,nl,incident",
        )
    )
    assert [line.split(":")[0] for line in out.splitlines()] == [
        "row 2 (De Kwikstaart)",
        "row 3 (Het Rietland)",
        "row 4 (De Grutto)",
    ]
    assert [page.get_parent().slug for page in GripOverviewPage.objects.order_by("path")] == ["noord", "oost", "west"]
    keys = [GripNormPage.objects.descendant_of(page).get().starter_key for page in three]
    assert keys == ["po/norm", "vo/norm", "vo/norm"]
    assert [GripNormPage.objects.descendant_of(page).get().live for page in three] == [False, True, True]
    assert [GripIncidentHelpPage.objects.descendant_of(page).get().live for page in three] == [False, False, True]
    own = [GripContactPage.objects.descendant_of(page).get() for page in three]
    assert [page.school_name for page in own] == ["De Kwikstaart", "Het Rietland", "De Grutto"]
    assert [page.school_phone for page in own] == ["070 012 34 56", "", ""]


def test_schools_that_share_a_site_put_only_what_is_true_of_all_into_its_settings(
    three: list[Any], write: Write
) -> None:
    """A school whose contact page is a draft shows what the settings say: never the number of another school."""
    start(
        write(
            "parent,school_name,school_type,phone,email,age_to,publish",
            "noord,De Kluut,po,070 012 34 56,info@kluut.example,,incident",
            "oost,Het Rietland,vo,,,19,incident",
        )
    )
    row = GripSettings.objects.get()
    assert (row.school_name, row.phone, row.email, row.school_type) == ("", "", "", "")
    assert (row.age_from, row.age_to) == (4, 19)
    GripContactPage.objects.descendant_of(three[1]).get().unpublish()
    page = GripIncidentHelpPage.objects.descendant_of(three[1]).get()
    shown = Client().get(page.url).content.decode()
    assert "Verlaat deze pagina" in shown
    assert "Kluut" not in shown and "012 34 56" not in shown


def test_schools_of_one_type_put_their_type_into_the_settings_that_they_share(three: list[Any], write: Write) -> None:
    start(write("parent,school_type", "noord,vo", "oost,vo"))
    assert GripSettings.objects.values_list("school_type", "age_from", "age_to").get() == ("vo", 12, 18)


def test_a_school_that_comes_to_a_site_with_another_leaves_its_settings_alone(three: list[Any], write: Write) -> None:
    start(write("parent", "noord"))
    before = list(GripSettings.objects.values())
    start(write("parent,school_name,phone", "oost,Het Rietland,070 012 34 56"))
    assert list(GripSettings.objects.values()) == before
    assert GripContactPage.objects.descendant_of(three[1]).get().school_phone == "070 012 34 56"


def test_a_site_is_a_place_and_a_path_begins_at_its_root(write: Write) -> None:
    nl = factories.language("nl")
    for host in ("noord.example", "oost.example"):
        site = factories.site_with(host)
        Page.objects.filter(pk=site.root_page_id).update(locale=nl)
    below = factories.home_page(Site.objects.get(hostname="oost.example").root_page.specific, slug="school")
    start(write("site,parent,school_name", "noord.example,,Noord", "oost.example,/school/,Oost"))
    assert [page.get_parent().pk for page in GripOverviewPage.objects.order_by("path")] == [
        Site.objects.get(hostname="noord.example").root_page_id,
        below.pk,
    ]
    assert GripSettings.objects.get(site__hostname="noord.example").school_name == "Noord"


def test_repeating_it_plants_only_what_is_new(three: list[Any], write: Write) -> None:
    start(write("parent,school_name", "noord,Noord"))
    before = GripOverviewPage.objects.get().latest_revision_id
    out = start(write("parent,school_name", "noord,Noord", "oost,Oost"))
    assert "row 2 (Noord): already exists; nothing changed: 5" in out
    assert "planted as a draft: 5" in out
    assert GripOverviewPage.objects.count() == 2
    assert GripOverviewPage.objects.descendant_of(three[0]).get().latest_revision_id == before


def test_a_dry_run_tells_and_writes_nothing(three: list[Any], write: Write) -> None:
    before = everything()
    out = start(write("parent", "noord", "oost"), dry_run=True)
    assert out.count("planted as a draft: 5") == 2
    assert "dry run" in out
    assert everything() == before


def test_no_school_of_a_sheet_may_change_the_settings_that_it_shares(three: list[Any], write: Write) -> None:
    """Not even the first, which is the only one on the site when it is planted."""
    start(write("parent,school_name", "noord,Noord", "oost,Oost"), groups=True)
    assert not GroupSitePermission.objects.exists()


def test_a_school_of_a_sheet_that_is_the_only_one_on_its_site_may_change_its_settings(write: Write) -> None:
    for host in ("noord.example", "oost.example"):
        root = factories.site_with(host).root_page
        Page.objects.filter(pk=root.pk).update(locale=factories.language("nl"))
    start(write("site,school_name", "noord.example,Noord", "oost.example,Oost"), groups=True)
    hosts = GroupSitePermission.objects.values_list("site__hostname", "group__name")
    assert set(hosts) == {
        ("noord.example", "Schoolcommunicatie Noord"),
        ("oost.example", "Schoolcommunicatie Oost"),
    }


def test_a_dry_run_tells_what_will_be_done(three: list[Any], write: Write) -> None:
    """What the first row does for all, such as the helplines, no row after it does again."""
    sheet = write("parent,school_name,school_type", "noord,Noord,vo", "oost,Oost,po")
    tried = start(sheet, dry_run=True, groups=True).splitlines()
    assert tried[:-1] == start(sheet, groups=True).splitlines()
    assert [line.count("added") for line in tried] == [1, 0, 0]


def test_more_words_name_each_page(three: list[Any], write: Write) -> None:
    assert "Zo gaan we online met elkaar om" in start(write("parent", "noord"), verbosity=2)


def test_a_row_that_fails_while_planting_leaves_no_trace_and_stops_no_other(three: list[Any], write: Write) -> None:
    factories.home_page(three[1], slug="online-gedrag")
    with pytest.raises(CommandError) as error:
        start(write("parent,school_name,phone", "noord,N,", "oost,O,", "west,W,"))
    assert error.value.returncode == 1
    said = error.value.said  # type: ignore[attr-defined]
    assert "row 3 (O): Below “School oost” there is another page with the address “online-gedrag”" in said
    assert "1 school could not be planted" in str(error.value)
    assert [page.get_parent().slug for page in GripOverviewPage.objects.order_by("path")] == ["noord", "west"]
    assert not GripContactPage.objects.descendant_of(three[1]).exists()


# --- how spreadsheets save ----------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_sheet_is_read_as_a_spreadsheet_saves_it(write: Write, delimiter: str, encoding: str, end: str) -> None:
    lines = [["Parent", "School name", "Phone"], ["noord", '"De ""Één"", en meer; hier"', " 070 012 34 56 "]]
    path = write(*(delimiter.join(line) for line in lines), encoding=encoding, end=end)
    (row,) = read_sheet(path)
    assert dict(row.cells) == {"parent": "noord", "school_name": 'De "Één", en meer; hier', "phone": "070 012 34 56"}
    assert row.number == 2


def test_empty_lines_and_columns_that_a_spreadsheet_leaves_are_passed_over(write: Write) -> None:
    rows = read_sheet(write("", "parent;school_name;;", "", "noord;Noord;;", ";;;", "oost;Oost;;"))
    assert [(row.number, row["school_name"]) for row in rows] == [(4, "Noord"), (6, "Oost")]


@pytest.mark.parametrize("cell", ["nl en", "nl, en", "nl+en", "nl|en"])
def test_several_languages_stand_in_one_cell(write: Write, cell: str) -> None:
    (row,) = read_sheet(write("parent;languages", f"noord;{cell}"))
    assert row.languages == ["nl", "en"]


@pytest.mark.parametrize(
    ("word", "publish"),
    [
        ("", (False, False)),
        ("Nee", (False, False)),
        ("JA", (True, False)),
        ("yes", (True, False)),
        ("incident", (True, True)),
    ],
)
def test_publish_is_said_in_dutch_or_english(write: Write, word: str, publish: tuple[bool, bool]) -> None:
    (row,) = read_sheet(write("parent,publish", f"noord,{word}"))
    assert row.publish == publish


# --- faults -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([""], "is empty"),
        (["school_name", "Noord"], "there is no column “site” or “parent”"),
        (["parent,schoolname", "noord,x"], "“schoolname” is not a known column. The columns are: site, parent"),
        (["parent,phone,phone", "noord,1,2"], "the column “phone” appears twice"),
        (["parent"], "there are no schools in it"),
        (["parent,phone", "noord,1,2"], "row 2: has more cells than the header"),
        (["parent", '"noord'], "cannot be read"),
    ],
)
def test_a_sheet_of_another_shape_is_refused(write: Write, lines: list[str], message: str) -> None:
    assert message in refused(write(*lines))


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_sheet_that_is_not_utf_8_is_refused_with_what_to_do(write: Write, encoding: str) -> None:
    assert "Save it as “CSV UTF-8”" in refused(write("parent,school_name", "noord,Één", encoding=encoding))


def test_a_sheet_that_is_not_there_or_far_too_large_is_refused(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "cannot be opened" in refused(tmp_path / "none.csv")
    assert "cannot be opened" in refused(tmp_path)
    monkeypatch.setattr(bulk_sheet, "LARGEST", 10)
    assert "larger than 1 MB" in refused(write("parent,school_name", "noord,Noord"))


def test_the_faults_of_all_rows_are_told_at_once(three: list[Any], write: Write) -> None:
    message = refused(
        write(
            "site,parent,school_name,school_type,phone,email,age_from,languages,publish",
            ",noord,Noord,po,,,,nl,",
            ",oost,Oost,mbo,nul,geen,x,nl,misschien",
            ",zuid,Zuid,po,,,,nl,",
            ",99999,Weg,po,,,,nl,",
            "nergens.example,,Niets,po,,,,nl,",
            ",,Zonder,po,,,,nl,",
            ",/noord,Nog eens,po,,,,nl,",
            ",west,West,po,,,,fr,",
            ",west,West,po,,,,nl en,",
            "nergens.example,5,Beide,po,,,,nl,",
        )
    )
    lines = message.splitlines()
    for part in (
        "row 3 (Oost): publish: “misschien” is not known",
        "row 3 (Oost): school_type: “mbo” is not one of po,",
        "row 3 (Oost): age_from: “x” is not a whole number",
        "row 3 (Oost): phone: ",
        "row 3 (Oost): email: ",
        "row 4 (Zuid): parent: below “De Kwikstaart” there is no page at “zuid”",
        "row 5 (Weg): There is no page with number 99999",
        "row 6 (Niets): There is no site “nergens.example”",
        "row 7 (Zonder): does not say where",
        "row 8 (Nog eens): is the same place as row 2",
        "row 9 (West): There are no starter texts in the language “fr”",
        "row 10 (West): This installation has no locale for “en”",
        "row 10 (West): is the same place as row 9",
        "row 11 (Beide): parent: leave “site” empty",
    ):
        assert any(line.startswith(part) for line in lines), part
    assert lines[-1] == "Nothing was changed."
    assert not any(line.startswith("row 2") for line in lines)


def test_a_page_below_which_nothing_of_ours_may_stand_is_a_fault(three: list[Any], write: Write) -> None:
    norm = factories.make_page("norm", three[0])
    assert "is one of the pages to plant" in refused(write("parent", str(norm.pk)))


@pytest.mark.parametrize("options", [{"site": "x.example"}, {"languages": ["nl"]}, {"publish": True}, {"phone": "1"}])
def test_what_the_sheet_says_is_not_said_beside_it(three: list[Any], write: Write, options: dict[str, Any]) -> None:
    assert "the sheet has the rest" in refused(write("parent", "noord"), **options)


def test_every_type_of_school_can_stand_in_a_sheet(three: list[Any], write: Write) -> None:
    for name in SCHOOL_TYPES:
        ((_row, wish),) = bulk.wishes(write("parent,school_type", f"noord,{name.upper()}"))
        assert wish.school.type == name


def test_a_sheet_is_looked_at_without_writing(three: list[Any], write: Write) -> None:
    before = everything()
    bulk.wishes(write("parent", "noord", "oost"))
    with pytest.raises(StarterError):
        bulk.wishes(write("parent", "noord", "zuid"))
    assert everything() == before


def test_the_reference_has_each_column() -> None:
    text = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    table = text.split("#### A sheet of schools\n", 1)[1].split("\n#", 1)[0]
    assert [name for name in COLUMNS if f"`{name}`" not in table] == []
