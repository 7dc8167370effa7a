"""Of the texts that we ship it is known beforehand that readers of language find nothing in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as of_host
from django.test import Client

from gripwagtail.rendering import body_cache, elements
from gripwagtail.safety import image_instructions, promises
from gripwagtail.text import harmless
from tests import factories as make
from tests import planted
from tests.tools.harmless import NAMES, as_a_new_worker, collect, languages

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(of_host.ROOT_URLCONF != "tests.hosts.urls", reason="the texts are the same on every host"),
]


@pytest.fixture(autouse=True)
def in_a_new_worker() -> Iterator[None]:
    as_a_new_worker()
    yield
    as_a_new_worker()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sentences that are read for what they ask, from here on."""
    found: list[str] = []
    look = image_instructions._is_found

    def noted(sentence: str, checked: bool | None) -> bool:
        found.append(sentence)
        return look(sentence, checked)

    monkeypatch.setattr(image_instructions, "_is_found", noted)
    return found


def visits(host: str) -> Callable[[str], object]:
    def visit(path: str) -> object:
        response = Client().get(path, headers={"host": host})
        assert response.status_code == 200, path
        return response

    return visit


@pytest.mark.slow
def test_the_file_is_what_the_readers_and_the_texts_of_today_say(settings: Any) -> None:
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [(code, NAMES[code]) for code in languages()]
    assert harmless.SHIPPED.read_bytes() == collect(visits), "python -m tests.tools.harmless"


@pytest.mark.parametrize("school_type", ["po", "vo"])
def test_a_new_worker_reads_no_shipped_text_for_its_first_visitor(school_type: str, read: list[str]) -> None:
    school = planted.plant(school_type)
    page = school.pages["incident_help"]
    body_cache.forget([page.pk])
    elements.forget()
    # Planting and publishing did.
    as_a_new_worker()
    read.clear()
    assert make.see(page).select(".grip")
    assert read == []
    assert len(harmless.remembered()) > 100


def test_what_a_school_wrote_is_read_and_once(read: list[str]) -> None:
    for _visit in range(2):
        assert image_instructions.image_instructions("Bel ons gerust. Wij helpen je.") == []
    assert read == ["Bel ons gerust.", "Wij helpen je."]
    # What is found is looked for again.
    for _visit in range(2):
        assert image_instructions.image_instructions("Stuur ons de foto.") == ["Stuur ons de foto."]
    assert read[2:] == ["Stuur ons de foto."] * 2


def test_what_one_reader_knows_of_a_text_says_nothing_to_another() -> None:
    text = "Wij vertellen het nooit aan iemand."
    assert image_instructions.image_instructions(text) == []
    assert promises.promises_too_much(text)


def test_without_the_file_each_text_is_read(read: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = planted.plant("po").pages["incident_help"].situations.raw_data[0]["value"]["pupil_steps"]
    monkeypatch.setattr(harmless, "SHIPPED", tmp_path / "nothing.bin")
    harmless.shipped.cache_clear()
    as_a_new_worker()
    read.clear()
    try:
        assert image_instructions.image_instructions(str(known)) == []
        assert read
    finally:
        harmless.shipped.cache_clear()
