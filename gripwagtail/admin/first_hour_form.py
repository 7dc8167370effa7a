"""The short form of the first hour: the school, and of the three whom every school has someone for each that is plain.

It writes into the draft only what somebody changed in it. Each part carries what was seen of it: where that is no
longer what the draft says, nothing is written, and the editor reads what it says now beside what they typed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..content.contact import SchoolOffice
from ..item_blocks.fields import linkable
from ..phone import parse_phone
from ..roles import role_labels
from ..text.day import is_unknown
from ..text.values import day
from ..vocabulary import Label
from ..widgets.phone import PhoneWidget
from ..widgets.told import ToldFormField
from .first_hour_cards import CardsByRole

SCHOOL: Final = "school"
_OF_SCHOOL: Final = ("school_name", "school_phone", "school_email")


@dataclass(frozen=True, slots=True)
class CardPart:
    """A part of the form: one role that every school has someone in."""

    key: str
    role: str
    heading: Label
    hint: Label


PARTS: Final = (
    CardPart(
        "adviser",
        "confidential-internal",
        gettext_lazy("The confidential adviser at school"),
        gettext_lazy("The first person that pupils and parents look for on this page."),
    ),
    CardPart(
        "teacher",
        "mentor",
        gettext_lazy("The mentor or class teacher"),
        gettext_lazy("One card for all of them is enough. Without a name they are reached through the school."),
    ),
    CardPart(
        "lead",
        "management",
        gettext_lazy("The school management"),
        gettext_lazy("Without a phone or e-mail of its own this goes through the school too."),
    ),
)
_CARD: Final = ("name", "told_on", "phone", "email", "shown")


class FirstHourForm(forms.Form):
    """Made for one draft. ``parts`` are those of which the page has one card, or none yet."""

    def __init__(self, page: Any, data: Any = None, *, office: SchoolOffice | None = None) -> None:
        """``office`` is the school as its settings say it, which counts where the page says nothing."""
        self.page, self.cards = page, CardsByRole(page)
        self.now = {SCHOOL: {name: str(getattr(page, name) or "") for name in _OF_SCHOOL}}
        self.parts = []
        for part in PARTS:
            card = self.cards.read(part.role)
            # One card for two roles is asked for once.
            is_asked = bool(card["id"]) and any(one.get("id") == card["id"] for one in self.now.values())
            if self.cards.is_clear(part.role) and not is_asked:
                self.parts.append(part)
                self.now[part.key] = card
        self._office = office or SchoolOffice()
        initial = {f"{key}-{name}": _shown(name, text) for key, name, text in self._flat(self.now)}
        super().__init__(data, initial=initial)
        self._add_school()
        for part in self.parts:
            self._add_part(part)
        self.seen = _seen(self.data.get("seen")) if self.is_bound else self.now
        # The parts that have changed since, each with what it says now.
        self.overtaken: dict[str, dict[str, str]] = {}

    def _add_school(self) -> None:
        self.fields["school-school_name"] = forms.CharField(
            label=_("Name of the school"), max_length=120, required=False, help_text=_or_else("", self._office.name)
        )
        self.fields["school-school_phone"] = forms.CharField(
            label=_("Phone of the school"),
            max_length=80,
            required=False,
            widget=PhoneWidget,
            help_text=_or_else(_("Everyone on the page can be reached through it."), shown_phone(self._office)),
        )
        self.fields["school-school_email"] = forms.EmailField(
            label=_("E-mail of the school"), required=False, help_text=_or_else("", self._office.email)
        )

    def _add_part(self, part: CardPart) -> None:
        own = {
            "name": forms.CharField(
                label=_("Name"), max_length=120, required=False, help_text=_("Empty: only the role is on the page.")
            ),
            "told_on": ToldFormField(
                label=_("Informed about publication on"),
                required=False,
                help_text=_("Only with a name. Tell the person first."),
            ),
            "phone": forms.CharField(
                label=_("Phone"),
                max_length=80,
                required=False,
                widget=PhoneWidget,
                help_text=_("Never a private number."),
            ),
            "email": forms.EmailField(label=_("E-mail"), required=False),
            "shown": forms.BooleanField(label=_("This is true for our school: show it on the site"), required=False),
        }
        self.fields |= {f"{part.key}-{name}": field for name, field in own.items()}

    @property
    def groups(self) -> Iterator[tuple[CardPart | None, list[Any], int, dict[str, str]]]:
        """Each part with its fields, how many more numbers its card has, and what it says now where that changed."""
        for part in (None, *self.parts):
            key = part.key if part else SCHOOL
            fields = [self[name] for name in self.fields if name.startswith(f"{key}-")]
            yield part, fields, self.cards.more_phones(part.role) if part else 0, self.overtaken.get(key, {})

    @property
    def left_out(self) -> list[Label]:
        """The roles of which the page has several cards: which one is meant only the whole form can say."""
        return [role_labels()[part.role] for part in PARTS if part not in self.parts]

    @property
    def seen_again(self) -> str:
        """What was seen of the draft, to be sent along: by who typed this, or now where that changed."""
        if self.is_bound and not self.overtaken:
            return str(self.data.get("seen") or "")
        return json.dumps(self.now, ensure_ascii=False, sort_keys=True)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self._clean_ways(cleaned)
        for part in self.parts:
            self._clean_person(part, cleaned)
        return cleaned

    def _clean_ways(self, cleaned: dict[str, Any]) -> None:
        for name, text in list(cleaned.items()):
            try:
                if text and name.endswith("phone"):
                    parse_phone(text)
                elif text and name.endswith("email"):
                    linkable(text)
            except ValidationError as refusal:
                self.add_error(name, refusal)

    def _clean_person(self, part: CardPart, cleaned: dict[str, Any]) -> None:
        mine = {name: cleaned.get(f"{part.key}-{name}") for name in _CARD}
        if not mine["shown"] or not self._changed(part.key):
            return
        if mine["name"] and not mine["told_on"] and not self.errors.get(f"{part.key}-told_on"):
            self.add_error(
                f"{part.key}-told_on",
                ValidationError(
                    _("On which date was this person told? Choose “Today” if you just did, or “I do not know”."),
                    code="told_on",
                ),
            )
        office = self._office.reachable or cleaned.get("school-school_phone") or cleaned.get("school-school_email")
        has_wrong = any(self.errors.get(f"{key}") for key in (f"{part.key}-phone", f"{part.key}-email"))
        if not (mine["phone"] or mine["email"] or has_wrong or self.cards.has_other_way(part.role, bool(office))):
            self.add_error(
                f"{part.key}-phone",
                ValidationError(
                    _("Nobody can be reached here yet. Fill in a phone or an e-mail address, here or of the school."),
                    code="unreachable",
                ),
            )

    # --- what was changed ---------------------------------------------------------------

    def _typed(self, key: str) -> dict[str, str]:
        names = _OF_SCHOOL if key == SCHOOL else _CARD
        return {name: _stored(self.cleaned_data.get(f"{key}-{name}")) for name in names}

    def _changed(self, key: str) -> list[str]:
        """What somebody changed in a part, against what they saw; against what it says now, where nobody knows that."""
        seen = self.seen.get(key)
        was = seen if isinstance(seen, Mapping) else self.now[key]
        return [name for name, text in self._typed(key).items() if was.get(name, "") != text]

    def apply(self) -> bool:
        """Writes what was changed into the draft, without saving it; whether there was anything.

        Where a part is no longer as it was seen, nothing at all is written, and ``overtaken`` says what it says now.
        """
        changed = {key: names for key in self.now if (names := self._changed(key))}
        for key in changed:
            if self.seen.get(key) != self.now[key] and self._typed(key) != _plain(self.now[key]):
                self.overtaken[key] = {
                    str(self.fields[f"{key}-{name}"].label): _said(name, self.now[key].get(name, ""))
                    for name, text in self._typed(key).items()
                    if text != self.now[key].get(name, "")
                }
        if self.overtaken:
            return False
        for key, names in changed.items():
            typed = {name: self._typed(key)[name] for name in names}
            if key == SCHOOL:
                for name, text in typed.items():
                    setattr(self.page, name, text)
            else:
                part = next(each for each in self.parts if each.key == key)
                self.cards.write(part.role, typed)
        if any(key != SCHOOL for key in changed):
            self.cards.keep()
        return bool(changed)

    def again(self) -> FirstHourForm:
        """The same form after something changed elsewhere: what was typed, and the rest as it is now."""
        # It shows what is there now, so whatever is as it is now was not changed.
        data: dict[str, Any] = {"seen": json.dumps(self.now, ensure_ascii=False, sort_keys=True)}
        for key, values in self.now.items():
            changed = self._changed(key)
            for name, text in self._typed(key).items():
                data[f"{key}-{name}"] = _shown(name, text if name in changed else values.get(name, ""))
        form = FirstHourForm(self.page, data, office=self._office)
        form.overtaken = self.overtaken
        return form

    @staticmethod
    def _flat(now: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str, str]]:
        for key, values in now.items():
            for name in _OF_SCHOOL if key == SCHOOL else _CARD:
                yield key, name, values.get(name, "")


def shown_phone(office: SchoolOffice) -> str:
    """The number of the school, as the page shows it."""
    return office.phone.shown if office.phone is not None else ""


def _or_else(help_text: str, in_settings: str) -> str:
    """What a field of the school is for, with what holds where it is left empty."""
    empty = _("Empty: the one in the settings, %(text)s.") % {"text": in_settings} if in_settings else ""
    return " ".join(filter(None, (help_text, empty)))


def _seen(sent: object) -> dict[str, Any]:
    """What a form sent along; nothing of it when it cannot be read, so that nothing counts as seen."""
    try:
        found = json.loads(sent) if isinstance(sent, str) else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _plain(values: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in values.items() if name != "id"}


def _stored(value: object) -> str:
    """A value of the form as it is compared and stored."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    return value.isoformat() if hasattr(value, "isoformat") else str(value).strip()


def _shown(name: str, text: str) -> Any:
    if name == "shown":
        return text == "yes"
    return (day(text) or text) if name == "told_on" else text


def _said(name: str, text: str) -> str:
    """What is in a field, in words."""
    if name == "shown":
        return _("yes") if text else _("no")
    if is_unknown(text):
        return _("I do not know")
    return text or _("(empty)")


__all__ = ["PARTS", "CardPart", "FirstHourForm"]
