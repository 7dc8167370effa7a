"""Somebody says that a card or a page is still right; visitors may read when, and no version of it knows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from gripwagtail.admin.confirmations import seen
from gripwagtail.desk.confirmations import check
from gripwagtail.desk.grace import without_days
from gripwagtail.models import GripCheck
from gripwagtail.removal.erasure import erase, preview
from gripwagtail.removal.inventory import take_stock
from gripwagtail.removal.person import Person
from gripwagtail.removal.uninstall import plan, remove
from tests import factories as make
from tests.test_desk_findings import client_of, confidant, editor_of, good_school

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def url(page: Any) -> str:
    return reverse("gripwagtail_checks", args=[page.pk])


def answer(client: Client, page: Any, form: dict[str, Any]) -> Any:
    """One click on what somebody just read."""
    return client.post(url(page), {**form, "seen": seen(fresh(page))})


def ids(page: Any) -> list[str]:
    return [raw["id"] for raw in page.contacts.raw_data]


def fresh(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


@pytest.fixture
def contact() -> Any:
    cards = [confidant(label=f"Juf {number}", checked_on=None) for number in (1, 2)]
    return make.since_long(make.set_items(good_school()["contact"], "contacts", cards))


# --- the view -----------------------------------------------------------------------


def test_each_card_has_a_button_of_its_own_and_all_have_one(contact: Any) -> None:
    user = make.editor()
    client = client_of(user)
    first, _second = ids(contact)
    assert len(make.soup(client.get(url(contact))).select(".grip-checks__card")) == 2
    answer(client, contact, {"item": first})
    assert list(GripCheck.objects.values_list("page", "item", "who")) == [(contact.pk, first, user.pk)]
    assert fresh(contact).checked == {first: TODAY.isoformat()}
    answer(client, contact, {"item": "all"})
    assert sorted(fresh(contact).checked) == sorted(ids(contact))


def test_a_page_of_text_has_one_button() -> None:
    tips = good_school()["parent_tips"]
    client = client_of(make.editor())
    assert len(make.soup(client.get(url(tips))).select("main form")) == 1
    answer(client, tips, {"item": ""})
    assert fresh(tips).checked == {"": TODAY.isoformat()}


def test_an_item_that_visitors_do_not_see_can_not_be_checked(contact: Any) -> None:
    client = client_of(make.editor())
    answer(client, contact, {"item": "nonsense"})
    contact.unpublish()
    answer(client, contact, {"item": ids(contact)[0]})
    assert not GripCheck.objects.exists()


def test_a_card_that_leads_nowhere_can_not_be_right(contact: Any) -> None:
    make.set_items(contact, "contacts", [confidant(), confidant(phones=[], email="", via_school=False)])
    client = client_of(make.editor())
    html = make.soup(client.get(url(contact)))
    assert [len(card.select("button")) for card in html.select(".grip-checks__card")] == [1, 0]
    answer(client, contact, {"item": "all"})
    assert GripCheck.objects.count() == 1


def test_who_may_not_edit_the_page_may_not_check_it(contact: Any) -> None:
    client = client_of(editor_of(make.home_page(make.home_page(), title="Elders")))
    assert client.get(url(contact)).status_code == 302
    answer(client, contact, {"item": "all"})
    assert not GripCheck.objects.exists()


def test_a_check_needs_a_form_of_ours(contact: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.editor())
    assert answer(client, contact, {"item": "all"}).status_code == 403
    assert not GripCheck.objects.exists()


def test_a_translation_leads_to_the_page_that_has_the_facts(contact: Any) -> None:
    english = make.translate(contact, "en")
    response = client_of(make.editor()).get(url(english))
    assert response.url == url(contact)
    check(english, ids(contact))
    assert set(GripCheck.objects.values_list("page", flat=True)) == {contact.pk}


def test_the_edit_view_names_who_is_due(contact: Any) -> None:
    client = client_of(make.editor())
    edit = reverse("wagtailadmin_pages:edit", args=[contact.pk])
    assert "Juf 1, Juf 2" in " ".join(make.soup(client.get(edit)).get_text("").split())
    check(contact, ids(contact))
    html = make.soup(client.get(edit)).get_text(" ")
    assert url(contact) in client.get(edit).content.decode()
    assert "Not checked this school year" not in html


# --- what a check survives ----------------------------------------------------------


def test_a_check_survives_publishing_reverting_and_editing(contact: Any) -> None:
    first = contact.get_latest_revision()
    check(contact, ids(contact))
    page = fresh(contact)
    page.intro = "Nieuw"
    page.save_revision().publish()
    assert fresh(contact).checked.keys() == set(ids(contact))
    first.publish()
    assert fresh(contact).checked.keys() == set(ids(contact))
    assert GripCheck.objects.count() == 2


def test_no_version_of_the_page_holds_what_the_desk_worked_out(contact: Any) -> None:
    check(contact, ids(contact))
    content = fresh(contact).save_revision().content
    assert not {"checked", "review_due", "placeholders", "counted_until", "without_route"} & set(content)


def test_an_old_version_does_not_bring_back_what_was_true_then(contact: Any) -> None:
    old = fresh(contact).save_revision()
    make.set_items(contact, "contacts", [make.contact(confirmed=False)])
    columns = make.desk_columns(contact)
    assert (columns.unconfirmed, columns.without_confidant) == (1, True)
    old.publish()
    columns = make.desk_columns(contact)
    assert (columns.unconfirmed, columns.without_confidant) == (0, False)


def test_a_copy_is_unchecked(contact: Any) -> None:
    check(contact, ids(contact))
    copy = contact.copy(update_attrs={"slug": "kopie"})
    assert without_days(fresh(copy).checked) == {}
    assert GripCheck.objects.filter(page=copy.pk).count() == 0


def test_a_check_goes_with_its_page_and_outlives_who_made_it(contact: Any) -> None:
    user = make.editor()
    check(contact, ids(contact), user)
    user.delete()
    assert set(GripCheck.objects.values_list("who", flat=True)) == {None}
    contact.delete()
    assert not GripCheck.objects.exists()


def test_removal_takes_the_checks_along(contact: Any) -> None:
    check(contact, ids(contact))
    assert any(count == 2 for name, count in take_stock().counts.items() if name == "checks")
    remove(plan())
    assert not GripCheck.objects.exists()


def test_who_is_erased_is_no_longer_named_at_a_check(contact: Any) -> None:
    user = make.editor(first_name="Zomaar", last_name="Iemand")
    check(contact, ids(contact)[:1], user)
    check(contact, ids(contact)[1:], make.editor())
    person = Person(names=("Zomaar Iemand",))
    assert len(preview(person).changes) == 1
    erase(person)
    assert [row.who is None for row in GripCheck.objects.order_by("pk")] == [True, False]


# --- what visitors read -------------------------------------------------------------


def lines(page: Any) -> list[str]:
    return [line.get_text() for line in make.see(page).select(".grip-checked")]


def test_visitors_read_of_a_check_only_where_the_editor_wants_it(contact: Any) -> None:
    tips = make.page_class("parent_tips").objects.get()
    check(tips), check(contact, ids(contact))
    assert lines(tips) == lines(contact) == []
    for page in (tips, contact):
        page = fresh(page)
        page.show_checked = True
        page.save_revision().publish()
    assert len(lines(tips)) == 1
    # All cards were checked on one day: it is said once.
    assert len(lines(contact)) == 1
    assert str(TODAY.year) in lines(tips)[0]


def test_a_newer_check_takes_the_place_of_the_day_on_the_card(contact: Any) -> None:
    make.set_items(contact, "contacts", [confidant(checked_on="2020-02-02")])
    contact = fresh(contact)
    assert "2020" in lines(contact)[0]
    check(contact, ids(contact))
    assert "2020" not in lines(contact)[0]


def test_an_older_check_does_not(contact: Any) -> None:
    make.set_items(contact, "contacts", [confidant(checked_on=TODAY.isoformat())])
    contact = fresh(contact)
    check(contact, ids(contact), when=timezone.now() - datetime.timedelta(days=900))
    assert str(TODAY.year) in lines(contact)[0]


def test_a_translation_shows_the_check_of_its_source(contact: Any) -> None:
    english = make.translate(contact, "en")
    contact = fresh(contact)
    contact.show_checked = True
    contact.save_revision().publish()
    check(contact, ids(contact))
    assert len(lines(english)) == 1
