"""Of many cases of one thing each change is tried with some, and every night with all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def by_day(cases: Iterable[Any], *some: Any) -> list[Any]:
    """All cases for ``parametrize``, of which those beside ``some`` have their turn at night."""
    every = list(cases)
    unknown = [one for one in some if one not in every]
    if unknown:
        raise ValueError(f"There are no such cases: {unknown}")
    return [one if one in some else _at_night(one) for one in every]


def _at_night(case: Any) -> Any:
    return pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.thorough)
