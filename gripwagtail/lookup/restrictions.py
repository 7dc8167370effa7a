"""Which pages are behind a view restriction that a visit has not passed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from wagtail.models import PageViewRestriction

from ..page_class import SitePage

if TYPE_CHECKING:
    from .context import PageContext


def ancestor_paths(path: str, steplen: int = 4) -> list[str]:
    """The paths of a page and its ancestors, nearest first."""
    return [path[:end] for end in range(len(path), 0, -steplen)]


def path_range(path: str) -> tuple[str, str]:
    """The paths of a page and of all below it (paths contain only 0-9 and A-Z)."""
    return path, path + "Z" * 24


def are_restricted(paths: Sequence[str]) -> bool:
    """Whether any of these places has a view restriction of its own. One query."""
    return bool(PageViewRestriction.objects.filter(page__path__in=paths).exists())


def barred_paths(pages: Sequence[SitePage], page_context: PageContext) -> set[str]:
    """The paths of the pages behind a view restriction that this visit has not passed.

    A restriction counts as passed when it is on the page shown, or on its translation, and admits this very
    request: the form that asks for a password is shown on the page that it protects.
    """
    mine = (
        set(ancestor_paths(page_context.page.path))
        if page_context.page is not None and page_context.page.path
        else set()
    )
    above = {path for page in pages for path in ancestor_paths(page.path)}
    found = list(
        PageViewRestriction.objects.filter(page__path__in=above | mine)
        .select_related("page")
        .prefetch_related("groups")
    )
    passed = {_same(one) for one in found if one.page.path in mine and _admits(one, page_context)}
    closed = {one.page.path for one in found if _same(one) not in passed}
    return {page.path for page in pages if closed.intersection(ancestor_paths(page.path))} if closed else set()


def _same(restriction: Any) -> tuple[Any, ...]:
    """Two restrictions with the same value let the same people in, to the same page in any language."""
    groups = frozenset(group.pk for group in restriction.groups.all())
    return restriction.page.translation_key, restriction.restriction_type, restriction.password, groups


def _admits(restriction: Any, page_context: PageContext) -> bool:
    if page_context.is_preview or page_context.request is None:
        return True
    try:
        return bool(restriction.accept_request(page_context.request))
    except AttributeError:  # a request without a session or user
        return False


__all__ = ["ancestor_paths", "are_restricted", "barred_paths", "path_range"]
