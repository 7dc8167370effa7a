"""Which texts a native speaker has read: of a page of the school, as they were read, and by whom."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.utils import translation
from wagtail.models import PageLogEntry

from gripwagtail.content.native_readings import NativeReading, sound_readings, sound_texts, translated_texts
from gripwagtail.desk.findings import findings
from gripwagtail.desk.native_readings import note
from gripwagtail.editing.native_readings import forget_what_was_read, readings_of, record_of, unread_of
from gripwagtail.models import GripNativeReading
from gripwagtail.removal.erasure import erase
from gripwagtail.removal.inventory import our_tables
from gripwagtail.removal.person import Person
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

LINE = "No native speaker has read this translation yet. Is something not clear? Ask the school."
INTERPRETERS = NativeReading("Tolkenbureau Kwik", datetime.date(2026, 11, 20))

STATEMENT, SAID = "Wij zijn online net zo aardig als op het plein.", "نحن لطفاء على الإنترنت كما في الساحة."
WE_DO, WE_DO_SAID = "Wij vragen eerst of het mag.", "نسأل أولًا إن كان ذلك مسموحًا."


@pytest.fixture
def dutch(db: None, settings: Any) -> Any:
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [(code, code) for code in ("nl", "en", "ar")]
    make.home_page()
    return make.make_page("norm", statement=STATEMENT, agreements=[make.agreement(we_do=WE_DO)])


@pytest.fixture
def arabic(dutch: Any) -> Any:
    """A translation that the school made, with an item that says it in Arabic as well."""
    items = [{**raw, "value": {**raw["value"], "we_do": WE_DO_SAID}} for raw in dutch.agreements.raw_data]
    return make.translate(dutch, "ar", statement=SAID, agreements=items)


def again(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def read_all(page: Any, reading: NativeReading = INTERPRETERS) -> int:
    return note(page, unread_of(page), reading)


def change(page: Any, **fields: Any) -> Any:
    page = again(page)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return again(page)


def tells_its_readers(page: Any) -> bool:
    with translation.override("ar"):
        line = translation.gettext(LINE)
    return line in make.text_of(page)


def found_on(page: Any) -> list[str]:
    with translation.override("en"):
        found = findings(None)
    return [finding.text for finding in found if finding.kind == "unread-words" and finding.page_id == page.pk]


def test_each_text_of_a_language_for_parents_is_unread_until_somebody_notes_a_reading(arabic: Any) -> None:
    assert [text.said for text in unread_of(arabic)] == [SAID, WE_DO_SAID]
    assert read_all(arabic) == 2
    assert unread_of(arabic) == []
    assert readings_of(arabic) == [INTERPRETERS]


def test_a_language_that_the_package_speaks_itself_asks_for_no_reader(dutch: Any) -> None:
    english = make.translate(dutch, "en", statement="We are kind.")
    assert unread_of(english) == unread_of(dutch) == []
    assert found_on(english) == []


def test_what_is_still_in_the_language_of_the_source_is_no_text_to_judge(dutch: Any) -> None:
    assert unread_of(make.translate(dutch, "ar")) == []


def test_a_sentence_that_changes_afterwards_is_unread_again_and_the_others_are_not(arabic: Any) -> None:
    read_all(arabic)
    arabic = change(arabic, statement=SAID + " دائمًا.")
    assert [text.said for text in unread_of(arabic)] == [SAID + " دائمًا."]


def test_it_is_also_unread_when_the_text_changes_beside_which_it_was_read(dutch: Any, arabic: Any) -> None:
    read_all(arabic)
    assert found_on(arabic) == []
    change(dutch, statement="Wij zijn aardig, ook online.")
    assert [text.said for text in unread_of(again(arabic))] == [SAID]
    assert len(found_on(arabic)) == 1


def test_other_line_ends_and_spaces_are_no_other_sentence(arabic: Any) -> None:
    read_all(arabic)
    assert unread_of(change(arabic, statement=f" {SAID.replace(' ', '  ', 1)}\r\n")) == []


def test_a_second_reading_is_of_what_was_left_and_the_first_stays_of_the_rest(arabic: Any) -> None:
    read_all(arabic)
    arabic = change(arabic, statement="جملة أخرى تمامًا.")
    later = NativeReading("moedertaalspreker van de gemeente", datetime.date(2026, 11, 25))
    assert read_all(arabic, later) == 1
    assert readings_of(arabic) == [later, INTERPRETERS]
    # Nothing is left of who read what is there no more.
    arabic = change(
        arabic,
        agreements=[
            {**raw, "value": {**raw["value"], "we_do": "كلام جديد هنا."}} for raw in arabic.agreements.raw_data
        ],
    )
    assert read_all(arabic, later) == 1
    assert readings_of(arabic) == [later, later]


def test_its_readers_are_told_only_when_a_sentence_changed_since_it_was_read(arabic: Any) -> None:
    assert not tells_its_readers(arabic), "the school wrote it, and knows who did"
    read_all(arabic)
    assert not tells_its_readers(again(arabic))
    assert tells_its_readers(change(arabic, statement="جملة أخرى تمامًا."))


def test_a_copy_of_the_page_begins_without_any_reading(arabic: Any) -> None:
    read_all(arabic)
    copy = arabic.copy(update_attrs={"slug": "kopie"})
    assert record_of(copy) == {}
    assert GripNativeReading.objects.count() == 1
    arabic.delete()
    assert not GripNativeReading.objects.exists()


def test_the_desk_has_one_finding_a_page_with_the_number_of_texts(arabic: Any) -> None:
    assert found_on(arabic) == ["No native speaker has read 2 texts of this page in العربيّة."]
    read_all(arabic)
    assert found_on(arabic) == []


def test_who_was_erased_is_in_no_digest_of_what_was_read(arabic: Any) -> None:
    read_all(arabic)
    before = GripNativeReading.objects.get().texts
    type(arabic).objects.filter(pk=arabic.pk).update(statement="من دون اسم.")
    forget_what_was_read()
    after = GripNativeReading.objects.get().texts
    assert after["statement"][0] == "" != before["statement"][0]
    assert [text.said for text in unread_of(again(arabic))] == ["من دون اسم."]
    assert {key: entry for key, entry in after.items() if key != "statement"} == {
        key: entry for key, entry in before.items() if key != "statement"
    }


def test_a_name_that_was_typed_all_the_same_goes_with_who_is_erased(arabic: Any) -> None:
    read_all(arabic, NativeReading("Saida Kwik van het bureau", datetime.date(2026, 11, 20)))
    erase(Person(names=("Saida Kwik",)))
    [reading] = readings_of(arabic)
    assert "Saida" not in reading.by
    assert reading.by.endswith("van het bureau")
    entry = PageLogEntry.objects.get(page=arabic.pk, action="gripwagtail.native_reading")
    assert "Saida" not in str(entry.data)


def test_an_uninstall_knows_the_table() -> None:
    assert GripNativeReading in our_tables()


DAMAGED = ["x", 3, [1], {"statement": 1}, {"statement": ["a"]}, {"statement": ["a", 1, 0]}, {"statement": [[], "b", 0]}]


@pytest.mark.parametrize("stored", DAMAGED)
def test_what_cannot_be_read_of_a_record_counts_as_unread_and_breaks_nothing(arabic: Any, stored: Any) -> None:
    read_all(arabic)
    GripNativeReading.objects.update(texts=stored, readings=stored)
    assert SAID in make.text_of(again(arabic))
    assert [text.said for text in unread_of(arabic)] == [SAID, WE_DO_SAID]
    assert readings_of(arabic) == []
    assert read_all(arabic) == 2
    assert unread_of(arabic) == []


@pytest.mark.parametrize(
    "stored", [{"by": "x", "on": "gisteren"}, {"by": "", "on": "2026-11-20"}, {"on": "2026-11-20"}, 3]
)
def test_a_reading_without_a_day_or_a_reader_is_none(stored: Any) -> None:
    assert sound_readings([stored]) == [None]
    assert sound_texts({"a": ["b", "c", 0], "d": "e"}) == {"a": ["b", "c", 0]}


def test_a_label_that_may_name_someone_is_for_nobody_outside_the_school(db: None) -> None:
    make.home_page()
    cards = [make.contact(label="Juf Annemiek"), make.contact(label="Vertrouwenspersoon")]
    dutch = make.make_page("contact", contacts=cards)
    labels = ["المعلمة", "مستشار الثقة"]
    items = [{**raw, "value": {**raw["value"], "label": label}} for raw, label in zip(cards, labels, strict=True)]
    arabic = make.translate(dutch, "ar", contacts=items)
    assert [text.said for text in translated_texts(arabic, dutch) if text.place[2] == "label"] == ["مستشار الثقة"]
