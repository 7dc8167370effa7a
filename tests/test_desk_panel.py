"""The home page of the admin shows an editor of our pages what comes first, and is calm when all is well."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.admin.views.home import RecentEditsPanel, WorkflowObjectsToModeratePanel

from gripwagtail.admin.home_panel import DeskPanel
from gripwagtail.desk import first_steps
from gripwagtail.pages.models import GripContactPage
from tests import factories as make
from tests.remembered import remembered
from tests.test_desk_findings import client_of, confidant, editor_of, good_school

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def panel(user: Any) -> Any:
    response = client_of(user).get(reverse("wagtailadmin_home"))
    assert response.status_code == 200
    return make.soup(response).select_one(".grip-desk")


def settled() -> None:
    """As long after the first publication that nobody needs first steps any more."""
    from gripwagtail.lookup.sources import page_models

    for model in page_models():
        model.objects.update(first_published_at=timezone.now() - timezone.timedelta(days=60))


def words(element: Any) -> str:
    return " ".join(element.get_text(" ").split())


def test_all_is_well_in_one_line() -> None:
    good_school()
    settled()
    shown = panel(make.editor())
    assert "All is well on your 5 pages." in words(shown)
    lists = shown.select("ul:not(.grip-desk__links), ol")
    assert [each for each in lists if not each.find_parent("details")] == []


def test_each_finding_leads_to_the_right_place() -> None:
    pages = good_school()
    settled()
    make.since_long(make.set_items(pages["contact"], "contacts", [confidant(checked_on=None)]))
    link = panel(make.editor()).select_one(".grip-desk__kinds a")
    assert link["href"].endswith(f"/gripwagtail/checks/{pages['contact'].pk}/")
    assert link.get_text() == "contact"


def test_who_edits_none_of_our_pages_sees_no_panel() -> None:
    good_school()
    assert panel(editor_of(make.home_page(make.home_page(), title="Elders"))) is None


def test_a_board_reads_of_which_school_and_how_many_more() -> None:
    for number in range(5):
        pages = good_school(make.site_with(f"s{number}.example", site_name=f"School {number}").root_page)
        make.set_items(pages["overview"], "cells", [make.cell(confirmed=False)])
    settled()
    shown = words(panel(make.editor()))
    assert "( School 0 )" in shown
    assert "and 2 more pages or cards" in shown


@pytest.fixture
def planted() -> Any:
    return remembered("school as the command plants it", _planted)


def _planted() -> Any:
    home = make.home_page()
    home.locale = make.language("nl")
    home.save()
    call_command("gripwagtail_start", stdout=io.StringIO())
    return home


def lead_there(home: Any) -> None:
    """The front page gets a block of ours, which has a link to its page."""
    home.body = json.dumps([{"type": "grip_contacts", "value": {}, "id": "b"}])
    home.save_revision().publish()


def steps(user: Any) -> list[tuple[bool, Any]]:
    return [("Done:" in item.get_text(), item.select_one("a")) for item in panel(user).select("ol > li")]


def test_a_planted_school_has_eight_first_steps_with_a_link_each(planted: Any) -> None:
    found = steps(make.editor())
    assert len(found) == 8
    assert not any(is_done for is_done, _link in found)
    client = client_of(make.editor())
    for _is_done, link in found:
        assert client.get(link["href"]).status_code == 200


def test_a_step_is_done_when_its_work_is(planted: Any) -> None:
    user = make.editor()
    make.settings_of(planted.get_site(), phone="070 012 34 56")
    assert [is_done for is_done, _link in steps(user)] == [True, *[False] * 7]
    page = GripContactPage.objects.get()
    raw = [{**item, "value": {**item["value"], "confirmed": True}} for item in page.contacts.raw_data]
    make.set_items(page, "contacts", raw, publish=False)
    assert [is_done for is_done, _link in steps(user)][1] is True


def test_a_front_page_that_cannot_be_made_costs_no_other_step(planted: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*given: Any) -> Any:
        raise RuntimeError("a template of the host")

    monkeypatch.setattr(first_steps, "way_there", fails)
    found = panel(make.editor())
    assert len(found.select("ol > li")) == 8
    assert "Help visitors find it" in found.get_text()


def test_a_page_that_nobody_with_expertise_read_is_published_and_its_step_not_done(planted: Any) -> None:
    from gripwagtail.pages.models import GripIncidentHelpPage

    user = make.editor()
    page = GripIncidentHelpPage.objects.get().get_latest_revision_as_object()
    assert "publish it" in steps(user)[4][1].get_text()
    page.save_revision().publish()
    is_done, link = steps(user)[4]
    assert is_done is False
    # What visitors see already is not to be published: each step asks what is left of it now.
    assert "publish" not in link.get_text()

    today = timezone.localdate().isoformat()
    raw = [{**item, "value": {**item["value"], "expert_read": today}} for item in page.situations.raw_data]
    make.set_items(GripIncidentHelpPage.objects.get(), "situations", raw)
    assert [is_done for is_done, _link in steps(user)][4] is True


def test_the_first_steps_are_gone_when_the_school_is_online(planted: Any) -> None:
    from gripwagtail.pages.models import GripOverviewPage
    from gripwagtail.planting.updating import planted_pages

    make.settings_of(planted.get_site(), phone="070 012 34 56")
    for page in planted_pages():
        draft = page.get_latest_revision_as_object()
        for name, box in (("contacts", "confirmed"), ("cells", "confirmed")):
            if hasattr(draft, name):
                raw = getattr(draft, name).raw_data
                items = [{**item, "value": {**item["value"], box: True}} for item in raw]
                make.set_items(page, name, items)
                break
        else:
            if hasattr(draft, "agreed"):
                draft.adopted_on = timezone.localdate()
            draft.save_revision().publish()
    # Being in menus is not being found: the site has none.
    GripOverviewPage.objects.update(show_in_menus=True)
    assert len(panel(make.editor()).select("ol")) == 1
    lead_there(planted)
    assert panel(make.editor()).select("ol") == []


def test_a_done_step_keeps_its_link_and_the_first_two_are_one_short_form(planted: Any) -> None:
    user = make.editor()
    make.settings_of(planted.get_site(), phone="070 012 34 56")
    form = reverse("gripwagtail_first_hour", args=[GripContactPage.objects.get().pk])
    found = steps(user)
    assert [(is_done, link["href"]) for is_done, link in found[:2]] == [(True, form), (False, form)]
    assert panel(user).select_one(".grip-desk a.button")["href"] == form


# --- always in one click ------------------------------------------------------------


def links(user: Any) -> dict[str, str]:
    return {link.get_text().strip(): link["href"] for link in panel(user).select(".grip-desk__links a")}


def test_the_pages_the_poster_and_the_messages_are_one_click_away_when_all_is_well() -> None:
    pages = good_school()
    settled()
    user = make.editor()
    found = links(user)
    edits = {reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in pages.values()}
    assert edits < set(found.values())
    client = client_of(user)
    for name, url in found.items():
        answer = client.get(url)
        assert answer.status_code == (302 if name == "Poster" else 200), name
    poster = client.get(client.get(found["Poster"])["Location"])
    assert (poster.status_code, "112" in poster.content.decode()) == (200, True)
    assert found["Messages to parents after an incident"].endswith(f"/aftercare/{pages['incident_help'].pk}/")


def test_a_page_that_visitors_do_not_see_has_no_poster_and_says_draft(planted: Any) -> None:
    found = links(make.editor())
    assert "Poster" not in found and "Messages to parents after an incident" in found
    assert words(panel(make.editor()).select_one(".grip-desk__links")).count("(draft)") == 5
    draft = make.page_class("incident_help").objects.get()
    assert client_of(make.editor()).get(reverse("gripwagtail_poster", args=[draft.pk])).status_code == 404


def test_of_two_pages_of_one_kind_the_links_say_which_and_of_one_only_its_kind() -> None:
    good_school()
    make.make_page("contact", title="De tweede locatie", contacts=[confidant()])
    settled()
    found = set(links(make.editor()))
    assert {"Who helps: contact", "Who helps: De tweede locatie", "Norm", "Overview"} <= found


def test_each_school_of_a_board_has_its_own_and_an_editor_only_theirs() -> None:
    schools = [good_school(make.site_with(f"s{number}.example").root_page) for number in range(7)]
    settled()
    shown = panel(make.editor())
    assert len(shown.select(".grip-desk__links")) == 7
    assert shown.select_one(".grip-desk__links").find_parent("details") is not None
    mine = panel(editor_of(schools[3]["contact"]))
    hrefs = [link["href"] for link in mine.select(".grip-desk__links a")]
    edit = reverse("wagtailadmin_pages:edit", args=[schools[3]["contact"].pk])
    assert hrefs == [edit, reverse("gripwagtail_first_hour", args=[schools[3]["contact"].pk])]


def test_of_many_schools_that_begin_those_that_wait_come_first_and_the_others_are_counted() -> None:
    schools = [good_school(make.site_with(f"s{number}.example").root_page) for number in range(6)]
    for pages in schools[2:]:
        type(pages["norm"]).objects.filter(pk=pages["norm"].pk).update(live=False, last_published_at=None)
    shown = panel(make.editor())
    assert [words(title).rpartition(": ")[2] for title in shown.select("h3")][:2] == ["s2.example", "s3.example"]
    assert "At 2 more schools a page waits for its first publication." in words(shown)


@pytest.mark.slow
def test_the_panel_asks_as_much_for_thirty_schools_as_for_one() -> None:
    user = make.editor()
    counts = []
    for number in range(30):
        good_school(make.site_with(f"s{number}.example").root_page)
        if number in (0, 29):
            settled()
            panel(user)
            with CaptureQueriesContext(connection) as captured:
                panel(user)
            counts.append(len(captured))
    assert counts[0] == counts[1]


def test_what_waits_for_the_editor_stands_above_it() -> None:
    assert WorkflowObjectsToModeratePanel.order < DeskPanel.order < RecentEditsPanel.order


def test_with_very_many_pages_the_home_page_does_not_wait_for_the_list(
    monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    make.set_items(good_school()["overview"], "cells", [make.cell(confirmed=False)])
    settled()
    client = client_of(make.editor())
    whole = make.soup(client.get(reverse("wagtailadmin_home"))).select_one(".grip-desk")
    monkeypatch.setattr("gripwagtail.admin.home_panel._AT_ONCE", 4)
    later = make.soup(client.get(reverse("wagtailadmin_home"))).select_one(".grip-desk")
    assert "Looking at 5 pages" in words(later)
    assert later.select_one(f'a[href="{reverse("gripwagtail_desk_report")}"]')
    answer = client.get(later.parent["data-w-swap-src-value"]).content.decode()
    fetched = make.soup(answer).select_one(".grip-desk")
    assert words(fetched) == words(whole)
    assert "Looking at" not in words(fetched)
    # Of a superuser, who may edit every page: these pages, and content types that nobody asked for yet.
    with django_assert_max_num_queries(3):
        DeskPanel().render_html({"request": type("Request", (), {"user": make.editor()})})


def test_who_edits_nothing_of_ours_gets_nothing_when_asking_for_the_list() -> None:
    good_school()
    client = client_of(editor_of(make.site_with("elders.example").root_page))
    assert client.get(reverse("gripwagtail_desk")).content == b""
