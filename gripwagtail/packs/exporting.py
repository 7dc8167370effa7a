"""From the pages of a school to the files of a pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.blocks import Block

from ..content.items import keys, raw_items
from ..item_blocks import fields
from ..page_class import GripPage, SitePage
from ..planting.plant import ORDER
from ..records.settings import GripSettings
from ..roles import keys_where
from ..starter.fields import Day, Field, Keys, Lines, Phones, Plain, Told, Whole, Yes
from ..starter.files import FORMAT, Document, StarterError
from ..starter.plans import Raw
from ..starter.schema import Fault
from ..starter.streams import RENAMED, STREAMS, Stream
from ..starter.tables import BODY, BODY_PARTS, TYPED, item_table, part_table, singles
from ..text.day import UNKNOWN, is_unknown
from ..text.values import day, number, on_one_line
from ..vocabulary import AUDIENCES, TEXTS_FOR_SCHOOL_TYPE
from .checking import check, needs_typed
from .cleaning import clean
from .items import keyed
from .persons import left_behind, without_person
from .section import section

CONTACTS = "contacts"
# Of the version of an item, in digits.
_LONGEST_VERSION: Final = 9


@dataclass(frozen=True, slots=True)
class Export:
    """The files by name; ``faults`` an import would refuse, ``persons`` are places to read before handing it out."""

    documents: Mapping[str, Document]
    faults: list[Fault]
    persons: list[Fault]
    # Pages that are not in it because they are not online.
    left_out: list[str]


def export(parent: SitePage, name: str = "", version: str = "", drafts: bool = False, contacts: bool = False) -> Export:
    """The pages below ``parent`` as a pack: what is online, or with ``drafts`` the latest draft of every page.

    Cards come without names and ways to reach someone, unless ``contacts``. Raises ``StarterError`` when there are
    no pages, or several of a kind.
    """
    found = section(parent)
    pages = {
        kind: page.get_latest_revision_as_object() if drafts else page
        for kind, page in found.items()
        if drafts or page.live
    }
    left_out = [page.title for kind, page in found.items() if kind not in pages]
    if not pages:
        raise StarterError(
            [_("There is no page of ours online below “%(parent)s”.") % {"parent": parent.title}]
            + [_("“%(title)s” is a draft: --drafts exports it.") % {"title": title} for title in left_out]
        )
    head = _head(parent, pages, name, version)
    documents = {f"{kind}.toml": clean(_document(kind, pages[kind], head, contacts)) for kind in ORDER if kind in pages}
    cards = [value for _id, _kind, value in raw_items(pages["contact"].contacts)] if "contact" in pages else []
    persons = [] if contacts else list(left_behind(documents, cards))
    return Export(documents, check(documents), persons, left_out)


def _head(parent: SitePage, pages: Mapping[str, Any], name: str, version: str) -> Document:
    first = next(iter(pages.values()))
    names = {page.starter_key.partition("/")[0] for page in pages.values()}
    given = names.pop() if len(names) == 1 else ""
    if not name and (not given or given in TEXTS_FOR_SCHOOL_TYPE):
        # What a school made of the shipped texts is the school's.
        site = parent.get_site()
        name = slugify(site.hostname.replace(".", "-") if site else parent.title)
    versions = {page.starter_version for page in pages.values()}
    if not version:
        version = versions.pop() if len(versions) == 1 else ""
    return {
        "format": FORMAT,
        "name": name or given,
        "version": version or timezone.localdate().strftime("%Y.%m.%d"),
        "language": first.grip_language,
        "school_type": _texts_of(parent),
    }


def _texts_of(parent: SitePage) -> str:
    site = parent.get_site()
    settings = GripSettings.objects.filter(site=site).first() if site else None
    return TEXTS_FOR_SCHOOL_TYPE.get(settings.school_type if settings else "", "po")


def _document(kind: str, page: GripPage, head: Document, contacts: bool) -> Document:
    document: Document = {**head, "kind": kind}
    for table, names in singles(kind).items():
        values = {name: getattr(page, name, None) for name in names}
        document[table] = {name: value for name, value in values.items() if value not in (None, "")}
    for stream in STREAMS[kind]:
        items = [
            _item(stream, key, without_person(value) if stream.name == CONTACTS and not contacts else value)
            for key, _id, value in keyed(stream, getattr(page, stream.name))
        ]
        if items:
            document[stream.name] = items
    body = [
        {BODY_PARTS[raw["type"]]: str(raw["value"])}
        for raw in getattr(page, BODY).raw_data
        if raw["type"] in BODY_PARTS and str(raw["value"] or "").strip()
    ]
    if body:
        document[BODY] = body
    return {**document, TYPED: True} if needs_typed(document) else document


def _item(stream: Stream, key: str, value: Raw) -> Document:
    table = item_table(stream)
    item: Document = {"key": key} if "key" in table else {}
    planted = str(value.get("starter_version") or "")
    if "key" in table and planted.isdecimal() and len(planted) < _LONGEST_VERSION and int(planted):
        item["version"] = int(planted)
    item |= dict(_values(stream, table, value, ""))
    if stream.name == CONTACTS:
        item["confirmed"] = _everywhere(item)
    for reader in AUDIENCES if part_table(stream) else ():
        part = dict(_values(stream, part_table(stream), value, f"{reader}_"))
        if part:
            item[reader] = part
    return item


def _everywhere(card: Mapping[str, Any]) -> bool:
    """A card that is true for any school, as far as its text shows. Any other card a school ticks for itself."""
    named = card.get("name") or card.get("organisation")
    return bool(
        card.get("confirmed")
        and card.get("via_school")
        and not named
        and keys_where("at_every_school").issuperset(card["roles"])
    )


def _values(stream: Stream, table: Mapping[str, Field], value: Raw, begin: str) -> Iterator[tuple[str, Any]]:
    children = stream.block.base_blocks
    for name, field in table.items():
        child = children.get(begin + RENAMED.get(name, name))
        if child is None or name in ("key", stream.lines):
            continue
        given = _value(field, child, value.get(begin + RENAMED.get(name, name)))
        # A tick that nobody set means nothing, unless it is on from the start.
        unset = given is False and not getattr(child.meta, "default", None)
        if not (unset or given in (None, "", [])) or (name == "roles" and not begin):
            yield name, given


def _value(field: Field, child: Block, given: object) -> Any:
    if given is None:
        given = getattr(child.meta, "default", None)
    if isinstance(field, Yes):
        return bool(given)
    if isinstance(field, (Keys, Phones)):
        return list(keys(given))
    if isinstance(field, Lines):
        return fields.split_lines(given) if isinstance(given, str) else []
    if isinstance(field, Told) and is_unknown(given):
        return UNKNOWN
    if isinstance(field, Day):
        return day(given)
    if isinstance(field, Whole):
        return number(given)
    text = "" if given is None else str(given)
    # A box that is higher than one line took a line break once.
    return on_one_line(text) if isinstance(field, Plain) and not field.many_lines else text
