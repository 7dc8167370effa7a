"""wagtail-localize is a declared dependency, and nothing breaks where it is not there."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import gripwagtail

PACKAGE = Path(gripwagtail.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

WITHOUT = """
import sys
sys.modules["wagtail_localize"] = None  # as if it were not installed
import django
django.setup()
from django.core.management import call_command
call_command("check", fail_level="WARNING")
from gripwagtail.pages.models import GripContactPage
print(len(GripContactPage.grip_facts))
assert not [name for name in sys.modules if name.startswith("wagtail_localize.")]
"""


def imports_at_start(tree: ast.Module) -> Iterator[str]:
    """The modules that are imported as soon as this one is: not inside a function."""
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            todo.extend(ast.iter_child_nodes(node))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_imports_it_at_its_start(path: Path) -> None:
    found = list(imports_at_start(ast.parse(path.read_text(encoding="utf-8"))))
    assert not [name for name in found if name.startswith("wagtail_localize")]


def test_an_import_at_the_start_is_noticed() -> None:
    tree = ast.parse("class A:\n    from wagtail_localize.fields import X\ndef f():\n    import wagtail_localize.y")
    assert list(imports_at_start(tree)) == ["wagtail_localize.fields"]


@pytest.mark.slow
def test_a_site_starts_where_it_is_not_installed() -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.hosts.plain.settings"}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT],
        env=environment,
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
