"""Puts the ten questions to a site with other people's packages, in an environment of its own from PyPI.

    python -m tests.tools.companions               makes the environments in var/companions, asks, prints
    python -m tests.tools.companions --only cache  one of them
    python -m tests.tools.companions --write       also writes tests/companions.json and docs/kinds-of-sites.md
    python -m tests.tools.companions --in FOLDER   looks for the environments there, and makes what is missing

Part of the nightly run. The site is made by the package's own command where it has one, else by `wagtail start`; our
settings are those of the README, word for word. What is written down is what is expected, with what is known to be
wrong: the run ends with 1 when anything is worse than that, or better, as then the documentation is not true.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.readme import settings_snippet

ROOT: Final = Path(__file__).resolve().parents[2]
SEEN: Final = ROOT / "tests" / "companions.json"
QUESTIONS: Final = ROOT / "tests" / "tools" / "companion_questions.py"
_VERSIONS: Final = "import sys, importlib.metadata as m; print(', '.join(f'{n} {m.version(n)}' for n in sys.argv[1:]))"
OURS: Final = ("wagtail-localize", "bleach", "phonenumberslite", "segno", "tomli-w")


@dataclass(frozen=True)
class Companion:
    """Other people's packages, and how a site with them is made."""

    name: str
    label: str
    packages: Sequence[str]
    start: Sequence[str]
    settings: str
    # What is written below the settings, as the documentation of the packages says.
    extra: str = ""
    # The packages whose versions are told.
    told: Sequence[str] = ()
    # What GRIPWAGTAIL has besides the README.
    conf: Mapping[str, Any] = field(default_factory=dict)


COMPANIONS: Final = (
    Companion(
        "cache",
        "wagtail-cache and wagtailmenus",
        # wagtail-cache 3.0.0 does not start with Django 6.1.
        ("wagtail>=7.4.3", "Django<6.1", "wagtail-cache", "wagtailmenus"),
        ("wagtail", "start", "school", "."),
        "school/settings/base.py",
        """
INSTALLED_APPS = [*INSTALLED_APPS, "wagtailcache", "wagtail.contrib.settings", "wagtailmenus", "wagtail_modeladmin"]
try:
    import wagtail_modeladmin
except ImportError:
    INSTALLED_APPS.remove("wagtail_modeladmin")
MIDDLEWARE = ["wagtailcache.cache.UpdateCacheMiddleware", *MIDDLEWARE, "wagtailcache.cache.FetchFromCacheMiddleware"]
TEMPLATES[0]["OPTIONS"]["context_processors"].append("wagtailmenus.context_processors.wagtailmenus")
""",
        ("Django", "wagtail", "wagtail-cache", "wagtailmenus"),
    ),
    Companion(
        "crx",
        "CodeRedCMS",
        ("coderedcms", "wagtail>=7.4.3,<8"),
        ("coderedcms", "start", "school", "--sitename", "De Kwikstaart", "--domain", "www.kwikstaart.example"),
        "school/settings/base.py",
        told=("Django", "wagtail", "coderedcms"),
        conf={"BASE_TEMPLATE": "coderedcms/pages/web_page_notitle.html", "WRAP_MAIN": True},
    ),
)


def environment(companion: Companion, folder: Path) -> Path:
    """Its Python, made anew where it is not there, was not finished, or is for other packages."""
    home = folder / companion.name
    python, finished = home / "bin" / "python", home / "finished"
    packages = [*OURS, *companion.packages]
    if not (finished.exists() and finished.read_text(encoding="utf-8").splitlines() == packages):
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)
        finished.write_text("\n".join(packages), encoding="utf-8")
    return python


def ask(companion: Companion, folder: Path) -> dict[str, Any]:
    python = environment(companion, folder)
    with tempfile.TemporaryDirectory() as made:
        command = python.parent / companion.start[0]
        subprocess.run([command, *companion.start[1:]], cwd=made, check=True, stdout=subprocess.DEVNULL)
        root = next(path.parent for path in [Path(made, "manage.py"), *Path(made).glob("*/manage.py")] if path.exists())
        settings = root / companion.settings
        settings = settings if settings.exists() else next(root.glob("*/settings/base.py"))
        with settings.open("a", encoding="utf-8") as file:
            file.write(f"{companion.extra}\n{settings_snippet()}\nGRIPWAGTAIL |= {dict(companion.conf)!r}\n")
        dotted = ".".join([*settings.relative_to(root).parts[:-1], "dev"])
        seen = subprocess.run(
            [python, str(QUESTIONS)],
            cwd=root,
            env={**os.environ, "PYTHONPATH": f"{root}:{ROOT}", "DJANGO_SETTINGS_MODULE": dotted},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if seen.returncode:
            print(seen.stderr[-4000:], file=sys.stderr)
            raise SystemExit(f"{companion.name}: the site does not start")
        answer = json.loads(seen.stdout.splitlines()[-1])
    versions = subprocess.run(
        [python, "-c", _VERSIONS, *companion.told], capture_output=True, text=True, check=True
    ).stdout.strip()
    told = {"name": companion.name, "label": companion.label, "versions": versions, "conf": dict(companion.conf)}
    return {**told, **answer}


def differences(expected: Mapping[str, Any] | None, seen: Mapping[str, Any]) -> list[str]:
    """What is other than was written down, worse or better. Versions may be newer: that is what the night is for."""
    if expected is None:
        return ["nothing was written down yet"]
    told = []
    for question in dict.fromkeys((*expected["questions"], *seen["questions"])):
        before, now = (each["questions"].get(question, "not asked") or "right" for each in (expected, seen))
        if before != now:
            told.append(f"{question}: {now}, expected: {before}")
    told += [f"the doctor: {code} is new" for code in seen["doctor"] if code not in expected["doctor"]]
    told += [f"the doctor: {code} is gone" for code in expected["doctor"] if code not in seen["doctor"]]
    return told + ["other settings"] * (expected["conf"] != seen["conf"])


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.companions")
    parser.add_argument("--only", choices=[one.name for one in COMPANIONS])
    parser.add_argument("--in", dest="folder", type=Path, default=ROOT / "var" / "companions")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(argv)
    seen = {one["name"]: one for one in json.loads(SEEN.read_text(encoding="utf-8"))}
    other = 0
    for companion in COMPANIONS:
        if options.only in (None, companion.name):
            answer = ask(companion, options.folder)
            told = differences(seen.get(companion.name), answer)
            seen[companion.name] = answer
            for question, said in answer["questions"].items():
                print(f"[{companion.name}] {question}: {said or 'right'}")
            print(f"[{companion.name}] the doctor: {', '.join(answer['doctor']) or 'nothing is wrong'}", flush=True)
            for difference in told:
                print(f"[{companion.name}] <- other than written down: {difference}", flush=True)
            other += len(told)
    if options.write:
        kept = [seen[one.name] for one in COMPANIONS if one.name in seen]
        SEEN.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        subprocess.run([sys.executable, "-m", "tests.tools.shapes_table", "--write"], cwd=ROOT, check=True)
        return 0
    print("As written down." if not other else f"{other} differences: look at them, then --write.")
    return 1 if other else 0


if __name__ == "__main__":
    sys.exit(main())
