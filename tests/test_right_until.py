"""What is kept is right until the first day on which something of it begins or ends, and no longer."""

from __future__ import annotations

import datetime
import operator
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.utils import timezone

from gripwagtail.lookup.rests_on import RestsOn
from gripwagtail.lookup.today import Today
from tests import factories as make

DAY = datetime.date(2026, 9, 16)  # a Wednesday
TOMORROW = DAY + datetime.timedelta(days=1)


# --- what is asked of the day -----------------------------------------------------------


def until(ask: Callable[[datetime.date], Any], day: datetime.date = DAY) -> datetime.date | None:
    rests_on = RestsOn()
    with rests_on.making() as made:
        ask(Today.of(day, rests_on))
    return made.until


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne])
@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("days", range(-3, 4))
def test_a_comparison_is_right_until_it_turns_out_differently(compare: Any, turned: bool, days: int) -> None:
    other = DAY + datetime.timedelta(days=days)

    def ask(day: datetime.date) -> bool:
        return bool(compare(other, day) if turned else compare(day, other))

    later = (DAY + datetime.timedelta(days=number) for number in range(1, 9))
    first = next((day for day in later if ask(day) != ask(DAY)), None)
    assert until(ask) == first


def test_of_several_comparisons_the_first_that_turns_counts() -> None:
    days = [DAY + datetime.timedelta(days=number) for number in (9, 2, 5, -3)]
    assert until(lambda today: [day <= today for day in days]) == days[1]


WHOLE: dict[str, Callable[[datetime.date], Any]] = {
    "added to": lambda day: day + datetime.timedelta(days=1),
    "subtracted": lambda day: DAY - day,
    "subtracted from": lambda day: day - DAY,
    "printed": str,
    "formatted": lambda day: f"{day:%d}",
    "shown": repr,
    "a key": hash,
    **{
        name: (lambda day, name=name: getattr(day, name))
        for name in dir(datetime.date)
        if not name.startswith("__") and name not in vars(Today)
    },
}


@pytest.mark.parametrize("what", WHOLE)
def test_anything_else_that_is_asked_of_the_day_is_another_tomorrow(what: str) -> None:
    assert until(WHOLE[what]) == TOMORROW


def test_what_asks_nothing_of_the_day_lasts() -> None:
    assert until(lambda day: isinstance(day, datetime.date)) is None


@pytest.mark.parametrize("ask", [str, lambda day: day <= datetime.date.max, lambda day: day == datetime.date.max])
def test_the_last_day_there_is_fails_nobody(ask: Any) -> None:
    assert until(ask, datetime.date.max) in (None, datetime.date.max)


def test_it_is_the_day_that_it_is() -> None:
    today = Today.of(DAY, RestsOn())
    assert (today, str(today), today.year, f"{today:%d-%m}") == (DAY, "2026-09-16", 2026, "16-09")
    assert hash(today) == hash(DAY)
    assert sorted([TOMORROW, today]) == [DAY, TOMORROW]


# --- what visitors see ------------------------------------------------------------------


class Clock:
    """The moment that it is."""

    def __init__(self, day: datetime.date) -> None:
        self.day = day

    def now(self) -> datetime.datetime:
        return datetime.datetime.combine(self.day, datetime.time(12), timezone.get_default_timezone())


@pytest.fixture
def clock(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    caches["default"].clear()
    clock = Clock(DAY)
    monkeypatch.setattr(timezone, "now", clock.now)
    yield clock
    caches["default"].clear()


def in_days(number: int) -> str:
    return (DAY + datetime.timedelta(days=number)).isoformat()


def test_a_card_comes_and_goes_on_its_days_and_in_between_the_page_is_warm(clock: Clock, made: list[str]) -> None:
    make.settings_of(phone="070 012 34 56")
    make.helpline()
    home = make.home_page()
    goes = make.contact(label="Juf Anneke", valid_until=in_days(2))
    comes = make.contact(label="Meester Bram", valid_from=in_days(4))
    page = make.make_page("contact", home, contacts=[goes, comes, make.contact(label="Directie")])
    block = make.home_page(home, body=[make.block("contacts")])
    seen = {}
    for number in range(7):
        clock.day = DAY + datetime.timedelta(days=number)
        made.clear()
        texts = make.text_of(page), make.text_of(block)
        assert {"Juf Anneke" in text for text in texts} == {number <= 2}
        assert {"Meester Bram" in text for text in texts} == {number >= 4}
        seen[number] = set(made)
    anew = {"page.contact", "block.contacts"}
    assert seen == {0: anew, 1: set(), 2: set(), 3: anew, 4: anew, 5: set(), 6: set()}


def test_a_clock_that_is_set_back_shows_the_day_that_it_is_then(clock: Clock) -> None:
    make.settings_of(phone="070 012 34 56")
    comes = make.contact(label="Meester Bram", valid_from=in_days(4))
    page = make.make_page("contact", make.home_page(), contacts=[comes, make.contact(label="Directie")])
    clock.day = DAY + datetime.timedelta(days=5)
    assert "Meester Bram" in make.text_of(page)
    clock.day = DAY
    assert "Meester Bram" not in make.text_of(page)


def test_the_tip_of_the_week_is_another_on_monday(clock: Clock, made: list[str]) -> None:
    home = make.home_page()
    make.make_page("parent_tips", home, tips=[make.tip(title=f"Tip {number}") for number in range(5)])
    block = make.home_page(home, body=[make.block("parent_tips")])
    shown, anew = [], []
    for number in range(9):
        clock.day = DAY + datetime.timedelta(days=number)
        made.clear()
        shown.append(next(f"Tip {one}" for one in range(5) if f"Tip {one}" in make.text_of(block)))
        anew.append(bool(made))
    assert len(set(shown[:5])) == 1  # Wednesday to Sunday
    assert len(set(shown[5:])) == 1
    assert shown[4] != shown[5]
    assert anew == [number in (0, 5) for number in range(9)]


def test_the_day_of_a_helpline_that_two_blocks_share_is_known_to_both(clock: Clock, made: list[str]) -> None:
    make.helpline(checked_on=DAY + datetime.timedelta(days=3))
    page = make.home_page(body=[make.block("helplines"), make.block("helplines", audience="pupil")])
    anew = []
    for number in range(5):
        clock.day = DAY + datetime.timedelta(days=number)
        made.clear()
        make.visit(page)
        anew.append(len(made))
    assert anew == [2, 0, 0, 2, 0]


def test_a_day_of_a_change_of_the_norm_that_is_still_to_come(clock: Clock, made: list[str]) -> None:
    page = make.make_page(
        "norm",
        make.home_page(),
        statement=make.SIGNS["norm"],
        changes=[make.change(date=in_days(2)), make.change(date=in_days(-9))],
    )
    anew = []
    for number in range(4):
        clock.day = DAY + datetime.timedelta(days=number)
        made.clear()
        make.visit(page)
        anew.append(bool(made))
    assert anew == [True, False, True, False]
