"""The ten texts themselves: the comparison sees what is lost, and what nobody said."""

from __future__ import annotations

import re

import pytest

from tests import factories as make
from tests.entering.compare import lost_and_untrue
from tests.entering.facts import Fact, SchoolText, texts

pytestmark = pytest.mark.django_db


def text_with(*facts: dict[str, object]) -> SchoolText:
    return SchoolText("proef", "contact", tuple(map(Fact.read, facts)))


CARD = (
    {"at": "contacts/1/label", "typed": "Juf Noor"},
    {"at": "contacts/1/roles", "typed": "confidential-internal"},
    {"at": "contacts/1/email", "typed": "noor@kwikstaart.example", "link": "mailto:noor@kwikstaart.example"},
    {"at": "contacts/1/via_school", "typed": False},
)


def page_with(**value: object) -> object:
    given = {"label": "Juf Noor", "roles": ["confidential-internal"], "email": "noor@kwikstaart.example", "phones": []}
    return make.see(make.make_page("contact", contacts=[make.contact(**{**given, "via_school": False, **value})]))


def test_there_are_ten_of_two_kinds_with_at_least_a_hundred_and_fifty_facts() -> None:
    every = list(texts())
    assert len(every) == 10
    assert {text.kind for text in every} == {"contact", "norm"}
    assert sum(len(text.facts) for text in every) > 150


def test_no_number_in_them_can_ring() -> None:
    numbers = [link for text in texts() for fact in text.facts for link in fact.link if link.startswith("tel:+31")]
    assert len(numbers) > 8
    # The part of the subscriber begins with a 0, behind an area code of two or three digits.
    assert [one for one in numbers if not re.fullmatch(r"tel:\+31(88|6|70|30|10|55)0\d+", one)] == []


def test_a_page_that_says_it_all_has_nothing_lost() -> None:
    assert lost_and_untrue(text_with(*CARD), page_with(), "nl") == []


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"label": "Juf Anders"}, "is not on the page"),
        ({"roles": ["mentor"]}, "is lost"),
        ({"email": ""}, "no link to"),
        ({"phones": ["070 012 34 56"]}, "was not typed for this one"),
    ],
)
def test_what_is_lost_or_untrue_is_seen(value: dict[str, object], found: str) -> None:
    shown = page_with(**{"where": "in de hal", **value})
    assert any(found in problem for problem in lost_and_untrue(text_with(*CARD), shown, "nl"))


def test_so_are_words_and_a_heading_that_may_not_be_there() -> None:
    never = {"at": "contacts/1", "never": "in de hal", "not_under": "Op school"}
    found = lost_and_untrue(text_with(*CARD, never), page_with(where="In de hal"), "nl")
    assert found == ["contacts/1: says 'in de hal'", "contacts/1: stands under 'Op school'"]
