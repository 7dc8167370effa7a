"""Exports pages as a content pack, checks a pack, and imports one."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from ...packs.exporting import export
from ...packs.importing import STATUSES, WRITTEN, bring
from ...packs.reading import load
from ...packs.writing import write
from ...planting.place import parent_of
from ...starter.files import StarterError
from ..base import SafeCommand, page_number

# Options that apply to one action only.
ONLY: Final = {
    **dict.fromkeys(["name", "pack_version", "drafts", "with_contacts"], "export"),
    "force": "import",
}


class Command(SafeCommand):
    help = (
        "Exports the pages about online behaviour as a pack: a folder, or a zip file. Checks a pack. Imports one, as "
        "drafts: whole or not at all, never over what an editor changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["export", "check", "import"])
        parser.add_argument("path", type=Path, metavar="PACK", help="A folder, or a file that ends in .zip.")
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--parent", type=page_number, metavar="ID", help="The page above those of the pack.")
        where.add_argument("--site", default="", metavar="HOST", help="The site whose root page that is.")
        parser.add_argument("--name", default="", help="export: the name of the pack.")
        parser.add_argument("--pack-version", default="", metavar="VERSION", help="export: the version of the pack.")
        parser.add_argument("--drafts", action="store_true", help="export: the latest drafts, not what is online.")
        parser.add_argument(
            "--with-contacts", action="store_true", help="export: the cards with names, numbers and addresses."
        )
        parser.add_argument("--force", action="store_true", help="import: also over pages that somebody edited.")
        parser.add_argument("--dry-run", action="store_true", help="Show what would happen, and change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        for option, action in ONLY.items():
            if options[option] and options["action"] != action:
                names = {"option": f"--{option.replace('_', '-')}", "action": action}
                raise CommandError(_("%(option)s can only be used with the action “%(action)s”.") % names)
        try:
            getattr(self, f"_{options['action']}")(options)
        except StarterError as error:
            raise CommandError("\n".join([*error.messages, _("Nothing was changed.")])) from None
        if options["dry_run"]:
            self.stdout.write(self.style.WARNING(_("This was a dry run: nothing was changed.")))

    def _export(self, options: dict[str, Any]) -> None:
        parent = parent_of(options["parent"], options["site"])
        made = export(
            parent, options["name"], options["pack_version"], options["drafts"], contacts=options["with_contacts"]
        )
        if not options["dry_run"]:
            write(options["path"], made.documents)
        for name in made.documents:
            self.stdout.write(name)
        for title in made.left_out:
            self.stdout.write(_("“%(title)s” is a draft: --drafts exports it.") % {"title": title})
        self._list(_("Read this before you share the pack:"), made.persons)
        self._list(_("An import would refuse this:"), made.faults)

    def _check(self, options: dict[str, Any]) -> None:
        texts = load(options["path"])
        count = {"name": texts.prefix, "version": texts.version, "count": len(texts.pages)}
        self.stdout.write(_("“%(name)s” %(version)s is valid: %(count)d pages.") % count)

    def _import(self, options: dict[str, Any]) -> None:
        texts = load(options["path"])
        parent = parent_of(options["parent"], options["site"])
        with transaction.atomic():
            report = bring(texts, parent, options["force"])
            if options["dry_run"]:
                transaction.set_rollback(True)
        for done in report:
            self.stdout.write(f"{done.what}: {STATUSES[done.status]}")
        if any(done.status in WRITTEN for done in report):
            self.stdout.write(_("All of it is a draft: read it, tick what is true for the school, and publish."))

    def _list(self, heading: str, lines: list[Any]) -> None:
        if lines:
            self.stdout.write(self.style.WARNING(heading))
            for line in lines:
                self.stdout.write(f"  {line!s}")
