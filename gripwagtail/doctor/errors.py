"""What went wrong in code that is not ours, reported in one line: the host may do anything, the doctor goes on."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from .findings import DoctorFinding, found

# A host may even stop the process from within a view.
ANYTHING: Final = (Exception, SystemExit)

_LIBRARIES: Final = ("site-packages", "dist-packages")
_OWN: Final = str(Path(__file__).resolve().parent.parent)


def last_line(error: BaseException) -> str:
    """The last line of the trace, with the last place in it that is neither a library nor ours."""
    line = "".join(traceback.format_exception_only(error)).strip().splitlines()[-1]
    frames = traceback.extract_tb(error.__traceback__)
    theirs = [frame for frame in frames if not _is_library(frame.filename)]
    frame = next(reversed(theirs or list(frames)), None)
    return f"{line} ({frame.filename}:{frame.lineno})" if frame else line


def _is_library(filename: str) -> bool:
    return filename.startswith((_OWN, "<")) or any(name in filename for name in _LIBRARIES)


def run_safely(what: str, examine: Callable[..., Iterable[DoctorFinding]], *about: Any) -> list[DoctorFinding]:
    """The findings of an examination; when it fails, what it found so far and where it ended."""
    findings: list[DoctorFinding] = []
    try:
        # A query that failed would spoil the transaction for the next examination.
        with transaction.atomic():
            for finding in examine(*about):
                findings.append(finding)
    except ANYTHING as error:
        findings.append(
            found(
                "doctor.crashed",
                _("This check could not finish: %(error)s") % {"error": last_line(error)},
                _("Fix what the line says and run the doctor again: it may find more here."),
                what,
            )
        )
    return findings


def raised(failure: str, place: str) -> DoctorFinding:
    """A page that ended in a trace; ``failure`` is its last line."""
    if "Missing staticfiles manifest entry" in failure:
        hint = _("Run “manage.py collectstatic” with the settings of this site.")
    elif "TemplateDoesNotExist" in failure or "TemplateSyntaxError" in failure:
        hint = _('Fix the template. Set GRIPWAGTAIL["BASE_TEMPLATE"] to the template that your own pages extend.')
    else:
        hint = _("Fix the code at the place in brackets: it runs for every page of the site, including ours.")
    return found("page.crashed", _("This page raised an error: %(error)s") % {"error": failure}, hint, place)


__all__ = ["ANYTHING", "last_line", "raised", "run_safely"]
