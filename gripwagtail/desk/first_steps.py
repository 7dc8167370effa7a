"""“In 20 minuten online”: eight things between planted drafts and a school that visitors can find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final, cast

from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from ..lookup.context import PageContext
from ..lookup.sources import page_model
from ..page_class import ContactPage, GripPage, NormPage, SitePage
from ..stored.failures import attempt
from .front_page import front_page
from .reading import cards, claimed, is_made_together
from .rows import Row, editable
from .schools import Desk, School

# The kinds of which a step is about what is written there.
_READ: Final = ("contact", "overview", "norm")


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One of the eight, with the place where it is done."""

    text: str
    url: str
    is_done: bool
    # The school is online with it, though not all that the step asks has been done.
    is_enough: bool = False


def first_steps(desk: Desk, school: School) -> list[FirstStep]:
    """The steps of a school that is not published yet, in their order. Steps on a page that it lacks are left out."""
    # Of the other pages it matters only whether they are published.
    read = [row for kind in _READ if (row := school.first_of_kind(kind)) is not None]
    return list(_steps(desk, school, desk.content(read)))


def is_ready(steps: list[FirstStep]) -> bool:
    return all(step.is_done or step.is_enough for step in steps)


def short_form(school: School) -> str:
    """Where the first steps are one short form; nothing for who may not edit the contact page, or without one."""
    contact = school.first_of_kind("contact")
    return reverse("gripwagtail_first_hour", args=[contact.pk]) if contact is not None and contact.mine else ""


def outcome_form(norm: Row) -> str:
    """Where what came of making this norm together is filled in; nothing for who may not edit it."""
    return reverse("gripwagtail_outcome", args=[norm.pk]) if norm.mine else ""


def way_there(desk: Desk, school: School) -> FirstStep:
    """The step that leads visitors in. It is done when the front page, as anyone gets it, has a link to a page of ours.

    A front page that cannot be looked at keeps nobody from being ready: nobody knows what is on it.
    """
    home = page_model().objects.filter(path=school.path).first()
    looked = _looked(home, school)
    is_mine = home is not None and editable(desk.user).filter(pk=home.pk).exists()
    if is_mine or not short_form(school):
        text = _("Help visitors find it: put a block or a link on the home page, or add the overview to the menu")
        url = reverse("wagtailadmin_pages:edit", args=[home.pk]) if home is not None else ""
    else:
        overview = school.first_of_kind("overview")
        text = (
            _("Help visitors find it: ask whoever looks after the home page for a link; the address is ready")
            if overview is not None and overview.live
            else _("Help visitors find it: ask whoever looks after the home page for a link")
        )
        url = f"{short_form(school)}#way"
    return FirstStep(text, url, looked.leads, is_enough=not looked.is_known)


@dataclass(frozen=True, slots=True)
class _Looked:
    leads: bool
    is_known: bool = True


def _looked(home: SitePage | None, school: School) -> _Looked:
    live = [each.pk for row in school.pages for each in (row, *row.translations) if each.live]
    address = _address(home) if home is not None and live else ""
    if not address:
        return _Looked(False)
    pages = page_model().objects.filter(pk__in=live).select_related("locale")
    found = front_page(address)
    return _Looked(found.leads_to(map(_address, pages)), found.is_seen)


def _address(page: SitePage) -> str:
    """Empty where a base page of the host's own cannot say it: then there is no front page to look at."""
    return attempt(f"The address of page {page.pk}", lambda: str(page.full_url or ""), "", [])


def _steps(desk: Desk, school: School, content: dict[int, GripPage]) -> Iterator[FirstStep]:
    contact = school.first_of_kind("contact")
    if contact is not None:
        its = cast(ContactPage, content[contact.pk])
        page_context = PageContext.of_page(its)
        found = cards(its, page_context)
        is_reachable = any(card.via_school for card in found.own) or bool(
            its.school_phone or its.school_email or page_context.settings.phone or page_context.settings.email
        )
        place = short_form(school) or _edit(contact)
        yield FirstStep(_("Fill in the phone or the e-mail address of the school"), place, is_reachable)
        yield FirstStep(
            _("Fill in who to go to: a role, or a name"),
            place,
            found.has_confidant and not contact.columns["placeholders"],
        )
    overview = school.first_of_kind("overview")
    if overview is not None:
        page = content[overview.pk]
        is_ticked = any(is_true for _named, is_true in claimed(page))
        yield FirstStep(_("Tick what your school already does; leave the rest"), _edit(overview), is_ticked)
    if row := school.first_of_kind("norm"):
        yield FirstStep(
            _("Read the norm, change what is different at your school, and publish it"), _edit(row), row.live
        )
    if row := school.first_of_kind("incident_help"):
        yield _incident_help(row)
    rest = [row for row in (contact, school.first_of_kind("parent_tips"), overview) if row is not None]
    waiting = next((row for row in rest if not row.live), rest[0] if rest else None)
    if waiting is not None:
        yield FirstStep(
            _("Publish the other pages: who helps, the tips and the overview"),
            _edit(waiting),
            all(row.live for row in rest),
        )
    # The front page is only made when somebody asks whether it leads there; what goes wrong then costs this step alone.
    unknown = FirstStep(_("Help visitors find it"), "", is_done=False, is_enough=True)
    look = partial(attempt, "Whether the front page leads there", partial(way_there, desk, school), unknown, [])
    yield cast(FirstStep, SimpleLazyObject(look))
    norm = school.first_of_kind("norm")
    if norm is not None:
        yield FirstStep(
            _("Make the norm together with pupils, parents and the team; fill in who agreed, or when it was adopted"),
            outcome_form(norm) or _edit(norm),
            is_made_together(cast(NormPage, content[norm.pk])),
        )


def _incident_help(row: Row) -> FirstStep:
    """Published is not read: the step is done when somebody with expertise read it, and asks what is left of it."""
    if not row.live:
        text = _("Read the page for after an incident, have someone with expertise read it too, and publish it")
    else:
        text = _("Have someone with expertise read the page for after an incident: visitors see it already")
    return FirstStep(text, _edit(row), row.live and not row.columns.get("unread"), is_enough=row.live)


def _edit(row: Row) -> str:
    return reverse("wagtailadmin_pages:edit", args=[row.pk])


__all__ = ["FirstStep", "first_steps", "is_ready", "outcome_form", "short_form", "way_there"]
