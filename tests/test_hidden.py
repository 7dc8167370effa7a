"""Nothing that is hidden reaches the public: every way out, for every way of hiding.

Each way of hiding (a draft, a restriction, a date) is a row of its own, so that a failure says how something was hidden
and by which way it came out. The hidden pages hold one invented word, SECRET, in every text, title and address: that
word must be in no answer. While the pages are open the same word has to be there, else a test would prove nothing.

First everything is visited while it is open, so that bodies are kept; then it is hidden, and every way is tried again.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from gripwagtail.lookup.sources import KINDS, page_model
from gripwagtail.subroutes.registry import serve_subroute
from tests import factories as make
from tests.by_day import by_day
from tests.ways_out import ALL_BLOCKS, Ways, blocks_that_choose, text_with_links_to

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.indexed]

SECRET = "Kwikgeheim"
# What is hidden together, while the others stay open.
HIDDEN_KINDS = [("contact", "norm"), ("overview", "parent_tips", "incident_help")]
YESTERDAY, TOMORROW = (str(timezone.localdate() + datetime.timedelta(days=days)) for days in (-1, 1))


@pytest.fixture(autouse=True)
def empty_cache(db: None) -> Iterator[None]:
    caches["default"].clear()
    yield
    caches["default"].clear()


def secret_content(kind: str) -> dict[str, Any]:
    """A page whose title, address, texts and items all contain the word."""
    fields = {
        "contact": {
            "contacts": [make.contact(label=f"het {SECRET.lower()}team", about=f"{SECRET} over")],
            "vcards": True,
        },
        "norm": {
            "statement": f"{SECRET} norm",
            "agreements": [make.agreement(we_do=f"{SECRET} afspraak")],
            "class_sheet": f"{SECRET} klas",
        },
        "parent_tips": {"tips": [make.tip(title=f"{SECRET} tip")]},
        "incident_help": {"situations": [make.situation(title=f"{SECRET} situatie")]},
        "overview": {"cells": [make.cell(text=f"{SECRET} cel")]},
    }[kind]
    named = {"title": f"{SECRET} {kind}", "slug": f"{SECRET.lower()}-{kind.replace('_', '-')}"}
    return {**make.content_of(kind), **fields, **named, "intro": f"{SECRET} inleiding"}


class HiddenSchool:
    """A site with a page of each kind, of which some are to be hidden; those stand in a section of their own."""

    def __init__(self, kinds: tuple[str, ...], linked: bool = True, **content: dict[str, Any]) -> None:
        make.helpline()
        make.language("en")
        make.home_page()
        self.site = Site.objects.get(is_default_site=True)
        self.section = make.home_page(make.home_page(), title="Afdeling")
        self.secret = {
            kind: make.make_page(kind, self.section, **content.get(kind, secret_content(kind))) for kind in kinds
        }
        body = text_with_links_to(self.secret) if linked else []
        self.open = {
            kind: make.make_page(kind, body=body, **make.content_of(kind)) for kind in KINDS if kind not in kinds
        }
        self.home = make.home_page(body=[*ALL_BLOCKS, *blocks_that_choose(self.secret)])
        pages = [*self.secret.values(), *self.open.values()]
        self.english = [make.translate(page, "en") for page in pages]
        self.english_home = self.home.get_translation(make.language("en")).specific

    def ways(self) -> Ways:
        """The open pages in both languages; the others are asked for by their address."""
        hidden = {page.translation_key for page in self.secret.values()}
        open_english = [page for page in self.english if page.translation_key not in hidden]
        hidden_english = [page for page in self.english if page.translation_key in hidden]
        return Ways(
            self.site,
            [self.home, self.english_home, *self.open.values(), *open_english],
            [*self.secret.values(), *hidden_english],
            SECRET,
        )


def leaks(texts: dict[str, str]) -> list[str]:
    assert [name for name, text in texts.items() if text == "Error"] == []
    return [name for name, text in texts.items() if SECRET.casefold() in text.casefold()]


# --- ways of hiding a page ----------------------------------------------------------


def _everywhere(school: HiddenSchool) -> list[Any]:
    """The pages to hide with their translations, as they are now."""
    keys = [page.translation_key for page in school.secret.values()]
    return [page.specific for page in page_model().objects.filter(translation_key__in=keys)]


def _unpublished(school: HiddenSchool) -> None:
    for page in _everywhere(school):
        page.unpublish()


def _scheduled(school: HiddenSchool) -> None:
    for page in _everywhere(school):
        page.unpublish()
        page.go_live_at = timezone.now() + datetime.timedelta(days=1)
        page.save_revision().publish()


def _expired(school: HiddenSchool) -> None:
    for page in _everywhere(school):
        page.expire_at = timezone.now() - datetime.timedelta(hours=1)
        page.save()
    call_command("publish_scheduled", verbosity=0)


def _deleted(school: HiddenSchool) -> None:
    for page in _everywhere(school):
        page.delete()


def _restricted(kind: str, **more: Any) -> Callable[[HiddenSchool], None]:
    def restrict(school: HiddenSchool) -> None:
        for page in _everywhere(school):
            found = PageViewRestriction.objects.create(page=page.page_ptr, restriction_type=kind, **more)
            if kind == "groups":
                found.groups.add(Group.objects.get_or_create(name="Team")[0])

    return restrict


def _below_a_restricted_page(school: HiddenSchool) -> None:
    for section in (school.section, school.section.get_translation(make.language("en"))):
        PageViewRestriction.objects.create(page=section.page_ptr, restriction_type="login")


def _on_another_site(school: HiddenSchool) -> None:
    for page in school.secret.values():
        page_model().objects.get(pk=page.pk).move(make.site_with("elders.example").root_page, pos="last-child")
    for page in _everywhere(school):
        if page.locale.language_code == "en":
            page.delete()


HIDDEN: dict[str, Callable[[HiddenSchool], None]] = {
    "unpublished": _unpublished,
    "scheduled": _scheduled,
    "expired": _expired,
    "deleted": _deleted,
    "for who logs in": _restricted("login"),
    "for some groups": _restricted("groups"),
    "behind a password": _restricted("password", password="geheim"),
    "below a restricted page": _below_a_restricted_page,
    "on another site": _on_another_site,
}


@pytest.mark.parametrize("kinds", HIDDEN_KINDS, ids="+".join)
@pytest.mark.parametrize("hidden", by_day(HIDDEN, "expired", "behind a password"))
def test_a_hidden_page_comes_out_by_no_way(hidden: str, kinds: tuple[str, ...]) -> None:
    # On another site a page is open to everyone, and so is a link to it.
    school = HiddenSchool(kinds, linked=hidden != "on another site")
    ways = school.ways()
    assert leaks(ways.pages())
    HIDDEN[hidden](school)
    assert leaks(ways.texts()) == []


# What says nothing of the pages that are secret, also when they are open. The home page has no words in the API.
_ALWAYS_SILENT = {
    *("tag grip_exit", "tag grip_helplines", "tag grip_languages", "v2 helplines"),
    # Shows what the blocks show, of what a text links to; here no text links to anything.
    "tag grip_linked",
    *(f"{api} home.{code}" for api in ("v2", "v3", "v2 find") for code in ("nl", "en")),
    # This API finds no page by an address with a language in front.
    *(f"v2 find {kind}.en" for kind in KINDS),
}
# What is for the team and shows nothing of the contact page and the norm.
_FOR_THE_TEAM = ("cards", "who-leads", "log", "restore")
_OF_THE_NORM = (
    "",
    "agreement-cards/",
    "blank-agreement-cards/",
    "blank-situation-cards/",
    "voting/",
    "invitation/",
    "result/",
)
SILENT = {
    HIDDEN_KINDS[0]: {"tag grip_incident_help", "tag grip_parent_tips", *_ALWAYS_SILENT}
    | {f"page incident_help.{code}/{leaf}/" for code in ("nl", "en") for leaf in ("poster/qr", "card")}
    | {f"page incident_help.{code}/team/{leaf}/" for code in ("nl", "en") for leaf in _FOR_THE_TEAM}
    | {f"page parent_tips.{code}/share/" for code in ("nl", "en")},
    HIDDEN_KINDS[1]: {"tag grip_contacts", "tag grip_norm", *_ALWAYS_SILENT}
    | {f"address incident_help.{code}/{leaf}" for code in ("nl", "en") for leaf in ("poster/qr", "team/log", "team/…")}
    | {f"page contact.{code}/{leaf}/" for code in ("nl", "en") for leaf in ("print", "vcard")}
    | {f"page norm.{code}/{leaf}/" for code in ("nl", "en") for leaf in ("class-sheet", "share")}
    # What is made of the norm alone; a script names the page for incidents, and the cards its situations.
    | {f"page norm.{code}/together/{leaf}" for code in ("nl", "en") for leaf in _OF_THE_NORM},
}


@pytest.mark.parametrize("kinds", HIDDEN_KINDS, ids="+".join)
def test_every_way_that_is_tried_shows_what_is_open(kinds: tuple[str, ...]) -> None:
    """A way by which nothing ever comes out would prove nothing."""
    texts = HiddenSchool(kinds).ways().texts()
    assert set(texts) - set(leaks(texts)) <= SILENT[kinds]


# --- what is hidden on a page that is open ------------------------------------------

# Where it is, the item, and what hides it.
ITEMS: dict[str, tuple[str, str, dict[str, Any], dict[str, Any]]] = {
    "a card of yesterday": (
        "contact",
        "contacts",
        make.contact(label=SECRET, about=SECRET),
        {"valid_until": YESTERDAY},
    ),
    "a card of tomorrow": ("contact", "contacts", make.contact(label=SECRET, about=SECRET), {"valid_from": TOMORROW}),
    "a card that is not confirmed": ("contact", "contacts", make.contact(label=SECRET), {"confirmed": False}),
    "what the school does": (
        "incident_help",
        "situations",
        make.situation(school_does=SECRET),
        {"school_does_confirmed": False},
    ),
    "what happens when it is broken": (
        "norm",
        "agreements",
        make.agreement(if_broken=SECRET),
        {"if_broken_confirmed": False},
    ),
    "a cell": ("overview", "cells", make.cell(text=SECRET), {"confirmed": False}),
    "a screenshot of an image": (
        "incident_help",
        "situations",
        make.situation(pupil_steps=f"Bewaar de naaktfoto van {SECRET}", sexual="no"),
        {"sexual": "yes", "evidence": "note-only"},
    ),
}
# Wagtail indexes these streams as they are stored: the page is found by such a word, and does not show it.
FOUND_ANYWAY = {"incident_help": {"search"}, "norm": {"search"}}


@pytest.mark.parametrize("name", by_day(ITEMS, "a card of yesterday", "a card that is not confirmed", "a cell"))
def test_a_hidden_item_comes_out_by_no_way(name: str) -> None:
    kind, stream, item, hides = ITEMS[name]
    school = HiddenSchool((kind,), **{kind: {**make.content_of(kind), stream: [item]}})
    ways = school.ways()
    is_shown = bool(leaks(ways.texts()))
    hidden = {**item, "value": {**item["value"], **hides}}
    make.set_items(school.secret[kind], stream, [hidden])
    found = set(leaks(ways.texts())) - {f"{api} list?search" for api in ("v2", "v3")}
    assert found <= FOUND_ANYWAY.get(kind, set())
    assert is_shown


@pytest.mark.parametrize("kind", by_day(KINDS, "contact", "norm"))
def test_a_draft_of_a_change_comes_out_by_no_way(kind: str) -> None:
    school = HiddenSchool((kind,), **{kind: make.content_of(kind)})
    ways = school.ways()
    assert leaks(ways.pages()) == []
    draft = school.secret[kind].specific
    for field, value in secret_content(kind).items():
        setattr(draft, field, json.dumps(value) if isinstance(value, list) else value)
    draft.save_revision()
    assert leaks(ways.texts()) == []


@pytest.mark.parametrize("hide", [_unpublished, _restricted("login")], ids=["draft", "private"])
def test_the_words_of_a_hidden_translation_come_out_by_no_way(hide: Any) -> None:
    school = HiddenSchool(("contact",), contact=make.content_of("contact"))
    english = next(page for page in school.english if page.translation_key == school.secret["contact"].translation_key)
    english.title, english.intro, english.slug = f"{SECRET} title", f"{SECRET} words", f"{SECRET.lower()}-english"
    item = english.contacts.raw_data[0]
    english.contacts = json.dumps([{**item, "value": {**item["value"], "label": f"{SECRET} label"}}])
    english.save_revision().publish()
    ways = school.ways()
    assert leaks(ways.pages())
    school.secret = {"contact": english}
    if hide is _unpublished:
        english.unpublish()
    else:
        PageViewRestriction.objects.create(page=english.page_ptr, restriction_type="login")
    assert leaks(ways.texts()) == []


LEAVES_OF_KINDS = [(kind, name) for kind in KINDS for name in make.subroutes_of(kind)]


@pytest.mark.parametrize("is_preview", [False, True], ids=["draft", "preview"])
@pytest.mark.parametrize(("kind", "name"), LEAVES_OF_KINDS)
def test_a_sheet_is_made_of_what_is_published_only(rf: Any, kind: str, name: str, is_preview: bool) -> None:
    """Whoever calls it: the address of a draft does not even lead here."""
    page = make.make_page(kind, **secret_content(kind))
    request = rf.get("/", headers={"host": "localhost"})
    assert serve_subroute(page, request, [name]).status_code == 200
    asked = rf.get("/", headers={"host": "localhost"})
    asked.is_preview = is_preview
    page.live = is_preview
    with pytest.raises(Http404):
        serve_subroute(page, asked, [name])


# --- other schools ------------------------------------------------------------------


def test_nothing_of_another_site_or_another_part_of_the_site_comes_out() -> None:
    school = HiddenSchool(("contact", "norm"), **{kind: make.content_of(kind) for kind in ("contact", "norm")})
    elders = make.site_with("elders.example")
    there = {kind: make.make_page(kind, elders.root_page, **secret_content(kind)) for kind in KINDS}
    settings = {name: f"{SECRET} {name}" for name in ("school_name", "after_hours", "interpreter_line")}
    make.settings_of(elders, email=f"{SECRET.lower()}@elders.example", **settings)
    make.home_page(body=[*ALL_BLOCKS, *blocks_that_choose(there)])
    ways = school.ways()
    assert leaks(ways.texts()) == []
    assert leaks(Ways(elders, list(there.values()), [], SECRET).pages())


def test_one_school_shows_nothing_of_the_next_below_the_same_site() -> None:
    home = make.home_page()
    mine, next_door = (make.home_page(home, title=title, body=ALL_BLOCKS) for title in ("Hier", "Daar"))
    make.make_page("overview", mine, **make.content_of("overview"))
    there = {kind: make.make_page(kind, next_door, **secret_content(kind)) for kind in KINDS}
    mine.body = json.dumps(ALL_BLOCKS)
    mine.save_revision().publish()
    site = Site.objects.get(is_default_site=True)
    assert leaks(Ways(site, [mine, home], [], SECRET).pages()) == []
    assert leaks(Ways(site, [next_door, *there.values()], [], SECRET).pages())


def test_a_helpline_that_is_switched_off_or_hidden_by_the_school_comes_out_by_no_way() -> None:
    for number, hide in enumerate(({"active": False}, {"active": True})):
        school = HiddenSchool(("contact",), contact=make.content_of("contact"))
        line = make.helpline(f"lijn-{number}", name=SECRET, audiences="")
        ways = school.ways()
        assert leaks(ways.pages())
        make.helpline(line.key, name=SECRET, **hide)
        make.settings_of(hidden_helplines=line.key if hide["active"] else "")
        assert leaks(ways.texts()) == []
        line.delete()
        school.home.get_children().delete()


# --- links in a text ----------------------------------------------------------------


def links_in_text(page: Any) -> list[str]:
    return [link["href"] for link in make.see(page).select("a[href]")]


def linking(target: Any, parent: Any = None) -> Any:
    return make.make_page("norm", parent, body=text_with_links_to({"there": target}), statement="Wij zijn aardig")


def test_a_text_leads_to_an_open_page_and_not_to_one_that_was_just_unpublished() -> None:
    target = make.home_page(make.home_page(), title="Open")
    page = linking(target)
    assert target.get_url() in links_in_text(page)
    target.unpublish()
    assert "lees dit" in make.text_of(page)
    assert target.get_url() not in links_in_text(page)


def test_a_text_behind_a_restriction_leads_to_pages_behind_the_same_one() -> None:
    section = make.home_page(make.home_page(), title="Team")
    target = make.home_page(section, title="Binnen")
    page = linking(target, section)
    PageViewRestriction.objects.create(page=section.page_ptr, restriction_type="login")
    client = Client()
    client.force_login(make.editor())
    assert target.get_url() in [link["href"] for link in make.see(page, client).select("a[href]")]


def test_a_text_leads_to_no_page_that_has_no_address() -> None:
    target = make.home_page().get_root().add_child(instance=make.home_class()(title="Nergens", slug="nergens"))
    assert [href for href in links_in_text(linking(target)) if "None" in href or "nergens" in href] == []


def test_a_text_without_links_to_pages_asks_nothing_more() -> None:
    bare = make.make_page("norm", body=[make.item("paragraph", "<p>Zonder</p>")])
    target = make.home_page(make.home_page(), title="Open")
    linked = linking(target)

    def queries(page: Any) -> int:
        caches["default"].clear()
        with CaptureQueriesContext(connection) as asked:
            make.visit(page)
        return len(asked)

    queries(bare), queries(linked)
    # Ours, and Wagtail's own to write the address.
    assert 1 <= queries(linked) - queries(bare) <= 4
