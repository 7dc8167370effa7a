"""After publishing an editor reads what is new and hers to mend; a new card is not asked about for a month."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.test import RequestFactory
from django.utils import timezone, translation
from wagtail.models import GroupPagePermission

from gripwagtail.admin import new_remarks
from gripwagtail.content.checked import last_check
from gripwagtail.desk.due import cards_of
from gripwagtail.desk.findings import findings
from gripwagtail.desk.grace import SINCE, first_due, kept_days, published_on
from gripwagtail.editing.rules import remarks
from tests import factories as make
from tests.test_library import client_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def in_english() -> Any:
    with translation.override("en"):
        yield


def private(**value: Any) -> make.Raw:
    """A card with one thing to look at: a mailbox at a provider for private persons."""
    return make.contact(**{"kind": "function", "name": "", "email": "juf@gmail.com", **value})


class Box(list[Any]):
    """What ``messages`` are written into."""

    def add(self, level: int, message: Any, extra_tags: str = "") -> None:
        self.append(str(message))


def published(page: Any, user: Any, items: list[make.Raw], stream: str = "contacts") -> list[str]:
    """What an editor reads after publishing these cards."""
    request = RequestFactory().post("/", {"action-publish": "1"})
    request.user = user
    request._messages = Box()  # type: ignore[attr-defined]
    new_remarks.note(request, page)
    after = make.set_items(page, stream, items)
    new_remarks.say(request, after)
    return list(get_messages(request))


def editor_of(*pages: Any) -> Any:
    """An editor who may edit and publish these pages, and no other."""
    user = make.editor()
    user.is_superuser = False
    user.save()
    group = Group.objects.create(name=f"of {len(pages)}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for page in pages:
        for codename in ("change_page", "publish_page"):
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
            GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    user.groups.add(group)
    return user


# --- what is new --------------------------------------------------------------------


def test_what_was_there_before_is_not_said_again_also_when_cards_move() -> None:
    old = private(label="Het zorgteam")
    page = make.make_page("contact", contacts=[old])
    kept = {**old, "id": page.contacts.raw_data[0]["id"]}
    new = private(label="De administratie", email="school@hotmail.com")
    assert published(page, make.editor(), [kept]) == []
    [said] = published(page, make.editor(), [new, kept])
    assert "De administratie" in said


def test_the_first_time_everything_is_new_and_much_is_one_line() -> None:
    page = make.make_page("contact", contacts=[])
    type(page).objects.filter(pk=page.pk).update(live=False)
    cards = [private(label=f"Team {number}", email=f"team{number}@gmail.com") for number in range(4)]
    [said] = published(page, make.editor(), cards)
    assert "4 places to look at" in said
    assert f"/pages/{page.pk}/edit/" in said


def test_what_is_said_of_a_card_leads_to_that_card() -> None:
    page = make.make_page("contact", contacts=[make.contact()])
    [old] = page.contacts.raw_data
    new = make.contact(label="Juf Saida", name="Noor Fictief", told_on="2026-09-01", fallback_role="management")
    [said] = published(page, make.editor(), [old, new])
    assert "Juf Saida" in said
    [link] = BeautifulSoup(said, "html.parser").select("a")
    card = type(page).objects.get(pk=page.pk).contacts.raw_data[1]["id"]
    assert link["href"] == f"/admin/pages/{page.pk}/edit/#block-{card}-section"


def test_advice_about_a_translation_is_for_who_may_edit_it_in_one_line() -> None:
    make.language("en")
    dutch = make.make_page("contact", contacts=[make.contact(label="Het team van de zorg", where="Lokaal vier")])
    english = make.translate(dutch, "en")
    dutch = type(dutch).objects.get(pk=dutch.pk)
    assert any(remark.translation == english.pk for remark in remarks(dutch))
    both, one = editor_of(dutch, english), editor_of(dutch)
    assert any(remark.translation for remark in remarks(dutch, user=both))
    assert not any(remark.translation for remark in remarks(dutch, user=one))

    type(dutch).objects.filter(pk=dutch.pk).update(live=False)
    items = list(dutch.contacts.raw_data)
    assert published(dutch, one, items) == []
    type(dutch).objects.filter(pk=dutch.pk).update(live=False)
    said = published(dutch, both, items)
    assert len(said) == 1
    assert "1 translation is behind: “Het team van de zorg”" in said[0]
    # It leads straight to where it is mended.
    links = {link.text.strip(): link["href"] for link in BeautifulSoup(said[0], "html.parser").select("a")}
    assert links == {"English": f"/admin/pages/{english.pk}/edit/"}


def test_who_is_led_to_remarks_finds_them_open_with_a_link_to_each_translation() -> None:
    make.language("en")
    dutch = make.make_page("contact", contacts=[make.contact(label="Het team van de zorg", where="Lokaal vier")])
    english = make.translate(dutch, "en")
    client = client_of(make.editor())
    address = f"/admin/pages/{dutch.pk}/edit/"
    for query, is_open in (("", False), ("?remarks", True)):
        status = make.soup(client.get(f"{address}{query}")).select_one("details.grip-status")
        assert status.has_attr("open") is is_open
        assert status.select_one(f'a[href="/admin/pages/{english.pk}/edit/"]').text.startswith("English")


def test_what_is_wrong_in_a_translation_is_said_in_full_and_a_second_time_too() -> None:
    """Nothing on the Dutch page shows it: what can be sexual was answered later, and the English asks for an image."""
    make.language("en")
    safe = {"sexual": "no", "evidence": "none"}
    keys = ("foto", "film")
    dutch = make.make_page(
        "incident_help", situations=[make.situation(key=key, title=f"Er is een {key}", **safe) for key in keys]
    )
    items = [dict(raw) for raw in dutch.situations.raw_data]
    order = "Make a screenshot of the photo."
    english = [
        {**raw, "value": {**raw["value"], "title": key, "pupil_steps": order}}
        for raw, key in zip(items, keys, strict=True)
    ]
    make.translate(dutch, "en", situations=english)

    def answered(*sexual: str) -> list[make.Raw]:
        return [{**raw, "value": {**raw["value"], "sexual": one}} for raw, one in zip(items, sexual, strict=True)]

    user = make.editor()
    [first] = published(dutch, user, answered("maybe", "no"), "situations")
    assert "English" in first and "foto" in first and "behind" not in first
    [second] = published(dutch, user, answered("maybe", "maybe"), "situations")
    assert "English" in second and "film" in second
    assert published(dutch, user, list(reversed(answered("maybe", "maybe"))), "situations") == []


# --- a month for new cards ----------------------------------------------------------


def due(page: Any) -> list[bool]:
    return [card.is_due for card in cards_of(type(page).objects.get(pk=page.pk))]


def asks(page: Any) -> bool:
    return any(one.kind == "contact-unchecked" and one.page_id == page.pk for one in findings(None))


def test_a_new_card_gets_a_month() -> None:
    page = make.make_page("contact", contacts=[make.contact(checked_on=None)])
    assert due(page) == [False]
    assert not asks(page)
    item = page.contacts.raw_data[0]["id"]
    assert first_due(page, page.checked, item) > TODAY + datetime.timedelta(days=27)
    assert due(make.since_long(page)) == [True]
    assert asks(page)


def test_a_card_that_is_added_or_changed_later_gets_one_of_its_own_and_the_others_do_not() -> None:
    page = make.since_long(make.make_page("contact", contacts=[make.contact(checked_on=None)]))
    first = dict(page.contacts.raw_data[0])
    page = make.set_items(page, "contacts", [first, make.contact(label="Nieuw", checked_on=None)])
    assert sorted(due(page)) == [False, True]
    other = {**first, "value": {**first["value"], "email": "ander@kwikstaart.example"}}
    assert due(make.set_items(page, "contacts", [other])) == [False]


def test_a_card_that_is_shown_only_now_is_new_and_saving_again_does_not_make_it_newer() -> None:
    page = make.make_page("contact", contacts=[make.contact(checked_on=None, confirmed=False)])
    item = dict(page.contacts.raw_data[0])
    assert kept_days(page.checked) == {}
    page = make.set_items(page, "contacts", [{**item, "value": {**item["value"], "confirmed": True}}])
    assert kept_days(page.checked) == {SINCE + item["id"]: TODAY.isoformat()}
    earlier = {SINCE + item["id"]: "2026-01-05"}
    type(page).objects.filter(pk=page.pk).update(checked=earlier)
    page = make.set_items(page, "contacts", list(page.contacts.raw_data))
    assert kept_days(page.checked) == earlier
    # It is no check, and visitors never read it.
    assert last_check(page.checked, item["id"], TODAY) is None


def test_cards_of_a_page_that_was_away_are_new_when_it_comes_back() -> None:
    page = make.make_page("contact", contacts=[make.contact(checked_on=None)])
    since = SINCE + page.contacts.raw_data[0]["id"]
    type(page).objects.filter(pk=page.pk).update(checked={since: "2026-01-05"})
    page = make.set_items(page, "contacts", list(page.contacts.raw_data))
    assert kept_days(page.checked) == {since: "2026-01-05"}
    page.unpublish()
    page = make.set_items(page, "contacts", list(page.contacts.raw_data))
    assert kept_days(page.checked) == {since: TODAY.isoformat()}


def test_the_cards_of_a_page_that_is_new_in_the_database_are_new() -> None:
    page = make.make_page("contact", contacts=[make.contact(checked_on=None)])
    assert kept_days(page.checked) == {SINCE + page.contacts.raw_data[0]["id"]: TODAY.isoformat()}


def test_a_page_of_which_nobody_knows_when_it_was_published_counts_from_today() -> None:
    page = make.since_long(make.make_page("contact", contacts=[make.contact(checked_on=None)]))
    assert published_on(page) < TODAY
    page.first_published_at = None
    assert published_on(page) == TODAY


# --- another person on a card -------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "is_asked"),
    [
        ({"name": "Noor Bedacht"}, True),
        ({"name": "Karim Zomaar-Verzonnen"}, False),
        ({"name": "Noor Bedacht", "told_on": "2026-11-30"}, False),
        ({"name": "Noor Bedacht", "told_on": "unknown"}, False),
        ({"name": ""}, False),
        ({}, False),
    ],
    ids=["somebody else", "the same person", "told on another day", "told, nobody knows when", "nobody", "no change"],
)
def test_who_puts_another_person_on_a_card_is_asked_when_that_one_was_told(
    changed: dict[str, str], is_asked: bool
) -> None:
    old = make.contact(kind="person", label="De mentor", name="Karim Zomaar", told_on="2026-09-01")
    page = make.make_page("contact", contacts=[old])
    new = {**old, "id": page.contacts.raw_data[0]["id"], "value": {**old["value"], **changed}}
    said = [one for one in published(page, make.editor(), [new]) if "took the place" in one]

    assert len(said) == is_asked
    if is_asked:
        assert "Noor Bedacht took the place of Karim Zomaar" in said[0]
        assert "1 September 2026" in said[0]


def test_a_page_without_cards_has_nobody_to_ask_about() -> None:
    assert published(make.make_page("norm"), make.editor(), [], "agreements") == []
