"""What people and other programs write in their own way is read as it was meant, or said to mean nothing."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory, override_settings
from django.utils.translation import gettext, override

from gripwagtail import conf
from gripwagtail.blocks import grip_blocks
from gripwagtail.content.items import LanguagePair, read_items
from gripwagtail.item_blocks.norm import AgreementBlock
from gripwagtail.phone import parse_phone
from gripwagtail.removal.person import Person
from gripwagtail.rendering.options import COMMON, OWN, _note
from gripwagtail.rendering.reasons import OTHER_SCHOOL
from gripwagtail.sanitize import clean_html
from tests import factories as make

# --- numbers ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "dial", "note"),
    [
        ("1400", "1400", ""),
        ("144", "144", ""),
        ("0800-0432 24/7", "08000432", "24/7"),
        ("113 (24/7)", "113", "24/7"),
        ("0800-0432, 24 uur per dag", "08000432", "24 uur per dag"),
        ("0900-0113 24 uur per dag, 7 dagen per week", "09000113", "24 uur per dag, 7 dagen per week"),
        ("070 012 34 56 7 dagen per week", "+31700123456", "7 dagen per week"),
        ("024 012 34 56", "+31240123456", ""),
    ],
)
def test_short_numbers_and_hours_behind_a_number_are_read(typed: str, dial: str, note: str) -> None:
    found = parse_phone(typed)

    assert (found.dial, found.note) == (dial, note)


@pytest.mark.parametrize("typed", ["070 24 7", "24/7", "0800-0432 112 24/7"])
def test_hours_are_no_part_of_a_number_and_do_not_hide_a_second_one(typed: str) -> None:
    with pytest.raises(ValidationError):
        parse_phone(typed)


# --- what is pasted ---------------------------------------------------------------------


@pytest.mark.parametrize("engine", conf.SANITIZERS)
@pytest.mark.parametrize(
    ("pasted", "shown"),
    [
        (
            '<b style="font-weight:normal;" id="docs-internal-guid-1"><p>Een <b>vet</b> woord</p><p>Twee</p></b>',
            "<p>Een <b>vet</b> woord</p><p>Twee</p>",
        ),
        ('<strong style="color:red; font-weight : 400">x</strong><b>y</b>', "x<b>y</b>"),
        ('<em style="font-style:normal">x <i>y</i></em>', "x <i>y</i>"),
        ('<b style="font-weight:700">x</b>', "<b>x</b>"),
    ],
)
def test_a_tag_whose_style_says_that_it_stresses_nothing_stresses_nothing(engine: str, pasted: str, shown: str) -> None:
    if engine == "nh3":
        pytest.importorskip("nh3")
    with override_settings(GRIPWAGTAIL={"SANITIZER": engine}):
        assert clean_html(pasted) == shown
        assert clean_html(shown) == shown


@pytest.mark.parametrize("space", [" ", "&nbsp;", "&#160;", "&#xA0;", "&#xa0", "\xa0"])
def test_a_name_is_found_with_any_space_in_it(space: str) -> None:
    assert Person(names=("Jan Smit",)).without(f"Vraag Jan{space}Smit.") == "Vraag …."


# --- ids --------------------------------------------------------------------------------


def agreement(item_id: str, words: str) -> dict[str, Any]:
    return {"type": "agreement", "id": item_id, "value": {"we_do": words}}


def test_an_id_that_several_items_have_joins_no_words_to_the_wrong_one() -> None:
    once = "11111111-1111-4111-8111-111111111111"
    twice = "22222222-2222-4222-8222-222222222222"
    source = [agreement(twice, "Eén"), agreement(twice, "Twee"), agreement(once, "Drie")]
    words = [agreement(twice, "Two"), agreement(twice, "One"), agreement(once, "Three")]

    read = read_items(AgreementBlock, source, words, LanguagePair("nl", "en"))

    assert [str(item["we_do"]) for item in read] == ["Eén", "Twee", "Three"]
    assert [item["we_do"].lang for item in read] == ["nl", "nl", ""]


# --- tags -------------------------------------------------------------------------------


def test_the_options_of_a_tag_are_those_of_its_block() -> None:
    blocks = dict(grip_blocks())

    assert {name.removeprefix("grip_") for name in blocks} == set(OWN)
    for kind, own in OWN.items():
        assert {*own, *COMMON, OTHER_SCHOOL} == set(blocks[f"grip_{kind}"].child_blocks)


@pytest.fixture
def contact_page(db: None) -> Any:
    page = make.five_pages(make.home_page())["contact"]
    cards = [make.contact(label=name, location=name) for name in ("Lindelaan", "Beukenhof")]
    make.set_items(page, "contacts", cards)
    return page


def shown(tag: str) -> str:
    context = Context({"request": RequestFactory().get("/", headers={"host": "localhost"})})
    return str(Template("{% load gripwagtail %}{% " + tag + " %}").render(context))


@pytest.mark.parametrize("typed", ["Lindelaan", "lindelaan", " LINDE" + "LAAN ", "Ｌindelaan"])
def test_a_location_is_found_however_it_is_typed(contact_page: Any, typed: str) -> None:
    html = shown(f'grip_contacts location="{typed}"')

    assert "Lindelaan" in html
    assert "Beukenhof" not in html


def test_who_edits_reads_which_location_no_card_has_also_beside_what_is_shown(contact_page: Any) -> None:
    make.set_items(
        contact_page, "contacts", [make.contact(label="Juf Noor", location="Lindelaan"), make.contact(label="Bas")]
    )
    block = make.block("contacts", location="Beukenhof")
    page = make.home_page(make.home_page(), body=[block])
    with override("nl"):
        hint = gettext("No card on the contact page has the location “%(location)s”.") % {"location": "Beukenhof"}
    seen = page.make_preview_request().content.decode()
    assert hint in seen
    assert "Bas" in seen and "Juf Noor" not in seen
    public = make.text_of(page)
    assert "Bas" in public and "Beukenhof" not in public


WRONG = {
    'grip_contacts role="mentor"': "unknown option “role”. Known are: roles,",
    'grip_contacts audience="parents"': "unknown audience “parents”",
    'grip_contacts roles="mentor,mentr"': "unknown roles “mentr”",
    'grip_parent_tips theme="gamen-enzo"': "unknown theme",
}


@pytest.mark.parametrize("tag", WRONG)
def test_an_option_that_means_nothing_is_said_and_breaks_no_page(
    contact_page: Any, tag: str, caplog: pytest.LogCaptureFixture
) -> None:
    _note.cache_clear()
    with caplog.at_level(logging.WARNING, "gripwagtail.rendering.options"):
        shown(tag)
        shown(tag)
    assert [WRONG[tag] in record.getMessage() for record in caplog.records] == [True]

    with override_settings(DEBUG=True), pytest.raises(TemplateSyntaxError, match="unknown"):
        shown(tag)
