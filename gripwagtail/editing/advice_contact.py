"""Advice to an editor about the cards of a contact page: the privacy of the people on them, and honesty.

Nothing here refuses. Nobody sees a card that is not confirmed, so there is no advice about it. Which cards are to be
checked is reported by the desk.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import safety
from ..content.items import Item, LanguagePair, raw_items, read_items
from ..content.phones import phones_of
from ..content.problems import Problem, place
from ..item_blocks.contact import ContactBlock
from ..lookup.context import PageContext
from ..safety.promises import promises_too_much
from ..text.length import too_long
from ..text.naming import reads_as_a_name

CONTACTS: Final = "contacts"

# Mailboxes for everyone: free ones, and those that come with an internet connection at home.
_EVERYWHERE: Final = re.compile(
    r"(?:aol|gmail|gmx|googlemail|hotmail|live|msn|outlook|protonmail|yahoo|ymail)\.(?:com?\.)?[a-z]{2,3}"
)
_HERE: Final = (
    "icloud.com mac.com mail.com me.com pm.me proton.me tuta.com tutanota.com 12move.nl caiway.net caiway.nl "
    "casema.nl chello.nl concepts.nl delta.nl freeler.nl hccnet.nl hetnet.nl home.nl kpnmail.nl kpnplanet.nl "
    "online.nl planet.nl quicknet.nl solcon.nl tele2.nl telfort.nl tiscali.nl upcmail.nl versatel.nl wanadoo.nl "
    "xs4all.nl zeelandnet.nl ziggo.nl zonnet.nl proximus.be skynet.be telenet.be t-online.de web.de"
)


def is_private_mail(address: str) -> bool:
    """Whether the mailbox is at a provider for private persons."""
    domain = address.rpartition("@")[2].strip().lower()
    return domain in _HERE.split() or bool(_EVERYWHERE.fullmatch(domain))


def look(page: Any) -> Iterator[Problem]:
    """Remarks on the cards, in their order. A translated page only has words of its own."""
    language, today = page.grip_language, timezone.localdate()
    has_facts = PageContext(page=page).in_source_language
    stream = getattr(page, CONTACTS)
    items = read_items(ContactBlock, stream, None, LanguagePair(language, language))
    for index, ((item_id, kind, value), item) in enumerate(zip(raw_items(stream), items, strict=True)):
        if not item["confirmed"]:
            continue
        raw = {"id": item_id, "type": kind, "value": value}
        for child, message in [
            *(_facts(item, today) if has_facts else ()),
            *(_promises(item, language) if _is_shown(item, today) else ()),
        ]:
            yield Problem(CONTACTS, _where(page, index, raw, child), message, index, child)


def _is_shown(item: Item, today: datetime.date) -> bool:
    return item["valid_until"] is None or item["valid_until"] >= today


def _facts(item: Item, today: datetime.date) -> Iterator[tuple[str, str]]:
    if not _is_shown(item, today):
        yield (
            "valid_until",
            _(
                "this card has been hidden from visitors since %(day)s. "
                "Delete it, or change the date if it is still true."
            )
            % {"day": date_format(item["valid_until"])},
        )
        return
    is_person = item["kind"] == "person" or bool(item["name"])
    if not item["name"] and not item["told_on"] and reads_as_a_name(item["label"], item["kind"] != "organisation"):
        yield (
            "told_on",
            _(
                "this label reads like the name of a person. Tell this person that it is published, and fill in "
                "the date on which you did; or write what the role is called."
            ),
        )
    if is_person and not item["is_work_phone"]:
        for child in ("phones", "whatsapp", "sms"):
            numbers = item[child] if child == "phones" else [item[child]]
            if any(phone.dial.startswith("+316") for phone in phones_of(numbers)):
                yield (
                    child,
                    _(
                        "this is a mobile number on the card of a person. If it is a work phone, tick “work "
                        "phone”. Otherwise use a number of the school: a private number stays known for years."
                    ),
                )
    if is_private_mail(item["email"]):
        yield (
            "email",
            _(
                "this looks like a private mailbox. Use an address of the school: others can read and answer its "
                "mail when this person is ill or leaves."
            ),
        )
    if is_person and not item["fallback_role"]:
        yield "fallback_role", _("choose who a reader goes to when this person is ill or has left.")


def _promises(item: Item, language: str) -> Iterator[tuple[str, str]]:
    for child in ("about", "secrecy"):
        if not too_long(item[child]) and promises_too_much(item[child]):
            honest = safety.secrecy(item["scope"], item["roles"], language)
            yield (
                child,
                _(
                    "this promises more than anyone can keep: sometimes something has to be passed on. An honest "
                    "wording is: “%(honest)s”"
                )
                % {"honest": honest[0]},
            )


def _where(page: Any, index: int, raw: Mapping[str, Any], child: str = "") -> str:
    field = page._meta.get_field(CONTACTS)
    return place(field.stream_block, str(field.verbose_name), index, raw, child)
