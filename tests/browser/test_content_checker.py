"""Wagtail's content checker reports our rules in the edit view, where the fault is and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.users.models import UserProfile

import gripwagtail
from gripwagtail.admin.content_checker import RULES
from gripwagtail.lookup.sources import KINDS
from tests import factories as make
from tests.browser.conftest import LiveSchool, Visit
from tests.test_numbers_in_texts import CASES as PHONE_CASES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.skipif(settings.ROOT_URLCONF != "tests.hosts.urls", reason="the editor of one host is enough")

PHONE, LINK, PROHIBITIONS = (
    *("Phone number in running text", "Link text that does not say where it leads"),
    "This norm only says what is forbidden",
)
QUOTE = "No quotes on this site"
SCRIPT = Path(gripwagtail.__file__).parent / "static" / "gripwagtail" / "admin" / "content-checks.js"
PARAGRAPH = "<p>Bel ons op 070 012 34 56. <a href='https://hulp.example/'>Klik hier</a>.</p>"


class QuotingChecker(ContentCheckerItem):
    """A checker of the host, with a rule that every quotation breaks."""

    rule: ClassVar = {"id": "no-quotes", "selector": "blockquote", "any": ["has-alt"], "enabled": True}
    axe_run_only: ClassVar = [*ContentCheckerItem.axe_run_only, "no-quotes"]
    axe_custom_rules: ClassVar = [*ContentCheckerItem.axe_custom_rules, rule]
    axe_messages: ClassVar = {**ContentCheckerItem.axe_messages, "no-quotes": QUOTE}


def put_in_place(request: Any, items: list[Any], page: Any) -> None:
    items[:] = [QuotingChecker(item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items]


@dataclass
class CheckerDesk:
    origin: str
    cookie: str
    pages: dict[str, int] = field(default_factory=dict)


@pytest.fixture(scope="module")
def desk(school: LiveSchool, django_db_blocker: Any) -> Iterator[CheckerDesk]:
    """Made before a test has a transaction. Without autosave nothing is written."""
    with django_db_blocker.unblock(), override_settings(WAGTAIL_AUTOSAVE_INTERVAL=0):
        user = make.editor()
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
        client = Client()
        client.force_login(user)
        pages = {
            "careful": make.make_page("norm", **make.content_of("norm")),
            "careless": make.make_page(
                "norm",
                statement="Wij pesten niet. Wij delen nooit een foto.",
                agreements=[make.agreement(we_do="Geen gescheld")],
                body=[make.item("paragraph", PARAGRAPH), make.item("heading", "Kop")],  # type: ignore[arg-type]
            ),
        }
        desk = CheckerDesk(school.origin, client.cookies[settings.SESSION_COOKIE_NAME].value)
        desk.pages = {name: page.pk for name, page in pages.items()}
        hooks.register("construct_wagtail_userbar", put_in_place)
        yield desk
        hooks._hooks["construct_wagtail_userbar"].remove((put_in_place, 0))
        for page in pages.values():
            page.delete()
        user.delete()


@pytest.fixture
def checked(desk: CheckerDesk, browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Opens the edit view of a page with the panel “checks” beside it."""
    from playwright.sync_api import expect

    with ExitStack() as stack:

        def go(name: str) -> Page:
            context = browser.new_context(viewport={"width": 1600, "height": 900}, locale="en")
            stack.callback(context.close)
            context.set_default_timeout(20_000)
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": desk.cookie, "url": desk.origin}])
            # Wagtail shows the preview in a frame, which the strict header of these tests does not allow.
            context.route("**/preview/**", framed)
            page = context.new_page()
            page.goto(desk.origin + reverse("wagtailadmin_pages:edit", args=[desk.pages[name]]))
            page.locator("[data-side-panel-toggle='checks']").click()
            expect(page.locator("[data-content-word-count]")).not_to_have_text("-", timeout=20_000)
            return page

        yield go


def framed(route: Route) -> None:
    response = route.fetch()
    headers = {name: value for name, value in response.headers.items() if name != "content-security-policy"}
    route.fulfill(response=response, headers=headers)


def reported(page: Page) -> str:
    return str(page.locator("[data-checks-panel]").inner_text())


def test_nothing_of_ours_is_reported_for_a_careful_page(checked: Callable[[str], Page]) -> None:
    said = reported(checked("careful"))
    assert not [name for name in (PHONE, LINK, PROHIBITIONS) if name in said]
    assert QUOTE in said, "the rule of the host was not run"


def test_each_fault_is_reported_once_beside_what_the_host_reports(checked: Callable[[str], Page]) -> None:
    said = reported(checked("careless"))
    assert [said.count(name) for name in (PHONE, LINK, PROHIBITIONS, QUOTE)] == [1, 1, 1, 1]


COLLECT = "window.checks = {}; window.wagtail = { userbar: { registerCheck(id, run) { checks[id] = run } } }"
FAILING = """([id, selector, options]) => Array.from(document.querySelectorAll(selector))
    .filter((element) => !checks[id](element, options))
    .map((element) => element.outerHTML)"""


@pytest.fixture
def checks(browser: Browser) -> Iterator[Page]:
    """An empty page with nothing but our checks, by their names in ``checks``."""
    context = browser.new_context()
    page = context.new_page()
    page.evaluate(COLLECT)
    page.add_script_tag(path=SCRIPT)
    yield page
    context.close()


ASK = """([html, id, options]) => {
  document.body.innerHTML = html;
  return checks[id](document.querySelector("[data-asked]"), options);
}"""


def answer(page: Page, html: str, rule: str) -> bool:
    options = dict(next(one.options for one in RULES if one.id == rule))
    return bool(page.evaluate(ASK, [html, rule, options]))


def test_there_is_a_check_for_every_rule(checks: Page) -> None:
    assert set(checks.evaluate("Object.keys(checks)")) == {rule.id for rule in RULES}


def test_the_browser_finds_the_numbers_that_the_server_finds(checks: Page) -> None:
    cases = {case["text"]: bool(case["numbers"]) for case in json.loads(PHONE_CASES.read_text(encoding="utf-8"))}
    found = {text: not answer(checks, f"<p data-asked>{text}</p>", "grip-bare-phone") for text in cases}
    assert found == cases


def test_a_number_in_a_link_is_one_to_tap(checks: Page) -> None:
    html = "<p><a href='tel:+31700123456'><span data-asked>070 012 34 56</span></a></p>"
    assert answer(checks, html, "grip-bare-phone")


@pytest.mark.parametrize(
    ("text", "says_where"),
    [
        *(("Klik hier", False), (" klik\nHIER! ", False), ("Lees meer ›", False), ("here", False)),
        *(("De klachtenregeling", True), ("Klik hier voor de klachtenregeling", True), ("hierheen", True)),
    ],
)
def test_a_link_says_where_it_leads(checks: Page, text: str, says_where: bool) -> None:
    assert answer(checks, f"<a href='/' data-asked>{text}</a>", "grip-link-text") is says_where


def test_112_may_stand_anywhere_on_the_page(checks: Page) -> None:
    assert not answer(checks, "<div data-asked><a href='tel:113'>113</a></div>", "grip-without-112")
    assert answer(checks, "<a href='tel:112'>112</a><div data-asked></div>", "grip-without-112")


@pytest.mark.parametrize(
    ("language", "statement", "agreement", "is_fine"),
    [
        ("nl", "Wij pesten niet. Wij schelden nooit.", "Geen foto's", False),
        ("nl", "Wij pesten niet. Wij zijn aardig.", "Geen foto's", True),
        ("nl", "Wij pesten niet.", "Wij vragen het eerst", True),
        ("nl", "Online doen we niets wat we op het plein niet doen.", "", False),
        ("en-gb", "We don’t bully.", "Never share a photo", False),
        ("en-gb", "We are kind.", "Never share a photo", True),
        ("pl", "Nie dokuczamy.", "Nie", True),
    ],
)
def test_a_norm_says_what_is_done_as_well(
    checks: Page, language: str, statement: str, agreement: str, is_fine: bool
) -> None:
    quote = f"<blockquote class='grip-norm-statement' data-asked>{statement}</blockquote>"
    agreed = f"<p class='grip-we-do'>{agreement}</p>" if agreement else ""
    html = f"<div class='grip' lang='{language}'>{quote}{agreed}</div>"
    assert answer(checks, html, "grip-only-prohibitions") is is_fine


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_reported_on_a_page_as_we_ship_it(
    visit: Callable[..., Visit], school: LiveSchool, kind: str
) -> None:
    page = visit(kind, bypass_csp=True).page
    page.evaluate(COLLECT)
    page.add_script_tag(path=SCRIPT)
    for rule in RULES:
        found = page.evaluate(FAILING, [rule.id, rule.selector, dict(rule.options)])
        assert found == [], rule.id
