"""Writes the words by which situations are found as scripts that the search box loads. --check only looks.

    python -m tests.tools.search_words [--check]

They stand in starter/data/LANGUAGE/search_words.toml, and a visitor gets them when the search box gets the focus: on
the page itself they would weigh two to three kilobytes for everyone. A script and not JSON, because a site that allows
scripts of its own allows this one too. Run tests/tools/minify.py afterwards, for the files that visitors get.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from gripwagtail.starter.files import DATA
from tests.tools.minify import STATIC

NAME: Final = "search_words.toml"
FOLDER: Final = STATIC / "gripwagtail"
HEAD: Final = """\
// By which words each situation is found, beside what the page says. Written by tests/tools/search_words.py.
// prettier-ignore
export default """


def words(language: str) -> Mapping[str, list[str]]:
    """For each situation, by its key: words, and words that belong together."""
    return tomllib.loads((DATA / language / NAME).read_text(encoding="utf-8"))


def languages() -> list[str]:
    return sorted(path.parent.name for path in DATA.glob(f"*/{NAME}"))


def script(language: str) -> str:
    """The script with the words of one language."""
    joined = {key: ",".join(texts) for key, texts in words(language).items()}
    return f"{HEAD}{json.dumps(joined, ensure_ascii=False, indent=2)};\n"


def stale(folder: Path = FOLDER) -> Iterator[Path]:
    """Scripts that are missing, that say something else than the words, or that have none."""
    wanted = {folder / f"words-{language}.js": script(language) for language in languages()}
    for path, text in wanted.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            yield path
    found = (path for path in sorted(folder.glob("words-*.js")) if not path.stem.endswith(".min"))
    yield from (path for path in found if path not in wanted)


def write(folder: Path = FOLDER) -> None:
    for path in list(stale(folder)):
        path.unlink(missing_ok=True)
    for language in languages():
        (folder / f"words-{language}.js").write_text(script(language), encoding="utf-8", newline="\n")


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
