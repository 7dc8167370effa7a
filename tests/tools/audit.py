"""Asks the database of advisories about what is installed here.

    python -m tests.tools.audit [options of pip-audit]

Ends with 0 when nothing is known, with 1 when something is, and with 2 when the database gave no answer: then nothing
was checked, and the last line says so.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence

NOTHING, KNOWN, UNANSWERED = 0, 1, 2
_FOUND = re.compile(r"^Found \d+ known vulnerabilit", re.MULTILINE)


def verdict(returncode: int, said: str) -> tuple[int, str]:
    """What a run of pip-audit means, in a number and a sentence."""
    if returncode == 0:
        return NOTHING, "Nothing is known about what is installed here."
    if _FOUND.search(said):
        return KNOWN, "Something is known, see above: upgrade it, and raise the lowest version in pyproject.toml."
    return UNANSWERED, "NOT CHECKED: pip-audit is missing, or the database of advisories gave no answer."


def main(options: Sequence[str]) -> int:
    command = [sys.executable, "-m", "pip_audit", "--progress-spinner", "off", "--skip-editable", *options]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    said = run.stdout + run.stderr
    code, sentence = verdict(run.returncode, said)
    # A network that fails says so in a hundred lines, of which the last is enough.
    print(said.strip() if code != UNANSWERED else "".join(said.strip().splitlines()[-1:]))
    print(sentence)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
