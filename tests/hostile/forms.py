"""Hostile texts typed into the forms of the admin.

A form refuses as a whole. So a text that it names is counted and replaced by a harmless one, until the rest is
accepted; before that, all of it is posted once to see that nothing is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.admin.utils import quote
from django.core.exceptions import NON_FIELD_ERRORS
from django.test import Client
from django.urls import reverse
from wagtail import blocks
from wagtail.admin.panels import get_edit_handler
from wagtail.fields import StreamField
from wagtail.test.utils.form_data import inline_formset

from gripwagtail.item_blocks import fields
from gripwagtail.models import GripHelpline, GripSettings
from tests import factories as make
from tests import full_items as full
from tests.hostile.places import Deal

_ROUNDS = 12


def signed_in() -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(make.editor())
    return client


# --- what a browser posts -----------------------------------------------------------


def posted(block: Any, raw: Any) -> Any:
    """A raw value as the fields of a form, nested."""
    if isinstance(block, blocks.StructBlock):
        return {name: posted(child, (raw or {}).get(name)) for name, child in block.child_blocks.items()}
    if isinstance(block, (blocks.StreamBlock, blocks.ListBlock)):
        return _many(block, raw or [])
    if isinstance(block, blocks.RichTextBlock):
        return typed(str(raw or ""))
    if isinstance(block, fields.YesBlock):
        return "on" if raw else None
    if isinstance(block, fields.KeysBlock):
        return ", ".join(raw or ())
    if isinstance(block, fields.ManyOfBlock):
        return list(raw or ())
    return "" if raw is None else str(raw)


def _many(block: Any, raw: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"count": str(len(raw))}
    for number, item in enumerate(raw):
        child = block.child_block if isinstance(block, blocks.ListBlock) else block.child_blocks[item["type"]]
        given = {"type": item["type"], "id": item.get("id", ""), "deleted": "", "order": str(number)}
        found[str(number)] = {**given, "value": posted(child, item["value"])}
    return found


def typed(text: str) -> str:
    """Rich text as the editor in the browser sends it: the text itself, and as the address of a link."""
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    content = {
        "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": text}}},
        "blocks": [
            {
                "key": "aaaaa",
                "text": text,
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": [],
                "entityRanges": [{"offset": 0, "length": length, "key": 0}],
            }
        ],
    }
    return json.dumps(content)


def flat(data: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{prefix}{name}-")
        elif value is not None:
            # A browser sends a mark in place of half a character.
            yield f"{prefix}{name}", re.sub("[\ud800-\udfff]", "\ufffd", value) if isinstance(value, str) else value


def data_for(row: Any, form_class: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """All that the form of this row posts, with these values in it."""
    form = form_class(instance=row)
    data: dict[str, Any] = {"comments": inline_formset([])}
    for name in form.fields:
        field = next((one for one in row._meta.get_fields() if one.name == name), None)
        value = values.get(name, form.initial.get(name, getattr(row, name, None)))
        if isinstance(field, StreamField):
            raw = value if isinstance(value, list) else list(getattr(row, name).raw_data)
            data[name] = posted(field.stream_block, raw)
        elif isinstance(value, bool):
            data[name] = "on" if value else None
        else:
            data[name] = "" if value is None else value
    return dict(flat(data))


# --- publishing ---------------------------------------------------------------------


def publish(client: Client, page: Any, values: dict[str, Any], deal: Deal) -> None:
    """Posts the edit view of a page with “publish”, and follows to the messages."""
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form_class = page.get_edit_handler().get_form_class()
    row = type(page).objects.get(pk=page.pk)
    _post(client, url, row, form_class, values, deal, {"action-publish": "action-publish"})


def save(client: Client, row: Any, values: dict[str, Any], deal: Deal) -> None:
    """Posts the form of the settings, or of a helpline."""
    if isinstance(row, GripSettings):
        url = reverse("wagtailsettings:edit", args=["gripwagtail", "gripsettings", row.site_id])
    else:
        assert isinstance(row, GripHelpline)
        url = reverse(GripHelpline.snippet_viewset.get_url_name("edit"), args=[quote(row.pk)])
    _post(client, url, row, get_edit_handler(type(row)).get_form_class(), values, deal, {})


def _post(
    client: Client, url: str, row: Any, form_class: Any, values: dict[str, Any], deal: Deal, action: dict[str, str]
) -> None:
    model, before = type(row), deal.refused.total()
    values = {name: value for name, value in values.items() if name in form_class.base_fields}
    unmended = {**data_for(row, form_class, values), **action}
    for _round in range(_ROUNDS):
        form = _bound(form_class, row, values)
        if form.is_valid():
            break
        mend(form, values, deal)
    else:
        raise AssertionError(f"{model.__name__} is never accepted: {said(form)}")
    if deal.refused.total() > before:
        saved = model.objects.filter(pk=row.pk).values()[0]
        assert client.post(url, unmended).status_code == 200, "what the form refuses is not refused by the view"
        assert model.objects.filter(pk=row.pk).values()[0] == saved
    answer = client.post(url, {**data_for(row, form_class, values), **action})
    assert answer.status_code == 302, (url, answer.status_code)


def _bound(form_class: Any, row: Any, values: dict[str, Any]) -> Any:
    data = data_for(row, form_class, values)
    query = _query(data)
    given: dict[str, Any] = {"instance": type(row).objects.get(pk=row.pk), "for_user": make.editor()}
    if hasattr(row, "get_parent"):
        given["parent_page"] = row.get_parent().specific
    return form_class(query, **given)


def _query(data: Mapping[str, Any]) -> Any:
    from django.http import QueryDict

    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return query


def mend(form: Any, values: dict[str, Any], deal: Deal) -> None:
    """Takes out of the values what the form refuses, and counts the texts."""
    for name, errors in form.errors.as_data().items():
        if name == NON_FIELD_ERRORS:
            continue
        value = values.get(name)
        if not isinstance(value, list):
            deal.refuse(value)
            values.pop(name, None)
            continue
        block = form.fields[name].block
        for error in errors:
            # A message for the whole stream says the same as the marks on its items.
            parts = dict(getattr(error, "block_errors", None) or {})
            if not parts and len(errors) == 1:
                deal.refuse(value)
                values[name] = []
            for index in sorted(parts, reverse=True):
                if index < len(values[name]):
                    _mend_item(block, values[name], index, parts[index], deal)


def _mend_item(block: Any, items: list[Any], index: int, error: Any, deal: Deal) -> None:
    item = items[index]
    child_block = block.child_blocks[item["type"]]
    parts = getattr(error, "block_errors", None)
    if not parts or not isinstance(child_block, blocks.StructBlock):
        deal.refuse([item["value"]])
        del items[index]
        return
    for child in parts:
        deal.refuse([item["value"].get(child)])
        inner = child_block.child_blocks[child]
        # A document that is not chosen may have an address instead.
        if child == "file" and not item["value"].get("file"):
            item["value"]["url"] = f"https://goed.example/{index}"
        elif isinstance(inner, (fields.ManyOfBlock, fields.KeysBlock, blocks.ListBlock)) and not inner.required:
            item["value"].pop(child, None)
        else:
            item["value"][child] = _harmless(inner, child, index)


def _harmless(block: Any, name: str, index: int) -> Any:
    if not getattr(block, "required", False):
        return ""
    if name == "sexual":
        return "no"
    return f"goed-{index}" if isinstance(block, fields.KeyBlock) else full.value_of(block, "goed", name)


def said(form: Any) -> str:
    found = form.errors.as_data()
    marks = {name: [getattr(error, "block_errors", error) for error in errors] for name, errors in found.items()}
    return str(
        {
            name: [{i: getattr(e, "block_errors", e) for i, e in m.items()} if isinstance(m, dict) else m for m in ms]
            for name, ms in marks.items()
        }
    )[:1500]
