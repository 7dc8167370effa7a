"""Prints what is wrong with our pages on this site, and how to fix it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any, Final

from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...desk.columns import recount_below
from ...desk.report import report as rows_of
from ...desk.report import write_csv
from ...desk.schools import Desk
from ...doctor.browser import Browser, NoBrowser
from ...doctor.examination import Report, examine
from ...doctor.findings import LEVELS, DoctorFinding
from ...doctor.scope import UnknownSite, check_there_is_one, sites
from ...lookup.sources import page_model
from ..base import SafeCommand, page_number

# At most this many places of one finding are named in text; JSON has them all.
PLACES: Final = 5
# How often somebody who waits hears how far it is.
SECONDS: Final = 5.0


class Command(SafeCommand):
    help = "Shows our pages inside this site, and says what is wrong and how to fix it. Changes nothing on them."

    # This command should report what stops other commands.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--site", default="", metavar="HOST", help="Only this site. Default: all.")
        parser.add_argument(
            "--below", type=page_number, metavar="ID", help="Of several schools only the one that begins at this page."
        )
        parser.add_argument("--content", action="store_true", help="Only look at the content of the pages.")
        parser.add_argument(
            "--browser",
            action="store_true",
            help="Also look at each page in Chromium. Needs gripwagtail[browser], and a Chromium on this machine.",
        )
        parser.add_argument(
            "--format", choices=["text", "json", "csv"], default="text", help="csv: only with --content."
        )
        parser.add_argument(
            "--fail-level",
            type=str.upper,
            choices=list(LEVELS),
            default="ERROR",
            help="Exits with code 1 when something at least this bad is found. Default: ERROR.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["format"] == "csv" and not options["content"]:
            raise CommandError(_("--format csv is a list of pages. Add --content."))
        if options["browser"] and options["content"]:
            raise CommandError(_("--browser looks at pages, and --content only at what is written. Choose one."))
        try:
            chosen, below = sites(options["site"]), options["below"]
            if below is not None:
                check_there_is_one(chosen, below)
            part = page_model().objects.get(pk=below).path if below is not None else ""
            recount_below([part] if part else [site.root_page.path for site in chosen])
            with Browser() if options["browser"] else nullcontext() as browser:
                report = examine(chosen, options["content"], browser, below, self._progress(options["verbosity"]))
            rows = rows_of(Desk(only={site.pk for site in chosen}, part=part)) if options["content"] else None
        except (UnknownSite, NoBrowser) as error:
            raise CommandError(str(error)) from None
        except DatabaseError as error:
            raise CommandError(
                _("The database does not answer (%(error)s). Run “manage.py migrate” first.") % {"error": error}
            ) from None
        if options["format"] == "json":
            pages = {} if rows is None else {"report": [row.as_dict() for row in rows]}
            self.write_json({**report.as_dict(), **pages})
        elif options["format"] == "csv":
            write_csv(rows or [], self.stdout)
        else:
            self._print(report, options["content"])
        if report.is_serious(LEVELS[options["fail_level"]]):
            raise CommandError(_summary(report, is_grouped=options["format"] == "text"))
        if options["format"] == "text":
            if not report.sites:
                self.stdout.write(self.style.WARNING(_("There is no site, so there was nothing to look at.")))
            self.stdout.write(
                _summary(report, is_grouped=True)
                if report.findings or not report.sites
                else self.style.SUCCESS(_("Nothing is wrong."))
            )

    def _progress(self, verbosity: int) -> Callable[[str], None]:
        """Says now and then where it is, to who sits before a terminal or asks for it."""
        says, said = verbosity > 1 or (verbosity and self.stderr.isatty()), [time.monotonic(), 0]

        def told(name: str) -> None:
            said[1] += 1
            if says and (verbosity > 1 or time.monotonic() - said[0] > SECONDS):
                said[0] = time.monotonic()
                self.stderr.write(_("Looked at %(count)d: %(name)s") % {"count": said[1], "name": name}, str)

        return told

    def _print(self, report: Report, only_content: bool) -> None:
        # What is wrong with a template is wrong on many pages: said once, with the places.
        said: dict[tuple[str, ...], list[DoctorFinding]] = {}
        for finding in report.findings:
            said.setdefault(_said_once(finding), []).append(finding)
        for (severity, code, message, hint), same in said.items():
            places = [finding.place for finding in same if finding.place]
            self._print_one(severity, code, message, hint, places)
        looked = (
            _("Read what is written on the pages; schools: %(schools)d, sites: %(sites)d; in %(seconds).1f seconds.")
            if only_content
            else _("Looked at pages: %(pages)d, schools: %(schools)d, sites: %(sites)d; in %(seconds).1f seconds.")
        )
        self.stdout.write(looked % report.as_dict())
        if report.in_browser:
            self.stdout.write(_("Of these in a browser: %(count)d.") % {"count": report.in_browser})

    def _print_one(self, severity: str, code: str, message: str, hint: str, places: list[str]) -> None:
        paint = {"ERROR": self.style.ERROR, "WARNING": self.style.WARNING}.get(severity, self.style.NOTICE)
        self.stdout.write(f"{paint(severity)} {code}\n  {message}")
        if hint:
            self.stdout.write(f"  → {hint}")
        for place in places[:PLACES]:
            self.stdout.write(f"    {place}")
        if len(places) > PLACES:
            more = len(places) - PLACES
            said = ngettext(
                "and %(count)d more place: --format json has them all",
                "and %(count)d more places: --format json has them all",
                more,
            )
            self.stdout.write(f"    {said % {'count': more}}")
        self.stdout.write("")


def _said_once(finding: DoctorFinding) -> tuple[str, str, str, str]:
    return finding.severity, finding.code, finding.message, finding.hint


def _summary(report: Report, is_grouped: bool) -> str:
    """How much was found; in text as often as it was said, and not for each page again."""
    found = set(map(_said_once, report.findings)) if is_grouped else list(map(_said_once, report.findings))
    errors, warnings, notes = (sum(one[0] == severity for one in found) for severity in LEVELS)
    return _("Found: %(errors)s, %(warnings)s, %(notes)s.") % {
        "errors": ngettext("%(count)d error", "%(count)d errors", errors) % {"count": errors},
        "warnings": ngettext("%(count)d warning", "%(count)d warnings", warnings) % {"count": warnings},
        "notes": ngettext("%(count)d remark", "%(count)d remarks", notes) % {"count": notes},
    }
