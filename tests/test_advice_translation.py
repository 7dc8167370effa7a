"""An editor sees which texts of a translation are missing or older than the original."""

from __future__ import annotations

from typing import Any

import pytest

from gripwagtail.editing.rules import remarks
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def cards() -> list[make.Raw]:
    return [
        make.contact(label="Juf Annemiek", where="Lokaal twee", phones=["070 012 34 56"]),
        make.contact(label="Meester Bram", where="Lokaal vijf", phones=["070 012 34 57"]),
    ]


@pytest.fixture
def dutch(cards: list[make.Raw]) -> Any:
    return publish(
        make.make_page("contact", make.home_page(), title="Wie kan helpen?", contacts=cards, intro="Kom binnen.")
    )


def publish(page: Any) -> Any:
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def translated(dutch: Any, cards: list[make.Raw], **fields: Any) -> Any:
    words = [("Miss Annemiek", "Room two"), ("Mr Bram", "Room five")]
    contacts = [
        {**card, "value": {**card["value"], "label": label, "where": where}}
        for card, (label, where) in zip(cards, words, strict=True)
    ]
    given = {"title": "Who can help?", "intro": "Come in.", "contacts": contacts, **fields}
    return make.translate(dutch, "en", **given)


def said(page: Any) -> list[str]:
    return [
        f"{remark.where}: {remark.message}"
        for remark in remarks(page)
        if "vertaald" in str(remark.message) or "origineel" in str(remark.message)
    ]


def test_a_complete_translation_has_no_remark(dutch: Any, cards: list[make.Raw]) -> None:
    assert said(translated(dutch, cards)) == []
    assert said(dutch) == []


def test_what_is_not_translated_is_counted_and_named(dutch: Any, cards: list[make.Raw]) -> None:
    english = translated(dutch, cards, contacts=cards, intro="Kom binnen.")
    [remark] = said(english)
    assert remark.startswith("Inleiding, “Juf Annemiek”, “Meester Bram”: 5 teksten zijn niet vertaald.")


def test_the_original_says_so_of_each_translation(dutch: Any, cards: list[make.Raw]) -> None:
    translated(dutch, cards, intro="Kom binnen.")
    [remark] = said(dutch)
    assert remark.startswith("English: Inleiding: 1 tekst is niet vertaald.")


def test_a_text_that_changed_after_the_translation_is_named(dutch: Any, cards: list[make.Raw]) -> None:
    english = translated(dutch, cards)
    cards[1]["value"]["where"] = "Lokaal negen"
    publish(make.set_items(type(dutch).objects.get(pk=dutch.pk), "contacts", cards))
    [remark] = said(english)
    assert remark.startswith("“Meester Bram”: het origineel is veranderd sinds")


def test_a_changed_address_asks_nothing_of_a_translator(dutch: Any, cards: list[make.Raw]) -> None:
    english = translated(dutch, cards)
    cards[1]["value"]["email"] = "bram@kwikstaart.example"
    publish(make.set_items(type(dutch).objects.get(pk=dutch.pk), "contacts", cards))
    assert said(english) == []


def test_a_changed_number_asks_to_look_at_all_words_of_the_card(dutch: Any, cards: list[make.Raw]) -> None:
    english = translated(dutch, cards)
    cards[1]["value"]["phones"] = make.items_of("070 012 34 99")
    publish(make.set_items(type(dutch).objects.get(pk=dutch.pk), "contacts", cards))
    [remark] = said(english)
    assert remark.startswith("“Meester Bram”: het origineel is veranderd sinds")
    assert "2 teksten wachten" in remark


def test_published_again_it_is_not_up_to_date_and_translated_again_it_is(dutch: Any, cards: list[make.Raw]) -> None:
    english = translated(dutch, cards)
    cards[1]["value"]["where"] = "Lokaal negen"
    publish(make.set_items(type(dutch).objects.get(pk=dutch.pk), "contacts", cards))
    assert len(said(publish(english))) == 1
    items = [dict(raw) for raw in english.contacts.raw_data]
    items[1]["value"] = {**items[1]["value"], "where": "Room nine"}
    assert said(make.set_items(english, "contacts", items)) == []


def test_an_alias_is_not_translated_at_all(dutch: Any) -> None:
    [remark] = said(make.translate(dutch, "en", alias=True))
    assert "niet vertaald" in remark


def test_an_original_asks_nothing_of_an_alias_which_nobody_translates(dutch: Any) -> None:
    make.translate(dutch, "en", alias=True)
    assert said(dutch) == []


def test_a_draft_of_the_original_asks_nothing_yet(dutch: Any, cards: list[make.Raw]) -> None:
    english = translated(dutch, cards)
    page = type(dutch).objects.get(pk=dutch.pk)
    page.intro = "Kom maar gerust binnen."
    page.save_revision()
    assert said(english) == []


def test_a_text_that_was_a_draft_when_it_was_translated_has_changed_when_it_is_published(
    dutch: Any, cards: list[make.Raw]
) -> None:
    cards[1]["value"]["where"] = "Lokaal negen"
    draft = make.set_items(dutch, "contacts", cards, publish=False).latest_revision
    cards[1]["value"]["where"] = "Lokaal vijf"
    english = translated(dutch, cards)
    draft.publish()
    [remark] = said(english)
    assert remark.startswith("“Meester Bram”: het origineel is veranderd sinds")


def test_of_many_items_the_first_five_are_named(dutch: Any) -> None:
    many = [make.contact(label=f"Contact nummer {number}") for number in range(8)]
    page = publish(make.set_items(type(dutch).objects.get(pk=dutch.pk), "contacts", many))
    english = make.translate(page, "en", title="Who can help?", intro="Come in.")
    [remark] = said(english)
    assert remark.startswith("“Contact nummer 0”, ")
    assert "“Contact nummer 4” en nog 3: 8 teksten" in remark
