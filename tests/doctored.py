"""A host, healthy or broken in one way, and what the doctor finds on it."""

from __future__ import annotations

import ast
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import translation

from gripwagtail.doctor.examination import examine
from gripwagtail.doctor.findings import DoctorFinding
from gripwagtail.doctor.scope import sites
from gripwagtail.starter import helplines
from tests import factories as make
from tests.remembered import remembered

TODAY = datetime.date.today().isoformat()
DOCS = Path(__file__).resolve().parent.parent / "docs" / "doctor.md"

BASE = (Path(__file__).resolve().parent / "hosts/templates/base.html").read_text(encoding="utf-8")
CONTENT = "{% block content %}{% endblock %}"


def provokes(*codes: str) -> Callable[[Any], Any]:
    """Says of a test which findings it brings about; the last test of test_doctor.py counts them."""
    return lambda test: test


def provoked() -> set[str]:
    """Every code that a test of the doctor provokes, in whichever file it is."""
    found: set[str] = set()
    for path in Path(__file__).resolve().parent.glob("test_doctor*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for call in node.decorator_list if isinstance(node, ast.FunctionDef) else ():
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "provokes":
                    found |= {each.value for each in call.args if isinstance(each, ast.Constant)}
    return found


def confidant(**value: Any) -> make.Raw:
    return make.contact(label="Vertrouwenspersoon", roles=["confidential-internal"], checked_on=TODAY, **value)


@pytest.fixture(name="pages")
def healthy_pages() -> dict[str, Any]:
    """A school where nothing is wrong."""
    return remembered("healthy school", _pages)


def _pages() -> dict[str, Any]:
    helplines.update()
    home = make.home_page(body=[make.block("incident_help")])
    make.settings_of(phone="070 012 34 00", school_name="De Kwikstaart")
    found = make.five_pages(home)
    make.set_items(found["contact"], "contacts", [make.contact(checked_on=TODAY), confidant()])
    make.set_items(found["incident_help"], "situations", [make.situation(expert_read=TODAY)])
    return found


def template(base: str = BASE, **others: str) -> list[dict[str, Any]]:
    """The setting TEMPLATES of a host with another base template."""
    (given,) = settings.TEMPLATES
    files = {"base.html": base, **{f"{name}.html": text for name, text in others.items()}}
    loaders = [
        ("django.template.loaders.locmem.Loader", files),
        "django.template.loaders.filesystem.Loader",
        "django.template.loaders.app_directories.Loader",
    ]
    return [{**given, "APP_DIRS": False, "OPTIONS": {**given["OPTIONS"], "loaders": loaders}}]


def middleware(*names: str) -> list[str]:
    return [*(f"tests.broken_host.{name}" for name in names), *settings.MIDDLEWARE]


def findings(**host: Any) -> list[DoctorFinding]:
    with override_settings(**host), translation.override("en"):
        return examine(sites()).findings


def codes(**host: Any) -> set[str]:
    return {finding.code for finding in findings(**host)}


def of(code: str, **host: Any) -> list[DoctorFinding]:
    found = [finding for finding in findings(**host) if finding.code == code]
    assert found, f"{code} was not found"
    return found
