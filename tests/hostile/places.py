"""Every place of ours where a text can be, read from the models and blocks themselves.

Nothing is listed by hand: a new field or child is found here, and `unvisited` shows when no text was put in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, models
from wagtail import blocks
from wagtail.fields import StreamField

from gripwagtail.blocks import grip_blocks
from gripwagtail.item_blocks import fields as block_fields
from gripwagtail.lookup.sources import KINDS
from gripwagtail.models import GripHelpline, GripSettings
from tests import factories as make
from tests import full_items as full
from tests.vectors import VECTORS, Vector

# Wagtail's own fields of a page that we show, or that carry our texts.
OF_WAGTAIL = ("title", "seo_title", "search_description")
# What we write ourselves, for nobody to read: ids of items that are there, keys of what was found, digests, stamps, the
# release and the links in numbers.
OURS_ALONE = (
    *("gripcheck.item", "gripcheck.said", "gripreminded.key", "griptextrecord.made_from", "griptextrecord.noted"),
    *("grippartstamp.name", "gripdeskcolumns.counted_with", "gripdeskcolumns.inner_links", "gripnativereading.texts"),
)
# What can not hold a text: a date, a number, a tick, a page.
_NO_TEXT = (block_fields.DayBlock, block_fields.NumberBlock, block_fields.YesBlock, blocks.PageChooserBlock)
# Keys decide whether an item is shown at all, so only some of the items get a wrong one.
_DECIDES = (block_fields.OneOfBlock, block_fields.ManyOfBlock, block_fields.KeysBlock, block_fields.KeyBlock)
_EVERY = 4
_SHORT = 30
_CARDS, _PERSON = 36, 3
# Beside what an editor sees, each item of a stream has an id.
ITEM_ID, _WITH_A_WRONG_ID = "id of an item", 1


def kind_of(block: Any) -> str:
    """The class of a place: what is done with a text there."""
    if block == ITEM_ID:
        return "id"
    if isinstance(block, models.Field):
        return "field"
    if isinstance(block, blocks.RichTextBlock):
        return "rich text"
    if isinstance(block, block_fields.LinesBlock):
        return "lines"
    if isinstance(block, block_fields.Words):
        return "words"
    if isinstance(block, (block_fields.PhoneBlock, block_fields.MailBlock, block_fields.AddressBlock)):
        return "way to reach"
    return "key" if isinstance(block, (*_DECIDES, block_fields.HiddenBlock)) else "name"


def text_fields(model: type[models.Model]) -> list[Any]:
    """The columns of a model that can contain a text, with those of Wagtail that we show."""
    return [
        field
        for field in model._meta.get_fields()
        if isinstance(field, (models.CharField, models.TextField, models.JSONField))
        and not isinstance(field, StreamField)
        and ((field.model is model and not field.is_relation) or field.name in OF_WAGTAIL)
    ]


def streams(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.get_fields() if isinstance(field, StreamField) and field.model is model]


def texts_of(block: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The children that can contain a text, each with its path; lists and structs are walked into."""
    if isinstance(block, (blocks.StructBlock, blocks.StreamBlock)):
        for name, child in block.child_blocks.items():
            yield from texts_of(child, f"{path}.{name}")
    elif isinstance(block, blocks.ListBlock):
        yield from texts_of(block.child_block, path)
    elif not isinstance(block, _NO_TEXT):
        yield path, block


def owners() -> dict[str, type[models.Model]]:
    """Our models, under the names that their places begin with."""
    found: dict[str, type[models.Model]] = {kind: make.page_class(kind) for kind in KINDS}
    found |= {"settings": GripSettings, "helpline": GripHelpline}
    for label in ("gripwagtail", "gripwagtail_pages"):
        for model in apps.get_app_config(label).get_models():
            if model not in found.values():
                found[str(model._meta.model_name)] = model
    return found


def all_places() -> dict[str, Any]:
    """Every place by its path, with its field or block."""
    found: dict[str, Any] = {}
    for owner, model in owners().items():
        found |= {f"{owner}.{field.name}": field for field in text_fields(model)}
        for stream in streams(model):
            found |= dict(texts_of(stream.stream_block, f"{owner}.{stream.name}"))
    for name, block in grip_blocks():
        found |= dict(texts_of(block, f"host.{name}"))
    return {path: place for path, place in found.items() if path not in OURS_ALONE} | {ITEM_ID: ITEM_ID}


@dataclass
class Deal:
    """Hands out the texts, one by one for each class of place, and remembers where each one went."""

    vectors: tuple[Vector, ...] = VECTORS
    start: int = 0
    put: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    refused: Counter[int] = field(default_factory=Counter)
    by_kind: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _next: Counter[str] = field(default_factory=Counter)
    _given: dict[str, int] = field(default_factory=dict)
    # One turn for each place instead of each class of places.
    each_place: bool = False

    @property
    def tried(self) -> set[int]:
        return set().union(*self.put.values()) if self.put else set()

    def text(self, path: str, block: Any) -> str:
        """The next text for this place; one that the place cannot contain is counted as refused."""
        # A column is filled in once a page, so those take turns together.
        turn = path if self.each_place and not isinstance(block, models.Field) else kind_of(block)
        for _attempt in self.vectors:
            vector = self.vectors[(self.start + self._next[turn]) % len(self.vectors)]
            self._next[turn] += 1
            self.put[path].add(vector.number)
            self.by_kind[kind_of(block)].add(vector.number)
            text = vector.text[: _short(block)]
            if can_hold(block, text):
                self._given[text] = vector.number
                return text
            self.refused[vector.number] += 1
        raise AssertionError(f"{path} can hold none of the texts")

    def number_of(self, text: object) -> int | None:
        """Which text this is, also where a column took only the beginning of it."""
        return self._given.get(str(text))

    def refuse(self, value: Any) -> None:
        """Counts the texts that occur anywhere in this value as refused."""
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]:
            if isinstance(part, (dict, list)):
                self.refuse(part)
            elif (number := self.number_of(part)) is not None:
                self.refused[number] += 1

    @property
    def unvisited(self) -> list[str]:
        return [path for path in all_places() if not self.put.get(path)]


def _short(block: Any) -> int | None:
    """Where a column is meant for a key of some letters, the beginning of a text is what it can be given."""
    length = block.max_length if isinstance(block, models.CharField) else None
    return length if length and length < _SHORT else None


def can_hold(block: Any, text: str) -> bool:
    """Whether the database takes this text: a column has a length, and none takes half a character."""
    if isinstance(block, models.Field) and not isinstance(block, models.JSONField):
        too_long = isinstance(block, models.CharField) and len(text) > (block.max_length or len(text))
        return not too_long and "\0" not in text and _is_whole(text)
    return connection.vendor != "postgresql" or ("\0" not in text and _is_whole(text))


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


# --- values -------------------------------------------------------------------------


def value(block: Any, path: str, deal: Deal, number: int = 0, given: Any = None) -> Any:
    """A raw value for a block with hostile texts in it; ``number`` says the how-manieth item this is."""
    if isinstance(block, blocks.StructBlock):
        given = given if given is not None else _shown(full.item_of(block, path.replace(".", " ")), block)
        return {
            name: value(child, f"{path}.{name}", deal, number, given[name])
            for name, child in block.child_blocks.items()
        }
    if isinstance(block, blocks.ListBlock):
        return make.items_of(*(deal.text(path, block.child_block) for _ in range(3)), *_real(given))
    if isinstance(block, _NO_TEXT):
        return given
    if path.endswith("contacts.contact.name") and number != _PERSON:
        # A card that names somebody is in no vCard and has no microdata.
        return ""
    if isinstance(block, _DECIDES) and number % _EVERY != _EVERY - 1:
        return f"{given}-{number}" if path.endswith(".key") else given
    text = deal.text(path, block)
    return [text] if isinstance(block, (block_fields.ManyOfBlock, block_fields.KeysBlock)) else text


def _shown(item: make.Raw, block: Any) -> make.Raw:
    # A person is no card for a phone, so both kinds have to be there.
    card = {"kind": "function", "name": ""} if "is_management" in block.child_blocks else {}
    # The other language of all test hosts.
    # Where there may be an image, the form takes only one answer.
    card |= {"sexual": "no", "evidence": "none"} if "sexual" in block.child_blocks else {}
    return {**item, **card, **({"language": "en"} if "not_for" in block.child_blocks else {})}


def _real(given: Any) -> list[str]:
    return [one["value"] for one in given or () if isinstance(one, dict)]


def items(stream: Any, owner: str, deal: Deal, copies: int, rich: int) -> list[make.Raw]:
    """Items for a stream: some of each type, more of rich text, because few places have that."""
    found = []
    for name, block in stream.stream_block.child_blocks.items():
        many = rich if isinstance(block, blocks.RichTextBlock) else copies
        # So many that each text is in the words of a card: few other places come out in a vCard.
        many = max(many, _CARDS) if stream.name == "contacts" else many
        for number in range(many):
            path = f"{owner}.{stream.name}.{name}"
            item = make.item(name, value(block, path, deal, number))
            if number == _WITH_A_WRONG_ID:
                item["id"] = deal.text(ITEM_ID, ITEM_ID)
            found.append(item)
    return found


def fields(model: type[models.Model], owner: str, deal: Deal, copies: int = 4, rich: int = 8) -> dict[str, Any]:
    """A value for each text column and each stream of a model."""
    found: dict[str, Any] = {}
    for one in text_fields(model):
        text = deal.text(f"{owner}.{one.name}", one)
        found[one.name] = {text[:60]: text} if isinstance(one, models.JSONField) else text
    for stream in streams(model):
        if isinstance(next(iter(stream.stream_block.child_blocks.values())), blocks.PageChooserBlock):
            continue
        found[stream.name] = items(stream, owner, deal, copies, rich)
    return found


def host_body(deal: Deal, copies: int = 1) -> list[make.Raw]:
    """Blocks of ours for a page of the host, with hostile options."""
    found = []
    for name, block in grip_blocks():
        for number in (0, *range(_EVERY - 1, _EVERY - 1 + copies)):
            given = {child: _option(inner, child) for child, inner in block.child_blocks.items()}
            found.append(make.item(name, value(block, f"host.{name}", deal, number, given)))
    return found


def _option(block: Any, name: str) -> Any:
    if isinstance(block, block_fields.YesBlock):
        return True
    if isinstance(block, block_fields.NumberBlock):
        return {"age": 8}.get(name, 20)
    return (
        []
        if isinstance(block, (block_fields.KeysBlock, block_fields.ManyOfBlock))
        else ""
        if not isinstance(block, blocks.PageChooserBlock)
        else None
    )
