"""The team's sheets are open to who works there without a login, until the school closes them: then nothing leaks."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.test import Client
from wagtail.models import PageViewRestriction

from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

SAID = "Kwikstap"
PASSWORD = "zwaluw"


@pytest.fixture
def page() -> Any:
    situation = make.situation(staff_opening=SAID, staff_steps=SAID, title_staff=f"{SAID}titel")
    return make.make_page("incident_help", slug="hulp", situations=[situation])


@pytest.fixture
def shut(page: Any) -> Any:
    page.grip_team_closed = True
    page.save_revision().publish()
    return page


@pytest.fixture
def staff_room(page: Any) -> Any:
    """A page of the school behind a password, and the team's sheets closed in the same way."""
    room = make.home_page(page.get_parent(), title="Personeelskamer")
    PageViewRestriction.objects.create(page=room, restriction_type="password", password=PASSWORD)
    page.grip_team_closed, page.grip_team_behind_id = True, room.pk
    page.save_revision().publish()
    return room


def visitor(**options: Any) -> Client:
    """Somebody who is logged in, and may do nothing in the admin."""
    user = get_user_model()
    client = Client()
    client.force_login(user.objects.create_user(**{user.USERNAME_FIELD: "kees@kwikstaart.example", "password": "x"}))
    return client


def leaves(page: Any) -> list[str]:
    return [path for path in page.get_cached_paths() if path.startswith("/team/")]


def get(page: Any, leaf: str = "/team/", client: Client | None = None, **options: Any) -> Any:
    return (client or Client()).get(page.url.rstrip("/") + leaf, **options)


def test_who_has_no_login_reads_every_sheet_and_no_search_engine_keeps_or_leads_to_it(page: Any) -> None:
    assert len(leaves(page)) > 1
    for leaf in leaves(page):
        answer = get(page, leaf)
        assert answer.status_code == 200, leaf
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cache-Control"] == "private, no-store"


def test_closed_says_nothing_to_who_is_not_logged_in_on_any_of_its_addresses(shut: Any) -> None:
    for leaf in leaves(shut):
        answer = get(shut, leaf)
        assert answer.status_code == 302
        assert "/login" in answer["Location"]
        assert answer.content == b""
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex"


def test_closed_leaves_the_rest_of_the_page_open(shut: Any) -> None:
    for leaf in ("/", "/poster/", "/card/"):
        assert get(shut, leaf).status_code == 200


def test_closed_says_no_more_to_who_asks_for_what_is_not_there(shut: Any) -> None:
    assert get(shut, "/team/bestaat-niet/").status_code == get(shut, "/team/").status_code == 302


@pytest.mark.parametrize("who", [visitor, lambda: _editor()])
def test_who_is_logged_in_reads_what_is_closed_and_no_cache_on_the_way_keeps_it(
    shut: Any, who: Any, settings: Any
) -> None:
    settings.GRIPWAGTAIL = {"CDN_CACHE": True}
    for leaf in leaves(shut):
        answer = get(shut, leaf, who() if leaf == "/team/" else _editor())
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert not answer.has_header("CDN-Cache-Control")


def _editor() -> Client:
    client = Client()
    client.force_login(make.editor())
    return client


def test_what_was_read_before_the_door_closed_is_kept_for_nobody(page: Any) -> None:
    for leaf in leaves(page):
        assert get(page, leaf).status_code == 200
    page.grip_team_closed = True
    page.save_revision().publish()
    assert [get(page, leaf).status_code for leaf in leaves(page)] == [302] * len(leaves(page))
    caches["default"].clear()
    assert get(page).status_code == 302


def test_a_tick_in_a_draft_closes_nothing_yet_and_one_taken_away_in_a_draft_opens_nothing(page: Any) -> None:
    page.grip_team_closed = True
    page.save_revision()
    assert get(page).status_code == 200
    page.save_revision().publish()
    page.grip_team_closed = False
    page.save_revision()
    assert get(page).status_code == 302


def test_a_translation_is_closed_when_its_original_is_whatever_it_says_itself(page: Any) -> None:
    english = make.translate(page, "en")
    assert get(english).status_code == 200
    page.grip_team_closed = True
    page.save_revision().publish()
    english.grip_team_closed = False
    english.save_revision().publish()
    assert get(english).status_code == 302


@pytest.mark.parametrize("how", ["unpublished", "private", "deleted"])
def test_a_translation_stays_closed_when_nobody_may_see_its_original(page: Any, how: str) -> None:
    english = make.translate(page, "en")
    page.grip_team_closed = True
    page.save_revision().publish()
    if how == "unpublished":
        page.unpublish()
    elif how == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    else:
        type(page).objects.get(pk=page.pk).delete()
    for leaf in leaves(english):
        answer = get(english, leaf)
        assert answer.status_code in (302, 403), leaf
        assert SAID not in answer.content.decode()


# --- like another page ---------------------------------------------------------------


def test_closed_like_a_page_with_a_password_it_asks_for_that_and_then_opens(
    page: Any, staff_room: Any, settings: Any
) -> None:
    settings.GRIPWAGTAIL = {"CDN_CACHE": True}
    client = Client()
    asked = get(page, client=client)
    form = make.soup(asked).select_one("form")
    assert asked.status_code == 403
    assert form.select_one("input[type=password]")
    assert SAID.encode() not in asked.content
    assert "no-store" in asked["Cache-Control"]
    sent = client.post(form["action"], {"password": PASSWORD, "return_url": f"{page.url}team/"})
    assert sent["Location"] == f"{page.url}team/"
    for leaf in leaves(page):
        answer = get(page, leaf, client)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert not answer.has_header("CDN-Cache-Control")


def test_a_wrong_password_opens_nothing(page: Any, staff_room: Any) -> None:
    client = Client()
    form = make.soup(get(page, client=client)).select_one("form")
    client.post(form["action"], {"password": "mus", "return_url": f"{page.url}team/"})
    assert SAID.encode() not in get(page, client=client).content


def test_who_is_logged_in_without_the_admin_needs_the_password_and_an_editor_does_not(
    page: Any, staff_room: Any
) -> None:
    assert make.soup(get(page, client=visitor())).select_one("input[type=password]")
    assert not make.soup(get(page, client=_editor())).select_one("input[type=password]")


def test_a_page_for_who_is_logged_in_asks_for_a_login(page: Any, staff_room: Any) -> None:
    PageViewRestriction.objects.update(restriction_type="login")
    assert get(page).status_code == 302
    assert get(page, client=visitor()).status_code == 200


def test_a_page_that_is_private_no_longer_or_gone_leaves_it_closed(page: Any, staff_room: Any) -> None:
    PageViewRestriction.objects.all().delete()
    assert get(page).status_code == 302
    staff_room.delete()
    assert get(type(page).objects.get(pk=page.pk)).status_code == 302
