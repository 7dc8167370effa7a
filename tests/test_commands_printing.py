"""What our commands print: text, whatever somebody typed into a title or packed into a zip, in any encoding."""

from __future__ import annotations

import ast
import io
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.core.management.color import no_style

import gripwagtail
from gripwagtail.management.base import SafeCommand
from gripwagtail.packs.exporting import export
from gripwagtail.packs.writing import write
from tests import factories as make

pytestmark = pytest.mark.broad

FOLDER = Path(gripwagtail.__file__).parent / "management" / "commands"
COMMANDS = sorted(path.stem for path in FOLDER.glob("gripwagtail_*.py"))
# Renames a window, clears a screen, turns a line round, writes over it; and what only UTF-8 can hold.
EVIL = "\x1b]0;pwned\x07\x1b[2J\x9b31m\r\x08\u202eonveilig\u2028→ “é” ☎ 👍🏽"
NAME = f"Joris{EVIL}Denkbeeld"
OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u202a-\u202e\u2066-\u2069]")


def test_every_command_of_ours_prints_through_the_safe_base() -> None:
    assert len(COMMANDS) >= 7
    for name in COMMANDS:
        command = import_module(f"gripwagtail.management.commands.{name}").Command
        assert issubclass(command, SafeCommand), name


@pytest.mark.parametrize("path", sorted(FOLDER.parent.rglob("*.py")), ids=lambda path: path.name)
def test_nothing_is_printed_past_it(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    attributes = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    allowed = {"input"} if path.name == "base.py" else set()
    assert called & {"print", "input", "OutputWrapper"} <= allowed
    assert not attributes & {"sys.stdout", "sys.stderr", "os.write"}


# --- any title, any file ------------------------------------------------------------


@pytest.fixture
def school(db: None) -> dict[str, Any]:
    home = make.home_page(title=f"School{EVIL}")
    pages = make.five_pages(home)
    for page in pages.values():
        page.title = f"Pagina{EVIL}"
        page.save_revision(clean=False).publish()
    card = make.contact(
        kind="person", name=NAME, label=f"juf{EVIL}", told_on="2026-09-01", email="kapot", phones=["07"]
    )
    make.set_items(pages["contact"], "contacts", [card, make.contact(label=f"Zorg{EVIL}", valid_until="2020-01-01")])
    # A draft of the host that names the person, and a block of ours.
    make.home_page(home, title=f"Nieuws{EVIL}", body=[make.block("contacts"), make.item("paragraph", f"<p>{NAME}</p>")])  # type: ignore[arg-type]
    row = make.helpline(name=f"Lijn{EVIL}", does=f"Doet{EVIL}", phones="kapot\x1b[2J")
    row.shipped = {"does": "Nieuw", "before": {"does": "Oud"}}
    row.save()
    make.settings_of(school_name=f"School{EVIL}")
    return {**pages, "home": home}


def _evil_zip(folder: Path) -> str:
    path = folder / "pack.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name in (f"a{EVIL}.toml", "\x1b[2Jb.exe", "../c\x1b[2J"):
            packed.writestr(name, "x = 1")
    return str(path)


def _exported(home: Any, folder: Path) -> str:
    write(folder / "pack", export(home, f"naam{EVIL}", "1", drafts=True, contacts=True).documents)
    return str(folder / "pack")


def _sheet(folder: Path) -> str:
    path = folder / "schools.csv"
    path.write_text(f"school_name,parent\nSchool{EVIL.replace(chr(13), '')},geen\x1b[2J\n", encoding="utf-8")
    return str(path)


def runs(school: dict[str, Any], folder: Path) -> Iterator[tuple[str, ...]]:
    """Every command in every way in which it prints something of what somebody typed."""
    home = school["home"]
    parent = ("--parent", str(home.pk))
    yield ("doctor",)
    yield ("doctor", "--content")
    yield ("doctor", "--content", "--format", "csv")
    yield ("doctor", "--content", "--format", "json")
    yield ("doctor", "--site", f"geen{EVIL}")
    yield ("erase", "--name", NAME)
    yield ("erase", "--name", NAME, "--erase", "--confirm", "mis")
    yield ("erase", "--email", f"geen adres{EVIL}")
    yield ("helplines", "check")
    yield ("helplines", "update", "--dry-run")
    yield ("helplines", "export")
    yield ("helplines", "export", "--format", "csv")
    yield ("pack", "check", _evil_zip(folder))
    yield ("pack", "check", f"geen{EVIL.replace(chr(0), '')}")
    yield ("pack", "import", _evil_zip(folder), *parent)
    yield ("pack", "export", str(folder / "uit"), "--dry-run", "--drafts", "--with-contacts", *parent)
    yield ("pack", "import", _exported(home, folder), "--dry-run", *parent)
    yield ("remind", "--dry-run", "--base-url", "https://kwikstaart.example")
    yield ("start", "--dry-run", *parent)
    yield ("start", "--check", *parent)
    yield ("start", "--from", _sheet(folder), "--dry-run")
    yield ("start", "--undo", "--dry-run", *parent)
    yield ("start", "--site", f"geen{EVIL}")
    yield ("uninstall",)
    yield ("uninstall", "--move-to", str(home.pk))


def printed(args: tuple[str, ...], encoding: str, **options: Any) -> str:
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="") for _each in range(2))
    said = ""
    try:
        call_command(f"gripwagtail_{args[0]}", *args[1:], stdout=out, stderr=err, **options)
    except CommandError as error:
        said = str(error)
    for stream in (out, err):
        stream.flush()
        said += stream.buffer.getvalue().decode(encoding)
    return said


def test_no_command_prints_what_a_terminal_obeys(school: dict[str, Any], tmp_path: Path) -> None:
    make.editor()
    silent = []
    for args in runs(school, tmp_path):
        said = printed(args, "utf-8")
        assert OBEYED.findall(said) == [], args
        if "pwned" not in said and "[2J" not in said:
            silent.append(args[:2])
    # These have nothing to say about what somebody typed.
    assert len(silent) <= 6, silent


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp850", "utf-8"])
def test_no_command_fails_on_the_encoding_of_a_terminal(school: dict[str, Any], tmp_path: Path, encoding: str) -> None:
    make.editor()
    for args in runs(school, tmp_path):
        assert printed(args, encoding).strip(), args


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_data_is_the_same_in_every_encoding(school: dict[str, Any], encoding: str) -> None:
    row = json.loads(printed(("helplines", "export"), encoding))[0]
    assert row["does"] == f"Doet{EVIL}"


# --- colours ------------------------------------------------------------------------


class _Terminal(io.StringIO):
    encoding = "utf-8"  # type: ignore[assignment]

    def isatty(self) -> bool:
        return True


def _said_by(handle: Callable[[SafeCommand], None], **options: Any) -> str:
    class Command(SafeCommand):
        requires_system_checks: list[str] = []

        def handle(self, *args: Any, **options: Any) -> None:
            handle(self)

    out = _Terminal()
    call_command(Command(), stdout=out, stderr=out, **options)
    return out.getvalue()


def test_colours_of_a_command_stay_and_those_of_a_text_do_not() -> None:
    text = "\x1b[31mrood\x1b[0m"

    def handle(command: SafeCommand) -> None:
        command.stdout.write(command.style.ERROR(text))
        command.stdout.write(f"{command.style.WARNING(text)} en {text}")
        command.stdout.write(text, command.style.NOTICE)
        command.stderr.write(text)

    said = _said_by(handle, force_color=True)
    assert len(re.findall(r"\x1b\[[\d;]+m[^\x1b]*rood[^\x1b]*\x1b\[0m", said)) == 3
    assert said.count("\ufffd[31mrood\ufffd[0m") == 5
    assert said.count("\x1b") == 6
    assert "\x1b" not in _said_by(handle, no_color=True)


def test_the_lines_of_a_form_stay_lines_and_end_with_one_sign() -> None:
    assert _said_by(lambda command: command.stdout.write("een\r\ntwee\r"), no_color=True) == "een\ntwee\n"


def test_the_styles_of_django_stay_as_they_were() -> None:
    SafeCommand(no_color=True)
    assert no_style().ERROR("\x1b") == "\x1b"


def test_a_question_is_safe_and_nobody_is_asked_where_nobody_is(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def handle(command: SafeCommand) -> None:
        asked.append(command.ask(f"Weet je het {EVIL}? "))

    monkeypatch.setattr(sys, "stdin", io.StringIO("ja\n"))
    assert OBEYED.findall(_said_by(handle)) == []
    monkeypatch.setattr(sys, "stdin", _Terminal("ja\n"))
    said = _said_by(handle)
    assert "Weet je het" in said
    assert OBEYED.findall(said) == []
    assert asked == ["", "ja"]
