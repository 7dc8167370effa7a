"""The report has a row for each school and page, for who has the right to see it, and can be taken along as a file."""

from __future__ import annotations

import codecs
import cProfile
import csv
import io
import json
import pstats
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.users.models import UserProfile

from gripwagtail.desk.findings import kinds_found
from gripwagtail.desk.report import COLUMNS
from gripwagtail.desk.schools import Desk
from gripwagtail.lookup.sources import page_model
from gripwagtail.models import GripDeskColumns
from tests import factories as make
from tests.many import copies, counting
from tests.test_desk_findings import client_of, confidant, editor_of, good_school

pytestmark = pytest.mark.django_db
URL = "/admin/gripwagtail/report/"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def with_right(user: Any) -> Any:
    user.groups.get().permissions.add(Permission.objects.get(codename="view_desk_report"))
    return type(user).objects.get(pk=user.pk)


def titles(user: Any, query: str = "") -> list[str]:
    response = client_of(user).get(URL + query, headers={"accept-language": "en"})
    assert response.status_code == 200
    return [link.get_text(strip=True) for link in make.soup(response).select("td.title a")]


def test_a_superuser_reads_a_row_for_each_page_the_worst_first() -> None:
    pages = good_school()
    make.set_items(pages["overview"], "cells", [make.cell(confirmed=False)])
    make.set_items(pages["contact"], "contacts", [make.contact(checked_on=timezone.localdate().isoformat())])
    found = titles(make.editor())
    assert found[:2] == ["contact", "overview"]
    assert len(found) == 5


def said_of_what_is_done() -> list[str]:
    cells = make.soup(client_of(make.editor()).get(URL, headers={"accept-language": "en"})).select(".grip-desk__cell")
    return [cell.get_text(strip=True) for cell in cells if not cell.select("li")]


def test_of_a_school_that_visitors_do_not_see_nothing_says_that_all_is_done() -> None:
    pages = good_school()
    assert set(said_of_what_is_done()) == {"Nothing to do"}
    for page in pages.values():
        page.unpublish()
    assert set(said_of_what_is_done()) == {"Visitors do not see this page"}


def test_without_the_right_nobody_reads_the_report_nor_finds_it_in_the_menu() -> None:
    good_school()
    user = editor_of(make.home_page())
    client = client_of(user)
    assert client.get(URL).status_code == 302
    assert client.get(f"{URL}results/").status_code == 302
    assert client.get(f"{URL}?export=csv").status_code == 302
    assert "gripwagtail/report" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_with_the_right_an_editor_reads_the_own_school_and_no_other() -> None:
    homes = [make.home_page(), make.site_with("b.example").root_page]
    for number, home in enumerate(homes):
        make.make_page("norm", home, title=f"Norm {number}")
    user = with_right(editor_of(homes[1]))
    assert titles(user) == ["Norm 1"]
    assert "gripwagtail/report" in client_of(user).get(reverse("wagtailadmin_home")).content.decode()


def test_the_right_can_be_given_in_the_editor_of_groups() -> None:
    group = editor_of(make.home_page()).groups.get()
    html = client_of(make.editor()).get(reverse("wagtailusers_groups:edit", args=[group.pk])).content.decode()
    assert "Can see the report on online behaviour" in html


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?kind=unconfirmed", ["overview"]),
        ("?type=norm", ["norm"]),
        ("?overdue=true", ["contact"]),
        ("?site=nowhere", 5),
    ],
)
def test_the_report_can_be_narrowed(query: str, expected: Any) -> None:
    pages = good_school()
    make.set_items(pages["overview"], "cells", [make.cell(confirmed=False)])
    make.set_items(pages["contact"], "contacts", [confidant(checked_on="2020-01-01")])
    found = titles(make.editor(), query)
    # What cannot be chosen narrows nothing.
    assert len(found) == expected if isinstance(expected, int) else found == expected


def test_of_several_schools_in_a_site_one_can_be_chosen_also_while_paging_and_in_the_file() -> None:
    home = make.home_page()
    for name in ("Zuid", "noord"):
        good_school(make.home_page(home, title=name, slug=name.lower()))
    client = client_of(make.editor())
    filters = make.soup(client.get(URL)).select_one("#filters-drilldown")
    options = {option.text: option["value"] for option in filters.select("select[name=school] option[value]")}
    assert list(options)[1:] == ["noord", "Zuid"]
    # There is one site, so there is nothing to choose.
    assert not filters.select("[name=site]")
    chosen = f"{URL}?school={options['Zuid']}"
    soup = make.soup(client.get(chosen))
    assert len(soup.select("td.title a")) == 5
    assert {row.select("td")[1].get_text(strip=True) for row in soup.select("tbody tr")} == {"Zuid"}
    assert "Zuid" in soup.select_one(".w-pill, .w-active-filters, [data-w-active-filter-id]").get_text()
    written = b"".join(client.get(f"{chosen}&export=csv").streaming_content).decode()
    assert "Zuid" in written and "noord" not in written


def test_schools_with_a_site_each_are_chosen_by_their_site() -> None:
    good_school()
    good_school(make.site_with("b.example").root_page)
    user = make.editor()
    filters = make.soup(client_of(user).get(URL)).select_one("#filters-drilldown")
    assert filters.select("select[name=site]") and not filters.select("[name=school]")
    assert (len(titles(user)), len(titles(user, "?site=b.example"))) == (10, 5)


def test_the_file_holds_the_same_rows_and_no_formula() -> None:
    pages = good_school()
    norm = pages["norm"]
    norm.title = '=HYPERLINK("http://x.example")'
    norm.save_revision().publish()
    client = client_of(make.editor())
    response = client.get(f"{URL}?export=csv")
    # The server speaks another language by the time that the file is sent.
    with translation.override("nl"):
        text = b"".join(response.streaming_content).decode()
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 6
    assert rows[0][2] == "Page"
    assert "'=HYPERLINK" in text
    response = client.get(f"{URL}?export=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert sheet.max_row == 6
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize(("language", "mark", "heading"), [("nl", ";", "Pagina"), ("en", ",", "Page")])
def test_a_spreadsheet_in_the_language_of_the_editor_finds_the_columns_and_the_letters(
    language: str, mark: str, heading: str
) -> None:
    norm = good_school()["norm"]
    norm.title = "Één norm, voor; iedereen"
    norm.save_revision().publish()
    user = make.editor()
    UserProfile.objects.create(user=user, preferred_language=language)
    client = Client()
    client.force_login(user)
    written = b"".join(client.get(f"{URL}?export=csv").streaming_content)  # type: ignore[attr-defined]
    assert written.startswith(codecs.BOM_UTF8)
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig")), delimiter=mark))
    assert rows[0][2] == heading
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert "Één norm, voor" in "".join(cell for row in rows for cell in row)


def test_the_doctor_writes_the_same_as_json_and_as_a_sheet() -> None:
    good_school()
    out = io.StringIO()
    call_command("gripwagtail_doctor", content=True, format="json", fail_level="ERROR", stdout=out)
    rows = json.loads(out.getvalue())["report"]
    assert len(rows) == 5
    assert set(COLUMNS) - {"found", "worst"} <= set(rows[0])
    out = io.StringIO()
    call_command("gripwagtail_doctor", content=True, format="csv", stdout=out)
    assert len(list(csv.reader(io.StringIO(out.getvalue())))) == 6


def test_a_sheet_of_everything_that_the_doctor_finds_does_not_exist() -> None:
    with pytest.raises(CommandError, match="--content"):
        call_command("gripwagtail_doctor", format="csv")


def test_the_doctor_works_out_columns_that_somebody_spoilt() -> None:
    pages = good_school()
    GripDeskColumns.objects.filter(page=pages["norm"].pk).update(placeholders=7)
    call_command("gripwagtail_doctor", content=True, stdout=io.StringIO())
    assert make.desk_columns(pages["norm"]).placeholders == 0


def many_schools(number: int) -> None:
    """So many more schools that say the same as the first; what was worked out on its pages is copied too."""
    origin = make.page_class("overview").objects.order_by("path")[0]
    home = page_model().objects.get(path=origin.path[:-4])
    columns = {row.page.slug: row for row in GripDeskColumns.objects.select_related("page")}
    copies(home, number, as_sites=True)
    copied = page_model().objects.filter(slug__in=columns).filter(grip_desk_columns=None)
    rows = [(pk, columns[slug]) for pk, slug in copied.values_list("pk", "slug")]
    GripDeskColumns.objects.bulk_create(
        GripDeskColumns(page_id=pk, **{name: getattr(row, name) for name in GripDeskColumns.names()})
        for pk, row in rows
    )


def test_of_many_schools_what_is_written_is_read_of_those_that_are_shown() -> None:
    pages = good_school(make.site_with("eerste.example").root_page)
    make.set_items(
        pages["contact"],
        "contacts",
        [make.contact(), confidant(kind="person", label="", name="Juf", told_on="weet ik niet")],
    )
    make.set_items(pages["norm"], "agreed", [])
    client = client_of(make.editor())
    found = []
    # More than one page of the report shows, each with something to read.
    for more in (54, 20):
        many_schools(more)
        client.get(URL)
        with counting() as counted:
            html = client.get(URL).content.decode()
        found.append((counted.queries, counted.objects, len(make.soup(html).select("td.title"))))
    assert found[0] == found[1]
    # Whoever takes it along takes all of it, and what a filter counts is as many as there are.
    exported = b"".join(client.get(f"{URL}?export=csv").streaming_content)  # type: ignore[attr-defined]
    assert exported.count(b"\n") == 1 + 75 * 5
    assert client.get(f"{URL}?kind=untold").context["paginator"].count == 75


def test_what_is_found_beside_pages_of_ours_is_looked_for_once_to_count_it_and_to_show_it() -> None:
    good_school()
    client = client_of(make.editor())
    client.get(URL)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(URL).status_code == 200
    assert sum("wagtailcore_referenceindex" in query["sql"] for query in asked.captured_queries) == 1


@pytest.mark.slow
def test_twice_as_many_pages_of_a_kind_in_one_site_are_twice_as_much_to_look_through() -> None:
    norm = good_school()["norm"]
    counted = []
    for more in (20, 40, 80):
        copies(page_model().objects.get(pk=norm.pk), more, as_sites=False)
        desk = Desk()
        assert desk.schools
        profile = cProfile.Profile()
        profile.runcall(kinds_found, desk)
        counted.append(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]
    few, more, most = counted
    assert (most - more) / 80 < 1.1 * (more - few) / 40, counted
