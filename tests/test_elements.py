"""An element is rendered again only when its values change. Overriding one costs this one alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.test import override_settings

from gripwagtail.content.contact import SchoolOffice
from gripwagtail.rendering import elements

SCHOOL = SchoolOffice("De Kwikstaart", "po", None, "info@kwikstaart.example")
VALUES: dict[str, dict[str, Any]] = {
    "help_school": {"school": SCHOOL},
    "untranslated": {"language": "Dutch"},
}


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    elements.forget()
    yield
    elements.forget()


@pytest.fixture
def override(settings: Any, tmp_path: Path) -> Iterator[Any]:
    """Puts copies of templates in the folder of the host."""
    folder = tmp_path / "gripwagtail" / "elements"
    folder.mkdir(parents=True)
    template = {**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0].get("DIRS", ())]}
    with override_settings(TEMPLATES=[template]):

        def put(name: str) -> None:
            ours = elements._OURS / "gripwagtail" / "elements" / f"{name}.html"
            (folder / ours.name).write_text(ours.read_text(encoding="utf-8"), encoding="utf-8")
            for engine in engines.all():
                for loader in engine.engine.template_loaders:
                    loader.reset()

        yield put


def is_kept(name: str) -> bool:
    before = elements._memo.cache_info().hits
    first, second = (elements.element(name, VALUES[name]) for _time in range(2))
    assert first == second
    return elements._memo.cache_info().hits > before


@pytest.mark.parametrize("name", VALUES)
def test_an_element_is_kept(name: str) -> None:
    assert is_kept(name)


def test_one_that_a_host_overrides_is_not(override: Any) -> None:
    override("untranslated")
    assert not is_kept("untranslated")


def test_all_others_still_are(override: Any) -> None:
    override("untranslated")
    override("tip")
    assert is_kept("help_school")


def test_what_includes_it_is_not(override: Any) -> None:
    override("mail")
    assert not is_kept("help_school")
    assert is_kept("untranslated")


def test_what_includes_something_by_a_name_that_only_rendering_tells_is_not(
    override: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    override("untranslated")
    monkeypatch.setattr(elements, "_OURS", tmp_path)
    assert is_kept("untranslated")
    elements._is_ours.cache_clear()
    (tmp_path / "gripwagtail" / "elements" / "untranslated.html").write_text("{% include other|default:'none' %}")
    for loader in engines["django"].engine.template_loaders:
        loader.reset()
    assert not elements._is_ours("gripwagtail/elements/untranslated.html", None)
