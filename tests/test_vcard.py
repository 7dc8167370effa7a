"""Cards for a phone: what goes in comes out, and a person never goes in."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import pytest
import vobject
from django.http import HttpRequest
from django.test import Client, override_settings
from django.utils import timezone
from wagtail.models import PageViewRestriction

from gripwagtail.directory import addresses
from gripwagtail.lookup.context import PageContext
from gripwagtail.lookup.source import Source
from gripwagtail.subroutes import vcf
from tests import factories as make

pytestmark = pytest.mark.django_db

DIFFICULT = (
    "Komma, puntkomma; en een \\ schuine streep: klaar",
    "regel een\nregel twee\r\nregel drie",
    "letterlijk \\n en \\, en \\\\",
    "المرشدة السرية في المدرسة، الطابق الثاني؛ الغرفة ١٢",
    "👩‍🏫🏳️‍🌈" * 30,
    "é" * 500,
    "a" * 74 + "é",
)


def page_with(*cards: Any, **fields: Any) -> Any:
    return make.make_page("contact", **{"slug": "wie-helpt", "contacts": list(cards), "vcards": True, **fields})


def answer(page: Any, key: str = "") -> Any:
    return Client().get(f"{page.url}vcard/{key}/" if key else f"{page.url}vcard/")


def saved(page: Any, key: str = "") -> list[Any]:
    """The cards that a phone reads from the file."""
    response = answer(page, key)
    assert response.status_code == 200, response
    return list(vobject.readComponents(response.content.decode()))


def values(card: Any, name: str) -> list[Any]:
    return [line.value for line in card.contents.get(name, [])]


def words(card: Any, name: str) -> str:
    """The words of a property. The library reads an organisation as a list of its parts."""
    value = getattr(card, name).value
    return str(value[0] if isinstance(value, list) else value)


# --- what is on a card --------------------------------------------------------------


def test_a_card_holds_how_to_reach_a_function_and_where_it_is_found() -> None:
    card = make.contact(
        label="De vertrouwenspersoon",
        roles=["confidential-internal"],
        phones=["070 012 34 56 (kies 3)"],
        languages="nl, ar, plat Haags",
        where="Lokaal 2.14",
        when="ma, di",
        reply_time="Binnen een schooldag",
        via_school=False,
    )
    make.site_with("localhost")
    page = page_with(card, school_name="De Kwikstaart")
    type(page).objects.filter(pk=page.pk).update(
        last_published_at=timezone.make_aware(datetime.datetime(2026, 9, 1, 12, 30))
    )
    [found] = saved(page)
    assert found.version.value == "3.0"
    assert (found.n.value.family, found.n.value.given) == ("De vertrouwenspersoon", "")
    assert found.fn.value == "De vertrouwenspersoon"
    assert words(found, "org") == "De Kwikstaart"
    assert found.uid.value == uuid.uuid5(page.translation_key, card["id"]).urn
    assert values(found, "tel") == ["+31700123456"]
    assert found.tel.params == {"TYPE": ["WORK", "VOICE"]}
    assert found.email.value == "mentor@kwikstaart.example"
    assert found.url.value == page.get_full_url()
    assert found.url.value.startswith("http")
    assert found.role.value == found.title.value != ""
    assert words(found, "note").splitlines() == [
        "Waar: Lokaal 2.14",
        "Wanneer: ma, di",
        "Antwoord: Binnen een schooldag",
        "Spreekt: Nederlands, العربيّة, plat Haags",
        "070 012 34 56 (kies 3)",
    ]
    assert found.rev.value == "20260901T103000Z"  # twelve thirty in Amsterdam, in summer


def test_an_organisation_stands_under_its_own_name() -> None:
    page = page_with(
        make.contact(kind="organisation", label="", organisation="De Jeugdwerkers"), school_name="De Kwikstaart"
    )
    [found] = saved(page)
    assert found.fn.value == "De Jeugdwerkers"
    assert words(found, "org") == "De Jeugdwerkers"


def test_who_is_reached_through_the_school_has_the_number_and_mailbox_of_the_school() -> None:
    page = page_with(
        make.contact(phones=[], email="", via_school=True),
        school_phone="070 065 43 21",
        school_email="info@kwikstaart.example",
    )
    [found] = saved(page)
    assert values(found, "tel") == ["+31700654321"]
    assert values(found, "email") == ["info@kwikstaart.example"]


def test_a_number_for_messages_is_not_called() -> None:
    [found] = saved(page_with(make.contact(phones=[], sms="06 01 23 45 67")))
    assert found.tel.params["TYPE"] == ["WORK", "MSG"]


# --- what goes in comes out ---------------------------------------------------------


@pytest.mark.parametrize("text", DIFFICULT)
def test_difficult_words_come_out_as_they_went_in(text: str) -> None:
    page = page_with(make.contact(label=text, roles=["mentor"], where=text), school_name="Kwik; Staart, \\ en co")
    [found] = saved(page)
    plain = text.replace("\r\n", "\n")
    assert words(found, "fn") == plain
    assert words(found, "note").endswith(f"Waar: {plain}")
    assert words(found, "org") == "Kwik; Staart, \\ en co"


@pytest.mark.parametrize("text", DIFFICULT)
def test_every_line_is_at_most_75_octets_ends_in_crlf_and_cuts_no_character(text: str) -> None:
    content = answer(page_with(make.contact(label=text))).content
    assert content.endswith(b"\r\nEND:VCARD\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # raises when a character was cut


def test_a_text_cannot_add_a_property_of_its_own() -> None:
    [found] = saved(page_with(make.contact(label="Mentor\r\nTEL:112\r\nEND:VCARD\x1b")))
    assert values(found, "tel") == ["+31700123456"]
    assert words(found, "fn") == "Mentor\nTEL:112\nEND:VCARD"


def test_control_characters_are_left_out() -> None:
    card = vcf.VCard()
    card.text("FN", "Men\x00tor\x1b")
    assert "FN:Mentor\r\n" in str(card)


def test_a_line_of_75_octets_is_not_folded_and_one_of_76_is() -> None:
    assert vcf.fold("x" * 75) == "x" * 75
    assert vcf.fold("x" * 76) == "x" * 75 + "\r\n x"
    assert vcf.fold("x" * 74 + "é") == "x" * 74 + "\r\n é"


# --- who is on a card ---------------------------------------------------------------


def test_a_person_is_never_given() -> None:
    person = make.contact(kind="person", label="Juf", name="Annemiek de Vries", told_on="2026-09-01")
    unnamed = make.contact(kind="person", label="De mentor van groep 8")
    named = make.contact(kind="function", label="De mentor van groep 7", name="Annemiek de Vries")
    page = page_with(person, unnamed, named, make.contact(label="De mentor"))
    assert [words(card, "fn") for card in saved(page)] == ["De mentor"]
    assert "Annemiek" not in answer(page).content.decode()
    for card in (person, unnamed, named):
        assert answer(page, card["id"][:8]).status_code == 404


def test_a_card_of_the_board_is_left_to_the_board() -> None:
    board = make.site_with("bestuur.example")
    make.make_page("contact", board.root_page.specific, contacts=[make.contact(label="Klachten", roles=["complaints"])])
    make.settings_of(make.site_with("localhost"), board=board)
    page = page_with(make.contact(label="De mentor"))
    assert "Klachten" in make.text_of(page)
    assert [words(card, "fn") for card in saved(page)] == ["De mentor"]


def test_a_page_with_persons_only_gives_no_file() -> None:
    page = page_with(make.contact(kind="person", name="Annemiek de Vries"))
    assert answer(page).status_code == 404


def test_one_card_is_found_by_the_first_eight_characters_of_its_id() -> None:
    first, second = make.contact(label="De mentor"), make.contact(label="De administratie")
    page = page_with(first, second)
    assert [words(card, "fn") for card in saved(page)] == ["De mentor", "De administratie"]
    assert [words(card, "fn") for card in saved(page, second["id"][:8])] == ["De administratie"]
    for wrong in ("00000000", second["id"][:7], second["id"], f"{second['id'][:8]}/more"):
        assert answer(page, wrong).status_code == 404


@pytest.mark.parametrize(
    "not_today",
    [{"valid_until": "2020-01-01"}, {"valid_from": "2999-01-01"}, {"confirmed": False}],
)
def test_a_card_that_is_not_shown_today_is_not_given(not_today: dict[str, Any]) -> None:
    card = make.contact(label="De mentor", **not_today)
    page = page_with(card, make.contact(label="De administratie"))
    assert [words(found, "fn") for found in saved(page)] == ["De administratie"]
    assert answer(page, card["id"][:8]).status_code == 404


def test_without_the_tick_of_the_school_there_are_no_cards() -> None:
    card = make.contact()
    page = page_with(card, vcards=False)
    assert answer(page).status_code == 404
    assert answer(page, card["id"][:8]).status_code == 404


def test_a_translation_gives_the_facts_of_the_source_in_its_own_words() -> None:
    card = make.contact(label="De mentor", phones=["070 012 34 56"], where="Lokaal 2")
    page = page_with(card)
    stale = {**card, "value": {**card["value"], "label": "The mentor", "phones": make.items_of("070 099 99 99")}}
    gone = make.contact(label="Somebody who left")
    copy = make.translate(page, "en", contacts=[stale, gone])
    response = make.visit(copy)
    assert response.status_code == 200
    [found] = saved(copy)
    assert words(found, "fn") == "The mentor"
    assert words(found, "note").startswith("Where: Lokaal 2")
    assert values(found, "tel") == ["+31700123456"]
    assert found.url.value == copy.get_full_url()


def test_only_the_source_decides_whether_there_are_cards() -> None:
    page = page_with(make.contact(), vcards=False)
    copy = make.translate(page, "en", vcards=True)
    assert answer(copy).status_code == 404


def test_a_translation_of_a_draft_gives_no_cards() -> None:
    page = page_with(make.contact())
    copy = make.translate(page, "en")
    assert answer(copy).status_code == 200
    type(page).objects.get(pk=page.pk).unpublish()
    assert answer(copy).status_code == 404


def test_a_copy_of_the_page_for_another_school_has_cards_of_its_own() -> None:
    card = make.contact()
    assert saved(page_with(card))[0].uid.value != saved(page_with(card, slug="elders"))[0].uid.value


# --- the answer ---------------------------------------------------------------------


def test_the_file_is_saved_under_a_plain_name() -> None:
    card = make.contact(label="Dé vertrouwenspersoon / groep 8; x=1")
    page = page_with(card, school_name="De Kwikstaart")
    assert answer(page)["Content-Type"] == "text/vcard; charset=utf-8"
    assert answer(page)["Content-Disposition"] == 'attachment; filename="de-kwikstaart.vcf"'
    one = answer(page, card["id"][:8])["Content-Disposition"]
    assert one == 'attachment; filename="de-vertrouwenspersoon-groep-8-x1.vcf"'
    assert answer(page)["X-Robots-Tag"] == "noindex"
    assert answer(page)["Cache-Control"] == "private, no-store"


def test_a_name_in_another_script_still_makes_a_name_for_the_file() -> None:
    page = page_with(make.contact(label="مرشد"), school_name="مدرسة")
    assert answer(page)["Content-Disposition"] == 'attachment; filename="contact.vcf"'


def test_a_draft_and_a_private_page_give_no_cards() -> None:
    page = page_with(make.contact(label="De mentor"))
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password="geheim")
    assert b"VCARD" not in answer(page).content
    restriction.delete()
    page.unpublish()
    assert answer(page).status_code == 404


@pytest.mark.parametrize("kind", ["incident_help", "norm", "overview", "parent_tips"])
def test_the_other_pages_have_no_cards(kind: str) -> None:
    page = make.make_page(kind, **make.content_of(kind))
    assert "vcard" not in make.subroutes_of(kind)
    assert answer(page).status_code == 404


# --- where they are -----------------------------------------------------------------


def offered(page: Any) -> dict[str, Any]:
    page_context = PageContext(page)
    return addresses.offers(Source.own(page_context), page_context)


def test_the_page_offers_its_sheet_its_cards_and_each_card() -> None:
    card, person = make.contact(), make.contact(kind="person", name="Annemiek de Vries")
    page = page_with(card, person)
    found = offered(page)
    assert found["print_url"] == f"{page.url}print/"
    assert found["vcards_url"] == f"{page.url}vcard/"
    assert found["vcard_urls"] == {card["id"]: f"{page.url}vcard/{card['id'][:8]}/"}
    for url in (found["print_url"], found["vcards_url"], *found["vcard_urls"].values()):
        assert Client().get(url).status_code == 200


def test_the_page_offers_no_cards_when_it_has_none() -> None:
    person = make.contact(kind="person", name="Annemiek de Vries")
    for page in (page_with(make.contact(), vcards=False), make.make_page("contact", vcards=True, contacts=[person])):
        assert offered(page)["vcards_url"] == ""
        assert offered(page)["vcard_urls"] == {}
        assert offered(page)["print_url"]


def test_a_draft_offers_nothing() -> None:
    page = page_with(make.contact())
    page.unpublish()
    assert offered(page) == {"print_url": "", "vcards_url": "", "vcard_urls": {}}


def test_an_address_ends_as_those_of_wagtail_do(monkeypatch: pytest.MonkeyPatch) -> None:
    assert addresses.below("/wie-helpt/", "vcard", "1234") == "/wie-helpt/vcard/1234/"
    monkeypatch.setattr(addresses, "WAGTAIL_APPEND_SLASH", False)
    assert addresses.below("/wie-helpt", "vcard", "1234") == "/wie-helpt/vcard/1234"


@override_settings(USE_TZ=False)
def test_a_host_without_time_zones_gives_cards_as_well() -> None:
    page = page_with(make.contact())
    naive = datetime.datetime(2026, 1, 1, 13, 0)
    type(page).objects.filter(pk=page.pk).update(last_published_at=naive)
    [found] = saved(page)
    assert found.rev.value == "20260101T120000Z"


def test_a_request_made_by_hand_gets_the_same_addresses() -> None:
    page = page_with(make.contact())
    page_context = PageContext.of_request(HttpRequest(), page)
    assert addresses.offers(Source.own(page_context), page_context)["print_url"].endswith("/wie-helpt/print/")
