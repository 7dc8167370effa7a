"""A norm through time: who agreed, what changed, and what publishing asks."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from gripwagtail.editing.form import GripPageForm
from gripwagtail.editing.norm_rules import RULES
from gripwagtail.editing.rule import Subject, problems_of
from tests import factories as make
from tests.test_forms import filled_in

pytestmark = pytest.mark.django_db

AGREEMENT = {
    "we_do": "Wij vragen het eerst",
    "so_not": "Wij delen niets zonder vragen",
    "if_broken": "",
}
ASKED = "Voeg hier één zin toe"


@pytest.fixture(autouse=True)
def in_dutch() -> Iterator[None]:
    with translation.override("nl"):
        yield


def published(**given: Any) -> Any:
    return make.make_page("norm", statement="Wij zijn aardig.", agreements=[make.agreement(**AGREEMENT)], **given)


def refusals(page: Any, *, agreements: list[Any] | None = None, **given: Any) -> str:
    """What the form says below the changes when this page is published with these agreements."""
    given.setdefault("statement", "Wij zijn aardig.")
    agreements = [("agreement", AGREEMENT)] if agreements is None else agreements
    form = filled_in("norm", page, agreements=agreements, **given)
    return str(form.errors.get("changes", ""))


def agreement(**changed: Any) -> tuple[str, dict[str, Any]]:
    return "agreement", {**AGREEMENT, **changed}


def test_a_first_publication_is_not_asked_what_changed() -> None:
    page = make.make_page("norm", live=False, statement="Wij zijn aardig.")
    assert not refusals(page, agreements=[agreement(we_do="Wij doen iets anders")])
    assert not refusals(None)


def test_a_translation_is_not_asked_what_changed() -> None:
    page = published()
    english = make.translate(page, "en")
    other = [agreement(we_do="We ask first")]
    assert ASKED in refusals(page, agreements=other)
    assert ASKED not in refusals(english, agreements=other)


def test_publishing_the_same_agreements_is_not_asked_what_changed() -> None:
    assert not refusals(published())


def test_spaces_and_another_order_change_nothing() -> None:
    page = published()
    other = {**AGREEMENT, "we_do": "Wij wachten even"}
    page = make.set_items(page, "agreements", [make.agreement(**AGREEMENT), make.agreement(**other)])
    assert not refusals(page, agreements=[agreement(we_do="Wij  wachten even "), agreement()])


@pytest.mark.parametrize(
    "agreements",
    [
        [agreement(we_do="Wij vragen het altijd eerst")],
        [agreement(so_not="Wij delen nooit iets")],
        [agreement(), agreement(we_do="Wij wachten even")],
        [],
    ],
    ids=["other words", "other limit", "one more", "one less"],
)
def test_other_agreements_ask_what_changed(agreements: list[Any]) -> None:
    assert ASKED in refusals(published(), agreements=agreements)


def test_an_agreement_for_other_people_asks_what_changed() -> None:
    page = published()
    make.set_items(page, "agreements", [make.agreement(**AGREEMENT, audiences=["staff"])])
    assert ASKED in refusals(page)


def test_another_norm_asks_what_changed() -> None:
    assert ASKED in refusals(published(), statement="Wij zijn eerlijk.")


def test_a_note_that_was_there_already_does_not_answer() -> None:
    page = published(changes=[make.change(text="Vorig jaar")])
    note = ("change", {"date": "2025-09-01", "text": "Vorig jaar"})
    other = [agreement(we_do="Wij vragen het altijd eerst")]
    assert ASKED in refusals(page, agreements=other, changes=[note])
    newer = ("change", {"date": "2026-09-01", "text": "Wij vragen het nu altijd"})
    assert not refusals(page, agreements=other, changes=[note, newer])


def test_a_better_text_needs_only_a_tick() -> None:
    other = [agreement(we_do="Wij vragen het éérst")]
    page = published()
    assert ASKED in refusals(page, agreements=other)
    assert not refusals(page, agreements=other, same_meaning="on")


def test_a_draft_is_asked_nothing() -> None:
    form = filled_in("norm", published(), draft=True, agreements=[], statement="Wij zijn eerlijk.")
    assert "changes" not in form.errors


def test_only_the_form_of_a_norm_has_the_tick() -> None:
    assert "same_meaning" in filled_in("norm").fields
    assert "same_meaning" not in filled_in("contact").fields


def test_a_form_without_changes_asks_nothing() -> None:
    """The panels are the host's to choose: without the field there is no place to answer."""
    given = {"statement": "Wij zijn eerlijk."}
    assert not problems_of(RULES, Subject(published(), given))
    assert problems_of(RULES, Subject(published(), {**given, "changes": published().changes}))


def test_the_edit_view_asks_below_the_changes_and_offers_the_tick(client: Any) -> None:
    page = published()
    client.force_login(make.editor())
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    html = client.get(address).content.decode()
    assert html.count('name="same_meaning"') == 1
    assert "Wie ermee instemde" in html


def test_a_form_of_the_host_without_the_tick_still_opens(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class HostForm(GripPageForm):
        same_meaning = None  # how Django leaves a declared field out

    page = published()
    monkeypatch.setattr(type(page), "base_form_class", HostForm)
    type(page).get_edit_handler.cache_clear()
    try:
        client.force_login(make.editor())
        html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    finally:
        monkeypatch.undo()
        type(page).get_edit_handler.cache_clear()
    assert "same_meaning" not in html
    assert 'id="id_statement"' in html


# --- what visitors see --------------------------------------------------------------


def seen(page: Any, client: Any) -> str:
    return " ".join(client.get(page.url).content.decode().split())


def test_who_agreed_is_shown_with_the_day_and_the_way(client: Any) -> None:
    groups = [make.agreed(), make.agreed(who="participation-council", date=None, how="")]
    html = seen(published(agreed=groups), client)
    assert "De leerlingen · 1 juni 2026<br>" in html
    assert "De leerlingenraad" in html
    assert "De medezeggenschapsraad (MR)</li>" in html


def test_a_group_that_is_not_known_is_left_out(client: Any) -> None:
    html = seen(published(agreed=[make.agreed(who="parrots", how="Een papegaai")]), client)
    assert "Een papegaai" not in html
    assert "Wie ja zei" not in html


def test_the_newest_change_comes_first_and_the_rest_behind_a_summary(client: Any) -> None:
    years = [2021, 2024, 2022, 2023]
    changes = [make.change(date=f"{year}-09-01", text=f"Veranderd in {year}") for year in years]
    html = seen(published(changes=changes), client)
    order = [html.index(f"Veranderd in {year}") for year in (2024, 2023, 2022)]
    assert order == sorted(order)
    assert html.index("Eerdere veranderingen</summary>") < html.index("Veranderd in 2021")
    assert "Eerdere veranderingen" not in seen(published(changes=changes[:3]), client)


def test_the_day_of_the_last_change_is_not_one_to_come(client: Any) -> None:
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    changes = [make.change(date="2021-09-01", text="Nu"), make.change(date=str(tomorrow), text="Straks")]
    html = seen(published(changes=changes), client)
    assert "Laatst veranderd op 1 september 2021" in html
    assert "Straks" in html
    assert "Laatst veranderd" not in seen(published(changes=changes[1:]), client)
