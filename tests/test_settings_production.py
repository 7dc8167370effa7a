"""The example site runs on servers from environment variables alone, and says which one is missing."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
GIVEN = {
    "SECRET_KEY": "only-for-this-test",
    "ALLOWED_HOSTS": "school.example, www.school.example",
    "DATABASE_URL": "postgres://school:p%40ss@db.example:5433/site?sslmode=require",
    "CACHE_URL": "valkeys://valkey.example:6379/1",
}
SAY = """
import json
from django.conf import settings
names = ("DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "DATABASES", "WAGTAILADMIN_BASE_URL", "SESSION_COOKIE_SECURE")
names += ("SECURE_SSL_REDIRECT", "MIDDLEWARE", "ADMINS", "TEMPLATES", "LOGGING")
found = {name: getattr(settings, name) for name in names}
found["CACHE"] = settings.CACHES["default"]["LOCATION"]
found["GRIPWAGTAIL"] = getattr(settings, "GRIPWAGTAIL", {})
print(json.dumps(found, default=str))
"""

needs_group = pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in ("dj_database_url", "django_redis", "whitenoise")),
    reason="needs pip install --group deploy",
)


def run(**env: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "VIRTUAL_ENV")}
    kept.update(env, DJANGO_SETTINGS_MODULE="example_site.settings_production")
    return subprocess.run([sys.executable, "-c", SAY], cwd=ROOT, env=kept, capture_output=True, text=True, check=False)


def settings(**more: str) -> Any:
    done = run(**{**GIVEN, **more})
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@needs_group
def test_everything_that_differs_comes_from_the_environment() -> None:
    found = settings()
    database = found["DATABASES"]["default"]
    assert (database["ENGINE"], database["HOST"], database["PORT"]) == (
        "django.db.backends.postgresql",
        "db.example",
        5433,
    )
    assert (database["PASSWORD"], database["OPTIONS"]["sslmode"]) == ("p@ss", "require")
    # A server that takes the call and says nothing keeps no worker.
    assert database["OPTIONS"]["connect_timeout"] == 3
    assert found["CACHE"] == "rediss://valkey.example:6379/1"
    assert found["ALLOWED_HOSTS"] == ["school.example", "www.school.example"]
    assert found["SECRET_KEY"] == "only-for-this-test"
    assert found["WAGTAILADMIN_BASE_URL"] == "https://school.example"


@needs_group
def test_a_server_is_safe_without_being_told() -> None:
    found = settings(DEBUG="1")
    assert found["DEBUG"] is False
    assert found["SECURE_SSL_REDIRECT"] and found["SESSION_COOKIE_SECURE"]
    assert "CDN_CACHE" not in found["GRIPWAGTAIL"]
    assert found["MIDDLEWARE"][1] == "whitenoise.middleware.WhiteNoiseMiddleware"


@needs_group
def test_a_template_is_not_told_which_queries_were_asked() -> None:
    [options] = [engine["OPTIONS"] for engine in settings()["TEMPLATES"]]
    assert "django.template.context_processors.request" in options["context_processors"]
    assert "django.template.context_processors.debug" not in options["context_processors"]


@needs_group
def test_who_is_to_know_of_a_failure_is_mailed() -> None:
    found = settings(ADMINS="beheer@school.example, ict@school.example")
    assert [one if isinstance(one, str) else one[1] for one in found["ADMINS"]] == [
        "beheer@school.example",
        "ict@school.example",
    ]
    assert "mail" in found["LOGGING"]["root"]["handlers"]
    assert found["LOGGING"]["handlers"]["mail"]["class"] == "example_site.logs.MailWithoutRequest"
    assert "mail" not in settings()["LOGGING"]["root"]["handlers"]


@needs_group
def test_the_quiet_pages_are_kept_in_front_only_when_asked() -> None:
    found = settings(CDN_CACHE="1")
    assert found["GRIPWAGTAIL"]["CDN_CACHE"] is True
    assert found["MIDDLEWARE"][0] == "gripwagtail.middleware.NginxCacheMiddleware"


@needs_group
@pytest.mark.parametrize("missing", GIVEN)
def test_a_missing_variable_stops_the_site_with_its_name(missing: str) -> None:
    done = run(**{**GIVEN, missing: " "})
    assert done.returncode
    assert f"Set these environment variables: {missing}." in done.stderr


def test_the_mail_about_a_failure_says_where_and_nothing_of_what_was_sent(
    settings: Any, mailoutbox: Any, rf: Any
) -> None:
    import logging

    import django

    from example_site.logs import MailWithoutRequest

    address = "beheer@school.example"
    settings.ADMINS = [address] if django.VERSION >= (6,) else [("", address)]
    request = rf.post("/admin/pages/1/edit/?q=Denkbeeld", {"name": "Joris Denkbeeld"})
    try:
        raise KeyError("title")
    except KeyError as problem:
        record = logging.LogRecord("django.request", logging.ERROR, "", 1, "Failed", (), (KeyError, problem, None))
    record.request = request
    MailWithoutRequest().emit(record)
    [mail] = mailoutbox
    assert mail.to == [address]
    assert "/admin/pages/1/edit/" in mail.subject
    assert "KeyError" in mail.body
    assert "Denkbeeld" not in f"{mail.subject} {mail.body}"
