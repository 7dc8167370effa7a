"""The form behind a short form: it carries what was seen of the draft, and writes only what was changed in it.

What belongs together is a part. Where somebody else changed a part that was changed here as well, nothing at all is
written, and the editor reads what it says now beside what they typed. What only one of the two changed is in nobody's
way.
"""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, Final, Self

from django import forms
from django.utils.translation import gettext as _

# Of each part what it says, as texts: by the name of its field, and with what it is about under other names.
Parts = Mapping[str, Mapping[str, str]]
# Longer than any form of ours sends along.
_LONGEST: Final = 1_000_000


class SeenForm(forms.Form):
    """Made for one draft. ``now`` is what this says; ``data`` is what was sent, with what was seen then."""

    def __init__(self, page: Any, now: Parts, data: Any = None) -> None:
        self.page, self.now = page, now
        super().__init__(data, initial={name: self.shown(name, text) for name, text in self._all(now)})
        self.add_fields()
        self.seen: Mapping[str, Any] = _seen(self.data.get("seen")) if self.is_bound else now
        # What somebody else changed as well: by its part, the labels of the fields with what these say now.
        self.overtaken: dict[str, dict[str, str]] = {}

    @abstractmethod
    def add_fields(self) -> None:
        """Adds the fields, those of the parts and others."""

    @abstractmethod
    def write(self, changed: Mapping[str, Mapping[str, str]]) -> bool:
        """Writes what was changed into the draft, by part and field, and what the other fields ask; whether it did."""

    @abstractmethod
    def like(self, data: Mapping[str, Any]) -> Self:
        """The same form for the same draft, with other data."""

    def shown(self, name: str, text: str) -> Any:
        """What a field shows of a stored text."""
        return text

    def said(self, name: str, text: str) -> str:
        """What a field says, in words."""
        return text or _("(empty)")

    def gone(self) -> Mapping[str, dict[str, str]]:
        """What was filled in for a part that is no longer there, as ``overtaken``."""
        return {}

    @property
    def seen_again(self) -> str:
        """What was seen of the draft, to be sent along: by who typed this, or now where that changed."""
        if self.is_bound and not self.overtaken:
            return str(self.data.get("seen") or "")
        return self._packed

    @property
    def _packed(self) -> str:
        return json.dumps(self.now, ensure_ascii=False, sort_keys=True)

    # --- what was changed ---------------------------------------------------------------

    def typed(self, part: str) -> dict[str, str]:
        """What the fields of a part say, as they are compared and stored."""
        return {
            name: _stored(self.cleaned_data.get(name))
            for name in self.now[part]
            if name in self.fields and name in self.cleaned_data
        }

    def changed(self, part: str) -> dict[str, str]:
        """What somebody changed in a part, against what they saw; against what it says now, where nobody knows that."""
        if not any(name in self.data for name in self.now[part]):
            # It came in after this was opened, so it was not asked.
            return {}
        seen = self.seen.get(part)
        was = seen if isinstance(seen, Mapping) else self.now[part]
        return {name: text for name, text in self.typed(part).items() if was.get(name, "") != text}

    def now_said(self, part: str) -> dict[str, str]:
        """What a part says now where that is not what was typed."""
        now = self.now[part]
        return {
            str(self.fields[name].label): self.said(name, now[name])
            for name, text in self.typed(part).items()
            if text != now[name]
        }

    def apply(self) -> bool:
        """Writes what was changed into the draft, without saving it; whether there was anything.

        Nothing at all where a part that was changed is no longer as it was seen: ``overtaken`` says how it is now.
        """
        changed = {part: names for part in self.now if (names := self.changed(part))}
        for part in changed:
            if self.seen.get(part) != self.now[part] and (said := self.now_said(part)):
                self.overtaken[part] = said
        self.overtaken |= self.gone()
        return False if self.overtaken else self.write(changed)

    def again(self) -> Self:
        """The same form after something changed elsewhere: what was typed, and the rest as it is now."""
        # It shows what is there now, so whatever is as it is now was not changed.
        data: dict[str, Any] = {"seen": self._packed}
        for part, values in self.now.items():
            changed = self.changed(part)
            for name in self.typed(part):
                data[name] = self.data.get(name, "") if name in changed else self.shown(name, values[name])
        of_parts = {name for name, _text in self._all(self.now)}
        data |= {name: self.data[name] for name in self.fields if name not in of_parts and name in self.data}
        form = self.like(data)
        form.overtaken = self.overtaken
        return form

    @staticmethod
    def _all(now: Parts) -> Iterable[tuple[str, str]]:
        return (each for values in now.values() for each in values.items())


def _seen(sent: object) -> dict[str, Any]:
    """What a form sent along; nothing of it when it cannot be read, so that nothing counts as seen."""
    try:
        found = json.loads(sent) if isinstance(sent, str) and len(sent) <= _LONGEST else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _stored(value: object) -> str:
    """A value of the form as it is compared and stored."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    return value.isoformat() if hasattr(value, "isoformat") else str(value).strip()


__all__ = ["Parts", "SeenForm"]
