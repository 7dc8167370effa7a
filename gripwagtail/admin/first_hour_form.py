"""The short form of the first hour: the school, and of the three whom every school has someone for each that is plain.

A card is one part: what is typed for one person never comes to stand at somebody who came in between.
"""

from __future__ import annotations

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
from .seen_form import SeenForm

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


class FirstHourForm(SeenForm):
    """Made for one draft. ``parts`` are those of which the page has one card, or none yet."""

    def __init__(self, page: Any, data: Any = None, *, office: SchoolOffice | None = None) -> None:
        """``office`` is the school as its settings say it, which counts where the page says nothing."""
        self.cards, self.parts = CardsByRole(page), []
        now = {SCHOOL: {f"{SCHOOL}-{name}": str(getattr(page, name) or "") for name in _OF_SCHOOL}}
        for part in PARTS:
            card = self.cards.read(part.role)
            # One card for two roles is asked for once.
            is_asked = bool(card["id"]) and any(one.get("id") == card["id"] for one in now.values())
            if self.cards.is_clear(part.role) and not is_asked:
                self.parts.append(part)
                now[part.key] = {"id": card["id"], **{f"{part.key}-{name}": card[name] for name in _CARD}}
        self._office = office or SchoolOffice()
        super().__init__(page, now, data)

    def add_fields(self) -> None:
        self._add_school()
        for part in self.parts:
            self._add_part(part)

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
        if not mine["shown"] or not self.changed(part.key):
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

    def write(self, changed: Mapping[str, Mapping[str, str]]) -> bool:
        for key, values in changed.items():
            typed = {name.removeprefix(f"{key}-"): text for name, text in values.items()}
            if key == SCHOOL:
                for name, text in typed.items():
                    setattr(self.page, name, text)
            else:
                part = next(each for each in self.parts if each.key == key)
                self.cards.write(part.role, typed)
        if any(key != SCHOOL for key in changed):
            self.cards.keep()
        return bool(changed)

    def like(self, data: Mapping[str, Any]) -> FirstHourForm:
        return FirstHourForm(self.page, data, office=self._office)

    def shown(self, name: str, text: str) -> Any:
        if name.endswith("-shown"):
            return text == "yes"
        return (day(text) or text) if name.endswith("-told_on") else text

    def said(self, name: str, text: str) -> str:
        if name.endswith("-shown"):
            return _("yes") if text else _("no")
        return _("I do not know") if is_unknown(text) else super().said(name, text)


def shown_phone(office: SchoolOffice) -> str:
    """The number of the school, as the page shows it."""
    return office.phone.shown if office.phone is not None else ""


def _or_else(help_text: str, in_settings: str) -> str:
    """What a field of the school is for, with what holds where it is left empty."""
    empty = _("Empty: the one in the settings, %(text)s.") % {"text": in_settings} if in_settings else ""
    return " ".join(filter(None, (help_text, empty)))


__all__ = ["PARTS", "CardPart", "FirstHourForm"]
