"""From the text of an old page to cards: only where it is plain who is meant, and whose each number is.

A number at the wrong name is worse than a number that an editor copies by hand. So a card gets the facts of its own
line and of the lines right below it, and nothing else; where two could be meant everything stays in the note.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _

from ..roles import keys_where
from ..sanitize import usable_url
from . import pasted_words as words
from .pasted_lines import Line, read_lines

# Those who are never from the school, whatever else is written.
_OUTSIDE: Final = frozenset({"confidential-external", "police", "youth-health", "complaints", "board", "attendance"})
_MOST_PHONES: Final = 3


class PastedReading(NamedTuple):
    """What was found in a text, as items of a stream, and the lines of which nothing was made.

    ``doubtful`` are those of these lines that may mean the opposite of what they say: an editor has to choose.
    """

    items: list[dict[str, Any]]
    rest: str
    doubtful: tuple[str, ...] = ()


@dataclass
class _Entry:
    """One who is named, with the lines that are about nobody else."""

    lines: list[int] = field(default_factory=list)
    name: str = ""
    label: str = ""
    roles: tuple[str, ...] = ()
    organisation: str = ""
    phones: list[str] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)
    webs: list[str] = field(default_factory=list)
    when: list[str] = field(default_factory=list)
    where: list[str] = field(default_factory=list)
    postal: list[str] = field(default_factory=list)
    is_via_school: bool = False
    # What comes below may be about the one above as well.
    is_doubtful: bool = False

    @property
    def has_facts(self) -> bool:
        facts = (self.phones, self.mails, self.webs, self.when, self.where, self.postal)
        return any(facts) or self.is_via_school

    @property
    def is_outside(self) -> bool:
        return bool(self.organisation) or not _OUTSIDE.isdisjoint(self.roles)

    @property
    def is_card(self) -> bool:
        """Enough to be one: somebody with a way or a time, or a name with its role."""
        if len(self.phones) > _MOST_PHONES or len(self.mails) > 2:
            return False
        # An address that may be somebody's home, or a site that is not known to be theirs.
        if (self.postal or self.webs) and not self.is_outside:
            return False
        return self.has_facts or bool(self.name and self.roles)

    def continues_with(self, line: Line) -> bool:
        """Whether a line that names somebody tells more of this one: a role and then a name, or the other way round."""
        if self.has_facts or self.is_doubtful:
            return False
        adds_name = bool(line.names) and not self.name and not line.roles and not line.organisations
        adds_role = bool(line.roles) and not self.roles and not line.names and not line.organisations
        adds_body = bool(line.organisations) and not self.organisation and not line.names and not line.roles
        return adds_name or adds_role or adds_body

    def add(self, number: int, line: Line) -> None:
        self.lines.append(number)
        self.name = self.name or next(iter(line.names), "")
        self.organisation = self.organisation or next(iter(line.organisations), "")
        for label, keys in line.roles:
            self.label, self.roles = self.label or label, self.roles or keys
        for name in ("phones", "mails", "webs", "when", "where", "postal"):
            getattr(self, name).extend(getattr(line, name))
        self.is_via_school |= line.is_via_school


def read_contacts(text: str) -> PastedReading:
    """The cards in a text, not confirmed, and the rest of it."""
    lines = list(read_lines(text))
    items, kept = [], {number: line.text for number, line in enumerate(lines)}
    for entry in (entry for entry in _entries(lines) if entry.is_card):
        item = _item(entry)
        items.append(item)
        for number in entry.lines:
            kept.pop(number, None)
        if left := _without_field(entry, item["value"]):
            kept[entry.lines[-1]] = "\n".join(left)
    return PastedReading(items, without_gaps("\n".join(text for _number, text in sorted(kept.items()))))


def _entries(lines: list[Line]) -> Iterator[_Entry]:
    heading: _Entry | None = None
    for block in _blocks(lines):
        found = list(_of_block(block, lines, heading))
        yield from found
        # A role that stands alone is the heading of what comes next.
        last = found[-1] if found else None
        is_heading = last is not None and len(block) == 1 and bool(last.roles) and not (last.name or last.has_facts)
        heading = last if is_heading else None


def _blocks(lines: list[Line]) -> Iterator[list[int]]:
    """The numbers of the lines that stand together."""
    block: list[int] = []
    for number, line in enumerate(lines):
        if not line.is_blank:
            block.append(number)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _of_block(block: Iterable[int], lines: list[Line], heading: _Entry | None) -> Iterator[_Entry]:
    entry: _Entry | None = None
    title, is_upside_down, is_first = heading, False, True
    for number in block:
        line = lines[number]
        if not line.is_clean or (line.postal and entry is not None and not entry.is_outside and not line.has_identity):
            # Below a sentence nobody knows any more whom a number belongs to.
            if entry is not None:
                yield entry
            entry, title = None, None
            is_upside_down |= is_first
        elif line.has_identity:
            if entry is not None and entry.continues_with(line):
                entry.add(number, line)
            else:
                before = entry
                if before is not None:
                    yield before
                entry = _Entry()
                entry.add(number, line)
                # Two names, and then one number: it may be that of both.
                entry.is_doubtful = before is not None and not before.has_facts
            if line.roles and not line.names and not line.has_facts and entry.lines == [number]:
                title = entry
            elif title is not None and title is not entry:
                _inherit(entry, title, heading)
        elif entry is None:
            # Numbers before names: perhaps each stands above its own.
            is_upside_down = True
        elif entry.is_doubtful or is_upside_down:
            yield entry
            entry = None
        else:
            entry.add(number, line)
        is_first = False
    if entry is not None:
        yield entry


def _inherit(entry: _Entry, title: _Entry, heading: _Entry | None) -> None:
    """The role of a heading is that of the name below it; of each of them where it is about several."""
    if entry.roles or entry.organisation or not entry.name:
        return
    is_for_several = bool(words.PLURAL.search(title.label))
    if is_for_several or (title is heading and not title.is_doubtful):
        entry.roles, entry.label = title.roles, title.label
        # Used up: it is not the heading of the next one too.
        title.is_doubtful = not is_for_several
        if title.lines and not (title.name or title.has_facts):
            entry.lines += title.lines


def _item(entry: _Entry) -> dict[str, Any]:
    """The card: what was found and nothing else. Nobody sees it before somebody confirms it."""
    roles = entry.roles or ("other",)
    if "other" in roles and entry.name and words.is_of_school(entry.name) and "vertrouwens" in entry.label.casefold():
        roles = ("confidential-internal",)
    value = {
        "kind": "person" if entry.name else "organisation" if entry.organisation else "function",
        "label": words.role_label(entry.label),
        "name": entry.name,
        "organisation": entry.organisation,
        "roles": list(roles),
        "scope": "external" if entry.is_outside else "internal",
        "is_management": not keys_where("in_charge").isdisjoint(roles) and "management" in roles,
        "via_school": entry.is_via_school,
        "phones": [_listed(number) for number in entry.phones],
        "email": next(iter(entry.mails), ""),
        "email_more": next(iter(entry.mails[1:]), ""),
        "website": usable_url(next(iter(entry.webs), "")),
        "address": next(iter(entry.postal), ""),
        "where": ", ".join(entry.where),
        "when": ", ".join(entry.when),
        "confirmed": False,
    }
    return {
        "type": "contact",
        "id": str(uuid.uuid4()),
        "value": {name: part for name, part in value.items() if part != ""},
    }


def _without_field(entry: _Entry, value: dict[str, Any]) -> list[str]:
    """What is of this card and has no place on it, such as a second address: a line of the note for each."""
    in_card = [*entry.phones, value.get("email"), value.get("email_more"), value.get("address")]
    in_card += [value.get("website"), *entry.where, *entry.when]
    facts = [*entry.phones, *entry.mails, *entry.webs, *entry.where, *entry.when, *entry.postal]
    left = [fact for fact in dict.fromkeys(facts) if fact not in in_card and usable_url(fact) not in in_card]
    called = value.get("name") or value.get("organisation") or value.get("label")
    return [_("Also of “%(name)s”: %(fact)s") % {"name": called, "fact": fact} for fact in left]


def _listed(number: str) -> dict[str, Any]:
    return {"type": "item", "value": number, "id": str(uuid.uuid4())}


def without_gaps(text: str) -> str:
    """The text without the empty lines that what was taken out left behind."""
    kept: list[str] = []
    for line in text.split("\n"):
        if line.strip() or (kept and kept[-1].strip()):
            kept.append(line)
    return "\n".join(kept).strip("\n")


__all__ = ["PastedReading", "read_contacts", "without_gaps"]
