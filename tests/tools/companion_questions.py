"""Run by ``companions`` in a site with other people's packages: answers ten questions, as one line of JSON.

Of each question nothing where all is right, else what is wrong. Needs nothing of the suite.
"""

from __future__ import annotations

import io
import json
import re
import sys
import traceback
from collections.abc import Callable
from html import unescape
from typing import Any

import django

django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.core.management import CommandError, call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from gripwagtail.doctor.examination import examine  # noqa: E402
from gripwagtail.doctor.scope import sites  # noqa: E402
from gripwagtail.lookup.sources import KINDS, models_of  # noqa: E402
from gripwagtail.removal.host_content import LABELS  # noqa: E402

NAME = "www.kwikstaart.example"
HOST = {"headers": {"host": NAME}}
# Nothing is collected here, and nothing is mailed.
NOT_HERE = {"settings.static-missing", "settings.sender"}


def get(path: str) -> str:
    answer = Client(**HOST).get(path)
    assert answer.status_code == 200, f"{path} answers {answer.status_code}"
    return answer.content.decode()


def pages() -> dict[str, Any]:
    return {kind: models_of(kind)[0].objects.get() for kind in KINDS}


def path_of(page: Any) -> str:
    return str(page.get_url_parts()[2])


def no_migration_is_missing() -> None:
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=io.StringIO(), stderr=io.StringIO())
    except SystemExit:
        out = io.StringIO()
        try:
            call_command("makemigrations", "--check", "--dry-run", "gripwagtail", "gripwagtail_pages", stdout=out)
        except SystemExit:
            raise AssertionError(f"ours: {out.getvalue()}") from None


def checks_are_quiet() -> None:
    call_command("check", "--tag", "gripwagtail", "--fail-level", "WARNING", stdout=io.StringIO())


def first_command_plants() -> None:
    call_command(
        "gripwagtail_start",
        school_name="De Kwikstaart",
        phone="055-012 34 50",
        publish=True,
        publish_incident=True,
        stdout=io.StringIO(),
    )
    assert all(page.live for page in pages().values())


def pages_open_with_content() -> None:
    for kind, page in pages().items():
        html = get(path_of(page))
        root = f"grip-{kind.replace('_', '-')}-page"
        assert len(re.findall(rf'class="grip {root}', html)) == 1, f"{kind}: our content is not there once"


def one_title_and_heading() -> None:
    for kind, page in pages().items():
        html = get(path_of(page))
        titles = re.findall(r"<title[^>]*>(.*?)</title>", html.split("</head>")[0], re.DOTALL)
        assert len(titles) == 1, f"{kind}: {len(titles)} titles"
        assert page.title in unescape(titles[0]), f"{kind}: {titles[0].strip()}"
        assert len(re.findall(r"<h1[\s>]", html)) == 1, f"{kind}: {len(re.findall('<h1', html))} headings of level 1"
        assert len(re.findall(r"<main[\s>]", html)) == 1, f"{kind}: {len(re.findall('<main', html))} main"


def in_dutch() -> None:
    html = get(path_of(pages()["incident_help"]))
    assert "Verlaat deze pagina" in html
    assert not re.search(r"Leave this page|Who are you", html), "English words of ours"


def sheets_open() -> None:
    for kind, leaf in (
        ("contact", "print/"),
        ("norm", "class-sheet/"),
        ("incident_help", "poster/"),
        ("norm", "share/"),
    ):
        get(path_of(pages()[kind]) + leaf)


def quiet_pages_are_kept_nowhere() -> None:
    for kind in ("contact", "incident_help"):
        page = pages()[kind]
        for _visit in range(2):
            answer = Client(**HOST).get(path_of(page))
            assert "no-store" in answer.headers.get("Cache-Control", ""), answer.headers.get("Cache-Control", "none")
            assert answer.headers.get("Referrer-Policy") == "same-origin"
            assert not answer.cookies, f"cookies: {', '.join(answer.cookies)}"


def a_change_is_seen_at_once() -> None:
    page = pages()["norm"]
    get(path_of(page))
    page.statement = "Wij fluisteren niet over elkaar."
    page.save_revision().publish()
    assert "Wij fluisteren niet" in get(path_of(page)), "the old text"


def nothing_is_left() -> None:
    out = io.StringIO()
    call_command("gripwagtail_uninstall", stdout=out, no_color=True)
    words = re.search(r'--confirm "([^"]+)"', out.getvalue())
    assert words, out.getvalue()[-200:]
    call_command("gripwagtail_uninstall", "--remove", "--confirm", words[1], stdout=io.StringIO())
    left = Page.objects.filter(content_type__app_label__in=LABELS).count()
    left += ContentType.objects.filter(app_label__in=LABELS).count()
    assert not left, f"{left} rows"
    get("/")


QUESTIONS: tuple[Callable[[], None], ...] = (
    *(no_migration_is_missing, checks_are_quiet, first_command_plants, pages_open_with_content),
    *(one_title_and_heading, in_dutch, sheets_open, quiet_pages_are_kept_nowhere, a_change_is_seen_at_once),
)


def said(question: Callable[[], None]) -> str:
    try:
        question()
    except CommandError as error:
        return str(error).splitlines()[0]
    except Exception as error:
        traceback.print_exc()
        return (str(error) or type(error).__name__).splitlines()[0]
    return ""


def main() -> None:
    from django.conf import settings
    from django.test.utils import override_settings

    settings.ALLOWED_HOSTS = ["*"]
    settings.DEBUG = False
    connection.settings_dict["NAME"] = ":memory:"
    call_command("migrate", verbosity=0)
    Site.objects.update(hostname=NAME, port=80)
    with override_settings(DEBUG=False):
        found = {question.__name__.replace("_", " "): said(question) for question in QUESTIONS}
        doctor = {each.code for each in examine(sites()).findings if not each.code.startswith("content.")} - NOT_HERE
        found[nothing_is_left.__name__.replace("_", " ")] = said(nothing_is_left)
    sys.stdout.write(json.dumps({"questions": found, "doctor": sorted(doctor)}) + "\n")


if __name__ == "__main__":
    main()
