"""The element around everything we render, with what it needs to look and work well: each file once per request."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.template import engines
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ..assets import asset_url, is_shipped
from ..conf import conf
from ..sanitize import parted
from .body_cache import Body

# Files by the name of their source; ``assets`` knows which of them are sent minified.
CSS: Final = "gripwagtail/grip.css"
# Beside it, for paper alone.
PRINT_CSS: Final = "gripwagtail/grip-print.css"
# A line for each of them, which brings it in a cascade layer of its own.
CSS_IN_LAYER: Final = "gripwagtail/grip-layered.css"
# A module is loaded when the hook that it works on is in the body.
MODULES: Final = {
    "gripwagtail/exit.js": "data-grip-exit",
    "gripwagtail/search.js": "data-grip-search",
    "gripwagtail/night.js": "data-grip-night",
    "gripwagtail/people.js": "data-grip-people",
    "gripwagtail/guide.js": "data-grip-guide",
}
# What the search box loads when it gets the focus: the ranking, and words by which situations are found.
SEARCH: Final = MODULES["gripwagtail/search.js"]
RANKING: Final = "gripwagtail/ranking.js"
_BROUGHT = "_gripwagtail_brought"


def stylesheet() -> str:
    """The static file that a page links to, as ``LOAD_CSS`` wants it."""
    return CSS_IN_LAYER if conf.css_in_layer else CSS


def claim_css(request: HttpRequest | None) -> str:
    """The stylesheet, the first time in a request and when it is ours to bring; else nothing."""
    return stylesheet() if conf.load_css and _is_first(CSS, request) else ""


def beside(css: str) -> str:
    """The stylesheet for paper that goes with this one; nothing where that brings it itself."""
    return PRINT_CSS if css == CSS else ""


def claim_modules(html: str, request: HttpRequest | None) -> list[str]:
    """The scripts that this HTML needs and that the request has not loaded yet."""
    if not conf.load_js:
        return []
    return [module for module, hook in MODULES.items() if hook in html and _is_first(module, request)]


def loads(html: str, language: str) -> tuple[str, ...]:
    """The scripts that a module of this HTML may load later.

    Their addresses are on the root and not in the body, which may be kept for longer than a file has its address. The
    words are those of the language; where we have none English ones, as newcomers type these; and always the Dutch.
    """
    if SEARCH not in html:
        return ()
    own = _words(language.split("-")[0])
    lists = (own if is_shipped(own) else _words("en"), _words("nl"))
    return RANKING, *dict.fromkeys(lists)


def _words(language: str) -> str:
    return f"gripwagtail/words-{language}.js"


def _is_first(path: str, request: HttpRequest | None) -> bool:
    if request is None:
        return True
    brought: set[str] = request.__dict__.setdefault(_BROUGHT, set())
    if path in brought:
        return False
    brought.add(path)
    return True


def wrap(kind: str, body: Body, request: HttpRequest | None) -> SafeString:
    """A body inside its root element; nothing when the body is empty."""
    if not body.html.strip():
        return SafeString("")
    css, modules = claim_css(request), tuple(claim_modules(body.html, request))
    later = loads(body.html, body.language)
    make = _frame.__wrapped__ if settings.DEBUG else _frame
    around = _around(css, *modules, *later)
    head, tail = make(kind.replace("_", "-"), body.language, body.direction, css, modules, later, around)
    return head + body.html + tail


# Where the body goes while head and tail are made: no template prints such a thing by itself.
_HERE: Final = "{gripwagtail body}"


@lru_cache(maxsize=256)
def _frame(
    kind: str, language: str, direction: str, css: str, modules: tuple[str, ...], later: tuple[str, ...], _of: Any
) -> tuple[SafeString, SafeString]:
    """What is before a body and after it: the same for every body of this kind, however long that is."""
    html = render_to_string(
        "gripwagtail/layouts/root.html",
        {
            "kind": kind,
            "body": _HERE,
            "language": language,
            "direction": direction,
            "css": css,
            "print_css": beside(css),
            "modules": modules,
            "loads": " ".join(map(asset_url, later)),
        },
    )
    return parted(html, _HERE)


def _around(*files: str) -> tuple[Any, ...]:
    """What decides how the root looks beside what it is given: templates of the host, and addresses of files."""
    return next(iter(engines.all()), None), *(asset_url(file) for file in files if file)


__all__ = ["claim_css", "claim_modules", "stylesheet", "wrap"]
