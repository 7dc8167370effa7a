"""Of many schools the doctor looks at one after the other, at no more than that one, and says how far it is."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from gripwagtail.doctor import answer
from gripwagtail.doctor.examination import examine
from gripwagtail.doctor.scope import sites
from gripwagtail.lookup.sources import page_model
from tests import factories as make
from tests.many import copies, counting
from tests.test_reach import school

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def first() -> Any:
    """The page at which the first of two schools in one site begins."""
    home = make.home_page()
    schools = [school(home, name) for name in ("noord", "zuid")]
    return schools[0]["home"]


def doctor(**options: Any) -> tuple[dict[str, Any], str]:
    out, told = io.StringIO(), io.StringIO()
    call_command("gripwagtail_doctor", format="json", stdout=out, stderr=told, fail_level="ERROR", **options)
    return json.loads(out.getvalue()), told.getvalue()


@pytest.mark.parametrize("only_content", [True, False])
@pytest.mark.slow
def test_each_school_more_costs_as_much_as_the_one_before_it(first: Any, only_content: bool) -> None:
    origin = page_model().objects.get(pk=first.pk)
    found = []
    for _time in range(3):
        examine(sites(), only_content)
        with counting() as counted:
            examine(sites(), only_content)
        found.append(tuple(counted))
        copies(origin, 4, as_sites=False)
    few, more, most = found
    assert few < more < most
    grown = [(last - middle) - (middle - first) for first, middle, last in zip(few, more, most, strict=True)]
    assert max(grown) <= 0, (few, more, most)


@pytest.mark.parametrize(("only_content", "most"), [(True, 29), (False, 161)])
def test_a_school_more_is_looked_up_and_read_no_more_often_than_it_has_to(
    first: Any, only_content: bool, most: int
) -> None:
    """Four pages of ours and one with blocks: of each what is on it, its draft, and what is shown."""
    found = []
    for _time in range(2):
        examine(sites(), only_content)
        with counting() as counted:
            examine(sites(), only_content)
        found.append(counted.queries)
        copies(page_model().objects.get(pk=first.pk), 4, as_sites=False)
    assert (found[1] - found[0]) / 4 <= most


def test_no_address_of_a_school_is_asked_for_twice(first: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    get = answer._get
    monkeypatch.setattr(answer, "_get", lambda url: asked.append(url) or get(url))  # type: ignore[func-returns-value]
    examine(sites())
    assert len(asked) == len({*asked}) > 8


def test_one_school_of_several_can_be_looked_at(first: Any) -> None:
    every, _told = doctor()
    one, _told = doctor(below=first.pk)
    assert (every["schools"], one["schools"]) == (2, 1)
    assert 0 < one["pages"] < every["pages"]
    assert not any("zuid" in finding["place"] for finding in one["findings"])
    content, _told = doctor(below=first.pk, content=True)
    assert {row["school"] for row in content["report"]} == {"noord"}


def test_where_no_school_begins_it_says_where_they_do(first: Any) -> None:
    with pytest.raises(CommandError, match=rf"Schools begin at: {first.pk} \(“noord”\)"):
        doctor(below=first.pk + 1000)


def test_who_asks_hears_of_each_school_beside_what_is_printed(first: Any) -> None:
    _report, told = doctor(verbosity=2)
    assert [line.rpartition(": ")[0] for line in told.splitlines()] == [f"Looked at {number}" for number in range(1, 5)]
    assert "noord" in told.splitlines()[0]
    assert doctor()[1] == ""
