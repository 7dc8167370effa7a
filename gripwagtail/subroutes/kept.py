"""What is kept of a sheet, under the rules for the bodies of pages: see ``rendering.body_cache``.

``given`` is what it shows of the request, beside what the key of an entry holds: the address that is on paper.
"""

from __future__ import annotations

import base64
from collections.abc import Callable

from django.utils.html import escape
from django.utils.safestring import SafeString

from ..lookup.context import PageContext
from ..rendering.body_cache import Body, cached_body


def kept_html(
    page_context: PageContext, name: str, make: Callable[[], SafeString], given: str | None = None
) -> SafeString:
    """The HTML of the sheet at this name below the address of the page. What ``make`` raises is kept nowhere."""
    return cached_body(page_context, "sheet", given, lambda: Body(make(), "", ""), name).html


def kept_bytes(page_context: PageContext, name: str, make: Callable[[], bytes], given: str | None = None) -> bytes:
    """The same for what is no HTML, such as a picture. In letters that escaping leaves as they are."""
    html = kept_html(page_context, name, lambda: escape(base64.b64encode(make()).decode("ascii")), given)
    return base64.b64decode(html)


__all__ = ["kept_bytes", "kept_html"]
