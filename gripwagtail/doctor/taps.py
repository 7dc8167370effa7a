"""How many taps the incident page is away from the page on which a visitor comes in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .errors import raised
from .findings import DoctorFinding, found
from .outline import host_of
from .scope import SchoolScope

# At most this many pages are opened from the home page, those first that lie nearest to the incident page.
PAGES: Final = 25


def examine(scope: SchoolScope) -> Iterator[DoctorFinding]:
    """Whether a visitor gets from home to the incident page in one tap, or in two."""
    source = scope.page_context.found("incident_help").source
    start, goal = scope.home.full_url, source.page.full_url if source else None
    if not start or not goal or scope.is_restricted(scope.home):
        return
    home = scope.visit(start)
    if home.failure:
        yield raised(home.failure, start)
        return
    if not home.is_good:
        return
    wanted = _path(goal)
    near = [url for url in dict.fromkeys(map(_whole, home.outline.links)) if host_of(url) == host_of(goal)]
    if wanted in map(_path, near):
        return
    near.sort(key=lambda url: -_shared(_path(url), wanted))
    opened = near[:PAGES]
    if any(_leads_to(scope, url, wanted) for url in opened):
        return
    yield found(
        "tree.incident-far",
        ngettext(
            "The incident page is more than two taps away from home, or nothing leads to it: %(count)d page seen.",
            "The incident page is more than two taps away from home, or nothing leads to it: %(count)d pages seen.",
            len(opened) + 1,
        )
        % {"count": len(opened) + 1},
        _(
            'Put {% grip_incident_help size="line" %} in the header or footer of your template, or add the page to '
            "the menu."
        ),
        start,
    )


def _leads_to(scope: SchoolScope, url: str, wanted: str) -> bool:
    answer = scope.visit(url)
    return answer.is_good and wanted in map(_path, answer.outline.links)


def _shared(path: str, other: str) -> int:
    """How many steps two paths have in common."""
    pairs = zip(path.split("/"), other.split("/"), strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _whole(url: str) -> str:
    return url.partition("#")[0]


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/") or "/"
    except ValueError:
        return ""


__all__ = ["PAGES", "examine"]
