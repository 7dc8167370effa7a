"""What came in by another door than a form: no text takes a page down, becomes HTML, or names a place on a page."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from gripwagtail import signals
from gripwagtail.item_blocks.rich_text import SafeRichTextBlock
from gripwagtail.models import GripHelpline
from tests import factories as make
from tests.hostile.school import write

pytestmark = pytest.mark.django_db

HALF = "\ud800"


def paragraph(html: str) -> make.Raw:
    return make.item("paragraph", html)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "html",
    ["<li>een</li>", "<p>een<b>twee</p>", "<video><source></video>", "<p>een</p></p>", "<template><p>een</template>"],
)
def test_a_page_can_be_opened_and_mended_whatever_its_rich_text_looks_like(html: str) -> None:
    page = make.make_page("norm", body=[paragraph(html)])
    client = Client()
    client.force_login(make.editor())
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer.status_code == 200


def test_rich_text_that_the_editor_can_open_is_given_to_it_as_it_is() -> None:
    block = SafeRichTextBlock()
    html = '<p data-block-key="a1b2c">Lees <a linktype="page" id="3">dit</a>, <b>nu</b></p>'
    assert block.value_for_form(block.to_python(html)) == html


@pytest.mark.parametrize("number", ['1" onclick="x', "{{ 1 }}", "", "9" * 40])
def test_a_link_that_wagtail_fails_on_is_shown_as_text(number: str) -> None:
    number = number.replace('"', "&quot;")
    page = make.make_page("norm", body=[paragraph(f'<p>Lees <a linktype="page" id="{number}">dit verder</a>.</p>')])
    shown = make.see(page)
    assert "Lees dit verder." in shown.get_text()
    assert not [link for link in shown.select(".grip a") if "dit verder" in link.get_text()]


@pytest.mark.skipif(connection.vendor == "postgresql", reason="this database does not take it in")
def test_half_a_character_does_not_take_a_page_down() -> None:
    page = make.make_page("contact", vcards=True)
    body = [make.item("heading", f"Meer{HALF}")]  # type: ignore[arg-type]
    # Past the search index, which some databases refuse it in.
    write(page, {"contacts": [make.contact(label=f"Het {HALF}zorgteam", where=HALF)], "body": body})
    signals.changed()
    said = make.text_of(page)
    assert "Het \ufffdzorgteam" in said and "Meer\ufffd" in said
    for leaf in ("print/", "vcard/"):
        assert make.visit(page, leaf=leaf).status_code == 200


@pytest.mark.skipif(connection.vendor == "postgresql", reason="this database does not take it in")
@pytest.mark.parametrize("child", ["website", "form_url", "email", "instagram", "where", "label"])
def test_half_a_character_does_not_take_the_edit_view_down(child: str) -> None:
    """An address that leads nowhere is repeated there, in what it says about it."""
    page = make.make_page("contact", contacts=[make.contact(**{"label": "Anne", child: f"Kwik{HALF}"})])
    client = Client()
    client.force_login(make.editor())
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer.status_code == 200
    assert HALF not in answer.content.decode()


def test_a_key_that_could_not_be_one_names_no_place_on_the_page() -> None:
    wrong = make.situation(key='"><script>x</script>', title="Er is iets")
    page = make.make_page("incident_help", situations=[wrong])
    [situation] = make.see(page).select("[data-grip-situation]")
    assert situation["id"] == f"s-{wrong['id'][:8]}"


def test_an_id_that_could_not_be_one_stands_in_no_address() -> None:
    card = {**make.contact(), "id": '../"><b>'}
    page = make.make_page("contact", contacts=[card], vcards=True, steps=[make.step()])
    html = make.visit(page).content.decode()
    assert make.SIGNS["contact"] in html
    assert "..&quot;" not in html and "../" not in html
    assert make.visit(page, leaf="vcard/").status_code == 404


@pytest.mark.urls("tests.api_urls")
def test_a_heading_in_the_api_is_html_as_the_text_beside_it_is() -> None:
    heading = make.item("heading", "Meer <img src=x onerror=alert(1)> lezen")  # type: ignore[arg-type]
    page = make.make_page("norm", body=[heading, paragraph("<p>Zo &amp; zo</p>")])
    body = Client().get(f"/api/pages/{page.pk}/", headers={"host": "localhost"}).json()["grip_content"]["body"]
    assert [part["html"] for part in body] == ["Meer &lt;img src=x onerror=alert(1)&gt; lezen", "<p>Zo &amp; zo</p>"]


@pytest.mark.parametrize("name", ["https://kwaad.example/", "p/1234", "a b", "x?y", "ＫＷＩＫ", "a" * 31])
def test_a_name_on_instagram_that_is_none_leads_nowhere(name: str) -> None:
    page = make.make_page("contact", contacts=[make.contact(instagram=name)])
    assert not make.see(page).select("[href*='instagram']")


def test_no_line_end_of_any_kind_divides_a_line_of_a_card() -> None:
    where = "a\x0bb\x0cc\x85d\u2028e\u2029f\x1cg"
    page = make.make_page("contact", contacts=[make.contact(where=where)], vcards=True)
    text = make.visit(page, leaf="vcard/").content.decode().replace("\r\n ", "")
    assert text.splitlines() == text.split("\r\n")[:-1]
    assert "a\\nb\\nc\\nd\\ne\\nf\\ng" in text


def test_a_column_of_the_helplines_is_no_formula_either() -> None:
    row = make.helpline(name="=1+1")
    row.words = json.dumps([make.item("words", {"language": "\x01=x", "does": "@x"})])
    GripHelpline.objects.filter(pk=row.pk).update(words=row.words)
    out = io.StringIO()
    call_command("gripwagtail_helplines", "export", format="csv", stdout=out)
    assert "'=1+1" in out.getvalue() and "'@x" in out.getvalue()
    assert "\x01" not in out.getvalue()


def test_a_title_gives_no_orders_to_the_terminal_of_who_runs_the_doctor() -> None:
    make.make_page("incident_help", situations=[make.situation(title="Er is \x1b[2Jiets [[vul in]]", key="x")])
    out: Any = io.StringIO()
    call_command("gripwagtail_doctor", content=True, stdout=out, fail_level="ERROR", no_color=True)
    assert "\x1b" not in out.getvalue()
