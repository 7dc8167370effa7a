"""Builds the source distribution, unpacks it elsewhere and runs the fast slice of its own suite there."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from tests.distributions import build, copy_project


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        build(copy_project(Path(folder, "source")), Path(folder, "dist"), "--sdist")
        [archive] = Path(folder, "dist").glob("*.tar.gz")
        with tarfile.open(archive) as packed:
            packed.extractall(Path(folder, "unpacked"), filter="data")
        [unpacked] = Path(folder, "unpacked").iterdir()
        print(f"{archive.name}, unpacked", flush=True)
        return subprocess.run([sys.executable, "-m", "tests.run", "--fast"], cwd=unpacked, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
