"""A link to one of our pages."""

from __future__ import annotations

from ..text.marked import Text


class Link:
    """An address with the title of its page, and the page's language when it differs; the title has its own."""

    __slots__ = ("lang", "title", "url")

    def __init__(self, url: str, title: Text, lang: str = "") -> None:
        self.url = url
        self.title = title
        self.lang = lang

    def __str__(self) -> str:
        return self.url


__all__ = ["Link"]
