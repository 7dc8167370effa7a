"""In which language our own words are on a page: that of the page, if we speak it.

A page may be in a language that we have no words in. Django then answers in another one without saying which, so
every catalog names its own language, and the HTML can be marked with what is really there.
"""

from __future__ import annotations

from django.utils.translation import pgettext

from .speaking import speaking


def interface_language(shown: str, source: str) -> str:
    """The language of the page, else that of its source, else the one in which Django answers."""
    return next((code for code in (shown, source) if has_catalog(code)), catalog_language(shown))


def has_catalog(language: str) -> bool:
    """Whether there are words of ours in this language."""
    return _base(catalog_language(language)) == _base(language)


def catalog_language(language: str) -> str:
    """The language of our words where this one is asked for. A host may add a catalog of its own."""
    with speaking(language):
        return pgettext("the code of the language into which these texts are translated", "en")


def _base(code: str) -> str:
    return code.lower().split("-")[0]


__all__ = ["catalog_language", "has_catalog", "interface_language"]
