"""What came of making the norm together, in one short form that has the boxes of the result form on paper.

It writes into the draft only what somebody changed in it, and only numbers, days and a sentence on what changes. Who
agreed before, and which changes were noted before, stay.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..content.items import text_of
from ..content.made_by import MADE_BY
from ..desk.dates import today
from ..stored.streams import put_items
from ..text.values import day, number
from ..widgets.day import DayFormField

MOST: Final = 99_999
DAYS: Final = ("adopted_on", "review_on")
AGREE: Final = "agree"
BY_VOTES: Final = "by_votes"
CHANGED: Final = "changed"
# Who agreed, by the number that says how many of them there were.
_GROUPS: Final = {"grip_pupils": "pupils", "grip_parents": "parents", "grip_team": "team"}
_VOTES: Final = "votes-"


class OutcomeForm(forms.Form):
    """Made for one draft."""

    def __init__(self, page: Any, data: Any = None) -> None:
        self.page = page
        self._items = [dict(raw) for raw in page.agreements.raw_data]
        self.now = {**self._facts(), **{name: _votes(raw) for name, raw in self._voted()}}
        super().__init__(data, initial={name: day(text) or text for name, text in self.now.items()})
        self._add_fields()
        self.seen = _seen(self.data.get("seen")) if self.is_bound else self.now
        # What somebody else changed since, each with what it says now.
        self.overtaken: dict[str, str] = {}

    def _facts(self) -> dict[str, str]:
        counts = {name: _digits(getattr(self.page, name)) for name in MADE_BY}
        return {**counts, **{name: _stored(getattr(self.page, name)) for name in DAYS}}

    def _voted(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The agreements that can be voted on, by the name of their field."""
        for raw in self._items:
            value = raw.get("value")
            if raw.get("id") and isinstance(value, Mapping) and text_of(value.get("we_do")):
                yield f"{_VOTES}{raw['id']}", raw

    def _add_fields(self) -> None:
        for name, label in MADE_BY.items():
            self.fields[name] = _count_field(capfirst(str(label)))
        self.fields[AGREE] = forms.BooleanField(
            label=_("These groups agree with the norm: show them under “Who agreed to this”"), required=False
        )
        for at, (name, raw) in enumerate(self._voted(), start=1):
            self.fields[name] = _count_field(f"{at}. {text_of(raw['value'].get('we_do'))}")
        self.fields[BY_VOTES] = forms.BooleanField(
            label=_("Put the agreements in the order of the votes"), required=False
        )
        self.fields[CHANGED] = forms.CharField(
            label=_("What changes"),
            max_length=300,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("In one or two sentences, without names. Change the agreements themselves on the page."),
        )
        self.fields["adopted_on"] = DayFormField(label=_("Adopted on"), required=False)
        self.fields["review_on"] = DayFormField(label=_("We look at it again on"), required=False)

    @property
    def groups(self) -> Iterator[tuple[str, list[Any]]]:
        """The fields under the headings of the form; a heading without a field is left out."""
        yield _("Who took part"), [self[name] for name in (*MADE_BY, AGREE)]
        votes = [self[name] for name, _raw in self._voted()]
        if votes:
            yield _("Number of votes"), [*votes, self[BY_VOTES]]
        yield _("What came of it"), [self[name] for name in (CHANGED, *DAYS)]

    @property
    def seen_again(self) -> str:
        """What was seen of the draft, to be sent along: by who typed this, or now where that changed."""
        if self.is_bound and not self.overtaken:
            return str(self.data.get("seen") or "")
        return json.dumps(self.now, ensure_ascii=False, sort_keys=True)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        changed, adopted, review = self._changed(), cleaned.get("adopted_on"), cleaned.get("review_on")
        if "adopted_on" in changed and adopted and adopted > today():
            self.add_error(
                "adopted_on",
                ValidationError(
                    _("This day is still to come. Fill in on which day it was adopted, or leave this empty."),
                    code="to_come",
                ),
            )
        if "review_on" in changed and review and review <= (adopted or today()):
            self.add_error(
                "review_on",
                ValidationError(_("This day is not after the day on which the norm was adopted."), code="order"),
            )
        counted = any(cleaned.get(name) or self.errors.get(name) for name in MADE_BY)
        if cleaned.get(AGREE) and not counted:
            self.add_error(AGREE, ValidationError(_("Fill in how many took part first."), code="nobody"))
        return cleaned

    # --- what was changed ---------------------------------------------------------------

    def _typed(self) -> dict[str, str]:
        return {name: _stored(self.cleaned_data.get(name)) for name in self.now if name in self.cleaned_data}

    def _changed(self) -> set[str]:
        """What somebody changed, against what they saw."""
        return {name for name, text in self._typed().items() if self.seen.get(name, "") != text}

    def apply(self) -> bool:
        """Writes what was changed into the draft, without saving it; whether there was anything.

        Where the draft is no longer as it was seen, nothing at all is written, and ``overtaken`` says what it says now.
        """
        typed, changed = self._typed(), self._changed()
        self.overtaken = {
            str(self.fields[name].label): typed_now or _("(empty)")
            for name, typed_now in self.now.items()
            if self.seen.get(name) != typed_now and typed[name] != typed_now
        }
        # Votes on an agreement that is no longer there.
        gone = {name for name in self.seen.keys() - self.now.keys() if self.data.get(name)}
        if gone:
            self.overtaken[_("Agreements")] = _("one that you filled in votes for is no longer there")
        if self.overtaken:
            return False
        for name in changed & {*MADE_BY}:
            setattr(self.page, name, number(typed[name]))
        for name in changed & {*DAYS}:
            setattr(self.page, name, self.cleaned_data[name])
        done = [bool(changed), self._write_votes(changed, typed), self._note_agreed(), self._note_change()]
        return any(done)

    def _write_votes(self, changed: set[str], typed: Mapping[str, str]) -> bool:
        voted = dict(self._voted())
        for name in changed & voted.keys():
            raw = voted[name]
            raw["value"] = {**raw["value"], "votes": number(typed[name])}
        order = self._by_votes(voted) if self.cleaned_data.get(BY_VOTES) else self._items
        is_reordered = [raw.get("id") for raw in order] != [raw.get("id") for raw in self._items]
        if is_reordered or changed & voted.keys():
            self._keep("agreements", order)
        return is_reordered

    def _by_votes(self, voted: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Those with most votes first; what nobody counted stays behind them, in its own order."""
        counts = {id(raw): number(raw["value"].get("votes")) for raw in voted.values()}
        return sorted(self._items, key=lambda raw: -(counts.get(id(raw)) or 0))

    def _note_agreed(self) -> bool:
        """Notes the groups that agreed, unless it says so already."""
        if not self.cleaned_data.get(AGREE):
            return False
        items = list(self.page.agreed.raw_data)
        when = _stored(self.cleaned_data.get("adopted_on")) or None
        said = {(value.get("who"), value.get("date") or None) for value in _values(items)}
        new = [
            _item("agreed", {"who": group, "date": when, "how": ""})
            for name, group in _GROUPS.items()
            if self.cleaned_data.get(name) and (group, when) not in said
        ]
        if new:
            self._keep("agreed", [*items, *new])
        return bool(new)

    def _note_change(self) -> bool:
        text = str(self.cleaned_data.get(CHANGED) or "").strip()
        items = list(self.page.changes.raw_data)
        if not text or any(str(value.get("text") or "").strip() == text for value in _values(items)):
            return False
        when = self.cleaned_data.get("adopted_on") or today()
        self._keep("changes", [*items, _item("change", {"date": when.isoformat(), "text": text})])
        return True

    def _keep(self, stream: str, items: list[Any]) -> None:
        put_items(self.page, stream, items)

    def again(self) -> OutcomeForm:
        """The same form after somebody else changed something: what was typed, and the rest as it is now."""
        changed = self._changed()
        data = {name: text for name, text in self.now.items() if name not in changed}
        kept = (*changed, AGREE, BY_VOTES, CHANGED)
        form = OutcomeForm(self.page, {**data, **{name: self.data[name] for name in kept if name in self.data}})
        form.overtaken = self.overtaken
        return form


def _count_field(label: str) -> forms.IntegerField:
    words = _("Type a whole number, such as 24, or leave this empty.")
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": words, "min_value": words, "max_value": words},
    )


def _item(kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"type": kind, "id": str(uuid.uuid4()), "value": value}


def _values(items: list[Any]) -> Iterator[Mapping[str, Any]]:
    for raw in items:
        if isinstance(raw, Mapping) and isinstance(raw.get("value"), Mapping):
            yield raw["value"]


def _votes(raw: Mapping[str, Any]) -> str:
    return _digits(raw["value"].get("votes"))


def _digits(value: object) -> str:
    found = number(value)
    return "" if found is None else str(found)


def _seen(sent: object) -> dict[str, Any]:
    """What a form sent along; nothing of it when it cannot be read, so that nothing counts as seen."""
    try:
        found = json.loads(sent) if isinstance(sent, str) else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _stored(value: object) -> str:
    """A value of the form as it is compared."""
    if value is None:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


__all__ = ["AGREE", "BY_VOTES", "CHANGED", "OutcomeForm"]
