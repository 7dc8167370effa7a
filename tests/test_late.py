"""A worker that only serves visitors does not load what only editors and commands use."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import FunctionType

import pytest

from gripwagtail import wagtail_hooks
from gripwagtail.admin import late

ROOT = Path(__file__).resolve().parents[1]
# Wagtail registers a snippet with its views, and a menu and a permission when it starts.
AT_THE_START = ("admin.helplines", "admin.late", "admin.report_menu", "admin.report_permission")
SERVES = """
import sys, django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
from wagtail import hooks
hooks.get_hooks("before_serve_page")
print(*(name for name in sys.modules if name.partition(".")[0] in ("gripwagtail", "phonenumbers")))
"""


def loaded() -> list[str]:
    """The modules of ours in a process that has answered nothing yet, without the name of the package."""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.hosts.default.settings"}
    told = subprocess.run(
        [sys.executable, "-c", SERVES],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=True,
    )
    return [name.removeprefix("gripwagtail.") for name in told.stdout.split()]


@pytest.mark.slow
def test_a_worker_that_only_serves_loads_no_views_of_the_admin_no_desk_and_no_commands() -> None:
    found = loaded()
    admin = [name for name in found if name.startswith("admin.") and not name.startswith(AT_THE_START)]
    assert admin == []
    assert [name for name in found if name.partition(".")[0] in ("doctor", "management", "packs.importing")] == []
    assert "desk.findings" not in found
    assert "desk.schools" not in found
    assert sum(name.startswith("phonenumbers") for name in found) < 60
    assert len(found) < 60 + 330


def test_what_is_late_is_there_when_it_is_asked_for() -> None:
    names = {view for _address, _name, view in wagtail_hooks._VIEWS}
    assert len(names) > 15
    for name in names:
        module, _dot, wanted = name.rpartition(".")
        assert callable(getattr(import_module(f"gripwagtail.admin.{module}"), wanted))


def test_a_class_is_called_as_a_view_and_a_function_as_it_is(rf: object) -> None:
    assert late.late("report_permission.may_see_report").__name__ == "report_permission.may_see_report"
    assert isinstance(late.late("library.LibraryView"), FunctionType)
    with pytest.raises(AttributeError):
        late.late("library.NoSuchView")()
