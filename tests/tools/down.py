"""What visitors get while something underneath is gone, hangs, is full or holds junk.

    pip install --group deploy
    python -m tests.tools.down

The example site as it runs on servers, behind nginx with the lines of docs/mirror.md. Each thing that it stands on is
broken in turn: the five pages and what is below their addresses are asked one by one, then all at once. They have to
be there in Dutch, with 112 and their headers, within a second where something is down and within three where it hangs;
what is late is asked once more. After the repair the site has to answer by itself again. Prints a table, and ends
with 1 when something did not hold.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import os
import pickle
import platform
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

import django
import psycopg
import redis
import wagtail

from tests.mirror_servers import LATE, SOON, Front, Heard
from tests.mirror_servers import program as program_of
from tests.mirror_servers import running as front_with

from .cluster import Cluster, stop
from .cluster_app import WORKER

SITE = "school.example"
OVERVIEW = "/online-gedrag/"
PAGES = tuple(OVERVIEW + slug for slug in ("", "onze-norm/", "er-is-iets-gebeurd/", "wie-helpt/", "tips-voor-ouders/"))
# What tells a browser how to treat a page: the same from the mirror, but that nothing of it is kept.
SAME = ("Content-Type", "Referrer-Policy", "X-Content-Type-Options", "X-Robots-Tag", "Content-Security-Policy")
# The mirror says these also where the site does not.
ADDED = ("Referrer-Policy", "X-Content-Type-Options")
SIGNS = ('href="tel:112"', 'lang="nl"')
NOT_KEPT = "private, no-store"
# A list is another type; a pickle may be of a class that is gone.
JUNK = (None, b"junk", b"", pickle.dumps({"page.nl": ("<p>", "nl")})[:-3], pickle.dumps(["junk"]), b"cgone\nGone\n.")
# In seconds: how long a site that was repaired may need before it answers by itself.
BACK = 60
# So much of a disk as all of it needs, with room for what is written meanwhile.
DISK = "400m"


@dataclass
class Seen:
    """What came of one fault."""

    fault: str
    slowest: float = 0.0
    slowest_at_once: float = 0.0
    back: float = 0.0
    late: int = 0
    shown: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def row(self) -> str:
        shown = ", ".join(f"{number} {what}" for what, number in self.shown.most_common())
        shown += f"; {self.late} asked twice" if self.late else ""
        times = f"{self.slowest:.2f} s | {self.slowest_at_once:.2f} s | {self.back:.0f} s"
        return f"| {self.fault} | {times} | {shown} |"


Running = TypeVar("Running")


class Down(Generic[Running]):
    """The site, its mirror and the server in front. ``only``: these addresses, in the place of all that are ours."""

    def __init__(self, cluster: Running, front: Front, only: Collection[str] = ()) -> None:
        self.cluster = cluster
        self.front = front
        current = front.mirror / "current"
        self.whole, self.alone = current / "whole" / SITE, current / "alone" / SITE
        below = {f"/{path.parent.relative_to(self.whole)}/" for path in self.whole.rglob("index.*")}
        # A card for each person is the same leaf again.
        self.addresses = sorted(only or (path for path in below if path.startswith(OVERVIEW) and "/vcard/" not in path))
        self.well = {path: front.ask(path) for path in {*self.addresses, *PAGES}}
        for path in PAGES:
            if not all(sign in self.well[path].text for sign in SIGNS):
                raise SystemExit(f"{path} is no page of ours: {self.well[path].text[:500]}")

    def look(self, fault: str, breaks: Callable[[Running], contextlib.AbstractContextManager[object]]) -> Seen:
        seen = Seen(fault)
        limit = LATE if "hang" in fault else SOON
        with breaks(self.cluster):
            for path in self.addresses:
                heard = self.front.ask(path)
                seen.slowest = max(seen.slowest, heard.seconds)
                if heard.seconds > limit:
                    # Once may be what else the machine was doing.
                    seen.late += 1
                    heard = self.front.ask(path)
                seen.shown[self._shown(path, heard)] += 1
                seen.wrong += self._wrong(path, heard, limit)
            with ThreadPoolExecutor(len(self.addresses)) as visitors:
                for path, heard in zip(self.addresses, visitors.map(self.front.ask, self.addresses), strict=True):
                    seen.slowest_at_once = max(seen.slowest_at_once, heard.seconds)
                    seen.wrong += self._wrong(path, heard, LATE)
        seen.back = self._back()
        if seen.back > BACK:
            seen.wrong.append("does not come back")
        return seen

    def _shown(self, path: str, heard: Heard) -> str:
        if heard.headers.get(WORKER):
            return "from the site"
        for what, place in (("from the mirror", self.whole), ("112 alone", self.alone)):
            if any(heard.text == file.read_text(encoding="utf-8") for file in place.joinpath(path[1:]).glob("index.*")):
                return what
        return "something else"

    def _wrong(self, path: str, heard: Heard, limit: float) -> Iterator[str]:
        well = self.well[path]
        if heard.status != 200:
            yield f"{path}: status {heard.status}"
        if heard.seconds > limit:
            yield f"{path}: {heard.seconds:.2f} s"
        if self._shown(path, heard) not in ("from the site", "from the mirror"):
            yield f"{path}: {heard.text[:80]!r}"
        for sign in SIGNS:
            if sign in well.text and sign not in heard.text:
                yield f"{path}: without {sign}"
        for name in SAME:
            if heard.headers.get(name) != well.headers.get(name) and (name in well.headers or name not in ADDED):
                yield f"{path}: {name} is {heard.headers.get(name)!r} and not {well.headers.get(name)!r}"
        kept = well.headers.get("Cache-Control") if heard.headers.get(WORKER) else NOT_KEPT
        if heard.headers.get("Cache-Control") != kept:
            yield f"{path}: Cache-Control is {heard.headers.get('Cache-Control')!r} and not {kept!r}"

    def _back(self) -> float:
        """After how many seconds each page comes from the site again."""
        started = time.monotonic()
        for path in PAGES:
            while not self.front.ask(path).headers.get(WORKER):
                if time.monotonic() - started > BACK:
                    return float("inf")
                time.sleep(0.2)
        return time.monotonic() - started


# --- what breaks ------------------------------------------------------------------------


@contextlib.contextmanager
def nothing(cluster: Cluster) -> Iterator[None]:
    yield


@contextlib.contextmanager
def application_killed(cluster: Cluster) -> Iterator[None]:
    for pid in family(cluster.gunicorn.pid):
        os.kill(pid, signal.SIGKILL)
    cluster.gunicorn.wait()
    yield
    cluster.gunicorn = cluster.start_gunicorn()


@contextlib.contextmanager
def application_hangs(cluster: Cluster) -> Iterator[None]:
    with stopped(cluster.gunicorn.pid):
        yield


@contextlib.contextmanager
def database_stopped(cluster: Cluster) -> Iterator[None]:
    cluster.stop_postgres()
    yield
    cluster.start_postgres_again()


@contextlib.contextmanager
def database_has_no_connection_left(cluster: Cluster) -> Iterator[None]:
    # What the workers hold would stay theirs.
    with database_stopped(cluster):
        pass
    with contextlib.ExitStack() as held:
        with contextlib.suppress(psycopg.OperationalError):
            while True:
                held.enter_context(psycopg.connect(host=str(cluster.folder / "pg"), user="school", dbname="school"))
        yield


@contextlib.contextmanager
def database_hangs(cluster: Cluster) -> Iterator[None]:
    with stopped(postmaster(cluster)):
        yield


@contextlib.contextmanager
def database_takes_calls_and_never_answers(cluster: Cluster) -> Iterator[None]:
    with database_stopped(cluster), socket.socket(socket.AF_UNIX) as mute:
        place = cluster.folder / "pg" / ".s.PGSQL.5432"
        place.unlink(missing_ok=True)
        mute.bind(str(place))
        place.chmod(0o777)
        mute.listen(100)
        yield
        place.unlink()


@contextlib.contextmanager
def redis_stopped(cluster: Cluster) -> Iterator[None]:
    stop(cluster.redis)
    yield
    cluster.redis = cluster.start_redis()


@contextlib.contextmanager
def redis_hangs(cluster: Cluster) -> Iterator[None]:
    with stopped(cluster.redis.pid):
        yield


@contextlib.contextmanager
def redis_takes_nothing_more(cluster: Cluster) -> Iterator[None]:
    with redis.Redis(port=cluster.redis_port) as held:
        held.config_set("maxmemory", 1)
        held.flushall()
        yield
        held.config_set("maxmemory", 0)


@contextlib.contextmanager
def our_keys_hold_junk(cluster: Cluster) -> Iterator[None]:
    with junk_under(cluster, "*gripwagtail*", JUNK):
        yield


@contextlib.contextmanager
def all_keys_hold_junk(cluster: Cluster) -> Iterator[None]:
    """Also under the one key of Wagtail's, its list of sites."""
    with junk_under(cluster, "*", (b"junk",)):
        yield


@contextlib.contextmanager
def disk_full(cluster: Cluster) -> Iterator[None]:
    """That of the database, the static files, the mirror, the logs and what nginx keeps aside."""
    waste = cluster.folder / "waste"
    with waste.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"\0" * 4096)
    # The one before has to stay when a new one does not fit.
    before = (cluster.folder / "mirror" / "current" / "manifest.json").read_bytes()
    outcome = write_mirror(cluster, "--again")
    if not outcome.returncode or "Traceback" in outcome.stderr:
        raise SystemExit(f"A mirror was written on a full disk.\n{outcome.stdout}{outcome.stderr}")
    if (cluster.folder / "mirror" / "current" / "manifest.json").read_bytes() != before:
        raise SystemExit("A full disk took the mirror away.")
    yield
    waste.unlink()


FAULTS: dict[str, Callable[[Cluster], contextlib.AbstractContextManager[object]]] = {
    "nothing": nothing,
    "application killed": application_killed,
    "application hangs": application_hangs,
    "PostgreSQL stopped": database_stopped,
    "PostgreSQL has no connection left": database_has_no_connection_left,
    "PostgreSQL hangs": database_hangs,
    "PostgreSQL takes a connection and hangs": database_takes_calls_and_never_answers,
    "Redis stopped": redis_stopped,
    "Redis hangs": redis_hangs,
    "Redis is full": redis_takes_nothing_more,
    "junk under our keys in Redis": our_keys_hold_junk,
    "junk under all keys in Redis": all_keys_hold_junk,
    "disk full": disk_full,
}


@contextlib.contextmanager
def junk_under(cluster: Cluster, keys: str, kinds: Sequence[bytes | None]) -> Iterator[None]:
    """Under each in turn another type, half of a pickle, a whole one of something else, or what is none."""
    with redis.Redis(port=cluster.redis_port) as held:
        found = held.keys(keys)
        if not found:
            raise SystemExit("Nothing was kept.")
        for key, junk in zip(found, itertools.cycle(kinds), strict=False):
            held.delete(key)
            if junk is None:
                held.rpush(key, "junk")
            else:
                held.set(key, junk)
        yield
        held.flushall()


def postmaster(cluster: Cluster) -> int:
    return int((cluster.folder / "pg" / "data" / "postmaster.pid").read_text().split()[0])


def family(pid: int) -> list[int]:
    """A process, and all that it started."""
    parents: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


@contextlib.contextmanager
def stopped(pid: int) -> Iterator[None]:
    """Frozen with all that it started: connections stay open, and nothing is said."""
    frozen = family(pid)
    for one in frozen:
        os.kill(one, signal.SIGSTOP)
    try:
        yield
    finally:
        for one in reversed(frozen):
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGCONT)


# --- the whole ----------------------------------------------------------------------------


@contextlib.contextmanager
def small_disk() -> Iterator[Path | None]:
    """One of its own, where this machine lets us make it."""
    with tempfile.TemporaryDirectory(prefix="grip-down-") as place:
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "none", place], capture_output=True)
        if made.returncode:
            yield None
            return
        try:
            yield Path(place)
        finally:
            subprocess.run(["umount", place], check=True)


def write_mirror(cluster: Cluster, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "django", "gripwagtail_mirror", str(cluster.folder / "mirror"), *options]
    return subprocess.run(command, cwd=cluster.folder, env=cluster.env, capture_output=True, text=True)


@contextlib.contextmanager
def running(place: Path) -> Iterator[Down[Cluster]]:
    with contextlib.ExitStack() as stack:
        place.chmod(0o755)
        cluster = Cluster(place, stack)
        cluster.env |= {"WAGTAILADMIN_BASE_URL": f"http://{SITE}", "ALLOWED_HOSTS": f"127.0.0.1,localhost,{SITE}"}
        cluster.start()
        written = write_mirror(cluster)
        if written.returncode:
            raise SystemExit(written.stdout + written.stderr)
        front = stack.enter_context(
            front_with("nginx", place / "mirror", place, application=cluster.port, always=False)
        )
        yield Down(cluster, front)


def versions() -> str:
    nginx, postgres, redis = (
        (re.findall(r"\d+[\d.]+", done.stdout + done.stderr) or ["?"])[0]
        for done in (
            subprocess.run(command, capture_output=True, text=True)
            for command in (
                [program_of("nginx") or "nginx", "-v"],
                [str(next(Path("/usr/lib/postgresql").glob("*/bin/postgres"))), "--version"],
                ["redis-server", "--version"],
            )
        )
    )
    python, ours = platform.python_version(), f"Django {django.__version__}, Wagtail {wagtail.__version__}"
    return f"Python {python}, {ours}, nginx {nginx}, PostgreSQL {postgres}, Redis {redis}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", choices=FAULTS, action="append", help="This one, instead of all. May be repeated.")
    only = parser.parse_args().only
    if program_of("nginx") is None:
        raise SystemExit("There is no nginx (Debian: apt-get install nginx-light).")
    wrong = 0
    with contextlib.ExitStack() as stack:
        place = stack.enter_context(small_disk())
        faults = dict(FAULTS)
        if place is None:
            print("No disk can be made here: not tried with a full one.")
            del faults["disk full"]
            place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="grip-down-")))
        down = stack.enter_context(running(place))
        print(f"{len(down.addresses)} addresses; {versions()}", flush=True)
        print("| What is broken | Slowest, one by one | Slowest, all at once | By itself again after | Shown |")
        print("|---|---|---|---|---|")
        for fault, breaks in faults.items():
            if only and fault not in only:
                continue
            seen = down.look(fault, breaks)
            print(seen.row(), flush=True)
            for line in seen.wrong:
                print(f"    {line}")
            wrong += len(seen.wrong)
    print(f"Did not hold: {wrong}" if wrong else "All held.")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
