"""What is written on the pages of a school: judged by the rules of the editor and the pages, with none of its own.

Asks nothing of the host, so a report may use it as well: ``rows(sites())``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from ..content.expert_reviews import read_by_experts
from ..content.problems import Problem, sentence_of
from ..desk.places import named
from ..desk.reading import placeholders, unconfirmed
from ..directory.people import Directory
from ..editing.incident_rules import SITUATIONS
from ..editing.rules import refused_items, remarks
from ..editing.text_records import checked_days
from ..lookup.sharing import sharing
from ..lookup.sources import kinds
from ..page_class import GripPage, IncidentPage
from ..records.helpline import GripHelpline
from ..roles import roles
from ..starter import helplines
from . import ahead, tree
from .damaged import damaged_helplines, damaged_page, damaged_settings
from .errors import run_safely
from .findings import DoctorFinding, found
from .scope import SchoolScope, grounds_of, host_of_site
from .shown import place_of


def rows(
    of: Iterable[Site], below: int | None = None, told: Callable[[str], object] = lambda name: None
) -> list[DoctorFinding]:
    """Everything there is to say about the content of these sites, each finding with its site.

    With ``below`` of the school alone that begins at this page. ``told`` hears of each school that was looked at.
    """
    found = run_safely(_("helplines"), _helplines) + run_safely(_("helplines"), damaged_helplines)
    found += run_safely(_("dates in the future"), ahead.of_all)
    found += run_safely(_("the page types"), tree.without_site)
    for site in of:
        host = host_of_site(site)
        found += [each.on(host) for each in run_safely(host, damaged_settings, site)]
        for scope in grounds_of(site, below):
            # Each rule asks where a page is, and that is looked up once.
            with sharing():
                for look in (tree.rivals, examine):
                    found += [each.on(host) for each in run_safely(scope.name, look, scope)]
            told(scope.name)
    return found


def examine(scope: SchoolScope) -> Iterator[DoctorFinding]:
    """Everything there is to say about the content of one school."""
    for candidate in scope.own:
        page = yield from damaged_page(candidate.model, candidate.page.pk, candidate.page)
        if page is not None:
            yield from _placeholders(page)
    for kind in kinds():
        source = scope.page_context.source(kind)
        if source is not None:
            yield from _of_source(source.facts, scope)


def _of_source(page: GripPage, scope: SchoolScope) -> Iterator[DoctorFinding]:
    where = place_of(page)
    for remark in remarks(page):
        code = "content.contact-expired" if remark.rule == "expired-card" else "content.remark"
        yield _of_problem(code, remark, where)
    yield from _unconfirmed(page, where)
    yield from ahead.of_page(page)
    if page.grip_cards:
        yield from _people(page, scope, where)
    for problem in refused_items(page):
        yield _of_problem("content.refused", problem, where)
    if SITUATIONS in page.grip_streams:
        yield from _unread(page, where)


def _of_problem(code: str, problem: Problem, where: str) -> DoctorFinding:
    hint = _("Open the page in the admin: the place is marked there.")
    return found(code, sentence_of(problem.message), hint, f"{where}: {problem.where}")


def _placeholders(page: GripPage) -> Iterator[DoctorFinding]:
    places = [place.name for place in placeholders(page)]
    if places:
        yield found(
            "content.placeholder",
            _("Still has to be filled in: %(places)s.") % {"places": named(places)},
            _("Replace what is between [[ and ]], or clear the field. Visitors do not see it, and miss out on it."),
            place_of(page),
        )


def _unconfirmed(page: GripPage, where: str) -> Iterator[DoctorFinding]:
    waiting = [item.name for item in unconfirmed(page)]
    if waiting:
        yield found(
            "content.unconfirmed",
            ngettext(
                "Nobody has confirmed this for your school, so visitors do not see it: %(names)s.",
                "Nobody has confirmed these %(count)d for your school, so visitors do not see them: %(names)s.",
                len(waiting),
            )
            % {"count": len(waiting), "names": named(waiting)},
            _("Read each. Tick the box when it is true for your school, change it, or delete it."),
            where,
        )


def _people(page: GripPage, scope: SchoolScope, where: str) -> Iterator[DoctorFinding]:
    source = scope.page_context.source(page.grip_kind)
    assert source is not None  # noqa: S101  (the page is its facts)
    directory = Directory.of(source, scope.page_context)
    lost = [str(card.title) for card in directory.lost]
    if lost:
        yield found(
            "content.contact-unreachable",
            _("Visitors do not see these cards, because they lead nowhere: %(names)s.") % {"names": named(lost)},
            _(
                "Fill in a phone number, an e-mail address or another way to reach them. "
                "“Through the school” needs the phone number of the school."
            ),
            where,
        )
    confidants = {key: role.label for key, role in roles().items() if role.is_confidant}
    if not any(card.can_be_reached and confidants.keys() & set(card.roles) for card in directory.shown):
        yield found(
            "content.no-confidant",
            _("Nobody on this page can be reached as %(roles)s.")
            % {"roles": " / ".join(f"“{label}”" for label in confidants.values())},
            _("Add a card with one of these roles, or confirm the one that is there."),
            where,
        )


def _unread(page: GripPage, where: str) -> Iterator[DoctorFinding]:
    read = read_by_experts(cast(IncidentPage, page), checked_days(page))
    if read.unread:
        yield found(
            "content.unread",
            _("An expert has read %(count)d of %(total)d situations. Not yet: %(names)s.")
            % {"count": read.count, "total": read.total, "names": named(read.unread)},
            _("Have them read by someone who knows the field, and record it on the page under “read by experts”."),
            where,
        )


def _helplines() -> Iterator[DoctorFinding]:
    missing = set(helplines.shipped()) - set(GripHelpline.objects.values_list("key", flat=True))
    if missing:
        yield found(
            "content.helplines-missing",
            ngettext(
                "%(count)d helpline is missing: %(names)s.", "%(count)d helplines are missing: %(names)s.", len(missing)
            )
            % {"count": len(missing), "names": named(sorted(missing))},
            _("Run “manage.py gripwagtail_helplines update”."),
        )


__all__ = ["examine", "rows"]
