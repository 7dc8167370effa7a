"""Functions and organisations of a contact page, to save on a phone. Never a person.

What is on a phone is never corrected: a function is still right when someone has left.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator, Sequence
from typing import Final, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ..content.contact import Contact
from ..content.items import raw_items
from ..directory.addresses import KEY_LENGTH, key_of, savable
from ..directory.people import Directory
from ..lookup.public_address import public_address
from ..lookup.source import Source
from ..page_class import ContactPage, GripPage
from ..phone import Phone
from ..text.language_names import own_name
from ..text.rows import listed
from ..text.speaking import speaking
from .published import published
from .vcf import VCard

# On a page: the keys of its cards.
_KEYS: Final = "_gripwagtail_card_keys"
# Of so many pages at once.
CHUNK: Final = 500


def vcard(page: GripPage, request: HttpRequest, rest: Sequence[str]) -> HttpResponse:
    """All cards of the page in one file, or the one whose key follows."""
    source = published(page, request)
    cards = savable(source, Directory.of(source, source.page_context))
    if rest:
        cards = [card for card in cards if [key_of(card)] == list(rest)]
    if not cards:
        raise Http404
    with speaking(source.languages.around):
        text = "".join(str(_written(card, source)) for card in cards)
        name = slugify(cards[0].title if rest else source.school.name) or "contact"
    headers = {"Content-Disposition": f'attachment; filename="{name}.vcf"'}
    return HttpResponse(text, content_type="text/vcard; charset=utf-8", headers=headers)


def keys_of(page: GripPage) -> set[str]:
    """The keys of all cards that this page may offer, today or later; of a translation those of its original."""
    known: set[str] | None = page.__dict__.get(_KEYS)
    return _read([page])[page.translation_key] | _keys_on(page) if known is None else known


def read_keys(pages: Sequence[GripPage]) -> None:
    """Notes the keys on each of these pages, which are of one class, and are read for this alone."""
    of_family = _read(pages)
    for page in pages:
        page.__dict__[_KEYS] = of_family[page.translation_key] | _keys_on(page)


def _read(pages: Sequence[GripPage]) -> dict[uuid.UUID, set[str]]:
    """The keys on the pages of which these are translations, and on their translations. One query for so many."""
    of_family: dict[uuid.UUID, set[str]] = {page.translation_key: set() for page in pages}
    keys = [*of_family]
    for start in range(0, len(keys), CHUNK):
        rows = type(pages[0])._default_manager.filter(translation_key__in=keys[start : start + CHUNK], vcards=True)
        for one in rows:
            of_family[one.translation_key] |= _keys_on(one)
    return of_family


def _keys_on(page: GripPage) -> set[str]:
    contact = cast(ContactPage, page)
    return {id_[:KEY_LENGTH] for id_, *_ in raw_items(contact.contacts) if id_} if contact.vcards else set()


def _written(card: Contact, source: Source) -> VCard:
    found = VCard()
    found.raw("PRODID", "-//gripwagtail//EN")
    found.raw("UID", _uid(card, source))
    # A function has no first and last name. Phones that know only this list it under what comes first.
    found.parts("N", card.title, "", "", "", "")
    found.text("FN", card.title)
    found.text("ORG", card.organisation or source.school.name)
    found.text("TITLE", listed(card.role_labels))
    for label in card.role_labels:
        found.text("ROLE", str(label))
    for phone in _calls(card):
        found.raw("TEL;TYPE=WORK,VOICE", phone.dial)
    for phone in filter(None, (card.sms, card.whatsapp)):
        found.raw("TEL;TYPE=WORK,MSG", phone.dial)
    found.text("EMAIL;TYPE=INTERNET,WORK", _mail(card))
    found.raw("URL", public_address(source.page_context.our_page, source.page_context.request))
    found.text("NOTE", "\n".join(_notes(card)))
    found.raw("REV", _revised(source))
    return found


def _uid(card: Contact, source: Source) -> str:
    """The same in every language and after every change; a copy of the page for another school has its own."""
    return uuid.uuid5(source.facts.translation_key, card.id).urn


def _calls(card: Contact) -> list[Phone]:
    """The card's own numbers, and the school's where that takes the call."""
    school = card.via_school.phone if card.via_school else None
    return [*card.phones, *([school] if school and school.dial not in {one.dial for one in card.phones} else [])]


def _mail(card: Contact) -> str:
    if card.mail_link:
        return card.email
    return card.via_school.email if card.via_school and card.via_school.mail_link else ""


def _notes(card: Contact) -> Iterator[str]:
    if card.via_school:
        yield _("Via the school")
    for label, value in ((_("Where"), card.where), (_("When"), card.when), (_("Answer"), card.reply_time)):
        if value:
            yield f"{label}: {value}"
    if card.location:
        yield f"{_('Location')}: {card.location}"
    if spoken := [own_name(code) for code in card.languages]:
        yield f"{_('Speaks')}: {', '.join(spoken)}"
    yield from (f"{phone.shown} ({phone.note})" for phone in _calls(card) if phone.note)


def _revised(source: Source) -> str:
    """When facts or words were last published, in UTC."""
    moments: list[datetime.datetime] = [
        page.last_published_at for page in (source.facts, source.words) if page and page.last_published_at
    ]
    if not moments:
        return ""
    latest = max(moments)
    if timezone.is_naive(latest):
        latest = timezone.make_aware(latest)
    return latest.astimezone(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")


__all__ = ["keys_of", "vcard"]
