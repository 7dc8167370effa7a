"""A page that has only rich text shows our people, norm or tips where its text links to them."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from wagtail.models import Site
from wagtail.rich_text import RichText

from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.broad]


@pytest.fixture
def pages() -> dict[str, Any]:
    make.helpline()
    return make.five_pages()


def shown(body: object, page: Any = None, template: str = "{% grip_linked body %}", **headers: str) -> Any:
    page = page or make.home_page()
    request = RequestFactory().get("/", headers={"host": "localhost", **headers})
    context = Context({"body": body, "page": page, "request": request})
    return make.soup(Template("{% load gripwagtail %}" + template).render(context))


def link_to(page: Any) -> str:
    return f'<p>Bel <a linktype="page" id="{page.pk}">iemand</a>.</p>'


@pytest.mark.parametrize("kind", ["norm", "contact", "parent_tips", "incident_help"])
@pytest.mark.parametrize("stored", [str, RichText], ids=["field", "value"])
def test_a_link_to_a_page_of_ours_shows_its_block_below_the_text(pages: Any, kind: str, stored: Any) -> None:
    blocks = shown(stored(link_to(pages[kind]))).select(".grip")
    assert len(blocks) == 1
    if kind != "incident_help":
        assert make.SIGNS[kind] in blocks[0].get_text()


def test_an_address_that_was_pasted_counts_as_well(pages: Any) -> None:
    path = pages["contact"].get_url()
    for address in (path, path.rstrip("/"), f"http://localhost{path}?a=1&amp;b=2#c"):
        assert make.SIGNS["contact"] in shown(f'<a href="{address}">iemand</a>').get_text(), address


@pytest.mark.parametrize(
    "address",
    [
        "https://ander.example{path}",
        "//ander.example{path}",
        "https://localhost.ander.example{path}",
        "http://localhost:8123{path}",
        "ftp://localhost{path}",
        "javascript:{path}",
        "tel:{path}",
        "#x",
        "?a=1",
        "",
        "wie-helpt",
        "{number}",
        "page/{number}",
    ],
)
@pytest.mark.parametrize("at_the_root", [False, True])
def test_an_address_of_another_host_or_on_the_same_page_does_not(pages: Any, address: str, at_the_root: bool) -> None:
    path = pages["contact"].get_url()
    if at_the_root:
        # Of a page at the front of the site the path is that of every address without one.
        Site.objects.update(root_page=pages["contact"])
        Site.clear_site_root_paths_cache()
        path = "/"
    text, place = (
        f'<a href="{address.format(path=path, number=pages["contact"].pk)}">iemand</a>',
        pages["norm"] if not at_the_root else pages["contact"],
    )
    assert not shown(text, place).select(".grip")
    assert shown(f'<a href="http://localhost{path}">iemand</a>', place).select(".grip")


def test_the_host_that_a_visitor_asked_for_is_that_of_the_site(pages: Any) -> None:
    text = f'<a href="https://www.kwikstaart.example{pages["contact"].get_url()}">iemand</a>'
    assert not shown(text).select(".grip")
    assert shown(text, host="kwikstaart.example").select(".grip")


def test_the_host_that_was_asked_for_is_not_that_of_a_page_of_another_site() -> None:
    other = make.site_with("anders.example").root_page.specific
    path = make.five_pages(other)["contact"].get_url_parts()[2]
    assert shown(f'<a href="https://anders.example{path}">iemand</a>', other).select(".grip")
    assert not shown(
        f'<a href="https://www.kwikstaart.example{path}">iemand</a>', other, host="kwikstaart.example"
    ).select(".grip")


def test_without_any_site_no_text_leads_to_a_page_of_ours(pages: Any) -> None:
    text = link_to(pages["contact"]) + f'<a href="{pages["contact"].get_url()}">iemand</a>'
    home = make.home_page()
    Site.objects.all().delete()
    Site.clear_site_root_paths_cache()
    assert not shown(text, home).select(".grip")


def test_behind_a_proxy_that_is_what_the_proxy_was_asked_for(pages: Any, settings: Any) -> None:
    text = f'<a href="https://www.kwikstaart.example{pages["contact"].get_url()}">iemand</a>'
    settings.USE_X_FORWARDED_HOST = True
    assert shown(text, **{"x-forwarded-host": "kwikstaart.example"}).select(".grip")
    assert not shown(text, host="kwikstaart.example", **{"x-forwarded-host": "ander.example"}).select(".grip")


@pytest.mark.parametrize("host", ["kwikstaart.example.", "www.kwikstaart.example:443", "kwikstaart.example.:80"])
def test_a_final_dot_and_a_port_that_nobody_types_make_no_other_host(pages: Any, host: str) -> None:
    for address in ("https://kwikstaart.example", "//kwikstaart.example."):
        assert shown(f'<a href="{address}{pages["contact"].get_url()}">x</a>', host=host).select(".grip"), address


def test_a_visitor_who_asks_for_a_port_that_cannot_be_sees_the_page(pages: Any) -> None:
    path = pages["contact"].get_url()
    assert shown(f'<a href="{path}">x</a>', host="localhost:70000").select(".grip")
    assert not shown(f'<a href="http://ander.example:70000{path}">x</a>', host="localhost:70000").select(".grip")


def test_each_is_shown_once_in_the_order_of_the_texts(pages: Any) -> None:
    text = link_to(pages["norm"]) + link_to(pages["contact"]) + link_to(pages["norm"])
    blocks = shown(text, template="{% grip_linked body body %}").select(".grip")
    assert len(blocks) == 2
    assert make.SIGNS["norm"] in blocks[0].get_text()


def test_in_another_language_a_link_to_either_version_will_do(pages: Any) -> None:
    english = make.translate(pages["contact"], "en")
    there = english.get_parent().specific
    for page in (pages["contact"], english):
        assert make.SIGNS["contact"] in shown(link_to(page), there).get_text()


def test_a_stream_of_the_host_is_read_too(pages: Any) -> None:
    home = make.home_page(body=[make.item("paragraph", link_to(pages["contact"]))])  # type: ignore[arg-type]
    assert make.SIGNS["contact"] in shown(home.body).get_text()


@pytest.mark.parametrize(
    "body",
    [
        "",
        None,
        7,
        "<p>Geen link.</p>",
        '<a linktype="page" id="99999">weg</a>',
        '<a href="https://ander.example/wie-helpt/">elders</a>',
        '<a href="http://[kapot">x</a>',
        '<a href="http://localhost:x/wie-helpt/">x</a>',
        '<a href="mailto:wie-helpt">x</a>',
        "<a " * 50_000,
    ],
)
def test_any_other_text_shows_nothing(pages: Any, body: object) -> None:
    assert not shown(body).select(".grip")


def test_a_draft_shows_nothing(pages: Any) -> None:
    pages["contact"].unpublish()
    assert not shown(link_to(pages["contact"])).select(".grip")


def test_nothing_is_asked_of_the_database_for_a_text_without_links(pages: Any, django_assert_num_queries: Any) -> None:
    home = make.home_page()
    with django_assert_num_queries(0):
        assert not shown("<p>Geen link.</p>", home).select(".grip")
