"""Where there may be something sexual, a bare word about images is reason to look again, and refuses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from gripwagtail.content.incident_help import GUARDED
from gripwagtail.content.problems import Problem
from gripwagtail.editing.incident_rules import RULES
from gripwagtail.editing.rule import Severity, Subject, problems_of
from gripwagtail.safety.image_words import image_words
from tests import factories
from tests.planted import every_situation
from tests.test_library import client_of, edit_address

pytestmark = pytest.mark.django_db


def remarks(page: Any) -> list[Problem]:
    return problems_of([rule for rule in RULES if rule.severity is Severity.ADVISE], Subject(page))


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def page_with(**value: Any) -> Any:
    return factories.make_page(
        "incident_help", situations=[factories.situation(**{"sexual": "maybe", "evidence": "none", **value})]
    )


RISKY = """
Een schermafbeelding helpt ons verder.
Met schermafbeeldingen kunnen we meer.
Een screenshot zegt veel.
screen shot
Print screen
Foto maken mag.
Je mag een foto van het scherm maken; foto’s maken mag
Maak er een foto van.
Wie het bewaart, helpt de politie.
Doorsturen naar de mentor mag.
Stuur het gesprek maar door.
Door te sturen
Opslaan kan ook.
Sla het gesprek op.
Kopieer het gesprek.
Een kopie is genoeg.
Op een USB-stick.
Print het gesprek.
Geprint is ook goed.
Download het gesprek.
A screenshot helps.
Take a picture of the screen.
Saving the chat helps.
Save the chat.
Keep it.
Keep the evidence.
Forwarding to the mentor is fine.
Copy the chat.
A USB drive will do.
""".strip().splitlines()

HARMLESS = """
Bewaak de rust.
Vertel het aan een volwassene.
Stuur je mentor een bericht.
Kijk op wie je kunt rekenen.
Praat over foto's en filmpjes.
Keep calm.
Stay safe.
Tell an adult today.
De sprinter is gestopt.
Deurdrukker
""".strip().splitlines()


@pytest.mark.parametrize("text", RISKY)
def test_a_risky_word_is_found(text: str) -> None:
    assert image_words(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_text_has_none(text: str) -> None:
    assert image_words(text) == []


@pytest.mark.parametrize("sexual", ["yes", "maybe", ""])
@pytest.mark.parametrize("part", GUARDED)
def test_a_risky_word_is_remarked_at_its_place(part: str, sexual: str) -> None:
    page = page_with(sexual=sexual, evidence="note-only", **{part: "Een screenshot zegt veel."})
    [remark] = remarks(page)
    assert (remark.field, remark.index, remark.child) == ("situations", 0, part)
    assert "“screenshot”" in remark.message
    assert factories.SIGNS["incident_help"] in remark.where


@pytest.mark.parametrize("part", ["pupil_donts", "parent_donts", "staff_donts", "recognise", "also"])
def test_what_not_to_do_may_name_anything(part: str) -> None:
    assert remarks(page_with(**{part: "Maak geen screenshot."})) == []


def test_without_anything_sexual_a_screenshot_is_good_advice() -> None:
    assert remarks(page_with(sexual="no", pupil_steps="Een screenshot zegt veel.")) == []


def test_the_words_of_one_part_are_one_remark() -> None:
    [remark] = remarks(page_with(staff_steps="Een screenshot of kopie.\nNog een screenshot."))
    assert "“screenshot”, “kopie”" in remark.message


@pytest.mark.parametrize("texts", ["po", "vo"])
def test_the_shipped_situations_give_no_remark(texts: str) -> None:
    assert remarks(factories.make_page("incident_help", situations=every_situation(texts))) == []


def test_a_shipped_line_that_was_changed_is_looked_at_again() -> None:
    shipped = "Kijk niet verder en stuur niets door."
    assert remarks(page_with(pupil_steps=shipped)) == []
    assert remarks(page_with(pupil_steps=shipped.replace("niets", "het")))


def test_a_translation_is_judged_by_what_its_source_says() -> None:
    factories.language("en")
    source = page_with(sexual="yes", evidence="note-only", pupil_steps="Vertel het.")
    item = {**source.situations.raw_data[0]}
    item["value"] = {**item["value"], "sexual": "no", "pupil_steps": "A screenshot says a lot."}
    copy = factories.translate(source, "en", situations=[item])
    assert [remark.child for remark in remarks(copy)] == ["pupil_steps"]


def translated(source: Any, publish: bool = True, **value: Any) -> Any:
    """A translation that passed by our form, with other words in its one situation."""
    factories.language("en")
    item = {**source.situations.raw_data[0]}
    item["value"] = {**item["value"], **value}
    return factories.translate(source, "en", publish, situations=[item])


def test_the_source_page_tells_what_a_translation_may_not_say() -> None:
    source = page_with(sexual="yes", evidence="note-only", pupil_steps="Vertel het.")
    translated(source, pupil_steps="Save the photo.\nCall 0800-0432.")
    found = remarks(source)
    assert ["“Save the photo.”" in found[0].message, "0800-0432" in found[1].message] == [True, True]
    assert all(remark.where.startswith("English: ") for remark in found)


def test_a_good_translation_and_a_draft_of_a_bad_one_give_no_remark() -> None:
    source = page_with(sexual="yes", evidence="note-only", pupil_steps="Vertel het.")
    translated(source, publish=False, pupil_steps="Save the photo.")
    assert remarks(source) == []
    other = page_with(sexual="no", evidence="none", pupil_steps="Vertel het.")
    translated(other, pupil_steps="Save the photo of the words.")
    assert remarks(other) == []


def test_a_source_that_became_sexual_later_has_its_translations_looked_at() -> None:
    source = page_with(sexual="no", evidence="none", pupil_steps="Vertel het.")
    translated(source, pupil_steps="Save the photo of the words.")
    [item] = source.situations.raw_data
    changed = {**item, "value": {**item["value"], "sexual": "yes", "evidence": "note-only"}}
    assert any("Save the photo" in one.message for one in remarks(factories.set_items(source, "situations", [changed])))


def test_the_edit_view_shows_the_remark_and_the_page_stays_publishable() -> None:
    page = page_with(pupil_steps="Een screenshot zegt veel.")
    html = factories.soup(client_of(factories.editor()).get(edit_address(page)))
    assert "this says “screenshot”" in html.get_text()
    page.save_revision().publish()
    assert "Een screenshot zegt veel." in factories.text_of(page)
