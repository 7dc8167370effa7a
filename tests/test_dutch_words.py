"""No label and no help text of the Dutch admin asks an office worker what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation
from django.utils.functional import Promise
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from gripwagtail import vocabulary
from gripwagtail.blocks import grip_blocks
from gripwagtail.desk.finding import KINDS as FINDINGS
from gripwagtail.lookup.sources import KINDS
from gripwagtail.models import GripHelpline, GripSettings
from gripwagtail.roles import ROLES
from tests import factories as make

# Asked about by people who look after a site of a school, or words of our trade. Each is a pattern.
ASKED_ABOUT = (
    *(r"kenmerk", r"\brollen\b", r"codes?\b", r"\bslugs?\b", r"\bAPI\b", r"meldcode", r"zin over een tolk"),
    *(r"neutrale titel", r"los van de volgorde", r"taal van de tekst", r"gevonden worden en", r"wat je bewaart"),
    *(r"begin van het klassenblad", r"\bURL\b", r"\bHTML\b", r"\bCSS\b", r"\bJSON\b", r"\blocale\b", r"\bsnippets?\b"),
    *(r"\bstream(field)?\b", r"\btags?\b", r"\bquer(y|ies)\b", r"\bcache\b", r"\bstring\b", r"\bboolean\b"),
)
# What stays, with the reason.
STAYS = {
    "Kenmerk": "folded away or last in its form, and made by itself; messages and readings name a situation by it",
    "kenmerk": "of a helpline: shipped with it, and closed once it is stored",
    "Kenmerk van de afspraak": "leads to what stands at that agreement as “Kenmerk”",
    "Hun kenmerken, met komma's ertussen. Leeg: alle situaties die toen op deze pagina stonden.": (
        "typed by hand, as they stand at the situations"
    ),
}


def all_blocks() -> Iterator[Any]:
    """The blocks for pages of a host, and those inside the streams of our pages, helplines and settings."""
    found = [block for _name, block in grip_blocks()]
    for model in [*(make.page_class(kind) for kind in KINDS), GripHelpline, GripSettings]:
        found += [field.stream_block for field in model._meta.get_fields() if hasattr(field, "stream_block")]
    while found:
        block = found.pop()
        yield block
        found += getattr(block, "child_blocks", {}).values()
        if isinstance(block, blocks.ListBlock):
            found.append(block.child_block)


def of_block(block: Any) -> Iterator[Any]:
    yield from (block.label, getattr(block.meta, "help_text", ""))
    if isinstance(block, blocks.FieldBlock):
        yield block.field.help_text
    if isinstance(block, (blocks.ChoiceBlock, blocks.MultipleChoiceBlock)):
        yield from (label for _key, label in block.field.choices)
    if isinstance(block, blocks.StructBlock):
        yield from of_groups(block.meta.form_layout)


def of_groups(group: Any) -> Iterator[Any]:
    if isinstance(group, BlockGroup):
        yield from (group.heading, group.help_text)
        for child in group.children:
            yield from of_groups(child)


def of_panels(panels: Any) -> Iterator[Any]:
    for panel in panels:
        yield from (panel.heading, panel.help_text)
        yield from of_panels(getattr(panel, "children", ()))


def of_model(model: Any) -> Iterator[Any]:
    for field in model._meta.local_fields:
        if field.editable and not field.auto_created:
            yield from (field.verbose_name, field.help_text)
            yield from (label for _key, label in field.choices or ())
    yield from of_panels(getattr(model, "grip_panels", None) or getattr(model, "panels", ()))


def lists() -> Iterator[Any]:
    for value in vars(vocabulary).values():
        if isinstance(value, dict):
            yield from (label for label in value.values() if isinstance(label, Promise))
    for role in ROLES.values():
        yield from (role.label, role.meaning)
    yield from FINDINGS.values()


def said() -> set[str]:
    """Every label, heading, choice and help text of ours, as a Dutch editor reads it."""
    with translation.override("nl"):
        found: list[Any] = [text for block in all_blocks() for text in of_block(block)]
        for model in [*(make.page_class(kind) for kind in KINDS), GripHelpline, GripSettings]:
            found += of_model(model)
        found += lists()
        return {str(text).strip() for text in found if text}


@pytest.fixture
def texts(db: None) -> set[str]:
    return said()


def test_all_of_the_admin_is_looked_at(texts: set[str]) -> None:
    assert len(texts) > 350
    # Of a block, a group of fields, a panel, a column, a choice, a role, a helpline and the settings.
    assert {
        "Naam op de kaart",
        "Met de naam van een persoon",
        "Nakijken, afdrukken en delen",
        "geen onderwerp in de titel van het tabblad",
        "Vandaag nog",
        "aandachtsfunctionaris (zorgen over thuis)",
        "een tolk bij een gesprek: wat regelt de school?",
        "Waarin je met hen kunt praten.",
        "Wie je wilt laten zien",
    } <= texts


def test_none_has_a_word_that_people_ask_about(texts: set[str]) -> None:
    wanted = re.compile("|".join(ASKED_ABOUT), re.IGNORECASE)
    assert {text for text in texts if wanted.search(text)} == set(STAYS)


@pytest.mark.parametrize("text", ["Rollen", "Codes: nl, en.", "zin over een tolk", "de API van deze site", "Kenmerken"])
def test_such_a_word_is_noticed(text: str) -> None:
    assert re.search("|".join(ASKED_ABOUT), text, re.IGNORECASE)
