"""A site with its own users (who have no user name), images and documents, and an older kind of key.

It is translated with Wagtail's own simple_translation.
"""

from __future__ import annotations

from tests.hosts.base import *  # noqa: F403
from tests.hosts.base import DJANGO_APPS, WAGTAIL_APPS, database

INSTALLED_APPS = [
    "tests.hosts.custom_models.people",
    "tests.hosts.custom_models.media",
    "tests.hosts.default.home",
    "gripwagtail",
    "gripwagtail.pages",
    "wagtail.contrib.simple_translation",
    *WAGTAIL_APPS,
    *DJANGO_APPS,
]
AUTH_USER_MODEL = "people.Person"
WAGTAILIMAGES_IMAGE_MODEL = "media.SchoolImage"
WAGTAILDOCS_DOCUMENT_MODEL = "media.SchoolDocument"
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
# A number such as a page's key may not get a dot in it: 1.234 is no id.
USE_THOUSAND_SEPARATOR = True
DATABASES = {"default": database("custom_models")}
