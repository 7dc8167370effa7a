"""A block shows the people of the school that it is in: a choice that a copy brought along is no choice."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation
from wagtail.models import Site

from gripwagtail.blocks import ContactsBlock
from gripwagtail.desk.findings import findings
from gripwagtail.lookup.context import PageContext
from gripwagtail.lookup.other_school import _part as part
from gripwagtail.lookup.other_school import are_apart, is_of_another_school
from gripwagtail.rendering.reasons import reason
from tests import factories as make
from tests.hosts.default.home.models import HomePage

pytestmark = [pytest.mark.django_db, pytest.mark.broad]


@pytest.fixture
def schools() -> dict[str, Any]:
    """Two schools of one site, each with a page of its own and the pages of ours."""
    top = make.home_page()
    found: dict[str, Any] = {"top": top}
    for name in ("noord", "oost"):
        found[name] = make.home_page(top, title=f"School {name}", slug=name)
        found[f"{name}/pages"] = make.five_pages(found[name])
        card = make.contact(label=f"Het team van {name}", roles=["mentor"])
        make.set_items(found[f"{name}/pages"]["contact"], "contacts", [card])
    return found


def put(page: Any, chosen: Any, **options: Any) -> Any:
    return make.set_items(page, "body", [make.block("contacts", page=chosen.pk, **options)])


def test_a_page_of_another_school_is_shown_only_where_somebody_says_that_it_is_meant(schools: Any) -> None:
    theirs = schools["noord/pages"]["contact"]

    put(schools["oost"], theirs)
    assert "Het team van oost" in make.text_of(schools["oost"])
    assert "Het team van noord" not in make.text_of(schools["oost"])

    put(schools["oost"], theirs, other_school=True)
    assert "Het team van noord" in make.text_of(schools["oost"])


def test_a_translation_that_was_chosen_counts_as_its_original(schools: Any) -> None:
    english = make.translate(schools["noord/pages"]["contact"], "en")

    put(schools["oost"], english)
    assert "Het team van noord" not in make.text_of(schools["oost"])
    put(schools["noord"], english)
    assert "Het team van noord" in make.text_of(schools["noord"])


def test_a_page_is_of_the_school_of_its_original_wherever_a_translation_was_moved(schools: Any) -> None:
    theirs = schools["noord/pages"]["contact"]
    english, elsewhere = make.translate(theirs, "en"), make.translate(schools["oost"], "en")
    # Before its original in the order of the tree, and in the part of the school where it is chosen.
    top = english.get_ancestors().get(depth=2)
    top.move(top.get_parent(), "first-child")
    type(english).objects.get(pk=english.pk).move(HomePage.objects.get(pk=elsewhere.pk), "last-child")
    assert type(english).objects.get(pk=english.pk).path < type(theirs).objects.get(pk=theirs.pk).path

    for chosen in (theirs, english):
        put(schools["oost"], chosen)
        shown = make.text_of(HomePage.objects.get(pk=schools["oost"].pk))
        assert "Het team van oost" in shown
        assert "Het team van noord" not in shown


def test_a_translation_that_was_moved_into_another_school_is_still_of_its_own(schools: Any) -> None:
    theirs = schools["oost/pages"]["contact"]
    english = make.translate(theirs, "en")
    type(english).objects.get(pk=english.pk).move(HomePage.objects.get(pk=schools["noord"].pk), "last-child")
    moved = type(english).objects.get(pk=english.pk)
    assert moved.path < theirs.path

    put(HomePage.objects.get(pk=schools["noord"].pk), moved)
    assert "Het team van oost" not in make.text_of(schools["noord"])


def test_where_no_school_is_any_page_of_the_site_may_be_chosen(schools: Any) -> None:
    put(schools["top"], schools["noord/pages"]["contact"])
    assert "Het team van noord" in make.text_of(schools["top"])


def test_below_a_board_a_page_of_another_site_is_no_choice_of_a_school_either(schools: Any) -> None:
    make.make_page("overview", schools["top"])
    other = make.site_with("elders.example").root_page
    theirs = make.make_page("contact", other, contacts=[make.contact(label="Het team van elders")])

    put(schools["noord"], theirs)
    shown = make.text_of(schools["noord"])
    assert "Het team van noord" in shown
    assert "Het team van elders" not in shown


def test_a_draft_of_a_school_is_a_school_too(schools: Any) -> None:
    type(schools["oost/pages"]["overview"]).objects.get(pk=schools["oost/pages"]["overview"].pk).unpublish()

    put(schools["oost"], schools["noord/pages"]["contact"])
    assert "Het team van noord" not in make.text_of(schools["oost"])


def test_on_a_site_with_one_school_a_choice_is_what_it_was() -> None:
    top = make.home_page()
    pages = make.five_pages(top)
    news = make.home_page(top, slug="nieuws")
    second = make.make_page("contact", top, contacts=[make.contact(label="De tweede locatie")])

    put(news, second)
    assert "De tweede locatie" in make.text_of(news)
    put(news, pages["contact"])
    assert "De tweede locatie" not in make.text_of(news)


def test_a_template_that_names_a_page_means_it(schools: Any) -> None:
    from django.template import engines

    text = "{% load gripwagtail %}{% grip_contacts page=chosen %}"
    shown = engines["django"].from_string(text)
    context = {"page": schools["oost"], "chosen": schools["noord/pages"]["contact"].pk}
    assert "Het team van noord" in shown.render(context)


def test_the_copy_of_a_school_asks_for_its_own_pages_in_what_is_live_and_in_its_drafts(schools: Any) -> None:
    put(schools["noord"], schools["noord/pages"]["contact"])
    draft = [make.block("contacts", page=schools["noord/pages"]["contact"].pk, heading="Morgen")]
    make.set_items(schools["noord"], "body", draft, publish=False)
    client = Client()
    client.force_login(make.editor())

    answer = client.post(
        reverse("wagtailadmin_pages:copy", args=[schools["noord"].pk]),
        {
            "new_title": "School west",
            "new_slug": "west",
            "new_parent_page": schools["top"].pk,
            "copy_subpages": "on",
            "publish_copies": "on",
        },
        follow=True,
    )

    west = HomePage.objects.get(slug="west")
    own = next(page for page in west.get_descendants().specific() if type(page) is make.page_class("contact"))
    assert own.pk != schools["noord/pages"]["contact"].pk
    assert [block.value["page"].pk for block in west.body] == [own.pk]
    assert [block.value["page"].pk for block in west.get_latest_revision_as_object().body] == [own.pk]
    first = HomePage.objects.get(pk=schools["noord"].pk)
    assert [block.value["page"].pk for block in first.body] == [schools["noord/pages"]["contact"].pk]
    with translation.override("nl"):
        assert any("kopie" in str(said) for said in answer.context["messages"])


@pytest.mark.indexed
def test_the_desk_names_the_block_for_who_may_edit_its_page(schools: Any) -> None:
    def found(user: Any = None) -> list[Any]:
        with translation.override("en"):
            return [finding for finding in findings(user) if finding.kind == "other-school"]

    put(schools["oost"], schools["noord/pages"]["contact"])
    (one,) = found()
    assert (one.page_id, one.school) == (schools["oost"].pk, "School oost")
    assert one.url == reverse("wagtailadmin_pages:edit", args=[schools["oost"].pk])
    assert len(found(make.editor())) == 1
    assert found(get_user_model().objects.create_user("kijker", "kijker@kwikstaart.example", "geheim")) == []

    put(schools["oost"], schools["noord/pages"]["contact"], other_school=True)
    assert found() == []
    put(schools["oost"], schools["oost/pages"]["contact"])
    assert found() == []


@pytest.mark.indexed
def test_where_no_school_has_a_part_of_the_site_the_desk_names_no_block(caplog: pytest.LogCaptureFixture) -> None:
    news = make.home_page(make.home_page(), slug="nieuws")
    put(news, make.make_page("contact", contacts=[make.contact()]))
    assert [finding for finding in findings(None) if finding.kind == "other-school"] == []
    assert caplog.records == []


@pytest.mark.indexed
def test_a_school_is_where_its_site_has_it_also_when_another_language_has_a_site_of_its_own(schools: Any) -> None:
    put(schools["oost"], schools["noord/pages"]["contact"])
    elsewhere = make.translate(schools["oost"], "en")
    Site.objects.create(hostname="english.example", root_page=elsewhere.get_parent())
    assert schools["oost"].pk in {found.page_id for found in findings(None) if found.kind == "other-school"}


def test_the_tick_is_in_the_form_and_in_no_migration_of_a_host() -> None:
    block = ContactsBlock()

    assert "other_school" in block.child_blocks
    assert "other_school" not in dict(block.deconstruct()[1][0])
    assert not block.to_python({"heading": "Wie"})["other_school"]
    assert "other_school" not in block.get_api_representation(block.to_python({}))


def test_what_was_chosen_for_no_school_is_explained_as_before(schools: Any) -> None:
    with translation.override("nl"), override_settings(LANGUAGE_CODE="nl"):
        place = PageContext(page=schools["oost"])
        assert "van een andere soort" in reason("contacts", place, {"page": schools["oost/pages"]["norm"].pk})


# --- one rule -----------------------------------------------------------------------


@pytest.fixture
def layouts(schools: Any) -> dict[str, Any]:
    """Schools of every shape on one site in two languages, with places in them and pages to choose."""
    top = schools["top"]
    # Its overview is a level deeper than its other pages.
    south = make.home_page(top, title="School zuid", slug="zuid")
    make.make_page("overview", make.home_page(south, slug="over"))
    schools["zuid"], schools["zuid/contact"] = south, make.make_page("contact", south, contacts=[make.contact()])
    # Two schools in one region.
    region = make.home_page(top, title="Regio", slug="regio")
    schools["regio"] = region
    for name in ("west", "midden"):
        schools[name] = make.home_page(region, title=name, slug=name)
        make.make_page("overview", schools[name])
        schools[f"{name}/contact"] = make.make_page("contact", schools[name], contacts=[make.contact()])
    schools["los"] = make.make_page("contact", top, contacts=[make.contact()])
    schools["noord/contact"], schools["oost/contact"] = (
        schools[f"{one}/pages"]["contact"] for one in ("noord", "oost")
    )
    for name in ("noord", "oost", "noord/contact", "oost/contact", "west"):
        schools[f"{name} (en)"] = make.translate(schools[name], "en")
    return schools


PLACES = ("top", "noord", "oost", "zuid", "regio", "west", "midden", "noord (en)", "oost (en)", "west (en)")
CHOSEN = ("los", *(f"{name}/contact" for name in ("noord", "oost", "zuid", "west", "midden")))
CHOSEN = (*CHOSEN, "noord/contact (en)", "oost/contact (en)")


@pytest.mark.indexed
@pytest.mark.parametrize("with_board", [False, True], ids=["schools", "schools and their board"])
def test_the_desk_names_just_the_blocks_that_show_another_page_than_was_chosen(layouts: Any, with_board: bool) -> None:
    if with_board:
        make.make_page("overview", layouts["top"])
    judged = {}
    for name in CHOSEN:
        for place in PLACES:
            put(layouts[place], layouts[name])
        with translation.override("en"):
            found = {one.page_id for one in findings(None) if one.kind == "other-school"}
        for place in PLACES:
            page = HomePage.objects.get(pk=layouts[place].pk)
            ignored = is_of_another_school(PageContext(page=page), layouts[name].pk)
            judged[place, name] = (page.pk in found, ignored)
    assert {pair: both for pair, both in judged.items() if both[0] != both[1]} == {}
    ignored_pairs = {pair for pair, both in judged.items() if both[1]}
    assert {("oost", "noord/contact"), ("oost (en)", "noord/contact"), ("west", "midden/contact")} <= ignored_pairs
    assert (
        not {("noord (en)", "noord/contact"), ("noord", "noord/contact (en)"), ("zuid", "zuid/contact")} & ignored_pairs
    )
    assert (("oost", "los") in ignored_pairs) is with_board


@pytest.mark.parametrize("beside", ["site", "alias"])
def test_a_part_with_one_school_is_of_that_school_whatever_else_is_in_it(schools: Any, beside: str) -> None:
    """Neither a site of its own below it is a second school there, nor a page that repeats the overview."""
    region = make.home_page(schools["top"], title="Regio", slug="regio")
    shared = make.make_page("contact", region, contacts=[make.contact(label="Het team van de regio")])
    overview = make.make_page("overview", make.home_page(region, slug="west"))
    second = make.home_page(region, slug="midden")
    if beside == "site":
        make.make_page("overview", second)
        Site.objects.create(hostname="midden.example", root_page=second)
    else:
        overview.create_alias(parent=second)

    put(schools["noord"], shared)
    shown = make.text_of(schools["noord"])
    assert "Het team van noord" in shown
    assert "Het team van de regio" not in shown


def test_the_rule_is_that_of_the_sources_of_a_place(layouts: Any) -> None:
    """What the chosen page itself finds nearest is its school, as every block there does."""
    for with_board in (False, True):
        if with_board:
            make.make_page("overview", layouts["top"])
        for place in PLACES:
            for name in CHOSEN:
                here = PageContext(page=HomePage.objects.get(pk=layouts[place].pk))
                there = PageContext(page=type(layouts[name]).objects.get(pk=layouts[name].pk))
                expected = are_apart(part(here), part(there))
                assert is_of_another_school(here, layouts[name].pk) is expected, (with_board, place, name)
