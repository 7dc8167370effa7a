"""A block or tag of ours, on any page of the host or on none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from ..conf import conf
from ..content.items import number, text_of
from ..lookup.context import Here
from ..sanitize import sendable
from ..text.interface_language import interface_language, is_spoken
from . import contexts as shows
from .body_cache import Body, kept
from .emergency import in_place_of_block, standing
from .root import wrap

Options = Mapping[str, Any]

# What shows pages of the host, whose changes move no stamp.
UNKEPT = frozenset({"languages"})


def render_block(kind: str, context: Any, options: Options | None = None) -> SafeString:
    """What the block of this kind shows for the page or request in ``context``.

    Without a source: nothing for a visitor, the reason for an editor in the preview.
    """
    here = Here.of_context(context)
    # A page is told by its key: its text is its title, which two schools may share.
    given = {
        key: getattr(value, "pk", value) for key, value in (options or {}).items() if value not in (None, "", [], ())
    }

    def make() -> Body:
        if kind in UNKEPT:
            return _make(kind, here, given)
        return kept(here, f"block.{kind}", sorted(given.items(), key=str), lambda: _make(kind, here, given))

    body = standing(here, f"The block “{kind}”", make, in_place_of_block(kind))
    return wrap(f"{kind}-block", body, here.request)


def _make(kind: str, here: Here, options: Options) -> Body:
    show = shows.BLOCKS[kind]
    shown = show(here, options)
    language = shown.language if shown else here.language
    if not is_spoken(language):
        language = interface_language(language, here.site_language)
    with translation.override(language):
        direction = "rtl" if translation.get_language_bidi() else "ltr"
        if shown is None:
            if not here.is_preview:
                return Body(SafeString(""), language, direction)
            html = render_to_string("gripwagtail/elements/hint.html", {"hint": shows.reason(kind, here, options)})
        else:
            heading = options.get("heading", "")
            level = number(options.get("level")) or conf.heading_start + 1
            html = render_to_string(
                f"gripwagtail/blocks/{kind}.html",
                {
                    **shown.context(),
                    "request": here.request,
                    "heading": text_of(str(heading)) if isinstance(heading, (str, Promise)) else "",
                    **shows.headings(min(max(level, 1), 6)),
                },
            )
        return Body(sendable(html), language, direction)
