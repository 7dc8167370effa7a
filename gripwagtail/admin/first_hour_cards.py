"""The cards of a draft of which the short form of the first hour shows a few parts, and what it writes into these."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, Final

from ..content.items import keys, text_of
from ..roles import role_labels
from ..stored.streams import put_items
from ..text.day import UNKNOWN, is_unknown
from ..text.speaking import speaking
from ..text.values import day, tick

_STREAM: Final = "contacts"
_OTHER_WAYS: Final = ("form_url", "whatsapp", "sms", "instagram", "website", "email_more", "where", "address")


class CardsByRole:
    """The cards of one draft, by role. Only what the form asks is ever changed on them."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self._items = [dict(raw) for raw in getattr(page, _STREAM).raw_data]

    def is_clear(self, role: str) -> bool:
        """Whether it is clear which card is meant: the page has one of this role, or none."""
        return len(self._of(role)) <= 1

    def _of(self, role: str) -> list[dict[str, Any]]:
        return [raw for raw in self._items if isinstance(raw.get("value"), Mapping) and role in _roles(raw)]

    def _value(self, role: str) -> Mapping[str, Any]:
        found = self._of(role)
        return found[0]["value"] if found else {}

    def read(self, role: str) -> dict[str, str]:
        """What the form shows of the card, as texts."""
        found, value = self._of(role), self._value(role)
        told = value.get("told_on")
        first = next(iter(_phones(value)), "")
        return {
            "id": str(found[0].get("id") or "") if found else "",
            "name": str(value.get("name") or "").strip(),
            "told_on": UNKNOWN if is_unknown(told) else str(day(told) or told or ""),
            "phone": first.strip(),
            "email": str(value.get("email") or "").strip(),
            # One that an older card does not have reads as ticked.
            "shown": "yes" if found and (tick(value.get("confirmed", True))) else "",
        }

    def more_phones(self, role: str) -> int:
        return max(0, len(_phones(self._value(role))) - 1)

    def has_other_way(self, role: str, has_office: bool) -> bool:
        """Whether the card is reached without the number and the address that the form asks."""
        value = self._value(role)
        is_via_school = tick(value.get("via_school", True)) and has_office
        return is_via_school or self.more_phones(role) > 0 or any(text_of(value.get(name)) for name in _OTHER_WAYS)

    def write(self, role: str, typed: Mapping[str, str]) -> None:
        """Changes these parts of the card, or makes one where the page has none."""
        found = self._of(role)
        if found:
            raw = found[0]
        else:
            raw = {"type": "contact", "id": str(uuid.uuid4()), "value": _new(role, self.page.grip_language)}
            self._items.append(raw)
        value = dict(raw["value"])
        for name in ("name", "told_on", "email"):
            if name in typed:
                value[name] = typed[name]
        if "shown" in typed:
            value["confirmed"] = typed["shown"] == "yes"
        if "phone" in typed:
            value["phones"] = _with_first(value.get("phones"), typed["phone"])
        if "name" in typed and value.get("kind") in ("function", "person"):
            value["kind"] = "person" if typed["name"] else "function"
        raw["value"] = value

    def keep(self) -> None:
        """Puts the cards back on the draft."""
        put_items(self.page, _STREAM, self._items)


def _roles(raw: Mapping[str, Any]) -> tuple[str, ...]:
    return keys(raw["value"].get("roles"))


def _phones(value: Mapping[str, Any]) -> list[str]:
    return list(keys(_listed(value.get("phones"))))


def _listed(phones: object) -> list[Any]:
    return phones if isinstance(phones, list) else [phones] if isinstance(phones, str) else []


def _with_first(phones: object, number: str) -> list[Any]:
    """The numbers of a card with another first one; the others stay. An empty box is no number, and is not shown."""
    rest = [one for one in _listed(phones) if list(keys([one]))][1:]
    first = [{"type": "item", "value": number, "id": str(uuid.uuid4())}] if number else []
    return [*first, *rest]


def _new(role: str, language: str) -> dict[str, Any]:
    """A card of which the school has said nothing yet, in the language of its page."""
    with speaking(language):
        label = str(role_labels()[role])
    return {
        "kind": "function",
        "label": label,
        "roles": [role],
        "scope": "internal",
        "is_management": role == "management",
        "via_school": True,
        "confirmed": False,
    }


__all__ = ["CardsByRole"]
