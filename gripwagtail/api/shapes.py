"""Items as plain JSON: texts, keys, numbers, lists and objects, nothing that needs knowledge of this package.

A text that is not in the language of its page is named in ``lang``, beside it in the same object, as the
website marks it with an attribute of that name.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, Final

from django.utils.functional import Promise

from ..content.contact import Contact, SchoolOffice
from ..content.helplines import Helpline
from ..phone import Phone
from ..roles import meaning_of
from ..text.marked import Text
from ..vocabulary import Label

Json = dict[str, Any]

# The parts of a helpline that everyone may read.
HELPLINE: Final = (
    "key",
    "name",
    "does",
    "not_for",
    "audiences",
    "age_from",
    "age_to",
    "topics",
    "phones",
    "chat_url",
    "report_url",
    "url",
    "hours",
    "day_and_night",
    "cost",
    "anonymous",
    "languages",
    "urgency",
    "checked_on",
    "source_body",
    "source_date",
    "note",
)


def shaped(**values: Any) -> Json:
    """An object of these values, with the languages of those texts that are not in the language of the page."""
    lang = {name: code for name, value in values.items() if (code := _language(value))}
    return {**{name: plain(value) for name, value in values.items()}, **({"lang": lang} if lang else {})}


def plain(value: object) -> Any:
    """A value as JSON knows it."""
    if isinstance(value, (str, Promise)):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Phone):
        return {"shown": value.shown, "href": value.href, "note": value.note}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    return value


def _language(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return next((found for one in value if (found := _language(one))), "")
    return value.lang if isinstance(value, Text) else ""


def fields_of(item: Any, *left_out: str) -> Json:
    """All fields of one of the small objects in ``content``, except those left out."""
    names = (one.name for one in fields(item))
    return shaped(**{name: getattr(item, name) for name in names if name not in left_out})


def labelled(key: str, label: Label) -> Json:
    return {"key": key, "label": str(label)}


def sentences(said: Iterable[Text]) -> list[Json]:
    """A sentence of the package: twice, in its own language and in Dutch, while nobody has checked the first."""
    return [{"text": str(text), "lang": text.lang} for text in said]


def school(found: SchoolOffice | None) -> Json | None:
    if found is None or not (found.name or found.reachable):
        return None
    email = found.email if found.mail_link else ""
    return shaped(name=found.name, type=found.type, phone=found.phone, email=email)


def contact(card: Contact, with_person: bool) -> Json:
    """A card as its page shows it; of a person without consent only the role, and the route through the school."""
    roles = [labelled(role, label) for role, label in zip(card.roles, card.role_labels, strict=True)]
    shown = shaped(
        id=card.id,
        kind=card.kind,
        roles=roles,
        scope=card.scope,
        is_management=card.is_management,
        serves=card.serves,
        topics=card.topics,
        location=card.location,
        via_school=school(card.via_school),
        board=card.board_name,
        is_withheld=card.is_personal and not with_person,
    )
    return {**shown, **(_anonymous(card) if shown["is_withheld"] else _complete(card))}


def _anonymous(card: Contact) -> Json:
    meaning = meaning_of(card.roles)
    return shaped(title=card.role_labels[0] if card.role_labels else "", meaning=meaning)


def _complete(card: Contact) -> Json:
    title = Text(card.title, card.label.lang if card.label else "")
    return {
        **shaped(
            title=title,
            name=card.name,
            organisation=card.organisation,
            meaning=card.meaning,
            phones=card.phones,
            email=card.email if card.mail_link else "",
            email_more=card.email_more if card.second_mail.mail_link else "",
            website=card.website,
            address=card.address,
            form_url=card.form_url,
            whatsapp=card.whatsapp,
            sms=card.sms,
            instagram_url=card.instagram_link,
            where=card.where,
            when=card.when,
            reply_time=card.reply_time,
            languages=card.languages,
            checked_on=card.checked_on,
        ),
        "secrecy": sentences(card.secrecy),
    }


def helpline(line: Helpline) -> Json:
    """A national service. Its addresses have passed the same check as on a page."""
    return shaped(**{name: line.chat_link if name == "chat_url" else getattr(line, name) for name in HELPLINE})


__all__ = ["HELPLINE", "Json", "contact", "fields_of", "helpline", "labelled", "plain", "school", "sentences", "shaped"]
