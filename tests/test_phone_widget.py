"""What an editor hears of a number while typing it: the input, and the view that it asks."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from gripwagtail.item_blocks.fields import PhoneBlock
from gripwagtail.widgets.phone import PhoneWidget
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(make.editor())
    return client


def ask(client: Client, number: str, language: str = "en", **options: Any) -> Any:
    with translation.override(language):
        return client.post(reverse("gripwagtail_phone"), {"number": number}, **options)


def test_the_answer_is_what_a_phone_will_dial_with_the_remark_apart(editor: Client) -> None:
    answer = ask(editor, "030-012 34 56 (kies 3)").json()
    assert answer["dial"] == "+31300123456"
    assert "kies 3" in answer["remark"]
    assert ask(editor, "030-012 34 56").json()["remark"] == ""


@pytest.mark.parametrize("number", ["0800-BEL-NU", "*21#", "030 280", "070 0123456 of 06 00123456", "", "x" * 5000])
def test_a_number_that_is_refused_comes_with_advice(editor: Client, number: str) -> None:
    answer = ask(editor, number).json()
    assert answer.keys() == {"refused"}
    assert answer["refused"]


def test_it_is_said_in_the_language_of_the_editor(editor: Client) -> None:
    user = get_user_model().objects.get()
    said = {}
    for language in ("en", "nl"):
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
        said[language] = ask(editor, "*21#").json()["refused"]
    assert said["en"].startswith("Type the number without")
    assert said["nl"].startswith("Typ het nummer zonder")


def test_only_who_may_enter_the_admin_gets_an_answer() -> None:
    client, visitor = Client(), make.editor()
    visitor.is_superuser = False
    visitor.save()
    assert ask(client, "112").status_code == 302
    assert ask(client, "112", headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 403
    client.force_login(visitor)
    assert ask(client, "112", headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 403


def test_a_number_never_travels_in_an_address(editor: Client) -> None:
    assert editor.get(reverse("gripwagtail_phone"), {"number": "112"}).status_code == 405


def test_a_post_from_elsewhere_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.editor())
    assert ask(client, "112").status_code == 403


def test_no_cache_keeps_the_answer(editor: Client) -> None:
    assert "no-store" in ask(editor, "112")["Cache-Control"]


def test_the_block_has_the_input_and_keeps_its_limit_without_cutting_a_paste() -> None:
    block = PhoneBlock(required=False)
    widget = block.field.widget
    assert isinstance(widget, PhoneWidget)
    html = widget.render("phone", "112", {"id": "phone"})
    assert 'data-controller="grip-phone"' in html
    assert f'data-grip-phone-url-value="{reverse("gripwagtail_phone")}"' in html
    assert "maxlength" not in html
    with pytest.raises(ValidationError):
        block.clean("070 012 34 56" + " " * 70 + ".")


def test_the_phone_of_the_school_has_the_same_input(editor: Client) -> None:
    page = make.make_page("contact")
    site = make.site_with("localhost")
    for address, name in [
        (reverse("wagtailadmin_pages:edit", args=[page.pk]), "school_phone"),
        (reverse("wagtailsettings:edit", args=["gripwagtail", "gripsettings", site.pk]), "phone"),
    ]:
        response = editor.get(address, follow=True)
        field = make.soup(response).select_one(f"input[name={name}]")
        assert field is not None
        assert field["data-controller"] == "grip-phone"
        # Counted, and never cut off by the browser.
        assert (field.get("data-grip-limit"), field.get("maxlength")) == ("80", None)
        assert b"gripwagtail/admin/phone.min.js" in response.content
