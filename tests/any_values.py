"""Any value that a StreamField of ours can contain, made from the definitions of its blocks.

`raw` gives what a form, an import or an older version may have stored: every child may be there, empty, nothing or
missing. `spoiled` goes further: ids and keys that are missing, and values of another type than the block has.
"""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from hypothesis import strategies as st
from wagtail import blocks
from wagtail.fields import StreamField

Values = st.SearchStrategy[Any]

EMPTY = st.sampled_from([None, ""])
TEXTS = st.one_of(
    st.sampled_from(["Zin", "Zin\n\nZin", "[[naam]]", "<b>vet</b>", "{{ x }}", "خط", "Їжак", "🙂", " ", "a" * 300]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).filter(lambda text: "None" not in text),
)
HTML = st.sampled_from(["", "<p>Zin</p>", '<p><a linktype="page" id="999999">weg</a></p>', "<ul><li>een</ul>", "&lt;"])
DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)).map(str)
# No page has this key: it was deleted since.
PAGES = st.sampled_from([None, 999_999])
IDS = st.uuids(version=4).map(str)
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["2026-13-45", "2026-01-01T00:00:00Z", "gisteren", "", "[]", "mentor,,mentor", "nul"]),
    st.lists(st.one_of(st.none(), st.integers(0, 3), st.just("x")), max_size=3),
    st.just({}),
    st.just({"type": "item"}),
    st.just([{"type": "item", "value": None}]),
)


def raw(block: blocks.Block) -> Values:
    """What this block may contain."""
    if isinstance(block, blocks.StreamBlock):
        return st.lists(st.one_of([_item(name, child) for name, child in block.child_blocks.items()]), max_size=3)
    if isinstance(block, blocks.StructBlock):
        return st.fixed_dictionaries({}, optional={name: raw(child) for name, child in block.child_blocks.items()})
    if isinstance(block, blocks.ListBlock):
        listed = st.lists(raw(block.child_block), max_size=3)
        # An old list contains bare values.
        return listed | listed.map(lambda values: [_with_id("item", value) for value in values])
    return PAGES if isinstance(block, blocks.PageChooserBlock) else EMPTY | _leaf(block)


def _leaf(block: Any) -> Values:
    field = getattr(block, "field", None)
    if isinstance(block, blocks.MultipleChoiceBlock):
        return st.lists(st.sampled_from(_keys(field)), max_size=4, unique=True)
    if isinstance(block, blocks.ChoiceBlock):
        return st.sampled_from(_keys(field))
    if isinstance(block, blocks.RichTextBlock):
        return HTML
    if isinstance(block, blocks.DateBlock):
        return DAYS
    if isinstance(block, blocks.BooleanBlock):
        return st.booleans()
    if isinstance(block, blocks.IntegerBlock):
        return st.integers(0, 30)
    labels = getattr(field, "labels", None)
    if callable(labels):
        return st.lists(st.sampled_from(sorted(labels()) or ["x"]), max_size=3, unique=True)
    return TEXTS


def _keys(field: Any) -> list[str]:
    found: list[str] = []
    for key, label in field.choices:
        found += [inner for inner, _label in label] if isinstance(label, (list, tuple)) else [key]
    return [str(key) for key in found]


def _with_id(name: str, value: Any) -> dict[str, Any]:
    return {"type": name, "value": value, "id": str(uuid.uuid4())}


def _item(name: str, child: blocks.Block) -> Values:
    return st.fixed_dictionaries({"type": st.just(name), "value": raw(child), "id": IDS})


def spoiled(block: blocks.StreamBlock) -> Values:
    """Items of which anything may be missing or of another type, among some that are whole."""
    return st.lists(
        st.one_of([_item(name, child) | _spoiled_item(name, child) for name, child in block.child_blocks.items()]),
        max_size=4,
    )


def _spoiled_item(name: str, child: Any) -> Values:
    children = getattr(child, "child_blocks", {})
    value = st.fixed_dictionaries({}, optional={name: JUNK for name in children}) if children else JUNK
    # What is no mapping with a type, Wagtail refuses to read itself.
    optional = {"value": value | JUNK, "id": JUNK, "extra": JUNK}
    return st.fixed_dictionaries({"type": st.sampled_from([name, "of-long-ago"])}, optional=optional)


def streams_of(model: Any) -> dict[str, blocks.StreamBlock]:
    return {
        field.name: field.stream_block
        for field in model._meta.get_fields()
        if isinstance(field, StreamField) and field.model is model
    }
