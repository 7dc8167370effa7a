"""Plants the starter pages of one school or of many, keeps them up to date, or removes them again."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...planting import updating
from ...planting.bulk import Planted, plant_many, wishes
from ...planting.groups import give_group
from ...planting.place import parent_of
from ...planting.plant import STATUSES, Outcome, Wish, named, plant
from ...planting.remarks import remarks
from ...planting.school import SchoolOptions
from ...planting.undo import undo
from ...starter.files import StarterError
from ...vocabulary import SCHOOL_TYPES
from ..base import SafeCommand, page_number

_OF_A_SCHOOL: Final = ("school_type", "age_from", "age_to", "school_name", "phone", "email")
_OF_PUBLISHING: Final = ("publish", "publish_incident", "publish_unread")
# What each way of working has no use for. An option that does nothing is refused: it was meant to do something.
_NOT_WITH: Final = {
    "sheet": ("parent", "site", "languages", *_OF_A_SCHOOL, *_OF_PUBLISHING),
    "undo": (*_OF_A_SCHOOL, *_OF_PUBLISHING, "groups"),
    "check": (*_OF_A_SCHOOL, *_OF_PUBLISHING, "groups"),
    "update": (*_OF_A_SCHOOL, "publish_incident", "publish_unread", "groups"),
}
_OPTIONS: Final = {"languages": "--language", "sheet": "--from"}


class Command(SafeCommand):
    help = (
        "Plants the pages about online behaviour, as drafts. Safe to repeat: creates what is missing, "
        "never changes or deletes what is there, and finishes whole or changes nothing. "
        "Later: --check tells which texts have a newer version, --update brings those that nobody edited. "
        "A second school in the same site is a second run, with --parent: the page that its pages go below."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--parent", type=page_number, metavar="ID", help="The page to plant below.")
        where.add_argument("--site", default="", metavar="HOST", help="The site whose root page to plant below.")
        parser.add_argument("--school-type", choices=list(SCHOOL_TYPES), help="Default: po.")
        parser.add_argument("--age-from", type=int, help="Age of the youngest pupils. Default: po 4, vo 12.")
        parser.add_argument("--age-to", type=int, help="Age of the oldest pupils. Default: po 12, vo 18.")
        parser.add_argument("--school-name", default="")
        parser.add_argument("--phone", default="", help="Shown where a contact is reached through the school.")
        parser.add_argument("--email", default="", help="The same, for e-mail.")
        parser.add_argument(
            "--language",
            action="append",
            dest="languages",
            metavar="CODE",
            help="May be repeated. Default: nl. With --undo, --check or --update: only pages in it. Default: all.",
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help="Publish all but the incident page. With --update: publish the new texts, on pages that are live.",
        )
        parser.add_argument(
            "--publish-incident", action="store_true", help="With --publish: the incident page as well."
        )
        parser.add_argument(
            "--publish-unread",
            action="store_true",
            help="With --publish: also texts that no native speaker has read, and drafts of an earlier run that nobody "
            "edited. Readers are told so.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Show what would happen, and change nothing.")
        parser.add_argument(
            "--groups",
            action="store_true",
            help="Also create a group of editors for the school, with rights to these pages. Never removes a right.",
        )
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--undo", action="store_true", help="Remove what was planted and nobody edited.")
        what.add_argument(
            "--check", action="store_true", help="List the texts that have a newer version. 1 when one is for safety."
        )
        what.add_argument("--update", action="store_true", help="Adopt the newer texts where nobody edited the old.")
        what.add_argument("--from", dest="sheet", type=Path, metavar="CSV", help="Plant many schools, one per row.")

    def handle(self, *args: Any, **options: Any) -> None:
        _refuse_unused(options)
        if options["publish_incident"] and not options["publish"]:
            raise CommandError(_("--publish-incident needs --publish."))
        if options["publish_unread"] and not options["publish"]:
            raise CommandError(_("--publish-unread needs --publish."))
        try:
            if options["check"] or options["update"]:
                self._correct(options)
                return
            if options["sheet"]:
                self._many(options)
                return
            with transaction.atomic():
                report, said = self._run(options)
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except StarterError as error:
            raise CommandError("\n".join([*error.messages, _("Nothing was changed.")])) from None
        self._tell(report, said, options)

    def _correct(self, options: dict[str, Any]) -> None:
        """Without a place: everywhere, because anyone who updates the package does it for all schools."""
        given = options["parent"] is not None or options["site"]
        pages = updating.planted_pages(
            [parent_of(options["parent"], options["site"])] if given else [], options["languages"] or ()
        )
        if options["check"]:
            waiting = updating.check(pages)
        else:
            with transaction.atomic():
                done = [each for page in pages for each in updating.update(page, options["publish"])]
                waiting = sorted(done, key=lambda each: not each.correction.safety)
                if options["dry_run"]:
                    transaction.set_rollback(True)
        for each in waiting:
            self._tell_correction(each)
        if not waiting:
            self.stdout.write(_("No text has a newer version."))
        self._tell_dry_run(options)
        left = sum(each.correction.safety and each.waits for each in waiting)
        if options["check"] and left:
            raise CommandError(
                ngettext("%(count)d safety correction is waiting.", "%(count)d safety corrections are waiting.", left)
                % {"count": left}
            )

    def _tell_correction(self, each: updating.Waiting) -> None:
        correction = each.correction
        versions = f"{correction.version} → {correction.shipped.version}"
        line = f"{named(each.page)}: {correction.title} ({versions}): {updating.STATUSES[each.status]}"
        if correction.shipped.changed:
            line += f" – {correction.shipped.changed}"
        self.stdout.write(self.style.WARNING(_("SAFETY: %(text)s") % {"text": line}) if correction.safety else line)

    def _many(self, options: dict[str, Any]) -> None:
        # Everything is reported per school, so that nothing is silently left out.
        asked = wishes(options["sheet"])
        failed = 0
        for planted in plant_many(asked, options["dry_run"], options["groups"]):
            failed += bool(planted.faults)
            self._tell_row(planted, options["verbosity"] > 1)
        self._tell_dry_run(options)
        if failed:
            raise CommandError(
                ngettext(
                    "%(count)d school could not be planted: see above.",
                    "%(count)d schools could not be planted: see above.",
                    failed,
                )
                % {"count": failed}
            )

    def _tell_row(self, planted: Planted, in_full: bool) -> None:
        where = _("row %(row)d (%(school)s)") % {"row": planted.row.number, "school": planted.row.called}
        for fault in planted.faults:
            self.stdout.write(self.style.ERROR(f"{where}: {fault}"))
        if planted.faults:
            return
        counts = [f"{STATUSES[status]}: {count}" for status, count in planted.counts.items()]
        self.stdout.write(f"{where}: " + ("; ".join(counts) or _("There was nothing to do.")))
        if in_full:
            for done in planted.done:
                self.stdout.write(f"  {done.what}: {STATUSES[done.status]}")

    def _run(self, options: dict[str, Any]) -> tuple[list[Outcome], list[str]]:
        """What was done, and what to know about it."""
        parent = parent_of(options["parent"], options["site"])
        if options["undo"]:
            return undo(parent, options["languages"] or ()), [_("The settings of the site and the helplines stay.")]
        school = SchoolOptions(
            type=options["school_type"] or "po",
            name=options["school_name"].strip(),
            phone=options["phone"].strip(),
            email=options["email"].strip(),
            age_from=options["age_from"],
            age_to=options["age_to"],
        )
        how = (options["publish"], options["publish_incident"], options["publish_unread"])
        wish = Wish(parent, school, options["languages"] or ["nl"], *how)
        planted = plant(wish)
        said = remarks(wish, planted)
        return [*planted, *(give_group(parent) if options["groups"] else ())], said

    def _tell(self, report: list[Outcome], said: list[str], options: dict[str, Any]) -> None:
        for done in report:
            self.stdout.write(f"{done.what}: {STATUSES[done.status]}")
        if not report:
            self.stdout.write(_("There was nothing to do."))
        for remark in said:
            self.stdout.write(remark)
        self._tell_dry_run(options)

    def _tell_dry_run(self, options: dict[str, Any]) -> None:
        if options["dry_run"]:
            self.stdout.write(self.style.WARNING(_("This was a dry run: nothing was changed.")))


def _refuse_unused(options: dict[str, Any]) -> None:
    for way, others in _NOT_WITH.items():
        unused = [name for name in others if _is_given(options[name])]
        if not options[way] or not unused:
            continue
        if way == "sheet":
            raise CommandError(_("--from can only be combined with --dry-run and --groups: the sheet has the rest."))
        raise CommandError(
            _("%(way)s does nothing with %(options)s. Leave that out.")
            % {"way": _option(way), "options": ", ".join(map(_option, unused))}
        )


def _is_given(value: object) -> bool:
    # A youngest pupil of 0 is an age.
    return value is not None and value is not False and value not in ("", [], ())


def _option(name: str) -> str:
    return _OPTIONS.get(name, f"--{name.replace('_', '-')}")
