"""Fetches the stylesheets of real sites from npm into a folder, for the tests that measure our pages under them
and for the pictures of docs/themes.md.

    python3 -m tests.tools.stylesheets FOLDER
    GRIP_STYLESHEETS=FOLDER python -m pytest tests/browser/test_stylesheets.py

Needs npm and nothing else, so any Python will do. A package is only unpacked for the one file that is asked of it:
nothing of it runs and nothing that it depends on is fetched. Ends with 1 when one of them is not there.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Final

from tests.stylesheets import PICTURED, REAL, VERSIONS, StylesheetSource, checked

ALL: Final = (*REAL, *PICTURED)
PACK: Final = ("npm", "pack", "--json", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
# Tailwind fills these in when it builds a stylesheet. Without a theme of the site it is what comes after the comma.
UNBUILT: Final = re.compile(r"(?:--)?theme\(\s*[^,()]+,\s*([^()]*?)\s*\)")


def fetch(into: Path) -> dict[str, str]:
    """Writes each stylesheet as NAME.css, and the versions by name. Raises ``RuntimeError`` with what went wrong."""
    if not shutil.which("npm"):
        raise RuntimeError("There is no npm.")
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        command = [*PACK, f"--pack-destination={work}", *(source.package for source in ALL)]
        done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"npm: {done.stderr.strip()}")
        packed = json.loads(done.stdout)
        # A list in the order of what was asked; of some versions of npm a dict by name and version.
        rows = packed if isinstance(packed, list) else list(packed.values())
        by_package = {f"{row['name']}@{row['version']}": Path(work, Path(row["filename"]).name) for row in rows}
        for source in ALL:
            (into / f"{source.name}.css").write_text(unpack(source, by_package[source.package]), encoding="utf-8")
    versions = {source.name: source.package.rpartition("@")[2] for source in ALL}
    (into / VERSIONS).write_text(json.dumps(versions, indent=1), encoding="utf-8")
    return versions


def unpack(source: StylesheetSource, archive: Path) -> str:
    """The stylesheet out of a package."""
    with tarfile.open(archive) as package:
        members = [package.extractfile(f"package/{file}") for file in source.files]
        css = "\n".join(member.read().decode() for member in members if member)
    try:
        return checked(source.name, UNBUILT.sub(r"\1", css))
    except ValueError as problem:
        raise RuntimeError(str(problem)) from problem


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Fetch the stylesheets of real sites from npm.")
    parser.add_argument("folder", type=Path, help="where they are written; the value of GRIP_STYLESHEETS")
    options = parser.parse_args(argv)
    try:
        versions = fetch(options.folder)
    except (RuntimeError, KeyError, OSError, tarfile.TarError, ValueError) as problem:
        print(f"The stylesheets could not be fetched: {problem}", file=sys.stderr)
        return 1
    print(
        f"{len(versions)} stylesheets in {options.folder}: "
        + ", ".join(f"{name} {versions[name]}" for name in versions)
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
