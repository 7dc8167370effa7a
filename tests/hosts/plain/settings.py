"""What `wagtail start` makes: English, one language, no i18n of Wagtail's, a base template of few blocks."""

from __future__ import annotations

from django.conf import global_settings

from tests.hosts import base
from tests.hosts.base import *  # noqa: F403
from tests.hosts.base import DJANGO_APPS, HERE, WAGTAIL_APPS, database

INSTALLED_APPS = [
    "tests.hosts.default.home",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    *WAGTAIL_APPS,
    *DJANGO_APPS,
    "gripwagtail",
    "gripwagtail.pages",
]
LANGUAGE_CODE = "en-us"
LANGUAGES = global_settings.LANGUAGES
del WAGTAIL_CONTENT_LANGUAGES  # noqa: F821 (from base)
del WAGTAIL_DATE_FORMAT, WAGTAIL_DATETIME_FORMAT  # noqa: F821 (from base)
WAGTAIL_I18N_ENABLED = False
TIME_ZONE = "UTC"
MIDDLEWARE = [
    *(name for name in base.MIDDLEWARE if "locale" not in name),
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
TEMPLATES = [{**base.TEMPLATES[0], "DIRS": [str(HERE / "plain/templates"), *base.TEMPLATES[0]["DIRS"]]}]
DATABASES = {"default": database("plain")}
