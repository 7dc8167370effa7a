"""What is stored and cannot be read: it is left out, the rest is shown, and editors are told where it stands."""

from __future__ import annotations

import contextlib
import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from gripwagtail import signals
from gripwagtail.content.damage import damages
from gripwagtail.lookup.sources import KINDS
from gripwagtail.models import GripHelpline, GripSettings, GripStamp
from gripwagtail.stored.streams import StreamField
from tests import damage
from tests import factories as make

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="this database does not take it in")

NO_ITEMS: list[Any] = [None, 7, "text", [], {}, {"value": {}}, {"type": ["x"], "value": {}}, {"type": "contact"}]


def store(row: Any, **values: Any) -> None:
    """Past every form, field and signal; then as if somebody saved something."""
    for name, value in values.items():
        given = value if isinstance(value, (int, str)) else json.dumps(value)
        table, key = row._meta.db_table, row._meta.pk.column
        with connection.cursor() as cursor:
            cursor.execute(f'UPDATE "{table}" SET "{name}" = %s WHERE "{key}" = %s', [given, row.pk])  # noqa: S608
    signals.changed()


def calm() -> Client:
    """A visitor who is served as on a real server: a failure is an answer, and no exception of the test."""
    return Client(raise_request_exception=False)


@pytest.fixture
def school(db: None) -> damage.School:
    return damage.school()


# --- visitors -----------------------------------------------------------------------


def test_a_sample_of_all_damage_takes_no_page_down_and_no_112_away(school: damage.School) -> None:
    for probe in damage.sample(school, 24):
        with damage.hurt(probe):
            for answer in damage.look(school, probe):
                # What Wagtail itself reads of the page shown is not in our hands: on SQLite a day that is none.
                if probe.family != "columns":
                    assert answer.status in (200, 404), (answer, probe.name)


@pytest.mark.thorough
def test_much_damage_takes_no_page_down_and_no_112_away(school: damage.School) -> None:
    for probe in damage.sample(school, 300, seed=15):
        with damage.hurt(probe):
            for answer in damage.look(school, probe):
                assert probe.family == "columns" or answer.status in (200, 404), (answer, probe.name)


@pytest.mark.parametrize("broken", NO_ITEMS)
def test_what_is_no_item_is_left_out_and_the_others_are_shown(broken: Any) -> None:
    page = make.make_page("contact")
    store(page, contacts=[broken, make.contact(label="Juf Annemiek"), broken])
    assert "Juf Annemiek" in make.text_of(page)


def test_an_item_in_the_format_of_long_ago_is_shown_beside_the_others() -> None:
    page = make.make_page("contact")
    old = ["contact", make.contact(label="Meester Karim")["value"]]
    store(page, contacts=[make.contact(label="Juf Annemiek"), old])
    text = make.text_of(page)
    assert "Juf Annemiek" in text and "Meester Karim" in text


@pytest.mark.parametrize("whole", ['{"a": 1}', "7", "true", '"text"', "[7]", "[[1, 2]]", "[null]"])
def test_a_stream_of_another_page_does_not_take_the_help_page_down(whole: str) -> None:
    pages = make.five_pages()
    store(pages["norm"], changes=whole, agreements=whole)
    store(pages["contact"], contacts=whole)
    html = str(make.see(pages["incident_help"]))
    assert "tel:112" in html and "tel:113" in html and make.SIGNS["incident_help"] in html


def test_one_helpline_that_cannot_be_read_leaves_the_others() -> None:
    make.helpline("eerste", name="Eerste lijn")
    second = make.helpline("tweede", name="Tweede lijn")
    page = make.make_page("contact")
    store(second, words="[null]")
    assert "Eerste lijn" in make.text_of(page) and "Tweede lijn" in make.text_of(page)


@on_sqlite
def test_a_helpline_of_which_a_day_is_none_is_the_only_one_left_out() -> None:
    make.helpline("eerste", name="Eerste lijn")
    second = make.helpline("tweede", name="Tweede lijn")
    page = make.make_page("contact")
    store(second, checked_on="2026-02-30")
    text = make.text_of(page)
    assert "Eerste lijn" in text and "Tweede lijn" not in text


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
    store(pages["contact"], checked=value, inner_links=value, show_checked=1)
    for kind in ("contact", "incident_help"):
        assert make.visit(pages[kind]).status_code == 200


@on_sqlite
def test_a_day_of_the_desk_that_is_none_is_not_read_for_who_reads_from_the_page() -> None:
    pages = make.five_pages()
    days = {"review_due": "2026-02-30", "counted_until": "0000-00-00", "words_changed_at": "x"}
    store(pages["contact"], **days, contact_expires="2026-02-30")
    store(pages["norm"], **days)
    assert make.SIGNS["incident_help"] in make.text_of(pages["incident_help"])


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
    store(pages["contact"], text_language="x" * 300_000)
    store(line, age_from="x", age_to="y")
    store(GripSettings.objects.get(), age_from="x", age_to="y")
    assert make.SIGNS["contact"] in make.text_of(pages["contact"])
    assert make.visit(pages["parent_tips"]).status_code == 200


@on_sqlite
@pytest.mark.parametrize("text", ["\ud800", "pupil,\ud800"])
def test_half_a_character_in_a_key_can_be_sent(text: str) -> None:
    page = make.make_page("contact")
    store(page, contacts=[make.contact(serves=text, topics=[text], label="Juf Annemiek")])
    assert make.visit(page).status_code == 200


@on_sqlite
def test_an_age_without_end_is_no_age() -> None:
    page = make.make_page("parent_tips")
    store(page, tips=json.dumps([make.tip()]).replace('"age_from": ', '"age_from": 1e999, "x": '))
    assert make.visit(page).status_code == 200


# --- closed -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["valid_from", "valid_until"])
@pytest.mark.parametrize("value", ["2020-02-30", "31-7-2099", "x", 7, {}, [], True])
def test_a_card_is_not_shown_while_nobody_can_read_from_when_until_when(name: str, value: Any) -> None:
    page = make.make_page("contact")
    store(page, contacts=[make.contact(label="Juf Annemiek", **{name: value}), make.contact(label="Meester Karim")])
    text = make.text_of(page)
    assert "Juf Annemiek" not in text and "Meester Karim" in text


@pytest.mark.parametrize("value", ["no", "yes", "x", {}, [], [True], 7, None, "true"])
def test_a_tick_that_cannot_be_read_is_not_ticked(value: Any) -> None:
    page = make.make_page("contact")
    store(page, contacts=[make.contact(label="Juf Annemiek", confirmed=value), make.contact(label="Meester Karim")])
    text = make.text_of(page)
    assert "Juf Annemiek" not in text and "Meester Karim" in text


def test_a_tick_that_an_older_item_does_not_have_is_ticked() -> None:
    page, card = make.make_page("contact"), make.contact(label="Juf Annemiek")
    card["value"].pop("confirmed", None)
    store(page, contacts=[card])
    assert "Juf Annemiek" in make.text_of(page)


@pytest.mark.parametrize("value", ["x", "No", {}, [], ["no"], True, 7])
def test_an_answer_about_sexual_that_cannot_be_read_is_a_yes(value: Any) -> None:
    page = make.make_page("incident_help")
    situation = make.situation(sexual=value, evidence="screenshot", key="x")
    store(page, situations=[situation])
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
    assert step and "Annemiek" in make.text_of(pages["incident_help"])


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
    store(page, contacts=stored)
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
    store(page, contacts=[make.contact(label="Juf Annemiek", valid_until="31-7-x"), 7])
    response = opened(page)
    assert response.status_code == 200
    told = make.soup(response).select_one(".help-critical").get_text(" ")
    assert "Juf Annemiek" in told and "31-7-x" in told and "2" in told and "7" in told


def test_what_a_form_lets_go_of_stays_in_the_history(school: damage.School) -> None:
    from wagtail.models import PageLogEntry

    from gripwagtail.editing.form import GripPageForm

    page = school.pages["norm"]
    store(page, changes=["Wat iemand typte"])
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
    store(page, contacts=[card])
    assert opened(page).status_code == 200


@on_sqlite
def test_half_a_character_can_be_opened_to_mend_it() -> None:
    page = make.make_page("contact")
    store(page, contacts=[make.contact(label="Juf \ud800", name="\ud800")])
    assert opened(page).status_code == 200


@pytest.mark.parametrize("column", ["contacts", "checked", "inner_links"])
@pytest.mark.parametrize("value", ["7", "[null]", '[{"a": 1}]'])
def test_the_home_page_of_the_admin_always_stands(column: str, value: str) -> None:
    pages = make.five_pages()
    store(pages["contact"], **{column: value})
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


# --- the doctor ---------------------------------------------------------------------


def said_by_the_doctor(**options: Any) -> dict[str, Any]:
    out = io.StringIO()
    with contextlib.suppress(CommandError):
        call_command("gripwagtail_doctor", format="json", stdout=out, **options)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_the_doctor_names_page_field_and_place() -> None:
    pages = make.five_pages()
    store(pages["contact"], contacts=[make.contact(label="Juf Annemiek", valid_until="x"), 7], checked="7")
    store(make.helpline(), words="[null]")
    said = said_by_the_doctor(content=True)
    places = " / ".join(each["place"] for each in said["findings"] if each["code"] == "content.damaged")
    assert pages["contact"].title in places and "Juf Annemiek" in places
    assert "Kindertelefoon" in places or "kindertelefoon" in places.casefold()
    assert not [each for each in said["findings"] if each["code"] == "doctor.crashed"]
    assert said["report"]


@on_sqlite
def test_the_doctor_mends_what_was_worked_out_and_cannot_be_read() -> None:
    pages = make.five_pages()
    store(pages["contact"], checked="7", inner_links='[{"a": 1}]', review_due="2026-02-30", counted_until="0000-00-00")
    said_by_the_doctor(content=True)
    page = type(pages["contact"]).objects.get(pk=pages["contact"].pk)
    assert isinstance(page.checked, dict) and page.inner_links == []


def test_looking_for_newer_texts_passes_over_what_is_damaged() -> None:
    pages = make.five_pages()
    store(pages["norm"], agreements="[null]")
    out = io.StringIO()
    call_command("gripwagtail_start", check=True, stdout=out)
    assert out.getvalue()


def test_what_is_whole_has_no_damage(school: damage.School) -> None:
    for row in (*school.pages.values(), *school.rows[:1], *GripHelpline.objects.all()):
        assert not damages(row)
