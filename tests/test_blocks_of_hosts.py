"""What blocks of a host's refuse on a page of ours: it is said at its place, and what was typed is never passed by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.test.utils.form_data import streamfield

from tests import factories as make
from tests.test_forms import filled_in

pytestmark = pytest.mark.django_db

WRONG, GOOD = "geen adres", "https://kwikstaart.example/"
REFUSAL = "Enter a valid URL."


class OfItsOwn(blocks.CharBlock):
    """Refuses in a way that nobody knows."""

    class Refusal(ValidationError):
        def __init__(self) -> None:
            self.non_block_errors = blocks.ListBlockValidationError().non_block_errors
            super().__init__("Not like this")

    def clean(self, value: Any) -> Any:
        if value == WRONG:
            raise self.Refusal
        return super().clean(value)


class Silent(blocks.CharBlock):
    """Refuses without a word."""

    def clean(self, value: Any) -> Any:
        if value == WRONG:
            raise ValidationError([])
        return super().clean(value)


def listed(*values: Any) -> dict[str, Any]:
    rows = {
        str(n): {"value": one, "deleted": "", "order": str(n), "type": "item", "id": ""} for n, one in enumerate(values)
    }
    return {"count": str(len(values)), **rows}


def table(value: str) -> dict[str, Any]:
    return {
        "caption": "",
        "column-count": "1",
        "row-count": "1",
        "column-0-type": "url",
        "column-0-order": "0",
        "column-0-heading": "Waar",
        "column-0-deleted": "",
        "row-0-order": "0",
        "row-0-deleted": "",
        "cell-0-0": value,
    }


def struct() -> blocks.StructBlock:
    return blocks.StructBlock([("url", blocks.URLBlock(label="Where"))])


CASES: dict[str, tuple[Callable[[], Any], Callable[[str], Any], str]] = {
    "a list": (lambda: blocks.ListBlock(blocks.URLBlock()), lambda url: listed(GOOD, url), REFUSAL),
    "a list of structs": (lambda: blocks.ListBlock(struct()), lambda url: listed({"url": GOOD}, {"url": url}), REFUSAL),
    "a struct": (struct, lambda url: {"url": url}, REFUSAL),
    "a struct in a struct": (lambda: blocks.StructBlock([("in", struct())]), lambda url: {"in": {"url": url}}, REFUSAL),
    "a list in a struct": (
        lambda: blocks.StructBlock([("urls", blocks.ListBlock(blocks.URLBlock()))]),
        lambda url: {"urls": listed(GOOD, url)},
        REFUSAL,
    ),
    "a stream": (
        lambda: blocks.StreamBlock([("url", blocks.URLBlock())]),
        lambda url: streamfield([("url", GOOD), ("url", url)]),
        REFUSAL,
    ),
    "a stream in a struct in a list": (
        lambda: blocks.ListBlock(blocks.StructBlock([("more", blocks.StreamBlock([("url", blocks.URLBlock())]))])),
        lambda url: listed({"more": streamfield([("url", url)])}),
        REFUSAL,
    ),
    "a table": (lambda: TypedTableBlock([("url", blocks.URLBlock())]), table, REFUSAL),
    "an error of its own": (OfItsOwn, lambda text: text, "Not like this"),
    "no words at all": (Silent, lambda text: text, ""),
}


@pytest.fixture(params=CASES)
def case(request: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[Callable[[str], Any], str]:
    """A block of the host's in the body of a page; what is posted for it, and what it says when it refuses."""
    make_block, posted, refusal = CASES[request.param]
    block = make_block()
    block.set_name("of_host")
    monkeypatch.setitem(make.page_class("norm")._meta.get_field("body").stream_block.child_blocks, "of_host", block)
    return posted, refusal


def posting(posted: Any, **given: Any) -> Any:
    with override("en"):
        return filled_in("norm", statement="Wij zijn aardig", body=[("heading", "Boven"), ("of_host", posted)], **given)


def test_what_it_refuses_is_not_published_and_said_at_its_place(case: Any) -> None:
    posted, refusal = case
    form = posting(posted(WRONG))
    assert not form.is_valid()
    assert "body" not in form.cleaned_data
    assert WRONG in str(form["body"].value().get_prep_value())
    if refusal:
        with override("en"):
            assert [refusal in line and "2" in line for line in form.errors["body"]] == [True]
        # Wagtail marks the very part.
        with override("en"):
            marks = form.errors["body"].as_data()[0].as_json_data()["blockErrors"]
            assert list(marks) == [1]
            assert refusal in str(marks[1])


def test_with_another_problem_on_the_page_both_are_said(case: Any) -> None:
    posted, refusal = case
    form = posting(posted(WRONG), intro="[[later]]")
    assert {"intro", "body"} <= set(form.errors)
    assert refusal in " ".join(form.errors["body"])


def test_what_it_accepts_is_saved(case: Any) -> None:
    posted, _refusal = case
    form = posting(posted(GOOD))
    assert form.errors == {}
    assert GOOD in str(form.cleaned_data["body"].get_prep_value())
