"""Mails editors once a week what needs attention on their pages."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...reminders.run import Reminded, remind
from ...text.hosts import host_of, is_example, is_local, real_hosts
from ..base import SafeCommand

logger = logging.getLogger(__name__)


class Command(SafeCommand):
    help = (
        "Mails every editor what is new on the desk “online behaviour”: at most once a week, each thing once, nothing "
        "when there is nothing. Run it from cron, once a day or once a week."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Send and record nothing; show the mails.")
        parser.add_argument(
            "--base-url",
            default=getattr(settings, "WAGTAILADMIN_BASE_URL", None),
            help="What the links in the mail begin with. Default: WAGTAILADMIN_BASE_URL.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        base_url, dry_run = str(options["base_url"] or ""), options["dry_run"]
        if urlsplit(base_url).scheme not in ("http", "https"):
            raise CommandError(
                _("The links in the mail need an address. Set WAGTAILADMIN_BASE_URL, or pass --base-url https://…")
            )
        if is_example(host_of(base_url)):
            raise CommandError(
                _(
                    "The links in the mail would lead to %(address)s. Set WAGTAILADMIN_BASE_URL, or pass --base-url https://…"
                )
                % {"address": base_url}
            )
        if real_hosts() and is_local(host_of(base_url)):
            self._print(_("The links in the mail lead to %(address)s.") % {"address": base_url}, self.stderr)
        told = []
        for one in remind(base_url, dry_run=dry_run):
            self._say(one, dry_run)
            told.append(one)
        if not told:
            self._print(_("There is nothing new for anyone: no mail."))
        failed = sum(bool(one.error) for one in told)
        if failed:
            raise CommandError(
                ngettext(
                    "%(count)d mail could not be sent. It will be tried again on the next run.",
                    "%(count)d mails could not be sent. They will be tried again on the next run.",
                    failed,
                )
                % {"count": failed}
            )
        if dry_run:
            self._print(_("This was a dry run: nothing was sent."), style=self.style.WARNING)

    def _say(self, one: Reminded, dry_run: bool) -> None:
        name = one.user.get_username()
        if one.error:
            self._print(f"{name}: {one.error}", self.stderr, self.style.ERROR)
        elif one.taken:
            self._print(_("%(name)s: another run is sending this mail") % {"name": name})
        elif one.too_soon:
            self._print(_("%(name)s: was sent a mail less than a week ago") % {"name": name})
        elif one.mail is not None:
            self._print(f"{name}: {one.mail.subject}")
            if dry_run:
                self._print(one.mail.text)

    def _print(self, text: str, to: Any = None, style: Callable[[str], str] = str) -> None:
        """Never raises: a terminal that cannot show a text, or is gone, stops nobody's mail."""
        stream = to or self.stdout
        try:
            stream.write(style(text))
        except Exception:
            logger.warning("What the weekly mail has to say could not be printed.", exc_info=True)
