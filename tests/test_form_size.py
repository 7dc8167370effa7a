"""An editor is warned before Django refuses a form."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from gripwagtail.editing.form_size import field_count
from tests import factories as make

pytestmark = pytest.mark.django_db


def _page(count: int) -> Any:
    return make.make_page("contact", make.home_page(), contacts=[make.contact() for _ in range(count)])


def _edit(client: Any, page: Any) -> str:
    client.force_login(make.editor())
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200
    return str(response.content.decode())


def test_a_page_of_forty_contacts_says_that_the_default_limit_is_too_low(client: Any, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
    page = _page(40)
    assert field_count(page) > 1000
    assert "DATA_UPLOAD_MAX_NUMBER_FIELDS" in _edit(client, page)


def test_nothing_is_said_while_there_is_room(client: Any, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
    assert "DATA_UPLOAD_MAX_NUMBER_FIELDS" not in _edit(client, _page(3))
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
    assert "DATA_UPLOAD_MAX_NUMBER_FIELDS" not in _edit(client, _page(40))


def test_a_site_without_a_limit_is_left_alone(client: Any, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = None
    assert "DATA_UPLOAD_MAX_NUMBER_FIELDS" not in _edit(client, _page(40))
