"""The default host on a database file of its own."""

from __future__ import annotations

import os

from tests.hosts.default.settings import *  # noqa: F403

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["GRIP_UPGRADE_DATABASE"]}}
