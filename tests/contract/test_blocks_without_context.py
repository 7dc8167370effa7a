"""Our blocks in a template of the host that hands them nothing: ``{{ page.body }}``."""

from __future__ import annotations

from typing import Any

import pytest
from django.template.utils import EngineHandler

from gripwagtail.rendering.contexts import BLOCKS
from tests import factories as make
from tests.contract.test_blocks import SHOWN
from tests.host_templates import WAYS, printed, templates_with

ALL = [make.block(kind) for kind in BLOCKS]


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, settings: Any, tmp_path: Any) -> str:
    """The host prints its streams in this way."""
    settings.TEMPLATES = templates_with(settings.TEMPLATES, tmp_path, printed(request.param))
    assert EngineHandler().templates  # they are read as the host reads its own
    return str(request.param)


def roots(shown: Any) -> dict[str, str]:
    """What each block shows, by the class of its root."""
    return {" ".join(root["class"]): root.get_text(" ") for root in shown.select(".grip")}


def test_every_block_shows_its_source(pages: dict[str, Any], home: Any, way: str) -> None:
    found = roots(make.see(make.home_page(home, body=ALL)))
    for kind, sign in SHOWN.items():
        assert sign in found[f"grip grip-{kind.replace('_', '-')}-block"]


def test_the_preview_shows_the_same(pages: dict[str, Any], home: Any, way: str) -> None:
    # Not the languages: there is one, of which only the preview says so.
    page = make.home_page(home, body=[make.block(kind) for kind in BLOCKS if kind != "languages"])
    assert roots(make.preview(page)) == roots(make.see(page)) != {}


def test_the_preview_says_why_a_block_is_empty_and_a_visitor_sees_nothing(home: Any, way: str) -> None:
    page = make.home_page(home, body=[make.block("contacts")])
    assert make.preview(page).select_one(".grip .grip-hint")
    assert not make.see(page).select(".grip")


def test_the_stylesheet_is_linked_once_a_page(pages: dict[str, Any], home: Any, way: str) -> None:
    page = make.home_page(home, body=ALL)
    for shown in (make.see(page), make.preview(page)):
        assert [link.get("media") for link in shown.select('link[href*="gripwagtail"]')] == [None, "print"]
        assert len(shown.select('script[src*="exit"]')) == 1


def test_no_heading_is_without_something_below_it(home: Any, way: str) -> None:
    # Without a single page of ours.
    page = make.home_page(home, body=[make.block(kind, heading="Kijk hier", titles=True) for kind in BLOCKS])
    for heading in make.see(page).select(".grip :is(h1, h2, h3, h4, h5, h6)"):
        rest = [one for one in heading.find_next_siblings() if one.get_text(strip=True)]
        assert rest, heading
