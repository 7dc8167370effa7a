"""Every value on a card says whose it is: erasing a person and exporting a pack go by that."""

from __future__ import annotations

import pytest
from wagtail import blocks

from gripwagtail.item_blocks.contact import ContactBlock
from gripwagtail.item_blocks.fields import NameBlock, Words
from gripwagtail.item_blocks.whose import Whose, children_of, empty_of, whose
from gripwagtail.packs.persons import without_person
from gripwagtail.removal.card import WORDS, as_function
from gripwagtail.removal.person import Person
from tests.full_items import item_of

ANNEMIEK = Person(names=("Annemiek Denkbeeld",))


class CardWithPronouns(ContactBlock):
    pronouns = NameBlock(required=False)


@pytest.mark.parametrize("name", ContactBlock.base_blocks)
def test_of_every_child_of_a_card_somebody_decided_whose_it_is(name: str) -> None:
    assert whose(ContactBlock.base_blocks[name]) in Whose, f"say whose {name} is: see gripwagtail/item_blocks/whose.py"


def test_a_child_of_which_nobody_decided_is_seen() -> None:
    assert whose(CardWithPronouns.base_blocks["pronouns"]) is None


def test_and_until_then_it_goes_with_the_person_and_into_no_pack() -> None:
    names = [name for name, _child in children_of(CardWithPronouns, Whose.PERSON)]
    assert "pronouns" in names
    assert "roles" not in names


def test_a_full_card_keeps_nothing_of_the_person_when_that_is_erased() -> None:
    card = {**item_of(ContactBlock(), "kaart"), "kind": "person", "name": "Annemiek Denkbeeld"}
    left = as_function(ANNEMIEK, card)
    for name, child in children_of(ContactBlock, Whose.PERSON):
        assert left[name] == empty_of(child), name
    for name, _child in children_of(ContactBlock, Whose.SCHOOL):
        assert left[name] == card[name], name


def test_a_full_card_gives_a_pack_nothing_of_the_person_nor_of_this_school() -> None:
    card = {**item_of(ContactBlock(), "kaart"), "kind": "person", "name": "Annemiek Denkbeeld"}
    left = without_person(card)
    assert left.keys().isdisjoint({name for name, _child in children_of(ContactBlock, Whose.PERSON, Whose.SCHOOL)})
    assert left["roles"] == card["roles"]


def test_the_words_that_a_translator_may_hold_of_a_person_are_found_in_the_block() -> None:
    assert set(WORDS) <= {name for name, child in ContactBlock.base_blocks.items() if isinstance(child, Words)}
    assert "label" in WORDS


def test_whose_a_value_is_makes_no_migration() -> None:
    frozen = repr([child.deconstruct() for child in ContactBlock.base_blocks.values()])
    assert "whose" not in frozen.lower()


def test_of_a_list_its_items_say_whose_they_are() -> None:
    assert isinstance(ContactBlock.base_blocks["phones"], blocks.ListBlock)
    assert whose(ContactBlock.base_blocks["phones"]) is Whose.PERSON
