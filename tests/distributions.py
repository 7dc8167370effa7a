"""The wheel and the source distribution, built from what would be committed now.

python -m tests.distributions [FOLDER]    builds both, byte for byte the same on every machine, and prints their sums
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
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


def moment_of(source: Path) -> int:
    """The time that every file gets: that of the last commit, or of the distribution that this was unpacked from."""
    listed = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    if listed and (ROOT / ".git").exists():
        return int(listed)
    return int(max((path.stat().st_mtime for path in source.rglob("*") if path.is_file()), default=0))


def build(source: Path, out: Path, *options: str, moment: int | None = None) -> str:
    """Builds a project into a folder and returns what the build said; by default the wheel from the sdist.

    The same files give the same bytes, whoever builds them and when, so that anyone can see that what is published is
    what stands in the repository. ``moment`` is the time of all files. Their rights are set in the copy that is built.
    """
    for path in source.rglob("*"):
        if path.is_file():
            path.chmod(_rights(path.stat().st_mode))
    moment = moment_of(source) if moment is None else moment
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), *options, str(source)],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(moment)},
    )
    output = done.stdout + done.stderr
    if done.returncode:
        raise RuntimeError(output)
    for archive in out.glob("*.tar.gz"):
        _pack_again(archive, moment)
    return output


def _pack_again(archive: Path, moment: int) -> None:
    """Setuptools writes the times, the owner and the rights of this machine into a source distribution."""
    with tarfile.open(archive) as packed:
        files = [(member, packed.extractfile(member)) for member in packed.getmembers()]
        entries = [(member, found.read() if found else b"") for member, found in files]
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as packed:
        for member, content in sorted(entries, key=lambda entry: entry[0].name):
            member.mtime, member.pax_headers = moment, {}
            member.uid = member.gid = 0
            member.uname = member.gname = ""
            member.mode = 0o755 if member.isdir() else _rights(member.mode)
            packed.addfile(member, io.BytesIO(content))
    with archive.open("wb") as target, gzip.GzipFile("", "wb", fileobj=target, mtime=moment) as zipped:
        zipped.write(plain.getvalue())


def _rights(mode: int) -> int:
    return 0o755 if mode & 0o100 else 0o644


def main() -> int:
    """Builds both into a folder: what is published."""
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "dist")
    with tempfile.TemporaryDirectory() as folder:
        build(copy_project(Path(folder, "source")), out)
    for archive in sorted(out.iterdir()):
        print(f"{hashlib.sha256(archive.read_bytes()).hexdigest()}  {archive}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
