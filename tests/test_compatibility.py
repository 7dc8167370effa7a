"""The tables of versions and sites say what the runs saw, failures first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.run import count_files, hosts
from tests.tools.compatibility import PAGE, hosts_table, legend, put, versions_table

JUNIT = """<testsuites><testsuite>
<testcase classname="tests.contract.test_pages" name="test_a"/>
<testcase classname="tests.contract.test_pages" name="test_b"><failure/></testcase>
<testcase classname="tests.test_site_without_us.TestIt" name="test_c"/>
<testcase classname="" name="tests.contract.test_localize_facts"><skipped/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def report(tmp_path: Path) -> dict[str, Any]:
    """What a run of the contract on the default host left behind: one test failed."""
    junit = tmp_path / "report.xml"
    junit.write_text(JUNIT, encoding="utf-8")
    contract = {"host": "default", "what": "contract", "passed": 2, "failed": 1, "skipped": 1}
    check = {"host": "default", "what": "check", "passed": 1, "failed": 0, "skipped": 0, "files": {}}
    return {
        "date": "2026-11-23",
        "slice": "contract",
        "versions": {"Python": "3.13.0", "wagtail": "8.0.1"},
        "outcomes": [{**contract, "files": count_files(junit)}, check],
    }


def test_each_file_of_tests_is_counted_by_its_name(report):
    assert report["outcomes"][0]["files"] == {
        "contract/test_pages": {"passed": 1, "failed": 1},
        "test_site_without_us": {"passed": 1},
        "contract/test_localize_facts": {"skipped": 1},
    }


def test_a_failure_is_seen_in_both_tables(report):
    assert "| 3.13.0 | 8.0.1 | contract | 2026-11-23 | **1 failed**, 3 passed | 1 |" in versions_table([report])
    [pages] = [row for row in hosts_table(report).splitlines() if row.startswith("| The five page types")]
    assert pages.endswith("| **1 failed**, 1 passed |")


def test_what_was_skipped_or_not_run_does_not_count_as_working(report):
    [facts] = [row for row in hosts_table(report).splitlines() if row.startswith("| Facts and wagtail-localize")]
    assert facts.endswith("| – |")
    assert "`localize`" not in hosts_table(report)


def test_a_table_takes_the_place_of_the_one_before():
    page = "before <!-- x: begin -->old<!-- x: end --> after"
    assert put(page, "x", r"new \1") == "before <!-- x: begin -->\n\nnew \\1\n\n<!-- x: end --> after"


def test_the_page_says_what_each_kind_of_site_is():
    assert legend() in PAGE.read_text(encoding="utf-8")
    assert all(f"`{host}`" in legend() for host in hosts())
