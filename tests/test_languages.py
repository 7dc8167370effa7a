"""The other languages of a page, and what it says about what is not in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.test import Client, override_settings
from django.utils import translation

from gripwagtail.lookup.sources import KINDS
from gripwagtail.models import GripHelpline, GripSettings
from gripwagtail.rendering.elements import element
from gripwagtail.signals import changed
from gripwagtail.text.language_names import direction, english_name, own_name, translated_names
from gripwagtail.text.marked import Text, in_language, languages_noted, noting_untranslated
from tests import factories as make

LINE = "Part of this page is in another language: Dutch"


@pytest.fixture
def home(db: None) -> Any:
    return make.home_page()


@pytest.fixture
def dutch(home: Any) -> Any:
    return make.make_page("contact", home, intro="Hier kun je altijd terecht, ook in de vakantie.")


def menu(page: Any) -> list[tuple[str, str, str]]:
    """Of each entry the name, the language and where it leads; nothing for the page shown."""
    found = make.see(page).select(".grip-languages [lang]")
    return [(one.get_text(), one["lang"], one.get("href", "")) for one in found]


# --- the menu -----------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_of_ours_leads_to_its_translations_under_their_own_names(home: Any, kind: str) -> None:
    page = make.make_page(kind, home)
    english = make.translate(page, "en")
    arabic = make.translate(page, "ar")
    assert menu(page) == [
        ("English", "en", english.get_url()),
        ("Nederlands", "nl", ""),
        ("العربيّة", "ar", arabic.get_url()),
    ]


def test_each_name_in_the_menu_begins_with_a_capital(dutch: Any) -> None:
    for code in ("ar", "en", "pl", "tr", "uk"):
        make.translate(dutch, code)
    assert [name for name, _code, _url in menu(dutch)] == [
        *("English", "Nederlands", "Polski", "Türkçe", "Українська", "العربيّة")
    ]


def test_a_translation_that_cannot_say_where_it_is_is_left_out_alone(
    dutch: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    english, arabic = make.translate(dutch, "en"), make.translate(dutch, "ar")
    ask = type(dutch).get_url_parts

    def get_url_parts(self: Any, *args: Any, **kwargs: Any) -> Any:
        if self.pk == arabic.pk:
            raise ValueError("No address")
        return ask(self, *args, **kwargs)

    monkeypatch.setattr("wagtail.models.Page.get_url_parts", get_url_parts)
    assert menu(dutch) == [("English", "en", english.get_url()), ("Nederlands", "nl", "")]


def test_a_page_of_ours_that_cannot_say_where_it_is_is_no_link_and_takes_no_page_along(
    home: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages, ask = make.five_pages(home), make.home_class().get_url_parts
    address = pages["contact"].get_url()
    assert make.see(pages["incident_help"]).select(f'[href^="{address}"]')

    def get_url_parts(self: Any, *args: Any, **kwargs: Any) -> Any:
        if self.pk == pages["contact"].pk:
            raise ValueError("No address")
        return ask(self, *args, **kwargs)

    monkeypatch.setattr("wagtail.models.Page.get_url_parts", get_url_parts)
    changed()
    for kind in ("overview", "incident_help", "parent_tips", "norm"):
        assert make.see(pages[kind]).select(f'[href^="{address}"]') == []
    assert Client().get(address).status_code == 200


def test_the_links_say_in_which_language_the_other_page_is(dutch: Any) -> None:
    make.translate(dutch, "ar")
    [link] = make.see(dutch).select(".grip-languages a")
    assert (link["hreflang"], link["dir"], link["rel"]) == ("ar", "rtl", ["alternate"])
    [current] = make.see(dutch).select(".grip-languages [aria-current]")
    assert current.get_text() == "Nederlands"


def test_a_page_in_one_language_has_no_menu(dutch: Any) -> None:
    assert menu(dutch) == []


def test_a_draft_an_alias_and_a_private_page_are_not_in_the_menu(dutch: Any) -> None:
    make.translate(dutch, "en").unpublish()
    make.translate(dutch, "ar", alias=True)
    private = make.translate(dutch, "pl")
    private.view_restrictions.create(restriction_type="login")
    assert menu(dutch) == []


def test_a_language_of_which_the_home_page_is_a_draft_is_not_in_the_menu_until_that_is_published(home: Any) -> None:
    root = make.site_with("kwikstaart.example").root_page.specific
    page = make.make_page("contact", root)
    english, arabic = make.translate(page, "en"), make.translate(page, "ar")
    front = arabic.get_ancestors().get(translation_key=root.translation_key).specific
    whole = menu(page)
    assert [(code, address) for _name, code, address in whole] == [
        *(("en", f"/en/{english.slug}/"), ("nl", ""), ("ar", f"/ar/{arabic.slug}/"))
    ]
    front.unpublish()
    assert menu(page) == whole[:2]
    front = again(front)
    front.live = True
    front.save()
    assert menu(page) == whole


# --- the block, on a page of the host -----------------------------------------------


@pytest.fixture
def told(home: Any) -> tuple[Any, Any]:
    """A page of the host with the block, and its translation."""
    page = make.home_page(home, title="Over ons", body=[make.block("languages")])
    return page, make.translate(page, "en")


def again(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def renamed(page: Any) -> None:
    page = again(page)
    page.slug = "about-us"
    page.save_revision().publish()


def restricted(page: Any) -> None:
    page.view_restrictions.create(restriction_type="login")


def moved(page: Any) -> None:
    make.home_page(page.get_parent().specific, title="Elsewhere")
    again(page).move(again(page).get_siblings(inclusive=False).first(), pos="last-child")


CHANGES_OF_A_TRANSLATION: dict[str, Any] = {
    "unpublished": lambda page: again(page).unpublish(),
    "deleted": lambda page: again(page).delete(),
    "renamed": renamed,
    "restricted": restricted,
    "moved": moved,
}


@pytest.mark.parametrize("change", CHANGES_OF_A_TRANSLATION)
def test_the_block_that_is_kept_shows_what_became_of_a_translation(told: Any, change: str) -> None:
    page, english = told
    before = menu(page)
    assert menu(page) == before
    assert ("English", "en", english.get_url()) in before
    CHANGES_OF_A_TRANSLATION[change](english)
    gone = change in ("unpublished", "deleted", "restricted")
    assert menu(page) == ([] if gone else [("English", "en", again(english).get_url()), ("Nederlands", "nl", "")])


def test_the_block_that_is_kept_shows_a_translation_that_is_published_later(told: Any) -> None:
    page, english = told
    again(english).unpublish()
    assert menu(page) == []
    again(english).save_revision().publish()
    assert ("English", "en", english.get_url()) in menu(page)
    arabic = make.translate(page, "ar")
    assert ("العربيّة", "ar", arabic.get_url()) in menu(page)


# --- the menu of our own pages ------------------------------------------------------


@override_settings(GRIPWAGTAIL={"LANGUAGE_MENU": False})
def test_a_host_with_a_menu_of_its_own_switches_ours_off(dutch: Any) -> None:
    make.translate(dutch, "en")
    assert menu(dutch) == []


@override_settings(WAGTAIL_I18N_ENABLED=False)
def test_a_site_in_one_language_is_asked_for_nothing(dutch: Any) -> None:
    make.translate(dutch, "en")
    assert menu(dutch) == []


# --- what is not translated ---------------------------------------------------------


def test_one_line_says_that_a_part_is_in_dutch(dutch: Any) -> None:
    shown = make.see(make.translate(dutch, "en"))
    assert LINE in shown.get_text()
    assert len(shown.select(".grip-partly")) == 1


def test_a_page_that_is_wholly_translated_does_not_say_so(dutch: Any) -> None:
    english = make.translate(dutch, "en", intro="Here you can always come, in the holidays too.")
    shown = make.see(english)
    assert LINE not in shown.get_text()
    assert shown.select(".grip-partly") == []


def test_the_page_that_was_translated_does_not_say_so(dutch: Any) -> None:
    make.translate(dutch, "en")
    assert make.see(dutch).select(".grip-partly") == []


def test_an_alias_says_that_it_is_in_dutch(dutch: Any) -> None:
    shown = make.see(make.translate(dutch, "en", alias=True))
    assert LINE in shown.get_text()
    assert shown.select_one(".grip-intro")["lang"] == "nl"


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (in_language("Dit is een hele zin.", "nl"), True),
        (in_language("Mentor", "nl"), False),
        (in_language("De juf van", "nl"), False),
        (in_language("This is a whole sentence.", "en"), False),
        (in_language("Dit is een hele zin.", ""), False),
        # A sentence of the package is beside its unchecked translation, and is meant to be read in both.
        (Text("Is iemand nu in gevaar? Bel 112.", "nl"), False),
    ],
)
@pytest.mark.parametrize(
    "html",
    [
        '<p dir="auto" lang="{{ text.lang }}">{{ text }}</p>',
        '<p lang="{{ text.lang }}" dir="auto">{{ text }}</p>',
        "{{ text }}",
    ],
)
def test_a_sentence_counts_and_a_name_does_not(text: Text, holds: bool, html: str) -> None:
    with noting_untranslated() as languages:
        engines["django"].from_string(html).render({"text": text})
    assert ("nl" in languages) is holds


@pytest.mark.parametrize("whole", ["Dit moet je echt even lezen.", "Lees dit"])
def test_a_list_and_a_paragraph_of_rich_text_count_as_well(dutch: Any, whole: str) -> None:
    body = [{"type": "paragraph", "value": f"<p>{whole}</p><p>Nog iets anders om te lezen.</p>", "id": "een"}]
    dutch = make.set_items(dutch, "body", body)
    said = [{"type": "paragraph", "value": f"<p>{whole}</p><p>Something else to read here.</p>", "id": "een"}]
    english = make.translate(dutch, "en", intro="Here you can always come, in the holidays too.", body=said)
    assert (LINE in make.see(english).get_text()) is (len(whole.split()) > 3)


def test_a_template_of_the_host_marks_it_as_it_likes(dutch: Any, settings: Any, tmp_path: Path) -> None:
    own = tmp_path / "gripwagtail" / "elements" / "intro.html"
    own.parent.mkdir(parents=True)
    own.write_text('<p class="own" lang="{{ intro.lang }}" dir="auto">{{ intro }}</p>', encoding="utf-8")
    english = make.translate(dutch, "en")
    template = {**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0].get("DIRS", ())]}
    with override_settings(TEMPLATES=[template]):
        shown = make.see(english)
    assert shown.select_one(".own")["lang"] == "nl"
    assert LINE in shown.get_text()


def test_an_element_that_is_kept_counts_again() -> None:
    card = {"language": in_language("Dit is een hele zin.", "nl")}
    for _time in range(2):
        with noting_untranslated():
            element("untranslated", card)
            assert languages_noted() == {"nl"}


def test_what_another_page_is_called_does_not_count(dutch: Any) -> None:
    make.make_page("incident_help", title="Er is iets ergs gebeurd", **make.content_of("incident_help"))
    english = make.translate(dutch, "en", intro="Here you can always come, in the holidays too.")
    shown = make.see(english)
    assert "Er is iets ergs gebeurd" in shown.get_text()
    assert LINE not in shown.get_text()


# --- helplines ----------------------------------------------------------------------


def helpline(home: Any, languages: str) -> GripHelpline:
    make.make_page("contact", home)
    return make.helpline(key="lijn", name="De Lijn", languages=languages, phones="0800 0 432")


@pytest.mark.parametrize(
    ("languages", "said"),
    [
        ("nl", "They speak Dutch. Ask: can we speak English?"),
        ("", "They speak Dutch. Ask: can we speak English?"),
        ("nl, en", "Speaks: Nederlands, English"),
        ("nl, ti", "Speaks: Nederlands, ትግርኛ"),
    ],
)
def test_a_reader_of_another_language_hears_which_ones_are_spoken(
    home: Any, dutch: Any, languages: str, said: str
) -> None:
    make.helpline(key="lijn", name="De Lijn", languages=languages, phones="0800 0 432")
    shown = make.see(make.translate(dutch, "en"))
    assert said in shown.select_one("[data-grip-helpline='lijn']").get_text()


def test_a_reader_of_dutch_is_not_told_that_they_speak_dutch(dutch: Any) -> None:
    make.helpline(key="lijn", name="De Lijn", languages="nl", phones="0800 0 432")
    card = make.see(dutch).select_one("[data-grip-helpline='lijn']").get_text()
    assert "Spreekt" not in card
    assert "Nederlands" not in card


def test_what_the_school_says_about_an_interpreter_is_on_the_contact_page(dutch: Any) -> None:
    site = dutch.get_site()
    GripSettings.objects.update_or_create(site=site, defaults={"interpreter_line": "Wij regelen een tolk voor u."})
    line = make.see(make.translate(dutch, "en")).find(string="Wij regelen een tolk voor u.")
    assert line.parent["lang"] == "nl"


# --- names --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "own", "english", "way"),
    [
        ("nl", "Nederlands", "Dutch", "ltr"),
        ("nl-BE", "Nederlands", "Dutch", "ltr"),
        ("ar", "العربيّة", "Arabic", "rtl"),
        ("ti", "ትግርኛ", "ትግርኛ", "ltr"),
        ("ps", "پښتو", "پښتو", "rtl"),
        ("nb", "norsk (bokmål)", "Norwegian Bokmål", "ltr"),
        ("no", "norsk", "Norwegian", "ltr"),
        ("zz", "zz", "zz", "ltr"),
    ],
)
def test_a_language_goes_by_the_name_its_speakers_use(code: str, own: str, english: str, way: str) -> None:
    assert (own_name(code), english_name(code), direction(code)) == (own, english, way)


@pytest.mark.parametrize(("code", "name"), [("nb", "Noors Bokmål"), ("no", "Noors"), ("nn", "Noors Nynorsk")])
def test_a_dutch_list_of_languages_has_no_english_in_it(code: str, name: str) -> None:
    with translation.override("nl"):
        assert translated_names()[code] == name


def test_a_text_that_begins_with_latin_letters_runs_in_the_direction_of_its_language(home: Any) -> None:
    """The browser would take the direction of the first letter; what is in no known language may have that."""
    words = {"label": "Magister فريق", "about": "ICT مساعدة", "secrecy": "WhatsApp لا"}
    page = make.make_page("contact", home, text_language="ar", intro="Internet أهلا", contacts=[make.contact(**words)])
    shown = make.see(page)

    for text in ("Magister فريق", "ICT مساعدة", "WhatsApp لا", "Internet أهلا"):
        found = shown.find_all(string=lambda said, text=text: said and text in said)
        assert found, text
        for one in found:
            around = one.find_parent(dir=True)
            assert around["dir"] == "rtl", (text, str(around)[:120])
