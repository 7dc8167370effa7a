"""Who was replaced is replaced everywhere, whatever the host translates with."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse

from tests import factories as make
from tests import localize

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not (settings.USE_I18N and settings.WAGTAIL_I18N_ENABLED), reason="this host has one language"),
]
with_localize = pytest.mark.skipif(
    not apps.is_installed("wagtail_localize"), reason="this host has no wagtail-localize"
)
simple = pytest.mark.skipif(
    not apps.is_installed("wagtail.contrib.simple_translation"), reason="this host has no simple_translation"
)

SAID = ("over dit", "Lokaal vijf", "op maandag", "binnen een dag")


@pytest.fixture
def card() -> make.Raw:
    return make.contact(
        kind="person",
        label="De vertrouwenspersoon",
        name="Karim Verzonnen",
        told_on="2026-09-01",
        about="over dit",
        where="Lokaal vijf",
        when="op maandag",
        reply_time="binnen een dag",
        phones=["070 012 34 56"],
    )


@pytest.fixture
def dutch(home: Any, card: make.Raw) -> Any:
    page = make.make_page("contact", home, title="Wie helpt?", contacts=[card], intro="Kom gerust.")
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def edit(page: Any, item: make.Raw, **value: Any) -> None:
    item = copy.deepcopy(item)
    item["value"].update(value)
    make.set_items(page, "contacts", [item])


def kept(page: Any) -> int:
    """How many of the words of the card are those of the translator."""
    text = make.text_of(page)
    return sum(f"EN {words}" in text for words in SAID)


@with_localize
@pytest.mark.parametrize("change", [{"name": "Saida Fictief"}, {"phones": make.items_of("070 012 34 99")}])
def test_the_words_wait_until_the_source_is_synced(dutch: Any, card: make.Raw, change: dict[str, Any]) -> None:
    english = localize.translate(dutch, "en")
    assert kept(english) == 4
    edit(dutch, card, **change)
    assert kept(english) == 0
    # A translator who publishes what wagtail-localize still has of the old source translates nothing again.
    localize.publish(dutch, "en")
    assert kept(english) == 0
    localize.sync(dutch)
    assert kept(english) == 4


@with_localize
def test_a_text_that_changed_waits_until_it_is_translated(dutch: Any, card: make.Raw) -> None:
    english = localize.translate(dutch, "en")
    edit(dutch, card, where="Lokaal negen", when="")
    assert kept(english) == 2
    localize.publish(dutch, "en")
    assert kept(english) == 2
    localize.sync(dutch)
    text = make.text_of(english)
    assert "Lokaal negen" in text
    assert "maandag" not in text
    localize.translate(dutch, "en")
    assert "EN Lokaal negen" in make.text_of(english)
    assert kept(english) == 2


@with_localize
def test_a_page_that_was_only_submitted_says_what_the_source_says(dutch: Any, card: make.Raw) -> None:
    arabic = localize.submit(dutch, "ar")
    edit(dutch, card, name="Saida Fictief", where="Lokaal negen", about="over dat", when="", reply_time="morgen")
    text = make.text_of(arabic)
    assert not [words for words in SAID if words in text]
    assert "Lokaal negen" in text


@simple
def test_the_words_of_a_page_that_was_sent_to_another_language_wait_too(
    dutch: Any, card: make.Raw, client: Any
) -> None:
    make.translate(dutch.get_parent().specific, "en")
    client.force_login(make.editor())
    view = reverse("simple_translation:submit_page_translation", args=[dutch.pk])
    client.post(view, {"locales": [make.language("en").pk]}, follow=True)
    english = dutch.get_translation(make.language("en"))
    edit(english, card, **{name: f"EN {card['value'][name]}" for name in ("about", "where", "when", "reply_time")})
    assert kept(english) == 4
    edit(dutch, card, where="Lokaal negen")
    assert kept(english) == 3
    edit(dutch, card, name="Saida Fictief")
    assert kept(english) == 0


@with_localize
def test_an_alias_of_a_translation_is_as_old_as_that_translation(dutch: Any, card: make.Raw) -> None:
    said = {name: f"EN {card['value'][name]}" for name in ("about", "where", "when", "reply_time")}
    english = make.translate(dutch, "en", contacts=[{**card, "value": {**card["value"], **said}}])
    other = make.translate(english, "ar", alias=True)
    assert kept(other) == kept(english) == 4
    edit(dutch, card, where="Lokaal negen")
    assert kept(other) == kept(english) == 3
