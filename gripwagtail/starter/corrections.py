"""Which texts of a page have a newer version than was planted, and how a page takes one or keeps its own.

A school that keeps its own text is not asked again: the item is then of the new version. So the memory is
in the draft itself, travels with copies and revisions, and ends when the next version is shipped.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from ..content.items import PLACEHOLDER
from ..content.problems import called_by
from ..page_class import GripPage
from ..stored.streams import put_items
from . import shipped
from .additions import additions, is_it, order_of, put, remember
from .history import digest_of
from .shipped import ShippedText
from .streams import TICKED_SINCE

# The id of the sentences that are on the page itself.
PAGE: Final = "page"

UNTOUCHED: Final = "untouched"
EDITED: Final = "edited"
# An item that the page does not have yet.
NEW: Final = "new"

# What a file of ours once filled and none does now: 0.1.0 said of its tips that they were checked. A page that still
# has it as it was shipped is not edited, and loses it with the text; what a school filled in itself is its own.
_ONCE: Final = ("checked_on",)


@dataclass(frozen=True, slots=True)
class Correction:
    """A newer text that waits for this version of a page.

    ``id`` is where it belongs on the page, ``names`` the fields that we changed or differ, ``values`` their content.
    """

    id: str
    title: str
    version: str
    shipped: ShippedText
    values: Mapping[str, Any]
    names: tuple[str, ...]
    status: str
    safety: bool
    # A tick of the school that disappears with the text that it was about.
    ticks: tuple[str, ...] = ()
    # A tick that is younger than the text, and that nobody was asked for: it reads as ticked, and is shipped without.
    asked: tuple[str, ...] = ()

    @property
    def seen(self) -> str:
        """Identifies both texts, so that nobody decides about another one than was read."""
        return (
            f"{self.shipped.version}-{digest_of(self.values, self.names)}-{digest_of(self.shipped.values, self.names)}"
        )

    @property
    def has_placeholder(self) -> bool:
        return any(PLACEHOLDER in str(self.shipped.values.get(name)) for name in self.names)


def corrections(page: GripPage) -> list[Correction]:
    """The newer texts that wait for this version of a page, those for safety first, else in the order of the page."""
    language = shipped.language_of(page)
    if not language or page.alias_of_id:
        return []
    found = [*_of_page(page, language), *_of_items(page, language), *_additions(page, language)]
    return sorted(found, key=lambda correction: not correction.safety)


def take(page: GripPage, correction: Correction) -> None:
    """Puts the shipped text on this version of the page, without saving it."""
    if correction.status == NEW:
        new, stream = correction.shipped, stream_of(correction)
        put_items(page, stream, put(stored(page, stream), new, order_of(new, new.language)))
        remember(page, new.key)
        return
    if correction.id == PAGE:
        for name in correction.names:
            setattr(page, name, correction.shipped.values[name])
        for tick in correction.ticks:
            setattr(page, tick, False)
        page.starter_version = correction.shipped.version
        return
    ours = (*correction.shipped.names, *correction.names)
    untaken = {name for name in ours if name not in correction.shipped.values}

    def changed(value: Mapping[str, Any]) -> dict[str, Any]:
        left = {name: given for name, given in value.items() if name not in untaken}
        return {**left, **correction.shipped.values, **dict.fromkeys(correction.ticks, False)}

    _change(page, correction, changed)


def keep(page: GripPage, correction: Correction) -> None:
    """Leaves the text as it is and remembers that, on this version of the page, without saving it."""
    if correction.status == NEW:
        remember(page, correction.shipped.key)
    elif correction.id == PAGE:
        page.starter_version = correction.shipped.version
    else:
        _change(page, correction, dict)


def reading(page: GripPage, correction: Correction) -> str | None:
    """Represents the text of this version of a page at the place of a correction; nothing when that place is gone."""
    if correction.id == PAGE:
        return digest_of({name: getattr(page, name) for name in correction.names}, correction.names)
    stream, _slash, item_id = correction.id.partition("/")
    if correction.status == NEW:
        values = [item["value"] for item in stored(page, stream) if is_it(item, correction.shipped)]
    else:
        values = [item["value"] for item in stored(page, stream) if item.get("id") == item_id]
    return digest_of(values[0], correction.shipped.names) if values else None


def _of_page(page: GripPage, language: str) -> Iterator[Correction]:
    """The sentences of the page together: they have one version, and so one decision."""
    new = _shipped(language, page.starter_key)
    if new is None or page.starter_version == new.version:
        return
    names, touched = [], False
    for name, text in new.values.items():
        if not hasattr(page, name):  # a host's page type may have left it out
            continue
        key = f"{new.in_history}#{name}"
        then = shipped.history().at(key, page.starter_version)
        have, now = digest_of({name: getattr(page, name)}, [name]), digest_of({name: text}, [name])
        if have == now or (then and then.digest == now):
            continue
        names.append(name)
        touched = touched or then is None or then.digest != have
    newer = younger_ticks(new, page.starter_key.partition("/")[2], page.starter_version)
    unticked = {tick: False for tick in newer if getattr(page, tick, False) and _as_planted(page, new, tick)}
    ticks = tuple(
        tick
        for tick, about in (new.claims or {}).items()
        if tick not in unticked and getattr(page, tick, False) and not set(about).isdisjoint(names)
    )
    if names or unticked:
        names += unticked
        yield Correction(
            PAGE,
            _("Sentences of the page itself"),
            page.starter_version,
            replace(new, values={**new.values, **unticked}),
            {name: getattr(page, name) for name in names},
            tuple(names),
            EDITED if touched or ticks else UNTOUCHED,
            new.safety or any(_since(f"{new.in_history}#{name}", page.starter_version) for name in names),
            ticks,
            tuple(unticked),
        )


def _as_planted(page: GripPage, new: ShippedText, tick: str) -> bool:
    """Whether what this tick is about still reads as it was planted."""
    for name in (new.claims or {}).get(tick, ()):
        then = shipped.history().at(f"{new.in_history}#{name}", page.starter_version)
        if not hasattr(page, name) or then is None or then.digest != digest_of({name: getattr(page, name)}, [name]):
            return False
    return True


def younger_ticks(new: ShippedText, place: str, version: str) -> list[str]:
    """The ticks of a text that are younger than this version of it: it reads as ticked, and nobody was asked."""
    order = shipped.history().versions.get("/".join(new.in_history.split("/")[:2]), ())
    found = [tick for tick in new.claims or () if (place, tick) in TICKED_SINCE]
    return [
        tick
        for tick in found
        if version in order
        and TICKED_SINCE[place, tick] in order
        and order.index(version) < order.index(TICKED_SINCE[place, tick])
    ]


def _of_items(page: GripPage, language: str) -> Iterator[Correction]:
    for stream in page.grip_streams:
        for item in stored(page, stream):
            value = item.get("value")
            if isinstance(value, Mapping) and item.get("id"):
                found = _of_item(f"{stream}/{item['id']}", value, language)
                if found:
                    yield found


def _of_item(item_id: str, value: Mapping[str, Any], language: str) -> Correction | None:
    new = _shipped(language, str(value.get("starter_key") or ""))
    version = str(value.get("starter_version") or "")
    if new is None or version == new.version:
        return None
    then = shipped.history().at(new.in_history, version)
    filled = new.names
    if then and digest_of(value, (*filled, *_ONCE)) == then.digest:
        filled = (*filled, *_ONCE)
    have, now = digest_of(value, filled), digest_of(new.values, filled)
    is_as_planted = then is not None and then.digest == have
    newer = younger_ticks(new, item_id.partition("/")[0], version) if is_as_planted else []
    # One that is not stored reads as ticked.
    unticked = {tick: False for tick in newer if value.get(tick, True)}
    is_news = have != now and not (then and then.digest == now)
    if not (is_news or unticked):
        return None
    names = tuple(name for name in filled if digest_of(value, [name]) != digest_of(new.values, [name]))
    ticks = tuple(
        claim for claim, about in (new.claims or {}).items() if value.get(claim) and not set(about).isdisjoint(names)
    )
    # What a school confirmed to be true is its own, also in our words.
    untouched = is_as_planted and not ticks and not any(value.get(tick) for tick in unticked)
    return Correction(
        item_id,
        called_by(value) or new.key.rpartition("/")[2],
        version,
        replace(new, values={**new.values, **unticked}),
        {**dict.fromkeys(unticked, True), **value},
        (*names, *unticked),
        UNTOUCHED if untouched else EDITED,
        new.safety or _since(new.in_history, version),
        ticks,
        tuple(unticked),
    )


def _additions(page: GripPage, language: str) -> Iterator[Correction]:
    """What we ship now and did not when the page was planted."""
    for stream, new in additions(page, language):
        names = tuple(name for name in new.names if new.values.get(name))
        title = called_by(new.values) or new.key.rpartition("/")[2]
        yield Correction(f"{stream}/+{new.key}", title, "", new, {}, names, NEW, new.safety)


def stream_of(correction: Correction) -> str:
    return correction.id.partition("/")[0]


def _shipped(language: str, key: str) -> ShippedText | None:
    return shipped.shipped(language, key.partition("/")[0]).get(key) if "/" in key else None


def _since(key: str, version: str) -> bool:
    return shipped.history().safety_since(key, version)


def stored(page: GripPage, stream: str) -> list[dict[str, Any]]:
    """The items of a stream as a page stores them."""
    prepared = getattr(page, stream).get_prep_value()
    items: list[dict[str, Any]] = json.loads(json.dumps(prepared, cls=DjangoJSONEncoder))
    return items


def _change(page: GripPage, correction: Correction, changed: Any) -> None:
    stream, _slash, item_id = correction.id.partition("/")
    items = stored(page, stream)
    for item in items:
        if item.get("id") == item_id:
            item["value"] = {**changed(item["value"]), "starter_version": correction.shipped.version}
    put_items(page, stream, items)
