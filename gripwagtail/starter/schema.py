"""Finds every fault in a set of content files, before anything is planted from it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from ..roles import keys_where
from ..vocabulary import ALLOWED_EVIDENCE, AUDIENCES
from .fields import ValueFaults
from .narrowing import HEAD, MANY, PARTS, SINGLE
from .streams import STREAMS
from .tables import HELPLINE, HELPLINE_HEAD, HELPLINE_WORDS, RETIRED, Inside, Table

# A file or an item as it was given: nothing is known of it yet.
Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where. Places count from one: ``situations[foto].pupil.steps[2]``."""

    file: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.place}: {self.message}"


def check_set(documents: Mapping[str, Given], language: str, texts: str) -> list[Fault]:
    """The faults in all files of one language and one set of texts (``po`` or ``vo``)."""
    faults = [fault for name, document in documents.items() for fault in check_file(name, document)]
    wanted = {"language": language, "school_type": texts}
    versions: set[str] = set()
    for name, document in documents.items():
        head = {**wanted, "kind": name.removesuffix(".toml")}
        for key, value in head.items():
            if document.get(key) != value:
                faults.append(Fault(name, key, _("must be “%(value)s”.") % {"value": value}))
        versions.add(str(document.get("version")))
    for kind in MANY:
        if f"{kind}.toml" not in documents:
            faults.append(Fault(f"{kind}.toml", "-", _("this file is missing.")))
    if len(versions) > 1:
        faults.append(Fault("*", "version", _("the files have different versions.")))
    return faults


def check_file(name: str, document: Given) -> list[Fault]:
    """The faults in the file of one page."""
    kind = document.get("kind")
    if not isinstance(kind, str) or kind not in MANY:
        return [Fault(name, "kind", _("is not a known kind of page."))]
    single = SINGLE[kind]
    many = MANY[kind]
    rest = {key: value for key, value in document.items() if key not in single and key not in many}
    found = [*check_table(HEAD, rest)]
    for table, fields in single.items():
        found += below(table, check_table(fields, document.get(table)))
    from_lines = {stream.lines for stream in STREAMS[kind]}
    for table, fields in many.items():
        if table in document or table not in from_lines:
            found += check_items(table, fields, document.get(table))
    return [Fault(name, place or "-", message) for place, message in found]


def check_helplines(name: str, document: Given) -> list[Fault]:
    """The faults in the file of the national helplines."""
    rest = {key: value for key, value in document.items() if key not in ("helplines", "retired")}
    found = [*check_table(HELPLINE_HEAD, rest)]
    found += check_items("helplines", HELPLINE, document.get("helplines"))
    if "retired" in document:
        found += check_items("retired", RETIRED, document["retired"])
        found += _still_shipped(document)
    return [Fault(name, place or "-", message) for place, message in found]


def _still_shipped(document: Given) -> ValueFaults:
    """A helpline is either shipped or retired."""
    keys = {
        table: [item_key(item) for item in rows if isinstance(item, Mapping)]
        for table in ("helplines", "retired")
        if isinstance(rows := document.get(table), list)
    }
    for key in keys.get("retired", []):
        if key in keys.get("helplines", []):
            yield f"retired[{key}]", _("is still shipped as well.")


def check_table(fields: Table, given: object) -> ValueFaults:
    """One table of a file against the fields that it should have."""
    if not isinstance(given, Mapping):
        yield "", _("must be a table with keys.")
        return
    for key in given:
        if key not in fields:
            yield str(key), _("is not a recognised key.")
    for key, field in fields.items():
        if key in given:
            for place, message in field.faults(given[key]):
                yield key + place, message
        elif not field.optional:
            yield key, _("is missing.")


def check_items(
    table: str, fields: Table, given: object, inside: Inside | None = None, *, is_typed: bool = False
) -> ValueFaults:
    """A list of tables against the fields that each should have, and the rules between those.

    ``is_typed`` is for what an editor may have typed: of what we ship more is asked.
    """
    if not isinstance(given, list) or not given:
        yield table, _("must be a list of tables.")
        return
    seen: set[str] = set()
    for number, item in enumerate(given, start=1):
        name = item_key(item) if isinstance(item, Mapping) else ""
        place = f"{table}[{name or number}]"
        if name and name in seen:
            yield place, _("this key appears twice.")
        seen.add(name)
        if not isinstance(item, Mapping):
            yield place, _("must be a table with keys.")
            continue
        inside = inside or _INSIDE.get(table)
        parts = {key: value for key, value in item.items() if inside and inside.takes(key, value)}
        yield from below(place, check_table(fields, {key: item[key] for key in item if key not in parts}))
        for key, part in parts.items():
            yield from below(f"{place}.{key}", check_table(inside.fields, part) if inside else iter(()))
        for rule in (*_RULES.get(table, ()), *(() if is_typed else _OF_SHIPPED.get(table, ()))):
            yield from below(place, rule(item))


def item_key(item: Mapping[str, Any]) -> str:
    """What an item is called: its key, or for a cell its task and level."""
    if "key" in item:
        return str(item["key"])
    return f"{item['task']}-{item['level']}" if "task" in item and "level" in item else ""


def below(place: str, found: ValueFaults) -> Iterator[tuple[str, str]]:
    for inner, message in found:
        yield f"{place}.{inner}" if inner else place, message


_INSIDE: Final[Mapping[str, Inside]] = {
    **{name: Inside(part, lambda key, value: key in AUDIENCES) for name, part in PARTS.items()},
    "helplines": Inside(HELPLINE_WORDS, lambda key, value: isinstance(value, Mapping)),
}


def _evidence(item: Given) -> ValueFaults:
    allowed = ALLOWED_EVIDENCE.get(str(item.get("sexual")))
    if allowed and item.get("evidence") not in allowed:
        names = {"allowed": ", ".join(allowed)}
        yield "evidence", _("does not match what “sexual” says; allowed: %(allowed)s.") % names


def _some_reader(item: Given) -> ValueFaults:
    if not any(audience in item for audience in AUDIENCES):
        yield "", _("has a part without a reader.")


def _confirmed(item: Given) -> ValueFaults:
    """Anyone who makes a text cannot know whom a school has. These three every school has, and it answers for them."""
    roles = item.get("roles")
    everywhere = isinstance(roles, list) and keys_where("at_every_school").issuperset(map(str, roles))
    named = any(item.get(name) for name in ("name", "organisation"))
    if item.get("confirmed") is True and (not everywhere or not item.get("via_school") or named):
        yield "confirmed", _("may be true only for mentor, management and bullying contact, reached via the school.")


def _told(item: Given) -> ValueFaults:
    # A card that is not shown may still wait for it, as in the form.
    if item.get("name") and item.get("confirmed") is True and not item.get("told_on"):
        yield "told_on", _("is missing: the date on which this person was informed that the name is published.")


def _dates(item: Given) -> ValueFaults:
    start, end = item.get("valid_from"), item.get("valid_until")
    if isinstance(start, datetime.date) and isinstance(end, datetime.date) and end < start:
        yield "valid_until", _("is before “valid_from”.")


def _ages(item: Given) -> ValueFaults:
    start, end = item.get("age_from"), item.get("age_to")
    if isinstance(start, int) and isinstance(end, int) and end < start:
        yield "age_to", _("is lower than “age_from”.")


def _dutch(item: Given) -> ValueFaults:
    if "nl" not in item:
        yield "nl", _("is missing.")


def _some_way(item: Given) -> ValueFaults:
    if not any(item.get(way) for way in ("phones", "chat_url", "report_url", "url")):
        yield "", _("has no phone number and no address, so nobody can reach it.")


_RULES: Final[Mapping[str, tuple[Callable[[Given], ValueFaults], ...]]] = {
    "situations": (_evidence,),
    "contacts": (_confirmed, _told, _dates),
    "tips": (_ages,),
    "helplines": (_ages, _dutch, _some_way),
}
_OF_SHIPPED: Final[Mapping[str, tuple[Callable[[Given], ValueFaults], ...]]] = {"situations": (_some_reader,)}

__all__ = [
    "Fault",
    "Given",
    "below",
    "check_file",
    "check_helplines",
    "check_items",
    "check_set",
    "check_table",
]
__all__ += ["item_key"]
