"""A form asks little: keys are made, a draft keeps what is not right yet, and all that is wrong is said at once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.admin.telepath import JSContext
from wagtail.blocks import ListBlockValidationError
from wagtail.blocks.base import get_error_json_data

from gripwagtail.content.problems import Problem
from gripwagtail.editing.made_keys import made_key
from gripwagtail.editing.reporting import field_error
from gripwagtail.item_blocks.contact import ContactBlock
from gripwagtail.item_blocks.incident_help import SituationBlock
from tests import factories as make
from tests.test_forms import card, filled_in, last, what_happened

pytestmark = pytest.mark.django_db


def keys_of(form: Any) -> list[str]:
    return [child.value["key"] for child in form.cleaned_data["situations"]]


# --- keys ---------------------------------------------------------------------------


def test_a_situation_gets_a_key_from_its_title() -> None:
    form = filled_in("incident_help", situations=[what_happened(title="Iemand deelt mijn adres", key="")])
    assert form.is_valid(), form.errors
    assert keys_of(form) == ["iemand-deelt-mijn-adres"]


@pytest.mark.parametrize("given", [{"sexual": "maybe"}, {"sexual": "yes", "evidence": "note-only"}, {"urgency": "now"}])
def test_what_nobody_should_read_in_an_address_does_not_come_from_the_title(given: dict[str, str]) -> None:
    form = filled_in("incident_help", situations=[what_happened(**{"title": "Ik wil dood", "key": "", **given})])
    assert form.is_valid(), form.errors
    assert "dood" not in keys_of(form)[0]


def test_a_long_title_makes_a_short_key_and_one_in_other_letters_makes_one_too() -> None:
    long = made_key({"title": "Iemand doet zich voor als mij en stuurt berichten rond", "sexual": "no"})
    assert 0 < len(long) <= 40
    assert not long.endswith("-")
    assert made_key({"title": "شخص", "sexual": "no", "group": "images"})


def test_two_situations_never_get_one_key_and_a_key_of_your_own_goes_before() -> None:
    titles = [("", "a"), ("", "b"), ("ruzie-in-de-app", "c")]
    form = filled_in(
        "incident_help",
        situations=[(*what_happened(title="Ruzie in de app", key=key), item) for key, item in titles],
    )
    assert form.is_valid(), form.errors
    assert keys_of(form) == ["ruzie-in-de-app-2", "ruzie-in-de-app-3", "ruzie-in-de-app"]


def test_no_made_key_takes_the_place_of_my_problem_is_not_here() -> None:
    form = filled_in("incident_help", situations=[what_happened(title="Iets anders", key=""), last()])
    assert form.is_valid(), form.errors
    assert keys_of(form) == ["iets-anders-2", "iets-anders"]


def test_a_copied_situation_gets_a_key_of_its_own() -> None:
    page = make.make_page("incident_help", situations=[make.situation(key="foto", title="Er gaat een foto rond")])
    item = page.situations[0].id
    form = filled_in(
        "incident_help", page, situations=[(*what_happened(key="foto"), item), (*what_happened(key="foto"), "copy")]
    )
    assert form.is_valid(), form.errors
    assert keys_of(form)[0] == "foto"
    assert keys_of(form)[1] != "foto"


def test_a_key_follows_the_title_until_the_situation_is_published() -> None:
    page = make.make_page("incident_help", situations=[make.situation(key="ruzie", title="Ruzie")])
    type(page).objects.filter(pk=page.pk).update(live=False)
    page.refresh_from_db()
    item = page.situations[0].id
    renamed = [(*what_happened(title="Ruzie op het plein", key="ruzie"), item)]
    page.situations.raw_data[0]["value"] |= {"sexual": "no", "urgency": "today"}
    assert keys_of(filled_in("incident_help", page, situations=renamed)) == ["ruzie-op-het-plein"]
    page.live = True
    page.save()
    assert keys_of(filled_in("incident_help", page, situations=renamed)) == ["ruzie"]


# --- drafts -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("phones", ["0800 BEL NU"]),
        ("whatsapp", "06 of zo"),
        ("email", "info at school"),
        ("website", "vraag het maar"),
        ("roles", "mentor, weet ik niet"),
        ("valid_from", "na de herfst"),
    ],
)
def test_a_draft_keeps_what_is_not_right_yet_and_publishing_refuses_it(name: str, typed: Any) -> None:
    draft = filled_in("contact", draft=True, contacts=[card(**{name: typed})])
    assert draft.is_valid(), draft.errors
    kept = draft.cleaned_data["contacts"][0].value[name]
    assert (list(kept) if name in ("phones", "roles") else kept) == (
        ["mentor", "weet ik niet"] if name == "roles" else typed
    )
    assert not filled_in("contact", contacts=[card(**{name: typed})]).is_valid()


def test_a_box_that_stays_empty_is_no_phone_number() -> None:
    form = filled_in("contact", draft=True, contacts=[card(phones=["", "070 012 34 56", " "])])
    assert list(form.cleaned_data["contacts"][0].value["phones"]) == ["070 012 34 56"]


def test_a_card_without_a_phone_has_a_box_for_one_and_no_number() -> None:
    block = ContactBlock()
    empty = block.to_python({"label": "Juf"})
    assert [one["value"] or "" for one in block.get_form_state(empty)["phones"]] == [""]
    assert block.get_prep_value(empty)["phones"] == []


# --- all at once --------------------------------------------------------------------


def test_everything_that_is_wrong_with_a_form_is_said_at_once() -> None:
    form = filled_in(
        "incident_help",
        situations=[
            what_happened(title="", pupil_steps="a\nb\nc\nd\ne\nf", sexual="yes", evidence="screenshot"),
            what_happened(title="Ruzie", key="ruzie", pupil_steps="Bel 070 012 34 56.", expert_read="morgen of zo"),
        ],
    )
    said = " ".join(str(message) for messages in form.errors.values() for message in messages)
    for part in ("Wat er is gebeurd", "070 012 34 56", "Stappen voor de leerling", "Gelezen door een deskundige"):
        assert part.lower() in said.lower(), part
    marks = form.errors["situations"].as_data()[0]
    assert set(marks.block_errors) == {0, 1}
    assert {"title", "pupil_steps", "evidence"} <= set(marks.block_errors[0].block_errors)
    assert {"pupil_steps", "expert_read"} <= set(marks.block_errors[1].block_errors)
    # Nothing is said twice, by a block and by a rule.
    assert len(set(form.errors["situations"])) == len(form.errors["situations"])


def test_what_is_wrong_with_one_number_of_several_is_said_at_that_number() -> None:
    form = filled_in("contact", contacts=[card(phones=["070 012 34 56", "bel maar"], where="", told_on="", name="Juf")])
    marks = form.errors["contacts"].as_data()[0].block_errors[0].block_errors
    assert set(marks["phones"].block_errors) == {1}
    assert "told_on" in marks


# --- the layout ---------------------------------------------------------------------


@pytest.mark.parametrize("block", [ContactBlock, SituationBlock])
def test_each_field_has_one_place_in_the_form(block: type[Any]) -> None:
    made = block()
    names = made.meta.form_layout.get_sorted_block_names()
    assert sorted(names) == sorted(made.child_blocks)
    assert sorted(dict(made.deconstruct()[1][0])) == sorted(made.child_blocks)


@pytest.mark.parametrize("block", [ContactBlock, SituationBlock])
def test_what_depends_on_another_field_names_fields_that_are_there(block: type[Any]) -> None:
    made = block()
    made.set_name("item")
    assert JSContext().pack(made)
    for attribute in ("appears", "follows"):
        for name, rules in json.loads(str(made.meta.form_attrs[f"data-grip-item-{attribute}-value"])).items():
            assert {name, *(rule[0] for rule in rules)} <= set(made.child_blocks)


@pytest.mark.parametrize("child", ["", "phones"])
def test_what_a_block_refuses_hides_nothing_that_a_rule_says_of_the_same(child: str) -> None:
    refused = ListBlockValidationError({1: ValidationError("kapot nummer")})
    problems = [
        Problem("contacts", "Kaart 1", message, 0, child) for message in ("Kapot nummer", "te veel nummers", "niemand")
    ]
    marks = field_error(problems, {("contacts", 0, child): refused}).error_list[0]
    said = get_error_json_data(marks)["blockErrors"][0]
    said = said["blockErrors"][child] if child else said
    # Each once, and what the block knows of its parts stays at these.
    assert said == {
        "blockErrors": {1: {"messages": ["kapot nummer"]}},
        "messages": ["Te veel nummers", "Niemand"],
    }


def test_what_only_a_block_refuses_is_its_own_error() -> None:
    refused = ListBlockValidationError({1: ValidationError("kapot")})
    marks = field_error([Problem("contacts", "Kaart 1", "kapot", 0, "phones")], {("contacts", 0, "phones"): refused})
    assert marks.error_list[0].block_errors[0].block_errors["phones"] is refused
