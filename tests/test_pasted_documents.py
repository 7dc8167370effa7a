"""What is pasted from a document keeps its headings and its mail links in formatted text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from gripwagtail.item_blocks.rich_text import RICH_TEXT_FEATURES, SafeRichTextBlock
from tests import factories as make

pytestmark = pytest.mark.django_db


def editor() -> ContentstateConverter:
    return ContentstateConverter(list(RICH_TEXT_FEATURES))


def pasted(kind: str) -> str:
    """A block of this kind, as the editor sends it."""
    block = {"key": "a", "type": kind, "text": "Ons beleid", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    return str(editor().to_database_format(json.dumps({"blocks": [block], "entityMap": {}})))


def stored_kinds(html: str) -> list[str]:
    return [block["type"] for block in json.loads(editor().from_database_format(html))["blocks"]]


@pytest.mark.parametrize(
    ("kind", "tag"),
    [
        ("header-one", "h2"),
        ("header-two", "h2"),
        ("header-three", "h3"),
        ("header-four", "h4"),
        ("header-five", "h4"),
        ("header-six", "h4"),
        ("unstyled", "p"),
    ],
)
def test_a_heading_of_any_level_stays_a_heading(kind: str, tag: str) -> None:
    assert f"<{tag} " in pasted(kind)


@pytest.mark.parametrize(("tag", "kind"), [("h1", "header-two"), ("h2", "header-two"), ("h6", "header-four")])
def test_a_heading_that_came_in_through_an_import_opens_as_one(tag: str, kind: str) -> None:
    assert stored_kinds(f"<{tag}>Ons beleid</{tag}><p>Meer</p>") == [kind, "unstyled"]


def test_the_editor_lets_them_be_pasted_and_has_no_button_for_them() -> None:
    options = SafeRichTextBlock().field.widget.options
    known: dict[str, Any] = {block["type"]: block for block in options["blockTypes"]}
    assert {"header-one", "header-five", "header-six"} <= set(known)
    for name in ("header-one", "header-five", "header-six"):
        assert known[name] == {"type": name, "label": None}
    for name in ("header-two", "header-three", "header-four"):
        assert known[name]["icon"]


def test_a_mail_link_with_a_subject_stays_a_link_without_it() -> None:
    text = '<p><a href="mailto:info@kwikstaart.example?subject=Pesten&amp;body=Hallo">Mail ons</a></p>'
    page = make.make_page("norm", body=[{"type": "paragraph", "value": text, "id": "een"}])
    link = next(one for one in make.see(page).select("a") if one.get_text() == "Mail ons")
    assert link["href"] == "mailto:info@kwikstaart.example"


def test_the_editor_takes_mail_links_that_are_pasted() -> None:
    link = next(one for one in SafeRichTextBlock().field.widget.options["entityTypes"] if one["type"] == "LINK")
    assert "mailto:" in link["allowlist"]["href"]
