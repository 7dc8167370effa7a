"""The desk speaks of pages that the user may edit and that visitors see, and leads to what that user can open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import Q
from django.utils import timezone, translation
from wagtail.models import Site

from gripwagtail.admin.home_panel import DeskPanel
from gripwagtail.admin.next_step import next_step
from gripwagtail.desk import columns
from gripwagtail.desk.findings import of_desk
from gripwagtail.desk.first_steps import first_steps
from gripwagtail.desk.places import rows
from gripwagtail.desk.report import report
from gripwagtail.desk.schools import Desk
from gripwagtail.lookup.sources import page_model, page_models
from tests import factories as make
from tests.test_desk_findings import confidant, editor_of, good_school, of_kind, only

pytestmark = [pytest.mark.django_db, pytest.mark.broad]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def editor_of_all(*pages: Any) -> Any:
    """May edit what is below each of these."""
    user = editor_of(pages[0])
    for page in pages[1:]:
        for group in editor_of(page).groups.all():
            group.user_set.add(user)
    return type(user).objects.get(pk=user.pk)


def outdated(page: Any) -> Any:
    """The English translation of a page whose words changed afterwards."""
    english = make.translate(page, "en")
    page = type(page).objects.get(pk=page.pk)
    page.intro = "Iets nieuws."
    page.save_revision().publish()
    return english


def test_a_translation_that_nobody_sees_or_that_one_may_not_edit_is_not_told_to_be_old() -> None:
    pages = good_school()
    english = outdated(pages["contact"])
    assert only("translation-old").page_id == english.pk
    assert of_kind("translation-old", editor_of(make.home_page())) == []
    assert len(of_kind("translation-old", editor_of_all(make.home_page(), english.get_parent()))) == 1
    english.unpublish()
    assert of_kind("translation-old") == []


def test_an_old_translation_of_a_page_that_nobody_sees_is_not_told() -> None:
    pages = good_school()
    outdated(pages["contact"])
    type(pages["contact"]).objects.get(pk=pages["contact"].pk).unpublish()
    assert of_kind("translation-old") == []


def test_a_translation_that_is_a_draft_is_missed_by_readers() -> None:
    pages = good_school()
    english = make.translate(pages["contact"], "en")
    tips = make.translate(pages["parent_tips"], "en", publish=False)
    assert pages["parent_tips"].pk in {one.page_id for one in of_kind("translation-missing")}
    tips.save_revision().publish()
    assert pages["parent_tips"].pk not in {one.page_id for one in of_kind("translation-missing")}
    for page in (english, tips):
        type(page).objects.get(pk=page.pk).unpublish()
    # Nobody reads a word of English yet, so nobody misses the rest.
    assert of_kind("translation-missing") == []


def test_a_translation_is_missed_of_pages_that_are_published_and_one_may_edit() -> None:
    pages = good_school()
    english = make.translate(pages["contact"], "en")
    pages["norm"].unpublish()
    found = {one.page_id for one in of_kind("translation-missing")}
    assert found == {pages[kind].pk for kind in ("overview", "parent_tips", "incident_help")}
    assert of_kind("translation-missing", editor_of(english.get_parent())) == []


def test_of_translations_the_desk_looks_at_those_that_one_may_edit_and_that_have_words() -> None:
    pages = good_school()
    english = make.translate(pages["contact"], "en")
    alias = make.translate(pages["norm"], "en", alias=True)

    def looked_at(user: Any) -> set[int]:
        return {row.pk for _school, row in rows(Desk(user), with_translations=True)}

    own = {page.pk for page in pages.values()}
    assert looked_at(editor_of(make.home_page())) == own
    assert looked_at(editor_of_all(make.home_page(), english.get_parent())) == {*own, english.pk}
    assert looked_at(editor_of(english.get_parent())) == {english.pk}
    assert alias.pk not in looked_at(None)


def test_nobody_is_led_to_a_draft_that_they_may_not_edit() -> None:
    home = make.home_page()
    pages = good_school(home)
    closed = make.home_page(home, title="Directie")
    pages["norm"].delete()
    draft = make.make_page("norm", closed, live=False)
    assert only("norm-missing").page_id == draft.pk
    user = editor_of_all(*(page for kind, page in pages.items() if kind != "norm"))
    assert only("norm-missing", user).page_id != draft.pk


def test_the_first_steps_lead_to_what_an_editor_may_change_and_not_to_the_settings_of_the_site() -> None:
    home = make.home_page()
    contact = make.make_page("contact", home, contacts=[make.contact()], live=False)
    elsewhere = make.make_page("norm", home, live=False)

    def addresses(user: Any) -> str:
        desk = Desk(user)
        return " ".join(step.url for step in first_steps(desk, desk.schools[0]))

    for user in (editor_of(home), None):
        assert f"first-hour/{contact.pk}/" in addresses(user)
        assert "settings/" not in addresses(user)
    assert f"first-hour/{contact.pk}/" not in addresses(editor_of_all(elsewhere))


def test_one_of_several_schools_on_a_site_has_no_settings_of_its_own() -> None:
    home = make.home_page()
    for number in (1, 2):
        part = make.home_page(home, title=f"School {number}")
        make.make_page("overview", part, live=False)
        make.make_page("contact", part, live=False)
    desk = Desk()
    assert len(desk.schools) == 2
    for school in desk.schools:
        assert "settings/gripwagtail" not in " ".join(step.url for step in first_steps(desk, school))


def test_the_report_says_which_pages_are_published() -> None:
    pages = good_school()
    pages["norm"].unpublish()
    said = {row.title: row.cells()["status"] for row in report(Desk())}
    assert said.pop("norm") == "draft"
    assert set(said.values()) == {"published"}


def test_a_desk_of_some_sites_reads_the_settings_of_these_alone() -> None:
    good_school()
    other = make.site_with("b.example")
    good_school(other.root_page)
    make.settings_of(other, school_name="De Andere", board=Site.objects.get(is_default_site=True))
    make.settings_of(school_name="De Kwikstaart")
    own = Site.objects.get(is_default_site=True)
    [school] = Desk(only={own.pk}).schools
    assert (school.site.school_name, school.site.has_board) == ("De Kwikstaart", False)
    assert [one.site.has_board for one in Desk(only={other.pk}).schools] == [True]


def test_of_two_sites_with_one_front_page_the_settings_of_the_first_count() -> None:
    good_school()
    first = Site.objects.get(is_default_site=True)
    second = Site.objects.create(hostname="b.example", root_page=first.root_page)
    make.settings_of(first, school_name="De Kwikstaart")
    make.settings_of(second, school_name="De Andere")
    assert [school.site.school_name for school in Desk().schools] == ["De Kwikstaart"]


def test_a_page_outside_every_site_has_no_next_step() -> None:
    nowhere = make.home_class()(title="Nergens", slug="nergens")
    page_model().get_first_root_node().add_child(instance=nowhere)
    page = make.make_page("norm", nowhere)
    assert next_step(make.editor(), page) is None


def test_a_school_on_its_way_has_a_next_step_and_a_school_of_long_ago_has_none() -> None:
    home = make.home_page()
    page = make.make_page("contact", home, contacts=[make.contact(confirmed=False)])
    norm = make.make_page("norm", home, live=False)
    found = next_step(make.editor(), page)
    assert found is not None
    number, steps = found
    assert not steps[number].is_done
    norm.delete()
    type(page).objects.update(first_published_at=timezone.now() - timezone.timedelta(days=60))
    assert next_step(make.editor(), page) is None


def test_who_may_see_the_report_is_led_there_from_the_panel() -> None:
    good_school()

    def address(user: Any) -> str:
        panel = DeskPanel()
        panel._desk = Desk(user)
        return str(panel.get_context_data({})["report_url"])

    assert address(make.editor()).endswith("/gripwagtail/report/")
    assert address(editor_of(make.home_page())) == ""


def test_a_safety_sentence_that_we_ship_since_counts_as_a_correction(monkeypatch: pytest.MonkeyPatch) -> None:
    page = make.make_page("norm", starter_key="po/norm", starter_version="1")
    monkeypatch.setattr(columns.shipped, "language_of", lambda page: "nl")
    monkeypatch.setattr(columns.shipped, "shipped", lambda language, name: {})
    monkeypatch.setattr(columns, "_count_safety", lambda page: 3)
    for new, count in (([], 0), (["een"], 3)):
        monkeypatch.setattr(columns, "additions", lambda page, language, new=new: iter(new))
        assert columns._safety(page) == count
        columns.recount(type(page), Q(pk=page.pk))
        assert make.desk_columns(page).safety_corrections == count


def test_what_the_first_steps_ask_for_is_not_asked_for_a_second_time() -> None:
    """The school has just begun, and the panel leads it through its steps."""

    def told() -> set[str]:
        panel = DeskPanel()
        panel._desk = Desk(make.editor())
        return {group.kind for group, _url in panel.get_context_data({})["groups"]}

    pages = good_school()
    make.set_items(pages["overview"], "cells", [make.cell(confirmed=False)])
    assert "unconfirmed" in {one.kind for one in of_desk(Desk())}
    assert "unconfirmed" not in told()
    for model in page_models():
        model.objects.update(first_published_at=timezone.now() - timezone.timedelta(days=60))
    assert "unconfirmed" in told()


def test_a_contact_page_that_is_a_draft_is_no_page_on_who_to_go_to() -> None:
    pages = good_school()
    assert of_kind("no-confidant") == []
    pages["contact"].unpublish()
    found = only("no-confidant")
    assert "does not yet have a page on who to go to" in found.text
    assert found.page_id == pages["contact"].pk


def test_a_card_that_ends_on_a_draft_hides_nobody() -> None:
    pages = good_school()
    contact = make.set_items(pages["contact"], "contacts", [confidant(), confidant(valid_until="2020-01-01")])
    assert len(of_kind("contact-expired")) == 1
    contact.unpublish()
    assert of_kind("contact-expired") == []


def test_who_only_translates_a_school_is_not_told_that_a_page_is_missing() -> None:
    pages = good_school()
    english = make.translate(pages["contact"], "en")
    pages["norm"].delete()
    user = editor_of(english.get_parent())
    assert len(Desk(user).schools) == 1
    assert of_kind("norm-missing", user) == []
    assert len(of_kind("norm-missing")) == 1


def test_a_school_of_which_one_may_edit_nothing_is_not_on_the_desk() -> None:
    home = make.home_page()
    parts = [make.home_page(home, title=f"School {number}") for number in (1, 2)]
    for part in parts:
        make.make_page("overview", part)
    assert [school.name for school in Desk().schools] == ["School 1", "School 2"]
    assert [school.name for school in Desk(editor_of(parts[1])).schools] == ["School 2"]


def test_of_a_published_page_the_desk_reads_what_visitors_see_and_of_a_draft_the_draft() -> None:
    pages = good_school()
    for kind, live in (("norm", True), ("parent_tips", False)):
        page = pages[kind]
        if not live:
            page.unpublish()
        page.intro = "Nieuw"
        page.save_revision()
    desk = Desk()
    chosen = [row for school in desk.schools for row in school.pages]
    found = desk.content(chosen)
    assert (found[pages["norm"].pk].intro, found[pages["parent_tips"].pk].intro) == ("", "Nieuw")


def test_a_norm_that_nobody_sees_is_not_asked_who_made_it() -> None:
    norm = good_school()["norm"]
    type(norm).objects.filter(pk=norm.pk).update(adopted_on=None)
    assert len(of_kind("norm-not-made-together")) == 1
    type(norm).objects.get(pk=norm.pk).unpublish()
    assert of_kind("norm-not-made-together") == []


def test_of_the_other_pages_the_step_leads_to_the_first_that_waits() -> None:
    home = make.home_page()
    pages = {
        kind: make.make_page(kind, home, live=kind == "contact") for kind in ("contact", "parent_tips", "overview")
    }
    desk = Desk()
    [step] = [one for one in first_steps(desk, desk.schools[0]) if one.text.startswith("Publish the other pages")]
    assert f"/pages/{pages['parent_tips'].pk}/edit" in step.url


def test_pages_that_came_in_without_a_day_of_publication_count_for_no_beginning() -> None:
    pages = good_school()
    assert pages["norm"].first_published_at is None
    [school] = Desk().schools
    assert not school.is_beginning
    for days, is_beginning in ((1, True), (60, False)):
        moment = timezone.now() - timezone.timedelta(days=days)
        type(pages["norm"]).objects.filter(pk=pages["norm"].pk).update(first_published_at=moment)
        [school] = Desk().schools
        assert school.is_beginning is is_beginning
