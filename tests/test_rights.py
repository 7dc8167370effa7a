"""Who may use each view that we add to the admin; and nobody else reads or changes anything there.

The rows are in `tests/rights.py`. Making the schools takes longer than asking, so each question is asked of all rows in
one test, and what is wrong is listed by row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import rights
from tests.rights import GENERIC, ROWS, SECRET, STRANGERS, ViewRights, World

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

ALL = {**ROWS, **GENERIC}
FORMS = {name: row for name, row in ALL.items() if row.post is not None}
METHODS = ("get", "head", "options", "post", "put", "patch", "delete", "trace")
# To Wagtail a PUT is a form, and it trips over one that is empty.
FORMS_OF_WAGTAIL = {f"{rights.ADMIN_OF_HELPLINES}:add", f"{rights.ADMIN_OF_HELPLINES}:edit", "settings of a site"}
# That somebody is there, and messages: nothing of a school.
OF_THE_VISIT = re.compile(r'^(INSERT INTO|UPDATE|DELETE FROM) "(django_session|wagtailadmin_editingsession)"')
EVIL = "https://evil.example/"
# Wagtail asks for a permission when the form is sent. Before, it shows a title, as its chooser of pages does.
TITLES_ONLY = {"wagtailadmin_pages:move_confirm"}

Wrong = list[tuple[Any, ...]]


@pytest.fixture
def world(db: None) -> World:
    return rights.make_world()


@contextmanager
def undone() -> Iterator[None]:
    """What happens here has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Written(CaptureQueriesContext):
    """What was written to the database meanwhile, also when it was taken back."""

    def __init__(self) -> None:
        super().__init__(connection)

    @property
    def rows(self) -> list[str]:
        texts = (query["sql"] for query in self.captured_queries)
        return [text for text in texts if re.match("INSERT|UPDATE|DELETE", text) and not OF_THE_VISIT.match(text)]


def ask(
    client: Client, method: str, name: str, row: ViewRights, world: World, more: Mapping[str, str] | None = None
) -> Any:
    """The response to a method; the form of the row goes with those that carry one."""
    query = {**row.query(world), **(more or {})}
    address = f"{rights.address_of(name, row, world)}?{urlencode(query)}"
    if method not in ("post", "put", "patch", "delete"):
        return getattr(client, method)(address)
    form = {**(row.post(world) if row.post else {}), **(more or {})}
    return client.generic(method.upper(), address, encode_multipart(BOUNDARY, form), MULTIPART_CONTENT)


def leads_to_login(response: Any) -> bool:
    return response.status_code == 302 and response.url.startswith(reverse("wagtailadmin_login"))


def text_of(response: Any) -> str:
    return b"".join(response).decode() + str(response.headers)


# --- nothing is forgotten -----------------------------------------------------------


def test_every_view_of_ours_stands_in_the_table() -> None:
    """Who adds a view adds a row to `tests/rights.py`, and so decides who may use it."""
    assert rights.our_views() == sorted(ROWS)


def test_a_view_without_a_row_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(ROWS, "gripwagtail_library")
    assert set(rights.our_views()) - set(ROWS) == {"gripwagtail_library"}


# --- who may ------------------------------------------------------------------------


def test_who_has_the_right_gets_an_answer_and_reading_changes_nothing(world: World) -> None:
    """A link that somebody is lured to follow does nothing, whatever follows its question mark."""
    wrong: Wrong = []
    for name, row in ALL.items():
        client = world.client(row.right)
        form = {key: value for key, value in (row.post(world) if row.post else {}).items() if isinstance(value, str)}
        with undone(), Written() as written:
            status = ask(client, "get", name, row, world).status_code
            ask(client, "get", name, row, world, form)
        if status != row.status or written.rows:
            wrong.append((name, status, written.rows))
    assert wrong == []


def test_the_form_of_who_has_the_right_changes_something(world: World) -> None:
    """So the forms that strangers send below would have done the same."""
    wrong: Wrong = []
    for name, row in FORMS.items():
        client = world.client(row.right)
        with undone(), Written() as written:
            response = ask(client, "post", name, row, world)
        if response.status_code != 302 or not written.rows:
            wrong.append((name, response.status_code))
    assert wrong == []


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_reads_nothing_and_changes_nothing(world: World, who: str) -> None:
    wrong: Wrong = []
    client = world.client(who)
    for name, row in ALL.items():
        for method in METHODS:
            with undone(), Written() as written:
                response = ask(client, method, name, row, world)
            if who in row.open_to:
                is_right = response.status_code < 500
            elif who == "nobody":
                is_right = leads_to_login(response)
            else:
                is_right = response.status_code in (302, 403, 404, 405)
            if not is_right or written.rows or SECRET.casefold() in text_of(response).casefold():
                wrong.append((name, method, response.status_code, written.rows))
    assert wrong == []


def test_a_script_of_nobody_is_refused(world: World) -> None:
    asked = {
        name: Client().get(rights.address_of(name, row, world), headers={"x-requested-with": "XMLHttpRequest"})
        for name, row in ALL.items()
    }
    assert {name: response.status_code for name, response in asked.items() if response.status_code != 403} == {}


def test_other_methods_are_answered_plainly(world: World) -> None:
    wrong: Wrong = []
    for name, row in ALL.items():
        client = world.client(row.right)
        for method in ("head", "options", "put", "patch", "delete", "trace"):
            if method == "put" and name in FORMS_OF_WAGTAIL:
                continue
            with undone():
                status = ask(client, method, name, row, world).status_code
            plain = {200, 302, 404, 405} if method in ("head", "options") else {302, 404, 405}
            if status not in plain:
                wrong.append((name, method, status))
    assert wrong == []


# --- forms --------------------------------------------------------------------------


def test_a_form_from_another_site_is_refused(world: World) -> None:
    wrong: Wrong = []
    for name, row in ALL.items():
        client = world.client(row.right, enforce_csrf_checks=True)
        with undone(), Written() as written:
            response = ask(client, "post", name, row, world)
        if response.status_code != 403 or written.rows:
            wrong.append((name, response.status_code, written.rows))
    assert wrong == []


def test_nobody_is_led_to_another_site(world: World) -> None:
    wrong: Wrong = []
    evil = dict.fromkeys(("next", "redirect_to", "return_to", "url"), EVIL)
    for name, row in ALL.items():
        client = world.client(row.right)
        for method in ("get", "post") if name in FORMS else ("get",):
            with undone():
                response = ask(client, method, name, row, world, evil)
            leads_away = urlsplit(response.headers.get("Location", "")).netloc or f'href="{EVIL}' in text_of(response)
            if leads_away or response.status_code >= 500:
                wrong.append((name, method, response.status_code))
    assert wrong == []


# --- the pages of a school, in Wagtail's own views ----------------------------------


def test_our_pages_are_as_closed_as_wagtail_keeps_any_page(world: World) -> None:
    """Their items are not snippets, so preview, history, copies and versions follow the rights on the page."""
    page = world.pages["contact"]
    revision = page.get_latest_revision()
    known = {"page_id": page.pk, "parent_page_id": page.pk, "revision_id": revision.pk, "destination_page_id": page.pk}
    known |= {"page_to_move_id": page.pk, "destination_id": page.pk, "revision_id_a": revision.pk, "id": page.pk}
    known |= {"revision_id_b": revision.pk, "action_name": "approve"}
    known |= {"app_label": page._meta.app_label, "model_name": page._meta.model_name}
    known |= {"content_type_app_name": page._meta.app_label, "content_type_model_name": page._meta.model_name}
    tried, wrong = 0, []
    clients = {who: world.client(who) for who in STRANGERS}
    for name, found in rights.patterns():
        arguments = list(found.pattern.converters)
        if not name.startswith(("wagtailadmin_pages:", "wagtailadmin_explore")) or not arguments:
            continue
        given = {key: known.get(key, 1) for key in arguments}
        tried += 1
        for who, client in clients.items():
            for method in ("get", "post"):
                with undone(), Written() as written:
                    response = getattr(client, method)(reverse(name, kwargs=given))
                said = text_of(response).casefold().replace(page.title.casefold() if name in TITLES_ONLY else "", "")
                if written.rows or SECRET.casefold() in said or response.status_code == 500:
                    wrong.append((name, who, method, response.status_code, written.rows))
    assert tried > 25
    assert wrong == []
