"""The desk finds what is out of date, for those who can fix it, and asks no more for many schools than for one."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.models import GroupPagePermission
from wagtail.users.models import UserProfile

from gripwagtail.desk import findings as desk_findings
from gripwagtail.desk.columns import mark_stale
from gripwagtail.desk.confirmations import check
from gripwagtail.desk.finding import KINDS, Finding
from gripwagtail.desk.findings import LOOKS, findings, kinds_found
from gripwagtail.desk.schools import Desk
from gripwagtail.models import GripCheck, GripDeskColumns
from gripwagtail.planting.digest import digest
from tests import factories as make

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def confidant(**value: Any) -> dict[str, Any]:
    given = {"label": "De vertrouwenspersonen", "roles": ["confidential-internal"], "checked_on": TODAY.isoformat()}
    return make.contact(**{**given, **value})


def good_school(home: Any = None) -> dict[str, Any]:
    """A school about which there is nothing to say."""
    home = home or make.home_page()
    pages = {
        "overview": make.make_page("overview", home, cells=[make.cell()]),
        "norm": make.make_page(
            "norm",
            home,
            statement="Wij zijn aardig.",
            adopted_on=TODAY - DAY,
            review_on=TODAY + 90 * DAY,
            agreements=[make.agreement()],
        ),
        "contact": make.make_page("contact", home, contacts=[confidant()]),
        "parent_tips": make.make_page("parent_tips", home, tips=[make.tip()]),
        "incident_help": make.make_page(
            "incident_help", home, situations=[make.situation(expert_read=TODAY.isoformat())]
        ),
    }
    return pages


def kinds(found: list[Finding]) -> list[str]:
    return [finding.kind for finding in found]


def of_kind(kind: str, user: Any = None) -> list[Finding]:
    found = [finding for finding in findings(user) if finding.kind == kind]
    # What the report counts before it words anything is what is said then.
    counted = {pk for pk, kinds in kinds_found(Desk(user)).items() if kind in kinds}
    assert counted == {finding.page_id for finding in found} - {None}
    return found


def only(kind: str, user: Any = None) -> Finding:
    (finding,) = of_kind(kind, user)
    return finding


def test_a_school_in_good_order_has_no_findings() -> None:
    good_school()
    assert findings(make.editor()) == []


def test_every_kind_has_one_look() -> None:
    assert list(LOOKS) == list(KINDS)


def test_the_worst_comes_first() -> None:
    pages = good_school()
    make.set_items(pages["contact"], "contacts", [make.contact(checked_on="2020-01-01", confirmed=True)])
    make.set_items(pages["overview"], "cells", [make.cell(confirmed=False)])
    found = findings(make.editor())
    assert kinds(found) == ["no-confidant", "contact-unchecked", "unconfirmed"]
    assert [finding.urgency for finding in found] == sorted(finding.urgency for finding in found)


@pytest.mark.parametrize("fields", [{"adopted_on": TODAY}, {"agreed": [make.agreed()]}])
def test_a_norm_that_nobody_agreed_to_is_told_until_somebody_did(fields: dict[str, Any]) -> None:
    pages = good_school()
    model = type(pages["norm"])
    model.objects.filter(pk=pages["norm"].pk).update(adopted_on=None)
    found = only("norm-not-made-together")
    assert (found.page_id, found.url.endswith(f"/{pages['norm'].pk}/edit/")) == (pages["norm"].pk, True)
    norm = model.objects.get(pk=pages["norm"].pk)
    for name, value in fields.items():
        setattr(norm, name, json.dumps(value) if isinstance(value, list) else value)
    norm.save_revision().publish()
    assert findings(None) == []


def test_a_norm_that_is_to_be_adopted_is_not_agreed_to_yet() -> None:
    pages = good_school()
    type(pages["norm"]).objects.filter(pk=pages["norm"].pk).update(adopted_on=TODAY + DAY)
    assert kinds(findings(None)) == ["norm-not-made-together"]


def test_a_key_is_the_same_next_week_and_another_when_it_happens_again() -> None:
    pages = good_school()
    card = confidant(valid_until=(TODAY - DAY).isoformat())
    make.set_items(pages["contact"], "contacts", [confidant(), card])
    first = only("contact-expired")
    assert only("contact-expired").key == first.key
    card["value"]["valid_until"] = (TODAY - 3 * DAY).isoformat()
    make.set_items(pages["contact"], "contacts", [confidant(), card])
    assert only("contact-expired").key != first.key


def test_a_card_that_ended_leads_to_that_card() -> None:
    pages = good_school()
    card = confidant(label="Meester Bo", valid_until=(TODAY - DAY).isoformat())
    make.set_items(pages["contact"], "contacts", [confidant(), card])
    finding = only("contact-expired")
    assert "Meester Bo" in finding.text
    assert finding.url.endswith(f"/{pages['contact'].pk}/edit/#block-{card['id']}-section")
    assert (finding.item, finding.date, finding.page_id) == (card["id"], TODAY - DAY, pages["contact"].pk)


def test_a_card_that_ends_within_thirty_days_is_told_in_time() -> None:
    pages = good_school()
    days = [TODAY, TODAY + 30 * DAY, TODAY + 31 * DAY]
    cards = [confidant(label=f"Kaart {number}", valid_until=day.isoformat()) for number, day in enumerate(days)]
    make.set_items(pages["contact"], "contacts", [confidant(), *cards])
    assert [finding.item for finding in of_kind("contact-expiring")] == [card["id"] for card in cards[:2]]
    assert of_kind("contact-expired") == []


def test_a_card_that_nobody_confirmed_does_not_end() -> None:
    pages = good_school()
    card = confidant(confirmed=False, valid_until=(TODAY - DAY).isoformat())
    make.set_items(pages["contact"], "contacts", [confidant(), card])
    assert kinds(findings(None)) == ["unconfirmed"]


def test_nobody_is_a_confidant_who_can_not_be_reached() -> None:
    pages = good_school()
    for via_school in (True, False):
        make.settings_of(phone="", email="")
        nowhere = confidant(phones=[], email="", via_school=via_school)
        make.set_items(pages["contact"], "contacts", [nowhere, make.contact(checked_on=TODAY.isoformat())])
        assert kinds(findings(None)) == ["no-confidant", "contact-unreachable"]
        assert "Nobody can be reached here" in only("no-confidant").text
        # The school takes the call from the day on which it has a phone, where the card says so.
        make.settings_of(phone="070 012 34 56")
        assert kinds(findings(None)) == ([] if via_school else ["no-confidant", "contact-unreachable"])


def test_a_confidant_who_left_yesterday_is_missed_today_without_anybody_saving() -> None:
    pages = good_school()
    page = make.set_items(pages["contact"], "contacts", [confidant(valid_until=TODAY.isoformat())])
    assert of_kind("no-confidant") == []
    # As the row will be tomorrow.
    yesterday = (TODAY - DAY).isoformat()
    for raw in page.contacts.raw_data:
        raw["value"]["valid_until"] = yesterday
    type(page).objects.filter(pk=page.pk).update(contacts=page.contacts)
    GripDeskColumns.objects.filter(page=page.pk).update(counted_until=TODAY - DAY)
    assert kinds(findings(None))[:2] == ["no-confidant", "contact-unreachable"]


def test_a_contact_is_due_again_in_a_new_school_year() -> None:
    pages = good_school()
    year = TODAY.year if (TODAY.month, TODAY.day) >= (8, 1) else TODAY.year - 1
    last_day = datetime.date(year, 7, 31)
    make.set_items(pages["contact"], "contacts", [confidant(checked_on=last_day.isoformat())])
    assert only("contact-unchecked").date == datetime.date(year, 8, 1)
    make.set_items(pages["contact"], "contacts", [confidant(checked_on=(last_day + DAY).isoformat())])
    assert of_kind("contact-unchecked") == []


def test_a_check_counts_as_much_as_a_date_on_the_card() -> None:
    pages = good_school()
    page = make.since_long(make.set_items(pages["contact"], "contacts", [confidant(checked_on=None)]))
    assert only("contact-unchecked").url.endswith(f"/gripwagtail/checks/{page.pk}/")
    check(page, [page.contacts.raw_data[0]["id"]])
    assert of_kind("contact-unchecked") == []
    assert GripCheck.objects.count() == 1


def test_a_norm_is_overdue_on_the_day_that_it_names() -> None:
    pages = good_school()
    norm = pages["norm"]
    norm.review_on = TODAY
    norm.save_revision().publish()
    finding = only("norm-overdue")
    assert (finding.date, finding.page_id) == (TODAY, norm.pk)


def test_a_norm_without_a_day_is_due_a_period_after_it_was_adopted() -> None:
    norm = good_school()["norm"]
    norm.review_on, norm.adopted_on = None, TODAY - 400 * DAY
    norm.save_revision().publish()
    assert only("norm-overdue").date < TODAY
    make.settings_of(review_months=24)
    assert findings(None) == []


def test_a_school_without_a_norm_is_told_and_led_to_its_draft() -> None:
    pages = good_school()
    assert of_kind("norm-missing") == []
    pages["norm"].unpublish()
    assert only("norm-missing").url.endswith(f"/pages/{pages['norm'].pk}/edit/")
    pages["norm"].delete()
    assert "/pages/" in only("norm-missing").url


def test_a_page_that_nobody_read_for_a_year_is_due() -> None:
    tips = good_school()["parent_tips"]
    type(tips).objects.filter(pk=tips.pk).update(first_published_at=timezone.now() - 400 * DAY)
    mark_stale(Q(pk=tips.pk))
    assert only("page-overdue").page_id == tips.pk
    check(tips)
    assert findings(None) == []


def test_a_placeholder_counts_also_in_a_draft_that_was_never_published() -> None:
    pages = good_school()
    tips = pages["parent_tips"]
    tips.unpublish()
    tips.intro = "Welkom bij [[naam van de school]]."
    tips.save_revision()
    assert only("placeholder").page_id == tips.pk


def test_a_school_that_is_not_published_yet_has_first_steps_instead_of_findings() -> None:
    home = make.home_page()
    make.make_page("contact", home, contacts=[make.contact(confirmed=False)], live=False)
    assert findings(None) == []


def test_what_is_not_confirmed_is_named_and_leads_to_the_first_of_it() -> None:
    page = good_school()["overview"]
    cells = [make.cell(), *(make.cell(text=f"Zin {number}", confirmed=False) for number in range(1, 8))]
    make.set_items(page, "cells", cells)
    finding = only("unconfirmed")
    assert finding.text.startswith("7 items are not confirmed")
    assert finding.text.endswith("These are: “Zin 1”, “Zin 2”, “Zin 3”, “Zin 4”, “Zin 5” and 2 more.")
    assert finding.url.endswith(f"/{page.pk}/edit/#block-{cells[1]['id']}-section")
    cells[1]["value"]["confirmed"] = True
    make.set_items(page, "cells", cells)
    after = only("unconfirmed")
    assert after.url.endswith(f"#block-{cells[2]['id']}-section")
    # The same thing as last week: there is less of it.
    assert after.key == finding.key


def test_what_has_no_words_yet_is_called_by_its_task_and_a_field_by_its_name() -> None:
    pages = good_school()
    make.set_items(pages["overview"], "cells", [make.cell(text="", task="guide", confirmed=False)])
    assert only("unconfirmed").text.endswith("“Guide within the norm”.")
    make.set_items(pages["overview"], "cells", [make.cell()])
    norm = type(pages["norm"]).objects.get(pk=pages["norm"].pk)
    norm.always, norm.always_confirmed = "Wij doen altijd iets.", False
    norm.save_revision().publish()
    finding = only("unconfirmed")
    assert f"“{norm._meta.get_field('always').verbose_name}”" in finding.text
    assert finding.url.endswith(f"/{norm.pk}/edit/")


def test_of_many_pages_a_board_reads_the_first_ones_and_of_the_others_how_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(desk_findings, "_READ", 1)
    for number in range(2):
        page = good_school(make.site_with(f"s{number}.example").root_page)["overview"]
        make.set_items(page, "cells", [make.cell(text="Zin", confirmed=False)])
    first, second = of_kind("unconfirmed")
    assert "“Zin”" in first.text and "#block-" in first.url
    assert "1 item is not confirmed" in second.text and "Zin" not in second.text
    assert second.url.endswith("/edit/")


def test_a_situation_that_no_expert_read_is_told() -> None:
    pages = good_school()
    make.set_items(pages["incident_help"], "situations", [make.situation(), make.situation(key="x")])
    assert "2" in only("unread").text


def test_a_helpline_in_conflict_is_told_to_who_may_change_helplines() -> None:
    good_school()
    row = make.helpline(phones="0800-0999")
    row.shipped = {"phones": "0800-0432", "before": {"phones": "0800-0111"}}
    row.save()
    assert only("helpline-conflict", make.editor()).helpline == row.name
    assert of_kind("helpline-conflict", editor_of(make.home_page())) == []


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({"checked_on": 190}, True),
        ({"checked_on": 150}, False),
        ({"source_date": 400, "source_body": "De Kindertelefoon"}, True),
        ({"source_date": 30, "source_body": "De Kindertelefoon"}, False),
        ({"source_date": 400, "source_body": "De Kindertelefoon", "checked_on": 3}, False),
        ({"shipped": {"phones": "0800-0432"}}, True),
        ({}, False),
        ({"checked_on": 400, "active": False}, False),
    ],
)
def test_helplines_that_nobody_looked_up_for_half_a_year_are_told_together(
    fields: dict[str, Any], is_told: bool
) -> None:
    good_school()
    days = {name: TODAY - value * DAY for name, value in fields.items() if name.endswith(("_on", "_date"))}
    make.helpline("eerste", name="De Eerste", **{**fields, **days})
    make.helpline("tweede", name="De Tweede", **{**fields, **days})
    found = of_kind("helpline-old", make.editor())
    assert [(one.helpline, "2" in one.text) for one in found] == ([("De Eerste, De Tweede", True)] if is_told else [])
    assert of_kind("helpline-old", editor_of(make.home_page())) == []


def test_a_translation_is_old_when_the_words_of_the_original_changed_and_not_when_a_fact_did() -> None:
    pages = good_school()
    make.language("en")
    contact = pages["contact"]
    make.translate(contact, "en")
    contact = make.set_items(contact, "contacts", [{**contact.contacts.raw_data[0]}])
    assert of_kind("translation-old") == []
    contact.intro = "Iets nieuws."
    contact.save_revision().publish()
    finding = only("translation-old")
    assert finding.page_id != contact.pk
    translated = contact.get_translation(make.language("en"))
    translated.intro = "Something new."
    translated.save_revision().publish()
    assert of_kind("translation-old") == []


def test_a_page_without_a_translation_is_told_once_another_has_one() -> None:
    pages = good_school()
    make.translate(pages["contact"], "en")
    assert {finding.page_id for finding in of_kind("translation-missing")} == {
        page.pk for kind, page in pages.items() if kind != "contact"
    }


def test_a_link_to_a_page_that_is_gone_is_told() -> None:
    pages = good_school()
    other = make.home_page(make.home_page(), title="Protocol")
    body = [{"type": "paragraph", "value": f'<p><a linktype="page" id="{other.pk}">lees</a></p>', "id": "a" * 8}]
    make.set_items(pages["norm"], "body", body)
    document = make.document(url=other.get_url())
    make.set_items(pages["norm"], "documents", [document, make.document(url="/nergens-te-vinden/")])
    assert "1 link" in only("dead-link").text
    other.unpublish()
    assert "3 links" in only("dead-link").text


def test_an_address_below_a_page_of_ours_is_trusted() -> None:
    pages = good_school()
    url = pages["contact"].get_url() + "print/"
    make.set_items(pages["norm"], "documents", [make.document(url=url)])
    assert of_kind("dead-link") == []


# --- columns that are no longer valid -----------------------------------------------


def test_columns_of_another_release_are_worked_out_anew() -> None:
    norm = good_school()["norm"]
    GripDeskColumns.objects.filter(page=norm.pk).update(placeholders=7, counted_with="0.0.1")
    assert findings(None) == []
    assert make.desk_columns(norm).counted_with != "0.0.1"
    assert make.desk_columns(norm).placeholders == 0


def test_a_page_without_columns_is_worked_out_by_who_reads_it_next() -> None:
    norm = good_school()["norm"]
    GripDeskColumns.objects.all().delete()
    assert findings(None) == []
    assert make.desk_columns(norm).counted_until is not None


def test_rows_that_were_written_past_every_signal_are_worked_out_when_they_are_read() -> None:
    contact = good_school()["contact"]
    type(contact).objects.update(contacts=[])
    mark_stale(Q(pk=contact.pk))
    assert kinds(findings(None)) == ["no-confidant", "contact-unreachable"]


def test_what_the_desk_works_out_is_no_change_of_a_planted_page() -> None:
    norm = good_school()["norm"]
    before = digest(norm)
    norm.checked = {"": "2026-01-01"}
    GripDeskColumns.objects.filter(page=norm.pk).update(placeholders=9, review_due=TODAY)
    assert digest(norm) == before
    norm.show_checked = True
    assert digest(norm) != before


# --- who sees what ------------------------------------------------------------------


def editor_of(page: Any) -> Any:
    """Somebody who may edit what is below a page, and nothing else."""
    user = make.editor()
    user.is_superuser = False
    user.save()
    group = Group.objects.create(name=f"Redactie {page.pk} {user.pk}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    group.user_set.add(user)
    permission = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    return type(user).objects.get(pk=user.pk)


def client_of(user: Any) -> Client:
    """Logged in, with an admin in English."""
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
    client = Client()
    client.force_login(user)
    return client


def test_an_editor_of_one_school_sees_nothing_of_another() -> None:
    homes = [make.home_page(), make.site_with("b.example").root_page]
    for home in homes:
        pages = good_school(home)
        make.set_items(pages["overview"], "cells", [make.cell(confirmed=False)])
    assert len(findings(make.editor())) == 2
    (finding,) = findings(editor_of(homes[1]))
    assert finding.page_id in [page.pk for page in type(homes[1]).objects.get(pk=homes[1].pk).get_children()]


def test_schools_below_one_site_are_judged_apart() -> None:
    home = make.home_page()
    parts = [make.home_page(home, title=f"School {number}") for number in (1, 2)]
    pages = [good_school(part) for part in parts]
    pages[1]["norm"].unpublish()
    finding = only("norm-missing")
    assert finding.school == "School 2"
    assert findings(editor_of(parts[0])) == []


def test_somebody_without_pages_sees_nothing_and_costs_next_to_nothing() -> None:
    good_school()
    user = editor_of(make.home_page(make.home_page(), title="Elders"))
    with CaptureQueriesContext(connection) as captured:
        assert findings(user) == []
    assert len(captured) <= 4


@pytest.mark.slow
def test_fifty_schools_ask_as_much_as_one() -> None:
    user = make.editor()
    counts = []
    for number in range(50):
        pages = good_school(make.site_with(f"s{number}.example").root_page)
        make.set_items(pages["overview"], "cells", [make.cell(confirmed=False)])
        card = confidant(valid_until=(TODAY - DAY).isoformat())
        make.set_items(pages["contact"], "contacts", [confidant(), card])
        if number in (0, 49):
            with CaptureQueriesContext(connection) as captured:
                found = findings(user)
            counts.append(len(captured))
    assert len(found) == 100
    assert counts[0] == counts[1] <= 16
