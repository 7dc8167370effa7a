"""Our pages among classes that are not ours: the mixins and the ``serve`` of a host or of another package."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpResponse, HttpResponseRedirect
from django.test import Client
from django.test.utils import isolate_apps
from wagtail.blocks import CharBlock
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageViewRestriction

from gripwagtail import checks
from gripwagtail.models import ContactMixin, NormMixin
from gripwagtail.page_class import GripPage
from tests import factories as make

pytestmark = pytest.mark.django_db


class Routes(RoutablePageMixin):
    @path("vroeger/")
    def earlier(self, request: Any) -> HttpResponse:
        return HttpResponse("vroeger")


class OwnServe:
    """As many sites write it, with no more arguments than Wagtail's documentation shows."""

    def serve(self, request: Any) -> Any:
        return super().serve(request)


class NoSuper:
    """Answers in the place of the page, as packages for headless sites do."""

    def serve(self, request: Any) -> HttpResponse:
        return HttpResponse("een eigen antwoord")


class LeadsAway:
    def serve(self, request: Any) -> HttpResponse:
        return HttpResponseRedirect("https://elders.example/")


class GetsContext:
    """As packages for metadata do."""

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "meta": "iets"}  # type: ignore[misc]


COMPANY = {
    "RoutablePageMixin first": (Routes, ContactMixin, Page),
    "RoutablePageMixin second": (ContactMixin, Routes, Page),
    "a serve of its own": (OwnServe, ContactMixin, Page),
    "metadata": (GetsContext, ContactMixin, Page),
}


@pytest.fixture
def page(db: None) -> Any:
    make.settings_of(phone="070 012 34 00")
    found = make.five_pages(make.home_page())["contact"]
    make.set_items(found, "contacts", [make.contact(label="Juf Annemiek")])
    return found


@pytest.fixture
def joins(page: Any) -> Iterator[Callable[..., None]]:
    """Gives the class of the page other bases, for as long as a test lasts."""
    model = type(page)
    before = model.__bases__

    def join(*bases: type) -> None:
        model.__bases__ = bases

    yield join
    model.__bases__ = before


def is_private(answer: Any) -> bool:
    return "no-store" in answer["Cache-Control"] and answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("company", COMPANY)
def test_a_page_has_its_content_its_sheets_and_its_headers(page: Any, joins: Any, company: str) -> None:
    joins(*COMPANY[company])
    seen = Client().get(page.url)
    printed = Client().get(f"{page.url}print/")

    assert seen.status_code == printed.status_code == 200
    assert "Juf Annemiek" in seen.content.decode()
    assert "grip-contact-page" in seen.content.decode()
    assert "Juf Annemiek" in printed.content.decode()
    assert "grip-contact-page" not in printed.content.decode()
    assert is_private(seen)
    assert is_private(printed)
    assert printed["X-Robots-Tag"] == "noindex"
    assert Client().get(f"{page.url}nergens/").status_code == 404


@pytest.mark.parametrize("bases", [(Routes, ContactMixin, Page), (ContactMixin, Routes, Page)])
def test_a_route_of_the_host_is_served_and_as_private_as_the_page(
    page: Any, joins: Any, bases: tuple[type, ...]
) -> None:
    joins(*bases)
    answer = Client().get(f"{page.url}vroeger/")

    assert answer.content == b"vroeger"
    assert is_private(answer)


def test_what_a_host_answers_in_the_place_of_the_page_gets_the_headers(page: Any, joins: Any) -> None:
    joins(NoSuper, ContactMixin, Page)
    answer = Client().get(page.url)

    assert answer.content.decode() == "een eigen antwoord"
    assert is_private(answer)
    assert "Juf Annemiek" in Client().get(f"{page.url}print/").content.decode()


def test_a_host_that_leads_elsewhere_does_so_for_the_sheets_as_well(page: Any, joins: Any) -> None:
    joins(LeadsAway, ContactMixin, Page)
    answer = Client().get(f"{page.url}print/")

    assert answer["Location"] == "https://elders.example/"
    assert is_private(answer)


@pytest.mark.parametrize("bases", [(ContactMixin, Page), (OwnServe, ContactMixin, Page), (NoSuper, ContactMixin, Page)])
def test_a_sheet_is_behind_the_restriction_of_its_page(page: Any, joins: Any, bases: tuple[type, ...]) -> None:
    joins(*bases)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    answer = Client().get(f"{page.url}print/")

    assert answer.status_code == 302
    assert b"Annemiek" not in answer.content


def test_the_old_address_of_a_sheet_is_among_those_that_redirect(page: Any) -> None:
    assert {"/print/", "/vcard/"} <= set(page.get_route_paths())


@isolate_apps("tests.hosts.default.home")
def test_a_class_in_which_a_page_comes_before_our_mixin_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class BasePage(Page):
        class Meta:
            abstract = True

    class Right(NormMixin, BasePage):
        class Meta:
            app_label = "home"

    class Further(Right):
        class Meta:
            app_label = "home"

    class Joined(Routes, NormMixin, BasePage):
        class Meta:
            app_label = "home"

    class Wrong(BasePage, NormMixin):
        class Meta:
            app_label = "home"

    class Foreign(BasePage):
        """May say of which kind it is without a mixin of ours."""

        class Meta:
            app_label = "home"

    models: list[type[GripPage]] = [Right, Further, Foreign, Joined, Wrong]  # type: ignore[list-item]
    monkeypatch.setattr("gripwagtail.checks.fitting.page_models", lambda: models)
    [[message, hint]] = checks.CHECKS["gripwagtail.E015"]()

    assert message.startswith("home.Wrong names BasePage before NormMixin")
    assert "class Wrong(NormMixin, BasePage)" in hint


@isolate_apps("tests.hosts.default.home")
def test_a_base_page_may_have_a_body_of_its_own_when_it_is_abstract_and_else_django_says_which_field() -> None:
    class AbstractBase(Page):
        intro = RichTextField(blank=True)
        body = StreamField([("text", CharBlock())], blank=True)

        class Meta:
            app_label = "home"
            abstract = True

    class ConcreteBase(Page):
        intro = RichTextField(blank=True)

        class Meta:
            app_label = "home"

    class Ours(NormMixin, AbstractBase):
        class Meta:
            app_label = "home"

    class Clashes(NormMixin, ConcreteBase):
        class Meta:
            app_label = "home"

    def clashes(model: Any) -> list[str]:
        return [message.msg for message in model.check() if message.id == "models.E006"]

    assert clashes(Ours) == []
    assert {Ours._meta.get_field(name).model for name in ("intro", "body")} == {Ours}
    assert type(Ours._meta.get_field("body")).__module__ == "gripwagtail.stored.streams"
    [message] = clashes(Clashes)
    assert "'intro'" in message
