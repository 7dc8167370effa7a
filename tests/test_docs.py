"""The documentation names what there is, and leads nowhere that is not there."""

from __future__ import annotations

import pkgutil
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.core.management import load_command_class
from django.utils.module_loading import import_string

import gripwagtail
from gripwagtail.blocks import grip_blocks
from gripwagtail.checks import CHECKS
from gripwagtail.conf import DEFAULTS
from gripwagtail.editing.status_panel import StatusPanel
from gripwagtail.lookup.sources import KINDS
from gripwagtail.management import commands
from gripwagtail.models import GripMixin, GripSettings
from gripwagtail.roles import ROLES
from gripwagtail.templatetags.gripwagtail import register
from gripwagtail.vocabulary import AUDIENCES, EVIDENCE_RULES, TIP_THEMES, TOPICS, URGENCIES
from tests import factories as make
from tests.measuring import KINDS as MEASURED
from tests.readme import settings_snippet
from tests.stylesheets import OWN, REAL
from tests.tools import themes_table

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
SAFETY = (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
STATIC = ROOT / "gripwagtail" / "static" / "gripwagtail"
CSS = "".join((STATIC / f"grip-{part}.css").read_text(encoding="utf-8") for part in ("help", "pages", "print"))

TEMPLATES = ROOT / "gripwagtail" / "templates" / "gripwagtail"
# What a host's pages can contain; the rest is in the admin.
PUBLIC = "".join(
    path.read_text(encoding="utf-8")
    for path in TEMPLATES.rglob("*.html")
    if "admin" not in path.relative_to(TEMPLATES).parts
)

OPTIONS_OF_ALL_BLOCKS = {"heading", "level", "page", "other_school"}
COMMANDS = [module.name for module in pkgutil.iter_modules(commands.__path__)]
OPTIONS_OF_DJANGO = {
    "help",
    "version",
    "verbosity",
    "settings",
    "pythonpath",
    "traceback",
    "no_color",
    "force_color",
    "skip_checks",
}
# Its default is an address that the table describes in words.
DESCRIBED = {"EXIT_URL"}
LINK = re.compile(r"""!?\[[^\]]*\]\(([^)\s]+)\)|<img src="([^"]+)\"""")


def section(title: str) -> str:
    """What is in the reference below one heading of the second level."""
    return REFERENCE.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def part(title: str) -> str:
    """What is in the reference below one heading of the third level."""
    return REFERENCE.split(f"\n### {title}\n", 1)[1].split("\n## ", 1)[0].split("\n### ", 1)[0]


def first_cells(text: str) -> list[str]:
    """What is code in the first cell of each row of the tables in a text."""
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


def test_the_reference_has_a_row_for_each_setting_with_its_default():
    text = section("Settings").split("\n### ", 1)[0]
    assert first_cells(text) == list(DEFAULTS)
    defaults = dict(re.findall(r"^\| `([A-Z\d_]+)` \| `([^`]+)` \|", text, re.MULTILINE))
    assert defaults == {key: repr(value).replace("'", '"') for key, value in DEFAULTS.items() if key not in DESCRIBED}


def test_the_reference_has_each_setting_of_a_site():
    of_the_admin = {"id", "site"}
    fields = {field.name for field in GripSettings._meta.get_fields()} - of_the_admin
    assert sorted(first_cells(part("Settings in the admin"))) == sorted(fields)


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


def test_the_reference_has_a_heading_for_each_command():
    headings = re.findall(r"^### `(gripwagtail_\w+)`$", section("Commands"), re.MULTILINE)
    assert sorted(headings) == sorted(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_reference_names_each_option_and_choice_of_a_command_and_no_other(name):
    parser = load_command_class("gripwagtail", name).create_parser("manage.py", name)
    options: set[str] = set()
    words: set[str] = set()
    for action in parser._actions:
        if action.dest not in OPTIONS_OF_DJANGO:
            options |= {one for one in action.option_strings if one.startswith("--")}
            words |= set(map(str, action.choices or ()))
    text = part(f"`{name}`")
    assert set(re.findall(r"`(--[a-z-]+)", text)) == options
    assert words <= {word for code in re.findall(r"`([^`]+)`", text) for word in code.split()}


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


def test_the_hooks_in_the_reference_are_those_of_the_public_templates():
    hooks = set(re.findall(r"data-grip-[a-z]+(?:-[a-z]+)*", section("HTML hooks")))
    assert hooks
    assert hooks == set(re.findall(r"data-grip-[a-z]+(?:-[a-z]+)*", PUBLIC))


def test_the_reference_has_a_row_for_each_sub_route():
    rows = re.findall(r"^\| `(\w+)` \| `([a-z-]+)/", section("Sub-routes"), re.MULTILINE)
    assert set(rows) == {(kind, name) for kind in KINDS for name in make.subroutes_of(kind)}


def test_the_reference_has_each_switch_of_a_page():
    rows = re.findall(r"^\| `([a-z_]+)` \| ((?:`\w+`(?:, )?)+) \|", section("Page types and mixins"), re.MULTILINE)
    named = {(kind, name) for kind, names in rows for name in re.findall(r"`(\w+)`", names)}
    mixins = {mixin.grip_kind: mixin for mixin in GripMixin.__subclasses__() if mixin._meta.abstract}
    dates = {("norm", "adopted_on"), ("norm", "review_on")}
    assert named == {(kind, name) for kind, mixin in mixins.items() for name in mixin.grip_facts} - dates


def test_the_folders_and_elements_in_the_reference_are_there():
    rows = re.findall(r"^\| `([a-z_/.]+)` \| (.+) \|$", section("Templates"), re.MULTILINE)
    assert {path.name for path in TEMPLATES.iterdir()} == {Path(name).parts[0] for name, _what in rows}
    assert [name for name, _what in rows if not (TEMPLATES / name).exists()] == []
    elements = re.findall(r"`(\w+)`", dict(rows)["elements/"])
    assert [name for name in elements if not (TEMPLATES / "elements" / f"{name}.html").exists()] == []


def test_every_function_in_the_reference_can_be_imported():
    for name in first_cells(section("Functions")):
        assert callable(import_string(name.split("(", 1)[0])), name


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_tag_in_an_example_exists_and_has_the_options_it_is_given(path):
    blocks: dict[str, Any] = dict(grip_blocks())
    for name, options in re.findall(r"\{% (grip_\w+)([^%]*)%\}", path.read_text(encoding="utf-8")):
        assert name in register.tags, name
        given = set(re.findall(r"(\w+)=", options))
        assert given <= set(blocks[name].child_blocks if name in blocks else ()), f"{name}{options}"


def test_every_safety_rule_says_where_it_comes_from():
    rules, rest = SAFETY.split("\n## The rules\n", 1)[1].split("\n## Sources\n", 1)
    sources, questions = rest.split("\n## Open questions, for experts\n", 1)
    rows = re.findall(r"^\| (.+) \|$", rules, re.MULTILINE)
    origins = [row.split(" | ")[-1] for row in rows if not row.startswith(("Rule |", "---"))]
    named = re.findall(r"\b([SQ]\d+)\b", " ".join(origins))
    listed = [f"S{number}" for number in re.findall(r"^\| S(\d+) \|", sources, re.MULTILINE)]
    asked = [f"Q{number}" for number in re.findall(r"^(\d+)\. \*\*", questions, re.MULTILINE)]
    assert [origin for origin in origins if not re.search(r"\bS\d+\b|\bours\b", origin)] == []
    assert {name for name in named if name.startswith("S")} == set(listed)
    assert {name for name in named if name.startswith("Q")} <= set(asked)


def test_the_readme_names_both_commands_before_its_first_chapter():
    opening = README.split("\n## ", 1)[0]
    assert "make demo" in opening
    assert "make test" in opening
    assert "No expert has read the shipped situations yet" in opening


def test_the_readme_is_short_enough_to_be_read():
    """A screen and a half beside its pictures, and at most ten lines of settings."""
    text, settings = README, settings_snippet()
    prose = re.sub(r"^<img.*$\n", "", text, flags=re.MULTILINE)
    assert len(prose.splitlines()) <= 100
    assert len(settings.splitlines()) <= 10


def test_each_dependency_has_its_reason_in_the_docs():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needs = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    for dependency in project["dependencies"]:
        assert re.search(rf"^\|[^|]*\b{re.split('[<>=]', dependency)[0]}\b", needs, re.MULTILINE)


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


def test_the_themes_end_with_what_was_measured_under_each_stylesheet():
    """The figures are written by the run; that there is a row for each stylesheet, in its version, is held here."""
    themes = (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
    _above, measured = themes.split(f"\n## {themes_table.SECTION}\n")
    assert "\n## " not in measured
    assert "`make stylesheets`" in measured
    begin, end = "<!-- measured: begin -->", "<!-- measured: end -->"
    written = measured.split(begin)[1].split(end)[0]
    rows = re.findall(r"^\| (.+?) \| (\S+) \| (.+?) \| (.+?) \|$", written, re.MULTILINE)[1:]
    listed = [(source.label, source.package.rpartition("@")[2] or "–") for source in (*REAL, *OWN)]
    assert [(label, version) for label, version, *_figures in rows] == listed
    figure = rf"(?:0|\*\*\d+\*\*: (?:(?:{'|'.join(MEASURED)}) \d+(?:, |\b))+)(?: \(host \d+\))?"
    assert [cell for row in rows for cell in row[2:] if not re.fullmatch(figure, cell)] == []


def test_what_is_asked_under_each_stylesheet_stands_below_the_figures():
    themes = (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
    assert [kind for kind in MEASURED if f"\n- {kind}: {MEASURED[kind]}\n" not in themes] == []


def test_what_there_is_to_say_about_a_page_is_where_the_docs_say() -> None:
    """In the line below its title; only what refuses a form is listed above its fields, and what a record has lost."""
    _title, line = make.page_class("norm").content_panels[:2]
    assert isinstance(line, StatusPanel)
    above = re.compile(r"[^.|]*(?:above (?:the|its) (?:fields|form)\b|boven de velden)[^.|]*")
    for path in (page for page in PAGES if page.name != "CHANGELOG.md"):  # that tells what once was
        for said in above.findall(path.read_text(encoding="utf-8")):
            assert re.search(r"\b(?:list|lijst|helpline)\b", said), f"{path.name}: {said.strip()}"
