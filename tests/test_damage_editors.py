"""What cannot be read is not lost, and editors, the desk and the doctor name it."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.models import GroupPagePermission, PageLogEntry

from gripwagtail.content.damage import damages
from gripwagtail.desk import columns
from gripwagtail.desk.findings import findings
from gripwagtail.models import (
    GripHelpline,
)
from gripwagtail.stored.streams import StreamField
from tests import damage
from tests import factories as make
from tests.damage import calm, fails, said_by_the_doctor
from tests.test_damage import (
    damaged_school,  # noqa: F401  (fixtures)
    on_sqlite,
)

pytestmark = [pytest.mark.django_db, pytest.mark.broad]


# --- nothing is lost ----------------------------------------------------------------


@pytest.mark.parametrize("stored", [[None, {"type": "contact"}], {"a": 1}, [7, make.contact(label="x")]])
def test_saving_copying_and_drafting_by_code_change_nothing_of_what_cannot_be_read(stored: Any) -> None:
    page = make.make_page("contact")
    damage.store(page, contacts=stored)
    page = type(page).objects.get(pk=page.pk)
    page.save()
    page.save_revision().publish()
    copy = page.copy(update_attrs={"slug": "kopie"})
    for one in (page, copy):
        with connection.cursor() as cursor:
            cursor.execute(
                f'SELECT contacts FROM "{page._meta.db_table}" WHERE page_ptr_id = %s',  # noqa: S608
                [one.pk],
            )
            [found] = cursor.fetchone()
        assert _without_ids(json.loads(found)) == _without_ids(stored)


def _without_ids(stored: Any) -> Any:
    if isinstance(stored, list):
        return [_without_ids(each) for each in stored]
    return {name: value for name, value in stored.items() if name != "id"} if isinstance(stored, dict) else stored


def test_the_field_is_wagtails_own_in_migrations() -> None:
    field = make.page_class("contact")._meta.get_field("contacts")
    assert isinstance(field, StreamField)
    assert field.deconstruct()[1] == "wagtail.fields.StreamField"


# --- editors ------------------------------------------------------------------------


def opened(page: Any) -> Any:
    client = calm()
    client.force_login(make.editor())
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def test_the_edit_view_names_what_it_cannot_show() -> None:
    page = make.make_page("contact")
    damage.store(page, contacts=[make.contact(label="Juf Annemiek", valid_until="31-7-x"), 7])
    response = opened(page)
    assert response.status_code == 200
    told = make.soup(response).select_one(".help-critical").get_text(" ")
    assert "Juf Annemiek" in told and "31-7-x" in told and "2" in told and "7" in told


def test_what_a_form_lets_go_of_stays_in_the_history(school: damage.DamagedSchool) -> None:
    from wagtail.models import PageLogEntry

    from gripwagtail.editing.form import GripPageForm

    page = school.pages["norm"]
    damage.store(page, changes=["Wat iemand typte"])
    page = type(page).objects.get(pk=page.pk)
    form_class = page.get_edit_handler().get_form_class()
    assert issubclass(form_class, GripPageForm)
    form = form_class(instance=page, for_user=make.editor())
    form.cleaned_data = {}
    form.save(commit=False)
    [entry] = PageLogEntry.objects.filter(action="gripwagtail.let_go")
    assert "Wat iemand typte" in entry.data["fields"]["changes"]


@pytest.mark.parametrize("child", ["valid_from", "valid_until", "told_on", "checked_on", "phones"])
@pytest.mark.parametrize("value", ["2026-02-30", 7, {}, {"a": 1}, [[]], [None], True])
def test_a_damaged_card_can_be_opened_to_mend_it(child: str, value: Any) -> None:
    page = make.make_page("contact")
    card = make.contact()
    card["value"][child] = value
    damage.store(page, contacts=[card])
    assert opened(page).status_code == 200


@on_sqlite
def test_half_a_character_can_be_opened_to_mend_it() -> None:
    page = make.make_page("contact")
    damage.store(page, contacts=[make.contact(label="Juf \ud800", name="\ud800")])
    assert opened(page).status_code == 200


@pytest.mark.parametrize("column", ["contacts", "checked", "inner_links"])
@pytest.mark.parametrize("value", ["7", "[null]", '[{"a": 1}]'])
def test_the_home_page_of_the_admin_always_stands(column: str, value: str) -> None:
    pages = make.five_pages()
    row = make.desk_columns(pages["contact"]) if column == "inner_links" else pages["contact"]
    damage.store(row, **{column: value})
    client = calm()
    client.force_login(make.editor())
    response = client.get(reverse("wagtailadmin_home"))
    assert response.status_code == 200
    assert make.soup(response).select(".grip-desk")


def test_a_desk_that_cannot_be_made_says_so(monkeypatch: Any) -> None:
    from gripwagtail.admin import home_panel

    make.five_pages()
    monkeypatch.setattr(home_panel, "of_desk", fails)
    client = calm()
    client.force_login(make.editor())
    response = client.get(reverse("wagtailadmin_home"))
    assert response.status_code == 200 and b"gripwagtail_doctor" in response.content


# --- the desk -----------------------------------------------------------------------


def test_the_desk_names_what_cannot_be_read_and_leads_to_it() -> None:
    page = make.make_page("contact")
    damage.store(page, contacts=[make.contact(label="Juf Annemiek", valid_until="x"), 7])
    columns.recount_below([page.path])
    with translation.override("en"):
        [finding] = [each for each in findings(make.editor()) if each.kind == "damaged"]
    assert "Juf Annemiek" in finding.text and finding.text.startswith("2 values cannot be read")
    assert finding.url == reverse("wagtailadmin_pages:edit", args=[page.pk]) and finding.page_id == page.pk
    damage.store(page, contacts=[make.contact(label="Juf Annemiek")])
    assert not [each for each in findings(None) if each.kind == "damaged"]


def test_the_desk_names_a_translation_and_a_helpline_that_cannot_be_read() -> None:
    page = make.make_page("contact", intro="Dag")
    words = make.translate(page, "en", intro="Hello")
    line = make.helpline()
    damage.store(words, contacts=[7])
    damage.store(line, words="[7]")
    columns.recount_below([page.path])
    found = {each.page_id or each.helpline for each in findings(None) if each.kind == "damaged"}
    assert found == {words.pk, line.name}
    # Who may edit pages alone hears nothing about what every school has.
    user = make.editor()
    type(user).objects.filter(pk=user.pk).update(is_superuser=False)
    user = type(user).objects.get(pk=user.pk)
    group = Group.objects.create(name="Redactie")
    group.user_set.add(user)
    GroupPagePermission.objects.create(
        group=group, page=words, permission=Permission.objects.get(codename="change_page")
    )
    assert [each.page_id for each in findings(user) if each.kind == "damaged"] == [words.pk]


def test_what_cannot_be_read_asks_the_desk_one_query_more_for_any_number_of_pages() -> None:
    page = make.make_page("contact", contacts=[make.contact()])
    columns.recount_below([page.path])
    findings(None)
    counts = []
    for number in range(3):
        with CaptureQueriesContext(connection) as captured:
            found = [each for each in findings(None) if each.kind == "damaged"]
        assert len(found) == number
        counts.append(len(captured))
        other = make.make_page("contact", contacts=[make.contact()], slug=f"nog-een-{number}")
        damage.store(other, contacts=[7, make.contact()])
        columns.recount_below([page.path, other.path])
    assert counts[1] <= counts[0] + 1 and counts[2] == counts[1]


@on_sqlite
def test_a_column_of_a_day_that_is_none_is_worked_out_anew_by_who_opens_the_desk() -> None:
    page = make.make_page("contact", contacts=[make.contact(checked_on="2020-01-01")])
    columns.recount_below([page.path])
    due = make.desk_columns(page).review_due
    damage.store(make.desk_columns(page), review_due="2026-02-30")
    assert "contact-unchecked" in {each.kind for each in findings(None)}
    assert due is not None and make.desk_columns(page).review_due == due


# --- the doctor ---------------------------------------------------------------------


def test_the_doctor_names_page_field_and_place() -> None:
    pages = make.five_pages()
    damage.store(pages["contact"], contacts=[make.contact(label="Juf Annemiek", valid_until="x"), 7], checked="7")
    damage.store(make.helpline(), words="[null]")
    said = said_by_the_doctor(content=True)
    places = " / ".join(each["place"] for each in said["findings"] if each["code"] == "content.damaged")
    assert pages["contact"].title in places and "Juf Annemiek" in places
    assert "Kindertelefoon" in places or "kindertelefoon" in places.casefold()
    assert not [each for each in said["findings"] if each["code"] == "doctor.crashed"]
    assert said["report"]


@on_sqlite
def test_the_doctor_the_edit_view_and_the_history_know_a_day_that_is_none() -> None:
    page = make.make_page("norm", **make.content_of("norm"))
    damage.store(page, adopted_on="2026-02-30")
    [finding] = [each for each in said_by_the_doctor(content=True)["findings"] if each["code"] == "content.damaged"]
    assert "2026-02-30" in finding["message"] and page.title in finding["place"]
    assert "2026-02-30" in make.soup(opened(page)).select_one(".help-critical").get_text(" ")
    form_class = page.get_edit_handler().get_form_class()
    form = form_class(instance=type(page).objects.get(pk=page.pk), for_user=make.editor())
    form.cleaned_data = {}
    form.save(commit=False)
    [entry] = PageLogEntry.objects.filter(action="gripwagtail.let_go")
    assert entry.data["fields"] == {"adopted_on": "2026-02-30"}


@on_sqlite
def test_the_doctor_mends_what_was_worked_out_and_cannot_be_read() -> None:
    pages = make.five_pages()
    damage.store(pages["contact"], checked="7")
    damage.store(
        make.desk_columns(pages["contact"]),
        inner_links='[{"a": 1}]',
        review_due="2026-02-30",
        counted_until="0000-00-00",
        placeholders="x",
    )
    said_by_the_doctor(content=True)
    page = type(pages["contact"]).objects.get(pk=pages["contact"].pk)
    found = make.desk_columns(page)
    assert isinstance(page.checked, dict) and found.inner_links == []
    assert found.counted_until is not None and found.placeholders == 0


def test_looking_for_newer_texts_passes_over_what_is_damaged() -> None:
    pages = make.five_pages()
    damage.store(pages["norm"], agreements="[null]")
    out = io.StringIO()
    call_command("gripwagtail_start", check=True, stdout=out)
    assert out.getvalue()


def test_what_is_whole_has_no_damage(school: damage.DamagedSchool) -> None:
    for row in (*school.pages.values(), *school.rows[:1], *GripHelpline.objects.all()):
        assert not damages(row)


@pytest.mark.parametrize("value", [{}, {"a": 1}, [], ["x"], 2.5, "x"])
def test_settings_with_a_choice_of_a_page_that_is_none_can_be_opened_to_mend_them(value: Any) -> None:
    page = make.make_page("norm", **make.content_of("norm"))
    row = make.settings_of()
    damage.store(row, sources=[{"type": "page", "value": value, "id": "a" * 8}, ["page", value]])
    client = calm()
    client.force_login(make.editor())
    url = reverse("wagtailsettings:edit", args=["gripwagtail", "gripsettings", row.site_id])
    assert client.get(url).status_code == 200
    assert make.SIGNS["norm"] in make.text_of(page)
