"""What is made from a page (checks, sheets, texts to share, messages) is in one closed panel, the last of its form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.admin.panels import MultiFieldPanel

from gripwagtail.desk.edit_panel import ChecksPanel
from gripwagtail.editing.panels import AftercarePanel
from gripwagtail.editing.print_panel import PrintPanel
from gripwagtail.editing.share_panel import SharePanel
from gripwagtail.lookup.sources import KINDS
from tests import factories as make
from tests.test_desk_findings import client_of

pytestmark = pytest.mark.django_db

MADE_FROM_IT = {ChecksPanel, PrintPanel, SharePanel, AftercarePanel}
HEADING = "To check, print and share"
# What an editor can get to from there, beside the checks: what is below the address of the page.
SHEETS = {
    "overview": [],
    "norm": ["class-sheet/", "together/", "share/"],
    "contact": ["print/"],
    "parent_tips": ["share/"],
    "incident_help": ["poster/", "card/"],
}


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def everything(panels: list[Any]) -> Iterator[Any]:
    for panel in panels:
        yield panel
        yield from everything(getattr(panel, "children", []))


@pytest.mark.parametrize("kind", KINDS)
def test_they_are_in_the_last_panel_which_begins_closed_and_nowhere_else(kind: str) -> None:
    *others, last = make.page_class(kind).grip_panels
    assert isinstance(last, MultiFieldPanel)
    assert "collapsed" in last.classname.split()
    there = {type(panel) for panel in last.children}
    wanted = MADE_FROM_IT if kind == "incident_help" else MADE_FROM_IT - {AftercarePanel}
    assert there == wanted
    assert not [panel for panel in everything(others) if type(panel) in MADE_FROM_IT]


@pytest.fixture
def client() -> Client:
    return client_of(make.editor())


@pytest.mark.parametrize("kind", KINDS)
def test_the_edit_view_has_that_panel_at_the_end_with_its_links(kind: str, client: Client) -> None:
    make.settings_of(phone="070 012 34 00")
    content = {**make.content_of(kind), **({"class_sheet": "Bij ons:"} if kind == "norm" else {})}
    page = make.make_page(kind, **content)
    shown = make.soup(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))).select_one("#tab-content")
    last = [one for one in shown.select("[data-panel]") if one.find_parent(attrs={"data-panel": True}) is None][-1]
    assert HEADING in last.select_one("[data-panel-heading]").get_text()
    assert "collapsed" in last["class"]

    wanted = [reverse("gripwagtail_checks", args=[page.pk]), *(page.url + leaf for leaf in SHEETS[kind])]
    if kind == "incident_help":
        wanted.append(reverse("gripwagtail_aftercare", args=[page.pk]))
    there = [link["href"] for link in last.select("a[href]")]
    everywhere = [link["href"] for link in shown.select("a[href]")]
    for address in wanted:
        assert [link for link in there if link.endswith(address)], address
        # And nowhere above.
        assert len([link for link in everywhere if link.endswith(address)]) == 1, address
