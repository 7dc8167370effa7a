"""Whatever changes a site may be killed at any moment: what is left is right, and the same once more finishes."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from gripwagtail.management import commands
from tests.distributions import ROOT
from tests.tools.kills import ACTS

# Read, or have nothing that stays.
READS = {"doctor"}
CALLED = {"pack": ("import of a pack", "update by a pack")}


@pytest.mark.apart
@pytest.mark.slow
def test_after_a_kill_all_pages_answer_and_the_same_once_more_finishes() -> None:
    # Three of each, on SQLite; a hundred, and on PostgreSQL too: see the tool.
    env = {name: value for name, value in os.environ.items() if name != "GRIP_DB"}
    command = [sys.executable, "-m", "tests.tools.kills", "--each", "3"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    counts = re.findall(r"^ +(\d+) (?:killed|came to its end), ", done.stdout, re.MULTILINE)
    assert sum(map(int, counts)) == 3 * len(ACTS)


def test_every_command_that_writes_is_killed() -> None:
    [folder] = commands.__path__
    names = {
        name.removeprefix("gripwagtail_").removesuffix(".py") for name in os.listdir(folder) if "gripwagtail_" in name
    }
    for name in names - READS:
        assert set(CALLED.get(name, (name,))) <= set(ACTS)
