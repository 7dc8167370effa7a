"""What of a stream cannot be read is shown to nobody, so no form, library, correction or pack drops it."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

import gripwagtail
from gripwagtail.admin.first_hour_cards import CardsByRole
from gripwagtail.editing import library
from gripwagtail.stored.streams import left_out_of
from tests import factories as make
from tests.test_desk_findings import client_of

PACKAGE = Path(gripwagtail.__file__).parent
# Where no page is written: a helpline has no such field, and the search reads a stream without its facts.
NOT_OF_A_PAGE = {"stored/streams.py", "starter/helpline_rows.py", "content/findable.py"}
BROKEN = {"type": "gone-with-an-older-release", "id": "x", "value": "Tekst die er nog staat."}


def with_broken(kind: str, stream: str, items: list[Any]) -> Any:
    page = make.make_page(kind, **{stream: items})
    return make.set_items(page, stream, [items[0], BROKEN, *items[1:]])


def draft(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def kept(page: Any, stream: str) -> list[tuple[int, Any]]:
    return [tuple(one) for one in left_out_of(getattr(draft(page), stream))]


@pytest.mark.django_db
def test_a_text_from_the_library_stands_beside_it() -> None:
    page = with_broken("incident_help", "situations", [make.situation(), make.situation(key="tweede")])
    key = library.missing(page)[0].key
    assert library.add(page, key) is not None
    page.save_revision()
    assert kept(page, "situations") == [(1, BROKEN)]
    assert any(raw["value"].get("starter_key", "").endswith(key) for raw in page.situations.raw_data)


@pytest.mark.django_db
def test_the_short_form_of_the_first_hour_leaves_it() -> None:
    page = with_broken("contact", "contacts", [make.contact(roles=["mentor"])])
    cards = CardsByRole(page)
    cards.write("mentor", {"email": "mentor@kwikstaart.example"})
    cards.keep()
    page.save_revision()
    assert kept(page, "contacts") == [(1, BROKEN)]


@pytest.mark.django_db
def test_what_is_pasted_stands_beside_it() -> None:
    page = with_broken("contact", "contacts", [make.contact()])
    text = "Juf Annemiek Voorbeeld, vertrouwenspersoon, 070 012 34 78"
    client_of(make.editor()).post(reverse("gripwagtail_pasted", args=[page.pk]), {"text": text})
    assert kept(page, "contacts") == [(1, BROKEN)]
    assert len(draft(page).contacts.raw_data) == 2


def streams_set(source: str) -> list[int]:
    """The lines on which code makes a stream of items by itself."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "to_python"
        and isinstance(node.func.value, ast.Attribute)
        and node.func.value.attr == "stream_block"
    ]


def test_one_function_puts_items_into_a_page() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if streams_set(path.read_text(encoding="utf-8"))
    }
    assert found == NOT_OF_A_PAGE


def test_another_way_is_noticed() -> None:
    assert streams_set('page.body = page._meta.get_field("body").stream_block.to_python([])\nx.to_python(1)') == [1]
