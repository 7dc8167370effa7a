"""Failures while something is read or made: that part is left out, noted and logged, and the rest is shown.

A failure of the database is everyone's and is passed on, as are answers that are meant to be raised, and what a test
asserts. While ``DEBUG`` is on a page that hides its fault helps nobody, so everything is passed on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple, TypeVar

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import Error
from django.http import Http404

logger = logging.getLogger(__name__)

T = TypeVar("T")
D = TypeVar("D")

PASSED_ON: Final = (Error, AssertionError, Http404, PermissionDenied, SuspiciousOperation)


class Failure(NamedTuple):
    """What could not be read or made, and why."""

    what: str
    why: str


def attempt(what: str, do: Callable[[], T], instead: D, noted: list[Failure], made: bool = False) -> T | D:
    """What ``do`` returns; when that fails ``instead``, and a line in ``noted``.

    ``made`` is for what is made by templates: while ``DEBUG`` is on someone is writing them, and it is passed on.
    """
    try:
        return do()
    except PASSED_ON:
        raise
    except Exception as problem:
        if made and settings.DEBUG:
            raise
        note(what, problem, noted)
        return instead


def note(what: str, problem: Exception, noted: list[Failure]) -> None:
    """Notes and logs that something failed."""
    logger.error("%s failed and is left out. The doctor says where it is damaged.", what, exc_info=problem)
    noted.append(Failure(what, f"{type(problem).__name__}: {problem}"))


def one_by_one(rows: Any, what: str, noted: list[Failure], alone: Callable[[], Any] | None = None) -> list[Any]:
    """All rows of a query; when they cannot be read together, those that can be read alone, or by ``alone``."""
    try:
        return list(rows)
    except PASSED_ON:
        raise
    except Exception:
        logger.info("%s: read one by one, because together they cannot be read.", what)
    keys = list(rows.values_list("pk", flat=True))
    return list(_readable(alone() if alone else rows, keys, what, noted))


def _readable(rows: Any, keys: Iterable[Any], what: str, noted: list[Failure]) -> Iterator[Any]:
    for pk in keys:
        row = attempt(f"{what} {pk}", lambda pk=pk: rows.get(pk=pk), None, noted)  # type: ignore[misc]
        if row is not None:
            yield row


__all__ = ["PASSED_ON", "Failure", "attempt", "note", "one_by_one"]
