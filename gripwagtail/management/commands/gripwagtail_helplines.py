"""Brings the national helplines up to date, checks them, or writes them out."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gripwagtail.models import GripHelpline
from gripwagtail.starter import helplines
from gripwagtail.starter.files import StarterError
from gripwagtail.starter.plant import STATUSES
from gripwagtail.validators import dialable_lines


class Command(BaseCommand):
    help = "Helplines: update from what is shipped (edited fields are kept), check, or export."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["update", "check", "export"])
        parser.add_argument("--format", choices=["json", "csv"], default="json", help="For export.")
        parser.add_argument("--days", type=int, default=365, help="For check: how old a check may be. Default: 365.")
        parser.add_argument("--dry-run", action="store_true", help="For update: change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"do_{options['action']}")(options)
        except StarterError as error:
            raise CommandError("\n".join(error.messages)) from None

    def do_update(self, options: dict[str, Any]) -> None:
        with transaction.atomic():
            report = helplines.update()
            if options["dry_run"]:
                transaction.set_rollback(True)
        for what, status in report:
            self.stdout.write(f"{what}: {STATUSES[status]}")
        if not report:
            self.stdout.write(_("There was nothing to do."))
        if options["dry_run"]:
            self.stdout.write(self.style.WARNING(_("This was a dry run: nothing was changed.")))

    def _findings(self, days: int) -> Iterator[tuple[str, bool]]:
        """What there is to say about each row, and whether it is wrong."""
        shipped = helplines.shipped()
        rows = list(GripHelpline.objects.all())
        for key in shipped.keys() - {row.key for row in rows}:
            yield _("%(key)s: is not there; run “update”.") % {"key": key}, True
        for row in rows:
            try:
                dialable_lines(row.phones)
            except ValidationError as problem:
                yield f"{row.key}: {problem.messages[0]}", True
            if row.checked_on is None or row.checked_on < timezone.localdate() - timedelta(days=days):
                yield _("%(key)s: last checked on %(day)s.") % {"key": row.key, "day": row.checked_on or "-"}, False
            for name in helplines.edited(row):
                yield _("%(key)s: “%(field)s” differs from what is shipped.") % {"key": row.key, "field": name}, False

    def do_check(self, options: dict[str, Any]) -> None:
        findings = list(self._findings(options["days"]))
        for message, _wrong in findings:
            self.stdout.write(message)
        if any(wrong for _message, wrong in findings):
            raise CommandError(_("Some helplines are missing or can not be dialled."))
        if not findings:
            self.stdout.write(_("All helplines are as they are shipped."))

    def do_export(self, options: dict[str, Any]) -> None:
        rows = [{"key": row.key, **helplines.flat_row(row)} for row in GripHelpline.objects.all()]
        if options["format"] == "json":
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        names = list(dict.fromkeys(name for row in rows for name in row))
        writer = csv.DictWriter(self.stdout, names, restval="")
        writer.writeheader()
        writer.writerows(rows)
