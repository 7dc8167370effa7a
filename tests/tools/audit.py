"""Asks the database of advisories about what is installed here.

    python -m tests.tools.audit [options of pip-audit]

Ends with 0 when nothing is known, with 1 when something is, and with 2 when the database gave no answer: then nothing
was checked, and the last line says so.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence

NOTHING, KNOWN, UNANSWERED = 0, 1, 2


def verdict(report: str) -> tuple[int, str]:
    """What the report of pip-audit (in JSON) means, in a number and a sentence.

    A database that answers "not found" makes it end with 0, and with every package passed over.
    """
    try:
        packages = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return UNANSWERED, "NOT CHECKED: pip-audit is missing, or the database of advisories gave no answer."
    known = [
        f"{package['name']} {package['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'none'}"
        for package in packages
        for hole in package.get("vulns", ())
    ]
    if known:
        return KNOWN, "\n".join([*known, "Upgrade these, and raise the lowest version in pyproject.toml."])
    passed_over = [one["name"] for one in packages if "editable" not in one.get("skip_reason", "editable")]
    if passed_over or not packages:
        return UNANSWERED, f"NOT CHECKED: the database had no answer about {', '.join(passed_over) or 'anything'}."
    return NOTHING, f"Nothing is known about the {len(packages)} packages that are installed here."


def main(options: Sequence[str]) -> int:
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off", "--skip-editable"]
    run = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    code, sentence = verdict(run.stdout)
    # A network that fails says so in a hundred lines, of which the last is enough.
    if not run.stdout:
        print("".join(run.stderr.strip().splitlines()[-1:]))
    print(sentence)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
