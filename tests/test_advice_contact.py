"""What an editor reads about the cards of a contact page: private numbers, private mail, promises, old cards."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from gripwagtail.content.problems import Problem
from gripwagtail.editing.contact_rules import RULES, is_private_mail
from gripwagtail.editing.rule import Severity, Subject, problems_of
from tests import factories as make

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def remarks(page: Any) -> list[Problem]:
    return problems_of([rule for rule in RULES if rule.severity is Severity.ADVISE], Subject(page))


def person(**value: Any) -> make.Raw:
    given = {"kind": "person", "name": "Anneke Voorbeeld", "told_on": "2026-09-01", "fallback_role": "management"}
    return make.contact(**{**given, "checked_on": TODAY.isoformat(), **value})


def function(**value: Any) -> make.Raw:
    return make.contact(**{"label": "De mentor", "checked_on": TODAY.isoformat(), **value})


def said(*contacts: make.Raw) -> list[tuple[int | None, str, str]]:
    """The remarks on a page with these cards: the place of the card, the part of it, the words."""
    page = make.make_page("contact", contacts=list(contacts))
    with translation.override("en"):
        return [(remark.index, remark.child, remark.message) for remark in remarks(page)]


def parts(*contacts: make.Raw) -> list[str]:
    return [child for _index, child, _message in said(*contacts)]


def test_nothing_is_said_about_a_careful_card() -> None:
    assert said(person(), function()) == []


# --- two names ----------------------------------------------------------------------


@pytest.mark.parametrize("label", ["Juf Saida", "Mevrouw De Wit", "Saida, vertrouwenspersoon"])
def test_a_card_with_the_names_of_two_people_is_asked_about(label: str) -> None:
    ((index, child, message),) = said(person(label=label))
    assert (index, child) == (0, "label")
    assert f"“{label}”" in message
    assert "“Anneke Voorbeeld”" in message


@pytest.mark.parametrize("label", ["", "Juf Anneke", "Mevrouw Voorbeeld", "Vertrouwenspersoon", "Mentor bovenbouw"])
def test_one_person_under_two_names_or_a_role_is_fine(label: str) -> None:
    assert said(person(label=label)) == []


# --- numbers ------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["06-00123456", "+31 6 00123456", "0031 (0)6 00 12 34 56", "06 00123456 (Anneke)"])
def test_a_mobile_number_of_a_person_is_asked_about(number: str) -> None:
    ((index, child, message),) = said(function(), person(phones=[number]))
    assert (index, child) == (1, "phones")
    assert "tick “work phone”" in message


@pytest.mark.parametrize("child", ["whatsapp", "sms"])
def test_a_mobile_number_for_messages_is_asked_about_too(child: str) -> None:
    assert parts(person(**{child: "06-00123456"})) == [child]


def test_a_name_makes_a_card_that_of_a_person() -> None:
    card = {"name": "Anneke Voorbeeld", "fallback_role": "management", "phones": ["06-00123456"]}
    assert parts(function(**card)) == ["phones"]


@pytest.mark.parametrize(
    "card",
    [
        person(phones=["06-00123456"], is_work_phone=True),
        function(phones=["06-00123456"]),
        person(phones=["070 012 34 56", "088 012 34 56"]),
        person(phones=["no number at all"]),
    ],
)
def test_a_work_phone_a_function_and_a_fixed_line_are_fine(card: make.Raw) -> None:
    assert parts(card) == []


# --- mail ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "anneke@gmail.com",
        "anneke@GMAIL.com",
        "anneke@hotmail.com",
        "anneke@hotmail.nl",
        "anneke@hotmail.co.uk",
        "anneke@outlook.com",
        "anneke@live.nl",
        "anneke@icloud.com",
        "anneke@yahoo.com",
        "anneke@ziggo.nl",
        "anneke@kpnmail.nl",
        "anneke@xs4all.nl",
        "anneke@protonmail.com",
        "anneke@proton.me",
        "anneke@planet.nl",
    ],
)
def test_a_private_mailbox_is_known(address: str) -> None:
    assert is_private_mail(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "info@kwikstaart.example",
        "gmail@kwikstaart.example",
        "info@gmail.kwikstaart.example",
        "info@live.school.example",
        "info@deplanet.nl",
        "info@planet-nl.example",
        "info@xs4allschool.nl",
        "info@outlookcollege.nl",
        "info@deziggoschool.nl",
    ],
)
def test_an_address_of_a_school_is_no_private_mailbox(address: str) -> None:
    assert not is_private_mail(address)


def test_a_private_mailbox_is_asked_about_on_any_card() -> None:
    assert parts(person(email="anneke@gmail.com"), function(email="school@ziggo.nl")) == ["email", "email"]


# --- promises -----------------------------------------------------------------------


@pytest.mark.parametrize("child", ["secrecy", "about"])
def test_a_promise_of_secrecy_gets_the_honest_sentence_beside_it(child: str) -> None:
    card = function(**{child: "Dit blijft tussen ons.", "roles": ["confidential-internal"]})
    ((index, part, message),) = said(card)
    assert (index, part) == (0, child)
    assert "Ik luister en vertel het niet zomaar door" in message or "do not simply pass it on" in message


def test_an_honest_line_of_the_school_is_left_alone() -> None:
    assert parts(function(secrecy="Ik kan geen geheimhouding beloven.")) == []


# --- who takes the place, until when ------------------------------------------------


def test_a_person_without_a_stand_in_is_remarked() -> None:
    assert parts(person(fallback_role=""), function(fallback_role="")) == ["fallback_role"]


def test_a_card_that_has_ended_gets_that_one_remark() -> None:
    yesterday = (TODAY - datetime.timedelta(days=1)).isoformat()
    card = person(valid_until=yesterday, phones=["06-00123456"], checked_on="", secrecy="Dit blijft tussen ons.")
    assert parts(card) == ["valid_until"]
    assert parts(person(valid_until=TODAY.isoformat())) == []


def test_which_cards_are_to_be_checked_is_told_by_the_desk_alone() -> None:
    assert said(function(checked_on="2020-01-01"), function(checked_on=None)) == []


# --- what is left out, and where it is ----------------------------------------------


def test_a_card_that_is_not_confirmed_is_left_out() -> None:
    bad = {"phones": ["06-00123456"], "email": "a@gmail.com", "secrecy": "Dit blijft tussen ons.", "checked_on": ""}
    assert said(person(confirmed=False, **bad)) == []
    assert said(person(**bad)) != []


def test_a_translated_page_only_hears_about_its_own_words() -> None:
    page = make.make_page("contact", contacts=[person(phones=["06-00123456"], secrecy="Dit blijft tussen ons.")])
    copy = make.translate(page, "en")
    assert [remark.child for remark in remarks(page)] == ["phones", "secrecy"]
    assert [remark.child for remark in remarks(copy)] == ["secrecy"]


def test_stored_items_of_any_shape_are_read() -> None:
    odd = [make.item("contact", {}), {"type": "contact", "value": "nothing"}, make.item("contact", {"phones": None})]
    assert said(*odd, person(phones=["06-00123456"]))


def test_the_editor_reads_the_remarks_of_the_draft_above_the_form() -> None:
    page = make.make_page("contact", contacts=[person()])
    make.set_items(page, "contacts", [person(phones=["06-00123456"], label="Juf Anneke")], publish=False)
    client = Client()
    client.force_login(make.editor())
    html = make.soup(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    panel = next(one.get_text(" ") for one in html.select(".help-warning") if "Juf Anneke" in one.get_text())
    assert "06" not in panel  # where it is, not the number itself
