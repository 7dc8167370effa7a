"""After publishing: what could be better on the page and was not said before. The rest is in its edit view."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from ..content.items import raw_items
from ..content.problems import Problem
from ..editing import translation_rules
from ..editing.rules import remarks
from ..editing.status_panel import OPENED
from ..page_class import GripPage
from ..text.language_names import own_name
from .localized import sync_address
from .replaced_people import named, replaced

# On a request that publishes, until that is done.
_KNOWN: Final = "_gripwagtail_remarks"
_PEOPLE: Final = "_gripwagtail_people"
# More than these are said as a number.
_NAMED: Final = 2
# What says that a translation is older than its original.
_BEHIND: Final = frozenset(rule.key for rule in translation_rules.RULES)


def note(request: Any, page: GripPage) -> None:
    """Notes what there is to say about what visitors see until now. A page that nobody sees has nothing that is old."""
    live = type(page)._base_manager.select_related("locale").filter(pk=page.pk, live=True).first()
    known = {_key(live, remark) for remark in remarks(live, user=request.user)} if live is not None else set()
    setattr(request, _KNOWN, known)
    setattr(request, _PEOPLE, named(live))


def say(request: HttpRequest, page: GripPage) -> None:
    """Says what is new. Which translations are behind is one line, and only for who may edit these.

    What is wrong in a translation that visitors see is said in full: it may be about safety.
    """
    _say_replaced(request, page)
    known = getattr(request, _KNOWN, set())
    new = [remark for remark in remarks(page, user=request.user) if _key(page, remark) not in known]
    here = [remark for remark in new if not _is_behind(remark)]
    for remark in here if len(here) <= _NAMED else ():
        place = _edit(page.pk, _item_of(page, remark)) if not remark.translation else _edit(remark.translation)
        messages.warning(request, f"{remark.where}: {remark.message}", buttons=[messages.button(place, _("Go there"))])
    said, buttons = [], []
    if len(here) > _NAMED:
        said.append(
            ngettext("%(count)d place to look at", "%(count)d places to look at", len(here)) % {"count": len(here)}
        )
        # With what there is to look at opened.
        buttons.append(messages.button(f"{_edit(page.pk)}?{OPENED}", _("Look at them")))
    late = [remark for remark in new if _is_behind(remark)]
    if behind := {remark.translation for remark in late}:
        # Mostly the same in each, as all of them come from this page.
        places = dict.fromkeys(str(remark.values["places"]) for remark in late)
        line = ngettext("%(count)d translation is behind", "%(count)d translations are behind", len(behind))
        said.append(f"{line % {'count': len(behind)}}: {', '.join(places)}")
        # Before that a translator finds the old sentence there.
        if sync := sync_address(page, request.user):
            buttons.append(messages.button(sync, _("First: bring the new words to the translations")))
        # Each is mended on its own page.
        for one in page.get_translations().filter(pk__in=behind).select_related("locale").order_by("path"):
            buttons.append(messages.button(_edit(one.pk), own_name(one.locale.language_code)))
    if said:
        messages.warning(request, " \u00b7 ".join(said), buttons=buttons)


def _say_replaced(request: HttpRequest, page: GripPage) -> None:
    """Visitors see the new person already: who published this can still ask, and put the right day."""
    for one in replaced(getattr(request, _PEOPLE, {}), named(page)):
        said = _(
            "%(after)s took the place of %(before)s. “Informed about publication on” still says %(day)s. Was %(after)s "
            "told on that day? Also check the number, the mail and the times."
        ) % {"after": one.after, "before": one.before, "day": one.told_on}
        messages.warning(request, said, buttons=[messages.button(_edit(page.pk, one.card), _("Check the card"))])


def _edit(pk: int | None, item: str = "") -> str:
    """Where a page is edited; with an item the page is scrolled to its row."""
    place = reverse("wagtailadmin_pages:edit", args=[pk])
    return f"{place}#block-{item}-section" if item else place


def _item_of(page: GripPage, remark: Problem) -> str:
    """The id of the item that it is about; nothing where it is about the page."""
    items = list(raw_items(getattr(page, remark.field, None))) if remark.index is not None else []
    return items[remark.index][0] if remark.index is not None and remark.index < len(items) else ""


def _is_behind(remark: Problem) -> bool:
    return bool(remark.translation) and remark.rule in _BEHIND


def _key(page: GripPage, remark: Problem) -> Hashable:
    """The same for the same remark on another version, also when items moved."""
    item = _item_of(page, remark) or remark.where
    if _is_behind(remark):  # its place names what is behind, and the line does not
        return (remark.rule, remark.translation)
    if remark.translation:
        place = (remark.values.get("item"), remark.values.get("child"))
        return (remark.rule, remark.translation, *place, remark.message)
    return (remark.rule, remark.field, item, remark.child, remark.message)


__all__ = ["note", "say"]
