"""What we send to a browser: ours alone, no code in it, nothing left behind."""

from __future__ import annotations

from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import pytest

from gripwagtail.lookup.sources import KINDS
from gripwagtail.rendering.contexts import BLOCKS
from tests import factories as make

WHERE = [*KINDS, "blocks"]
# Elements that fetch something by themselves, and the attribute that says from where.
FETCHED = {
    "script": ["src"],
    "link": ["href"],
    "img": ["src", "srcset"],
    "iframe": ["src", "srcdoc"],
    "source": ["src", "srcset"],
    "video": ["src", "poster"],
    "audio": ["src"],
    "object": ["data"],
    "embed": ["src"],
    "input": ["src"],
}


@pytest.fixture
def shown(pages: dict[str, Any], home: Any, request: pytest.FixtureRequest) -> Any:
    """The page of the host with all our blocks, or one of our own pages: what it answers."""
    make.settings_of(phone="070 012 34 56", email="info@kwikstaart.example", school_name="De Kwikstaart")
    where = request.param
    page = pages.get(where) or make.home_page(home, body=[make.block(kind) for kind in BLOCKS])
    return make.visit(page)


@pytest.mark.parametrize("shown", WHERE, indirect=True)
def test_nothing_is_left_in_the_browser(shown: Any) -> None:
    assert "Set-Cookie" not in shown.headers
    assert not shown.cookies


@pytest.mark.parametrize("shown", WHERE, indirect=True)
def test_nothing_is_fetched_from_elsewhere(shown: Any) -> None:
    for name, attributes in FETCHED.items():
        for element in make.soup(shown).select(name):
            for attribute in attributes:
                assert not urlsplit(element.get(attribute, "")).netloc, element


@pytest.mark.parametrize("shown", WHERE, indirect=True)
def test_no_code_or_style_stands_in_the_html(shown: Any) -> None:
    page = make.soup(shown)
    assert not page.select("script:not([src])")
    assert not page.select("style")
    for element in page.select(".grip, .grip *"):
        assert "style" not in element.attrs, element
        assert not [name for name in element.attrs if name.startswith("on")], element


@pytest.mark.parametrize("shown", WHERE, indirect=True)
def test_every_class_of_ours_begins_with_grip(shown: Any) -> None:
    for element in make.soup(shown).select(".grip, .grip *"):
        for name in element.get("class", []):
            assert name == "grip" or name.startswith("grip-"), element


@pytest.mark.parametrize("shown", WHERE, indirect=True)
def test_there_is_no_form_so_nothing_can_be_sent(shown: Any) -> None:
    assert not make.soup(shown).select(".grip form:not([method=dialog]), .grip [type=submit], .grip [formaction]")


@pytest.mark.parametrize("shown", WHERE, indirect=True)
def test_every_link_has_an_address_that_may_be_followed(shown: Any) -> None:
    for link in make.soup(shown).select(".grip a"):
        href = link.get("href", "")
        assert urlsplit(href).scheme in ("", "https", "http", "tel", "mailto"), link
        assert href, link
        assert "None" not in href
        if href.startswith("mailto:"):
            assert "?" not in href, "a mail with a subject can give a reader away"


@pytest.mark.parametrize("shown", WHERE, indirect=True)
def test_every_link_inside_the_page_has_a_target(shown: Any) -> None:
    page = make.soup(shown)
    for link in page.select('.grip a[href^="#"]'):
        assert page.find(id=link["href"][1:]), link


@pytest.mark.parametrize("shown", WHERE, indirect=True)
def test_headings_go_down_one_level_at_a_time(shown: Any) -> None:
    levels = [int(heading.name[1]) for heading in make.soup(shown).select("h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    for above, below in pairwise(levels):
        assert below <= above + 1, levels


@pytest.mark.parametrize("shown", WHERE, indirect=True)
def test_numbers_and_keys_have_no_thousand_separator(shown: Any) -> None:
    for link in make.soup(shown).select('.grip a[href^="tel:"]'):
        assert "." not in link["href"]
        assert "," not in link["href"]


def test_what_an_editor_types_is_text_and_not_html(home: Any) -> None:
    nasty = "<script>alert(1)</script><b>vet</b>"
    page = make.make_page("contact", home, intro=nasty, contacts=[make.contact(label=nasty, where=nasty, about=nasty)])
    shown = make.see(page)
    assert not shown.select(".grip script, .grip b")
    assert nasty in shown.select_one(".grip").get_text()


def test_formatted_text_is_cleaned_at_the_way_out(home: Any) -> None:
    text = '<p onclick="x()">Lees <a href="javascript:alert(1)">dit</a><script>alert(1)</script></p>'
    page = make.make_page("norm", home, body=[make.item("paragraph", text)])  # type: ignore[arg-type]
    shown = make.see(page)
    assert "Lees" in shown.select_one(".grip").get_text()
    assert not shown.select(".grip script, .grip [onclick], .grip a[href^=javascript]")
