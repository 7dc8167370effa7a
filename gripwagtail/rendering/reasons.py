"""Why a block shows nothing, for the editor who looks at a preview."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from ..directory.people import Directory
from ..lookup.context import PageContext
from ..lookup.other_school import is_of_another_school
from ..lookup.sources import KINDS

Options = Mapping[str, Any]
# The option of a block by which an editor says that a page of another school is meant.
OTHER_SCHOOL: Final = "other_school"


def reason(kind: str, page_context: PageContext, options: Options) -> str:
    """Why a block shows nothing, in words for the editor."""
    reasons = {
        "none": _("There is no page for this block on this site yet."),
        "draft": _("The page for this block is not published yet."),
        "restricted": _("The page for this block is private. It only shows on pages that are private in the same way."),
        "several": _("This site has several pages for this block. Choose one in the settings “online behaviour”."),
        "": _("The page for this block has nothing to show yet."),
    }
    if kind == "helplines":
        return _("No helpline fits these choices.")
    if kind == "languages":
        return _("This page has no published translation yet.")
    if location := unknown_location(kind, page_context, options):
        return unknown(location)
    chosen = chosen_page(page_context, options)
    why = page_context.found(page_kind(kind), chosen).reason
    if chosen is not None and why == "none":
        return _("The page that was chosen for this block is of another kind, or belongs to another site.")
    return reasons.get(why, reasons[""])


def page_kind(kind: str) -> str:
    """The kind of the page that a block shows; empty when it shows none."""
    return kind if kind in KINDS else "contact" if kind == "contacts" else ""


def unknown(location: str) -> str:
    return _("No card on the contact page has the location “%(location)s”.") % {"location": location}


def unknown_location(kind: str, page_context: PageContext, options: Options) -> str:
    """The location for which a block asks and that no card has; cards without a location are shown all the same."""
    location = str(options.get("location") or "")
    source = (
        page_context.source("contact", chosen_page(page_context, options)) if kind == "contacts" and location else None
    )
    if source is None or any(card.is_at(location) for card in Directory.of(source, page_context).shown):
        return ""
    return location


def chosen_page(page_context: PageContext, options: Options) -> int | None:
    """The key of the page that an editor chose for a block by hand.

    In a block a page of another school does not count, unless the editor says so there: the choice may have come along
    with a copy. Who writes a template says it by naming the page.
    """
    page = options.get("page")
    pk = getattr(page, "pk", page)
    if not isinstance(pk, int):
        return None
    if not options.get(OTHER_SCHOOL, True) and is_of_another_school(page_context, pk):
        return None
    return pk


__all__ = ["OTHER_SCHOOL", "Options", "chosen_page", "reason", "unknown", "unknown_location"]
