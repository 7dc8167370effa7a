"""The three tiers of tests: each says what it is, and together they leave nothing out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import run
from tests.tools.tiers import TIERS, lost, tier_of

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("marks", "tier"),
    [
        (set(), 0),
        ({"contract"}, 0),
        ({"browser", "glance"}, 0),
        ({"browser"}, 1),
        ({"broad"}, 1),
        ({"slow"}, 1),
        ({"apart"}, 1),
        ({"browser", "thorough"}, 2),
        ({"apart", "thorough"}, 2),
    ],
)
def test_a_test_is_in_the_first_tier_that_runs_it(marks: set[str], tier: int) -> None:
    assert tier_of(marks) == TIERS[tier]


def test_at_most_thirty_tests_in_a_browser_are_in_the_first_tier() -> None:
    files = [path.read_text(encoding="utf-8") for path in (ROOT / "tests/browser").glob("test_*.py")]
    assert 20 <= sum(text.count("pytest.mark.glance") for text in files) <= 30
    for text in files:
        # A case of each parameter would be a test of its own.
        assert not re.search(r"parametrize\([^@]*\)\n@pytest.mark.glance|glance\n@pytest.mark.parametrize", text)


def test_the_widest_slice_leaves_no_mark_out() -> None:
    everything = run.SLICES["all"]
    assert (everything.marks, everything.in_browser, everything.contract, everything.shaped) == ("", "", None, False)


def test_the_part_of_the_contract_is_of_files_that_are_there() -> None:
    for name in run.SHAPED:
        assert (ROOT / f"tests/contract/test_{name}.py").is_file()


@pytest.mark.parametrize("host", run.hosts())
def test_only_hosts_without_models_and_apps_of_their_own_run_a_part_of_the_contract(host: str) -> None:
    whole = run.contract_of(host, run.SLICES["accept"]) == ["tests/contract"]
    assert whole == (host in ("default", "localize", "custom_base", "custom_models", "blocks_only"))
    assert run.contract_of(host, run.SLICES["no browser"]) == ["tests/contract"]


@pytest.mark.parametrize("name", list(run.SLICES))
def test_a_run_says_what_it_is_and_what_it_leaves_out(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    run.announce_slice(name)
    said = capsys.readouterr().out
    assert run.SLICES[name].does in said
    assert f"Left out: {run.SLICES[name].leaves_out}." in said


def test_a_run_says_which_ten_tests_took_the_longest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.xml"
    cases = "".join(f'<testcase classname="tests.test_a" name="test_{n}" time="{n}"/>' for n in range(12))
    report.write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>", encoding="utf-8")
    run.print_slowest([run.RunOutcome("plain", "all", 12, 0, 0, 1, {}, run.slowest_of(report, "plain"))])
    said = capsys.readouterr().out
    assert said.count("[plain] tests.test_a::test_") == 10
    assert said.index("test_11") < said.index("test_10") < said.index("test_2")
    assert "test_1\n" not in said


def test_what_got_lost_is_named() -> None:
    whole = {"a": {"cases": 2, "asserts": 3}, "b": {"cases": 1, "asserts": 1}}
    assert lost(whole, whole) == []
    assert lost(whole, {"a": {"cases": 1, "asserts": 3}}) == ["a: cases 2 → 1", "b: is gone"]
    assert lost(whole, {**whole, "a": {"cases": 2, "asserts": 2}}) == ["a: asserts 3 → 2"]


def test_a_file_that_asks_an_index_has_one() -> None:
    """Nothing is found in an index that is not written: to find nothing there would prove nothing."""
    asks = re.compile(r"get_search_backend|objects\.search\(|\bReferenceIndex\b|\bIndexEntry\b|import ways_out")
    files = {path for path in Path(__file__).parent.glob("test_*.py") if asks.search(path.read_text(encoding="utf-8"))}
    assert len(files) > 5
    assert [path.name for path in sorted(files) if "pytest.mark.indexed" not in path.read_text(encoding="utf-8")] == []
