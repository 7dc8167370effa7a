"""What came of making the norm together, in one short form that has the boxes of the result form on paper.

It writes into the draft only what somebody changed in it, and only numbers, days and a sentence on what changes. Each
box is a part of its own, so two editors are in each other's way only where both filled in the same one.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..content.made_by import MADE_BY
from ..desk.dates import months_later, today
from ..stored.streams import put_items
from ..text.values import MOST_PEOPLE, day, number
from ..widgets.day import DayFormField
from .seen_form import SeenForm
from .voted_agreements import FIELD, VotedAgreements

DAYS: Final = ("adopted_on", "review_on")
AGREE: Final = "agree"
BY_VOTES: Final = "by_votes"
CHANGED: Final = "changed"
YEAR_LATER: Final = "year_later"
# Who agreed, by the number that says how many of them there were.
_GROUPS: Final = {"grip_pupils": "pupils", "grip_parents": "parents", "grip_team": "team"}
_TEXT: Final = "we_do"


class OutcomeForm(SeenForm):
    """Made for one draft."""

    def __init__(self, page: Any, data: Any = None) -> None:
        self._voted = VotedAgreements(page)
        now = {
            **{name: {name: _digits(getattr(page, name))} for name in MADE_BY},
            **{name: {name: _iso(getattr(page, name))} for name in DAYS},
            # With the text that was voted on: another text has other votes.
            **{one.name: {one.name: _digits(one.votes), _TEXT: one.text} for one in self._voted},
        }
        super().__init__(page, now, data)

    def add_fields(self) -> None:
        for name, label in MADE_BY.items():
            self.fields[name] = _count_field(capfirst(str(label)))
        self.fields[AGREE] = forms.BooleanField(
            label=_("These groups agree with the norm: show them under “Who agreed to this”"),
            required=False,
            help_text=_("A group that is there already gets the day that you fill in here; the rest of it stays."),
        )
        for one in self._voted:
            self.fields[one.name] = _count_field(one.label, one.help_text)
        self.fields[BY_VOTES] = forms.BooleanField(
            label=_("Put the agreements in the order of the votes"),
            required=False,
            help_text=_("Only votes of this time count. What nobody counted stays behind the others."),
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
        self.fields[YEAR_LATER] = forms.BooleanField(
            label=_("Look at it again a year after it was adopted"),
            required=False,
            initial=True,
            help_text=_("For when you fill in another day of adoption, and leave the day above as it is."),
        )

    @property
    def groups(self) -> Iterator[tuple[str, str, list[Any]]]:
        """The fields under the headings of the form, with a line on them; a heading without a field is left out."""
        yield _("Who took part"), "", [self[name] for name in (*MADE_BY, AGREE)]
        votes = [self[one.name] for one in self._voted]
        if votes:
            said = _("With the numbers of the sheets on paper. Visitors do not see how many votes there were.")
            yield _("Number of votes"), said, [*votes, self[BY_VOTES]]
        yield _("What came of it"), "", [self[name] for name in (CHANGED, *DAYS, YEAR_LATER)]

    def shown(self, name: str, text: str) -> Any:
        return day(text) or text if name in DAYS else text

    def now_said(self, part: str) -> dict[str, str]:
        seen, now = self.seen.get(part), self.now[part]
        if isinstance(seen, Mapping) and seen.get(_TEXT, "") != now.get(_TEXT, ""):
            return {_("“%(text)s”") % {"text": seen.get(_TEXT)}: now[_TEXT]}
        return super().now_said(part)

    def gone(self) -> dict[str, dict[str, str]]:
        """Votes on an agreement that is no longer there."""
        lost = {name for name in self.seen if name not in self.now and self.data.get(name)}
        said = {_("Agreements"): _("one that you filled in votes for is no longer there")}
        return {name: said for name in sorted(lost)[:1]}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        changed = {name for name in DAYS if self.changed(name)}
        adopted = cleaned.get("adopted_on")
        if "adopted_on" in changed and adopted and adopted > today():
            self.add_error(
                "adopted_on",
                ValidationError(
                    _("This day is still to come. Fill in on which day it was adopted, or leave this empty."),
                    code="to_come",
                ),
            )
        elif changed == {"adopted_on"} and adopted and cleaned.get(YEAR_LATER):
            # Of a norm of years ago that day is over.
            later = months_later(adopted, 12)
            cleaned["review_on"] = later if later > today() else cleaned.get("review_on")
        review = cleaned.get("review_on")
        earliest = adopted or (today() if "review_on" in changed else None)
        if changed and review and earliest and review <= earliest:
            self.add_error(
                "review_on",
                ValidationError(_("This day is not after the day on which the norm was adopted."), code="order"),
            )
        counted = any(cleaned.get(name) or self.errors.get(name) for name in MADE_BY)
        if cleaned.get(AGREE) and not counted:
            self.add_error(AGREE, ValidationError(_("Fill in how many took part first."), code="nobody"))
        return cleaned

    # --- what is written ----------------------------------------------------------------

    def write(self, changed: Mapping[str, Mapping[str, str]]) -> bool:
        for name in changed.keys() & {*MADE_BY}:
            setattr(self.page, name, number(changed[name][name]))
        for name in changed.keys() & {*DAYS}:
            setattr(self.page, name, self.cleaned_data[name])
        adopted_on = self.cleaned_data.get("adopted_on") if "adopted_on" in changed else None
        done = [
            bool(changed),
            self._write_votes(changed),
            self._note_agreed(adopted_on),
            self._note_change(adopted_on or today()),
        ]
        return any(done)

    def _write_votes(self, changed: Mapping[str, Mapping[str, str]]) -> bool:
        counted = [one for one in self._voted if one.name in changed]
        for one in counted:
            one.count(number(changed[one.name][one.name]))
        is_reordered = bool(self.cleaned_data.get(BY_VOTES)) and self._voted.put_in_order()
        if counted or is_reordered:
            put_items(self.page, "agreements", self._voted.items)
        return is_reordered

    def _note_agreed(self, when: datetime.date | None) -> bool:
        """Notes the groups that agreed, each once: a day that is new takes the place of the one that was stated."""
        if not self.cleaned_data.get(AGREE):
            return False
        items = [dict(raw) for raw in self.page.agreed.raw_data]
        before = [raw.get("value") for raw in items]
        for name, group in _GROUPS.items():
            if self.cleaned_data.get(name):
                _note_group(items, group, when)
        if before == [raw.get("value") for raw in items]:
            return False
        put_items(self.page, "agreed", items)
        return True

    def _note_change(self, when: datetime.date) -> bool:
        text = str(self.cleaned_data.get(CHANGED) or "").strip()
        items = list(self.page.changes.raw_data)
        if not text or any(str(raw["value"].get("text") or "").strip() == text for raw in items):
            return False
        put_items(self.page, "changes", [*items, _item("change", {"date": when.isoformat(), "text": text})])
        return True

    def like(self, data: Mapping[str, Any]) -> OutcomeForm:
        return OutcomeForm(self.page, data)


def _note_group(items: list[dict[str, Any]], group: str, when: datetime.date | None) -> None:
    """With its day where one is known: on the item of the group without a day, else on that with the last one."""
    own = [raw for raw in items if raw["value"].get("who") == group]
    if not own:
        items.append(_item("agreed", {"who": group, "date": when.isoformat() if when else None, "how": ""}))
    elif when is not None and all(day(raw["value"].get("date")) != when for raw in own):
        last = max(own, key=lambda raw: day(raw["value"].get("date")) or datetime.date.max)
        last["value"] = {**last["value"], "date": when.isoformat()}


def _count_field(label: str, help_text: str = "") -> forms.IntegerField:
    words = _("Type a whole number, such as 24, or leave this empty.")
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_PEOPLE,
        required=False,
        help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": words, "min_value": words, "max_value": words},
    )


def _item(kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"type": kind, "id": str(uuid.uuid4()), "value": value}


def _digits(value: object) -> str:
    found = number(value)
    return "" if found is None else str(found)


def _iso(value: datetime.date | None) -> str:
    return value.isoformat() if value else ""


__all__ = ["AGREE", "BY_VOTES", "CHANGED", "FIELD", "YEAR_LATER", "OutcomeForm"]
