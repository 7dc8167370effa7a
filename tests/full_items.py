"""Pages with something in every field, made from the definitions of their blocks.

A child that is neither `Words` nor a `Fact` fails here: anyone who adds one has to decide what it is. Every text for
people begins with `WORD`, every fact that is text contains `FACT`, so that a test can distinguish them anywhere.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField

from gripwagtail.item_blocks import fields
from gripwagtail.item_blocks.document import FileBlock
from gripwagtail.page_types.page import GripMixin
from tests import factories as make

WORD = "Proefzin"
FACT = "feit"
PHONE = "070 012 34 56"
LINK = f"https://{FACT}.example/verder"
RICH_TEXT = (
    f'<h3>{WORD} kopje</h3><p>{WORD} alinea met <b>nadruk</b> en <a href="{LINK}">een verwijzing</a></p>'
    f"<ul><li>{WORD} eerste punt</li><li>{WORD} tweede punt</li></ul>"
)
# Where the first key of a list would keep an item from being shown.
GIVEN: make.Raw = {"valid_until": "2099-12-31", "evidence": "none", "audience": "", "level": "2"}


class Undecided(AssertionError):
    """A child of a block that is neither `Words` nor a `Fact`."""


def item_of(block: blocks.Block, where: str) -> make.Raw:
    """A raw item of this struct with a value for every child."""
    return {name: value_of(child, f"{where} {name}", name) for name, child in block.child_blocks.items()}


def value_of(block: blocks.Block, where: str, name: str = "") -> Any:
    if isinstance(block, fields.LinesBlock):
        return f"{WORD} {where} een\n{WORD} {where} twee"
    if isinstance(block, fields.Words):
        return f"{WORD} {where}"
    if isinstance(block, fields.SafeRichTextBlock):
        return RICH_TEXT
    if isinstance(block, blocks.ListBlock):
        return make.items_of(value_of(block.child_block, where))
    if isinstance(block, blocks.StructBlock):
        return item_of(block, where)
    if not isinstance(block, fields.Fact):
        raise Undecided(f"{where}: {type(block).__name__} is neither words nor a fact")
    return _fact(block, where, name)


def _fact(block: Any, where: str, name: str) -> Any:
    simple: dict[type[Any], Any] = {
        fields.PhoneBlock: PHONE,
        fields.MailBlock: f"{FACT}@kwikstaart.example",
        fields.AddressBlock: f"https://{FACT}.example/{where.replace(' ', '-')}",
        fields.DayBlock: "2020-01-01",
        fields.ToldBlock: "2020-01-01",
        fields.YesBlock: True,
        fields.KeyBlock: f"{FACT}-{where.replace(' ', '-').replace('_', '-')}"[:60],
    }
    if isinstance(block, fields.NumberBlock):
        return max(7, block.field.min_value or 0)
    if type(block) in simple:
        return GIVEN.get(name, simple[type(block)])
    if isinstance(block, fields.OneOfBlock):
        keys = [key for key, _label in block.field.choices if key]
        return GIVEN[name] if GIVEN.get(name) in keys else keys[0]
    if isinstance(block, fields.ManyOfBlock):
        return [key for key, _label in block.field.choices]
    if isinstance(block, fields.KeysBlock):
        return list(block.field.labels())[:1]
    if isinstance(block, (blocks.PageChooserBlock, FileBlock)):
        return None
    return f"{FACT} {where}"


def fields_of(model: type[GripMixin]) -> dict[str, Any]:
    """A value for every field of a page of ours; an undecided one fails."""
    fields: dict[str, Any] = {
        "title": f"{WORD} titel {model.grip_kind}",
        "seo_title": f"{WORD} seo_title",
        "search_description": f"{WORD} search_description",
        "text_language": "",
    }
    for field in own_fields(model):
        if isinstance(field, StreamField):
            fields[field.name] = [
                make.item(name, value_of(child, f"{field.name} {name}"))
                for name, child in field.stream_block.child_blocks.items()
            ]
        elif field.name in model.grip_words:
            fields[field.name] = f"{WORD} {field.name}"
        elif field.name in model.grip_facts:
            fields[field.name] = _fact_field(field)
        elif field.name not in fields:
            raise Undecided(f"{model.__name__}.{field.name} is in none of grip_words, grip_facts, grip_streams")
    return fields


def own_fields(model: type[GripMixin]) -> list[Any]:
    """The fields that we add to Wagtail's page and that an editor fills in."""
    return [
        field
        for field in model._meta.get_fields()
        if field.model is model and getattr(field, "editable", False) and not field.is_relation
    ]


def _fact_field(field: Any) -> Any:
    if isinstance(field, models.BooleanField):
        # Of a closed door nothing of what is behind it is seen.
        return field.name not in ("neutral_title", "grip_team_closed")
    if isinstance(field, models.DateField):
        return "2020-01-01"
    if isinstance(field, models.IntegerField):
        return 7
    if isinstance(field, models.EmailField):
        return f"{FACT}@school.example"
    if field.choices:
        return next(key for key, _label in field.flatchoices if key)
    return PHONE if "phone" in field.name else f"{FACT} {field.name}"


def full_page(model: type[GripMixin], parent: Any = None, **fields: Any) -> Any:
    """A published page with something in every field."""
    return make.make_page(model.grip_kind, parent, model=model, **{**fields_of(model), **fields})
