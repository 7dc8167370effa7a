"""How the time of a pattern or a function grows with the length of a text that is made to be slow.

What is measured is the time of the processor, the shortest of several runs, for a text and for one four times as long.
Linear is four times; that every character is compared with every other one is sixteen times. Half way, in between,
something is wrong, and no busy machine makes one out of the other.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

import gripwagtail

ROOT: Final = Path(gripwagtail.__file__).parent
# Between four times (linear) and sixteen times (quadratic).
ALLOWED: Final = 8.0
# A text that takes so little is not looked at again: growth shows at the lengths used here.
NOTHING: Final = 0.02
_SHORT: Final = 1_000
_RUNS: Final = 3

# What only ever reads a piece of this length, and where that is seen to.
BOUNDED: Final[Mapping[str, tuple[int, str]]] = {
    **{f"phone.{name}": (80, "phone._tidy refuses more than MAX_LENGTH") for name in (
        "_BEFORE_SHORT", "_DASHES", "_GLUED", "_HOURS_OR_DATE", "_INSIDE", "_NUMBER", "_REMOVED", "_SPACES",
    )},
    "text.phone_spotting.CALL": (60, "phone_numbers looks at the last words before a number"),
    "sanitize._ADDRESS": (254, "mailto looks at the length"),
    "text.naming._ROLE": (80, "naming._is_role looks at the length"),
    "sanitize._SCHEME": (2_048, "safe_url refuses what is longer than _MAX_URL"),
}  # fmt: skip
_CALLS: Final = {"sub", "search", "match", "fullmatch", "split", "findall", "finditer"}
_PIECES: Final = (
    *(
        "a",
        "a ",
        "a-",
        "a.",
        "a'",
        "1",
        "1 ",
        "1-",
        "1.",
        "10.10-",
        "10.10-10-10.10-",
        "2020-10-10-",
        "-",
        ".",
        "@",
        "a@",
    ),
    *(
        " ",
        "\n",
        "\t",
        ",",
        ", ",
        " - ",
        "(",
        ")",
        "[",
        "[[",
        "[[a",
        "[[a]",
        "]",
        "<",
        ">",
        "<a",
        "<a ",
        "<a b=",
        "<p>",
    ),
    *(
        "<p",
        "</p>",
        "<p>x",
        "<br ",
        "&",
        "&#1",
        '"',
        "'",
        "=",
        "a=",
        "a='",
        ":",
        "/",
        "//",
        "://",
        "http://",
        "a:",
        "é",
    ),
    *("\u0301", "ﷺ", "ا ", "不", "\u202e", "#", "+", "+ ", "%", "100 % ", ";", "?", "? ja ", "!", "\\", "{", "*", "_"),
)


class Slow(NamedTuple):
    name: str
    text: str
    short: float
    long: float

    def __str__(self) -> str:
        return f"{self.name}: {self.long * 1000:.0f} ms, {self.long / self.short:.0f} times, on {self.text[:50]!r}…"


def modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages([str(ROOT)], "gripwagtail."):
        if ".migrations" not in found.name:
            try:
                yield importlib.import_module(found.name)
            except Exception:  # noqa: S112  # a module for a host that is not this one
                continue


def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern of the package, by the module and name that contains it; those in calls by their line."""
    found: dict[str, re.Pattern[str]] = {}
    for module in modules():
        short = module.__name__.removeprefix("gripwagtail.")
        for name, value in vars(module).items():
            for number, pattern in enumerate(_in(value)):
                if pattern not in found.values():
                    found[f"{short}.{name}" + (f"[{number}]" if number else "")] = pattern
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = _pattern_of(node)
            if text is not None and re.compile(text) not in found.values():
                found[f"{path.relative_to(ROOT)}:{node.lineno}"] = re.compile(text)
    return found


def _in(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from _in(part)


def _pattern_of(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in _CALLS:
        return None
    first = node.args[0] if node.args else None
    is_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
    return first.value if is_re and isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def reads(pattern: re.Pattern[str]) -> Callable[[str], object]:
    """Finds all there is to find, and says whether it is all of the text."""
    return lambda text: (sum(1 for _match in pattern.finditer(text)), pattern.fullmatch(text))


def pieces(words: str) -> list[str]:
    """What to repeat: signs, each word of a pattern, and some of its words together. Always the same."""
    own = list(dict.fromkeys(re.findall(r"[^\W\d_]{2,}", words)))
    chance = random.Random(1)
    together = [" ".join(chance.choices(own, k=size)) + " " for size in (2, 4) for _again in range(5)] if own else []
    return [
        *_PIECES,
        *chance.sample(own, min(len(own), 10)),
        *(f"{word} " for word in chance.sample(own, min(len(own), 20))),
        *together,
    ]


def slow(name: str, read: Callable[[str], object], words: str = "", most: int = 0) -> Slow | None:
    """The first text on which this takes more than linear time, if there is one.

    With ``most``, a text is never longer; then it may take next to nothing.
    """
    for piece in pieces(words):
        for end in ("", "x]>"):
            longest = _text(piece, most or 4 * _SHORT, end)
            long = timed(read, longest, 1)
            if long < NOTHING:
                continue
            short = timed(read, _text(piece, most // 4 or _SHORT, end), _RUNS)
            long = timed(read, longest, _RUNS)
            if long >= NOTHING and (most or long > ALLOWED * short):
                return Slow(name, longest, short, long)
    return None


def _text(piece: str, size: int, end: str) -> str:
    return (piece * (size // len(piece) + 1))[: size - len(end)] + end


def timed(read: Callable[[str], object], text: str, runs: int) -> float:
    times = []
    for _run in range(runs):
        began = time.process_time()
        read(text)
        times.append(time.process_time() - began)
    return min(times)


@contextmanager
def without_doors() -> Iterator[None]:
    """Inside, no length is looked at: what is behind the door has to be linear by itself."""
    before = [
        (module, name, vars(module)[name])
        for module in modules()
        for name in ("too_long", "line_too_long")
        if name in vars(module) and module.__name__ != "gripwagtail.text.length"
    ]
    for module, name, _door in before:
        setattr(module, name, lambda _text: False)
    try:
        yield
    finally:
        for module, name, door in before:
            setattr(module, name, door)


def functions() -> dict[str, tuple[Callable[[str], object], str]]:
    """What reads language or mark-up, each with the words that make it work."""
    from django.core.exceptions import ValidationError
    from wagtail.rich_text import RichText

    from gripwagtail.content import items
    from gripwagtail.editing import plain_language
    from gripwagtail.lookup import body, inner_links
    from gripwagtail.phone import parse_phone
    from gripwagtail.removal.person import Person
    from gripwagtail.safety import (
        image_instructions,
        image_instructions_languages,
        image_words,
        promises,
        promises_languages,
    )
    from gripwagtail.text import length, phone_spotting

    person = Person(("Annemiek Denkbeeld",), ("a.denkbeeld@kwikstaart.example",), ("070 012 34 56",))
    own = " ".join(("Annemiek", "Denkbeeld", "a.denkbeeld@kwikstaart.example ", "070 012 34 56 ", "0 7 0"))

    def phone(text: str) -> None:
        with suppress(ValidationError):
            parse_phone(text)

    def words(module: Any) -> str:
        return " ".join(pattern.pattern for value in vars(module).values() for pattern in _in(value))

    html = '<a linktype="page" id="1">x</a> linktype'
    return {
        "guard.forbidden_orders": (
            image_instructions.image_instructions,
            words(image_instructions) + " je moet de foto bewaren",
        ),
        "guard_languages.orders": (image_instructions_languages.is_instruction, words(image_instructions_languages)),
        "promises.promises_too_much": (promises.promises_too_much, words(promises)),
        "promises_languages.promises_too_much": (
            promises_languages.promises_too_much,
            words(promises_languages),
        ),
        "phone_spotting.phone_numbers": (phone_spotting.phone_numbers, "bel telefoonnummer naar het nummer"),
        "image_words.image_words": (image_words.image_words, words(image_words)),
        "plain.sentences": (lambda text: list(plain_language.sentences(text)), "bijv o.a"),
        "items.title_of": (items.title_of, "[[naam]]"),
        "items.text_of": (items.text_of, "naam"),
        "body._passages": (lambda text: body._passages(RichText(text)), "<p>x</p> blockquote"),
        "inner_links._page_ids": (lambda text: inner_links._page_ids(f"linktype{text}"), html),
        "inner_links.without_links_to": (lambda text: inner_links.without_links_to(RichText(text), {"1"}), html),
        "length.too_long": (length.too_long, "é"),
        "phone.parse_phone": (phone, "tel 070 012 34 56"),
        "person.spans": (person.spans, own),
        "person.without": (person.without, own),
    }
