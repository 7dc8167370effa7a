from __future__ import annotations

from typing import Any

import pytest

from tests import factories as make


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name == "contract":
            item.add_marker(pytest.mark.contract)


@pytest.fixture
def home(db: None) -> Any:
    """The root page of the default site, of the host's own class; there is one helpline."""
    make.helpline()
    return make.home_page()


@pytest.fixture
def pages(home: Any) -> dict[str, Any]:
    """A published page of each of the five kinds, with something to show."""
    return make.five_pages(home)
