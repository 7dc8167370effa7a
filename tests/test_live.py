"""What shares one connection, as the threads of a live server do in a test, never waits for ever."""

from __future__ import annotations

import subprocess
import sys

# In a process of its own: threads that wait for each other for ever cannot be stopped.
SHARED = """
import faulthandler, sys, threading, time
faulthandler.dump_traceback_later(15, exit=True)
from contextlib import nullcontext
import django
from django.conf import settings
settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
django.setup()
from django.db import connection, connections
from tests.live import taking_turns

with taking_turns() if sys.argv[1] == "in turn" else nullcontext():
    connection.inc_thread_sharing()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE word (said TEXT)")
        cursor.executemany("INSERT INTO word VALUES (%s)", [(f"word {number}",) for number in range(2000)])
    until, shared = time.monotonic() + 1, connections["default"]
    asked = []

    def ask(sql, value):
        while time.monotonic() < until:
            with shared.cursor() as cursor:
                cursor.execute(sql, [value])
                asked.append(cursor.fetchall())

    threads = [
        threading.Thread(target=ask, args=args, daemon=True)
        for args in (
            ("SELECT COUNT(*) FROM word WHERE said REGEXP %s", "9$"),
            ("SELECT said FROM word WHERE said = %s", "word 5"),
        )
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
assert {tuple(rows) for rows in asked} == {((200,),), (("word 5",),)}
print("both answered")
"""


def said(how: str) -> str:
    run = subprocess.run([sys.executable, "-c", SHARED, how], capture_output=True, text=True, timeout=120, check=False)
    return run.stdout + run.stderr


def test_threads_with_one_connection_take_turns_and_all_are_answered() -> None:
    assert said("in turn") == "both answered\n"
