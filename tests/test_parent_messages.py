"""After an incident the communicator finds texts for parents that reveal nothing about anyone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation
from wagtail.models import PageViewRestriction

from gripwagtail.safety.image_instructions import image_instructions
from gripwagtail.safety.parent_messages import Message, aftercare, languages
from gripwagtail.text.phone_spotting import phone_numbers
from tests import factories
from tests.test_content_guard import BANNED
from tests.test_library import WHO, client_of, edit_address, editor_of, fresh, incident_page, person

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

NORM = "Wij zijn online net zo aardig als op het plein."
every = pytest.mark.parametrize("language", languages())


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def address(page: Any) -> str:
    return reverse("gripwagtail_aftercare", args=[page.pk])


def seen(page: Any) -> BeautifulSoup:
    response = client_of(factories.editor()).get(address(page))
    assert response.status_code == 200
    return factories.soup(response)


def texts(html: BeautifulSoup) -> dict[str, str]:
    return {one["data-grip-message"]: one.find("textarea").get_text() for one in html.select("[data-grip-message]")}


def filled(language: str) -> tuple[Message, ...]:
    return aftercare(language, "De Kwikstaart", NORM, "https://kwikstaart.example/hulp/").messages


# --- the texts ----------------------------------------------------------------------


def test_there_are_texts_in_dutch_and_in_english() -> None:
    assert languages() == ["en", "nl"]


@every
def test_each_language_has_the_same_messages_checks_and_helplines(language: str) -> None:
    own, dutch = aftercare(language), aftercare("nl")
    assert [message.key for message in own.messages] == [message.key for message in dutch.messages]
    assert [message.key for message in own.messages] == ["incident", "images", "threats", "week", "week-without-talk"]
    assert len(own.checks) == 3
    assert own.suicide["helplines"] == dutch.suicide["helplines"] == ["113", "adviespunt", "calamiteitenteam"]


@every
def test_no_message_tells_a_number_a_name_or_a_promise(language: str) -> None:
    for message in filled(language):
        said = f"{message.subject} {message.text}"
        assert set(re.findall(r"\d+", said)) <= {"112", "113"}, message.key
        assert not phone_numbers(said)
        assert not [words for words in BANNED if words in said.casefold()], message.key
        assert not re.search(
            r"\b(?:groep|klas) \w*\d|\bslachtoffer|\bvictim|\bdader|\bperpetrator", said, re.IGNORECASE
        )


@every
def test_no_message_asks_anyone_to_look_at_keep_or_send_an_image(language: str) -> None:
    for message in filled(language):
        for part in (message.text, message.when, *message.limits):
            assert image_instructions(part) == [], message.key


def test_parents_are_asked_not_to_look_send_or_search() -> None:
    [message] = [message for message in filled("nl") if message.key == "images"]
    for asked in ("Kijk niet.", "Stuur niets door", "Zoek er niet naar."):
        assert asked in message.text


@every
def test_every_message_repeats_the_norm_and_signs_with_the_school(language: str) -> None:
    for message in filled(language):
        assert f"“{NORM}”" in message.text, message.key
        assert message.text.endswith("De Kwikstaart"), message.key
        assert "https://kwikstaart.example/hulp/" in message.text, message.key
        assert "De Kwikstaart" in message.subject, message.key
        assert "{" not in message.text + message.subject


@every
def test_there_is_no_message_about_suicide(language: str) -> None:
    for message in filled(language):
        assert not re.search(r"zelfdoding|zelfmoord|suïcide|suicide|overle[de]+n|\bdied\b", message.text, re.IGNORECASE)
    assert aftercare(language).suicide["text"]


def test_what_to_do_instead_of_writing_about_suicide() -> None:
    said = aftercare("nl").suicide["text"]
    assert said == "Stuur nog niets. Bel eerst 113 of, via het Adviespunt, het Calamiteitenteam."


def test_a_talk_to_restore_only_with_who_was_hurt_and_never_in_the_worst_cases() -> None:
    [week] = [message for message in filled("nl") if message.key == "week"]
    limits = " ".join(week.limits)
    assert "alleen als de leerling die geraakt is dat zelf wil" in limits
    assert "alleen als de leerling die geraakt is dat zelf wil" in week.text
    for never in ("beelden", "afpersing", "bedreiging", "grooming", "medewerker"):
        assert never in limits
    [other] = [message for message in filled("nl") if message.key == "week-without-talk"]
    assert "herstellen" not in other.text


def test_without_a_norm_or_an_address_no_half_sentence_is_left() -> None:
    for message in aftercare("nl", "De Kwikstaart").messages:
        assert "norm:" not in message.text
        assert "lees je hier" not in message.text


def test_an_unknown_name_is_a_blank_to_fill_in() -> None:
    assert all("[[naam van de school]]" in message.text for message in aftercare("nl").messages)


def test_what_a_school_typed_is_never_read_as_a_blank() -> None:
    assert "{norm}" in aftercare("nl", "School {norm}", "Wij {school}").messages[0].text


@pytest.mark.parametrize(("language", "found"), [("nl-be", "nl"), ("en-gb", "en"), ("ar", "nl"), ("EN", "en")])
def test_another_variety_has_the_same_texts_and_another_language_the_dutch(language: str, found: str) -> None:
    assert aftercare(language).language == found


# --- the page in the admin ----------------------------------------------------------


def test_the_page_fills_in_the_name_the_norm_and_the_address() -> None:
    home = factories.home_page()
    factories.settings_of(school_name="De Kwikstaart")
    factories.make_page("norm", home, statement=NORM)
    page = incident_page(home, text_language="nl")

    found = texts(seen(page))

    assert len(found) == 5
    for text in found.values():
        assert "De Kwikstaart" in text
        assert f"“{NORM}”" in text
        assert fresh(page).full_url in text


def test_the_name_on_the_contact_page_goes_before_that_of_the_settings() -> None:
    home = factories.home_page()
    factories.settings_of(school_name="Het Bestuur")
    factories.make_page("contact", home, school_name="De Kwikstaart")
    found = texts(seen(incident_page(home, text_language="nl")))
    assert all("De Kwikstaart" in text and "Het Bestuur" not in text for text in found.values())


def test_without_settings_or_norm_there_is_a_blank_and_the_page_says_so() -> None:
    html = seen(incident_page(text_language="nl"))
    assert all("[[naam van de school]]" in text for text in texts(html).values())
    assert "there is no published page with your norm yet" in html.get_text()


def test_a_norm_that_is_a_draft_is_not_told_to_parents() -> None:
    home = factories.home_page()
    factories.make_page("norm", home, statement=NORM, live=False)
    assert not any(NORM in text for text in texts(seen(incident_page(home, text_language="nl"))).values())


def test_an_address_that_parents_can_not_open_is_left_out() -> None:
    draft = factories.make_page("incident_help", live=False, text_language="nl")
    private = incident_page(text_language="nl")
    PageViewRestriction.objects.create(page=private.page_ptr, restriction_type="login")
    for page in (draft, private):
        assert not any("http" in text for text in texts(seen(page)).values())


def test_nor_is_there_the_host_of_a_record_that_nobody_filled_in(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    page = incident_page(text_language="nl")
    client = client_of(factories.editor())
    response = client.get(address(page), headers={"host": "www.kwikstaart.example"})
    said = texts(factories.soup(response))
    assert said and not any("localhost" in text or "http" in text for text in said.values())
    assert any("http://localhost" in text for text in texts(seen(page)).values())


def test_the_language_of_the_page_decides_and_not_that_of_the_admin() -> None:
    assert "Dear parents" in texts(seen(incident_page(text_language="en")))["incident"]
    assert "Beste ouders" in texts(seen(incident_page(text_language="nl")))["incident"]


def test_three_ticks_stand_before_the_texts_and_nothing_is_a_form() -> None:
    html = seen(incident_page())
    area = html.select_one(".grip-aftercare")
    assert area is not None
    assert len(area.select("input[type=checkbox]")) == 3
    assert not area.find("form")
    assert not area.select("[name]")
    order = [tag.get("data-grip-check") is not None for tag in area.select("[data-grip-check], textarea")]
    assert order == [True] * 3 + [False] * 5


def test_the_numbers_on_suicide_come_from_the_helplines() -> None:
    factories.helpline("adviespunt", name="Adviespunt", phones="030 012 34 56", url="https://adviespunt.example/")
    factories.helpline("calamiteitenteam", name="Calamiteitenteam", phones="", url="https://team.example/")
    html = seen(incident_page())
    assert html.select_one('.grip-aftercare a[href="tel:113"]')
    assert html.select_one('[data-grip-helpline="adviespunt"] a[href="tel:+31300123456"]')
    assert html.select_one('[data-grip-helpline="calamiteitenteam"] a[href="https://team.example/"]')


def test_113_stands_there_without_any_helpline_and_a_switched_off_one_does_not() -> None:
    factories.helpline("adviespunt", name="Adviespunt", phones="030 012 34 56", active=False)
    html = seen(incident_page())
    assert html.select_one('.grip-aftercare a[href="tel:113"]')
    assert not html.select_one('[data-grip-helpline="adviespunt"]')


def test_a_school_that_hides_a_helpline_from_visitors_still_finds_it_here() -> None:
    factories.helpline("adviespunt", name="Adviespunt", phones="030 012 34 56")
    factories.home_page()
    factories.settings_of(hidden_helplines="adviespunt")
    assert seen(incident_page()).select_one('[data-grip-helpline="adviespunt"]')


# --- who may, and the link to it ----------------------------------------------------


@pytest.mark.parametrize(("who", "may"), WHO.items(), ids=WHO)
def test_only_who_may_edit_this_page_sees_the_messages(who: str, may: bool) -> None:
    page = incident_page(factories.home_page(factories.home_page()))
    response = client_of(person(who, page)).get(address(page))
    assert response.status_code == (200 if may else 302)
    if not may:
        assert b"data-grip-message" not in response.content


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_page_only_shows(method: str) -> None:
    assert getattr(client_of(factories.editor()), method)(address(incident_page())).status_code == 405


def test_a_locked_page_still_has_its_messages() -> None:
    page = incident_page()
    page.locked, page.locked_by = True, factories.editor()
    page.save()
    client = client_of(editor_of(page.get_parent().specific, "change_page"))
    assert client.get(address(page)).status_code == 200


def test_only_an_incident_page_has_messages() -> None:
    client = client_of(factories.editor())
    for page in (factories.make_page("norm"), factories.home_page()):
        assert client.get(address(page)).status_code == 404


def test_the_edit_view_of_a_saved_incident_page_links_to_the_messages() -> None:
    page = incident_page()
    client = client_of(factories.editor())
    assert factories.soup(client.get(edit_address(page))).find("a", href=address(page))
    model = factories.page_class("incident_help")
    home = factories.home_page()
    new = reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, home.pk])
    assert b"gripwagtail/aftercare" not in client.get(new).content
    assert b"gripwagtail/aftercare" not in client.get(edit_address(factories.make_page("norm"))).content


def test_who_may_edit_the_norm_finds_the_form_for_what_changes_there_and_nobody_else_does() -> None:
    page = incident_page()
    assert "gripwagtail/outcome" not in str(seen(page))
    norm = factories.make_page("norm", page.get_parent())
    form = reverse("gripwagtail_outcome", args=[norm.pk])
    assert seen(page).find("a", href=form)
    assert b"gripwagtail/outcome" not in client_of(editor_of(page, "change_page")).get(address(page)).content


def test_no_visitor_sees_a_message() -> None:
    assert "Beste ouders" not in factories.text_of(incident_page(text_language="nl"))
