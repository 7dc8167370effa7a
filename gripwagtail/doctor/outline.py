"""What a page is made of, read from its HTML: headings, landmarks, links, and all that a browser fetches by itself."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin, urlsplit

# Where an element names something that a browser fetches without being asked.
_FETCHED: Final = {
    "audio": ("src",),
    "body": ("background",),
    "embed": ("src",),
    "frame": ("src",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src",),
    "input": ("src",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src",),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
_FETCHING_LINKS: Final = {
    "apple-touch-icon",
    "dns-prefetch",
    "icon",
    "manifest",
    "mask-icon",
    "modulepreload",
    "preconnect",
    "prefetch",
    "preload",
    "stylesheet",
}
_IN_CSS: Final = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""", re.IGNORECASE)
_IN_JS: Final = re.compile(r"""(?:https?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+(?=[/"'`:?])""", re.IGNORECASE)
_JS_TYPES: Final = ("", "module", "text/javascript", "application/javascript")


class Outline(HTMLParser):
    """The parts of a page. What is in a ``<template>``, or in a landmark that is hidden, does not count."""

    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = url
        self.lang: str | None = None
        self.title = ""
        self.h1 = 0
        self.mains = 0
        # How many roots of ours have each class.
        self.roots: Counter[str] = Counter()
        self.links: list[str] = []
        self.sheets: list[tuple[str, str]] = []
        self.scripts: list[tuple[str, str]] = []
        # What a root of ours names for our scripts to load.
        self.loads: list[str] = []
        self.fetched: list[str] = []
        self.named_in_scripts: list[str] = []
        self.policies: list[str] = []
        self.referrer = ""
        # The element whose text is read now, and how deep we are in drawings and templates.
        self._inside = ""
        self._drawings = 0
        self._templates = 0

    @classmethod
    def of(cls, html: str, url: str) -> Outline:
        outline = cls(url)
        outline.feed(html)
        outline.close()
        return outline

    def updatepos(self, i: int, j: int) -> int:
        """Nobody asks for the line on which something stands, so no lines are counted."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "template":
            self._templates += 1
        if self._templates:
            return
        if tag == "svg":
            self._drawings += 1
        elif tag in ("style", "script") or (tag == "title" and not self._drawings):
            self._inside = "js" if tag == "script" and _is_inline_js(given) else tag
        self._landmarks(tag, given)
        if given:
            self._head(tag, given)
            self._fetches(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._templates = max(0, self._templates - 1)
        elif tag == "svg":
            self._drawings = max(0, self._drawings - 1)
        elif tag in ("title", "style", "script"):
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title += data
        elif self._inside == "style":
            self._in_css(data)
        elif self._inside == "js":
            self.named_in_scripts += [urljoin(self.base, found) for found in _IN_JS.findall(data)]

    def _landmarks(self, tag: str, given: dict[str, str]) -> None:
        if tag == "html":
            self.lang = given.get("lang", self.lang)
        if "hidden" not in given:
            self.h1 += tag == "h1" or (given.get("role"), given.get("aria-level")) == ("heading", "1")
            self.mains += tag == "main" or given.get("role") == "main"
        classes = given.get("class", "").split()
        if "grip" in classes:
            self.roots.update(classes)
            self.loads += map(self._whole, given.get("data-grip-loads", "").split())

    def _head(self, tag: str, given: dict[str, str]) -> None:
        if tag == "base" and given.get("href"):
            self.base = urljoin(self.base, given["href"])
        elif tag == "a" and given.get("href"):
            self.links.append(self._whole(given["href"]))
        elif tag == "meta" and given.get("http-equiv", "").lower() == "content-security-policy":
            self.policies.append(given.get("content", ""))
        elif tag == "meta" and given.get("name", "").lower() == "referrer":
            self.referrer = given.get("content", "").strip().lower()

    def _fetches(self, tag: str, given: dict[str, str]) -> None:
        nonce = given.get("nonce", "")
        kinds = set(given.get("rel", "").lower().split()) if tag == "link" else set()
        if kinds & _FETCHING_LINKS and given.get("href"):
            self._fetch(given["href"])
            if "stylesheet" in kinds:
                self.sheets.append((self._whole(given["href"]), nonce))
        if tag == "script" and given.get("src"):
            self.scripts.append((self._whole(given["src"]), nonce))
        for name in _FETCHED.get(tag, ()):
            self._fetch(given.get(name, ""))
        for part in given.get("srcset", "").split(", "):
            self._fetch(part.strip().split(" ")[0])
        self._in_css(given.get("style", ""))

    def _in_css(self, css: str) -> None:
        for address in _IN_CSS.findall(css):
            self._fetch(address)

    def _fetch(self, address: str) -> None:
        if address.strip():
            self.fetched.append(self._whole(address))

    def _whole(self, address: str) -> str:
        try:
            return urljoin(self.base, address.strip())
        except ValueError:  # such as a bracket that is no IPv6 address
            return ""


def _is_inline_js(given: dict[str, str]) -> bool:
    return not given.get("src") and given.get("type", "").strip().lower() in _JS_TYPES


def host_of(url: str) -> str:
    """The host that a browser asks for this address; empty when it asks none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return (parts.hostname or "").lower() if parts.scheme in ("http", "https", "ws", "wss") else ""


__all__ = ["Outline", "host_of"]
