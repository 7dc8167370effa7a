"""A document of the site on our pages, on sites with documents of their own class and on one without any."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile

from gripwagtail.item_blocks.document import DocumentBlock
from gripwagtail.item_blocks.installed import document_model, has_documents
from tests import factories as make

pytestmark = pytest.mark.django_db

STREAMS = {"norm": "documents", "contact": "grip_documents"}


def upload() -> int:
    """The key of a document of this site; of a site without documents any number."""
    if not has_documents():
        return 7
    return int(document_model().objects.create(title="Klachtenregeling", file=ContentFile(b"x", "klachten.pdf")).pk)


@pytest.mark.parametrize("kind", STREAMS)
def test_it_is_listed_with_its_title_and_leads_to_the_file_where_there_is_one(home: Any, kind: str) -> None:
    listed = [make.document(title="De klachtenregeling", url="", file=upload()), make.document()]
    page = make.make_page(kind, home, **{**make.content_of(kind), STREAMS[kind]: listed})
    shown = make.see(page)
    text = shown.get_text()
    assert "De klachtenregeling" in text and "Protocol" in text
    links = [link["href"] for link in shown.find_all("a") if link.get_text() == "De klachtenregeling"]
    assert len(links) == has_documents()
    assert all("klachten" in link for link in links)


def test_a_form_has_a_chooser_or_keeps_what_is_stored(home: Any) -> None:
    block = DocumentBlock()
    key = upload()
    form = block.child_blocks["file"].field.widget.render("file", None, {"id": "file"})
    assert ("data-chooser-url" in form or "chooser" in form) == has_documents()
    value = block.to_python({"title": "Regeling", "url": "https://school.example/", "summary": "Zo.", "file": key})
    state = block.child_blocks["file"].get_form_state(key)
    assert (state["id"] if has_documents() else state) == key
    assert block.get_prep_value(block.clean(value))["file"] in (key, str(key))
