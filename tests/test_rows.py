"""A page fetches as many rows, and makes as many objects of them, with a thousand schools as with one."""

from __future__ import annotations

from typing import Any

import pytest

from gripwagtail.lookup.sources import KINDS, page_model
from gripwagtail.signals import changed
from tests import factories as make
from tests.many import Counted, copies, counting

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

ALL_BLOCKS = [make.block(kind) for kind in ("norm", "contacts", "parent_tips", "incident_help", "helplines", "exit")]
SCHOOLS = [1, 10, 1000]


def school_below(parent: Any) -> tuple[Any, dict[str, Any]]:
    """The home page of a school with every block, its overview below it, and the four pages below that."""
    home = make.home_page(parent, title="School", slug="school", body=ALL_BLOCKS)
    overview = make.make_page("overview", home, **make.content_of("overview"))
    pages = {kind: make.make_page(kind, overview, **make.content_of(kind)) for kind in KINDS if kind != "overview"}
    return home, {"home": home, "overview": overview, **pages}


def counted_of(page: Any) -> Counted:
    """A view of which nothing was kept, with everything known that Django and Wagtail keep for a process."""
    for _twice in range(2):
        changed()
        with counting() as counted:
            assert make.visit(page).status_code == 200
    return counted


def views(pages: dict[str, Any]) -> dict[str, tuple[int, ...]]:
    return {name: tuple(counted_of(page)) for name, page in pages.items()}


def test_what_is_counted_grows_with_what_is_read() -> None:
    home = make.home_page()
    for _number in range(3):
        make.home_page(home)
    with counting() as counted:
        assert len(page_model().objects.filter(path__startswith=home.path, depth=home.depth + 1)) == 3
    assert tuple(counted) == (1, 3, 3)


def test_schools_as_parts_of_one_site_cost_each_other_nothing() -> None:
    home = make.home_page()
    make.helpline()
    school, pages = school_below(home)
    found = []
    for before, after in zip([1, *SCHOOLS], SCHOOLS, strict=False):
        copies(school, after - before, as_sites=False)
        found.append(views(pages))
    assert found[0] == found[1] == found[2]
    assert make.SIGNS["contact"] in make.text_of(school)


@pytest.mark.slow
def test_schools_as_parts_below_a_page_of_their_own_cost_each_other_nothing() -> None:
    between = make.home_page(make.home_page(), slug="scholen")
    school, pages = school_below(between)
    few = views(pages)
    copies(school, 999, as_sites=False)
    assert views(pages) == few


@pytest.mark.slow
def test_schools_as_sites_cost_each_other_nothing() -> None:
    make.helpline()
    root = make.site_with("eerste.example").root_page.specific
    overview = make.make_page("overview", root, **make.content_of("overview"))
    pages = {kind: make.make_page(kind, overview, **make.content_of(kind)) for kind in KINDS if kind != "overview"}
    root = make.set_items(root, "body", ALL_BLOCKS)
    pages |= {"home": root, "overview": overview}
    found = []
    for before, after in zip([1, *SCHOOLS], SCHOOLS, strict=False):
        copies(root, after - before, as_sites=True)
        found.append(views(pages))
    assert found[0] == found[1] == found[2]


@pytest.mark.slow
@pytest.mark.parametrize("as_sites", [False, True], ids=["parts", "sites"])
def test_a_board_above_its_schools_pays_as_little(as_sites: bool) -> None:
    home = make.home_page(body=ALL_BLOCKS)
    about = make.home_page(home, slug="over-ons", body=ALL_BLOCKS)
    own = make.make_page("contact", home, **make.content_of("contact"))
    school, _pages = school_below(home)
    if as_sites:
        make.Site.objects.create(hostname="eerste.example", root_page=school)
    found = []
    for number in (9, 990):
        copies(school, number, as_sites=as_sites)
        found.append(views({"home": home, "about": about, "contact": own}))
    assert found[0] == found[1]
    assert make.SIGNS["contact"] in make.text_of(about)


@pytest.mark.parametrize("kind", KINDS)
def test_a_translated_page_asks_no_more_than_its_source(kind: str) -> None:
    school, pages = school_below(make.home_page())
    make.helpline()
    bare = make.home_page(school if kind == "overview" else pages["overview"], title="Kaal")
    for page in [*pages.values(), bare]:
        make.translate(page, "en", title=f"Title {page.pk}")

    def more(page: Any, beside: Any) -> int:
        return counted_of(page).queries - counted_of(beside).queries

    english = make.language("en")
    assert more(pages[kind].get_translation(english), bare.get_translation(english)) <= more(pages[kind], bare)
