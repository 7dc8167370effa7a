"""Formatted text: cleaned on output, and the form opens whatever is in it."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from html import unescape
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.rich_text import RichText

from ..sanitize import clean_html, usable_url
from ..text.length import RICH_TEXT, rich_text_too_long
from ..text.values import whole
from .installed import has_documents

# What the editor stores for a link to a page or document has no address of its own.
_LINK: Final = re.compile(r"<a\b[^<>]*>", re.IGNORECASE)
_ADDRESS: Final = re.compile(r'\bhref="([^"<>]*)"', re.IGNORECASE)

logger = logging.getLogger(__name__)

# The other headings of a pasted document: see ``admin.pasted_headings``.
PASTED_HEADINGS: Final = "grip-pasted-headings"
# With the headings of a protocol that is pasted as a whole.
RICH_TEXT_FEATURES: Sequence[str] = (
    *("h2", "h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link", "blockquote"),
    PASTED_HEADINGS,
)


class SafeRichTextBlock(blocks.RichTextBlock):
    """Formatted text, cleaned on output, however it came in."""

    def __init__(self, **kwargs: Any) -> None:
        features = [name for name in RICH_TEXT_FEATURES if name != "document-link" or has_documents()]
        kwargs.setdefault("features", features)
        super().__init__(**kwargs)

    def to_python(self, value: object) -> RichText:
        # What is not text cannot be shown, and neither can half a character.
        return super().to_python(whole(value) if isinstance(value, str) else "")

    def render_basic(self, value: object, context: object = None) -> str:
        return clean_html(_expanded(value)) if value else ""

    def render(self, value: object, context: object = None) -> str:
        return self.render_basic(value, context)

    def get_api_representation(self, value: object, context: object = None) -> str:
        return str(self.render_basic(value))

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation and (lost := lost_links(getattr(value, "source", "") or "")):
            raise ValidationError(
                [
                    _("The link “%(address)s” leads nowhere, so readers would see no link. Change or remove it.")
                    % {"address": address}
                    for address in lost
                ],
                code="address",
            )
        if len(getattr(value, "source", "") or "") > RICH_TEXT:
            raise ValidationError(
                _("This text is longer than %(limit)d characters. Spread it over several texts.")
                % {"limit": RICH_TEXT},
                code="far_too_long",
            )
        return value

    def value_for_form(self, value: object) -> Any:
        """What the editor can open: it fails on tags that do not match, and then nobody can fix the page."""
        source = super().value_for_form(value)
        for shown in (source, str(self.render_basic(value)), escape(str(source))):
            try:
                self.field.widget.format_value(shown)
            except Exception:
                logger.info("Rich text that the editor can not open is cleaned for it")
            else:
                return shown
        return ""

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return "wagtail.blocks.RichTextBlock", [], {}


def lost_links(source: str) -> list[str]:
    """The addresses in formatted text that no page would show as a link. Nothing of a text that nobody can follow."""
    if rich_text_too_long(source):
        return []
    found = [unescape(address) for tag in _LINK.findall(source) for address in _ADDRESS.findall(tag)]
    return list(dict.fromkeys(address for address in found if not usable_url(address)))


def _expanded(value: object) -> str:
    """The text with Wagtail's own links made into addresses. One too long, or that Wagtail fails on, has none.

    A link that alone fails, such as to a document that cannot say where it is, takes no other along.
    """
    source = str(getattr(value, "source", "") or "")
    if rich_text_too_long(source):
        logger.warning("Links in rich text are shown as text: it has %d characters, or a tag of thousands", len(source))
        return source
    for text in (value, _Readable(source)):
        try:
            return str(text)
        except Exception:
            logger.warning("Links in rich text could not be followed and are shown as text", exc_info=True)
    return source


class _Readable:
    """A text without the links that Wagtail fails on."""

    def __init__(self, source: str) -> None:
        self._source = source

    def __str__(self) -> str:
        return str(RichText(_LINK.sub(self._as_far_as_it_leads, self._source)))

    @staticmethod
    def _as_far_as_it_leads(link: re.Match[str]) -> str:
        try:
            str(RichText(link[0]))
        except Exception:
            return "<a>"
        return link[0]
