"""Real web servers with the lines of docs/mirror.md, before an application that is well, broken, hanging or gone."""

from __future__ import annotations

import contextlib
import os
import pwd
import re
import shutil
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.tools.cluster import free_port, wait_for

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "mirror.md").read_text(encoding="utf-8")
PROGRAMS = {"nginx": "nginx", "apache": "apache2", "caddy": "caddy"}
# Where the modules of Apache are; another place by APACHE_MODULES.
MODULES = os.environ.get("APACHE_MODULES", "/usr/lib/apache2/modules")
# In seconds: where something is down, and where it hangs.
SOON, LATE = 1.0, 3.0
NEEDED = (*("mpm_event", "authz_core", "mime", "dir", "env", "headers", "rewrite", "proxy", "proxy_http"),)


def program(server: str) -> str | None:
    return shutil.which(PROGRAMS[server]) or shutil.which(PROGRAMS[server], path="/usr/sbin")


def lines(server: str) -> list[str]:
    """The blocks of the page for this server."""
    return re.findall(rf"^```{server}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@dataclass
class Heard:
    """An answer, and how long it took."""

    status: int
    headers: Mapping[str, str]
    text: str
    seconds: float


class Application(BaseHTTPRequestHandler):
    """Answers as it is told to: well, broken, or not before a hanging one is let go of."""

    how = "well"
    released = threading.Event()

    def do_GET(self) -> None:
        if self.how == "hanging":
            self.released.wait(20)
        body = b"the application"
        self.send_response(503 if self.how == "broken" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.do_GET()

    def log_message(self, *args: object) -> None:
        pass


@dataclass
class Front:
    """A web server, and the port at which it looks for the application."""

    server: str
    address: str
    application: int
    mirror: Path

    def ask(self, path: str, **headers: str) -> Heard:
        return self._ask(urllib.request.Request(self.address + path, headers={"Host": "school.example", **headers}))  # noqa: S310

    def post(self, path: str) -> Heard:
        return self._ask(urllib.request.Request(self.address + path, data=b"x=1", headers={"Host": "school.example"}))  # noqa: S310

    def _ask(self, request: urllib.request.Request) -> Heard:
        started = time.monotonic()
        try:
            response = urllib.request.urlopen(request, timeout=20)  # noqa: S310
        except urllib.error.HTTPError as error:
            response = error
        with response:
            text = response.read().decode()
            return Heard(response.status, dict(response.headers), text, time.monotonic() - started)

    @contextlib.contextmanager
    def before(self, how: str) -> Iterator[None]:
        """With the application behind it like this; "gone" is nothing at all."""
        if how == "gone":
            yield
            return
        Application.how = how
        Application.released.clear()
        with ThreadingHTTPServer(("127.0.0.1", self.application), Application) as application:
            serving = threading.Thread(target=application.serve_forever)
            serving.start()
            try:
                yield
            finally:
                Application.released.set()
                application.shutdown()
                serving.join()


@contextlib.contextmanager
def running(server: str, mirror: Path, folder: Path, application: int = 0, always: bool = True) -> Iterator[Front]:
    """The server with the lines of the documentation, and this mirror.

    It looks for the application at that port, else at a free one. ``always``: with what gives the quiet pages from the
    mirror always, which nginx alone has.
    """
    for place in (folder, *folder.parents):
        if "pytest" in place.name:
            place.chmod(0o755)
    port, application = free_port(), application or free_port()
    found = lines(server)
    inside = found[0].rstrip().removesuffix("}") + found[1] + "}\n" if always and len(found) > 1 else found[0]
    inside = inside.replace("/srv/school/mirror", str(mirror))
    inside = inside.replace("127.0.0.1:8000", f"127.0.0.1:{application}")
    command = {"nginx": _nginx, "apache": _apache, "caddy": _caddy}[server](inside, port, application, folder)
    log = (folder / "log").open("wb")
    with log, subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "HOME": str(folder)}) as process:
        try:
            wait_for(port)
            yield Front(server, f"http://127.0.0.1:{port}", application, mirror)
        finally:
            process.terminate()
            process.wait(20)


def _nginx(inside: str, port: int, application: int, folder: Path) -> list[str]:
    inside = inside.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config = folder / "nginx.conf"
    config.write_text(
        f"user {pwd.getpwuid(os.getuid()).pw_name};\npid {folder}/nginx.pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{temporary}upstream school {{ server 127.0.0.1:{application} fail_timeout=0; }}\n"
        f"{inside}}}\n",
        encoding="utf-8",
    )
    return [program("nginx") or "", "-p", str(folder), "-c", str(config), "-g", "daemon off;"]


def _apache(inside: str, port: int, application: int, folder: Path) -> list[str]:
    loaded = "".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so\n" for name in NEEDED)
    (folder / "types").write_text("")
    config = folder / "apache.conf"
    config.write_text(
        f"ServerRoot {folder}\nPidFile {folder}/apache.pid\nDefaultRuntimeDir {folder}\nListen 127.0.0.1:{port}\n"
        f"ServerName school.example\n{loaded}TypesConfig {folder}/types\nErrorLog {folder}/errors\n"
        f"{inside.replace('*:443', f'127.0.0.1:{port}')}",
        encoding="utf-8",
    )
    return [program("apache") or "", "-f", str(config), "-D", "FOREGROUND"]


def _caddy(inside: str, port: int, application: int, folder: Path) -> list[str]:
    config = folder / "Caddyfile"
    inside = inside.replace("school.example {", f"http://school.example:{port} {{", 1)
    config.write_text(f"{{\n    admin off\n    auto_https off\n}}\n{inside}", encoding="utf-8")
    return [program("caddy") or "", "run", "--config", str(config), "--adapter", "caddyfile"]
