"""The published translations of the page shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language_info

from ..here import Here
from ..sources import page_model


@dataclass(slots=True)
class Language:
    code: str
    name: str
    url: str
    current: bool
    direction: str


def translations_of(here: Here) -> list[Language]:
    """The page and its live translations, each under the language's own name."""
    page = here.page
    if page is None or not getattr(settings, "WAGTAIL_I18N_ENABLED", False) or not page.translation_key:
        return []
    rows = page_model().objects.filter(translation_key=page.translation_key, live=True).select_related("locale")
    found: list[Language] = []
    for row in rows.public():
        url = row.get_url(here.request)
        if url:
            code = row.locale.language_code
            info = _info(code)
            found.append(Language(code, info["name_local"], url, row.pk == page.pk, "rtl" if info["bidi"] else "ltr"))
    return sorted(found, key=lambda language: language.name.casefold())


def _info(code: str) -> dict[str, Any]:
    try:
        return dict(get_language_info(code))
    except KeyError:
        return {"name_local": code, "bidi": False}
