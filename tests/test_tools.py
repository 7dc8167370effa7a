"""What somebody new finds: every tool and target is explained, and what can fail runs at night or says why not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
# Run by other tools, not by people.
HELPERS = {"companion_questions"}
TOOLS = {
    path.stem: path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "tests" / "tools").glob("*.py"))
    if '__name__ == "__main__"' in path.read_text(encoding="utf-8") and path.stem not in HELPERS
}
JUDGES = re.compile(r"(?i)\bends\s(it\s)?with 1\b")
# Tools that judge, and are no part of the night by themselves.
ELSEWHERE = {
    "bench": "processor time hangs on who else uses the machine: somebody reads its table",
    "bench_start": "processor time hangs on who else uses the machine: somebody reads its table",
    "bench_api": "processor time hangs on who else uses the machine: somebody reads its table",
    "catalogs": "test_catalogs asks the same",
    "damage": "test_damage takes 300 of these each night; all of them take a day",
    "harmless": "test_harmless asks the same",
    "history": "test_corrections asks the same",
    "load": "cluster asks with it",
    "tiers": "compares two lists that somebody made",
    "vector_table": "test_vectors takes every text by every way in each night",
}


def rule(target: str) -> str:
    """What a target of the Makefile does."""
    found = re.search(rf"^{target}:.*\n((?:\t.*\n|ifeq.*\n|endif\n)*)", MAKEFILE, re.MULTILINE)
    assert found, target
    return found[1]


def targets() -> list[str]:
    [phony] = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    return phony.split()


def parts() -> list[str]:
    """The commands that the nightly run goes through."""
    return re.findall(r'part "[^"]+" (.+?); \\$', rule("nightly").replace("\\\n\t\t", ""), re.MULTILINE)


def at_night() -> set[str]:
    """The tools among them, those behind a target too."""
    text = " ".join(parts())
    made = " ".join(rule(target) for target in re.findall(r"make ([a-z]+)", text))
    return set(re.findall(r"tests\.tools\.(\w+)", f"{text} {made}"))


def test_there_are_tools_and_parts_to_look_at() -> None:
    assert len(TOOLS) > 25
    assert len(parts()) > 10
    assert {"companions", "prints", "audit", "stylesheets"} <= at_night()


@pytest.mark.parametrize("tool", TOOLS)
def test_each_tool_is_explained_to_who_is_new(tool: str) -> None:
    rows = [line for line in CONTRIBUTING.splitlines() if line.startswith("| `")]
    assert [row for row in rows if re.search(rf"(?:tests\.tools\.|`){tool}\b[^|]*\|", row)], tool


@pytest.mark.parametrize("target", targets())
def test_each_target_is_in_the_head_of_the_makefile(target: str) -> None:
    head = MAKEFILE.split("\n\n", 1)[0]
    assert re.search(rf"^# make {target}\s", head, re.MULTILINE)
    assert rule(target) or target in ("demo",)


@pytest.mark.parametrize("tool", [name for name, text in TOOLS.items() if JUDGES.search(text)])
def test_what_can_fail_runs_at_night_or_has_its_reason(tool: str) -> None:
    assert (tool in at_night()) != (tool in ELSEWHERE)


def test_each_part_of_the_night_is_there() -> None:
    for command in parts():
        for target in re.findall(r"\bmake ([a-z]+)", command):
            assert target in targets()
        for module in re.findall(r"-m (tests\.[\w.]+)", command):
            path = ROOT / module.replace(".", "/")
            assert path.with_suffix(".py").exists() or (path / "__init__.py").exists(), module
        for file in re.findall(r"\b(tests/\S+\.py|\.ci/\w+)", command):
            assert (ROOT / file).exists(), file


def test_the_night_has_every_stage_of_what_is_run_before_a_change() -> None:
    stages = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert ".ci/styles" in stages
    assert ".ci/styles" in " ".join(parts())
    assert "GRIP_STYLESHEETS" in stages
    assert "make stylesheets" in " ".join(parts())


# Each in a process of its own: one that sets up Django would do so for those after it.
BEGIN = """
import importlib, os, sys
for name in sys.argv[1:]:
    child = os.fork()
    if not child:
        try:
            importlib.import_module(name)
        except Exception as fault:
            print(name, repr(fault), flush=True)
        os._exit(0)
    os.waitpid(child, 0)
"""


@pytest.mark.slow
def test_every_tool_begins_without_settings() -> None:
    bare = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-c", BEGIN, *(f"tests.tools.{name}" for name in TOOLS)]
    done = subprocess.run(command, env=bare, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == ""
