"""A page class says itself what it has: a kind that a host adds gets all of it by naming it.

Which of the five a page is, is asked in two modules alone, which find pages by their kind.
"""

from __future__ import annotations

import ast
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from gripwagtail.desk import columns
from gripwagtail.desk.findings import findings
from gripwagtail.lookup import sources
from gripwagtail.lookup.sources import KINDS
from gripwagtail.models import GripDeskColumns
from gripwagtail.sources import resolve
from tests import factories as make
from tests.test_forms import card, filled_in, said
from tests.test_rooms import MODULES

# Find the pages of a kind.
FIND = {"lookup.page_kinds", "lookup.sources"}
# Tables by kind that are data, each with what makes it so.
TABLES = {
    "starter.streams": "the streams of each page as the starter texts fill them",
    "starter.tables": "the format of the starter texts and packs, which names the kind of a file",
    "rendering.options": "what may be asked of the blocks for hosts, of which some are called like the page they show",
    "rendering.contexts": "the blocks for hosts, of which some are called like the page that they show",
}


# --- nobody asks which of the five it is ------------------------------------------------


def is_kind(node: ast.AST) -> bool:
    """Whether this reads the kind of a page: ``page.grip_kind``, or ``getattr(page, "grip_kind", "")``."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
        return len(node.args) > 1 and isinstance(node.args[1], ast.Constant) and node.args[1].value == "grip_kind"
    return isinstance(node, ast.Attribute) and node.attr == "grip_kind"


def names_a_kind(node: ast.AST) -> bool:
    """Whether this is one of the five, or a collection of them."""
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        return bool(node.elts) and all(names_a_kind(one) for one in node.elts)
    return isinstance(node, ast.Constant) and node.value in KINDS


def is_called_kind(node: ast.AST) -> bool:
    return (isinstance(node, ast.Name) and node.id.endswith("kind")) or (
        isinstance(node, ast.Attribute) and node.attr.endswith("kind")
    )


def comparisons(source: str) -> Iterator[int]:
    """The lines in which something depends on which of the five a page is."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(map(is_kind, sides)) or (any(map(is_called_kind, sides)) and any(map(names_a_kind, sides))):
                yield node.lineno
        elif isinstance(node, ast.Subscript) and is_kind(node.slice):
            yield node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
            if node.args and is_kind(node.args[0]):
                yield node.lineno
        elif isinstance(node, ast.Match) and is_kind(node.subject):
            yield node.lineno


def tables(source: str) -> Iterator[int]:
    """The lines in which a dict begins that has more than one of the five as its keys."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Dict) and sum(key is not None and names_a_kind(key) for key in node.keys) > 1:
            yield node.lineno


def lines_of(find: Any, beside: set[str]) -> list[str]:
    return [
        f"{module}:{line}"
        for module, path in MODULES.items()
        if module not in beside
        for line in find(Path(path).read_text(encoding="utf-8"))
    ]


def test_nothing_compares_with_a_kind_but_what_finds_pages_by_it() -> None:
    assert lines_of(comparisons, FIND) == []


def test_no_table_has_a_row_for_each_kind_but_those_that_are_data() -> None:
    assert lines_of(tables, set(TABLES)) == []


@pytest.mark.parametrize(
    "source",
    [
        'page.grip_kind == "norm"',
        'getattr(page, "grip_kind", "") != "norm"',
        "page.grip_kind in rule.kinds",
        "page.grip_kind not in CLAIMS",
        'row.kind == "norm"',
        'kind in ("norm", "contact")',
        "SHEETS[page.grip_kind]",
        "LOOKS.get(page.grip_kind, ())",
        "match page.grip_kind:\n    case _:\n        pass",
    ],
)
def test_the_eye_sees_every_way_of_asking(source: str) -> None:
    assert list(comparisons(source)) == [1]


def test_the_eye_sees_a_table() -> None:
    assert list(tables('{"norm": 1, "contact": 2}')) == [1]
    assert not list(tables('{"norm": link}'))


# --- a kind of a host -------------------------------------------------------------------

TEMPLATES = {
    "gripwagtail/pages/people.html": "{{ grip_body }}",
    "gripwagtail/pages/people_body.html": "{% for card in contacts %}<p>{{ card.title }}</p>{% endfor %}",
}


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Iterator[type[Any]]:
    """A host's class of a sixth kind, which names all that a contact page has."""
    model = make.page_class("contact")
    for name, source in TEMPLATES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(source)
    template = {**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}
    forget()
    monkeypatch.setattr(model, "grip_kind", "people")
    with override_settings(TEMPLATES=[template]):
        yield model
    monkeypatch.undo()
    forget()


def forget() -> None:
    for found in (sources.kinds, sources.page_models, sources.models_of):
        found.cache_clear()


@pytest.fixture
def page(people: type[Any], db: None) -> Any:
    cards = [make.contact(label="het zorgteam", phones=["070 012 34 56"])]
    return make.make_page("people", model=people, slug="mensen", contacts=cards, vcards=True)


def test_it_is_found_by_its_own_kind(page: Any) -> None:
    assert resolve("people", page) == page
    assert resolve("contact", page) is None
    with pytest.raises(ValueError, match="people"):
        resolve("animals", page)


def test_it_is_shown_with_what_its_class_names(page: Any) -> None:
    assert "het zorgteam" in make.text_of(page).lower()
    assert make.visit(page, leaf="print/").status_code == 200
    assert b"BEGIN:VCARD" in make.visit(page, leaf="vcard/").content


def test_the_desk_works_out_its_columns(page: Any) -> None:
    assert make.desk_columns(page).without_route is False
    rows = GripDeskColumns.objects.filter(page=page.pk)
    rows.update(review_due=datetime.date(2020, 1, 1), counted_until=columns.FOREVER)
    due = {finding.kind for finding in findings(None) if finding.page_id == page.pk}
    assert "contact-unchecked" in due


def test_its_editor_checks_cards_and_prints_the_sheet(page: Any) -> None:
    client = Client()
    client.force_login(make.editor())
    shown = make.soup(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    assert shown.select_one("a[href$='/mensen/print/']")
    assert "het zorgteam" in client.get(reverse("gripwagtail_checks", args=[page.pk])).content.decode().lower()


def test_its_form_refuses_what_its_rules_refuse(people: type[Any], db: None) -> None:
    new = people(locale=make.home_page().locale)
    form = filled_in("contact", new, contacts=[card()])
    assert "1 “Juf Annemiek”: " in said(form)
