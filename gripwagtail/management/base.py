"""The base of our commands: whatever they print is text for any terminal, in any encoding.

A title, the name of a file in somebody's pack or the message of an error may contain what a terminal obeys. Commands
paint words as well, with the same characters. So what paints marks its own with a word that nobody can guess,
everything else is made safe, and only then the marks become colours.
"""

from __future__ import annotations

import json
import re
import secrets
import sys
from argparse import ArgumentTypeError
from collections.abc import Callable
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.utils.translation import gettext as _

from ..text.terminal_safe import encodable, escaped_in_json, terminal_safe

_ESCAPE: Final = "\x1b"
# So much of what somebody typed is said back.
_SHOWN: Final = 80
_MARK: Final = f"\N{REPLACEMENT CHARACTER}{secrets.token_hex(16)}"


def _marking(paint: Callable[[str], str]) -> Callable[[str], str]:
    def painted(text: object) -> str:
        return paint(terminal_safe(str(text))).replace(_ESCAPE, _MARK)

    return painted


class _Style:
    """The styles of Django, which mark what they add."""

    def __init__(self, style: Any) -> None:
        self._style = style

    def __getattr__(self, name: str) -> Callable[[str], str]:
        return _marking(getattr(self._style, name))


class _Output(OutputWrapper):
    """Nothing goes past it: text is made safe here, and never fails on an encoding."""

    _out: Any
    _style_func: Any

    def write(self, msg: object = "", style_func: Any = None, ending: str | None = None) -> Any:
        ending = self.ending if ending is None else ending
        text = str(msg)
        if ending and not text.endswith(ending):
            text += ending
        # Lines of a form and of CSV end with two signs, of which a terminal needs the last.
        text = terminal_safe((style_func or self._style_func)(text.replace("\r\n", "\n"))).replace(_MARK, _ESCAPE)
        self._out.write(encodable(text, encoding_of(self)))


def encoding_of(output: Any) -> str:
    """That of a file or terminal; what is in memory takes everything."""
    found = getattr(output._out, "encoding", None)
    return found if isinstance(found, str) else "utf-8"


class SafeCommand(BaseCommand):
    """A command whose ``stdout``, ``stderr``, styles, questions and errors are safe for any terminal."""

    # Django replaces these three between the making of a command and its work.
    @property
    def stdout(self) -> Any:
        return self._stdout

    @stdout.setter
    def stdout(self, given: Any) -> None:
        self._stdout = _safe(given)

    @property
    def stderr(self) -> Any:
        return self._stderr

    @stderr.setter
    def stderr(self, given: Any) -> None:
        self._stderr = _safe(given)

    @property
    def style(self) -> Any:
        return self._style

    @style.setter
    def style(self, given: Any) -> None:
        self._style = _Style(given)

    def execute(self, *args: Any, **options: Any) -> Any:
        try:
            return super().execute(*args, **options)
        except CommandError as error:
            # Whoever calls a command from code prints it in a way of their own.
            error.args = tuple(terminal_safe(arg) if isinstance(arg, str) else arg for arg in error.args)
            raise

    def ask(self, question: str) -> str:
        """The answer of who is at the terminal; nothing where nobody is."""
        if not sys.stdin.isatty():
            return ""
        self.stdout.write(question, ending="")
        self.stdout.flush()
        return input()

    def write_json(self, value: object) -> None:
        """As text for people where the output can show it, else with escapes, so that nothing of it is lost."""
        plain = encoding_of(self.stdout).lower().replace("-", "") == "utf8"
        self.stdout.write(escaped_in_json(json.dumps(value, ensure_ascii=not plain, indent=2)))


def page_number(text: str) -> int:
    """For an option that names a page. A title or an address is refused, with where the number is to be found."""
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise ArgumentTypeError(
            _("“%(text)s” is not the number of a page. That is in the address where you edit it: pages/NUMBER/edit/")
            % {"text": text[:_SHOWN]}
        )
    return int(text)


def _safe(given: Any) -> _Output:
    if isinstance(given, _Output):
        return given
    is_wrapped = isinstance(given, OutputWrapper)
    made = _Output(given._out if is_wrapped else given, given.ending if is_wrapped else "\n")
    if is_wrapped:
        made._style_func = given._style_func
    return made


__all__ = ["SafeCommand", "page_number"]
