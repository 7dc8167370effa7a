"""Page and request reach a block without the host's help, and never a visitor who comes later."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.template import Context, Template
from django.test import AsyncClient, Client, RequestFactory
from django.test.utils import override_settings
from wagtail import hooks
from wagtail.models import PageViewRestriction, PreviewableMixin, Site

from gripwagtail.lookup import visit
from gripwagtail.lookup.context import PageContext
from gripwagtail.rendering import render_block
from tests import factories as make
from tests.host_templates import WHOLE, printed, templates_with

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bare(settings: Any, tmp_path: Any) -> None:
    """The host prints {{ page.body }}."""
    settings.TEMPLATES = templates_with(settings.TEMPLATES, tmp_path, printed("the stream"))


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """After every test, whatever happened in it, nothing is known of any visit."""
    yield
    assert visit.completed(None, None) == (None, None)


@pytest.fixture
def home() -> Any:
    make.helpline()
    return make.home_page(body=[make.block("contacts")])


def school(parent: Any, label: str) -> Any:
    """A page of the host with a contact page below it, and a block that shows that one."""
    page = make.home_page(parent, body=[make.block("contacts")])
    make.make_page("overview", page)
    make.make_page("contact", page, contacts=[make.contact(label=label)])
    return page


def test_two_visits_after_each_other_in_one_thread_each_show_their_own(home: Any) -> None:
    first, second = school(home, "Juf Eén"), school(home, "Juf Twee")
    for page, own, other in (
        (first, "Juf Eén", "Juf Twee"),
        (second, "Juf Twee", "Juf Eén"),
        (first, "Juf Eén", "Juf Twee"),
    ):
        text = make.text_of(page)
        assert own in text
        assert other not in text


def test_each_site_shows_its_own(home: Any) -> None:
    make.make_page("contact", home, contacts=[make.contact(label="Juf Hier")])
    there = make.site_with("elders.example").root_page.specific
    there.body = home.body
    there.save()
    make.make_page("contact", there, contacts=[make.contact(label="Juf Daar")])
    assert "Juf Daar" in make.text_of(there)
    assert "Juf Hier" in make.text_of(home)
    assert "Juf Daar" in make.text_of(there)


def test_the_body_of_another_page_in_a_list_shows_what_belongs_to_the_page_shown(
    home: Any, settings: Any, tmp_path: Any
) -> None:
    first, second = school(home, "Juf Eén"), school(home, "Juf Twee")
    files = {"home/home_page.html": WHOLE % "{% for one in page.get_siblings.specific %}{{ one.body }}{% endfor %}"}
    settings.TEMPLATES = templates_with(settings.TEMPLATES, tmp_path / "list", files)
    text = make.text_of(second)
    assert text.count("Juf Twee") == 2
    assert "Juf Eén" not in text
    assert first.pk != second.pk


@pytest.mark.parametrize("failure", [RuntimeError("stuk"), Http404("weg"), SystemExit(1)], ids=repr)
def test_a_page_that_fails_is_forgotten(home: Any, monkeypatch: pytest.MonkeyPatch, failure: BaseException) -> None:
    seen: list[Any] = []

    def serve(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        seen.append(visit.completed(None, None))
        raise failure

    monkeypatch.setattr(type(home), "serve", serve)
    client = Client(raise_request_exception=False)
    try:
        make.visit(home, client)
    except SystemExit:
        # Nothing of Django comes after this; the next request in the thread hears of nobody.
        visit_of_next = Client().get("/bestaat-niet/", headers={"host": "localhost"})
        assert visit_of_next.status_code == 404
    assert seen[0][0].pk == home.pk


def test_the_page_for_an_error_is_not_told_of_what_failed(
    home: Any, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
) -> None:
    make.make_page("contact", home, contacts=[make.contact()])
    files = {"500.html": "{% load gripwagtail %}[{% grip_contacts %}]{% grip_incident_help %}"}
    settings.TEMPLATES = templates_with(settings.TEMPLATES, tmp_path / "error", files)
    monkeypatch.setattr(type(home), "serve", lambda *args, **kwargs: 1 / 0)
    response = make.visit(home, Client(raise_request_exception=False))
    assert response.status_code == 500
    text = response.content.decode()
    assert "[]" in text
    assert "112" in text


def test_a_hook_that_answers_in_the_place_of_the_page_knows_it_and_leaves_nothing(home: Any) -> None:
    make.make_page("contact", home, contacts=[make.contact()])

    def instead(page: Any, request: Any, args: Any, kwargs: Any) -> HttpResponse:
        return HttpResponse(str(page.body))

    with hooks.register_temporarily("before_serve_page", instead):
        assert make.SIGNS["contact"] in make.text_of(home)


def test_a_preview_within_a_request_gives_that_back_what_it_was_showing(home: Any) -> None:
    first, second = school(home, "Juf Eén"), school(home, "Juf Twee")
    request = RequestFactory().get("/")
    visit.begin(first, request)
    try:
        assert "Juf Twee" in make.preview(second).get_text()
        assert visit.completed(None, None) == (first, request)
    finally:
        visit._forget()


def test_a_preview_that_fails_is_forgotten(home: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(home), "get_context", lambda *args, **kwargs: 1 / 0)
    assert home.make_preview_request().status_code == 500
    assert visit.completed(None, None) == (None, None)


def test_a_page_that_shows_its_preview_in_its_own_way_is_known_too(home: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    make.make_page("contact", home, contacts=[make.contact()])
    monkeypatch.setattr(type(home), "serve_preview", lambda self, request, mode: HttpResponse(str(self.body)))
    assert make.SIGNS["contact"] in make.preview(home).get_text()


def test_something_else_that_is_previewed_is_no_page() -> None:
    class Footer(PreviewableMixin):
        def serve_preview(self, request: Any, mode_name: Any) -> HttpResponse:
            page, known = visit.completed(None, None)
            return HttpResponse(f"{page} {known is request}")

    assert Footer().make_preview_request().content == b"None True"


def test_the_form_that_asks_for_a_password_shows_nobody(home: Any, settings: Any, tmp_path: Any) -> None:
    secret = school(home, "Juf Geheim")
    restriction = PageViewRestriction.objects.create(page=secret, restriction_type="password", password="sesam")
    files = {"wagtailcore/password_required.html": WHOLE % "{{ page.body }}"}
    settings.TEMPLATES = templates_with(settings.TEMPLATES, tmp_path / "form", files)
    client = Client()
    assert "Juf Geheim" not in make.soup(make.visit(secret, client)).get_text()
    client.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{secret.pk}/",
        {"password": "sesam", "return_url": "/"},
        headers={"host": "localhost"},
    )
    assert "Juf Geheim" in make.soup(make.visit(secret, client)).get_text()
    assert "Juf Geheim" not in make.soup(make.visit(secret)).get_text()


def test_a_page_of_the_context_goes_before_that_of_the_visit(home: Any) -> None:
    first, second = school(home, "Juf Eén"), school(home, "Juf Twee")
    request = RequestFactory().get("/")
    visit.begin(first, request)
    try:
        assert PageContext.of_context({"page": second}).page is second
        assert PageContext.of_context({"page": second}).request is request
        assert PageContext.of_context({"request": request}).page is first
        assert PageContext.of_context({"page": 3, "self": object()}).page is first
        assert PageContext.of_context(None).page is first
        # Another request is another visit: nothing of this one belongs to it.
        assert PageContext.of_context({"request": RequestFactory().get("/")}).page is None
    finally:
        visit._forget()


def test_another_thread_is_told_nothing(home: Any) -> None:
    told: list[Any] = []
    visit.begin(home, RequestFactory().get("/"))
    try:
        thread = threading.Thread(target=lambda: told.append(visit.completed(None, None)))
        thread.start()
        thread.join()
    finally:
        visit._forget()
    assert told == [(None, None)]


def test_visits_at_the_same_moment_in_one_thread_each_show_their_own(home: Any) -> None:
    first, second = school(home, "Juf Eén"), school(home, "Juf Twee")

    async def text(page: Any) -> str:
        response = await AsyncClient().get(page.url)
        return str(response.content.decode())

    async def both() -> list[str]:
        return await asyncio.gather(text(first), text(second), text(first))

    for shown, own, other in zip(async_to_sync(both)(), ["Eén", "Twee", "Eén"], ["Twee", "Eén", "Twee"], strict=True):
        assert f"Juf {own}" in shown
        assert f"Juf {other}" not in shown


def test_a_page_that_is_sent_in_parts_knows_itself_to_the_end(home: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    make.make_page("contact", home, contacts=[make.contact()])

    def serve(self: Any, request: Any, *args: Any, **kwargs: Any) -> StreamingHttpResponse:
        return StreamingHttpResponse(str(self.body) for _part in range(2))

    monkeypatch.setattr(type(home), "serve", serve)
    assert [make.SIGNS["contact"] in part.decode() for part in make.visit(home).streaming_content] == [True, True]


def test_the_next_request_begins_without_the_last_even_when_that_was_never_closed(home: Any) -> None:
    visit.begin(home, RequestFactory().get("/"))
    seen: list[Any] = []

    class Looks:
        def __init__(self, get_response: Any) -> None:
            self.get_response = get_response

        def __call__(self, request: Any) -> Any:
            seen.append(visit.completed(None, None))
            return self.get_response(request)

    globals()["Looks"] = Looks
    with override_settings(MIDDLEWARE=[f"{__name__}.Looks"]):
        Client().get("/bestaat-niet/", headers={"host": "localhost"})
    assert seen == [(None, None)]


def test_a_tag_in_a_template_without_context_knows_the_page(home: Any) -> None:
    make.make_page("contact", home, contacts=[make.contact()])
    request = RequestFactory().get("/", headers={"host": "localhost"})
    visit.begin(home, request)
    try:
        assert make.SIGNS["contact"] in Template("{% load gripwagtail %}{% grip_contacts %}").render(Context())
        assert "stylesheet" not in Template("{% load gripwagtail %}{% grip_css %}").render(Context())
    finally:
        visit._forget()
    assert "stylesheet" in Template("{% load gripwagtail %}{% grip_css %}").render(Context())


def test_outside_a_visit_a_block_shows_what_needs_no_page(home: Any) -> None:
    assert str(render_block("contacts", {}, {})) == ""
    shown = make.soup(render_block("incident_help", {}, {"heading": "Kijk hier"}))
    assert "112" in shown.get_text()
    assert "Kijk hier" not in shown.get_text()
    assert Site.objects.count() == 1
