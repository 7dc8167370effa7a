"""Measures what the slowest hostile inputs cost: rich text, addresses, every pattern, and what reads language.

    python -m tests.tools.slowest_input [--size 1000000] [--all]
    python -m tests.tools.slowest_input --growth        how long a line takes, by its length; and what is not linear

Each kind of input is made as long as asked, and once more just below the limit of what is cleaned at all, because that
is what costs most. Times are of the processor, of one cleaning, with nothing remembered from before.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import django
from django.conf import settings

MEGABYTE: Final = 1_000_000
# A piece that is repeated until the text is long enough; what is closed at the end is closed in no text of an attacker.
PIECES: Final[dict[str, str]] = {
    "paragraphs": "<p>x",
    "closed paragraphs": "<p>x</p>",
    "bold": "<b>",
    "crossed": "<b><i><p>x</b></i>",
    "crossed with languages": '<b lang="nl"><i lang="en"><em lang="ar"></b>x',
    "links": '<a href="/x">y</a>',
    "links in links": "<a href=/x>y",
    "links with languages": '<a href="https://x.example/?a=1&amp;b=2" lang="nl" dir="ltr">y</a> ',
    "refused links": '<a href="javascript:1">y</a>',
    "lists in lists": "<ul><li>",
    "items": "<li>x",
    "mixed lists": "<ul><li><ol><li>x</ul>",
    "headings in headings": "<h2><h3><h4>",
    "quotes in quotes": "<blockquote>",
    "ends": "</p>",
    "ends of what is not open": "</b></i></ul></li>",
    "line breaks": "<br>",
    "tables": "<table><tr><td>",
    "tables in links": "<a href=/x><table><a href=/y>",
    "forms": "<form><input>",
    "drawings": "<svg><g>",
    "formulas": "<math><mtext><mglyph>",
    "choices": "<select><option>",
    "templates": "<template>",
    "unknown tags": "<x-y z=1>",
    "many unknown tags": "<a{n}>",
    "attributes": "<p a=1 b=2 c=3>",
    "brackets": "<",
    "closing brackets": ">",
    "ampersands": "&",
    "references": "&amp;",
    "references without end": "&#x41",
    "double references": "&amp;lt;",
    "long references": "&#" + "1" * 400 + ";",
    "quotes": "\"'",
    "open quotes": '<a b="',
    "open links": '<a href="x',
    "equals": "<a =",
    "slashes": "<a/",
    "ends of scripts": "</script>",
    "open scripts": "<script>",
    "open comments": "<!--",
    "closed comments": "<!---->",
    "declarations": "<!x",
    "instructions": "<?x",
    "sections": "<![CDATA[",
    "null": "\0",
    "tabs": "<\t",
    "bidi": "\u202e",
    "marks on a letter": "\u0301",
    "wide letters": "\ufdfa",
    "halves": "\ud800",
    "line ends": "\r",
    "text": "Wij praten gewoon met elkaar. ",
}
ONE_TAG: Final[dict[str, Callable[[int], str]]] = {
    "one tag, attributes": lambda size: "<p " + "a=1 " * (size // 4) + ">x</p>",
    "one tag, different attributes": lambda size: "<p " + " ".join(f"a{n}" for n in range(size // 7)) + ">x</p>",
    "one tag, spaces": lambda size: "<p" + " " * size + ">",
    "one tag, no end": lambda size: "<p " + "a" * size,
    "one tag, quotes": lambda size: "<p " + "a='\"' " * (size // 6) + ">",
    "one tag, equals": lambda size: "<p " + "=" * size + ">",
    "one address": lambda size: f'<a href="{"a" * size}">x</a>',
    "one address, references": lambda size: f'<a href="{"&amp;" * (size // 5)}">x</a>',
    "one address, dots": lambda size: f'<a href="https://{"a." * (size // 2)}">x</a>',
    "one mail address, dots": lambda size: f'<a href="mailto:{"a." * (size // 2)}@x.nl">x</a>',
    "one comment": lambda size: "<!--" + "-" * size,
    "one script": lambda size: "<script>" + "</scrip" * (size // 7),
    "one reference": lambda size: "&#" + "1" * size,
    "one word": lambda size: "a" * size,
}
ADDRESSES: Final[dict[str, Callable[[int], str]]] = {
    "a": lambda size: "a" * size,
    "colons": lambda size: ":" * size,
    "slashes": lambda size: "/" * size,
    "ampersands": lambda size: "&" * size,
    "references": lambda size: "&amp;" * (size // 5),
    "ligatures": lambda size: "\ufdfa" * size,
    "dots": lambda size: "https://" + "a." * (size // 2),
    "mail dots": lambda size: "mailto:" + "a." * (size // 2) + "@x.nl",
    "mail labels": lambda size: "mailto:a@" + "a-" * (size // 2),
    "digits": lambda size: "tel:" + "1" * size,
}


@dataclass(frozen=True)
class MeasuredInput:
    """One input: how long it is, what cleaning it costs, and whether it was refused and shown as text."""

    name: str
    length: int
    seconds: float
    refused: bool


def texts(size: int) -> Iterator[tuple[str, str]]:
    """Every kind of rich text at a length; and some random mixtures, always the same."""
    for name, piece in PIECES.items():
        if "{n}" in piece:
            yield name, "".join(piece.replace("{n}", str(n)) for n in range(size // 8))[:size]
        else:
            yield name, (piece * (size // len(piece) + 1))[:size]
    for name, make in ONE_TAG.items():
        yield name, make(size)[:size]
    chance = random.Random(1)
    for number in range(20):
        some = chance.sample(list(PIECES.values()), 5)
        yield f"mixture {number}", "".join(chance.choices(some, k=size // 8))[:size]


def sizes(size: int) -> Iterator[int]:
    """The length asked, and those just below what is cleaned at all and what is remembered among the short ones."""
    from gripwagtail.sanitize import MAX_LENGTH

    yield size
    yield from (MAX_LENGTH, MAX_LENGTH // 4, 8_000)


def clean(size: int) -> list[MeasuredInput]:
    from gripwagtail import sanitize

    sanitize.clean_html("<p>warm</p>")
    found = []
    for length in sizes(size):
        for name, text in texts(length):
            sanitize._cleaned.cache_clear()
            sanitize._cleaned_long.cache_clear()
            began = time.process_time()
            cleaned = sanitize.clean_html(text)
            spent = time.process_time() - began
            found.append(MeasuredInput(name, len(text), spent, "<" not in cleaned and "<" in text))
    return found


def addresses(size: int) -> list[MeasuredInput]:
    from gripwagtail.sanitize import safe_url

    found = []
    for length in (size, 2_048):
        for name, make in ADDRESSES.items():
            text = make(length)
            began = time.process_time()
            url = safe_url(text)
            found.append(MeasuredInput(f"address: {name}", len(text), time.process_time() - began, not url))
    return found


LENGTHS: Final = (1_000, 2_000, 4_000, 8_000, 16_000)
LINES: Final[dict[str, str]] = {
    "an order": "je moet de foto ",
    "a promise": "niets wordt doorverteld, alles blijft geheim, niemand hoort het ",
    "numbers": "bel 030 012 34 5",
    "hours and dates": "10.10-10-10.10-",
    "placeholders": "[[a]",
}


def growth_table() -> int:
    """Prints milliseconds by length for what reads language, the door off and on, and names what is not linear."""
    from tests import growth, script_patterns, text_readers
    from tests.steps import with_room

    print(f"{'milliseconds for … characters':60}" + "".join(f"{length:>9,}" for length in LENGTHS) + "  with the door")
    functions = {name: read for name, (read, _words) in text_readers.functions().items()}
    for name, read in functions.items():
        for kind, piece in LINES.items():
            lines = [(piece * (length // len(piece) + 1))[:length] for length in LENGTHS]
            with text_readers.without_doors():
                times = [growth.timed(read, line, 2) * 1000 for line in lines]
            door = growth.timed(read, lines[-1], 2) * 1000
            print(f"{name + ', ' + kind:60}" + "".join(f"{one:9.2f}" for one in times) + f"{door:15.3f}")
    patterns = {**growth.patterns(), **script_patterns.in_python()}
    bounds = {name: most for name, (most, _why) in growth.BOUNDED.items()}
    found = with_room(lambda: [growth.steep(name, one, bounds.get(name, 0)) for name, one in patterns.items()])
    with text_readers.without_doors():
        found += [growth.slow(name, read, words) for name, (read, words) in text_readers.measured().items()]
    slow = [one for one in found if one]
    print(f"\n{len(found)} patterns and functions; not linear: {len(slow)}", *slow, sep="\n")
    return int(bool(slow))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=MEGABYTE)
    parser.add_argument("--all", action="store_true", help="every input, not only the ten slowest")
    parser.add_argument("--growth", action="store_true", help="every pattern and every function that takes a text")
    options = parser.parse_args()
    if options.growth:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.hosts.default.settings")
        django.setup()
        return growth_table()
    if not settings.configured:
        settings.configure(USE_I18N=False)
    found = sorted([*clean(options.size), *addresses(options.size)], key=lambda one: -one.seconds)
    for one in found if options.all else found[:10]:
        how = "refused, shown as text" if one.refused else "cleaned"
        print(f"{one.seconds * 1000:8.1f} ms  {one.length:9,} characters  {one.name} ({how})")
    together = sum(one.seconds for one in found)
    print(f"\n{len(found)} inputs; slowest {found[0].seconds:.3f} s; all together {together:.1f} s")
    return int(found[0].seconds >= 1)


if __name__ == "__main__":
    sys.exit(main())
