"""A school with hostile texts in its database, as if nothing had ever looked at them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from gripwagtail.lookup.sources import KINDS
from gripwagtail.models import GripHelpline, GripNativeReading, GripPasted, GripSettings
from tests import factories as make
from tests.hostile import places
from tests.hostile.places import Deal

# Columns that decide whether a helpline is shown; only some rows get a wrong one.
_DECIDES = ("audiences", "topics", "languages", "cost", "anonymous", "urgency", "words")
# What a school has ticked, so that as much as possible is shown.
_TICKED = {"contact": {"vcards": True, "names_findable": True}}


@dataclass
class HostileSchool:
    """The pages to look at, and how many texts were put into them."""

    home: Any
    pages: dict[str, Any]
    host: Any
    deal: Deal
    # The ways out that show nothing of what was written this way.
    silent: set[str] = field(default_factory=set)

    @property
    def all_pages(self) -> list[Any]:
        return [*self.pages.values(), self.host]

    def read_again(self) -> None:
        self.pages = {kind: type(page).objects.get(pk=page.pk) for kind, page in self.pages.items()}
        self.host = type(self.host).objects.get(pk=self.host.pk)


def plain(deal: Deal, home: Any = None) -> HostileSchool:
    """The five pages, the page of a host with blocks, a helpline and the settings, all harmless."""
    home = home or make.home_page()
    make.helpline()
    make.settings_of(phone="070 012 34 56", email="info@kwikstaart.example", school_name="De Kwikstaart")
    pages = make.five_pages(home)
    for kind, ticked in _TICKED.items():
        type(pages[kind]).objects.filter(pk=pages[kind].pk).update(**ticked)
    host = make.home_page(home, title="Blokken", slug="blokken")
    school = HostileSchool(home, pages, host, deal)
    school.read_again()
    return school


def write(row: Any, values: dict[str, Any]) -> None:
    """Straight into the database, without any form, signal or validation."""
    model = type(row)
    streams = {name for name in values if name in {stream.name for stream in places.streams(model)} or name == "body"}
    ready = {
        name: model._meta.get_field(name).to_python(json.dumps(value)) if name in streams else value
        for name, value in values.items()
    }
    model._default_manager.filter(pk=row.pk).update(**ready)


def fill(school: HostileSchool, copies: int = 4, rich: int = 8, helplines: int = 4) -> None:
    """Hostile texts in every place of the pages, the blocks, the settings and the helplines."""
    for kind in KINDS:
        write(school.pages[kind], places.fields(type(school.pages[kind]), kind, school.deal, copies, rich))
    write(school.host, {"body": places.host_body(school.deal)})
    fill_rest(school, helplines, copies)
    school.read_again()


def fill_rest(school: HostileSchool, helplines: int = 4, copies: int = 4) -> None:
    """What stands outside the pages: the settings and the helplines."""
    deal = school.deal
    settings = GripSettings.objects.get(site__is_default_site=True)
    values = places.fields(GripSettings, "settings", deal, copies)
    # Not only wrong: a school that can be reached is shown in more places.
    write(settings, {**values, "phone": "070 012 34 56", "school_type": "vo"})
    # Those of an earlier round: no two helplines have one key.
    GripHelpline.objects.exclude(key="kindertelefoon").delete()
    for number in range(helplines):
        row = make.helpline(f"lijn-{number}")
        values = places.fields(GripHelpline, "helpline", deal, copies)
        if number % 4 != 3:
            values = {name: value for name, value in values.items() if name not in _DECIDES[:-1]}
        if number % 2:
            values["phones"] = "0800-0432"
        write(row, values)
    fill_beside(school)
    from gripwagtail import signals

    signals.changed()


def fill_beside(school: HostileSchool) -> None:
    """What is kept beside the pages: what was left of a paste, and by whom a translation was read."""
    for page in school.pages.values():
        pasted, read = GripPasted._meta.get_field("text"), GripNativeReading._meta.get_field("readings")
        GripPasted.objects.filter(page_id=page.pk).delete()
        GripPasted.objects.create(page_id=page.pk, text=school.deal.text("grippasted.text", pasted))
        reading = {"by": school.deal.text("gripnativereading.readings", read), "on": "2026-11-01"}
        GripNativeReading.objects.update_or_create(page_id=page.pk, defaults={"readings": [reading]})
