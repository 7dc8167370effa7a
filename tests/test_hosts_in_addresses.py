"""An address that names a host names one that a browser can read, and the one that it seems to be.

A host has one name, however it is written, wherever it is compared.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from gripwagtail.desk.front_page import FrontPage
from gripwagtail.lookup.public_address import public_address
from gripwagtail.sanitize import safe_url
from gripwagtail.text.hosts import host_asked, host_of, known_host, place_of

LONGEST = "a" * 63


@pytest.mark.parametrize(
    "host",
    [
        "school.example",
        "school.example.",
        "localhost",
        "intranet:8000",
        "school.example:65535",
        "192.168.1.10",
        "192.168.1.10:8080",
        "2wegen.example",
        "1.school",
        "школа.example",
        "xn--80a1acny.example",
        "a_b.example",
        f"{LONGEST}.example",
    ],
)
def test_a_host_that_a_browser_reads_stays(host: str) -> None:
    assert safe_url(f"https://{host}/pad?a=1#b") == f"https://{host}/pad?a=1#b"
    assert safe_url(f"http://{host}") == f"http://{host}"


@pytest.mark.parametrize(
    "host",
    [
        "0177.0.0.0189",
        "0177.0.0.1",
        "0x7f.0.0.1",
        "0x7f000001",
        "2130706433",
        "127.1",
        "256.1.1.1",
        "1.2.3.4.5",
        "1.2.3",
        "school.1",
        "school.0x1",
        "01.2.3.4",
        "school..example",
        "school.example:65536",
        "school.example:99999",
        f"{LONGEST}a.example",
        ".".join([LONGEST] * 4),
    ],
)
def test_a_host_that_no_browser_reads_or_that_it_reads_as_another_is_refused(host: str) -> None:
    for scheme in ("http", "https", "HTTPS"):
        assert safe_url(f"{scheme}://{host}/") == ""


@pytest.mark.parametrize(
    ("address", "name", "known"),
    [
        ("https://www.School.example./x", "www.school.example", "school.example"),
        ("school.example:80", "school.example", "school.example"),
        ("www.school.example.:443", "www.school.example", "school.example"),
        ("//school.example:8000", "school.example", "school.example:8000"),
        ("[::1]:8000", "::1", "::1:8000"),
        ("school.example:70000", "", ""),
        ("http://school.example:x/", "", ""),
        ("http://[kapot", "", ""),
        ("", "", ""),
    ],
)
def test_a_host_has_one_name_and_what_cannot_be_read_has_none(address: str, name: str, known: str) -> None:
    assert (host_of(address), known_host(address)) == (name, known)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("https://www.school.example./a/?b=1#c", ("school.example", "/a")),
        ("http://school.example:8000/", ("school.example:8000", "")),
        ("/a/", ("", "/a")),
        ("http://school.example:70000/a/", None),
        ("http://[kapot/a/", None),
        ("//:80/a/", None),
        ("mailto:a", None),
        ("tel:/112", None),
        ("a/", None),
        ("#a", None),
        ("", None),
    ],
)
def test_an_address_names_a_host_and_a_place_there_or_nothing(address: str, place: tuple[str, str] | None) -> None:
    assert place_of(address) == place


def test_a_front_page_leads_to_an_address_however_its_host_is_written() -> None:
    front = FrontPage(frozenset({"school.example/hulp/x"}), True)
    assert front.leads_to(["https://www.school.example.:443/hulp/"])
    assert not front.leads_to(["https://school.example:70000/hulp/", "https://school.example:8000/hulp/", "mailto:x"])


def test_what_a_visitor_asked_for_is_what_the_proxy_was_asked_for(settings: Any) -> None:
    request = RequestFactory().get("/", headers={"host": "10.0.0.7", "x-forwarded-host": "www.school.example"})
    assert host_asked(request) == "10.0.0.7"
    settings.USE_X_FORWARDED_HOST = True
    assert host_asked(request) == "www.school.example"


def test_a_request_made_by_hand_and_one_for_a_host_that_is_not_ours_asked_for_none(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["school.example"]
    request = RequestFactory().get("/", headers={"host": "ander.example"})
    assert [host_asked(one) for one in (request, HttpRequest(), None)] == ["", "", ""]


def test_on_paper_stands_the_address_that_the_proxy_was_asked_for_and_not_that_of_a_machine_behind_it(
    settings: Any,
) -> None:
    settings.USE_X_FORWARDED_HOST = True
    page: Any = SimpleNamespace(get_full_url=lambda request: "http://localhost/hulp/")
    for host, expected in (("school.example", ""), ("localhost", "http://localhost/hulp/")):
        request = RequestFactory().get("/", headers={"host": "10.0.0.7", "x-forwarded-host": host})
        assert public_address(page, request) == expected
