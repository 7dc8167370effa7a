"""A change makes anew what shows it, and leaves alone what does not."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction

from gripwagtail.lookup.context import PageContext
from gripwagtail.lookup.sources import KINDS
from gripwagtail.records import stamp
from gripwagtail.rendering import body_cache, elements
from gripwagtail.rendering.contexts import BLOCKS
from gripwagtail.signals import changed
from tests import factories as make
from tests.remembered import remembered

pytestmark = [pytest.mark.django_db, pytest.mark.broad]


@pytest.fixture(autouse=True)
def empty_cache(db: None) -> Any:
    caches["default"].clear()
    yield
    caches["default"].clear()


def school(parent: Any) -> dict[str, Any]:
    """A part of a site with pages of its own, and a page of the host with every block."""
    home = make.home_page(parent, body=[make.block(kind) for kind in BLOCKS])
    return {"home": home, **make.five_pages(home)}


@pytest.fixture
def schools() -> tuple[dict[str, Any], dict[str, Any]]:
    return remembered("two schools", _schools)


def _schools() -> tuple[dict[str, Any], dict[str, Any]]:
    make.helpline()
    make.settings_of(phone="070 012 34 56")
    root = make.home_page()
    return school(root), school(root)


def visit_all(pages: dict[str, Any]) -> None:
    for page in pages.values():
        make.visit(page)


def remade(pages: dict[str, Any], made: list[str], act: Callable[[], Any]) -> set[str]:
    """Which of these pages are made anew, in whole or in part, after this."""
    visit_all(pages)
    act()
    anew = set()
    for name, page in pages.items():
        made.clear()
        make.visit(page)
        if made:
            anew.add(name)
    return anew


def publish(page: Any, **fields: Any) -> Callable[[], None]:
    def act() -> None:
        again = type(page).objects.get(pk=page.pk)
        for name, value in fields.items():
            setattr(again, name, value)
        again.save_revision().publish()

    return act


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_in_one_school_makes_nothing_anew_in_another(schools: Any, made: list[str], kind: str) -> None:
    one, other = schools
    assert remade(other, made, publish(one[kind], intro="Anders.")) == set()
    assert kind in remade(one, made, publish(one[kind], intro="Nog eens anders."))


def test_what_is_made_anew_is_what_shows_the_change(schools: Any, made: list[str]) -> None:
    pages, _other = schools
    shows = {
        # The page itself, what shows its items, and the block on the page of the host.
        "parent_tips": {"parent_tips", "home"},
        "overview": {"overview"},
        "contact": {"contact", "home", "incident_help"},
    }
    for kind, expected in shows.items():
        assert remade(pages, made, publish(pages[kind], intro=f"Anders: {kind}.")) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_another_title_moves_the_tree_which_is_read_before_the_list_of_pages(
    schools: Any, made: list[str], kind: str
) -> None:
    pages, _other = schools
    _state, before = stamp.read([stamp.TREE])
    publish(pages[kind], title="Anders genoemd")()
    _state, after = stamp.read([stamp.TREE])
    assert before != after


def test_of_a_page_with_every_block_only_the_block_that_shows_it_is_made_anew(schools: Any, made: list[str]) -> None:
    pages, _other = schools
    make.visit(pages["home"])
    publish(pages["parent_tips"], intro="Anders.")()
    made.clear()
    make.visit(pages["home"])
    assert made == ["block.parent_tips"]


def test_a_page_of_the_host_that_is_published_makes_nothing_anew_but_what_may_lead_there(
    schools: Any, made: list[str]
) -> None:
    pages, _other = schools
    # Pages share a few stamps: this one none with a page that is shown.
    shown = {stamp.of_links(page.translation_key) for page in pages.values()}
    key = next(key for key in iter(uuid.uuid4, None) if stamp.of_links(key) not in shown)
    assert remade(pages, made, lambda: make.home_page(pages["home"], title="Nieuws", translation_key=key)) == set()


def every_change(pages: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    """Changes of everything from which pages are made, each of which may be seen somewhere."""
    return {
        **{f"publishes the {kind}": publish(pages[kind], intro=f"Wij luisteren ({kind}).") for kind in KINDS},
        **{f"renames the {kind}": publish(pages[kind], title=f"Anders genoemd ({kind})") for kind in KINDS},
        "moves an address": publish(pages["norm"], slug="elders"),
        "takes out a card": lambda: make.set_items(pages["contact"], "contacts", [make.contact(label="Meester Bram")]),
        "another helpline": lambda: make.helpline(name="De Kinderlijn"),
        "a helpline more": lambda: make.helpline("ouderlijn", name="De Ouderlijn"),
        "other settings": lambda: make.settings_of(after_hours="Bel dan 0800-0432.", phone="070 012 34 57"),
        "a page is closed": lambda: PageViewRestriction.objects.create(page=pages["contact"], restriction_type="login"),
        "a page is unpublished": lambda: type(pages["norm"]).objects.get(pk=pages["norm"].pk).unpublish(),
        "a page is deleted": lambda: type(pages["parent_tips"]).objects.get(pk=pages["parent_tips"].pk).delete(),
        "a language more": lambda: Locale.objects.get_or_create(language_code="ar"),
        "everything": changed,
    }


CHANGES = sorted(every_change(dict.fromkeys(KINDS)))


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_kept_never_differs_from_what_is_made_anew(schools: Any, change: str) -> None:
    pages, _other = schools
    visit_all(pages)
    every_change(pages)[change]()
    for page in pages.values():
        if not type(page).objects.filter(pk=page.pk, live=True).exists():
            continue
        response = make.visit(page)
        caches["default"].clear()
        elements.forget()
        assert make.visit(page).content == response.content


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_read_of_which_no_stamp_was_noted(schools: Any, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every table that holds content is read only while its stamp is noted: what each query asks is looked at."""
    from django.db import connection

    pages, _other = schools
    parts: list[Any] = []
    keep = body_cache.PageEntry.keep
    monkeypatch.setattr(
        body_cache.PageEntry, "keep", lambda self, name, part: (parts.append(part), keep(self, name, part))
    )
    with CaptureQueriesContext(connection) as captured:
        make.visit(pages[kind])
    noted = {name for part in parts for name, _value in part.stamps}
    asked = " ".join(query["sql"] for query in captured)
    for table, name in [("griphelpline", stamp.NATIONAL), ("gripsettings", stamp.of_settings(make.site_with().pk))]:
        assert (f"gripwagtail_{table}" in asked) == (name in noted)
    for other in KINDS:
        if pages[other]._meta.db_table + '"."intro' in asked:
            assert stamp.of_source(pages[other].translation_key) in noted


def test_stamps_are_read_before_content(schools: Any) -> None:
    from django.db import connection

    pages, _other = schools
    with CaptureQueriesContext(connection) as captured:
        make.visit(pages["contact"])
    asked = [query["sql"] for query in captured]
    stamps = next(n for n, sql in enumerate(asked) if "gripwagtail_gripstamp" in sql)
    content = next(n for n, sql in enumerate(asked) if "gripwagtail_gripsettings" in sql)
    assert stamps < content


def test_what_shows_nothing_of_the_day_is_right_after_it(
    schools: Any, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages, _other = schools
    today = PageContext(page=pages["norm"]).day
    make.set_items(pages["contact"], "contacts", [make.contact(valid_until=today.isoformat()), make.contact()])
    visit_all(pages)
    monkeypatch.setattr(PageContext, "day", today + datetime.timedelta(days=1))
    made.clear()
    make.visit(pages["home"])
    assert "block.exit" not in made
    assert "block.contacts" in made


# --- one entry a page ----------------------------------------------------------------


def keys_of_entries() -> list[str]:
    """As they are given to the cache, which puts its version before them."""
    stored = [key.split(":", 2)[2] for key in caches["default"]._cache]
    return [key for key in stored if key.startswith("gripwagtail.") and ".keys." not in key]


def entries() -> list[Any]:
    return [caches["default"].get(key) for key in keys_of_entries()]


def held() -> str:
    return repr(entries())


def test_a_page_is_one_entry_with_everything_of_ours_on_it(schools: Any) -> None:
    pages, _other = schools
    make.visit(pages["home"])
    assert [len(entry) for entry in entries()] == [len(BLOCKS)]


def test_a_person_who_left_is_in_no_entry_after_the_next_visit(schools: Any) -> None:
    pages, _other = schools
    visit_all(pages)
    assert make.SIGNS["contact"] in held()
    make.set_items(pages["contact"], "contacts", [make.contact(label="Meester Bram")])
    visit_all(pages)
    assert make.SIGNS["contact"] not in held()


def test_forgetting_deletes_every_entry_and_the_list_of_them(schools: Any) -> None:
    one, other = schools
    visit_all(one)
    visit_all(other)
    body_cache.forget([page.pk for page in one.values()])
    assert len(entries()) == len(other)
    body_cache.forget([page.pk for page in other.values()])
    assert not [key for key in caches["default"]._cache if "gripwagtail" in key]


def broken(part: tuple[Any, ...], how: str) -> Any:
    html, *rest = part
    return {
        "empty": (b"", *rest),
        "cut": (html[: len(html) // 2], *rest),
        "text": (html.decode(), *rest),
        "other scripts": (html, *rest[:2], ("gripwagtail/another.js",), *rest[3:]),
        "another language": (html, "xx", *rest[1:]),
        "not ours": ["not", "ours"],
        "nothing": None,
        "too long": (*part, "more"),
        "without the check": part[:-1],
    }[how]


@pytest.mark.parametrize(
    "how",
    [
        "empty",
        "cut",
        "text",
        "other scripts",
        "another language",
        "not ours",
        "nothing",
        "too long",
        "without the check",
    ],
)
def test_an_entry_that_is_not_what_was_written_is_not_believed(schools: Any, how: str) -> None:
    pages, _other = schools
    right = make.visit(pages["incident_help"]).content
    cache = caches["default"]
    (key,) = keys_of_entries()
    cache.set(key, {name: broken(part, how) for name, part in cache.get(key).items()})
    assert make.visit(pages["incident_help"]).content == right
    cache.set(key, how)
    assert make.visit(pages["incident_help"]).content == right


@pytest.mark.parametrize("kind", ["incident_help", "contact"])
def test_a_page_where_somebody_looks_for_help_is_not_believed_without_112(schools: Any, kind: str) -> None:
    pages, _other = schools
    assert pages[kind].grip_quiet
    right = make.visit(pages[kind]).content
    cache = caches["default"]
    (key,) = keys_of_entries()

    def without(part: Any) -> Any:
        read = body_cache.Part(*part)
        read = read._replace(html=read.html.replace(b"tel:112", b"tel:0"))
        return tuple(read._replace(check=body_cache._check(*read[:-1])))

    cache.set(key, {name: without(part) for name, part in cache.get(key).items()})
    assert make.visit(pages[kind]).content == right


@pytest.mark.parametrize("prefix", ["/ergens/", "/"])
def test_what_was_made_under_one_prefix_is_not_shown_under_another(schools: Any, prefix: str) -> None:
    from django.test import Client

    pages, _other = schools
    url = pages["norm"].get_url()
    Client().get(url, headers={"host": "localhost"}, SCRIPT_NAME="/boos")
    assert b"/boos" not in Client().get(url, headers={"host": "localhost"}, SCRIPT_NAME=prefix.rstrip("/")).content


# --- templates of the host -----------------------------------------------------------


def test_what_a_template_of_the_host_makes_of_the_request_is_kept_nowhere(
    schools: Any, settings: Any, tmp_path: Any, made: list[str]
) -> None:
    pages, _other = schools
    folder = tmp_path / "gripwagtail" / "pages"
    folder.mkdir(parents=True)
    (folder / "norm_body.html").write_text("<p>{{ request.META.REMOTE_ADDR }} {{ source.title }}</p>")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0].get("DIRS", [])]}]
    make.visit(pages["norm"])
    assert "page.norm" not in made
    make.visit(pages["overview"])
    assert "page.overview" in made


def test_migrating_makes_everything_anew_as_templates_may_be_others(schools: Any, made: list[str]) -> None:
    from django.core.management import call_command

    pages, _other = schools
    assert remade(pages, made, lambda: call_command("migrate", verbosity=0)) >= {"home", *KINDS}


def test_many_changes_at_once_leave_one_row_for_each_stamp(schools: Any) -> None:
    for _time in range(3):
        stamp.move("tree", "links-1", "source-x")
    names = list(
        stamp.GripPartStamp.objects.filter(name__in=["tree", "links-1", "source-x"]).values_list("name", flat=True)
    )
    assert sorted(names) == ["links-1", "source-x", "tree"]
