"""A document of the site on our pages, on sites with documents of Wagtail's own class and of another."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile

from gripwagtail.item_blocks.document import DocumentBlock
from gripwagtail.item_blocks.installed import document_model
from tests import factories as make

pytestmark = pytest.mark.django_db

STREAMS = {"norm": "documents", "contact": "grip_documents"}


def upload() -> Any:
    return document_model().objects.create(title="Klachtenregeling", file=ContentFile(b"x", "klachten.pdf")).pk


@pytest.mark.parametrize("kind", STREAMS)
def test_it_is_listed_with_its_title_and_leads_to_the_file(home: Any, kind: str) -> None:
    listed = [make.document(title="De klachtenregeling", url="", file=upload()), make.document()]
    page = make.make_page(kind, home, **{**make.content_of(kind), STREAMS[kind]: listed})
    shown = make.see(page)
    assert "Protocol" in shown.get_text()
    [link] = [link["href"] for link in shown.find_all("a") if link.get_text() == "De klachtenregeling"]
    assert "klachten" in link


def test_a_form_keeps_the_document_that_was_chosen(home: Any) -> None:
    block, key = DocumentBlock(), upload()
    value = block.to_python({"title": "Regeling", "url": "https://school.example/", "summary": "Zo.", "file": key})
    assert block.child_blocks["file"].get_form_state(key)["id"] == key
    assert block.get_prep_value(block.clean(value))["file"] == key
