"""What is stored and cannot be read: on which page, in which field, at which place."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext as _
from wagtail.models import Site

from ..content.damage import damages
from ..content.problems import Problem, sentence_of
from ..desk.columns import read_pages
from ..page_class import GripPage, SitePage
from ..records.helpline import GripHelpline
from ..records.settings import GripSettings
from ..stored.failures import attempt
from .findings import DoctorFinding, found
from .shown import place_of


def damaged_page(model: type[GripPage], pk: int, known: SitePage) -> Generator[DoctorFinding, None, GripPage | None]:
    """Of the page that visitors see, and of its latest draft. ``known`` is the page without its content.

    Returns the one of these two that counts, if it can be read: of a page that is not published its latest draft.
    """
    page: GripPage | None = _read(model, pk)
    if page is None:
        for name in _columns(model, pk):
            yield _found(name, _("this cannot be read, so the page cannot be opened."), place_of(known))
        page = next(iter(read_pages(model._base_manager.filter(pk=pk))), None)
    if page is None:
        return None
    problems = damages(page)
    draft = attempt("A draft", page.get_latest_revision_as_object, None, []) if page.latest_revision_id else None
    if draft is not None:
        problems += [each for each in damages(draft) if each not in problems]
    for problem in problems:
        yield _of(problem, place_of(page))
    return page if page.live else draft or page.get_latest_revision_as_object()


def damaged_helplines() -> Iterator[DoctorFinding]:
    """Of the helplines, which are the same for every school."""
    yield from _rows(GripHelpline, Q())


def damaged_settings(site: Site) -> Iterator[DoctorFinding]:
    """Of the settings of one site."""
    yield from _rows(GripSettings, Q(site_id=site.pk))


def _rows(model: type[GripHelpline | GripSettings], wanted: Q) -> Iterator[DoctorFinding]:
    kind = str(model._meta.verbose_name)
    for pk in model.objects.filter(wanted).order_by("pk").values_list("pk", flat=True):
        row = _read(model, pk)
        if row is None:
            for name in _columns(model, pk):
                yield _found(name, _("this cannot be read, so all of it is left out."), f"{kind} {pk}")
        else:
            called = str(getattr(row, "name", "") or getattr(row, "school_name", "") or pk)
            yield from (_of(problem, f"{kind} “{called}”") for problem in damages(row))


def _read(model: Any, pk: int) -> Any:
    """The whole row, with what was worked out: only then Wagtail itself can show a page. ``None`` when it cannot be."""
    return attempt(f"{model._meta.verbose_name} {pk}", model._base_manager.filter(pk=pk).first, None, [])


def _columns(model: type[GripPage | Model], pk: int) -> Iterator[str]:
    """The fields that cannot be read of a row that cannot, as an editor calls them."""
    rows = model._base_manager.filter(pk=pk)
    for field in model._meta.concrete_fields:
        if not attempt(f"{field}", lambda field=field: bool(rows.values_list(field.attname)), False, []):  # type: ignore[misc]
            yield str(field.verbose_name)


def _of(problem: Problem, where: str) -> DoctorFinding:
    return _found(problem.where, problem.message, where)


def _found(place: str, message: str, where: str) -> DoctorFinding:
    hint = _("Open it in the admin and save it; or bring back an older version from the history, or a backup.")
    return found("content.damaged", sentence_of(message), hint, f"{where}: {place}")


__all__ = ["damaged_helplines", "damaged_page", "damaged_settings"]
