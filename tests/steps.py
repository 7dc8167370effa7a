"""How many characters a pattern reads, counted instead of timed: the same on every machine, however busy it is.

A clock says something else each time, and the more so the more there is to do beside it. So the tree that ``re`` makes
of a pattern is walked here in the order in which ``re`` walks it, back where that goes back, and what counts is each
character that is read, each place at which is begun, and each turn of what is repeated. What ``re`` does between two
of those is bounded by the pattern, whatever the text; so the steps grow as the time does. That the matches are those
of ``re`` is tested for every pattern.
"""

from __future__ import annotations

import re
import re._constants as code  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any, Final

# What is repeated goes one call deeper each time.
_STACK: Final = 512 * 2**20
_DEEP: Final = 400_000

# From a position to where the match ends, or -1.
Matcher = Callable[[int], int]
IsOne = Callable[[str], bool]


class TooMany(Exception):
    """There is no end to it, or none that is worth waiting for."""


class Steps:
    """A pattern that counts.

    With ``bound``, what is repeated up to a higher number is so up to this one: whatever the number, it makes each step
    so much longer and no more of them as the text grows, and with a small one that shows in a short text.
    """

    def __init__(self, pattern: re.Pattern[str], bound: int = code.MAXREPEAT) -> None:
        self._bound = bound
        self.text = ""
        self.count, self.most, self._refused = 0, 0, -1
        self._groups: dict[int, tuple[int, int]] = {}
        tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
        self._search = self._sequence(tree, pattern.flags, lambda at: at if at != self._refused else -1)
        self._whole = self._sequence(tree, pattern.flags, lambda at: at if at == len(self.text) else -1)

    def spans(self, text: str, most: int = 10**9) -> list[tuple[int, int]]:
        """What ``finditer`` finds; ``count`` says what that took, with a ``fullmatch`` after it."""
        self.text, self.count, self.most = text, 0, most
        found, at, self._refused = list[tuple[int, int]](), 0, -1
        while at <= len(text):
            self._step(1)
            self._groups.clear()
            end = self._search(at)
            if end < 0:
                at += 1
            else:
                found.append((at, end))
            # Where an empty one was found a longer one may stand as well.
            self._refused = end if end == at else -1
            at = max(at, end)
        return found

    def counted(self, text: str, most: int = 10**9) -> int:
        """Also where the limit was passed: then it is more than that."""
        try:
            self.spans(text, most)
            self._groups.clear()
            self._whole(0)
        except TooMany:
            return most + 1
        return self.count

    def _step(self, number: int) -> None:
        self.count += number
        if self.count > self.most:
            raise TooMany

    # --- from the tree to functions, from the last part to the first ------------------

    def _sequence(self, tree: Any, flags: int, following: Matcher) -> Matcher:
        for part in reversed(list(tree)):
            following = self._part(part, flags, following)
        return following

    def _part(self, part: tuple[Any, Any], flags: int, following: Matcher) -> Matcher:
        operator, given = part
        is_one = _one(part, flags)
        if is_one is not None:
            return self._single(is_one, following)
        make = getattr(self, f"_{str(operator).lower()}", None)
        if make is None:
            raise NotImplementedError(operator)
        made: Matcher = make(given, flags, following)
        return made

    def _single(self, is_one: IsOne, following: Matcher) -> Matcher:
        def matched(at: int) -> int:
            if at < len(self.text) and is_one(self.text[at]):
                self._step(1)
                return following(at + 1)
            return -1

        return matched

    def _at(self, where: Any, flags: int, following: Matcher) -> Matcher:
        is_there = _place(where, flags)
        return lambda at: following(at) if is_there(self.text, at) else -1

    def _branch(self, given: Any, flags: int, following: Matcher) -> Matcher:
        ways = [self._sequence(way, flags, following) for way in given[1]]

        def matched(at: int) -> int:
            return next((end for way in ways if (end := way(at)) >= 0), -1)

        return matched

    def _subpattern(self, given: Any, flags: int, following: Matcher) -> Matcher:
        number, more, less, tree = given

        def closed(at: int) -> int:
            before = self._groups.get(number)
            self._groups[number] = (begun[-1], at)
            end = following(at)
            if end < 0 and before is None:
                del self._groups[number]
            elif end < 0 and before is not None:
                self._groups[number] = before
            return end

        begun: list[int] = []
        if number is None:
            return self._sequence(tree, (flags | more) & ~less, following)
        inside = self._sequence(tree, (flags | more) & ~less, closed)

        def matched(at: int) -> int:
            begun.append(at)
            end = inside(at)
            begun.pop()
            return end

        return matched

    def _groupref(self, number: int, flags: int, following: Matcher) -> Matcher:
        def matched(at: int) -> int:
            if number not in self._groups:
                return -1
            begin, end = self._groups[number]
            same = self.text[begin:end]
            self._step(len(same))
            if _fold(self.text[at : at + len(same)], flags) != _fold(same, flags):
                return -1
            return following(at + len(same))

        return matched

    def _assert(self, given: Any, flags: int, following: Matcher, wanted: bool = True) -> Matcher:
        direction, tree = given
        inside = self._sequence(tree, flags, lambda at: at)
        back = tree.getwidth()[0] if direction < 0 else 0

        def matched(at: int) -> int:
            holds = at >= back and inside(at - back) >= 0
            return following(at) if holds is wanted else -1

        return matched

    def _assert_not(self, given: Any, flags: int, following: Matcher) -> Matcher:
        return self._assert(given, flags, following, wanted=False)

    def _atomic_group(self, tree: Any, flags: int, following: Matcher) -> Matcher:
        inside = self._sequence(tree, flags, lambda at: at)

        def matched(at: int) -> int:
            end = inside(at)
            return following(end) if end >= 0 else -1

        return matched

    def _max_repeat(self, given: Any, flags: int, following: Matcher) -> Matcher:
        least, most, tree = self._bounds(given)
        is_one = _one(tree[0], flags) if len(tree) == 1 else None
        return (
            self._run(is_one, least, most, following)
            if is_one
            else self._turns(tree, least, most, flags, following, is_greedy=True)
        )

    def _min_repeat(self, given: Any, flags: int, following: Matcher) -> Matcher:
        least, most, tree = self._bounds(given)
        return self._turns(tree, least, most, flags, following, is_greedy=False)

    def _bounds(self, given: Any) -> tuple[int, int, Any]:
        least, most, tree = given
        return min(least, self._bound), most if most is code.MAXREPEAT else min(most, self._bound), tree

    def _possessive_repeat(self, given: Any, flags: int, following: Matcher) -> Matcher:
        return self._atomic_group([(code.MAX_REPEAT, given)], flags, following)

    def _run(self, is_one: IsOne, least: int, most: int, following: Matcher) -> Matcher:
        """Of single characters: as many as there are, and back."""

        def matched(at: int) -> int:
            text, end = self.text, at
            last = len(text) if most is code.MAXREPEAT else min(len(text), at + most)
            while end < last and is_one(text[end]):
                end += 1
            self._step(end - at)
            while end >= at + least:
                found = following(end)
                if found >= 0:
                    return found
                end -= 1
            return -1

        return matched

    def _turns(
        self, tree: Any, least: int, most: int, flags: int, following: Matcher, *, is_greedy: bool
    ) -> Matcher:  # fmt: skip
        """Of anything else: how many turns there were and where the last one began is put back on the way back."""
        turns, begun = 0, -1

        def once_more(at: int) -> int:
            nonlocal turns, begun
            if turns >= least and (turns >= most or at == begun):
                return -1
            self._step(1)
            before, turns, begun = (turns, begun), turns + 1, at
            end = inside(at)
            turns, begun = before
            return end

        def go_on(at: int) -> int:
            nonlocal turns, begun
            before = (turns, begun)
            end = following(at) if turns >= least else -1
            turns, begun = before
            return end

        def turn(at: int) -> int:
            first, second = (once_more, go_on) if is_greedy else (go_on, once_more)
            end = first(at)
            return end if end >= 0 else second(at)

        def matched(at: int) -> int:
            nonlocal turns, begun
            before, turns, begun = (turns, begun), 0, -1
            end = turn(at)
            turns, begun = before
            return end

        inside = self._sequence(tree, flags, turn)
        return matched


def _fold(text: str, flags: int) -> str:
    return text.lower() if flags & re.IGNORECASE else text


_IN_ASCII: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
_CATEGORIES: Final[dict[str, IsOne]] = {
    "DIGIT": str.isdecimal,
    "SPACE": str.isspace,
    "WORD": lambda one: one.isalnum() or one == "_",
}


def _category(name: Any, flags: int) -> IsOne:
    kind = str(name).removeprefix("CATEGORY_")
    is_one = _CATEGORIES[kind.removeprefix("NOT_")]
    plain = is_one if not flags & re.ASCII else lambda one: one.isascii() and is_one(one)
    return (lambda one: not plain(one)) if kind.startswith("NOT_") else plain


def _one(part: tuple[Any, Any], flags: int) -> IsOne | None:
    """Whether a character is the one that stands here; nothing, when this is no single character."""
    operator, given = part
    if operator is code.ANY:
        return (lambda one: True) if flags & re.DOTALL else (lambda one: one != "\n")
    if operator in (code.LITERAL, code.NOT_LITERAL):
        same = _literal(chr(given), flags)
        return same if operator is code.LITERAL else lambda one: not same(one)
    if operator is code.IN:
        return _in(given, flags)
    return None


def _literal(sign: str, flags: int) -> IsOne:
    if not flags & re.IGNORECASE:
        return lambda one: one == sign
    return lambda one: one == sign or one.lower() == sign.lower()


def _in(given: Sequence[tuple[Any, Any]], flags: int) -> IsOne:
    tests: list[IsOne] = []
    for operator, value in given:
        if operator is code.CATEGORY:
            tests.append(_category(value, flags))
        elif operator is code.LITERAL:
            tests.append(_literal(chr(value), flags))
        elif operator is code.RANGE:
            tests.append(_range(*map(chr, value), flags))
    negated = given[0][0] is code.NEGATE
    known: dict[str, bool] = {}

    def is_in(one: str) -> bool:
        if one not in known:
            known[one] = any(test(one) for test in tests) is not negated
        return known[one]

    return is_in


def _range(first: str, last: str, flags: int) -> IsOne:
    if not flags & re.IGNORECASE:
        return lambda one: first <= one <= last
    return lambda one: any(first <= each <= last for each in (one, one.lower(), one.upper()))


def _place(where: Any, flags: int) -> Callable[[str, int], bool]:
    is_word = _category("CATEGORY_WORD", flags)

    def at_boundary(text: str, at: int) -> bool:
        before = at > 0 and is_word(text[at - 1])
        return before is not (at < len(text) and is_word(text[at]))

    many = bool(flags & re.MULTILINE)
    places: dict[str, Callable[[str, int], bool]] = {
        "AT_BEGINNING": lambda text, at: at == 0 or (many and text[at - 1] == "\n"),
        "AT_BEGINNING_STRING": lambda text, at: at == 0,
        "AT_END": lambda text, at: at >= len(text) - (text[at:] == "\n") or (many and text[at] == "\n"),
        "AT_END_STRING": lambda text, at: at == len(text),
        "AT_BOUNDARY": lambda text, at: bool(text) and at_boundary(text, at),
        "AT_NON_BOUNDARY": lambda text, at: bool(text) and not at_boundary(text, at),
    }
    return places[str(where)]


def with_room(work: Callable[[], Any]) -> Any:
    """Does it in a thread that may go as deep as a long text asks for."""
    said: list[Any] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            said.append(work())
        except BaseException as error:
            failed.append(error)

    deep, stack = sys.getrecursionlimit(), threading.stack_size(_STACK)
    sys.setrecursionlimit(_DEEP)
    try:
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    finally:
        sys.setrecursionlimit(deep)
        threading.stack_size(stack)
    if failed:
        raise failed[0]
    return said[0]
