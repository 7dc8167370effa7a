"""What the README says works, word for word, on a site that Wagtail has just made."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import time
import venv
from pathlib import Path
from typing import Any

import pytest

from tests.distributions import ROOT, build, copy_project

CODE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
CHAPTER = "## Into your own site"
SETTINGS = "# settings.py"

# How this one site is put online; a school has its own way.
LOCAL_SETTINGS = 'SECRET_KEY = "only-for-tests"\nALLOWED_HOSTS = ["*"]\n'

# Runs inside the fresh site, where nothing of this suite can be imported.
PROBE = """
import json, sys
import django
django.setup()
from django.template import Context, Template
from django.test import Client, RequestFactory
from wagtail.blocks import CharBlock, StreamBlock
import gripwagtail
from gripwagtail.models import GripMixin

blocks, template = json.load(sys.stdin)
namespace = {"MyStreamBlock": type("MyStreamBlock", (StreamBlock,), {"paragraph": CharBlock()})}
exec(blocks, namespace)
# The other way, for who has a class.
exec(blocks.replace("# body =", "body ="), namespace)
pages = {}
for mixin in GripMixin.__subclasses__():
    for model in mixin.__subclasses__():
        for page in model.objects.all():
            answer = Client(HTTP_HOST="localhost").get(page.url)
            pages[page.url] = {"live": page.live, "status": answer.status_code, "html": answer.content.decode()}
home = Client(HTTP_HOST="localhost").get("/")
request = RequestFactory(HTTP_HOST="localhost").get("/")
print(json.dumps({
    "package": gripwagtail.__file__,
    "home": home.status_code,
    "pages": pages,
    "blocks": [name for name in namespace["body"].stream_block.child_blocks],
    "template": Template(template).render(Context({"request": request})),
}))
"""


class Site:
    """A fresh `wagtail start` site, with an environment of its own that has our wheel and no network."""

    def __init__(self, folder: Path, wheels: Path) -> None:
        self.folder = folder / "mysite"
        self.bin = folder / "env" / "bin"
        venv.create(folder / "env", with_pip=True)
        # What the package is built on comes from the environment of the suite. A .pth in that folder is not
        # read, so an editable installation of this repository does not come along.
        paths = {sysconfig.get_path(name) for name in ("purelib", "platlib")}
        [own] = (folder / "env").glob("lib/python*/site-packages")
        (own / "suite.pth").write_text("\n".join(sorted(paths)) + "\n", encoding="utf-8")
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_", "DJANGO"))},
            "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
            "DJANGO_SETTINGS_MODULE": "mysite.settings.production",  # Wagtail's own, with manifest storage
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_FIND_LINKS": str(wheels),
            "PIP_IGNORE_INSTALLED": "1",
            "PIP_NO_DEPS": "1",
            "PIP_NO_INDEX": "1",
        }
        self.run(str(self.bin / "python"), "-c", "from wagtail.bin.wagtail import main; main()", "start", "mysite",
                 cwd=folder)  # fmt: skip
        self.settings = self.folder / "mysite" / "settings"
        (self.settings / "local.py").write_text(LOCAL_SETTINGS, encoding="utf-8")

    def run(self, *command: str, cwd: Path | None = None, stdin: str = "") -> str:
        done = subprocess.run(
            command,
            cwd=cwd or self.folder,
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
        return done.stdout

    def follow(self, language: str, code: str) -> str:
        """Does what a reader of the README does with a block of code."""
        if language == "sh":
            return self.run("sh", "-ec", code)
        assert code.startswith(SETTINGS), "before the pages are there, only the settings are edited"
        with (self.settings / "base.py").open("a", encoding="utf-8") as settings:
            settings.write(f"\n\n{code}")
        return ""


def blocks_of_the_chapter() -> list[tuple[str, str]]:
    """The code of the README's chapter, in its order, as (language, code)."""
    chapter = (ROOT / "README.md").read_text(encoding="utf-8").split(f"\n{CHAPTER}\n", 1)[1].split("\n## ", 1)[0]
    return CODE.findall(chapter)


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheels")
    build(copy_project(tmp_path_factory.mktemp("project") / "source"), out, "--wheel")
    return out


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory, wheels: Path, pytestconfig: pytest.Config) -> dict[str, Any]:
    """What the fresh site says after the README was followed."""
    site = Site(tmp_path_factory.mktemp("fresh"), wheels)
    code = blocks_of_the_chapter()
    first = [(language, text) for language, text in code if language == "sh" or text.startswith(SETTINGS)]
    [python] = (text for language, text in code if language == "python" and not text.startswith(SETTINGS))
    [template] = (text for language, text in code if language == "django")

    started = time.monotonic()
    said = "".join(site.follow(*one) for one in first)
    seconds = time.monotonic() - started

    site.run("python", "manage.py", "collectstatic", "--noinput", "--verbosity", "0")
    checked = site.run("python", "manage.py", "check", "--fail-level", "WARNING")
    drift = site.run("python", "manage.py", "makemigrations", "--check", "--dry-run")
    doctor = json.loads(site.run("python", "manage.py", "gripwagtail_doctor", "--format", "json"))
    found = json.loads(site.run("python", "-c", PROBE, stdin=json.dumps([python, template])).splitlines()[-1])

    if terminal := pytestconfig.pluginmanager.get_plugin("terminalreporter"):
        terminal.write_line(f"From pip install to the published pages of the README: {seconds:.0f} s")
    files = {path.relative_to(site.folder / "static").as_posix() for path in (site.folder / "static").rglob("*.*")}
    return {**found, "said": said, "check": checked, "drift": drift, "doctor": doctor, "files": files, "env": site.bin}


pytestmark = [
    pytest.mark.apart,
    pytest.mark.skipif(sys.platform == "win32", reason="the README is written for a POSIX shell"),
]


def test_the_site_runs_on_the_wheel_and_not_on_this_repository(answers):
    assert Path(answers["package"]).is_relative_to(answers["env"].parent)


def test_the_pages_that_the_readme_publishes_answer_and_the_incident_page_waits(answers):
    by_status = {url: page["status"] for url, page in answers["pages"].items()}
    assert len(by_status) == 5
    assert [url for url, page in answers["pages"].items() if not page["live"]] == ["/online-gedrag/er-is-iets-gebeurd/"]
    assert {url: status for url, status in by_status.items() if status != 200} == {
        "/online-gedrag/er-is-iets-gebeurd/": 404
    }
    assert answers["home"] == 200


def test_each_page_stands_in_the_template_of_the_site_with_its_hashed_stylesheet(answers):
    for url, page in answers["pages"].items():
        if not page["live"]:
            continue
        assert "/static/css/mysite." in page["html"], url
        assert 'class="grip' in page["html"], url
        used = set(re.findall(r'"/static/(gripwagtail/[^"]+)"', page["html"]))
        assert any(re.fullmatch(r"gripwagtail/grip\.min\.[0-9a-f]{12}\.css", name) for name in used), url
        assert used <= answers["files"], url


def test_the_fresh_site_has_no_warnings_and_no_missing_migrations(answers):
    assert "no issues" in answers["check"]
    assert "No changes detected" in answers["drift"]


def test_the_doctor_finds_no_error_on_the_fresh_site(answers):
    assert [one for one in answers["doctor"]["findings"] if one["severity"] == "ERROR"] == []


def test_the_block_and_the_tags_of_the_readme_work_there(answers):
    assert "paragraph" in answers["blocks"]
    assert "grip_contacts" in answers["blocks"]
    assert "grip-contacts-block" in answers["template"]
    assert "/online-gedrag/er-is-iets-gebeurd/" not in answers["template"], "a draft is not linked"
