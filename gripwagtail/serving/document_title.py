"""The ``<title>`` of a page of ours, whatever the template of the host writes there.

Most templates have a block for it. Some print the title of the page in the head themselves, or have none at all for a
page that is not theirs. What a visitor leaves behind in the history of a device must not depend on that.
"""

from __future__ import annotations

import re
from typing import Final

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.html import conditional_escape, escape

from ..lookup.context import PageContext
from ..rendering.page import own_title, safe_document_title

# What is before the body is short; nobody looks for a title in a whole page. It is read as latin-1, in which each byte
# is one letter: what is found is at the same place in the bytes, whatever the page is written in.
_HEAD_BYTES: Final = 200_000
_TITLE: Final = re.compile(r"(<title\b[^<>]{0,500}>)([^<]{0,2000})(</title>)", re.I)
_HEAD: Final = re.compile(r"<head\b[^<>]{0,500}>", re.I)
_END: Final = re.compile(r"</head", re.I)
# A document may leave out the tags of its head; a drawing has a title of its own.
_BODY: Final = re.compile(r"</head|<(?:body|header|main|div|p|svg)\b", re.I)


def put_title(response: HttpResponseBase, page_context: PageContext) -> None:
    """Makes sure that the document has a title, and one that tells nothing where the school wants that."""
    if not isinstance(response, HttpResponse) or response.headers.get("Content-Type", "").split(";")[0] != "text/html":
        return
    # A page that could not be made is one of 503, and was meant to be as discreet.
    if response.status_code not in (200, 503) or response.has_header("Content-Encoding"):
        return
    content = response.content
    text = content[:_HEAD_BYTES].decode("latin-1")
    head = _HEAD.search(text)
    begin = head.end() if head else 0
    until = (_END if head else _BODY).search(text, begin)
    end = until.start() if until else len(text)
    found = _TITLE.search(text, begin, end)
    if found is None:
        if head and until and "<title" not in text[begin:end].lower():
            title = _bytes(_wanted(page_context), response)
            response.content = b"".join((content[:end], b"<title>", title, b"</title>", content[end:]))
    elif "neutral_title" in page_context.our_page.grip_facts:
        wanted, own = _wanted(page_context), escape(own_title(page_context.our_page))
        written = content[found.start(2) : found.end(2)].decode(response.charset or "utf-8", "replace")
        if wanted != own and (wanted not in written or own in written):
            response.content = content[: found.start(2)] + _bytes(wanted, response) + content[found.end(2) :]


def _wanted(page_context: PageContext) -> str:
    return str(conditional_escape(safe_document_title(page_context)))


def _bytes(text: str, response: HttpResponse) -> bytes:
    return text.encode(response.charset or "utf-8", "xmlcharrefreplace")


__all__ = ["put_title"]
