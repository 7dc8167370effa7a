"""Messages to parents for after an incident: they repeat the norm and reveal nothing about anyone.

The texts are beside this module, one file a language. On suicide there is none, on purpose.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

ORIGINAL: Final = "nl"
_BLANK: Final = re.compile(r"\{(school|norm|help)\}")


@dataclass(frozen=True, slots=True)
class Message:
    """One text to copy. ``when`` and ``limits`` are for who sends it, not for who gets it."""

    key: str
    title: str
    when: str
    limits: tuple[str, ...]
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Aftercare:
    """All the texts of the page for the communicator, in one language.

    ``checks`` are to be ticked before a message may be used; ``suicide`` says what to do instead of writing.
    """

    language: str
    checks: tuple[str, ...]
    advice: tuple[str, ...]
    suicide: Mapping[str, Any]
    messages: tuple[Message, ...]


def aftercare(language: str, school: str = "", norm: str = "", help_address: str = "") -> Aftercare:
    """The texts for a school, in its language or else in Dutch.

    A name that is not known is left as a blank to fill in; a paragraph about a norm or a page that is not there
    is left out.
    """
    code, given = _read(language)
    blanks = {"school": school or given["blank_school"], "norm": norm, "help": help_address}
    return Aftercare(
        language=code,
        checks=tuple(given["checks"]),
        advice=tuple(given["advice"]),
        suicide=given["suicide"],
        messages=tuple(
            Message(
                key=message["key"],
                title=message["title"],
                when=message["when"],
                limits=tuple(message["limits"]),
                subject=_fill(message["subject"], blanks),
                text="\n\n".join(_filled(message["paragraphs"], blanks)),
            )
            for message in given["messages"]
        ),
    )


def languages() -> list[str]:
    """The languages in which there are messages, as codes."""
    names = (place.name for place in files(__name__).iterdir())
    return sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def _read(language: str) -> tuple[str, Mapping[str, Any]]:
    wanted = (language.lower(), language.lower().split("-")[0], ORIGINAL)
    code = next(code for code in wanted if code in languages())
    return code, _content(code)


@cache
def _content(code: str) -> Mapping[str, Any]:
    return tomllib.loads(files(__name__).joinpath(f"{code}.toml").read_text(encoding="utf-8"))


def _filled(paragraphs: list[str], blanks: Mapping[str, str]) -> Iterator[str]:
    for paragraph in paragraphs:
        if all(blanks[name] for name in _BLANK.findall(paragraph)):
            yield _fill(paragraph, blanks)


def _fill(text: str, blanks: Mapping[str, str]) -> str:
    # In one go: what a school typed is never read as a blank.
    return _BLANK.sub(lambda match: blanks[match[1]], text)
