"""What a visitor reads of a school that planted the texts, put everything online and ticked nothing.

    GRIP_ZERO_TICKS=write python -m pytest tests/test_zero_ticks.py

writes every sentence of it into the files of ``tests/read/``, one a language, those that are new at the end under a
line that says so. Read these, see that none claims anything about this school, and take that line away.
``tests/test_zero_ticks.py`` compares.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from django.core.management import call_command

from gripwagtail.starter.exercises import SHEETS as TO_PRACTISE
from gripwagtail.starter.scripts import ORIGINAL, scripts
from gripwagtail.starter.scripts import SHEETS as TO_PRINT
from gripwagtail.subroutes.team import SHEETS as FOR_TEAM
from tests import factories as make
from tests.starter_texts import SETS, language_of, of, sentences

LANGUAGES: Final = sorted({language_of(texts) for texts in SETS})

READ: Final = Path(__file__).parent / "read"
# The line in a file above what nobody has read yet.
UNREAD: Final = "# Not read yet:"
# The scripts are the same files in each language.
SCRIPTS: Final = tuple(one.key for one in scripts(ORIGINAL, "po"))
# What is below the address of a page, with words of its own.
SHEETS: Final[Mapping[str, tuple[str, ...]]] = {
    "overview": ("practise/", *(f"practise/{name}/" for name in TO_PRACTISE)),
    "norm": ("share/", "class-sheet/", "together/", *(f"together/{name}/" for name in (*SCRIPTS, *TO_PRINT))),
    "contact": ("print/",),
    "parent_tips": ("share/",),
    "incident_help": ("poster/", "team/", *(f"team/{one.name}/" for one in FOR_TEAM)),
}
# A page of the host with every block of ours.
BLOCKS: Final = ("norm", "contacts", "parent_tips", "incident_help", "helplines", "exit")
# What is another one next week.
_DAYS: Final = re.compile(r"\b\d{1,2} \w+ 20\d\d\b|\b\w+\.? \d{1,2}, 20\d\d\b")
# What ends one text and begins another. What is inside a sentence does not.
_INLINE: Final = ("a", "abbr", "b", "bdi", "cite", "code", "em", "i", "mark", "q", "small", "span", "strong", "time")


def plant(texts: str) -> dict[str, Any]:
    """The five pages of a set, online, as the command plants them."""
    host = f"{texts.replace('/', '.')}.example"
    home = make.site_with(host).root_page.specific
    home.locale = make.language(language_of(texts))
    home.save()
    call_command(
        "gripwagtail_start",
        site=host,
        school_type=of(texts),
        languages=[language_of(texts)],
        school_name="De Kwikstaart",
        phone="070 012 34 56",
        publish=True,
        publish_incident=True,
        stdout=io.StringIO(),
    )
    return {kind: make.page_class(kind).objects.descendant_of(home).get() for kind in SHEETS}


def read(language: str) -> list[str]:
    """The same of all texts of a language together."""
    return list(dict.fromkeys(one for texts in SETS if language_of(texts) == language for one in visible(texts)))


def visible(texts: str) -> list[str]:
    """Every sentence that a visitor can read anywhere, in the order in which one meets it."""
    pages = plant(texts)
    found: dict[str, None] = {}
    for kind, page in pages.items():
        for leaf in ("", *SHEETS[kind]):
            response = make.visit(page, leaf=leaf)
            assert response.status_code == 200, (kind, leaf)
            found |= dict.fromkeys(spoken(response.content))
    blocks = [make.block(name, **{"show_agreements": True, "titles": True, "count": 3}) for name in BLOCKS]
    below = make.home_page(pages["overview"].get_parent(), body=blocks, title="De Kwikstaart")
    found |= dict.fromkeys(spoken(make.visit(below).content))
    return list(found)


def spoken(html: bytes) -> Iterator[str]:
    """The sentences of a document, with its title, its description and what only a screen reader says."""
    document = make.soup(html)
    head = [document.title.get_text() if document.title else ""]
    head += [meta["content"] for meta in document.select("meta[name=description]")]
    # What is around it is the host's.
    ours = [root for root in document.select(".grip") if root.find_parent(class_="grip") is None]
    for root in ours:
        head += [said.get("aria-label") or said.get("alt") or "" for said in root.select("[aria-label], img[alt]")]
        for element in root.find_all(True):
            if element.name in ("script", "style", "template"):
                element.extract()
            # Of a title for each reader one is seen.
            elif element.name not in _INLINE or "grip-say" in " ".join(element.get("class", ())):
                element.insert_before("\n")
                element.append("\n")
    for line in [*head, *(line for root in ours for line in root.get_text().split("\n"))]:
        for sentence in sentences(_DAYS.sub("[day]", " ".join(line.split()))):
            if any(letter.isalpha() for letter in sentence):
                yield sentence


def path_of(language: str) -> Path:
    return READ / f"zero-ticks.{language}.txt"


def known(language: str) -> list[str]:
    """What a person has read."""
    path = path_of(language)
    if not path.exists():
        return []
    have = path.read_text(encoding="utf-8").partition(UNREAD)[0]
    return [line for line in have.splitlines() if line and not line.startswith("# ")]


HEAD: Final = """\
# Every sentence that visitors read while the school has ticked nothing, noted no agreement and added nothing.
# Read by a person: none says what this school does, has, decided or agreed. The norm itself (“We …”) is what it asks.
"""


def write(language: str) -> int:
    """Brings the file up to date, and returns how many sentences in it nobody has read."""
    found, have = read(language), set(known(language))
    new = [one for one in found if one not in have]
    lines = [HEAD, *(one for one in found if one in have), *([UNREAD, *new] if new else [])]
    path_of(language).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(new)
