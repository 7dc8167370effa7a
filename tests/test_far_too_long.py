"""Formatted text of more than 20 000 characters: every door refuses it; what is stored longer keeps working."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from gripwagtail.text.length import PASTE, read_length
from tests import factories as make
from tests.packs import a_pack, change, messages
from tests.test_forms import filled_in, said

pytestmark = pytest.mark.django_db

WORDS = "Zo doen wij dat. "


def text_of(length: int) -> str:
    return (WORDS * (length // len(WORDS) + 1))[:length]


def posted(length: int) -> str:
    """What the editor sends for one bold paragraph: its mark-up is no part of the length."""
    text = text_of(length)
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "entityRanges": []}
    block["inlineStyleRanges"] = [{"offset": 0, "length": length, "style": "BOLD"}]
    return json.dumps({"blocks": [block], "entityMap": {}})


def stored(length: int) -> Any:
    body = make.item("paragraph", f"<p>{text_of(length)}</p>")  # type: ignore[arg-type]
    return make.make_page("norm", statement="Wij zijn aardig", body=[body])


def again(page: Any, length: int, draft: bool, slug: str = "") -> Any:
    """The form of the page, with its text made this long."""
    part = ("paragraph", posted(length), page.body.raw_data[0]["id"])
    return filled_in("norm", page, draft=draft, slug=slug or page.slug, statement="Wij zijn aardig", body=[part])


def test_only_what_is_read_counts() -> None:
    assert read_length('<p>a&amp;b <a href="https://x.example/">c</a></p>') == 5


@pytest.mark.parametrize("draft", [True, False])
def test_a_form_refuses_it_in_words_and_keeps_what_was_typed(draft: bool) -> None:
    with override("en"):
        form = filled_in("norm", draft=draft, statement="Wij zijn aardig", body=[("paragraph", posted(PASTE + 1))])
    assert "20001 characters" in said(form) or "20,001 characters" in said(form)
    assert "Nothing is lost" in said(form)
    assert read_length(form["body"].value()[0].value.source) == PASTE + 1
    fits = filled_in("norm", draft=draft, statement="Wij zijn aardig", body=[("paragraph", posted(PASTE))])
    assert fits.errors == {}


@pytest.mark.parametrize("draft", [True, False])
def test_what_is_stored_longer_may_stay_or_become_shorter_and_not_grow(draft: bool) -> None:
    page = stored(3 * PASTE)
    assert text_of(3 * PASTE)[-40:].strip() in make.text_of(page)
    assert again(page, 3 * PASTE, draft).errors == {}
    assert again(page, 2 * PASTE, draft).errors == {}
    assert "body" in again(page, 3 * PASTE + 1, draft).errors
    shorter = again(page, 2 * PASTE, draft).save(commit=False)
    assert "body" in again(shorter, 3 * PASTE, draft).errors


def test_another_text_of_the_page_gets_no_room_from_it() -> None:
    page = stored(3 * PASTE)
    kept = ("paragraph", posted(3 * PASTE), page.body.raw_data[0]["id"])
    form = filled_in("norm", page, slug=page.slug, statement="Wij", body=[kept, ("paragraph", posted(PASTE + 1))])
    assert "2" in said(form)
    assert list(form.errors["body"].as_data()[0].as_json_data()["blockErrors"]) == [1]


def test_an_import_refuses_it_in_words(tmp_path: Path) -> None:
    pack = a_pack(tmp_path)
    change(pack, "norm", lambda document: document.update(body=[{"text": f"<p>{text_of(PASTE + 1)}</p>"}]))
    with override("en"):
        assert any("characters; at most 20" in message for message in messages(pack))
    change(pack, "norm", lambda document: document.update(body=[{"text": f"<p><b>{text_of(PASTE)}</b></p>"}]))
    from gripwagtail.packs import reading

    assert reading.load(pack)


def test_a_translation_in_a_form_of_its_own_is_refused_too() -> None:
    page = make.make_page("norm", statement="Wij zijn aardig", body=[make.item("paragraph", "<p>Kort.</p>")])  # type: ignore[arg-type]
    english = make.translate(page, "en", statement="We are kind")
    assert "body" in again(english, PASTE + 1, draft=False, slug="english").errors
    assert again(english, PASTE, draft=False, slug="english").errors == {}


def test_writing_by_the_api_is_refused_too(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("wagtail.api.v3", reason="Wagtail 7.4 has no third version")
    from wagtail.api import APIField
    from wagtail.api.v3.form_data import build_page_update_form
    from wagtail.api.v3.registry import registry
    from wagtail.api.v3.schemas import create_generator, patch_generator
    from wagtail.api.v3.schemas.pages import PageCreateBaseSchema, PageUpdateBaseSchema

    model = make.page_class("norm")
    monkeypatch.setattr(model, "api_fields", [*model.api_fields, APIField("body", writable=True)])
    schema = create_generator.generate_schema(model, base_class=PageCreateBaseSchema, fields=["title"])
    monkeypatch.setattr(registry.get(model._meta.label), "create_schema", schema)
    patch = patch_generator.generate_schema(model, base_class=PageUpdateBaseSchema, fields=["title"])
    page = make.make_page("norm", statement="Wij zijn aardig")

    def form_with(length: int) -> Any:
        body = [make.item("paragraph", f"<p>{text_of(length)}</p>")]  # type: ignore[arg-type]
        form = build_page_update_form(page, patch(title=page.title, body=body), make.editor())
        form.defer_required_fields()
        form.is_valid()
        return form

    assert "body" in form_with(PASTE + 1).errors
    assert form_with(PASTE - 1).errors == {}
