"""What is made from a page (checks, sheets, texts to share, messages) is in one closed panel, the last of its form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation
from wagtail.admin.panels import MultiFieldPanel

from gripwagtail.desk.edit_panel import ChecksPanel
from gripwagtail.editing.panels import AftercarePanel
from gripwagtail.editing.print_panel import PrintPanel
from gripwagtail.editing.share_panel import SharePanel
from gripwagtail.lookup.sources import KINDS
from tests import factories as make

pytestmark = pytest.mark.django_db

MADE_FROM_IT = {ChecksPanel, PrintPanel, SharePanel, AftercarePanel}


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
