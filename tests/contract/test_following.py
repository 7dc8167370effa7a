"""A block follows its source at once, on every page."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import PageViewRestriction

from tests import factories as make


@pytest.fixture
def elsewhere(home: Any) -> Any:
    """A page of the host with the cards of the mentor."""
    return make.home_page(home, body=[make.block("contacts", roles=["mentor"])])


@pytest.fixture
def contacts(home: Any) -> Any:
    return make.make_page("contact", home, contacts=[make.contact(phones=["070 012 34 56"])])


def test_a_changed_contact_is_changed_everywhere(contacts: Any, elsewhere: Any) -> None:
    assert make.SIGNS["contact"] in make.text_of(elsewhere)
    make.set_items(contacts, "contacts", [make.contact(label="Meester Bram", phones=["070 012 34 99"])])
    text = make.text_of(elsewhere)
    assert "Meester Bram" in text
    assert "070 012 34 99" in text.replace("-", " ")
    assert make.SIGNS["contact"] not in text


def test_a_removed_contact_is_gone_everywhere(contacts: Any, elsewhere: Any) -> None:
    assert make.SIGNS["contact"] in make.text_of(elsewhere)
    make.set_items(contacts, "contacts", [])
    assert not make.see(elsewhere).select("[data-grip-contact]")


def test_a_draft_of_a_change_is_seen_by_nobody(contacts: Any, elsewhere: Any) -> None:
    make.set_items(contacts, "contacts", [make.contact(label="Meester Bram")], publish=False)
    assert make.SIGNS["contact"] in make.text_of(elsewhere)
    assert "Meester Bram" not in make.text_of(contacts)


def test_an_unpublished_page_takes_its_contacts_away_everywhere(contacts: Any, elsewhere: Any) -> None:
    assert make.SIGNS["contact"] in make.text_of(elsewhere)
    contacts.unpublish()
    assert not make.see(elsewhere).select("[data-grip-contact]")
    contacts.save_revision().publish()
    assert make.see(elsewhere).select("[data-grip-contact]")


def test_a_deleted_page_takes_its_contacts_away_everywhere(contacts: Any, elsewhere: Any) -> None:
    assert make.SIGNS["contact"] in make.text_of(elsewhere)
    contacts.delete()
    assert not make.see(elsewhere).select("[data-grip-contact]")


def test_a_page_that_becomes_private_takes_its_contacts_away_everywhere(contacts: Any, elsewhere: Any) -> None:
    assert make.SIGNS["contact"] in make.text_of(elsewhere)
    PageViewRestriction.objects.create(page=contacts, restriction_type=PageViewRestriction.LOGIN)
    assert not make.see(elsewhere).select("[data-grip-contact]")


def test_a_card_shows_on_the_first_and_the_last_day_and_not_outside(contacts: Any, elsewhere: Any) -> None:
    from gripwagtail.lookup.context import PageContext

    today = PageContext().today
    for dates, seen in (
        ({"valid_from": today.isoformat(), "valid_until": today.isoformat()}, True),
        ({"valid_until": "2020-01-01"}, False),
        ({"valid_from": "2999-01-01"}, False),
    ):
        make.set_items(contacts, "contacts", [make.contact(**dates)])
        assert bool(make.see(elsewhere).select("[data-grip-contact]")) is seen, dates


def test_a_card_that_is_not_confirmed_is_seen_by_nobody(contacts: Any, elsewhere: Any) -> None:
    make.set_items(contacts, "contacts", [make.contact(confirmed=False)])
    assert make.SIGNS["contact"] not in make.text_of(elsewhere)
    assert make.SIGNS["contact"] not in make.text_of(contacts)


def test_the_phone_of_the_school_follows_its_settings(contacts: Any, elsewhere: Any) -> None:
    make.set_items(contacts, "contacts", [make.contact(phones=[], email="", via_school=True)])
    make.settings_of(phone="070 012 34 11")
    assert "070 012 34 11" in make.text_of(elsewhere).replace("-", " ")
    make.settings_of(phone="070 012 34 22")
    assert "070 012 34 22" in make.text_of(elsewhere).replace("-", " ")


def test_a_helpline_that_is_switched_off_is_gone_everywhere(home: Any) -> None:
    page = make.home_page(home, body=[make.block("helplines")])
    assert make.see(page).select('[data-grip-helpline="kindertelefoon"]')
    make.helpline(active=False)
    assert not make.see(page).select("[data-grip-helpline]")
