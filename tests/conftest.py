"""What applies to all tests: where their database comes from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.utils import translation
from wagtail.signal_handlers import disable_reference_index_auto_update

from tests import migrated

# What is tested with both indexes of Wagtail written, as on a real site: what is seen in a browser, and what asks one.
INDEXED = {"browser", "indexed"}
# On one host also what holds on all hosts.
CONTRACT_INDEXED_ON = "tests.hosts.localize.settings"


def pytest_configure() -> None:
    """With GRIP_SANITIZER=nh3 everything runs with the other library that cleans rich text."""
    if engine := os.environ.get("GRIP_SANITIZER"):
        settings.GRIPWAGTAIL = {**getattr(settings, "GRIPWAGTAIL", {}), "SANITIZER": engine}


@pytest.fixture(scope="session", autouse=True)
def addresses_of_the_host() -> None:
    """Are made of its own settings, and not of those that the first test has that asks for one."""
    import_module(settings.ROOT_URLCONF)


@pytest.fixture(scope="session")
def migrated_database(django_db_modify_db_settings: None, django_db_blocker: Any) -> Iterator[Any]:
    """Open while the database is made."""
    made = migrated.head_start()
    with django_db_blocker.unblock():
        made.__enter__()
    yield made


@pytest.fixture(scope="session")
def django_db_setup(migrated_database: Any, django_db_setup: None, django_db_blocker: Any) -> None:
    """As pytest-django makes it, but of a copy of one that is migrated."""
    with django_db_blocker.unblock():
        migrated_database.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """No test is shown what another one kept: the database is rolled back, and a cache is not."""
    for cache in caches.all(initialized_only=True):
        if isinstance(cache, LocMemCache):
            cache.clear()


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """No test hears of a cache that failed in another."""
    yield
    from gripwagtail.rendering.patience import forget

    forget()


@pytest.fixture(autouse=True)
def spoken_language() -> Iterator[None]:
    """No test speaks the language of a visit in another, which Django leaves on in the thread."""
    yield
    translation.deactivate()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the bodies that are made, in turn."""
    from gripwagtail.rendering import body_cache

    names: list[str] = []
    keep = body_cache.PageEntry.keep

    def noted(self: Any, name: str, part: Any) -> None:
        names.append(name.split()[0])
        keep(self, name, part)

    monkeypatch.setattr(body_cache.PageEntry, "keep", noted)
    return names


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """What asks no index is not written into one: that takes a quarter of the time of all tests together.

    With GRIP_INDEXED=1, as every night, all tests run with both.
    """
    wanted = INDEXED | ({"contract"} if settings.SETTINGS_MODULE == CONTRACT_INDEXED_ON else set())
    if "GRIP_INDEXED" in os.environ or any(item.get_closest_marker(name) for name in wanted):
        return (yield)
    backend = settings.WAGTAILSEARCH_BACKENDS["default"]
    with disable_reference_index_auto_update():
        backend["AUTO_UPDATE"] = False
        try:
            return (yield)
        finally:
            del backend["AUTO_UPDATE"]
