"""Two who save at once in SQLite, as Wagtail does while someone publishes: with our settings one waits."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from example_site import settings as example
from tests.test_checks import found

SQLITE = "django.db.backends.sqlite3"
# Both have read before either writes, which is what a form and an autosave do.
SCRIPT = """
import sys, threading
from django.conf import settings
settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[1],
    "OPTIONS": eval(sys.argv[2])}})
import django
django.setup()
from django.db import connection, transaction
with connection.cursor() as cursor:
    cursor.execute("PRAGMA journal_mode=DELETE")
    cursor.execute("CREATE TABLE saved (number integer)")
connection.close()
started = threading.Barrier(2)
def save():
    started.wait()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for number in range(30):
                cursor.execute("SELECT count(*) FROM saved")
                cursor.fetchone()
                if number == 0:
                    # Under the settings of the host the other one waits before this, so it is never here.
                    try:
                        both.wait(timeout=1)
                    except threading.BrokenBarrierError:
                        pass
                cursor.execute("INSERT INTO saved VALUES (%s)", [number])
    except Exception as problem:
        print(problem)
    connection.close()
both = threading.Barrier(2)
writers = [threading.Thread(target=save) for _ in range(2)]
for writer in writers:
    writer.start()
for writer in writers:
    writer.join()
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM saved")
    print(cursor.fetchone()[0])
"""


def two_writers(folder: Path, options: dict[str, Any]) -> list[str]:
    """What went wrong, and last how many rows there are."""
    answer = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder / "school.sqlite3"), repr(options)],
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.split("\n")[:-1]


def test_with_the_settings_of_the_example_site_both_are_saved(tmp_path: Path) -> None:
    assert two_writers(tmp_path, example.DATABASES["default"]["OPTIONS"]) == ["60"]


def test_without_them_one_is_refused(tmp_path: Path) -> None:
    assert two_writers(tmp_path, {"timeout": 5}) == ["database is locked", "30"]


@pytest.mark.parametrize(
    ("database", "settings", "warned"),
    [
        ({"ENGINE": SQLITE, "NAME": "school.sqlite3"}, {}, True),
        ({"ENGINE": SQLITE, "NAME": "school.sqlite3", "OPTIONS": {"transaction_mode": "DEFERRED"}}, {}, True),
        ({"ENGINE": SQLITE, "NAME": "school.sqlite3", "OPTIONS": {"transaction_mode": "IMMEDIATE"}}, {}, False),
        ({"ENGINE": SQLITE, "NAME": "school.sqlite3"}, {"WAGTAIL_AUTOSAVE_INTERVAL": 0}, False),
        ({"ENGINE": SQLITE, "NAME": "file:school?mode=memory"}, {}, False),
        ({"ENGINE": "django.db.backends.postgresql", "NAME": "school"}, {}, False),
    ],
)
@pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")
def test_a_site_that_would_be_refused_is_told_so(database: Any, settings: dict[str, Any], warned: bool) -> None:
    assert ("gripwagtail.W007" in found(DATABASES={"default": database}, **settings)) is warned


@pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")
def test_the_hint_names_the_setting() -> None:
    message = found(DATABASES={"default": {"ENGINE": SQLITE, "NAME": "school.sqlite3"}})["gripwagtail.W007"]

    assert '"transaction_mode": "IMMEDIATE", "timeout": 20' in message.hint
    assert 'DATABASES["default"]["OPTIONS"]' in message.hint
    assert "keep the others" in message.hint
    assert 'OPTIONS"] =' not in message.hint  # pasted, that would take away what a host has there
