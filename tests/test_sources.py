"""Which page is the source of what is shown where."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from gripwagtail.lookup.context import PageContext
from gripwagtail.lookup.sources import KINDS, find, models_of, resolve
from tests import factories as make
from tests.hosts.default.home.models import HostContactPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db: None) -> Any:
    return make.home_page()


def school(parent: Any, label: str = "", **fields: Any) -> Any:
    """A subtree with a contact page; the page of the host in it asks for the source."""
    page = make.home_page(parent, title=label or "School", **fields)
    page.contacts = make.make_page("contact", page, contacts=[make.contact(label=label)])
    return page


def reason(page: Any) -> str:
    return find("contact", PageContext(page=page)).reason


def visit_to(host: str, path: str = "/") -> Any:
    return RequestFactory().get(path, headers={"host": host})


def test_an_unknown_kind_is_an_error(home: Any) -> None:
    with pytest.raises(ValueError, match="Unknown kind 'contacts'"):
        resolve("contacts", home)


@pytest.mark.parametrize("kind", KINDS)
def test_the_only_page_of_a_kind_is_the_source_for_the_whole_site(home: Any, kind: str) -> None:
    below = make.home_page(home)
    page = make.make_page(kind, home)
    assert resolve(kind, below) == page
    assert resolve(kind, home) == page
    assert resolve(kind, page) == page
    assert resolve(kind, visit_to("localhost")) == page


@pytest.mark.parametrize("kind", KINDS)
def test_a_site_without_a_page_of_the_kind_has_no_source(home: Any, kind: str) -> None:
    assert resolve(kind, home) is None
    assert find(kind, PageContext(page=home)).reason == "none"


def test_the_source_is_of_its_own_class_with_its_content(home: Any) -> None:
    page = make.make_page("contact", home, contacts=[make.contact()])
    found = resolve("contact", home)
    assert type(found) is type(page)
    assert len(found.contacts.raw_data) == 1


def test_without_a_site_there_is_no_source_and_no_error(home: Any) -> None:
    make.make_page("contact", home)
    Site.objects.all().delete()
    Site.clear_site_root_paths_cache()
    assert resolve("contact", home) is None
    assert resolve("contact", visit_to("localhost")) is None


def test_a_site_never_uses_the_page_of_another_site(home: Any) -> None:
    other = make.site_with("de-valk.example").root_page
    page = make.make_page("contact", home)
    assert resolve("contact", other) is None
    own = make.make_page("contact", other)
    assert resolve("contact", other) == own
    assert resolve("contact", home) == page
    assert resolve("contact", visit_to("de-valk.example")) == own


def test_a_page_outside_every_site_has_no_source(home: Any) -> None:
    make.make_page("contact", home)
    lost = make._new_home("verdwaald", home.locale)
    assert resolve("contact", lost) is None


def test_of_nested_sites_each_has_its_own_part_of_the_tree(home: Any) -> None:
    outer = make.make_page("contact", home)
    inner_root = make.home_page(home, slug="valk")
    Site.objects.create(hostname="de-valk.example", root_page=inner_root)
    below = make.home_page(inner_root)
    assert resolve("contact", below) is None
    inner = make.make_page("contact", inner_root)
    assert resolve("contact", below) == inner
    assert resolve("contact", home) == outer
    assert resolve("contact", outer) == outer


@pytest.mark.slow
def test_sixty_schools_in_one_site_never_show_each_others_people(home: Any) -> None:
    schools = [school(home, f"School {number}") for number in range(60)]
    for one in schools:
        assert resolve("contact", one) == one.contacts
    deep = make.home_page(make.home_page(schools[7]))
    assert resolve("contact", deep) == schools[7].contacts
    assert resolve("contact", home) is None
    assert reason(home) == "several"
    empty = make.home_page(home)
    assert resolve("contact", empty) is None
    assert "School 3" not in make.text_of(make.home_page(empty, body=[make.block("contacts")]))


def test_the_nearest_ancestor_wins(home: Any) -> None:
    board = make.home_page(home)
    first, second = school(board, "A"), school(board, "B")
    assert resolve("contact", make.home_page(first)) == first.contacts
    assert resolve("contact", make.home_page(second)) == second.contacts
    assert resolve("contact", board) is None


def test_paths_that_begin_alike_are_not_each_others_ancestors(home: Any) -> None:
    first, second = school(home, "A", slug="valk"), school(home, "B", slug="valkenhof")
    assert resolve("contact", first) == first.contacts
    assert resolve("contact", second) == second.contacts


def test_the_settings_choose_when_there_are_several(home: Any) -> None:
    first, second = school(home, "A"), school(home, "B")
    assert resolve("contact", home) is None
    make.settings_of(sources=[make.item("page", second.contacts.pk)])
    assert resolve("contact", home) == second.contacts
    # The choice is for the site as a whole; a school still has its own.
    assert resolve("contact", first) == first.contacts


def test_two_chosen_pages_of_one_kind_are_no_choice(home: Any) -> None:
    first, second = school(home, "A"), school(home, "B")
    make.settings_of(sources=[make.item("page", one.contacts.pk) for one in (first, second)])
    assert resolve("contact", home) is None


def test_a_page_chosen_by_hand_goes_before_the_nearest_but_not_over_the_site(home: Any) -> None:
    first, second = school(home, "A"), school(home, "B")
    other = make.make_page("contact", make.site_with("de-valk.example").root_page)
    assert find("contact", PageContext(page=first), chosen=second.contacts.pk).source.page.pk == second.contacts.pk
    assert find("contact", PageContext(page=first), chosen=other.pk).source is None


def test_a_draft_is_no_source_and_does_not_stand_in_the_way(home: Any) -> None:
    draft = make.make_page("contact", home, live=False)
    assert resolve("contact", home) is None
    assert reason(home) == "draft"
    page = make.make_page("contact", home)
    assert resolve("contact", home) == page
    page.unpublish()
    assert resolve("contact", draft) is None


def test_a_private_source_shows_only_on_pages_behind_the_same_restriction(home: Any) -> None:
    private = make.home_page(home)
    inside = make.home_page(private)
    page = make.make_page("contact", private)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    assert resolve("contact", home) is None
    assert reason(home) == "restricted"
    assert resolve("contact", inside) == page
    assert resolve("contact", page) == page
    assert resolve("contact", visit_to("localhost")) is None


def test_another_restriction_is_not_the_same_restriction(home: Any) -> None:
    private, elsewhere = make.home_page(home), make.home_page(home)
    page = make.make_page("contact", private)
    for part in (private, elsewhere):
        PageViewRestriction.objects.create(page=part, restriction_type=PageViewRestriction.LOGIN)
    assert resolve("contact", elsewhere) is None
    # One more restriction, below the shared one, bars it again.
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="x")
    assert resolve("contact", private) is None


def test_a_private_source_leaves_the_open_one(home: Any) -> None:
    private = school(home, "A")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    page = make.make_page("contact", home)
    assert resolve("contact", home) == page


def test_a_class_of_the_host_is_a_source_beside_ours(home: Any) -> None:
    assert HostContactPage in models_of("contact")
    one = make.home_page(home)
    own = make.make_page("contact", one, model=HostContactPage, contacts=[make.contact(label="Meester Host")])
    assert resolve("contact", one) == own
    assert type(resolve("contact", one)) is HostContactPage
    assert "Meester Host" in make.text_of(make.home_page(one, body=[make.block("contacts")]))
    other = school(home, "B")
    assert resolve("contact", other) == other.contacts
    assert resolve("contact", home) is None


def test_a_page_only_in_another_language_is_no_source(home: Any) -> None:
    english = make.translate(home, "en")
    make.make_page("contact", english)
    assert resolve("contact", home) is None
    assert resolve("contact", english) is None


def test_a_translated_page_finds_the_source_in_the_main_language(home: Any) -> None:
    page = make.make_page("contact", home)
    english = make.translate(page, "en")
    below = make.home_page(_in(home, "en"))
    assert resolve("contact", below) == page
    found = find("contact", PageContext(page=below))
    assert found.words is not None
    assert found.words.page.pk == english.pk


def test_translated_schools_keep_to_their_own_people(home: Any) -> None:
    first, second = school(home, "A", slug="a"), school(home, "B", slug="b")
    for one in (first, second):
        make.translate(one, "en")
    assert resolve("contact", _in(first, "en")) == first.contacts
    assert resolve("contact", _in(second, "en")) == second.contacts
    # A page that exists in English only belongs to the school it is under.
    assert resolve("contact", make.home_page(_in(second, "en"))) == second.contacts
    assert resolve("contact", _in(home, "en")) is None


def test_a_translation_in_draft_gives_no_words(home: Any) -> None:
    page = make.make_page("contact", home)
    make.translate(page, "en", publish=False)
    found = find("contact", PageContext(page=_in(home, "en")))
    assert found.source is not None
    assert found.words is None


def test_resolving_asks_the_same_of_the_database_for_one_school_and_for_many(home: Any) -> None:
    first, _second = school(home, "A"), school(home, "B")

    def asked() -> list[str]:
        resolve("contact", first)  # Wagtail now knows its sites
        with CaptureQueriesContext(connection) as captured:
            resolve("contact", first)
        return [query["sql"] for query in captured]

    few = asked()
    for number in range(20):
        school(home, f"{number}")
    many = asked()
    assert len(many) == len(few), "\n".join(many)
    # The site, its settings, all candidates at once, their restrictions, and the page that won.
    assert len(few) <= 5


def _in(page: Any, code: str) -> Any:
    return page.get_translation(make.language(code))
