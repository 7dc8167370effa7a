"""An element is rendered again only when its values change. Overriding one costs this one alone."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.test import override_settings
from django.utils.safestring import SafeString

from gripwagtail.content.contact import SchoolOffice
from gripwagtail.rendering import elements
from gripwagtail.text.marked import Text, Untranslated

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


def key_of(*values: Any) -> str:
    pieces: list[str] = []
    for value in values:
        elements._write(value, pieces)
    return "".join(pieces)


def made_of(digest: bytes) -> elements.Element:
    html = elements.Element("<p>")
    html.digest = digest
    return html


DIFFERENT = (
    *(("",), ("", ""), ("a", "b"), ("ab", ""), ("", "ab"), ("as1:b",), ("a", ["b"]), (["a", "b"],), (["a"], "b")),
    *(([["a"], "b"],), ([["a", "b"]],), ([],), ([[]],), ("[0:",)),
    *((1,), (True,), (1.0,), ("1",), (None,), ("None",), ("(1)",), (datetime.date(2026, 12, 1),), ("2026-12-01",)),
    *((Text("ab"),), (Text("b", "a"),), (Text("", "ab"),), (Untranslated("b", "a"),), (SafeString("ab"),), ("ab",)),
    *((made_of(b"1"),), (made_of(b"2"),), (SafeString("<p>"),), (SCHOOL,), (replace(SCHOOL, type="vo"),)),
)


def test_no_two_lists_of_values_that_differ_make_one_key() -> None:
    assert len({key_of(*values) for values in DIFFERENT}) == len(DIFFERENT)


def test_an_element_in_another_one_is_told_by_what_it_was_made_of() -> None:
    first, again = (elements.element("help_school", {"school": SCHOOL}) for _time in range(2))
    other = elements.element("help_school", {"school": replace(SCHOOL, email="o@kwikstaart.example")})
    assert key_of(first) == key_of(again) != key_of(other)
    assert len(key_of(first)) < len(first)


def test_what_may_change_by_itself_has_no_key() -> None:
    with pytest.raises(TypeError):
        key_of({"a": 1})
