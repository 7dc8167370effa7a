"""A site with a base page of its own (Wagtail 8), so with page types of its own on our mixins."""

from __future__ import annotations

from tests.hosts.base import *  # noqa: F403
from tests.hosts.base import DJANGO_APPS, WAGTAIL_APPS, database

INSTALLED_APPS = [
    "tests.hosts.custom_base.basepage",
    "tests.hosts.custom_base.home",
    "tests.hosts.custom_base.school",
    "gripwagtail",
    *WAGTAIL_APPS,
    *DJANGO_APPS,
]
WAGTAIL_PAGE_MODEL = "basepage.BasePage"
DATABASES = {"default": database("custom_base")}
