from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

from gripwagtail.lookup.sources import KINDS, models_of
from tests import factories as make
from tests.remembered import remembered

# What is asked of a host with our pages and of one without them.
EVERYWHERE = {"test_seen"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    ours = [item for item in items if item.path.parent.name == "contract"]
    for item in ours:
        item.add_marker(pytest.mark.contract)
    # Most of the contract is about our pages; a host without them has a part of its own.
    has_pages = any(map(models_of, KINDS))
    others = [
        item
        for item in ours
        if item.path.stem not in EVERYWHERE and (item.path.stem == "test_without_pages") == has_pages
    ]
    items[:] = [item for item in items if item not in others]
    config.hook.pytest_deselected(items=others)


@pytest.fixture
def home(db: None) -> Any:
    """The root page of the default site, of the host's own class; there is one helpline."""
    return remembered("home", lambda: (make.helpline(), make.home_page())[1])


@pytest.fixture
def pages(home: Any) -> dict[str, Any]:
    """A published page of each of the five kinds, with something to show."""
    return remembered("five pages", lambda: make.five_pages(home))


@pytest.fixture(scope="session", autouse=True)
def collected_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """On a host whose static files carry their content in their name: all of them, as on a live site."""
    if not isinstance(staticfiles_storage, ManifestFilesMixin):
        yield
        return
    with override_settings(STATIC_ROOT=str(tmp_path_factory.mktemp("static"))):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield
