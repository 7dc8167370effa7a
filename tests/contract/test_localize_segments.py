"""What wagtail-localize offers to a translator: all words, and nothing but words."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from wagtail.models import TranslatableMixin

from gripwagtail.blocks import grip_blocks
from gripwagtail.item_blocks import fields
from gripwagtail.item_blocks.helpline import HelplineNoteBlock, HelplineWordsBlock
from gripwagtail.lookup.sources import KINDS, models_of
from gripwagtail.models import GripHelpline, GripSettings
from tests import factories as make
from tests import full_items as full

if not apps.is_installed("wagtail_localize"):
    pytest.skip("this host has no wagtail-localize", allow_module_level=True)

pytestmark = pytest.mark.django_db

# Of every page in Wagtail; the slug is part of its address, and wagtail-localize offers it with the title.
OF_WAGTAIL = ["title", "slug", "seo_title", "search_description"]
# Of the rich text: its template, its texts, and its links, which may lead to another page in another language.
BODY = [
    "intro",
    "body.heading",
    "body.paragraph:template",
    *["body.paragraph"] * 4,
    f"body.paragraph:link {full.LINK}",
]
WORDS = {
    "norm": [
        *("statement", "poster_line", "why", "scope", "always", "made_with", "shared", "class_sheet"),
        *("agreements.agreement.we_do", "agreements.agreement.so_not", "agreements.agreement.if_broken"),
        "agreed.agreed.how",
        *("documents.document.title", "documents.document.summary"),
        "changes.change.text",
    ],
    "contact": [
        *("grip_above", "grip_complaint_about", "grip_complaint_by", "grip_complaint_term"),
        *("grip_documents.document.title", "grip_documents.document.summary"),
        *(f"contacts.contact.{name}" for name in ("label", "about", "where", "when", "reply_time", "secrecy")),
        *("steps.step.text", "staff_steps.step.text"),
    ],
    "parent_tips": [
        *("tips.tip.title", "tips.tip.text", "tips.tip.opener"),
        *("links.link.title", "links.link.text"),
    ],
    "incident_help": [
        *(f"situations.situation.{name}" for name in ("title", "title_parent", "title_staff", "also", "recognise")),
        *(f"situations.situation.{name}" for name in ("danger_line", "school_does")),
        *(
            f"situations.situation.{reader}_{part}"
            for reader in ("pupil", "parent", "staff")
            for part in ("opening", "steps", "donts")
        ),
    ],
    "overview": [
        *("cells.cell.text", "cells.cell.openers", "proposals.proposal.text"),
        *("materials.material.title", "materials.material.text"),
        *("glossary.term.term", "glossary.term.meaning"),
        "partners.partner.text",
    ],
}
MODELS = [model for kind in KINDS for model in models_of(kind)]


def segments(page: Any) -> list[Any]:
    from wagtail_localize.segments.extract import extract_segments

    return list(extract_segments(page))


def name_of(segment: Any, page: Any) -> str:
    """Where a segment is, with types instead of ids: `contacts.contact.label`."""
    from wagtail_localize.segments import OverridableSegmentValue, TemplateSegmentValue

    first, *rest = segment.path.split(".")
    types = {child.id: child.block_type for child in getattr(page, first)} if rest else {}
    name = ".".join([first, *[types.get(part, part) for part in rest]])
    if isinstance(segment, TemplateSegmentValue):
        return f"{name}:template"
    if isinstance(segment, OverridableSegmentValue):
        return f"{'.'.join(name.split('.')[:2])}:link {segment.data}"
    return name


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_words_of_a_page_are_offered_and_nothing_else(home: Any, model: Any) -> None:
    page = full.full_page(model, home)
    offered = [name_of(segment, page) for segment in segments(page)]
    assert sorted(offered) == sorted([*OF_WAGTAIL, *BODY, *WORDS[model.grip_kind]])


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_fact_stands_in_a_text_that_is_offered(home: Any, model: Any) -> None:
    from wagtail_localize.segments import StringSegmentValue

    page = full.full_page(model, home)
    texts = {
        name_of(segment, page): segment.render_text()
        for segment in segments(page)
        if isinstance(segment, StringSegmentValue)
    }
    slug = texts.pop("slug")
    assert slug == page.slug
    for name, text in texts.items():
        assert text.startswith(full.WORD), name
        assert full.FACT not in text, name
        assert "070" not in text, name
        assert "2020" not in text, name


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_field_can_be_overridden_for_one_language(home: Any, model: Any) -> None:
    from wagtail_localize.fields import get_translatable_fields

    overridable = {
        field.field_name for field in get_translatable_fields(model) if field.is_overridable(model(locale=home.locale))
    }
    assert not overridable & set(model.grip_facts)


@pytest.mark.parametrize(("name", "block"), grip_blocks(), ids=[name for name, _block in grip_blocks()])
def test_a_block_for_hosts_offers_its_heading_and_nothing_else(home: Any, name: str, block: Any) -> None:
    source = make.make_page("contact", home)
    value = {**full.item_of(block, name), "page": source.pk}
    host = make.home_page(home, body=[make.item(name, value)])
    offered = [name_of(segment, host) for segment in segments(host)]
    assert [path for path in offered if path.startswith("body")] == [f"body.{name}.heading"]


@pytest.mark.parametrize("block", [HelplineWordsBlock(), HelplineNoteBlock()], ids=lambda block: type(block).__name__)
def test_every_child_of_a_helpline_is_decided_on(home: Any, block: Any) -> None:
    assert full.item_of(block, "hulplijn")


@pytest.mark.parametrize("model", [GripHelpline, GripSettings])
def test_helplines_and_settings_have_one_row_for_all_languages(model: Any) -> None:
    assert not issubclass(model, TranslatableMixin)


def test_a_child_that_is_neither_words_nor_a_fact_is_noticed() -> None:
    from wagtail import blocks

    class NewBlock(blocks.StructBlock):
        known = fields.LineBlock()
        forgotten = blocks.CharBlock()

    with pytest.raises(full.Undecided, match="forgotten"):
        full.item_of(NewBlock(), "nieuw")
