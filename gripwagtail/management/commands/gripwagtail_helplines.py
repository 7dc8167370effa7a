"""Brings the national helplines up to date, checks them, or writes them out."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...planting.plant import STATUSES
from ...records.helpline import GripHelpline
from ...starter import helplines
from ...starter.files import StarterError
from ...starter.helpline_sheet import write_csv
from ...validators import dialable_lines
from ..base import SafeCommand


class CheckLine(NamedTuple):
    """What is said; whether the check fails on it; whether only whoever makes a release can do something about it."""

    message: str
    fails: bool = False
    waits: bool = False


class Command(SafeCommand):
    help = "Helplines: update from what is shipped (edited fields are kept), check, or export."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["update", "check", "export"])
        parser.add_argument("--format", choices=["json", "csv"], default="json", help="For export.")
        parser.add_argument(
            "--days",
            type=int,
            default=183,
            help="For check: fails when a helpline that is shown was checked longer ago, and its source was read by us "
            "longer ago too. Default: 183.",
        )
        parser.add_argument("--dry-run", action="store_true", help="For update: change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"do_{options['action']}")(options)
        except StarterError as error:
            raise CommandError("\n".join(error.messages)) from None

    def do_update(self, options: dict[str, Any]) -> None:
        with transaction.atomic():
            report = helplines.update()
            waiting = {f"{row.key}.{each.field}": each for row in _rows() for each in helplines.conflicts(row)}
            if options["dry_run"]:
                transaction.set_rollback(True)
        for what, status in report:
            self.stdout.write(f"{what}: {STATUSES[status]}")
            if what in waiting:
                self.stdout.write(_both(waiting[what]))
        if not report:
            self.stdout.write(_("There was nothing to do."))
        if options["dry_run"]:
            self.stdout.write(self.style.WARNING(_("This was a dry run: nothing was changed.")))

    def do_check(self, options: dict[str, Any]) -> None:
        days: int = options["days"]
        findings = [*self._missing(), *(found for row in _rows() for found in self._about(row, days))]
        for found in findings:
            self.stdout.write(self.style.ERROR(found.message) if found.fails else found.message)
        if any(found.fails for found in findings):
            raise CommandError(
                _("Some helplines are missing, cannot be dialled, or were checked more than %(days)d days ago.")
                % {"days": days}
            )
        if waiting := sum(found.waits for found in findings):
            message = ngettext(
                "The source of %(count)d helpline is more than %(days)d days old. That waits for a release of ours: "
                "see docs/before-release.md. Did you open or call it yourself? Note it as “checked on”.",
                "The sources of %(count)d helplines are more than %(days)d days old. That waits for a release of ours: "
                "see docs/before-release.md. Did you open or call one yourself? Note it as “checked on”.",
                waiting,
            )
            self.stdout.write(self.style.WARNING(message % {"count": waiting, "days": days}))
        else:
            self.stdout.write(self.style.SUCCESS(_("Every helpline that is shown was checked recently enough.")))

    def do_export(self, options: dict[str, Any]) -> None:
        rows = [{"key": row.key, **helplines.flat_row(row)} for row in _rows()]
        if options["format"] == "csv":
            write_csv(rows, self.stdout)
        else:
            self.write_json(rows)

    def _missing(self) -> Iterator[CheckLine]:
        here = {row.key: row for row in _rows()}
        for key in helplines.shipped():
            if key not in here:
                yield CheckLine(_("%(key)s: is missing; run “update”.") % {"key": key}, fails=True)
        for key, reason in helplines.retired().items():
            if key in here and here[key].shipped and here[key].active:
                what = {"key": key, "reason": reason}
                yield CheckLine(_("%(key)s: no longer exists (%(reason)s) but is shown.") % what)

    def _about(self, row: GripHelpline, limit: int) -> Iterator[CheckLine]:
        try:
            dialable_lines(row.phones)
        except ValidationError as problem:
            yield CheckLine(f"{row.key}: {problem.messages[0]}", fails=True)
        yield self._age(row, limit)
        waiting = {each.field: each for each in helplines.conflicts(row)}
        for name in helplines.edited(row):
            what = {"key": row.key, "field": name}
            if name in waiting:
                yield CheckLine(_("%(key)s: “%(field)s” was changed here and in what is shipped.") % what)
                yield CheckLine(_both(waiting[name]))
            else:
                yield CheckLine(_("%(key)s: “%(field)s” differs from what is shipped.") % what)

    def _age(self, row: GripHelpline, limit: int) -> CheckLine:
        """How long ago a row was checked. Nobody calls one that is not shown, so that one may be old."""
        # A day that is still to come is not a check, and not a source either.
        today = timezone.localdate()
        if row.checked_on is None or row.checked_on > today:
            dated = row.source_date if row.source_date and row.source_date <= today else None
            old = row.active and (dated is None or not row.source_body or (today - dated).days > limit)
            # The source that we ship is as old as it is: only the next release can mend that.
            waits = old and self._was_read(row, today, limit)
            if dated is None or not row.source_body:
                return CheckLine(_("%(key)s: was never checked.") % {"key": row.key}, old and not waits, waits)
            message = _("%(key)s: never checked; according to %(body)s, %(day)s. Open %(source)s.")
            names = {"key": row.key, "body": row.source_body, "day": dated, "source": row.source or row.url}
            return CheckLine(message % names, old and not waits, waits)
        days = (today - row.checked_on).days
        message = ngettext(
            "%(key)s: checked %(days)d day ago, on %(day)s.", "%(key)s: checked %(days)d days ago, on %(day)s.", days
        )
        what = {"key": row.key, "days": days, "day": row.checked_on}
        return CheckLine(message % what, row.active and days > limit)

    @staticmethod
    def _was_read(row: GripHelpline, today: datetime.date, limit: int) -> bool:
        """Whether a row is as we ship it, and we read its source not too long ago."""
        flat = helplines.shipped().get(row.key)
        return bool(flat and helplines.is_as_shipped(row, flat)) and (today - helplines.read_on()).days <= limit


def _rows() -> list[GripHelpline]:
    return list(GripHelpline.objects.all())


def _both(conflict: helplines.Conflict) -> str:
    """What is here and what is shipped, each on a line of its own, a line break as ``\\n``."""
    here = _("here: %(value)s") % {"value": json.dumps(conflict.here, ensure_ascii=False)}
    new = _("shipped now: %(value)s") % {"value": json.dumps(conflict.shipped, ensure_ascii=False)}
    return f"  {here}\n  {new}"
