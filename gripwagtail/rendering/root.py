"""The element around everything we render, with its stylesheet once a request."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ..conf import conf
from .kept import Body

_MARK = "_gripwagtail_css"


def needs_css(request: HttpRequest | None) -> bool:
    """True the first time in a request, when the stylesheet is ours to bring."""
    if not conf.load_css:
        return False
    if request is None:
        return True
    if getattr(request, _MARK, False):
        return False
    setattr(request, _MARK, True)
    return True


def wrap(kind: str, body: Body, request: HttpRequest | None) -> SafeString:
    """A body inside its root element; nothing when the body is empty."""
    if not body.html.strip():
        return SafeString("")
    return render_to_string(
        "gripwagtail/layouts/root.html",
        {
            "kind": kind.replace("_", "-"),
            "body": body.html,
            "language": body.language,
            "direction": body.direction,
            "css": needs_css(request),
        },
    )
