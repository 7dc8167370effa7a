"""How easy the shipped Dutch texts are to read: Flesch-Douma for each file and reader.

    python -m tests.tools.readability            prints the table; changes nothing
    python -m tests.tools.readability --longest 5    how many of the longest sentences to print for each file

206.835 - 0.93 x words in a sentence - 77 x syllables in a word; from 70 on easy, from 60 on plain. A figure is a hint
and no proof: it knows nothing of what a sentence means. Syllables are counted by pyphen (nl_NL), which never leaves a
single letter behind (“over” is one part for it), so vowels are counted as well and the higher of the two counts.

Domain words are the names and terms that a reader has to meet here (“vertrouwenspersoon”). They count in the first
figure; the second one leaves them out of the syllables. They are listed apart, because no shorter word says the same.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

import django
import pyphen

from gripwagtail.vocabulary import AUDIENCES

# What to reach on average, by kind of page; the others have no goal of their own.
GOALS: Final = {"incident_help": 70, "norm": 65, "parent_tips": 65}
MOST_WORDS: Final = 20
TYPES: Final = ("po", "vo")
KINDS: Final = ("incident_help", "norm", "parent_tips", "contact", "overview")

TERMS: Final = frozenset(
    [
        "aandachtsfunctionaris",
        "adviespunt",
        "afperser",
        "afpersing",
        "burgerschap",
        "calamiteitenteam",
        "challenge",
        "deepfake",
        "discriminatie",
        "fraudehelpdesk",
        "geheimhouding",
        "geletterdheid",
        "groeigids",
        "groepsapp",
        "huisarts",
        "hulplijn",
        "jeugdarts",
        "jongerenwerker",
        "jouwggd",
        "kennisnet",
        "kindertelefoon",
        "klachtencommissie",
        "leerkracht",
        "leerling",
        "leerlingen",
        "mediacoach",
        "mediawijsheid",
        "medewerker",
        "medewerkers",
        "meldcode",
        "meldpunt",
        "mentor",
        "nepaccount",
        "nepbeeld",
        "nepfoto",
        "offlimits",
        "ouderapp",
        "politie",
        "privacy",
        "school-cert",
        "screenshot",
        "schoolleiding",
        "slachtofferhulp",
        "vertrouwensinspecteur",
        "vertrouwenspersoon",
        "volwassene",
        "volwassenen",
        "zorgcoördinator",
    ]
)
_NUCLEUS: Final = re.compile(
    r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|ai|oi|[aeiouyáéíóúàèëïöüêôû]", re.IGNORECASE
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+")
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|\n+")
# These contain no sentence that somebody reads.
_SKIPPED: Final = {
    *("key", "source", "url", "slug", "group", "urgency", "sexual", "evidence", "topic", "topics", "theme", "roles"),
    *("helplines", "also", "for", "task", "level", "kind", "language", "school_type", "version", "format", "serves"),
    *("fallback_role", "search_description"),
}


@dataclass(slots=True)
class Measure:
    """The counts of some texts."""

    words: int = 0
    syllables: int = 0
    syllables_of_terms: int = 0
    terms: Counter[str] = field(default_factory=Counter)
    sentences: list[tuple[int, str]] = field(default_factory=list)

    def read(self, text: str) -> None:
        for sentence in _SENTENCE.split(text):
            words = _WORD.findall(sentence)
            if not words:
                continue
            self.sentences.append((len(words), sentence.strip()))
            for word in words:
                count = syllables(word.casefold())
                self.words += 1
                self.syllables += count
                if word.casefold() in TERMS:
                    self.terms[word.casefold()] += 1
                    self.syllables_of_terms += count

    def add(self, other: Measure) -> None:
        self.words += other.words
        self.syllables += other.syllables
        self.syllables_of_terms += other.syllables_of_terms
        self.terms += other.terms
        self.sentences += other.sentences

    @property
    def score(self) -> float:
        return flesch_douma(self.words, len(self.sentences), self.syllables)

    @property
    def score_without_terms(self) -> float:
        """As if each domain word were as long as the other words are on average."""
        others = self.words - self.terms.total()
        average = (self.syllables - self.syllables_of_terms) / others if others else 0.0
        return flesch_douma(self.words, len(self.sentences), average * self.words)

    @property
    def too_long(self) -> list[tuple[int, str]]:
        return [one for one in self.sentences if one[0] > MOST_WORDS]

    def longest(self, count: int) -> list[tuple[int, str]]:
        return sorted(set(self.sentences), key=lambda one: -one[0])[:count]


def flesch_douma(words: int, sentences: int, syllables_: float) -> float:
    """206.835 at most; higher is easier. Nothing to read is 0."""
    return 206.835 - 0.93 * words / sentences - 77 * syllables_ / words if words and sentences else 0.0


@cache
def _hyphenator() -> Any:
    return pyphen.Pyphen(lang="nl_NL")


@cache
def syllables(word: str) -> int:
    """At least one; a number is read as one word of two."""
    if word.isdigit():
        return 2
    parts = re.split(r"['’-]", word)
    return max(
        1, sum(max(len(_hyphenator().positions(part)) + 1, len(_NUCLEUS.findall(part))) for part in parts if part)
    )


def measures(document: Mapping[str, Any]) -> dict[str, Measure]:
    """What is read by whom in one file: a measure for each reader, or one for all."""
    found: dict[str, Measure] = {}
    if document["kind"] == "incident_help":
        for situation in document["situations"]:
            for audience in AUDIENCES:
                for text in _texts(situation.get(audience, {})):
                    found.setdefault(audience, Measure()).read(text)
            rest = {name: value for name, value in situation.items() if name not in AUDIENCES}
            for text in _texts(rest):
                found.setdefault("everyone", Measure()).read(text)
        for text in _texts(document["page"]):
            found["everyone"].read(text)
        return found
    reader = "parent" if document["kind"] == "parent_tips" else "everyone"
    for text in _texts(document):
        found.setdefault(reader, Measure()).read(text)
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            if name not in _SKIPPED:
                yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def whole(parts: Mapping[str, Measure]) -> Measure:
    total = Measure()
    for part in parts.values():
        total.add(part)
    return total


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.tools.readability", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--longest", type=int, default=3, help="how many of the longest sentences for each file")
    options = parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.hosts.default.settings")
    django.setup()
    from gripwagtail.starter.texts import load

    found = {f"{texts}/{kind}": measures(load("nl", texts).pages[kind]) for texts in TYPES for kind in KINDS}
    print(
        f"{'file':<20}{'reader':<10}{'words':>7}{'per sentence':>14}{'score':>8}{'no terms':>10}{'goal':>6}{'> 20':>6}"
    )
    for name, parts in found.items():
        goal = GOALS.get(name.partition("/")[2], 0)
        rows = {**parts, "all": whole(parts)} if len(parts) > 1 else parts
        for reader, measure in rows.items():
            each = measure.words / len(measure.sentences)
            print(
                f"{name:<20}{reader:<10}{measure.words:>7}{each:>14.1f}{measure.score:>8.1f}"
                f"{measure.score_without_terms:>10.1f}{goal or '-':>6}{len(measure.too_long):>6}"
            )

    print("\nAverages")
    for kind in KINDS:
        together = whole({texts: whole(found[f"{texts}/{kind}"]) for texts in TYPES})
        goal = GOALS.get(kind, 0)
        verdict = "" if not goal else f"  goal {goal}: {'reached' if together.score >= goal else 'not reached'}"
        print(f"  {kind:<16}{together.score:>6.1f}  without domain words {together.score_without_terms:.1f}{verdict}")

    print("\nLongest sentences (words)")
    for name, parts in found.items():
        for count, sentence in whole(parts).longest(options.longest):
            print(f"  {name:<20}{count:>3}  {sentence}")

    print("\nDomain words (times)")
    together = whole({name: whole(parts) for name, parts in found.items()})
    print("  " + ", ".join(f"{word} {count}" for word, count in together.terms.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
