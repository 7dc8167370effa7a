"""Plants many schools from a sheet: everything is checked first, then each school is planted wholly or not at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from ..lookup.sources import models_of, page_model
from ..page_class import SitePage
from ..starter.files import StarterError
from ..starter.texts import load
from ..vocabulary import SCHOOL_TYPES
from .bulk_sheet import SheetRow, read_sheet
from .groups import give_group
from .place import allow, model_for, parent_of, places
from .plant import Outcome, Wish, plant
from .school import SchoolOptions

# What is done for all schools of the install, or of the site, by the first that is planted.
_ONCE: Final = frozenset({"saved", "added", "updated", "retired"})


@dataclass(frozen=True, slots=True)
class Planted:
    """What happened with one row: what was done, or why nothing was."""

    row: SheetRow
    done: tuple[Outcome, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How often each status occurs, in the order in which they came."""
        return dict(Counter(each.status for each in self.done))


def wishes(path: Path) -> list[tuple[SheetRow, Wish]]:
    """What is asked for in each row. Raises ``StarterError`` with the faults of all rows."""
    faults: list[str] = []
    found: list[tuple[SheetRow, Wish]] = []
    taken: dict[int, int] = {}
    for row in read_sheet(path):
        wrong: list[str] = []
        wish = _wish(row, wrong)
        if wish is not None:
            first = taken.setdefault(wish.parent.pk, row.number)
            if first != row.number:
                wrong.append(_("is the same place as row %(row)d.") % {"row": first})
            found.append((row, wish))
        where = {"row": row.number, "school": row.called}
        faults += [_("row %(row)d (%(school)s): %(fault)s") % {**where, "fault": fault} for fault in wrong]
    if faults:
        raise StarterError(faults)
    return _on_their_sites(found)


def _on_their_sites(found: list[tuple[SheetRow, Wish]]) -> list[tuple[SheetRow, Wish]]:
    """The same, where schools that share a site put into its settings what is true of them all, and no more."""
    together: dict[int, list[SchoolOptions]] = {}
    sites = [wish.parent.get_site() for _row, wish in found]
    for site, (_row, wish) in zip(sites, found, strict=True):
        if site is not None:
            together.setdefault(site.pk, []).append(wish.school)
    return [
        (row, replace(wish, for_settings=SchoolOptions.of_all(schools)) if len(schools) > 1 else wish)
        for site, (row, wish) in zip(sites, found, strict=True)
        for schools in [together[site.pk] if site is not None else []]
    ]


def plant_many(asked: list[tuple[SheetRow, Wish]], dry_run: bool = False, groups: bool = False) -> Iterator[Planted]:
    """Plants row after row, each in a transaction of its own, and tells of each when it is done.

    What can only be seen while planting stops one row and not those after it. With ``groups`` each school gets its
    own group of editors, named after it.
    """
    before: set[tuple[int | None, str, str]] = set()
    for row, wish in asked:
        try:
            with transaction.atomic():
                done = (*plant(wish), *(_group_of(wish, len(asked) > 1) if groups else ()))
                if dry_run:
                    transaction.set_rollback(True)
        except StarterError as problem:
            yield Planted(row, faults=tuple(problem.messages))
        else:
            yield Planted(row, _without(before, wish, done) if dry_run else done)


def _group_of(wish: Wish, is_one_of_many: bool) -> list[Outcome]:
    return give_group(wish.parent, is_one_of_many, shares_site=wish.for_settings is not None)


def _without(before: set[tuple[int | None, str, str]], wish: Wish, done: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Without what a row before it would have done already, had it not been undone; ``before`` grows with this row."""
    site = wish.parent.get_site()
    once = {
        each: (site.pk if site and each.status == "saved" else None, each.what, each.status)
        for each in done
        if each.status in _ONCE
    }
    left = tuple(each for each in done if once.get(each) not in before)
    before.update(once.values())
    return left


def _wish(row: SheetRow, wrong: list[str]) -> Wish | None:
    """The wish of a row; its faults go into ``wrong``, as many as can be seen at once."""
    publish = school = parent = None
    try:
        publish = row.publish
    except StarterError as problem:
        wrong += problem.messages
    try:
        school = _school(row)
    except StarterError as problem:
        wrong += problem.messages
    try:
        parent = _parent(row)
        _room(parent)
        _languages(row, parent, school)
    except StarterError as problem:
        wrong += problem.messages
    if parent is None or wrong or school is None or publish is None:
        return None if parent is None else Wish(parent)
    return Wish(parent, school, row.languages, *publish)


def _school(row: SheetRow) -> SchoolOptions:
    kind = row["school_type"].lower() or "po"
    faults: list[str] = []
    if kind not in SCHOOL_TYPES:
        known = ", ".join(SCHOOL_TYPES)
        faults.append(_("school_type: “%(type)s” is not one of %(types)s.") % {"type": kind, "types": known})
    try:
        ages = [row.whole("age_from"), row.whole("age_to")]
    except StarterError as problem:
        faults += problem.messages
        ages = [None, None]
    school: SchoolOptions | None = None
    try:
        school = SchoolOptions(kind, row["school_name"], row["phone"], row["email"], *ages)
    except StarterError as problem:
        # The options of the command, as the columns that they are here.
        faults += [
            re.sub(r"--([a-z-]+)", lambda option: option[1].replace("-", "_"), message) for message in problem.messages
        ]
    if faults or school is None:
        raise StarterError(faults)
    return school


def _parent(row: SheetRow) -> SitePage:
    if re.fullmatch(r"[0-9]{1,18}", row["parent"]):
        if row["site"]:
            raise StarterError(_("parent: leave “site” empty when “parent” is a number."))
        return parent_of(int(row["parent"]))
    if not row["site"] and not row["parent"]:
        raise StarterError(_("does not say where: fill in “site” or “parent”."))
    if not row["parent"].strip("/"):
        return parent_of(host=row["site"])
    root = parent_of(host=row["site"])
    address = root.url_path + row["parent"].strip("/") + "/"
    page = page_model().objects.descendant_of(root).filter(url_path=address).first()
    if page is None:
        raise StarterError(
            _("parent: below “%(root)s” there is no page at “%(address)s”.")
            % {"root": root.title, "address": row["parent"]}
        )
    return parent_of(page.pk)


def _room(parent: SitePage) -> None:
    """Checks that an overview may be there, unless there is one already."""
    if not any(model.objects.child_of(parent).exists() for model in models_of("overview")):
        allow(model_for("overview"), parent)


def _languages(row: SheetRow, parent: SitePage, school: SchoolOptions | None) -> None:
    """Sees that there are texts, and a page to put them below, for each language."""
    for language in row.languages:
        load(language, school.type if school else "po")
    places(parent, row.languages)
    if school is not None and school.said and parent.get_site() is None:
        raise StarterError(
            _("“%(title)s” belongs to no site, so the name, phone and e-mail of the school have nowhere to go.")
            % {"title": parent.title}
        )
