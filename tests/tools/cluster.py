"""The example site as it runs on servers, put to the test: three gunicorn workers, PostgreSQL and Redis.

    pip install --group deploy
    python -m tests.tools.cluster

It makes a folder for itself and removes it again: a database, a Redis without anything on disk, static files. With
nginx on the machine the configuration in docs/deployment.md is tried as well. The last line says whether all held.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .cluster_app import NUMBER, NUMBERED, REMOVE, WORKER
from .load import load

ROOT = Path(__file__).resolve().parents[2]
HOME, CONTACT, INCIDENT, NORM = (
    "/",
    "/online-gedrag/wie-helpt/",
    "/online-gedrag/er-is-iets-gebeurd/",
    "/online-gedrag/onze-norm/",
)
PAGES = [HOME, CONTACT, INCIDENT, NORM]
WORKERS = 3
# For so many seconds a cache in front may keep a quiet page (serving.headers.CDN_MAX_AGE); only then it is old.
FRESH = 60


class Cluster:
    """The servers, each a process of our own; those that still run are stopped at the end."""

    def __init__(self, folder: Path, stack: contextlib.ExitStack) -> None:
        self.folder = folder
        self.stack = stack
        self.port, self.redis_port = free_port(), free_port()
        self.front = ""
        self.base = f"http://127.0.0.1:{self.port}"
        self.env = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PG", "DJANGO"))},
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "example_site.settings_production",
            "SECRET_KEY": "only-for-this-trial-of-the-example-site-and-of-nothing-else",
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "CACHE_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "HTTPS": "0",
            "CDN_CACHE": "1",
            "STATIC_ROOT": str(folder / "static"),
            "MEDIA_ROOT": str(folder / "media"),
            "WAGTAILADMIN_BASE_URL": self.base,
        }

    def start(self) -> None:
        self.start_postgres()
        self.redis = self.start_redis()
        for command in ("migrate --noinput -v0", "plant_school", "collectstatic --noinput -v0"):
            self.run(sys.executable, "-m", "django", *command.split())
        self.gunicorn = self.start_gunicorn()

    def run(self, *command: str) -> None:
        done = subprocess.run(command, cwd=self.folder, env=self.env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")

    def spawn(self, *command: str) -> subprocess.Popen[bytes]:
        log = self.stack.enter_context((self.folder / f"{Path(command[0]).name}.log").open("ab"))
        process = subprocess.Popen(command, cwd=self.folder, env=self.env, stdout=log, stderr=log)
        self.stack.callback(stop, process)
        return process

    def start_postgres(self) -> None:
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        home = programs[-1] if programs else Path(shutil.which("initdb") or "initdb").parent
        place = self.folder / "pg"
        place.mkdir()
        # It refuses to run as root.
        user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        if user:
            os.chown(place, pwd.getpwnam("postgres").pw_uid, -1)
        self.run(*user, str(home / "initdb"), "-D", str(place / "data"), "-U", "school", "-E", "UTF8", "-A", "trust")
        self._postgres = [*user, str(home / "pg_ctl"), "-D", str(place / "data")]
        self.start_postgres_again()
        self.stack.callback(self.stop_postgres)
        self.run(str(home / "createdb"), "-h", str(place), "-U", "school", "school")
        self.env["DATABASE_URL"] = f"postgres://school@{quote(str(place), safe='')}/school"

    def start_postgres_again(self) -> None:
        place = self.folder / "pg"
        self.run(*self._postgres, "-l", str(place / "log"), "-w", "start", "-o", f"-k {place} -c listen_addresses=''")

    def stop_postgres(self) -> None:
        self.run(*self._postgres, "-m", "immediate", "stop")

    def start_redis(self) -> subprocess.Popen[bytes]:
        program = shutil.which("redis-server") or shutil.which("valkey-server")
        if program is None:
            raise SystemExit("There is no redis-server and no valkey-server (Debian: apt-get install redis-server).")
        process = self.spawn(program, "--port", str(self.redis_port), "--bind", "127.0.0.1", "--save", "")
        wait_for(self.redis_port)
        return process

    def start_gunicorn(self, *options: str) -> subprocess.Popen[bytes]:
        process = self.spawn(
            str(Path(sys.executable).parent / "gunicorn"),
            "tests.tools.cluster_app:application",
            *("--bind", f"127.0.0.1:{self.port}", "--workers", str(WORKERS), *options),
        )
        wait_for(self.port)
        return process

    def start_nginx(self, program: str) -> str:
        """Where it answers. Once for each cluster: a second one would share its cache."""
        if not self.front:
            port = free_port()
            (self.folder / "nginx.conf").write_text(nginx_configuration(self, port))
            self.spawn(program, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf"), "-g", "daemon off;")
            wait_for(port)
            self.front = f"http://127.0.0.1:{port}"
        return self.front

    def workers(self, path: str) -> dict[str, str]:
        """The page as each of the workers makes it, by the number of its process."""
        found: dict[str, str] = {}
        for _ in range(500):
            worker, text = ask(self.base + path)
            found.setdefault(worker, text)
            if len(found) == WORKERS:
                return found
        raise SystemExit(f"Only {len(found)} of {WORKERS} workers answered.")


def ask(address: str, method: str = "GET") -> tuple[str, str]:
    """Which worker answered, and what, over a connection of its own."""
    with urllib.request.urlopen(urllib.request.Request(address, method=method), timeout=30) as response:  # noqa: S310
        return response.headers.get(WORKER, ""), response.read().decode()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise SystemExit(f"Nothing answers on port {port}.")


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


# --- what must be true --------------------------------------------------------------


def a_removed_contact_is_gone_from_all_workers(cluster: Cluster) -> bool:
    held = True
    for _round in range(3):
        writer, label = ask(cluster.base + REMOVE, "POST")
        for path in (CONTACT, HOME):
            after = cluster.workers(path)
            held = held and not any(label in text for text in after.values())
        print(f"  {label!r} removed by worker {writer}; asked {', '.join(sorted(after))} at once after it")
    return held


def thousands_of_requests_are_answered(cluster: Cluster, requests: int, at_once: int) -> bool:
    figures = load(cluster.base, PAGES, requests, at_once)
    print(f"  {figures}")
    return not figures.errors


def nothing_old_is_shown_while_an_editor_publishes(cluster: Cluster, requests: int, at_once: int) -> bool:
    """Every second another number. Who asks after that was published reads this one or a later one, nowhere one before.

    An answer that names none says nothing about the others, so that is wrong as well.
    """
    published: list[tuple[float, int]] = []
    failed: list[str] = []
    done = threading.Event()

    def edit() -> None:
        for number in range(1, 100_000):
            try:
                ask(f"{cluster.base}{NUMBER}?{number}", "POST")
            except OSError as problem:
                failed.append(str(problem))
            else:
                published.append((time.perf_counter(), number))
            if done.wait(1):
                return

    def wrong(path: str, started: float, text: str) -> str:
        if path != CONTACT:
            return ""
        found = [int(number) for number in re.findall(rf"{NUMBERED} (\d+)", text)]
        least = max((number for moment, number in list(published) if moment <= started), default=0)
        return ("old" if least > min(found) else "") if found else "no number"

    ask(f"{cluster.base}{NUMBER}?0", "POST")
    editor = threading.Thread(target=edit)
    editor.start()
    figures = load(cluster.base, PAGES, requests, at_once, wrong=wrong)
    done.set()
    editor.join()
    print(f"  {figures}; published meanwhile: {len(published)}, refused: {len(failed)}")
    return bool(published) and not (figures.errors or failed)


def pages_answer_while_the_cache_is_gone(cluster: Cluster, requests: int, at_once: int) -> bool:
    def at(number: int) -> None:
        if number == requests // 3:
            stop(cluster.redis)
        elif number == requests * 2 // 3:
            cluster.redis = cluster.start_redis()

    figures = load(cluster.base, PAGES, requests, at_once, at)
    print(f"  {figures}")
    return not figures.errors


def nginx_shows_the_quiet_pages_while_the_site_is_down(cluster: Cluster) -> bool:
    program = nginx()
    if program is None:
        return True
    front = cluster.start_nginx(program)
    quiet = [CONTACT, INCIDENT]
    before = {path: ask(front + path)[1] for path in [*quiet, NORM]}
    stop(cluster.gunicorn)
    time.sleep(FRESH + 2)
    held = True
    for path in quiet:
        worker, text = ask(front + path)
        held = held and text == before[path]
        print(f"  {path}: the page that worker {worker} made before")
    try:
        ask(front + NORM)
        held = False
    except urllib.error.HTTPError as answer:
        shown = answer.read().decode()
        held = held and answer.code == 502 and "tel:112" in shown
        print(f"  {NORM}: {answer.code}, with 112 and 113 in it: {'tel:112' in shown}")
    return held


def nginx_hands_out_pictures_and_no_document(cluster: Cluster) -> bool:
    program = nginx()
    if program is None:
        return True
    media = cluster.folder / "media"
    for name in ("documents/secret.txt", "images/drawing.svg"):
        (media / name).parent.mkdir(parents=True, exist_ok=True)
        (media / name).write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    front = cluster.start_nginx(program)
    with urllib.request.urlopen(f"{front}/media/images/drawing.svg", timeout=30) as picture:  # noqa: S310
        headers = picture.headers
    held = headers["X-Content-Type-Options"] == "nosniff" and "sandbox" in headers["Content-Security-Policy"]
    for there in ("documents/secret.txt", "documents//secret.txt", "images/../documents/secret.txt"):
        try:
            ask(f"{front}/media/{there}")
            held = False
        except urllib.error.HTTPError as answer:
            held = held and answer.code == 404
            print(f"  /media/{there}: {answer.code}")
    return held


def nginx() -> str | None:
    """The program, where there is one."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    if Path(program).exists():
        return program
    print("  there is no nginx here: not tried")
    return None


def nginx_configuration(cluster: Cluster, port: int) -> str:
    """The lines of the documentation, with the places of this trial."""
    page = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
    inside = "\n".join(re.findall(r"^```nginx\n(.*?)^```", page, re.MULTILINE | re.DOTALL))
    for there, here in {
        "/var/cache/nginx/school": str(cluster.folder / "nginx"),
        "/srv/school/static/": f"{cluster.folder}/static/",
        "/srv/school/media/": f"{cluster.folder}/media/",
        "/srv/school/errors/": f"{ROOT}/example_site/errors/",
        "127.0.0.1:8000": f"127.0.0.1:{cluster.port}",
    }.items():
        inside = inside.replace(there, here)
    # There is no certificate here, and nobody to be sent from http to https.
    inside = re.sub(r"listen +443 ssl;", f"listen 127.0.0.1:{port};", inside)
    inside = re.sub(r"^ *ssl_certificate.*\n", "", inside, flags=re.MULTILINE)
    inside = re.sub(r"^server \{ listen 80;.*\n", "", inside, flags=re.MULTILINE)
    types = Path("/etc/nginx/mime.types")
    known = f"include {types};\n" if types.exists() else ""
    known += "".join(
        f"{name}_temp_path {cluster.folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"user {pwd.getpwuid(os.getuid()).pw_name};\npid {cluster.folder}/nginx.pid;\nerror_log stderr;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{known}\n{inside}}}\n"
    )


@contextlib.contextmanager
def running() -> Iterator[Cluster]:
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="grip-cluster-")))
        folder.chmod(0o755)
        cluster = Cluster(folder, stack)
        cluster.start()
        yield cluster


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--requests", type=int, default=5000)
    parser.add_argument("--at-once", type=int, default=20)
    parser.add_argument("--editing", type=int, default=10_000, help="requests while an editor publishes (10000)")
    parser.add_argument("--editing-at-once", type=int, default=50)
    parser.add_argument("--only-editing", action="store_true", help="nothing but these")
    options = parser.parse_args()
    with running() as cluster:
        print(f"{WORKERS} workers on {cluster.base}: {', '.join(sorted(cluster.workers(HOME)))}")
        held = {}
        editing: Any = nothing_old_is_shown_while_an_editor_publishes, (options.editing, options.editing_at_once)
        everything: Any = (
            (a_removed_contact_is_gone_from_all_workers, ()),
            (thousands_of_requests_are_answered, (options.requests, options.at_once)),
            editing,
            (pages_answer_while_the_cache_is_gone, (options.requests, options.at_once)),
            (a_removed_contact_is_gone_from_all_workers, ()),
            (nginx_hands_out_pictures_and_no_document, ()),
            (nginx_shows_the_quiet_pages_while_the_site_is_down, ()),
        )
        for check, given in (editing,) if options.only_editing else everything:
            print(check.__name__.replace("_", " "))
            held[check.__name__] = check(cluster, *given) and held.get(check.__name__, True)
    failed = [name for name, right in held.items() if not right]
    print(f"Did not hold: {', '.join(failed)}" if failed else "All held.")
    raise SystemExit(bool(failed))


if __name__ == "__main__":
    main()
