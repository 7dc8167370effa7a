"""Every way by which something of ours reaches a visitor, as the text that comes out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import wagtail
from django.contrib.sites.requests import RequestSite
from django.template import engines
from django.test import Client, RequestFactory, override_settings
from wagtail.contrib.sitemaps.sitemap_generator import Sitemap
from wagtail.models import Site

from gripwagtail.lookup.sources import page_model
from gripwagtail.subroutes.registry import subroute_paths
from gripwagtail.templatetags.gripwagtail import register
from tests import factories as make

TAGS = sorted(set(register.tags) - {"grip_css"})
ALL_BLOCKS = [
    make.block("norm", show_agreements=True, agreements=9),
    make.block("contacts"),
    make.block("contacts", roles=["mentor"], compact=True),
    make.block("parent_tips", count=5),
    make.block("incident_help", titles=True, deep_links=True),
    make.block("helplines"),
    make.block("languages"),
]
CHOOSING = {"norm": "norm", "contact": "contacts", "parent_tips": "parent_tips", "incident_help": "incident_help"}


def blocks_that_choose(pages: dict[str, Any]) -> list[dict[str, Any]]:
    """Blocks in which an editor picked each page by hand."""
    more = {"titles": True, "show_agreements": True, "count": 5}
    return [make.block(name, page=pages[kind].pk, **more) for kind, name in CHOOSING.items() if kind in pages]


def text_with_links_to(pages: dict[str, Any]) -> list[dict[str, Any]]:
    links = "".join(f'<p><a linktype="page" id="{page.pk}">lees dit</a></p>' for page in pages.values())
    return [make.item("paragraph", links)]


@dataclass
class Ways:
    """What a visitor gets on one site. ``asked`` are pages to ask for by their own address, hidden or not."""

    site: Site
    # Pages of the host with our blocks, and live pages of ours.
    open_pages: list[Any]
    asked: list[Any]
    search_for: str

    def texts(self) -> dict[str, str]:
        return {name: text for way in self._ways() for name, text in way}

    def pages(self) -> dict[str, str]:
        """The open pages only: enough to have their bodies kept."""
        return dict(self._pages())

    def _ways(self) -> Iterator[Iterator[tuple[str, str]]]:
        yield self._pages()
        yield self._by_address()
        yield self._tags()
        yield self._api("v2", "tests.api_urls", "/api/pages/", ("?fields=*&limit=20", f"?search={self.search_for}"))
        if wagtail.VERSION >= (8,):
            yield self._api("v3", "tests.api_v3_urls", "/api/v3/pages/", ("", f"?search={self.search_for}"))
        yield self._helplines()
        yield self._search()
        yield self._sitemap()

    def _get(self, path: str) -> str:
        follow = path.startswith("/api/")
        response = Client().get(path, headers={"host": self.site.hostname}, follow=follow)
        body = b"".join(response).decode() if response.status_code < 500 else "Error"
        # Who asks for an address knows it: only what the answer adds counts.
        said = f"{body} {response.headers.get('Location', '')} {response.headers.get('Content-Disposition', '')}"
        return said.replace(path, "").replace(path.replace("/", "%2F"), "")

    def _pages(self) -> Iterator[tuple[str, str]]:
        for page in self.open_pages:
            path = _path(page)
            yield f"page {_name(page)}", self._get(path)
            for leaf in subroute_paths(page.specific) if hasattr(page, "grip_kind") else ():
                yield f"page {_name(page)}{leaf}", self._get(path.rstrip("/") + leaf)

    def _by_address(self) -> Iterator[tuple[str, str]]:
        """Also the sub-routes, with every key that one may know of before it was hidden."""
        for page in self.asked:
            path = _path(page)
            yield f"address {_name(page)}", self._get(path)
            for name, subroute in make.subroutes_of(page.grip_kind).items():
                for rest in ("", *subroute.rest(page)):
                    own = f"{path}{name}/{rest}/" if rest else f"{path}{name}/"
                    # A key differs from run to run.
                    shown = "…" if len(rest) > 4 else rest
                    yield f"address {_name(page)}/{name}/{shown}", self._get(own).replace(path, "")

    def _tags(self) -> Iterator[tuple[str, str]]:
        request = RequestFactory().get("/", headers={"host": self.site.hostname})
        for tag in TAGS:
            source = "{% load gripwagtail %}{% " + tag + " %}"
            yield f"tag {tag}", engines["django"].from_string(source).render({}, request)

    def _api(self, name: str, urls: str, path: str, lists: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        with override_settings(ROOT_URLCONF=urls):
            for query in lists:
                yield f"{name} list{query.partition('=')[0]}", self._get(path + query)
            for page in (*self.asked, *self.open_pages):
                yield f"{name} {_name(page)}", self._get(f"{path}{page.pk}/")
                if name == "v2":
                    yield f"v2 find {_name(page)}", self._get(f"{path}find/?html_path={_path(page)}")

    def _helplines(self) -> Iterator[tuple[str, str]]:
        with override_settings(ROOT_URLCONF="tests.api_urls"):
            yield "v2 helplines", self._get("/api/helplines/?fields=*")

    def _search(self) -> Iterator[tuple[str, str]]:
        """The search that Wagtail's documentation gives a site, on this site."""
        found = page_model().objects.live().public().descendant_of(self.site.root_page, inclusive=True)
        names = [page.title for page in found.search(self.search_for)]
        yield "search", json.dumps([f"{self.search_for}: {name}" for name in names])

    def _sitemap(self) -> Iterator[tuple[str, str]]:
        request = RequestFactory().get("/sitemap.xml", headers={"host": self.site.hostname})
        yield "sitemap", str([entry["location"] for entry in Sitemap(request).get_urls(site=RequestSite(request))])


def _name(page: Any) -> str:
    return f"{getattr(page, 'grip_kind', 'home')}.{page.locale.language_code}"


def _path(page: Any) -> str:
    """The address that the page has or had: Dutch is at the top, each other language below its own."""
    path = f"/{page.url_path.split('/', 2)[2]}"
    code = page.locale.language_code
    return path if code == "nl" else f"/{code}{path}"
