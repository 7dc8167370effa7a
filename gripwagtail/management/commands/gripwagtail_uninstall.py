"""Shows what is ours in the database, and takes it out when asked to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from ...removal import leftovers
from ...removal.leftovers import Leftover
from ...removal.uninstall import CannotRemoveError, Plan, plan, remove
from ..base import SafeCommand, page_number


class Command(SafeCommand):
    help = (
        "Lists what is ours in the database: pages, helplines, settings and all that hangs on them. With --remove "
        "that is deleted, whole or not at all. What is yours is listed too, and is never changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        mode = parser.add_mutually_exclusive_group()
        mode.add_argument("--dry-run", action="store_true", help="Only list, change nothing. This is the default.")
        mode.add_argument("--remove", action="store_true", help="Remove everything that is listed as ours.")
        parser.add_argument("--confirm", default="", metavar="TEXT", help="The words that the list ends with.")
        parser.add_argument(
            "--move-to", type=page_number, metavar="ID", help="First move your pages below ours to this page."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = plan(options["move_to"])
        self._show(found)
        if found.obstacles:
            self._list(_("This is in the way:"), [Leftover(text) for text in found.obstacles])
            if found.children and found.target is None:
                self.stdout.write(_("Move these pages yourself, or with --move-to ID."))
            raise CommandError(_("Nothing was changed."))
        if not options["remove"]:
            self.stdout.write(self.style.WARNING(_("This was a dry run: nothing was changed.")))
            words = f'--remove --confirm "{found.confirmation}"'
            self.stdout.write(_("To remove it, after a backup: %(options)s") % {"options": words})
            return
        self._confirm(found, options["confirm"])
        try:
            remove(found)
        except CannotRemoveError:
            raise CommandError(_("A page was just placed below one of ours. Nothing was changed.")) from None
        self.stdout.write(self.style.SUCCESS(_("Everything that was ours has been removed.")))
        self.stdout.write(_("Now run: %(command)s") % {"command": "manage.py migrate gripwagtail zero"})

    def _confirm(self, found: Plan, given: str) -> None:
        given = given or self.ask(_("Type “%(words)s” to go on: ") % {"words": found.confirmation})
        if given.strip() != found.confirmation:
            raise CommandError(_('Pass --confirm "%(words)s". Nothing was changed.') % {"words": found.confirmation})

    def _show(self, found: Plan) -> None:
        pages = [
            Leftover(f"{page.pk}: {page.title} ({page.specific_class.get_verbose_name()}, {page.url_path})")
            for page in found.stock.pages
        ]
        self._list(_("Pages of ours:"), pages)
        rows = [Leftover(f"{what}: {number}") for what, number in sorted(found.stock.counts.items())]
        self._list(_("Rows of ours and about ours:"), rows)
        if found.stock.is_empty:
            self.stdout.write(_("There is nothing of ours in the database."))
        if found.target is not None:
            moved = [Leftover(f"{page.pk}: {page.title}") for page in found.children]
            self._list(_("Moved to “%(title)s”:") % {"title": found.target.title}, moved)
        self._list(
            _("Your pages that contain our blocks (they keep working; the block shows nothing):"),
            leftovers.blocks_in_content(),
        )
        self._list(_("Your pages that refer to ours:"), leftovers.links_to(found.stock.pages))
        self._list(_("Remove our blocks from these fields in your code:"), leftovers.streams_with_our_blocks())
        self._list(_("Remove these page types of yours with a migration:"), leftovers.own_page_types())
        self._list(_("Remove our tags from these templates of yours:"), leftovers.templates())

    def _list(self, heading: str, rows: Iterable[Leftover]) -> None:
        rows = list(rows)
        if rows:
            self.stdout.write(self.style.MIGRATE_HEADING(heading))
            for row in rows:
                self.stdout.write(f"  {row.what}  {row.link}".rstrip())
