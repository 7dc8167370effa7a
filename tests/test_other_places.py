"""What is decided by a place, a language or a restriction where no ordinary page comes: each case by itself."""

from __future__ import annotations

import uuid
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.template import Context, Template, engines
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import PageViewRestriction, PreviewableMixin, Site
from wagtail.rich_text import RichText

from gripwagtail.api.content import content_of
from gripwagtail.api.shapes import shaped
from gripwagtail.changes.words import _after_localize
from gripwagtail.content.damage import damages
from gripwagtail.editing import text_records
from gripwagtail.editing.text_records import _took_too
from gripwagtail.editing.translation_rules import changed_since_translated
from gripwagtail.lookup import visit
from gripwagtail.lookup.context import PageContext
from gripwagtail.lookup.inner_links import closed_pages, without_links_to
from gripwagtail.lookup.link import written_in
from gripwagtail.lookup.sources import page_model
from gripwagtail.packs import reading
from gripwagtail.packs.exporting import export
from gripwagtail.packs.importing import bring
from gripwagtail.removal.moving import place_for
from gripwagtail.rendering.emergency import in_place_of_page
from gripwagtail.rendering.kept_place import KeptPlace
from gripwagtail.rendering.languages import translations_of
from gripwagtail.rendering.page import _neutral_title
from gripwagtail.safety import sentence
from gripwagtail.serving.made_again import _make_place
from gripwagtail.starter.files import DATA
from gripwagtail.text.marked import Text
from tests import factories as make
from tests import packs

pytestmark = [pytest.mark.django_db, pytest.mark.broad]


def asked(user: Any = None, **more: Any) -> Any:
    request = RequestFactory().get("/", headers={"host": "localhost"})
    request.user, request.session = user or AnonymousUser(), {}  # type: ignore[attr-defined]
    for name, value in more.items():
        setattr(request, name, value)
    return request


def restrict(page: Any) -> None:
    PageViewRestriction.objects.create(page=page.page_ptr, restriction_type=PageViewRestriction.LOGIN)


def nowhere() -> Any:
    """A page that belongs to no site."""
    return page_model().get_first_root_node().add_child(instance=make.home_class()(title="Nergens", slug="nergens"))


# --- links in a text ----------------------------------------------------------------


def text_to(*pages: Any) -> RichText:
    return RichText("".join(f'<p><a linktype="page" id="{page.pk}">{page.title}</a></p>' for page in pages))


def closed(shown: Any, *pages: Any) -> set[Any]:
    found = closed_pages([text_to(*pages)], PageContext.of_request(asked(), shown))
    return {page for page in pages if str(page.pk) in found}


def test_a_text_leads_to_no_page_behind_a_restriction_and_to_all_others() -> None:
    home = make.home_page()
    shown, opened, private = make.make_page("norm", home), make.make_page("norm", home), make.make_page("norm", home)
    assert closed(shown, opened, private) == set()
    restrict(private)
    assert closed(shown, opened, private) == {private}


def test_a_text_leads_to_no_draft_and_to_no_page_without_an_address() -> None:
    home = make.home_page()
    shown, opened = make.make_page("norm", home), make.make_page("norm", home)
    draft = make.make_page("norm", home, live=False)
    lost = nowhere()
    assert closed(shown, opened, draft, lost) == {draft, lost}


def test_a_link_leads_to_the_translation_and_is_closed_where_that_is() -> None:
    home = make.home_page()
    shown, first, second = (make.make_page("norm", home, title=title) for title in ("Een", "Twee", "Drie"))
    make.translate(first, "en")
    restrict(make.translate(second, "en"))
    assert closed(shown, first, second) == set()
    english = make.translate(shown, "en")
    with translation.override("en"):
        assert closed(english, first, second) == {second}


def test_only_links_to_closed_pages_are_taken_out() -> None:
    text = RichText(
        '<p><a linktype="page" id="1">een</a> <a linktype="page" id="2">twee</a> <a linktype="document" id="1">drie</a>'
        ' <a href="https://kwikstaart.example/" id="1">vier</a></p>'
    )
    assert str(without_links_to(text, {"1"}).source) == (
        '<p><a>een</a> <a linktype="page" id="2">twee</a> <a linktype="document" id="1">drie</a>'
        ' <a href="https://kwikstaart.example/" id="1">vier</a></p>'
    )


# --- sources ------------------------------------------------------------------------


@pytest.mark.parametrize("hide", ["draft", "restriction"])
def test_a_page_chosen_in_the_settings_that_nobody_may_see_is_no_source(hide: str) -> None:
    home = make.home_page()
    shown = make.home_page(home, title="Elders")
    for number in (1, 2):
        make.make_page("norm", home, statement=f"Wij zijn aardig {number}.")
    chosen = make.make_page("norm", home, live=hide != "draft")
    if hide == "restriction":
        restrict(chosen)
    make.settings_of(sources=[make.item("page", chosen.pk)])
    found = PageContext.of_request(asked(), shown).found("norm")
    assert (found.source, found.reason) == (None, "several")


def test_a_preview_shows_the_page_as_it_was_handed_to_us_where_it_is_its_own_source() -> None:
    page = make.make_page("norm", statement="Wij zijn aardig.")
    page.statement = "Wij zijn aardiger."
    for is_preview, said in ((False, "Wij zijn aardig."), (True, "Wij zijn aardiger.")):
        source = PageContext.of_request(asked(is_preview=is_preview), page).source("norm")
        assert source is not None
        assert str(source.text("statement")) == said


def test_an_alias_is_in_the_language_of_what_it_repeats_wherever_it_is_looked_at_from() -> None:
    page = make.make_page("norm")
    alias = make.translate(page, "en", alias=True)
    other = make.site_with("b.example").root_page.specific
    for shown in (alias, make.make_page("norm", other)):
        assert written_in(alias, PageContext(page=shown)) == "nl"


def test_an_alias_of_a_page_of_the_host_is_taken_to_be_in_the_language_of_its_place() -> None:
    alias = make.translate(make.home_page(make.home_page(), title="Nieuws"), "en", alias=True)
    assert alias.alias_of_id
    assert written_in(alias, PageContext(page=make.make_page("norm"))) == "en"


def test_an_alias_is_no_translation_but_for_who_looks_at_it() -> None:
    page = make.home_page(make.home_page(), title="Nieuws")
    alias = make.translate(page, "en", alias=True)
    make.translate(page, "ar")

    def codes(shown: Any) -> list[str]:
        return sorted(link.code for link in translations_of(PageContext.of_request(asked(), shown)))

    assert codes(page) == ["ar", "nl"]
    assert codes(alias) == ["ar", "en", "nl"]


def test_a_translation_is_in_the_language_of_its_place_whatever_its_source_is_written_in() -> None:
    page = make.make_page("norm", text_language="fr")
    english = make.translate(page, "en")
    assert written_in(english, PageContext(page=english)) == "en"


def test_a_language_that_cannot_be_read_is_named_as_damaged_and_an_empty_one_is_not() -> None:
    page = make.make_page("norm")
    for code, is_damaged in (("", False), ("fr", False), ("??", True)):
        type(page).objects.filter(pk=page.pk).update(text_language=code)
        found = damages(type(page).objects.get(pk=page.pk))
        assert ("text_language" in {one.field for one in found}) is is_damaged


# --- previews -----------------------------------------------------------------------


def test_what_is_previewed_is_noted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    noting = PreviewableMixin.make_preview_request
    visit.connect()
    assert PreviewableMixin.make_preview_request is noting
    monkeypatch.setattr(PreviewableMixin, "make_preview_request", noting.__wrapped__)
    visit.connect()
    assert hasattr(PreviewableMixin.make_preview_request, "_notes_visit")


def test_a_block_says_in_a_preview_alone_why_it_leads_nowhere() -> None:
    home = make.home_page(body=[make.block("incident_help")])
    shown = make.preview(home).select(".grip-hint")
    assert shown
    assert make.see(home).select(".grip-hint") == []
    make.make_page("incident_help", home, situations=[make.situation()])
    assert make.preview(home).select(".grip-hint") == []


def test_a_draft_is_in_the_content_of_its_own_preview_alone() -> None:
    draft = make.make_page("norm", statement="Wij zijn aardig.", live=False)
    assert content_of(draft, asked()) is None
    assert "aardig" in str(content_of(draft, asked(is_preview=True)))


def test_a_list_in_the_api_carries_the_language_of_its_texts() -> None:
    assert shaped(steps=[Text("a"), Text("Doe dit", "nl")], donts=[Text("b")])["lang"] == {"steps": "nl"}


# --- translations -------------------------------------------------------------------


def published(page: Any, **fields: Any) -> Any:
    page = type(page).objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def test_what_changed_in_the_original_since_the_translation_was_published_is_known() -> None:
    dutch = published(make.make_page("norm", intro="Zo gaan wij met elkaar om.", statement="Wij zijn aardig."))
    english = published(make.translate(dutch, "en"))
    assert changed_since_translated(dutch, english) == []
    dutch = published(dutch, intro="Zo gaan wij voortaan met elkaar om.")
    assert changed_since_translated(dutch, english) == [("intro", "", "")]
    english = published(english)
    assert changed_since_translated(dutch, english) == []
    english.last_published_at = None
    assert changed_since_translated(dutch, english) == []


def test_a_translation_took_a_correction_too_when_it_has_the_same_version_and_words_of_its_own() -> None:
    dutch = make.make_page("norm", starter_version="2")
    english = make.translate(dutch, "en")
    place = ("statement", "", "")
    assert _took_too(english, dutch, place)
    english.starter_version = "1"
    assert not _took_too(english, dutch, place)
    dutch.starter_version = english.starter_version = ""
    assert not _took_too(english, dutch, place)
    dutch.starter_version = "2"
    assert not _took_too(make.translate(make.make_page("norm", starter_version="2"), "en", alias=True), dutch, place)


def test_only_what_was_made_of_the_main_language_counts_as_translated_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """As wagtail-localize tells it; what it made of another translation, or of a page that is gone, is nothing new."""
    dutch = make.make_page("norm")
    english = make.translate(dutch, "en")
    noted: list[int] = []
    monkeypatch.setattr(text_records, "note_anew", lambda page, source: noted.append(page.pk))

    def tell(key: Any, locale: Any) -> None:
        source = SimpleNamespace(object_id=key, locale_id=locale.pk, as_instance=lambda: dutch)
        source.specific_content_type = ContentType.objects.get_for_model(type(dutch))
        _after_localize(SimpleNamespace(source=source, locale_id=english.locale_id))

    tell(dutch.translation_key, dutch.locale)
    assert noted == [english.pk]
    tell(dutch.translation_key, make.language("ar"))
    tell(uuid.uuid4(), dutch.locale)
    assert noted == [english.pk]


def test_an_import_translates_the_page_of_the_same_pack_and_no_other(tmp_path: Path) -> None:
    home = make.home_page()
    own = make.make_page("norm", home, title="Onze norm", statement="Wij zijn aardig.")
    english = make.translate(home, "en")
    documents, faults = reading.read(DATA / "en" / "po")
    assert faults == []
    texts = {name: {**reading.fill(one, "teacher"), "name": "bestuur"} for name, one in documents.items()}
    packs.write(tmp_path / "bestuur", texts)
    bring(reading.load(tmp_path / "bestuur"), english)
    made = type(own).objects.get(locale=english.locale)
    assert made.translation_key != own.translation_key
    for page in page_model().objects.get(pk=english.pk).get_children():
        page.delete()
    type(own).objects.filter(pk=own.pk).update(starter_key=made.starter_key)
    bring(reading.load(tmp_path / "bestuur"), page_model().objects.get(pk=english.pk).specific)
    assert type(own).objects.get(locale=english.locale).translation_key == own.translation_key


def test_of_a_page_that_nobody_sees_an_import_writes_the_row_as_well(tmp_path: Path) -> None:
    """As the editor does: where nothing is published the row and the draft are the same."""
    home = make.home_page()
    pack = packs.a_pack(tmp_path)
    bring(reading.load(pack), home)
    packs.change(pack, "norm", lambda document: document["page"].update(title="Onze nieuwe norm"))
    bring(reading.load(pack), page_model().objects.get(pk=home.pk).specific)
    assert packs.page_of("norm").title == "Onze nieuwe norm"


def test_a_page_moves_to_the_target_in_its_own_language() -> None:
    dutch = make.home_page(make.home_page(), title="Archief")
    english = make.translate(dutch, "en")
    page = make.make_page("norm")
    for child in (page, make.translate(page, "en")):
        for target in (dutch, english):
            place = place_for(child, target)
            assert place.pk == (dutch if child.locale_id == dutch.locale_id else english).pk
            assert (place is target) is (child.locale_id == target.locale_id)


# --- without a site, and in another direction ---------------------------------------


def test_pages_outside_every_site_are_exported_under_the_title_of_what_is_above() -> None:
    parent = nowhere()
    make.make_page("norm", parent, statement="Wij zijn aardig.")
    [document] = export(parent).documents.values()
    assert (document["name"], document["school_type"]) == ("nergens", "po")
    home = make.home_page()
    make.make_page("norm", home, statement="Wij zijn aardig.")
    [document] = export(home).documents.values()
    assert document["name"] == "localhost"


def test_a_neutral_title_outside_every_site_is_just_school() -> None:
    page = make.make_page("incident_help", nowhere(), neutral_title=True)
    assert str(_neutral_title(PageContext(page=page)).html) == "School"


def test_what_was_kept_for_a_site_that_is_gone_is_not_made_again() -> None:
    page = make.make_page("norm")
    place = KeptPlace(page.pk, 10**6, "nl", "/", django_settings.ROOT_URLCONF)
    assert _make_place(place) is False
    assert _make_place(place._replace(site=PageContext(page=page).site.pk)) in (True, False)  # type: ignore[union-attr]


def test_what_replaces_a_page_reads_in_the_direction_of_its_language() -> None:
    page = make.make_page("norm")
    for code, direction in (("nl", "ltr"), ("ar", "rtl")):
        shown = page if code == "nl" else make.translate(page, code)
        assert in_place_of_page(PageContext.of_request(asked(), shown)).direction == direction


def test_a_sentence_that_we_only_have_in_dutch_is_marked_where_that_is_another_language() -> None:
    assert [one.lang for one in sentence("danger", "zz")] == ["nl"]
    assert [one.lang for one in sentence("danger", "nl-be")] == [""]


def test_the_reason_why_a_translation_shows_less_is_for_its_editor_alone() -> None:
    dutch = make.make_page("norm", statement="Wij zijn aardig.")
    english = make.translate(dutch, "en")
    type(dutch).objects.get(pk=dutch.pk).unpublish()
    assert make.preview(english).select(".grip-hint")
    assert make.see(english).select(".grip-hint") == []


def test_a_page_outside_every_site_shows_its_blocks() -> None:
    page = nowhere()
    source = "{% load gripwagtail %}{% grip_incident_help %}"
    request = asked()
    assert "112" in engines["django"].from_string(source).render({"page": page, "request": request}, request)
    assert PageContext.of_request(request, page).failures == []


def test_what_is_kept_for_no_site_is_kept_apart() -> None:
    page = make.make_page("norm")
    own = KeptPlace.of(PageContext.of_request(asked(), page))
    Site.objects.update(is_default_site=False, hostname="elders.example")
    there = KeptPlace.of(PageContext.of_request(asked(), page))
    assert own.site is not None
    assert there.site is None
    assert there.key != own.key


# --- templates ----------------------------------------------------------------------


def test_lines_within_a_tag_are_joined_as_a_tag() -> None:
    """Also a line of it that neither opens nor closes one."""
    source = '<a\n  href="/x"\n  class="y"\n>\n  een\n  twee\n</a>'
    made = Template("{% load grip_elements %}{% join_lines %}" + source).render(Context())
    assert made == '<a href="/x" class="y">een twee</a>'
