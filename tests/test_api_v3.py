"""The preview of the next API of Wagtail, which also writes: no door beside the form is wider than the form."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

pytest.importorskip("wagtail.api.v3", reason="Wagtail 7.4 has no third version")

from wagtail.actions import action_registry
from wagtail.api import APIField
from wagtail.api.v3.form_data import build_page_update_form
from wagtail.api.v3.registry import registry
from wagtail.api.v3.schemas import create_generator, patch_generator
from wagtail.api.v3.schemas.pages import PageCreateBaseSchema, PageUpdateBaseSchema
from wagtail.models import APIToken, PageViewRestriction
from wagtail.utils.forms import FormValidationError

from gripwagtail.content.incident_help import LAST_SITUATION
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api_v3_urls")]

ORDER = "Maak een screenshot van de foto"
LONG = "Praat met iemand die je vertrouwt. " * 6


def call(method: str, address: str, user: Any = None, body: Any = None) -> Any:
    headers = {"host": "localhost"}
    if user is not None:
        headers["authorization"] = f"Bearer {APIToken.create_token(user=user, name='test')[1]}"
    given = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
    return getattr(Client(), method)(f"/api/v3/pages/{address}", headers=headers, **given)


# --- reading ------------------------------------------------------------------------


def test_a_visitor_reads_the_content_as_the_website_shows_it() -> None:
    gone = make.contact(label="Meester Weg", valid_until="2020-01-01")
    page = make.make_page("contact", contacts=[make.contact(form_url="javascript:alert(1)"), gone])
    said = call("get", f"{page.pk}/").json()
    assert set(said) == {"id", "meta", "title", "grip_content"}
    assert [card["title"] for card in said["grip_content"]["contacts"]] == [make.SIGNS["contact"]]
    assert "javascript" not in json.dumps(said)


def test_a_draft_and_a_private_page_are_not_there_for_a_visitor() -> None:
    draft = make.make_page("contact", contacts=[make.contact()], live=False)
    private = make.make_page("contact", contacts=[make.contact()])
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    assert [call("get", f"{page.pk}/").status_code for page in (draft, private)] == [404, 404]


def test_an_editor_who_asks_for_the_draft_reads_what_visitors_read() -> None:
    page = make.make_page("contact", contacts=[make.contact()])
    make.set_items(page, "contacts", [make.contact(label="Meester Concept")], publish=False)
    said = call("get", f"{page.pk}/?version=draft", make.editor())
    assert said.status_code == 200
    assert make.SIGNS["contact"] in said.content.decode() and "Concept" not in said.content.decode()


# --- writing ------------------------------------------------------------------------


def test_without_a_word_of_the_host_only_what_wagtail_has_can_be_written() -> None:
    page = make.make_page("contact", contacts=[make.contact()], title="Wie helpt")
    meta = {"type": page._meta.label, "action": "publish"}
    body = {"meta": meta, "title": "Bij wie", "contacts": [], "grip_content": {"contacts": []}, "names_findable": True}
    assert call("patch", f"{page.pk}/", make.editor(), body).status_code == 200
    page = type(page).objects.get(pk=page.pk)
    assert (page.title, len(page.contacts), page.names_findable) == ("Bij wie", 1, False)
    assert call("patch", f"{page.pk}/", None, body).status_code == 401


@pytest.fixture
def opened(monkeypatch: Any) -> Any:
    """An incident page of a host that lets its situations be written, and what writes and publishes them."""
    make.helpline()
    model = make.page_class("incident_help")
    monkeypatch.setattr(model, "api_fields", [*model.api_fields, APIField("situations", writable=True)])
    schema = create_generator.generate_schema(model, base_class=PageCreateBaseSchema, fields=["title"])
    monkeypatch.setattr(registry.get(model._meta.label), "create_schema", schema)
    patch = patch_generator.generate_schema(model, base_class=PageUpdateBaseSchema, fields=["title"])
    page = make.make_page("incident_help", situations=[make.situation(), _last()])

    def write(publish: bool = True, **value: Any) -> Any:
        user = make.editor()
        items = [make.situation(**{"sexual": "yes", "evidence": "note-only", **value}), _last()]
        data = patch(title=page.title, situations=items)
        form = build_page_update_form(page.get_latest_revision_as_object(), data, user)
        action_registry.get_action_class(model, "edit")(form.instance, user=user, form=form, publish=publish).execute()
        return model.objects.get(pk=page.pk)

    return write


def _last() -> make.Raw:
    return make.situation(key=LAST_SITUATION, title="Iets anders", group="other")


def test_what_a_host_lets_be_written_is_published_when_it_is_right(opened: Any) -> None:
    page = opened(pupil_steps="Praat met iemand\nVraag hulp")
    assert page.situations.raw_data[0]["value"]["pupil_steps"].splitlines() == ["Praat met iemand", "Vraag hulp"]
    assert "Vraag hulp" in make.text_of(page)


@pytest.mark.parametrize("steps", [ORDER, LONG, "Bel 070 012 34 56"])
def test_what_the_form_refuses_can_not_be_published_by_writing(opened: Any, steps: str) -> None:
    with pytest.raises(FormValidationError) as refused:
        opened(pupil_steps=steps)
    assert "situations" in str(refused.value)


def test_a_draft_with_a_forbidden_order_published_without_a_form_does_not_show_it(opened: Any) -> None:
    opened(publish=False, pupil_steps=f"{ORDER}\nVraag hulp", pupil_opening=ORDER)
    page = make.page_class("incident_help").objects.get(title="incident help")
    answer = call("post", f"{page.pk}/actions/publish/", make.editor(), {})
    assert answer.status_code == 200, answer.content
    shown = make.text_of(page)
    assert "Vraag hulp" in shown
    assert ORDER not in shown and ORDER not in call("get", f"{page.pk}/").content.decode()
