"""What is stored and cannot be read: it is left out, the rest is shown, and editors see where it is."""

from __future__ import annotations

import datetime
import io
import json
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.db.models import Count, DurationField, ExpressionWrapper, F, Max, Min, Subquery
from wagtail.models import Page

from gripwagtail.desk import columns
from gripwagtail.desk.confirmations import check
from gripwagtail.desk.findings import findings
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
from tests import damage
from tests import factories as make
from tests.damage import calm, fails, said_by_the_doctor

pytestmark = [pytest.mark.django_db, pytest.mark.broad]


on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="this database does not take it in")

NO_ITEMS: list[Any] = [None, 7, "text", [], {}, {"value": {}}, {"type": ["x"], "value": {}}, {"type": "contact"}]


@pytest.fixture(name="school")
def damaged_school(db: None) -> damage.DamagedSchool:
    return damage.school()


# --- visitors -----------------------------------------------------------------------


def assert_all_is_shown(school: damage.DamagedSchool, probes: list[damage.Probe]) -> None:
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


def test_a_sample_of_all_damage_takes_no_page_down_and_no_112_away(school: damage.DamagedSchool) -> None:
    assert_all_is_shown(school, damage.sample(school, 24))


@on_sqlite
def test_no_damaged_day_or_moment_takes_a_page_down(school: damage.DamagedSchool) -> None:
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
def test_much_damage_takes_no_page_down_and_no_112_away(school: damage.DamagedSchool) -> None:
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
    monkeypatch.setattr(GripSettings, "from_db", classmethod(fails))
    response = make.visit(page)
    assert response.status_code == 200 and b"tel:112" in response.content
    assert response.headers["Cache-Control"] == "no-store"


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
    # It starts again with the next change, and nobody's save fails.
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
