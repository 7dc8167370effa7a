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
from gripwagtail.doctor.findings import DoctorFinding
from gripwagtail.doctor.scope import sites
from gripwagtail.lookup.sources import page_model
from tests import factories as make
from tests.doctored import provokes
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
    assert content["schools"] == 1


def test_who_lets_only_what_is_written_be_looked_at_reads_how_much_that_was(first: Any) -> None:
    out = io.StringIO()
    call_command("gripwagtail_doctor", content=True, stdout=out)
    assert "Read what is written on the pages; schools: 2, sites: 1;" in out.getvalue()
    assert "Looked at pages" not in out.getvalue()


def test_where_no_school_begins_it_says_where_they_do(first: Any) -> None:
    with pytest.raises(
        CommandError, match=rf"There is no page {first.pk + 1000}. Schools begin at: {first.pk} \(“noord”\)"
    ):
        doctor(below=first.pk + 1000)


def test_of_a_page_inside_a_school_it_says_where_that_school_begins(first: Any) -> None:
    inside = page_model().objects.descendant_of(first).order_by("-path").first()
    with pytest.raises(CommandError, match=rf"It belongs to the school that begins at {first.pk} \(“noord”\)"):
        doctor(below=inside.pk)


def test_of_very_many_schools_it_says_how_many_it_does_not_name(first: Any) -> None:
    copies(page_model().objects.get(pk=first.pk), 10, as_sites=False)
    with pytest.raises(CommandError, match="and 2 more"):
        doctor(below=first.get_parent().pk)


@pytest.mark.parametrize("typed", ["noord", "/noord/", "-1", "1" * 19, ""])
@pytest.mark.parametrize(
    ("command", "option"),
    [("doctor", "--below"), ("start", "--parent"), ("pack", "--parent"), ("uninstall", "--move-to")],
)
def test_what_is_no_number_of_a_page_is_refused_with_where_to_find_it(command: str, option: str, typed: str) -> None:
    action = ["check", "pack.zip"] if command == "pack" else []
    with pytest.raises(CommandError, match=r"is not the number of a page. That is in the address where you edit it"):
        call_command(f"gripwagtail_{command}", *action, f"{option}={typed}")


@provokes("settings.number-shared")
def test_a_school_whose_visitors_are_sent_to_the_number_of_all_is_found(first: Any) -> None:
    """The settings of the site are of all its schools, and often say what one of them filled in."""
    contacts = make.page_class("contact").objects
    make.settings_of(school_name="Noord", phone="070 012 34 00")
    # One number for all of them.
    assert shared() == []
    contacts.update(school_phone="070 012 34 56")
    assert shared() == []
    south = contacts.descendant_of(first.get_next_sibling())
    south.update(school_phone="", school_name="Zuiderlicht")
    # A name of its own does not make the number one of its own.
    (finding,) = shared()
    assert "“zuid”" in finding.place and "Zuiderlicht, 070 012 34 00" in finding.message
    south.get().unpublish()
    assert "Noord, 070 012 34 00" in shared()[0].message
    make.settings_of(school_name="Noord", phone="")
    assert shared() == []
    make.settings_of(school_name="Noord", phone="070 012 34 00")
    assert len(shared()) == 1
    # A school of which visitors see nothing yet sends nobody anywhere.
    for page in page_model().objects.descendant_of(first.get_next_sibling()).live():
        page.specific.unpublish()
    assert shared() == []


def test_a_school_with_a_site_of_its_own_may_have_its_number_in_the_settings() -> None:
    make.settings_of(school_name="Noord", phone="070 012 34 00")
    make.make_page("contact", make.home_page(), contacts=[make.contact()])
    assert shared() == []


def shared() -> list[DoctorFinding]:
    return [finding for finding in examine(sites()).findings if finding.code == "settings.number-shared"]


def test_who_asks_hears_of_each_school_beside_what_is_printed(first: Any) -> None:
    _report, told = doctor(verbosity=2)
    assert [line.rpartition(": ")[0] for line in told.splitlines()] == [f"Looked at {number}" for number in range(1, 5)]
    assert "noord" in told.splitlines()[0]
    assert doctor()[1] == ""
