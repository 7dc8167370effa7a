"""Shows where a person is in what is ours, and takes the person out when asked to."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from ...removal.erasure import Erasure, erase, forget_what_is_kept, preview
from ...removal.person import INSTEAD, Person
from ..base import SafeCommand


class Command(SafeCommand):
    help = (
        "Erases a person from our pages, their old versions, drafts, translations, search index and history. Without "
        "--erase it only shows each place. Give every way in which the name is written."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", action="append", default=[], metavar="NAME", help="May be repeated.")
        parser.add_argument("--email", action="append", default=[], metavar="ADDRESS", help="May be repeated.")
        parser.add_argument("--phone", action="append", default=[], metavar="NUMBER", help="May be repeated.")
        parser.add_argument("--instead", default=INSTEAD, metavar="TEXT", help="Replaces a name. Default: …")
        mode = parser.add_mutually_exclusive_group()
        mode.add_argument("--dry-run", action="store_true", help="Only show, change nothing. This is the default.")
        mode.add_argument("--erase", action="store_true", help="Erase every place that is shown.")
        parser.add_argument("--confirm", default="", metavar="TEXT", help="The words that the list ends with.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            person = Person(
                tuple(options["name"]), tuple(options["email"]), tuple(options["phone"]), options["instead"]
            )
        except ValidationError as problem:
            raise CommandError("\n".join(problem.messages)) from None
        found = preview(person)
        self._show(found, is_dry=not options["erase"])
        if options["erase"] and not found.changes:
            forget_what_is_kept()
        elif options["erase"]:
            self._confirm(found, options["confirm"])
            erase(person)
            self.stdout.write(self.style.SUCCESS(_("Erased in %(count)d places.") % {"count": len(found.changes)}))
        self._show_left(found)
        if not options["erase"]:
            self.stdout.write(self.style.WARNING(_("This was a dry run: nothing was changed.")))
            if found.changes:
                words = f'--erase --confirm "{found.confirmation}"'
                self.stdout.write(_("To erase, after reading the list: %(options)s") % {"options": words})

    def _confirm(self, found: Erasure, given: str) -> None:
        given = given or self.ask(_("Type “%(words)s” to go on: ") % {"words": found.confirmation})
        if given.strip() != found.confirmation:
            raise CommandError(_('Pass --confirm "%(words)s". Nothing was changed.') % {"words": found.confirmation})

    def _show(self, found: Erasure, is_dry: bool) -> None:
        if not found.changes:
            self.stdout.write(_("This person is not mentioned in anything of ours."))
        for change in found.changes if is_dry else ():
            self.stdout.write(self.style.MIGRATE_HEADING(change.where))
            self.stdout.write(f"  - {_on_one_line(change.before)}\n  + {_on_one_line(change.after)}")

    def _show_left(self, found: Erasure) -> None:
        if found.left:
            self.stdout.write(self.style.MIGRATE_HEADING(_("Found in your own content, for you to change:")))
            for row in found.left:
                self.stdout.write(f"  {row.what}  {row.link}".rstrip())
        self.stdout.write(self.style.MIGRATE_HEADING(_("This command cannot reach:")))
        for line in out_of_reach():
            self.stdout.write(f"  - {line}")


def out_of_reach() -> list[str]:
    """Printed after every run, so that nobody believes that a person is gone from everywhere."""
    return [
        _("copies of the database and of the server (backups), and log files of the server"),
        _("caches in front of the site, and browsers that saw a page: empty the first, the second expires"),
        _("a mirror elsewhere than where the setting MIRROR says: write it again"),
        _("the memory of another worker, with LocMemCache: never shown again, and gone when that worker starts anew"),
        _("search engines and web archives: ask them to remove the old copy"),
        _("what was printed or saved: posters, sheets, contact cards on phones"),
        _("older versions and the history of your own pages, your other tables, forms, mail, and accounts of editors"),
        _("the form of a page that is open in a browser: whoever saves it puts the name back"),
        _("sessions outside the database, and the memory of running processes: restart these"),
        _("what the database has freed and not overwritten yet: run VACUUM"),
        _("other ways of writing the name, such as initials or a nickname: run this again with those"),
    ]


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
