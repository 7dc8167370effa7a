"""What the form of our pages lets through, and how it says what it does not."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from gripwagtail.editing.rules import refused_items
from tests import factories

pytestmark = pytest.mark.django_db

STREAMS = {
    "norm": ("agreements", "agreed", "documents", "changes", "grip_surveys"),
    "contact": ("contacts", "steps", "staff_steps", "grip_documents"),
    "incident_help": ("situations", "readings"),
}


def card(**value: Any) -> tuple[str, dict[str, Any]]:
    phones = value.pop("phones", [])
    rows = {
        str(n): {"value": p, "deleted": "", "order": str(n), "type": "item", "id": ""} for n, p in enumerate(phones)
    }
    given = {
        "kind": "function",
        "label": "Juf Annemiek",
        "roles": "mentor",
        "scope": "internal",
        "confirmed": "on",
        "phones": {"count": str(len(phones)), **rows},
    }
    return "contact", {**given, **value}


def what_happened(**value: Any) -> tuple[str, dict[str, Any]]:
    given = {"title": "Er gaat een foto rond", "key": "foto", "group": "images", "urgency": "today"}
    return "situation", {**given, "sexual": "no", "evidence": "none", **value}


def filled_in(kind: str, page: Any = None, draft: bool = False, **given: Any) -> Any:
    """The bound form of a page, as an editor who publishes it sends it."""
    parent = factories.home_page()
    page = page or factories.page_class(kind)(locale=parent.locale)
    streams = {name: _stream(given.pop(name, [])) for name in (*STREAMS[kind], "body")}
    fields = {"title": "Wie helpt", "slug": "wie-helpt", "comments": inline_formset([]), **streams, **given}
    form_class = page.get_edit_handler().get_form_class()
    form = form_class(nested_form_data(fields), instance=page, parent_page=parent, for_user=factories.editor())
    if draft:
        form.defer_required_fields()
    form.is_valid()
    return form


def _stream(items: list[Any]) -> Any:
    """What a stream posts; a third part of an item is its id."""
    posted = streamfield([item[:2] for item in items])
    for number, item in enumerate(items):
        posted[str(number)]["id"] = item[2] if len(item) > 2 else ""
    return posted


def said(form: Any) -> str:
    return " ".join(message for errors in form.errors.values() for message in errors)


def test_a_page_without_placeholders_is_accepted() -> None:
    assert filled_in("contact", contacts=[card(email="mentor@kwikstaart.example")]).errors == {}


def test_every_placeholder_is_listed_with_its_item_and_its_part() -> None:
    form = filled_in(
        "contact",
        intro="Welkom bij [[school]]",
        contacts=[
            card(email="a@kwikstaart.example"),
            card(label="Meester [[naam]]", where="[[lokaal]]", email="b@kwikstaart.example"),
        ],
        steps=[("step", {"text": "Ga naar [[wie]]"})],
        body=[("heading", "[[kop]]")],
    )

    contacts = list(form.errors["contacts"])
    assert len(contacts) == 2
    assert all("2 “Meester [[naam]]”: " in line for line in contacts)
    assert {"intro", "contacts", "steps", "body"} <= set(form.errors)
    assert form.non_field_errors()


def test_a_placeholder_is_also_marked_in_its_own_field() -> None:
    form = filled_in("contact", contacts=[card(), card(where="[[lokaal]]", label="Meester Kees")])

    marked = form.errors["contacts"].as_data()[0].as_json_data()["blockErrors"]

    assert set(marked[1]["blockErrors"]) == {"where"}
    assert marked[0]["messages"]


def test_what_was_typed_is_still_in_a_refused_form() -> None:
    form = filled_in("contact", contacts=[card(label="Meester [[naam]]", email="a@kwikstaart.example")])

    assert form["contacts"].value()[0].value["label"] == "Meester [[naam]]"


def test_a_draft_may_have_placeholders_double_keys_and_cards_that_lead_nowhere() -> None:
    assert filled_in("contact", draft=True, text_language="geen taal", contacts=[card(label="[[naam]]")]).errors == {}
    assert filled_in("incident_help", draft=True, situations=[what_happened(), what_happened()]).errors == {}


def test_a_card_that_leads_nowhere_is_refused_by_name() -> None:
    form = filled_in("contact", contacts=[card()])

    assert "1 “Juf Annemiek”: " in said(form)


@pytest.mark.parametrize(
    "way",
    [
        {"phones": ["070 012 34 56"]},
        {"email": "mentor@kwikstaart.example"},
        {"form_url": "https://kwikstaart.example/contact"},
        {"whatsapp": "06 01234567"},
        {"sms": "06 01234567"},
        {"instagram": "kwikstaart"},
        {"where": "Lokaal 2.14"},
    ],
    ids=lambda way: next(iter(way)),
)
def test_one_way_to_reach_a_contact_is_enough(way: dict[str, Any]) -> None:
    assert filled_in("contact", contacts=[card(**way)]).errors == {}


def test_a_card_that_no_visitor_sees_may_lead_nowhere() -> None:
    assert filled_in("contact", contacts=[card(confirmed="")]).errors == {}


def test_through_the_school_needs_a_school_that_can_be_reached() -> None:
    assert "Juf Annemiek" in said(filled_in("contact", contacts=[card(via_school="on")]))


def test_the_school_is_reached_as_the_page_says() -> None:
    assert filled_in("contact", contacts=[card(via_school="on")], school_phone="070 012 34 56").errors == {}


def test_the_school_is_reached_as_the_settings_of_the_site_say() -> None:
    factories.home_page()
    factories.settings_of(email="info@kwikstaart.example")

    assert filled_in("contact", contacts=[card(via_school="on")]).errors == {}
    existing = factories.make_page("contact")
    assert filled_in("contact", existing, contacts=[card(via_school="on")]).errors == {}


def test_two_situations_with_one_key_get_each_their_own_and_elsewhere_both_are_named() -> None:
    typed = [what_happened(), what_happened(title="Iemand bedreigt mij", key="Foto")]
    form = filled_in("incident_help", situations=typed)
    assert [child.value["key"] for child in form.cleaned_data["situations"]] == ["foto", "iemand-bedreigt-mij"]

    page = factories.make_page("incident_help", situations=[factories.situation(**value) for _kind, value in typed])
    problem = next(one for one in refused_items(page) if one.rule == "double-key")
    assert "2 “Iemand bedreigt mij”" in problem.where
    assert "1 “Er gaat een foto rond”" in problem.message


@pytest.mark.parametrize(
    ("typed", "kept"), [("", ""), ("nl", "nl"), ("TR", "tr"), ("zh_Hans", "zh-hans"), ("tzm", "tzm")]
)
def test_a_language_code_is_accepted_and_tidied(typed: str, kept: str) -> None:
    form = filled_in("norm", text_language=typed)

    assert form.errors == {}
    assert form.cleaned_data["text_language"] == kept


@pytest.mark.parametrize("typed", ["Nederlands", "nl;", "1", "een taal"])
def test_what_is_no_language_code_is_refused(typed: str) -> None:
    assert "text_language" in filled_in("norm", text_language=typed).errors


def last() -> tuple[str, dict[str, Any]]:
    return what_happened(title="Mijn probleem staat er niet bij", key="iets-anders")


def test_a_planted_page_is_not_published_without_my_problem_is_not_here() -> None:
    planted = factories.make_page("incident_help", starter_key="po/incident_help")
    form = filled_in("incident_help", planted, situations=[what_happened()])

    assert "iets-anders" in said(form)
    assert set(form.errors) == {"__all__", "situations"}


def test_a_page_that_had_my_problem_is_not_here_does_not_lose_it() -> None:
    own = factories.make_page("incident_help", situations=[factories.situation(key="iets-anders")])

    assert "iets-anders" in said(filled_in("incident_help", own, situations=[what_happened()]))


def test_a_page_with_my_problem_is_not_here_is_accepted_wherever_that_stands() -> None:
    assert filled_in("incident_help", situations=[what_happened(), last()]).errors == {}
    assert filled_in("incident_help", situations=[last(), what_happened()]).errors == {}


def test_a_page_without_situations_and_a_draft_may_go_without_it() -> None:
    assert filled_in("incident_help").errors == {}
    planted = factories.make_page("incident_help", starter_key="po/incident_help")
    assert filled_in("incident_help", planted, draft=True, situations=[what_happened()]).errors == {}


@pytest.mark.parametrize("sexual", ["yes", "maybe"])
@pytest.mark.parametrize(
    "part",
    ["pupil_opening", "pupil_steps", "parent_steps", "staff_opening", "staff_steps", "danger_line", "school_does"],
)
def test_an_order_about_an_image_is_refused_with_its_place(sexual: str, part: str) -> None:
    asked = what_happened(sexual=sexual, evidence="note-only", **{part: "Blijf rustig.\nBewaar de foto."})
    form = filled_in("incident_help", situations=[asked, last()])

    assert "1 “Er gaat een foto rond”" in said(form)
    assert "“Bewaar de foto.”" in said(form)
    marked = form.errors["situations"].as_data()[0].as_json_data()["blockErrors"]
    assert set(marked[0]["blockErrors"]) == {part}


def test_a_prohibition_a_dont_and_a_situation_without_anything_sexual_may_name_an_image() -> None:
    forbids = what_happened(sexual="yes", evidence="note-only", pupil_steps="Stuur het beeld niet door.")
    dont = what_happened(key="twee", sexual="yes", evidence="note-only", pupil_donts="Bewaar de foto.")
    harmless = what_happened(key="drie", pupil_steps="Bewaar de foto van het bericht.")

    assert filled_in("incident_help", situations=[forbids, dont, harmless, last()]).errors == {}


def test_an_order_about_an_image_may_stand_in_a_draft() -> None:
    asked = what_happened(sexual="yes", evidence="note-only", pupil_steps="Bewaar de foto.")

    assert filled_in("incident_help", draft=True, situations=[asked]).errors == {}


def test_every_problem_of_the_situations_is_listed_at_once() -> None:
    asked = what_happened(
        sexual="yes", evidence="note-only", pupil_steps="Bewaar de foto.", staff_steps="Open het beeld."
    )
    planted = factories.make_page("incident_help", starter_key="po/incident_help")
    form = filled_in("incident_help", planted, situations=[asked])

    lines = list(form.errors["situations"])
    assert len(lines) == 3
    assert sum("iets-anders" in line for line in lines) == 1


# --- numbers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "part",
    ["pupil_opening", "pupil_steps", "parent_steps", "staff_opening", "staff_steps", "danger_line", "school_does"],
)
def test_a_number_that_will_be_forgotten_is_refused_with_its_place(part: str) -> None:
    asked = what_happened(**{part: "Blijf rustig.\nBel 0800-0432."})
    form = filled_in("incident_help", situations=[what_happened(key="een"), asked, last()])

    assert "2 “Er gaat een foto rond”" in said(form)
    assert "0800-0432" in said(form)
    marked = form.errors["situations"].as_data()[0].as_json_data()["blockErrors"]
    assert {index: set(marks["blockErrors"]) for index, marks in marked.items()} == {1: {part}}


def test_112_and_113_may_stand_anywhere_and_a_dont_may_name_a_number() -> None:
    calls = what_happened(pupil_steps="Bel 112 bij gevaar.\nBel 113, 24/7.", pupil_donts="Bel niet 06-01234567.")
    assert filled_in("incident_help", situations=[calls, last()]).errors == {}


def test_a_number_may_stand_in_a_draft() -> None:
    asked = what_happened(pupil_steps="Bel 0800-0432.")
    assert filled_in("incident_help", draft=True, situations=[asked]).errors == {}


def test_two_problems_of_one_part_are_both_shown_there() -> None:
    asked = what_happened(sexual="yes", evidence="note-only", pupil_steps="Bewaar de foto.\nBel 0800-0432.")
    form = filled_in("incident_help", situations=[asked, last()])
    marked = form.errors["situations"].as_data()[0].as_json_data()["blockErrors"]
    assert len(marked[0]["blockErrors"]["pupil_steps"]["messages"]) == 2


# --- lines --------------------------------------------------------------------------


@pytest.mark.parametrize("steps", ["\n".join(f"Doe {number}" for number in "abcdef"), "Lees " + "a" * 140])
def test_too_many_steps_or_too_long_a_step_is_said_at_the_steps(steps: str) -> None:
    form = filled_in("incident_help", situations=[what_happened(key="een"), what_happened(pupil_steps=steps), last()])
    marked = form.errors["situations"].as_data()[0].as_json_data()["blockErrors"]
    assert {index: set(marks["blockErrors"]) for index, marks in marked.items()} == {1: {"pupil_steps"}}


def test_a_step_of_140_characters_and_five_of_them_are_accepted() -> None:
    steps = "\n".join(["a" * 140] * 5)
    assert filled_in("incident_help", situations=[what_happened(pupil_steps=steps), last()]).errors == {}


# --- translations -------------------------------------------------------------------


def translated(**source: Any) -> tuple[Any, str]:
    """The English translation of a page with one situation, and the id of that situation."""
    factories.language("en")
    item = factories.situation(**{"sexual": "yes", "evidence": "note-only", "pupil_steps": "Vertel het.", **source})
    dutch = factories.make_page("incident_help", situations=[item])
    return factories.translate(dutch, "en"), item["id"]


@pytest.mark.parametrize("order", ["Save the photo.", "Bewaar de foto."])
def test_a_translation_can_not_say_that_there_is_nothing_sexual_in_it(order: str) -> None:
    english, item_id = translated()
    type_, value = what_happened(sexual="no", pupil_steps=order)
    form = filled_in("incident_help", english, situations=[(type_, value, item_id)])
    assert f"“{order}”" in said(form)


def test_a_translation_may_say_what_its_source_may_say() -> None:
    english, item_id = translated(sexual="no", evidence="screenshot")
    type_, value = what_happened(sexual="yes", evidence="note-only", pupil_steps="Save the photo of the words.")
    assert filled_in("incident_help", english, situations=[(type_, value, item_id)]).errors == {}


def test_an_item_that_is_only_in_the_translation_is_judged_by_itself() -> None:
    english, _item_id = translated()
    type_, value = what_happened(sexual="maybe", key="zelf", pupil_steps="Save the photo.")
    own = (type_, value, "11111111-1111-4111-8111-111111111111")
    assert "“Save the photo.”" in said(filled_in("incident_help", english, situations=[own]))


def test_numbers_are_refused_in_a_translation_too() -> None:
    english, item_id = translated()
    type_, value = what_happened(pupil_steps="Call 0800-0432.")
    assert "0800-0432" in said(filled_in("incident_help", english, situations=[(type_, value, item_id)]))
