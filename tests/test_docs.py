"""The documentation names what there is, and leads nowhere that is not there."""

from __future__ import annotations

import pkgutil
import re
import tomllib
from pathlib import Path

import pytest

import gripwagtail
from gripwagtail.blocks import grip_blocks
from gripwagtail.checks import CHECKS
from gripwagtail.conf import DEFAULTS
from gripwagtail.management import commands
from gripwagtail.models import GripMixin
from gripwagtail.sources import KINDS
from gripwagtail.templatetags.gripwagtail import register
from gripwagtail.vocabulary import AUDIENCES, EVIDENCE_RULES, ROLES, TIP_THEMES, TOPICS, URGENCIES

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
CSS = (ROOT / "gripwagtail" / "static" / "gripwagtail" / "grip.css").read_text(encoding="utf-8")

OPTIONS_OF_ALL_BLOCKS = {"heading", "level", "page"}
LINK = re.compile(r"""!?\[[^\]]*\]\(([^)\s]+)\)|<img src="([^"]+)\"""")


def section(title: str) -> str:
    """What stands in the reference below one heading of the second level."""
    return REFERENCE.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def first_cells(text: str) -> list[str]:
    """What stands as code in the first cell of each row of the tables in a text."""
    rows = re.findall(r"^\| ([^|]*)\|", text, re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row)]


def plain(text: str) -> str:
    """A sentence without what differs between a docstring and a table."""
    return text.replace("`", "").rstrip(".").casefold()


def heading_ids(path: Path) -> set[str]:
    """The fragments that the headings of a page make, as code hosts make them."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_reference_has_a_row_for_each_setting_and_no_other():
    assert first_cells(section("Settings")) == list(DEFAULTS)


def test_the_reference_has_a_row_for_each_check_with_its_meaning():
    rows = re.findall(r"^\| `(gripwagtail\.[EW]\d+)` \| (.+) \|$", section("Checks"), re.MULTILINE)
    meanings = {number: (look.__doc__ or "").splitlines()[0] for number, look in CHECKS.items()}
    assert {number: plain(meaning) for number, meaning in rows} == {
        number: plain(meaning) for number, meaning in meanings.items()
    }


def test_the_reference_has_a_row_for_each_block_with_its_class_and_options():
    rows = {
        name: (block, options)
        for name, block, options in re.findall(
            r"^\| `(grip_\w+)` \| `(\w+)` \| ([^|]*) \|", section("Blocks"), re.MULTILINE
        )
    }
    assert list(rows) == [name for name, _block in grip_blocks()]
    for name, block in grip_blocks():
        assert rows[name][0] == type(block).__name__
        own = set(block.child_blocks) - OPTIONS_OF_ALL_BLOCKS
        assert set(re.findall(r"`(\w+)` \(", rows[name][1])) == own


def test_the_reference_has_a_row_for_each_tag_and_no_other():
    rows = re.findall(r"^\| `(grip_\w+)` \|", section("Tags"), re.MULTILINE)
    assert sorted(rows) == sorted(register.tags)


def test_the_reference_has_a_heading_for_each_command_and_names_each_of_its_options():
    names = [module.name for module in pkgutil.iter_modules(commands.__path__)]
    assert sorted(re.findall(r"^### `(gripwagtail_\w+)`$", section("Commands"), re.MULTILINE)) == sorted(names)
    for name in names:
        text = section("Commands").split(f"### `{name}`", 1)[1].split("\n### ", 1)[0]
        source = (Path(commands.__path__[0]) / f"{name}.py").read_text(encoding="utf-8")
        for option in re.findall(r'add_argument\(\s*"(--[a-z-]+)"', source):
            assert re.search(rf"`{option}\b", text), f"{name} {option}"


def test_the_reference_has_a_row_for_each_kind_of_page_with_its_mixin_and_streams():
    rows = re.findall(
        r"^\| `Grip\w+` \| `(\w+)` \| `(\w+)` \| (.+) \|$", section("Page types and mixins"), re.MULTILINE
    )
    mixins = {mixin.__name__: mixin for mixin in GripMixin.__subclasses__() if mixin._meta.abstract}
    assert {kind for _mixin, kind, _streams in rows} == set(KINDS)
    for mixin, kind, streams in rows:
        assert mixins[mixin].grip_kind == kind
        assert tuple(re.findall(r"`(\w+)`", streams)) == mixins[mixin].grip_streams


@pytest.mark.parametrize("known", [ROLES, AUDIENCES, TOPICS, TIP_THEMES, URGENCIES, EVIDENCE_RULES])
def test_the_reference_lists_each_closed_list_of_keys_in_its_order(known):
    listed = [re.findall(r"`([a-z-]+)`", item) for item in re.split(r"^- ", section("Keys"), flags=re.MULTILINE)]
    assert list(known) in listed


def test_the_table_of_css_properties_is_what_the_stylesheet_reads_and_does_not_set():
    read = set(re.findall(r"var\(\s*(--grip-[a-z-]+)", CSS))
    own = set(re.findall(r"(--grip-[a-z-]+)\s*:", CSS))
    assert sorted(first_cells(section("CSS custom properties"))) == sorted(read - own)


def test_the_hooks_in_the_reference_stand_in_a_template():
    templates = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "gripwagtail" / "templates").rglob("*.html")
    )
    hooks = set(re.findall(r"data-grip-[a-z-]+", section("HTML hooks")))
    assert hooks
    assert {hook for hook in hooks if hook not in templates} == set()


def test_the_readme_names_both_commands_before_its_first_chapter():
    opening = README.split("\n## ", 1)[0]
    assert "make demo" in opening
    assert "make test" in opening
    assert "No expert has read the shipped situations yet" in opening


def test_the_readme_names_each_dependency_with_a_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for dependency in project["dependencies"]:
        assert re.search(rf"^\|[^|]*\b{re.split('[<>=]', dependency)[0]}\b", README, re.MULTILINE)


def test_the_changelog_has_a_place_for_what_comes_next():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in changelog or f"## [{gripwagtail.__version__}]" in changelog
    assert "### Upgrade considerations" in changelog


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(path):
    for target in map("".join, LINK.findall(path.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _hash, fragment = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        assert file.exists(), target
        if fragment:
            assert fragment in heading_ids(file), target


def test_every_picture_is_small_and_stands_on_a_page():
    pictures = sorted((ROOT / "docs" / "images").glob("*.png"))
    shown = "".join(path.read_text(encoding="utf-8") for path in PAGES)
    assert pictures
    assert [picture.name for picture in pictures if picture.stat().st_size > 150_000] == []
    assert [picture.name for picture in pictures if f"images/{picture.name}" not in shown] == []
