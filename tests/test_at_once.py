"""Two clicks, or two commands, at the same moment: both are done, one after the other."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gripwagtail.admin.confirmations import seen
from gripwagtail.editing.library import missing
from gripwagtail.lookup.locking import lock
from gripwagtail.lookup.sources import page_model
from gripwagtail.models import GripCheck
from gripwagtail.packs import reading
from gripwagtail.packs.importing import bring
from gripwagtail.planting import plant as planting
from gripwagtail.planting.plant import Wish, plant
from gripwagtail.starter.corrections import corrections
from gripwagtail.starter.files import StarterError
from gripwagtail.starter.helplines import conflicts, flat_row
from tests import factories as make
from tests import packs
from tests.rights import _old_situation

PLACE = '"wagtailcore_page"'


def together(*acts: Callable[[], Any]) -> None:
    """All of them in a thread each, at the same moment. What one raises is raised here."""
    start, wrong = threading.Barrier(len(acts)), []

    def run(act: Callable[[], Any]) -> None:
        try:
            start.wait(timeout=30)
            act()
        except Exception as problem:
            wrong.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    if wrong:
        raise wrong[0]


def is_lock(sql: str, table: str) -> bool:
    """On SQLite a row is written over itself: nobody else can write until this is done."""
    return ("FOR UPDATE" in sql and table in sql) or sql.startswith(f'UPDATE {table} SET "id" = {table}."id"')  # noqa: S608


def reads_after_the_lock(queries: CaptureQueriesContext, table: str, content: str) -> tuple[int, int]:
    """How often this was read before a row was locked, and how often after it."""
    asked = [query["sql"] for query in queries.captured_queries]
    locked = next((number for number, sql in enumerate(asked) if is_lock(sql, table)), len(asked))
    read = [number > locked for number, sql in enumerate(asked) if sql.startswith("SELECT") and content in sql]
    return read.count(False), read.count(True)


@pytest.mark.django_db
def test_a_form_of_ours_waits_before_it_reads_the_draft(client: Any) -> None:
    page = make.make_page("incident_help", situations=[_old_situation()])
    page.save_revision()
    client.force_login(make.editor())
    key = missing(page)[0].key
    correction = corrections(page.get_latest_revision_as_object())[0]
    given = {
        "library": {"key": key, "seen": missing(page)[0].seen},
        "corrections": {"text": correction.id, "seen": correction.seen, "do": "take"},
        "checks": {"item": "", "seen": seen(page)},
    }
    for name, form in given.items():
        with CaptureQueriesContext(connection) as queries:
            response = client.post(reverse(f"gripwagtail_{name}", args=[page.pk]), form)
        assert response.status_code == 302
        before, after = reads_after_the_lock(queries, PLACE, '"wagtailcore_revision"."content"')
        assert before == 0, name
        assert after > 0, name


@pytest.mark.django_db
def test_the_decision_about_a_helpline_waits_before_it_reads(client: Any) -> None:
    row = make.helpline(does="Hier")
    row.shipped = {**flat_row(row), "does": "Nieuw", "before": {"does": "Oud"}}
    row.save()
    client.force_login(make.editor())
    with CaptureQueriesContext(connection) as queries:
        client.post(
            reverse("wagtailsnippets_gripwagtail_griphelpline:conflicts", args=[row.pk]),
            {"all": "1", "seen": [one.seen for one in conflicts(row)]},
        )
    row.refresh_from_db()
    assert row.does == "Nieuw"
    _before, after = reads_after_the_lock(queries, '"gripwagtail_griphelpline"', '"gripwagtail_griphelpline"."does"')
    assert after > 0


@pytest.mark.django_db
def test_a_command_that_changes_a_draft_waits_before_it_reads() -> None:
    page = make.make_page("incident_help", situations=[_old_situation()])
    page.save_revision()
    with CaptureQueriesContext(connection) as queries:
        call_command("gripwagtail_start", "--update", "--parent", str(page.get_parent().pk), verbosity=0)
    before, after = reads_after_the_lock(queries, PLACE, '"wagtailcore_revision"."content"')
    assert (before, after > 0) == (0, True)


def plant_below(home: Any, _folder: Path) -> None:
    plant(Wish(home))


def import_below(home: Any, folder: Path) -> None:
    bring(reading.load(packs.a_pack(folder)), home)


@pytest.mark.django_db
@pytest.mark.parametrize("write", [plant_below, import_below])
def test_who_makes_what_somebody_just_made_reads_which_address_is_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, write: Callable[[Any, Path], None]
) -> None:
    home = make.home_page()
    # As if the other were quicker between the look and the planting.
    monkeypatch.setattr(
        planting.page_model().objects, "child_of", lambda parent: page_model().objects.none(), raising=False
    )
    home.add_child(instance=make.home_class()(title="Bezet", slug="online-gedrag"))
    with pytest.raises(StarterError) as refused:
        write(home, tmp_path)
    assert "online-gedrag" in refused.value.messages[0]
    assert home.title in refused.value.messages[0]
    assert "None" not in refused.value.messages[0]


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor == "sqlite", reason="in a test all threads have one database in memory")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_situations_that_are_added_at_the_same_moment_are_all_added() -> None:
    page = make.make_page("incident_help")
    page.save_revision()
    user = make.editor()
    forms = [{"key": shipped.key, "seen": shipped.seen} for shipped in missing(page)[:6]]

    def add(form: dict[str, str]) -> Callable[[], None]:
        def act() -> None:
            client = Client()
            client.force_login(user)
            assert client.post(reverse("gripwagtail_library", args=[page.pk]), form).status_code == 302

        return act

    together(*map(add, forms))
    draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    assert {item["value"]["key"] for item in draft.situations.raw_data} == {form["key"] for form in forms}


def posting(user: Any, name: str, page: Any, form: dict[str, Any]) -> Callable[[], None]:
    """One click on a button of ours."""

    def act() -> None:
        client = Client()
        client.force_login(user)
        assert client.post(reverse(f"gripwagtail_{name}", args=[page.pk]), form).status_code == 302

    return act


@pytest.mark.skipif(connection.vendor == "sqlite", reason="in a test all threads have one database in memory")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_click_beside_another_click_is_not_lost() -> None:
    """All in one test: putting the database back takes longer than the clicks."""
    user, other = make.editor(), make.editor()

    # A situation is added, and a newer text is taken.
    page = make.make_page("incident_help", situations=[_old_situation()])
    page.save_revision()
    wanted = missing(page)[0]
    newer = corrections(page.get_latest_revision_as_object())[0]
    together(
        posting(user, "library", page, {"key": wanted.key, "seen": wanted.seen}),
        posting(other, "corrections", page, {"text": newer.id, "seen": newer.seen, "do": "take"}),
    )
    draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    assert wanted.key in [raw["value"]["key"] for raw in draft.situations.raw_data]
    assert newer.id not in [one.id for one in corrections(draft)]

    # Two cards are checked.
    cards = [make.contact(label="Juf A"), make.contact(label="Meester B", email="b@kwikstaart.example")]
    contacts = make.make_page("contact", contacts=cards)
    read, ids = seen(contacts), [raw["id"] for raw in contacts.contacts.raw_data]
    together(*(posting(user, "checks", contacts, {"item": one, "seen": read}) for one in ids))
    assert set(type(contacts).objects.get(pk=contacts.pk).checked) >= set(ids)

    # A card is checked while somebody publishes.
    GripCheck.objects.all().delete()

    def publish() -> None:
        mine = type(contacts).objects.get(pk=contacts.pk)
        mine.intro = "Welkom"
        mine.save_revision().publish()

    together(publish, posting(user, "checks", contacts, {"item": ids[0], "seen": read}))
    after = type(contacts).objects.get(pk=contacts.pk)
    assert after.intro == "Welkom"
    assert GripCheck.objects.filter(item=ids[0]).exists()
    assert ids[0] in after.checked


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor == "sqlite", reason="in a test all threads have one database in memory")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_who_plants_at_the_same_moment_finds_what_the_other_planted() -> None:
    home = make.home_page()
    reports: list[list[Any]] = []

    def act() -> None:
        reports.append(plant(Wish(page_model().objects.get(pk=home.pk).specific)))

    together(act, act, act)
    assert page_model().find_problems() == ([], [], [], [], [])
    assert sum(done.status == "draft" for report in reports for done in report) == 5
    assert sum(done.status == "exists" for report in reports for done in report) == 10


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor == "sqlite", reason="in a test all threads have one database in memory")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_who_imports_at_the_same_moment_finds_what_the_other_imported(tmp_path: Path) -> None:
    home = make.home_page()
    pack = packs.a_pack(tmp_path)
    reports: list[list[Any]] = []

    def act() -> None:
        reports.append(bring(reading.load(pack), page_model().objects.get(pk=home.pk).specific))

    together(act, act, act)
    assert page_model().find_problems() == ([], [], [], [], [])
    assert sum(done.status == "created" for report in reports for done in report) == 5
    assert sum(done.status == "same" for report in reports for done in report) == 10


def test_a_page_is_locked_by_the_row_that_all_pages_have(db: None) -> None:
    page = make.make_page("norm")
    with CaptureQueriesContext(connection) as queries:
        lock(page)
    [asked] = queries.captured_queries
    assert PLACE in asked["sql"]
    assert "gripwagtail_pages" not in asked["sql"]
