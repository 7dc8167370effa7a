"""What a school board keeps once, on its own site, appears on the pages of all its schools."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from gripwagtail.signals import changed
from tests import factories as make

pytestmark = pytest.mark.django_db

OUTSIDE = {"label": "Vertrouwensbureau De Brug", "roles": ["confidential-external"], "email": "brug@bestuur.example"}
COMPLAINTS = {"label": "Klachtencommissie", "roles": ["complaints"], "email": "klacht@bestuur.example"}


@pytest.fixture
def board() -> Any:
    site = make.site_with("bestuur.example", site_name="Stichting Lindewaard")
    page = make.make_page(
        "contact",
        site.root_page.specific,
        slug="wie-helpt",
        contacts=[
            make.contact(**OUTSIDE),
            make.contact(**COMPLAINTS),
            make.contact(label="Baas", roles=["management"]),
        ],
    )
    make.settings_of(site, school_name="Stichting Lindewaard", phone="070 055 55 55")
    return page


def school(host: str = "localhost", contacts: Any = None, **fields: Any) -> Any:
    site = make.site_with(host)
    make.settings_of(site, board=Site.objects.get(hostname="bestuur.example"))
    cards = [make.contact()] if contacts is None else contacts
    return make.make_page("contact", site.root_page.specific, contacts=cards, **fields)


def titles(page: Any) -> list[str]:
    return [tag.get_text() for tag in make.see(page).select("[data-grip-contact] .grip-card-title")]


def test_the_boards_contacts_stand_on_the_schools_page_marked_as_the_boards(board: Any) -> None:
    soup = make.see(school())
    [card] = [tag for tag in soup.select("[data-grip-contact]") if "De Brug" in tag.get_text()]
    link = card.select_one(".grip-terms a")
    assert "Stichting Lindewaard" in link.get_text()
    assert link["href"] == "http://bestuur.example/wie-helpt/"


def test_they_stand_after_the_schools_own(board: Any) -> None:
    assert titles(school()) == ["Het zorgteam", "Vertrouwensbureau De Brug", "Klachtencommissie"]


def test_who_leads_the_board_does_not_lead_the_school(board: Any) -> None:
    assert "Baas" not in titles(school())


def test_a_school_replaces_them_role_by_role(board: Any) -> None:
    own = make.contact(label="Onze eigen vertrouwenspersoon", roles=["confidential-external"])
    assert titles(school(contacts=[own])) == ["Onze eigen vertrouwenspersoon", "Klachtencommissie"]


def test_the_board_stands_in_again_when_the_schools_own_has_left(board: Any) -> None:
    own = make.contact(label="Vertrokken", roles=["confidential-external"], valid_until="2020-01-01")
    assert "Vertrouwensbureau De Brug" in titles(school(contacts=[own]))


def test_through_the_board_is_the_boards_phone(board: Any) -> None:
    card = make.contact(label="Bezwaar", roles=["complaints"], phones=[], email="", via_school=True)
    make.set_items(board, "contacts", [card])
    [shown] = [tag for tag in make.see(school()).select("[data-grip-contact]") if "Bezwaar" in tag.get_text()]
    assert shown.select_one("a[href='tel:+31700555555']")


def test_an_address_on_the_boards_site_is_absolute_on_the_schools(board: Any) -> None:
    make.set_items(board, "contacts", [make.contact(**{**COMPLAINTS, "form_url": "/klacht/"})])
    assert make.see(school()).select_one("a[href='http://bestuur.example/klacht/']")


def test_a_block_and_the_route_find_them_by_role(board: Any) -> None:
    page = school(steps=[make.step(text="Bel het bureau", roles=["confidential-external"])])
    assert "Vertrouwensbureau De Brug" in make.see(page).select_one(".grip-route").get_text()
    home = make.home_page(body=[make.block("contacts", roles=["complaints"])])
    assert "Klachtencommissie" in make.text_of(home)


def test_a_card_removed_by_the_board_is_gone_from_its_schools(board: Any) -> None:
    page = school()
    assert "Klachtencommissie" in make.text_of(page)
    make.set_items(board, "contacts", [make.contact(**OUTSIDE)])
    assert "Klachtencommissie" not in make.text_of(page)


def test_a_draft_or_private_page_of_the_board_gives_nothing(board: Any) -> None:
    page = school()
    restriction = PageViewRestriction.objects.create(page=board, restriction_type="password", password="geheim")
    assert titles(page) == ["Het zorgteam"]
    restriction.delete()
    assert len(titles(page)) == 3
    board.unpublish()
    assert titles(page) == ["Het zorgteam"]


def test_a_site_that_is_its_own_board_shows_each_card_once(board: Any) -> None:
    make.settings_of(board.get_site(), board=board.get_site())
    # Who comes from outside stands below who works there.
    assert titles(board) == ["Baas", "Vertrouwensbureau De Brug", "Klachtencommissie"]


def test_a_board_has_no_board_of_its_own(board: Any) -> None:
    above = make.site_with("koepel.example")
    make.make_page(
        "contact", above.root_page.specific, contacts=[make.contact(label="Koepel", roles=["privacy-officer"])]
    )
    make.settings_of(board.get_site(), board=above)
    assert "Koepel" not in titles(school())


@pytest.mark.slow
def test_sixty_schools_cost_as_many_queries_as_one(board: Any) -> None:
    first = school()

    def cost() -> int:
        make.see(first)
        changed()
        with CaptureQueriesContext(connection) as captured:
            make.see(first)
        return len(captured)

    alone = cost()
    for number in range(59):
        school(f"school{number}.example", contacts=[make.contact(label=f"Mentor {number}")])
    assert cost() == alone
    assert titles(first) == ["Het zorgteam", "Vertrouwensbureau De Brug", "Klachtencommissie"]
