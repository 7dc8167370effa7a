"""The settings of the README, pasted word for word below those of any site."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from typing import Any

import pytest
from django.apps import AppConfig

from tests.distributions import ROOT
from tests.readme import OURS, pasted, settings_snippet
from tests.run import hosts

SNIPPETS = {name: settings_snippet(ROOT / name) for name in ("README.md", "docs/quick-start.md")}


def apps_of(host: str) -> list[str]:
    given = importlib.import_module(f"tests.hosts.{host}.settings").INSTALLED_APPS
    return [app for app in given if app not in OURS]


@pytest.mark.parametrize("kind", [list, tuple])
@pytest.mark.parametrize("has_settings", [True, False])
@pytest.mark.parametrize("host", hosts())
@pytest.mark.parametrize("page", SNIPPETS)
def test_the_snippet_fits_below_the_settings_of_every_host(page: str, host: str, has_settings: bool, kind: Any) -> None:
    apps = [app for app in apps_of(host) if has_settings or app != "wagtail.contrib.settings"]
    given = {"INSTALLED_APPS": kind(apps), "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3"}}}
    # And once more, by mistake.
    site = pasted(SNIPPETS[page], pasted(SNIPPETS[page], given))

    assert site["DATABASES"]["default"]["OPTIONS"] == {"transaction_mode": "IMMEDIATE", "timeout": 20}
    installed = list(site["INSTALLED_APPS"])
    assert {*OURS, "wagtail.contrib.settings"} <= set(installed)
    assert installed[: len(apps)] == apps
    labels = Counter(AppConfig.create(app).label for app in installed)
    assert [label for label, count in labels.items() if count > 1] == []


@pytest.mark.parametrize(
    "given",
    [
        {"init_command": "PRAGMA journal_mode=WAL;", "timeout": 60},
        {"transaction_mode": "EXCLUSIVE", "check_same_thread": False},
    ],
)
@pytest.mark.parametrize("page", SNIPPETS)
def test_what_a_host_has_among_its_options_of_the_database_is_kept(page: str, given: dict[str, Any]) -> None:
    database = {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": dict(given)}
    site = pasted(SNIPPETS[page], {"INSTALLED_APPS": [], "DATABASES": {"default": database}})

    assert site["DATABASES"]["default"]["OPTIONS"] == {"transaction_mode": "IMMEDIATE", "timeout": 20, **given}


@pytest.mark.parametrize("page", SNIPPETS)
def test_another_database_than_sqlite_is_left_alone(page: str) -> None:
    database = {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {"sslmode": "require"}}
    site = pasted(SNIPPETS[page], {"INSTALLED_APPS": [], "DATABASES": {"default": dict(database)}})

    assert site["DATABASES"]["default"] == database


@pytest.mark.parametrize("page", SNIPPETS)
def test_the_first_command_looks_at_the_version_and_keeps_an_lts_site_on_its_release(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    first = re.search(r"^```\w+\n(pip .*?)^```", text, re.MULTILINE | re.DOTALL)
    assert first
    assert first[1].startswith("pip show wagtail")
    assert 'pip install gripwagtail "wagtail<7.5"' in first[1]
