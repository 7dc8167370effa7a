"""What an editor should look at: a function for each kind, and ``findings`` for all of them.

Every function takes a ``Desk``, which has read the columns of all pages at once. Only of pages that have something to
say the content is read as well: one query for each class of page, for any number of schools.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import Any, Final, cast

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.permission_policies import ModelPermissionPolicy

from ..content.checked import DAMAGED
from ..content.damage import damages
from ..content.items import title_of
from ..content.problems import Problem
from ..page_class import GripPage, NormPage
from ..records.helpline import GripHelpline
from ..starter.helplines import conflicts, last_known
from ..stored.failures import attempt
from ..text.language_names import own_name
from . import chosen_pages, contact_findings, inner_links, plan_findings, site_findings
from .dates import day_of, months_later, today
from .finding import Finding
from .places import Findings, missing_page, named, on_item, on_page, overdue, published, rows, url_of
from .reading import Named, is_made_together, unconfirmed
from .schools import Desk

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


def of_desk(desk: Desk, kinds: Iterable[str] = ()) -> list[Finding]:
    """The same for a desk that has been read already; of some kinds, or of all."""
    wanted = set(kinds) or set(LOOKS)
    found = [
        finding
        for kind, look in LOOKS.items()
        if kind in wanted
        # One thing that cannot be worked out does not hide the others.
        for finding in attempt(f"The desk's look for “{kind}”", lambda look=look: list(look(desk)), [], [])  # type: ignore[misc]
    ]
    # Schools, and in each its pages, stay together: the order is that in which they were found.
    return sorted(found, key=lambda finding: (finding.urgency, finding.date or datetime.date.max))


# --- safety, and who to go to -------------------------------------------------------


def safety_corrections(desk: Desk) -> Findings:
    for school, row in rows(desk):
        if count := row.columns["safety_corrections"]:
            text = ngettext(
                "%(count)d newer safety text is not on this page yet.",
                "%(count)d newer safety texts are not on this page yet.",
                count,
            )
            yield on_page(
                row, school, "safety-correction", text % {"count": count}, url=url_of("gripwagtail_corrections", row)
            )


def damaged(desk: Desk) -> Findings:
    """What cannot be read on a page, which is a mark in its columns, or of a helpline."""
    chosen = [each for each in rows(desk, with_translations=True) if DAMAGED in each[1].columns["checked"]]
    pages = desk.content([row for _school, row in chosen])
    for school, row in chosen:
        if found := damages(pages[row.pk]) if row.pk in pages else []:
            yield on_page(row, school, "damaged", _not_read(found))
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


def norm_missing(desk: Desk) -> Findings:
    for school in published(desk):
        if not any(row.live for row in school.of_kind("norm")):
            yield from missing_page(school, "norm", "norm-missing", _("This school has no norm on its site yet."))


def norm_not_made_together(desk: Desk) -> Findings:
    # A school without a norm has no norm to make together.
    chosen = [(school, row) for school, row in rows(desk) if row.live and row in school.of_kind("norm")]
    pages = desk.content([row for _school, row in chosen])
    text = _(
        "Nobody has noted who agreed to this norm, or when it was adopted. Until then the page does not say that your "
        "school agreed to it. Talk about it with pupils, parents and the team, and fill in one of the two."
    )
    for school, row in chosen:
        if row.pk in pages and not is_made_together(cast(NormPage, pages[row.pk])):
            yield on_page(row, school, "norm-not-made-together", text)


def norm_overdue(desk: Desk) -> Findings:
    text = _("This norm was due for review on %(day)s.")
    for school, row, due in overdue(desk, "norm-overdue"):
        said = text % {"day": date_format(due)}
        yield on_page(row, school, "norm-overdue", said, date=due, again=due.isoformat())


def pages_overdue(desk: Desk) -> Findings:
    text = _("Read this page again and confirm that it is still correct. That was due on %(day)s.")
    for school, row, due in overdue(desk, "page-overdue"):
        said, url = text % {"day": date_format(due)}, url_of("gripwagtail_checks", row)
        yield on_page(row, school, "page-overdue", said, url=url, date=due, again=due.isoformat())


def placeholders(desk: Desk) -> Findings:
    for school, row in rows(desk, with_translations=True):
        if count := row.columns["placeholders"]:
            text = ngettext(
                "In %(count)d place there is still a gap between [[ and ]]. Fill it in, or clear the field.",
                "In %(count)d places there is still a gap between [[ and ]]. Fill it in, or clear the field.",
                count,
            )
            yield on_page(row, school, "placeholder", text % {"count": count})


def claims_unconfirmed(desk: Desk) -> Findings:
    chosen = [(school, row) for school, row in rows(desk) if row.columns["unconfirmed"]]
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


def situations_unread(desk: Desk) -> Findings:
    for school, row in rows(desk):
        if count := row.columns.get("unread"):
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


def words_unread(desk: Desk) -> Findings:
    """Of a page in a language of which each text counts as unread until somebody notes who read it."""
    for school, row in rows(desk, with_translations=True):
        if count := row.columns["unread_words"]:
            text = ngettext(
                "No native speaker has read %(count)d text of this page in %(language)s.",
                "No native speaker has read %(count)d texts of this page in %(language)s.",
                count,
            )
            said = text % {"count": count, "language": own_name(row.language)}
            yield on_page(row, school, "unread-words", said, url=url_of("gripwagtail_native_reading", row))


def translations_old(desk: Desk) -> Findings:
    text = _("The text of “%(title)s” changed on %(day)s, after this was translated.")
    for school, row in rows(desk, all_of_them=True):
        changed = row.columns["words_changed_at"]
        for words in row.translations:
            published = words.last_published_at
            is_seen = row.live and words.live and words.mine and words.alias_of is None
            if not (is_seen and changed and published):
                continue
            # Without a record only the days show it; published again is not translated again.
            is_old = words.behind > 0 if words.behind is not None else published < changed
            if is_old:
                day = day_of(changed)
                said = text % {"title": title_of(row.title), "day": date_format(day)}
                yield on_page(words, school, "translation-old", said, date=day, again=day.isoformat())


def translations_missing(desk: Desk) -> Findings:
    """Once a school has a page in a language, its other pages are expected in that language too."""
    for school in published(desk):
        codes = {words.language for row in school.pages for words in row.translations if words.live}
        for row in school.pages:
            if not (row.live and row.mine):
                continue
            have = {words.language for words in row.translations if words.live}
            for code in sorted(codes - have):
                text = _("This page is not published in %(language)s, while other pages of this school are.")
                yield on_page(row, school, "translation-missing", text % {"language": own_name(code)}, again=code)


def links_dead(desk: Desk) -> Findings:
    chosen = [(school, row) for school, row in rows(desk, with_translations=True) if row.columns["inner_links"]]
    asked = {(school.site.url_path, link) for school, row in chosen for link in row.columns["inner_links"]}
    dead = inner_links.gone(asked) if asked else set()
    for school, row in chosen:
        count = sum((school.site.url_path, link) in dead for link in row.columns["inner_links"])
        if count:
            text = ngettext(
                "%(count)d link on this page leads to a page or document that is gone or not published.",
                "%(count)d links on this page lead to pages or documents that are gone or not published.",
                count,
            )
            yield on_page(row, school, "dead-link", text % {"count": count})


# The order is that of ``finding.KINDS``.
LOOKS: Final[Mapping[str, Callable[[Desk], Findings]]] = {
    "safety-correction": safety_corrections,
    "damaged": damaged,
    "no-confidant": contact_findings.no_confidant,
    "contact-unreachable": contact_findings.contacts_unreachable,
    "contact-expired": contact_findings.contacts_expired,
    "site-address": site_findings.sites_without_address,
    "norm-missing": norm_missing,
    "norm-not-made-together": norm_not_made_together,
    "norm-overdue": norm_overdue,
    "contact-expiring": contact_findings.contacts_expiring,
    "contact-unchecked": contact_findings.contacts_unchecked,
    "placeholder": placeholders,
    "plan-due": plan_findings.plans_due,
    "unconfirmed": claims_unconfirmed,
    "untold": contact_findings.people_untold,
    "unread": situations_unread,
    "helpline-conflict": helplines_in_conflict,
    "helpline-old": helplines_old,
    "unread-words": words_unread,
    "translation-old": translations_old,
    "translation-missing": translations_missing,
    "other-school": chosen_pages.chosen_elsewhere,
    "dead-link": links_dead,
    "page-overdue": pages_overdue,
}


__all__ = ["LOOKS", "findings", "of_desk"]
