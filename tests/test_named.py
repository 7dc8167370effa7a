"""A name on a card is seen as a name, whatever the card is said to be about; and a check is about who was on it."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse
from wagtail.search.backends import get_search_backend

from gripwagtail.desk.confirmations import check
from gripwagtail.editing.rules import remarks
from gripwagtail.models import GripCheck
from gripwagtail.text.naming import may_name_someone, names_another, names_someone
from tests import factories as make
from tests.test_replaced import with_words

pytestmark = [pytest.mark.indexed, pytest.mark.broad]

NAMES = [
    "juf Annemiek",
    "Juf annemiek",
    "Meester Karim",
    "Mevrouw Van der Verzonnen",
    "mevr. De Wit",
    "mw. Fictief",
    "dhr. Bedacht",
    "Meneer Bedacht van de administratie",
    "Miss Annemiek",
    "Mr. Made-Up",
    "Annemiek, mentor van groep 3",
    "Saida (vertrouwenspersoon)",
    "Vertrouwenspersoon Saida Fictief",
    "mentor Bram",
]
FUNCTIONS = [
    "",
    "de vertrouwenspersoon",
    "Dé vertrouwenspersoon / groep 8",
    "De vertrouwenspersonen",
    "Interne vertrouwenspersoon",
    "juf of meester",
    "Je juf of meester",
    "De juf van groep 3",
    "de meester van je klas",
    "Mentor",
    "Mentor Bovenbouw",
    "Mentor De Kwikstaart",
    "Contactpersoon Pesten",
    "Directie",
    "Schoolmaatschappelijk werker",
    "Intern begeleider",
    "The confidential adviser",
    "Designated Safeguarding Lead",
    "Veilig Thuis",
    "GGD Amsterdam",
]


@pytest.mark.parametrize("label", NAMES)
def test_a_label_with_a_name_is_seen_on_the_card_of_a_function(label: str) -> None:
    assert may_name_someone({"kind": "function", "label": label})


@pytest.mark.parametrize("label", FUNCTIONS)
def test_a_label_of_a_function_is_no_name(label: str) -> None:
    assert not may_name_someone({"kind": "function", "label": label})


def test_every_shipped_label_is_that_of_a_function() -> None:
    from gripwagtail.starter.files import DATA, read

    labels = {card["label"] for path in DATA.glob("*/*/contact.toml") for card in read(path)["contacts"]}
    assert labels
    assert [label for label in labels if may_name_someone({"kind": "function", "label": label})] == []


def test_only_the_card_itself_makes_it_sure() -> None:
    assert names_someone({"kind": "person", "label": "de mentor"})
    assert names_someone({"name": "Karim Verzonnen", "label": "meester Karim"})
    assert not names_someone({"name": "Karim Verzonnen", "label": "de mentor"})
    assert not names_someone({"kind": "function", "label": "juf Annemiek"})


def test_a_translated_label_may_say_the_same_name_and_no_other() -> None:
    assert not names_another("Juf Annemiek", "Miss Annemiek")
    assert names_another("Juf Saida", "Meester Karim")
    assert names_another("de vertrouwenspersoon", "Meester Karim")
    assert not names_another("de vertrouwenspersoon", "the confidential adviser")


# --- for other machines -------------------------------------------------------------

LABEL = "Juf Denkbeeld"


@pytest.fixture
def page(db: None) -> Any:
    cards = [make.contact(label=LABEL), make.contact(label="De administratie", roles=["office"])]
    return make.make_page("contact", make.home_page(), contacts=cards, vcards=True)


def found(words: str) -> set[str]:
    model = make.page_class("contact")
    return {page.locale.language_code for page in get_search_backend().search(words, model.objects.live())}


def test_a_name_on_a_function_stands_in_nothing_that_machines_read(page: Any) -> None:
    shown = make.see(page)
    assert LABEL in shown.get_text()
    points = " ".join(tag.get_text(" ") for tag in shown.select('[itemtype$="ContactPoint"]'))
    assert "De administratie" in points
    assert "Denkbeeld" not in points
    assert found("Denkbeeld") == set()
    assert found("administratie") == {"nl"}


def test_it_is_found_when_the_school_says_so(page: Any) -> None:
    page.names_findable = True
    page.save_revision().publish()
    assert found("Denkbeeld") == {"nl"}


def test_the_editor_is_asked_whether_the_person_was_told_and_nothing_is_refused(page: Any) -> None:
    said = [remark for remark in remarks(page) if remark.child == "told_on"]
    assert [remark.index for remark in said] == [0]
    make.set_items(page, "contacts", [with_words(make.contact(label=LABEL), told_on="2026-11-01")])
    assert not [one for one in remarks(type(page).objects.get(pk=page.pk)) if one.child == "told_on"]


def test_who_is_erased_is_recognised_by_a_label_and_a_number() -> None:
    from gripwagtail.removal import card
    from gripwagtail.removal.person import Person

    value = make.contact(label="Juf Annemiek", phones=["070 012 34 56"])["value"]
    assert card.is_of(Person(names=("Annemiek Denkbeeld",), phones=("070 012 34 56",)), value)
    assert not card.is_of(Person(names=("Annemiek Denkbeeld",)), value)
    whole = {**value, "label": "Mevrouw Annemiek Denkbeeld"}
    assert card.is_of(Person(names=("Annemiek Denkbeeld",)), whole)


# --- every language asks the source -------------------------------------------------


@pytest.fixture
def both(db: None) -> tuple[Any, Any, make.Raw]:
    card = make.contact(kind="person", label="Mevrouw Denkbeeld", name="Saida Denkbeeld", told_on="2026-11-01")
    dutch = make.make_page("contact", make.home_page(), contacts=[card], names_findable=True)
    dutch.save_revision().publish()
    dutch = type(dutch).objects.get(pk=dutch.pk)
    return dutch, make.translate(dutch, "en"), card


def test_consent_that_is_withdrawn_is_withdrawn_in_the_search_of_every_language(both: Any) -> None:
    dutch, _english, _card = both
    assert found("Denkbeeld") == {"nl", "en"}
    dutch.names_findable = False
    dutch.save_revision().publish()
    assert found("Denkbeeld") == set()


def test_who_was_removed_is_found_in_no_language(both: Any) -> None:
    dutch, _english, _card = both
    make.set_items(dutch, "contacts", [])
    assert found("Denkbeeld") == set()


def test_who_was_replaced_is_found_in_no_language(both: Any) -> None:
    dutch, _english, card = both
    make.set_items(dutch, "contacts", [with_words(card, label="", name="Karim Verzonnen")])
    assert found("Denkbeeld") == set()
    assert found("Verzonnen") == {"nl", "en"}


@pytest.mark.parametrize("way", ["unpublished", "deleted"])
def test_a_source_that_is_gone_takes_its_people_out_of_every_search(both: Any, way: str) -> None:
    dutch, _english, _card = both
    if way == "deleted":
        dutch.delete()
    else:
        dutch.unpublish()
    assert found("Denkbeeld") == set()


def test_a_card_that_is_over_is_gone_at_the_next_indexing(both: Any) -> None:
    from wagtail.search import index

    dutch, english, card = both
    type(dutch).objects.filter(pk=dutch.pk).update(contacts=[with_words(card, valid_until="2026-01-01")])
    for page in (dutch, english):
        index.insert_or_update_object(type(page).objects.get(pk=page.pk))
    assert found("Denkbeeld") == set()


def test_an_emptied_introduction_is_found_in_no_language(both: Any) -> None:
    dutch, english, _card = both
    for page in (dutch, english):
        page.intro = "Kwikzilver"
        page.save_revision().publish()
    assert found("Kwikzilver") == {"nl", "en"}
    dutch.intro = ""
    dutch.save_revision().publish()
    assert found("Kwikzilver") == set()


def test_a_removed_situation_is_found_in_no_language(db: None) -> None:
    page = make.make_page("incident_help", make.home_page(), situations=[make.situation(title="Kwikzilver")])
    page.save_revision().publish()
    make.translate(page, "en")
    model = type(page)
    search = get_search_backend().search
    assert len(search("Kwikzilver", model.objects.live())) == 2
    make.set_items(page, "situations", [make.situation()])
    assert len(search("Kwikzilver", model.objects.live())) == 0


def test_a_page_that_is_left_out_is_left_out_in_every_language(both: Any, rf: Any) -> None:
    dutch, english, _card = both
    pages = (dutch, english)
    assert all("X-Robots-Tag" not in make.visit(page) for page in pages)
    assert all(page.get_sitemap_urls(rf.get("/")) for page in pages)
    dutch.hide_from_search = True
    dutch.save_revision().publish()
    for page in (type(page).objects.get(pk=page.pk) for page in pages):
        # Once rendered again, and once as it was cached.
        assert [make.visit(page)["X-Robots-Tag"] for _time in range(2)] == ["noindex", "noindex"]
        assert page.get_sitemap_urls(rf.get("/")) == []


# --- checks -------------------------------------------------------------------------


def checked(page: Any) -> Any:
    from gripwagtail.admin.confirmations import cards_of

    [card] = cards_of(type(page).objects.get(pk=page.pk))
    return card.checked_on


CHANGES = {
    "name": {"name": "Karim Verzonnen"},
    "number": {"phones": make.items_of("070 012 34 99")},
    "address": {"email": "andere@kwikstaart.example"},
    "form": {"form_url": "https://kwikstaart.example/formulier"},
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("how", ["button", "noted day"])
def test_a_check_is_about_who_stood_there(both: Any, change: str, how: str) -> None:
    dutch, _english, card = both
    if how == "button":
        check(dutch, [card["id"]], make.editor())
    else:
        card = with_words(card, checked_on="2026-11-02")
        make.set_items(dutch, "contacts", [card])
    assert checked(dutch)
    make.set_items(dutch, "contacts", [with_words(card, about="Voor alles")])
    assert checked(dutch)
    make.set_items(dutch, "contacts", [with_words(card, **CHANGES[change])], publish=False)
    assert checked(dutch)
    make.set_items(dutch, "contacts", [with_words(card, **CHANGES[change])])
    assert checked(dutch) is None
    make.set_items(dutch, "contacts", [card])
    assert checked(dutch)


def test_a_check_from_before_counts_until_the_first_change(both: Any) -> None:
    dutch, _english, card = both
    check(dutch, [card["id"]], make.editor())
    GripCheck.objects.update(said="")
    make.set_items(dutch, "contacts", [with_words(card, about="Voor alles")])
    assert checked(dutch)
    make.set_items(dutch, "contacts", [with_words(card, name="Karim Verzonnen")])
    assert checked(dutch) is None


def test_a_new_day_counts_for_the_new_person(both: Any) -> None:
    dutch, _english, card = both
    card = with_words(card, checked_on="2026-11-02")
    make.set_items(dutch, "contacts", [card])
    make.set_items(dutch, "contacts", [with_words(card, name="Karim Verzonnen", checked_on="2026-11-20")])
    assert checked(dutch) == datetime.date(2026, 11, 20)


def test_nobody_notes_a_check_of_a_card_that_changed_in_between(both: Any, client: Any) -> None:
    dutch, _english, card = both
    client.force_login(make.editor())
    address = reverse("gripwagtail_checks", args=[dutch.pk])
    seen = make.soup(client.get(address)).select_one('input[name="seen"]')["value"]
    make.set_items(dutch, "contacts", [with_words(card, name="Karim Verzonnen")])
    client.post(address, {"item": "all", "seen": seen})
    assert not GripCheck.objects.exists()
    seen = make.soup(client.get(address)).select_one('input[name="seen"]')["value"]
    client.post(address, {"item": "all", "seen": seen})
    assert GripCheck.objects.count() == 1


# --- erasing ------------------------------------------------------------------------


def test_what_is_written_down_of_an_erased_person_is_erased_too(both: Any) -> None:
    from gripwagtail.content.identities import digest
    from gripwagtail.models import GripTextRecord
    from gripwagtail.removal.erasure import erase
    from gripwagtail.removal.person import Person

    dutch, english, card = both
    check(dutch, [card["id"]], make.editor())
    make.set_items(dutch, "contacts", [with_words(card, checked_on="2026-11-02")])

    def written() -> str:
        records = GripTextRecord.objects.values_list("made_from", "noted")
        return repr([list(records), list(GripCheck.objects.values_list("said", flat=True))])

    assert digest("Saida Denkbeeld") in written()
    said = GripCheck.objects.get().said
    erase(Person(names=("Saida Denkbeeld",)))
    assert digest("Saida Denkbeeld") not in written()
    assert said not in written()
    assert "Denkbeeld" not in make.text_of(english)
