"""The smallest blocks: what they accept, store, freeze and offer to a translator."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.admin.telepath import JSContext

from gripwagtail.item_blocks import fields
from gripwagtail.item_blocks.keys import KeysWidget

FRUIT = {"apple": "a red apple", "pear": "a <green> pear", "plum": "a plum"}


def keys_input(value: Any = None, **attrs: Any) -> BeautifulSoup:
    html = KeysWidget(lambda: FRUIT).render("fruit", value, attrs or {"id": "id_fruit"})
    return BeautifulSoup(html, "html.parser")


# --- keys ---------------------------------------------------------------------------


def test_keys_are_one_field_whatever_their_number() -> None:
    fields = keys_input(["pear", "apple"]).select("input, select, textarea")

    assert [field["name"] for field in fields] == ["fruit"]
    assert fields[0]["value"] == "pear, apple"
    assert fields[0]["type"] == "text"


def test_without_the_script_the_browser_suggests_the_keys() -> None:
    page = keys_input()
    options = page.find(id=page.input["list"]).select("option")

    assert [option["value"] for option in options] == list(FRUIT)
    assert options[1].text == "a <green> pear"


def test_the_widget_brings_its_controller_and_no_inline_script() -> None:
    page = keys_input()

    assert page.input["data-controller"] == "grip-keys"
    assert "up" in json.loads(page.input["data-grip-keys-strings-value"])
    assert not page.select("script, style, [style], [onclick], [onchange]")
    assert "gripwagtail/admin/keys.min.js" in str(KeysWidget(lambda: FRUIT).media)


def test_a_block_added_later_gets_a_list_of_its_own() -> None:
    html = KeysWidget(lambda: FRUIT).render("__NAME__", None, attrs={"id": "__ID__"})
    page = BeautifulSoup(html.replace("__ID__", "fruit-3"), "html.parser")

    assert page.input["list"] == page.datalist["id"] == "fruit-3-options"


def test_the_labels_are_asked_for_when_the_form_is_shown() -> None:
    labels = {"apple": "apple"}
    block = fields.KeysBlock(lambda: labels)
    block.set_name("fruit")
    labels["fig"] = "a fresh fig"

    assert "a fresh fig" in json.dumps(JSContext().pack(block))


def test_keys_keep_their_order_and_come_once() -> None:
    block = fields.KeysBlock(FRUIT)
    typed = block.value_from_datadict({"fruit": " plum,apple , plum,, "}, {}, "fruit")

    assert block.clean(typed) == ["plum", "apple"]
    assert block.get_prep_value(["plum", "apple"]) == ["plum", "apple"]
    assert block.value_for_form(["plum", "apple"]) == "plum, apple"


def test_an_unknown_key_is_refused_by_name() -> None:
    with pytest.raises(ValidationError, match="banana"):
        fields.KeysBlock(FRUIT).clean(["apple", "banana"])


def test_a_draft_may_have_too_many_lines_and_too_long_ones() -> None:
    text = "\n".join(["Bel de school.", "x" * 200, "Een", "Twee", "Drie", "Vier"])
    block = fields.LinesBlock(max_lines=5, max_line_length=140)
    assert block.clean_deferred(text) == text
    with pytest.raises(ValidationError):
        block.clean(text)


def test_a_required_list_is_refused_when_empty_but_not_in_a_draft() -> None:
    block = fields.KeysBlock(FRUIT, required=True)

    with pytest.raises(ValidationError):
        block.clean([])
    assert block.clean_deferred([]) == []


# --- lines --------------------------------------------------------------------------


def test_lines_are_trimmed_and_empty_ones_left_out() -> None:
    assert fields.LinesBlock().clean(" one \n\n two ") == "one\ntwo"


def test_a_line_too_many_is_counted() -> None:
    with pytest.raises(ValidationError) as refused:
        fields.LinesBlock(max_lines=2).clean("one\ntwo\nthree")

    assert refused.value.code == "too_many_lines"
    assert "3" in refused.value.message


def test_a_line_too_long_is_pointed_out() -> None:
    with pytest.raises(ValidationError) as refused:
        fields.LinesBlock(max_line_length=5).clean("short\nlonger")

    assert refused.value.code == "line_too_long"
    assert "2" in refused.value.message


# --- other facts --------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["een naam", "a--b", "a_b", "é", "-a"])
def test_a_key_is_letters_digits_and_hyphens(typed: str) -> None:
    with pytest.raises(ValidationError):
        fields.KeyBlock().clean(typed)


def test_a_key_is_kept_in_small_letters() -> None:
    assert fields.KeyBlock().clean("Foto-1") == "foto-1"


def test_a_phone_number_is_kept_as_typed_if_it_can_be_dialled() -> None:
    assert fields.PhoneBlock().clean("070 012 34 56 (kies 3)") == "070 012 34 56 (kies 3)"
    with pytest.raises(ValidationError):
        fields.PhoneBlock().clean("bel ons")


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "data:text/html,x", "//elsewhere.example"])
def test_an_address_that_can_do_harm_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        fields.AddressBlock().clean(typed)


def test_formatted_text_is_cleaned_at_the_way_out() -> None:
    block = fields.SafeRichTextBlock()

    assert "script" not in block.render(block.to_python("<p>Hoi<script>alert(1)</script></p>"))


@pytest.mark.parametrize("block", [fields.LineBlock(rows=2), fields.LineBlock(), fields.NameBlock()])
@pytest.mark.parametrize("typed", ["Eerst\nDan", "Eerst\r\nDan\r\n", "\n Eerst \n\n Dan", "Eerst\u2028Dan"])
def test_a_field_of_one_line_stores_one_line_however_high_its_box_is(block: Any, typed: str) -> None:
    assert block.value_from_datadict({"a": typed}, {}, "a") == "Eerst Dan"
    assert block.clean(typed) == "Eerst Dan"
    assert block.value_from_datadict({"a": "Eerst  dan"}, {}, "a") == "Eerst  dan"


def test_a_paragraph_keeps_its_lines() -> None:
    assert fields.ParagraphBlock().clean("Eerst\n\nDan") == "Eerst\n\nDan"


# --- for translators and migrations -------------------------------------------------

FACTS = [
    fields.NameBlock(),
    fields.KeyBlock(),
    fields.HiddenBlock(),
    fields.PhoneBlock(),
    fields.MailBlock(),
    fields.AddressBlock(),
    fields.DayBlock(),
    fields.NumberBlock(),
    fields.YesBlock(),
    fields.OneOfBlock(FRUIT),
    fields.ManyOfBlock(FRUIT),
    fields.KeysBlock(FRUIT),
]
WORDS = [fields.LineBlock(), fields.ParagraphBlock(), fields.LinesBlock()]


@pytest.mark.parametrize("block", FACTS, ids=lambda block: type(block).__name__)
def test_a_fact_is_never_offered_to_a_translator(block: Any) -> None:
    assert block.get_translatable_segments("Juf Annemiek") == []


@pytest.mark.parametrize("block", WORDS, ids=lambda block: type(block).__name__)
def test_words_are_left_to_the_translator(block: Any) -> None:
    assert not isinstance(block, fields.Fact)


@pytest.mark.parametrize("block", [*FACTS, *WORDS, fields.SafeRichTextBlock()], ids=lambda block: type(block).__name__)
def test_a_migration_holds_no_path_label_or_list_of_ours(block: Any) -> None:
    path, args, kwargs = block.deconstruct()

    assert path.startswith("wagtail.blocks.")
    assert isinstance(getattr(blocks, path.rsplit(".", 1)[1])(*args, **kwargs), blocks.Block)
    assert not {"label", "help_text", "labels"} & set(kwargs)
    assert "apple" not in repr((args, kwargs))
