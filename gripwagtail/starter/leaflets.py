"""Texts that are shipped and read, never planted: one file a language, beside the module that knows what is in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from typing import Any, Final

from .fields import PlainText, Whole
from .files import FORMAT, StarterError, loads
from .tables import Table

ORIGINAL: Final = "nl"
HEAD: Final[Table] = {
    "format": Whole(least=FORMAT, most=FORMAT),
    "version": PlainText(limit=20),
    "language": PlainText(limit=20),
}


def languages(package: str) -> list[str]:
    """The languages in which there are such texts, as codes."""
    names = (place.name for place in files(package).iterdir())
    return sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def language_for(package: str, language: str) -> str:
    """The language of these texts beside a page in this one: else Dutch, which everyone who uses them speaks."""
    wanted = (language.lower(), language.lower().split("-")[0])
    return next((code for code in wanted if code in languages(package)), ORIGINAL)


def read(
    package: str, language: str, faults: Callable[[Mapping[str, Any]], Iterator[tuple[str, str]]]
) -> Mapping[str, Any]:
    """The file of a language. Raises ``StarterError`` with all that is wrong in it."""
    document = loads(files(package).joinpath(f"{language}.toml").read_text(encoding="utf-8"))
    if found := [f"{language}.toml: {place}: {message}" for place, message in faults(document)]:
        raise StarterError(found)
    return document


__all__ = ["HEAD", "ORIGINAL", "language_for", "languages", "read"]
