"""What was measured in a browser, as findings: ``measuring.js`` tells it in its own words, and people read it here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .findings import DoctorFinding, found

_NAMED: Final = 3
# Below this contrast even large letters cannot be read.
_UNREADABLE: Final = 3.0
CODES: Final = {
    "hidden": "browser.hidden",
    "missing": "browser.missing",
    "exit": "browser.exit",
    "text": "browser.pale",
    "boundary": "browser.pale",
    "edge": "browser.edge",
    "sideways": "browser.sideways",
    **dict.fromkeys(("size", "target", "heading", "chevron", "mark", "link"), "browser.looks"),
}


def findings_of(faults: list[list[Any]], empty: list[str], place: str) -> Iterator[DoctorFinding]:
    """What was measured, as findings: one of each code."""
    sorted_out: dict[str, list[list[Any]]] = defaultdict(list)
    for fault in faults:
        kind, measured = fault[0], fault[3]
        code = CODES.get(kind, "")
        if kind == "text" and isinstance(measured, (int, float)) and measured < _UNREADABLE:
            code = "browser.unreadable"
        if code:
            sorted_out[code].append(fault)
    for code, same in sorted_out.items():
        message, hint = _words(code, len(same))
        yield found(code, message % {"count": len(same), "examples": _examples(same)}, hint, place)
    if empty:
        yield found(
            "browser.empty-block",
            _("Blocks of ours on this page have nothing to show: %(names)s.")
            % {"names": ", ".join(dict.fromkeys(name.replace("-", "_").removesuffix("_block") for name in empty))},
            _("Look at the preview of the page in the editor: it says why."),
            place,
        )


def _words(code: str, count: int) -> tuple[str, str]:
    style = _("A stylesheet of your site does this: see “Measured under these stylesheets” in docs/themes.md.")
    return {
        "browser.hidden": (_("What we show on this page cannot be seen at all: %(examples)s."), style),
        "browser.missing": (
            ngettext(
                "%(count)d control for safety cannot be seen: %(examples)s.",
                "%(count)d controls for safety cannot be seen: %(examples)s.",
                count,
            ),
            style,
        ),
        "browser.exit": (
            _("The link to leave this page cannot be tapped everywhere: %(examples)s."),
            _("Give it room below your header: --grip-exit-offset in your stylesheet."),
        ),
        "browser.unreadable": (
            ngettext(
                "%(count)d text cannot be read: %(examples)s.", "%(count)d texts cannot be read: %(examples)s.", count
            ),
            style,
        ),
        "browser.pale": (
            ngettext(
                "%(count)d text or edge has too little contrast: %(examples)s.",
                "%(count)d texts or edges have too little contrast: %(examples)s.",
                count,
            ),
            _("Choose other colours: the custom properties --grip-… are in docs/reference.md."),
        ),
        "browser.edge": (
            _("Text touches the edge of the screen: %(examples)s."),
            _('Set GRIPWAGTAIL["CONTAINER_CLASS"] to the class of the container of your own pages.'),
        ),
        "browser.sideways": (
            _("The page scrolls sideways: %(examples)s."),
            _("Find what is wider than the screen: in your template, or a text that cannot be broken."),
        ),
        "browser.looks": (
            ngettext(
                "%(count)d part is too small, or misses what it is recognised by: %(examples)s.",
                "%(count)d parts are too small, or miss what they are recognised by: %(examples)s.",
                count,
            ),
            style,
        ),
    }[code]


def _examples(faults: list[list[Any]]) -> str:
    return ", ".join(map(_example, faults[:_NAMED])) + (" …" if len(faults) > _NAMED else "")


def _example(fault: list[Any]) -> str:
    """One thing that was measured: what it is, then what is wrong with it and on which screen."""
    kind, where, words, measured, _needed, *width = fault
    if kind == "hidden":
        return _the_hidden(where)
    if kind == "exit":
        # What lies over it is named as a developer looks for it.
        covered = measured != "off the screen"
        wrong = _("covered by %(element)s") % {"element": measured} if covered else _("off the screen")
        what = _places().get(words.partition(",")[0], "")
    else:
        wrong = _wrong(kind, measured)
        what = f"“{words}”" if words else ""
    told = ", ".join(filter(None, [wrong, *width]))
    return f"{what} ({told})" if what and told else what or told


def _the_hidden(name: str) -> str:
    """A block by the name that it has in a stream; of a page the place of the finding says which it is."""
    block = name.removesuffix("-block")
    return _("the page itself") if block == name else block.replace("-", "_")


def _places() -> dict[str, str]:
    return {
        "top": _("at the top of the page"),
        "middle": _("halfway down the page"),
        "bottom": _("at the end of the page"),
        "in view": _("in the middle of the screen"),
    }


def _wrong(kind: str, measured: object) -> str:
    """What was measured of one kind, in words; nothing where the message says it all."""
    number = {"number": localize(measured)}
    if kind == "mark":
        return {
            "a stray mark": _("a mark too many"),
            "moved aside": _("moved aside"),
            "no mark": _("no marks"),
            "outside its list": _("marks outside the list"),
        }.get(str(measured), "")
    return {
        "text": _("contrast %(number)s"),
        "boundary": _("contrast %(number)s"),
        "chevron": _("contrast of its mark %(number)s"),
        "edge": _("%(number)s px from the edge"),
        "sideways": _("%(number)s px wide"),
        "size": _("letters of %(number)s px"),
        "target": _("%(number)s px high"),
        "heading": _("%(number)s times as large as the text"),
        "link": _("not underlined"),
    }.get(kind, "") % number


__all__ = ["CODES", "findings_of"]
