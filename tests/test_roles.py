"""A role is one record: anyone who adds one answers every question that safety asks of it."""

from __future__ import annotations

import dataclasses

import pytest

from gripwagtail import vocabulary
from gripwagtail.roles import ROLES, Role, Secrecy, keys_where, meaning_of, role_labels, roles
from gripwagtail.safety import secrecy, sentence

CHAPLAIN = Role("geestelijk verzorger", "Luistert.", secrecy=Secrecy.AT_SCHOOL, on_poster=False, from_board=False)


def test_a_role_without_an_answer_to_what_safety_asks_cannot_be_made() -> None:
    for question in ("secrecy", "on_poster", "from_board"):
        given = {"secrecy": Secrecy.NONE, "on_poster": True, "from_board": True}
        del given[question]
        with pytest.raises(TypeError, match=question):
            Role("kapelaan", **given)


def test_a_role_cannot_be_changed_while_the_site_runs() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        ROLES["mentor"].on_poster = False


def test_every_role_of_ours_says_what_it_is_for() -> None:
    """But for the one whose meaning is in the words of the school."""
    assert [key for key, role in ROLES.items() if not str(role.label) or not str(role.meaning)] == ["other"]
    assert str(ROLES["other"].label)


def test_a_host_adds_a_role_as_a_record(settings) -> None:
    settings.GRIPWAGTAIL = {"EXTRA_ROLES": {"chaplain": CHAPLAIN}}
    assert roles()["chaplain"] is CHAPLAIN
    assert role_labels()["chaplain"] == "geestelijk verzorger"
    assert meaning_of(["chaplain"]) == "Luistert."
    assert "chaplain" not in keys_where("on_poster")
    assert secrecy("internal", ["chaplain"], "nl") == sentence("secrecy.internal", "nl")


def test_a_host_adds_a_role_as_a_plain_label_and_nothing_is_promised_in_its_name(settings) -> None:
    settings.GRIPWAGTAIL = {"EXTRA_ROLES": {"peer-supporter": "maatje"}}
    assert role_labels()["peer-supporter"] == "maatje"
    assert meaning_of(["peer-supporter"]) == ""
    assert secrecy("internal", ["peer-supporter"], "nl") == sentence("secrecy.none_given", "nl")


def test_those_in_charge_are_never_offered_by_a_board() -> None:
    assert keys_where("in_charge") == {"mentor", "management"}
    assert keys_where("in_charge").isdisjoint(keys_where("from_board"))


def test_the_age_from_which_somebody_is_a_young_person_lies_between_the_two_sets_of_texts() -> None:
    assert vocabulary.AGES_FOR_TEXTS["po"][1] < vocabulary.YOUNG_PEOPLE_FROM <= vocabulary.AGES_FOR_TEXTS["vo"][1]
