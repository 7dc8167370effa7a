"""Writes down that a native speaker has read the shipped texts of a language, each as it is now beside the Dutch.

    python -m tests.tools.native_reading uk                                    says how many texts nobody has read
    python -m tests.tools.native_reading uk --by "an agency" --on 2027-01-10   notes a reading of these

``--by`` is a role or an organisation, no person. A text that changes afterwards, or of which the Dutch does, is unread
again. When all of a language are read, put the day in its ``language.toml`` as well (``native_read``).
"""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from pathlib import Path

import django

from gripwagtail.starter.files import DATA, dumps, read

TYPES = ("po", "vo")
ORIGINAL = "nl"


def main(arguments: list[str] | None = None, root: Path = DATA) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("language")
    parser.add_argument("--by", default="")
    parser.add_argument("--on", type=datetime.date.fromisoformat)
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.hosts.default.settings")
    django.setup()
    from gripwagtail.text.naming import reads_as_a_name

    if bool(options.by) != bool(options.on) or reads_as_a_name(options.by):
        parser.error("Say both who read them, as a role or an organisation, and on which day.")
    left = unread(options.language, root)
    print(f"{options.language}: {len(left)} texts that no native speaker has read.")
    if options.by and left:
        note(options.language, options.by, options.on, left, root)
        print(f"Noted: {options.by} read them.")
    return 0


def unread(language: str, root: Path = DATA) -> set[str]:
    """The digests of the shipped texts that nobody has read."""
    from gripwagtail.starter.language_file import language_file

    language_file.cache_clear()
    return pairs(language, root) - language_file(language, root).native_texts


def pairs(language: str, root: Path = DATA) -> set[str]:
    """The digest of each shipped text of this language beside the Dutch."""
    from gripwagtail.content.native_readings import pair_of
    from gripwagtail.starter.shipped import everything

    found = set()
    for texts in TYPES:
        originals = everything(root, ORIGINAL, texts)
        for key, one in everything(root, language, texts).items():
            own = originals[key].values if key in originals else {}
            for name, said in one.values.items():
                if isinstance(said, str) and isinstance(own.get(name), str) and said.strip() and said != own[name]:
                    found.add(pair_of(said.strip(), own[name].strip()))
    return found


def note(language: str, by: str, on: datetime.date, texts: set[str], root: Path = DATA) -> None:
    from gripwagtail.starter.language_file import NATIVE_FILE, language_file

    path = root / language / NATIVE_FILE
    readings = read(path).get("readings", []) if path.is_file() else []
    shipped = pairs(language, root)
    # Of what is shipped no more nothing has to be known.
    kept = [{**one, "texts": [text for text in one["texts"] if text in shipped]} for one in readings]
    new = {"by": by, "on": on, "texts": sorted(texts)}
    path.write_text(dumps({"readings": [*(one for one in kept if one["texts"]), new]}), encoding="utf-8")
    language_file.cache_clear()


if __name__ == "__main__":
    sys.exit(main())
