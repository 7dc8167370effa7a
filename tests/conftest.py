"""What applies to all tests: where their database comes from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from tests import migrated


def pytest_configure() -> None:
    """With GRIP_SANITIZER=nh3 everything runs with the other library that cleans rich text."""
    if engine := os.environ.get("GRIP_SANITIZER"):
        settings.GRIPWAGTAIL = {**getattr(settings, "GRIPWAGTAIL", {}), "SANITIZER": engine}


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
def patience() -> Iterator[None]:
    """No test hears of a cache that failed in another."""
    yield
    from gripwagtail.rendering.patience import forget

    forget()
