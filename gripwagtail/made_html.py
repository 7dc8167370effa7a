"""HTML that templates of ours made, put together, parted or kept. No text of anybody becomes HTML here."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from .text.values import whole


def sendable(html: SafeString) -> SafeString:
    """The same, without half characters: no answer with one can be sent."""
    try:
        html.encode()
    except UnicodeEncodeError:
        return SafeString(whole(html))
    return html


def parted(html: SafeString, mark: str) -> tuple[SafeString, SafeString]:
    """What a template made before and after a mark that it was given."""
    before, _mark, after = html.partition(mark)
    return SafeString(before), SafeString(after)


def whole_of(*parts: SafeString) -> SafeString:
    """These one after another. To add them copies what is long several times, and checks each copy."""
    return SafeString("".join(parts))


def kept(stored: bytes) -> SafeString:
    """HTML that we made, as it was kept. Only for what is compared with its checksum, see ``body_cache``."""
    return SafeString(stored.decode())


def in_a_row(members: Iterable[object], between: str) -> SafeString:
    """The members of a list, of which each may be marked as in another language, with this between them."""
    return format_html_join(between, "{}", ((member,) for member in members))


__all__ = ["in_a_row", "kept", "parted", "sendable", "whole_of"]
