"""Takes a person out of stored values: texts, streams, and the content of revisions and translation sources."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import models
from django.db.models import Model
from wagtail import blocks
from wagtail.fields import StreamField

from ..item_blocks import fields
from ..item_blocks.contact import ContactBlock
from ..lookup.sources import page_model
from ..page_types.page import GripMixin
from ..records.helpline import GripHelpline
from ..records.settings import GripSettings
from . import card
from .person import INSTEAD, Person

# Keys, dates and choices: nothing in them was typed as a text.
_LEFT_ALONE: Final = (
    fields.DayBlock,
    fields.HiddenBlock,
    fields.KeyBlock,
    fields.KeysBlock,
    fields.ManyOfBlock,
    fields.NumberBlock,
    fields.OneOfBlock,
    fields.YesBlock,
    blocks.ChooserBlock,
)
# What is of no use with a part of it gone.
_WHOLE: Final = (fields.MailBlock, fields.PhoneBlock, fields.AddressBlock)
_PAGE_FIELDS: Final = ("title", "draft_title", "seo_title", "search_description")
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A text that holds the person, before and after, as shown to anyone who decides."""

    where: str
    before: str
    after: str


@dataclass
class Rewriter:
    """Rewrites values and remembers what it changed. ``known``: ids of cards that are this person's elsewhere."""

    person: Person
    known: frozenset[str] = frozenset()
    changes: list[Rewrite] = field(default_factory=list)
    # Where in the content a translator was asked for words that are gone now: "contacts.<id>.label".
    emptied: set[str] = field(default_factory=set)

    def content(self, model: type[Any], content: Mapping[str, Any], where: str = "") -> dict[str, Any]:
        """What a revision or a translation source contains of an object of this class."""
        done = dict(content)
        for name in our_fields(model):
            if name in content:
                done[name] = self.field(model._meta.get_field(name), content[name], where)
        comments = content.get("wagtail_admin_comments")
        if isinstance(comments, list):
            done["wagtail_admin_comments"] = self.data(comments, where)
        return done

    def field(self, known: models.Field[Any, Any], value: object, where: str = "") -> Any:
        """The value of a field, in the form in which it came: a stream may be a list or JSON."""
        place = f"{where}, {known.verbose_name}" if where else str(known.verbose_name)
        if isinstance(known, StreamField):
            raw = _opened(value)
            done = self._value(known.stream_block, raw, known.name, place)
            if done == raw:
                return value
            return json.dumps(done) if isinstance(value, str) and not isinstance(raw, str) else done
        if not isinstance(value, str):
            return value
        done = self._whole(value, place) if isinstance(known, models.EmailField) else self.text(value, place)
        if known.max_length and len(done) > known.max_length:
            return self.person.without(value, INSTEAD)
        return done

    def text(self, value: str, where: str) -> str:
        if not self.person.is_in(value):
            return value
        done = self.person.without(value)
        self.changes.append(Rewrite(where, *self.clipped(value)))
        return done

    def clipped(self, value: str) -> tuple[str, str]:
        """The part of a long text where the person is mentioned, before and after."""
        return _clipped(value, self.person.without(value), self.person)

    def data(self, value: object, where: str) -> Any:
        """Any JSON, such as what a log entry contains beside its label."""
        if isinstance(value, str):
            return self.text(value, where)
        if isinstance(value, list):
            return [self.data(part, where) for part in value]
        if isinstance(value, Mapping):
            return {name: self.data(part, where) for name, part in value.items()}
        return value

    def _whole(self, value: str, where: str) -> str:
        if not self.person.is_in(value):
            return value
        self.changes.append(Rewrite(where, value, ""))
        return ""

    def _value(self, block: Any, value: object, path: str, where: str) -> Any:
        if isinstance(value, Mapping):
            return self._struct(block, value, path, where)
        if isinstance(value, list):
            return self._items(block, value, path, where)
        if not isinstance(value, str) or isinstance(block, _LEFT_ALONE):
            return value
        return self._whole(value, where) if isinstance(block, _WHOLE) else self.text(value, where)

    def _struct(self, block: Any, value: Mapping[str, Any], path: str, where: str) -> Any:
        children = getattr(block, "child_blocks", {})
        if isinstance(block, ContactBlock) and card.is_of(self.person, value, path.rpartition(".")[2] in self.known):
            done = card.as_function(self.person, value)
            if done != value:
                self.emptied |= {f"{path}.{name}" for name in card.WORDS if value.get(name) and not done.get(name)}
                self.changes.append(Rewrite(where, card.summary(value), card.summary(done)))
            value = done
        return {
            name: part if name in ("id", "type") else self._value(children.get(name), part, f"{path}.{name}", where)
            for name, part in value.items()
        }

    def _items(self, block: Any, items: list[Any], path: str, where: str) -> list[Any]:
        done = []
        for item in items:
            if isinstance(block, blocks.StreamBlock):
                child = block.child_blocks.get(item.get("type")) if isinstance(item, Mapping) else None
            else:
                child = getattr(block, "child_block", None)
            if isinstance(item, Mapping) and "value" in item:
                inner = self._value(child, item["value"], f"{path}.{item.get('id') or ''}", where)
                # A number that is gone leaves no empty line in its list.
                if inner or not isinstance(item["value"], str) or not item["value"]:
                    done.append({**item, "value": inner})
            else:
                inner = self._value(child, item, path, where)
                if inner or not isinstance(item, str) or not item:
                    done.append(inner)
        return done


def our_models() -> list[type[Model]]:
    """All classes whose texts are ours: pages of any class on our mixins, helplines, settings."""
    from django.apps import apps

    pages = [model for model in apps.get_models() if issubclass(model, GripMixin) and not model._meta.proxy]
    return [*pages, GripHelpline, GripSettings]


def our_fields(model: type[Model]) -> list[str]:
    """The texts and streams that we brought to this class; what a host added to it is the host's."""
    fields: list[str] = []
    if issubclass(model, page_model()):
        fields += [name for name in _PAGE_FIELDS if any(field.name == name for field in model._meta.get_fields())]
    owners = [model] if not issubclass(model, GripMixin) else _mixins(model)
    for owner in owners:
        fields += [
            known.name
            for known in owner._meta.local_fields
            if isinstance(known, (models.CharField, models.TextField, StreamField))
            and not isinstance(known, models.SlugField)
            and not known.choices
            and not known.name.startswith("starter_")
        ]
    return list(dict.fromkeys(fields))


def _mixins(model: type[Model]) -> list[type[Any]]:
    found = [base for base in model.__mro__ if issubclass(base, GripMixin) and base._meta.abstract]
    return [base for base in found if base.__module__.startswith("gripwagtail.")]


def card_ids(person: Person, model: type[Model], content: Mapping[str, Any]) -> Iterator[str]:
    """The ids of the cards in this content that are this person's."""
    for name in our_fields(model):
        known = model._meta.get_field(name)
        if not isinstance(known, StreamField):
            continue
        items = _opened(content.get(name))
        for item in items if isinstance(items, list) else ():
            block = known.stream_block.child_blocks.get(item.get("type")) if isinstance(item, Mapping) else None
            if not isinstance(block, ContactBlock) or not isinstance(item.get("value"), Mapping):
                continue
            if card.is_of(person, item["value"]) and item.get("id"):
                yield str(item["id"])


def _opened(stored: object) -> Any:
    """A stream out of its JSON; what is no JSON as it is."""
    try:
        return json.loads(stored) if isinstance(stored, str) and stored else stored
    except (ValueError, RecursionError):
        return stored


def _clipped(before: str, after: str, person: Person) -> tuple[str, str]:
    """The part of a long text where the person is mentioned."""
    first, last = person.spans(before)[0][0], person.spans(before)[-1][1]
    start, rest = max(0, first - _SHOWN), len(before) - min(len(before), last + _SHOWN)
    return before[start : len(before) - rest], after[start : len(after) - rest]
