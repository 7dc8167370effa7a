"""Finds the corrections that wait on planted pages, and brings those of texts that nobody edited."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Final, NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from ..lookup.locking import lock
from ..lookup.sources import page_models
from ..page_class import GripPage, SitePage
from ..starter.corrections import EDITED, NEW, UNTOUCHED, Correction, corrections, reading, take
from ..stored.failures import attempt, one_by_one
from .digest import digest
from .place import speaks

# The actions under which Wagtail's history shows what was done with a newer text.
TAKEN: Final = "gripwagtail.take_correction"
KEPT: Final = "gripwagtail.keep_correction"

# In the draft and not yet for visitors.
UNPUBLISHED: Final = "unpublished"

STATUSES: Final = {
    UNTOUCHED: gettext_lazy("not edited here; use --update to update it"),
    EDITED: gettext_lazy("edited here; compare and choose in the admin"),
    NEW: gettext_lazy("new; read it and add it in the admin"),
    UNPUBLISHED: gettext_lazy("is in the draft; visitors still see the old text"),
    "draft": gettext_lazy("updated, as a draft"),
    "published": gettext_lazy("updated and published"),
    "busy": gettext_lazy("left as it is: the page is locked, or is waiting for approval"),
}


class Waiting(NamedTuple):
    """A newer text and how far it has come on this page; ``status`` is a key of ``STATUSES``."""

    page: GripPage
    correction: Correction
    status: str

    @property
    def waits(self) -> bool:
        return self.status not in ("draft", "published")


def planted_pages(parents: Iterable[SitePage] = (), languages: Collection[str] = ()) -> list[GripPage]:
    """The pages of our kinds, in the order of the tree; with parents only those below these and their translations.

    With languages only those in one of these, or in a variety of it.
    """
    places = [place for parent in parents for place in parent.get_translations(inclusive=True)]
    # A page of a class below ours is in the table of both.
    rows = [model.objects.filter(alias_of=None) for model in page_models()]
    found = {page.pk: page.specific for each in rows for page in one_by_one(each, "Page", [])}
    spoken = [page for page in found.values() if not languages or speaks(page, languages)]
    pages = sorted(spoken, key=lambda page: page.path)
    return [page for page in pages if any(page.is_descendant_of(place) for place in places)] if places else pages


def check(pages: Iterable[GripPage]) -> list[Waiting]:
    """What waits on these pages, safety first. Editors work on the draft, visitors read what is live: both count.

    A page on which that cannot be worked out is logged and skipped: the doctor reports what is damaged.
    """
    found = [
        waiting
        for page in pages
        for waiting in attempt(f"Comparing page {page.pk}", lambda page=page: list(_check_page(page)), [], [])  # type: ignore[misc]
    ]
    return sorted(found, key=lambda waiting: not waiting.correction.safety)


def _check_page(page: GripPage) -> Iterator[Waiting]:
    draft = page.get_latest_revision_as_object()
    waits = {correction.id: correction for correction in corrections(draft)}
    yield from (Waiting(page, correction, correction.status) for correction in waits.values())
    if not page.live:
        return
    for correction in corrections(page):
        # Who kept a text in the draft has decided about the same text on the live page.
        if correction.id not in waits and reading(draft, correction) != reading(page, correction):
            yield Waiting(page, correction, UNPUBLISHED)


@transaction.atomic
def update(page: GripPage, publish: bool = False) -> list[Waiting]:
    """Brings what nobody edited into the draft of a page, and tells of each text what was done.

    With ``publish`` it is published too, if the page is live and its draft contains nothing but our texts: nobody's
    unfinished work goes online.
    """
    lock(page)
    page = type(page)._default_manager.get(pk=page.pk)
    waits = check([page])
    mine = [waiting.correction for waiting in waits if waiting.status == UNTOUCHED]
    behind = {UNTOUCHED, UNPUBLISHED} if publish else {UNTOUCHED}
    ours = [waiting.correction for waiting in waits if waiting.status in behind]
    if not ours:
        return waits
    if page.locked or page.workflow_in_progress:
        return [waiting._replace(status="busy") if waiting.status in behind else waiting for waiting in waits]
    online = publish and _is_publishable(page, ours)
    latest = decide(page.get_latest_revision_as_object(), mine, take, TAKEN) if mine else page.get_latest_revision()
    if online:
        latest.publish()
    done = dict.fromkeys(behind, "published") if online else {UNTOUCHED: "draft"}
    return [waiting._replace(status=done.get(waiting.status, waiting.status)) for waiting in waits]


@transaction.atomic
def decide(
    draft: GripPage,
    chosen: list[Correction],
    how: Callable[[GripPage, Correction], None],
    action: str,
    user: Any = None,
) -> Any:
    """Takes or keeps these texts in a new draft of the page, and writes that down in its history."""
    was_untouched = digest(draft) == draft.starter_digest
    for correction in chosen:
        how(draft, correction)
    if was_untouched:
        # Still nothing but our texts, so it can still be removed.
        draft.starter_digest = digest(draft)
    # As Wagtail saves a draft: work in progress is not judged.
    revision = draft.save_revision(user=user, clean=False)
    titles = [correction.title for correction in chosen]
    log(draft, action, user=user, data={"titles": titles}, revision=revision, content_changed=how is take)
    return revision


def _is_publishable(page: GripPage, ours: list[Correction]) -> bool:
    """Whether the draft, with our corrections, is what is live with our corrections."""
    if not page.live or any(correction.has_placeholder for correction in ours):
        return False
    draft, live = page.get_latest_revision_as_object(), type(page).objects.get(pk=page.pk)
    for version in (draft, live):
        for correction in corrections(version):
            if correction.status == UNTOUCHED:
                take(version, correction)
    return (digest(draft), draft.go_live_at, draft.expire_at) == (digest(live), live.go_live_at, live.expire_at)
