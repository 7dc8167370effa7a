"""Advice about addresses that came in by another door than our form: no page shows them as a link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from ..content.items import PLACEHOLDER
from ..content.phones import phones_of
from ..item_blocks.document import DocumentBlock, FileBlock
from ..item_blocks.fields import AccountBlock, AddressBlock, MailBlock, PhoneBlock
from ..item_blocks.installed import has_documents
from ..item_blocks.rich_text import SafeRichTextBlock, lost_links
from ..lookup.documents import closed_documents
from ..sanitize import mail_link, usable_url
from ..text.leading import instagram_handle
from .rule import Rule, Severity, Spot, Subject


def _leads(block: Any, text: str) -> bool:
    """Whether a page can make a link of what is in this field. Of any other field always."""
    if isinstance(block, AddressBlock):
        return bool(usable_url(text))
    if isinstance(block, MailBlock):
        return bool(mail_link(text))
    if isinstance(block, AccountBlock):
        return bool(instagram_handle(text))
    return bool(phones_of([text])) if isinstance(block, PhoneBlock) else True


def _lost(subject: Subject) -> Iterator[Spot]:
    if not subject.context.in_source_language:
        return
    for stream, blocks in _streams(subject):
        for index, raw in subject.items(stream):
            for child, block in getattr(blocks.get(raw["type"]), "child_blocks", {}).items():
                text = raw["value"].get(child)
                if isinstance(text, str) and text.strip() and PLACEHOLDER not in text and not _leads(block, text):
                    yield Spot(stream, subject.where(stream, index, raw, child), index, child, {"address": text[:80]})


def _lost_in_text(subject: Subject) -> Iterator[Spot]:
    body = subject.get("body")
    for index, raw in enumerate(getattr(body, "raw_data", ())):
        block = body.stream_block.child_blocks.get(raw.get("type")) if isinstance(raw, dict) else None
        if isinstance(block, SafeRichTextBlock) and isinstance(raw.get("value"), str):
            for address in lost_links(raw["value"]):
                yield Spot("body", subject.where("body", index, raw), index, "", {"address": address[:80]})


def _closed(subject: Subject) -> Iterator[Spot]:
    """Documents of this site that no visitor can open from this page."""
    if not subject.context.in_source_language:
        return
    found = [
        (stream, index, raw, child, str(raw["value"].get(child)))
        for stream, field in _streams(subject)
        for index, raw in subject.items(stream)
        for child, block in getattr(field.get(raw["type"]), "child_blocks", {}).items()
        if isinstance(block, FileBlock) and raw["value"].get(child)
    ]
    closed = closed_documents({key for *_place, key in found}) if found else set()
    for stream, index, raw, child, key in found:
        if key in closed:
            yield Spot(stream, subject.where(stream, index, raw, child), index, child)


def _without_address(subject: Subject) -> Iterator[Spot]:
    """Documents of which nobody said where they are."""
    for stream, blocks in _streams(subject):
        for index, raw in subject.items(stream):
            value = raw["value"]
            if isinstance(blocks.get(raw["type"]), DocumentBlock) and not value.get("file") and not value.get("url"):
                child = "file" if has_documents() else "url"
                yield Spot(stream, subject.where(stream, index, raw, child), index, child)


def _streams(subject: Subject) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The streams of the page, each with the blocks of its items."""
    for stream in subject.our_page.grip_streams:
        field = subject.our_page._meta.get_field(stream)
        if isinstance(field, StreamField):
            yield stream, field.stream_block.child_blocks


_WORDS: Final = _("“%(address)s” does not say where it leads, so readers see no link. Type it again.")

RULES: Final = (
    Rule(
        "document-without-address",
        Severity.REFUSE,
        _without_address,
        _("where is it? Choose a document, or type its address."),
    ),
    Rule("address-leads-nowhere", Severity.ADVISE, _lost, _WORDS),
    Rule("link-leads-nowhere", Severity.ADVISE, _lost_in_text, _WORDS),
    Rule(
        "document-closed",
        Severity.ADVISE,
        _closed,
        _(
            "Visitors see no link: this document is gone, has no address, or is in a collection that is not for "
            "everyone."
        ),
    ),
)

__all__ = ["RULES"]
