"""The edit forms are small at first sight: what one fills in is there, and the rest when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from gripwagtail.lookup.sources import KINDS
from tests import factories as make
from tests.browser.conftest import LiveSchool
from tests.browsers import let_requests_end
from tests.by_day import by_day

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.skipif(settings.ROOT_URLCONF != "tests.hosts.urls", reason="the editor of one host is enough")

MOST = 7
LISTS = {
    "contact": "contacts",
    "incident_help": "situations",
    "norm": "agreements",
    "parent_tips": "tips",
    "overview": "cells",
}
# The named inputs that an editor sees, and the select that speaks for a list of keys.
SEEN = """root => [...root.querySelectorAll("input, select, textarea")].filter(one => {
  if (one.type === "hidden" || one.getAttribute("aria-hidden") === "true") return false;
  const box = one.getBoundingClientRect();
  return box.width > 2 && box.height > 2 && one.checkVisibility({ visibilityProperty: true });
}).map(one => one.name.split("-value-")[1] ?? one.className)"""


@dataclass
class EditViews:
    """The edit view of a small page of each kind, and the session of who may open them."""

    origin: str
    cookie: str
    addresses: dict[str, str]


@pytest.fixture(scope="module")
def desk(school: LiveSchool, django_db_blocker: Any) -> Iterator[EditViews]:
    """Made before a test has a transaction, which would lock the sessions. Without autosave nothing is written."""
    with django_db_blocker.unblock(), override_settings(WAGTAIL_AUTOSAVE_INTERVAL=0):
        user = make.editor()
        client = Client()
        client.force_login(user)
        # Below the home of the school, which stays when this one goes.
        home = make.home_page(make.home_page())
        pages = {kind: make.make_page(kind, home, **make.content_of(kind)) for kind in KINDS}
        make.set_items(
            pages["contact"],
            "contacts",
            [
                make.contact(label="Juf", confirmed=False, roles=["mentor"]),
                # Begun, and saved: chosen, with nothing yet in the field from which it is worked out.
                make.contact(label="Later", roles=[], scope="external", via_school=False, is_management=True),
                make.contact(label="Ook later", roles=[], scope="internal", via_school=True, is_management=False),
            ],
        )
        make.set_items(
            pages["incident_help"],
            "situations",
            [make.situation(sexual="", evidence="none", school_does_confirmed=False)],
        )
        no = {"confirmed": False}
        sentence = {"task": "set", "level": "class", "text": "Wij maken een poster", **no}
        make.set_items(pages["overview"], "cells", [make.cell(), make.cell(**no)])
        make.set_items(pages["overview"], "proposals", [make.item("proposal", sentence)])
        make.set_items(pages["overview"], "partners", [make.partner(**no)])
        broken = {"if_broken_confirmed": False}
        agreements = [make.agreement(), make.agreement(key="b", **broken)]
        agreements.append(make.agreement(key="c", if_broken="", **broken))
        make.set_items(pages["norm"], "agreements", agreements)
        addresses = {kind: reverse("wagtailadmin_pages:edit", args=[page.pk]) for kind, page in pages.items()}
        for address in addresses.values():
            # The first visit writes down who is told of comments, which a test that holds a transaction would refuse.
            client.get(address)
        yield EditViews(school.origin, client.cookies[settings.SESSION_COOKIE_NAME].value, addresses)
        for page in pages.values():
            page.delete()
        type(home).objects.get(pk=home.pk).delete()
        user.delete()


@pytest.fixture
def edit(desk: EditViews, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens the edit view of a kind of page."""
    with ExitStack() as stack:
        # Last of all: an open edit view tells the server now and then that it is open.
        stack.callback(let_requests_end, 10)

        def go(kind: str, **options: Any) -> Page:
            context = browser.new_context(viewport={"width": 1280, "height": 800}, **options)
            stack.callback(context.close)
            context.set_default_timeout(15_000)
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": desk.cookie, "url": desk.origin}])
            page = context.new_page()
            page.goto(desk.origin + desk.addresses[kind])
            page.locator(f"[name='{LISTS[kind]}-count']").wait_for(state="attached")
            return page

        yield go


def new_item(page: Page, stream: str) -> Locator:
    """An empty item at the end of a stream."""
    count = int(page.locator(f"[name='{stream}-count']").input_value())
    page.locator(f"[name='{stream}-count']").locator("xpath=..").locator("button.c-sf-add-button").last.click()
    return item(page, stream, count)


def item(page: Page, stream: str, number: int) -> Locator:
    order = page.locator(f"[name='{stream}-{number}-order']")
    order.wait_for(state="attached")
    return order.locator("xpath=ancestor::*[@data-streamfield-child][1]")


def field(page: Page, name: str) -> Locator:
    return page.locator(f"[name='{name}']")


def choose(card: Locator, role: str) -> None:
    """A role, as an editor picks it."""
    card.locator("[data-contentpath='roles'] select").select_option(role)


@pytest.mark.parametrize(
    ("kind", "seen"),
    [
        ("contact", ["grip-keys__add", "label", "phones-0-value", "email", "where", "when", "confirmed"]),
        (
            "incident_help",
            ["title", "position", "sexual", "urgency", "pupil_steps", "grip-keys__add", "grip-keys__add"],
        ),
    ],
)
def test_a_new_item_shows_what_one_fills_in_first(edit: Callable[..., Page], kind: str, seen: list[str]) -> None:
    page = edit(kind)
    found = new_item(page, LISTS[kind]).evaluate(SEEN)
    assert found == seen
    assert len(found) <= MOST
    # One can type or choose at once.
    assert page.evaluate("document.activeElement.matches('.grip-keys__add, [name$=-title]')")


def test_without_our_script_every_field_can_be_reached(edit: Callable[..., Page]) -> None:
    page = edit("contact")
    page.route("**/admin/item*.js", lambda route: route.abort())
    page.reload()
    card = new_item(page, "contacts")
    away = card.evaluate("root => [...root.querySelectorAll('[data-contentpath][hidden]')].length")
    assert away == 0
    for name in ("organisation", "is_work_phone", "told_on"):
        assert card.locator(f"[data-contentpath='{name}']").count() == 1


CUT = """all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)"""


def test_on_a_phone_headings_are_read_whole_and_no_field_is_wider_than_the_form(edit: Callable[..., Page]) -> None:
    page = edit("incident_help")
    page.set_viewport_size({"width": 390, "height": 844})
    situation = item(page, "situations", 0)
    heading = situation.locator("[data-panel-heading]").first
    assert heading.evaluate_all(CUT) == []
    assert heading.evaluate("one => getComputedStyle(one).whiteSpace") == "normal"
    assert situation.locator("[data-streamfield-action=DELETE]").first.is_visible()
    situation.locator("[data-panel-toggle]").first.click()
    wide = situation.evaluate("""root => [...root.querySelectorAll("select, input, textarea")].filter(
        one => one.checkVisibility() && one.getBoundingClientRect().right > 390).map(one => one.name)""")
    assert wide == []


@pytest.mark.parametrize("kind", KINDS)
def test_title_introduction_and_list_are_in_the_first_screen(edit: Callable[..., Page], kind: str) -> None:
    page = edit(kind)
    panel = field(page, f"{LISTS[kind]}-count").locator("xpath=ancestor::section[@data-panel][1]")
    parts = [field(page, "title"), field(page, "intro"), panel.locator("[data-panel-heading]").first]
    parts.append(panel.locator("[data-streamfield-child] [data-panel-heading]").first)
    for part in parts:
        box = part.bounding_box()
        assert box
        # Above the bar with which one saves.
        assert 0 < box["y"] < box["y"] + box["height"] <= 738, part


def test_what_there_is_to_say_is_one_line_that_opens(edit: Callable[..., Page]) -> None:
    page = edit("incident_help")
    line = page.locator(".grip-status > summary")
    box = line.bounding_box()
    assert box and box["height"] <= 40
    assert not page.locator(".grip-status__part").first.is_visible()
    line.focus()
    page.keyboard.press("Enter")
    assert page.locator(".grip-status__part").first.is_visible()


def test_what_belongs_to_somebody_from_outside_appears_with_the_role_and_is_not_lost(edit: Callable[..., Page]) -> None:
    page = edit("contact")
    card = new_item(page, "contacts")
    website = card.locator("[name$='-value-website']")
    assert not website.is_visible()
    choose(card, "confidential-external")
    website.fill("https://voorbeeld.example/")
    card.locator("[name$='-value-label']").fill("Vertrouwenspersoon van buiten")
    assert card.locator("[name$='-value-scope']").input_value() == "external"
    assert not card.locator("[name$='-value-via_school']").is_checked()

    card.locator("[data-contentpath='roles'] [data-do='remove']").click()
    choose(card, "mentor")

    assert card.locator("[name$='-value-scope']").input_value() == "internal"
    assert card.locator("[name$='-value-via_school']").is_checked()
    assert website.is_visible()
    assert website.input_value() == "https://voorbeeld.example/"
    assert card.locator("[name$='-value-label']").input_value() == "Vertrouwenspersoon van buiten"
    assert not card.locator("[name$='-value-organisation']").is_visible()


def test_what_an_editor_chose_is_not_worked_out_again(edit: Callable[..., Page]) -> None:
    page = edit("contact")
    card = new_item(page, "contacts")
    card.locator("[name$='-value-scope']").dispatch_event("beforematch")
    card.locator("[name$='-value-scope']").select_option("external")
    choose(card, "mentor")
    assert card.locator("[name$='-value-scope']").input_value() == "external"


def test_a_stored_card_is_never_changed_by_a_role(edit: Callable[..., Page]) -> None:
    page = edit("contact")
    card = item(page, "contacts", 0)
    card.locator("[data-panel-toggle]").first.click()
    choose(card, "confidential-external")
    assert card.locator("[name$='-value-scope']").input_value() == "internal"


WORKED_OUT = ("scope", "via_school", "is_management")
STATE = "one => one.type === 'checkbox' ? one.checked : one.value"


def chosen(card: Locator) -> dict[str, object]:
    """What is in the fields that a new card works out from its role."""
    return {name: card.locator(f"[name$='-value-{name}']").evaluate(STATE) for name in WORKED_OUT}


@pytest.mark.parametrize(("number", "role"), [(1, "mentor"), (2, "confidential-external"), (2, "board")])
@pytest.mark.parametrize("copied", by_day([False, True], True))
def test_what_is_stored_or_copied_without_a_role_is_never_changed_by_one(
    edit: Callable[..., Page], number: int, role: str, copied: bool
) -> None:
    page = edit("contact")
    card = item(page, "contacts", number)
    if copied:
        card.locator("[data-streamfield-action=DUPLICATE]").first.evaluate("button => button.click()")
        card = item(page, "contacts", 3)
    else:
        card.locator("[data-panel-toggle]").first.click()
    before = chosen(card)
    choose(card, role)
    assert chosen(card) == before


def test_what_is_stored_without_an_answer_about_sexual_keeps_its_rule(edit: Callable[..., Page]) -> None:
    page = edit("incident_help")
    situation = item(page, "situations", 0)
    situation.locator("[data-panel-toggle]").first.click()
    situation.locator("[name$='-value-sexual']").select_option("yes")
    assert situation.locator("[name$='-value-evidence']").input_value() == "none"


def test_what_was_chosen_on_a_new_item_stays_so_when_the_item_is_moved(edit: Callable[..., Page]) -> None:
    page = edit("contact")
    card = new_item(page, "contacts")
    card.locator("[name$='-value-scope']").dispatch_event("beforematch")
    # Chosen once and taken back: what it began with is a choice now.
    for scope in ("external", "internal"):
        card.locator("[name$='-value-scope']").select_option(scope)
    card.locator("[data-streamfield-action=MOVE_UP]").first.evaluate("button => button.click()")
    choose(card, "confidential-external")
    assert chosen(card) == {"scope": "internal", "via_school": False, "is_management": False}


def test_only_a_mobile_number_asks_whether_it_is_of_work(edit: Callable[..., Page]) -> None:
    page = edit("contact")
    card = new_item(page, "contacts")
    tick = card.locator("[name$='-value-is_work_phone']")
    phone = card.locator("[name$='-value-phones-0-value']")
    for number, asks in (("070 012 34 56", False), ("06 00 65 43 21", True), ("+31 6 00654321", True), ("", False)):
        phone.fill(number)
        assert tick.is_visible() is asks, number


def test_the_heading_of_a_closed_card_says_that_nobody_sees_it_and_nothing_twice(
    edit: Callable[..., Page],
) -> None:
    page = edit("contact")
    heading = item(page, "contacts", 0).locator("[data-panel-heading-text]").first
    assert "".join(heading.inner_text().split()).startswith("Nietzichtbaar:Juf")
    card = new_item(page, "contacts")
    choose(card, "privacy-officer")
    card.locator("[name$='-value-label']").fill("Functionaris gegevensbescherming")
    card.locator("[data-panel-toggle]").first.click()
    said = card.locator("[data-panel-heading-text]").first.inner_text().lower()
    assert said.count("functionaris gegevensbescherming") == 1
    assert "niet zichtbaar" not in said


def heading_of(part: Locator) -> str:
    return " ".join((part.locator("[data-panel-heading-text]").first.text_content() or "").split())


def toggle(part: Locator) -> None:
    part.locator("[data-panel-toggle]").first.click()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (
            "overview",
            {
                ("cells", 0): "",
                ("cells", 1): "Niet zichtbaar:",
                ("proposals", 0): "Niet zichtbaar:",
                ("partners", 0): "Niet zichtbaar:",
            },
        ),
        # Without the sentence there is nothing that visitors do not see.
        (
            "norm",
            {("agreements", 0): "", ("agreements", 1): "“Als het misgaat” niet zichtbaar:", ("agreements", 2): ""},
        ),
    ],
)
def test_so_does_that_of_everything_else_that_waits_for_a_tick(
    edit: Callable[..., Page], kind: str, said: dict[tuple[str, int], str]
) -> None:
    page = edit(kind)
    for (stream, number), begin in said.items():
        heading = heading_of(item(page, stream, number))
        assert heading
        assert heading.startswith(begin), (stream, number)
        assert ("zichtbaar" in heading) is bool(begin), (stream, number)


def test_it_says_so_no_longer_once_that_is_ticked(edit: Callable[..., Page]) -> None:
    page = edit("norm")
    one = item(page, "agreements", 1)
    toggle(one)
    field(page, "agreements-1-value-if_broken_confirmed").check()
    toggle(one)
    assert "zichtbaar" not in heading_of(one)


def test_in_a_situation_it_is_beside_what_the_school_does(edit: Callable[..., Page]) -> None:
    page = edit("incident_help")
    situation = item(page, "situations", 0)
    assert "zichtbaar" not in heading_of(situation)
    toggle(situation)
    text = field(page, "situations-0-value-school_does")
    fold = text.locator("xpath=ancestor::section[@data-panel][1]")
    assert not text.is_visible()
    assert heading_of(fold) == "Niet zichtbaar: Wij praten met iedereen"
    toggle(fold)
    text.fill("")
    toggle(fold)
    assert heading_of(fold) == ""


def test_an_error_opens_the_fold_and_the_field_that_it_is_in(edit: Callable[..., Page]) -> None:
    page = edit("incident_help")
    situation = new_item(page, "situations")
    situation.locator("[name$='-value-title']").fill("Iemand plaatst iets")
    situation.locator("[name$='-value-sexual']").select_option("yes")
    situation.locator("[name$='-value-evidence']").evaluate("one => { one.value = 'screenshot' }")
    situation.locator("[name$='-value-key']").evaluate("one => { one.value = 'niet goed!' }")
    page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    page.get_by_role("button", name="Publiceren").click()
    page.locator(".messages .error").first.wait_for()
    assert field(page, "situations-1-value-evidence").is_visible()
    assert field(page, "situations-1-value-key").is_visible()
    assert field(page, "situations-1-value-title").input_value() == "Iemand plaatst iets"
