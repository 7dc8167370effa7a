"""The settings of a school with everything of ours; each line of ours can be taken out by itself."""

from __future__ import annotations

from pathlib import Path

from tests.hosts.base import *  # noqa: F403
from tests.hosts.base import DJANGO_APPS, WAGTAIL_APPS

HERE = Path(__file__).resolve().parent
INSTALLED_APPS = [
    "home",
    "gripwagtail",  # ours
    "gripwagtail.pages",  # ours
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.api.v2",
    *WAGTAIL_APPS,
    *DJANGO_APPS,
]
GRIPWAGTAIL = {"HEADING_START": 1}  # ours
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [str(HERE / "templates")],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(HERE / "school.sqlite3")}}
ROOT_URLCONF = "urls"
