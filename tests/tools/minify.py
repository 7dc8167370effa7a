"""Writes our stylesheets and scripts minified beside their sources, as the wheel ships them. --check only looks.

    python -m tests.tools.minify [--check]

No Node: the minifier is a library from PyPI. Its version is pinned in pyproject.toml, since another may write other
bytes. tests/browser/test_minified.py compares what it writes with the sources, in a browser.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import minify

import gripwagtail
from gripwagtail.assets import minified

STATIC: Final = Path(gripwagtail.__file__).parent / "static"
TYPES: Final = {".css": "text/css", ".js": "text/javascript"}
# One stylesheet that brings another under a condition brings it as small as itself; without one it holds it.
IMPORTED: Final = re.compile(r'@import url\("([\w-]+\.css)"\)')


def is_minified(path: Path) -> bool:
    return path.stem.endswith(".min")


def sources(folder: Path = STATIC) -> list[Path]:
    """The stylesheets and scripts that people write."""
    found = (path for path in folder.rglob("*") if path.suffix in TYPES and not is_minified(path))
    return sorted(found)


def target(source: Path) -> Path:
    """Where the minified file of a source is."""
    return source.with_name(minified(source.name))


def small(source: Path) -> str:
    """What the minified file of a source says, with a line end."""
    text = source.read_text(encoding="utf-8")
    text = re.sub(IMPORTED.pattern + ";", lambda found: source.with_name(found[1]).read_text(encoding="utf-8"), text)
    text = IMPORTED.sub(lambda found: f'@import url("{minified(found[1])}")', text)
    made: str = minify.string(TYPES[source.suffix], text)
    # Every statement ends, so that files can be joined.
    end = "" if made.endswith(("}", ";")) else ";"
    return f"{made}{end}\n"


def stale(folder: Path = STATIC) -> Iterator[Path]:
    """Minified files that are missing, that say something else than their source, or that have none."""
    wanted = {target(source): source for source in sources(folder)}
    for path, source in wanted.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != small(source):
            yield path
    yield from (path for path in sorted(folder.rglob("*.min.*")) if path not in wanted)


def write(folder: Path = STATIC) -> None:
    """Brings every minified file up to date, and removes those whose source is gone."""
    for path in list(stale(folder)):
        path.unlink(missing_ok=True)
    for source in sources(folder):
        target(source).write_text(small(source), encoding="utf-8", newline="\n")


def main(argv: list[str] | None = None, folder: Path = STATIC) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.minify", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail when something is out of date")
    options = parser.parse_args(argv)
    found = list(stale(folder))
    if not options.check:
        write(folder)
    for path in found:
        state = "out of date, run python -m tests.tools.minify" if options.check else "written"
        print(f"{path.relative_to(folder)}: {state}")
    return int(options.check and bool(found))


if __name__ == "__main__":
    sys.exit(main())
