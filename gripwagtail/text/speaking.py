"""Our own words in the language of a page, also on a site that has switched translations off.

With ``USE_I18N = False`` Django gives every text as it is in the code. The admin and the pages of the host stay like
that, as the host wants it. What we render is in the language that our markup claims, translated as on any other site.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import trans_null, trans_real

# What asks for a language or for words.
_ASKED: Final = (
    *("gettext", "pgettext", "ngettext", "npgettext"),
    *("activate", "deactivate", "deactivate_all", "get_language", "get_language_bidi"),
)

_speaks: ContextVar[bool] = ContextVar("gripwagtail_speaks", default=False)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """For as long as something of ours is made: in this language."""
    around = _speaks.set(True)
    try:
        with translation.override(language):
            yield
    finally:
        _speaks.reset(around)


def connect() -> None:
    """Called once, when all apps are ready. Where translations are on there is nothing to do."""
    if settings.USE_I18N:
        return
    for name in _ASKED:
        setattr(translation._trans, name, _either(name))  # type: ignore[attr-defined]


def _either(name: str) -> Callable[..., Any]:
    """As Django does without translations; while we speak, as it does with them."""
    silent, spoken = getattr(trans_null, name), getattr(trans_real, name)

    @wraps(silent)
    def ask(*args: Any, **kwargs: Any) -> Any:
        return (spoken if _speaks.get() else silent)(*args, **kwargs)

    return ask


__all__ = ["connect", "speaking"]
