"""The helplines as an endpoint, for a host to register in its own router of Wagtail's API v2."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.db.models import Model, QuerySet
from django.utils.functional import cached_property
from rest_framework.fields import Field
from wagtail.api import APIField
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Locale

from ..content.helplines import Helpline, pick
from ..lookup.context import PageContext
from ..records.helpline import GripHelpline
from ..text.marked import Text
from ..vocabulary import AUDIENCES, TOPICS
from .shapes import HELPLINE, helpline


class HelplineField(Field):
    """One part of a helpline: cleaned, and in the language asked for."""

    def get_attribute(self, instance: Model) -> Any:
        return instance

    def to_representation(self, value: GripHelpline) -> Any:
        return self.context["view"].shown[value.key].get(self.field_name)


class GripHelplinesAPIViewSet(BaseAPIViewSet):
    """The national services that this site shows, in its order. Read only.

    ``audience`` and ``topic`` choose as the blocks do, ``locale`` is the language of the words, and
    ``find/?key=…`` leads to one of them.
    """

    name = "grip_helplines"
    model = GripHelpline
    body_fields: ClassVar[list[str]] = ["id", *HELPLINE, "lang"]
    listing_default_fields: ClassVar[list[str]] = [*BaseAPIViewSet.listing_default_fields, *HELPLINE, "lang"]
    nested_default_fields: ClassVar[list[str]] = [*BaseAPIViewSet.nested_default_fields, "key", "name"]
    known_query_parameters = BaseAPIViewSet.known_query_parameters - {
        "order",
        "search",
        "search_operator",
        "rich_text_format",
    } | {"audience", "topic", "locale", "key"}
    find_query_parameters = BaseAPIViewSet.find_query_parameters | {"key"}

    @classmethod
    def get_body_fields(cls, model: type[Model]) -> list[APIField]:
        return [APIField("id"), *(APIField(name, HelplineField(read_only=True)) for name in [*HELPLINE, "lang"])]

    @classmethod
    def get_available_fields(cls, model: type[Model], db_fields_only: bool = False) -> list[str]:
        # Nobody filters or orders by what is stored: a text may be corrected or translated before it is shown.
        return [] if db_fields_only else list(super().get_available_fields(model))

    @cached_property
    def lines(self) -> list[Helpline]:
        """The services chosen, as this site shows them."""
        page_context = PageContext.of_request(getattr(self.request, "_request", self.request))
        asked = self.request.GET
        audience, topic = _one_of(asked, "audience", AUDIENCES), _one_of(asked, "topic", TOPICS)
        page_context.language = _language(asked.get("locale")) or page_context.site_language
        found = pick(page_context.helplines, audience=audience, topic=topic, ages=page_context.ages)
        for line in found:
            # A school writes its own remark in one language.
            line.note = Text(
                line.note, "" if page_context.language == page_context.site_language else page_context.site_language
            )
        return found

    @cached_property
    def shown(self) -> dict[str, Any]:
        return {line.key: helpline(line) for line in self.lines}

    def get_queryset(self) -> QuerySet[GripHelpline]:
        if len(self.request.GET.get("offset", "")) > _DIGITS:
            raise BadRequestError("offset is beyond the last helpline")
        return GripHelpline.objects.filter(key__in=[line.key for line in self.lines])

    def find_object(self, queryset: QuerySet[GripHelpline], request: Any) -> Any:
        # Compared here and not in the database, which may not take in what somebody asks for.
        if "key" in request.GET:
            if request.GET["key"] not in self.shown:
                raise GripHelpline.DoesNotExist
            return queryset.get(key=request.GET["key"])
        if "id" in request.GET and not request.GET["id"].isdecimal():
            raise BadRequestError("id must be a number")
        return super().find_object(queryset, request)


# More than that is no number to a database.
_DIGITS: Final = 9


def _one_of(asked: Any, name: str, known: Any) -> str:
    value = str(asked.get(name) or "")
    if value and value not in known:
        raise BadRequestError(f"{name} must be one of: {', '.join(known)}")
    return value


def _language(code: str | None) -> str:
    if code and code not in Locale.objects.values_list("language_code", flat=True):
        raise BadRequestError("locale is not a language of this site")
    return code or ""


__all__ = ["GripHelplinesAPIViewSet"]
