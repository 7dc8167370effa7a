"""What the school says about itself when it starts: into its settings, where these are empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Site

from ..records.settings import GripSettings
from ..starter.files import StarterError
from ..vocabulary import AGES_FOR_TEXTS, TEXTS_FOR_SCHOOL_TYPE

MAX_AGE: Final = 25


@dataclass(frozen=True, slots=True)
class SchoolOptions:
    """The options of the command. Raises ``StarterError`` for a value that cannot be used."""

    type: str = "po"
    name: str = ""
    phone: str = ""
    email: str = ""
    age_from: int | None = None
    age_to: int | None = None

    def __post_init__(self) -> None:
        faults: list[str] = []
        for option, name, value in (("--school-name", "school_name", self.name), *self._routes):
            try:
                if value:
                    GripSettings._meta.get_field(name).clean(value, None)
            except ValidationError as problem:
                faults += [f"{option}: {message}" for message in problem.messages]
        start, end = self.ages
        if not 0 <= start <= end <= MAX_AGE:
            faults.append(
                _("--age-from and --age-to: %(start)d to %(end)d are not ages of pupils.")
                % {"start": start, "end": end}
            )
        if faults:
            raise StarterError(faults)

    @classmethod
    def of_all(cls, schools: Sequence[SchoolOptions]) -> SchoolOptions:
        """What is true of each of these schools of one site: no name and no number, and ages wide enough for all."""
        types = {school.type for school in schools}
        ages = [age for school in schools for age in school.ages]
        return cls(
            types.pop() if len(types) == 1 else "", age_from=min(ages, default=None), age_to=max(ages, default=None)
        )

    @property
    def _routes(self) -> tuple[tuple[str, str, str], ...]:
        return ("--phone", "phone", self.phone), ("--email", "email", self.email)

    @property
    def ages(self) -> tuple[int, int]:
        start, end = AGES_FOR_TEXTS[TEXTS_FOR_SCHOOL_TYPE.get(self.type, "po")]
        return start if self.age_from is None else self.age_from, end if self.age_to is None else self.age_to

    @property
    def said(self) -> bool:
        """Whether anything was given that has to end up somewhere."""
        return bool(self.name or self.phone or self.email)

    def save(self, site: Site) -> list[str]:
        """Fills the empty settings of the site; returns the names of the fields that it filled."""
        settings = GripSettings.objects.filter(site=site).first() or GripSettings(site=site)
        age_from, age_to = self.ages
        values: dict[str, Any] = {
            "school_name": self.name,
            "school_type": self.type,
            "phone": self.phone,
            "email": self.email,
        }
        # One age from the settings and one from here could be a pair that makes no sense.
        is_known = bool(self.type) or self.age_to is not None
        if is_known and settings.age_from is None and settings.age_to is None:
            values |= {"age_from": age_from, "age_to": age_to}
        filled = [name for name, value in values.items() if value != "" and getattr(settings, name) in ("", None)]
        for name in filled:
            setattr(settings, name, values[name])
        if filled:
            settings.save()
        return filled

    def page_fields(self, site: Site | None) -> dict[str, str]:
        """What the contact page has to say itself, because the site's settings say something else.

        So no school gets the name or the phone of another that is on the same site.
        """
        settings = GripSettings.objects.filter(site=site).first() or GripSettings()
        given = {
            "school_name": (self.name, settings.school_name),
            "school_phone": (self.phone, settings.phone),
            "school_email": (self.email, settings.email),
        }
        return {name: value for name, (value, known) in given.items() if value and value != known}
