"""A label that begins a sentence is printed: a text that goes on where it ends never reads as allowed."""

from __future__ import annotations

import tomllib

import pytest

from gripwagtail.starter.files import DATA
from gripwagtail.starter.language_file import language_file
from gripwagtail.text.length import LINE
from gripwagtail.text.negation import says_not_itself
from tests import factories as make

pytestmark = pytest.mark.django_db

FRAGMENTS = [
    "foto's delen zonder toestemming",
    "Foto's delen die niet van ons zijn",
    "iemand buitensluiten",
    "We delen foto's die niet van ons zijn",
    "Wij lachen om wie niet mee kan doen",
    "elkaar uitschelden, ook niet voor de grap",
    "Elkaar uitschelden, ook niet voor de grap.",
    "We delen foto's die niet van ons zijn.",
    "We delen alles.",
]
WHOLE = ["We schelden niet.", "Wij delen nooit een foto van een ander.", "We maken geen groep om iemand te pesten."]
SHIPPED = [
    (path.parent.parent.name, agreement["so_not"])
    for path in sorted(DATA.glob("*/*/norm.toml"))
    for agreement in tomllib.loads(path.read_text(encoding="utf-8"))["agreements"]
    # In the others the label is always there.
    if agreement["so_not"] and not language_file(path.parent.parent.name).rest
]


@pytest.mark.parametrize("text", FRAGMENTS)
def test_a_text_that_only_goes_on_after_its_label_has_it_on_the_page(text: str) -> None:
    page = make.make_page("norm", agreements=[make.agreement(so_not=text)])
    assert f"Wat we niet doen: {text}" in make.text_of(page)


@pytest.mark.parametrize("text", WHOLE)
def test_a_sentence_that_says_so_itself_stands_by_itself(text: str) -> None:
    shown = make.text_of(make.make_page("norm", agreements=[make.agreement(so_not=text)]))
    assert text in shown and "Wat we niet doen" not in shown


def test_the_help_page_says_it_too() -> None:
    make.make_page("norm", agreements=[make.agreement(key="vrij", so_not="foto's delen zonder toestemming")])
    situation = make.situation(agreement="vrij", position="bystander", topic="images")
    page = make.make_page("incident_help", situations=[situation])
    assert "Wat we niet doen: foto's delen zonder toestemming" in make.text_of(page)


@pytest.mark.parametrize(("language", "text"), SHIPPED)
def test_every_shipped_text_is_a_whole_sentence(language: str, text: str) -> None:
    assert says_not_itself(text, language)


def test_of_a_language_that_we_do_not_read_the_label_is_always_there() -> None:
    assert not says_not_itself("Nie przezywamy nikogo.", "pl")
    assert not says_not_itself("نحن لا نشتم", "ar")
    assert says_not_itself("We don’t call names.", "en-gb")
    assert not says_not_itself("We " + "x" * LINE + " niet.", "nl")
