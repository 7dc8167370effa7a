"""An item that an editor should look at: what, where, and a link to it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Every kind with its name, the worst first. A key never changes: others remember findings by it.
KINDS: Final[Mapping[str, str | Promise]] = {
    "safety-correction": _("A safety correction is waiting"),
    "damaged": _("Something cannot be read"),
    "no-confidant": _("No confidential adviser can be reached"),
    "contact-unreachable": _("A card leads nowhere"),
    "contact-expired": _("A card is no longer shown"),
    "site-address": _("The site has no address of its own yet"),
    "norm-missing": _("No norm is published"),
    "norm-not-made-together": _("The norm was not made together yet"),
    "norm-overdue": _("The norm is due for review"),
    "contact-expiring": _("A card expires soon"),
    "contact-unchecked": _("Contacts are due for a check"),
    "placeholder": _("Something still has to be filled in"),
    "plan-due": _("Something in the plan is due"),
    "unconfirmed": _("Not confirmed for your school"),
    "untold": _("A person may not have been told"),
    "unread": _("Not read by an expert"),
    "helpline-conflict": _("A helpline was changed here and in what is shipped"),
    "helpline-old": _("Helplines are due for a check"),
    "unread-words": _("Not read by a native speaker"),
    "translation-old": _("A translation is older than the original"),
    "translation-missing": _("A translation is missing"),
    "other-school": _("A block asks for a page of another school"),
    "dead-link": _("A link leads nowhere"),
    "page-overdue": _("A page is due for a check"),
}
_ORDER: Final = {kind: number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found on a page, or about a helpline.

    ``key`` is the same from week to week for the same thing, and another one when it happens again: for the next
    school year, or after a new date. ``item`` is the id of the item on the page, ``date`` the day from which or until
    which it matters; both may be empty. ``url`` leads to the right place in the admin.
    """

    kind: str
    key: str
    text: str
    url: str
    site: str = ""
    school: str = ""
    page_id: int | None = None
    page_title: str = ""
    helpline: str = ""
    date: datetime.date | None = None
    item: str = ""

    @property
    def urgency(self) -> int:
        """The place of its kind in the order of what comes first; 0 is the worst."""
        return _ORDER[self.kind]

    @property
    def label(self) -> str:
        return str(KINDS[self.kind])

    @property
    def place(self) -> str:
        """The page or the helpline that it is about."""
        return self.page_title or self.helpline

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        names = ("kind", "key", "text", "url", "site", "school", "page_id", "page_title", "helpline", "item")
        return {
            **{name: getattr(self, name) for name in names},
            "date": self.date.isoformat() if self.date else None,
        }


__all__ = ["KINDS", "Finding"]
