"""A title on a terminal is a title, and no command to it."""

from __future__ import annotations

import pytest

from gripwagtail.text.terminal_safe import terminal_safe


@pytest.mark.parametrize(
    "char", ["\x00", "\x07", "\x08", "\x0b", "\r", "\x1b", "\x7f", "\x9b", "\u202e", "\u2067", "\u2028", "\ud800"]
)
def test_what_a_terminal_obeys_is_shown_as_a_mark(char: str) -> None:
    assert terminal_safe(f"a{char}[2Jb") == "a\ufffd[2Jb"


def test_words_and_lines_stay() -> None:
    text = "Één regel\n\ttwee — نعم 👍🏽"
    assert terminal_safe(text) == text
