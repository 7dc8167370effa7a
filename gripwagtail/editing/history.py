"""The history of a page begins with what was there before the first change, so that this change can be undone.

Earlier releases planted and imported pages without an entry in it.
"""

from __future__ import annotations

from typing import Final

from wagtail.log_actions import log

from ..page_class import GripPage

CREATED: Final = "wagtail.create"


def note_version_before(page: GripPage) -> None:
    """To be called before a new version of a page is stored. One query where the page has versions."""
    from wagtail.models import PageLogEntry

    if not (page.pk and page.latest_revision_id):
        return
    if PageLogEntry.objects.filter(page=page.pk, revision__isnull=False).exists():
        return
    latest = page.latest_revision
    log(page, CREATED, user=latest.user, revision=latest, content_changed=True, timestamp=latest.created_at)


__all__ = ["note_version_before"]
