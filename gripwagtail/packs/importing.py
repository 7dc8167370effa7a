"""From the texts of a pack to drafts. What is online stays as it is until an editor publishes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from ..content.items import keys
from ..item_blocks.item import ItemBlock
from ..lookup.locking import lock, lock_parent
from ..page_class import GripPage, SitePage
from ..planting.digest import digest
from ..planting.place import ParentPage, places
from ..planting.plant import ORDER, Outcome, create, has_field, named
from ..starter.files import StarterError
from ..starter.plans import Planting, Raw, planting
from ..starter.streams import PAGE_CLAIMS, STREAMS, Stream
from ..starter.tables import BODY, BODY_PARTS, OURS, singles
from ..starter.texts import Texts
from ..stored.streams import put_items
from .cleaning import rich
from .history import LOG_ACTION
from .items import keyed
from .section import section

STATUSES: Final = {
    "created": _("created, as a draft"),
    "same": _("already says the same"),
    "updated": _("updated, in a draft"),
    "forced": _("overwritten, in a draft; the earlier text is in the history of the page"),
    "edited": _("unchanged: someone edited it. --force overwrites it"),
    "foreign": _("unchanged: it does not come from this pack. --force overwrites it"),
    "busy": _("unchanged: the page is locked, or is waiting for approval"),
}
# Of these there is a draft to read.
WRITTEN: Final = frozenset({"created", "updated", "forced"})

# What a school or an expert said about a text, and where it came from: no part of the text itself.
_ABOUT: Final = {
    *("confirmed", "if_broken_confirmed", "school_does_confirmed", "expert_read"),
    *("starter_key", "starter_version"),
}


@transaction.atomic
def bring(texts: Texts, parent: SitePage, force: bool = False) -> list[Outcome]:
    """Makes or brings up to date the pages of a pack below ``parent``; whole or not at all.

    Never changes a page that someone edited, or that does not come from this pack, unless ``force``. Raises
    ``StarterError`` with what is in the way.
    """
    lock_parent(parent)
    place = places(parent, [texts.language])[0]
    here = section(parent)
    report: list[Outcome] = []
    for kind in (kind for kind in ORDER if kind in texts.pages):
        plan = planting(kind, texts)
        page = here.get(kind)
        if page is None:
            above = here.get("overview") or parent
            page = here[kind] = create(plan, above, place, _original(plan, place))
            report.append(Outcome(named(page), "created"))
        else:
            report.append(Outcome(named(page), _bring_page(page, plan, force)))
    return report


def _original(plan: Planting, place: ParentPage) -> GripPage | None:
    """The page from the same pack in another language, which this one then translates."""
    for parent in place.parent.get_translations():
        page: GripPage | None = section(parent.specific).get(plan.kind)
        if page is not None and page.starter_key == plan.key and not page.has_translation(place.parent.locale):
            return page
    return None


def _bring_page(page: GripPage, plan: Planting, force: bool) -> str:
    """Writes a draft when that is allowed; returns a key of ``STATUSES``."""
    lock(page)
    page = type(page)._default_manager.get(pk=page.pk)
    draft = page.get_latest_revision_as_object()
    before = digest(draft)
    is_ours, is_edited = draft.starter_key == plan.key, draft.starter_digest != before
    _write(draft, plan)
    if digest(draft) == before:
        return "same"
    if page.locked or page.workflow_in_progress:
        return "busy"
    if not force and (is_edited or not is_ours):
        return "edited" if is_ours else "foreign"
    if page.latest_revision is None:
        # So that what is there now is in the history.
        type(page).objects.get(pk=page.pk).save_revision(clean=False, log_action=True)
    draft.starter_key, draft.starter_version, draft.starter_digest = plan.key, plan.version, digest(draft)
    try:
        if not page.live:
            # As the editor does: of a page that nobody sees, the row and the draft are the same.
            draft.save()
        revision = draft.save_revision()
    except ValidationError as problem:
        raise StarterError([f"{page.title}: {message}" for message in problem.messages]) from None
    log(draft, LOG_ACTION, data={"pack": plan.prefix, "version": plan.version}, revision=revision, content_changed=True)
    return "updated" if is_ours and not is_edited else "forced"


def _write(draft: GripPage, plan: Planting) -> None:
    """Puts the texts into a version of a page, without saving it. Its address stays."""
    draft.title = plan.title
    if has_field(type(draft), "search_description"):
        draft.search_description = plan.search_description
    tables = singles(plan.kind)
    ours = [name for name in tables["page"] if name.startswith(OURS)]
    for name in ("intro", *ours, *tables.get("norm", ())):
        field = draft._meta.get_field(name)
        new = plan.fields.get(name, None if field.null else "")
        if new != getattr(draft, name):
            # What the school ticked was about another text.
            for tick in (tick for tick, about in PAGE_CLAIMS.get(plan.kind, {}).items() if name in about):
                setattr(draft, tick, False)
        setattr(draft, name, new)
    for stream in STREAMS[plan.kind]:
        put_items(draft, stream.name, list(_merged(stream, plan.streams[stream.name], getattr(draft, stream.name))))
    put_items(draft, BODY, list(_parts(plan.streams.get(BODY, []), list(getattr(draft, BODY).raw_data))))


def _merged(stream: Stream, new: list[Raw], old: object) -> Iterator[Raw]:
    """The new items. One that was there keeps its id, and with it its translations.

    One that says the same stays as it is, with the ticks of the school and the reading of an expert.
    """
    block = stream.block()
    there = {key: (item_id, value) for key, item_id, value in keyed(stream, old)}
    for (key, _id, _value), raw in zip(keyed(stream, new), new, strict=True):
        item_id, value = there.get(key, ("", {}))
        is_same = bool(value) and _said(stream, block, value) == _said(stream, block, raw["value"], value)
        yield {**raw, "id": item_id or raw["id"], "value": value if is_same else raw["value"]}


def _said(stream: Stream, block: ItemBlock, value: Mapping[str, Any], old: Mapping[str, Any] | None = None) -> Raw:
    """The same without what a school keeps beside the text, or an older release kept in it."""
    return {
        name: part for name, part in _text(block, value, old).items() if name not in (*stream.of_school, stream.lines)
    }


def _text(block: ItemBlock, value: Mapping[str, Any], old: Mapping[str, Any] | None = None) -> Raw:
    """What an item says, however it is stored. ``old`` has no key where only the file needed one."""
    said = block.get_prep_value(block.to_python(value))
    # The ids inside a list make no difference.
    said = {name: keys(part) if isinstance(part, list) else part for name, part in said.items()}
    if old and not old.get("key"):
        said["key"] = ""
    # Zero is an age too.
    return {
        name: part
        for name, part in said.items()
        if name not in _ABOUT and part is not False and part not in ("", None, ())
    }


def _parts(new: list[Raw], old: list[Raw]) -> Iterator[Raw]:
    """More text. A part that says the same stays as it is; blocks that a host added are in no pack, and stay."""
    there = {(raw["type"], rich(str(raw["value"]))): raw for raw in old if raw["type"] in BODY_PARTS}
    yield from (there.get((raw["type"], rich(raw["value"])), raw) for raw in new)
    yield from (raw for raw in old if raw["type"] not in BODY_PARTS)
