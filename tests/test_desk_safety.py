"""A safety correction comes before everything else that an editor has to do."""

from __future__ import annotations

import pytest
from django.db.models import Q

from gripwagtail.desk import columns
from gripwagtail.desk.findings import findings
from gripwagtail.lookup.sources import page_models
from gripwagtail.planting import updating
from tests.releases import Release, corrected_release, home_in_dutch, next_release  # noqa: F401  (fixtures)

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    """As they are after the release was installed, which the columns know by its number."""
    for model in page_models():
        columns.mark_stale(Q(), [model])
    return [finding.kind for finding in findings(None)]


def test_a_correction_for_safety_comes_first(corrected: Release) -> None:
    assert kinds()[0] == "safety-correction"
    assert "/gripwagtail/corrections/" in findings(None)[0].url


def test_it_is_gone_once_the_new_text_is_online(corrected: Release) -> None:
    for page in updating.planted_pages():
        updating.update(page, publish=True)
    assert "safety-correction" not in kinds()
