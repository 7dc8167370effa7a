"""What an editor of a page does in wagtail-localize, where that is installed."""

from __future__ import annotations

from typing import Any, Final

from django.apps import apps
from django.urls import NoReverseMatch, reverse

from ..page_class import GripPage

_MAY: Final = "wagtail_localize.submit_translation"


def sync_address(page: GripPage, user: Any) -> str:
    """Where new words of this page are brought to its translations; nothing where none are made from a list of texts.

    Until then a translator finds the old sentence there, and nothing to translate.
    """
    if not apps.is_installed("wagtail_localize") or not user.has_perm(_MAY):
        return ""
    sources = apps.get_model("wagtail_localize", "TranslationSource")._default_manager
    source = sources.filter(object_id=page.translation_key, locale=page.locale_id, translations__enabled=True).first()
    try:
        return reverse("wagtail_localize:update_translations", args=[source.pk]) if source is not None else ""
    except NoReverseMatch:  # its views are not those of this site
        return ""


__all__ = ["sync_address"]
