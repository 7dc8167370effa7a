"""The people and routes a reader can go to today."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from .. import safety
from ..item_blocks.contact import ContactBlock, RouteStepBlock
from ..phone import Phone
from ..roles import keys_where, meaning_of, role_labels, roles
from ..safety.promises import promises_too_much
from ..sanitize import mail_link, usable_url
from ..text.language_names import own_names
from ..text.leading import instagram_handle
from ..text.marked import Text
from ..text.naming import may_name_someone
from ..vocabulary import Label, known
from .items import Item, LanguagePair, raw_items, read_items, text_of
from .phones import phones_of

_VALIDITY: Final = frozenset({"valid_from", "valid_until"})
# What a step says, beside where it came from.
STEP_PARTS: Final = ("text", "roles", "helplines", "skippable", "always_open")


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
        return mail_link(self.email)

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
    website: str = ""
    email_more: str = ""
    address: str = ""
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
        """The roles that the title does not say already: under “Aandachtsfunctionaris” no second one in brackets.

        What a title itself adds in brackets, as the Dutch word for a role does in English, makes it no other one.
        """
        title, known = self.title.casefold().partition(" (")[0], roles()
        labels = [known[key].label for key in self.roles if key in known and not known[key].is_own_words]
        return [label for label in labels if not f"{label} ".casefold().startswith(f"{title} ")]

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
        return mail_link(self.email)

    @property
    def second_mail(self) -> SchoolOffice:
        """The other mailbox of this card, as something that can be mailed."""
        return SchoolOffice(self.title, email=self.email_more)

    @property
    def instagram_link(self) -> str:
        # Nothing but a name, or the link would lead to another place on that site.
        handle = instagram_handle(self.instagram)
        return f"https://www.instagram.com/{handle}/" if handle else ""

    @property
    def has_route(self) -> bool:
        ways = (self.phones, self.mail_link, self.second_mail.mail_link, self.form_url, self.website)
        return bool(any(ways) or self.whatsapp or self.sms or self.instagram_link)

    @property
    def can_be_reached(self) -> bool:
        """Reachable in any way at all, if only through the school or by walking in."""
        return self.has_route or self.via_school is not None or bool(self.where or self.address)

    @property
    def has_facts(self) -> bool:
        """Whether there is anything to say beside the ways to reach this one."""
        said = (self.where, self.address, self.when, self.reply_time, self.location, self.languages)
        return any(said) or self.has_own_hours

    @property
    def is_outside(self) -> bool:
        """Whether this is somebody from outside the school, so that no heading says otherwise."""
        return self.scope == "external" or (bool(self.roles) and keys_where("is_outside").issuperset(self.roles))

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
    # As it is stored in the source.
    stored: Mapping[str, Any] = field(default_factory=dict)


def read_contacts(
    source: object, translated: object, languages: LanguagePair, today: datetime.date, school: SchoolOffice
) -> tuple[list[Contact], list[Contact]]:
    """The cards of today, and those that are not shown (whose fallback still counts)."""
    labels = role_labels()
    shown: list[Contact] = []
    hidden: list[Contact] = []
    for item in read_items(ContactBlock, source, translated, languages):
        contact = contact_of(item, languages, school, labels)
        (shown if contact.open_on(today) else hidden).append(contact)
    return shown, hidden


def contact_of(item: Item, languages: LanguagePair, school: SchoolOffice, labels: Any = None) -> Contact:
    """One card as every part of us reads it: who can be reached, and how, is asked of this."""
    labels = role_labels() if labels is None else labels
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
                "email_more",
                "address",
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
        form_url=usable_url(item["form_url"]),
        website=usable_url(item["website"]),
        whatsapp=whatsapp[0] if whatsapp else None,
        sms=sms[0] if sms else None,
        languages=tuple(part.strip() for part in item["languages"].split(",") if part.strip()),
        secrecy=_secrecy(item["secrecy"], item["scope"], keys, languages.shown),
        role_labels=[labels[key] for key in keys],
        names_someone=may_name_someone(item),
    )
    if "/" in contact.instagram:
        contact.instagram = instagram_handle(contact.instagram)
    # Only where the card says so: a call that goes to the school is not what a committee from outside promised.
    if item["via_school"]:
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
        RouteStep(
            item["text"],
            item["roles"],
            item["helplines"],
            item["skippable"],
            item["always_open"],
            value,
        )
        for item, (_id, _kind, value) in zip(
            read_items(RouteStepBlock, source, translated, languages), raw_items(source), strict=True
        )
        if item["text"]
    ]
