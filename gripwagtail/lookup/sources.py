"""Which page is the source of what is shown here.

The number of queries and rows is the same for any number of schools: ``nearest`` asks for the pages that are nearest to
the place, with their translations, and this module decides which of them may be shown. The page itself, with its
content, is read afterwards and only if it is needed. Only ``listing`` reads all pages of our kinds on a site: for the
doctor, and for a place where so many are behind view restrictions that a handful does not decide.
"""

from __future__ import annotations

import importlib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Q

from ..page_class import GripPage, SitePage
from ..records.stamp import TREE
from . import nearest
from .page_kinds import KINDS, are_of_one_kind, is_ours, kinds, models_of, page_model, page_models
from .restrictions import ancestor_paths, barred_paths, path_range

if TYPE_CHECKING:
    from .context import PageContext


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


def listing(page_context: PageContext, below: str = "") -> list[Candidate]:
    """All pages of our kinds on this site, or below this place of it, in every language."""
    types = content_types()
    if not types or page_context.root is None:
        return []
    under = Q(path__range=path_range(below or page_context.root.path))
    ours = page_model().objects.filter(content_type_id__in=list(types))
    family = Q(translation_key__in=ours.filter(under).order_by().values("translation_key"))
    return judged(nearest.listed(page_model(), ours.filter(under | family).order_by("path")), page_context)


def family_of(page_context: PageContext, pks: Iterable[int]) -> list[Candidate]:
    """These pages in all their languages, and for an alias what it repeats. One query."""
    ours = page_model().objects.filter(content_type_id__in=list(content_types()))
    these = ours.filter(pk__in=list(pks)).order_by()
    family = Q(translation_key__in=these.values("translation_key")) | Q(pk__in=these.values("alias_of_id"))
    return judged(nearest.listed(page_model(), ours.filter(family).order_by("path")), page_context)


def family_of_chosen(page_context: PageContext, pk: int) -> Sequence[Candidate]:
    """A page that was picked by hand, with its original and the words of this language.

    Mostly it is one of the nearest, which are known; else one query.
    """
    near, main = page_context.nearby.known, page_context.root.locale_id if page_context.root is not None else None
    keys = {one.key for one in near if one.page.pk == pk}
    if any(one.key in keys and one.page.locale_id == main for one in near):
        page_context.rests_on.note(TREE)
        return near
    return page_context.family_of([pk])


def starts_below(page_context: PageContext, path: str, *, with_root: bool) -> list[str]:
    """The paths of the overviews in the main language of the site here, below a place of it. One query.

    ``with_root`` adds one right below the root of the site.
    """
    root = page_context.root
    types = [pk for pk, model in content_types().items() if model.grip_is_start]
    places = Q(path__range=path_range(path))
    if with_root:
        places |= Q(path__range=path_range(root.path), depth=root.depth + 1)
    found = page_model().objects.filter(places, content_type_id__in=types, locale_id=root.locale_id).order_by("path")
    own = [page for page in nearest.listed(page_model(), found) if page_context.owns(page)]
    pks = {page.pk for page in own}
    return [str(page.path) for page in own if page.alias_of_id not in pks]


def locale_in_use(page_context: PageContext, code: str) -> int | None:
    """The locale of a language in which this site has a page of ours. One query."""
    under = Q(path__range=path_range(page_context.root.path))
    ours = page_model().objects.filter(content_type_id__in=list(content_types())).order_by()
    family = Q(translation_key__in=ours.filter(under).values("translation_key"))
    found = ours.filter(under | family, locale__language_code=code).values_list("locale_id", flat=True)[:1]
    return next(iter(found), None)


def judged(pages: Sequence[Any], page_context: PageContext) -> list[Candidate]:
    """Those of these pages that are of our kinds, and which of them this visit may not see. At most one query."""
    types = content_types()
    ours = [page for page in pages if page.content_type_id in types]
    barred = barred_paths(ours, page_context) if ours and page_context.state.restricted else set()
    return [
        Candidate(page, types[page.content_type_id].grip_kind, types[page.content_type_id], page.path in barred)
        for page in ours
    ]


def content_types() -> dict[int, type[GripPage]]:
    """The page classes of our kinds by the number of their content type."""
    from django.contrib.contenttypes.models import ContentType

    wanted = page_models()
    found = ContentType.objects.get_for_models(*wanted) if wanted else {}
    return {one.pk: cast("type[GripPage]", model) for model, one in found.items()}


def find(kind: str, page_context: PageContext, chosen: int | None = None) -> SourceResult:
    """The source of a kind for this place; ``chosen`` is a page picked by hand."""
    if chosen is not None:
        known = family_of_chosen(page_context, chosen)
        keys = {one.key for one in known if one.page.pk == chosen}
        near = [one for one in _originals(_of_kind(known, kind), page_context) if one.key in keys]
    else:
        near, known = nearest_of(kind, page_context)
    if not near:
        return SourceResult(None, reason="none")
    usable = [found for found in near if found.live and not found.barred]
    if not usable:
        return SourceResult(None, reason="restricted" if any(found.live for found in near) else "draft")
    if len(usable) > 1 and chosen is None and page_context.chosen_sources:
        # Chosen for the site as a whole, so it may be anywhere in it.
        known = page_context.family_of(page_context.chosen_sources)
        preferred = set(page_context.chosen_sources)
        originals = [one for one in _originals(_of_kind(known, kind), page_context) if one.page.pk in preferred]
        usable = [found for found in originals if found.live and not found.barred]
    if len(usable) != 1:
        return SourceResult(None, reason="several")
    return SourceResult(usable[0], _words_for(usable[0], known, page_context))


def nearest_of(kind: str, page_context: PageContext) -> tuple[list[Candidate], list[Candidate]]:
    """The originals of a kind nearest to a place, drafts and private ones too; and all that was read to know that."""
    near, is_all = page_context.nearby.of(kind)
    if is_all:
        return near, page_context.nearby.known
    return _nearest(kind, page_context), page_context.index


def _of_kind(found: Iterable[Candidate], kind: str) -> Iterator[Candidate]:
    return (one for one in found if one.kind == kind)


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


def _nearest(kind: str, page_context: PageContext) -> list[Candidate]:
    """What ``nearest`` asks of the database, of a listing: those below the nearest ancestor that has any.

    A draft or private one ends the search as well. On a site with several schools, each below an overview's parent,
    one school never replaces another.
    """
    if page_context.root is None:
        return []
    originals, parts = _originals(_of_kind(page_context.index, kind), page_context), sections(page_context)
    inside, path = page_context.root.path, _source_language_path(page_context)
    for prefix in ancestor_paths(path):
        if len(prefix) <= len(inside):
            break
        below = [one for one in originals if one.page.path.startswith(prefix)]
        if below:
            return below
    if len(parts) < 2:
        return originals
    return [one for one in originals if path.startswith(_section(one.page.path, parts) or inside)]


def _source_language_path(page_context: PageContext) -> str:
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
    """The same without its content, published or not, from what a visit reads anyway: ``page`` is the page shown.

    That asks nothing of the database, and knows whether the visit may see it. Of any other page everything is listed.
    """
    if page_context.in_source_language:
        return None
    main, key = page_context.root.locale_id, page.translation_key
    is_shown = page_context.page is not None and key == page_context.page.translation_key
    known = page_context.nearby.known if is_shown else page_context.index
    same = (one for one in known if one.key == key and one.page.locale_id == main)
    found = next(same, None)
    return found if found is not None and are_of_one_kind(found.model, page) else None


def _words_for(source: Candidate, known: Iterable[Candidate], page_context: PageContext) -> Candidate | None:
    """The published translation of a source in the language shown."""
    if page_context.locale_id is None or page_context.locale_id == source.page.locale_id:
        return None
    return next(
        (
            found
            for found in known
            if found.key == source.key
            and found.kind == source.kind
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
    "ancestor_paths",
    "are_of_one_kind",
    "barred_paths",
    "content_types",
    "family_of",
    "family_of_chosen",
    "find",
    "is_ours",
    "judged",
    "kinds",
    "listed_original_of",
    "listing",
    "locale_in_use",
    "models_of",
    "nearest_of",
    "original_of",
    "page_model",
    "page_models",
    "path_range",
    "sections",
    "starts_below",
]


def __getattr__(name: str) -> Any:
    if name == "resolve":
        return importlib.import_module("gripwagtail.lookup.resolving").resolve
    raise AttributeError(name)
