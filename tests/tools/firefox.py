"""Drives the Firefox of this machine, without a driver: Marionette is a socket that takes JSON."""

from __future__ import annotations

import base64
import contextlib
import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

NAMES: Final = ("firefox-esr", "firefox")
MISSING: Final = "no Firefox was found"
PREFS: Final[Mapping[str, Any]] = {
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "ui.prefersReducedMotion": 1,
}
PATIENCE: Final = 120
CENTIMETRES: Final = {"width": 21.0, "height": 29.7}


def find_firefox() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Firefox:
    """One tab, in a profile of its own."""

    def __init__(self, connection: socket.socket) -> None:
        self._stream = connection.makefile("rwb")
        self._number = 0
        self._read()
        self.command("WebDriver:NewSession", {"capabilities": {}})

    def command(self, name: str, values: Any = None) -> Any:
        self._number += 1
        text = json.dumps([0, self._number, name, values or {}]).encode()
        self._stream.write(b"%d:%s" % (len(text), text))
        self._stream.flush()
        _kind, _number, problem, answer = self._read()
        if problem:
            raise RuntimeError(f"{name}: {problem['message']}")
        return answer

    def _read(self) -> Any:
        length = b""
        while (byte := self._stream.read(1)) not in (b":", b""):
            length += byte
        return json.loads(self._stream.read(int(length)))

    def go(self, address: str) -> None:
        self.command("WebDriver:Navigate", {"url": address})

    def run(self, script: str) -> None:
        self.command("WebDriver:ExecuteScript", {"script": script, "args": [], "newSandbox": False})

    def paper(self) -> bytes:
        """What it prints on A4 as somebody would who changes nothing, as PDF."""
        margin = dict.fromkeys(("top", "bottom", "left", "right"), 1.0)
        return base64.b64decode(self.command("WebDriver:Print", {"page": CENTIMETRES, "margin": margin})["value"])


@contextlib.contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """A headless Firefox with a new profile in this folder. ``RuntimeError`` without one, or when it does not start."""
    path = find_firefox()
    if path is None:
        raise RuntimeError(MISSING)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    lines = [
        f"user_pref({json.dumps(name)}, {json.dumps(value)});"
        for name, value in {**PREFS, "marionette.port": port}.items()
    ]
    (folder / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = [path, "--headless", "--no-remote", "--marionette", "--remote-allow-system-access", "--profile", folder]
    with (folder / "firefox.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            with _connect(port, process) as connection:
                yield Firefox(connection)
        finally:
            process.terminate()
            process.wait()


def _connect(port: int, process: subprocess.Popen[bytes]) -> socket.socket:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError):
            return socket.create_connection(("127.0.0.1", port), PATIENCE)
        time.sleep(0.2)
    raise RuntimeError("Firefox does not start.")
