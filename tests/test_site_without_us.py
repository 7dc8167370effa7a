"""A school takes the package out as docs/upgrade-and-removal.md says. Its site goes on as if we never were there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.apart

ROOT = Path(__file__).resolve().parent.parent

MIGRATE = """
from django.core.management import call_command
call_command("makemigrations", "home", verbosity=0)
call_command("migrate", verbosity=0)
"""

CLEAN_UP = """
call_command("remove_stale_contenttypes", include_stale_apps=True, interactive=False, verbosity=0)
call_command("rebuild_references_index", verbosity=0)
call_command("update_index", verbosity=0)
call_command("makemigrations", check=True, dry_run=True)
call_command("check", fail_level="WARNING")
"""

PLANT = """
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from tests import factories as make
make.editor(username="directie")
home = make.home_page()
call_command("gripwagtail_start", school_name="De Kwikstaart", phone="070 012 34 56", publish=True, verbosity=0)
text = make.item("paragraph", "<p>Welkom bij de kwikstaarten</p>")
make.home_page(home, slug="zorg", title="Zorg en hulp", body=[text, make.block("contacts"), make.block("norm")])
from home.models import SchoolContactPage
make.make_page("contact", home, title="Van de school", model=SchoolContactPage)
contact = make.page_class("contact").objects.get()
Redirect.objects.create(old_path="/hulp", redirect_page=Page.objects.get(pk=contact.pk))
from wagtail_localize.operations import translate_object
english = make.language("en")
translate_object(home, [english])
translate_object(make.page_class("overview").objects.get(), [english])
translate_object(contact, [english])
"""

# What is left of us anywhere in the database: a row that names us or a planted page, or a table.
LEFT = """
import json
from django.db import connection
with connection.cursor() as cursor:
    tables = connection.introspection.table_names(cursor)
    found = [table for table in tables if "grip" in table]
    for table in tables:
        cursor.execute(f'SELECT * FROM "{table}"')
        rows = [str(row).casefold() for row in cursor.fetchall()]
        found += [[table, row[:200]] for row in rows if "grip" in row or "wie helpt" in row or "wie-helpt" in row]
print(json.dumps(found))
"""

VISIT = """
import json, sys
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import Page
client = Client(headers={"host": "localhost"}, raise_request_exception=False)
client.force_login(get_user_model().objects.get(username="directie"))
home, page = (Page.objects.get(slug=slug, locale__language_code="nl").pk for slug in ("home-page", "zorg"))
answers = {}
for url in sys.argv[1:]:
    url = url.format(home=home, page=page)
    response = client.get(url, follow=True)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    answers[url] = [response.status_code, body.decode()]
print(json.dumps(answers))
"""

PAGES = (
    "/",
    "/zorg/",
    "/en/",
    "/admin/",
    "/admin/pages/",
    "/admin/pages/{home}/",
    "/admin/pages/{home}/edit/",
    "/admin/pages/{page}/edit/",
    "/admin/pages/{page}/history/",
    "/admin/pages/{page}/usage/",
    "/admin/pages/{page}/copy/",
    "/admin/pages/search/?q=hulp",
    "/admin/pages/usage/home/homepage/",
    "/admin/choose-page/",
    "/admin/reports/site-history/",
    "/admin/reports/aging-pages/",
    "/admin/reports/page-types-usage/",
    "/admin/reports/workflow/",
    "/admin/groups/",
    "/admin/groups/edit/1/",
    "/admin/users/",
    "/admin/redirects/",
    "/admin/localize/reports/translations/",
    "/api/pages/?format=json",
    "/api/pages/?format=json&type=home.HomePage&fields=*",
    "/api/pages/?format=json&search=zorg",
    "/api/pages/{page}/?format=json",
)


class SchoolFolder:
    """The site of the school in a folder of its own, run by processes of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.prelude = "import django; django.setup()\n"

    def run(self, code: str, *args: str) -> str:
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "settings",
            "PYTHONPATH": f"{self.folder}{os.pathsep}{ROOT}",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        command = [sys.executable, "-c", self.prelude + code, *args]
        done = subprocess.run(command, cwd=self.folder, env=env, text=True, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def manage(self, *args: str) -> str:
        return self.run(
            "import sys; from django.core.management import execute_from_command_line as run; run(sys.argv)", *args
        )

    def take_out(self) -> None:
        """Removes every line of ours from code, settings and templates; from here on we cannot be imported."""
        for file in [*self.folder.rglob("*.py"), *self.folder.rglob("*.html")]:
            lines = file.read_text().splitlines(keepends=True)
            text = "".join(line for line in lines if not re.search(r"# ours( #\})?$", line.rstrip()))
            if file.parent.name == "migrations":
                # Checks of ours on fields of a page type of the school: the database knows nothing of them.
                text = re.sub(
                    r",\s*validators=\[gripwagtail\.[^\]]*\]|^import gripwagtail.*\n", "", text, flags=re.MULTILINE
                )
            file.write_text(text)
        self.prelude = "import sys; sys.modules['gripwagtail'] = None\n" + self.prelude


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> SchoolFolder:
    """A school that planted our pages, translated some, and then took us out step by step."""
    folder = tmp_path_factory.mktemp("school")
    shutil.copytree(ROOT / "tests" / "site_without_us", folder, dirs_exist_ok=True)
    school = SchoolFolder(folder)
    school.run(MIGRATE + PLANT)
    said = school.manage("gripwagtail_uninstall")
    assert re.search(r"home\.SchoolContactPage: .*1", said)
    school.run("from home.models import SchoolContactPage\nSchoolContactPage.objects.get().delete()")
    words = re.search(r'--confirm "([^"]+)"', said)
    assert words
    assert words[1] == "remove 7 pages"  # five, and two translations
    school.manage("gripwagtail_uninstall", "--remove", "--confirm", words[1])
    school.manage("migrate", "gripwagtail", "zero", "-v0")
    school.take_out()
    school.run(MIGRATE + CLEAN_UP)
    return school


@pytest.fixture(scope="module")
def answers(school: SchoolFolder) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = json.loads(school.run(VISIT, *PAGES))
    return found


def test_every_page_of_site_admin_and_api_answers(answers: dict[str, tuple[int, str]]) -> None:
    assert {url: status for url, (status, _body) in answers.items() if status != 200} == {}
    assert len(answers) == len(PAGES)


def test_a_page_with_a_block_of_ours_shows_the_rest(answers: dict[str, tuple[int, str]]) -> None:
    _status, body = answers["/zorg/"]
    assert "Welkom bij de kwikstaarten" in body
    assert "grip" not in body


def test_search_and_api_know_the_pages_of_the_school_and_none_of_ours(answers: dict[str, tuple[int, str]]) -> None:
    found = json.loads(answers["/api/pages/?format=json&search=zorg"][1])
    assert [item["title"] for item in found["items"]] == ["Zorg en hulp"]
    everything = json.loads(answers["/api/pages/?format=json"][1])
    assert {item["meta"]["type"] for item in everything["items"]} <= {"home.HomePage", "wagtailcore.Page"}


def test_the_database_names_us_only_in_the_blocks_that_the_school_still_has_to_take_out(school: SchoolFolder) -> None:
    left = json.loads(school.run(LEFT))
    assert {table for table, _row in left} <= {
        "home_homepage",
        "wagtailcore_revision",
        "wagtail_localize_translationsource",
    }


def test_the_schools_migrations_need_nothing_of_ours(school: SchoolFolder) -> None:
    files = list((school.folder / "home" / "migrations").glob("0*.py"))
    assert len(files) == 2
    assert not any("gripwagtail" in file.read_text() for file in files)
    (school.folder / "school.sqlite3").rename(school.folder / "kept.sqlite3")
    try:
        school.manage("migrate", "-v0")
    finally:
        (school.folder / "kept.sqlite3").replace(school.folder / "school.sqlite3")
