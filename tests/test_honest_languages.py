"""Whoever opens steps that nobody translated has read so at the title, and finds one call to make inside."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import Tag

from gripwagtail.content import items
from gripwagtail.templatetags.grip_elements import dir_lang
from gripwagtail.text.marked import Text
from tests import factories as make

pytestmark = pytest.mark.django_db

DUTCH = make.situation(key="dutch", title="Er gaat een foto rond", pupil_steps="Praat met iemand op school")


def said(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def english(*situations: make.Raw, **words: Any) -> Any:
    """The help page in English: of each situation the words that are given under its key."""
    page = make.make_page("incident_help", situations=list(situations))
    theirs = [{**one, "value": {**one["value"], **words.get(one["value"]["key"], {})}} for one in situations]
    return make.see(make.translate(page, "en", situations=theirs))


def test_a_title_of_which_the_steps_are_not_translated_says_in_which_language_they_are() -> None:
    soup = english(DUTCH, dutch={"title": "A photo is going round"})
    assert said(soup.select_one("#dutch summary")) == "A photo is going round (Dutch)"


def test_a_translated_situation_has_no_such_mark() -> None:
    steps = {f"{reader}_steps": "Talk to someone" for reader in ("pupil", "parent", "staff")}
    soup = english(DUTCH, dutch={"title": "A photo is going round", "pupil_opening": "Not your fault.", **steps})
    assert said(soup.select_one("#dutch summary")) == "A photo is going round"
    assert "not in your language" not in said(soup.select_one("#dutch"))


def test_a_title_says_nothing_where_only_what_is_for_staff_is_not_translated() -> None:
    """A mother who reads no Dutch finds all that is for her: she is not told that she would not."""
    raw = make.situation(key="dutch", title="Er gaat een foto rond", staff_steps="Meld het bij de leiding")
    steps = {f"{reader}_steps": "Talk to someone" for reader in ("pupil", "parent")}
    openings = {f"{reader}_opening": "Not your fault." for reader in ("pupil", "parent")}
    soup = english(raw, dutch={"title": "A photo is going round", **steps, **openings, "staff_steps": ""})
    assert said(soup.select_one("#dutch summary")) == "A photo is going round"
    assert not soup.select("#dutch > .grip-callout")
    # That is one line, which leads to the Dutch page.
    assert soup.find(string="Meld het bij de leiding") is None
    assert soup.select_one('[data-grip-audience="staff"] .grip-elsewhere a[lang="nl"]')


def test_it_does_where_nothing_else_is_there() -> None:
    raw = {"pupil_steps": "", "parent_steps": "", "pupil_opening": "", "parent_opening": ""}
    staff = make.situation(key="dutch", title="Collega", staff_steps="Meld het bij de leiding", **raw)
    assert said(english(staff, dutch={"title": "Colleague"}).select_one("#dutch summary")) == "Colleague (Dutch)"


def test_a_page_in_its_own_language_has_none_either() -> None:
    soup = make.see(make.make_page("incident_help", situations=[DUTCH]))
    assert said(soup.select_one("#dutch summary")) == "Er gaat een foto rond"
    assert not soup.select("#dutch > .grip-callout")


def test_inside_stands_the_line_about_an_interpreter_and_the_one_call_to_make() -> None:
    make.settings_of(phone="070 098 76 54", interpreter_line="Wij bellen een tolk voor je.")
    note = english(DUTCH).select_one("#dutch > .grip-callout")
    assert "Dutch" in said(note)
    assert note.select_one("[lang=nl]").get_text() == "Wij bellen een tolk voor je."
    assert [link["href"] for link in note.select("a")] == ["tel:+31700987654"]


def test_about_someone_who_works_at_school_the_call_is_to_the_inspector() -> None:
    make.settings_of(phone="070 098 76 54")
    make.helpline("vertrouwensinspecteur", name="Vertrouwensinspecteur", phones="0900 111 3 111")
    staff = make.situation(key="staff", title="Iemand van school", topic="staff")
    links = english(staff).select("#staff > .grip-callout a")
    assert links[0]["href"] == "tel:09001113111"
    assert "tel:+31700987654" not in [link["href"] for link in links]


def test_without_anyone_to_call_it_still_says_in_which_language_the_steps_are() -> None:
    note = english(DUTCH).select_one("#dutch > .grip-callout")
    assert "Dutch" in said(note) and not note.select("a")


@pytest.mark.parametrize(
    ("lang", "attributes"),
    [
        ("", ""),
        ("nl", 'dir="ltr" lang="nl"'),
        ("ar", 'dir="rtl" lang="ar"'),
        ("fa", 'dir="rtl" lang="fa"'),
        ("prs", 'dir="rtl" lang="prs"'),
        ("pt-br", 'dir="ltr" lang="pt-br"'),
    ],
)
def test_the_direction_of_a_text_is_that_of_its_language(lang: str, attributes: str) -> None:
    assert dir_lang(Text("113", lang)) == attributes


def test_a_list_in_another_language_runs_its_own_way_as_a_whole() -> None:
    item = make.situation(key="dutch", recognise="Je ziet het\nJe hoort het")
    listed = english(item).select_one("#dutch .grip-list")
    assert (listed["dir"], listed["lang"]) == ("ltr", "nl")
    assert not [line for line in listed.select("li") if line.has_attr("dir")]


def test_a_sentence_of_safety_stands_twice_only_where_nobody_read_it() -> None:
    soup = english(DUTCH)
    evidence = soup.select_one("#dutch .grip-evidence").select("span")
    assert [one.get("lang", "") for one in evidence] == ["", "nl"]
    assert evidence[1]["dir"] == "ltr"
    dutch = make.see(make.make_page("incident_help", make.home_page(make.home_page()), situations=[DUTCH]))
    assert len(dutch.select_one("#dutch .grip-evidence").select("span")) == 1


def test_in_which_language_we_speak_is_worked_out_once_and_only_where_a_text_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(items, "interface_language", lambda *pair: asked.append(pair) or "nl")  # type: ignore[func-returns-value]
    pair = items.LanguagePair("nl", "nl")
    assert asked == []
    assert pair.mark == pair.mark_of_words == ""
    assert asked == [("nl", "nl")]
