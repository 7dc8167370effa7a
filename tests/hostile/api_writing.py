"""Hostile texts through the preview of Wagtail's next API, on a host that opens every field of our pages to it."""

from __future__ import annotations

from typing import Any

from wagtail import blocks

from tests import factories as make
from tests.hostile import forms
from tests.hostile.places import Deal

_ROUNDS = 12


def publish(page: Any, values: dict[str, Any], deal: Deal) -> None:
    """What a PATCH with “publish” does, with every column and stream writable."""
    from wagtail.actions import action_registry
    from wagtail.api import APIField
    from wagtail.api.v3.form_data import build_page_update_form
    from wagtail.api.v3.registry import registry
    from wagtail.api.v3.schemas import create_generator, patch_generator
    from wagtail.api.v3.schemas.pages import PageCreateBaseSchema, PageUpdateBaseSchema

    model = type(page)
    form_fields = page.get_edit_handler().get_form_class().base_fields
    values = {name: value for name, value in values.items() if name in form_fields}
    _leave_out_what_fails(page, values, deal)
    opened = [name for name in values if name != "title"]
    before = model.__dict__.get("api_fields")
    kept = registry.get(model._meta.label)
    schemas = kept.create_schema
    model.api_fields = [*(before or []), *(APIField(name, writable=True) for name in opened)]
    try:
        kept.create_schema = create_generator.generate_schema(model, base_class=PageCreateBaseSchema, fields=["title"])
        patch = patch_generator.generate_schema(model, base_class=PageUpdateBaseSchema, fields=["title"])
        user = make.editor()
        for _round in range(_ROUNDS):
            data = patch(**{"title": page.title, **values})
            form = build_page_update_form(type(page).objects.get(pk=page.pk), data, user)
            if form.is_valid():
                break
            forms.mend(form, values, deal)
        else:
            raise AssertionError(f"{model.__name__} is never accepted: {forms.said(form)}")
        action = action_registry.get_action_class(model, "edit")
        form = build_page_update_form(
            type(page).objects.get(pk=page.pk), patch(**{"title": page.title, **values}), user
        )
        action(form.instance, user=user, form=form, publish=True).execute()
    finally:
        kept.create_schema = schemas
        if before is None:
            del model.api_fields
        else:
            model.api_fields = before


def _leave_out_what_fails(page: Any, values: dict[str, Any], deal: Deal) -> None:
    """What Wagtail cannot take at all: rich text that its editor cannot open, and items with tick boxes in them.

    It answers with a failure or a refusal, and writes nothing.
    """
    for name, items in values.items():
        if isinstance(items, list):
            block = page._meta.get_field(name).stream_block
            for item in list(items):
                if not _can_be_written(block.child_blocks[item["type"]], item["value"]):
                    deal.refuse([item["value"]])
                    items.remove(item)


def _can_be_written(block: Any, value: Any) -> bool:
    if isinstance(block, blocks.StructBlock):
        return not any(isinstance(child, blocks.MultipleChoiceBlock) for child in block.child_blocks.values())
    if not isinstance(block, blocks.RichTextBlock):
        return True
    try:
        block.field.widget.converter.to_database_format(block.field.widget.format_value(value))
    except Exception:
        return False
    return True
