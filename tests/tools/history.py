"""Writes down which starter texts are shipped in which version, so that an update can spot edited ones.

    python -m tests.tools.history                  adds what is new; ends with 1 when a text changed in its own version
    python -m tests.tools.history --check          changes nothing; ends with 1 when there is anything to add
    python -m tests.tools.history --not-released   a text that changed in its own version takes the place of the old one

Run it after every change in the starter texts. The last one only for versions that no school can have.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import django

from gripwagtail.starter.files import DATA, languages

TYPES = ("po", "vo")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--not-released", action="store_true")
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.hosts.default.settings")
    django.setup()
    from gripwagtail.starter import history

    clashes, new, old = renewed(DATA, replace=options.not_released)
    for key in clashes:
        print(f"{key}: the text changed, its version did not. Raise the version of the item, or of the set.")
    if clashes or new == old:
        return 1 if clashes else 0
    if options.check:
        print("There are texts that are not in history.toml yet. Run: python -m tests.tools.history")
        return 1
    history.write_history(new, DATA / history.HISTORY)
    history.load_history.cache_clear()
    return 0


def renewed(root: Path, replace: bool = False):
    """The texts that changed in their own version, the history as it should be, and as it is there."""
    from gripwagtail.starter.history import Entry, History, digest_of, load_history
    from gripwagtail.starter.shipped import everything

    old = load_history(root)
    entries, versions, clashes = dict(old.entries), dict(old.versions), []
    for language in languages(root):
        for texts in TYPES:
            for one in everything(root, language, texts).values():
                pair = f"{language}/{texts}"
                if one.is_page and one.version not in versions.get(pair, ()):
                    versions[pair] = (*versions.get(pair, ()), one.version)
                for key, names in one.digested:
                    now = Entry(one.version, digest_of(one.values, names), one.safety)
                    have = entries.get(key, ())
                    known = History({key: have}, versions).at(key, one.version)
                    if known is None or (known.digest != now.digest and known.version != now.version):
                        entries[key] = (*have, now)
                    elif known.digest != now.digest and replace:
                        entries[key] = tuple(now if entry is known else entry for entry in have)
                    elif known.digest != now.digest:
                        clashes.append(key)
    return clashes, History(entries, versions), old


if __name__ == "__main__":
    sys.exit(main())
