"""What the host has around the text of its home page, and ours does not: navigation, footer, container.

A page can be without fault by itself and still be a stranger on its site. So both are looked at and compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from django.test import RequestFactory
from django.utils.translation import gettext as _

from ..base_template import base_template, fits_like
from ..conf import conf
from ..lookup.sources import is_ours, kinds
from ..page_class import GripPage, SitePage
from .answer import Answer
from .findings import DoctorFinding, found
from .host_css import rules_that_win
from .scope import SchoolScope
from .shown import place_of

# Parts of a page, by the element or role that makes it.
_PARTS: Final = {"nav": "nav", "header": "header", "footer": "footer"}
_ROLES: Final = {"navigation": "nav", "banner": "header", "contentinfo": "footer"}
# What sites call the element that keeps text away from the edges.
_CONTAINER: Final = re.compile(
    r"^(?:[a-z]{1,3}[-_])?(?:container|wrapper|wrap|inner|page-width|content-width)(?:[-_]|$)"
)
_WIDTH: Final = re.compile(r"^(?:max-w-|mx-auto$)")
_VOID: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]  # these have no end
)


class Frame(HTMLParser):
    """What is around the text of a page: how often each part is there, and the elements around the title."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: Counter[str] = Counter()
        # The classes of each element around the first <h1>, the outermost first.
        self.around_title: list[list[str]] | None = None
        self._open: list[tuple[str, list[str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        part = _ROLES.get(given.get("role", ""), _PARTS.get(tag))
        is_ours = any("grip" in classes for _tag, classes in self._open)
        if part and not is_ours and not any(tag in ("article", "section") for tag, _classes in self._open):
            self.parts[part] += 1
        if tag == "h1" and self.around_title is None:
            self.around_title = [classes for _tag, classes in self._open]
        if tag not in _VOID:
            self._open.append((tag, given.get("class", "").split()))

    def handle_endtag(self, tag: str) -> None:
        names = [name for name, _classes in self._open]
        if tag in names:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    @property
    def container(self) -> list[str]:
        """The classes of the innermost container around the title; none where there is no such element."""
        for classes in reversed(self.around_title or []):
            if "grip" not in classes and any(_CONTAINER.match(name) or _WIDTH.match(name) for name in classes):
                return classes
        return []


def examine(scope: SchoolScope) -> Iterator[DoctorFinding]:
    """Compares the home page with a page of ours that is not quiet: a quiet one may have less around it on purpose."""
    home = scope.home.specific
    page = _page(scope)
    if is_ours(type(home)) or page is None or scope.is_restricted(home) or not (home.live and home.full_url):
        return
    theirs, ours = scope.visit(home.full_url), scope.visit(page.full_url or "")
    if not theirs.is_good or not ours.is_good:
        return  # reported where these pages are looked at
    yield from _frame(home, page, theirs, ours)
    yield from _rules(page, ours)


def _page(scope: SchoolScope) -> GripPage | None:
    for kind in kinds():
        source = scope.page_context.found(kind).source
        if source is not None and not source.model.grip_quiet:
            page = source.model.objects.get(pk=source.page.pk)
            return None if scope.is_restricted(page) or not page.full_url else page
    return None


def _frame(home: SitePage, page: GripPage, theirs: Answer, ours: Answer) -> Iterator[DoctorFinding]:
    their, own = Frame(theirs.html), Frame(ours.html)
    lost = [f"<{part}>" for part in _PARTS.values() if their.parts[part] and not own.parts[part]]
    # What the home page has inside the same block of the same template is its own, and no frame of the site.
    if lost and (settings := proposed(home)) is not None:
        base, wanted = settings
        yield found(
            "page.frame-missing",
            _("Your home page has %(parts)s, and this page has not: it extends “%(base)s”.")
            % {"parts": ", ".join(lost), "base": conf.base_template},
            _("Your home page extends “%(base)s”: GRIPWAGTAIL = {%(settings)s}.") % {"base": base, "settings": wanted}
            if base
            else _('Set GRIPWAGTAIL["BASE_TEMPLATE"] to the template that your own pages extend.'),
            place_of(page, ours.url),
        )
    container = their.container
    around = {name for classes in own.around_title or () for name in classes}
    if container and not around.intersection(container) and not conf.container_class:
        yield found(
            "page.container",
            _("On your home page the title is inside an element of class “%(class)s”, and here it is not.")
            % {"class": " ".join(container)},
            _('For the same width and edges: GRIPWAGTAIL["CONTAINER_CLASS"] = "%(class)s".')
            % {"class": " ".join(container)},
            place_of(page, ours.url),
        )


def proposed(home: SitePage) -> tuple[str, str] | None:
    """What the home page extends, and the settings for that; empty when unsure, nothing when ours are so."""
    given = home.get_template(RequestFactory().get("/"))
    for name in [given] if isinstance(given, str) else given:
        if (found := fits_like(name)) is not None:
            base, block = found
            ours = base_template(base).content
            if base == conf.base_template and block == ours:
                return None
            named = "" if block == ours else f', "BLOCKS": {{"content": "{block}"}}'
            return base, f'"BASE_TEMPLATE": "{base}"{named}'
    return "", ""


def _rules(page: GripPage, ours: Answer) -> Iterator[DoctorFinding]:
    for file, elements in rules_that_win([url for url, _nonce in ours.outline.sheets], ours.url).items():
        yield found(
            "page.bare-rules",
            _("%(file)s has rules for every %(elements)s that win over our stylesheet.")
            % {"file": file, "elements": ", ".join(f"<{each}>" if each != "*" else "*" for each in elements)},
            _('Limit these rules to your own classes, or take “!important” out. With "LOAD_CSS": "layered" all win.'),
            place_of(page, ours.url),
        )


__all__ = ["Frame", "examine", "proposed"]
