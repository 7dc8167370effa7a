"""A site whose own templates are Jinja2, with static files under names of their content."""

from __future__ import annotations

from pathlib import Path
from tempfile import gettempdir

from tests.hosts import base
from tests.hosts.base import *  # noqa: F403
from tests.hosts.base import DJANGO_APPS, HERE, WAGTAIL_APPS, database

INSTALLED_APPS = ["tests.hosts.default.home", *WAGTAIL_APPS, *DJANGO_APPS, "gripwagtail", "gripwagtail.pages"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [str(HERE / "jinja/jinja2")],
        "OPTIONS": {
            "extensions": [
                "wagtail.jinja2tags.core",
                "wagtail.admin.jinja2tags.userbar",
            ]
        },
    },
    # For the admin, and for what our pages and blocks are made of.
    *base.TEMPLATES,
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
STATIC_ROOT = str(Path(gettempdir()) / "grip-static")
DATABASES = {"default": database("jinja")}
