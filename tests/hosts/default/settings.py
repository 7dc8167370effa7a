"""A Dutch school with Wagtail's own pages, users and images, and our ready page types."""

from __future__ import annotations

from tests.hosts.base import *  # noqa: F403
from tests.hosts.base import DJANGO_APPS, WAGTAIL_APPS, database

INSTALLED_APPS = ["tests.hosts.default.home", "gripwagtail", "gripwagtail.pages", *WAGTAIL_APPS, *DJANGO_APPS]
DATABASES = {"default": database("default")}
