"""What the host stores beside us: its pages, snippets and files, with the streams and texts in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.db.models import CharField, Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import NoReverseMatch
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.fields import StreamField

from ..lookup.sources import page_model

LABELS: Final = ("gripwagtail", "gripwagtail_pages")


def host_models() -> list[type[Model]]:
    """Every class of the host that editors change in the admin: pages, snippets, images and documents."""
    from wagtail.snippets.models import get_snippet_models

    found = [model for model in apps.get_models() if issubclass(model, page_model())]
    if apps.is_installed("wagtail.snippets"):
        found += get_snippet_models()
    if apps.is_installed("wagtail.images"):
        from wagtail.images import get_image_model

        found.append(get_image_model())
    if apps.is_installed("wagtail.documents"):
        from wagtail.documents import get_document_model

        found.append(get_document_model())
    concrete = [model for model in found if not model._meta.proxy and model._meta.app_label not in LABELS]
    return list(dict.fromkeys(concrete))


def text_fields(model: type[Model]) -> list[str]:
    """The fields of this very class that contain text or a stream; those of a parent class are the parent's."""
    fields = model._meta.local_concrete_fields
    return [
        field.name
        for field in fields
        if isinstance(field, (CharField, TextField, StreamField)) and not field.primary_key and not field.choices
    ]


def stream_fields(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.local_concrete_fields if isinstance(field, StreamField)]


def rows_with(model: type[Model], fields: list[str], needle: str = "") -> Iterator[tuple[Any, str, dict[str, Any]]]:
    """Each row as ``(instance, "live" or "draft", what is in the fields)``.

    Streams are read as they are stored: Wagtail leaves out items of a kind that the class no longer knows. With a
    needle only rows whose stored text contains it, so that the database does the searching.
    """
    if not fields:
        return
    texts = {f"_text_{name}": Cast(name, TextField()) for name in fields}
    rows = model._default_manager.annotate(**texts)
    if needle:
        rows = rows.filter(reduce(or_, (Q(**{f"{name}__contains": needle}) for name in texts)))
    for instance in rows.order_by("pk").iterator(chunk_size=100):
        yield instance, "live", {name: opened(getattr(instance, f"_text_{name}")) for name in fields}
    if not any(field.name == "latest_revision" for field in model._meta.get_fields()):
        return
    drafts: QuerySet[Any] = model._default_manager.filter(latest_revision__isnull=False)
    if needle:
        drafts = drafts.annotate(_draft=Cast("latest_revision__content", TextField())).filter(_draft__contains=needle)
    for instance in drafts.select_related("latest_revision").order_by("pk").iterator(chunk_size=50):
        content = instance.latest_revision.content
        yield instance, "draft", {name: opened(content.get(name)) for name in fields}


def opened(stored: object) -> Any:
    """A stream out of its JSON; any other text as it is."""
    if isinstance(stored, str) and stored[:1] == "[":
        try:
            return json.loads(stored)
        except ValueError:
            return stored
    return stored


def strings_in(value: object) -> Iterator[str]:
    """All texts in a stored value, however deep; ids and kinds of items are not texts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from strings_in(part)
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in ("id", "type"):
                yield from strings_in(part)


def edit_link(instance: Model, finder: AdminURLFinder) -> str:
    """Where an editor changes this, as far as the site knows its own address."""
    try:
        path = finder.get_edit_url(instance)
    except NoReverseMatch:  # a site without Wagtail's admin
        return ""
    return f"{getattr(settings, 'WAGTAILADMIN_BASE_URL', '') or ''}{path}" if path else ""
