"""Nothing that is typed or pasted is cut off: inputs count, drafts keep all, publishing says how much is too much."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail import blocks

from gripwagtail.item_blocks import fields, norm
from gripwagtail.item_blocks.contact import ContactBlock
from gripwagtail.lookup.page_kinds import KINDS
from gripwagtail.models import GripHelpline, GripSettings
from gripwagtail.text.length import PASTE
from tests import factories as make
from tests.test_forms import card, filled_in, said, what_happened

pytestmark = pytest.mark.django_db

PASTED = "Dit is een zin die iemand uit een brief van school heeft geplakt. " * 40


def every_block() -> dict[str, Any]:
    """Each block of text inside the streams of our pages, helplines and settings, by its place."""
    models = [*(make.page_class(kind) for kind in KINDS), GripHelpline, GripSettings]
    found: dict[str, Any] = {}

    def look(place: str, block: Any) -> None:
        if isinstance(block, (blocks.CharBlock, blocks.TextBlock)):
            found[place] = block
        for name, child in getattr(block, "child_blocks", {}).items():
            look(f"{place}.{name}", child)
        if isinstance(block, blocks.ListBlock):
            look(f"{place}.*", block.child_block)

    for model in models:
        for field in model._meta.get_fields():
            if hasattr(field, "stream_block") and field.name != "body":
                look(f"{model.__name__}.{field.name}", field.stream_block)
    return found


def test_no_input_of_ours_cuts_what_is_pasted() -> None:
    found = every_block()
    cut = [place for place, block in found.items() if "maxlength" in block.field.widget.attrs]
    words = [place for place, block in found.items() if isinstance(block, (fields.Words, fields.Counted))]
    assert len(words) > 60
    assert not set(cut) & set(words)
    uncounted = [
        place
        for place in words
        if not {"data-grip-limit", "data-grip-line"} & set(found[place].field.widget.attrs)
        and not isinstance(found[place], fields.FormerBlock)
    ]
    assert uncounted == []


@pytest.mark.parametrize("name", ["phones.*", "whatsapp", "email", "email_more", "website", "form_url", "instagram"])
def test_a_number_or_address_that_is_too_long_is_refused_and_not_cut_into_another(name: str) -> None:
    block = ContactBlock()
    for part in name.split("."):
        block = block.child_block if part == "*" else block.child_blocks[part]
    assert "maxlength" not in block.field.widget.attrs
    with pytest.raises(ValidationError):
        block.clean("https://kwikstaart.example/" + "x" * 600)


@pytest.mark.parametrize("kind", ["norm", "contact", "incident_help"])
def test_nor_does_a_field_of_the_page_itself(kind: str) -> None:
    form = filled_in(kind, draft=True)
    ours = {*form.instance.grip_words, *form.instance.grip_facts} & set(form.fields)
    assert [name for name in ours if "maxlength" in form.fields[name].widget.attrs] == []
    assert "data-grip-limit" in form.fields["intro"].widget.attrs
    assert "count" in str(form.media)


@pytest.mark.parametrize("place", ["about", "secrecy", "where", "label", "name", "languages"])
def test_a_draft_of_a_card_keeps_the_whole_paste(place: str) -> None:
    form = filled_in("contact", draft=True, contacts=[card(**{place: PASTED})])
    assert form.errors == {}
    assert form.cleaned_data["contacts"][0].value[place] == PASTED.strip()


@pytest.mark.parametrize("name", ["intro", "statement", "poster_line", "made_with", "class_sheet", "why", "scope"])
def test_a_draft_of_a_page_keeps_it_too_and_can_be_stored(name: str) -> None:
    page = make.make_page("norm", statement="Wij zijn aardig", live=False)
    page.refresh_from_db()
    form = filled_in("norm", page, draft=True, **{"slug": page.slug, name: PASTED})
    assert form.errors == {}
    draft = form.save(commit=False)
    draft.save()
    draft.save_revision(clean=False)
    assert getattr(type(page).objects.get(pk=page.pk), name) == PASTED.strip()


def test_a_list_of_lines_keeps_a_paragraph_that_is_no_line() -> None:
    form = filled_in("incident_help", draft=True, situations=[what_happened(pupil_steps=PASTED * 3)])
    assert form.errors == {}


def test_publishing_says_how_much_is_too_much() -> None:
    with override("en"):
        form = filled_in("norm", statement="x" * 343, intro="y" * 501, made_with="z" * 212)
        assert {"statement", "intro", "made_with"} <= set(form.errors)
        words = said(form)
    assert "343 characters; at most 300. Make it 43 shorter" in words
    assert "Make it 1 shorter" in words and "Make it 12 shorter" in words
    assert form["statement"].value() == "x" * 343


def test_it_says_so_in_the_card_and_keeps_what_was_typed() -> None:
    with override("en"):
        form = filled_in("contact", contacts=[card(about=PASTED, email="a@kwikstaart.example")])
    marked = form.errors["contacts"].as_data()[0].as_json_data()["blockErrors"]
    assert f"Make it {len(PASTED.strip()) - 200} shorter" in str(marked)
    assert form["contacts"].value()[0].value["about"] == PASTED


@pytest.mark.parametrize("draft", [True, False])
def test_what_no_text_is_is_refused_in_words_and_stays_in_the_form(draft: bool) -> None:
    far = "x" * (PASTE + 1)
    with override("en"):
        form = filled_in("contact", draft=draft, intro=far, contacts=[card(secrecy=far, email="a@kwikstaart.example")])
    assert {"intro", "contacts"} == set(form.errors) - {"__all__"}
    assert "also in a draft" in said(form)
    assert form["intro"].value() == far
    assert form["contacts"].value()[0].value["secrecy"] == far


@pytest.mark.parametrize("draft", [True, False])
def test_no_block_of_text_takes_in_more_than_that(draft: bool) -> None:
    far = "x" * (PASTE + 1)
    judged = 0
    for place, block in every_block().items():
        if isinstance(block, (fields.LineBlock, fields.ParagraphBlock, fields.LinesBlock, fields.NameBlock)):
            judged += 1
            with pytest.raises(ValidationError):
                (block.clean_deferred if draft else block.clean)(far)
            assert block.is_deferred_validation is False, place
    assert judged > 50


def test_a_limit_can_be_used_to_the_last_character() -> None:
    block = norm.AgreementBlock().child_blocks["we_do"]
    assert block.clean("x" * 120) == "x" * 120


@pytest.mark.parametrize("name", ["does", "hours"])
def test_a_helpline_that_is_too_long_is_refused_in_words_and_stays_in_the_form(name: str, client: Client) -> None:
    line = make.helpline()
    client.force_login(make.editor())
    address = reverse("wagtailsnippets_gripwagtail_griphelpline:edit", args=[line.pk])
    page = make.soup(client.get(address))
    field = page.find(attrs={"name": name})
    assert not field.has_attr("maxlength") and field["data-grip-limit"]
    posted = {tag["name"]: tag.get("value", "") for tag in page.select("main form input[name]")}
    posted |= {"does": line.does, "words-count": "0", name: PASTED}
    again = make.soup(client.post(address, posted))
    assert PASTED.strip() in str(again.find(attrs={"name": name}))
    assert GripHelpline.objects.get(pk=line.pk).does == line.does


@pytest.mark.parametrize("kind", KINDS)
def test_the_columns_of_a_draft_have_no_limit_in_the_database(kind: str) -> None:
    model = make.page_class(kind)
    assert "intro" in model.grip_words
    for name in model.grip_words:
        column = model._meta.get_field(name)
        assert column.get_internal_type() == "TextField", name


def test_formatted_text_that_cannot_be_shown_formatted_is_refused_in_words() -> None:
    html = json.dumps(
        {
            "blocks": [
                {
                    "key": "a",
                    "text": "x" * 100_010,
                    "type": "unstyled",
                    "depth": 0,
                    "inlineStyleRanges": [],
                    "entityRanges": [],
                }
            ],
            "entityMap": {},
        }
    )
    with override("en"):
        form = filled_in("norm", draft=True, body=[("paragraph", html)])
        assert "longer than 100" in str(form.errors["body"].as_data()[0].as_json_data())
