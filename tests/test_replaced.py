"""Who was replaced is replaced everywhere: a translation is never about somebody else than its source."""

from __future__ import annotations

import copy
import datetime
import json
from typing import Any

import pytest
from django.utils import timezone, translation

from gripwagtail.editing.rules import remarks
from gripwagtail.models import GripTextRecord
from gripwagtail.signals import changed
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

SAID = {
    "label": "The confidential adviser",
    "about": "When you do not know whom to trust",
    "where": "Room five",
    "when": "On Monday",
    "reply_time": "Within a day",
    "secrecy": "I discuss with you whom I tell",
}


@pytest.fixture
def card() -> make.Raw:
    return make.contact(
        kind="person",
        label="De vertrouwenspersoon",
        name="Karim Verzonnen",
        told_on="2026-09-01",
        roles=["confidential-internal"],
        about="Als je niet weet wie je kunt vertrouwen",
        where="Lokaal vijf",
        when="Op maandag",
        reply_time="Binnen een dag",
        secrecy="Ik overleg met jou aan wie ik het vertel",
        phones=["070 012 34 56"],
    )


@pytest.fixture
def dutch(card: make.Raw) -> Any:
    page = make.make_page(
        "contact", make.home_page(), contacts=[card], intro="Kom binnen op maandag.", title="Wie helpt?"
    )
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


@pytest.fixture
def english(dutch: Any, card: make.Raw) -> Any:
    return make.translate(
        dutch, "en", contacts=[with_words(card, **SAID)], intro="Come in on Monday.", title="Who helps?"
    )


def with_words(item: make.Raw, **value: Any) -> make.Raw:
    item = copy.deepcopy(item)
    item["value"].update(value)
    return item


def edit(page: Any, item: make.Raw, publish: bool = True, **value: Any) -> None:
    make.set_items(page, "contacts", [with_words(item, **value)], publish=publish)


def shown(page: Any) -> set[str]:
    """Which of the translated words of the card a visitor reads."""
    text = make.text_of(page)
    return {name for name, words in SAID.items() if words in text}


def told(page: Any) -> list[Any]:
    """What an editor reads; a visit before may have left another language."""
    with translation.override("nl"):
        return remarks(page)


ALL = set(SAID)


# --- in place -----------------------------------------------------------------------


def test_without_a_change_every_word_is_translated(english: Any) -> None:
    assert shown(english) == ALL
    assert "Come in on Monday." in make.text_of(english)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Saida Fictief", "told_on": "2026-10-01"},
        {"phones": make.items_of("070 012 34 99")},
        {"kind": "function"},
        {"label": "Juf Saida"},
    ],
    ids=["name", "number", "kind", "a label that is a name"],
)
def test_when_somebody_else_stands_on_a_card_all_its_translated_words_wait(
    dutch: Any, english: Any, card: make.Raw, change: dict[str, Any]
) -> None:
    if "label" in change:
        card = with_words(card, label="Meester Karim")
        edit(dutch, card)
        edit(english, card, **SAID)
    edit(dutch, card, **change)
    assert shown(english) == set()
    marked = [tag.get_text(" ") for tag in make.see(english).select('[data-grip-contact] [lang="nl"]')]
    assert any("Lokaal vijf" in text for text in marked)


def test_the_next_adviser_is_not_called_by_the_name_of_the_last(dutch: Any, card: make.Raw) -> None:
    card = with_words(card, label="Meester Karim")
    edit(dutch, card)
    english = make.translate(dutch, "en", contacts=[with_words(card, **{**SAID, "label": "Mr Karim"})])
    edit(dutch, card, label="Juf Saida", name="Saida Fictief", phones=make.items_of("070 012 34 99"))
    page = make.see(english)
    assert "Karim" not in page.get_text()
    [link] = page.select('[data-grip-contact] a[href="tel:+31700123499"]')
    assert "Juf Saida" in link["aria-label"]


def test_a_label_with_a_name_comes_from_the_source_also_before_anything_was_written_down(
    dutch: Any, english: Any, card: make.Raw
) -> None:
    """A site that comes from an earlier release: the translation was wrong before."""
    stale = with_words(card, name="Saida Fictief", label="Juf Saida")
    edit(dutch, stale)
    edit(english, with_words(stale, **{**SAID, "label": "Meester Karim"}))
    GripTextRecord.objects.all().delete()
    text = make.text_of(english)
    assert "Karim" not in text
    assert "Juf Saida" in text


@pytest.mark.parametrize("name", ["label", "about", "where", "when", "reply_time"])
def test_a_text_that_changed_waits_and_the_others_stay(dutch: Any, english: Any, card: make.Raw, name: str) -> None:
    edit(dutch, card, **{name: "Iets heel anders"})
    assert shown(english) == ALL - {name}
    assert "Iets heel anders" in make.text_of(english)


def test_a_changed_introduction_waits(dutch: Any, english: Any) -> None:
    dutch.intro = "Kom binnen op dinsdag."
    dutch.save_revision().publish()
    intro = make.see(english).select_one(".grip-intro")
    assert intro.get_text() == "Kom binnen op dinsdag."
    assert intro["lang"] == "nl"


def test_a_number_that_is_filled_in_where_there_was_none_replaces_nobody(
    dutch: Any, english: Any, card: make.Raw
) -> None:
    edit(dutch, card, phones=[*card["value"]["phones"], *make.items_of("070 012 34 57")])
    assert shown(english) == ALL


def test_a_number_typed_in_another_way_is_the_same_number(dutch: Any, english: Any, card: make.Raw) -> None:
    edit(dutch, card, phones=make.items_of("070-0123456"))
    assert shown(english) == ALL


def test_who_is_filled_in_and_replaced_later_is_replaced(dutch: Any, card: make.Raw) -> None:
    nobody = with_words(card, kind="function", name="", told_on=None, phones=[])
    edit(dutch, nobody)
    english = make.translate(dutch, "en", contacts=[with_words(nobody, **SAID)])
    edit(dutch, nobody, phones=make.items_of("070 012 34 56"))
    assert shown(english) == ALL
    edit(dutch, nobody, phones=make.items_of("070 012 34 99"))
    assert shown(english) == set()


def test_another_order_changes_no_words(dutch: Any, english: Any, card: make.Raw) -> None:
    other = make.contact(label="De conciërge", phones=["070 012 34 57"])
    make.set_items(dutch, "contacts", [other, card])
    assert shown(english) == ALL


def test_two_cards_that_swap_their_people_both_wait(dutch: Any, card: make.Raw) -> None:
    other = with_words(
        make.contact(), **{**card["value"], "name": "Bram Bedacht", "phones": make.items_of("070 012 34 57")}
    )
    other["value"]["where"] = "Lokaal negen"
    make.set_items(dutch, "contacts", [card, other])
    said = [with_words(card, **SAID), with_words(other, **{**SAID, "where": "Room nine"})]
    english = make.translate(dutch, "en", contacts=said)
    persons = ("name", "phones")
    swapped = [
        with_words(card, **{name: other["value"][name] for name in persons}),
        with_words(other, **{name: card["value"][name] for name in persons}),
    ]
    make.set_items(dutch, "contacts", swapped)
    text = make.text_of(english)
    assert shown(english) == set()
    assert "Room nine" not in text


def test_a_removed_card_is_gone(dutch: Any, english: Any) -> None:
    make.set_items(dutch, "contacts", [])
    assert shown(english) == set()
    assert "Karim" not in make.text_of(english)


@pytest.mark.parametrize("name", [name for name in SAID if name != "label"])
def test_what_is_emptied_is_empty_in_every_language(dutch: Any, english: Any, card: make.Raw, name: str) -> None:
    edit(dutch, card, **{name: ""})
    assert shown(english) == ALL - {name}


def test_an_emptied_introduction_and_more_text_are_empty_in_every_language(dutch: Any, english: Any) -> None:
    for page, said in ((dutch, "Meer tekst"), (english, "More text")):
        page.body = json.dumps([make.item("heading", said)])  # type: ignore[arg-type]
        page.save_revision().publish()
    assert "More text" in make.text_of(english)
    dutch.body, dutch.intro = "[]", ""
    dutch.save_revision().publish()
    text = make.text_of(english)
    assert "More text" not in text
    assert "Come in" not in text


# --- when a text counts as translated ------------------------------------------------


def test_a_draft_of_the_source_changes_nothing(dutch: Any, english: Any, card: make.Raw) -> None:
    edit(dutch, card, publish=False, name="Saida Fictief", where="Lokaal negen")
    assert shown(english) == ALL


def test_a_text_that_was_translated_again_is_shown_and_what_was_not_touched_waits(
    dutch: Any, english: Any, card: make.Raw
) -> None:
    edit(dutch, card, where="Lokaal negen", when="Op dinsdag")
    edit(english, card, **{**SAID, "where": "Room nine"})
    text = make.text_of(english)
    assert "Room nine" in text
    assert "On Monday" not in text
    assert "Op dinsdag" in text


def test_after_somebody_was_replaced_only_what_was_translated_again_is_shown(
    dutch: Any, english: Any, card: make.Raw
) -> None:
    edit(dutch, card, name="Saida Fictief", where="Lokaal negen")
    edit(english, card, **{**SAID, "where": "Room nine"})
    assert "Room nine" in make.text_of(english)
    assert shown(english) == set()


def test_a_draft_of_a_translation_is_as_old_as_its_words(dutch: Any, english: Any, card: make.Raw) -> None:
    """Also when it is published by the clock, long after the source changed."""
    draft = make.set_items(english, "contacts", [with_words(card, **{**SAID, "where": "Room 5"})], publish=False)
    edit(dutch, card, where="Lokaal negen")
    draft.latest_revision.publish()
    text = make.text_of(english)
    assert "Room 5" not in text
    assert "Lokaal negen" in text


def test_going_back_to_an_older_version_brings_back_no_newer_words(dutch: Any, english: Any, card: make.Raw) -> None:
    first = english.latest_revision
    edit(dutch, card, where="Lokaal negen")
    edit(english, card, **{**SAID, "where": "Room nine"})
    assert "Room nine" in make.text_of(english)
    first.publish()
    assert shown(english) == ALL - {"where"}


def test_when_the_source_goes_back_the_old_words_are_right_again(dutch: Any, english: Any, card: make.Raw) -> None:
    edit(dutch, card, name="Saida Fictief", where="Lokaal negen")
    edit(dutch, card)
    assert shown(english) == ALL


def test_a_source_that_is_published_by_the_clock_counts_from_then(dutch: Any, english: Any, card: make.Raw) -> None:
    page = type(dutch).objects.get(pk=dutch.pk)
    page.contacts = json.dumps([with_words(card, name="Saida Fictief")])
    page.go_live_at = timezone.now() + datetime.timedelta(days=1)
    revision = page.save_revision()
    revision.publish()
    assert shown(english) == ALL
    revision.refresh_from_db()
    moment = revision.as_object()
    moment.go_live_at = None
    moment.save_revision().publish()
    assert shown(english) == set()


def test_a_change_without_signals_counts_as_well(dutch: Any, english: Any, card: make.Raw) -> None:
    changes = json.dumps([with_words(card, name="Saida Fictief")])
    type(dutch).objects.filter(pk=dutch.pk).update(contacts=changes)
    changed()
    assert shown(english) == set()


def test_a_copy_that_nobody_translated_says_what_the_source_says(dutch: Any) -> None:
    english = make.translate(dutch, "en")
    dutch.title = "Bij wie kun je terecht?"
    dutch.save_revision().publish()
    heading = make.see(english).h1
    assert heading.get_text() == "Bij wie kun je terecht?"
    assert heading["lang"] == "nl"


# --- an upgrade ---------------------------------------------------------------------


def test_after_an_upgrade_every_translation_is_still_there(english: Any) -> None:
    GripTextRecord.objects.all().delete()
    assert shown(english) == ALL


@pytest.mark.parametrize("translated_first", [False, True])
def test_after_an_upgrade_a_translation_counts_as_made_before_the_first_change(
    dutch: Any, english: Any, card: make.Raw, translated_first: bool
) -> None:
    GripTextRecord.objects.all().delete()
    if translated_first:
        edit(english, card, **{**SAID, "about": "For your worries"})
    edit(dutch, card, where="Lokaal negen")
    assert shown(english) == ALL - {"where"} - ({"about"} if translated_first else set())


# --- words that stay ----------------------------------------------------------------


def test_a_reworded_title_or_tip_keeps_its_translation_and_the_editor_is_told() -> None:
    tip = make.tip()
    page = make.make_page("parent_tips", make.home_page(), tips=[tip], title="Tips thuis")
    page.save_revision().publish()
    english = make.translate(page, "en", title="Tips at home", tips=[with_words(tip, title="Watch together")])
    page = make.set_items(page, "tips", [with_words(tip, title="Kijk vanavond eens mee")])
    page.title = "Tips voor thuis"
    page.save_revision().publish()
    text = make.text_of(english)
    assert "Watch together" in text
    assert "Tips at home" in text
    assert any("oude vertaling van 2 teksten" in str(remark.message) for remark in told(english))


def test_published_again_is_not_translated_again_and_the_editor_is_still_told(
    dutch: Any, english: Any, card: make.Raw
) -> None:
    edit(dutch, card, where="Lokaal negen")
    type(english).objects.get(pk=english.pk).save_revision().publish()
    assert shown(english) == ALL - {"where"}
    assert any("wacht" in str(remark.message) for remark in told(type(english).objects.get(pk=english.pk)))


def test_a_situation_with_another_key_loses_its_translated_words() -> None:
    item = make.situation()
    page = make.make_page("incident_help", make.home_page(), situations=[item])
    page.save_revision().publish()
    english = make.translate(page, "en", situations=[with_words(item, title="A photo", pupil_steps="Tell someone")])
    make.set_items(page, "situations", [with_words(item, pupil_steps="Praat met iemand")])
    assert "A photo" in make.text_of(english)
    assert "Tell someone" in make.text_of(english)
    make.set_items(page, "situations", [with_words(item, key="iets-anders")])
    text = make.text_of(english)
    assert "A photo" not in text
    assert "Tell someone" not in text


# --- the tick of a translator -------------------------------------------------------


def test_who_reads_the_waiting_words_and_finds_them_right_can_say_so(dutch: Any, english: Any, card: make.Raw) -> None:
    from gripwagtail.editing.text_records import note_anew

    edit(dutch, card, where="lokaal 5")
    assert shown(english) == ALL - {"where"}
    note_anew(type(english).objects.get(pk=english.pk), type(dutch).objects.get(pk=dutch.pk))
    assert shown(english) == ALL


def test_the_tick_stands_in_the_form_only_while_words_wait(
    dutch: Any, english: Any, card: make.Raw, client: Any
) -> None:
    from django.urls import reverse

    client.force_login(make.editor())
    address = reverse("wagtailadmin_pages:edit", args=[english.pk])
    assert b"words_are_right" not in client.get(address).content
    edit(dutch, card, where="Lokaal negen")
    assert b"words_are_right" in client.get(address).content
    assert b"words_are_right" not in client.get(reverse("wagtailadmin_pages:edit", args=[dutch.pk])).content
