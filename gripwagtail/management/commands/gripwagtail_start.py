"""Plants the starter pages below a page that is there, or takes them away again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from gripwagtail.starter.files import StarterError
from gripwagtail.starter.place import parent_of
from gripwagtail.starter.plant import STATUSES, Done, Wish, plant
from gripwagtail.starter.school import School
from gripwagtail.starter.undo import undo
from gripwagtail.vocabulary import SCHOOL_TYPES


class Command(BaseCommand):
    help = (
        "Plants the pages about online behaviour, as drafts. Safe to repeat: creates what is missing, "
        "never changes or deletes what is there, and finishes whole or changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--parent", type=int, metavar="ID", help="The page to plant below.")
        where.add_argument("--site", default="", metavar="HOST", help="The site whose root page to plant below.")
        parser.add_argument("--school-type", default="po", choices=list(SCHOOL_TYPES), help="Default: po.")
        parser.add_argument("--age-from", type=int, help="Age of the youngest pupils. Default: po 4, vo 12.")
        parser.add_argument("--age-to", type=int, help="Age of the oldest pupils. Default: po 12, vo 18.")
        parser.add_argument("--school-name", default="")
        parser.add_argument("--phone", default="", help="Shown where a contact is reached through the school.")
        parser.add_argument("--email", default="", help="The same, for e-mail.")
        parser.add_argument("--language", action="append", dest="languages", metavar="CODE", help="Default: nl.")
        parser.add_argument("--publish", action="store_true", help="Publish all but the incident page.")
        parser.add_argument(
            "--publish-incident", action="store_true", help="With --publish: the incident page as well."
        )
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen, and change nothing.")
        parser.add_argument("--undo", action="store_true", help="Remove what was planted and nobody edited.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["publish_incident"] and not options["publish"]:
            raise CommandError(_("--publish-incident goes with --publish."))
        try:
            with transaction.atomic():
                report = self._run(options)
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except StarterError as error:
            raise CommandError("\n".join([*error.messages, _("Nothing was changed.")])) from None
        self._tell(report, options)

    def _run(self, options: dict[str, Any]) -> list[Done]:
        parent = parent_of(options["parent"], options["site"])
        if options["undo"]:
            return undo(parent)
        school = School(
            type=options["school_type"],
            name=options["school_name"].strip(),
            phone=options["phone"].strip(),
            email=options["email"].strip(),
            age_from=options["age_from"],
            age_to=options["age_to"],
        )
        return plant(
            Wish(parent, school, options["languages"] or ["nl"], options["publish"], options["publish_incident"])
        )

    def _tell(self, report: list[Done], options: dict[str, Any]) -> None:
        for done in report:
            self.stdout.write(f"{done.what}: {STATUSES[done.status]}")
        if not report:
            self.stdout.write(_("There was nothing to do."))
        if options["undo"]:
            self.stdout.write(_("The settings of the site and the helplines stay."))
        elif not options["publish_incident"]:
            self.stdout.write(
                _("The page for after an incident is a draft: have an expert read it before you publish it.")
            )
        if options["dry_run"]:
            self.stdout.write(self.style.WARNING(_("This was a dry run: nothing was changed.")))
