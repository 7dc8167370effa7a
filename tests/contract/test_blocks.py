"""Our blocks and tags on pages of the host, with a source and without."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from wagtail.models import Site

from gripwagtail.rendering import render_block
from gripwagtail.rendering.contexts import BLOCKS
from tests import factories as make

# What shows that a block found its source.
SHOWN = {
    "norm": make.SIGNS["norm"],
    "contacts": make.SIGNS["contact"],
    "parent_tips": make.SIGNS["parent_tips"],
    "incident_help": "112",
    "helplines": "Kindertelefoon",
}
# These show something without any page of ours, or nothing on purpose.
NEED_NO_SOURCE = {"incident_help", "helplines", "exit", "languages"}
TAGS = {
    "grip_norm": "show_agreements=True",
    "grip_contacts": 'roles="mentor,police" audience="parent"',
    "grip_parent_tips": "count=3",
    "grip_incident_help": 'size="line"',
    "grip_helplines": 'audience="pupil"',
    "grip_exit": "",
    "grip_languages": "",
    "grip_css": "",
}


@pytest.mark.parametrize("kind", SHOWN)
def test_a_block_shows_its_source_on_a_page_of_the_host(pages: dict[str, Any], home: Any, kind: str) -> None:
    page = make.home_page(home, body=[make.block(kind)])
    [root] = make.see(page).select(".grip")
    assert SHOWN[kind] in root.get_text()
    assert root["lang"] == home.locale.language_code
    assert root["dir"] == "ltr"


@pytest.mark.parametrize("kind", sorted(set(BLOCKS) - NEED_NO_SOURCE))
def test_a_block_without_a_source_shows_a_visitor_nothing_and_the_editor_why(home: Any, kind: str) -> None:
    page = make.home_page(home, body=[make.block(kind)])
    assert not make.see(page).select(".grip")
    assert make.preview(page).select_one(".grip .grip-hint")


@pytest.mark.parametrize("kind", sorted(set(BLOCKS) - NEED_NO_SOURCE))
def test_a_block_whose_source_is_a_draft_shows_a_visitor_nothing(home: Any, kind: str) -> None:
    source = {"contacts": "contact"}.get(kind, kind)
    make.make_page(source, home, live=False, **make.content_of(source))
    page = make.home_page(home, body=[make.block(kind)])
    assert not make.see(page).select(".grip")
    assert make.preview(page).select_one(".grip .grip-hint")


@pytest.mark.parametrize("kind", BLOCKS)
@pytest.mark.parametrize("value", [None, "", "x", 0, [], {}, [None], True], ids=repr)
def test_a_block_survives_options_of_a_wrong_type(pages: dict[str, Any], home: Any, kind: str, value: Any) -> None:
    # The options of a tag, and of a page that was imported, are whatever somebody wrote.
    names = (
        "heading",
        "level",
        "page",
        "roles",
        "audience",
        "topic",
        "location",
        "count",
        "theme",
        "age",
        "agreements",
    )
    request = RequestFactory().get("/")
    html = render_block(kind, {"request": request, "page": home}, dict.fromkeys(names, value))
    assert "None" not in str(html)


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_block_with_every_option_empty_renders_and_previews(pages: dict[str, Any], home: Any, kind: str) -> None:
    block = dict(make.home_class()._meta.get_field("body").stream_block.child_blocks)[f"grip_{kind}"]
    page = make.home_page(home, body=[make.block(kind, **dict.fromkeys(block.child_blocks)), make.block(kind)])
    for shown in (make.see(page), make.preview(page)):
        assert "None" not in str(shown)


def test_all_blocks_together_bring_one_stylesheet_and_no_id_twice(pages: dict[str, Any], home: Any) -> None:
    page = make.see(make.home_page(home, body=[make.block(kind) for kind in BLOCKS]))
    assert [link.get("media") for link in page.select('link[href*="gripwagtail"]')] == [None, "print"]
    ids = [element["id"] for element in page.select("[id]")]
    assert sorted(ids) == sorted(set(ids))


def test_the_card_of_a_role_is_found_by_its_key(pages: dict[str, Any], home: Any) -> None:
    page = make.home_page(home, body=[make.block("contacts", roles=["mentor"])])
    [card] = make.see(page).select("[data-grip-contact]")
    assert card["data-grip-roles"] == "mentor"


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_renders_without_a_page_and_without_a_request(pages: dict[str, Any], tag: str) -> None:
    assert "None" not in _tag(tag, {})


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_renders_with_a_request_only(pages: dict[str, Any], tag: str) -> None:
    assert "None" not in _tag(tag, {"request": RequestFactory().get("/zoeken/")})


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_renders_with_something_else_called_page(pages: dict[str, Any], tag: str) -> None:
    # Paginators, dicts and numbers are called "page" in views of hosts.
    for page in (3, "3", {"number": 3}, None, object()):
        assert "None" not in _tag(tag, {"page": page, "request": RequestFactory().get("/")})


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_renders_without_a_site(db: None, tag: str) -> None:
    Site.objects.all().delete()
    Site.clear_site_root_paths_cache()
    _tag(tag, {"request": RequestFactory().get("/")})
    _tag(tag, {})


def test_a_tag_shows_the_source_of_the_site_in_a_view_without_a_page(pages: dict[str, Any]) -> None:
    request = RequestFactory().get("/zoeken/", headers={"host": "localhost"})
    assert make.SIGNS["contact"] in _tag("grip_contacts", {"request": request})


def test_every_tag_works_in_a_404_template(pages: dict[str, Any], tmp_path: Any, settings: Any) -> None:
    tags = "".join(f"{{% {tag} {options} %}}" for tag, options in TAGS.items())
    (tmp_path / "404.html").write_text(f"{{% load gripwagtail %}}{tags}", encoding="utf-8")
    own = next(engine for engine in settings.TEMPLATES if "Django" in engine["BACKEND"])
    settings.TEMPLATES = [{**own, "DIRS": [str(tmp_path), *own["DIRS"]]}]
    settings.DEBUG = False
    response = Client().get("/bestaat-niet/", headers={"host": "localhost"})
    assert response.status_code == 404
    assert make.SIGNS["norm"] in response.content.decode()
    assert "112" in response.content.decode()


def _tag(tag: str, context: dict[str, Any]) -> str:
    return Template(f"{{% load gripwagtail %}}{{% {tag} {TAGS[tag]} %}}").render(Context(context))


@pytest.mark.parametrize(("deep", "end"), [(False, "/"), (True, "#foto")])
def test_a_title_leads_to_the_page_and_only_on_request_to_its_own_place(
    pages: dict[str, Any], home: Any, deep: bool, end: str
) -> None:
    page = make.home_page(home, body=[make.block("incident_help", titles=True, deep_links=deep)])
    [link] = [tag for tag in make.see(page).select(".grip a") if tag.get_text() == make.SIGNS["incident_help"]]
    assert link["href"].endswith(end)
