"""SECURITY.md says what stops whom and names the tests that show it; no dependency has a known hole."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import gripwagtail
from tests.security_sentences import SHOWN_BY, STOPPED_BY, WORDS
from tests.tools import audit, slowest_input, vector_table
from tests.tools.mutants import BY_NAME, noticers_of
from tests.vectors import VECTORS

ROOT = Path(__file__).resolve().parents[1]
SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (?!Who \||---)(.+) \|$", SECURITY.split("## Threat model", 1)[1], re.MULTILINE)
PROOFS = sorted({name for row in ROWS for name in re.findall(r"`([^`]+)`", row.split(" | ")[-1])})
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = [text for extra in PROJECT["optional-dependencies"].values() for text in extra]
DEPENDENCIES = [Requirement(text) for text in (*PROJECT["dependencies"], *EXTRAS)]
# The first version of each series without a known hole, from the release notes of Django and the changelogs in the
# source distributions of the others, and the advisories that these name (GHSA-3vrh-m9w7-v94f in Wagtail,
# GHSA-8rfp-98v4-mmr6 and GHSA-gj48-438w-jh9v in bleach). Where nothing is known the first is the lowest that we try.
LOOKED_UP = "29 November 2026"
FLOORS = {
    "Django": {"5.2": "5.2.19", "6.0": "6.0.10", "6.1": "6.1.3"},
    "wagtail": {"7.4": "7.4.3", "8.0": "8.0"},
    "wagtail-localize": {"1.14": "1.14.3"},
    "bleach": {"6": "6.4.0"},
    "nh3": {"0.3": "0.3.8"},
    "phonenumberslite": {"9": "9.0"},
    # Before 1.55.1 it fetched browsers without looking at the certificate (CVE-2025-59288); we fetch none.
    "playwright": {"1": "1.56"},
    "segno": {"1": "1.6"},
    "tomli-w": {"1": "1.2"},
}


def names_in(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


ALL_TESTS = set().union(*map(names_in, sorted((ROOT / "tests").rglob("test_*.py"))))


def exists(name: str) -> bool:
    return (ROOT / name).is_file() if "/" in name else name in ALL_TESTS


@pytest.mark.parametrize("name", PROOFS)
def test_a_test_that_is_named_as_proof_exists(name: str) -> None:
    assert exists(name)


def test_a_name_that_nobody_has_is_no_proof() -> None:
    assert not exists("test_that_was_renamed")
    assert not exists("tests/test_that_was_removed.py")


def test_every_row_says_what_stops_it_and_which_test_shows_it() -> None:
    assert len(ROWS) > 10
    for row in ROWS:
        cells = row.split(" | ")
        assert len(cells) == 5 and all(cells), row
        assert re.search(r"`test", cells[4]), row


def sentences(page: str) -> list[str]:
    """All that stands outside tables and headings, sentence by sentence."""
    prose = re.sub(r"^[|#].*$", "", page, flags=re.MULTILINE)
    paragraphs = (" ".join(part.split()) for part in prose.split("\n\n"))
    return [one for part in paragraphs for one in re.split(r"(?<=\.)\s+(?=[A-Z*`])", part) if one]


def shows_nothing(page: str) -> list[str]:
    """The sentences with nothing that shows them, and what is said to show one that is no longer there."""
    found = sentences(page)
    bare = [one for one in found if sum(one.startswith(begin) for begin in SHOWN_BY) != 1]
    return bare + [begin for begin in SHOWN_BY if not any(one.startswith(begin) for one in found)]


def test_each_sentence_of_the_page_has_a_test_that_shows_it_or_the_reason_why_none_can() -> None:
    assert len(sentences(SECURITY)) > 25
    assert shows_nothing(SECURITY) == []
    for begin, proofs in SHOWN_BY.items():
        assert proofs and all(proof in WORDS or exists(proof) for proof in proofs), begin


def test_each_thing_that_stops_somebody_has_a_test_that_shows_it() -> None:
    """The proofs in a row show that its attack is stopped; these, that it is by what the row says."""
    things = [thing for row in ROWS for thing in re.split(r"; |\. ", row.split(" | ")[3])]
    assert len(things) > 30
    assert [thing for thing in things if sum(thing.startswith(begin) for begin in STOPPED_BY) != 1] == []
    assert [begin for begin in STOPPED_BY if not any(thing.startswith(begin) for thing in things)] == []
    for begin, proofs in STOPPED_BY.items():
        assert proofs and all(map(exists, proofs)), begin


def test_a_new_sentence_and_one_that_went_away_are_noticed() -> None:
    assert shows_nothing(f"{SECURITY}\n\nNothing can happen. Be calm.\n") == ["Nothing can happen.", "Be calm."]
    assert shows_nothing(SECURITY.replace("Helplines are shared", "Lines are shared"))[-1].startswith("Helplines are")


def test_each_dependency_has_its_reason_in_the_docs() -> None:
    needs = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    for dependency in DEPENDENCIES:
        assert re.search(rf"(?i)\b{re.escape(dependency.name)}\b[^\n]* [^\n]{{5,}}", needs), dependency.name


def test_bleach_is_the_one_that_is_installed_with_us() -> None:
    assert any(Requirement(text).name == "bleach" for text in PROJECT["dependencies"])
    assert {Requirement(text).name for text in EXTRAS} == {"nh3", "playwright"}


def test_the_tools_that_the_page_names_can_be_run() -> None:
    named = set(re.findall(r"python -m (tests\.tools\.\w+)", " ".join(SECURITY.split())))
    assert {slowest_input.__name__, vector_table.__name__} <= named
    for name in named:
        assert (ROOT / f"{name.replace('.', '/')}.py").is_file(), name


@pytest.mark.parametrize("name", sorted({test for mutant in BY_NAME.values() for test in noticers_of(mutant)}))
def test_what_is_asked_to_notice_a_mutation_exists(name: str) -> None:
    path, _colons, test = name.partition("::")
    assert (ROOT / path).is_file()
    assert not test or test in names_in(ROOT / path)


@pytest.mark.parametrize("dependency", DEPENDENCIES, ids=lambda dependency: dependency.name)
def test_a_dependency_has_a_lowest_version_above_its_known_holes_and_no_highest(dependency: Requirement) -> None:
    bounds = {bound.operator: bound.version for bound in dependency.specifier}
    assert set(bounds) == {">="}
    assert Version(bounds[">="]) >= min(map(Version, FLOORS[dependency.name].values()))


def test_the_page_says_when_it_was_looked_up_and_which_of_each_series_is_the_lowest_to_run() -> None:
    """A lowest version speaks for its own series: a newer one begins with holes that were mended since."""
    text = " ".join(SECURITY.split())
    assert f"looked up on {LOOKED_UP}" in text
    for name in ("Django", "wagtail"):
        for lowest in list(FLOORS[name].values())[1:]:
            assert re.search(rf"\b{re.escape(lowest)}\b", text), (name, lowest)


def test_what_the_page_counts_is_so() -> None:
    assert "more than two hundred hostile texts" in SECURITY
    assert len(VECTORS) > 200
    assert f"switches off {len(BY_NAME)} things of the fourth column" in SECURITY
    assert SECURITY.count("download those as XLSX") == 1


def test_the_page_tells_how_to_report_in_private_and_which_versions_get_fixes() -> None:
    assert "Please do not open a public issue" in SECURITY
    assert f"the latest release ({gripwagtail.__version__})" in SECURITY


HOLE = {"id": "GHSA-1", "fix_versions": ["2.0"]}


@pytest.mark.parametrize(
    ("packages", "code"),
    [
        ([{"name": "bleach", "version": "6.4.0", "vulns": []}], audit.NOTHING),
        ([{"name": "bleach", "version": "6.0.0", "vulns": [HOLE]}], audit.KNOWN),
        (
            [{"name": "bleach", "skip_reason": "Dependency not found on PyPI and could not be audited"}],
            audit.UNANSWERED,
        ),
        ([{"name": "gripwagtail", "skip_reason": "distribution marked as editable"}], audit.NOTHING),
        ([], audit.UNANSWERED),
        (None, audit.UNANSWERED),
    ],
)
def test_an_audit_that_got_no_answer_is_not_taken_for_a_clean_one(packages: Any, code: int) -> None:
    report = json.dumps({"dependencies": packages}) if packages is not None else "No module named pip_audit"
    found, sentence = audit.verdict(report)
    assert found == code
    assert sentence.startswith("NOT CHECKED") is (code == audit.UNANSWERED)
