"""Small pieces of HTML that stand on a page many times, each rendered once.

On a page with twenty situations for three readers the same sentences and the same phone
links occur some sixty times; rendering them again each time costs more than all the rest.
"""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .. import safety
from ..content.contact import Contact, School
from ..content.helplines import Helpline
from .elements import element


def said(key: str, language: str) -> SafeString:
    """A sentence of the package, with the Dutch beside it while it is unchecked."""
    if settings.DEBUG:
        return _said(key, language)
    return _kept_said(key, language)


def _said(key: str, language: str) -> SafeString:
    return render_to_string("gripwagtail/elements/sentence.html", {"sentence": safety.sentence(key, language)})


# The sentences are constants: they change with a release, never while we run.
_kept_said = lru_cache(maxsize=512)(_said)


class HelpLines:
    """The short lines "who helps you" of one page: each service and contact once."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str], SafeString] = {}

    def helpline(self, line: Helpline, audience: str) -> SafeString:
        chat_first = audience == "pupil"
        key = (f"line.{line.key}", str(chat_first))
        if key not in self._lines:
            self._lines[key] = element("help_line", {"line": line, "chat_first": chat_first})
        return self._lines[key]

    def contact(self, contact: Contact) -> SafeString:
        key = ("contact", contact.id)
        if key not in self._lines:
            self._lines[key] = element("help_contact", {"contact": contact})
        return self._lines[key]

    def school(self, school: School) -> SafeString:
        key = ("school", "")
        if key not in self._lines:
            self._lines[key] = element("help_school", {"school": school})
        return self._lines[key]
