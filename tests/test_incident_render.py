"""What did not come in through the form is shown so that it helps, and cannot hurt."""

from __future__ import annotations

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_nine_steps_that_came_in_by_another_door_are_all_shown() -> None:
    steps = [f"Doe eerst {number}" for number in "abcdefghi"]
    page = make.make_page("incident_help", situations=[make.situation(pupil_steps="\n".join(steps))])
    shown = make.text_of(page)
    assert all(step in shown for step in steps)


@pytest.mark.parametrize(("sexual", "shown"), [("yes", "note-only"), ("maybe", "note-only"), ("", "note-only")])
def test_what_was_stored_by_another_door_is_never_a_screenshot_of_something_sexual(sexual: str, shown: str) -> None:
    item = make.situation(sexual=sexual, evidence="screenshot")
    page = make.see(make.make_page("incident_help", situations=[item]))
    assert page.select_one("[data-grip-situation]")["data-grip-evidence"] == shown
