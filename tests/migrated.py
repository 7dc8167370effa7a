"""A migrated database that is made once for each host: every process of tests begins with a copy of it.

Migrating a host takes ten times as long as copying what came of it, and a run does so for each host and process. The
copy is only a head start: Django's own `migrate` still runs on it, and has nothing to do. SQLite in memory alone.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "migrated"
# What migrations and what comes after them read, beside the apps.
_SETTINGS = (
    "LANGUAGE_CODE",
    "LANGUAGES",
    "WAGTAIL_CONTENT_LANGUAGES",
    "AUTH_USER_MODEL",
    "USE_TZ",
    "USE_I18N",
    "SITE_ID",
)


def is_possible() -> bool:
    creation: Any = connection.creation
    return connection.vendor == "sqlite" and "mode=memory" in creation._get_test_db_name()


def file() -> Path:
    """Where the database is kept for this host: its name changes with every migration and model that there is."""
    seen = hashlib.sha256()
    for text in (
        django.__version__,
        sqlite3.sqlite_version,
        *(repr(getattr(settings, name, "")) for name in _SETTINGS),
    ):
        seen.update(text.encode())
    for app in apps.get_app_configs():
        seen.update(app.label.encode())
        folder = Path(app.path)
        models = [*folder.glob("models.py"), *folder.glob("models/*.py")]
        for path in sorted([*folder.glob("migrations/*.py"), *models]):
            seen.update(path.name.encode() + path.read_bytes())
    return FOLDER / f"{_host()}-{seen.hexdigest()[:20]}.sqlite3"


def _host() -> str:
    return os.environ.get("DJANGO_SETTINGS_MODULE", "").removesuffix(".settings").rpartition(".")[2] or "host"


@contextmanager
def head_start() -> Iterator[None]:
    """While Django makes its database for tests: it finds one that is migrated, if there is one. Else it is kept."""
    if not is_possible():
        yield
        return
    path = file()
    with _alone(path), _filled_from(path) as is_new:
        yield
        if is_new:
            _keep(path)


@contextmanager
def _filled_from(path: Path) -> Iterator[bool]:
    creation: Any = connection.creation
    if not path.exists():
        yield True
        return
    make = creation._create_test_db

    def filled(*args: Any, **options: Any) -> Any:
        name = make(*args, **options)
        memory = sqlite3.connect(creation._get_test_db_name(), uri=True, check_same_thread=False)
        open_until_the_end.append(memory)
        with closing(sqlite3.connect(path)) as kept:
            kept.backup(memory)
        return name

    # Without a connection a database in memory is gone.
    open_until_the_end: list[sqlite3.Connection] = []
    creation._create_test_db = filled
    try:
        yield False
    finally:
        del creation._create_test_db
        for memory in open_until_the_end:
            memory.close()


def _keep(path: Path) -> None:
    """Written aside and then renamed, so that nobody reads half of it. Where nothing can be written, nothing is."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.glob(f"{_host()}-*.sqlite3"):
            old.unlink(missing_ok=True)
        number, aside = tempfile.mkstemp(dir=path.parent, suffix=".part")
        os.close(number)
        connection.ensure_connection()
        with closing(sqlite3.connect(aside)) as kept:
            connection.connection.backup(kept)
        Path(aside).replace(path)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """The second process waits for what the first one makes, instead of making it too."""
    try:
        import fcntl

        path.parent.mkdir(parents=True, exist_ok=True)
        lock = (path.parent / f"{_host()}.lock").open("w")
    except (ImportError, OSError):
        yield
        return
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
