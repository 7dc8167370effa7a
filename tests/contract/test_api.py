"""What other programs read of our pages is the same on every host, whatever its page classes are called."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rest_framework.serializers import BaseSerializer
from wagtail.api import APIField

from gripwagtail.lookup.sources import KINDS
from tests import factories as make

pytestmark = pytest.mark.broad


def content(page: Any) -> Any:
    """The page as the field says it that a host adds to its ``api_fields``."""
    fields = [field for field in type(page).grip_api_fields if isinstance(field, APIField)]
    assert [field.name for field in fields] == ["grip_content"]
    return fields[0].serializer.to_representation(page)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_says_its_content_in_json(pages: dict[str, Any], kind: str) -> None:
    said = content(pages[kind])
    assert said["kind"] == kind
    assert make.SIGNS[kind] in json.dumps(said, ensure_ascii=False)


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_says_nothing(pages: dict[str, Any], kind: str) -> None:
    pages[kind].unpublish()
    assert content(pages[kind]) is None


def test_the_field_is_read_only(pages: dict[str, Any]) -> None:
    serializer = pages["contact"].grip_api_fields[0].serializer
    assert serializer.read_only and not isinstance(serializer, BaseSerializer)
