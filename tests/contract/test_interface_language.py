"""What is marked as Dutch is Dutch: on every host, however it has set up languages."""

from __future__ import annotations

import gettext
import re
from functools import cache
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests import factories as make
from tests.distributions import ROOT

PLACE = re.compile(r"(%\(\w+\)[sd]|%s)")
# What is filled in where a number belongs.
COUNT = re.compile(r"%\(count(er)?\)[sd]")


@cache
def english() -> re.Pattern[str]:
    """Each text of ours in English that reads otherwise in Dutch, whatever is filled in."""
    dutch: Any = gettext.translation("django", str(ROOT / "gripwagtail" / "locale"), ["nl"])
    texts = set()
    for key, said in dutch._catalog.items():
        msgid = (key[0] if isinstance(key, tuple) else key).split("\x04")[-1]
        # A single word may be the same in both, or a key.
        if " " in msgid.strip() and msgid != said and "<" not in msgid:
            texts.add("".join(map(filled_in, PLACE.split(" ".join(msgid.split())))))
    assert len(texts) > 300
    return re.compile("|".join(sorted(texts)))


def filled_in(part: str) -> str:
    if not PLACE.fullmatch(part):
        return re.escape(part)
    return r"[0-9.]+" if COUNT.fullmatch(part) else ".+"


def dutch_texts(html: str) -> set[str]:
    """The texts and labels of what we render, as far as it is marked as Dutch."""
    found = set()
    for root in BeautifulSoup(html, "html.parser").select(".grip[lang=nl], html[lang=nl]:has(body.grip)"):
        for foreign in root.select("[lang]:not([lang=nl]), script"):
            foreign.decompose()
        for element in (root, *root.find_all(True)):
            found |= {str(element[name]) for name in ("aria-label", "title", "placeholder", "alt") if element.get(name)}
            found |= {" ".join(str(text).split()) for text in element.find_all(string=True, recursive=False)}
    return found - {""}


@pytest.fixture
def in_dutch(pages: dict[str, Any], home: Any) -> dict[str, Any]:
    for page in pages.values():
        page.text_language = "nl"
        page.save()
    return pages


@pytest.mark.parametrize("kind", ["overview", "norm", "contact", "parent_tips", "incident_help"])
def test_no_english_text_of_ours_is_on_a_dutch_page_or_its_sheets(in_dutch: dict[str, Any], kind: str) -> None:
    page = in_dutch[kind]
    addresses = [page.url, *(f"{page.url}{name}/" for name in make.subroutes_of(kind))]
    seen = [Client().get(address) for address in addresses]
    texts = set().union(*(dutch_texts(one.content.decode()) for one in seen if "html" in one["Content-Type"]))

    assert len(texts) >= 5
    assert [text for text in sorted(texts) if english().fullmatch(text)] == []
