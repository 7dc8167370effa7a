"""Dates as Dutch schools write them, also read from an editor whose admin speaks another language.

Wagtail writes every date in one format, ``WAGTAIL_DATE_FORMAT``, in whichever language an editor works; what is typed
or picked is read in the formats of that language. Where these lack it, an English editor cannot save a page with a
date, and from Wagtail 8.1 on the site does not start (``wagtailadmin.E003``). With
``FORMAT_MODULE_PATH = "gripwagtail.formats"`` each of our languages reads it too, after all that it reads by itself.
Dutch does so in Django. How a date is shown does not change. There is a module for each variant that Django knows, or
British English would be read as American.
"""

from __future__ import annotations

from importlib import import_module
from typing import Final

from django.conf import global_settings

DATE: Final = "%d-%m-%Y"
MOMENT: Final = "%d-%m-%Y %H:%M"


def dates(locale: str) -> list[str]:
    """``DATE_INPUT_FORMATS`` of a locale of Django, such as en_GB, and ours."""
    return _with("DATE_INPUT_FORMATS", locale, DATE)


def moments(locale: str) -> list[str]:
    """``DATETIME_INPUT_FORMATS`` of a locale of Django, and ours."""
    return _with("DATETIME_INPUT_FORMATS", locale, MOMENT)


def _with(name: str, locale: str, ours: str) -> list[str]:
    formats = import_module(f"django.conf.locale.{locale}.formats")
    own: list[str] = getattr(formats, name, getattr(global_settings, name))
    return [*own, *([] if ours in own else [ours])]


__all__ = ["DATE", "MOMENT", "dates", "moments"]
