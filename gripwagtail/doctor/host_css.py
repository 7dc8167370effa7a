"""Stylesheets of the host, as far as they are on this disk: rules for bare elements that ours cannot win from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from django.apps import apps
from django.conf import settings

from ..conf import conf

# What our pages are made of, and a host may have rules about.
_BARE: Final = frozenset(
    [
        "*",
        "a",
        "button",
        "details",
        "h1",
        "h2",
        "h3",
        "h4",
        "input",
        "label",
        "legend",
        "li",
        "ol",
        "p",
        "section",
        "select",
        "span",
        "strong",
        "summary",
        "textarea",
        "ul",
    ]
)
# What of a look can make something disappear, or no more than pale.
_PROPERTIES: Final = re.compile(
    r"(?:^|;)\s*(?:background(?:-color)?|border(?:-[a-z]+)*|color|display|font-size|opacity|position|visibility)\s*:[^;]*",
    re.I,
)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE: Final = re.compile(r"([^{}]{1,2000})\{([^{}]{0,20000})\}")
# More of a stylesheet is not read.
_LIMIT: Final = 1_000_000


def static_file(url: str, page_url: str) -> bytes | None:
    """What is served at this address of a static file; ``None`` for any other address, and for what is not here."""
    base = urljoin(page_url, str(settings.STATIC_URL or ""))
    if not settings.STATIC_URL or not url.startswith(base) or not apps.is_installed("django.contrib.staticfiles"):
        return None
    from django.contrib.staticfiles import finders
    from django.contrib.staticfiles.storage import staticfiles_storage

    name = unquote(urlsplit(url).path.removeprefix(urlsplit(base).path))
    try:
        if settings.STATIC_ROOT and staticfiles_storage.exists(name):
            with staticfiles_storage.open(name) as file:
                return bytes(file.read())
        path = finders.find(name)
        return Path(path).read_bytes() if isinstance(path, str) else None
    except (OSError, ValueError, NotImplementedError):
        return None


def rules_that_win(sheets: Iterable[str], page_url: str) -> dict[str, list[str]]:
    """Of each stylesheet of the host: the elements for which it has a rule that ours loses to."""
    found: dict[str, list[str]] = {}
    for url in dict.fromkeys(sheets):
        name = urlsplit(url).path.rpartition("/")[2]
        css = None if "/gripwagtail/" in url else static_file(url, page_url)
        if css is not None and (elements := bare_elements(css.decode("utf-8", errors="replace")[:_LIMIT])):
            found[name] = elements
    return found


def bare_elements(css: str) -> list[str]:
    """The elements that stand in a rule by themselves, where that decides about a look."""
    found: dict[str, None] = {}
    for selectors, body in _RULE.findall(_COMMENT.sub("", css)):
        looks = _PROPERTIES.findall(body)
        if looks and (conf.css_in_layer or any("!important" in each.lower() for each in looks)):
            names = (each.strip().lower() for each in selectors.split(","))
            found.update(dict.fromkeys(name for name in names if name in _BARE))
    return list(found)


__all__ = ["bare_elements", "rules_that_win", "static_file"]
