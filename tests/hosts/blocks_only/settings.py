"""A site that shows our blocks and tags on its own pages, and has none of our page types."""

from __future__ import annotations

from tests.hosts.base import *  # noqa: F403
from tests.hosts.base import DJANGO_APPS, WAGTAIL_APPS, database

INSTALLED_APPS = ["tests.hosts.blocks_only.home", "gripwagtail", *WAGTAIL_APPS, *DJANGO_APPS]
DATABASES = {"default": database("blocks_only")}
