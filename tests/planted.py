"""A school that planted the starter texts, found every claim true and put everything online."""

from __future__ import annotations

import gzip
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import call_command

import gripwagtail
from gripwagtail.assets import minified
from gripwagtail.lookup.sources import KINDS, page_model
from gripwagtail.starter.plans import planting
from gripwagtail.starter.streams import STREAMS
from gripwagtail.starter.texts import load
from tests import factories as make
from tests.remembered import remembered

STATIC = Path(gripwagtail.__file__).parent / "static"
CSS = STATIC / "gripwagtail" / "grip.css"
SMALL_CSS = CSS.with_name(minified(CSS.name))
CLAIMS = ("confirmed", "if_broken_confirmed", "school_does_confirmed")


@dataclass
class PlantedSchool:
    """The five pages, a page of the host with every block of ours, and bare pages of the host to compare with."""

    host: str
    pages: dict[str, Any]
    with_blocks: Any
    bare: dict[int, Any]

    def bare_for(self, page: Any) -> Any:
        """The page of the host at the same depth, in the same language, without anything of ours."""
        return self.bare[page.depth]


def plant(school_type: str = "po", host: str = "localhost") -> PlantedSchool:
    """Plants as ``gripwagtail_start --publish --publish-incident`` does, and ticks what is for the school to tick."""
    return remembered(f"school {school_type} {host}", lambda: _plant(school_type, host))


def _plant(school_type: str, host: str) -> PlantedSchool:
    home = make.site_with(host).root_page.specific
    call_command(
        "gripwagtail_start",
        site=host,
        school_type=school_type,
        school_name="De Kwikstaart",
        phone="070 012 34 56",
        email="info@kwikstaart.example",
        publish=True,
        publish_incident=True,
        stdout=io.StringIO(),
    )
    pages = confirmed(home)
    bare = make.home_page(home, title="Kaal")
    below = make.home_page(bare, title="Kaal")
    with_blocks = make.home_page(bare, title="Alle blokken", body=all_blocks())
    return PlantedSchool(host, pages, with_blocks, {bare.depth: bare, below.depth: below})


def confirmed(home: Any) -> dict[str, Any]:
    """The five pages below this one, by kind, with all that they claim found true and published."""
    pages = {}
    for kind in KINDS:
        page = make.page_class(kind).objects.descendant_of(home).get()
        for tick in page.grip_ticks.values():
            setattr(page, tick, True)
            page.save_revision().publish()
        for stream in STREAMS[kind]:
            page = make.set_items(page, stream.name, [ticked(raw) for raw in getattr(page, stream.name).raw_data])
        pages[kind] = page
    return pages


def ticked(raw: dict[str, Any]) -> dict[str, Any]:
    """The item, with its claims confirmed by the school."""
    value = {name: True if name in CLAIMS else given for name, given in raw["value"].items()}
    return {"type": raw["type"], "value": value, "id": raw["id"]}


def every_situation(school_type: str) -> list[dict[str, Any]]:
    """All situations of the starter texts, also those that an editor adds by hand."""
    texts = load("nl", school_type)
    for situation in texts.pages["incident_help"]["situations"]:
        situation["core"] = True
    return [ticked(raw) for raw in planting("incident_help", texts).streams["situations"]]


def all_blocks() -> list[dict[str, Any]]:
    """Every block of ours, each with as much as it can show."""
    return [
        make.block("norm", show_agreements=True),
        make.block("contacts"),
        make.block("parent_tips", count=3),
        make.block("incident_help", titles=True),
        make.block("helplines"),
        make.block("exit"),
        make.block("languages"),
    ]


def path_of(page: Any) -> str:
    """The address of a page on its own site."""
    return str(page_model().objects.get(pk=page.pk).get_url_parts()[2])


def weight(text: bytes) -> int:
    """Bytes on the wire, in the gzip of a server that is left as it came: level 6."""
    return len(gzip.compress(text, 6))


def first_view(html: bytes) -> int:
    """What a visitor downloads before there is something to read: the page and our stylesheets, minified."""
    linked = re.findall(rb'<link rel="stylesheet" href="[^"]*/(gripwagtail/[\w-]+\.min\.css)"', html)
    return weight(html) + sum(weight((STATIC / name.decode()).read_bytes()) for name in linked)


def offset(html: bytes, mark: bytes) -> int:
    """The compressed bytes that have come in when the last ``mark`` has."""
    return weight(html[: html.rindex(mark) + len(mark)])
