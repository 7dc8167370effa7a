"""No text does anything at any way out, by whatever way it came in; and what people mean comes through unharmed."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from tests.hostile import ways_in, ways_out
from tests.hostile.places import Deal
from tests.vectors import VECTORS

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.hostile.urls")]


WAYS = [
    pytest.param(
        way, marks=pytest.mark.skipif(way == "API v3" and not find_spec("wagtail.api.v3"), reason="Wagtail 7.4")
    )
    for way in ways_in.WAYS
]


@pytest.mark.parametrize("way", WAYS)
def test_nothing_active_comes_out(way: str) -> None:
    deal = Deal(start=7 * list(ways_in.WAYS).index(way))
    school = ways_in.WAYS[way](deal)
    assert deal.tried == {vector.number for vector in VECTORS}
    wrong, silent = {}, []
    for name, out in ways_out.OUTS.items():
        shown = list(out(school))
        wrong |= {f"{name}: {one.where}": one.faults[:3] for one in shown if one.faults}
        if not any(one.numbers for one in shown):
            silent.append(name)
    assert wrong == {}
    assert silent == []
