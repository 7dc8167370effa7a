"""On which day a person was told: a date, “today”, or an honest “I do not know”, of which the desk asks again."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from gripwagtail.content.damage import damages
from gripwagtail.desk import columns
from gripwagtail.desk.findings import findings
from gripwagtail.item_blocks.contact import ContactBlock
from gripwagtail.text.day import _UNKNOWN, UNKNOWN, is_unknown
from gripwagtail.widgets.told import ToldFormField, ToldWidget
from tests import factories as make

pytestmark = pytest.mark.django_db

PERSON = {"kind": "person", "name": "Saida Fictief", "label": "juf Saida"}


def page_with(**card: Any) -> Any:
    page = make.make_page("contact", contacts=[make.contact(**{**PERSON, **card})])
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def asked() -> list[Any]:
    return [one for one in findings(None) if one.kind == "untold"]


@pytest.mark.parametrize(
    "typed", ["weet ik niet", "Weet ik niet.", "I do not know", "I don't know", " onbekend ", UNKNOWN]
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_is_understood_however_somebody_says_it(typed: str, language: str) -> None:
    with translation.override(language):
        assert ToldFormField().clean(typed) == UNKNOWN


@pytest.mark.parametrize("language", ["nl", "en", "pl"])
def test_the_line_below_the_field_says_what_the_form_will_make_of_it(client: Any, language: str) -> None:
    """One notion of an honest “I do not know”: in the line while one types, and in what is stored."""
    user = make.editor()
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    client.force_login(user)
    with translation.override(language):
        button = str(ToldWidget().format_value(UNKNOWN))
        attrs = ToldWidget().get_context("told_on", "", {})["widget"]["attrs"]
    for typed in (*_UNKNOWN, button, "Weet niet!", "vorige week", "1-9-2026"):
        answer = client.post(attrs["data-grip-day-url-value"], {"day": typed}).json()
        with translation.override(language):
            try:
                stored = ToldFormField().clean(typed)
            except ValidationError:
                stored = None
        assert bool(answer.get("said")) == (stored is not None), typed
        assert bool(answer.get("refused")) == (stored is None), typed
        if stored == UNKNOWN:
            assert "day" not in answer
            assert client.post(reverse("gripwagtail_day"), {"day": typed}).json()["refused"]


def test_the_words_on_the_button_are_understood_in_every_language_of_the_admin() -> None:
    for language in ("nl", "en"):
        with translation.override(language):
            assert ToldFormField().clean(ToldWidget().format_value(UNKNOWN)) == UNKNOWN


def test_a_date_is_a_date_still_and_nonsense_is_refused() -> None:
    assert ToldFormField().clean("1-9-2026") == datetime.date(2026, 9, 1)
    assert ToldFormField(required=False).clean("") is None
    with pytest.raises(ValidationError):
        ToldFormField().clean("vorige week")
    assert not is_unknown(None) and not is_unknown("") and not is_unknown(datetime.date(2026, 9, 1))


def cleaned(**value: Any) -> Any:
    block = ContactBlock()
    return block.clean(block.to_python({**make.contact(**{**PERSON, **value})["value"]}))


def test_a_name_with_it_may_be_published_and_one_without_anything_may_not() -> None:
    assert cleaned(told_on=UNKNOWN)["told_on"] == UNKNOWN
    with pytest.raises(ValidationError):
        cleaned(told_on="")


def test_a_card_that_nobody_sees_may_wait_for_its_date() -> None:
    assert cleaned(told_on="", confirmed=False)["name"] == "Saida Fictief"


def test_the_desk_asks_again_while_visitors_read_the_name() -> None:
    page = page_with(told_on=UNKNOWN)
    found = asked()
    assert [(one.page_id, one.item) for one in found] == [(page.pk, page.contacts.raw_data[0]["id"])]
    assert "juf Saida" in found[0].text
    # Once a month, for who reads the mail.
    assert found[0].key.endswith(f"{datetime.date.today():%Y-%m}")


@pytest.mark.parametrize("card", [{"told_on": "2026-09-01"}, {"told_on": UNKNOWN, "confirmed": False}, {"name": ""}])
def test_nobody_is_asked_where_there_is_nothing_to_ask(card: dict[str, Any]) -> None:
    page_with(**{"told_on": UNKNOWN, **card})
    assert asked() == []


def test_nobody_is_asked_about_a_page_that_visitors_do_not_see() -> None:
    page = page_with(told_on=UNKNOWN)
    # A school of which visitors see nothing is asked nothing at all.
    make.make_page("norm")
    assert len(asked()) == 1
    page.unpublish()
    assert asked() == []


def test_it_is_no_damage_and_survives_the_form() -> None:
    page = page_with(told_on=UNKNOWN)
    assert damages(page) == []
    stream = page.contacts
    assert stream[0].value["told_on"] == UNKNOWN
    assert stream.stream_block.get_prep_value(stream)[0]["value"]["told_on"] == UNKNOWN
    with translation.override("nl"):
        assert ToldWidget().format_value(UNKNOWN) == "Weet ik niet"


def test_something_else_that_is_no_day_is_damage_still() -> None:
    page = make.make_page("contact", contacts=[make.contact(**PERSON, told_on="31-7-x")])
    assert len(damages(page)) == 1


def test_the_count_is_worked_out_with_the_other_columns() -> None:
    page = page_with(told_on=UNKNOWN)
    assert columns.of(page).untold == 1
