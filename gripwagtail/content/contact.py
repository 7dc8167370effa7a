"""The people and routes a reader can go to today."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from .. import safety
from ..item_blocks.contact import ContactBlock, RouteStepBlock
from ..phone import Phone
from ..roles import meaning_of, role_labels
from ..safety.promises import promises_too_much
from ..sanitize import mailto, safe_url
from ..text.language_names import own_names
from ..text.marked import Text
from ..text.naming import may_name_someone
from ..vocabulary import Label, known
from .items import Item, LanguagePair, read_items, text_of
from .phones import phones_of

_VALIDITY: Final = frozenset({"valid_from", "valid_until"})
_HANDLE: Final = re.compile(r"[A-Za-z0-9._]{1,30}")


@dataclass(slots=True)
class SchoolOffice:
    """What "via school" means here."""

    name: str = ""
    type: str = ""
    phone: Phone | None = None
    email: str = ""

    @classmethod
    def of(cls, name: str, type_: str, phone: str, email: str) -> SchoolOffice:
        """As an editor filled it in."""
        numbers = phones_of([phone]) if phone else []
        return cls(text_of(name), type_, numbers[0] if numbers else None, email)

    @property
    def mail_link(self) -> str:
        return mailto(self.email)

    @property
    def reachable(self) -> bool:
        return bool(self.phone or self.mail_link)


@dataclass(slots=True)
class Contact:
    """One card."""

    id: str
    kind: str
    label: Text
    name: str
    organisation: str
    roles: tuple[str, ...]
    about: Text
    scope: str
    is_management: bool
    serves: tuple[str, ...]
    topics: tuple[str, ...]
    location: str
    phones: list[Phone]
    email: str
    form_url: str
    whatsapp: Phone | None
    sms: Phone | None
    instagram: str
    where: Text
    when: Text
    reply_time: Text
    languages: tuple[str, ...]
    secrecy: list[Text]
    fallback_role: str
    valid_from: datetime.date | None
    valid_until: datetime.date | None
    checked_on: datetime.date | None
    confirmed: bool
    # Whether it is known from when until when the card is valid.
    is_dated: bool = True
    via_school: SchoolOffice | None = None
    role_labels: list[Label] = field(default_factory=list)
    # Whether the label is a name, or contains one.
    names_someone: bool = False
    # Set for a card that the school board keeps for all its schools: its page, and what it is called.
    board_url: str = ""
    board_name: str = ""
    # Where this card can be saved on a phone, when the school offers that.
    vcard_url: str = ""

    def open_on(self, today: datetime.date) -> bool:
        """Whether the card is shown on this day; both dates are included."""
        return (
            self.confirmed
            and self.is_dated
            and (self.valid_from is None or self.valid_from <= today)
            and (self.valid_until is None or today <= self.valid_until)
        )

    @property
    def title(self) -> str:
        """The heading of the card: the school's own words, a name, else the role."""
        return self.label or self.name or self.organisation or str(self.role_labels[0] if self.role_labels else "")

    @property
    def heading(self) -> Text:
        """The same, with the language in which it is."""
        return self.label or Text(self.title)

    @property
    def is_personal(self) -> bool:
        """Whether the card may name someone. Then it is in nothing that other machines read."""
        return self.kind == "person" or bool(self.name) or self.names_someone

    @property
    def shown_name(self) -> str:
        return self.name if self.name and self.name not in self.title else ""

    @property
    def shown_organisation(self) -> str:
        return self.organisation if self.organisation and self.organisation not in self.title else ""

    @property
    def shown_roles(self) -> list[Label]:
        """The roles that the title does not say already: under “Aandachtsfunctionaris” no second one in brackets."""
        title = self.title.casefold()
        return [label for label in self.role_labels if not f"{label} ".casefold().startswith(f"{title} ")]

    @property
    def meaning(self) -> str | Label:
        """One line on what this one is for."""
        if self.about:
            return self.about
        return meaning_of(self.roles)

    @property
    def language_names(self) -> list[str]:
        """The languages spoken, each under its own name."""
        return own_names(self.languages)

    @property
    def mail_link(self) -> str:
        return mailto(self.email)

    @property
    def instagram_link(self) -> str:
        handle = self.instagram.lstrip("@")
        # Nothing but a name, or the link would lead to another place on that site.
        return f"https://www.instagram.com/{handle}/" if _HANDLE.fullmatch(handle) else ""

    @property
    def has_route(self) -> bool:
        return bool(self.phones or self.mail_link or self.form_url or self.whatsapp or self.sms or self.instagram_link)

    @property
    def can_be_reached(self) -> bool:
        """Reachable in any way at all, if only through the school or by walking in."""
        return self.has_route or self.via_school is not None or bool(self.where)

    @property
    def has_own_hours(self) -> bool:
        """Whether this one answers at hours of its own, and not those of the school."""
        return self.scope == "external" or bool(self.board_name)

    def answers(self, wanted: Iterable[str] = (), audience: str = "", topic: str = "", location: str = "") -> bool:
        wanted = list(wanted)
        return (
            (not wanted or any(role in self.roles for role in wanted))
            and (not audience or not self.serves or audience in self.serves)
            and (not topic or not self.topics or topic in self.topics)
            and (not location or not self.location or self.is_at(location))
        )

    def is_at(self, location: str) -> bool:
        """Whether this is its location, however somebody else typed that."""
        return _as_typed(location) == _as_typed(self.location)


def _as_typed(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@dataclass(slots=True)
class RouteStep:
    """One step of the route, with who stands there."""

    text: Text
    roles: tuple[str, ...]
    helplines: tuple[str, ...]
    skippable: bool
    always_open: bool


def read_contacts(
    source: object, translated: object, languages: LanguagePair, today: datetime.date, school: SchoolOffice
) -> tuple[list[Contact], list[Contact]]:
    """The cards of today, and those that are not shown (whose fallback still counts)."""
    labels = role_labels()
    shown: list[Contact] = []
    hidden: list[Contact] = []
    for item in read_items(ContactBlock, source, translated, languages):
        contact = _contact(item, labels, languages, school)
        (shown if contact.open_on(today) else hidden).append(contact)
    return shown, hidden


def _contact(item: Item, labels: Any, languages: LanguagePair, school: SchoolOffice) -> Contact:
    keys = tuple(known(item["roles"], labels))
    whatsapp, sms = phones_of([item["whatsapp"]]), phones_of([item["sms"]])
    contact = Contact(
        **{
            name: item[name]
            for name in [
                "id",
                "kind",
                "label",
                "name",
                "organisation",
                "about",
                "scope",
                "is_management",
                "serves",
                "topics",
                "location",
                "email",
                "instagram",
                "where",
                "when",
                "reply_time",
                "fallback_role",
                "valid_from",
                "valid_until",
                "checked_on",
                "confirmed",
            ]
        },
        is_dated=not _VALIDITY.intersection(item["unreadable"]),
        roles=keys,
        phones=phones_of(item["phones"]),
        form_url=safe_url(item["form_url"]),
        whatsapp=whatsapp[0] if whatsapp else None,
        sms=sms[0] if sms else None,
        languages=tuple(part.strip() for part in item["languages"].split(",") if part.strip()),
        secrecy=_secrecy(item["secrecy"], item["scope"], keys, languages.shown),
        role_labels=[labels[key] for key in keys],
        names_someone=may_name_someone(item),
    )
    # No contact details left: the school takes the call, however the card came in.
    if item["via_school"] or not contact.has_route:
        contact.via_school = school if school.reachable else None
    return contact


def _secrecy(own: Text, scope: str, roles: tuple[str, ...], language: str) -> list[Text]:
    """The school's own line; where it promises too much it is followed by what is true."""
    if own and not promises_too_much(own):
        return [own]
    honest = safety.secrecy(scope, roles, language)
    return [own, *honest] if own else honest


def read_route(source: object, translated: object, languages: LanguagePair) -> list[RouteStep]:
    return [
        RouteStep(item["text"], item["roles"], item["helplines"], item["skippable"], item["always_open"])
        for item in read_items(RouteStepBlock, source, translated, languages)
        if item["text"]
    ]
