"""Writes the words by which situations are found as data that the search box loads. --check only looks.

    python -m tests.tools.search_words [--check]

They stand in starter/data/LANGUAGE/search_words.toml, and a visitor gets them when the search box gets the focus: on
the page itself they would weigh two to three kilobytes for everyone. Data and no script: nothing in it is carried out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from gripwagtail.starter.files import DATA
from gripwagtail.starter.search_words import NAME, common_words, search_words
from tests.tools.minify import STATIC

FOLDER: Final = STATIC / "gripwagtail"


def languages() -> list[str]:
    return sorted(path.parent.name for path in DATA.glob(f"*/{NAME}"))


def data(language: str) -> str:
    """The words of one language, as a visitor gets them; under no key those that tell little."""
    listed = {"": common_words(language), **search_words(language)}
    joined = {key: ",".join(texts) for key, texts in listed.items()}
    return json.dumps(joined, ensure_ascii=False, separators=(",", ":"))


def stale(folder: Path = FOLDER) -> Iterator[Path]:
    """Files that are missing, that say something else than the words, or that have none."""
    wanted = {folder / f"words-{language}.json": data(language) for language in languages()}
    for path, text in wanted.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            yield path
    yield from (path for path in sorted(folder.glob("words-*.*")) if path not in wanted)


def write(folder: Path = FOLDER) -> None:
    for path in list(stale(folder)):
        path.unlink(missing_ok=True)
    for language in languages():
        (folder / f"words-{language}.json").write_text(data(language), encoding="utf-8", newline="\n")


def main(argv: list[str] | None = None, folder: Path = FOLDER) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.tools.search_words", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--check", action="store_true", help="write nothing; fail when something is out of date")
    options = parser.parse_args(argv)
    found = list(stale(folder))
    if not options.check:
        write(folder)
    for path in found:
        state = "out of date, run python -m tests.tools.search_words" if options.check else "written"
        print(f"{path.relative_to(folder)}: {state}")
    return int(options.check and bool(found))


if __name__ == "__main__":
    sys.exit(main())
