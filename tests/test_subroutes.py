"""Sub-routes of our pages, and the headers of the quiet ones."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import Http404, HttpResponse
from django.test import Client
from wagtail.models import PageViewRestriction

from gripwagtail.subroutes import registry
from gripwagtail.subroutes.registry import serve_subroute
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Any:
    sheet = registry.Subroute("sheet", lambda page, request, rest: HttpResponse(f"sheet {rest}"))
    monkeypatch.setattr(make.page_class("norm"), "grip_subroutes", (sheet,))
    return make.make_page("norm", slug="norm")


def test_a_leaf_is_served_below_its_page_with_what_follows_its_name(page: Any) -> None:
    assert Client().get(f"{page.url}sheet/").content == b"sheet []"
    assert Client().get(f"{page.url}sheet/b/").content == b"sheet ['b']"


def test_a_search_engine_is_asked_to_leave_a_leaf_out_and_not_its_page(page: Any) -> None:
    assert Client().get(f"{page.url}sheet/")["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in Client().get(page.url)


def test_an_address_that_is_no_leaf_is_not_found(page: Any) -> None:
    assert Client().get(f"{page.url}other/").status_code == 404


def test_a_page_of_the_school_at_the_same_address_goes_first(page: Any) -> None:
    make.home_page(page, title="Our own sheet", slug="sheet")
    assert b"Our own sheet" in Client().get(f"{page.url}sheet/").content


def test_a_draft_is_not_found_at_its_own_address() -> None:
    draft = make.make_page("contact", contacts=[make.contact()], live=False)
    assert make.visit(draft).status_code == 404
    draft.save_revision().publish()
    assert make.visit(draft).status_code == 200


def test_a_leaf_of_a_draft_is_not_found(page: Any) -> None:
    page.unpublish()
    assert Client().get(f"{page.url}sheet/").status_code == 404


@pytest.mark.parametrize("state", ["draft", "preview"])
def test_nothing_for_paper_is_made_of_a_draft_or_a_preview_whatever_leads_there(state: str, rf: Any) -> None:
    page, request = make.make_page("contact", contacts=[make.contact()]), rf.get("/")
    assert serve_subroute(page, request, ["print"]).status_code == 200
    page.live, request = state == "preview", rf.get("/")
    request.is_preview = state == "preview"
    with pytest.raises(Http404):
        serve_subroute(page, request, ["print"])


def test_a_leaf_is_as_private_as_its_page(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="geheim")
    assert b"sheet [" not in Client().get(f"{page.url}sheet/").content


# --- headers ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["contact", "incident_help"])
def test_a_quiet_page_says_nothing_to_other_sites_and_stays_in_no_cache(kind: str) -> None:
    answer = Client().get(make.make_page(kind).url)
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "private, no-store"
    assert "CDN-Cache-Control" not in answer


@pytest.mark.parametrize("kind", ["norm", "parent_tips", "overview"])
def test_the_other_pages_leave_the_headers_to_the_host(kind: str) -> None:
    assert "Cache-Control" not in Client().get(make.make_page(kind).url)


def test_a_proxy_may_keep_a_quiet_page_for_a_minute_when_the_host_says_so(settings: Any) -> None:
    settings.GRIPWAGTAIL = {"CDN_CACHE": True}
    answer = Client().get(make.make_page("contact").url)
    # Less in the last minute of the day.
    assert answer["CDN-Cache-Control"].startswith("max-age=")
    assert answer["Cache-Control"] == "private, no-store"


def test_a_proxy_never_keeps_the_page_of_someone_with_a_session(settings: Any, admin_client: Client) -> None:
    settings.GRIPWAGTAIL = {"CDN_CACHE": True}
    assert "CDN-Cache-Control" not in admin_client.get(make.make_page("contact").url)


def test_a_proxy_never_keeps_a_page_behind_a_restriction(settings: Any) -> None:
    settings.GRIPWAGTAIL = {"CDN_CACHE": True}
    page = make.make_page("contact")
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="geheim")
    assert "CDN-Cache-Control" not in Client().get(page.url)


def test_the_contact_page_can_ask_search_engines_to_leave_it_out() -> None:
    assert Client().get(make.make_page("contact", hide_from_search=True).url)["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in Client().get(make.make_page("contact").url)
