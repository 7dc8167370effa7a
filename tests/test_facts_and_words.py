"""Facts come from the source language, words from the translation."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db: None) -> Any:
    return make.home_page()


@pytest.fixture
def cards() -> list[make.Raw]:
    return [
        make.contact(label="Juf Annemiek", where="Lokaal 2", phones=["070 012 34 56"]),
        make.contact(label="Meester Bram", roles=["management"], phones=["070 012 34 57"]),
    ]


@pytest.fixture
def dutch(home: Any, cards: list[make.Raw]) -> Any:
    return make.make_page("contact", home, contacts=cards, intro="Hier kun je terecht.")


@pytest.fixture
def english(dutch: Any, cards: list[make.Raw]) -> Any:
    """A translation by Wagtail itself, in which the first card has an English label."""
    return make.translate(dutch, "en", contacts=said(cards, 0, label="Miss Annemiek"))


@pytest.fixture
def english_home(home: Any, english: Any) -> Any:
    """A page of the host in English, with the block."""
    return make.home_page(home.get_translation(english.locale), body=[make.block("contacts")])


def said(items: list[make.Raw], index: int, **words: Any) -> list[make.Raw]:
    """The same items, with other words in one of them."""
    items = copy.deepcopy(items)
    items[index]["value"].update(words)
    return items


def test_a_translated_label_is_shown_in_its_language(english: Any, english_home: Any) -> None:
    for page in (english, english_home):
        text = make.text_of(page)
        assert "Miss Annemiek" in text
        assert "Juf Annemiek" not in text


def test_text_that_is_not_translated_carries_its_own_language(english: Any, english_home: Any) -> None:
    for page in (english, english_home):
        shown = make.see(page)
        assert shown.select_one(".grip")["lang"] == "en"
        [untranslated] = [title for title in shown.select(".grip-card-title") if "Bram" in title.get_text()]
        assert untranslated["lang"] == "nl"
        [translated] = [title for title in shown.select(".grip-card-title") if "Miss" in title.get_text()]
        assert "lang" not in translated.attrs


def test_a_removed_card_is_gone_in_every_language_at_once(
    dutch: Any, english: Any, english_home: Any, cards: list[make.Raw]
) -> None:
    assert "Miss Annemiek" in make.text_of(english)
    make.set_items(dutch, "contacts", cards[1:])
    for page in (dutch, english, english_home):
        text = make.text_of(page)
        assert "Annemiek" not in text
        assert "Bram" in text


def test_a_changed_number_is_changed_in_every_language_and_the_words_wait(
    dutch: Any, english: Any, english_home: Any, cards: list[make.Raw]
) -> None:
    make.set_items(dutch, "contacts", said(cards, 0, phones=make.items_of("070 012 34 99")))
    for page in (dutch, english, english_home):
        numbers = {link["href"] for link in make.see(page).select("[data-grip-contact] a.grip-phone")}
        assert numbers == {"tel:+31700123499", "tel:+31700123457"}
    # Somebody else may answer there.
    assert "Miss Annemiek" not in make.text_of(english)


def test_a_number_changed_in_the_translation_changes_nothing(english: Any, cards: list[make.Raw]) -> None:
    make.set_items(english, "contacts", said(cards, 0, phones=make.items_of("070 012 34 00"), email="x@y.example"))
    shown = make.see(english)
    assert not shown.select('a[href="tel:+31700123400"]')
    assert "x@y.example" not in shown.get_text()


def test_the_order_is_that_of_the_source(dutch: Any, english: Any, cards: list[make.Raw]) -> None:
    make.set_items(dutch, "contacts", cards[::-1])
    titles = [title.get_text() for title in make.see(english).select("[data-grip-contact] .grip-card-title")]
    assert titles == ["Meester Bram", "Miss Annemiek"]


def test_an_item_that_is_only_in_the_translation_is_not_shown(
    english: Any, english_home: Any, cards: list[make.Raw]
) -> None:
    make.set_items(english, "contacts", [*cards, make.contact(label="Only in English")])
    assert "Only in English" not in make.text_of(english)
    assert "Only in English" not in make.text_of(english_home)


def test_a_new_item_is_shown_in_every_language_in_the_words_of_the_source(
    dutch: Any, english: Any, cards: list[make.Raw]
) -> None:
    make.set_items(dutch, "contacts", [*cards, make.contact(label="Juf Carla")])
    shown = make.see(english)
    [title] = [title for title in shown.select(".grip-card-title") if "Carla" in title.get_text()]
    assert title["lang"] == "nl"


def test_an_unpublished_source_takes_the_facts_away_in_every_language(
    dutch: Any, english: Any, english_home: Any
) -> None:
    dutch.unpublish()
    for page in (english, english_home):
        shown = make.see(page)
        assert not shown.select("[data-grip-contact]")
        assert "070" not in shown.get_text()
    assert make.see(english).select_one('.grip a[href="tel:112"]')
    assert make.preview(english).select_one(".grip-hint")


def test_an_unpublished_translation_leaves_the_source_and_its_words(english: Any, english_home: Any) -> None:
    english.unpublish()
    shown = make.see(english_home)
    assert len(shown.select("[data-grip-contact]")) == 2
    assert shown.select_one(".grip")["lang"] == "en"
    [title] = [title for title in shown.select(".grip-card-title") if "Juf Annemiek" in title.get_text()]
    assert title["lang"] == "nl"


def test_a_draft_of_a_translation_is_seen_by_nobody(english: Any, cards: list[make.Raw]) -> None:
    make.set_items(english, "contacts", said(cards, 0, label="Madam Annemiek"), publish=False)
    assert "Miss Annemiek" in make.text_of(english)


def test_words_of_the_page_itself_are_translated_or_marked(dutch: Any, english: Any) -> None:
    assert make.see(english).select_one(".grip-intro")["lang"] == "nl"
    english.intro = "Come in."
    english.save_revision().publish()
    intro = make.see(english).select_one(".grip-intro")
    assert intro.get_text() == "Come in."
    assert "lang" not in intro.attrs


def test_the_rule_on_evidence_comes_from_the_source(home: Any) -> None:
    item = make.situation(sexual="yes", evidence="note-only")
    page = make.make_page("incident_help", home, situations=[item])
    english = make.translate(
        page, "en", situations=said([item], 0, sexual="no", evidence="screenshot", title="A photo")
    )
    shown = make.see(english).select_one("[data-grip-situation]")
    assert shown["data-grip-evidence"] == "note-only"
    assert shown["id"] == "foto"
    assert "A photo" in shown.get_text()


def test_what_the_school_did_not_confirm_is_hidden_in_every_language(home: Any) -> None:
    item = make.agreement(if_broken_confirmed=False)
    page = make.make_page("norm", home, statement="Wij zijn aardig", agreements=[item])
    english = make.translate(page, "en", agreements=said([item], 0, if_broken="We talk", if_broken_confirmed=True))
    assert "We talk" not in make.text_of(english)


def test_a_text_in_another_language_than_its_locale_says_so(home: Any) -> None:
    page = make.make_page("norm", home, statement="We are kind", text_language="en")
    assert make.see(page).select_one(".grip")["lang"] == "en"
