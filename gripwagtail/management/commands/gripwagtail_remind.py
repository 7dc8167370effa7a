"""Mails editors once a week what needs a look on their pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gripwagtail.reminders.run import Told, remind


class Command(BaseCommand):
    help = (
        "Mails every editor what is new on the desk “online behaviour”: at most once a week, each thing once, nothing "
        "when there is nothing. Run it from cron, once a day or once a week."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Send nothing and note nothing; show the mails.")
        parser.add_argument(
            "--base-url",
            default=getattr(settings, "WAGTAILADMIN_BASE_URL", None),
            help="What the links in the mail begin with. Default: WAGTAILADMIN_BASE_URL.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        base_url, dry_run = str(options["base_url"] or ""), options["dry_run"]
        if urlsplit(base_url).scheme not in ("http", "https"):
            raise CommandError(
                _("The links in the mail need an address. Set WAGTAILADMIN_BASE_URL, or give --base-url https://…")
            )
        told = []
        for one in remind(base_url, dry_run=dry_run):
            self._say(one, dry_run)
            told.append(one)
        if not told:
            self.stdout.write(_("There is nothing new for anyone: no mail."))
        failed = sum(bool(one.error) for one in told)
        if failed:
            raise CommandError(
                ngettext(
                    "%(count)d mail could not be sent. It is tried again at the next run.",
                    "%(count)d mails could not be sent. They are tried again at the next run.",
                    failed,
                )
                % {"count": failed}
            )
        if dry_run:
            self.stdout.write(self.style.WARNING(_("This was a dry run: nothing was sent.")))

    def _say(self, one: Told, dry_run: bool) -> None:
        name = one.user.get_username()
        if one.error:
            self.stderr.write(self.style.ERROR(f"{name}: {one.error}"))
        elif one.too_soon:
            self.stdout.write(_("%(name)s: had a mail less than a week ago") % {"name": name})
        elif one.mail is not None:
            self.stdout.write(f"{name}: {one.mail.subject}")
            if dry_run:
                self.stdout.write(one.mail.text)
