"""What is stored and cannot be read: it is left out, the rest is shown, and editors are told where it stands."""

from __future__ import annotations

import contextlib
import datetime
import io
import json
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.models import Count, DurationField, ExpressionWrapper, F, Max, Min, Subquery
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.models import GroupPagePermission, Page, PageLogEntry

from gripwagtail.content.damage import damages
from gripwagtail.desk import columns
from gripwagtail.desk.confirmations import check
from gripwagtail.desk.findings import findings
from gripwagtail.lookup.sources import KINDS
from gripwagtail.models import (
    GripCheck,
    GripDeskColumns,
    GripHelpline,
    GripReminded,
    GripReminders,
    GripSettings,
    GripStamp,
    GripTextRecord,
)
from gripwagtail.starter.helplines import conflicts
from gripwagtail.stored.streams import StreamField
from tests import damage
from tests import factories as make

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="this database does not take it in")

NO_ITEMS: list[Any] = [None, 7, "text", [], {}, {"value": {}}, {"type": ["x"], "value": {}}, {"type": "contact"}]


def calm() -> Client:
    """A visitor who is served as on a real server: a failure is an answer, and no exception of the test."""
    return Client(raise_request_exception=False)


@pytest.fixture
def school(db: None) -> damage.School:
    return damage.school()


# --- visitors -----------------------------------------------------------------------


def assert_all_is_shown(school: damage.School, probes: list[damage.Probe]) -> None:
    """No probe takes a page down, and none loses the number that the page has while nothing is damaged."""
    whole: dict[str, bool] = {}
    for probe in {probe.kind: probe for probe in probes}.values():
        whole |= {answer.url: answer.has_112 for answer in damage.look(school, probe)}
    assert sum(whole.values()) >= 4
    for probe in probes:
        with damage.hurt(probe):
            for answer in damage.look(school, probe):
                # A sheet of which all content is damaged is none.
                assert answer.status in (200, 404), (answer, probe.name)
                assert answer.has_112 or answer.status == 404 or not whole[answer.url], (answer, probe.name)


def test_a_sample_of_all_damage_takes_no_page_down_and_no_112_away(school: damage.School) -> None:
    assert_all_is_shown(school, damage.sample(school, 24))


@on_sqlite
def test_no_damaged_day_or_moment_takes_a_page_down(school: damage.School) -> None:
    found = [p for p in damage.probes(school) if p.family == "columns" and p.value in ("2026-02-30", "0000-00-00")]
    days = [p for p in found if p.part in DAYS and p.kind in ("", "norm", "contact")]
    assert {p.part for p in days} == DAYS
    assert_all_is_shown(school, days)


# Of our models.
DAYS = {
    *("adopted_on", "review_on", "checked_on", "review_due", "counted_until", "contact_expires", "words_changed_at"),
    "when",
}


@pytest.mark.thorough
def test_much_damage_takes_no_page_down_and_no_112_away(school: damage.School) -> None:
    assert_all_is_shown(school, damage.sample(school, 300, seed=15))


@pytest.mark.parametrize("broken", NO_ITEMS)
def test_what_is_no_item_is_left_out_and_the_others_are_shown(broken: Any) -> None:
    page = make.make_page("contact")
    damage.store(page, contacts=[broken, make.contact(label="Juf Annemiek"), broken])
    assert "Juf Annemiek" in make.text_of(page)


def test_an_item_in_the_format_of_long_ago_is_shown_beside_the_others() -> None:
    page = make.make_page("contact")
    old = ["contact", make.contact(label="Meester Karim")["value"]]
    damage.store(page, contacts=[make.contact(label="Juf Annemiek"), old])
    text = make.text_of(page)
    assert "Juf Annemiek" in text and "Meester Karim" in text


@pytest.mark.parametrize("whole", ['{"a": 1}', "7", "true", '"text"', "[7]", "[[1, 2]]", "[null]"])
def test_a_stream_of_another_page_does_not_take_the_help_page_down(whole: str) -> None:
    pages = make.five_pages()
    damage.store(pages["norm"], changes=whole, agreements=whole)
    damage.store(pages["contact"], contacts=whole)
    html = str(make.see(pages["incident_help"]))
    assert "tel:112" in html and "tel:113" in html and make.SIGNS["incident_help"] in html


def test_one_helpline_that_cannot_be_read_leaves_the_others() -> None:
    make.helpline("eerste", name="Eerste lijn")
    second = make.helpline("tweede", name="Tweede lijn")
    page = make.make_page("contact")
    damage.store(second, words="[null]")
    assert "Eerste lijn" in make.text_of(page) and "Tweede lijn" in make.text_of(page)


@on_sqlite
def test_a_helpline_of_which_the_day_of_its_check_is_none_is_shown() -> None:
    make.helpline("eerste", name="Eerste lijn")
    second = make.helpline("tweede", name="Tweede lijn")
    page = make.make_page("contact")
    damage.store(second, checked_on="2026-02-30")
    text = make.text_of(page)
    assert "Eerste lijn" in text and "Tweede lijn" in text


def test_settings_that_cannot_be_read_are_as_if_nobody_had_filled_them_in(monkeypatch: Any) -> None:
    make.settings_of(school_name="De Kwikstaart")
    page = make.make_page("incident_help", situations=[make.situation()])
    monkeypatch.setattr(GripSettings, "from_db", classmethod(_fails))
    response = make.visit(page)
    assert response.status_code == 200 and b"tel:112" in response.content
    assert response.headers["Cache-Control"] == "no-store"


def _fails(*args: Any, **kwargs: Any) -> Any:
    raise ValueError("no settings")


@pytest.mark.parametrize("value", ["null", "7", "[1]", '"x"', "[null]", '{"": 7}'])
def test_a_column_of_the_desk_takes_no_page_down(value: str) -> None:
    pages = make.five_pages()
    type(pages["contact"]).objects.filter(pk=pages["contact"].pk).update(show_checked=True)
    damage.store(pages["contact"], checked=value)
    damage.store(make.desk_columns(pages["contact"]), inner_links=value)
    for kind in ("contact", "incident_help"):
        assert make.visit(pages[kind]).status_code == 200


@on_sqlite
def test_a_day_of_the_desk_that_is_none_is_not_read_for_who_reads_from_the_page() -> None:
    pages = make.five_pages()
    days = {"review_due": "2026-02-30", "counted_until": "0000-00-00", "words_changed_at": "x"}
    damage.store(make.desk_columns(pages["contact"]), **days, contact_expires="2026-02-30")
    damage.store(make.desk_columns(pages["norm"]), **days)
    assert make.SIGNS["incident_help"] in make.text_of(pages["incident_help"])


# --- days and moments ---------------------------------------------------------------

MOMENT = "grip_desk_columns__words_changed_at"
NO_DAYS = ["2026-02-30", "0000-00-00", "0000-01-01", "", "x", "now", 7, "2026-01-05 x", "2026-02-30 10:00:00"]


@on_sqlite
@pytest.mark.parametrize("value", NO_DAYS)
def test_what_is_no_day_is_read_as_nothing_however_it_is_asked(value: Any) -> None:
    page = make.make_page("norm", adopted_on=datetime.date(2026, 1, 5), review_on=datetime.date(2027, 1, 5))
    damage.store(page, adopted_on=value)
    damage.store(make.desk_columns(page), words_changed_at=value)
    pages = type(page).objects.filter(pk=page.pk)
    read = pages.get()
    assert (read.adopted_on, read.review_on) == (None, datetime.date(2027, 1, 5))
    assert make.desk_columns(page).words_changed_at is None
    assert Page.objects.get(pk=page.pk).specific.adopted_on is None
    assert list(pages.values_list("adopted_on", MOMENT)) == [(None, None)]
    assert list(pages.annotate(day=F("adopted_on")).order_by("adopted_on").values_list("day", flat=True)) == [None]
    assert pages.aggregate(Max("adopted_on"), last=Max(MOMENT)) == {"adopted_on__max": None, "last": None}
    assert pages.values("adopted_on").annotate(count=Count("pk")).get() == {"adopted_on": None, "count": 1}
    assert pages.annotate(own=Subquery(pages.values("adopted_on")[:1])).get().own is None
    days = pages.order_by().values_list("adopted_on")
    assert list(days.union(days)) == [(None,)]
    assert list(pages.filter(review_on__year=2027).dates("review_on", "month")) == [datetime.date(2027, 1, 1)]


@pytest.mark.parametrize("moment", ["2026-01-05T23:59:59.999999", "2026-01-05T00:00:00", "9999-12-31T12:30:00.000001"])
def test_every_day_and_moment_is_read_as_it_was_written(moment: str) -> None:
    written = datetime.datetime.fromisoformat(moment).replace(tzinfo=datetime.UTC)
    page = make.make_page("norm", adopted_on=written.date())
    pages = type(page).objects.filter(pk=page.pk)
    GripDeskColumns.objects.filter(page=page.pk).update(words_changed_at=written)
    assert list(pages.values_list("adopted_on", MOMENT)) == [(written.date(), written)]
    assert pages.aggregate(Max("adopted_on"), first=Min(MOMENT)) == {
        "adopted_on__max": written.date(),
        "first": written,
    }
    assert pages.filter(
        adopted_on=written.date(), adopted_on__year=written.year, **{f"{MOMENT}__lte": written}
    ).exists()
    assert pages.filter(adopted_on__in=pages.values("adopted_on")).distinct().order_by("-adopted_on").count() == 1
    span = ExpressionWrapper(F("adopted_on") - F("adopted_on"), output_field=DurationField())
    assert pages.annotate(span=span).get().span == datetime.timedelta()
    assert list(pages.values("adopted_on").annotate(count=Count("pk"))) == [{"adopted_on": written.date(), "count": 1}]
    assert list(pages.dates("adopted_on", "day")) == [written.date()]


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2028-02-29", "9999-12-31"])
def test_the_first_the_last_and_the_leap_day_are_days(day: str) -> None:
    page = make.make_page("norm")
    GripDeskColumns.objects.filter(page=page.pk).update(review_due=datetime.date.fromisoformat(day))
    assert make.desk_columns(page).review_due == datetime.date.fromisoformat(day)


def test_the_columns_are_djangos_own_in_migrations() -> None:
    norm = make.page_class("norm")
    for model, name, kind in (
        (norm, "adopted_on", "Date"),
        (GripDeskColumns, "review_due", "Date"),
        (GripDeskColumns, "words_changed_at", "DateTime"),
        (norm, "checked", "JSON"),
    ):
        assert model._meta.get_field(name).deconstruct()[1] == f"django.db.models.{kind}Field"


# --- what is written down beside the pages ------------------------------------------

NO_RECORDS = [
    *("7", "[1]", "null", '"x"', '{"texts": 7}', '{"texts": {"intro": 7}}', '{"texts": {"intro": {"a": [7, "x"]}}}'),
    *('{"texts": {"intro": {"a": ["b"]}}}', '{"items": {"contacts/x": 7}}', '{"items": {"contacts/x": [7]}}'),
    *('{"copies": []}', '{"copies": {"intro": 7}}', '{"strict": 7}', '{"strict": [[]]}', "[" * 900 + "]" * 900),
]


@pytest.mark.parametrize("value", NO_RECORDS)
def test_a_record_of_words_that_cannot_be_read_is_none(value: str) -> None:
    page = make.make_page("contact", intro="Dag", contacts=[make.contact(label="Kaart", about="Over mij")])
    words = make.translate(page, "en", intro="Hello")
    record = GripTextRecord.objects.get(page=words.pk)
    damage.store(record, made_from=value, noted=value)
    assert "Hello" in make.text_of(words)
    # It begins anew with the next change, and nobody's save fails.
    words.intro = "Good day"
    words.save_revision().publish()
    page.contacts.raw_data[0]["value"]["checked_on"] = "2026-01-05"
    page.save_revision().publish()
    record.refresh_from_db()
    assert "intro" in record.made_from["texts"] and isinstance(record.noted, dict)
    assert "Good day" in make.text_of(words)


@on_sqlite
def test_numbers_of_a_record_that_are_none_stop_no_save_and_no_desk() -> None:
    page = make.make_page("contact", intro="Dag")
    words = make.translate(page, "en", intro="Hello")
    damage.store(GripTextRecord.objects.get(page=words.pk), waiting="x", reworded="y")
    page.intro = "Goedendag"
    page.save_revision().publish()
    assert isinstance(findings(None), list)
    record = GripTextRecord.objects.get(page=words.pk)
    assert (record.waiting, record.reworded) == (1, 0)


@on_sqlite
@pytest.mark.parametrize("value", ["2026-02-30 10:00:00", "x", "", 7])
def test_a_check_on_a_day_that_is_none_counts_as_never(value: Any) -> None:
    page = make.make_page("parent_tips", tips=[make.tip()], show_checked=True)
    check(page)
    damage.store(GripCheck.objects.get(), when=value)
    columns.recount_below([page.path])
    page.refresh_from_db()
    assert "" not in page.checked
    assert make.visit(page).status_code == 200
    assert not [each for each in said_by_the_doctor(content=True)["findings"] if each["code"] == "doctor.crashed"]


@on_sqlite
@pytest.mark.parametrize("value", ["2026-02-30 10:00:00", "x", "", 7])
@pytest.mark.parametrize("key", ["dead-link/1", "sending:x", "sending:"])
def test_a_mail_on_a_day_that_is_none_was_never_sent(value: Any, key: str) -> None:
    make.settings_of()
    user = make.editor(email="redactie@kwikstaart.example")
    make.make_page("contact", contacts=[make.contact(phones=[], email="")])
    damage.store(GripReminders.objects.create(user=user), sent_at=value)
    damage.store(GripReminded.objects.create(user=user, key=key), told_at=value)
    call_command("gripwagtail_remind", stdout=io.StringIO())
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("value", ["7", "[1]", '"x"', "null"])
def test_what_was_shipped_of_a_helpline_and_cannot_be_read_is_as_if_unknown(value: str) -> None:
    line = make.helpline()
    damage.store(line, shipped=value)
    assert conflicts(GripHelpline.objects.get()) == [] and isinstance(findings(None), list)


# --- text ---------------------------------------------------------------------------


@on_sqlite
@pytest.mark.urls("tests.api_urls")
def test_half_a_character_can_be_sent_by_the_api() -> None:
    half = "\ud800"
    page = make.make_page("contact", intro="Dag")
    card = make.contact(label=f"De mentor {half}", about=f"Over {half} mij", serves=[half], reply_time=half)
    good = {"type": "heading", "value": f"Meer {half}", "id": "b" * 8}
    damage.store(page, contacts=[card, make.contact(label="De conciërge")], body=[good])
    answer = calm().get(f"/api/pages/{page.pk}/", headers={"host": "localhost"})
    assert answer.status_code == 200
    said = answer.content.decode()
    assert "\\ud8" not in said and json.dumps(answer.json()["grip_content"]).encode()
    assert "conciërge" in json.dumps(answer.json(), ensure_ascii=False) and "Meer" in said


@pytest.mark.parametrize("kind", ["paragraph", "heading"])
@pytest.mark.parametrize("value", [7, 2.5, True, False, None, [], ["x"], {}, {"a": 1}, [{"a": "x"}]])
@pytest.mark.parametrize("of", ["page", "translation", "both"])
def test_more_text_that_is_no_text_is_left_out_and_the_rest_is_shown(kind: str, value: Any, of: str) -> None:
    good = {"type": "paragraph", "value": "<p>Wat er nog staat</p>", "id": "b" * 8}
    page = make.make_page("norm", **make.content_of("norm"))
    words = make.translate(page, "en", intro="In English")
    broken = [{"type": kind, "value": value, "id": "a" * 8}, good]
    damage.store(page, body=broken if of != "translation" else [good])
    damage.store(words, body=broken if of != "page" else [good])
    for shown in (page, words):
        text = make.text_of(shown)
        assert "Wat er nog staat" in text and "{" not in text and "True" not in text


@on_sqlite
def test_a_state_that_cannot_be_read_keeps_nothing_and_shows_everything() -> None:
    page = make.make_page("norm", **make.content_of("norm"))
    GripStamp.move()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE gripwagtail_gripstamp SET value = 'x'")
    assert GripStamp.current().stamp == ""
    assert make.SIGNS["norm"] in make.text_of(page)
    GripStamp.move()
    assert GripStamp.current().stamp


@on_sqlite
def test_a_language_that_could_be_none_and_ages_that_are_none_are_as_if_empty() -> None:
    make.settings_of()
    line = make.helpline()
    pages = make.five_pages()
    damage.store(pages["contact"], text_language="x" * 300_000)
    damage.store(line, age_from="x", age_to="y")
    damage.store(GripSettings.objects.get(), age_from="x", age_to="y")
    assert make.SIGNS["contact"] in make.text_of(pages["contact"])
    assert make.visit(pages["parent_tips"]).status_code == 200


@on_sqlite
@pytest.mark.parametrize("text", ["\ud800", "pupil,\ud800"])
def test_half_a_character_in_a_key_can_be_sent(text: str) -> None:
    page = make.make_page("contact")
    damage.store(page, contacts=[make.contact(serves=text, topics=[text], label="Juf Annemiek")])
    assert make.visit(page).status_code == 200


@on_sqlite
def test_an_age_without_end_is_no_age() -> None:
    page = make.make_page("parent_tips")
    damage.store(page, tips=json.dumps([make.tip()]).replace('"age_from": ', '"age_from": 1e999, "x": '))
    assert make.visit(page).status_code == 200


# --- closed -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["valid_from", "valid_until"])
@pytest.mark.parametrize("value", ["2020-02-30", "31-7-2099", "x", 7, {}, [], True])
def test_a_card_is_not_shown_while_nobody_can_read_from_when_until_when(name: str, value: Any) -> None:
    page = make.make_page("contact")
    damage.store(
        page, contacts=[make.contact(label="Juf Annemiek", **{name: value}), make.contact(label="Meester Karim")]
    )
    text = make.text_of(page)
    assert "Juf Annemiek" not in text and "Meester Karim" in text


@pytest.mark.parametrize("value", ["no", "yes", "x", {}, [], [True], 7, None, "true"])
def test_a_tick_that_cannot_be_read_is_not_ticked(value: Any) -> None:
    page = make.make_page("contact")
    damage.store(
        page, contacts=[make.contact(label="Juf Annemiek", confirmed=value), make.contact(label="Meester Karim")]
    )
    text = make.text_of(page)
    assert "Juf Annemiek" not in text and "Meester Karim" in text


def test_a_tick_that_an_older_item_does_not_have_is_ticked() -> None:
    page, card = make.make_page("contact"), make.contact(label="Juf Annemiek")
    card["value"].pop("confirmed", None)
    damage.store(page, contacts=[card])
    assert "Juf Annemiek" in make.text_of(page)


@pytest.mark.parametrize("value", ["x", "No", {}, [], ["no"], True, 7])
def test_an_answer_about_sexual_that_cannot_be_read_is_a_yes(value: Any) -> None:
    page = make.make_page("incident_help")
    situation = make.situation(sexual=value, evidence="screenshot", key="x")
    damage.store(page, situations=[situation])
    [shown] = make.see(page).select("[data-grip-situation]")
    assert shown["data-grip-evidence"] == "note-only"


# --- when a page or block cannot be made at all -------------------------------------


@pytest.fixture
def broken(monkeypatch: Any) -> None:
    from gripwagtail.rendering import contexts as shows

    def fails(*args: Any) -> Any:
        raise KeyError("broken")

    for table in (shows.PAGES, shows.BLOCKS):
        for kind in table:
            monkeypatch.setitem(table, kind, fails)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_that_cannot_be_made_shows_who_to_call_and_says_so(kind: str, broken: None) -> None:
    make.settings_of(phone="070 012 34 56", school_name="De Kwikstaart")
    response = make.visit(make.make_page(kind), calm())
    assert response.status_code == 503
    assert response.headers["Cache-Control"] == "no-store"
    assert "CDN-Cache-Control" not in response.headers
    shown = make.soup(response)
    calls = [link["href"] for link in shown.select(".grip a[href^='tel:']")]
    assert calls == ["tel:112", "tel:113", "tel:+31700123456"]
    assert shown.select("[data-grip-exit]")


def test_a_page_that_could_not_be_made_is_whole_again_after_the_repair(monkeypatch: Any) -> None:
    from gripwagtail.rendering import contexts as shows

    page = make.make_page("norm", **make.content_of("norm"))
    with monkeypatch.context() as patch:
        patch.setitem(shows.PAGES, "norm", _fails)
        assert make.visit(page, calm()).status_code == 503
    # Nothing was saved in between.
    assert make.SIGNS["norm"] in make.text_of(page)


def test_what_was_made_without_a_source_that_failed_is_not_kept(monkeypatch: Any) -> None:
    from gripwagtail.lookup.source import Source

    pages = make.five_pages()
    with monkeypatch.context() as patch:
        patch.setattr(Source, "read", classmethod(_fails))
        assert make.visit(pages["incident_help"]).status_code == 200
    step = make.see(pages["incident_help"]).select("[data-grip-situation]")
    assert step and make.SIGNS["contact"] in make.text_of(pages["incident_help"])


def test_blocks_that_cannot_be_made_leave_the_page_of_the_host_as_it_is(broken: None) -> None:
    home = make.home_page(title="Welkom", body=[make.block("incident_help"), make.block("norm"), make.block("exit")])
    response = make.visit(home, calm())
    assert response.status_code == 200
    shown = make.soup(response)
    assert [link["href"] for link in shown.select(".grip a[href^='tel:']")] == ["tel:112", "tel:113"]
    assert len(shown.select(".grip")) == 2


def test_a_sheet_that_cannot_be_made_shows_who_to_call(monkeypatch: Any) -> None:
    from gripwagtail.subroutes import registry as leaves

    page = make.make_page("contact", contacts=[make.contact()])
    monkeypatch.setitem(leaves.SUBROUTES["contact"], "print", _fails)  # type: ignore[index]
    response = make.visit(page, calm(), leaf="print/")
    assert response.status_code == 503 and b"tel:112" in response.content
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("error", [OperationalError("gone"), AssertionError("a test")])
def test_a_failure_of_the_database_or_of_a_test_is_not_hidden(monkeypatch: Any, error: Exception) -> None:
    from gripwagtail.lookup.source import Source

    def fails(*args: Any) -> Any:
        raise error

    pages = make.five_pages()
    monkeypatch.setattr(Source, "read", classmethod(fails))
    with pytest.raises(type(error)):
        make.visit(pages["incident_help"])


def test_a_page_that_cannot_be_made_is_told_to_who_watches_for_errors(broken: None) -> None:
    with pytest.raises(KeyError):
        make.visit(make.make_page("norm"))


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


def test_what_a_form_lets_go_of_stays_in_the_history(school: damage.School) -> None:
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
    monkeypatch.setattr(home_panel, "of_desk", _fails)
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


def said_by_the_doctor(**options: Any) -> dict[str, Any]:
    out = io.StringIO()
    with contextlib.suppress(CommandError):
        call_command("gripwagtail_doctor", format="json", stdout=out, **options)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


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


def test_what_is_whole_has_no_damage(school: damage.School) -> None:
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
