"""What an editor reads about long sentences and hard words: the longest first, with what to try instead."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

import gripwagtail
from gripwagtail.editing.plain_language import count_words, hard_words, long_sentences, sentences, texts
from gripwagtail.lookup.sources import KINDS
from tests import factories as make
from tests.planted import plant

LIST = tomllib.loads(
    (Path(gripwagtail.__file__).parent / "editing" / "hard_words" / "nl.toml").read_text(encoding="utf-8")
)["swap"]
LONGEST = "Wij " + "praten en " * 12 + "luisteren."  # 26 words
LONG = "Wij " + "praten en " * 10 + "luisteren."  # 22 words


def words_in(text: str) -> list[tuple[str, str]]:
    return [(one.word, one.instead) for one in hard_words({("intro", "", ""): text}, "nl")]


def panel(page: Any) -> Any:
    client = Client()
    client.force_login(make.editor())
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content
    tables = BeautifulSoup(html, "html.parser").select("section.w-panel table.listing caption")
    return tables[0].find_parent("section") if tables else None


# --- sentences ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Praat erover. Bel ons!", ["Praat erover.", "Bel ons!"]),
        ("Praat\nBel", ["Praat", "Bel"]),
        ("Bel bijv. de mentor, o.a. op dinsdag. Of mail.", ["Bel bijv. de mentor, o.a. op dinsdag.", "Of mail."]),
        ("“Wat zag je?” vraag je dan.", ["“Wat zag je?”", "vraag je dan."]),
        ("Kijk op school.nl/hulp om 8.30 uur", ["Kijk op school.nl/hulp om 8.30 uur"]),
        ("", []),
    ],
)
def test_a_text_falls_apart_into_its_sentences(text: str, found: list[str]) -> None:
    assert list(sentences(text)) == found


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Wij zijn er.", 3),
        ("Zo'n foto-album is 's avonds klaar", 6),
        ("Mail naar hulp@school.example!", 3),
        ("– 24/7 –", 1),
    ],
)
def test_words_are_counted_as_a_reader_does(sentence: str, words: int) -> None:
    assert count_words(sentence) == words


def test_the_longest_sentence_comes_first_and_a_short_one_not_at_all() -> None:
    found = long_sentences({("intro", "", ""): f"Kort. {LONG} {LONGEST}", ("why", "", ""): LONG})
    assert [(one.text, one.words, len(one.places)) for one in found] == [(LONGEST, 26, 1), (LONG, 22, 2)]


def test_at_most_five_sentences_are_named() -> None:
    text = " ".join(f"{LONGEST[:-1]} dag {number}." for number in range(9))
    assert len(long_sentences({("intro", "", ""): text})) == 5


# --- words --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Conform het protocol", [("conform", "volgens")]),
        ("We handelen conformistisch", []),
        ("Wij zijn er te allen\n tijde", [("te allen tijde", "altijd")]),
        ("Zo spoedig mogelijk", [("zo spoedig mogelijk", "snel, of noem de dag")]),
        (
            "Dat is geïmplementeerd; indien nodig, indien kan",
            [
                ("geïmplementeerd", "invoeren, beginnen met"),
                ("indien", "als"),
            ],
        ),
        ("Volgens ons is het fijn als je dat zegt", []),
    ],
)
def test_a_hard_word_is_found_whole_with_what_to_try_instead(text: str, found: list[tuple[str, str]]) -> None:
    assert words_in(text) == found


def test_the_list_is_long_enough_and_says_everything_once() -> None:
    words = [word for swap in LIST for word in swap["words"]]
    assert len(LIST) >= 60
    assert len(words) == len(set(words))
    assert all(word == word.lower() == " ".join(word.split()) for word in words)


def test_no_suggestion_is_a_hard_word_itself() -> None:
    assert [swap["instead"] for swap in LIST if words_in(swap["instead"])] == []
    assert [swap["instead"] for swap in LIST if len(swap["instead"]) > 40] == []


# --- pages --------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("school_type", ["po", "vo"])
@pytest.mark.slow
def test_our_own_texts_need_no_hint(school_type: str) -> None:
    for kind, page in plant(school_type).pages.items():
        found = texts(page)
        assert [one.text for one in long_sentences(found)] == [], kind
        assert [one.word for one in hard_words(found, "nl")] == [], kind


@pytest.mark.django_db
def test_rich_text_and_every_item_are_read() -> None:
    rich = f"<p>Wij handelen conform &amp; <b>middels</b> een plan.</p><p>{LONGEST}</p>"
    page = make.make_page(
        "norm",
        agreements=[make.agreement(we_do="Wij participeren")],
        body=[make.item("paragraph", rich)],  # type: ignore[arg-type]
    )
    found = texts(page)
    assert [one.word for one in hard_words(found, "nl")] == ["participeren", "conform", "middels"]
    assert [one.words for one in long_sentences(found)] == [26]


@pytest.mark.django_db
def test_what_a_reader_may_call_it_is_no_hint() -> None:
    page = make.make_page("incident_help", situations=[make.situation(also="cyberpesten", title="Pesten")])
    assert hard_words(texts(page), "nl") == []


@pytest.mark.django_db
def test_the_edit_view_shows_both_closed_and_where_they_stand() -> None:
    page = make.make_page("norm", intro=LONGEST, agreements=[make.agreement(we_do="Wij participeren")])
    found = panel(page)
    assert found.details
    assert not found.details.has_attr("open")
    assert found.details.select("table.listing")
    assert LONGEST in found.text and "26" in found.text
    assert "participeren" in found.text and "meedoen" in found.text
    assert "“Wij participeren”" in found.text


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ar"])
def test_another_language_than_dutch_gets_no_hint(language: str) -> None:
    assert panel(make.make_page("norm", intro=LONGEST, text_language=language)) is None


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_in_plain_words_and_a_new_page_show_no_panel(kind: str) -> None:
    page = make.make_page(kind, **make.content_of(kind))
    assert panel(page) is None
    client = Client()
    client.force_login(make.editor())
    model = type(page)._meta
    address = reverse("wagtailadmin_pages:add", args=[model.app_label, model.model_name, make.home_page().pk])
    assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_hints_never_stand_in_the_way_of_publishing() -> None:
    page = make.make_page("norm", intro=f"{LONGEST} Conform het plan.")
    from gripwagtail.editing.rules import remarks

    assert remarks(page) == []
