"""Our pages as rows of columns: enough to see what is wrong, without what is written on them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, cast

from django.db.models import F, Model, OuterRef, Q, Subquery
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..lookup.sources import page_model, page_models, path_range
from ..page_class import GripPage
from ..records.desk import GripDeskColumns
from ..records.text_record import GripTextRecord
from ..stored.days import IsUnreadable, worked_out_days
from ..stored.failures import PASSED_ON, attempt
from . import columns
from .dates import today

# At most so many pages are worked out while someone waits; the doctor does them all.
AT_ONCE: Final = 100

_OF_PAGE: Final = (
    *("pk", "title", "path", "live", "locale_id", "locale__language_code", "translation_key"),
    *("alias_of_id", "first_published_at", "last_published_at", "grip_behind"),
)
# SQLite keeps any text in such a column.
_NUMBERS: Final = ("placeholders", "unconfirmed", "safety_corrections", "unread", "untold", "unread_words")
# From a page to its row in the table beside.
_BESIDE: Final = "grip_desk_columns__"


@dataclass(slots=True)
class Row:
    """A page with its columns. ``mine`` when this user may edit it."""

    model: type[GripPage]
    pk: int
    title: str
    path: str
    live: bool
    locale_id: int
    language: str
    key: Any
    alias_of: int | None
    first_published_at: datetime.datetime | None
    last_published_at: datetime.datetime | None
    # Of a translation: how many texts are older than those of its source; nothing where that was never recorded.
    behind: int | None
    columns: dict[str, Any]
    mine: bool = False
    translations: list[Row] = field(default_factory=list)

    @property
    def was_published(self) -> bool:
        """Whether visitors have ever seen it."""
        return self.live or self.last_published_at is not None

    @property
    def kind(self) -> str:
        return str(self.model.grip_kind)


def editable(user: Any) -> Any:
    """The pages that this user may edit, as Wagtail decides; ``None`` means a command, which may see them all."""
    if user is None:
        return page_model().objects.all()
    return PagePermissionPolicy(page_model()).instances_user_has_permission_for(user, "change")


def paths_of(user: Any, part: str = "") -> dict[int, str]:
    """The pages of ours that this user may edit, with their places in the tree; ``part`` is above them. One query."""
    wanted = {content_type for content_type, _model in _types()}
    pages = editable(user).filter(content_type_id__in=wanted).order_by()
    if part:
        pages = pages.filter(path__range=path_range(part))
    return dict(pages.values_list("pk", "path"))


def read(roots: Iterable[str]) -> list[Row]:
    """All pages of ours below these places and their translations, in the order of the tree. One query for each class.

    Columns that are no longer valid are worked out first, of some pages at once.
    """
    pages = columns.below(roots)
    left, rows, day = AT_ONCE, [], today()
    for _content_type, model in _types():
        found = list(_rows(model, pages))
        stale = {row.pk for row in found if _is_stale(row, day)} if left > 0 else set()
        if stale:
            done = columns.recount(model, Q(pk__in=stale), left)
            left -= done
            anew = {row.pk: row for row in _rows(model, Q(pk__in=stale))}
            found = [anew.get(row.pk, row) for row in found]
        rows += found
    return sorted(rows, key=lambda row: row.path)


def _types() -> list[tuple[int, type[GripPage]]]:
    from django.contrib.contenttypes.models import ContentType

    # A class below another of ours is in the tables of both.
    types = ContentType.objects.get_for_models(*page_models())
    return [(found.pk, cast("type[GripPage]", model)) for model, found in types.items()]


def _rows(model: type[GripPage], pages: Q) -> Iterator[Row]:
    from django.contrib.contenttypes.models import ContentType

    own = ContentType.objects.get_for_model(cast("type[Model]", model))
    record = GripTextRecord.objects.filter(page=OuterRef("pk")).values(behind=F("waiting") + F("reworded"))[:1]
    found = model._base_manager.filter(pages, content_type=own).order_by()
    days = [f"{_BESIDE}{name}" for name in worked_out_days(GripDeskColumns)]
    found = found.annotate(grip_behind=Subquery(record), grip_unreadable=IsUnreadable(*days))
    names = GripDeskColumns.names()
    for values in _values(found, ("checked", "grip_unreadable", *(f"{_BESIDE}{name}" for name in names))):
        read = dict(zip(("checked", "unreadable", *names), values[len(_OF_PAGE) :], strict=False))
        given: list[Any] = [*values[: len(_OF_PAGE)], _sound(read)]
        yield Row(model, *given)


def _values(found: Any, names: tuple[str, ...]) -> list[Any]:
    """The rows; one whose columns cannot be read has none, and so is worked out again."""
    try:
        return list(found.values_list(*_OF_PAGE, *names))
    except PASSED_ON:
        raise
    except Exception:
        keys = list(found.values_list("pk", flat=True))
    return [values for pk in keys if (values := _alone(found.filter(pk=pk), names))]


def fields_of(model: type[GripPage], pks: list[int], names: tuple[str, ...]) -> dict[int, tuple[Any, ...]]:
    """These fields of pages of one class, by their keys; without those of a page on which they cannot be read."""
    found = model._base_manager.filter(pk__in=pks).order_by()
    try:
        return {pk: tuple(values) for pk, *values in found.values_list("pk", *names)}
    except PASSED_ON:
        raise
    except Exception:
        one = [attempt(f"Page {pk}", found.filter(pk=pk).values_list("pk", *names).first, None, []) for pk in pks]
    return {values[0]: tuple(values[1:]) for values in one if values}


def _alone(found: Any, names: tuple[str, ...]) -> Any:
    values = attempt("What was worked out on a page", found.values_list(*_OF_PAGE, *names).first, None, [])
    return values or attempt("A page", found.values_list(*_OF_PAGE).first, None, [])


def _sound(read: dict[str, Any]) -> dict[str, Any]:
    """The columns, with nothing in place of one that contains something else than we write, or is not there yet."""
    checked, links = read.get("checked"), read.get("inner_links")
    is_sound = isinstance(checked, dict) and isinstance(links, list) and all(isinstance(link, str) for link in links)
    is_sound = is_sound and all(isinstance(read.get(name), int) for name in _NUMBERS)
    if is_sound and not read.pop("unreadable"):
        return read
    return {"checked": {}, **GripDeskColumns.empty()}


def _is_stale(row: Row, day: datetime.date) -> bool:
    return columns.is_stale(row.columns["counted_until"], row.columns["counted_with"], day)


__all__ = ["AT_ONCE", "Row", "editable", "fields_of", "paths_of", "read"]
