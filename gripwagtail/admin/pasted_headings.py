"""Headings of a pasted document: in formatted text these become the ones that it has, and no plain text.

A document begins at another level than a text on a page. The editor keeps only what it has a button for, and shows no
button for what is registered here.
"""

from __future__ import annotations

from typing import Any, Final

from django.forms import Media
from wagtail.admin.rich_text.converters.html_to_contentstate import BlockElementHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from ..item_blocks.rich_text import PASTED_HEADINGS

# As the editor calls them, by what they are stored as, and the tags that stored text may have for them.
_LEVELS: Final = (
    ("h2", "header-two", {"header-one": "h1"}),
    ("h4", "header-four", {"header-five": "h5", "header-six": "h6"}),
)


class PastedHeadings:
    """A feature of Wagtail's editor: blocks that may be pasted, and that nobody can choose."""

    media = Media()

    def construct_options(self, options: dict[str, Any]) -> None:
        blocks = options.setdefault("blockTypes", [])
        blocks += [{"type": name, "label": None} for _tag, _own, pasted in _LEVELS for name in pasted]


def register(features: FeatureRegistry) -> None:
    features.register_editor_plugin("draftail", PASTED_HEADINGS, PastedHeadings())
    features.register_converter_rule(
        "contentstate",
        PASTED_HEADINGS,
        {
            "from_database_format": {
                tag: BlockElementHandler(own) for _tag, own, pasted in _LEVELS for tag in pasted.values()
            },
            "to_database_format": {"block_map": {name: tag for tag, _own, pasted in _LEVELS for name in pasted}},
        },
    )


__all__ = ["register"]
