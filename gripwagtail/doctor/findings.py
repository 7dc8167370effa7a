"""A finding of the doctor: how bad it is, what is wrong, how to fix it, and where.

``CODES`` is the one list of what it can find. A code never changes; each is explained in ``docs/doctor.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.core.checks import ERROR, INFO, WARNING

# Django's own levels, by the word that is printed and that ``--fail-level`` takes.
LEVELS: Final[Mapping[str, int]] = {"ERROR": ERROR, "WARNING": WARNING, "INFO": INFO}

CODES: Final[Mapping[str, int]] = {
    # A page of ours as the host's templates, middleware and urls make it.
    "page.crashed": ERROR,
    "page.no-address": ERROR,
    "page.host-refused": WARNING,
    "page.no-answer": ERROR,
    "page.other-answers": WARNING,
    "page.body-missing": ERROR,
    "page.css-missing": WARNING,
    "page.h1-missing": WARNING,
    "page.h1-several": WARNING,
    "page.main-missing": WARNING,
    "page.main-several": WARNING,
    "page.lang-missing": WARNING,
    "page.lang-wrong": WARNING,
    "page.title-missing": WARNING,
    "page.block-missing": WARNING,
    "page.frame-missing": WARNING,
    "page.container": INFO,
    "page.bare-rules": WARNING,
    "page.csp-style": WARNING,
    "page.csp-script": WARNING,
    "page.csp-words": WARNING,
    # What a browser shows, with --browser.
    "browser.hidden": ERROR,
    "browser.missing": ERROR,
    "browser.exit": ERROR,
    "browser.unreadable": ERROR,
    "browser.pale": WARNING,
    "browser.edge": WARNING,
    "browser.sideways": WARNING,
    "browser.looks": WARNING,
    "browser.empty-block": WARNING,
    "browser.failed": WARNING,
    # The contact page and the incident page, on which nobody may be seen.
    "quiet.third-party": ERROR,
    "quiet.third-party-script": WARNING,
    "quiet.cookie": WARNING,
    "quiet.referrer": WARNING,
    "quiet.cached": WARNING,
    # The pages of a school in the tree.
    "tree.not-allowed": WARNING,
    "tree.nothing": WARNING,
    "tree.type-nowhere": WARNING,
    "tree.source-missing": WARNING,
    "tree.source-draft": INFO,
    "tree.source-restricted": WARNING,
    "tree.source-several": ERROR,
    "tree.no-site": ERROR,
    "tree.incident-far": WARNING,
    # Settings, beside those that a numbered system check looks at.
    "settings.override-unused": WARNING,
    "settings.static-missing": ERROR,
    "settings.i18n-off": WARNING,
    "settings.i18n-middleware": WARNING,
    "settings.debug": INFO,
    "settings.cache-dummy": INFO,
    "settings.cache-small": WARNING,
    "settings.phone-missing": WARNING,
    "settings.number-shared": WARNING,
    "settings.site-address": ERROR,
    "settings.site-scheme": WARNING,
    "settings.admin-address": WARNING,
    "settings.sender": WARNING,
    "settings.time-zone": WARNING,
    "settings.error-page": INFO,
    # What is written on the pages.
    "content.damaged": ERROR,
    "content.helplines-missing": WARNING,
    "content.location-unknown": WARNING,
    "content.placeholder": WARNING,
    "content.refused": ERROR,
    "content.contact-expired": WARNING,
    "content.contact-unreachable": ERROR,
    "content.no-confidant": WARNING,
    "content.day-ahead": WARNING,
    "content.unread": WARNING,
    "content.unconfirmed": INFO,
    "content.remark": INFO,
    # A check of ours that could not finish.
    "doctor.crashed": ERROR,
}

# What comes first among what is as bad, because the rest follows from it.
CAUSES: Final = (
    "settings.site-address",
    "tree.no-site",
    "tree.source-several",
    "page.no-address",
    "tree.not-allowed",
    "tree.type-nowhere",
    "tree.nothing",
    "page.body-missing",
)


@dataclass(frozen=True, slots=True)
class DoctorFinding:
    """One thing that is wrong. ``place`` says where, ``site`` on which site; both may be empty."""

    level: int
    code: str
    message: str
    hint: str
    place: str = ""
    site: str = ""

    @property
    def severity(self) -> str:
        """The word for the level."""
        return next(word for word, level in LEVELS.items() if self.level >= level)

    def on(self, site: str) -> DoctorFinding:
        """The same on a site."""
        return replace(self, site=site)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        names = ("severity", "code", "message", "hint", "place", "site")
        return {name: getattr(self, name) for name in names}


def found(code: str, message: str, hint: str, place: str = "") -> DoctorFinding:
    """A finding under one of the known codes, at the level of that code."""
    return DoctorFinding(CODES[code], code, message, hint, place)


def order(finding: DoctorFinding) -> tuple[int, int, str]:
    """The worst first; among these a cause before its consequences."""
    place = CAUSES.index(finding.code) if finding.code in CAUSES else len(CAUSES)
    return -finding.level, place, finding.code


def once(findings: Iterable[DoctorFinding]) -> Iterator[DoctorFinding]:
    """Each finding the first time only."""
    yield from dict.fromkeys(findings)


__all__ = ["CAUSES", "CODES", "LEVELS", "DoctorFinding", "found", "once", "order"]
