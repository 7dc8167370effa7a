"""Writes into docs/reference.md what each public template reads, and which blocks it has. --check only looks.

    python -m tests.tools.templates [--check]

A name that a template makes itself (of a loop, a ``with``, an ``as``) is none of its variables. What an included
template reads counts as read, unless the include says ``only``.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import gripwagtail
from tests.tools.compatibility import ROOT, put, table

PAGE: Final = ROOT / "docs" / "reference.md"
TEMPLATES: Final = Path(gripwagtail.__file__).parent / "templates"
# Those of the admin follow Wagtail's, and may change.
FOLDERS: Final = ("layouts", "pages", "blocks", "elements", "takeaway", "mirror", "mail")
# What a tag of ours takes from the context without being given it.
TAKEN: Final = {"grip_honest": {"source"}}
OF_DJANGO: Final = {"True", "False", "None", "block", "forloop"}


def names() -> list[str]:
    """The public templates, as a host overrides them."""
    return [
        path.relative_to(TEMPLATES).as_posix()
        for folder in FOLDERS
        for path in sorted((TEMPLATES / "gripwagtail" / folder).glob("*.html"))
    ]


def read_by(name: str) -> set[str]:
    """The variables that a template reads, by the first part of their name."""
    from django.template.loader import get_template

    template: Any = get_template(name)
    return _free(template.template.nodelist) - OF_DJANGO


def blocks_of(name: str) -> list[str]:
    """The blocks that a template has, in their order; not those of the template that it extends."""
    from django.template.loader import get_template
    from django.template.loader_tags import BlockNode

    template: Any = get_template(name)
    return [node.name for node in template.template.nodelist.get_nodes_by_type(BlockNode)]


def _free(value: Any) -> set[str]:
    """What is read of a node, an expression or a list of them, less what it names itself."""
    from django.template.base import FilterExpression, Node, Variable

    if isinstance(value, Variable):
        return {value.lookups[0]} if value.lookups else set()
    if isinstance(value, FilterExpression):
        inner = [value.var, *(part for _function, args in value.filters for is_name, part in args if is_name)]
        return set().union(*map(_free, inner))
    if isinstance(value, (list, tuple)):
        return set().union(*map(_free, value)) - set().union(*map(_named, value))
    if isinstance(value, dict):
        return set().union(*map(_free, value.values()))
    if isinstance(value, Node):
        return _free_in(value)
    # A condition of an {% if %} is a tree of its own.
    parts = [getattr(value, part, None) for part in ("first", "second", "value")]
    return set().union(*(_free(part) for part in parts if part is not None)) if hasattr(value, "lbp") else set()


def _free_in(node: Any) -> set[str]:
    from django.template.defaulttags import ForNode
    from django.template.loader_tags import IncludeNode
    from django.templatetags.i18n import BlockTranslateNode

    if isinstance(node, ForNode):
        inner = _free(node.nodelist_loop) - {*node.loopvars}
        return _free(node.sequence) | inner | _free(node.nodelist_empty)
    if isinstance(node, IncludeNode):
        given = _free(node.extra_context) | _free(node.template)
        if node.isolated_context or not isinstance(node.template.var, str):
            return given
        return given | (read_by(node.template.var) - set(node.extra_context))
    if isinstance(node, BlockTranslateNode):
        printed = {
            token.contents.split(".")[0].split("|")[0] for token in (*node.singular, *node.plural) if _is_var(token)
        }
        return _free(node.extra_context) | (printed - set(node.extra_context) - {node.countervar})
    held = [value for name, value in vars(node).items() if name not in ("origin", "token")]
    own = set(getattr(node, "extra_context", {}) or {})
    taken = TAKEN.get(getattr(getattr(node, "write", None), "__name__", ""), set())
    return (_free(held) - own) | taken


def _is_var(token: Any) -> bool:
    from django.template.base import TokenType

    return bool(token.token_type == TokenType.VAR)


def _named(node: Any) -> set[str]:
    """What a tag names for those that come after it: ``{% translate "…" as label %}``."""
    return {name for name in (getattr(node, "asvar", None), getattr(node, "target_var", None)) if isinstance(name, str)}


def rows() -> Iterator[tuple[str, str, str]]:
    for name in names():
        cells = (sorted(read_by(name)), blocks_of(name))
        yield (
            f"`{name.removeprefix('gripwagtail/')}`",
            *(", ".join(f"`{one}`" for one in cell) or "–" for cell in cells),
        )


def _cell(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "–"


def text() -> str:
    return table(("Template", "Reads", "Blocks"), *rows())


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.tools.templates", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--check", action="store_true", help="write nothing, and fail when something would change")
    options = parser.parse_args(argv)

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.hosts.default.settings")
    import django

    django.setup()
    before = PAGE.read_text(encoding="utf-8")
    after = put(before, "templates", text())
    if options.check:
        print("The table of templates is up to date." if before == after else "The table of templates is old.")
        return int(before != after)
    PAGE.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
