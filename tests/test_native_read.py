"""“Read by a native reader” holds for a sentence as it was read: one that changed since is unread again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from gripwagtail import safety

TURKISH = "Şu anda tehlikede misin? 112'yi ara."
DUTCH = "Is iemand nu in gevaar? Bel 112."


class Catalogs:
    """Two catalogs of one sentence, which can be changed and read."""

    def __init__(self) -> None:
        self.nl: dict[str, Any] = {"native_checked": "2026-11-22", "danger": DUTCH}
        self.tr: dict[str, Any] = {"native_checked": "", "danger": TURKISH}

    def __call__(self, language: str) -> dict[str, Any]:
        return {"nl": self.nl, "tr": self.tr}.get(language, {})

    def read(self) -> None:
        self.tr |= {"native_checked": "2027-01-10", "native_read": {"danger": safety.read_digest("tr", "danger")}}

    def said(self) -> list[str]:
        safety._sentence.cache_clear()
        return [str(text) for text in safety.sentence("danger", "tr")]


@pytest.fixture
def catalogs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogs]:
    found = Catalogs()
    monkeypatch.setattr(safety, "catalog", found)
    yield found
    safety._sentence.cache_clear()


def test_a_sentence_that_nobody_read_keeps_the_dutch_beside_it(catalogs: Catalogs) -> None:
    assert catalogs.said() == [TURKISH, DUTCH]


def test_a_sentence_that_was_read_stands_alone(catalogs: Catalogs) -> None:
    catalogs.read()
    assert catalogs.said() == [TURKISH]


def test_a_day_alone_says_of_no_sentence_that_it_was_read(catalogs: Catalogs) -> None:
    catalogs.tr["native_checked"] = "2027-01-10"
    assert catalogs.said() == [TURKISH, DUTCH]


@pytest.mark.parametrize("language", ["tr", "nl"])
def test_a_sentence_that_changed_since_is_unread_again(catalogs: Catalogs, language: str) -> None:
    catalogs.read()
    changed = catalogs.tr if language == "tr" else catalogs.nl
    changed["danger"] += " Nu."
    assert len(catalogs.said()) == 2


def test_the_original_stands_alone(catalogs: Catalogs) -> None:
    safety._sentence.cache_clear()
    assert [str(text) for text in safety.sentence("danger", "nl")] == [DUTCH]
