"""Facts and wagtail-localize: right in every language at once, and never given to a translator."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from gripwagtail.lookup.sources import KINDS
from tests import factories as make
from tests import full_items as full
from tests import localize
from tests.remembered import remembered

if not apps.is_installed("wagtail_localize"):
    pytest.skip("this host has no wagtail-localize", allow_module_level=True)

pytestmark = pytest.mark.django_db

OLD, NEW = "tel:+31700123456", "tel:+31700123499"


@pytest.fixture
def dutch_and_cards(home: Any) -> tuple[Any, list[make.Raw]]:
    return remembered("contacts", lambda: _dutch_and_cards(home))


def _dutch_and_cards(home: Any) -> tuple[Any, list[make.Raw]]:
    cards = [
        make.contact(label="Juf Annemiek", phones=["070 012 34 56"]),
        make.contact(label="Meester Bram", roles=["management"], phones=["070 012 34 57"], email=""),
    ]
    return make.make_page("contact", home, contacts=cards, steps=[make.step()]), cards


@pytest.fixture
def dutch(dutch_and_cards: tuple[Any, list[make.Raw]]) -> Any:
    return dutch_and_cards[0]


@pytest.fixture
def cards(dutch_and_cards: tuple[Any, list[make.Raw]]) -> list[make.Raw]:
    return dutch_and_cards[1]


@pytest.fixture
def host(home: Any, dutch: Any) -> Any:
    return remembered("page with contacts", lambda: make.home_page(home, body=[make.block("contacts")]))


@pytest.fixture
def everywhere(dutch: Any, host: Any) -> list[tuple[Any, str]]:
    """The page, its sheet and the block: in Dutch, translated into English, only submitted for Arabic."""
    return remembered("contacts in three languages", lambda: _everywhere(dutch, host))


def _everywhere(dutch: Any, host: Any) -> list[tuple[Any, str]]:
    pages = [dutch, host]
    pages += [localize.translate(page, "en") for page in (host, dutch)]
    pages += [localize.submit(page, "ar") for page in (host, dutch)]
    return [(page, "") for page in pages] + [(page, "print/") for page in pages if hasattr(page, "contacts")]


def numbers(page: Any, leaf: str = "") -> set[str]:
    response = make.visit(page, leaf=leaf)
    assert response.status_code == 200
    return {link["href"] for link in make.soup(response).select('a[href^="tel:+31700"]')}


def text(page: Any, leaf: str = "") -> str:
    return make.soup(make.visit(page, leaf=leaf)).get_text(" ")


def corrected(cards: list[make.Raw]) -> list[make.Raw]:
    cards = copy.deepcopy(cards)
    cards[0]["value"]["phones"] = make.items_of("070 012 34 99")
    return cards


# --- at once ------------------------------------------------------------------------


def test_a_corrected_number_is_right_in_every_language_at_once(
    dutch: Any, everywhere: list[tuple[Any, str]], cards: list[make.Raw]
) -> None:
    assert all(OLD in numbers(*place) for place in everywhere)
    make.set_items(dutch, "contacts", corrected(cards))
    for place in everywhere:
        assert NEW in numbers(*place), place
        assert OLD not in numbers(*place), place


def test_a_removed_card_is_gone_in_every_language_at_once(
    dutch: Any, everywhere: list[tuple[Any, str]], cards: list[make.Raw]
) -> None:
    assert all("Annemiek" in text(*place) for place in everywhere)
    make.set_items(dutch, "contacts", cards[1:])
    for place in everywhere:
        assert "Annemiek" not in text(*place), place
        assert "Bram" in text(*place), place


def test_an_unpublished_source_takes_its_facts_away_in_every_language(
    dutch: Any, everywhere: list[tuple[Any, str]]
) -> None:
    dutch.unpublish()
    for page, leaf in everywhere:
        if page.pk != dutch.pk:
            assert not numbers(page, leaf)
            assert "Annemiek" not in text(page, leaf)
            assert "mentor@" not in text(page, leaf)


@pytest.mark.parametrize("publish", [True, False], ids=["published", "as a draft"])
def test_after_syncing_the_numbers_are_right_and_the_words_come_back_with_the_page(
    dutch: Any, everywhere: list[tuple[Any, str]], cards: list[make.Raw], publish: bool
) -> None:
    make.set_items(dutch, "contacts", corrected(cards)[:1])
    localize.sync(dutch, and_publish=publish)
    english = localize.translated(dutch, "en")
    assert numbers(english) == {NEW}
    # Until it is published again, the words are those of the person who answered at the old number.
    assert ("EN Juf Annemiek" in text(english)) is publish
    assert "Juf Annemiek" in text(english)
    assert "Bram" not in text(english)


def test_the_button_that_syncs_does_the_same(
    dutch: Any, everywhere: list[tuple[Any, str]], cards: list[make.Raw], client: Client
) -> None:
    from wagtail_localize.models import TranslationSource

    make.set_items(dutch, "contacts", corrected(cards)[:1])
    client.force_login(make.editor())
    source = TranslationSource.objects.get(object_id=dutch.translation_key)
    with localize.published_at_once():
        response = client.post(
            reverse("wagtail_localize:update_translations", args=[source.pk]), {"publish_translations": "on"}
        )
    assert response.status_code == 302
    for code in ("en", "ar"):
        page = localize.translated(dutch, code)
        assert numbers(page) == {NEW}
        assert [list(card.value["phones"]) for card in page.contacts] == [["070 012 34 99"]]


def test_publishing_a_translation_of_an_older_source_brings_nothing_back(
    dutch: Any, everywhere: list[tuple[Any, str]], cards: list[make.Raw]
) -> None:
    """wagtail-localize keeps its own copy of the source until somebody syncs."""
    make.set_items(dutch, "contacts", corrected(cards)[:1])
    localize.publish(dutch, "en")
    english = localize.translated(dutch, "en")
    assert len(english.contacts) == 2
    assert numbers(english) == {NEW}
    assert "Bram" not in text(english)


def test_a_new_card_is_shown_in_dutch_until_it_is_translated(
    dutch: Any, everywhere: list[tuple[Any, str]], cards: list[make.Raw]
) -> None:
    make.set_items(dutch, "contacts", [*cards, make.contact(label="Juf Carla", phones=["070 012 34 99"])])
    for when in ("before", "after"):
        shown = make.see(localize.translated(dutch, "en"))
        [title] = [title for title in shown.select(".grip-card-title") if "Carla" in title.get_text()]
        assert title["lang"] == "nl", when
        localize.sync(dutch)


def test_a_host_that_does_not_publish_on_submitting_shows_the_source(dutch: Any, host: Any, settings: Any) -> None:
    settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
    assert not localize.submit(dutch, "ar").live
    settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = True
    shown = make.see(localize.submit(host, "ar"))
    assert shown.select_one(".grip")["lang"] == "ar"
    assert {title["lang"] for title in shown.select(".grip-card-title")} == {"nl"}


def test_a_view_restriction_on_the_source_holds_for_its_facts_in_every_language(
    dutch: Any, everywhere: list[tuple[Any, str]]
) -> None:
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page=dutch, restriction_type=PageViewRestriction.LOGIN)
    for page, leaf in everywhere:
        if page.pk != dutch.pk:
            assert "070" not in text(page, leaf)


# --- machines -----------------------------------------------------------------------


@pytest.fixture
def heard(settings: Any) -> Iterator[list[str]]:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": "tests.localize.RecordingTranslator"}
    localize.RecordingTranslator.heard.clear()
    yield localize.RecordingTranslator.heard
    localize.RecordingTranslator.heard.clear()


def machine(page: Any, client: Client) -> Any:
    localize.submit(page, "en")
    client.force_login(make.editor())
    client.post(reverse("wagtail_localize:machine_translate", args=[localize.job(page, "en").pk]))
    localize.publish(page, "en")
    return localize.translated(page, "en")


@pytest.mark.parametrize("kind", KINDS)
def test_a_machine_is_given_words_and_nothing_else(home: Any, heard: list[str], client: Client, kind: str) -> None:
    page = full.full_page(make.page_class(kind), home)
    english = machine(page, client)
    assert len(heard) > 5
    heard.remove(page.slug)
    for string in heard:
        assert not any(sign in string for sign in (full.FACT, "070", "@", "://", "2020", "+31")), string
    assert english.intro == f"intro {full.WORD}"
    for name in page.grip_facts:
        assert getattr(english, name) == getattr(page, name)


@pytest.mark.parametrize(
    ("card", "offered"),
    [
        ({"kind": "person", "name": "Annemiek van Kwik", "label": "juf Annemiek"}, False),
        ({"kind": "function", "name": "Annemiek van Kwik", "label": "Mentor: mevrouw Van Kwik"}, False),
        ({"kind": "person", "name": "", "label": "juf Annemiek"}, False),
        ({"kind": "person", "name": "Annemiek van Kwik", "label": "De mentor van groep acht"}, True),
        ({"kind": "function", "name": "", "label": "De mentor"}, True),
        ({"kind": "organisation", "organisation": "De Kwikstaart", "label": "Het wijkteam"}, True),
    ],
)
def test_a_label_that_names_somebody_is_not_given_away(
    home: Any, heard: list[str], client: Client, card: make.Raw, offered: bool
) -> None:
    page = make.make_page("contact", home, contacts=[make.contact(told_on="2020-01-01", where="Lokaal twee", **card)])
    english = machine(page, client)
    assert (card["label"] in heard) is offered
    assert not any("Annemiek" in string or "Kwik" in string for string in heard)
    value = english.contacts[0].value
    assert (value["label"] == card["label"]) is not offered
    assert value["where"] == "twee Lokaal"
    title = make.see(english).select_one(".grip-card-title")
    assert title.get("lang") == (None if offered else "nl")


# --- links --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "javascript:1", " JavaScript:1", "data:text/html,x", "//elders.example"]
)
def test_a_link_that_a_translator_changes_into_a_script_does_not_come_out(home: Any, address: str) -> None:
    from wagtail_localize.models import OverridableSegment, SegmentOverride

    page = full.full_page(make.page_class("norm"), home)
    localize.translate(page, "en")
    segment = OverridableSegment.objects.get(source__object_id=page.translation_key)
    assert segment.data == full.LINK
    SegmentOverride.objects.create(locale=make.language("en"), context=segment.context, data_json=f'"{address}"')
    localize.publish(page, "en")
    english = localize.translated(page, "en")
    [paragraph] = english.body.blocks_by_name("paragraph")
    assert address in paragraph.value.source
    shown = make.see(english)
    assert "EN een verwijzing" in shown.select_one(".grip-body").get_text()
    assert not shown.select(".grip-body a")
    for html in (str(shown), str(english.body), str(english.body.stream_block.get_api_representation(english.body))):
        assert address.strip().lower() not in html.lower()
        assert "script:" not in html.lower()


def test_a_link_that_a_translator_changes_into_another_page_comes_out(home: Any) -> None:
    from wagtail_localize.models import OverridableSegment, SegmentOverride

    page = full.full_page(make.page_class("norm"), home)
    localize.translate(page, "en")
    segment = OverridableSegment.objects.get(source__object_id=page.translation_key)
    address = "https://english.example/"
    SegmentOverride.objects.create(locale=make.language("en"), context=segment.context, data_json=f'"{address}"')
    localize.publish(page, "en")
    assert make.see(localize.translated(page, "en")).select_one(".grip-body a")["href"] == address


def test_no_address_of_a_card_can_be_changed_for_one_language(home: Any) -> None:
    from wagtail_localize.models import OverridableSegment

    for kind in KINDS:
        localize.submit(full.full_page(make.page_class(kind), home), "en")
    offered = {segment.data for segment in OverridableSegment.objects.all()}
    assert offered == {full.LINK}
