"""Publishes what was planted: now, or as a draft by an earlier run, as long as it still is that."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..lookup.locking import lock
from ..page_class import GripPage
from ..starter.files import StarterError
from ..starter.plans import Planting
from .digest import untouched


def publish(page: GripPage, plan: Planting) -> None:
    """Raises ``StarterError`` when the text has gaps that a school has to fill in."""
    if plan.placeholders:
        raise StarterError(
            [
                _("%(title)s: fill this in before it is published: “%(text)s”.") % {"title": plan.title, "text": text}
                for text in plan.placeholders
            ]
        )
    page.get_latest_revision().publish()


def go_live(page: GripPage, plan: Planting, source: GripPage | None) -> str:
    """Puts a page that was planted before online; gives what was done with it, a key of ``plant.STATUSES``.

    Only a draft of ours that nobody decided about since: one that was edited, planned, locked, or taken offline after
    it had been online stays as it is.
    """
    lock(page)
    page = type(page).objects.get(pk=page.pk)
    if page.live or not is_planted(page, source):
        return "exists"
    if page.first_published_at is not None:
        return "offline"
    if not untouched(page):
        return "edited_draft"
    if page.locked or page.current_workflow_state or page.go_live_at or page.expire_at or page.scheduled_revision:
        return "busy"
    publish(page, plan)
    return "put_online"


def is_planted(page: GripPage, source: GripPage | None) -> bool:
    """Whether the command made it. A copy, made to be translated, remembers what its original was planted as."""
    if not page.starter_key or page.alias_of_id is not None:
        return False
    return source is None or page.pk == source.pk or page.starter_digest != source.starter_digest


__all__ = ["go_live", "is_planted", "publish"]
