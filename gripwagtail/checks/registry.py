"""The one list of checks, and how one gets its number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from django.core.checks import CheckMessage, Error, Tags, Warning, register

Hinted = Iterator[tuple[str, str]]

# Number to the function that looks; the first line of its docstring is its meaning.
CHECKS: Final[dict[str, Callable[[], Hinted]]] = {}


def numbered(number: str) -> Callable[[Callable[[], Hinted]], Callable[[], Hinted]]:
    """Registers a check that yields ``(message, hint)`` pairs; W is a warning, E an error."""
    kind = Error if number.startswith("E") else Warning

    def decorate(look: Callable[[], Hinted]) -> Callable[[], Hinted]:
        def check(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
            return [kind(message, hint=hint, id=f"gripwagtail.{number}") for message, hint in look()]

        check.__name__ = f"check_{number}"
        register(check, Tags.compatibility, "gripwagtail")
        CHECKS[f"gripwagtail.{number}"] = look
        return look

    return decorate


__all__ = ["CHECKS", "Hinted", "numbered"]
