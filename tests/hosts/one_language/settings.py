"""A school that has switched languages off altogether."""

from __future__ import annotations

from tests.hosts import base
from tests.hosts.base import *  # noqa: F403
from tests.hosts.base import DJANGO_APPS, WAGTAIL_APPS, database

INSTALLED_APPS = [
    *DJANGO_APPS,
    *WAGTAIL_APPS,
    "tests.hosts.default.home",
    "gripwagtail.pages",
    "gripwagtail",
]
USE_I18N = WAGTAIL_I18N_ENABLED = False
LANGUAGES = [("nl", "Nederlands")]
del WAGTAIL_CONTENT_LANGUAGES  # noqa: F821 (from base)
MIDDLEWARE = [name for name in base.MIDDLEWARE if "locale" not in name]
DATABASES = {"default": database("one_language")}
