"""Pages as they are in a file: what headers said is in the page itself."""

from __future__ import annotations

import re
from typing import Final

from django.http import HttpRequest
from django.template.loader import render_to_string

from ..lookup.context import PageContext
from ..page_class import SitePage
from ..rendering import render_block
from ..rendering.emergency import in_place_of_page
from ..rendering.root import wrap
from ..text.speaking import speaking
from .visits import Visit

_HEAD: Final = re.compile(r"<head(?:\s[^>]*)?>", re.IGNORECASE)
REFERRER: Final = "same-origin"


def page_file(visit: Visit) -> str:
    """The HTML of a page for its file."""
    said = {
        "robots": visit.response.headers.get("X-Robots-Tag", ""),
        "referrer": visit.response.headers.get("Referrer-Policy", REFERRER),
    }
    head = render_to_string("gripwagtail/mirror/head.html", said)
    return _HEAD.sub(lambda begin: begin[0] + head, visit.text, count=1)


def alone(request: HttpRequest, page: SitePage | None, language: str) -> str:
    """What stands at an address once the page itself may be wrong: help that nobody has to correct."""
    with speaking(language):
        page_context = PageContext(page, request)
        body = in_place_of_page(page_context)
        # First, so that it brings the stylesheet along.
        first = wrap("mirror-page", body, request)
        helplines = render_block("helplines", {"page": page, "request": request})
    with speaking(body.language or language):
        return render_to_string(
            "gripwagtail/mirror/alone.html",
            {
                "language": body.language,
                "direction": body.direction,
                "help": first,
                "helplines": helplines,
            },
        )


__all__ = ["REFERRER", "alone", "page_file"]
