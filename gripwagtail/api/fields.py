"""The one field that our pages have in Wagtail's API."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from rest_framework.fields import Field

from ..late import late

# In most sites nobody asks the API.
content_of = late("api.content.content_of")


class ContentField(Field):
    """All that a visitor reads on a page of ours, read only.

    Not one field for each part: those would carry the names of database columns, by which Wagtail lets anyone filter
    and order, on what is stored and not on what is shown.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def get_attribute(self, instance: Model) -> Any:
        return instance

    # The new API of Wagtail 8 takes the type of the field from here.
    def to_representation(self, value: Any) -> dict[str, Any] | None:
        request = self.context.get("request") if self.parent is not None else None
        # Django REST framework wraps the request; ours are distinguished by what is kept on Django's own.
        request = getattr(request, "_request", request)
        told: dict[str, Any] | None = content_of(value, request if isinstance(request, HttpRequest) else None)
        return told


__all__ = ["ContentField"]
