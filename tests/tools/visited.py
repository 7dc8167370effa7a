"""Schools to visit: the example school, and one that planted the starter texts today, each on a database of its own.

Each is the example site in a process of its own. Nothing is left behind.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.walking import Numbers

from .cluster import ROOT, free_port, stop, wait_for

SETTINGS = """
from example_site.settings import *
DATABASES = {{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": {database!r}}}}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DEBUG = False
"""
EXAMPLE = 'call_command("plant_school", stdout=said)'
# A school that did nothing more: a home page of its own, with our first block, and what one command plants.
FRESH = """
from wagtail.models import Locale, Page, Site
from example_site.home.models import HomePage
home = Page.get_first_root_node().add_child(instance=HomePage(
    title="Welkom", slug="welkom", locale=Locale.get_default(), body=[("grip_incident_help", {})]))
home.save_revision().publish()
Site.objects.update(root_page=home)
call_command("gripwagtail_start", school_type="vo", school_name="De Kwikstaart", phone="070 012 34 56",
    email="info@kwikstaart.example", publish=True, publish_incident=True, stdout=said)
"""
# Everything the walks need to know: where pages are, and which numbers answer at any hour.
PLANT = """
import io, json
import django
django.setup()
from django.core.management import call_command
said = io.StringIO()
call_command("migrate", verbosity=0)
{school}
from gripwagtail.lookup.page_kinds import KINDS, models_of
from tests.walking import Numbers
from wagtail.models import Page, Site
paths = {{}}
pages = [(kind, page) for kind in KINDS for model in models_of(kind) for page in model.objects.live()]
root = Site.objects.get(is_default_site=True).root_page
pages += [("home", page) for page in Page.objects.live().filter(translation_key=root.translation_key)]
for kind, page in pages:
    paths.setdefault(page.locale.language_code, {{}})[kind] = page.get_url_parts()[2]
below = {{kind: getattr(page, "grip_subroutes", ()) for kind, page in pages}}
leaves = {{kind: [one.name for one in subroutes if one.name != "vcard"] for kind, subroutes in below.items()}}
numbers = Numbers.of_the_data()
print(json.dumps([paths, leaves, sorted(numbers.emergency), sorted(numbers.always)]))
"""


@dataclass(frozen=True, slots=True)
class School:
    """A site that answers, with the address of each page, by language and kind (``home`` is the host's own)."""

    name: str
    base: str
    paths: dict[str, dict[str, str]]
    # What is below a page of each kind and opens in a browser.
    leaves: dict[str, list[str]]
    numbers: Numbers


@contextlib.contextmanager
def school(name: str, planting: str, folder: Path) -> Iterator[School]:
    """Plants and serves one; ``SystemExit`` when it cannot be planted."""
    folder.mkdir()
    (folder / "visited_settings.py").write_text(SETTINGS.format(database=str(folder / "school.sqlite3")), "utf-8")
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)]),
        "DJANGO_SETTINGS_MODULE": "visited_settings",
        "SECRET_KEY": "only-for-this-visit",
    }
    command = [sys.executable, "-c", PLANT.format(school=planting)]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name} cannot be planted:\n{done.stdout}{done.stderr}")
    paths, leaves, emergency, always = json.loads(done.stdout.splitlines()[-1])
    port = free_port()
    # Insecure says that it also serves static files.
    server = [sys.executable, "-m", "django", "runserver", f"127.0.0.1:{port}", "--noreload", "--insecure"]
    with (folder / "server.log").open("wb") as log:
        process: subprocess.Popen[Any] = subprocess.Popen(server, cwd=folder, env=env, stdout=log, stderr=log)
        try:
            wait_for(port)
            numbers = Numbers(frozenset(emergency), frozenset(always))
            yield School(name, f"http://127.0.0.1:{port}", paths, leaves, numbers)
        finally:
            stop(process)
