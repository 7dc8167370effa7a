"""What may be asked of a block or tag. A tag with a word that means nothing would show everything, or nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.template import TemplateSyntaxError

from .. import vocabulary
from ..content.items import keys
from ..roles import roles

logger = logging.getLogger(__name__)

COMMON: Final = ("heading", "level", "page")
# What each block has besides.
OWN: Final[Mapping[str, tuple[str, ...]]] = {
    "norm": ("show_agreements", "agreements"),
    "contacts": ("roles", "audience", "topic", "location", "compact"),
    "parent_tips": ("theme", "age", "count"),
    "incident_help": ("titles", "deep_links", "size"),
    "helplines": ("keys", "audience", "topic"),
    "exit": (),
    "languages": (),
}
_VALUES: Final[Mapping[str, Callable[[], Collection[str]]]] = {
    "roles": roles,
    "audience": lambda: vocabulary.AUDIENCES,
    "topic": lambda: vocabulary.TOPICS,
    "theme": lambda: vocabulary.TIP_THEMES,
    "size": lambda: ("block", "line"),
}


def known(kind: str, options: Mapping[str, Any]) -> Mapping[str, Any]:
    """The options of a tag. What means nothing is an error for the author of a template, and in the log for others."""
    for fault in _faults(kind, options):
        message = f"{{% grip_{kind} %}}: {fault}"
        if settings.DEBUG:
            raise TemplateSyntaxError(message)
        _note(message)
    return options


def _faults(kind: str, options: Mapping[str, Any]) -> list[str]:
    names = (*OWN[kind], *COMMON)
    found = [f"unknown option “{name}”. Known are: {', '.join(names)}." for name in options if name not in names]
    for name, values in _VALUES.items():
        if name in OWN[kind]:
            wrong = [word for word in keys(options.get(name)) if word not in values()]
            found += [f"unknown {name} “{word}”. Known are: {', '.join(values())}." for word in wrong]
    return found


@lru_cache(maxsize=256)
def _note(message: str) -> None:
    """Once for each process: it is the same at every visit."""
    logger.warning(message)


__all__ = ["COMMON", "OWN", "known"]
