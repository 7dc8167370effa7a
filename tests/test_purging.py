"""A cache in front of the site forgets, once a change is committed, every page that may show what changed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail import blocks
from wagtail.models import PageViewRestriction, Site

from gripwagtail.blocks import ContactsBlock
from gripwagtail.serving import pages_with_blocks, purging
from gripwagtail.signals import changed
from gripwagtail.starter.scripts import SHEETS
from gripwagtail.subroutes.team import SHEETS as FOR_TEAM
from tests import factories as make
from tests.fronts import forget_what_waits, put_in_front

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

# What is below a norm besides: the list, the scripts and what these ask to print.
TOGETHER = {
    "/norm/together/",
    *(f"/norm/together/{name}/" for name in ("vote-15", "choose-45", "write-90", "little-reading", "parents", "team")),
    *(f"/norm/together/{name}/" for name in SHEETS),
}
Purged = Callable[[Callable[[], Any]], set[str]]


@pytest.fixture(autouse=True)
def front(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What a cache in front of the site is asked to forget."""
    yield put_in_front(settings, monkeypatch)
    forget_what_waits()


@pytest.fixture
def home(db: None) -> Any:
    return make.home_page()


@pytest.fixture
def purged(front: list[str], django_capture_on_commit_callbacks: Any) -> Purged:
    """The paths that are purged by what is done; with the host for a site other than the first."""

    def run(act: Callable[[], Any]) -> set[str]:
        forget_what_waits()  # the preparations of a test are never committed
        front.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return {url.removeprefix("http://localhost").removeprefix("http://") for url in front}

    return run


def publish(page: Any) -> Callable[[], Any]:
    return lambda: type(page).objects.get(pk=page.pk).save_revision().publish()


# --- what is purged -----------------------------------------------------------------


def test_a_changed_contact_purges_our_pages_with_their_sub_routes_and_the_pages_with_a_block(
    home: Any, purged: Purged
) -> None:
    contacts = make.make_page("contact", home, slug="wie", contacts=[make.contact()])
    make.make_page("norm", home, slug="norm")
    make.home_page(home, slug="blok", body=[make.block("contacts")])
    make.home_page(home, slug="kaal")
    assert purged(lambda: make.set_items(contacts, "contacts", [])) == {
        "/wie/",
        "/wie/print/",
        "/wie/vcard/",
        "/norm/",
        "/norm/class-sheet/",
        "/norm/share/",
        *TOGETHER,
        "/blok/",
    }


def test_the_other_pages_of_the_host_are_left_alone(home: Any, purged: Purged) -> None:
    told = make.item("paragraph", '<p>"grip_contacts" is how a block is called</p>')  # type: ignore[arg-type]
    make.home_page(home, slug="kaal", body=[told])
    make.home_page(home, slug="blok", body=[make.block("exit")], live=False)
    contacts = make.make_page("contact", home, slug="wie")
    assert {path.split("/")[1] for path in purged(publish(contacts))} == {"wie"}


def test_writing_a_draft_purges_nothing(home: Any, purged: Purged) -> None:
    contacts = make.make_page("contact", home)
    assert purged(lambda: make.set_items(contacts, "contacts", [make.contact()], publish=False)) == set()
    assert purged(lambda: make.make_page("norm", home, live=False)) == set()


def test_a_changed_helpline_purges_every_site(home: Any, purged: Purged) -> None:
    make.make_page("norm", home, slug="norm")
    make.make_page("norm", make.site_with("de-valk.example").root_page, slug="norm")
    assert {"/norm/", "de-valk.example/norm/"} <= purged(make.helpline)
    assert {"/norm/", "de-valk.example/norm/"} <= purged(lambda: make.helpline().delete())


@pytest.mark.parametrize("act", ["settings", "publish", "unpublish", "delete"])
def test_what_a_school_changes_purges_its_own_site_only(home: Any, purged: Purged, act: str) -> None:
    norm = make.make_page("norm", home, slug="norm")
    make.home_page(home, slug="blok", body=[make.block("norm")])
    elsewhere = make.site_with("de-valk.example").root_page
    make.make_page("norm", elsewhere)
    make.home_page(elsewhere, body=[make.block("norm")])
    done = {
        "settings": lambda: make.settings_of(phone="070 012 34 56"),
        "publish": publish(norm),
        "unpublish": lambda: type(norm).objects.get(pk=norm.pk).unpublish(),
        "delete": lambda: type(norm).objects.get(pk=norm.pk).delete(),
    }[act]
    assert purged(done) == {"/norm/", "/norm/class-sheet/", "/norm/share/", *TOGETHER, "/blok/"}


def test_a_page_that_goes_with_the_page_above_it_is_purged(home: Any, purged: Purged) -> None:
    above = make.home_page(home, slug="boven")
    make.make_page("contact", above, slug="wie")
    assert "/boven/wie/" in purged(lambda: type(above).objects.get(pk=above.pk).delete())


def test_a_page_that_expires_is_purged(home: Any, purged: Purged) -> None:
    contacts = make.make_page("contact", home, slug="wie")
    base = type(home).objects.none().model._meta.get_parent_list()[-1].objects.get(pk=contacts.pk)
    assert "/wie/" in purged(base.unpublish)


def test_a_moved_page_is_purged_where_it_was_and_where_it_is_with_all_below_it(home: Any, purged: Purged) -> None:
    above, target = make.home_page(home, slug="oud"), make.home_page(home, slug="nieuw")
    make.make_page("incident_help", above, slug="help")
    make.home_page(above, slug="blok", body=[make.block("contacts")])
    found = purged(lambda: type(above).objects.get(pk=above.pk).move(target, pos="last-child"))
    assert {"/oud/help/", "/oud/help/poster/", "/oud/help/poster/qr/", "/oud/blok/"} <= found
    assert {"/nieuw/oud/help/", "/nieuw/oud/blok/"} <= found


def test_a_page_that_moves_to_another_site_is_purged_on_both(home: Any, purged: Purged) -> None:
    contacts = make.make_page("contact", home, slug="wie")
    make.home_page(home, slug="blok", body=[make.block("contacts")])
    elsewhere = make.site_with("de-valk.example").root_page
    found = purged(lambda: type(contacts).objects.get(pk=contacts.pk).move(elsewhere, pos="last-child"))
    assert {"/wie/", "/blok/", "de-valk.example/wie/"} <= found


def test_a_renamed_page_is_purged_under_both_names(home: Any, purged: Purged) -> None:
    contacts = make.make_page("contact", home, slug="wie")

    def rename() -> None:
        page = type(contacts).objects.get(pk=contacts.pk)
        page.slug = "bij-wie"
        page.save_revision().publish()

    # The signal comes after commit, and then what is done is done at once.
    assert {"/wie/", "/wie/print/", "/bij-wie/", "/bij-wie/print/"} <= purged(rename)


def test_a_translation_is_purged_when_its_source_changes(home: Any, purged: Purged) -> None:
    contacts = make.make_page("contact", home, slug="wie", contacts=[make.contact()])
    make.translate(contacts, "en", slug="who")
    block = make.home_page(home, slug="blok", body=[make.block("contacts")])
    make.translate(block, "en", slug="block")
    found = purged(lambda: make.set_items(contacts, "contacts", []))
    assert {"/wie/", "/en/who/", "/en/who/print/", "/blok/", "/en/block/"} <= found


def test_a_contact_of_the_board_purges_its_schools_and_no_other(home: Any, purged: Purged) -> None:
    board = make.site_with("bestuur.example")
    contacts = make.make_page("contact", board.root_page, slug="wie")
    make.make_page("contact", home, slug="wie")
    make.make_page("contact", make.site_with("de-valk.example").root_page, slug="wie")
    make.settings_of(board=board)
    pages = {path.partition("/wie/")[0] for path in purged(publish(contacts))}
    assert pages == {"bestuur.example", ""}
    norm = make.make_page("norm", board.root_page, slug="norm")
    assert not any(path.startswith("/") for path in purged(publish(norm)))


@pytest.mark.parametrize("act", ["move away", "restrict"])
def test_contacts_that_a_board_takes_away_purge_its_schools(home: Any, purged: Purged, act: str) -> None:
    board = make.site_with("bestuur.example")
    above = make.home_page(board.root_page, slug="boven")
    make.make_page("contact", above, slug="wie")
    make.make_page("contact", home, slug="wie")
    make.settings_of(board=board)
    target = make.site_with("de-valk.example").root_page
    done = {
        "move away": lambda: type(above).objects.get(pk=above.pk).move(target, pos="last-child"),
        "restrict": PageViewRestriction(page=above, restriction_type="login").save,
    }[act]
    assert {"/wie/", "bestuur.example/boven/wie/"} <= purged(done)


def test_a_site_in_a_site_is_purged_with_the_site_around_it_and_not_the_other_way_round(
    home: Any, purged: Purged
) -> None:
    part = make.home_page(home, slug="deel")
    outer, inner = make.make_page("norm", home, slug="norm"), make.make_page("norm", part, slug="norm")
    Site.objects.create(hostname="deel.example", root_page=part)
    sheets = {f"deel.example/norm/{leaf}/" for leaf in ("class-sheet", "share")}
    sheets |= {f"deel.example{address}" for address in TOGETHER}
    assert purged(publish(inner)) == {"deel.example/norm/", *sheets}
    assert "/norm/" in purged(publish(outer))


def test_a_restriction_and_its_end_are_purged(home: Any, purged: Purged) -> None:
    contacts = make.make_page("contact", home, slug="wie")
    restriction = PageViewRestriction(page=contacts, restriction_type="login")
    assert "/wie/" in purged(restriction.save)
    assert "/wie/" in purged(restriction.delete)


def test_a_change_without_signals_purges_everything_when_it_is_told(home: Any, purged: Purged) -> None:
    make.make_page("norm", home, slug="norm")
    assert "/norm/" in purged(changed)


def test_each_card_that_can_be_saved_has_an_address_to_purge_also_in_another_language(
    home: Any, purged: Purged
) -> None:
    card = make.contact()
    contacts = make.make_page("contact", home, slug="wie", contacts=[card], vcards=True)
    make.translate(contacts, "en", slug="who", contacts=[], vcards=False)
    found = purged(publish(contacts))
    assert {f"/wie/vcard/{card['id'][:8]}/", f"/en/who/vcard/{card['id'][:8]}/"} <= found


def test_the_addresses_are_those_that_each_page_gives_by_itself(home: Any, purged: Purged) -> None:
    for number, offers in enumerate((True, False, True)):
        contacts = make.make_page("contact", home, slug=f"wie-{number}", contacts=[make.contact()], vcards=offers)
        make.translate(contacts, "en", slug=f"who-{number}", contacts=[make.contact()], vcards=not offers)
    found = purged(purging.note_all)
    for page in make.page_class("contact").objects.all():
        own = page.get_url_parts()[2]
        paths = page.get_cached_paths()
        assert {own + path.removeprefix("/") for path in paths} <= found
        assert sum("/vcard/" in path for path in paths) == 2


def test_all_addresses_of_our_pages_that_answer_are_purged(home: Any) -> None:
    pages = make.five_pages(home)
    for page in pages.values():
        assert page.get_cached_paths()[0] == "/"
    assert pages["incident_help"].get_cached_paths() == [
        *("/", "/poster/", "/poster/qr/", "/card/", "/team/"),
        *(f"/team/{one.name}/" for one in FOR_TEAM),
    ]
    for path in pages["incident_help"].get_cached_paths():
        assert make.visit(pages["incident_help"], leaf=path[1:]).status_code == 200


def test_a_host_with_our_tags_in_its_base_template_purges_the_whole_site(
    home: Any, purged: Purged, settings: Any
) -> None:
    settings.GRIPWAGTAIL = {"PURGE_WHOLE_SITE": True}
    make.home_page(home, slug="kaal")
    contacts = make.make_page("contact", home, slug="wie")
    assert {"/", "/kaal/", "/wie/", "/wie/print/"} <= purged(publish(contacts))


# --- finding the blocks -------------------------------------------------------------


def test_a_block_is_found_under_any_name_and_inside_any_other() -> None:
    deep = blocks.StreamBlock([("who", ContactsBlock())])
    tree = blocks.StreamBlock(
        [
            ("columns", blocks.StructBlock([("side", deep), ("title", blocks.CharBlock())])),
            ("cards", blocks.ListBlock(ContactsBlock())),
            ("footer", blocks.StructBlock([("help", ContactsBlock())])),
            ("paragraph", blocks.RichTextBlock()),
        ]
    )
    assert set(pages_with_blocks._names(tree, "", frozenset())) == {"who", "cards", "help"}


def test_a_stream_that_can_hold_itself_is_walked_once() -> None:
    section = blocks.StreamBlock([("help", ContactsBlock())])
    section.child_blocks["section"] = section
    assert set(pages_with_blocks._names(section, "", frozenset())) == {"help"}


def test_the_number_of_queries_does_not_grow_with_pages_or_sites(home: Any, purged: Purged) -> None:
    def plant(root: Any, times: int) -> None:
        for _ in range(times):
            make.home_page(root, body=[make.block("contacts")])
            make.make_page("norm", root)
            make.make_page("contact", root, contacts=[make.contact()], vcards=True)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            purged(lambda: purging.note_all())
        return len(captured)

    plant(home, 1)
    few = queries()
    plant(home, 5)
    plant(make.site_with("de-valk.example").root_page, 5)
    assert queries() == few


# --- when, and what if --------------------------------------------------------------


def test_nothing_is_purged_before_the_change_is_committed(
    home: Any, front: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    contacts = make.make_page("contact", home)
    with django_capture_on_commit_callbacks(execute=True):
        make.set_items(contacts, "contacts", [])
        assert front == []
    assert front


def test_changes_in_one_transaction_are_purged_together(home: Any, purged: Purged, front: list[str]) -> None:
    contacts = make.make_page("contact", home, slug="wie")
    norm = make.make_page("norm", home, slug="norm")
    purged(lambda: (publish(contacts)(), publish(norm)(), make.helpline(), make.settings_of()))
    assert front.count("http://localhost/wie/") == 1


def test_a_change_that_is_rolled_back_purges_nothing_and_a_committed_one_does(
    home: Any, purged: Purged, front: list[str]
) -> None:
    contacts = make.make_page("contact", home, slug="wie")

    def change_and_regret() -> None:
        with transaction.atomic():
            make.set_items(contacts, "contacts", [make.contact()])
            transaction.set_rollback(True)

    front.clear()
    purged(change_and_regret)
    assert front == []
    purged(lambda: make.set_items(contacts, "contacts", [make.contact()]))
    assert "http://localhost/wie/" in front


def test_a_cache_that_is_down_stops_nobody_from_saving(home: Any, purged: Purged, settings: Any) -> None:
    settings.WAGTAILFRONTENDCACHE = {"front": {"BACKEND": "tests.fronts.BrokenFront"}}
    contacts = make.make_page("contact", home)
    purged(lambda: make.set_items(contacts, "contacts", [make.contact(label="Meester Bram")]))
    assert "Meester Bram" in make.text_of(contacts)


@pytest.mark.parametrize("step", ["add", "all_urls"])
def test_whatever_goes_wrong_is_logged_and_the_change_is_made(
    home: Any, purged: Purged, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, step: str
) -> None:
    def fail(*args: Any) -> Any:
        raise RuntimeError("no such thing")

    contacts = make.make_page("contact", home)
    monkeypatch.setattr(purging.Purge, step, fail)
    purged(lambda: (make.set_items(contacts, "contacts", [make.contact(label="Meester Bram")]), make.settings_of()))
    assert "no such thing" in caplog.text
    assert "Meester Bram" in make.text_of(contacts)


def test_a_page_whose_address_fails_does_not_keep_the_others(
    home: Any, purged: Purged, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("no address")

    make.home_page(home, body=[make.block("contacts")])
    contacts = make.make_page("contact", home, slug="wie")
    monkeypatch.setattr(make.home_class(), "get_url_parts", fail)
    assert "/wie/" in purged(publish(contacts))
    assert "no address" in caplog.text


def test_without_the_app_nothing_of_it_is_imported(
    home: Any, purged: Purged, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    contacts = make.make_page("contact", home)
    monkeypatch.delitem(apps.app_configs, "wagtailfrontendcache")
    monkeypatch.setitem(sys.modules, "wagtail.contrib.frontend_cache.utils", None)
    assert purged(publish(contacts)) == set()
    assert caplog.text == ""


def test_with_the_app_and_no_cache_no_page_is_looked_for(home: Any, purged: Purged, settings: Any) -> None:
    contacts = make.make_page("contact", home)
    settings.WAGTAILFRONTENDCACHE = None
    with CaptureQueriesContext(connection) as captured:
        purged(publish(contacts))
    assert not [query for query in captured.captured_queries if "grip_contacts" in query["sql"]]
