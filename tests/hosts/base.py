"""Settings that every host in the suite begins with. A host changes what it is about."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def database(name: str) -> dict[str, Any]:
    """SQLite by default; with GRIP_DB=postgres a database that the PG* variables point to."""
    if os.environ.get("GRIP_DB") == "postgres":
        return {"ENGINE": "django.db.backends.postgresql", "NAME": os.environ.get("PGDATABASE", "gripwagtail")}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(Path(tempfile.gettempdir()) / f"grip-{name}.sqlite3")}


WAGTAIL_APPS = [
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
]
DJANGO_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # The index of Wagtail needs it there; Django 6.1 and Wagtail 8.1 say so.
    *(["django.contrib.postgres"] if os.environ.get("GRIP_DB") == "postgres" else []),
]

SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["*"]
DEBUG = False
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
LANGUAGE_CODE = "nl"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
WAGTAIL_I18N_ENABLED = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# In a test all threads share one database in memory, where nobody can wait for another.
SILENCED_SYSTEM_CHECKS = ["gripwagtail.W007"]
# As dates are typed in Dutch: Wagtail's calendar makes today of what is typed in another format than this.
WAGTAIL_DATE_FORMAT = "%d-%m-%Y"
WAGTAIL_DATETIME_FORMAT = "%d-%m-%Y %H:%M"
FORMAT_MODULE_PATH = "gripwagtail.formats"
STATIC_URL = "/static/"
MEDIA_ROOT = tempfile.gettempdir()
WAGTAIL_SITE_NAME = "De Kwikstaart"
WAGTAILADMIN_BASE_URL = "http://testserver"
WAGTAIL_ENABLE_UPDATE_CHECK = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
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
# With GRIP_CACHE that of tests/processes.py, which several processes may share.
CACHES = {
    "default": json.loads(os.environ.get("GRIP_CACHE", '{"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}'))
}
ROOT_URLCONF = "tests.hosts.urls"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# How Django 6.1 and later know where mail goes; the tests keep it in memory.
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
