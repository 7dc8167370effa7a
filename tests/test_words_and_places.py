"""Which page is the source of a place, in whose words, and what a link to it is called: beside the ordinary cases."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from gripwagtail.content.identities import identity_of
from gripwagtail.desk.schools import DeskSite
from gripwagtail.directory.addresses import _address
from gripwagtail.directory.board import board_cards
from gripwagtail.directory.people import Directory
from gripwagtail.editing.form import _is_behind
from gripwagtail.editing.rules import remarks
from gripwagtail.editing.text_records import _note_alias, record_of, translations_of
from gripwagtail.editing.translation_rules import untranslated
from gripwagtail.lookup.context import PageContext
from gripwagtail.lookup.link import titled_address
from gripwagtail.lookup.source import Source
from gripwagtail.lookup.sources import _originals
from gripwagtail.serving import visibility
from gripwagtail.serving.headers import is_left_out
from gripwagtail.signals import changed
from tests import factories as make

pytestmark = pytest.mark.django_db


def shown_on(page: Any) -> PageContext:
    request: Any = RequestFactory().get("/", headers={"host": "localhost"})
    request.user, request.session = AnonymousUser(), {}
    return PageContext.of_request(request, page)


def restrict(page: Any) -> None:
    PageViewRestriction.objects.create(page=page.page_ptr, restriction_type=PageViewRestriction.LOGIN)


# --- the title of a link ------------------------------------------------------------


def test_a_link_to_another_language_says_which_and_one_in_the_same_does_not() -> None:
    dutch = make.make_page("norm", title="Onze norm")
    english = make.translate(dutch, "en", title="Our norm")
    here, there = shown_on(dutch), shown_on(english)
    for context, page, lang in ((here, dutch, ""), (here, english, "en"), (there, english, ""), (there, dutch, "nl")):
        link = titled_address(context, page, dutch)
        assert link is not None
        assert (str(link.title), link.lang, link.title.lang) == (page.title, lang, lang)


def test_a_title_that_nobody_translated_carries_the_language_of_its_source() -> None:
    dutch = make.make_page("norm", title="Onze norm")
    english = make.translate(dutch, "en")
    link = titled_address(shown_on(english), english, dutch)
    assert link is not None
    assert (str(link.title), link.lang, link.title.lang) == ("Onze norm", "", "nl")


def test_the_title_of_an_alias_carries_the_language_of_what_it_repeats() -> None:
    dutch = make.make_page("norm", title="Onze norm")
    arabic = make.translate(dutch, "ar", title="قاعدتنا")
    make.translate(arabic.get_parent(), "en", alias=True)
    alias = arabic.copy_for_translation(make.language("en"), copy_parents=True, alias=True)
    assert alias.alias_of_id == arabic.pk
    link = titled_address(shown_on(alias), alias, dutch)
    assert link is not None
    assert (str(link.title), link.title.lang) == ("قاعدتنا", "ar")


def test_a_page_that_says_in_which_language_it_is_has_its_own_title_in_that() -> None:
    page = make.make_page("norm", title="Nasza norma", text_language="pl")
    link = titled_address(shown_on(page), page, page)
    assert link is not None
    assert (str(link.title), link.title.lang) == ("Nasza norma", "")


def test_what_is_shown_elsewhere_is_in_the_language_of_its_text_or_else_of_the_place() -> None:
    home = make.home_page()
    dutch = make.make_page("norm", home)
    french = make.make_page("norm", home, text_language="fr")
    english = make.translate(home, "en")
    cases = ((dutch, home, "nl"), (french, home, "fr"), (dutch, english, "en"), (french, english, "en"))
    for facts, place, shown in cases:
        assert Source(facts, None, shown_on(place)).languages.shown == shown


# --- which page is the source -------------------------------------------------------


def test_why_there_is_no_source_is_told_apart() -> None:
    home = make.home_page()
    other = make.home_page(home, title="Elders")
    page = make.make_page("norm", home, live=False)
    assert shown_on(other).found("norm").reason == "draft"
    page.save_revision().publish()
    assert shown_on(other).found("norm").reason == ""
    restrict(page)
    assert shown_on(other).found("norm").reason == "restricted"
    page.delete()
    assert shown_on(other).found("norm").reason == "none"


def test_a_page_finds_what_is_behind_its_own_restriction_where_nobody_visits() -> None:
    """As in the admin, and in a preview."""
    section = make.home_page(make.home_page(), title="Team")
    page = make.make_page("norm", section)
    restrict(section)
    assert PageContext(section).found("norm").source is not None
    request: Any = RequestFactory().get("/", headers={"host": "localhost"})
    request.user, request.session, request.is_preview = AnonymousUser(), {}, True
    assert PageContext.of_request(request, section).found("norm").source is not None
    assert shown_on(section).found("norm").source is None
    assert page.live


def test_a_source_in_the_language_of_the_place_needs_no_words_and_in_another_has_those_of_its_translation() -> None:
    home = make.home_page()
    dutch, other = make.make_page("norm", home), make.make_page("contact", home)
    english = make.translate(dutch, "en")
    make.translate(other, "en")
    for kind in ("norm", "contact"):
        assert shown_on(home).found(kind).words is None
    found = shown_on(english.get_parent().specific).found("norm")
    assert found.source is not None
    assert found.words is not None
    assert (found.source.page.pk, found.words.page.pk) == (dutch.pk, english.pk)


def test_an_alias_within_the_site_is_no_source_of_its_own() -> None:
    home = make.home_page()
    page = make.make_page("norm", home)
    alias = page.create_alias(parent=make.home_page(home, title="Elders"), update_slug="herhaald")
    lost = shown_on(home)
    assert {one.page.pk for one in lost.index} == {page.pk, alias.pk}
    assert [one.page.pk for one in _originals(lost.index, lost)] == [page.pk]


# --- addresses, and who is hidden ---------------------------------------------------


def test_a_page_has_an_address_on_its_own_site_for_a_visit_and_a_whole_one_without_a_host() -> None:
    make.site_with("b.example")
    page = make.make_page("contact")
    path = page.get_url_parts()[2]
    assert _address(shown_on(page)) == path
    assert _address(PageContext(page, HttpRequest())).endswith(path)
    assert "//" in _address(PageContext(page, HttpRequest()))
    assert _address(shown_on(make.make_page("contact", live=False))) == ""


def test_lost_are_those_who_would_be_shown_if_there_were_a_way_to_reach_them() -> None:
    nowhere = {"phones": [], "email": ""}
    cards = [
        make.contact(label="Bereikbaar"),
        make.contact(label="Onbereikbaar", **nowhere),
        make.contact(label="Onbevestigd", confirmed=False, **nowhere),
        make.contact(label="Voorbij", valid_until="2020-01-01", **nowhere),
    ]
    context = shown_on(make.make_page("contact", contacts=cards))
    people = Directory.of(context.own, context)
    assert [str(card.label) for card in people.lost] == ["Onbereikbaar"]
    assert [str(card.label) for card in people.own] == ["Bereikbaar"]


def test_the_label_of_a_function_is_no_identity_and_a_name_in_it_is() -> None:
    for label, says_who in (("Het zorgteam", False), ("juf Annemiek", True)):
        found = identity_of("contacts", {"kind": "function", "label": label})
        assert found is not None
        assert bool(found[2]) is says_who


def test_a_site_goes_by_its_name_and_else_by_its_host() -> None:
    cases = (("De Kwikstaart", 80, "De Kwikstaart"), ("", 443, "a.example"), ("", 8000, "a.example:8000"))
    for name, port, said in cases:
        assert DeskSite(1, "a.example", port, name, "", "", 1).name == said


def test_a_translation_hears_nothing_of_the_facts_that_it_only_repeats() -> None:
    page = make.make_page(
        "contact",
        contacts=[make.contact(form_url="javascript:alert(1)")],
        steps=[make.step(roles=["confidential-internal"])],
    )
    english = make.translate(page, "en")
    of_facts = {"address-leads-nowhere", "step-without-anyone"}
    assert of_facts <= {one.rule for one in remarks(page)}
    assert of_facts.isdisjoint({one.rule for one in remarks(english)})


# --- what belongs together ----------------------------------------------------------


def test_a_page_in_the_main_language_has_translations_and_these_have_none() -> None:
    page = make.make_page("norm")
    english = make.translate(page, "en")
    assert translations_of(page) == [english]
    assert translations_of(english) == []
    assert translations_of(type(page)(title="Nieuw", locale=page.locale)) == []


def test_an_alias_of_a_translation_knows_what_that_knows_and_no_other_page_does() -> None:
    page = make.make_page("norm", intro="Zo doen wij dat.")
    arabic = make.translate(page, "ar", intro="هكذا نفعل")
    record: dict[str, Any] = {}
    _note_alias(record, arabic)
    assert record == {}
    _note_alias(record, type(page)(alias_of=arabic))
    assert record == record_of(arabic) != {}


def behind(page: Any) -> bool:
    return _is_behind(page, PageContext.of_page(page))


def test_a_translation_is_behind_once_its_original_says_something_else() -> None:
    page = make.make_page("norm", intro="Zo doen wij dat.")
    english = make.translate(page, "en", intro="That is how we do it.")
    assert not behind(english)
    page = type(page).objects.get(pk=page.pk)
    page.intro = "Zo doen wij dat voortaan."
    page.save_revision().publish()
    assert behind(type(english).objects.get(pk=english.pk))
    assert not behind(page)
    assert not behind(type(page)(title="Nieuw", locale=english.locale))


def test_a_draft_hears_nothing_of_translations_that_readers_see_beside_nothing() -> None:
    page = make.make_page("norm", intro="Zo doen wij dat.", statement="Wij zijn aardig.")
    make.translate(page, "en")
    assert "not-translated" in {one.rule for one in remarks(type(page).objects.get(pk=page.pk))}
    type(page).objects.get(pk=page.pk).unpublish()
    assert "not-translated" not in {one.rule for one in remarks(type(page).objects.get(pk=page.pk))}


def test_of_an_alias_of_a_translation_everything_is_untranslated() -> None:
    page = make.make_page("norm", intro="Zo doen wij dat.")
    arabic = make.translate(page, "ar", intro="هكذا نفعل ذلك")
    place = ("intro", "", "")
    assert place not in untranslated(page, arabic)
    arabic.alias_of_id = page.pk
    assert place in untranslated(page, arabic)


def test_a_card_of_the_board_without_a_form_has_none_on_the_page_of_a_school() -> None:
    board = make.site_with("bestuur.example")
    role = {"label": "Vertrouwensbureau", "roles": ["confidential-external"]}
    make.make_page("contact", board.root_page.specific, contacts=[make.contact(**role)])
    make.settings_of(board=board)
    [card] = board_cards(shown_on(make.make_page("contact")), [])
    assert card.form_url == ""


# --- what is seen of a page ---------------------------------------------------------


def test_a_translation_is_left_out_by_search_engines_when_its_source_says_so() -> None:
    dutch = make.make_page("contact")
    english = make.translate(dutch, "en")
    type(dutch).objects.filter(pk=dutch.pk).update(hide_from_search=True)
    assert not english.hide_from_search
    assert is_left_out(shown_on(english))
    type(dutch).objects.filter(pk=dutch.pk).update(hide_from_search=False)
    type(english).objects.filter(pk=english.pk).update(hide_from_search=True)
    changed()
    assert not is_left_out(shown_on(type(english).objects.get(pk=english.pk)))


def test_a_new_address_of_a_draft_counts_where_something_below_it_is_published() -> None:
    section = make.home_page(make.home_page(), title="Team", live=False)
    for is_seen in (False, True):
        section = type(section).objects.get(pk=section.pk)
        section.slug = "anders"
        assert bool(visibility.moves(section)) is is_seen
        assert visibility.is_seen_when_renamed(section, section) is is_seen
        make.make_page("norm", section)
