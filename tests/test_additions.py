"""A situation that is newer than a page is offered to it, for safety first, and never put there without being asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from gripwagtail.editing.library import add
from gripwagtail.starter import shipped
from gripwagtail.starter.additions import all_new, offered
from gripwagtail.starter.corrections import NEW, Correction, corrections, keep, take
from tests.releases import draft, home_in_dutch, in_english, start  # noqa: F401  (fixtures)
from tests.releases import incident as planted_incident
from tests.test_corrections_compare import address, admin, answer  # noqa: F401  (a fixture)
from tests.test_library import keys

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

NEW_IN_PO = ["ongewenst-beeld", "stiekem-gefilmd", "filmpje-gaat-rond", "om-wie-ik-ben", "nepaccount"]


@pytest.fixture
def page(home: Any) -> Any:
    """A page as the first release planted it: without the situations of today, and without a memory of them."""
    start()
    page = draft(planted_incident())
    page.situations = page._meta.get_field("situations").stream_block.to_python(
        [dict(item) for item in page.situations.raw_data if item["value"]["key"] not in NEW_IN_PO]
    )
    page.starter_offered = ""
    page.save_revision()
    return page


def new(page: Any) -> list[Correction]:
    return [one for one in corrections(page) if one.status == NEW]


def named(found: list[Correction]) -> list[str]:
    return [one.shipped.key.rpartition("/")[2] for one in found]


def test_a_page_of_before_is_offered_what_is_new_safety_first(page: Any) -> None:
    found = new(page)
    assert sorted(named(found)) == sorted(NEW_IN_PO)
    assert [one.safety for one in found] == sorted((one.safety for one in found), reverse=True)
    assert found[0].safety and named(found)[0] == "ongewenst-beeld"


def test_a_page_of_today_is_offered_nothing(home: Any) -> None:
    start()
    page = draft(planted_incident())
    assert new(page) == []
    assert sorted(offered(page)) == sorted(all_new("nl", "po/incident_help"))


def test_taking_one_puts_it_in_its_place_and_leaves_the_rest_alone(page: Any) -> None:
    before = [dict(item) for item in page.situations.raw_data]
    take(page, new(page)[0])
    after = list(page.situations.raw_data)
    assert keys(page).index("ongewenst-beeld") == keys(page).index("foto-gekregen") + 1
    assert keys(page)[-1] == "iets-anders"
    assert [dict(item)["value"] for item in after if item["value"]["key"] != "ongewenst-beeld"] == [
        item["value"] for item in before
    ]
    assert "ongewenst-beeld" not in named(new(page))


@pytest.mark.parametrize("how", ["kept out", "taken and taken away", "added from the library"])
def test_what_was_decided_is_not_asked_again(page: Any, how: str) -> None:
    if how == "kept out":
        keep(page, new(page)[0])
        assert "ongewenst-beeld" not in keys(page)
    else:
        take(page, new(page)[0]) if how.startswith("taken") else add(page, "ongewenst-beeld")
        page.situations = page._meta.get_field("situations").stream_block.to_python(
            [dict(item) for item in page.situations.raw_data if item["value"]["key"] != "ongewenst-beeld"]
        )
    assert "ongewenst-beeld" not in named(new(page))
    # That is in the draft, and goes along with it.
    page.save_revision()
    assert "ongewenst-beeld" not in named(new(draft(page)))


def test_one_of_the_schools_own_under_that_key_is_enough(page: Any) -> None:
    items = [dict(item) for item in page.situations.raw_data]
    items[0] = {**items[0], "value": {**items[0]["value"], "key": "ONGEWENST-BEELD", "starter_key": ""}}
    page.situations = page._meta.get_field("situations").stream_block.to_python(items)
    assert "ongewenst-beeld" not in named(new(page))


def test_a_page_that_was_not_planted_is_offered_nothing(page: Any) -> None:
    page.starter_key = ""
    assert new(page) == []


def test_nothing_is_added_by_itself(page: Any) -> None:
    said = start(update=True)
    assert "new; read it and add it in the admin" in said
    assert "ongewenst-beeld" not in keys(draft(page))


def test_editors_read_it_and_choose(page: Any, admin: Any) -> None:  # noqa: F811
    html = admin.get(address(page)).content.decode()
    assert "This is new: your page does not have it." in html
    assert "Add this" in html and "Do not add" in html
    found = new(page)
    admin.post(address(page), answer(found[0], "take"))
    assert "ongewenst-beeld" in keys(draft(page))
    other = new(draft(page))[0]
    admin.post(address(page), answer(other, "keep"))
    assert other.shipped.key not in [one.shipped.key for one in new(draft(page))]
    assert admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_what_is_only_in_the_library_is_offered_to_nobody() -> None:
    library = {"onder-druk", "chatbot", "bericht-over-school", "geld-kwijt"}
    everything = shipped.shipped("nl", "po")
    assert not [key for key, one in everything.items() if one.is_new and key.rpartition("/")[2] in library]
