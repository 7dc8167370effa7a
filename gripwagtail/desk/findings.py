"""What an editor should look at: a function for each kind, and ``findings`` for all of them.

Every function takes a ``Desk``, which has read the columns of all pages at once. Only of pages that have something to
say the content is read as well: one query for each class of page, for any number of schools.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.permission_policies import ModelPermissionPolicy

from ..content.checked import DAMAGED
from ..content.damage import damages
from ..content.items import title_of
from ..content.problems import Problem
from ..records.helpline import GripHelpline
from ..starter.helplines import conflicts
from ..stored.failures import attempt
from ..text.language_names import own_name
from . import inner_links
from .dates import day_of, school_year, today
from .finding import Finding
from .reading import dated_cards
from .rows import Row
from .schools import Desk, School

# How long before a card expires it is reported.
SOON: Final = datetime.timedelta(days=30)
# At most so many places on one page are named.
_NAMED: Final = 3

Found = Iterator[Finding]


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


def safety_corrections(desk: Desk) -> Found:
    for school, row in _rows(desk):
        if count := row.columns["safety_corrections"]:
            text = ngettext(
                "%(count)d newer safety text is not on this page yet.",
                "%(count)d newer safety texts are not on this page yet.",
                count,
            )
            yield _on(
                row, school, "safety-correction", text % {"count": count}, url=_url("gripwagtail_corrections", row)
            )


def damaged(desk: Desk) -> Found:
    """What cannot be read on a page, which is a mark in its columns, or of a helpline."""
    chosen = [each for each in _rows(desk, with_translations=True) if DAMAGED in each[1].columns["checked"]]
    pages = desk.content([row for _school, row in chosen])
    for school, row in chosen:
        if found := damages(pages[row.pk]) if row.pk in pages else []:
            yield _on(row, school, "damaged", _not_read(found))
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


def no_confidant(desk: Desk) -> Found:
    text = _("Nobody can be reached here as the confidential adviser of the school.")
    for school in _published(desk):
        pages = [row for row in school.of_kind("contact") if row.live]
        yield from (
            _on(row, school, "no-confidant", text) for row in pages if row.mine and row.columns["without_confidant"]
        )
        if not pages and not school.site.has_board:
            yield from _missing(
                school, "contact", "no-confidant", _("This school does not yet have a page on who to go to.")
            )


def contacts_unreachable(desk: Desk) -> Found:
    text = _("Someone on this page cannot be reached, or nobody can be reached at all.")
    for school, row in _rows(desk, "contact"):
        if row.live and row.columns["without_route"]:
            yield _on(row, school, "contact-unreachable", text)


def contacts_expired(desk: Desk) -> Found:
    yield from _ended(desk, "contact-expired", datetime.date.min, today() - datetime.timedelta(days=1))


def contacts_expiring(desk: Desk) -> Found:
    yield from _ended(desk, "contact-expiring", today(), today() + SOON)


def _ended(desk: Desk, kind: str, first: datetime.date, last: datetime.date) -> Found:
    """The cards whose last day lies between these two."""
    chosen = [
        (school, row)
        for school, row in _rows(desk, "contact")
        if row.live and row.columns["contact_expires"] and row.columns["contact_expires"] <= last
    ]
    pages = desk.content([row for _school, row in chosen])
    texts = {
        "contact-expired": _("“%(name)s” has been hidden from visitors since %(day)s."),
        "contact-expiring": _("Visitors see “%(name)s” until %(day)s."),
    }
    for school, row in chosen:
        for card, _begin, end in dated_cards(pages[row.pk]) if row.pk in pages else ():
            if end is not None and first <= end <= last:
                day = end + datetime.timedelta(days=1) if kind == "contact-expired" else end
                text = texts[kind] % {"name": card.name, "day": date_format(day)}
                yield _on(row, school, kind, text, date=end, item=card.id, again=end.isoformat())


def contacts_unchecked(desk: Desk) -> Found:
    now = today()
    text = _("Call or e-mail everyone on this page, and record that it is correct. This has been due since %(day)s.")
    for school, row in _rows(desk, "contact"):
        due = row.columns["review_due"]
        if row.live and due and due <= now:
            url, year = _url("gripwagtail_checks", row), str(school_year(now).year)
            said = text % {"day": date_format(due)}
            yield _on(row, school, "contact-unchecked", said, url=url, date=due, again=year)


# --- the norm, and the other pages --------------------------------------------------


def norm_missing(desk: Desk) -> Found:
    for school in _published(desk):
        if not any(row.live for row in school.of_kind("norm")):
            yield from _missing(school, "norm", "norm-missing", _("This school has no norm on its site yet."))


def norm_overdue(desk: Desk) -> Found:
    yield from _overdue(desk, ("norm",), "norm-overdue", _("This norm was due for review on %(day)s."))


def pages_overdue(desk: Desk) -> Found:
    text = _("Read this page again and confirm that it is still correct. That was due on %(day)s.")
    yield from _overdue(desk, ("overview", "parent_tips", "incident_help"), "page-overdue", text)


def _overdue(desk: Desk, kinds: tuple[str, ...], kind: str, text: str) -> Found:
    now = today()
    for school, row in _rows(desk):
        due = row.columns["review_due"]
        if row.kind in kinds and row.live and due and due <= now:
            url = "" if row.kind == "norm" else _url("gripwagtail_checks", row)
            yield _on(row, school, kind, text % {"day": date_format(due)}, url=url, date=due, again=due.isoformat())


def placeholders(desk: Desk) -> Found:
    for school, row in _rows(desk, with_translations=True):
        if count := row.columns["placeholders"]:
            text = ngettext(
                "In %(count)d place there is still a gap between [[ and ]]. Fill it in, or clear the field.",
                "In %(count)d places there is still a gap between [[ and ]]. Fill it in, or clear the field.",
                count,
            )
            yield _on(row, school, "placeholder", text % {"count": count})


def claims_unconfirmed(desk: Desk) -> Found:
    for school, row in _rows(desk):
        if count := row.columns["unconfirmed"]:
            text = ngettext(
                "%(count)d item is not confirmed for your school, so no visitor sees it.",
                "%(count)d items are not confirmed for your school, so no visitor sees them.",
                count,
            )
            yield _on(row, school, "unconfirmed", text % {"count": count})


def situations_unread(desk: Desk) -> Found:
    for school, row in _rows(desk, "incident_help"):
        if count := row.columns["unread"]:
            text = ngettext(
                "No expert has read %(count)d situation on this page.",
                "No expert has read %(count)d situations on this page.",
                count,
            )
            yield _on(row, school, "unread", text % {"count": count})


# --- helplines, translations, links -------------------------------------------------


def helplines_in_conflict(desk: Desk) -> Found:
    for row in desk.helplines if _may_change_helplines(desk) else ():
        if waiting := conflicts(row):
            text = ngettext(
                "%(count)d field was changed here, and differs from what is shipped.",
                "%(count)d fields were changed here, and differ from what is shipped.",
                len(waiting),
            )
            yield _on_helpline("helpline-conflict", row, text % {"count": len(waiting)}, "conflicts")


def _may_change_helplines(desk: Desk) -> bool:
    return desk.user is None or bool(ModelPermissionPolicy(GripHelpline).user_has_permission(desk.user, "change"))


def _on_helpline(kind: str, row: Any, text: str, view: str) -> Finding:
    try:
        url = reverse(f"wagtailsnippets_gripwagtail_griphelpline:{view}", args=[row.pk])
    except NoReverseMatch:  # a host without snippets in its admin
        url = ""
    return Finding(kind, f"{kind}/{row.key}", text, url, helpline=row.name)


def translations_old(desk: Desk) -> Found:
    text = _("The text of “%(title)s” changed on %(day)s, after this was translated.")
    for school, row in _rows(desk, all_of_them=True):
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
                yield _on(words, school, "translation-old", said, date=day, again=day.isoformat())


def translations_missing(desk: Desk) -> Found:
    """Once a school has a page in a language, its other pages are expected in that language too."""
    for school in _published(desk):
        codes = {words.language for row in school.pages for words in row.translations if words.live}
        for row in school.pages:
            if not (row.live and row.mine):
                continue
            have = {words.language for words in row.translations if words.live}
            for code in sorted(codes - have):
                text = _("This page is not published in %(language)s, while other pages of this school are.")
                yield _on(row, school, "translation-missing", text % {"language": own_name(code)}, again=code)


def links_dead(desk: Desk) -> Found:
    chosen = [(school, row) for school, row in _rows(desk, with_translations=True) if row.columns["inner_links"]]
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
            yield _on(row, school, "dead-link", text % {"count": count})


# The order is that of ``finding.KINDS``.
LOOKS: Final[Mapping[str, Callable[[Desk], Found]]] = {
    "safety-correction": safety_corrections,
    "damaged": damaged,
    "no-confidant": no_confidant,
    "contact-unreachable": contacts_unreachable,
    "contact-expired": contacts_expired,
    "norm-missing": norm_missing,
    "norm-overdue": norm_overdue,
    "contact-expiring": contacts_expiring,
    "contact-unchecked": contacts_unchecked,
    "placeholder": placeholders,
    "unconfirmed": claims_unconfirmed,
    "unread": situations_unread,
    "helpline-conflict": helplines_in_conflict,
    "translation-old": translations_old,
    "translation-missing": translations_missing,
    "dead-link": links_dead,
    "page-overdue": pages_overdue,
}


# --- together -----------------------------------------------------------------------


def _published(desk: Desk) -> Iterator[School]:
    """The schools that visitors see already; for the others the list of first steps shows what is to be done."""
    return (school for school in desk.schools if school.is_published)


def _rows(
    desk: Desk, kind: str = "", with_translations: bool = False, all_of_them: bool = False
) -> Iterator[tuple[School, Row]]:
    """The pages of these schools that the user may edit."""
    for school in _published(desk):
        for row in school.pages:
            if kind and row.kind != kind:
                continue
            if row.mine or all_of_them:
                yield school, row
            if with_translations:
                yield from ((school, words) for words in row.translations if words.mine and words.alias_of is None)


def _missing(school: School, page_kind: str, kind: str, text: str) -> Found:
    """A school that lacks a page: a link to its draft, else to where it can be made."""
    front = school.front
    draft = next((row for row in school.of_kind(page_kind) if row.mine), None)
    if front is None or not front.mine:
        return
    if draft is not None:
        yield _on(draft, school, kind, text)
    else:
        yield _on(front, school, kind, text, url=reverse("wagtailadmin_explore", args=[front.pk]))


def _on(
    row: Row,
    school: School,
    kind: str,
    text: str,
    url: str = "",
    date: datetime.date | None = None,
    item: str = "",
    again: str = "",
) -> Finding:
    """A finding on a page; ``again`` distinguishes the next time from this one."""
    place = reverse("wagtailadmin_pages:edit", args=[row.pk])
    return Finding(
        kind,
        "/".join(filter(None, [kind, str(row.pk), item, again])),
        capfirst(text),
        url or (f"{place}#block-{item}-section" if item else place),
        site=school.site.name,
        school=school.name,
        page_id=row.pk,
        page_title=title_of(row.title) or str(row.pk),
        date=date,
        item=item,
    )


def _url(name: str, row: Row) -> str:
    return reverse(name, args=[row.pk])


__all__ = ["LOOKS", "SOON", "findings", "of_desk"]
