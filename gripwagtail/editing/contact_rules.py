"""Rules about the cards of a contact page: that they lead somewhere, the privacy of who is on them, and honesty.

A card that is not confirmed is seen by nobody, so nothing is said about it. Which cards are to be checked is told by
the desk.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .. import safety
from ..content.contact import SchoolOffice, contact_of
from ..content.items import Item, LanguagePair, keys, read_items
from ..content.phones import phones_of
from ..directory.people import Directory, Lack, Stop
from ..item_blocks.contact import ContactBlock
from ..lookup.source import Source
from ..roles import keys_where, role_labels
from ..safety.promises import promises_too_much
from ..text.length import too_long
from ..text.naming import names_another, reads_as_a_name
from ..vocabulary import helplines
from .rule import Rule, Severity, Spot, Subject

CONTACTS: Final = "contacts"
_WAYS: Final = ("steps", "staff_steps")

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


@dataclass(frozen=True, slots=True)
class JudgedCard:
    index: int
    raw: Mapping[str, Any]
    item: Item

    @property
    def is_person(self) -> bool:
        return self.item["kind"] == "person" or bool(self.item["name"])

    def is_shown(self) -> bool:
        return self.item["valid_until"] is None or bool(self.item["valid_until"] >= timezone.localdate())


def is_private_mail(address: str) -> bool:
    """Whether the mailbox is at a provider for private persons."""
    domain = address.rpartition("@")[2].strip().lower()
    return domain in _HERE.split() or bool(_EVERYWHERE.fullmatch(domain))


# --- cards that lead nowhere --------------------------------------------------------


def _without_route(subject: Subject) -> list[tuple[int, Mapping[str, Any], bool]]:
    """The cards that visitors would see if they led anywhere, as the page itself judges; and whether via the school."""
    language = subject.our_page.grip_language
    pair, school = LanguagePair(language, language), subject.once(_school)
    items = read_items(ContactBlock, subject.get(CONTACTS), None, pair)
    found = []
    for (index, raw), item in zip(subject.items(CONTACTS), items, strict=True):
        if item["confirmed"] and not contact_of(item, pair, school).can_be_reached:
            found.append((index, raw, item["via_school"]))
    return found


def _unreachable(subject: Subject) -> Iterator[Spot]:
    for index, raw, is_via_school in subject.once(_without_route):
        if not is_via_school:
            yield Spot(CONTACTS, subject.where(CONTACTS, index, raw), index)


def _school_is_unreachable(subject: Subject) -> Iterator[Spot]:
    for index, raw, is_via_school in subject.once(_without_route):
        if is_via_school:
            yield Spot(CONTACTS, subject.where(CONTACTS, index, raw), index)


def _without_own_words(subject: Subject) -> Iterator[Spot]:
    own_words = keys_where("is_own_words")
    for index, raw in subject.items(CONTACTS):
        value = raw["value"]
        has_words = any(str(value.get(name) or "").strip() for name in ("label", "name", "organisation"))
        if own_words.intersection(keys(value.get("roles"))) and not has_words:
            yield Spot(CONTACTS, subject.where(CONTACTS, index, raw, "label"), index, "label")


def _school(subject: Subject) -> SchoolOffice:
    """How the school can be reached: as this page says, else the settings of the site."""
    own = SchoolOffice.of("", "", str(subject.get("school_phone") or ""), str(subject.get("school_email") or ""))
    return own if own.reachable else subject.context.school


# --- what could be better -----------------------------------------------------------


def _cards(subject: Subject) -> list[JudgedCard]:
    """The cards that are confirmed, in their order."""
    language = subject.our_page.grip_language
    items = read_items(ContactBlock, subject.get(CONTACTS), None, LanguagePair(language, language))
    cards = [JudgedCard(index, raw, item) for (index, raw), item in zip(subject.items(CONTACTS), items, strict=True)]
    return [card for card in cards if card.item["confirmed"]]


# The parts of a card that break a rule, each with what is said about it.
Judge = Callable[[JudgedCard], Iterable[tuple[str, Mapping[str, Any]]]]


def _of_facts(judge: Judge, *, hidden: bool = False) -> Callable[[Subject], Iterator[Spot]]:
    """Looks at each card that visitors see, or do not any more. A translated page only has words of its own."""

    def find(subject: Subject) -> Iterator[Spot]:
        if subject.context.in_source_language:
            for card in subject.once(_cards):
                if card.is_shown() is not hidden:
                    yield from _spots(subject, card, judge(card))

    return find


def _spots(subject: Subject, card: JudgedCard, found: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[Spot]:
    for child, values in found:
        yield Spot(CONTACTS, subject.where(CONTACTS, card.index, card.raw, child), card.index, child, values)


def _expired(card: JudgedCard) -> Iterator[tuple[str, Mapping[str, Any]]]:
    # The day that is filled in is the last on which visitors see the card.
    yield "valid_until", {"day": date_format(card.item["valid_until"] + datetime.timedelta(days=1))}


def _name_in_label(card: JudgedCard) -> Iterator[tuple[str, Mapping[str, Any]]]:
    item = card.item
    if not item["name"] and not item["told_on"] and reads_as_a_name(item["label"], item["kind"] != "organisation"):
        yield "told_on", {}


def _two_names(card: JudgedCard) -> Iterator[tuple[str, Mapping[str, Any]]]:
    item = card.item
    if item["name"] and names_another(item["name"], item["label"]):
        yield "label", {"label": item["label"], "name": item["name"]}


def _private_phone(card: JudgedCard) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if card.is_person and not card.item["is_work_phone"]:
        for child in ("phones", "whatsapp", "sms"):
            numbers = card.item[child] if child == "phones" else [card.item[child]]
            if any(phone.dial.startswith("+316") for phone in phones_of(numbers)):
                yield child, {}


def _private_mail(card: JudgedCard) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if is_private_mail(card.item["email"]):
        yield "email", {}


def _nobody_stands_in(card: JudgedCard) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if card.is_person and not card.item["fallback_role"]:
        yield "fallback_role", {}


def _promises(subject: Subject) -> Iterator[Spot]:
    for card in subject.once(_cards):
        for child in ("about", "secrecy") if card.is_shown() else ():
            if not too_long(card.item[child]) and promises_too_much(card.item[child]):
                honest = safety.secrecy(card.item["scope"], card.item["roles"], subject.our_page.grip_language)
                yield from _spots(subject, card, [(child, {"honest": honest[0]})])


# --- steps that lead to nobody ------------------------------------------------------


def _stops(subject: Subject) -> list[tuple[str, Stop]]:
    """Each step of both ways, with what it lacks. A translated page only has words of its own."""
    if not subject.context.in_source_language:
        return []
    people = Directory.of(Source(subject.our_page, None, subject.context), subject.context)
    return [(stream, stop) for stream in _WAYS for stop in people.stops(stream)]


def _lacking(lack: Lack) -> Callable[[Subject], Iterator[Spot]]:
    """The steps that lack this, each in its place."""

    def find(subject: Subject) -> Iterator[Spot]:
        for stream, stop in subject.once(_stops):
            if stop.lacks is lack:
                index, raw = next(
                    (index, raw) for index, raw in subject.items(stream) if raw["value"] is stop.step.stored
                )
                child = "roles" if stop.step.roles else "helplines"
                yield Spot(stream, subject.where(stream, index, raw, child), index, child, _whom(stop))

    return find


def _waiting(subject: Subject) -> Iterator[Spot]:
    """Once for each way: these are our own words, so there may be many on the first day."""
    for stream in _WAYS:
        waiting = [stop for of, stop in subject.once(_stops) if of == stream and stop.lacks is Lack.SHIPPED]
        if waiting:
            whom = ", ".join(dict.fromkeys(str(_whom(stop)["whom"]) for stop in waiting))
            yield Spot(stream, subject.label(stream), values={"count": len(waiting), "whom": whom})


def _whom(stop: Stop) -> dict[str, str]:
    labels = [*(role_labels().get(key, key) for key in stop.step.roles)] or [
        *(helplines().get(key, key) for key in stop.step.helplines)
    ]
    return {"whom": ", ".join(map(str, labels))}


RULES: Final = (
    Rule(
        "unreachable",
        Severity.REFUSE,
        _unreachable,
        _("fill in a phone number, an e-mail address or another way to reach this contact."),
        CONTACTS,
    ),
    Rule(
        "unreachable-school",
        Severity.REFUSE,
        _school_is_unreachable,
        _(
            "this contact is reached through the school, but the school has no phone and no e-mail yet. "
            "Fill them in on this page or in the settings “online behaviour”."
        ),
        CONTACTS,
    ),
    Rule(
        "other-in-own-words",
        Severity.REFUSE,
        _without_own_words,
        _("say in the name on the card who this is: the role “other” says nothing to a reader."),
        CONTACTS,
    ),
    Rule(
        "expired-card",
        Severity.ADVISE,
        _of_facts(_expired, hidden=True),
        _("this card has been hidden from visitors since %(day)s. Delete it, or change the date if it is still true."),
        CONTACTS,
    ),
    Rule(
        "name-in-label",
        Severity.ADVISE,
        _of_facts(_name_in_label),
        _(
            "this label reads like the name of a person. Tell this person that it is published, and fill in "
            "the date on which you did; or write what the role is called."
        ),
        CONTACTS,
    ),
    Rule(
        "two-names",
        Severity.ADVISE,
        _of_facts(_two_names),
        _(
            "the name on the card is “%(label)s” and the name of the person is “%(name)s”. Readers do not know who "
            "answers. Write the role in the name on the card, or the name of the same person."
        ),
        CONTACTS,
    ),
    Rule(
        "private-phone",
        Severity.ADVISE,
        _of_facts(_private_phone),
        _(
            "this is a mobile number on the card of a person. If it is a work phone, tick “work "
            "phone”. Otherwise use a number of the school: a private number stays known for years."
        ),
        CONTACTS,
    ),
    Rule(
        "private-mail",
        Severity.ADVISE,
        _of_facts(_private_mail),
        _(
            "this looks like a private mailbox. Use an address of the school: others can read and answer its "
            "mail when this person is ill or leaves."
        ),
        CONTACTS,
    ),
    Rule(
        "nobody-stands-in",
        Severity.ADVISE,
        _of_facts(_nobody_stands_in),
        _("choose who a reader goes to when this person is ill or has left."),
        CONTACTS,
    ),
    Rule(
        "promise-of-secrecy",
        Severity.ADVISE,
        _promises,
        _(
            "this promises more than anyone can keep: sometimes something has to be passed on. An honest "
            "wording is: “%(honest)s”"
        ),
        CONTACTS,
    ),
    Rule(
        "step-without-anyone",
        Severity.ADVISE,
        _lacking(Lack.NOBODY),
        _(
            "readers see this step without anyone to go to: visitors see no card or helpline for “%(whom)s”. Add a "
            "card with this role, tick that it is true, or choose someone else."
        ),
        "steps",
    ),
    Rule(
        "step-to-those-in-charge",
        Severity.ADVISE,
        _lacking(Lack.IN_CHARGE),
        _(
            "readers do not see this step. Where it is about someone who works at school nobody is sent to the "
            "mentor or the management (“%(whom)s”). Choose someone else, or delete the step."
        ),
        "staff_steps",
    ),
    Rule(
        "shipped-steps-wait",
        Severity.ADVISE,
        _waiting,
        _(
            "readers do not see %(count)d of our own steps yet, because visitors see no card for “%(whom)s”. Confirm "
            "these cards, or change or delete the steps."
        ),
        "steps",
    ),
)

__all__ = ["RULES", "is_private_mail"]
