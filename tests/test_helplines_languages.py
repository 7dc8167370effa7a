"""The words of a helpline are on its card in every language of the interface, and an update treats all alike."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import translation

from gripwagtail.models import GripHelpline
from gripwagtail.starter import helplines
from gripwagtail.starter.files import DATA, HELPLINES, read
from gripwagtail.starter.helpline_rows import SPOKEN
from gripwagtail.vocabulary import NAMES_MEAN
from tests import factories as make
from tests.tools import catalogs

SHIPPED = (DATA / HELPLINES).read_text(encoding="utf-8")
ROWS: dict[str, Any] = {row["key"]: row for row in read(DATA / HELPLINES)["helplines"]}

# Of the interface; Dutch is the language of the row itself.
LANGUAGES = ("en", "ar", "tr", "pl", "uk")
SCRIPTS = {"ar": "ARABIC", "uk": "CYRILLIC"}

OLD = ROWS["kindertelefoon"]["ar"]["does"]
NEW = "يستمعون إليك."
OWN = "نحن نكتب ذلك هكذا."


# --- what is shipped ----------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_row_has_words_where_the_dutch_has_them_and_nowhere_else(language: str) -> None:
    for key, row in ROWS.items():
        said = {part for part in SPOKEN if row.get(language, {}).get(part)}
        assert said == {part for part in SPOKEN if row["nl"][part]}, key


def test_no_language_of_the_interface_is_without_words() -> None:
    assert {"nl", "en", *catalogs.languages()} <= {"nl", *LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_the_dutch_or_that_of_another_language(language: str) -> None:
    for key, row in ROWS.items():
        others = {text for other in ("nl", *LANGUAGES) if other != language for text in row[other].values()}
        assert not {text for text in row[language].values() if text} & others, key


def numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_is_that_of_the_dutch(language: str) -> None:
    for key, row in ROWS.items():
        # English counts to twelve.
        for part in ("does", "not_for") if language == "en" else SPOKEN:
            assert numbers(row[language][part]) == numbers(row["nl"][part]), (key, part)


def test_hours_in_english_are_those_of_the_dutch() -> None:
    for key, row in ROWS.items():
        found = re.findall(r"(\d+) (am|pm)", row["en"]["hours"])
        hours = [int(hour) + 12 * (half == "pm") for hour, half in found]
        assert hours == [int(hour) for hour in re.findall(r"(\d+)\.00", row["nl"]["hours"])], key


@pytest.mark.parametrize("language", SCRIPTS)
def test_words_in_another_script_hold_no_latin_but_names_and_no_digits_of_their_own(language: str) -> None:
    for key, row in ROWS.items():
        for text in filter(None, row[language].values()):
            letters = [sign for sign in text if sign.isalpha()]
            assert sum(SCRIPTS[language] in unicodedata.name(sign) for sign in letters) > len(letters) / 2, (key, text)
            assert all(name in " ".join(row["nl"].values()) for name in re.findall(r"[A-Za-z]+", text)), (key, text)
            assert all(sign in "0123456789" for sign in text if sign.isdigit()), (key, text)


def test_the_name_of_a_service_is_the_same_in_every_language() -> None:
    for language in LANGUAGES:
        assert "Adviespunt" in ROWS["calamiteitenteam"][language]["does"]


# --- on the page --------------------------------------------------------------------


@pytest.fixture
def many_languages(db: None) -> Iterator[None]:
    """A host with a page tree in each language of the interface, and in one more."""
    languages = [(code, code) for code in ("nl", *LANGUAGES, "de")]
    with override_settings(LANGUAGES=languages, WAGTAIL_CONTENT_LANGUAGES=languages):
        yield


@pytest.mark.usefixtures("many_languages")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_shows_every_line_in_its_own_language_without_a_mark(language: str) -> None:
    helplines.update()
    contact = make.make_page("contact", **make.content_of("contact"))
    cards = make.see(make.translate(contact, language)).select("[data-grip-helpline]")
    assert "kindertelefoon" in {card["data-grip-helpline"] for card in cards}
    for card in cards:
        row = ROWS[card["data-grip-helpline"]]
        for place, part in ((".grip-card-about", "does"), (".grip-not-for span", "not_for")):
            words = card.select_one(place)
            # Not every line has something that it is not for, and then in no language.
            assert (words is None) == (row[language][part] == "")
            if words is not None:
                assert words.get_text() == row[language][part]
                assert not words.has_attr("lang")
        if row["nl"]["hours"]:
            assert card.select_one(".grip-terms span").get_text() == row[language]["hours"]
        assert card.select_one("[lang=nl]") is None


@pytest.mark.usefixtures("many_languages")
def test_a_language_without_words_shows_the_dutch_and_says_so() -> None:
    helplines.update()
    contact = make.make_page("contact", **make.content_of("contact"))
    words = make.see(make.translate(contact, "de")).select_one("[data-grip-helpline=kindertelefoon] .grip-card-about")
    assert (words.get_text(), words["lang"]) == (ROWS["kindertelefoon"]["nl"]["does"], "nl")


# --- update and export --------------------------------------------------------------


@pytest.fixture
def in_english() -> Iterator[None]:
    """The messages as they are in the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def file(tmp_path: Path) -> Any:
    """Another version of what is shipped."""

    def write(text: str) -> Path:
        path = tmp_path / HELPLINES
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def two_languages(db: None, file: Any) -> None:
    """An install from before there were more: Dutch and English."""
    tables = "|".join(set(LANGUAGES) - {"en"})
    helplines.update(file(re.sub(rf"\[helplines\.({tables})\]\n(\w+ = .*\n)+", "", SHIPPED)))


def row(key: str = "kindertelefoon") -> GripHelpline:
    return GripHelpline.objects.get(key=key)


def words_of(found: GripHelpline) -> dict[str, Mapping[str, Any]]:
    return {item["value"]["language"]: item["value"] for item in found.words.raw_data}


def edit(language: str, key: str = "kindertelefoon", **words: str) -> None:
    """Changes words as an editor does; with none the language goes."""
    found = row(key)
    spoken = words_of(found)
    old = {**dict.fromkeys(SPOKEN, ""), **spoken.pop(language, {})}
    items = [*spoken.values(), *([{**old, "language": language, **words}] if words else [])]
    found.words = json.dumps([make.item("words", dict(item)) for item in items])
    found.save()


@pytest.mark.usefixtures("two_languages")
def test_an_install_with_two_languages_gets_the_others() -> None:
    assert all(set(words_of(found)) == {"en"} for found in GripHelpline.objects.all())
    before = {found.key: found.words.raw_data[0]["id"] for found in GripHelpline.objects.all()}
    assert set(helplines.update()) == {(key, "updated") for key in ROWS}
    for found in GripHelpline.objects.all():
        assert set(words_of(found)) == set(LANGUAGES)
        assert words_of(found)["ar"]["does"] == ROWS[found.key]["ar"]["does"]
        assert found.words.raw_data[0]["id"] == before[found.key]
        found.full_clean()
    assert helplines.update() == []


@pytest.mark.usefixtures("two_languages")
def test_words_that_an_editor_wrote_before_we_shipped_any_are_kept_and_wait_for_a_decision() -> None:
    edit("ar", does=OWN)
    assert ("kindertelefoon.words.ar.does", "conflict") in helplines.update()
    assert words_of(row())["ar"]["does"] == OWN
    # What nobody had written comes in.
    assert words_of(row())["ar"]["not_for"] == ROWS["kindertelefoon"]["ar"]["not_for"]
    assert words_of(row())["tr"]["does"] == ROWS["kindertelefoon"]["tr"]["does"]


@pytest.mark.django_db
def test_a_word_that_was_edited_in_one_language_is_kept_while_the_others_are_renewed(file: Any) -> None:
    helplines.update()
    edit("ar", does=OWN)
    turkish = ROWS["kindertelefoon"]["tr"]["does"]
    assert helplines.update(file(SHIPPED.replace(turkish, "Seni dinler."))) == [("kindertelefoon", "updated")]
    assert words_of(row())["ar"]["does"] == OWN
    assert words_of(row())["tr"]["does"] == "Seni dinler."
    assert list(helplines.edited(row())) == ["words.ar.does"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_conflict_names_its_language(language: str, file: Any) -> None:
    helplines.update()
    edit(language, does=OWN)
    path = file(SHIPPED.replace(ROWS["kindertelefoon"][language]["does"], NEW))
    field = f"words.{language}.does"
    assert helplines.update(path) == [(f"kindertelefoon.{field}", "conflict")]
    assert helplines.conflicts(row()) == [helplines.Conflict(field, OWN, NEW)]
    assert helplines.take(row(), [field]) == [field]
    assert words_of(row())[language]["does"] == NEW


@pytest.mark.django_db
def test_a_language_that_an_editor_took_away_does_not_come_back_by_itself(file: Any) -> None:
    helplines.update()
    edit("ar")
    helplines.update(file(SHIPPED.replace("0800-0432", "0800-0433")))
    assert row().phones == "0800-0433"
    assert set(words_of(row())) == set(LANGUAGES) - {"ar"}
    assert ("kindertelefoon.words.ar.does", "conflict") in helplines.update(file(SHIPPED.replace(OLD, NEW)))
    assert "ar" not in words_of(row())


@pytest.mark.django_db
@pytest.mark.usefixtures("in_english")
def test_export_holds_the_words_of_every_language() -> None:
    helplines.update()
    out = {name: io.StringIO() for name in ("json", "csv")}
    for name, stream in out.items():
        call_command("gripwagtail_helplines", "export", format=name, stdout=stream)
    for found in (json.loads(out["json"].getvalue()), list(csv.DictReader(io.StringIO(out["csv"].getvalue())))):
        assert {line["key"] for line in found} == set(ROWS)
        for line in found:
            for language in LANGUAGES:
                assert line[f"words.{language}.does"] == ROWS[line["key"]][language]["does"]


# --- what a Dutch name says ---------------------------------------------------------


@pytest.mark.usefixtures("many_languages")
def test_a_name_in_a_short_list_is_explained_to_who_does_not_read_dutch() -> None:
    make.helpline("politie", name="Politie", phones="0900-8844")
    card = make.contact()
    school = make.make_page("contact", contacts=[card], steps=[make.step(roles=[], helplines=["politie"])])
    help_page = make.make_page("incident_help", situations=[make.situation(pupil_helplines=["politie"])])
    steps, situation = (make.see(make.translate(page, "en", title="In English")) for page in (school, help_page))
    [line] = situation.select("[data-grip-situation] [data-grip-helpline='politie']")
    assert line.get_text().startswith("Police: Call Politie")
    assert "Politie (police): 0900-8844" in steps.select_one(".grip-stop").get_text()
    for page in (school, help_page):
        assert "(politie)" not in make.see(page).get_text() and "Politie: Bel" not in make.see(page).get_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_name_is_explained_in_words_of_the_language_itself(language: str) -> None:
    with translation.override(language):
        said = {key: str(meaning) for key, meaning in NAMES_MEAN.items()}
    assert set(said) <= set(ROWS)
    assert all(said.values())
    with translation.override("en"):
        english = {key: str(meaning) for key, meaning in NAMES_MEAN.items()}
    assert language == "en" or not set(said.values()) & set(english.values())
