"""Pages translated with wagtail-localize: every word comes back, nothing untranslated goes unmarked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup, NavigableString
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail import blocks

from gripwagtail.item_blocks import fields
from gripwagtail.lookup.sources import KINDS, page_model
from tests import factories as make
from tests import full_items as full
from tests import localize
from tests.remembered import remembered

if not apps.is_installed("wagtail_localize"):
    pytest.skip("this host has no wagtail-localize", allow_module_level=True)

pytestmark = pytest.mark.django_db

SUBROUTES = [
    ("contact", "print/"),
    ("incident_help", "poster/"),
    ("norm", "class-sheet/"),
    ("norm", "share/"),
    ("parent_tips", "share/"),
]
NOTHING = dict.fromkeys(("label", "where", "text", "we_do", "title", "pupil_steps", "summary", "term", "name"))
ANNOUNCED = "Part of this page is in another language"
BLOCKS = ["norm", "contacts", "parent_tips", "incident_help", "helplines"]


@pytest.fixture
def dutch(home: Any) -> dict[str, Any]:
    """A page of each kind with something in every field, and one of the host with our blocks."""
    return remembered("full pages and blocks", lambda: _dutch(home))


def _dutch(home: Any) -> dict[str, Any]:
    pages = {kind: full.full_page(make.page_class(kind), home) for kind in KINDS}
    body = [make.block(kind, show_agreements=True, titles=True) for kind in BLOCKS]
    pages["blocks"] = make.home_page(home, title="Blokken", body=body)
    return pages


def in_english(dutch: dict[str, Any]) -> dict[str, Any]:
    return remembered("translated", lambda: {kind: localize.translate(page, "en") for kind, page in dutch.items()})


def submitted(dutch: dict[str, Any]) -> dict[str, Any]:
    """What nobody has translated yet."""
    return remembered("submitted", lambda: {kind: localize.submit(page, "ar") for kind, page in dutch.items()})


def texts_of(root: BeautifulSoup) -> list[NavigableString]:
    """The pieces of text inside our root that contain a word of a page."""
    return [text for text in root.find_all(string=True) if full.WORD in text and not _is_aside(text)]


def _is_aside(text: NavigableString) -> bool:
    return text.parent is not None and text.parent.name in ("script", "style", "title")


def language_of(text: NavigableString) -> str:
    return str(text.find_parent(attrs={"lang": True})["lang"])


def shown(page: Any) -> BeautifulSoup:
    response = make.visit(page)
    assert response.status_code == 200, page
    root = make.soup(response).select_one(".grip")
    assert root is not None
    return root


# --- every word comes back ----------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_comes_back_translated_from_a_po_file(dutch: dict[str, Any], kind: str) -> None:
    english = in_english(dutch)[kind]
    for field in full.own_fields(type(english)):
        if field.name in english.grip_words:
            assert getattr(english, field.name) == f"EN {getattr(dutch[kind], field.name)}"
        elif field.name in english.grip_streams:
            for source, target in zip(getattr(dutch[kind], field.name), getattr(english, field.name), strict=True):
                assert target.id == source.id
                assert_said(source.block, source.value, target.value)
    assert english.title == f"EN {dutch[kind].title}"


def assert_said(block: Any, source: Any, target: Any) -> None:
    """Words are translated, facts are the same."""
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            assert_said(child, source[name], target[name])
    elif isinstance(block, fields.Words):
        assert target == "\n".join(f"EN {line}" for line in source.split("\n"))
    else:
        assert block.get_prep_value(target) == block.get_prep_value(source)


def test_every_translated_text_is_shown_where_the_dutch_was(dutch: dict[str, Any]) -> None:
    english = in_english(dutch)
    for kind, page in dutch.items():
        before = [" ".join(text.split()) for text in texts_of(shown(page))]
        after = texts_of(shown(english[kind]))
        assert before, kind
        said = [text.replace(full.WORD, f"EN {full.WORD}").replace("Wie ben je?", "Who are you?") for text in before]
        assert [" ".join(text.split()) for text in after] == said
        assert {language_of(text) for text in after} == {"en"}


def test_the_rich_text_comes_back_with_its_tags_and_links(dutch: dict[str, Any]) -> None:
    english = in_english(dutch)["norm"]
    body = shown(english).select_one(".grip-body")
    assert [" ".join(tag.get_text(" ").split()) for tag in body.select("h3, p, li")] == [
        f"EN {full.WORD} kopje",
        f"EN {full.WORD} alinea met EN nadruk EN en EN een verwijzing",
        f"EN {full.WORD} eerste punt",
        f"EN {full.WORD} tweede punt",
    ]
    assert body.select_one("b").get_text() == "EN nadruk"
    assert body.a["href"] == full.LINK


def test_words_in_a_list_come_back_too(home: Any) -> None:
    from wagtail.blocks.stream_block import StreamValue
    from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
    from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter

    block = blocks.StreamBlock([("steps", blocks.ListBlock(fields.LineBlock()))])
    raw = [make.item("steps", make.items_of("een", "twee"))]  # type: ignore[arg-type]
    value = StreamValue(block, raw, is_lazy=True)
    segments = StreamFieldSegmentExtractor(None).handle_stream_block(value)
    assert [segment.render_text() for segment in segments] == ["een", "twee"]
    for segment in segments:
        segment.string.data = localize.say(segment.string.data, "en")
    StreamFieldSegmentsWriter(None, None, None).handle_stream_block(value, segments)
    assert list(value[0].value) == ["EN een", "EN twee"]


def test_lines_and_paragraphs_keep_their_ends(home: Any) -> None:
    item = make.situation(pupil_steps="Eén\nTwee\nDrie", title="<b>Let</b> op & kijk")
    page = make.make_page("incident_help", home, situations=[item], intro="Regel 1\r\nRegel 2")
    english = localize.translate(page, "en")
    value = english.situations[0].value
    assert value["pupil_steps"] == "EN Eén\nEN Twee\nEN Drie"
    assert value["title"] == "EN <b>Let</b> op & kijk"
    assert [line.strip() for line in english.intro.splitlines()] == ["EN Regel 1", "EN Regel 2"]


@pytest.mark.parametrize("kind", KINDS)
def test_items_older_than_their_block_can_be_translated(home: Any, kind: str) -> None:
    """A release adds a child to a block; what is stored has no key for it, or has nothing there."""
    streams = {
        stream: [make.item(name, value) for name in field_of(kind, stream).child_blocks for value in ({}, NOTHING)]
        for stream in make.page_class(kind).grip_streams
    }
    page = make.make_page(kind, home, **streams)
    assert localize.submit(page, "ar").live


def field_of(kind: str, stream: str) -> Any:
    return make.page_class(kind)._meta.get_field(stream).stream_block


def test_what_is_planted_stores_its_lists_with_ids(home: Any) -> None:
    """The old way of storing a list is passed over by wagtail-localize."""
    from django.core.management import call_command

    call_command("gripwagtail_start", school_type="po", phone="070 012 34 56", email="school@kwikstaart.example")
    seen = 0
    for page in page_model().objects.type(*[make.page_class(kind) for kind in KINDS]).specific():
        for stream in page.grip_streams:
            for raw in getattr(page, stream).raw_data:
                for value in raw["value"].values():
                    if isinstance(value, list) and value and not isinstance(value[0], str):
                        seen += 1
                        assert all({"type", "value", "id"} <= set(item) for item in value)
                assert raw["id"]
    assert page_model().objects.count() > 5


@pytest.mark.parametrize("kind", KINDS)
def test_the_translator_sees_every_text_of_the_page(dutch: dict[str, Any], client: Client, kind: str) -> None:
    from wagtail_localize.models import StringSegment

    arabic = submitted(dutch)[kind]
    client.force_login(make.editor())
    response = client.get(reverse("wagtailadmin_pages:edit", args=[arabic.pk]))
    shown = {segment["contentPath"] for segment in json.loads(response.context["props"])["segments"]}
    offered = StringSegment.objects.filter(source__object_id=arabic.translation_key)
    assert set(offered.values_list("context__path", flat=True)) <= shown
    assert len(offered) > 10


# --- what nobody translated says so -------------------------------------------------


def test_what_goes_live_without_a_translation_carries_the_language_of_its_source(dutch: dict[str, Any]) -> None:
    """wagtail-localize publishes a page in the words of its source as soon as it is submitted."""
    arabic = submitted(dutch)
    for kind, page in arabic.items():
        assert page.live
        root = shown(page)
        assert root["lang"] == "ar"
        assert_marked(texts_of(root), "nl", kind)
    for kind, route in SUBROUTES:
        sheet = make.soup(make.visit(arabic[kind], leaf=route))
        assert sheet.html["lang"] == "ar"
        assert_marked(texts_of(sheet.body), "nl", route)


def assert_marked(texts: list[NavigableString], language: str, where: str) -> None:
    assert texts, where
    assert {text: language_of(text) for text in texts} == dict.fromkeys(texts, language), where


def test_the_title_without_a_translation_carries_it_on_the_page_and_in_every_link(dutch: dict[str, Any]) -> None:
    arabic = submitted(dutch)
    pages = {kind: shown(arabic[kind]) for kind in KINDS}
    titles = {page.title for page in dutch.values()}
    links = [a for page in pages.values() for a in page.select("a:not(.grip-elsewhere a)") if a.get_text() in titles]
    assert {page.h1["lang"] for page in pages.values()} == {"nl"}
    assert len(links) > len(KINDS)
    for link in links:
        assert link["lang"] == "nl"
        # What it leads to is the Arabic page, with our own words in Arabic.
        assert "hreflang" not in link.attrs
        assert link["href"].startswith("/ar/")


def test_a_translated_title_carries_nothing(dutch: dict[str, Any]) -> None:
    english = in_english(dutch)
    assert "lang" not in shown(english["contact"]).h1.attrs
    [link] = [a for a in shown(english["overview"]).select("a.grip-door-contact")]
    assert link.get_text() == "EN " + dutch["contact"].title
    assert "lang" not in link.attrs


def test_one_paragraph_without_a_translation_carries_its_own_language_and_is_announced(home: Any) -> None:
    paragraphs = "<p>Dit is de eerste alinea.</p><p>Dit is dan de <b>tweede</b> alinea.</p>"
    page = make.make_page("norm", home, body=[make.item("paragraph", paragraphs)])  # type: ignore[arg-type]
    english = localize.translate(page, "en", lambda text, code: text if "tweede" in text else localize.say(text, code))
    root = shown(english)
    marked = [tag.get_text() for tag in root.select(".grip-body [lang]")]
    assert marked == ["Dit is dan de tweede alinea."]
    assert root.select_one(".grip-body [lang]")["lang"] == "nl"
    assert ANNOUNCED in root.get_text()
    assert ANNOUNCED not in shown(localize.translate(page, "en")).get_text()


def test_other_line_ends_make_no_translation(home: Any) -> None:
    """A browser sends \\r\\n for what an import stored with \\n."""
    page = make.make_page("norm", home, statement="Wij zijn aardig\nook online", why="Daarom\nzo")
    english = make.translate(page, "en", statement="Wij zijn aardig\r\nook online", why="Because\r\nso")
    root = shown(english)
    assert root.select_one(".grip-norm-statement p")["lang"] == "nl"
    [why] = [tag for tag in root.select("p") if "Because" in tag.get_text()]
    assert "lang" not in why.attrs


def test_an_alias_carries_the_language_of_its_source(dutch: dict[str, Any]) -> None:
    localize.follow_trees("ar", "nl")
    for kind, page in dutch.items():
        arabic = localize.translated(page, "ar")
        assert arabic.alias_of_id == page.pk
        assert_marked(texts_of(shown(arabic)), "nl", kind)


def test_an_alias_of_a_translation_carries_the_language_of_that_translation(dutch: dict[str, Any]) -> None:
    english = in_english(dutch)
    localize.follow_trees("ar", "en")
    for kind, page in english.items():
        arabic = localize.translated(page, "ar")
        assert arabic.alias_of_id == page.pk
        root = shown(arabic)
        assert_marked(texts_of(root), "en", kind)
        with translation.override("ar"):
            announced = gettext("Part of this page is in another language: %(language)s")
            assert kind == "blocks" or announced % {"language": gettext("English")} in root.get_text()


def test_words_of_an_unpublished_source_still_carry_its_language(dutch: dict[str, Any]) -> None:
    localize.submit(dutch["norm"], "ar")
    dutch["norm"].unpublish()
    root = shown(localize.translated(dutch["norm"], "ar"))
    texts = texts_of(root)
    assert root.select_one(".grip-norm-statement")
    assert {text: language_of(text) for text in texts} == dict.fromkeys(texts, "nl")


def test_a_translation_is_in_its_own_language_though_its_source_is_in_another_than_its_locale(home: Any) -> None:
    page = full.full_page(make.page_class("norm"), home, text_language="en")
    arabic = localize.translate(page, "ar")
    root = shown(arabic)
    assert root["lang"] == "ar"
    assert {language_of(text) for text in texts_of(root)} == {"ar"}
    half = localize.translate(page, "ar", lambda text, code: text if "why" in text else localize.say(text, code))
    [why] = [text for text in texts_of(shown(half)) if text == f"{full.WORD} why"]
    assert language_of(why) == "en"
