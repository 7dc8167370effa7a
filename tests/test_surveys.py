"""The answers to the question sheet: counted by group and year, never under ten, shown when the school wants it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings
from django.utils import translation

import gripwagtail
from gripwagtail.content.surveys import by_group, read_surveys, together
from gripwagtail.item_blocks.norm import SurveyBlock
from gripwagtail.rendering.survey_chart import WIDTH, charts
from gripwagtail.starter.exercises import book
from gripwagtail.vocabulary import SURVEY_QUESTIONS
from tests import factories as make
from tests.test_desk_findings import client_of
from tests.test_forms import filled_in

LANGUAGES = [("nl", "Nederlands"), ("ar", "العربية")]
PACKAGE = Path(gripwagtail.__file__).parent
REPORT = "/admin/gripwagtail/report/"
SURVEY = {"year": "2026", "who": "pupils", "answered": "50", "know": "40", "dare": "30", "norm": "45"}


def read(**value: Any) -> Any:
    return read_surveys([make.survey(**value)])


# --- what is read ---------------------------------------------------------------------


def test_a_group_of_ten_or_more_has_its_shares() -> None:
    (one,) = read()
    assert [one.share(key) for key in SURVEY_QUESTIONS] == [80, 60, 90]
    assert one.years == "2026–2027"


@pytest.mark.parametrize(("yes", "share"), [(49, 90), (46, 90), (44, 90), (10, 20), (50, 100)])
def test_no_share_tells_how_few_did_not_say_yes(yes: int, share: int) -> None:
    (one,) = read(know=yes)
    assert one.share("know") == share


@pytest.mark.parametrize("answered", [9, 1, 0, -50, None, "", "veel", [], 1e400])
def test_of_a_group_of_fewer_than_ten_nothing_is_shown(answered: Any) -> None:
    assert read(answered=answered) == []


@pytest.mark.parametrize("yes", [9, 0, None, "veel", 51, -12])
def test_a_number_under_ten_or_above_the_whole_is_not_shown(yes: Any) -> None:
    (one,) = read(dare=yes)
    assert one.share("dare") is None
    assert one.share("know") == 80


@pytest.mark.parametrize("wrong", [{"who": "board"}, {"who": None}, {"year": None}, {"year": "ooit"}])
def test_without_a_group_or_a_year_there_is_nothing_to_show(wrong: dict[str, Any]) -> None:
    assert read(**wrong) == []


def test_of_each_group_the_newest_year_comes_first_and_of_two_of_one_year_the_last_counts() -> None:
    stored = [make.survey(year=2025), make.survey(), make.survey(answered=60), make.survey(who="parents")]
    groups = by_group(read_surveys(stored))
    assert [(group.who, [(one.year, one.answered) for one in group.surveys]) for group in groups] == [
        ("pupils", [(2026, 60), (2025, 50)]),
        ("parents", [(2026, 50)]),
    ]


def test_schools_are_added_up_and_a_question_that_one_of_them_did_not_count_is_left_out() -> None:
    (one,) = together([*read(), *read(answered=100, know=80, dare=None, norm=60)])
    assert (one.answered, one.yes) == (150, {"know": 120, "norm": 105})


def test_the_questions_that_are_counted_are_the_first_three_of_the_sheet_for_every_group() -> None:
    words = {"nl": (("terecht", "naar wie"), ("durf",), ("ken ",)), "en": (("go to",), ("dare",), ("know",))}
    for language, marks in words.items():
        for school_type in ("po", "vo"):
            for group in book(language, school_type).questions:
                for line, one_of in zip(group.lines, marks, strict=False):
                    assert any(mark in line for mark in one_of), line


# --- the form -------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["answered", "know", "dare", "norm"])
@pytest.mark.parametrize("is_draft", [False, True])
def test_a_number_under_ten_is_not_stored_not_even_in_a_draft(name: str, is_draft: bool) -> None:
    assert filled_in("norm", draft=is_draft, statement="Wij", grip_surveys=[("survey", SURVEY)]).is_valid()
    few = [("survey", {**SURVEY, name: "9"})]
    form = filled_in("norm", draft=is_draft, statement="Wij", grip_surveys=few)
    assert "grip_surveys" in form.errors


@pytest.mark.django_db
@pytest.mark.parametrize("is_draft", [False, True])
@pytest.mark.parametrize(("name", "done"), [("answered", "delete this group"), ("know", "leave this empty")])
def test_what_is_asked_for_where_a_number_is_under_ten_is_taken(name: str, done: str, is_draft: bool) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match=f"{done}.*no draft is saved"):
        SurveyBlock().child_blocks[name].clean(9)
    followed = [] if name == "answered" else [("survey", {**SURVEY, name: ""})]
    assert filled_in("norm", draft=is_draft, statement="Wij", grip_surveys=followed).is_valid()


@pytest.mark.django_db
def test_more_yes_than_answers_is_refused_at_that_field() -> None:
    form = filled_in("norm", statement="Wij", grip_surveys=[("survey", {**SURVEY, "dare": "51"})])
    with translation.override("nl"):
        assert "Dit zijn er meer dan er invulden." in str(form.errors["grip_surveys"])


# --- what visitors see ----------------------------------------------------------------


@pytest.mark.django_db
def test_visitors_see_nothing_of_it_until_the_school_ticks_that() -> None:
    page = make.make_page("norm", grip_surveys=[make.survey()])
    assert not make.see(page).select(".grip-survey")
    page.grip_show_surveys = True
    page.save_revision().publish()
    shown = make.see(page)
    assert len(shown.select(".grip-survey svg rect")) == 3
    assert "Werkt het?" in shown.get_text()
    cells = [cell.get_text(strip=True) for cell in shown.select(".grip-survey tbody tr > *")]
    assert cells == [
        *("Ingevuld", "50", "Weten bij wie ze terechtkunnen", "80%"),
        *("Durven erover te beginnen", "60%"),
        *("Kennen de afspraken", "90%"),
    ]


@pytest.mark.django_db
@override_settings(LANGUAGES=LANGUAGES, WAGTAIL_CONTENT_LANGUAGES=LANGUAGES)
def test_the_chart_is_in_the_words_of_each_language_and_on_its_side() -> None:
    page = make.make_page("norm", grip_show_surveys=True, grip_surveys=[make.survey()])
    arabic = make.see(make.translate(page, "ar"))
    assert "يعرفون إلى من يذهبون" in arabic.select_one(".grip-survey").get_text()
    (text, *_rest) = arabic.select(".grip-survey svg text")
    assert text["x"] == str(WIDTH)


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_a_bar_is_as_long_as_its_share_and_stays_in_the_chart(language: str) -> None:
    with translation.override(language):
        (chart,) = charts(read_surveys([make.survey(year=year, know=50, dare=25) for year in range(2020, 2027)]))
    know, dare, _norm = chart.questions
    assert [bar.years for bar in know.bars] == ["2026–2027", "2025–2026", "2024–2025"]
    assert know.bars[0].width == 2 * dare.bars[0].width
    for bar in know.bars:
        assert 0 <= bar.x <= WIDTH - bar.width
        assert 0 < bar.share_x < WIDTH
        assert bar.y + 12 <= chart.height
    assert (len(chart.years), [len(shares) for _label, shares in chart.rows]) == (3, [3, 3, 3])


# --- the report -----------------------------------------------------------------------


@pytest.mark.django_db
def test_the_report_has_the_chart_of_the_schools_of_who_looks() -> None:
    make.make_page("norm", grip_surveys=[make.survey()])
    other = make.site_with("tweede.example")
    make.make_page("norm", other.root_page, grip_surveys=[make.survey(answered=150, know=60, dare=60, norm=60)])
    html = make.soup(client_of(make.editor()).get(REPORT))
    cells = [cell.get_text(strip=True) for cell in html.select(".grip-survey tbody tr > *")]
    assert cells[1::2] == ["200", "50%", "40%", "50%"]
    assert "(2 schools)" in html.select_one(".grip-surveys summary").get_text()


@pytest.mark.django_db
def test_the_report_counts_no_answers_on_a_norm_that_is_not_published() -> None:
    make.make_page("norm", grip_surveys=[make.survey()])
    other = make.site_with("tweede.example")
    make.make_page("norm", other.root_page, grip_surveys=[make.survey(answered=150)]).unpublish()
    html = make.soup(client_of(make.editor()).get(REPORT))
    cells = [cell.get_text(strip=True) for cell in html.select(".grip-survey tbody tr > *")]
    assert cells[1] == "50"


@pytest.mark.django_db
def test_without_any_answers_the_report_is_as_it_was() -> None:
    make.make_page("norm")
    html = make.soup(client_of(make.editor()).get(REPORT))
    assert html.select("td.title a")
    assert not html.select(".grip-surveys")


def test_every_fold_in_the_admin_shows_that_it_opens() -> None:
    """Wagtail takes the mark of a summary away: there is an icon in it, or a rule of ours that gives the mark back."""
    css = "".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "static/gripwagtail/admin").glob("[!.]*.css"))
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", css)
    given_back = {
        name
        for selector, body in rules
        if "summary" in selector and re.search(r"list-style:\s*revert", body)
        for name in re.findall(r"\.(grip-[\w-]+)", selector)
    }
    for path in (PACKAGE / "templates/gripwagtail/admin").rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        for summary in re.findall(r"<summary>(.*?)</summary>", html, re.DOTALL):
            # A part of something, as grip-desk__steps, is inside it.
            named = [name for found in re.findall(r'class="([^"]*)"', html) for name in found.split()]
            classes = {name.split("__")[0] for name in named}
            assert "{% icon" in summary or classes & given_back, f"{path.name}: {summary.strip()}"
