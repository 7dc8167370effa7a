"""How the time of a pattern or a function grows with the length of a text that is made to be slow.

What is measured is the time of the processor, the shortest of several runs, for a text and for one twice as long.
Linear is twice; that every character is compared with every other one is four times. More than two and a half times is
wrong, when it is so each time that it is measured again.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import os
import pkgutil
import random
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

import django

import gripwagtail

ROOT: Final = Path(gripwagtail.__file__).parent
# Between twice (linear) and four times (quadratic).
ALLOWED: Final = 2.5
# A text that takes so little is not looked at again: growth shows at the lengths used here.
NOTHING: Final = 0.02
_SHORT: Final = 4_000
# Where nobody is in a hurry: at this length what is quadratic shows, however quick one step of it is.
LONG: Final = 32_000
_RUNS: Final = 3
_AGAIN: Final = 3

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
    for name, make in made_late().items():
        for number, pattern in enumerate(_in(make())):
            found[f"{name}[{number}]"] = pattern
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = _pattern_of(node)
            if text is not None and re.compile(text) not in found.values():
                found[f"{path.relative_to(ROOT)}:{node.lineno}"] = re.compile(text)
    return found


def _in(value: Any, deep: int = 4) -> Iterator[re.Pattern[str]]:
    """The patterns in a value of a module, also in a dict, a set, a class or a record."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
        return
    if not deep:
        return
    parts: Iterable[Any] = ()
    if isinstance(value, Mapping):
        parts = value.values()
    elif isinstance(value, (tuple, list, set, frozenset)):
        parts = value
    elif _is_ours(value) and (isinstance(value, type) or is_dataclass(value)):
        parts = [vars(value)] if hasattr(value, "__dict__") else [getattr(value, one.name) for one in fields(value)]
    for part in parts:
        yield from _in(part, deep - 1)


def _is_ours(value: Any) -> bool:
    return str(getattr(value, "__module__", None) or type(value).__module__).startswith("gripwagtail")


def made_late() -> dict[str, Callable[[], Any]]:
    """What a function makes of what it is given: one of the kind, by the name of the function."""
    from gripwagtail.packs import persons
    from gripwagtail.removal.person import Person
    from gripwagtail.text.phone_spotting import pattern_of

    person = Person(("Annemiek de Graauw-Denkbeeld",), ("a.denkbeeld@kwikstaart.example",), ("070 012 34 56",))
    return {
        "removal.person._name_pattern": lambda: person.patterns,
        "removal.person._email_pattern": lambda: person.patterns,
        "text.phone_spotting.pattern_of": lambda: [
            pattern_of(dial) for dial in ("+31700123456", "+49301234", "116111")
        ],
        "packs.persons.name_pattern": lambda: persons.name_pattern([{"name": "Annemiek Denkbeeld"}, {"name": "Joris"}]),
    }


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


def slow(
    name: str, read: Callable[[str], object], words: str = "", most: int = 0, longest: int = _SHORT
) -> Slow | None:
    """The first text on which this takes more than linear time, if there is one.

    With ``most``, a text is never longer; then it may take next to nothing.
    """
    for piece in pieces(words):
        for end in ("", "x]>"):
            whole, half = (_text(piece, size, end) for size in (most or longest, (most or longest) // 2))
            if timed(read, whole, 1) < NOTHING:
                continue
            for _again in range(_AGAIN):
                short, long = timed(read, half, _RUNS), timed(read, whole, _RUNS)
                if long < NOTHING or (not most and long <= ALLOWED * short):
                    break
            else:
                return Slow(name, whole, short, long)
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


# Functions and rooms that take a text from our own code and not from anyone who types, by what their names begin with.
NOT_READ: Final[Mapping[str, str]] = {
    "assets.": "the name of a file of ours",
    "checks.": "the number of a check",
    "doctor.answer.": "an address of this site, which is then visited",
    "lookup.page_kinds.": "a kind of page",
    "lookup.restrictions.": "a path in the tree",
    "lookup.sources.": "the name of an attribute",
    "planting.": "what an administrator types at a terminal",
    "reminders.": "the address of the admin, and processes",
    "removal.person._": "whom an administrator names at a terminal",
    "removal.translation_rows.": "the name of a model",
    "safety.parent_messages.": "a language",
    "sanitize._sanitise": "what _prepare lets through, which bounds what a parser has to do",
    "sanitize._with_": "the same",
    "starter.": "our own files",
    "templatetags.": "a name in a template",
}


def readers(all_of_them: bool = False) -> dict[str, tuple[Callable[[str], object], str]]:
    """Every function of the package that needs one text and nothing else, found by its signature."""
    left_out = () if all_of_them else tuple(NOT_READ)
    found: dict[str, tuple[Callable[[str], object], str]] = {}
    for module in modules():
        short = module.__name__.removeprefix("gripwagtail.")
        for name, value in vars(module).items():
            if getattr(value, "__module__", None) != module.__name__ or not inspect.isroutine(inspect.unwrap(value)):
                continue
            if not f"{short}.{name}".startswith(left_out) and _needs_one_text(value):
                words = " ".join(pattern.pattern for part in vars(module).values() for pattern in _in(part))
                found[f"{short}.{name}"] = (_tolerant(value), words)
    return found


def _needs_one_text(function: Any) -> bool:
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return False
    needed = [
        one for one in parameters if one.default is one.empty and one.kind not in (one.VAR_KEYWORD, one.VAR_POSITIONAL)
    ]
    return (
        len(needed) == 1
        and str(needed[0].annotation) in ("str", "<class 'str'>")
        and needed[0].kind is not needed[0].KEYWORD_ONLY
    )


def _tolerant(function: Any) -> Callable[[str], object]:
    """Without what is remembered from the last time; a refusal is an answer. What it would yield is read."""
    plain = inspect.unwrap(function)

    def read(text: str) -> object:
        with suppress(Exception):
            said = plain(text)
            return list(said) if isinstance(said, Iterator) else said
        return None

    return read


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


def _compiled() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern that is compiled while the package is read, and where."""
    made: list[tuple[str, re.Pattern[str]]] = []
    plain = re.compile

    def noting(*args: Any, **named: Any) -> Any:
        pattern = plain(*args, **named)
        frame = inspect.currentframe()
        caller = frame.f_back if frame is not None else None
        if caller is not None and Path(caller.f_code.co_filename).is_relative_to(ROOT):
            made.append((f"{Path(caller.f_code.co_filename).relative_to(ROOT)}:{caller.f_lineno}", pattern))
        return pattern

    re.compile = noting  # type: ignore[assignment]
    try:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.hosts.default.settings")
        django.setup()
        list(modules())
    finally:
        re.compile = plain  # type: ignore[assignment]
    yield from made


def _late_calls() -> Iterator[str]:
    """The functions in which a pattern is compiled, by module and name."""
    for path in ROOT.rglob("*.py"):
        short = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                calls = (ast.unparse(each.func) for each in ast.walk(node) if isinstance(each, ast.Call))
                if "re.compile" in calls:
                    yield f"{short}.{node.name}"


def main() -> int:
    """Names the patterns that are compiled and not measured: nothing, when all is well."""
    made = dict(_compiled())
    known = {pattern.pattern for pattern in patterns().values()}
    missing = sorted(place for place, pattern in made.items() if pattern.pattern not in known)
    # What a function compiles while its module is read stands in that module.
    early = {place.partition(":")[0].removesuffix(".py").replace("/", ".") for place in made}
    late = set(_late_calls()) - set(made_late())
    missing += sorted(name for name in late if name.rpartition(".")[0] not in early)
    print(*missing, sep="\n", end="\n" if missing else "")
    return int(not made)


if __name__ == "__main__":
    sys.exit(main())
