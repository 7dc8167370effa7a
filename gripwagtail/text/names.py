"""Names of given people, looked for in any text, so that their function can stand there instead.

The whole name is found however it is written, and a part of it where it has a capital:

>>> names = Names({"Annemiek van den Berg": "vertrouwenspersoon"})
>>> names.without("Ga naar ANNEMIEK VAN DEN  BERG, of vraag mevrouw Van den Berg. Annemieks kamer is op de berg.")
'Ga naar vertrouwenspersoon, of vraag vertrouwenspersoon. vertrouwenspersoon kamer is op de berg.'

Many a name is a word as well. One that is ``ordinary`` is no name where a question begins with it, and no word of a
sentence that is ``kept`` is a name:

>>> names = Names({"Wil de Groot": "mentor"}, ordinary={"wil"}, kept=["Wil Wel"])
>>> names.without("Vraag Wil. Wil je een groot probleem delen? Mail Wil Wel.")
'Vraag mentor. Wil je een groot probleem delen? Mail Wil Wel.'
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Final, NamedTuple
from urllib.parse import unquote

from .naming import comes_before_a_first_name, is_form_of_address, is_inside_a_name, says_who
from .readings import Reading, folded, readings

# In the place of a name of which no function is known, or several.
NOBODY: Final = "…"
# Shorter words of a name are in too many others.
_SHORTEST: Final = 3
# Without the “s” of “Annemieks kamer”. “Jans” is a name of its own.
_SHORTEST_OWNER: Final = 4
# So short a name, without its spaces, is a part of other words in an address.
_SHORTEST_TOGETHER: Final = 6
WORD: Final = re.compile(r"[^\W_]+")
_ADDRESS: Final = re.compile(r"(?<![\w.+\-])[\w.+\-]++@[\w\-]+(?:\.[\w\-]+)+")
_NO_LETTER: Final = re.compile(r"[\W_]+")
# What may be between two words of one name, beside space. A comma begins the next name.
_BETWEEN: Final = frozenset(["", ".", "-", "'", "_", "+"])
_ENDS_A_SENTENCE: Final = re.compile(r"[.!?:…]")
# After the verb with which a question begins: “Wil je …”, “Mark who …”.
_SUBJECTS: Final = "je jij jou jouw jullie u uw iemand ik we wij ze zij hij het dat you your someone who"
_ASKED: Final = frozenset(_SUBJECTS.split())

# Words of a name with what stands in its place, by the first of them.
WholeNames = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]


class NameSpan(NamedTuple):
    """Where a name is in a text as it is stored, and what to put there."""

    start: int
    stop: int
    instead: str


@dataclass(slots=True)
class _Found:
    """The same, by the first and the last of its words."""

    first: int
    last: int
    instead: str


class Names:
    """People, by all that they are called, with what may stand in the place of each.

    ``mailboxes`` are the addresses of one person each. ``others`` are people of whom only the whole name counts.
    """

    def __init__(
        self,
        names: Mapping[str, str],
        *,
        mailboxes: Iterable[str] = (),
        ordinary: Iterable[str] = (),
        kept: Iterable[str] = (),
        others: WholeNames | None = None,
    ) -> None:
        self.words = words_of(names)
        self._whole = whole_names(names)
        self._others = others or {}
        self._ordinary = frozenset(ordinary)
        self._parts = {word: _one_of(said) for word, said in self.words.items()}
        self._mailboxes = frozenset(folded(one.strip()) for one in mailboxes if "@" in one)
        together = ("".join(in_words(name)) for name in names if " " in name.strip())
        self._together = frozenset(name for name in together if len(name) >= _SHORTEST_TOGETHER)
        # Each sentence that is kept by a word in it that is also a name and the one beside that, with its place.
        self._kept: dict[tuple[str, str], list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
        # “Bel”, which is a whole line of ours: an order, where a sentence begins with it.
        self._orders: set[str] = set()
        for sentence in kept:
            said = in_words(sentence)
            if len(said) == 1:
                self._orders.update(said)
            for place, word in enumerate(said):
                if len(said) > 1 and word in self._parts:
                    first = min(place, len(said) - 2)
                    self._kept[said[first], said[first + 1]].append((first, said))

    def __bool__(self) -> bool:
        return bool(self._parts or self._whole or self._mailboxes or self._others)

    def without(self, text: str, parts: bool = True) -> str:
        """The text with something else in the place of each name. Without ``parts`` only whole names count."""
        put, end = [], 0
        for span in self.spans(text, parts):
            put += [text[end : span.start], span.instead]
            end = span.stop
        return "".join([*put, text[end:]])

    def is_in(self, text: str, parts: bool = True) -> bool:
        return bool(self.spans(text, parts))

    def shares_a_word(self, text: str) -> bool:
        """Whether any word of a name is in the text, with or without a capital."""
        return not self.words.keys().isdisjoint(in_words(text))

    def is_in_address(self, address: str) -> bool:
        """Whether a link, a mailbox or the name of a file says who somebody is."""
        said = folded(unquote(address))
        if any(mailbox in said for mailbox in self._mailboxes):
            return True
        box, at, _host = said.rpartition("@")
        if at and any(word in self._parts for word in re.findall(r"[^\W\d_]+", box)):
            return True
        run = _NO_LETTER.sub("", said)
        return any(together in run for together in self._together)

    def spans(self, text: str, parts: bool = True) -> list[NameSpan]:
        """Where these people are named, in order and not overlapping."""
        if not self:
            return []
        found = [
            NameSpan(reading.places[start][0], reading.places[stop - 1][1], instead)
            for reading in readings(text)
            for start, stop, instead in self._in(reading, text, parts)
        ]
        return _apart(found)

    def _in(self, reading: Reading, text: str, parts: bool) -> Iterator[tuple[int, int, str]]:
        words = _Words(reading, text)
        for one in self._joined(words, self._found(words, parts)):
            yield words.start(one.first), words.stop(one.last), one.instead
        if "@" in reading.text:
            for address in _ADDRESS.finditer(reading.text):
                if self.is_in_address(address[0]):
                    yield *address.span(), NOBODY

    def _found(self, words: _Words, parts: bool) -> Iterator[_Found]:
        place = 0
        while place < len(words.said):
            found = self._whole_at(words, place) or (self._part_at(words, place) if parts else None)
            if found is not None:
                yield found
            place = found.last + 1 if found else place + 1

    def _whole_at(self, words: _Words, place: int) -> _Found | None:
        word = words.said[place]
        for known in (self._whole, self._others):
            for name, instead in known.get(word, ()):
                last = place + len(name) - 1
                if words.are(place, name) and words.hang_together(place, last) and not self._is_kept(words, place):
                    return _Found(place, last, instead)
        return None

    def _part_at(self, words: _Words, place: int) -> _Found | None:
        word = self._known(words.said[place])
        if not word or self._is_kept(words, place) or not self._is_meant(words, place, word):
            return None
        return _Found(place, place, self._parts[word])

    def _known(self, said: str) -> str:
        if said in self._parts:
            return said
        owner = said[:-1] if said.endswith("s") and len(said) > _SHORTEST_OWNER else ""
        return owner if owner in self._parts and owner not in self._ordinary else ""

    def _is_meant(self, words: _Words, place: int, word: str) -> bool:
        before = words.said[place - 1] if place else ""
        if words.begins_small(place):
            return word not in self._ordinary and comes_before_a_first_name(before)
        after = words.said[place + 1] if place + 1 < len(words.said) else ""
        is_a_verb = word in self._ordinary and (after in _ASKED or word in self._orders)
        return not (is_a_verb and words.begins_a_sentence(place))

    def _is_kept(self, words: _Words, place: int) -> bool:
        """Whether the word here is one of a sentence in which nobody is named."""
        return any(
            words.are(first - at, sentence)
            for first in (place - 1, place)
            if 0 <= first < len(words.said) - 1
            for at, sentence in self._kept.get((words.said[first], words.said[first + 1]), ())
        )

    def _joined(self, words: _Words, found: Iterable[_Found]) -> Iterator[_Found]:
        """Each with the “mevrouw” and the initials before it; and the words of one name as one."""
        last: _Found | None = None
        for one in found:
            one.first = words.with_address(one.first)
            if last is not None and words.go_on(last.last, one.first):
                last = _Found(last.first, one.last, _one_of([last.instead, one.instead]))
                continue
            if last is not None:
                yield last
            last = one
        if last is not None:
            yield last


class _Words:
    """The words of a text, one after the other."""

    def __init__(self, reading: Reading, text: str) -> None:
        self._found = list(WORD.finditer(reading.text))
        self._reading = reading
        self._text = text
        self.said = [word[0] for word in self._found]

    def start(self, place: int) -> int:
        return self._found[place].start()

    def stop(self, place: int) -> int:
        return self._found[place].end()

    def are(self, place: int, words: Sequence[str]) -> bool:
        return place >= 0 and tuple(self.said[place : place + len(words)]) == tuple(words)

    def hang_together(self, first: int, last: int) -> bool:
        """Whether nothing is between these words that parts one name from the next."""
        return all(self._is_close(place) for place in range(first, last))

    def _is_close(self, place: int) -> bool:
        between = self._reading.text[self.stop(place) : self.start(place + 1)]
        if between[:1] == "." and between != ".":
            # The end of a sentence, but after “mw.” and “A.”.
            return not between[1:].strip() and (len(self.said[place]) == 1 or is_form_of_address(self.said[place]))
        return "".join(between.split()) in _BETWEEN

    def begins_small(self, place: int) -> bool:
        at = self._reading.places[self.start(place)]
        return unescape(self._text[slice(*at)])[:1].islower()

    def begins_a_sentence(self, place: int) -> bool:
        before = self._reading.text[self.stop(place - 1) : self.start(place)] if place else "."
        return bool(_ENDS_A_SENTENCE.search(before))

    def go_on(self, last: int, first: int) -> bool:
        """Whether nothing is between a name and the next one but “van den”."""
        return all(map(is_inside_a_name, self.said[last + 1 : first])) and self.hang_together(last, first)

    def with_address(self, place: int) -> int:
        """Where the name begins: with “mevrouw A. van den” before “Berg”, or with “Van den”."""
        first = at = place
        while at > 0 and self._is_close(at - 1):
            at -= 1
            said = self.said[at]
            if is_form_of_address(said) or (len(said) == 1 and self._reading.text[self.stop(at)] == "."):
                first = at
            elif not is_inside_a_name(said) or said == "of":
                break
            elif not self.begins_small(at) and not self.begins_a_sentence(at):
                first = at
        return first


def words_of(names: Mapping[str, str]) -> dict[str, list[str]]:
    """The words in these names that say who it is, each with what stands in the place of whoever has it."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, instead in names.items():
        words = [word[0] for word in WORD.finditer(name) if says_who(word[0])]
        # Beside words with a capital others say something else: “Annemiek (ma, di)”.
        for word in [word for word in words if not word[:1].islower()] or words:
            said = folded(word)
            if len(said) >= _SHORTEST and not said.isdigit():
                found[said].append(instead)
    return dict(found)


def whole_names(names: Mapping[str, str]) -> WholeNames:
    """Those of more than one word, beside forms of address. The longest comes first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for name, instead in names.items():
        said = in_words(name)
        if len([word for word in said if not (is_form_of_address(word) or is_inside_a_name(word))]) > 1:
            found[said[0]].append((said, instead))
    return {word: sorted(known, key=lambda one: -len(one[0])) for word, known in found.items()}


def in_words(text: str) -> tuple[str, ...]:
    """The words of a text, without case and accents."""
    return tuple(WORD.findall(folded(text)))


def _one_of(said: Iterable[str]) -> str:
    """What stands in the place of a word that several people may have in their names."""
    each = set(said)
    return each.pop() if len(each) == 1 else NOBODY


def _apart(spans: Iterable[NameSpan]) -> list[NameSpan]:
    found: list[NameSpan] = []
    for span in sorted(spans):
        if found and span.start < found[-1].stop:
            last = found[-1]
            found[-1] = NameSpan(last.start, max(last.stop, span.stop), _one_of([last.instead, span.instead]))
        else:
            found.append(span)
    return found


__all__ = ["NOBODY", "WORD", "NameSpan", "Names", "WholeNames", "in_words", "whole_names", "words_of"]
