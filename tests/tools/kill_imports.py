"""Kills imports of a content pack at random moments, and looks whether the database is whole after each.

    python -m tests.tools.kill_imports [100]
    GRIP_DB=postgres tests/tools/with_postgres .venv/bin/python -m tests.tools.kill_imports [100]

Half of the imports make five pages, half bring five pages up to date. Each runs in a process of its own, which gets
SIGKILL somewhere between its first moment and a little after its last. Then every row of every table is what it was
before, or the whole pack is there; anything else is a failure, and ends this with code 1.
"""

from __future__ import annotations

import hashlib
import io
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

SEED = 20261123


def set_up(folder: Path) -> None:
    """The default host on a throw-away SQLite database, or on the PostgreSQL that the PG* variables name."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.hosts.default.settings"
    import django
    from django.conf import settings

    if os.environ.get("GRIP_DB") != "postgres":
        settings.DATABASES["default"]["NAME"] = str(folder / "kill.sqlite3")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def everything() -> dict[str, str]:
    """A digest of every row of every table."""
    from django.db import connection

    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows = sorted(map(repr, cursor.fetchall()))
            found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def write_pack(path: Path, number: int) -> None:
    """The shipped texts as a pack, in a version of its own."""
    from gripwagtail.packs.reading import load
    from gripwagtail.packs.writing import write
    from gripwagtail.starter.files import DATA

    documents = {}
    for kind, document in load(DATA / "nl" / "po").pages.items():
        page = {**document["page"], "intro": f"Versie {number}."}
        documents[f"{kind}.toml"] = {**document, "page": page, "name": "proef", "version": str(number)}
    write(path, documents)


def run_import(pack: Path, parent: int) -> str:
    from django.core.management import call_command
    from django.utils import translation

    out = io.StringIO()
    with translation.override("en"):  # its words are counted
        call_command("gripwagtail_pack", "import", str(pack), parent=parent, force=True, stdout=out)
    return out.getvalue()


def killed_import(pack: Path, parent: int, after: float | None) -> tuple[float, bool]:
    """Runs the import in a process of its own; gives how long it lasted, and whether it came to its end."""
    from django.db import connections

    connections.close_all()
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        try:
            run_import(pack, parent)
        finally:
            os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    return time.monotonic() - started, not os.WIFSIGNALED(status)


def outcome(before: dict[str, str], pack: Path, parent: int) -> str:
    from django.db import connection

    after = everything()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            if cursor.fetchone() != ("ok",):
                return "BROKEN: the file of the database"
    if after == before:
        return "as it was"
    # Nothing is left to do only when all of it is there.
    if run_import(pack, parent).count("already says the same") == 5 and everything() == after:
        return "whole"
    changed = ", ".join(table for table in after if after[table] != before.get(table))
    return f"BROKEN: {changed}"


def rounds(count: int, folder: Path) -> Counter[str]:
    from tests import factories as make

    chance = random.Random(SEED)
    home = make.home_page()
    fixed = make.home_page(home, slug="vast").pk
    durations: dict[str, list[float]] = {"new": [], "update": []}
    found: Counter[str] = Counter()
    version = 0

    def one(kind: str, after: float | None) -> None:
        nonlocal version
        version += 1
        pack = folder / f"pack-{version}"
        write_pack(pack, version)
        parent = fixed if kind == "update" else make.home_page(home, slug=f"nieuw-{version}").pk
        before = everything()
        lasted, ended = killed_import(pack, parent, after)
        if after is None:
            durations[kind].append(lasted)
        else:
            found[f"{kind}: {'ended by itself' if ended else 'killed'}, {outcome(before, pack, parent)}"] += 1

    one("update", None)
    durations["update"].clear()
    for _again in range(3):
        one("update", None)
        one("new", None)
    longest = {kind: max(times) for kind, times in durations.items()}
    for number in range(count):
        kind = "new" if number % 2 else "update"
        one(kind, chance.uniform(0, 1.05 * longest[kind]))
    print(f"an import lasts up to {longest['new']:.2f} s (new), {longest['update']:.2f} s (update)")
    return found


def main(arguments: list[str]) -> int:
    count = int(arguments[0]) if arguments else 100
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        found = rounds(count, Path(folder))
    for what, times in sorted(found.items()):
        print(f"{times:4} {what}")
    return int(any("BROKEN" in what for what in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
