"""The five page types, as a visitor and an editor see them, on every host."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.templatetags.static import static
from django.urls import reverse

from gripwagtail.lookup.sources import KINDS
from tests import factories as make

# Wagtail itself refuses to load an item without a type.
GARBAGE: list[dict[str, Any]] = [
    {"type": "STREAM", "value": {}},
    {"type": "STREAM", "value": {}, "id": None},
    {"type": "STREAM", "value": None, "id": "1"},
    {"type": "STREAM", "value": "text"},
    {"type": "STREAM", "value": []},
    {"type": "STREAM", "value": {"unheard-of": 1}, "id": 7},
    {"type": "gone", "value": {"title": "Weg"}, "id": "2"},
]
DATES = ["2026-02-31", "morgen", "", 0, None, [], {}, "0000-00-00", "2026-13-45T99:99"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_answers_with_its_content_in_one_root_with_language_and_direction(
    pages: dict[str, Any], kind: str
) -> None:
    page = make.see(pages[kind])
    roots = page.select(".grip")
    assert len(roots) == 1
    assert make.SIGNS[kind] in roots[0].get_text()
    assert roots[0]["lang"] == pages[kind].locale.language_code
    assert roots[0]["dir"] == "ltr"


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_extends_the_template_of_the_host_and_has_one_main_heading(pages: dict[str, Any], kind: str) -> None:
    page = make.see(pages[kind])
    assert page.title.get_text(strip=True) == pages[kind].title
    assert [heading.get_text(strip=True) for heading in page.select(".grip h1")] == [pages[kind].title]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_brings_its_stylesheet_once(pages: dict[str, Any], kind: str) -> None:
    links = make.see(pages[kind]).select("link[rel=stylesheet]")
    ours = {media: [link["href"] for link in links if link.get("media") == media] for media in (None, "print")}
    for_paper = [static("gripwagtail/grip-print.min.css")]
    for_paper += [static("gripwagtail/contact-print.min.css")] if kind == "contact" else []
    name = "grip-help" if kind == "incident_help" else "grip"
    assert [href for href in ours[None] if "gripwagtail" in href] == [static(f"gripwagtail/{name}.min.css")]
    assert [href for href in ours["print"] if "gripwagtail" in href] == for_paper


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_page_renders_and_previews(home: Any, kind: str) -> None:
    page = make.make_page(kind, home)
    for shown in (make.see(page), make.preview(page)):
        assert len(shown.select(".grip")) == 1
        assert "None" not in shown.get_text()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_with_every_child_empty_renders_and_previews(home: Any, kind: str) -> None:
    page = make.make_page(kind, home, **_streams(kind, lambda block: [dict.fromkeys(block.child_blocks)] * 2))
    _shows_nothing_broken(page)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_with_children_of_a_wrong_type_renders_and_previews(home: Any, kind: str) -> None:
    wrong: list[Any] = ["", "x", 7, True, [], [None], [{}], {}, {"a": 1}]
    page = make.make_page(
        kind, home, **_streams(kind, lambda block: [dict.fromkeys(block.child_blocks, value) for value in wrong])
    )
    _shows_nothing_broken(page)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_with_malformed_items_renders_and_previews(home: Any, kind: str) -> None:
    _shows_nothing_broken(_with_garbage(kind, home))


@pytest.mark.parametrize("date", DATES, ids=repr)
def test_a_date_that_is_none_breaks_nothing_and_hides_at_most_what_it_is_about(home: Any, date: Any) -> None:
    checked = make.contact(checked_on=date)
    bounded = make.contact(label="Wie niet meer mag", valid_from=date, valid_until=date)
    contacts = make.make_page("contact", home)
    _store(contacts, "contacts", [checked, bounded])
    shown = make.text_of(contacts)
    assert make.SIGNS["contact"] in shown
    # Who may not be there any more is not shown to be sure of it; without a date there is no bound.
    assert ("Wie niet meer mag" in shown) == (date in ("", None))
    norm = make.make_page("norm", home)
    _store(norm, "changes", [make.change(date=date)])
    assert "Een afspraak erbij" in make.text_of(norm)
    assert "None" not in make.text_of(norm)


@pytest.mark.parametrize("kind", KINDS)
def test_items_without_an_id_are_shown(home: Any, kind: str) -> None:
    content = {
        name: [{key: part for key, part in entry.items() if key != "id"} for entry in value]
        if isinstance(value, list)
        else value
        for name, value in make.content_of(kind).items()
    }
    assert make.SIGNS[kind] in make.text_of(make.make_page(kind, home, **content))


@pytest.mark.parametrize("kind", KINDS)
def test_text_with_a_placeholder_is_not_shown_to_a_visitor(home: Any, kind: str) -> None:
    page = make.make_page(kind, home, intro="Bel [[nummer]]", **_placeholders(kind))
    assert "[[" not in make.text_of(page)


def _placeholders(kind: str) -> dict[str, Any]:
    def fill(entries: Any) -> Any:
        if not isinstance(entries, list):
            return entries
        return [
            {
                **entry,
                "value": {
                    key: f"[[{text}]]" if isinstance(text, str) else text for key, text in entry["value"].items()
                },
            }
            for entry in entries
        ]

    return {name: fill(value) for name, value in make.content_of(kind).items() if name != "intro"}


def test_the_contact_page_never_leaves_a_reader_with_nothing(home: Any) -> None:
    page = make.see(make.make_page("contact", home))
    assert page.select_one('a[href="tel:112"]')
    assert page.select_one('a[href="tel:113"]')


def test_112_and_113_stand_before_everything_else_on_the_help_page(pages: dict[str, Any]) -> None:
    links = [link["href"] for link in make.see(pages["incident_help"]).select(".grip a[href^='tel:']")]
    assert links[:2] == ["tel:112", "tel:113"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_editor_can_make_a_page_of_each_kind(home: Any, kind: str, client: Any) -> None:
    client.force_login(make.editor())
    model = make.page_class(kind)
    url = reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, home.pk])
    assert client.get(url).status_code == 200
    response = client.post(url, {**_form(kind), "action-publish": "publish"})
    page = model.objects.filter(slug=f"nieuw-{kind.replace('_', '-')}").first()
    assert page is not None, _errors(response)
    assert page.live
    assert make.SIGNS[kind] in make.text_of(page)


@pytest.mark.parametrize("kind", KINDS)
def test_the_editor_can_change_and_preview_a_page_of_each_kind(pages: dict[str, Any], kind: str, client: Any) -> None:
    client.force_login(make.editor())
    page = pages[kind]
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client.get(url).status_code == 200
    form = {**_form(kind), "slug": page.slug, "title": "Een andere titel"}
    preview_url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert json.loads(client.post(preview_url, form).content)["is_valid"]
    shown = client.get(preview_url)
    assert shown.status_code == 200
    assert "Een andere titel" in shown.content.decode()
    assert make.SIGNS[kind] in shown.content.decode()
    response = client.post(url, {**form, "action-publish": "publish"})
    assert response.status_code == 302, _errors(response)
    assert "Een andere titel" in make.text_of(page)


@pytest.mark.parametrize("kind", KINDS)
def test_the_editor_can_preview_a_page_before_it_exists(home: Any, kind: str, client: Any) -> None:
    client.force_login(make.editor())
    model = make.page_class(kind)
    url = reverse("wagtailadmin_pages:preview_on_add", args=[model._meta.app_label, model._meta.model_name, home.pk])
    assert json.loads(client.post(url, _form(kind)).content)["is_valid"]
    shown = client.get(url)
    assert shown.status_code == 200
    assert make.SIGNS[kind] in shown.content.decode()


def _form(kind: str) -> dict[str, str]:
    """What the browser posts for a page with one item in its first stream."""
    from wagtail.test.utils.form_data import nested_form_data, streamfield

    model = make.page_class(kind)
    first = model.grip_streams[0]
    [raw] = make.content_of(kind)[first][:1]
    form: dict[str, Any] = {"title": "Nieuw", "slug": f"nieuw-{kind.replace('_', '-')}", "intro": "Welkom"}
    if kind == "norm":
        form["statement"] = make.SIGNS["norm"]
    form |= {name: streamfield([]) for name in [*model.grip_streams, "body"]}
    form[first] = streamfield([(raw["type"], _posted(raw["value"]))])
    form["comments"] = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""}
    return nested_form_data(form)


def _posted(value: dict[str, Any]) -> dict[str, Any]:
    posted: dict[str, Any] = {}
    for name, part in value.items():
        if part is True:
            posted[name] = "on"
        elif name == "phones":
            posted[name] = {
                str(index): {"value": entry["value"], "deleted": "", "order": str(index), "type": "item", "id": ""}
                for index, entry in enumerate(part)
            } | {"count": str(len(part))}
        elif isinstance(part, list):
            posted[name] = ", ".join(part)
        elif part not in (None, False):
            posted[name] = str(part)
    return posted


def _errors(response: Any) -> str:
    form = (response.context or {}).get("form") if getattr(response, "context", None) else None
    return str(getattr(form, "errors", response.status_code))


def _streams(kind: str, values: Any) -> dict[str, list[Any]]:
    model = make.page_class(kind)
    streams: dict[str, list[Any]] = {}
    for name in model.grip_streams:
        [(type_, block)] = model._meta.get_field(name).stream_block.child_blocks.items()
        streams[name] = [{"type": type_, "value": value} for value in values(block)]
    return streams


def _store(page: Any, stream: str, items: list[Any]) -> None:
    """Puts items straight into the database, past every form, signal and index."""
    field = page._meta.get_field(stream)
    type(page).objects.filter(pk=page.pk).update(**{stream: field.to_python(json.dumps(items))})


def _with_garbage(kind: str, home: Any) -> Any:
    page = make.make_page(kind, home)
    for name in page.grip_streams:
        [type_] = page._meta.get_field(name).stream_block.child_blocks
        items = [{**entry, "type": type_} if entry["type"] == "STREAM" else entry for entry in GARBAGE]
        _store(page, name, items)
    return type(page).objects.get(pk=page.pk)


def _shows_nothing_broken(page: Any) -> None:
    page = type(page).objects.get(pk=page.pk)
    for shown in (make.see(page), make.preview(page)):
        assert len(shown.select(".grip")) == 1
        assert "None" not in str(shown)
