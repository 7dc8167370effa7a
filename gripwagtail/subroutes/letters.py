"""How large the letters of a sheet can be, so that it fills one A4: three sizes, the largest that fits.

An estimate of lines, not a measurement: what fits was measured in a browser, and a test does that again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Final

from ..content.contact import Contact
from ..content.helplines import Helpline

# From large to small: a class of the stylesheet, its points, and how high a line is in the size of its letters.
SIZES: Final = (("large", 13.0, 1.3), ("medium", 11.0, 1.16), ("small", 9.0, 1.16))
# Millimetres of paper between the margins.
HEIGHT: Final = 283
WIDTH: Final = 190
COLUMN: Final = 92.5
POINT: Final = 0.3528
# How wide a letter is, in the size of the letters.
LETTER: Final = 0.5
# Of more cards than this the stylesheet puts the heading and all else of each in a single run of lines.
IN_RUNS: Final = 12
# Headings, margins and the foot, in lines.
FIXED: Final = 9


def letters_for(contacts: Sequence[Contact], lines: Sequence[Helpline], texts: Iterable[str]) -> str:
    """The name of the largest size in which all of this is on one sheet; the smallest when none is."""
    texts = [str(text) for text in texts]
    fitting = (name for name, points, line in SIZES if _height(contacts, lines, texts, points, line) <= HEIGHT)
    return next(fitting, SIZES[-1][0])


def _height(
    contacts: Sequence[Contact], lines: Sequence[Helpline], texts: Iterable[str], points: float, line: float
) -> float:
    """In millimetres."""
    letter = points * POINT * LETTER
    cards = [_lines(card, COLUMN / letter, in_a_run=len(contacts) > IN_RUNS) for card in contacts]
    # Two columns, of which the longer one counts.
    columns = (sum(cards) + max(cards, default=0)) / 2
    run = sum(len(one.name) + 3 + sum(len(phone.shown) + 3 for phone in one.phones) for one in lines)
    run += sum(len(one.chat_link or one.url) for one in lines if not one.phones)
    wide = ceil(run / (WIDTH / letter)) + sum(ceil(len(text) / (WIDTH / letter)) for text in texts)
    return (columns + wide + FIXED) * points * POINT * line


def _lines(card: Contact, letters: float, in_a_run: bool) -> float:
    """Its heading, its ways and facts, and the white around."""
    heading = f"{card.title}{card.shown_name}{card.shown_organisation}{card.board_name}"
    heading += ", ".join(map(str, card.shown_roles)) + "(), , "
    facts = [card.email, card.where, card.when, card.reply_time, card.location, card.instagram]
    ways = sum(len(str(one)) + 10 for one in facts if one)
    ways += sum(len(phone.shown) + len(phone.note) + 4 for phone in card.phones)
    ways += 30 * bool(card.via_school) + 24 * bool(card.form_url) + 24 * bool(card.whatsapp) + 24 * bool(card.sms)
    ways += sum(len(name) + 2 for name in card.language_names)
    if in_a_run:
        return ceil((len(heading) + ways) / letters) + 0.1
    return ceil(len(heading) / letters) + ceil(ways / letters) + 0.6


__all__ = ["letters_for"]
