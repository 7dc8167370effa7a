"""No text of a translator does anything at any way out: not as a string, as an override of a link, or in a file."""

from __future__ import annotations

import pytest
from django.apps import apps

from tests.hostile.cells import row
from tests.hostile.ways_in_localize import WAYS
from tests.vectors import VECTORS

if not apps.is_installed("wagtail_localize"):
    pytest.skip("this host has no wagtail-localize", allow_module_level=True)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.urls("tests.hostile.urls"),
    pytest.mark.filterwarnings("ignore::bs4.MarkupResemblesLocatorWarning"),
]


@pytest.mark.parametrize("way", WAYS)
def test_nothing_active_comes_out(way: str) -> None:
    found = row(WAYS, way)
    assert found.faults == {}
    assert found.tried == len(VECTORS)
    assert found.silent == []
