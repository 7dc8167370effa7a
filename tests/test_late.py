"""A worker that only serves visitors does not load what only editors and commands use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import FunctionType

import pytest

from gripwagtail.late import find, late
from tests.test_rooms import NAMED_LATE

ROOT = Path(__file__).resolve().parents[1]
# Wagtail registers a snippet with its views, and a menu and a permission when it starts.
AT_THE_START = ("admin.helplines", "admin.report_menu", "admin.report_permission")
# Rooms of which a worker that serves needs nothing, and modules of others that only editors or commands use.
NOT_THERE = ("checks", "doctor", "management", "mirror", "changes.signals", "changes.words", "packs.importing")
NOT_THERE += ("desk.columns", "desk.findings", "desk.reading", "desk.schools", "editing.form", "editing.rules")
NOT_THERE += ("editing.text_records", "api.content", "starter.corrections", "starter.schema", "starter.shipped")
NOT_THERE += ("subroutes.practise", "subroutes.share", "subroutes.team", "subroutes.together", "subroutes.vcard")
SERVES = """
import sys, django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
from wagtail import hooks
hooks.get_hooks("before_serve_page")
print(*(name for name in sys.modules if name.partition(".")[0] in ("gripwagtail", "phonenumbers")))
"""


# A command that builds a form: no view of the admin was asked for, and none of its hooks.
BUILDS = """
import django
django.setup()
from wagtail.admin.forms import WagtailAdminPageForm
from gripwagtail.pages.models import GripContactPage
GripContactPage.base_form_class = WagtailAdminPageForm
form = GripContactPage.get_edit_handler().get_form_class()
print(type(form.base_fields["contacts"].widget).__name__)
"""


def told_by(code: str) -> list[str]:
    """What a process of its own prints."""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.hosts.default.settings"}
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.split()


def loaded() -> list[str]:
    """The modules of ours in a process that has answered nothing yet, without the name of the package."""
    return [name.removeprefix("gripwagtail.") for name in told_by(SERVES)]


@pytest.mark.slow
def test_a_worker_that_only_serves_loads_no_views_of_the_admin_no_desk_and_no_commands() -> None:
    found = loaded()
    admin = [name for name in found if name.startswith("admin.") and not name.startswith(AT_THE_START)]
    assert admin == []
    there = [name for name in found if any(f"{name}.".startswith(f"{one}.") for one in NOT_THERE)]
    assert there == []
    assert sum(name.startswith("phonenumbers") for name in found) < 60
    assert len(found) < 60 + 230


@pytest.mark.slow
def test_a_form_of_the_host_has_our_way_to_write_streams_without_a_hook_of_the_admin() -> None:
    assert told_by(BUILDS) == ["StreamWidget"]


def test_what_is_late_is_there_when_it_is_asked_for() -> None:
    names = {name for _module, name, _line in NAMED_LATE}
    assert len(names) > 60
    for name in names:
        assert find(name) is not None


def test_a_name_that_is_not_there_is_said_when_it_is_asked_for() -> None:
    with pytest.raises(AttributeError):
        late("admin.library.NoSuchView")()
    with pytest.raises(ModuleNotFoundError):
        find("admin.no_such_module.view")


def test_a_class_is_called_as_a_view_and_a_function_as_it_is() -> None:
    assert late("admin.report_permission.may_see_report").__name__ == "admin.report_permission.may_see_report"
    assert isinstance(late("admin.library.LibraryView"), FunctionType)
    assert late("editing.made_keys.make_keys") is late("editing.made_keys.make_keys")


def test_a_host_extends_what_a_page_class_names_late_as_if_it_were_there() -> None:
    from gripwagtail.editing import contact_rules
    from gripwagtail.editing.form import GripPageForm
    from gripwagtail.models import ContactMixin

    assert ContactMixin.base_form_class is GripPageForm
    assert (*ContactMixin.grip_rules, "mine") == (*contact_rules.RULES, "mine")
    assert len(ContactMixin.grip_rules) == len(contact_rules.RULES)
    assert ContactMixin.grip_rules[0] is contact_rules.RULES[0]
    assert ContactMixin.grip_rules[:1] == contact_rules.RULES[:1]
