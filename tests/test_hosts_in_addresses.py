"""An address that names a host names one that a browser can read, and the one that it seems to be."""

from __future__ import annotations

import pytest

from gripwagtail.sanitize import safe_url

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
