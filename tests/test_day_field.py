"""Every date field of ours takes a date as people write it, and never another day than was typed."""

from __future__ import annotations

import datetime
import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.users.models import UserProfile

import gripwagtail
from gripwagtail.blocks import grip_blocks
from gripwagtail.content.items import raw_items
from gripwagtail.item_blocks.fields import DayBlock
from gripwagtail.lookup.sources import page_model
from gripwagtail.models import GripMixin
from gripwagtail.widgets.day import DayField, DayFormField, DayWidget
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

DAY = datetime.date(2027, 7, 31)
WRITTEN = ["31-7-2027", "31-07-2027", "31/7/2027", "31 juli 2027", "2027-07-31"]


def our_models() -> list[Any]:
    """Those of the package, and page types of a host that are made of them."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label.startswith("gripwagtail") or issubclass(model, GripMixin)
    ]


def our_columns() -> Iterator[models.Field[Any, Any]]:
    """What the package puts into these models; the dates of publication are Wagtail's."""
    theirs = {field.name for field in page_model()._meta.get_fields()}
    for model in our_models():
        yield from (field for field in model._meta.concrete_fields if field.name not in theirs)


def our_blocks() -> Iterator[tuple[str, blocks.Block]]:
    """Every block in a stream of ours and in what we offer to hosts, however deep."""

    def walk(place: str, block: Any) -> Iterator[tuple[str, blocks.Block]]:
        yield place, block
        for name, child in getattr(block, "child_blocks", {}).items():
            yield from walk(f"{place}.{name}", child)
        if isinstance(block, blocks.ListBlock):
            yield from walk(f"{place}[]", block.child_block)

    for column in our_columns():
        if isinstance(column, StreamField):
            yield from walk(str(column), column.stream_block)
    for name, block in grip_blocks():
        yield from walk(name, block)


def our_forms() -> Iterator[type[forms.BaseForm]]:
    for module in pkgutil.walk_packages(gripwagtail.__path__, "gripwagtail."):
        if ".migrations" in module.name or (".pages" in module.name and not apps.is_installed("gripwagtail.pages")):
            continue
        found = vars(importlib.import_module(module.name)).values()
        yield from (one for one in found if isinstance(one, type) and issubclass(one, forms.BaseForm))


# --- every field ----------------------------------------------------------------------


def test_every_block_for_a_date_is_ours() -> None:
    dates = [
        (place, block)
        for place, block in our_blocks()
        if isinstance(block, (blocks.DateBlock, blocks.DateTimeBlock))
        or isinstance(getattr(block, "field", None), (forms.DateField, forms.DateTimeField))
    ]
    assert len(dates) > 10
    for place, block in dates:
        assert isinstance(block, DayBlock), place
        assert isinstance(block.field, DayFormField), place
        assert isinstance(block.field.widget, DayWidget), place


def test_every_column_for_a_date_that_an_editor_fills_in_is_ours() -> None:
    dates = [
        column
        for column in our_columns()
        if isinstance(column, models.DateField) and column.editable and not column.auto_created
    ]
    dates = [column for column in dates if not isinstance(column, models.DateTimeField)]
    assert dates
    for column in dates:
        assert isinstance(column, DayField), column


def test_every_form_of_ours_has_that_field_for_a_date() -> None:
    from wagtail.admin.panels import get_edit_handler

    theirs = {field.name for field in page_model()._meta.get_fields()}
    built = [
        get_edit_handler(model).get_form_class()
        for model in our_models()
        if issubclass(model, GripMixin) or getattr(model, "panels", None)
    ]
    fields = [
        (form, name, field)
        for form in [*built, *our_forms()]
        for name, field in getattr(form, "base_fields", {}).items()
        if name not in theirs and isinstance(field, (forms.DateField, forms.DateTimeField))
    ]
    assert len(fields) > 2
    for form, name, field in fields:
        assert isinstance(field, DayFormField), (form, name)
        assert isinstance(field.widget, DayWidget), (form, name)


def test_no_other_calendar_is_on_any_of_our_edit_views() -> None:
    client = Client()
    client.force_login(make.editor())
    for page in make.five_pages(make.home_page()).values():
        html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        # Those of publication are drawn by Wagtail; telepath names the constructors of all that is in a block.
        assert "wagtail.widgets.AdminDateInput" not in html


# --- in migrations --------------------------------------------------------------------


def test_in_migrations_it_is_a_plain_date() -> None:
    _name, path, args, kwargs = DayField("adopted on", null=True, blank=True).deconstruct()
    assert (path, args) == ("django.db.models.DateField", [])
    assert kwargs == {"verbose_name": "adopted on", "null": True, "blank": True}
    assert DayBlock(required=False).deconstruct() == ("wagtail.blocks.DateBlock", [], {"required": False})


# --- what is shown and read -----------------------------------------------------------


@pytest.mark.parametrize(("language", "shown"), [("nl", "31-7-2027"), ("en", "2027-07-31"), ("ar", "2027-07-31")])
def test_a_stored_date_is_shown_so_that_it_is_read_as_the_same(language: str, shown: str) -> None:
    with translation.override(language):
        assert DayWidget().format_value(DAY) == shown
        assert DayFormField().clean(shown) == DAY
        assert not DayFormField().has_changed(DAY, shown)


@pytest.mark.parametrize("typed", WRITTEN)
def test_a_field_in_a_block_stores_the_date_that_was_typed(typed: str) -> None:
    block = DayBlock(required=False)
    assert block.get_prep_value(block.clean(block.value_from_datadict({"day": typed}, {}, "day"))) == DAY


def test_an_empty_date_is_none_and_may_be_required() -> None:
    assert DayBlock(required=False).clean("") is None
    with pytest.raises(ValidationError):
        DayBlock().clean("")


def test_what_is_refused_stays_as_it_was_typed() -> None:
    assert DayWidget().format_value("31-2-2027") == "31-2-2027"
    block = DayBlock(required=False)
    with pytest.raises(ValidationError):
        block.clean("31-2-2027")
    assert block.get_form_state("31-2-2027") == "31-2-2027"


def test_a_draft_keeps_in_a_block_what_cannot_be_read_as_it_was_typed() -> None:
    stream = blocks.StreamBlock([("day", DayBlock(required=False))])
    given = stream.to_python([{"type": "day", "value": "eind juli"}, {"type": "day", "value": "31-2-2027"}])
    kept = stream.clean_deferred(given)
    assert [child["value"] for child in stream.get_prep_value(kept)] == ["eind juli", "31-2-2027"]
    with pytest.raises(ValidationError):
        stream.clean(given)
    typed = stream.to_python([{"type": "day", "value": "31 juli 2027"}])
    assert [child.value for child in stream.clean_deferred(typed)] == [DAY]


def test_what_is_too_long_to_be_a_date_is_not_kept_in_a_draft_either() -> None:
    stream = blocks.StreamBlock([("day", DayBlock(required=False))])
    with pytest.raises(ValidationError):
        stream.clean_deferred(stream.to_python([{"type": "day", "value": "x" * 5000}]))


def test_a_date_from_before_2000_that_is_stored_already_is_refused_when_the_page_is_published_again() -> None:
    with pytest.raises(ValidationError):
        DayBlock().clean(datetime.date(1908, 9, 1))


# --- the edit views -------------------------------------------------------------------


@pytest.fixture
def editor() -> Client:
    client = Client()
    user = make.editor()
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "nl"})
    client.force_login(user)
    return client


@pytest.mark.parametrize("typed", WRITTEN)
def test_a_date_on_a_page_is_stored_as_typed_right_after_publishing(editor: Client, typed: str) -> None:
    page = make.make_page("norm")
    data = _without_streams(page) | {"adopted_on": typed, "action-publish": "1"}
    response = editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert response.status_code == 302
    assert type(page).objects.get(pk=page.pk).adopted_on == DAY


@pytest.mark.parametrize("typed", ["31-7", "31-2-2027", "31-7-27", "eind juli", "8 september 1908"])
@pytest.mark.parametrize("action", [{"action-publish": "1"}, {}])
def test_a_date_on_a_page_that_is_refused_is_shown_as_typed_with_the_reason(
    editor: Client, typed: str, action: dict[str, str]
) -> None:
    page = make.make_page("norm")
    response = editor.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), _without_streams(page) | {"adopted_on": typed} | action
    )
    field = BeautifulSoup(response.content, "html.parser").select_one("[name=adopted_on]")
    assert field
    assert field["value"] == typed
    assert type(page).objects.get(pk=page.pk).adopted_on is None
    assert response.context["form"].errors["adopted_on"]


def test_a_helpline_takes_it_too(editor: Client) -> None:
    row = make.helpline()
    address = reverse("wagtailsnippets_gripwagtail_griphelpline:edit", args=[row.pk])
    form = editor.post(address, {"checked_on": "31 juli 2027", "words-count": "0"}).context["form"]
    assert form.cleaned_data["checked_on"] == DAY
    form = editor.post(address, {"checked_on": "31 juli", "words-count": "0"}).context["form"]
    assert form.errors["checked_on"]


def test_a_draft_of_a_card_with_half_a_date_is_saved_and_shown_again(editor: Client) -> None:
    page = make.make_page("contact", contacts=[make.contact()])
    draft = type(page).objects.get(pk=page.pk)
    stream = draft._meta.get_field("contacts").stream_block
    raw = [{**item, "value": {**item["value"], "valid_until": "eind juli"}} for item in draft.contacts.raw_data]
    draft.contacts = stream.clean_deferred(stream.to_python(raw))
    draft.save_revision()
    again = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    assert [value["valid_until"] for _id, _kind, value in raw_items(again.contacts)] == ["eind juli"]
    assert again.contacts[0].value["valid_until"] == "eind juli"
    assert b"eind juli" in editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content
    assert make.preview(again)


def _without_streams(page: Any) -> dict[str, str]:
    streams = [field.name for field in page._meta.get_fields() if isinstance(field, StreamField)]
    counts = {f"{name}-count": "0" for name in streams}
    comments = {f"comments-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    return {"title": page.title, "slug": page.slug, "comments-MAX_NUM_FORMS": "", **counts, **comments}


# --- the view that says it ------------------------------------------------------------


def ask(client: Client, day: str) -> Any:
    return client.post(reverse("gripwagtail_day"), {"day": day})


def test_the_day_is_said_in_words_in_the_language_of_the_editor(editor: Client) -> None:
    assert ask(editor, "31/7/2027").json() == {
        "said": "zaterdag 31 juli 2027",
        "day": "2027-07-31",
        "typed": "31-7-2027",
    }
    UserProfile.objects.filter(user=get_user_model().objects.get()).update(preferred_language="en")
    assert ask(editor, "31/7/2027").json()["said"] == "Saturday 31 July 2027"


@pytest.mark.parametrize("day", ["31-7", "31-2-2027", "morgen", "", "x" * 5000])
def test_a_date_that_is_refused_comes_with_advice(editor: Client, day: str) -> None:
    answer = ask(editor, day).json()
    assert answer.keys() == {"refused"}
    assert answer["refused"]


def test_only_who_may_enter_the_admin_gets_an_answer(editor: Client) -> None:
    assert ask(Client(), "31-7-2027").status_code == 302
    assert editor.get(reverse("gripwagtail_day")).status_code == 405


def test_a_form_outside_the_admin_is_a_plain_input(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.urls import NoReverseMatch

    def nowhere(*args: Any) -> str:
        raise NoReverseMatch

    monkeypatch.setattr("gripwagtail.widgets.day.reverse", nowhere)
    assert "data-controller" not in DayWidget().render("day", None)
