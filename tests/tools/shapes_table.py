"""Writes the tables in docs/kinds-of-sites.md: what each shape of a site takes, and what was seen with other packages.

python -m tests.tools.shapes_table            prints them
python -m tests.tools.shapes_table --write    writes them into docs/kinds-of-sites.md
"""

from __future__ import annotations

import ast
import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.shapes import Shape

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs" / "kinds-of-sites.md"
SEEN = ROOT / "tests" / "companions.json"


def _value(value: Any) -> str:
    return str(value) if isinstance(value, bool) else json.dumps(value)


def written(conf: Mapping[str, Any]) -> str:
    """Settings as they would be written."""
    return f"`{', '.join(f'{json.dumps(key)}: {_value(value)}' for key, value in conf.items())}`" if conf else "none"


def settings_of(shape: Shape) -> str:
    """What a host of that shape adds to its settings, as it would be written."""
    return written(shape.conf)


def verdict(codes: Iterable[str]) -> str:
    return ", ".join(f"`{code}`" for code in sorted(codes)) or "nothing is wrong"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def python_of(host: str) -> str:
    """How many page types a host of the suite writes on our mixins, and in how many lines one without wishes."""
    tree = ast.parse((ROOT / "tests" / "hosts" / host / "school" / "models.py").read_text(encoding="utf-8"))
    types = [
        node
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        if any(isinstance(base, ast.Name) and base.id.endswith("Mixin") for base in node.bases)
    ]
    return f"{len(types)} classes of {min(1 + len(node.body) for node in types)} lines"


def table() -> str:
    """The shapes. Each has no field for Python, and tests/test_shapes.py takes each out without a row left."""
    from tests.shapes import BASE_PAGE, SHAPES, TRUE_OF_HOSTS

    lines = [
        "| The site | Settings besides those of the README | Python | The doctor | In a browser | Taken out |",
        "|---|---|---|---|---|---|",
        *(
            _row(shape.label, settings_of(shape), "none", verdict(shape.doctor), verdict(shape.browser), "whole")
            for shape in SHAPES
        ),
        # By tests/contract on that host: test_doctor, test_seen (no finding of a browser on any host), test_leaving.
        _row(
            "Wagtail 8's own base page",
            written(getattr(import_module(f"tests.hosts.{BASE_PAGE}.settings"), "GRIPWAGTAIL", {})),
            f"{python_of(BASE_PAGE)} (see the [quick start](quick-start.md#pages-of-your-own))",
            verdict(TRUE_OF_HOSTS.get(BASE_PAGE, ())),
            verdict(()),
            "what is ours; your page types are yours",
        ),
    ]
    return "\n".join(lines)


def companions() -> str:
    """What was seen with other people's packages, as last written down."""
    seen: list[dict[str, Any]] = json.loads(SEEN.read_text(encoding="utf-8"))
    lines = ["| With | Versions | Settings besides | Python | Right | The doctor |", "|---|---|---|---|---|---|"]
    for one in seen:
        right = sum(each == "" for each in one["questions"].values())
        wrong = "; ".join(f"{name}: {said}" for name, said in one["questions"].items() if said)
        count = f"{right} of {len(one['questions'])}" + (f": {wrong}" if wrong else "")
        cells = (one["label"], one["versions"], written(one["conf"]), "none", count, verdict(one["doctor"]))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.hosts.default.settings")
    django.setup()
    if "--write" not in sys.argv:
        print(table(), companions(), sep="\n\n")
        return
    text = DOCS.read_text(encoding="utf-8")
    for name, made in (("shapes", table()), ("companions", companions())):
        between = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- end -->)", re.DOTALL)
        text = between.sub(lambda _old, made=made: f"{made}\n", text, count=1)  # type: ignore[misc]
    DOCS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
