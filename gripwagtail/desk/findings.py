"""What an editor should look at: a look for each kind, and ``findings`` for all of them.

Every look takes a ``Desk``, which has read the columns of all pages at once, and knows from these on which pages there
is something to say. Only of those that are shown the content is read as well: one query for each class of page.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any, Final

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.permission_policies import ModelPermissionPolicy

from ..content.checked import DAMAGED
from ..content.damage import damages
from ..content.items import title_of
from ..content.problems import Problem
from ..page_class import GripPage
from ..records.helpline import GripHelpline
from ..starter.helplines import conflicts, last_known
from ..stored.failures import attempt
from . import (
    chosen_pages,
    contact_findings,
    inner_links,
    norm_findings,
    plan_findings,
    site_findings,
    translation_findings,
)
from .dates import months_later, today
from .finding import Finding
from .places import (
    Chosen,
    Findings,
    Look,
    named,
    on_item,
    on_page,
    overdue,
    url_of,
    where,
)
from .reading import Named, unconfirmed
from .rows import Row
from .schools import Desk, School

# After so long the facts of a helpline are to be looked up again.
MONTHS: Final = 6
# So many places on one page are named.
_NAMED: Final = 3
# Of so many pages what waits is named; of the others of a board only how much, since that is read from the content.
_READ: Final = 10


def findings(user: Any) -> list[Finding]:
    """Everything that this user can do something about, the worst first.

    Only of pages that the user may edit, and of helplines only for those who may change them. ``None`` means a
    command that may see everything. The keys are the same from week to week.
    """
    return of_desk(Desk(user))


def of_desk(desk: Desk, kinds: Iterable[str] = (), only: Iterable[int] | None = None) -> list[Finding]:
    """The same for a desk that has been read already; of some kinds, or of all, and on these pages or on all."""
    wanted, pages = set(kinds) or set(LOOKS), None if only is None else frozenset(only)
    found = [
        finding
        for kind, look in LOOKS.items()
        if kind in wanted
        # One thing that cannot be worked out does not hide the others.
        for finding in attempt(_what(kind), lambda look=look: look.found(desk, pages), [], [])  # type: ignore[misc]
    ]
    # Schools, and in each its pages, stay together: the order is that in which they were found.
    return sorted(found, key=lambda finding: (finding.urgency, finding.date or datetime.date.max))


def kinds_found(desk: Desk) -> dict[int, list[str]]:
    """What would be found on each page, the worst first, from the columns alone: nothing is read or worded for it."""
    found: dict[int, list[str]] = {}
    for kind, look in LOOKS.items():
        for pk in attempt(_what(kind), lambda look=look: look.pages(desk), [], []):  # type: ignore[misc]
            kinds = found.setdefault(pk, [])
            if kind not in kinds:
                kinds.append(kind)
    return found


def _what(kind: str) -> str:
    return f"The desk's look for “{kind}”"


# --- safety, and who to go to -------------------------------------------------------


def safety_corrections(desk: Desk, chosen: Chosen) -> Findings:
    for school, row in chosen:
        count = row.columns["safety_corrections"]
        text = ngettext(
            "%(count)d newer safety text is not on this page yet.",
            "%(count)d newer safety texts are not on this page yet.",
            count,
        )
        yield on_page(
            row, school, "safety-correction", text % {"count": count}, url=url_of("gripwagtail_corrections", row)
        )


def damaged(desk: Desk, chosen: Chosen) -> Findings:
    """What cannot be read on a page, which is a mark in its columns."""
    pages = desk.content([row for _school, row in chosen])
    for school, row in chosen:
        if found := damages(pages[row.pk]) if row.pk in pages else []:
            yield on_page(row, school, "damaged", _not_read(found))


def helplines_damaged(desk: Desk) -> Findings:
    for helpline in desk.helplines if _may_change_helplines(desk) else ():
        # Days need a query for each.
        if found := damages(helpline, with_days=False):
            yield _on_helpline("damaged", helpline, _not_read(found), "edit")


def _not_read(found: list[Problem]) -> str:
    places = list(dict.fromkeys(problem.where for problem in found))
    text = ngettext(
        "%(count)d value cannot be read, so visitors do not see it: %(places)s.",
        "%(count)d values cannot be read, so visitors do not see them: %(places)s.",
        len(found),
    )
    named = [*places[:_NAMED], *(["…"] if len(places) > _NAMED else [])]
    return text % {"count": len(found), "places": "; ".join(named)}


# --- the norm, and the other pages --------------------------------------------------


def pages_overdue(desk: Desk, chosen: Chosen) -> Findings:
    text = _("Read this page again and confirm that it is still correct. That was due on %(day)s.")
    for school, row in chosen:
        due = row.columns["review_due"]
        said, url = text % {"day": date_format(due)}, url_of("gripwagtail_checks", row)
        yield on_page(row, school, "page-overdue", said, url=url, date=due, again=due.isoformat())


def placeholders(desk: Desk, chosen: Chosen) -> Findings:
    for school, row in chosen:
        count = row.columns["placeholders"]
        text = ngettext(
            "In %(count)d place there is still a gap between [[ and ]]. Fill it in, or clear the field.",
            "In %(count)d places there is still a gap between [[ and ]]. Fill it in, or clear the field.",
            count,
        )
        yield on_page(row, school, "placeholder", text % {"count": count})


def claims_unconfirmed(desk: Desk, chosen: Chosen) -> Findings:
    pages = desk.content([row for _school, row in chosen[:_READ]])
    for school, row in chosen:
        count = row.columns["unconfirmed"]
        text = ngettext(
            "%(count)d item is not confirmed for your school, so no visitor sees it.",
            "%(count)d items are not confirmed for your school, so no visitor sees them.",
            count,
        ) % {"count": count}
        waiting = _unconfirmed(pages[row.pk]) if row.pk in pages else []
        if waiting:
            quoted = [f"“{each.name}”" for each in waiting]
            said = _("These are: %(names)s.") % {"names": named(quoted)}
            text = f"{text} {said}"
        # A field of the page itself has no place of its own there.
        first = next((each.id for each in waiting if each.id), "")
        yield on_page(row, school, "unconfirmed", text, url=on_item(row, first))


def _unconfirmed(page: GripPage) -> list[Named]:
    return attempt(f"What waits for a tick on page {page.pk}", lambda: unconfirmed(page), [], [])


def situations_unread(desk: Desk, chosen: Chosen) -> Findings:
    for school, row in chosen:
        count = row.columns["unread"]
        text = ngettext(
            "No expert has read %(count)d situation on this page.",
            "No expert has read %(count)d situations on this page.",
            count,
        )
        yield on_page(row, school, "unread", text % {"count": count})


# --- helplines, translations, links -------------------------------------------------


def helplines_in_conflict(desk: Desk) -> Findings:
    for row in desk.helplines if _may_change_helplines(desk) else ():
        if waiting := conflicts(row):
            text = ngettext(
                "%(count)d field was changed here, and differs from what is shipped.",
                "%(count)d fields were changed here, and differ from what is shipped.",
                len(waiting),
            )
            yield _on_helpline("helpline-conflict", row, text % {"count": len(waiting)}, "conflicts")


def helplines_old(desk: Desk) -> Findings:
    """All of them together: whoever checks helplines does so for the whole list."""
    limit = months_later(today(), -MONTHS)
    shown = [row for row in desk.helplines if row.active] if _may_change_helplines(desk) else []
    # Of a row of one's own nothing may be known; of what is shipped it should be.
    known = [(row, last_known(row, today())) for row in shown]
    old = [row for row, day in known if (day < limit if day else row.shipped)]
    if old:
        text = ngettext(
            "For %(count)d helpline nobody checked number and website for six months, nor is its source newer.",
            "For %(count)d helplines nobody checked number and website for six months, nor are their sources newer.",
            len(old),
        )
        names = ", ".join(title_of(row.name) for row in old[:_NAMED])
        named = f"{names} …" if len(old) > _NAMED else names
        url = url_of_helplines("list")
        # Told again when the list has changed.
        keys = blake2b(" ".join(sorted(row.key for row in old)).encode(), digest_size=6).hexdigest()
        yield Finding("helpline-old", f"helpline-old/{keys}", text % {"count": len(old)}, url, helpline=named)


def _may_change_helplines(desk: Desk) -> bool:
    return desk.user is None or bool(ModelPermissionPolicy(GripHelpline).user_has_permission(desk.user, "change"))


def _on_helpline(kind: str, row: GripHelpline, text: str, view: str) -> Finding:
    return Finding(kind, f"{kind}/{row.key}", text, url_of_helplines(view, row.pk), helpline=row.name)


def url_of_helplines(view: str, *args: int) -> str:
    try:
        return reverse(f"wagtailsnippets_gripwagtail_griphelpline:{view}", args=args)
    except NoReverseMatch:  # a host without snippets in its admin
        return ""


def _dead(chosen: Chosen) -> Iterator[tuple[School, Row, int]]:
    asked = {(school.site.url_path, link) for school, row in chosen for link in row.columns["inner_links"]}
    dead = inner_links.gone(asked) if asked else set()
    for school, row in chosen:
        if count := sum((school.site.url_path, link) in dead for link in row.columns["inner_links"]):
            yield school, row, count


def _with_dead_links(desk: Desk) -> Iterator[tuple[School, Row]]:
    linking = list(where(lambda row, day: row.columns["inner_links"], with_translations=True)(desk))
    return ((school, row) for school, row, _count in _dead(linking))


def links_dead(desk: Desk, chosen: Chosen) -> Findings:
    for school, row, count in _dead(chosen):
        text = ngettext(
            "%(count)d link on this page leads to a page or document that is gone or not published.",
            "%(count)d links on this page lead to pages or documents that are gone or not published.",
            count,
        )
        yield on_page(row, school, "dead-link", text % {"count": count})


# The order is that of ``finding.KINDS``.
LOOKS: Final[Mapping[str, Look]] = {
    "safety-correction": Look(safety_corrections, where(lambda row, day: row.columns["safety_corrections"])),
    "damaged": Look(
        damaged,
        where(lambda row, day: DAMAGED in row.columns["checked"], with_translations=True),
        beside=helplines_damaged,
    ),
    "no-confidant": contact_findings.NO_CONFIDANT,
    "contact-unreachable": contact_findings.UNREACHABLE,
    "contact-expired": contact_findings.EXPIRED,
    "site-address": site_findings.SITES_WITHOUT_ADDRESS,
    "norm-missing": norm_findings.MISSING,
    "norm-not-made-together": norm_findings.NOT_MADE_TOGETHER,
    "norm-overdue": norm_findings.OVERDUE,
    "contact-expiring": contact_findings.EXPIRING,
    "contact-unchecked": contact_findings.UNCHECKED,
    "placeholder": Look(placeholders, where(lambda row, day: row.columns["placeholders"], with_translations=True)),
    "plan-due": plan_findings.PLANS_DUE,
    "unconfirmed": Look(claims_unconfirmed, where(lambda row, day: row.columns["unconfirmed"])),
    "untold": contact_findings.UNTOLD,
    "unread": Look(situations_unread, where(lambda row, day: row.columns["unread"])),
    "helpline-conflict": Look(beside=helplines_in_conflict),
    "helpline-old": Look(beside=helplines_old),
    "unread-words": translation_findings.UNREAD,
    "translation-old": translation_findings.OLD,
    "translation-missing": translation_findings.MISSING,
    "other-school": Look(beside=chosen_pages.chosen_elsewhere),
    "dead-link": Look(links_dead, _with_dead_links),
    "page-overdue": Look(pages_overdue, overdue("page-overdue")),
}


__all__ = ["LOOKS", "findings", "kinds_found", "of_desk"]
