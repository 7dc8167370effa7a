"""How much of a page is in a language that its reader may not read: of each page in each language but Dutch.

    python -m tests.tools.foreign_letters [--language ar] [--texts]

The five pages and the front page of the example school (a primary school), and those of a secondary school that planted
the starter texts today. Counted are the letters that a pupil or a parent sees, everything opened; what is for staff is
left out. A letter is foreign when its text is marked as being in another language, and in Arabic and Ukrainian also
when it is Latin. Counted apart are the names (people, services, streets, addresses), and the Dutch that stands beside
its translation on purpose: the second half of a sentence about danger, and a word in brackets.

Ends with 1 where 12 % or more is foreign. ``--texts`` prints what these texts are.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import unicodedata
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bs4 import BeautifulSoup, NavigableString, Tag

from .visited import EXAMPLE, School, school

LANGUAGES: Final = ("en", "ar", "tr", "uk", "pl")
# In per cent of all letters.
GOAL: Final = 12
# Of which a Latin letter cannot be one of its own.
OTHER_SCRIPT: Final = frozenset({"ar", "uk"})
OWN, FOREIGN, NAME, DOUBLE = "own", "foreign", "name", "double"

VO: Final = f"""
from wagtail.models import Locale, Page, Site
from example_site.home.models import HomePage
home = Page.get_first_root_node().add_child(instance=HomePage(
    title="De Kwikstaart", slug="kwikstaart", locale=Locale.get_default(), body=[("grip_incident_help", {{}})]))
home.save_revision().publish()
Site.objects.update(root_page=home)
for code in {LANGUAGES!r}:
    locale, _made = Locale.objects.get_or_create(language_code=code)
    home.copy_for_translation(locale).save_revision().publish()
call_command("gripwagtail_start", school_type="vo", school_name="De Kwikstaart", phone="070 012 34 56",
    email="info@kwikstaart.example", languages=["nl", *{LANGUAGES!r}], publish=True, publish_incident=True,
    publish_unread=True, stdout=said)
"""

_NOT_SEEN: Final = "script, style, head, template, [hidden]"
_FOR_STAFF: Final = "[data-grip-audience=staff], [data-grip-serves=staff], .grip-say-staff"
_NAMES: Final = "[translate=no], address, [href^='mailto:'], .grip-languages"
_IN_BRACKETS: Final = re.compile(r"(\([^()]*\))")
_WORD: Final = re.compile(r"[^\W\d_]+")


def read(html: str, language: str) -> Counter[tuple[str, str]]:
    """The letters of each text that a pupil or a parent sees, by what they are (own, foreign, name, double)."""
    body = BeautifulSoup(html, "html5lib")
    for left_out in body.select(f"{_NOT_SEEN}, {_FOR_STAFF}"):
        left_out.extract()
    named = {id(one) for one in body.select(_NAMES)}
    found: Counter[tuple[str, str]] = Counter()
    for text in body.find_all(string=True):
        # Comments and the doctype are strings of a kind of their own.
        if type(text) is NavigableString and text.strip():
            for kind, part in _parts(text, language, named):
                found[kind, " ".join(part.split())] += sum(letter.isalpha() for letter in part)
    return found


def _parts(text: NavigableString, language: str, named: set[int]) -> Iterator[tuple[str, str]]:
    """The text in pieces, each with what it is."""
    around = [parent for parent in text.parents if isinstance(parent, Tag)]
    marked = next((one for one in around if one.get("lang")), None)
    if any(id(one) in named for one in around):
        yield NAME, text
    elif marked is not None and marked["lang"] != language:
        yield (DOUBLE if _is_beside_its_translation(marked) else FOREIGN), text
    elif language in OTHER_SCRIPT:
        for number, piece in enumerate(_IN_BRACKETS.split(text)):
            yield from _by_script(piece, in_brackets=number % 2 == 1)
    else:
        yield OWN, text


def _is_beside_its_translation(marked: Tag) -> bool:
    before = marked.find_previous_sibling()
    return marked.name == "span" and isinstance(before, Tag) and before.name == "span" and not before.get("lang")


def _by_script(text: str, in_brackets: bool) -> Iterator[tuple[str, str]]:
    """Each word by its script: a Latin one in brackets is a double, and one with a capital a name."""
    for word in _WORD.findall(text):
        if not unicodedata.name(word[0], "").startswith("LATIN"):
            yield OWN, word
        elif in_brackets:
            yield DOUBLE, word
        else:
            yield (NAME if word[0].isupper() else FOREIGN), word


def shares(found: Counter[tuple[str, str]]) -> dict[str, float]:
    """Of each kind the share in per cent, and the number of letters (``letters``)."""
    sums: Counter[str] = Counter()
    for (kind, _text), letters in found.items():
        sums[kind] += letters
    return {
        "letters": sums.total(),
        **{kind: 100 * sums[kind] / (sums.total() or 1) for kind in (FOREIGN, DOUBLE, NAME)},
    }


def table(at: School, languages: list[str], show_texts: bool) -> bool:
    """Prints a row for each page; whether one is not below the goal."""
    is_over = False
    for language in languages:
        for kind, path in at.paths[language].items():
            with urllib.request.urlopen(at.base + path) as answer:  # noqa: S310
                found = read(answer.read().decode(), language)
            share = shares(found)
            is_over |= share[FOREIGN] >= GOAL
            mark = " <--" if share[FOREIGN] >= GOAL else ""
            cells = "  ".join(f"{share[one]:5.1f} %" for one in (FOREIGN, DOUBLE, NAME))
            print(f"{at.name:8} {language:4} {kind:14} {share['letters']:7.0f}  {cells}{mark}", flush=True)
            if show_texts:
                texts = Counter({text: count for (one, text), count in found.items() if one == FOREIGN})
                for text, count in texts.most_common(12):
                    print(f"{'':30}{count:5}  {text[:100]}")
    return is_over


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--language", action="append", choices=LANGUAGES, help="this one only; may be repeated")
    parser.add_argument("--texts", action="store_true", help="prints the foreign texts as well")
    asked = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "example_site.settings")
    print(f"{'school':8} {'':4} {'page':14} {'letters':>7}  foreign   double     name")
    is_over = False
    with tempfile.TemporaryDirectory() as folder:
        for name, planting in (("po", EXAMPLE), ("vo", VO)):
            with school(name, planting, Path(folder) / name) as at:
                is_over |= table(at, asked.language or [*LANGUAGES], asked.texts)
    return int(is_over)


if __name__ == "__main__":
    sys.exit(main())
