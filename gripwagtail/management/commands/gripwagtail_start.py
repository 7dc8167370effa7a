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
from ...planting.school import SchoolOptions
from ...planting.undo import undo
from ...starter.files import StarterError, languages
from ...starter.language_file import language_file
from ...text.language_names import english_name
from ...vocabulary import SCHOOL_TYPES
from ..base import SafeCommand

_OF_ONE_SCHOOL: Final = (
    *("site", "school_type", "age_from", "age_to", "school_name", "phone", "email"),
    *("languages", "publish", "publish_incident", "publish_unread"),
)


class Command(SafeCommand):
    help = (
        "Plants the pages about online behaviour, as drafts. Safe to repeat: creates what is missing, "
        "never changes or deletes what is there, and finishes whole or changes nothing. "
        "Later: --check tells which texts have a newer version, --update brings those that nobody edited."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--parent", type=int, metavar="ID", help="The page to plant below.")
        where.add_argument("--site", default="", metavar="HOST", help="The site whose root page to plant below.")
        parser.add_argument("--school-type", choices=list(SCHOOL_TYPES), help="Default: po.")
        parser.add_argument("--age-from", type=int, help="Age of the youngest pupils. Default: po 4, vo 12.")
        parser.add_argument("--age-to", type=int, help="Age of the oldest pupils. Default: po 12, vo 18.")
        parser.add_argument("--school-name", default="")
        parser.add_argument("--phone", default="", help="Shown where a contact is reached through the school.")
        parser.add_argument("--email", default="", help="The same, for e-mail.")
        parser.add_argument("--language", action="append", dest="languages", metavar="CODE", help="Default: nl.")
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
            help="With --publish: also texts that no native speaker has read. Readers are told so.",
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
        if options["publish_incident"] and not options["publish"]:
            raise CommandError(_("--publish-incident needs --publish."))
        if options["publish_unread"] and not options["publish"]:
            raise CommandError(_("--publish-unread needs --publish."))
        if options["groups"] and (options["undo"] or options["check"] or options["update"]):
            raise CommandError(_("--groups works with planting, not with --undo, --check or --update."))
        try:
            if options["check"] or options["update"]:
                self._correct(options)
                return
            if options["sheet"]:
                self._many(options)
                return
            with transaction.atomic():
                report = self._run(options)
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except StarterError as error:
            raise CommandError("\n".join([*error.messages, _("Nothing was changed.")])) from None
        self._tell(report, options)

    def _correct(self, options: dict[str, Any]) -> None:
        """Without a place: everywhere, because anyone who updates the package does it for all schools."""
        given = options["parent"] is not None or options["site"]
        pages = updating.planted_pages([parent_of(options["parent"], options["site"])] if given else [])
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
        # Everything else is reported per school, so that nothing is silently left out.
        if any(options[name] for name in _OF_ONE_SCHOOL) or options["parent"] is not None:
            raise CommandError(_("--from can only be combined with --dry-run and --groups: the sheet has the rest."))
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

    def _run(self, options: dict[str, Any]) -> list[Outcome]:
        parent = parent_of(options["parent"], options["site"])
        if options["undo"]:
            return undo(parent)
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
        return [*plant(wish), *(give_group(parent) if options["groups"] else ())]

    def _tell(self, report: list[Outcome], options: dict[str, Any]) -> None:
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
        self._tell_unread(options)
        self._tell_language(options)
        self._tell_dry_run(options)

    def _tell_unread(self, options: dict[str, Any]) -> None:
        unread = [_(english_name(code)) for code in options["languages"] or () if language_file(code).unread]
        if options["undo"] or not unread:
            return
        names = {"languages": ", ".join(unread)}
        if options["publish_unread"]:
            said = _("No native speaker has read the texts in %(languages)s. Each page says so to its readers.")
        else:
            said = _(
                "No native speaker has read the texts in %(languages)s, so these pages are drafts. Have them read "
                "before you publish them, or use --publish --publish-unread: then each page says so to its readers."
            )
        self.stdout.write(said % names)

    def _tell_language(self, options: dict[str, Any]) -> None:
        """Blocks and tags speak the language of the page that they are on, so one site may now speak two."""
        texts = (options["languages"] or ["nl"])[0]
        spoken = parent_of(options["parent"], options["site"]).locale.language_code
        if options["undo"] or spoken.split("-")[0] == texts.split("-")[0]:
            return
        names = {"texts": _(english_name(texts)), "site": _(english_name(spoken))}
        self.stdout.write(
            _(
                "These texts are in %(texts)s, while the pages of this site are in %(site)s: there our blocks and tags "
                "use %(site)s too. If the site is in fact in %(texts)s, change the language of its pages (Settings → "
                "Locales) and LANGUAGE_CODE."
            )
            % names
        )
        code = spoken.split("-")[0]
        if code in languages():
            self.stdout.write(
                _("For texts in %(site)s run this with --undo first, and then with --language %(code)s.")
                % {**names, "code": code}
            )

    def _tell_dry_run(self, options: dict[str, Any]) -> None:
        if options["dry_run"]:
            self.stdout.write(self.style.WARNING(_("This was a dry run: nothing was changed.")))
