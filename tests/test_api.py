"""Other programs read what visitors read: all of it, cleaned, and nothing else."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client, RequestFactory
from wagtail.models import PageViewRestriction

from gripwagtail.api.content import content_of
from gripwagtail.lookup.sources import KINDS
from tests import factories as make
from tests.full_items import FACT, WORD, full_page

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api_urls")]

DOCUMENTED = (Path(__file__).parent.parent / "docs" / "api.md").read_text(encoding="utf-8")
PERSON = {"kind": "person", "label": "Juf Zomer", "name": "A. Zomer", "told_on": "2026-01-01", "about": "Zomer helpt"}
WAYS = {
    "phones": ["06 01 23 45 67"],
    "email": "a.zomer@kwikstaart.example",
    "instagram": "juf.zomer",
    "where": "zolder",
}


def get(address: str, status: int = 200, **query: Any) -> Any:
    response = Client().get(f"/api/{address}", query, headers={"host": "localhost"})
    assert response.status_code == status, response.content
    return response.json()


def content(page: Any) -> Any:
    return get(f"pages/{page.pk}/")["grip_content"]


def contacts(*cards: Any, **fields: Any) -> Any:
    return make.make_page("contact", contacts=list(cards), **fields)


def texts_in(value: Any) -> list[str]:
    """All texts that occur anywhere in a piece of JSON."""
    if isinstance(value, dict):
        return [text for one in value.values() for text in texts_in(one)]
    if isinstance(value, list):
        return [text for one in value for text in texts_in(one)]
    return [value] if isinstance(value, str) else []


# --- complete -----------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_that_a_visitor_reads_is_in_the_api(kind: str) -> None:
    home = make.home_page()
    page = full_page(make.page_class(kind), home)
    said = " ".join(make.soup(f"<p>{' '.join(texts_in(content(page)))}").get_text(" ").split())
    root = make.see(page).select_one(".grip")
    shown = [" ".join(text.split()).removeprefix(": ") for text in root.stripped_strings if WORD in text]
    assert len(shown) > 3
    assert [text for text in shown if text not in said] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_api_says_nothing_that_the_website_does_not_show(kind: str) -> None:
    page = full_page(make.page_class(kind), make.home_page())
    html = make.visit(page).content.decode()
    website = html + " ".join(make.soup(html).get_text(" ").split())
    if kind == "norm":
        # These two are on what the page offers to print.
        website += page.poster_line + page.class_sheet
    found = content(page)
    # How to reach the school is shown where a card needs it.
    found.pop("school", None)
    said = [part.strip() for text in texts_in(found) for part in make.soup(f"<p>{text}").strings]
    ours = [text for text in said if (WORD in text or FACT in text) and text != getattr(page, "school_email", "")]
    assert len(ours) > 3
    assert [text for text in ours if text not in website] == []


def test_a_page_has_its_content_in_one_field_and_no_column_of_the_database() -> None:
    for kind in KINDS:
        page = make.make_page(kind, **make.content_of(kind))
        fields = get(f"pages/{page.pk}/", fields="*")
        assert set(fields) == {"id", "meta", "title", "grip_content"}
        assert fields["grip_content"]["kind"] == kind


def test_a_norm_says_who_agreed_and_when() -> None:
    page = make.make_page("norm", agreed=[make.agreed()])
    [one] = content(page)["agreed"]
    assert (one["who"]["key"], one["date"]) == ("pupils", "2026-06-01")
    assert "De leerlingenraad" in str(one["how"])


@pytest.mark.parametrize("stored", ["contacts", "school_phone", "names_findable", "intro", "body", "readings"])
def test_nobody_filters_or_orders_by_what_is_stored(stored: str) -> None:
    name = "gripwagtail_pages.GripContactPage"
    get("pages/", 400, type=name, **{stored: "x"})
    get("pages/", 400, type=name, order=stored)
    get("pages/", 400, type=name, fields=stored)


def test_a_list_of_pages_can_bring_the_content_along() -> None:
    page = make.make_page("norm", statement=make.SIGNS["norm"])
    listed = get("pages/", type="gripwagtail_pages.GripNormPage", fields="*")["items"]
    assert [one["grip_content"]["statement"] for one in listed if one["id"] == page.pk] == [make.SIGNS["norm"]]
    assert "grip_content" not in json.dumps(get("pages/"))


def test_what_only_editors_see_is_nowhere_in_the_api() -> None:
    reading = make.item("reading", {"read_on": "2026-10-01", "reader": "Geheime lezer", "situations": ""})
    page = make.make_page(
        "incident_help",
        situations=[make.situation(expert_read="2026-10-02")],
        readings=[reading],
        starter_key="geheime-sleutel",
        starter_digest="geheim",
    )
    said = json.dumps(get(f"pages/{page.pk}/", fields="*"))
    assert make.SIGNS["incident_help"] in said
    assert not [secret for secret in ("Geheime lezer", "2026-10-0", "geheim") if secret in said]


def test_a_block_in_a_page_of_the_host_says_its_options_and_no_content() -> None:
    page = contacts(make.contact())
    block = make.block("contacts", roles=["mentor"], page=page.pk)
    home = make.home_page(make.home_page(), body=[block])
    value = home.body.stream_block.get_api_representation(home.body)
    assert value[0]["value"]["roles"] == ["mentor"]
    assert make.SIGNS["contact"] not in json.dumps(value)


@pytest.mark.parametrize("kind", KINDS)
def test_the_documentation_names_each_part_of_a_page_and_no_other(kind: str) -> None:
    common, row = (re.search(pattern, DOCUMENTED)[1] for pattern in (r"All five: (.*)\n", rf"\| {kind} \| (.*) \|"))
    named = {*re.sub(r"\(.*", "", common).replace("`", "").replace(" ", "").strip(",").split(",")}
    named |= {"links", *re.findall(r"`(\w+)`", re.sub(r"with `\w+`", "", row))}
    assert named == set(content(make.make_page(kind, **make.content_of(kind)))) - {"lang"}


def test_the_documentation_names_each_part_of_a_contact_and_of_a_helpline() -> None:
    make.helpline()
    page = content(contacts(make.contact()))
    for start, end, found in (
        ("A **contact**:", "A **step**", page["contacts"][0]),
        ("## Helplines", "Those that are", page["helplines"][0]),
    ):
        text = DOCUMENTED.split(start, 1)[1].split(end, 1)[0]
        named = set(re.findall(r"`(\w+)`", re.sub(r"\(`.*?\)", "", text)))
        assert named - {"lang"} == set(found) - {"lang"}


# --- what is not shown --------------------------------------------------------------


def test_contacts_that_the_website_hides_are_not_in_the_api() -> None:
    yesterday = str(datetime.date.today() - datetime.timedelta(days=2))
    hidden = [
        make.contact(label="Verlopen", valid_until=yesterday),
        make.contact(label="Later", valid_from="2099-01-01"),
        make.contact(label="Onbevestigd", confirmed=False),
    ]
    said = json.dumps(get(f"pages/{contacts(make.contact(), *hidden).pk}/", fields="*"))
    assert make.SIGNS["contact"] in said
    assert not [word for word in ("Verlopen", "Later", "Onbevestigd") if word in said]


def test_a_placeholder_and_what_the_school_has_not_confirmed_stay_out() -> None:
    agreement = make.agreement(so_not="Geen [[vul in]]", if_broken="Dan schorsen wij", if_broken_confirmed=False)
    page = make.make_page("norm", statement="Wij [[vul in]]", why="Omdat", agreements=[agreement])
    found = content(page)
    assert (found["statement"], found["why"]) == ("", "Omdat")
    assert found["agreements"][0]["if_broken"] == found["agreements"][0]["so_not"] == ""


def test_a_helpline_that_the_school_hides_is_not_on_its_page() -> None:
    make.helpline()
    page = contacts(make.contact())
    assert [line["key"] for line in content(page)["helplines"]] == ["kindertelefoon"]
    make.settings_of(hidden_helplines="kindertelefoon")
    assert content(page)["helplines"] == []


def test_a_draft_and_a_private_page_are_not_in_the_api_by_any_way() -> None:
    draft = contacts(make.contact(), live=False)
    private = contacts(make.contact())
    PageViewRestriction.objects.create(page=private, restriction_type="password", password="geheim")
    for page in (draft, private):
        get(f"pages/{page.pk}/", 404)
        # Nor where a host shows pages itself.
        assert content_of(page) is None
        assert content_of(page, RequestFactory().get("/", headers={"host": "localhost"})) is None


def test_what_an_editor_has_not_published_yet_is_not_in_the_api() -> None:
    page = contacts(make.contact())
    make.set_items(page, "contacts", [make.contact(label="Meester Concept")], publish=False)
    assert [card["title"] for card in content(page)["contacts"]] == [make.SIGNS["contact"]]
    assert "Concept" not in json.dumps(content_of(page.get_latest_revision_as_object()))


def test_a_private_contact_page_is_not_shown_through_a_public_incident_page() -> None:
    private = contacts(make.contact(), slug="wie")
    page = make.make_page("incident_help", situations=[make.situation()])
    assert content(page)["situations"][0]["parts"][0]["contact"]["title"] == make.SIGNS["contact"]
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    found = content(page)
    assert found["situations"][0]["parts"][0]["contact"] is None
    assert "contact" not in found["links"]


# --- cleaned ------------------------------------------------------------------------


def test_addresses_numbers_and_rich_text_are_cleaned_on_the_way_out() -> None:
    card = make.contact(form_url="javascript:alert(1)", phones=["geen nummer", "070 012 34 56"], email="x\n@y.example")
    body = [make.item("paragraph", '<p>Hoi<script>alert(1)</script> <a href="javascript:alert(1)">klik</a></p>')]
    found = content(contacts(card, body=body))
    assert "javascript" not in json.dumps(found) and "<script" not in json.dumps(found)
    assert found["contacts"][0]["form_url"] == found["contacts"][0]["email"] == ""
    phone = {"shown": "070 012 34 56", "href": "tel:+31700123456", "note": ""}
    assert found["contacts"][0]["phones"] == [phone]
    assert found["body"][0]["html"].startswith("<p>Hoi")


def test_the_rule_about_evidence_holds_whatever_is_stored() -> None:
    page = make.make_page("incident_help", situations=[make.situation(sexual="yes", evidence="screenshot")])
    assert content(page)["situations"][0]["evidence"] == "note-only"
    assert content(page)["situations"][0]["parts"][0]["evidence"][0]["text"]


def test_112_and_113_are_in_the_content_of_the_quiet_pages() -> None:
    for kind in ("contact", "incident_help"):
        found = content(make.make_page(kind, **make.content_of(kind)))
        assert "112" in found["danger"][0]["text"] and "113" in found["danger_life"][0]["text"]


def test_about_someone_at_school_nobody_in_charge_is_named() -> None:
    contacts(make.contact(label="Directie", roles=["management"]), school_phone="070 012 34 56")
    situation = make.situation(topic="staff", pupil_roles=["management"])
    found = content(make.make_page("incident_help", situations=[situation]))
    part = found["situations"][0]["parts"][0]
    assert part["contact"] is None and part["school"] is None


# --- persons ------------------------------------------------------------------------


def test_of_a_person_there_is_only_the_role_unless_the_school_lets_names_be_found() -> None:
    card = make.contact(**PERSON, **WAYS, via_school=True)
    page = contacts(card, make.contact(), school_phone="070 012 34 56")
    said = get(f"pages/{page.pk}/", fields="*")
    assert not [word for word in ("Zomer", "zomer", "0601", "zolder") if word in json.dumps(said).replace(" ", "")]
    shown = said["grip_content"]["contacts"][0]
    assert shown["is_withheld"] and shown["title"] == shown["roles"][0]["label"]
    assert shown["via_school"]["phone"]["href"] == "tel:+31700123456"
    type(page).objects.filter(pk=page.pk).update(names_findable=True)
    shown = content(page)["contacts"][0]
    assert (shown["name"], shown["phones"][0]["href"]) == ("A. Zomer", "tel:+31601234567")


def test_a_function_is_complete_whatever_is_ticked() -> None:
    assert content(contacts(make.contact()))["contacts"][0]["email"] == "mentor@kwikstaart.example"


def test_a_name_makes_a_card_a_person_on_the_incident_page_too() -> None:
    contacts(make.contact(label="Juf Zomer", name="A. Zomer"))
    page = make.make_page("incident_help", situations=[make.situation()])
    said = get(f"pages/{page.pk}/", fields="*")
    assert "Zomer" not in json.dumps(said)
    assert said["grip_content"]["situations"][0]["parts"][0]["contact"]["is_withheld"]


def test_a_person_of_the_board_is_named_only_when_the_board_says_so() -> None:
    board = make.site_with("bestuur.example")
    person = make.contact(**{**PERSON, "roles": ["board"]})
    theirs = make.make_page("contact", board.root_page, contacts=[person])
    page = contacts(make.contact(), names_findable=True)
    make.settings_of(board=board)
    assert content(page)["board_contacts"][0]["is_withheld"]
    assert "Zomer" not in json.dumps(content(page))
    type(theirs).objects.filter(pk=theirs.pk).update(names_findable=True)
    assert content(page)["board_contacts"][0]["name"] == "A. Zomer"


# --- languages ----------------------------------------------------------------------


def test_a_translation_has_the_facts_of_its_source_and_its_own_words() -> None:
    card = make.contact(about="Luistert naar je")
    page = contacts(card, intro="Bij wie kun je terecht?")
    words = {**card, "value": {**card["value"], "about": "Listens to you", "phones": make.items_of("070 099 99 99")}}
    english = make.translate(page, "en", title="Who helps", contacts=[words])
    found = content(english)
    assert (found["language"], found["title"]) == ("en", "Who helps")
    assert found["contacts"][0]["meaning"] == "Listens to you"
    assert found["contacts"][0]["phones"][0]["href"] == "tel:+31700123456"


def test_what_nobody_translated_carries_its_language() -> None:
    page = contacts(make.contact(about="Luistert naar je"), intro="Bij wie kun je terecht?")
    found = content(make.translate(page, "en", title="Who helps"))
    assert found["lang"]["intro"] == "nl" and "title" not in found["lang"]
    assert found["contacts"][0]["lang"]["meaning"] == "nl"


def test_links_lead_to_the_other_pages_of_the_school() -> None:
    pages = make.five_pages()
    links = content(pages["overview"])["links"]
    assert set(links) == set(KINDS)
    assert links["contact"]["id"] == pages["contact"].pk
    assert links["contact"]["html_url"] == pages["contact"].full_url


# --- helplines ----------------------------------------------------------------------


@pytest.fixture
def lines(db: None) -> None:
    make.home_page()
    make.helpline(words=json.dumps([make.item("words", {"language": "en", "does": "Talks with you."})]))
    make.helpline("huisarts", name="Huisarts", audiences="parent", url="javascript:alert(1)", phones="0900-8844")
    make.helpline("oud", name="Opgeheven", active=False)


def test_helplines_are_read_as_the_site_shows_them(lines: None) -> None:
    found = {line["key"]: line for line in get("helplines/")["items"]}
    assert set(found) == {"kindertelefoon", "huisarts"}
    assert found["kindertelefoon"]["phones"][0]["href"] == "tel:08000432"
    assert found["huisarts"]["url"] == ""
    make.settings_of(hidden_helplines="huisarts")
    assert [line["key"] for line in get("helplines/")["items"]] == ["kindertelefoon"]


def test_helplines_are_chosen_by_reader_and_in_a_language(lines: None) -> None:
    assert [line["key"] for line in get("helplines/", audience="pupil")["items"]] == ["kindertelefoon"]
    make.language("en")
    assert get("helplines/", locale="en", audience="pupil")["items"][0]["does"] == "Talks with you."


def test_what_a_school_adds_to_a_helpline_carries_its_language_in_any_other(lines: None) -> None:
    note = {"helpline": "kindertelefoon", "text": "Ze komen elke maandag"}
    make.settings_of(helpline_notes=[make.item("note", note)])
    make.language("en")
    for locale, lang in (("nl", None), ("en", "nl")):
        [line] = get("helplines/", locale=locale, audience="pupil")["items"]
        assert line["note"] == note["text"]
        assert (line.get("lang") or {}).get("note") == lang


@pytest.mark.parametrize("wrong", [{"audience": "iedereen"}, {"locale": "xx"}, {"shipped": "1"}, {"order": "source"}])
def test_a_wrong_question_about_helplines_is_refused(lines: None, wrong: dict[str, str]) -> None:
    get("helplines/", 400, **wrong)


def test_a_helpline_has_no_field_that_is_for_editors(lines: None) -> None:
    fields = get("helplines/", fields="*")["items"][0]
    assert not {"shipped", "source", "retired", "active", "position", "words"} & set(fields)
    get("helplines/", 400, fields="shipped")


def test_one_helpline_is_found_by_its_key_and_a_hidden_one_is_not(lines: None) -> None:
    found = Client().get("/api/helplines/find/?key=huisarts", headers={"host": "localhost"})
    assert found.status_code == 302
    assert Client().get(found["Location"], headers={"host": "localhost"}).json()["key"] == "huisarts"
    get("helplines/find/", 404, key="oud")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written_through_the_second_version(lines: None, method: str) -> None:
    page = contacts(make.contact())
    for address in ("/api/helplines/", f"/api/pages/{page.pk}/"):
        assert getattr(Client(), method)(address, headers={"host": "localhost"}).status_code == 405


ODD = ("\0", "a\0", "\ud800", "9" * 400, "-1", "abc", "' OR 1=1", "%00", "é" * 300, "[]", "")


@pytest.mark.parametrize("name", ["locale", "audience", "topic", "key", "id", "fields", "limit", "offset"])
def test_no_odd_question_about_helplines_takes_the_answer_down(lines: None, name: str) -> None:
    """A database may refuse what a page never stores; who asks for it gets told, and no trace."""
    client = Client(raise_request_exception=False)
    for address in ("/api/helplines/", "/api/helplines/find/"):
        for value in ODD:
            query = f"{name}={quote(value.encode('utf-8', 'surrogatepass'))}"
            # Wagtail's own lists of numbers and names are for Wagtail to read.
            status = client.get(f"{address}?{query}", headers={"host": "localhost"}).status_code
            assert status in (200, 302, 400, 404), (address, query, status)
