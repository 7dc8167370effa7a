"""What visitors see is in their language, and the HTML says so truthfully, also where we do not speak it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
import pytest
from bs4 import BeautifulSoup
from django.test import override_settings
from django.utils import translation
from django.utils.translation import trans_real

import gripwagtail
from gripwagtail import safety
from gripwagtail.lookup.sources import KINDS
from gripwagtail.rendering.elements import forget
from gripwagtail.starter.exercises import SHEETS as PRACTISE
from gripwagtail.starter.scripts import SHEETS
from gripwagtail.subroutes.team import SHEETS as FOR_TEAM
from gripwagtail.text.interface_language import catalog_language, interface_language
from tests import factories as make
from tests.planted import all_blocks, plant
from tests.tools import catalogs

SAFETY = Path(gripwagtail.__file__).parent / "safety"
OURS = ("ar", "pl", "tr", "uk")
LANGUAGES = [(code, code) for code in ("nl", "en", *OURS, "fa", "ti")]
SUBROUTES = {
    "contact": ("print/", "vcard/"),
    "incident_help": ("poster/", "team/", *(f"team/{one.name}/" for one in FOR_TEAM)),
    "overview": ("practise/", *(f"practise/{name}/" for name in PRACTISE)),
    "norm": ("class-sheet/", "share/", "together/", "together/team/", *(f"together/{name}/" for name in SHEETS)),
    "parent_tips": ("share/",),
}

pytestmark = [pytest.mark.django_db, pytest.mark.broad]


@pytest.fixture(autouse=True)
def many_languages(tmp_path: Path) -> Iterator[None]:
    """A host with a page tree in each language of the interface, and in two that we do not speak."""
    # Django serves no address below /ti/ as long as nobody has a catalog for it, so this host has an empty one.
    catalogs.write(tmp_path / "ti" / "LC_MESSAGES" / "django.po", polib.POFile())
    with override_settings(LANGUAGES=LANGUAGES, WAGTAIL_CONTENT_LANGUAGES=LANGUAGES, LOCALE_PATHS=[tmp_path]):
        yield


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[catalogs.Key]:
    """Every text that somebody asks Django to translate from now on."""
    found: set[catalogs.Key] = set()

    def listen(name: str, key: Any) -> None:
        real = getattr(trans_real, name)

        def heard(*args: Any) -> Any:
            found.add(key(*args))
            return real(*args)

        monkeypatch.setattr(translation._trans, name, heard)

    listen("gettext", lambda text: (None, str(text)))
    listen("ngettext", lambda one, _many, _count: (None, str(one)))
    listen("pgettext", lambda context, text: (context, str(text)))
    listen("npgettext", lambda context, one, _many, _count: (context, str(one)))
    forget()
    return found


@pytest.fixture
def incident() -> Any:
    return make.make_page("incident_help", **make.content_of("incident_help"))


# --- the texts ----------------------------------------------------------------------


def test_everything_that_visitors_are_told_is_among_the_texts_for_visitors(asked: set[catalogs.Key]) -> None:
    school = plant("vo")
    pages = [make.translate(school.pages[kind], "ar") for kind in KINDS]
    blocks = make.home_page(pages[0].get_parent(), title="x", body=all_blocks())
    asked.clear()
    for page in (*pages, blocks, school.with_blocks):
        assert make.visit(page).status_code == 200
        for leaf in SUBROUTES.get(getattr(page, "grip_kind", ""), ()):
            make.visit(page, leaf=leaf)
    ours, public = catalogs.texts(), catalogs.public_texts()
    told = asked & ours.keys()
    assert told - public.keys() == set(), "add these to no place in EDITORS, see tests/tools/catalogs.py"
    # The visit was long enough to mean something.
    assert len(told) > len(public) / 2


@pytest.mark.parametrize("language", OURS)
def test_a_catalog_names_its_own_language(language: str) -> None:
    assert catalog_language(language) == interface_language(language, "nl") == language


def test_a_page_in_polish_speaks_polish(incident: Any) -> None:
    shown = make.see(make.translate(incident, "pl")).select_one(".grip")
    assert (shown["lang"], shown["dir"]) == ("pl", "ltr")
    assert "Szukaj, co się stało" in shown.get_text()


def test_a_page_in_arabic_speaks_arabic_from_right_to_left(incident: Any) -> None:
    shown = make.see(make.translate(incident, "ar")).select_one(".grip")
    assert (shown["lang"], shown["dir"]) == ("ar", "rtl")
    assert "ابحث عمّا حدث" in shown.get_text()


# --- the sentences about danger, evidence and secrecy -------------------------------


def keys_of(node: Any, before: str = "") -> Iterator[str]:
    for name, value in node.items():
        if isinstance(value, dict):
            yield from keys_of(value, f"{before}{name}.")
        elif name != "native_checked":
            yield before + name


@pytest.mark.parametrize("language", ["en", *OURS])
def test_every_sentence_of_the_original_is_there_in_a_language_of_the_interface(language: str) -> None:
    original, own = safety.catalog("nl"), safety.catalog(language)
    assert sorted(keys_of(own)) == sorted(keys_of(original))
    assert language in {*catalogs.languages(), "en"}
    for key in keys_of(own):
        if key != "danger_words":
            first, second = safety.sentence(key, language)
            # Nobody who grew up with it has read it yet.
            assert (first.lang, second.lang) == ("", "nl"), key
            assert first != second
    assert "native_checked" in own


@pytest.mark.parametrize("file", sorted(SAFETY.glob("*.toml")), ids=lambda file: file.stem)
def test_numbers_and_names_stand_in_every_language(file: Path) -> None:
    said = tomllib.loads(file.read_text(encoding="utf-8"))
    assert "112" in said["danger"]
    assert "113" in said["danger_life"]
    assert "Veilig Thuis" in said["home_unsafe"]
    assert all("Offlimits" in text for text in said["evidence"]["note-only"].values())
    for key in ("about_staff", "about_staff_for_staff"):
        assert "vertrouwensinspecteur" in said[key]


@pytest.mark.parametrize("language", OURS)
def test_112_and_113_come_first_as_plain_links_with_the_dutch_beside_them(language: str, incident: Any) -> None:
    page = make.translate(incident, language)
    for body in (make.see(page), make.see(make.home_page(page.get_parent(), body=[make.block("incident_help")]))):
        root = body.select_one(".grip")
        assert root["lang"] == language
        first, second = root.select("a[href^='tel:']")[:2]
        for link, key, number in ((first, "danger", "112"), (second, "danger_life", "113")):
            assert link["href"] == f"tel:{number}"
            own, dutch = link.select(".grip-danger-text > span")
            assert not own.has_attr("lang")
            assert own.get_text() == safety.catalog(language)[key]
            assert (dutch["lang"], dutch.get_text()) == ("nl", safety.catalog("nl")[key])
        if root.select_one(".grip-danger"):
            assert [link["href"] for link in root.find_all("a", href=True) if "data-grip-exit" not in link.attrs][
                :2
            ] == [
                "tel:112",
                "tel:113",
            ]


@pytest.mark.parametrize("language", OURS)
def test_the_rule_about_evidence_stands_beside_the_dutch(language: str) -> None:
    page = make.make_page("incident_help", situations=[make.situation(sexual="yes", evidence="note-only")])
    [rule, *_] = make.see(make.translate(page, language)).select(".grip-evidence")
    own, dutch = rule.select("span")
    assert own.get_text() == safety.catalog(language)["evidence"]["note-only"]["pupil"]
    assert (dutch["lang"], dutch.get_text()) == ("nl", safety.catalog("nl")["evidence"]["note-only"]["pupil"])


@pytest.mark.parametrize("language", OURS)
def test_words_of_danger_are_written_as_they_are_compared(language: str) -> None:
    words = safety.catalog(language)["danger_words"]
    assert {"112", "113"} <= set(words)
    assert len(words) == len(set(words)) > 15
    assert not [word for word in words if "|" in word or word != word.strip().lower()]


# --- a language that we do not speak ------------------------------------------------


def marked(body: BeautifulSoup, text: str) -> str:
    """The language in which a browser would read a text aloud."""
    return str(body.find(string=lambda found: text in found).find_parent(attrs={"lang": True})["lang"])


@pytest.mark.parametrize("language", ["ti", "fa"])
def test_a_page_in_a_language_without_our_words_says_of_each_text_what_it_is(language: str) -> None:
    dutch = make.make_page("contact", intro="Hier kun je terecht.", contacts=[make.contact(label="Juf Annemiek")])
    page = make.translate(dutch, language, intro="ሰላም ሰላም ሰላም")
    body = make.see(page)
    root = body.select_one(".grip")
    assert (root["lang"], root["dir"]) == ("nl", "ltr")
    assert marked(root, "Waar begin ik?" if root.find(string="Waar begin ik?") else "Op school") == "nl"
    assert marked(root, "ሰላም") == language
    assert marked(root, "Juf Annemiek") == "nl"
    assert marked(root, safety.catalog("nl")["danger"]) == "nl"


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_and_block_opens_in_a_language_without_our_words(kind: str) -> None:
    page = make.make_page(kind, **{"intro": "Hier kun je terecht.", **make.content_of(kind)})
    translated = make.translate(page, "ti", intro="ሰላም ሰላም ሰላም")
    body = make.see(translated)
    assert marked(body.select_one(".grip"), "ሰላም") == "ti"
    blocks = make.see(make.home_page(translated.get_parent(), body=all_blocks()))
    assert {root["lang"] for root in blocks.select(".grip")} == {"nl"}
    for leaf in SUBROUTES.get(kind, ()):
        response = make.visit(translated, leaf=leaf)
        if response.status_code == 200 and "html" in response["Content-Type"]:
            assert make.soup(response).html["lang"] == "nl"


def test_a_page_whose_source_we_do_not_speak_either_is_in_the_language_of_the_host() -> None:
    assert interface_language("ti", "fa") == catalog_language("ti") == "nl"


def test_a_variant_of_a_language_that_we_speak_keeps_its_own_code() -> None:
    assert interface_language("nl-be", "nl") == "nl-be"
    assert interface_language("en-gb", "nl") == "en-gb"
    assert interface_language("ar-sy", "nl") == "ar-sy"


def test_a_host_that_has_switched_translation_off_gets_what_its_markup_says(settings: Any) -> None:
    settings.USE_I18N = False
    assert interface_language("ti", "nl") == "nl"
    assert interface_language("en", "nl") == "en"
