"""Rules that hold for every line of the package: who may say that text is safe, and how templates are written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "gripwagtail"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(PACKAGE.glob("templates/**/*.*"))
SCRIPTS = sorted(PACKAGE.glob("static/**/*.js"))

# What turns a text into HTML that nobody escapes any more.
MARKERS = {"mark_safe", "SafeText", "SafeString", "safe", "html_safe", "Markup"}
MAY_MARK = {"sanitize.py"}
# What runs text as code, or reads a file or an address that somebody typed.
DANGEROUS = {"eval", "exec", "compile", "__import__", "urlopen", "urlretrieve"}
HTML = re.compile(r"(?<!\?P)<\s*/?\s*[a-zA-Z][^>]*>")


def named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield node, name


def marked(source: str) -> list[int]:
    """The lines that mark a text as safe. An empty text is safe by itself."""
    found = []
    for node, name in calls(ast.parse(source)):
        is_empty = [getattr(argument, "value", None) for argument in node.args] == [""]
        if name in MARKERS and node.args and not is_empty:
            found.append(node.lineno)
    return found


def built(source: str) -> list[int]:
    """The lines that build HTML from pieces, where a template would have escaped them."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            fixed = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
            is_html = HTML.search(fixed) is not None and any(
                isinstance(part, ast.FormattedValue) for part in node.values
            )
        elif isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mod, ast.Add)):
            sides = [side.value for side in (node.left, node.right) if isinstance(side, ast.Constant)]
            is_html = any(isinstance(side, str) and HTML.search(side) for side in sides)
        else:
            continue
        if is_html:
            found.append(node.lineno)
    return found


def test_there_is_something_to_guard() -> None:
    assert len(MODULES) > 100
    assert len(TEMPLATES) > 50
    assert len(SCRIPTS) > 3


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_only_the_sanitiser_says_that_text_is_safe(path: Path) -> None:
    if named(path) not in MAY_MARK:
        assert marked(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_html_is_made_in_templates_and_in_the_sanitiser_alone(path: Path) -> None:
    if named(path) not in MAY_MARK:
        assert built(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_text_is_run_and_no_address_of_an_editor_is_fetched(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    builtin = {node.func.id for node, name in calls(tree) if isinstance(node.func, ast.Name) and name in DANGEROUS}
    assert builtin == set()
    imported = {
        name.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in (node.names if isinstance(node, ast.Import) else [ast.alias(node.module or "")])
    }
    assert not imported & {"subprocess", "pickle", "marshal", "requests", "httpx", "socket", "yaml"}


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_escapes_everything_and_quotes_every_attribute(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*(safe|safeseq|escapejs)\b", text)
    assert not re.search(r"{%\s*(autoescape|filter)\b", text)
    # What stands after "=" in a tag: a quote, and nothing that could end it.
    plain = re.sub(r"{%.*?%}|{#.*?#}", "", text, flags=re.DOTALL)
    for tag in re.findall(r"<[a-zA-Z][^<>]*>", re.sub(r"{{.*?}}", "VALUE", plain, flags=re.DOTALL)):
        assert not re.search(r"\s[\w:-]+=(?![\"'])", re.sub(r"\"[^\"]*\"|'[^']*'", '""', tag)), tag


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_holds_no_code_no_style_and_no_handler(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=", text, re.IGNORECASE)


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_no_text_of_an_editor_names_a_class_an_id_or_an_attribute(path: Path) -> None:
    """Keys and numbers of ours may; a title or a label may not."""
    text = path.read_text(encoding="utf-8")
    for value in re.findall(r'\s(?:class|id|name|for)="([^"]*)"', text):
        for printed in re.findall(r"{{\s*([\w.]+)", value):
            assert not re.search(r"(?:^|\.)(?:title|label|name|text|intro|organisation|about)$", printed), (
                value,
                printed,
            )


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_a_script_writes_no_html_and_keeps_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|localStorage|sessionStorage"
    )
    assert not re.search(forbidden + r"|document\.cookie|pushState|replaceState|sendBeacon", text)


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("mark_safe(text)", [1]),
        ("x = 1\nSafeString(html)", [2]),
        ('SafeString("")', []),
        ("isinstance(found, SafeString)", []),
    ],
)
def test_the_guard_sees_who_marks_text(source: str, lines: list[int]) -> None:
    assert marked(source) == lines


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('f"<b>{name}</b>"', [1]),
        ('"<a href=%s>" % url', [1]),
        ('"<p>" + text', [1]),
        ('f"{low} < {high}"', []),
        ('f"{one}, {other}"', []),
    ],
)
def test_the_guard_sees_who_builds_html(source: str, lines: list[int]) -> None:
    assert built(source) == lines
