"""In which of the languages of the site a visit is: as Wagtail itself finds the locale of a visit."""

from __future__ import annotations

from django.utils import translation
from wagtail.coreutils import get_content_languages, get_supported_content_language_variant


def visit_language() -> str:
    """The code as it is in the locales of the site: ``en`` for a visit in ``en-gb`` and ``en-GB`` for one in ``en``."""
    code = translation.get_language() or ""
    for known in get_content_languages():
        if known.lower() == code.lower():
            return str(known)
    try:
        return str(get_supported_content_language_variant(code))
    except LookupError:
        return code


__all__ = ["visit_language"]
