"""Words for a reader that know in which language they are."""

from __future__ import annotations

from html import escape


class Text(str):
    """Words for a reader; ``lang`` is set when they are not in the language of the page."""

    __slots__ = ("lang",)
    lang: str

    def __new__(cls, value: str, lang: str = "") -> Text:
        text = super().__new__(cls, value)
        text.lang = lang
        return text

    def __html__(self) -> str:
        # Does what a template would do, without checking for every text whether it is lazy.
        return escape(self)


__all__ = ["Text"]
