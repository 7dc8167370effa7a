"""bleach and nh3 take each other's place: what a reader gets is the same, and nothing in it is active.

Here are a sample of the hostile texts and all that people mean; ``GRIP_SANITIZER=nh3`` runs any test with the other
library, and `make nightly` every test of hostile texts.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import settings as with_settings
from hypothesis import strategies as st

from gripwagtail import sanitize
from gripwagtail.conf import SANITIZERS, conf
from gripwagtail.sanitize import clean_html
from tests.test_sanitize import BENIGN, PIECES, VECTORS, read
from tests.vectors import VECTORS as TYPED

pytest.importorskip("nh3")

SAMPLE = [*VECTORS[::7], *(vector.text for vector in TYPED[::9])]
EVERYTHING = [*VECTORS, *(vector.text for vector in TYPED)]


def by(engine: str, text: str, settings: Any) -> str:
    settings.GRIPWAGTAIL = {"SANITIZER": engine}
    return str(clean_html(text))


def test_there_is_one_function_for_each_library_that_can_be_chosen() -> None:
    assert tuple(sanitize._ENGINES) == SANITIZERS


@pytest.mark.parametrize("text", SAMPLE)
def test_both_give_the_same_and_nothing_active(text: str, settings: Any) -> None:
    cleaned = by("nh3", text, settings)
    assert read(cleaned).wrong == []
    assert by("nh3", cleaned, settings) == cleaned == by("bleach", text, settings)


@pytest.mark.thorough
@pytest.mark.parametrize("text", EVERYTHING)
def test_both_give_the_same_of_every_text(text: str, settings: Any) -> None:
    cleaned = by("nh3", text, settings)
    assert read(cleaned).wrong == []
    assert by("nh3", cleaned, settings) == cleaned == by("bleach", text, settings)


@pytest.mark.parametrize("text", BENIGN)
def test_what_people_write_survives_both_byte_for_byte(text: str, settings: Any) -> None:
    assert by("nh3", text, settings) == by("bleach", text, settings) == text


@pytest.mark.parametrize("engine", SANITIZERS)
@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        (
            '<a href="https://x.example/?a=1&b=2" rel="opener" target="_blank" class="c">y</a>',
            '<a href="https://x.example/?a=1&amp;b=2" rel="noopener noreferrer">y</a>',
        ),
        ('<a href="/x" rel="nofollow">y</a>', '<a href="/x">y</a>'),
        ('<a href="tel:+31700123456">y</a>', '<a href="tel:+31700123456">y</a>'),
        ('<a href="ftp://x.example">y</a>', "y"),
        ('<p lang="NL" dir="rtl" class="x" style="y" id="z">é</p>', '<p lang="nl" dir="rtl">é</p>'),
        ('<p lang="klingon">x</p>', "<p>x</p>"),
        ("<p>&eacute;&nbsp;&amp;amp; &lt;b&gt; 1 < 2</p>", "<p>é\xa0&amp;amp; &lt;b&gt; 1 &lt; 2</p>"),
        ("a<br>b<hr>c<img src=x>", "a<br>b\nc"),
        ("<ul><li>een<ol><li>twee</li></ol></li></ul>", "<ul><li>een<ol><li>twee</li></ol></li></ul>"),
        ("<h1>a</h1><h2>b</h2><h5>c</h5>", "a\n<h2>b</h2>\nc"),
        ("<blockquote><p>x</p></blockquote>", "<blockquote><p>x</p></blockquote>"),
        ("\ufeff<p>x</p>", "<p>x</p>"),
    ],
)
def test_links_languages_and_tags_are_the_same_by_both(engine: str, text: str, cleaned: str, settings: Any) -> None:
    assert by(engine, text, settings).strip() == cleaned


@with_settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_whatever_comes_in_both_give_what_is_closed_inactive_and_stable(source: str) -> None:
    for engine in SANITIZERS:
        with override_settings(GRIPWAGTAIL={"SANITIZER": engine}):
            once = sanitize._clean(source)
            assert read(once).wrong == []
            assert sanitize._clean(once) == once


def test_the_library_that_is_chosen_is_the_one_that_is_asked(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    asked: list[str] = []
    for engine, real in sanitize._ENGINES.items():
        monkeypatch.setitem(
            sanitize._ENGINES, engine, lambda html, engine=engine, real=real: asked.append(engine) or real(html)
        )
    for engine in SANITIZERS:
        # The same text: what one library made is not remembered for the other.
        by(engine, "<p>wie maakt mij schoon?</p>", settings)
    assert asked == list(SANITIZERS)


@pytest.mark.parametrize("given_", ["lxml", "", None, 1, ["nh3"], "NH3"])
def test_a_library_that_nobody_knows_is_not_asked(given_: object, settings: Any) -> None:
    settings.GRIPWAGTAIL = {"SANITIZER": given_}
    assert conf.sanitizer == "bleach"
    assert clean_html("<p>toch <x>schoon</x></p>") == "<p>toch schoon</p>"


def test_without_the_library_that_was_chosen_text_is_shown_as_text(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setitem(sys.modules, "nh3", None)
    assert by("nh3", "<p>ontbreekt hier</p>", settings) == "&lt;p&gt;ontbreekt hier&lt;/p&gt;"
    assert by("bleach", "<p>ontbreekt hier</p>", settings) == "<p>ontbreekt hier</p>"


def test_threads_get_each_their_own_text_from_nh3(settings: Any) -> None:
    settings.GRIPWAGTAIL = {"SANITIZER": "nh3"}
    texts = [f"<p onclick=x>draad {i} <b>vet {i}</b></p>" for i in range(200)]
    with ThreadPoolExecutor(max_workers=8) as pool:
        assert list(pool.map(sanitize._clean, texts)) == [f"<p>draad {i} <b>vet {i}</b></p>" for i in range(200)]
