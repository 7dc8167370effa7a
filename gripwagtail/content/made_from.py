"""Which words of a translation are still valid: what each text was made from is recorded beside the page.

The record of a translated page has four parts. ``texts``: for each place the digest of the translated words, with the
digest of the source's text from which they were made and the number of the identity that their item then had.
``items``: the identities that an item has had, by that number. ``strict``: the places where a translation counts only
while it was made from the very text of today. ``copies``: words that nobody translated, and that the source does not
say any more. Without a record all words count as made from the source as it is.

Nothing here asks the database; ``editing.text_records`` writes what is read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ..page_class import GripPage
from ..text.naming import names_another, names_someone
from .identities import Identity, digest, identity_of, is_replaced, who_wait
from .items import raw_items
from .texts import TextPlace, flat, naming_labels, texts_of

# The words by which someone finds or meets a person: they come from a translation of this very text, or wait.
LATE: Final[Mapping[str, frozenset[str]]] = {
    "contacts": frozenset({"label", "about", "where", "when", "reply_time"}),
}
LATE_FIELDS: Final = frozenset({"intro"})
# How many texts of one place are remembered: more than anybody goes back.
KEPT: Final = 20

Record = dict[str, Any]


def key_of(place: TextPlace) -> str:
    """A place as it is written down."""
    return "/".join(filter(None, place))


def sound(record: object) -> Record | None:
    """What is recorded, when it can be read; else nothing, as if nothing had been recorded."""
    if not isinstance(record, dict) or not record:
        return None
    parts = record.get("texts", {}), record.get("items", {}), record.get("copies", {})
    texts, items, copies = parts
    is_sound = (
        all(isinstance(part, dict) for part in parts)
        and all(isinstance(known, dict) and all(map(_is_entry, known.values())) for known in texts.values())
        and all(isinstance(seen, list) and all(map(_is_identity, seen)) for seen in items.values())
        and all(isinstance(made, str) for made in copies.values())
        and _are_texts(record.get("strict", []))
    )
    return record if is_sound else None


def _is_entry(entry: object) -> bool:
    """The digest of the source's text, the number of an identity, and of a draft a one."""
    return (
        isinstance(entry, list)
        and len(entry) in (2, 3)
        and isinstance(entry[0], str)
        and type(entry[1]) is int
        and entry[1] >= 0
    )


def _is_identity(identity: object) -> bool:
    return identity is None or (
        isinstance(identity, list) and all(isinstance(part, str) or _are_texts(part) for part in identity)
    )


def _are_texts(found: object) -> bool:
    return isinstance(found, list) and all(isinstance(each, str) for each in found)


def sound_days(noted: Any) -> dict[str, dict[str, str]]:
    """The same of the days that editors noted on cards."""
    is_sound = isinstance(noted, dict) and all(
        isinstance(days, dict) and all(isinstance(said, str) for said in days.values()) for days in noted.values()
    )
    return noted if is_sound else {}


# --- which words hold ---------------------------------------------------------------


def words_that_hold(stream: str, source: object, translated: object, record: Record | None) -> Any:
    """The items of a translation, without the words that wait until they are translated again."""
    late, strict = LATE.get(stream, frozenset()), frozenset((record or {}).get("strict", ()))
    if not translated:
        return ()
    if not late and not record:
        return translated
    facts = {item_id: value for item_id, _kind, value in raw_items(source) if item_id}
    found = []
    for item_id, kind, value in raw_items(translated):
        own = facts.get(item_id)
        if own is not None:
            holds = Holding(stream, item_id, own, value, record or {}, late, strict)
            found.append({"id": item_id, "type": kind, "value": holds.words()})
    return found


class Holding:
    """Which words of one translated item are still valid."""

    def __init__(
        self,
        stream: str,
        item_id: str,
        source: Mapping[str, Any],
        translated: Mapping[str, Any],
        record: Record,
        late: frozenset[str],
        strict: frozenset[str],
    ) -> None:
        self.source = source
        self.translated = translated
        self.late = late
        self.strict = strict
        self.place = f"{stream}/{item_id}"
        self.texts = record.get("texts", {})
        self.copies = record.get("copies", {})
        seen = record.get("items", {}).get(self.place, ())
        now = identity_of(stream, source) if seen else None
        self.replaced = who_wait(seen, now)
        self.is_card = stream == "contacts"

    def words(self) -> dict[str, Any]:
        if self.replaced and all(self.replaced):
            return {}
        several = any(self.replaced)
        return {name: said for name, said in self.translated.items() if said and self._holds(name, said, several)}

    def _holds(self, name: str, said: object, several: bool) -> bool:
        place = f"{self.place}/{name}"
        if self.is_card and name == "label" and _names(self.source, said):
            return False
        if self.copies and self.copies.get(place) == digest(flat(said)):
            return False
        must_be_current = name in self.late or place in self.strict
        if not (must_be_current or several):
            return True
        made = self.texts.get(place, {}).get(digest(flat(said)))
        if several and self.replaced[made[1] if made and made[1] < len(self.replaced) else -1]:
            return False
        # Words that no record knows came in without a signal, later than what it does know.
        return not must_be_current or made is None or made[0] == digest(flat(self.source.get(name)))


def _names(source: Mapping[str, Any], label: object) -> bool:
    """Whether a name is in either label that the source alone can say."""
    said = flat(label)
    if names_someone(source) or names_someone({**source, "label": said}):
        return True
    return names_another(flat(source.get("label")), said)


def field_holds(name: str, source: object, translated: object, record: Record | None) -> bool:
    """The same of a text field of the page."""
    if not record:
        return True
    if record.get("copies", {}).get(name) == digest(flat(translated)):
        return False
    if not (name in LATE_FIELDS or name in record.get("strict", ())):
        return True
    made = record.get("texts", {}).get(name, {}).get(digest(flat(translated)))
    return made is None or made[0] == digest(flat(source))


def left_behind(original: GripPage, page: GripPage, record: Record) -> tuple[list[TextPlace], list[TextPlace]]:
    """The texts of a translation that wait, and those that are shown though the original has been reworded since."""
    waiting: list[TextPlace] = []
    reworded: list[TextPlace] = []
    said = texts_of(page)
    now = {
        (name, item_id): identity_of(name, value)
        for name in original.grip_streams
        for item_id, _kind, value in raw_items(getattr(original, name))
    }
    texts, items, strict = record.get("texts", {}), record.get("items", {}), set(record.get("strict", ()))
    named = naming_labels(original)
    for place, text in texts_of(original).items():
        key = key_of(place)
        words = digest(said.get(place, ""))
        made = texts.get(key, {}).get(words)
        # A name is read from the original, and what nobody translated is reported as such.
        if place in named or words == digest(text):
            continue
        if made is None:
            # New in the original; words that no record knows are newer than it.
            waiting.extend([] if place in said else [place])
            continue
        field, item_id, child = place
        waits = who_wait(items.get(f"{field}/{item_id}", ()), now.get((field, item_id)))
        other = bool(item_id) and made[1] < len(waits) and waits[made[1]]
        changed = made[0] != digest(text)
        late = field in LATE_FIELDS if not item_id else child in LATE.get(field, ())
        # Of what was never translated there is no old translation to see.
        copied = place not in said or record.get("copies", {}).get(key) == words
        if (other and place in said) or (changed and (late or copied or key in strict)):
            waiting.append(place)
        elif changed:
            reworded.append(place)
    return waiting, reworded


# --- recording it -------------------------------------------------------------------


def note(record: Record, page: GripPage, source: GripPage, *, is_draft: bool = False, anew: bool = False) -> bool:
    """Writes down of each text of a translation that is not known yet from which text of the source it was made.

    ``anew``: of all its texts, because someone made them from this source just now. Returns whether anything changed.
    """
    own, identities, changed = texts_of(source), _identities(source), False
    texts = record.setdefault("texts", {})
    # A text that the translation leaves to the source is noted as well: what comes in later is new.
    for place, text in {**dict.fromkeys(own, ""), **texts_of(page)}.items():
        field, item_id, _child = place
        if item_id and (field, item_id) not in identities:
            continue
        made, known = digest(text), texts.setdefault(key_of(place), {})
        if made in known and not anew:
            if len(known[made]) == 3 and not is_draft:
                known[made], changed = known[made][:2], True
            continue
        number = _number(record, f"{field}/{item_id}", identities[field, item_id]) if item_id else 0
        entry = [digest(own.get(place, "")), number, *([1] if is_draft else [])]
        if known.get(made) != entry:
            # The newest comes last.
            known.pop(made, None)
            known[made], changed = entry, True
        for old in list(known)[:-KEPT]:
            del known[old]
    return changed


def _identities(page: GripPage) -> dict[tuple[str, str], Identity | None]:
    return {
        (name, item_id): identity_of(name, value)
        for name in page.grip_streams
        for item_id, _kind, value in raw_items(getattr(page, name))
        if item_id
    }


def note_identities(record: Record, source: GripPage) -> bool:
    """Writes down who its items are now, as far as a translation has words for them. Says whether anything changed."""
    seen, changed = record.get("items", {}), False
    for (field, item_id), identity in _identities(source).items():
        known = seen.get(f"{field}/{item_id}")
        if known and identity is not None and identity not in known:
            known.append(identity)
            changed = True
    return changed


def _number(record: Record, item: str, identity: Identity | None) -> int:
    if identity is None:
        return 0
    seen: list[Any] = record.setdefault("items", {}).setdefault(item, [])
    if identity not in seen:
        seen.append(identity)
    return seen.index(identity)


def forget_drafts(record: Record, page: GripPage) -> None:
    """Leaves out what was noted of drafts, but of this one: while someone types, every pause makes a draft."""
    kept = {key_of(place): digest(text) for place, text in texts_of(page).items()}
    for place, known in record.get("texts", {}).items():
        for made in [made for made, entry in known.items() if len(entry) == 3 and kept.get(place) != made]:
            del known[made]


def forget_past(record: Record, page: GripPage, source: GripPage) -> None:
    """Leaves out every digest of what is not there any more: of a short name or a number it could be guessed."""
    said = {key_of(place): digest(text) for place, text in texts_of(page).items()}
    own = {key_of(place): digest(text) for place, text in texts_of(source).items()}
    now = {f"{field}/{item_id}": identity for (field, item_id), identity in _identities(source).items()}
    texts: dict[str, Any] = {}
    for place, known in record.get("texts", {}).items():
        entry = known.get(said.get(place, ""))
        if entry is not None:
            texts[place] = {said[place]: [entry[0] if entry[0] == own.get(place) else "", *entry[1:]]}
    items = {
        item: [None if is_replaced(then, now.get(item)) else now[item] for then in seen]
        for item, seen in record.get("items", {}).items()
    }
    record["texts"], record["items"] = texts, items
    record["copies"] = {place: made for place, made in record.get("copies", {}).items() if said.get(place) == made}


def note_copies(record: Record, page: GripPage, before: GripPage, after: GripPage) -> bool:
    """Writes down which words were only those of the source, which now says something else."""
    now, changed = texts_of(after), False
    said = texts_of(page)
    for place, text in texts_of(before).items():
        key, made = key_of(place), digest(text)
        if place in said and digest(said[place]) == made and digest(now.get(place, "")) != made:
            changed = changed or record.setdefault("copies", {}).get(key) != made
            record.setdefault("copies", {})[key] = made
    return changed


def demand(record: Record, places: Iterable[TextPlace]) -> bool:
    """From now on a translation counts here only while it was made from the text of the day."""
    strict = record.setdefault("strict", [])
    new = [key for place in places if (key := key_of(place)) not in strict]
    strict.extend(new)
    return bool(new)


__all__ = [
    "LATE",
    "LATE_FIELDS",
    "Record",
    "demand",
    "digest",
    "field_holds",
    "forget_drafts",
    "forget_past",
    "key_of",
    "left_behind",
    "note",
    "note_copies",
    "note_identities",
    "sound",
    "sound_days",
    "words_that_hold",
]
