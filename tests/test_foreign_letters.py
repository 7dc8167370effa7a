"""What counts as a language that the reader of a page may not read."""

from __future__ import annotations

import pytest

from tests.tools.foreign_letters import DOUBLE, FOREIGN, NAME, OWN, read, shares


def kinds(inside: str, language: str = "uk") -> dict[str, str]:
    """The texts of a page by what they are."""
    html = f'<!doctype html><html lang="{language}"><head><title>Titel</title></head><body>{inside}</body></html>'
    found: dict[str, str] = {}
    for (kind, text), letters in read(html, language).items():
        if letters:
            found[kind] = f"{found[kind]} {text}" if kind in found else text
    return found


@pytest.mark.parametrize("language", ["en", "ar", "tr", "uk", "pl"])
def test_what_is_marked_as_another_language_is_foreign(language: str) -> None:
    assert kinds('<p lang="nl">De school is dicht.</p>', language) == {FOREIGN: "De school is dicht."}


def test_latin_words_are_foreign_among_other_letters() -> None:
    assert kinds("<p>Зроби screenshot зараз</p>") == {OWN: "Зроби зараз", FOREIGN: "screenshot"}
    assert kinds("<p>التقط screenshot الآن</p>", "ar") == {OWN: "التقط الآن", FOREIGN: "screenshot"}
    # Nobody can tell which Latin words are Dutch: there the mark alone counts.
    assert kinds("<p>Zrób screenshot</p>", "pl") == {OWN: "Zrób screenshot"}


def test_the_dutch_beside_a_translation_is_counted_apart() -> None:
    pair = '<a href="tel:112"><span>Подзвони 112</span> <span lang="nl">Bel 112</span></a>'
    assert kinds(pair) == {OWN: "Подзвони", DOUBLE: "Bel 112"}
    assert kinds("<p>довірена особа (vertrouwenspersoon)</p>") == {OWN: "довірена особа", DOUBLE: "vertrouwenspersoon"}
    # Two texts in Dutch after each other are no pair.
    assert kinds('<p><span lang="nl">een</span> <span lang="nl">twee</span></p>') == {FOREIGN: "een twee"}


def test_names_and_addresses_are_counted_apart() -> None:
    assert kinds("<p>Подзвони до Veilig Thuis</p>") == {OWN: "Подзвони до", NAME: "Veilig Thuis"}
    assert kinds('<p lang="nl" translate="no">Juf Anneke</p>') == {NAME: "Juf Anneke"}
    assert kinds('<address><bdi lang="nl">Lindelaan 4</bdi></address>') == {NAME: "Lindelaan 4"}
    assert kinds('<a href="mailto:a@b.example">a@b.example</a>') == {NAME: "a@b.example"}
    assert kinds('<nav class="grip-languages"><a lang="nl">Nederlands</a></nav>') == {NAME: "Nederlands"}


def test_what_a_pupil_and_a_parent_do_not_see_is_not_counted() -> None:
    assert kinds('<script>let a</script><p hidden>nee</p><!-- nee --><p data-grip-audience="staff">nee</p>') == {}
    assert kinds('<article data-grip-serves="staff">nee</article><p class="grip-say-staff">nee</p>') == {}
    assert kinds('<article data-grip-serves="parent staff">так</article>') == {OWN: "так"}


def test_the_shares_are_of_all_letters() -> None:
    found = read('<p>так</p><p lang="nl">nee</p><p translate="no">Anna B</p><p>abc</p>', "pl")
    assert shares(found) == {"letters": 14, FOREIGN: 100 * 3 / 14, DOUBLE: 0, NAME: 100 * 5 / 14}
