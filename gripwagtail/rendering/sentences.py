"""The package's own sentences as HTML, each rendered once: on a page they occur some sixty times."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .. import safety


def said(key: str, language: str) -> SafeString:
    """A sentence of the package, with the Dutch beside it while it is unchecked."""
    if settings.DEBUG:
        return _said(key, language)
    return _kept_said(key, language)


def _said(key: str, language: str) -> SafeString:
    return render_to_string("gripwagtail/elements/sentence.html", {"sentence": safety.sentence(key, language)})


# The sentences are constants: they change with a release, never while we run.
_kept_said = lru_cache(maxsize=512)(_said)


__all__ = ["said"]
