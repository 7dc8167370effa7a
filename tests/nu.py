"""The Nu HTML checker, a Java program in the npm package vnu-jar: ``npm install vnu-jar`` anywhere.

The jar is named in GRIP_VNU_JAR, or is in ``node_modules`` of this folder or of ``~/.cache/gripwagtail``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
JAR: Final = Path("node_modules", "vnu-jar", "build", "dist", "vnu.jar")


def find_jar() -> Path | None:
    if named := os.environ.get("GRIP_VNU_JAR"):
        return Path(named) if Path(named).is_file() else None
    return next((path for path in (ROOT / JAR, Path.home() / ".cache" / "gripwagtail" / JAR) if path.is_file()), None)


def missing() -> str:
    """What there is not on this machine to run it; empty where it runs."""
    if not shutil.which("java"):
        return "Java"
    return "" if find_jar() else "vnu.jar (npm install vnu-jar, and GRIP_VNU_JAR=path)"


def errors(files: Iterable[Path]) -> list[dict[str, Any]]:
    """What it finds wrong in these files, each with the name of its file as ``file``."""
    command = ["java", "-jar", str(find_jar()), "--format", "json", "--stdout", "--exit-zero-always"]
    done = subprocess.run(
        [*command, *map(str, files)], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=True
    )
    return [
        {**message, "file": Path(message.get("url", "")).name}
        for message in json.loads(done.stdout)["messages"]
        # A warning is an "info": role="list" has one, and Safari needs it where the bullets are hidden.
        if message["type"] != "info"
    ]
