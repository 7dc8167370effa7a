"""What is in the database because of us, and what would go with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import router
from django.db.models import Model, ProtectedError, Q, RestrictedError
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _

from ..lookup.sources import page_model
from ..page_class import GripPage
from ..records.stamp import GripPartStamp, GripStamp
from . import translation_rows
from .host_content import LABELS

# Apps that keep rows *about* a page or a type of page: those rows go with it. A row of any other app is the host's.
_ABOUT_PAGES: Final = {
    *LABELS,
    "admin",
    "auth",
    "contenttypes",
    "simple_translation",
    "wagtail_localize",
    "wagtailadmin",
    "wagtailcore",
    "wagtailredirects",
    "wagtailsearch",
    "wagtailsearchpromotions",
}


@dataclass
class Inventory:
    """The pages, the number of rows by their kind, and rows of the host that would vanish with them."""

    pages: list[GripPage]
    counts: Counter[str] = field(default_factory=Counter)
    host_rows: list[str] = field(default_factory=list)
    sites: list[Any] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.pages and not self.counts


def content_types() -> Any:
    return ContentType.objects.filter(app_label__in=LABELS)


def our_pages() -> list[GripPage]:
    """The pages of the ready types, as the base page, from the top of the tree down."""
    return list(page_model().objects.filter(content_type__app_label="gripwagtail_pages").order_by("path"))


def take_stock() -> Inventory:
    """Counts what a removal would delete, without changing anything."""
    stock = Inventory(our_pages())
    collector = Collector(using=router.db_for_write(page_model()))
    collected = [page.specific for page in stock.pages], *(list(model.objects.all()) for model in our_tables())
    for rows in (*collected, list(content_types())):
        _collect(collector, rows, stock)
    for model, instances in collector.data.items():
        _count(model, list(instances), stock)
    for queryset in collector.fast_deletes:
        _count(queryset.model, list(queryset), stock)
    for name, entries in log_entries().items():
        stock.counts[name] += entries.count()
    stock.counts += Counter(translation_rows.counts([page.translation_key for page in stock.pages]))
    stock.counts = +stock.counts
    return stock


def our_tables() -> list[type[Model]]:
    return list(apps.get_app_config("gripwagtail").get_models())


def log_entries() -> dict[str, Any]:
    """The history of our pages, helplines and settings; Wagtail keeps it when they are gone."""
    from wagtail.models import ModelLogEntry, PageLogEntry

    # An action of ours on a page of the host would be there as "unknown".
    wanted = Q(content_type__in=content_types()) | Q(action__startswith="gripwagtail.")
    return {
        str(model._meta.verbose_name_plural): model._base_manager.filter(wanted)
        for model in (PageLogEntry, ModelLogEntry)
    }


def _collect(collector: Collector, rows: Sequence[Model], stock: Inventory) -> None:
    # One kind at a time, as the collector wants it.
    for model in dict.fromkeys(type(row) for row in rows):
        try:
            collector.collect([row for row in rows if type(row) is model])
        except ProtectedError as problem:
            stock.host_rows += [_named(row) for row in problem.protected_objects]
        except RestrictedError as problem:
            stock.host_rows += [_named(row) for row in problem.restricted_objects]


def _count(model: type[Model], rows: Sequence[Model], stock: Inventory) -> None:
    from wagtail.models import Site

    # The words of an entry of the search index go with it.
    if model._meta.db_table.endswith("_fts"):
        return
    if model is Site:
        stock.sites += rows
    elif model._meta.app_label in _ABOUT_PAGES or model._meta.auto_created or model is page_model():
        if not issubclass(model, page_model()):
            stock.counts[_called(model)] += len(rows)
    else:
        stock.host_rows += [_named(row) for row in rows]


def _called(model: type[Model]) -> str:
    """What its rows are called; the two of ours that nobody sees by a name that says so."""
    if model in (GripStamp, GripPartStamp):
        return _("internal counters")
    options = model._meta
    # Django makes a plural with an English s, whatever the language of the name.
    has_plural = "verbose_name_plural" in options.original_attrs
    return str(options.verbose_name_plural if has_plural else options.verbose_name)


def _named(row: Model) -> str:
    return _("%(kind)s: %(name)s") % {"kind": row._meta.label, "name": row}
