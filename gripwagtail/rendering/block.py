"""A block or tag of ours, on any page of the host or on none."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from ..conf import conf
from ..content.items import text_of
from ..lookup.context import PageContext
from ..made_html import sendable
from ..text.interface_language import has_catalog, interface_language
from ..text.speaking import speaking
from ..text.values import number
from . import contexts
from .body_cache import Body, cached_body
from .emergency import in_place_of_block, standing
from .reasons import Options, reason, unknown, unknown_location
from .root import wrap
from .visitor import request_of


def render_block(kind: str, context: object, options: Options | None = None) -> SafeString:
    """What the block of this kind shows for the page or request in ``context``.

    Without a source: nothing for a visitor, the reason for an editor in the preview.
    """
    page_context = PageContext.of_context(context)
    # A page is identified by its key: its text is its title, which two schools may share.
    given = {
        key: getattr(value, "pk", value) for key, value in (options or {}).items() if value not in (None, "", [], ())
    }

    body = standing(
        page_context, f"The block “{kind}”", lambda: make_block(page_context, kind, given), in_place_of_block(kind)
    )
    return wrap(f"{kind}-block", body, page_context.request)


def make_block(page_context: PageContext, kind: str, given: Options) -> Body:
    """The body of a block: what is kept, or made now and kept. Fails when it cannot be made."""
    return cached_body(
        page_context, f"block.{kind}", sorted(given.items(), key=str), lambda: _make(kind, page_context, given)
    )


def _make(kind: str, page_context: PageContext, options: Options) -> Body:
    show = contexts.BLOCKS[kind]
    shown = show(page_context, options)
    language = shown.language if shown else page_context.language
    if not has_catalog(language):
        language = interface_language(language, page_context.site_language)
    with speaking(language):
        direction = "rtl" if translation.get_language_bidi() else "ltr"
        if shown is None:
            if not page_context.is_preview:
                return Body(SafeString(""), language, direction)
            html = render_to_string("gripwagtail/elements/hint.html", {"hint": reason(kind, page_context, options)})
        else:
            heading = options.get("heading", "")
            # What is left out beside what is shown, for the editor alone.
            location = unknown_location(kind, page_context, options) if page_context.is_preview else ""
            level = number(options.get("level")) or conf.heading_start + 1
            html = render_to_string(
                f"gripwagtail/blocks/{kind}.html",
                {
                    **shown.context(),
                    "request": request_of(page_context),
                    "heading": text_of(str(heading)) if isinstance(heading, (str, Promise)) else "",
                    **contexts.headings(min(max(level, 1), 6)),
                },
            )
            if location:
                html = render_to_string("gripwagtail/elements/hint.html", {"hint": unknown(location)}) + html
        return Body(sendable(html), language, direction)
