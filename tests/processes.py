"""Processes that answer as workers of one site: they share its database, and its cache where that is shared."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

# A process that answers one JSON line for each it reads: a visit, or Python to run.
SERVER = """
import json, sys
import django
django.setup()
from django.test import Client
client = Client()
for line in sys.stdin:
    asked = json.loads(line)
    if "url" in asked:
        response = client.get(asked["url"], headers={"host": "localhost"})
        answer = [response.status_code, response.content.decode()]
    elif "dump" in asked:
        found = {}
        exec(DUMP, found)
        answer = [0, found["dump"].decode("utf-8", "replace")]
    else:
        exec(asked["run"], {"__name__": "change"})
        answer = [0, ""]
    print(json.dumps(answer), flush=True)
"""

SET_UP = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests import factories as make
make.settings_of(phone="070 012 34 56")
make.helpline("kindertelefoon", name="De Kindertelefoon")
home = make.home_page()
anneke = make.contact(label="Juf Anneke", phones=make.items_of("070 012 34 00"))
directie = make.contact(label="Directie", roles=["management"], phones=[], via_school=True)
make.make_page("contact", home, slug="wie", contacts=[anneke, directie])
make.home_page(home, slug="blok", body=[make.block("contacts"), make.block("helplines")])
"""

DATABASE = "grip-default.sqlite3"


class Server:
    """One process on the database in ``folder``, with a cache of its own unless it is given one."""

    def __init__(self, folder: Path, cache: dict[str, Any] | None = None) -> None:
        env = {**os.environ, "TMPDIR": str(folder), "DJANGO_SETTINGS_MODULE": "tests.hosts.default.settings"}
        env.pop("GRIP_DB", None)  # a database of this test alone, whatever the suite runs on
        if cache is not None:
            env["GRIP_CACHE"] = json.dumps(cache)
        command = [sys.executable, "-c", f"DUMP = {DUMP!r}\n{SERVER}"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __call__(self, **asked: str) -> Any:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "the process ended"
        return json.loads(answer)

    def stop(self) -> None:
        self.process.kill()
        self.process.communicate()


# --- the caches ----------------------------------------------------------------------

CACHES = ("memory", "files", "database", "redis")
SHARED = CACHES[1:]
BACKENDS = "django.core.cache.backends"


def redis_program() -> str | None:
    return shutil.which("redis-server") or shutil.which("valkey-server")


@contextmanager
def cache_of(kind: str, folder: Path) -> Iterator[dict[str, Any]]:
    """The settings of a cache of this kind, which is there as long as it is needed."""
    if kind != "redis":
        yield {
            "memory": {"BACKEND": f"{BACKENDS}.locmem.LocMemCache"},
            "files": {"BACKEND": f"{BACKENDS}.filebased.FileBasedCache", "LOCATION": str(folder / "cache")},
            "database": {"BACKEND": f"{BACKENDS}.db.DatabaseCache", "LOCATION": "kept"},
        }[kind]
        return
    program = redis_program()
    assert program
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)],
        stdout=subprocess.DEVNULL,
    )
    try:
        for _attempt in range(100):
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield {"BACKEND": f"{BACKENDS}.redis.RedisCache", "LOCATION": f"redis://127.0.0.1:{port}/0"}
    finally:
        process.kill()
        process.wait()


# Run in a process: everything that is in the cache, as bytes that can be searched.
DUMP = """
import base64, pickle, zlib
from pathlib import Path
from django.core.cache import caches
from django.db import connection
cache = caches["default"]
kind = type(cache).__name__
if kind == "LocMemCache":
    held = list(cache._cache.values())
elif kind == "FileBasedCache":
    held = []
    for path in Path(cache._dir).glob("*"):
        with path.open("rb") as file:
            pickle.load(file)
            held.append(zlib.decompress(file.read()))
elif kind == "DatabaseCache":
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM kept")
        held = [base64.b64decode(value) for (value,) in cursor.fetchall()]
else:
    client = cache._cache.get_client()
    held = [client.get(key) for key in client.keys("*")]
dump = b" ".join(held)
"""
