"""A page type of the host on one of our mixins, with more than we have."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.urls import reverse

from tests import factories as make
from tests.contract.test_pages import _form as form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def norm(pages: dict[str, Any]) -> Any:
    page = pages["norm"]
    try:
        page._meta.get_field("headteacher")
    except FieldDoesNotExist:
        pytest.skip("this host has our own page types")
    page.headteacher = "Wil van der Test"
    page.body = [("heading", "Meer"), ("quote", "Zo doen wij dat.")]
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def test_its_own_template_field_and_block_stand_beside_ours(norm: Any) -> None:
    shown = make.see(norm)
    assert make.SIGNS["norm"] in shown.get_text()
    assert shown.select_one(".school-head").get_text() == "Wil van der Test"
    assert "Zo doen wij dat." in shown.select_one(".grip-body").get_text()
    assert len(shown.select(".grip-norm-page")) == 1


def test_a_translation_marks_the_block_of_the_host_too(norm: Any) -> None:
    shown = make.see(make.translate(norm, "en"))
    quote = shown.find(string="Zo doen wij dat.")
    assert quote.find_parent(attrs={"lang": True})["lang"] == "nl"


def test_its_own_form_judges_with_ours(norm: Any, client: Any) -> None:
    client.force_login(make.editor())
    url = reverse("wagtailadmin_pages:edit", args=[norm.pk])
    form = {**form_of("norm"), "slug": norm.slug, "headteacher": "WIL VAN DER TEST", "action-publish": "publish"}
    refused = client.post(url, form)
    assert refused.status_code == 200
    assert refused.context["form"].errors["headteacher"] == ["Niet in hoofdletters."]
    assert client.post(url, {**form, "headteacher": "Wim van der Test"}).status_code == 302
    assert "Wim van der Test" in make.text_of(norm)
