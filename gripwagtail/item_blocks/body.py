"""What is in “more text”, the only rich text on our pages."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from .fields import LineBlock
from .rich_text import SafeRichTextBlock

# A host with more blocks writes ``body = StreamField([*BODY_BLOCKS, ("quote", …)], blank=True)`` in its own class.
BODY_BLOCKS: Final[list[tuple[str, Any]]] = [
    ("heading", LineBlock(label=_("Heading"))),
    ("paragraph", SafeRichTextBlock(label=_("Text"))),
]

__all__ = ["BODY_BLOCKS"]
