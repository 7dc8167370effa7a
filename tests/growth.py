"""How the work of a pattern or a function grows with the length of a text that is made to be slow.

Of a pattern the characters that it reads are counted (`tests/steps.py`), for a text and for one twice as long. Linear
is twice; that every character is compared with every other one is four times. More than two and a half times is wrong.
No clock is asked, so this says the same on every machine at every time.

Of a function nothing can be counted, because it hands the text to parsers that are not ours. So its processor time is
measured, at night, and for a text that is eight times as long: there linear and quadratic are so far apart (8 and 64
times) that what else the machine does cannot make one of the other, least of all three times in a row.
"""

from __future__ import annotations

import ast
import gc
import importlib
import inspect
import os
import pkgutil
import random
import re
import re._constants as code  # type: ignore[import-not-found]
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

import django

import gripwagtail
from gripwagtail.text import harmless
from gripwagtail.text.late_pattern import LatePattern
from tests.steps import Steps

ROOT: Final = Path(gripwagtail.__file__).parent
# Between twice (linear) and four times (quadratic).
ALLOWED: Final = 2.5
# The lengths at which steps are counted, the second to be sure: what reads back a little, and no further as the text
# grows, looks worse in a short one. “Up to 2,500 times” counts as up to so many times, for the same reason.
_COUNTED: Final = (512, 2_048)
_BOUND: Final = 32
# So many steps for each character are no growth at the shortest of these.
_FEW: Final = 4
# A pattern that takes so many for each is given up at once.
_HOPELESS: Final = 600
# What is bounded may compare every character with every other one some times over, and no worse than that.
_OF_A_SQUARE: Final = 16

# A text that takes so little is not looked at again: growth shows at the lengths used here.
NOTHING: Final = 0.02
# At this length what is quadratic shows, however quick one step of it is.
LONG: Final = 16_000
TIMES: Final = 8
# Three doublings.
ALLOWED_TIMES: Final = ALLOWED**3
# At first only the short text is looked at more than once, which takes an eighth.
_LOOKS: Final = 3
_RUNS: Final = 5
_AGAIN: Final = 3

# What only ever reads a piece of this length, and where that is seen to.
BOUNDED: Final[Mapping[str, tuple[int, str]]] = {
    **{f"phone.{name}": (80, "phone._tidy refuses more than MAX_LENGTH") for name in (
        "_BEFORE_SHORT", "_DASHES", "_GLUED", "_HOURS_OR_DATE", "_INSIDE", "_NUMBER", "_REMOVED", "_SPACES",
    )},
    "admin.pasted_words._BARE": (80, "is_name looks at the length"),
    "admin.pasted_words.POSTAL": (300, "read_line takes no longer line apart"),
    "admin.pasted_words.STREET": (300, "_is_short looks at the length"),
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
        return f"{self.name}: {self.long:g} for {self.short:g} on {self.text[:50]!r}…"


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
            for number, pattern in enumerate(patterns_in(value)):
                if pattern not in found.values():
                    found[f"{short}.{name}" + (f"[{number}]" if number else "")] = pattern
    for name, make in made_late().items():
        for number, pattern in enumerate(patterns_in(make())):
            found[f"{name}[{number}]"] = pattern
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = _pattern_of(node)
            if text is not None and re.compile(text) not in found.values():
                found[f"{path.relative_to(ROOT)}:{node.lineno}"] = re.compile(text)
    return found


def patterns_in(value: Any, deep: int = 4) -> Iterator[re.Pattern[str]]:
    """The patterns in a value of a module, also in a dict, a set, a class or a record."""
    if isinstance(value, LatePattern):
        value = value.compiled
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
        yield from patterns_in(part, deep - 1)


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


def steep(name: str, pattern: re.Pattern[str], most: int = 0) -> Slow | None:
    """The first text on which the steps of this grow faster than the text does, if there is one.

    With ``most`` a text is never longer; then they may grow with its square, and no faster.
    """
    counting = Steps(pattern, code.MAXREPEAT if most else _BOUND)
    for piece in pieces(pattern.pattern):
        for end in ("", "x]>"):
            grown = (
                _of_a_square(counting, piece, end, min(most, 256)) if most else _grown(counting, piece, end, _COUNTED)
            )
            if grown:
                return Slow(name, _text(piece, _COUNTED[0], end), *grown)
    return None


def _grown(counting: Steps, piece: str, end: str, lengths: Sequence[int]) -> tuple[int, int] | None:
    """The steps for half of a text and for the whole, where that is too many at each of these lengths."""
    found = None
    for size in lengths:
        whole = counting.counted(_text(piece, size, end), _HOPELESS * size)
        if whole <= _FEW * size:
            return None
        if whole > _HOPELESS * size:
            return (_HOPELESS * size, whole)
        half = counting.counted(_text(piece, size // 2, end), _HOPELESS * size)
        if whole <= ALLOWED * half:
            return None
        found = (half, whole)
    return found


def _of_a_square(counting: Steps, piece: str, end: str, size: int) -> tuple[int, int] | None:
    most = _OF_A_SQUARE * size * size
    whole = counting.counted(_text(piece, size, end), most)
    return (size, whole) if whole > most else None


def slow(name: str, read: Callable[[str], object], words: str = "", longest: int = LONG) -> Slow | None:
    """The first text on which this takes more than linear time, each time that it is measured, if there is one."""
    for piece in pieces(words):
        for end in ("", "x]>"):
            whole, part = (_text(piece, size, end) for size in (longest, longest // TIMES))
            # Most of them are linear at the first look, and what is quadratic is not by chance.
            long = timed(read, whole, 1)
            if long < NOTHING or long <= ALLOWED_TIMES * timed(read, part, _LOOKS):
                continue
            for _again in range(_AGAIN):
                # By turns, so that both have the same machine.
                each = [(timed(read, part, 1), timed(read, whole, 1)) for _run in range(_RUNS)]
                short, long = (min(times) for times in zip(*each, strict=True))
                if long < NOTHING or long <= ALLOWED_TIMES * short:
                    break
            else:
                # Where one more reading begins at a bound of ours, and no other after it, nothing grows.
                further = timed(read, _text(piece, 2 * longest, end), 1)
                if further > ALLOWED * ALLOWED_TIMES * short:
                    return Slow(name, whole, short, long)
    return None


def _text(piece: str, size: int, end: str) -> str:
    return (piece * (size // len(piece) + 1))[: size - len(end)] + end


def timed(read: Callable[[str], object], text: str, runs: int) -> float:
    """Without Python's collector of garbage: where much is new that looks at every object of the process as well."""
    times, collects = [], gc.isenabled()
    gc.disable()
    try:
        for _run in range(runs):
            # What was read once is remembered, and would take no time.
            harmless.forget()
            began = time.process_time()
            read(text)
            times.append(time.process_time() - began)
    finally:
        if collects:
            gc.enable()
    return min(times)


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

    def noting_late(late: LatePattern, *given: Any) -> None:
        late._given = given if len(given) > 1 else (*given, 0)
        caller = inspect.currentframe()
        while caller is not None and caller.f_code.co_filename.endswith(("growth.py", "late_pattern.py")):
            caller = caller.f_back
        assert caller is not None
        made.append((f"{Path(caller.f_code.co_filename).relative_to(ROOT)}:{caller.f_lineno}", late.compiled))

    own = LatePattern.__init__
    re.compile, LatePattern.__init__ = noting, noting_late  # type: ignore[assignment, method-assign]
    try:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.hosts.default.settings")
        django.setup()
        list(modules())
    finally:
        re.compile, LatePattern.__init__ = plain, own  # type: ignore[assignment, method-assign]
    yield from made


def _late_calls() -> Iterator[str]:
    """The functions in which a pattern is compiled, by module and name."""
    for path in ROOT.rglob("*.py"):
        short = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                calls = (ast.unparse(each.func) for each in ast.walk(node) if isinstance(each, ast.Call))
                if not {"re.compile", "late_pattern"}.isdisjoint(calls):
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
