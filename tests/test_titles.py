"""A title is in the words of its reader: a pupil's, and where these would be wrong a parent's and a colleague's."""

from __future__ import annotations

import re
from typing import Any

import pytest

from gripwagtail.content.incident_help import LAST_SITUATION, read_situations
from gripwagtail.content.items import LanguagePair
from gripwagtail.starter.search_words import besides, search_words
from tests import factories as make
from tests.planted import plant
from tests.starter_texts import both, language_of, position_of, situations

# Who these words are, is the one who reads; of a title for another reader only where it speaks of “my child”.
MYSELF = {
    "nl": re.compile(r"\b(ik|mij|me|mezelf|mijn(?! kind\b))\b", re.IGNORECASE),
    "en": re.compile(r"\b(I|me|myself|my(?! child\b))\b", re.IGNORECASE),
}
SAME = LanguagePair("nl", "nl")


@both
def test_no_title_for_another_reader_says_me_and_means_the_pupil(texts: str) -> None:
    found = [
        f"{item['key']}: {item[name]}"
        for item in situations(texts)
        if item["key"] != LAST_SITUATION and position_of(item) != "employee"
        for name in ("title_parent", "title_staff")
        if MYSELF[language_of(texts)].search(item[name])
    ]
    assert found == []


@both
def test_a_title_that_speaks_of_the_pupil_is_another_one_for_each_reader(texts: str) -> None:
    """And no two situations have the same, nor one the words of another reader."""
    child, pupil = {"nl": ("kind", "leerling"), "en": ("child", "pupil")}[language_of(texts)]
    for name, never in (("title_parent", pupil), ("title_staff", child)):
        titles = [item[name] for item in situations(texts)]
        assert len(set(titles)) == len(titles)
        assert [title for title in titles if re.search(rf"\b{never}\b", title)] == []
    for item in situations(texts):
        if MYSELF[language_of(texts)].search(item["title"]) and position_of(item):
            told = {item["title"], item["title_parent"], item["title_staff"]}
            assert len(told) == 3 or position_of(item) == "employee", item["key"]


def read(source: dict[str, Any], translated: dict[str, Any] | None = None) -> Any:
    """The one situation of a page, in Dutch, or in a translation of it."""
    item = make.situation(**source)
    if translated is None:
        return read_situations([item], None, SAME)[0]
    words = {**item, "value": {**item["value"], **translated}}
    return read_situations([item], [words], LanguagePair("nl", "ar"))[0]


def test_a_title_for_a_reader_is_one_only_where_it_says_something_else() -> None:
    same = read({"title": "Er is ruzie", "title_parent": "Er is ruzie", "title_staff": "Een leerling heeft ruzie"})
    assert (same.title_parent, same.title_staff, same.without_title) == ("", "Een leerling heeft ruzie", ())
    assert read({"title": "Iemand volgt mij"}).without_title == ("parent", "staff")


def test_a_title_in_a_language_that_can_be_read_goes_before_one_for_this_reader() -> None:
    own = {"title": "Iemand volgt mij", "title_parent": "Iemand volgt mijn kind"}
    waits = read(own, {"title": "يتبعني أحد", "title_parent": ""})
    assert (waits.title_parent, waits.without_title) == ("", ("parent", "staff"))
    done = read(own, {"title": "يتبعني أحد", "title_parent": "أحد يتبع طفلي"})
    assert (done.title_parent, done.without_title) == ("أحد يتبع طفلي", ("staff",))
    # Nothing is translated: all of it is in one language.
    dutch = read(own, {"title": "", "title_parent": ""})
    assert (dutch.title_parent, dutch.without_title) == ("Iemand volgt mijn kind", ("staff",))


def page_with(**value: Any) -> Any:
    return make.see(make.make_page("incident_help", situations=[make.situation(key="nieuw", **value)]))


def test_the_page_has_each_title_once_and_the_pupils_first(db: None) -> None:
    seen = page_with(title="Iemand volgt mij", title_parent="Iemand volgt mijn kind", title_staff="Iemand volgt mij")
    titles = seen.select("#nieuw > summary > h3 > span")
    assert [(one.get_text(), one.get("class")) for one in titles] == [
        ("Iemand volgt mij", None),
        ("Iemand volgt mijn kind", ["grip-say-parent"]),
    ]


def test_who_i_is_is_said_only_to_a_reader_without_a_title(db: None) -> None:
    seen = page_with(title="Iemand volgt mij", title_parent="Iemand volgt mijn kind")
    assert seen.select_one(".grip-incident > .grip-say-parent") is None
    assert seen.select_one(".grip-incident > .grip-say-staff") is not None


def test_who_i_is_is_said_where_the_title_of_a_reader_waits_for_a_translation(db: None) -> None:
    own = make.situation(key="nieuw", title="Iemand volgt mij", title_parent="Iemand volgt mijn kind")
    page = make.make_page("incident_help", situations=[own])
    words = {**own, "value": {**own["value"], "title": "Somebody follows me", "title_parent": ""}}
    seen = make.see(make.translate(page, "en", situations=[words]))
    assert "Iemand volgt mijn kind" not in seen.get_text()
    assert seen.select_one(".grip-incident > .grip-say-parent") is not None


def test_nothing_that_we_plant_needs_that_line(db: None) -> None:
    seen = make.see(plant("vo").pages["incident_help"])
    assert seen.select(".grip-incident > [class^=grip-say]") == []
    assert len(seen.select("summary .grip-say-parent")) > 20


def test_what_is_said_to_the_pupil_is_shown_as_that_to_the_others(db: None) -> None:
    """How to recognise it and what the school does say “you”, and one text is for three readers."""
    seen = page_with(recognise="Je schrikt ervan.", school_does="We luisteren naar jou.")
    for place in ("#nieuw > .grip-say-other", "#nieuw > .grip-school-does > .grip-say-other"):
        said = seen.select_one(place)
        assert said.get_text() == "Geschreven voor de leerling:"
        assert said.find_next_sibling().name == "ul"
    for_staff = {f"{reader}_{part}": "" for reader in ("pupil", "parent") for part in ("opening", "steps", "donts")}
    assert page_with(recognise="Je schrikt ervan.", **for_staff).select(".grip-say-other") == []


def test_a_word_that_the_search_box_loads_is_not_on_the_page_as_well() -> None:
    loaded = search_words("nl")["account-kwijt"][0]
    assert besides("account-kwijt", "", "nl", [loaded, "fietsbel"], ()) == ["fietsbel"]
    # A page in another language loads the Dutch words too; a situation of a school has none that are loaded.
    assert besides("account-kwijt", "", "ar", [loaded], ()) == []
    assert besides("eigen", "", "nl", [loaded], ()) == [loaded]
    assert besides("eigen", "Ik ben mijn fiets kwijt", "nl", ["fiets kwijt", "fietsbel"], ()) == ["fietsbel"]


def test_a_word_of_danger_stays_on_the_page() -> None:
    """By these the box knows what is about life, before anything is loaded and where nothing can be."""
    word = next(word for word in search_words("nl")["het-gaat-niet-meer"] if word.startswith("zelfmoord"))
    assert besides("het-gaat-niet-meer", "", "nl", [word], ["zelfmoord"]) == [word]
    assert besides("het-gaat-niet-meer", "", "nl", [word], []) == []
    assert besides("het-gaat-niet-meer", "", "nl", ["suïcide"], ["suicid"]) == ["suïcide"]


def test_a_block_lists_what_cannot_wait_by_a_number_that_tells_nothing(db: None) -> None:
    given = {"eerst": "week", "bang": "now", "later": "today", "weg": "now", LAST_SITUATION: "now"}
    items = [make.situation(key=key, title=f"Titel {key}", urgency=urgency) for key, urgency in given.items()]
    home = make.home_page(body=[make.block("incident_help")])
    page = make.make_page("incident_help", home, situations=items)
    links = [link for link in make.see(home).select(".grip-call-to-action li a") if "#n" in link["href"]]
    assert [link.get_text() for link in links] == ["Titel bang", "Titel weg"]
    for link in links:
        place = link["href"].rpartition("#")[2]
        assert make.see(page).select_one(f"#{place} > *").get_text() == link.get_text()
    home = make.home_page(body=[make.block("incident_help", size="line")])
    assert make.see(home).select(".grip-call-to-action, li a[href*='#n']") == []


# --- kinds of slips that were read aloud ----------------------------------------------

# “Talk to the pupil who did it on their own”: who is alone?
AMBIGUOUS = {
    "nl": (r"\bPraat niet alleen met\b",),
    "en": (r"\bTalk to (?:the|a) [^.]* on their own\b", r"\bwhat happened today\b", r"^Only \w+ing\b", r"^Mostly I\b"),
}


@both
def test_no_sentence_can_be_read_in_two_ways_that_were_found(texts: str) -> None:
    lines = [
        line
        for item in situations(texts)
        for audience in ("pupil", "parent", "staff")
        for line in (item["title"], *(_all(item[audience]) if audience in item else ()))
    ]
    assert [line for line in lines for pattern in AMBIGUOUS[language_of(texts)] if re.search(pattern, line)] == []


def _all(part: dict[str, Any]) -> list[str]:
    return [part["opening"], *part["steps"], *part["donts"]]


@both
def test_a_step_about_an_image_has_its_condition_where_there_may_be_none(texts: str) -> None:
    """Who bullied reads the same card as who sent a photo on."""
    image = {"nl": "het beeld moet doen", "en": "do with the image"}[language_of(texts)]
    condition = {"nl": r"\?|\bals\b", "en": r"\?|\bif\b"}[language_of(texts)]
    for item in situations(texts):
        if position_of(item) != "doer":
            continue
        steps = [step for audience in ("pupil", "parent", "staff") for step in item[audience]["steps"]]
        assert [step for step in steps if image in step and not re.search(condition, step)] == [], item["key"]


@pytest.mark.parametrize(("audience", "said"), [("pupil", "Wil je niet meer leven?"), ("staff", "Wil iemand")])
def test_who_calls_about_a_child_is_not_asked_whether_they_want_to_live(db: None, audience: str, said: str) -> None:
    seen = make.see(plant("vo").pages["incident_help"])
    lines = seen.select(f"#dreigen-met-foto [data-grip-audience={audience}] [data-grip-helpline='113']")
    assert [line.get_text().startswith(said) for line in lines] == [True]
