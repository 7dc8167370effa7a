"""Whether the front page leads to our pages: looked at as nobody, and believed only when there is a link."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from wagtail import hooks
from wagtail.models import PageViewRestriction

from gripwagtail.desk import front_page as module
from gripwagtail.desk.first_steps import short_form, way_there
from gripwagtail.desk.front_page import front_page
from gripwagtail.desk.schools import Desk
from gripwagtail.lookup import visit
from gripwagtail.planting.groups import NAME
from tests import factories as make
from tests.test_desk_findings import editor_of
from tests.test_start_groups import group, member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def step(user: Any = None) -> Any:
    desk = Desk(user)
    return way_there(desk, desk.schools[0])


def link_to(page: Any) -> None:
    """The home page gets a block of ours, which links to its page."""
    home = make.home_page()
    home.body = make.json.dumps([{"type": "grip_contacts", "value": {}, "id": "b"}])
    home.save_revision().publish()


@pytest.fixture
def page() -> Any:
    make.make_page("overview")
    return make.make_page("contact", contacts=[make.contact()])


def test_in_menus_is_no_link(page: Any) -> None:
    make.page_class("overview").objects.update(show_in_menus=True)
    found = step()
    assert (found.is_done, found.is_enough) == (False, False)


def test_a_block_on_the_front_page_leads_there(page: Any) -> None:
    link_to(page)
    assert step().is_done is True


def test_while_nothing_is_published_nobody_looks(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("overview", "contact"):
        make.page_class(kind).objects.update(live=False)
    monkeypatch.setattr("gripwagtail.desk.first_steps.front_page", lambda _address: pytest.fail("looked"))
    assert step().is_done is False


def answering(monkeypatch: pytest.MonkeyPatch, **pages: HttpResponse) -> None:
    monkeypatch.setattr(module, "_ask", lambda url: pages[url.rstrip("/").rpartition("/")[2] or "root"])


@pytest.mark.parametrize("address", ["http://[oeps", "//[oeps/", "http://[::zz]/"])
def test_an_address_that_is_none_is_passed_by_wherever_it_stands(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    html = f"<base href='{address}'><a href='{address}'>x</a><a href='/online/'>Hulp</a>"
    answering(monkeypatch, **{"school.example": HttpResponse(html)})
    found = front_page("http://school.example/")
    assert found.is_seen
    assert found.leads_to(["http://school.example/online/"])
    assert not found.leads_to([address])
    answering(monkeypatch, **{"school.example": HttpResponse(status=302, headers={"Location": address})})
    assert front_page("http://school.example/") == (frozenset(), False)


def test_a_front_page_whose_own_address_fails_is_not_looked_at(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_self: Any, *_given: Any) -> Any:
        raise ValueError("No address")

    monkeypatch.setattr("wagtail.models.Page.get_full_url", fails)
    monkeypatch.setattr("wagtail.models.Page.full_url", property(fails))
    assert step().is_done is False


def test_a_redirect_on_the_same_host_is_followed_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    moved = HttpResponse(status=302, headers={"Location": "/nl/"})
    answering(monkeypatch, **{"school.example": moved, "nl": HttpResponse("<a href='/online/wie-helpt/#x'>Hulp</a>")})
    found = front_page("http://school.example/")
    assert found.is_seen and found.leads_to(["http://www.school.example/online/"])
    answering(
        monkeypatch, **{"school.example": HttpResponse(status=302, headers={"Location": "https://inlog.example/"})}
    )
    assert front_page("http://school.example/") == module.FrontPage(frozenset(), False)


@pytest.mark.parametrize(
    ("html", "leads"),
    [
        ("<a href='/online-gedrag/'>Online</a>", True),
        ("<a href='http://school.example/online-gedrag/wie-helpt/'>Wie helpt</a>", True),
        ("<base href='/online-gedrag/'><a href='wie-helpt/'>Wie helpt</a>", True),
        ("<a href='/online-gedrag-oud/'>Oud</a>", False),
        ("<a href='http://elders.example/online-gedrag/'>Elders</a>", False),
        ("<template><a href='/online-gedrag/'>Online</a></template>", False),
        ("<link href='/online-gedrag/'><p>/online-gedrag/</p>", False),
        ("<a href='http://[x'>Kapot</a><a href='#'>Hier</a>", False),
    ],
)
def test_what_counts_as_a_link(monkeypatch: pytest.MonkeyPatch, html: str, leads: bool) -> None:
    answering(monkeypatch, **{"school.example": HttpResponse(html)})
    assert front_page("http://school.example/").leads_to(["http://school.example/online-gedrag/"]) is leads


def test_a_front_page_that_fails_keeps_nobody_from_being_ready(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_url: str) -> HttpResponse:
        raise RuntimeError

    monkeypatch.setattr(module, "_ask", fail)
    found = step()
    assert (found.is_done, found.is_enough) == (False, True)


def test_one_behind_a_password_is_looked_at_as_nobody(page: Any) -> None:
    link_to(page)
    PageViewRestriction.objects.create(page=make.home_page().page_ptr, restriction_type="login")
    assert step(make.editor()).is_done is False


def test_what_such_a_visit_does_and_notes_does_not_stay(page: Any) -> None:
    link_to(page)
    seen = []

    def writes(page: Any, request: Any, args: Any, kwargs: Any) -> None:
        seen.append((request.user.is_anonymous, translation.get_language()))
        make.helpline("bezoek")
        translation.activate("ar")

    from gripwagtail.models import GripHelpline

    with hooks.register_temporarily("before_serve_page", writes):
        assert step().is_done is True
    assert seen and all(is_nobody for is_nobody, _language in seen)
    assert not GripHelpline.objects.filter(key="bezoek").exists()
    assert translation.get_language() == "en"
    assert visit.completed(None, None) == (None, None)


def test_who_may_edit_the_home_page_is_led_there_and_others_get_the_address_to_pass_on() -> None:
    home = make.home_page()
    call_command("gripwagtail_start", groups=True, stdout=io.StringIO())
    contact = make.page_class("contact").objects.get()
    assert step(make.editor()).url == reverse("wagtailadmin_pages:edit", args=[home.pk])
    mine = step(member(group(NAME)))
    assert mine.url == reverse("gripwagtail_first_hour", args=[contact.pk]) + "#way"


def test_the_address_is_ready_to_be_passed_on_once_the_overview_is_published(page: Any) -> None:
    user = editor_of(page)
    assert step(user).text.endswith("ask whoever looks after the home page for a link; the address is ready")
    make.page_class("overview").objects.get().unpublish()
    assert step(user).text.endswith("ask whoever looks after the home page for a link")


def test_the_short_form_is_for_who_may_edit_the_contact_page_of_a_school_that_has_one() -> None:
    overview = make.make_page("overview")
    assert short_form(Desk().schools[0]) == ""
    contact = make.make_page("contact", contacts=[make.contact()])
    assert short_form(Desk().schools[0]) == reverse("gripwagtail_first_hour", args=[contact.pk])
    assert short_form(Desk(editor_of(contact)).schools[0]) == reverse("gripwagtail_first_hour", args=[contact.pk])
    assert short_form(Desk(editor_of(overview)).schools[0]) == ""
