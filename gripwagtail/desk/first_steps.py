"""“In 20 minuten online”: eight things between planted drafts and a school that visitors can find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex
from wagtail.permission_policies.sites import SitePermissionPolicy

from ..lookup.context import PageContext
from ..lookup.sources import page_model, path_range
from ..page_class import ContactPage, GripPage, NormPage
from ..records.settings import GripSettings
from ..serving.pages_with_blocks import host_pages
from .reading import cards, claimed, is_made_together
from .rows import Row
from .schools import Desk, School


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
    return list(_steps(desk, school, desk.content(school.pages)))


def is_ready(steps: list[FirstStep]) -> bool:
    return all(step.is_done or step.is_enough for step in steps)


def _steps(desk: Desk, school: School, content: dict[int, GripPage]) -> Iterator[FirstStep]:
    contact = school.first_of_kind("contact")
    if contact is not None:
        its = cast(ContactPage, content[contact.pk])
        page_context = PageContext.of_page(its)
        found = cards(its, page_context)
        is_reachable = any(card.via_school for card in found.own) or bool(
            its.school_phone or its.school_email or page_context.settings.phone or page_context.settings.email
        )
        yield FirstStep(
            _("Fill in the phone or the e-mail address of the school"), _settings(desk, school, contact), is_reachable
        )
        yield FirstStep(
            _("Fill in who to go to: a role, or a name"),
            _edit(contact),
            found.has_confidant and not contact.columns["placeholders"],
        )
    overview = school.first_of_kind("overview")
    if overview is not None:
        page = content[overview.pk]
        is_ticked = any(is_true for _named, is_true in claimed(page))
        yield FirstStep(_("Tick what your school already does; leave the rest"), _edit(overview), is_ticked)
    for kind, text, needs_reader in (
        ("norm", _("Read the norm, change what is different at your school, and publish it"), False),
        (
            "incident_help",
            _("Read the page for after an incident, have someone with expertise read it too, and publish it"),
            True,
        ),
    ):
        if row := school.first_of_kind(kind):
            # Published is not read: the step that asks for a reader is done when there was one.
            is_read = not (needs_reader and row.columns.get("unread"))
            yield FirstStep(text, _edit(row), row.live and is_read, is_enough=row.live)
    rest = [row for row in (contact, school.first_of_kind("parent_tips"), overview) if row is not None]
    waiting = next((row for row in rest if not row.live), rest[0] if rest else None)
    if waiting is not None:
        yield FirstStep(
            _("Publish the other pages: who helps, the tips and the overview"),
            _edit(waiting),
            all(row.live for row in rest),
        )
    yield FirstStep(
        _("Help visitors find it: put a block or a link on the home page, or add the overview to the menu"),
        _home(school),
        _is_linked(school, overview, content[overview.pk] if overview is not None else None),
    )
    norm = school.first_of_kind("norm")
    if norm is not None:
        yield FirstStep(
            _("Make the norm together with pupils, parents and the team; fill in who agreed, or when it was adopted"),
            _edit(norm),
            is_made_together(cast(NormPage, content[norm.pk])),
        )


def _edit(row: Row) -> str:
    return reverse("wagtailadmin_pages:edit", args=[row.pk])


def _settings(desk: Desk, school: School, contact: Row) -> str:
    """The settings of the site for those who may change them; one of several schools has it on its contact page."""
    may = desk.user is None or SitePermissionPolicy(GripSettings).user_has_permission(desk.user, "change")
    try:
        if may and school.path == school.site.path:
            return reverse("wagtailsettings:edit", args=["gripwagtail", "gripsettings", school.site.pk])
    except NoReverseMatch:  # a host without settings in its admin
        pass
    return _edit(contact)


def _home(school: School) -> str:
    home = page_model().objects.filter(path=school.path).values_list("pk", flat=True).first()
    return reverse("wagtailadmin_pages:edit", args=[home])


def _is_linked(school: School, overview: Row | None, page: GripPage | None) -> bool:
    # A base page of the host's own may know no menus.
    if overview is not None and overview.live and getattr(page, "show_in_menus", False):
        return True
    if next(host_pages(Q(path__range=path_range(school.path))), None) is not None:
        return True
    if overview is None:
        return False
    ours = [str(row.pk) for row in school.pages]
    return bool(ReferenceIndex.get_references_to(page).exclude(object_id__in=ours).exists())


__all__ = ["FirstStep", "first_steps", "is_ready"]
