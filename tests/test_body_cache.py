"""What is kept of a page is cheap to show again, and never older than the last change."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from gripwagtail.lookup.sources import KINDS
from gripwagtail.rendering.contexts import BLOCKS
from gripwagtail.serving.max_age import cache_key_components
from gripwagtail.signals import changed
from tests import factories as make
from tests.remembered import remembered

pytestmark = pytest.mark.django_db

LOCMEM = "django.core.cache.backends.locmem.LocMemCache"


@pytest.fixture(autouse=True)
def empty_cache(db: None) -> Any:
    caches["default"].clear()
    yield
    caches["default"].clear()


@pytest.fixture
def home(db: None) -> Any:
    make.helpline()
    return make.home_page()


@pytest.fixture
def pages(home: Any) -> dict[str, Any]:
    return remembered("five pages of a school with a phone", lambda: _pages(home))


def _pages(home: Any) -> dict[str, Any]:
    make.settings_of(phone="070 012 34 56")
    return make.five_pages(home)


@pytest.fixture
def elsewhere(home: Any) -> Any:
    return make.home_page(home, body=[make.block("contacts")])


def warm(page: Any) -> int:
    """Queries of a visit after a visit."""
    make.visit(page)
    return _queries(page)


def cold(page: Any) -> int:
    """Queries of the first visit after a change; what Wagtail and Django keep is kept."""
    make.visit(page)
    changed()
    return _queries(page)


def _queries(page: Any) -> int:
    client = Client()
    url = page.get_url()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url, headers={"host": "localhost"}).status_code == 200
    return len(captured)


# --- what it costs ------------------------------------------------------------------


def test_a_page_with_every_block_costs_one_query_more_than_a_bare_page(pages: Any, home: Any) -> None:
    bare = make.home_page(home)
    full = make.home_page(home, body=[make.block(kind) for kind in BLOCKS])
    make.translate(full, "en")
    assert make.see(full).select(".grip-languages")
    assert warm(full) == warm(bare) + 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_ours_costs_one_query_more_than_a_bare_page(pages: Any, home: Any, kind: str) -> None:
    assert warm(pages[kind]) == warm(make.home_page(home)) + 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_visit_after_a_change_costs_at_most_seven_queries_more(pages: Any, home: Any, kind: str) -> None:
    assert cold(pages[kind]) <= warm(make.home_page(home)) + 7


def test_the_first_visit_to_every_block_costs_one_query_for_each_kind_of_source(pages: Any, home: Any) -> None:
    bare = make.home_page(home)
    full = make.home_page(home, body=[make.block(kind) for kind in BLOCKS])
    # The stamp, the candidates, their restrictions, the settings, the helplines, three sources,
    # and for the languages the translations with theirs.
    assert cold(full) <= warm(bare) + 10


@pytest.mark.parametrize("again", [warm, cold])
@pytest.mark.slow
def test_the_number_of_items_does_not_matter(home: Any, again: Any) -> None:
    def costs(many: int) -> list[int]:
        content = {
            "contact": {"contacts": [make.contact(label=f"Juf {number}") for number in range(many)]},
            "parent_tips": {"tips": [make.tip(title=f"Tip {number}") for number in range(many)]},
            "incident_help": {"situations": [make.situation(key=f"s{number}") for number in range(many)]},
            "norm": {"agreements": [make.agreement() for number in range(many)], "statement": make.SIGNS["norm"]},
        }
        for kind, fields in content.items():
            for name, value in fields.items():
                setattr(shown[kind], name, make._streams(type(shown[kind]), {name: value})[name])
            shown[kind].save()
        for number in range(many):
            make.helpline(f"lijn-{number}")
        return [again(page) for page in [*shown.values(), blocks]]

    shown = {kind: make.make_page(kind, home) for kind in ("contact", "parent_tips", "incident_help", "norm")}
    blocks = make.home_page(home, body=[make.block(kind) for kind in BLOCKS])
    assert costs(1) == costs(200)


@pytest.mark.parametrize("again", [warm, cold])
@pytest.mark.slow
def test_the_number_of_schools_does_not_matter(home: Any, again: Any) -> None:
    def school() -> Any:
        page = make.home_page(home, body=[make.block("contacts"), make.block("norm")])
        make.make_page("contact", page, contacts=[make.contact()])
        make.make_page("norm", page, statement=make.SIGNS["norm"])
        return page

    first = school()
    before = again(first)
    for _number in range(49):
        school()
    assert again(first) == before


def test_a_block_used_five_times_reads_its_source_once(pages: Any, home: Any) -> None:
    once = make.home_page(home, body=[make.block("contacts")])
    often = make.home_page(home, body=[make.block("contacts", roles=[role]) for role in ("mentor", "police", "board")])
    assert cold(often) == cold(once)


# --- never stale --------------------------------------------------------------------


def test_a_visit_alone_changes_nothing_and_writes_nothing(pages: Any, elsewhere: Any) -> None:
    make.visit(elsewhere)
    stamp = cache_key_components()
    with CaptureQueriesContext(connection) as captured:
        make.visit(elsewhere)
    assert cache_key_components() == stamp
    assert all(query["sql"].lstrip().upper().startswith("SELECT") for query in captured)


def test_a_second_visit_is_answered_from_what_was_kept(pages: Any, elsewhere: Any) -> None:
    first = make.see(elsewhere)
    _quietly(pages["contact"], [make.contact(label="Meester Bram")])
    # No signal was sent: this is what changed() is for.
    assert str(make.see(elsewhere).select_one(".grip")) == str(first.select_one(".grip"))


def test_a_bulk_update_is_seen_after_changed(pages: Any, elsewhere: Any) -> None:
    assert make.SIGNS["contact"] in make.text_of(elsewhere)
    _quietly(pages["contact"], [make.contact(label="Meester Bram")])
    changed()
    assert "Meester Bram" in make.text_of(elsewhere)


def test_a_changed_contact_is_seen_at_the_next_visit(pages: Any, elsewhere: Any) -> None:
    assert make.SIGNS["contact"] in make.text_of(elsewhere)
    make.set_items(pages["contact"], "contacts", [make.contact(label="Meester Bram")])
    assert "Meester Bram" in make.text_of(elsewhere)


def test_a_changed_helpline_is_seen_at_the_next_visit(pages: Any) -> None:
    assert "De Kindertelefoon" in make.text_of(pages["contact"])
    make.helpline(name="De Kinderlijn")
    assert "De Kinderlijn" in make.text_of(pages["contact"])
    assert "De Kindertelefoon" not in make.text_of(pages["contact"])


def test_changed_settings_are_seen_at_the_next_visit(pages: Any) -> None:
    make.see(pages["contact"])
    make.settings_of(after_hours="Bel dan 0800-0432.")
    assert "Bel dan 0800-0432." in make.text_of(pages["contact"])


def test_a_restriction_and_its_end_are_seen_at_the_next_visit(pages: Any, elsewhere: Any) -> None:
    assert make.SIGNS["contact"] in make.text_of(elsewhere)
    restriction = PageViewRestriction.objects.create(page=pages["contact"], restriction_type="login")
    assert make.SIGNS["contact"] not in make.text_of(elsewhere)
    restriction.delete()
    assert make.SIGNS["contact"] in make.text_of(elsewhere)


def test_a_site_that_takes_over_a_part_of_the_tree_is_seen_at_the_next_visit(home: Any) -> None:
    part = make.home_page(home)
    make.make_page("contact", part, contacts=[make.contact()])
    elsewhere = make.home_page(home, body=[make.block("contacts")])
    assert make.SIGNS["contact"] in make.text_of(elsewhere)
    site = Site.objects.create(hostname="de-valk.example", root_page=part)
    assert make.SIGNS["contact"] not in make.text_of(elsewhere)
    site.delete()
    assert make.SIGNS["contact"] in make.text_of(elsewhere)


def test_a_moved_or_renamed_page_gets_its_new_address_at_the_next_visit(pages: Any, home: Any, elsewhere: Any) -> None:
    assert make.see(elsewhere).select_one(f'a[href="{pages["contact"].get_url()}"]')
    below = make.home_page(home)
    pages["contact"].move(below, pos="last-child")
    contacts = type(pages["contact"]).objects.get(pk=pages["contact"].pk)
    assert make.see(elsewhere).select_one(f'a[href="{contacts.get_url()}"]')
    contacts.slug = "bij-wie"
    contacts.save_revision().publish()
    assert make.see(elsewhere).select_one('a[href$="/bij-wie/"]')


def test_a_renamed_page_above_gives_a_new_address_at_the_next_visit(
    home: Any, elsewhere: Any, django_capture_on_commit_callbacks: Any
) -> None:
    above = make.home_page(home)
    make.make_page("contact", above, slug="wie", contacts=[make.contact()])
    make.see(elsewhere)
    above.slug = "onderbouw"
    with django_capture_on_commit_callbacks(execute=True):
        above.save_revision().publish()
    assert make.see(elsewhere).select_one('a[href="/onderbouw/wie/"]')


def test_a_change_in_another_process_is_seen_at_the_next_visit(pages: Any, elsewhere: Any, settings: Any) -> None:
    # Each process has a memory of its own; only the database is shared.
    settings.CACHES = {
        **settings.CACHES,
        "one": {"BACKEND": LOCMEM, "LOCATION": "one"},
        "two": {"BACKEND": LOCMEM, "LOCATION": "two"},
    }
    settings.GRIPWAGTAIL = {"CACHE": "one"}
    assert make.SIGNS["contact"] in make.text_of(elsewhere)
    assert caches["one"]._cache
    settings.GRIPWAGTAIL = {"CACHE": "two"}
    assert make.SIGNS["contact"] in make.text_of(elsewhere)
    make.set_items(pages["contact"], "contacts", [])
    assert make.SIGNS["contact"] not in make.text_of(elsewhere)
    settings.GRIPWAGTAIL = {"CACHE": "one"}
    assert make.SIGNS["contact"] not in make.text_of(elsewhere)


def test_a_change_that_is_rolled_back_shows_nothing_of_itself(pages: Any, elsewhere: Any) -> None:
    from django.db import transaction

    assert make.SIGNS["contact"] in make.text_of(elsewhere)
    with transaction.atomic():
        make.set_items(pages["contact"], "contacts", [make.contact(label="Meester Bram")])
        assert "Meester Bram" in make.text_of(elsewhere)
        transaction.set_rollback(True)
    text = make.text_of(elsewhere)
    assert make.SIGNS["contact"] in text
    assert "Meester Bram" not in text


# --- a cache that fails -------------------------------------------------------------


class Fallen:
    """A cache whose server has gone, or drops the connection halfway."""

    def __init__(self, cache: Any, monkeypatch: Any) -> None:
        self.asked: list[str] = []
        self.refuses = ("get", "set")
        for name in self.refuses:
            monkeypatch.setattr(cache, name, partial(self._answer, name, getattr(cache, name)))

    def _answer(self, name: str, ask: Any, *args: Any, **kwargs: Any) -> Any:
        self.asked.append(name)
        if name in self.refuses:
            raise ConnectionError("Connection refused")
        return ask(*args, **kwargs)


@pytest.fixture
def fallen(settings: Any, monkeypatch: Any) -> Fallen:
    settings.CACHES = {**settings.CACHES, "fallen": {"BACKEND": LOCMEM, "LOCATION": "fallen"}}
    settings.GRIPWAGTAIL = {"CACHE": "fallen"}
    return Fallen(caches["fallen"], monkeypatch)


def test_pages_are_shown_when_the_cache_is_gone(pages: Any, elsewhere: Any, fallen: Fallen, caplog: Any) -> None:
    for page in pages.values():
        assert make.visit(page).status_code == 200
    assert make.SIGNS["contact"] in make.text_of(elsewhere)
    assert fallen.asked
    assert "Connection refused" in caplog.text


def test_a_cache_that_gives_no_answer_is_not_asked_a_second_time(elsewhere: Any, pages: Any, fallen: Fallen) -> None:
    make.visit(elsewhere)
    assert fallen.asked == ["get"]


def test_a_page_is_shown_when_it_can_not_be_kept(pages: Any, elsewhere: Any, fallen: Fallen) -> None:
    fallen.refuses = ("set",)
    assert make.SIGNS["contact"] in make.text_of(elsewhere)
    assert fallen.asked == ["get", "set"]


# --- what is never kept -------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_preview_is_never_kept(pages: Any, kind: str) -> None:
    page = pages[kind]
    page.intro = "Alleen in het voorbeeld"
    caches["default"].clear()
    assert "Alleen in het voorbeeld" in make.preview(page).get_text()
    assert not [key for key in caches["default"]._cache if "gripwagtail" in key]
    assert "Alleen in het voorbeeld" not in make.text_of(page)


def test_a_preview_shows_what_was_changed_and_not_what_was_kept(pages: Any) -> None:
    make.see(pages["norm"])
    pages["norm"].statement = "Iets heel anders"
    assert "Iets heel anders" in make.preview(pages["norm"]).get_text()


def test_the_hint_for_an_editor_is_never_shown_to_a_visitor(home: Any, elsewhere: Any) -> None:
    assert make.preview(elsewhere).select_one(".grip-hint")
    assert not make.see(elsewhere).select(".grip-hint")


def test_without_a_cache_everything_is_made_anew(pages: Any, elsewhere: Any, settings: Any) -> None:
    settings.GRIPWAGTAIL = {"CACHE": None}
    assert make.SIGNS["contact"] in make.text_of(elsewhere)
    _quietly(pages["contact"], [make.contact(label="Meester Bram")])
    assert "Meester Bram" in make.text_of(elsewhere)


def test_visitors_of_two_hosts_and_languages_do_not_share_what_is_kept(home: Any) -> None:
    contacts = make.make_page("contact", home, contacts=[make.contact()])
    english = make.translate(contacts, "en", title="Who helps")
    other = make.site_with("de-valk.example").root_page
    make.make_page("contact", other, contacts=[make.contact(label="Meester Valk")])
    shown = make.home_page(other, body=[make.block("contacts")])
    assert "Meester Valk" in make.text_of(shown)
    assert "Meester Valk" not in make.text_of(contacts)
    assert make.see(english).select_one(".grip")["lang"] == "en"
    assert make.see(contacts).select_one(".grip")["lang"] == "nl"


def _quietly(page: Any, items: list[make.Raw]) -> None:
    """Changes the cards in the database, past every signal."""
    import json

    value = page._meta.get_field("contacts").to_python(json.dumps(items))
    type(page).objects.filter(pk=page.pk).update(contacts=value)
