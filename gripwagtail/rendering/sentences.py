"""The package's own sentences as HTML, each rendered once: on a page they occur some sixty times."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .. import safety


def sentence_html(key: str, language: str) -> SafeString:
    """A sentence of the package, with the Dutch beside it while it is unchecked."""
    if settings.DEBUG:
        return _sentence_html(key, language)
    return _cached_sentence_html(key, language)


def _sentence_html(key: str, language: str) -> SafeString:
    return render_to_string("gripwagtail/elements/sentence.html", {"sentence": safety.sentence(key, language)})


# The sentences are constants: they change with a release, never while we run.
_cached_sentence_html = lru_cache(maxsize=512)(_sentence_html)


def danger_lines(language: str) -> dict[str, Any]:
    """112 and 113, as every page of ours begins."""
    return {"danger": sentence_html("danger", language), "danger_life": sentence_html("danger_life", language)}


__all__ = ["danger_lines", "sentence_html"]
