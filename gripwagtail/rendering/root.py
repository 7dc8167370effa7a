"""The element around everything we render, with what it needs to look and work well: each file once per request."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.template import engines
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ..assets import asset_url
from ..conf import conf
from ..made_html import parted, whole_of
from ..starter.search_words import searched_in
from .body_cache import Body

# Files by the name of their source; ``assets`` knows which of them are sent minified.
CSS: Final = "gripwagtail/grip.css"
# The part of it that the help page needs: nobody in need waits for what other pages look like.
HELP_CSS: Final = "gripwagtail/grip-help.css"
# For paper alone.
PRINT_CSS: Final = "gripwagtail/grip-print.css"
# A line for each of them, which brings it in a cascade layer of its own.
CSS_IN_LAYER: Final = "gripwagtail/grip-layered.css"
# What the search box loads when it gets the focus: the ranking, and words by which situations are found.
SEARCH: Final = "gripwagtail/search.js"
RANKING: Final = "gripwagtail/ranking.js"
_BROUGHT = "_gripwagtail_brought"
# The root that needs no more than the part of it.
HELP_PAGE: Final = "incident_help-page"
# Of these nothing stays on the device: not either in what a script keeps, to show it again without loading it.
QUIET: Final = frozenset({"incident-help-page", "contact-page"})


def stylesheets() -> tuple[str, ...]:
    """The static files of which a page links to one, as ``LOAD_CSS`` wants it."""
    return (CSS_IN_LAYER,) if conf.css_in_layer else (CSS, HELP_CSS)


class Sheets(NamedTuple):
    """The stylesheets that a place brings along; empty where another place did, or where they are not ours to bring."""

    css: str = ""
    print_css: str = ""


def claim_css(request: HttpRequest | None, kind: str = "") -> Sheets:
    """Those that a root of this kind needs and that nobody brought yet in this request."""
    if not conf.load_css:
        return Sheets()
    if conf.css_in_layer:
        return Sheets(CSS_IN_LAYER if _is_first(CSS, request) else "")
    if kind == HELP_PAGE:
        has_all = request is not None and CSS in request.__dict__.get(_BROUGHT, ())
        css = HELP_CSS if not has_all and _is_first(HELP_CSS, request) else ""
    else:
        css = CSS if _is_first(CSS, request) else ""
    # After each of them: of two rules that weigh the same the later one holds.
    return Sheets(css, PRINT_CSS if css else "")


def claim_modules(needed: Iterable[str], request: HttpRequest | None) -> list[str]:
    """Those of these scripts that the request has not loaded yet."""
    return [module for module in needed if _is_first(module, request)] if conf.load_js else []


def loads(needed: Collection[str], language: str) -> tuple[str, ...]:
    """What one of these modules may load later: a script, and data.

    Their addresses are on the root and not in the body, which may be kept for longer than a file has its address. The
    words are those of the language, of English, as newcomers type it too, and always of Dutch.
    """
    if SEARCH not in needed:
        return ()
    return RANKING, *(f"gripwagtail/words-{one}.json" for one in searched_in(language))


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
    if not body.html or body.html.isspace():
        return SafeString("")
    sheets, modules = claim_css(request, kind), tuple(claim_modules(body.modules, request))
    later = loads(body.modules, body.language)
    make = _frame.__wrapped__ if settings.DEBUG else _frame
    around = _around(*filter(None, sheets), *modules, *later)
    head, tail = make(kind.replace("_", "-"), body.language, body.direction, sheets, modules, later, around)
    return whole_of(head, body.html, tail)


# Where the body goes while head and tail are made: no template prints such a thing by itself.
_HERE: Final = "{gripwagtail body}"


@lru_cache(maxsize=256)
def _frame(
    kind: str, language: str, direction: str, sheets: Sheets, modules: tuple[str, ...], later: tuple[str, ...], _of: Any
) -> tuple[SafeString, SafeString]:
    """What is before a body and after it: the same for every body of this kind, however long that is."""
    html = render_to_string(
        "gripwagtail/layouts/root.html",
        {
            "kind": kind,
            "body": _HERE,
            "language": language,
            "direction": direction,
            **sheets._asdict(),
            "modules": modules,
            "loads": " ".join(map(asset_url, later)),
            "quiet": kind in QUIET,
        },
    )
    return parted(html, _HERE)


def _around(*files: str) -> tuple[Any, ...]:
    """What decides how the root looks beside what it is given: templates of the host, and addresses of files."""
    return next(iter(engines.all()), None), *(asset_url(file) for file in files if file)


__all__ = ["Sheets", "claim_css", "claim_modules", "stylesheets", "wrap"]
