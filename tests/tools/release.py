"""Builds, checks and tags a release of the version that stands in ``gripwagtail/__init__.py``.

    make release                     says what is missing, and stops; else tests, builds twice, and tags
    make release OPEN_POINTS=said    also with open points of docs/before-release.md: the notes then list them

Nothing is published from here: a tag that is pushed starts ``.github/workflows/publish.yml``. What is built stands in
``dist``, with the bill of materials and the notes beside it.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import gripwagtail
from tests.distributions import ROOT, build, copy_project

POINTS: Final = ROOT / "gripwagtail" / "starter" / "data" / "before_release.toml"
CHANGELOG: Final = ROOT / "CHANGELOG.md"
# As somebody says who knows that they are open, and lets them be in the notes.
SAID: Final = "said"
_TITLE: Final = "## Open at this release"


class Missing(Exception):
    """What has to be done before there can be a release, a line each."""


def open_points(path: Path = POINTS) -> list[str]:
    """What nobody opened, called or asked yet, a line each."""
    points: list[Mapping[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["points"]
    return [f"{point['key']} ({point['how']}): {point['what']}" for point in points]


def changes(version: str, changelog: str) -> str:
    """What the changelog says of a version; empty when it has no dated chapter of its own."""
    found = re.search(
        rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d\n(.*?)(?=^## \[|\Z)", changelog, re.MULTILINE | re.DOTALL
    )
    return found[1].strip() if found else ""


def notes(version: str, changelog: str, points: Sequence[str]) -> str:
    """The notes of a release: what changed, and what nobody looked up before it."""
    said = changes(version, changelog)
    if not points:
        return f"{said}\n"
    return "\n".join([said, "", _TITLE, "", "Nobody has looked these up yet:", "", *(f"- {one}" for one in points), ""])


def missing(version: str, changelog: str, points: Sequence[str], is_said: bool, tags: Sequence[str]) -> list[str]:
    """What stands in the way of a release of this version; the working tree is asked for elsewhere."""
    found = []
    if f"v{version}" in tags:
        found.append(f"The tag v{version} is there already: give gripwagtail/__init__.py the next version.")
    if not changes(version, changelog):
        found.append(f"CHANGELOG.md has no chapter “## [{version}] - the day”: make it of what is under Unreleased.")
    if not (ROOT / "tests" / "upgrade" / f"{version}.json").is_file():
        found.append(
            f"tests/upgrade/{version}.json is missing: python -m tests.upgrade.school write {version} DATABASE"
        )
    if points and not is_said:
        found += ["Open points of docs/before-release.md. Look them up, or say that they are open: OPEN_POINTS=said"]
        found += [f"  {point}" for point in points]
    return found


def build_twice(out: Path) -> list[Path]:
    """The wheel and the source distribution, made twice: what is published can be made again, byte for byte."""
    sums = []
    with tempfile.TemporaryDirectory() as folder:
        for number in ("first", "second"):
            target = out if number == "first" else Path(folder, number)
            target.mkdir(parents=True, exist_ok=True)
            build(copy_project(Path(folder, f"source-{number}")), target)
            sums.append({path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in target.glob("grip*")})
    if sums[0] != sums[1]:
        raise Missing("Two builds of the same files differ.")
    return sorted(out.glob("grip*"))


def bill_of_materials(wheel: Path, target: Path) -> None:
    """What comes along when the wheel is installed in an empty environment, as CycloneDX."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder, "bin", "python"))
        _run(python, "-m", "pip", "install", "--quiet", str(wheel))
        _run(sys.executable, "-m", "cyclonedx_py", "environment", python, "--output-reproducible",
             "--output-file", str(target))  # fmt: skip


def _run(*command: str) -> None:
    subprocess.run(command, cwd=ROOT, check=True)


def _git(*command: str) -> str:
    return subprocess.run(["git", *command], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def release(is_said: bool) -> None:
    version, changelog, points = gripwagtail.__version__, CHANGELOG.read_text(encoding="utf-8"), open_points()
    faults = missing(version, changelog, points, is_said, _git("tag").split())
    if _git("status", "--porcelain"):
        faults.insert(0, "There are changes that were not committed.")
    if faults:
        raise Missing("\n".join(faults))
    _run("make", "accept", f"VENV={sys.prefix}")
    out = ROOT / "dist"
    for old in out.glob("*"):
        old.unlink()
    built = build_twice(out)
    _run(sys.executable, "-m", "twine", "check", "--strict", *map(str, built))
    [wheel] = (path for path in built if path.suffix == ".whl")
    bill_of_materials(wheel, out / f"gripwagtail-{version}.cdx.json")
    told = ROOT / "var" / "release-notes.md"
    told.parent.mkdir(exist_ok=True)
    told.write_text(notes(version, changelog, points), encoding="utf-8")
    _git("tag", "--annotate", f"v{version}", "--file", str(told), "--cleanup", "verbatim")
    print(f"Tagged v{version}. To publish it: git push origin v{version}")


def main() -> int:
    try:
        release(os.environ.get("OPEN_POINTS") == SAID)
    except Missing as faults:
        print(f"No release:\n{faults}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
