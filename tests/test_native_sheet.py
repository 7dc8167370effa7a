"""A sheet for somebody who reads a translation and has no account: it goes out, and comes back as a draft."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from gripwagtail.editing.reader_sheet import SheetError, read_csv, write_csv
from gripwagtail.text.csv_safe import safe_cell, typed_in
from gripwagtail.text.kept_signs import numbers_in, placeholders_in
from tests import factories as make
from tests.test_csv_safe import formulas_in

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

STATEMENT, SAID = "Bel 112 als iemand in gevaar is.", "اتصل بالرقم 112 إذا كان شخص في خطر."
BETTER = "اتصل على الرقم 112 عندما يكون شخص في خطر."
WE_DO, WE_DO_SAID = "- Wij vragen eerst of het mag.", "- نسأل أولًا إن كان ذلك مسموحًا."
WE_DO_BETTER = "- نسأل قبل ذلك إن كان مسموحًا."


@pytest.fixture
def dutch(db: None, settings: Any) -> Any:
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [(code, code) for code in ("nl", "en", "ar")]
    make.home_page()
    return make.make_page("norm", statement=STATEMENT, agreements=[make.agreement(we_do=WE_DO)])


@pytest.fixture
def arabic(dutch: Any) -> Any:
    items = [{**raw, "value": {**raw["value"], "we_do": WE_DO_SAID}} for raw in dutch.agreements.raw_data]
    return make.translate(dutch, "ar", statement=SAID, agreements=items)


@pytest.fixture
def client(db: None) -> Client:
    client, editor = Client(), make.editor()
    UserProfile.objects.create(user=editor, preferred_language="en")
    client.force_login(editor)
    return client


def rows_of(written: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""), delimiter=delimiter))


def written_as(rows: list[list[str]], delimiter: str = ";") -> bytes:
    """As Excel saves a file: a byte order mark, and quotes where they are needed."""
    to = io.StringIO(newline="")
    csv.writer(to, delimiter=delimiter).writerows(rows)
    return ("\ufeff" + to.getvalue()).encode()


def sheet_of(page: Any, dutch: Any) -> list[list[str]]:
    with translation.override("en"):
        return rows_of(write_csv(page, dutch))


def bring_back(client: Client, page: Any, content: bytes) -> str:
    address = reverse("gripwagtail_native_sheet_back", args=[page.pk])
    response = client.post(address, {"sheet": SimpleUploadedFile("sheet.csv", content)}, follow=True)
    assert response.status_code == 200
    return make.soup(response.content).get_text(" ", strip=True)


def draft_of(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def changed(rows: list[list[str]], said: str, new: str, remark: str = "") -> list[list[str]]:
    return [[row[0], row[1], new, remark] if said in row[2] else row for row in rows]


def test_each_row_has_place_original_translation_and_room_for_a_remark(dutch: Any, arabic: Any) -> None:
    headings, *rows = sheet_of(arabic, dutch)
    assert headings == ["Place", "Nederlands", "العربيّة", "Remark"]
    assert [(row[1], row[2], row[3]) for row in rows] == [(STATEMENT, SAID, ""), (f"'{WE_DO}", f"'{WE_DO_SAID}", "")]
    assert all("[" in row[0] for row in rows)


def test_no_card_is_named_on_it_and_no_fact_is_there(client: Client, settings: Any) -> None:
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [(code, code) for code in ("nl", "ar")]
    make.home_page()
    card = make.contact(
        kind="person", name="Annemiek Kwik", label="Juf Annemiek", about="Voor alles", phones=["070 012 34 56"]
    )
    dutch = make.make_page("contact", contacts=[card])
    said = [{**card, "value": {**card["value"], "label": "المعلمة أنيميك", "about": "لكل شيء"}}]
    arabic = make.translate(dutch, "ar", contacts=said)
    texts = [write_csv(arabic, dutch)]
    for name in ("gripwagtail_native_sheet", "gripwagtail_native_csv"):
        texts.append(client.get(reverse(name, args=[arabic.pk])).content.decode())
    for text in texts:
        assert "لكل شيء" in text
        assert not any(fact in text for fact in ("Annemiek", "أنيميك", "012 34 56"))


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_what_the_reader_changed_is_in_the_draft_and_nothing_is_published(
    client: Client, dutch: Any, arabic: Any, delimiter: str
) -> None:
    rows = changed(sheet_of(arabic, dutch), SAID, BETTER, "Zo zeg je dat.")
    rows = changed(rows, WE_DO_SAID, f"'{WE_DO_BETTER}")
    said = bring_back(client, arabic, written_as(rows, delimiter))
    assert "2 texts were taken into the draft." in said
    assert "Zo zeg je dat." in said
    draft = draft_of(arabic)
    assert (draft.statement, draft.agreements.raw_data[0]["value"]["we_do"]) == (BETTER, WE_DO_BETTER)
    live = type(arabic).objects.get(pk=arabic.pk)
    assert (live.statement, live.has_unpublished_changes) == (SAID, True)


def test_no_cell_is_a_formula_and_each_comes_back_as_it_was(client: Client, dutch: Any, arabic: Any) -> None:
    dutch.statement, arabic.statement = "=1+1;=2", "=cmd|' /C calc'!A0\n+1;-1"
    for page in (dutch, arabic):
        page.save_revision().publish()
    with translation.override("nl"):
        written = write_csv(arabic, dutch)
    for separator in (";", "\t"):
        assert formulas_in(written, separator) == []
    assert "2 rows are as they were" in bring_back(client, arabic, written.encode())


def test_a_file_that_comes_back_as_it_went_changes_nothing(client: Client, dutch: Any, arabic: Any) -> None:
    before = arabic.latest_revision_id
    response = client.get(reverse("gripwagtail_native_csv", args=[arabic.pk]))
    assert "attachment" in response["Content-Disposition"]
    said = bring_back(client, arabic, response.content)
    assert "0 texts were taken into the draft. 2 rows are as they were." in said
    assert type(arabic).objects.get(pk=arabic.pk).latest_revision_id == before


REFUSED = {
    "a number is gone": (BETTER.replace("112", ""), "A number is broken"),
    "another number": (BETTER.replace("112", "113"), "A number is broken"),
    "one number more": (f"{BETTER} 24", "A number is broken"),
    "a gap": (f"{BETTER} [[naam]]", "A placeholder is broken"),
    "a placeholder": (BETTER + " {leerkracht}", "A placeholder is broken"),
    "empty": ("", "The translation in this row is empty"),
    "far too long": (BETTER + "ا" * 20_000, "At most 20000 fit here"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_broken_row_is_shown_with_why_and_the_others_are_taken(
    client: Client, dutch: Any, arabic: Any, case: str
) -> None:
    typed, why = REFUSED[case]
    rows = changed(changed(sheet_of(arabic, dutch), SAID, typed), WE_DO_SAID, WE_DO_BETTER)
    said = bring_back(client, arabic, written_as(rows))
    assert "1 text was taken into the draft." in said
    assert "1 row was not taken" in said
    assert why in said.replace(",", "")
    assert typed.strip() in said
    draft = draft_of(arabic)
    assert (draft.statement, draft.agreements.raw_data[0]["value"]["we_do"]) == (SAID, WE_DO_BETTER)


def test_a_number_in_the_digits_of_the_language_is_the_same_number(client: Client, dutch: Any, arabic: Any) -> None:
    typed = BETTER.replace("112", "١١٢")
    bring_back(client, arabic, written_as(changed(sheet_of(arabic, dutch), SAID, typed)))
    assert draft_of(arabic).statement == typed


def test_a_row_of_a_text_that_changed_since_the_sheet_was_made_is_not_taken(
    client: Client, dutch: Any, arabic: Any
) -> None:
    rows = changed(sheet_of(arabic, dutch), SAID, BETTER)
    arabic.statement = "اتصل فورًا بالرقم 112."
    arabic.save_revision().publish()
    said = bring_back(client, arabic, written_as(rows))
    assert "has changed since this sheet was made" in said
    assert BETTER in said
    assert draft_of(arabic).statement == "اتصل فورًا بالرقم 112."


def test_a_row_twice_and_a_row_of_nothing_are_told_and_not_taken(client: Client, dutch: Any, arabic: Any) -> None:
    rows = changed(sheet_of(arabic, dutch), SAID, BETTER)
    rows += [
        [rows[1][0], STATEMENT, f"{BETTER}!", ""],
        ["zomaar", "", "كلام", ""],
        ["[000000000000-000000000000]", "", "كلام آخر", ""],
    ]
    said = bring_back(client, arabic, written_as(rows))
    assert "3 rows were not taken" in said
    assert "more than once" in said
    assert said.count("This row is of no text on this page") == 2
    assert draft_of(arabic).statement == BETTER


def test_the_sheet_of_another_page_is_said_to_be_that_once(client: Client, dutch: Any, arabic: Any) -> None:
    agreements = [make.agreement(we_do=f"Wij luisteren {number}") for number in range(4)]
    other = make.make_page("norm", make.site_with("elders.example").root_page, statement="Wij", agreements=agreements)
    items = [{**raw, "value": {**raw["value"], "we_do": "نحن نستمع"}} for raw in other.agreements.raw_data]
    elsewhere = make.translate(other, "ar", statement="نحن", agreements=items)
    said = bring_back(client, arabic, written_as(sheet_of(elsewhere, other)))
    assert "Is it the sheet of another page?" in said
    assert "was not taken" not in said
    assert "were not taken" not in said
    assert draft_of(arabic).statement == SAID


def test_the_guards_of_the_page_are_told_as_advice(client: Client, dutch: Any, arabic: Any) -> None:
    long = BETTER + " كلام" * 100
    said = bring_back(client, arabic, written_as(changed(sheet_of(arabic, dutch), SAID, long)))
    assert "Look at these before you publish" in said
    assert "at most 300" in said
    # As the form keeps it in a draft.
    assert draft_of(arabic).statement == long


FILES: dict[str, Callable[[bytes], bytes]] = {
    "not UTF-8": lambda sheet: sheet.decode().encode("utf-16"),
    "of another code page": lambda sheet: sheet.decode("utf-8-sig").encode("iso-8859-6", "replace"),
    "no sheet": lambda sheet: b"a;b\n1;2\n",
    "empty": lambda sheet: b"",
    "no end of a quote": lambda sheet: sheet + b'"x',
    "larger than any sheet": lambda sheet: sheet + b"x" * 1_000_000,
}


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_no_sheet_is_refused_in_words(dutch: Any, arabic: Any, file: str) -> None:
    content = FILES[file](written_as(sheet_of(arabic, dutch)))
    with pytest.raises(SheetError) as refused:
        read_csv(content)
    assert str(refused.value).endswith(".") or "”" in str(refused.value)


def test_a_line_of_excel_above_the_headings_is_no_row(dutch: Any, arabic: Any) -> None:
    content = b"\xef\xbb\xbfsep=;\r\n" + written_as(sheet_of(arabic, dutch))[3:]
    assert [row.said for row in read_csv(content)] == [SAID, f"'{WE_DO_SAID}"]


@pytest.mark.parametrize("text", ["=1+1", "- een", "a;=1", "een\n=1\n\n@A1", "\t=1", "'t is zo", "gewoon", "'"])
def test_a_cell_that_was_made_safe_comes_back_as_it_was_typed(text: str) -> None:
    assert typed_in(safe_cell(text)) == text


def test_a_quote_in_front_that_is_needed_no_more_does_not_stay(client: Client, dutch: Any, arabic: Any) -> None:
    typed = WE_DO_BETTER.removeprefix("- ")
    bring_back(client, arabic, written_as(changed(sheet_of(arabic, dutch), WE_DO_SAID, f"'{typed}")))
    assert draft_of(arabic).agreements.raw_data[0]["value"]["we_do"] == typed


def test_numbers_and_placeholders_are_seen_in_every_script() -> None:
    assert numbers_in("Bel 112 of ١١٣, van 9 tot 17 uur") == {"112": 1, "113": 1, "9": 1, "17": 1}
    assert placeholders_in("[[naam]] {leerkracht} %(count)s 100% { }") == {
        "[[": 1,
        "]]": 1,
        "{leerkracht}": 1,
        "%(count)s": 1,
    }


def test_nothing_is_written_into_a_page_that_somebody_locked(client: Client, dutch: Any, arabic: Any) -> None:
    content = written_as(changed(sheet_of(arabic, dutch), SAID, BETTER))
    type(arabic).objects.filter(pk=arabic.pk).update(locked=True)
    address = reverse("gripwagtail_native_sheet_back", args=[arabic.pk])
    assert client.post(address, {"sheet": SimpleUploadedFile("sheet.csv", content)}).status_code in (302, 403)
    assert make.soup(client.get(address)).select_one('input[type="file"]') is None
    assert draft_of(arabic).statement == SAID


def test_an_original_has_no_sheet(client: Client, dutch: Any) -> None:
    assert client.get(reverse("gripwagtail_native_sheet", args=[dutch.pk])).status_code == 404
