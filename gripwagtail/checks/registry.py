"""The one list of checks, and how one gets its number. Django asks for them in commands: a server has none of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from django.core.checks import CheckMessage, Error, Warning

Hinted = Iterator[tuple[str, str]]

# Number to the function that looks; the first line of its docstring is its meaning.
CHECKS: Final[dict[str, Callable[[], Hinted]]] = {}


def numbered(number: str) -> Callable[[Callable[[], Hinted]], Callable[[], Hinted]]:
    """Lists a check that yields ``(message, hint)`` pairs; W is a warning, E an error."""

    def decorate(look: Callable[[], Hinted]) -> Callable[[], Hinted]:
        CHECKS[f"gripwagtail.{number}"] = look
        return look

    return decorate


def messages() -> Iterator[CheckMessage]:
    """What all of them have to say."""
    for number, look in CHECKS.items():
        kind = Warning if ".W" in number else Error
        yield from (kind(message, hint=hint, id=number) for message, hint in look())


__all__ = ["CHECKS", "Hinted", "messages", "numbered"]
