"""The card of a person on the contact page: it becomes the card of a function."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..item_blocks.contact import ContactBlock
from ..item_blocks.fields import Words
from ..item_blocks.whose import Whose, children_of, empty_of
from ..text.naming import may_name_someone
from .person import Person

# What says something about this person alone, and what is stored instead. Roles and the room are of the function.
_EMPTIED: Final = {name: empty_of(child) for name, child in children_of(ContactBlock, Whose.PERSON)}
# The words among these, for which a translator may have been asked.
WORDS: Final = ("label", *(name for name, child in children_of(ContactBlock, Whose.PERSON) if isinstance(child, Words)))


def is_of(person: Person, value: Mapping[str, Any], is_known: bool = False) -> bool:
    """Whether the card is this person's. ``is_known``: the same card was theirs on another page or in another version.

    The card of a person with another name is not theirs, whatever else it mentions.
    """
    name, label = _text(value, "name"), _text(value, "label")
    if name:
        return person.is_in(name)
    if person.is_all_of(label):
        return True
    if may_name_someone(value) and (
        person.is_in(label) or (person.shares_a_word(label) and _is_reached(person, value))
    ):
        # “Mevrouw Annemiek Jansen” on the card of a function; of “juf Annemiek” her number or address shows which one.
        return True
    return value.get("kind") == "person" and (is_known or any(map(person.is_in, _own_texts(value))))


def as_function(person: Person, value: Mapping[str, Any]) -> dict[str, Any]:
    """The card without the person: reached through the school, with the roles that it had."""
    label = _text(value, "label")
    is_personal = value.get("kind") == "person" or person.is_in(label) or person.shares_a_word(label)
    emptied = {name: empty for name, empty in _EMPTIED.items() if name in value}
    return {**value, **emptied, "kind": "function", "via_school": True, "label": "" if is_personal else label}


def _is_reached(person: Person, value: Mapping[str, Any]) -> bool:
    return any(person.is_in(text) for text in _own_texts({**value, "label": ""}))


def _own_texts(value: Mapping[str, Any]) -> list[str]:
    phones = value.get("phones") if isinstance(value.get("phones"), list) else []
    numbers = [item.get("value") if isinstance(item, Mapping) else item for item in phones or ()]
    ways = [
        value.get(name)
        for name in ("label", "email", "email_more", "website", "address", "whatsapp", "sms", "instagram")
    ]
    return [text for text in (*numbers, *ways) if isinstance(text, str) and text]


def _text(value: Mapping[str, Any], name: str) -> str:
    found = value.get(name)
    return found if isinstance(found, str) else ""


def summary(value: Mapping[str, Any]) -> str:
    """The card in a line, for anyone who decides."""
    roles = value.get("roles")
    parts = [_text(value, "name"), *_own_texts(value), *(roles if isinstance(roles, list) else [_text(value, "roles")])]
    return " · ".join(str(part) for part in dict.fromkeys(parts) if part)
