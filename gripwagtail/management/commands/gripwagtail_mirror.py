"""Writes our pages as plain files, which a server shows while the site itself is down."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from ...conf import conf
from ...mirror.checking import stale
from ...mirror.folder import BusyError
from ...mirror.writing import MirrorError, MirrorPlace, place_of, write
from ..base import SafeCommand


class Command(SafeCommand):
    help = (
        "Writes our pages, their sheets and the front page of each site as plain files, for a server that shows them "
        "while the site is down. Whole or not at all, and not when nothing changed. Run it from cron, every quarter of "
        "an hour."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", metavar="DIR", help="Where. Default: the setting MIRROR.")
        parser.add_argument(
            "--check", action="store_true", help="Only say what is stale; exits with 1 when anything is."
        )
        parser.add_argument("--with-names", action="store_true", help="Name people too. Default: functions only.")
        parser.add_argument("--again", action="store_true", help="Also when nothing has changed that we know of.")

    def handle(self, *args: Any, **options: Any) -> None:
        place = self._place(options["folder"])
        try:
            if options["check"]:
                self._check(place)
            else:
                self._write(place, options["with_names"] or None, options["again"])
        except MirrorError as error:
            for address, problem in error.problems.items():
                self.stderr.write(f"{address}: {problem}")
            raise CommandError(_("The mirror stayed as it was, without what is no longer open to all.")) from None
        except OSError as error:
            # A disk that is full or may not be written.
            raise CommandError(_("The mirror could not be written.") + f" {error}") from None
        except BusyError:
            raise CommandError(_("Another process is writing this mirror.")) from None

    def _place(self, folder: str | None) -> MirrorPlace:
        place = place_of(str(Path(folder).absolute()) if folder else conf.mirror)
        if place is None:
            raise CommandError(_('Say where: a folder, or GRIPWAGTAIL["MIRROR"].'))
        return place

    def _write(self, place: MirrorPlace, with_names: bool | None, again: bool) -> None:
        outcome = write(place, with_names, again)
        for address, reason in outcome.left_out.items():
            self.stdout.write(_("Left out: %(address)s %(reason)s") % {"address": address, "reason": reason})
        if not outcome.written:
            self.stdout.write(_("Nothing has changed: nothing was written."))
            return
        count = len(outcome.manifest["files"])
        self.stdout.write(
            self.style.SUCCESS(_("Written: %(count)d files at %(place)s.") % {"count": count, "place": place})
        )
        for folder, of_site in outcome.manifest["sites"].items():
            self.stdout.write(_("%(site)s: until %(day)s") % {"site": folder, "day": of_site["until"]})

    def _check(self, place: MirrorPlace) -> None:
        lines = list(stale(place))
        for line in lines:
            self.stdout.write(line)
        if lines:
            raise CommandError(_("The mirror is stale."))
        self.stdout.write(self.style.SUCCESS(_("The mirror is what visitors see.")))
