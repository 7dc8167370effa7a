"""A cache in front of the site, for tests: one that remembers what it was asked to forget, and one that is down."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from django.apps import AppConfig, apps
from wagtail.contrib.frontend_cache.backends import BaseBackend

from gripwagtail.serving import purging


class RecordingFront(BaseBackend):
    """Remembers the addresses."""

    urls: ClassVar[list[str]] = []

    def purge(self, url: str) -> None:
        self.urls.append(url)


class BrokenFront(BaseBackend):
    """Can not be reached."""

    def purge(self, url: str) -> None:
        raise OSError("the cache is down")


def put_in_front(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Puts a recorder in front of the site, and gives the list that it keeps.

    Wagtail's own handlers stay out, so that what is purged is purged by us.
    """
    app = AppConfig.create("wagtail.contrib.frontend_cache")
    app.apps, app.models = apps, {}
    monkeypatch.setitem(apps.app_configs, app.label, app)
    settings.WAGTAILFRONTENDCACHE = {"front": {"BACKEND": f"{__name__}.RecordingFront"}}
    RecordingFront.urls.clear()
    return RecordingFront.urls


def forget_what_waits() -> None:
    """Leaves out what was changed before in this test, or in another: that was never committed."""
    purging._waiting.purge = purging.Purge()
