"""After a page for after an incident came online: how much of it no expert has read.

The command asks for a word of its own to publish it. In the admin one button publishes it, and “publish with all below
it” does so without naming it: so it is said at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from ..content.expert_reviews import read_by_experts
from ..content.items import title_of
from ..editing.text_records import checked_days
from ..lookup.sources import page_model, page_models

# On a request that publishes many, until that is done.
_WAITING: Final = "_gripwagtail_waiting"


def note_many(request: HttpRequest, action: str, pages: Iterable[Any], _view: object) -> None:
    """Before a bulk action: which of these pages, and of those below them, are still drafts."""
    if action == "publish":
        chosen = [page for page in pages if isinstance(page, page_model())]
        setattr(request, _WAITING, [draft.pk for page in chosen for draft in _of_experts(page) if not draft.live])


def say_many(request: HttpRequest, action: str, pages: Iterable[Any], _view: object) -> None:
    """After it: of those that are online now."""
    waiting = getattr(request, _WAITING, ())
    for page in pages if waiting else ():
        for published in _of_experts(page):
            if published.live and published.pk in waiting:
                _say(request, published)


def say_one(request: HttpRequest, page: Any) -> None:
    """After a page was published in its edit view: the first time, and not again."""
    if not page.grip_needs_experts:
        return
    # The page of the form was read before it was published.
    now = type(page)._base_manager.filter(pk=page.pk, live=True).first()
    if now is not None and now.first_published_at == now.last_published_at:
        _say(request, now)


def _of_experts(page: Any) -> list[Any]:
    models = [model for model in page_models() if model.grip_needs_experts]
    return [found for model in models for found in model.objects.descendant_of(page, inclusive=True)]


def _say(request: HttpRequest, page: Any) -> None:
    count = len(read_by_experts(page, checked_days(page)).unread)
    if not count:
        return
    said = ngettext(
        "“%(title)s” is online, and no expert has read %(count)d situation on it.",
        "“%(title)s” is online, and no expert has read %(count)d situations on it.",
        count,
    ) % {"title": title_of(page.title), "count": count}
    edit = messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), _("Look at them"))
    messages.warning(request, said, buttons=[edit])


__all__ = ["note_many", "say_many", "say_one"]
