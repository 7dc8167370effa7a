"""What finds active content in an output does find it, and leaves harmless output alone."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from gripwagtail.subroutes.vcf import VCard
from tests.hostile import oracle
from tests.test_sanitize import BAD_URLS, GOOD_URLS
from tests.vectors import BENIGN, VECTORS, Vector

ACTIVE = [
    "<p><script>kwik(100)</script></p>",
    "<script src=https://kwaad.example/x.js></script>",
    "<img src=x onerror=kwik(100)>",
    '<p title="" onmouseover="kwik(100)">x</p>',
    "<p style='background:url(//kwaad.example/)'>x</p>",
    "<style>*{background:url(//kwaad.example/)}</style>",
    "<a href='javascript:kwik(100)'>x</a>",
    "<a href=' java\nscript:kwik(100)'>x</a>",
    "<a href='//kwaad.example/x'>x</a>",
    "<a href='mailto:a@kwaad.example?bcc=b@kwaad.example'>x</a>",
    "<a href='tel:*21*kwik100#'>x</a>",
    "<iframe src='https://kwaad.example/'></iframe>",
    "<iframe srcdoc='<b>kwik100</b>'></iframe>",
    "<object data='https://kwaad.example/'></object>",
    "<base href='https://kwaad.example/'>",
    "<meta http-equiv=refresh content='0;url=https://kwaad.example/'>",
    "<link rel=stylesheet href=https://kwaad.example/x.css>",
    "<svg><a xlink:href='javascript:kwik(100)'>x</a></svg>",
    "<form action='https://kwaad.example/'><button formaction='javascript:kwik(100)'>x</button></form>",
    "<!--[if IE]><script>kwik(100)</script><![endif]-->",
    '<p class="a" class="kwik100">x</p>',
    "<script>let x = 'kwik(100)'",
    '<script type=\'application/json\'>{"a": "</script><script>kwik(100)</script>"}</script>',
]
ONLY_ON_PAGES = [
    "<marquee>x</marquee>",
    "<custom-tag>x</custom-tag>",
    "<p onclick=x>x</p>",
    "<p style=''>x</p>",
    "<p hx-get='/x'>x</p>",
]


@pytest.mark.parametrize("html", ACTIVE)
def test_what_is_active_is_found_on_a_page_in_rich_text_and_in_the_admin(html: str) -> None:
    assert oracle.page(html)
    assert oracle.rich(html)
    assert oracle.admin(html.replace(" x ", " kwik100 "))


@pytest.mark.parametrize("html", ONLY_ON_PAGES)
def test_what_is_not_ours_is_found_on_a_page(html: str) -> None:
    assert oracle.page(html)
    assert oracle.rich(html)


@pytest.mark.parametrize("look", [oracle.page, oracle.rich, oracle.admin])
def test_escaped_texts_are_harmless(look: Callable[[str], list[str]]) -> None:
    from html import escape

    for text in [*BENIGN.values(), *(vector.text for vector in VECTORS if "\ud800" not in vector.text)]:
        assert look(f"<p lang=\"nl\">{escape(text)} <a href='https://kwaad.example/x' rel=noopener>x</a></p>") == []


@pytest.mark.parametrize(
    "vector",
    # A long s is no letter of a tag: browsers read that one as text.
    [one for one in VECTORS if one.kind in ("script tags", "event handlers") and "\u017f" not in one.text],
    ids=repr,
)
def test_a_text_that_nobody_escapes_is_found(vector: Vector) -> None:
    assert oracle.rich(f"<p>{vector.text}</p>")


def test_half_a_character_is_found() -> None:
    assert oracle.page("<p>\ud800</p>")


@pytest.mark.parametrize(
    "said",
    [
        '{"html": "<b onclick=x>y</b>"}',
        '{"a": [{"href": "javascript:1"}]}',
        '{"form_url": "//x.example"}',
        '{"email": "a@b.nl?bcc=c"}',
    ],
)
def test_what_an_api_should_not_say_is_found(said: str) -> None:
    assert oracle.api(said)


def test_what_an_api_may_say_is_left_alone() -> None:
    assert (
        oracle.api('{"html": "<p>x</p>", "title": "<script>", "url": "https://x.example/", "email": "a@b.nl", "n": 1}')
        == []
    )


def test_a_card_that_is_broken_is_found() -> None:
    good = VCard()
    good.text("FN", "Juf; An, \\ \n en meer")
    assert oracle.vcard(str(good)) == []
    for broken in (
        "FN:a\nTEL:1",
        "FN:a\rb",
        "FN:a;b",
        "TEL:*21#",
        "EMAIL:a@b.nl?cc=c",
        "X-EVIL:1",
        "FN:a\u2028b",
        "END:VCARD",
    ):
        assert oracle.vcard(str(good).replace("END:VCARD", f"{broken}\r\nEND:VCARD")), broken


def test_a_formula_is_found() -> None:
    assert oracle.table("a,b\r\n'=1,x\r\n") == []
    assert oracle.table("a,b\r\n=1,x\r\n")
    assert oracle.table('a,b\r\n"x","\t=1"\r\n')


def test_a_formula_in_a_workbook_is_found() -> None:
    from openpyxl import Workbook

    for text, found in (("=1+1", True), ("'=1+1", False), ("tekst", False)):
        book, file = Workbook(), io.BytesIO()
        book.active["A1"] = text
        book.save(file)
        assert bool(oracle.workbook(file.getvalue())) is found


def test_a_command_to_a_terminal_is_found() -> None:
    assert oracle.terminal("a\nb\tc") == []
    assert oracle.terminal("a \x1b[2J")


def test_an_address_is_judged_as_the_package_judges_it_by_other_means() -> None:
    """All that is refused there is refused here, but for what is only too long, empty or written strangely."""
    harmless = {"", "   ", "/" + "x" * 3000, "https://school.example/\u3164", "tel:1+12"}
    assert [url for url in BAD_URLS if url not in harmless and not oracle.leads_astray(url)] == []
    assert [url for url in GOOD_URLS if oracle.leads_astray(url)] == []
