"""The kinds of our pages and the classes of each: ours, the host's, or both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, cast

from django.apps import apps

from ..page_class import GripPage, SitePage

# The five of our own. A host may name more: see ``kinds``.
KINDS = ("overview", "norm", "contact", "parent_tips", "incident_help")


@cache
def kinds() -> tuple[str, ...]:
    """Every kind of page there is: our five, and after them what the page classes of the host name besides."""
    named: list[str] = [getattr(model, "grip_kind", "") for model in apps.get_models()]
    return tuple(dict.fromkeys([*KINDS, *filter(None, named)]))


@cache
def page_models() -> tuple[type[GripPage], ...]:
    """All page classes of a kind, ours and the host's, kind by kind."""
    return tuple(model for kind in kinds() for model in models_of(kind))


@cache
def models_of(kind: str) -> tuple[type[GripPage], ...]:
    """The concrete page classes of a kind: ours, the host's, or both."""
    return tuple(
        cast("type[GripPage]", model)
        for model in apps.get_models()
        if getattr(model, "grip_kind", "") == kind and not model._meta.proxy
    )


def is_ours(model: object) -> bool:
    """Whether this is a page class of one of our kinds, ours or the host's."""
    return isinstance(model, type) and bool(getattr(model, "grip_kind", ""))


def are_of_one_kind(page: object, other: object) -> bool:
    """Whether both are pages of ours, and of the same kind."""
    kind = getattr(page, "grip_kind", "")
    return bool(kind) and getattr(other, "grip_kind", "") == kind


@cache
def page_model() -> Any:
    """The site's base page class (Wagtail 8 lets a host choose its own)."""
    from wagtail import models as wagtail_models

    try:
        import swapper
    except ImportError:
        return wagtail_models.Page
    try:
        return swapper.load_model("wagtailcore", "Page")
    except Exception:  # Wagtail 7.4 has no swappable page
        return wagtail_models.Page


def classes_named(labels: Iterable[str]) -> Iterator[type[SitePage]]:
    """The page classes with these labels; what is none is for a system check."""
    for label in labels:
        try:
            model = apps.get_model(label)
        except (LookupError, ValueError):
            continue
        if issubclass(model, page_model()):
            yield model


__all__ = ["KINDS", "are_of_one_kind", "classes_named", "is_ours", "kinds", "models_of", "page_model", "page_models"]
