"""The columns beside our pages, by which the desk sorts and filters: worked out on save, and again after some days.

What is published counts; of a page that never was, the latest draft. A page that cannot be read keeps no columns and
is looked at again later: nobody's save fails because of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils import timezone
from wagtail.search import index

from .. import __version__
from ..content.checked import DAMAGED, OUTDATED, last_check
from ..content.contact import Contact
from ..content.damage import damages
from ..content.expert_reviews import read_by_experts
from ..content.items import raw_items
from ..content.plans import first_term, read_plans
from ..content.reach import said_by_cards
from ..content.texts import texts_of
from ..editing.native_readings import unread_of
from ..editing.text_records import checked_days
from ..lookup.context import PageContext
from ..lookup.sources import page_model, page_models, path_range
from ..page_class import ContactPage, GripPage, IncidentPage, OverviewPage
from ..records.desk import GripCheck, GripDeskColumns
from ..starter import shipped
from ..starter.additions import additions
from ..starter.corrections import corrections
from ..stored.failures import attempt, one_by_one
from .dates import day_of, midnight, months_later, next_school_year, today
from .grace import days_since, first_due, kept_days, published_on, without_days
from .inner_links import inner_links
from .reading import cards, dated_cards, placeholders, unconfirmed, untold

# Nothing in the content changes by itself.
FOREVER: Final = datetime.date.max
# How many pages are read and written together.
_BATCH: Final = 50
# Beyond this many places of the tree it is quicker to read all pages.
_PLACES: Final = 40

# On a page between the moment before it is saved and the one after.
_COUNTED: Final = "_gripwagtail_columns"


def assign(page: GripPage, before: GripPage | None = None) -> None:
    """Works out the columns of a page that is about to be saved as a whole; ``keep`` writes them afterwards.

    ``before`` is how it is in the database.
    """
    if page.pk is None:
        # A copy begins without what was found on the other page.
        page.checked = {}
    if not page.live:
        # The latest draft counts, which may be newer than this: it is read when someone asks.
        page.__dict__[_COUNTED] = {"counted_until": None}
        return
    since = attempt(f"Reading since when cards are on page {page.pk}", lambda: days_since(before, page), {}, [])
    # Each card gets a month from then, so this is known before the columns are worked out.
    page.checked = {**without_days(page.checked), **since}
    values = _computed(lambda: page, page.pk)
    if before is None or not before.live or texts_of(before) != texts_of(page):
        values["words_changed_at"] = timezone.now()
    page.checked = values.pop("checked", page.checked)
    page.__dict__[_COUNTED] = values


def keep(page: Any) -> None:
    """To be called after it is saved: only then a new page has a key."""
    values = page.__dict__.pop(_COUNTED, None)
    if values is not None:
        _write(page.pk, values)
    if page.live:
        _settle_checks(page)


def _settle_checks(page: Any) -> None:
    """Reads the checks once more, now that nobody else can write this page: one may have come in meanwhile."""
    made = attempt(f"Reading the checks of page {page.pk}", lambda: _checks(page), None, [])
    if made is None:
        return
    kept = {**kept_days(page.checked), **{name: day for name, day in page.checked.items() if name == DAMAGED}}
    if {**made, **kept} != page.checked:
        page.checked = {**made, **kept}
        type(page)._base_manager.filter(pk=page.pk).update(checked=page.checked)


def _write(pk: Any, values: dict[str, Any]) -> None:
    rows = GripDeskColumns.objects.filter(pk=pk)
    if not rows.update(**values):
        try:
            with transaction.atomic():
                GripDeskColumns.objects.create(page_id=pk, **values)
        except IntegrityError:  # another process looked at the page in between
            rows.update(**values)


def copy_to_revision(page: GripPage, version: GripPage) -> None:
    """Gives a version from the history what was worked out on the page as it is now."""
    version.checked = page.checked


def of(page: GripPage) -> GripDeskColumns:
    """The columns of one page; empty ones where it was not looked at yet."""
    return GripDeskColumns.objects.filter(pk=page.pk).first() or GripDeskColumns(page_id=page.pk)


def mark_stale(pages: Q) -> None:
    """Lets the columns of these pages be worked out anew by anyone who reads them next."""
    found = page_model()._base_manager.filter(pages).order_by()
    GripDeskColumns.objects.filter(page__in=found.values("pk")).update(counted_until=None)


def is_stale(counted_until: datetime.date | None, counted_with: str, day: datetime.date) -> bool:
    """The same of one row, on this day."""
    return counted_until is None or counted_until < day or counted_with != __version__


def recount(model: type[GripPage], pages: Q, limit: int | None = None) -> int:
    """Works out the columns of these pages from what is in the database, and returns how many."""
    found = list(model._base_manager.filter(pages).order_by("pk").values_list("pk", flat=True)[:limit])
    for start in range(0, len(found), _BATCH):
        with transaction.atomic():
            rows = model._base_manager.select_related("locale").filter(pk__in=found[start : start + _BATCH])
            for page in read_pages(rows):
                update(page)
    return len(found)


def recount_pages(pks: Iterable[int]) -> int:
    """The same of these pages, of any kind."""
    return sum(recount(model, Q(pk__in=list(pks))) for model in page_models())


def read_pages(rows: Any) -> list[GripPage]:
    """These pages; when they cannot be read together, those that can be read alone, without what we worked out."""
    return one_by_one(rows, "Page", [], alone=lambda: rows.defer("checked"))


def recount_below(paths: Iterable[str]) -> int:
    """The same of all pages below these places, and of their translations."""
    pages = below(paths)
    return sum(recount(model, pages) for model in page_models())


def below(paths: Iterable[str]) -> Q:
    """The pages below these places of the tree, and their translations; all pages when there are very many places."""
    places = list(paths)
    if len(places) > _PLACES:
        return Q()
    inside = Q(pk__in=[])
    for path in places:
        inside |= Q(path__range=path_range(path))
    return Q(translation_key__in=page_model().objects.filter(inside).order_by().values("translation_key"))


def update(page: GripPage) -> None:
    """Writes the columns of one page, without saving the page itself."""
    values = _computed(lambda: page if page.live else page.get_latest_revision_as_object(), page.pk)
    before = GripDeskColumns.objects.filter(pk=page.pk).values_list("words_changed_at", "counted_until").first()
    if values.get("counted_until") and (before is None or before[0] is None):
        # When the words last changed was never noted: not later than this.
        values["words_changed_at"] = page.last_published_at
    if "checked" in values:
        type(page)._base_manager.filter(pk=page.pk).update(checked=values.pop("checked"))
    _write(page.pk, values)
    if before is not None and page.grip_cards and page.live and (before[1] is None or before[1] < today()):
        _index_anew(page)


def _index_anew(page: GripPage) -> None:
    """A card began or ended since, and nobody saved the page: the search of the site knows the cards of another day."""
    for one in type(page)._default_manager.filter(translation_key=page.translation_key, live=True):
        index.insert_or_update_object(one)


def _computed(read: Callable[[], GripPage], pk: int) -> dict[str, Any]:
    return attempt(f"Counting what stands on page {pk}", lambda: compute(read()), {"counted_until": None}, [])


def compute(page: GripPage) -> dict[str, Any]:
    """The columns of a page, read from its content. Facts are asked of the page in the main language alone."""
    page_context = PageContext.of_page(page)
    values = GripDeskColumns.empty() | {
        "counted_until": FOREVER,
        "counted_with": __version__,
        "checked": {**_checks(page), **kept_days(page.checked), **({DAMAGED: "yes"} if damages(page) else {})},
    }
    # When the words changed is in no content.
    del values["words_changed_at"]
    if page.alias_of_id:
        return values
    values["placeholders"] = sum(1 for _place in placeholders(page))
    values["safety_corrections"] = _safety(page)
    values["inner_links"] = inner_links(page)
    if page_context.in_source_language:
        values["unconfirmed"] = len(unconfirmed(page))
        values["review_due"] = _review_due(page, values["checked"], page_context)
        for count in page.grip_desk_columns:
            values |= count(page, values["checked"], page_context)
    else:
        values["unread_words"] = len(unread_of(page))
    if unknown := values.keys() - {"checked", *GripDeskColumns.names()}:
        raise LookupError(f"{type(page).__name__}.grip_desk_columns works out what is no column: {sorted(unknown)}.")
    return values


def _checks(page: GripPage) -> dict[str, str]:
    if page.pk is None:
        return {}
    said = said_by_cards(page)
    # What lies in the future, because a clock was ahead, is not a check and hides none that was made.
    made = GripCheck.objects.filter(page=page.pk, when__lt=midnight())
    rows = made.order_by().values_list("item", "said").annotate(Max("when"))
    last: dict[str, datetime.date] = {}
    for item, was, when in rows:
        # A check was about what the card said then: a card that is someone else since is unchecked.
        if when is not None and (not was or item not in said or was == said[item]):
            last[item] = max(day_of(when), last.get(item, day_of(when)))
    days = {item: when.isoformat() for item, when in last.items()}
    noted = checked_days(page) if said else {}
    for item, known in noted.items():
        if item in said and (outdated := [day for day, was in known.items() if was != said[item]]):
            days[OUTDATED + item] = " ".join(outdated)
    return days


def _safety(page: GripPage) -> int:
    """How many safety corrections wait. Texts of the current version are skipped: comparing is slow."""
    language = shipped.language_of(page)
    if not language:
        return 0
    versions: list[tuple[Any, Any]] = [(page.starter_key, page.starter_version)]
    for name in page.grip_streams:
        for _id, _kind, value in raw_items(getattr(page, name)):
            versions.append((value.get("starter_key"), value.get("starter_version")))
    for key, version in versions:
        new = shipped.shipped(language, str(key).partition("/")[0]).get(str(key)) if key else None
        if new is not None and new.version != version:
            return _count_safety(page)
    return _count_safety(page) if any(additions(page, language)) else 0


def _count_safety(page: GripPage) -> int:
    return sum(correction.safety for correction in corrections(page))


def _review_due(page: GripPage, checked: dict[str, str], page_context: PageContext) -> datetime.date | None:
    """The day from which a published page is due: the day that it names itself, else a period after its last check.

    Without any check the day of publication counts as one. Without a period nothing is ever due.
    """
    if not page.live:
        return None
    named: datetime.date | None = getattr(page, page.grip_review_field) if page.grip_review_field else None
    if named:
        return named
    months = page_context.settings.review_months
    begin = last_check(checked, "", page_context.today, getattr(page, "adopted_on", None)) or published_on(page)
    return months_later(begin, months) if months else None


def people(page: ContactPage, checked: dict[str, str], page_context: PageContext) -> dict[str, Any]:
    """The columns of a page with cards. Named by its class, as ``unread`` is; see ``GripMixin.grip_desk_columns``."""
    found, dated = cards(page, page_context), dated_cards(page)
    turns = [
        day - datetime.timedelta(days=1)
        for _card, first, _last in dated
        if (day := first) and first > page_context.today
    ]
    turns += [last for _card, _first, last in dated if last and last >= page_context.today]
    return {
        "without_route": bool(found.lost) or not any(card.can_be_reached for card in found.everyone),
        "without_confidant": not found.has_confidant,
        "untold": len(untold(page)),
        "contact_expires": min((last for _card, _first, last in dated if last), default=None),
        "review_due": _cards_due(page, found.own, checked, page_context) if page.live else None,
        "counted_until": min(turns, default=FOREVER),
    }


def unread(page: IncidentPage, checked: dict[str, str], page_context: PageContext) -> dict[str, Any]:
    """The column of a page whose situations experts read."""
    return {"unread": len(read_by_experts(page, checked_days(page)).unread)}


def plan(page: OverviewPage, checked: dict[str, str], page_context: PageContext) -> dict[str, Any]:
    """The column of a page with a plan."""
    return {"plan_due": first_term(read_plans(page))}


def _cards_due(
    page: GripPage, shown: Iterable[Contact], checked: dict[str, str], page_context: PageContext
) -> datetime.date | None:
    """The first day on which a card has to be checked again: after its period, and at the latest in a new school year.

    A card that nobody ever checked gets a month, see ``grace``.
    """
    due = []
    for card in shown:
        last = last_check(checked, card.id, page_context.today, card.checked_on)
        if last is None:
            due.append(first_due(page, checked, card.id))
        else:
            months = page_context.settings.review_months
            due += [next_school_year(last), *([months_later(last, months)] if months else [])]
    return min(due, default=None)


__all__ = [
    "FOREVER",
    "assign",
    "below",
    "compute",
    "copy_to_revision",
    "is_stale",
    "keep",
    "mark_stale",
    "of",
    "people",
    "plan",
    "recount",
    "recount_below",
    "recount_pages",
    "unread",
    "update",
]
