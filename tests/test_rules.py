"""Rules about what an editor writes: one list, and for each what happens when it is broken."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from gripwagtail.content.problems import Problem
from gripwagtail.editing import incident_rules
from gripwagtail.editing.incident_rules import problems_of_file
from gripwagtail.editing.rule import Rule, Severity, Spot, Subject, problems_of
from gripwagtail.editing.rules import hints, refused_items, remarks, rules_of
from gripwagtail.lookup.sources import KINDS
from tests import factories
from tests.distributions import ROOT
from tests.test_forms import card, filled_in, last, said, what_happened

pytestmark = pytest.mark.django_db

# One order in each language of which no native speaker has read the patterns.
UNREAD = {"ar": "احفظ الصورة.", "tr": "Fotoğrafı kaydet.", "pl": "Zapisz zdjęcie.", "uk": "Збережи фото."}
READ = {"nl": "Bewaar de foto.", "en": "Save the photo."}
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")


def keys_of(problems: list[Problem]) -> list[str]:
    return [problem.rule for problem in problems]


# --- the list -----------------------------------------------------------------------


def test_every_rule_has_a_key_of_its_own_and_is_about_a_stream_that_a_page_has() -> None:
    rules: dict[str, Rule] = {}
    for kind in KINDS:
        model = factories.page_class(kind)
        for rule in rules_of(model):
            assert rules.setdefault(rule.key, rule) is rule
            assert rule.looks_at in ("", *model.grip_streams)
    assert {rule.severity for rule in rules.values()} == set(Severity)


def test_the_reference_has_every_rule_with_its_severity() -> None:
    section = REFERENCE.split("\n## Rules for editors\n", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| `([\w-]+)` \| (\w+) \| (?:`(\w+)`|all pages) \| (.+) \|$", section, re.MULTILINE)
    rules = {rule for kind in KINDS for rule in rules_of(factories.page_class(kind))}
    assert sorted((key, severity, stream) for key, severity, stream, _words in rows) == sorted(
        (rule.key, rule.severity, rule.looks_at) for rule in rules
    )
    assert [key for key, _severity, _stream, words in rows if len(words.split()) < 3] == []


def test_a_page_obeys_the_rules_that_its_class_names_whatever_its_kind() -> None:
    value = {"title": "Een foto", "key": "foto", "sexual": "yes", "pupil_steps": READ["nl"]}
    items = [{"type": "situation", "id": "a", "value": value}]
    given = {"grip_streams": ("situations",), "situations": items, "pk": None, "url_path": ""}
    other = SimpleNamespace(grip_kind="other", grip_rules=incident_rules.RULES, **given)
    without = SimpleNamespace(grip_kind="incident_help", grip_rules=(), **given)
    assert keys_of(refused_items(other)) == ["image-instruction"]
    assert refused_items(without) == []


def test_problems_are_in_the_order_of_the_items_and_those_of_the_whole_come_last() -> None:
    def rule(*indexes: int | None) -> Rule:
        return Rule("x", Severity.ADVISE, lambda _: [Spot("tips", "", index) for index in indexes], "x")

    found = problems_of([rule(None, 2), rule(0), rule(1, 0)], Subject())
    assert [problem.index for problem in found] == [0, 0, 1, 2, None]


def test_a_message_says_what_was_found() -> None:
    rule = Rule("x", Severity.HINT, lambda _: [Spot("tips", "here", values={"word": "100%"})], "not “%(word)s”")
    [problem] = problems_of([rule], Subject())
    assert (problem.rule, problem.where, problem.message) == ("x", "here", "not “100%”")


def test_each_severity_has_its_own_place() -> None:
    person = factories.contact(kind="person", name="Anneke Voorbeeld", told_on="2026-09-01")
    page = factories.make_page("contact", intro="Conform het plan.", contacts=[person])
    assert keys_of(remarks(page)) == ["nobody-stands-in"]
    assert keys_of(hints(page)) == ["hard-word"]
    assert "contacts" in filled_in("contact", page, contacts=[card()]).errors


# --- orders about images, by who has read the patterns ------------------------------


def asked(order: str) -> tuple[str, dict[str, Any]]:
    return what_happened(sexual="yes", evidence="note-only", pupil_steps=f"Vertel het.\n{order}")


@pytest.mark.parametrize("order", READ.values(), ids=READ)
def test_an_order_in_dutch_or_english_is_not_published(order: str) -> None:
    assert f"“{order}”" in said(filled_in("incident_help", situations=[asked(order), last()]))


@pytest.mark.parametrize("order", UNREAD.values(), ids=UNREAD)
def test_what_patterns_find_that_no_native_has_read_is_published_with_advice(order: str) -> None:
    assert filled_in("incident_help", situations=[asked(order), last()]).errors == {}

    steps = f"Vertel het.\n{order}"
    page = factories.make_page(
        "incident_help", situations=[factories.situation(sexual="yes", evidence="note-only", pupil_steps=steps)]
    )
    with translation.override("en"):
        [remark] = remarks(page)
    assert (remark.rule, remark.child) == ("image-instruction-unsure", "pupil_steps")
    assert f"“{order}”" in remark.message
    assert "Visitors do not see this text" in remark.message
    shown = factories.text_of(page)
    assert "Vertel het." in shown
    assert order not in shown


@pytest.mark.parametrize("order", UNREAD.values(), ids=UNREAD)
def test_nor_is_a_translation_refused_and_its_original_says_so(order: str) -> None:
    factories.language("en")
    item = factories.situation(sexual="yes", evidence="note-only", pupil_steps="Vertel het.")
    source = factories.make_page("incident_help", situations=[item])
    copy = factories.translate(source, "en")
    type_, value = what_happened(sexual="no", pupil_steps=order)
    assert filled_in("incident_help", copy, situations=[(type_, value, item["id"])]).errors == {}

    factories.set_items(copy, "situations", [{**item, "value": {**item["value"], "pupil_steps": order}}])
    assert "translations" in keys_of(remarks(source))
    assert order not in factories.text_of(copy)


def test_a_file_is_refused_for_dutch_and_english_only() -> None:
    def file(order: str) -> list[dict[str, Any]]:
        return [{"type": "situation", "value": {"sexual": "yes", "pupil_steps": order}}]

    assert {keys_of(problems_of_file(file(order)))[0] for order in READ.values()} == {"image-instruction"}
    assert [problem for order in UNREAD.values() for problem in problems_of_file(file(order))] == []
