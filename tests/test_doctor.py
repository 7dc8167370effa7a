"""The doctor: each thing it can find is found on a host that is broken in that way, and nothing on a healthy one."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import translation
from wagtail.models import Page, Site

from gripwagtail.doctor import csp
from gripwagtail.doctor.answer import visit
from gripwagtail.doctor.findings import CODES, DoctorFinding
from gripwagtail.doctor.outline import Outline, host_of
from gripwagtail.doctor.scope import grounds_of
from tests import factories as make
from tests.doctored import (
    BASE,
    DOCS,
    codes,
    findings,
    healthy_pages,  # noqa: F401  (fixtures)
    middleware,
    of,
    provoked,
    provokes,
    template,
)

pytestmark = pytest.mark.django_db


def test_a_healthy_host_hears_nothing(pages: Any) -> None:
    assert findings() == []


# --- the doctor itself ----------------------------------------------------------------


@provokes("doctor.crashed")
def test_an_examination_that_breaks_off_is_told_and_the_others_go_on(
    pages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(page: Any) -> None:
        raise ValueError("no such page")

    pages["norm"].delete()
    monkeypatch.setattr("gripwagtail.doctor.content.remarks", broken)
    found = of("doctor.crashed")

    assert "ValueError: no such page" in found[0].message
    assert "tree.source-missing" in codes()


def test_a_broken_query_of_the_host_does_not_spoil_what_comes_after(
    pages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asks_nonsense(page: Any) -> None:
        list(Page.objects.raw("SELECT nonsense"))

    monkeypatch.setattr("gripwagtail.doctor.content.remarks", asks_nonsense)

    assert codes() == {"doctor.crashed"}


def run(*args: str) -> tuple[str, str]:
    """What is printed, and the error with which it ends."""
    out = io.StringIO()
    with translation.override("en"):
        try:
            call_command("gripwagtail_doctor", *args, stdout=out, no_color=True)
        except CommandError as error:
            return out.getvalue(), str(error)
    return out.getvalue(), ""


def test_a_healthy_site_is_told_so_in_one_line(pages: Any) -> None:
    out, error = run("--fail-level", "info")

    assert "Nothing is wrong." in out
    assert "pages: 6, schools: 1, sites: 1" in out
    assert error == ""


def test_the_command_fails_at_the_level_asked_for(pages: Any) -> None:
    make.settings_of(phone="")

    assert run()[1] == ""
    assert run("--fail-level", "warning")[1] == "Found: 0 errors, 1 warning, 0 remarks."
    with override_settings(ALLOWED_HOSTS=["*"], MIDDLEWARE=middleware("turns_away")):
        # As often as it is printed, however many pages it is about.
        assert run()[1].startswith("Found: 1 error")


def test_one_fault_on_many_pages_is_printed_once_with_the_places(pages: Any) -> None:
    with override_settings(TEMPLATES=template(re.sub(r"<html[^>]+>", "<html>", BASE))):
        out, _error = run()

    assert out.count("page.lang-missing") == 1
    assert "and 1 more place" in out


def test_json_holds_every_finding_with_its_place(pages: Any) -> None:
    make.settings_of(phone="")
    told = json.loads(run("--format", "json")[0])

    assert [finding["code"] for finding in told["findings"]] == ["settings.phone-missing"]
    assert set(told["findings"][0]) == {"severity", "code", "message", "hint", "place", "site"}
    assert (told["sites"], told["pages"]) == (1, 6)


def test_one_site_can_be_chosen_and_an_unknown_one_is_refused_with_those_there_are(pages: Any) -> None:
    other = make.site_with("ander.example")

    assert json.loads(run("--site", "localhost", "--format", "json")[0])["findings"] == []
    assert {each["site"] for each in json.loads(run("--site", "ander.example", "--format", "json")[0])["findings"]} == {
        other.hostname
    }
    assert "ander.example, localhost" in run("--site", "nergens.example")[1]


def test_only_the_content_can_be_asked_for(pages: Any) -> None:
    make.settings_of(phone="")

    assert json.loads(run("--content", "--format", "json")[0])["findings"] == []


def test_settings_that_stop_other_commands_do_not_stop_this_one(pages: Any) -> None:
    with override_settings(GRIPWAGTAIL={"HEADING_START": 9}):
        out, error = run()

    assert "gripwagtail.E002" in out
    assert error.startswith("Found: 1 error")


def test_two_sites_on_one_tree_each_hear_about_their_own_settings(pages: Any) -> None:
    site = Site.objects.get(is_default_site=True)
    Site.objects.create(hostname="tweede.example", root_page=site.root_page)

    assert {(each.code, each.site) for each in findings()} == {("settings.phone-missing", "tweede.example")}


def test_each_school_is_named_by_its_host_and_by_its_page_where_a_site_has_several(pages: Any) -> None:
    (whole,) = grounds_of(Site.objects.get())
    assert whole.name == "localhost"

    Site.objects.update(port=8000)
    (whole,) = grounds_of(Site.objects.get())
    assert whole.name == "localhost:8000"


# --- the small parts ------------------------------------------------------------------


def test_the_outline_of_a_page_leaves_out_what_a_reader_does_not_meet() -> None:
    outline = Outline.of(
        "<title>Een &amp; twee</title><svg><title>pijl</title></svg><h1 hidden>a</h1><template><h1>b</h1></template>"
        "<main hidden></main><h1>c</h1><script>document.write('<h1>')</script>",
        "https://school.example/x/",
    )

    assert (outline.title, outline.h1, outline.mains) == ("Een & twee", 1, 0)


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="preconnect" href="https://teller.example">',
        '<link rel="stylesheet" href="//teller.example/letters.css">',
        '<iframe src="https://teller.example/chat"></iframe>',
        '<img srcset="/a.png 1x, https://teller.example/b.png 2x" alt="">',
        "<style>@font-face{src:url('https://teller.example/a.woff2')}</style>",
        "<style>@import 'https://teller.example/a.css';</style>",
        '<p style="background:url(https://teller.example/a.png)"></p>',
        '<base href="https://teller.example/"><img src="a.png" alt="">',
        '<svg><image href="https://teller.example/a.png"/></svg>',
    ],
)
def test_the_outline_names_what_a_browser_fetches_by_itself(markup: str) -> None:
    assert "teller.example" in {host_of(url) for url in Outline.of(markup, "https://school.example/").fetched}


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="https://teller.example">elders</a>',
        '<link rel="canonical" href="https://teller.example/">',
        '<script type="application/ld+json">{"@context": "https://teller.example/"}</script>',
        '<template><img src="https://teller.example/a.png" alt=""></template>',
        '<img src="https://[teller.example" alt="">',
    ],
)
def test_the_outline_leaves_out_what_only_a_reader_asks_for(markup: str) -> None:
    outline = Outline.of(markup, "https://school.example/")

    assert "teller.example" not in {host_of(url) for url in [*outline.fetched, *outline.named_in_scripts]}


@pytest.mark.parametrize(
    ("source", "url", "allowed"),
    [
        ("'self'", "https://school.example/static/a.css", True),
        ("'self'", "https://cdn.school.example/a.css", False),
        ("*.school.example", "https://cdn.school.example/a.css", True),
        ("*.school.example", "https://school.example/a.css", False),
        ("https:", "https://cdn.example/a.css", True),
        ("https://cdn.example/static/", "https://cdn.example/static/a.css", True),
        ("https://cdn.example/static/", "https://cdn.example/other/a.css", False),
        ("http://cdn.example", "https://cdn.example/a.css", True),
        ("cdn.example:8443", "https://cdn.example/a.css", False),
        ("'nonce-abc'", "https://cdn.example/a.css", True),
        ("'unsafe-inline'", "https://school.example/static/a.css", False),
        ("", "https://school.example/static/a.css", False),
    ],
)
def test_a_source_in_a_policy_is_read_as_a_browser_does(source: str, url: str, allowed: bool) -> None:
    rule = csp.refuses(f"style-src {source}", csp.STYLE, url, "https://school.example/", nonce="abc")

    assert (rule == "") is allowed


def test_a_visit_follows_a_redirect_on_the_same_host_and_no_further(pages: Any) -> None:
    assert visit(pages["norm"].full_url.rstrip("/")).is_good
    with override_settings(PREPEND_WWW=True):
        assert visit(pages["norm"].full_url).status == 301


def test_every_finding_is_explained_in_the_documentation_and_provoked_here() -> None:
    rows = re.findall(r"^\| `([a-z0-9.-]+)` \| (ERROR|WARNING|INFO) \| [^|]+ \| [^|]+ \|$", DOCS.read_text(), re.M)

    assert len(rows) == len({code for code, _severity in rows})
    assert dict(rows) == {code: DoctorFinding(level, code, "", "").severity for code, level in CODES.items()}
    assert provoked() == set(CODES)
