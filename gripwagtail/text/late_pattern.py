"""A pattern that is compiled when it is first used.

Those that read language are long: compiling all of them took a fifth of a second of every worker that starts, most of
which never read what an editor types.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast


class LatePattern:
    """Stands in for the pattern of ``re`` and passes on everything. A mistake in it is found at its first use."""

    def __init__(self, text: str, flags: int = 0) -> None:
        self._given = (text, flags)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(*self._given)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.compiled, name)


def late_pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """As ``re.compile``."""
    return cast("re.Pattern[str]", LatePattern(text, flags))


__all__ = ["LatePattern", "late_pattern"]
