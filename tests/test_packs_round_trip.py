"""Whatever a form can store is accepted when it comes back in a pack, and is the same then."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from wagtail import blocks

from gripwagtail.content.incident_help import GUARDED
from gripwagtail.item_blocks import fields
from gripwagtail.packs.checking import check_document, needs_typed, teacher_for
from gripwagtail.packs.cleaning import clean
from gripwagtail.packs.exporting import _item as exported
from gripwagtail.starter.files import dumps, loads
from gripwagtail.starter.plans import planting
from gripwagtail.starter.streams import STREAMS, Stream
from gripwagtail.starter.tables import TYPED
from gripwagtail.starter.texts import Texts, fill
from gripwagtail.text.phone_spotting import phone_numbers
from gripwagtail.vocabulary import ALLOWED_EVIDENCE
from tests import factories as make
from tests.full_items import item_of

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

HEAD = {"format": 1, "name": "school", "version": "1", "language": "nl", "school_type": "po"}
EVERY = [(kind, stream) for kind, streams in STREAMS.items() for stream in streams]

# Anything that somebody may type into anything; what a field refuses is left out.
TYPED_IN = (
    *("", "Zo", "Zo  en\tzo ", "Eén regel\nen nog een", "Eén\r\n\r\ntwee", "\nZo\n", "Zo\u2028en zo"),
    *("3 < 4 & 5 > 4", "<b>vet</b>", "</p>", "{leerkracht}", "{x}", "\"zo\" 'en' \\ zo", "عربي ☎ 👍🏽", "“zo” – zo"),
    *("unknown", "weet ik niet", "31-7-2027", "2027-07-31", "0", "7", "99", "on", "x" * 60, "a-b", "A-B"),
    *(
        "info@kwikstaart.example",
        "info@münchen.example",
        "www.kwikstaart.example",
        "https://kwikstaart.example/a?b=c#d",
    ),
    *(
        "/wie-helpt/",
        "#deel",
        "mailto:info@kwikstaart.example",
        "tel:0700123456",
        "https://www.instagram.com/kwikstaart/",
    ),
    *("070 012 34 56", "070 012 34 56 (kies 1)", "+31 70 012 34 56", "112", "nl, ar", "mentor", "mentor, management"),
)


# What has to agree with another part of the same item, in the form as well.
FITS = {"sexual": "no", "evidence": "none", "age_from": None, "age_to": None, "valid_from": None, "valid_until": None}
FITS["answered"] = 99_999


def longest(child: Any) -> str:
    limit = getattr(getattr(child, "field", None), "max_length", None)
    return "a" * limit if limit else ""


def stored(child: Any, typed: Any) -> Any:
    """What a form stores of this; raises ``ValidationError`` for what it refuses."""
    return child.get_prep_value(
        child.clean(child.value_from_form(typed) if hasattr(child, "value_from_form") else typed)
    )


def values_of(child: Any) -> Iterator[Any]:
    """All values that a form can store in this part."""
    if isinstance(child, fields.YesBlock):
        yield from (True, False, None)
    elif isinstance(child, blocks.ListBlock):
        yield []
        yield [one for typed in ("070 012 34 56", "06 01234567 (kies 1)") for one in make.items_of(typed)]
    else:
        keys = [key for key, _label in getattr(getattr(child, "field", None), "choices", ()) if key]
        for typed in (*TYPED_IN, longest(child), *keys, *([key] for key in keys), keys):
            try:
                yield stored(child, typed)
            except (ValidationError, TypeError, ValueError, AttributeError):
                continue


def as_read(child: Any, value: Any) -> Any:
    """The same for what was never filled in and what is empty; the ids of phones are made anew."""
    if isinstance(child, blocks.ListBlock):
        return [one["value"] for one in value or ()]
    if isinstance(value, str):  # a browser ends lines with two signs
        value = value.replace("\r\n", "\n").strip()
    if isinstance(child, fields.LinesBlock):
        return fields.split_lines(value or "")
    if value in (None, "", []):
        value = getattr(child.meta, "default", None)
    if isinstance(child, fields.YesBlock):
        return bool(value)
    return value.isoformat() if isinstance(value, datetime.date) else value or None


def read_back(kind: str, stream: Stream, value: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
    """What an import of this item refuses, and what it stores."""
    document = {**HEAD, "kind": kind, "page": {"title": "Titel", "slug": "titel"}}
    if kind == "norm":
        document["norm"] = {"statement": "Wij zijn aardig."}
    document[stream.name] = [exported(stream, str(value.get("key") or "een"), value)]
    if kind == "incident_help" and value.get("key") != "iets-anders":
        last = make.situation(key="iets-anders", title="Iets anders")["value"]
        document[stream.name].append(exported(stream, "iets-anders", last))
    document = clean({**document, TYPED: True} if needs_typed(document) else document)
    given = loads(dumps(document))
    given = fill(given, teacher_for(given))
    faults = [f"{fault.place}: {fault.message}" for fault in check_document(f"{kind}.toml", given)]
    if faults:
        return faults, {}
    made = planting(kind, Texts("nl", "po", "1", {kind: clean(given)}, "school"))
    return [], dict(made.streams[stream.name][0]["value"])


@pytest.mark.parametrize(("kind", "stream"), EVERY, ids=[f"{kind}-{stream.name}" for kind, stream in EVERY])
def test_every_value_of_every_part_of_an_item_comes_back(kind: str, stream: Stream) -> None:
    make.helpline()
    block = stream.block()
    left = {"starter_key", "starter_version", "expert_read", "key", *stream.claims, *stream.of_school, stream.lines}
    left |= {"confirmed"} if stream.name == "contacts" else set()
    full = {
        **item_of(block, stream.name),
        "key": "een",
        **{name: given for name, given in FITS.items() if name in block.child_blocks},
    }
    wrong, tried = {}, 0
    with override("en"):
        for name, child in block.child_blocks.items():
            for given in values_of(child) if name not in left else ():
                # No form takes these there either.
                if stream.name == "situations" and name in GUARDED and phone_numbers(str(given)):
                    continue
                item = {**full, name: given}
                if name == "sexual" and given in ALLOWED_EVIDENCE:
                    item["evidence"] = ALLOWED_EVIDENCE[given][0]
                if name == "evidence":
                    item["sexual"] = next((key for key, rules in ALLOWED_EVIDENCE.items() if given in rules), "no")
                tried += 1
                faults, found = read_back(kind, stream, item)
                changed = {
                    part: (item.get(part), found.get(part))
                    for part, one in block.child_blocks.items()
                    if part not in left and as_read(one, item.get(part)) != as_read(one, found.get(part))
                }
                if faults or changed:
                    wrong[name, str(given)[:40]] = faults or changed
    assert tried > len(block.child_blocks)
    assert not wrong, "\n".join(f"{one}: {why}" for one, why in wrong.items())


@pytest.mark.parametrize(("kind", "stream"), EVERY, ids=[f"{kind}-{stream.name}" for kind, stream in EVERY])
def test_an_item_with_only_what_is_required_comes_back(kind: str, stream: Stream) -> None:
    block = stream.block()
    full = {**item_of(block, stream.name), "key": "een"}
    item = {name: full[name] for name, child in block.child_blocks.items() if child.required}
    item |= {name: full[name] for name in ("key", "task", "level", "sexual") if name in full}
    with override("en"):
        faults, found = read_back(kind, stream, {**item, **({"sexual": "no"} if "sexual" in item else {})})
    assert faults == []
    assert {name: found.get(name) for name in item if name not in ("key", "sexual")} == {
        name: given for name, given in item.items() if name not in ("key", "sexual")
    }


def test_a_hidden_card_with_a_name_and_no_date_comes_back() -> None:
    stream = next(one for one in STREAMS["contact"] if one.name == "contacts")
    card = make.contact(name="Bo Voorbeeld", confirmed=False)["value"]
    card.pop("told_on", None)
    faults, found = read_back("contact", stream, card)
    assert faults == []
    assert (found["name"], found["confirmed"]) == ("Bo Voorbeeld", False)
