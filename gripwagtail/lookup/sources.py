"""Which page is the source of what is shown here.

The number of queries is the same for any number of schools: every page of our kinds on
the site is listed with its translations, and the nearest is picked. The page itself, with
its content, is read afterwards and only if it is needed.
"""

from __future__ import annotations

import importlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from django.apps import apps
from django.db.models import Q

from ..page_class import GripPage, SitePage

if TYPE_CHECKING:
    from .context import PageContext

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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page that could be the source, without its content."""

    page: SitePage
    kind: str
    model: type[GripPage]
    # Behind a view restriction that does not also cover the page shown.
    barred: bool

    @property
    def key(self) -> uuid.UUID:
        key: uuid.UUID = self.page.translation_key
        return key

    @property
    def live(self) -> bool:
        return bool(self.page.live)


@dataclass(frozen=True, slots=True)
class SourceResult:
    """The outcome: a source, or for the editor the reason why there is none."""

    source: Candidate | None
    words: Candidate | None = None
    # "" | "none" | "draft" | "restricted" | "several"
    reason: str = ""


def path_range(path: str) -> tuple[str, str]:
    """The paths of a page and of all below it (paths contain only 0-9 and A-Z)."""
    return path, path + "Z" * 24


def ancestor_paths(path: str, steplen: int = 4) -> list[str]:
    """The paths of a page and its ancestors, nearest first."""
    return [path[:end] for end in range(len(path), 0, -steplen)]


def candidates(page_context: PageContext) -> list[Candidate]:
    """All pages of our kinds on this site, in every language.

    Two plain queries, one for the pages and one for what is restricted above them. As one
    query with subqueries it took Django three times as long to write the SQL.
    """
    kinds = _content_types()
    if not kinds or page_context.root is None:
        return []
    under = Q(path__range=path_range(page_context.root.path))
    ours = page_model().objects.filter(content_type_id__in=list(kinds))
    pages = list(
        ours.filter(under | Q(translation_key__in=ours.filter(under).order_by().values("translation_key")))
        .select_related("locale")
        .order_by("path")
    )
    barred = barred_paths(pages, page_context) if page_context.state.restricted else set()
    return [
        Candidate(page, kinds[page.content_type_id].grip_kind, kinds[page.content_type_id], page.path in barred)
        for page in pages
    ]


def _content_types() -> dict[int, type[GripPage]]:
    from django.contrib.contenttypes.models import ContentType

    wanted = page_models()
    found = ContentType.objects.get_for_models(*wanted) if wanted else {}
    return {one.pk: cast("type[GripPage]", model) for model, one in found.items()}


def barred_paths(pages: Sequence[SitePage], page_context: PageContext) -> set[str]:
    """The paths of the pages behind a view restriction that this visit has not passed.

    A restriction counts as passed when it is on the page shown, or on its translation, and admits this very
    request: the form that asks for a password is shown on the page that it protects.
    """
    from wagtail.models import PageViewRestriction

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


def source_language_path(page_context: PageContext) -> str:
    """The path, in the source's language, of where we are. One query on a translated page."""
    page, root = page_context.page, page_context.root
    if page is None or not page.path:
        return str(root.path)
    if page_context.in_source_language:
        return str(page.path)
    keys = page_model().objects.filter(path__in=ancestor_paths(page.path)).order_by().values("translation_key")
    return str(
        page_model()
        .objects.filter(translation_key__in=keys, locale_id=root.locale_id, path__range=path_range(root.path))
        .order_by("-depth")
        .values_list("path", flat=True)
        .first()
        or root.path
    )


def find(kind: str, page_context: PageContext, chosen: int | None = None) -> SourceResult:
    """The source of a kind for this place; ``chosen`` is a page picked by hand."""
    of_kind = [found for found in page_context.index if found.kind == kind]
    originals = _originals(of_kind, page_context)
    if chosen is not None:
        keys = {found.key for found in of_kind if found.page.pk == chosen}
        originals = [found for found in originals if found.key in keys]
    if not originals:
        return SourceResult(None, reason="none")
    near = originals if chosen is not None else _nearest(originals, page_context)
    usable = [found for found in near if found.live and not found.barred]
    if not usable:
        live = any(found.live for found in near)
        return SourceResult(None, reason="restricted" if live else "draft" if near else "none")
    if len(usable) > 1:
        preferred = set(page_context.chosen_sources)
        usable = [found for found in originals if found.page.pk in preferred and found.live and not found.barred]
    if len(usable) != 1:
        return SourceResult(None, reason="several")
    return SourceResult(usable[0], _words_for(usable[0], of_kind, page_context))


def _originals(found: Iterable[Candidate], page_context: PageContext) -> list[Candidate]:
    """Those in the site's main language and on this site; an alias is not a source of its own."""
    if page_context.root is None:
        return []
    own = [
        one
        for one in found
        if one.page.locale_id == page_context.root.locale_id
        and one.page.path.startswith(page_context.root.path)
        and page_context.owns(one.page)
    ]
    pks = {one.page.pk for one in own}
    return [one for one in own if one.page.alias_of_id not in pks]


def _nearest(originals: list[Candidate], page_context: PageContext) -> list[Candidate]:
    """Those below the nearest ancestor that has any; a draft or private one ends the search as well.

    On a site with several schools, each below an overview's parent, one school never
    replaces another.
    """
    parts = sections(page_context)
    if len(originals) == 1 and len(parts) < 2:
        return originals
    inside, path = page_context.root.path, page_context.source_path
    for prefix in ancestor_paths(path):
        if len(prefix) <= len(inside):
            break
        below = [one for one in originals if one.page.path.startswith(prefix)]
        if below:
            return below
    if len(parts) < 2:
        return originals
    return [one for one in originals if path.startswith(_section(one.page.path, parts) or inside)]


def sections(page_context: PageContext) -> set[str]:
    """The paths of the pages that have an overview right below them: with several, each is the part of a school."""
    return {
        one.page.path[:-4] for one in _originals((o for o in page_context.index if o.model.grip_is_start), page_context)
    }


def _section(path: str, sections: Iterable[str]) -> str:
    """The part of the site that a page belongs to, when its schools have parts of their own."""
    return max((section for section in sections if path.startswith(section)), key=len, default="")


def original_of(page: GripPage, page_context: PageContext, *, drafts: bool) -> GripPage | None:
    """The page in the main language of its site that this one translates, of its own class, read from the database.

    ``page_context`` is the place of the page. With ``drafts`` an original counts that nobody has published: an editor
    works with it. Without, only one that is published. ``None`` where there is none, for a page in the main language,
    for one that is not in the tree yet, and where the other page is of another kind.
    """
    if not page.pk or page_context.in_source_language:
        return None
    found = page.get_translations().filter(locale_id=page_context.root.locale_id).first()
    if found is None or not (drafts or found.live):
        return None
    original = found.specific
    return original if are_of_one_kind(original, page) else None


def listed_original_of(page: GripPage, page_context: PageContext) -> Candidate | None:
    """The same without its content, published or not, in the list of sources that a visit reads anyway.

    That asks nothing of the database, and knows whether the visit may see it.
    """
    if page_context.in_source_language:
        return None
    main = page_context.root.locale_id
    same = (one for one in page_context.index if one.key == page.translation_key and one.page.locale_id == main)
    found = next(same, None)
    return found if found is not None and are_of_one_kind(found.model, page) else None


def _words_for(source: Candidate, of_kind: Iterable[Candidate], page_context: PageContext) -> Candidate | None:
    """The published translation of a source in the language shown."""
    if page_context.locale_id is None or page_context.locale_id == source.page.locale_id:
        return None
    return next(
        (
            found
            for found in of_kind
            if found.key == source.key
            and found.page.locale_id == page_context.locale_id
            and found.live
            and not found.barred
            and page_context.owns(found.page)
        ),
        None,
    )


__all__ = [
    "KINDS",
    "Candidate",
    "SourceResult",
    "are_of_one_kind",
    "barred_paths",
    "candidates",
    "find",
    "is_ours",
    "kinds",
    "listed_original_of",
    "models_of",
    "original_of",
    "page_models",
    "sections",
]


def __getattr__(name: str) -> Any:
    if name == "resolve":
        return importlib.import_module("gripwagtail.lookup.resolving").resolve
    raise AttributeError(name)
