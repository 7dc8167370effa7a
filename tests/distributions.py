"""The wheel and the source distribution, built from what would be committed now."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEFTOVERS = shutil.ignore_patterns(
    ".*", "__pycache__", "*.py[cod]", "*.egg-info", "build", "dist", "var", "*.sqlite3*", "PKG-INFO"
)


def copy_project(target: Path) -> Path:
    """What would be committed now; in an unpacked source distribution, everything but leftovers."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode or not (ROOT / ".git").exists():
        return Path(shutil.copytree(ROOT, target, ignore=LEFTOVERS))
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


def build(source: Path, out: Path, *options: str) -> str:
    """Builds a project into a folder and returns what the build said; by default the wheel from the sdist."""
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), *options, str(source)],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    output = done.stdout + done.stderr
    if done.returncode:
        raise RuntimeError(output)
    return output
