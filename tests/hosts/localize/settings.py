"""A school in three languages, one of them from right to left, translated with wagtail-localize.

Our package comes last, so that nothing depends on it being loaded early.
"""

from __future__ import annotations

from tests.hosts.base import *  # noqa: F403
from tests.hosts.base import DJANGO_APPS, WAGTAIL_APPS, database

INSTALLED_APPS = [
    "tests.hosts.default.home",
    "wagtail_localize",
    "wagtail_localize.locales",
    *WAGTAIL_APPS,
    *DJANGO_APPS,
    "gripwagtail.pages",
    "gripwagtail",
]
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("nl", "Nederlands"), ("en", "English"), ("ar", "العربية")]
DATABASES = {"default": database("localize")}
