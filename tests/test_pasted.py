"""A page that an editor pastes: drafts and a note beside the form, that nobody else reads and that does not stay."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import PageLogEntry, ReferenceIndex, Revision

from gripwagtail.editing.pasted_panel import PastedPanel
from gripwagtail.models import GripPasted
from gripwagtail.records.pasted import KEPT, forget_old, notes_of
from gripwagtail.removal.inventory import our_tables
from gripwagtail.text.length import PASTE
from tests import factories as make
from tests.test_library import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.indexed, pytest.mark.broad]

TEXT = """Onze school vindt het belangrijk dat je bij iemand terechtkunt.

Juf Annemiek Voorbeeld, vertrouwenspersoon, 070 012 34 78, di en do

Vraag anders naar meester Geheim Verzonnen, die weet het vast.
"""


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def client() -> Client:
    return client_of(make.editor())


@pytest.fixture
def page() -> Any:
    page = make.make_page("contact", contacts=[make.contact()])
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def address(page: Any) -> str:
    return reverse("gripwagtail_pasted", args=[page.pk])


def draft(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def paste(client: Client, page: Any, text: str = TEXT) -> Any:
    return client.post(address(page), {"text": text}, follow=True)


def words(answer: Any) -> str:
    return " ".join(make.soup(answer).get_text(" ").split())


def test_what_is_plain_is_a_card_in_the_draft_and_the_rest_a_note(page: Any, client: Client) -> None:
    answer = paste(client, page)
    card = draft(page).contacts.raw_data[-1]["value"]
    assert (card["name"], [one["value"] for one in card["phones"]]) == ("Juf Annemiek Voorbeeld", ["070 012 34 78"])
    assert card["confirmed"] is False
    note = GripPasted.objects.get()
    assert "meester Geheim Verzonnen" in note.text and "Annemiek" not in note.text
    assert "1 card is in the draft" in words(answer)
    assert note.text.splitlines()[0] in make.soup(answer).select_one(".grip-pasted").get_text()
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.edit").latest("pk").user is not None


def test_nothing_goes_public_by_itself_not_even_when_the_page_is_published(page: Any, client: Client) -> None:
    paste(client, page)
    for publish in (False, True):
        if publish:
            page.get_latest_revision().publish()
        visitor = Client().get(page.url).content.decode()
        assert [one for one in ("Annemiek", "34 78", "123478") if one in visitor] == []
        assert "Geheim" not in visitor


def test_a_note_is_in_no_revision_api_copy_or_index(page: Any, client: Client) -> None:
    paste(client, page)
    assert not [one for one in Revision.objects.all() if "Geheim" in json.dumps(one.content)]
    assert not ReferenceIndex.objects.filter(base_content_type__model="grippasted").exists()
    copy = page.copy(update_attrs={"slug": "kopie", "title": "Kopie"})
    assert notes_of(copy) == []
    assert "Geheim" not in json.dumps(
        make.page_class("contact").objects.get(pk=page.pk).serializable_data(), default=str
    )


def test_publishing_the_page_takes_the_note_away_and_saving_does_not(page: Any, client: Client) -> None:
    paste(client, page)
    draft(page).save_revision()
    assert len(notes_of(page)) == 1
    other = make.make_page("contact", make.home_page(make.home_page()))
    other.save_revision().publish()
    assert len(notes_of(page)) == 1
    draft(page).save_revision().publish()
    assert not GripPasted.objects.exists()


def test_after_thirty_days_it_is_gone(page: Any, client: Client) -> None:
    paste(client, page)
    almost = timezone.now() - KEPT + timedelta(minutes=1)
    GripPasted.objects.update(when=almost)
    assert forget_old() == 0 and len(notes_of(page)) == 1
    GripPasted.objects.update(when=timezone.now() - KEPT)
    assert notes_of(page) == []
    client.get(address(page))
    assert not GripPasted.objects.exists()


def test_the_weekly_run_takes_old_notes_away_of_pages_that_nobody_opens(page: Any, client: Client) -> None:
    paste(client, page)
    GripPasted.objects.update(when=timezone.now() - KEPT)
    call_command("gripwagtail_remind", dry_run=True, base_url="https://kwikstaart.example", stdout=io.StringIO())
    assert GripPasted.objects.exists()
    call_command("gripwagtail_remind", base_url="https://kwikstaart.example", stdout=io.StringIO())
    assert not GripPasted.objects.exists()


def test_who_is_erased_is_out_of_the_note(page: Any, client: Client) -> None:
    paste(client, page)
    out = io.StringIO()
    call_command("gripwagtail_erase", name=["Geheim Verzonnen"], stdout=out)
    assert "Geheim" in GripPasted.objects.get().text
    from gripwagtail.removal.erasure import erase
    from gripwagtail.removal.person import Person

    erase(Person(names=("Geheim Verzonnen",)))
    assert "Geheim" not in GripPasted.objects.get().text
    assert "Vraag anders naar" in GripPasted.objects.get().text


def test_an_uninstall_knows_the_table() -> None:
    assert GripPasted in our_tables()


def test_a_text_that_is_too_long_is_refused_in_words_and_stays_in_the_box(page: Any, client: Client) -> None:
    text = "Onze school. " * (PASTE // 13 + 10)
    answer = client.post(address(page), {"text": text})
    soup = make.soup(answer)
    assert f"at most {PASTE} fit at once" in soup.select_one(".error-message").get_text()
    assert soup.select_one("textarea[name=text]").get_text().strip() == text.strip()
    assert not GripPasted.objects.exists()
    assert not page.revisions.exclude(pk=page.latest_revision_id).exists()


def test_a_text_of_exactly_as_much_as_fits_is_kept_whole(page: Any, client: Client) -> None:
    text = ("Wat een verhaal is dit toch weer. " * 1000)[: PASTE - 1] + "x"
    paste(client, page, text)
    assert GripPasted.objects.get().text == text


def test_an_empty_box_is_told_and_nothing_is_saved(page: Any, client: Client) -> None:
    assert client.post(address(page), {"text": " \n "}).status_code == 200
    assert not GripPasted.objects.exists()


def test_pasting_twice_adds_a_second_note_and_neither_is_lost(page: Any, client: Client) -> None:
    paste(client, page, "Het eerste verhaal.")
    paste(client, page, "Het tweede verhaal.")
    assert [note.text for note in notes_of(page)] == ["Het eerste verhaal.", "Het tweede verhaal."]


def test_the_note_stands_beside_the_form_of_the_page(page: Any, client: Client) -> None:
    paste(client, page)
    form = make.soup(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    assert "meester Geheim Verzonnen" in form.select_one(".grip-pasted").get_text()
    assert form.select_one(f"a[href='{address(page)}']")


def test_the_box_is_offered_where_something_can_be_pasted(page: Any) -> None:
    def is_offered(given: Any) -> bool:
        request = RequestFactory().get("/")
        request.user = make.editor()
        panel = PastedPanel().bind_to_model(type(given))
        return bool(panel.get_bound_panel(instance=given, request=request, form=None, prefix="x").is_shown())

    new = make.page_class("contact")(title="Nieuw", locale=page.locale)
    alias = page.create_alias(update_slug="kopie")
    assert [is_offered(each) for each in (page, new, alias)] == [True, False, False]


def test_markup_in_a_paste_is_text(page: Any, client: Client) -> None:
    answer = paste(client, page, "Dit is <script>alert(1)</script> van ons.")
    assert "<script>alert(1)" not in answer.content.decode()
    assert "<script>alert(1)</script>" in GripPasted.objects.get().text


def test_a_note_is_thrown_away_as_it_was_read_or_not_at_all(page: Any, client: Client) -> None:
    soup = make.soup(paste(client, page))
    form = {one["name"]: one["value"] for one in soup.select("form:has([name=note]) input") if one["name"] != "text"}
    GripPasted.objects.update(text="Iets anders")
    assert "has changed since" in words(client.post(address(page), form, follow=True))
    assert GripPasted.objects.exists()
    soup = make.soup(client.get(address(page)))
    form = {one["name"]: one["value"] for one in soup.select("form:has([name=note]) input")}
    assert "thrown away" in words(client.post(address(page), form, follow=True))
    assert not GripPasted.objects.exists()
    assert "is gone already" in words(client.post(address(page), form, follow=True))


def test_a_note_of_another_page_is_not_thrown_away_by_its_number(page: Any, client: Client) -> None:
    other = make.make_page("contact", make.home_page(make.home_page()))
    note = GripPasted.objects.create(page_id=other.pk, text="Van een ander")
    from gripwagtail.admin.pasted import seen_of

    for number in (note.pk, "x", "", "9" * 30):
        client.post(address(page), {"do": "forget", "note": number, "seen": seen_of(note)})
    assert GripPasted.objects.filter(pk=note.pk).exists()


def test_the_draft_of_somebody_else_is_kept_and_a_lock_is_respected(page: Any, client: Client) -> None:
    make.set_items(page, "contacts", [*page.contacts.raw_data, make.contact(label="Nieuw")], publish=False)
    paste(client, page)
    assert [raw["value"].get("label") for raw in draft(page).contacts.raw_data][1:] == ["Nieuw", "vertrouwenspersoon"]
    page = type(page).objects.get(pk=page.pk)
    page.locked, page.locked_by, page.locked_at = True, make.editor(), timezone.now()
    page.save()
    # As Wagtail answers who may not.
    assert client.post(address(page), {"text": TEXT})["Location"] == reverse("wagtailadmin_home")
    assert GripPasted.objects.count() == 1
    assert "This page is locked" in words(client.get(address(page)))


def test_the_norm_gets_agreements_and_keeps_the_rest(client: Client) -> None:
    norm = make.make_page("norm", statement="Wij zijn aardig", agreements=[make.agreement()])
    text = "Onze afspraken\nWij vragen eerst of iemand op de foto wil.\nDaar is lang over gepraat met ouders."
    paste(client, norm, text)
    items = draft(norm).agreements.raw_data
    assert [raw["value"]["we_do"] for raw in items][1:] == ["Wij vragen eerst of iemand op de foto wil."]
    assert items[-1]["value"]["if_broken_confirmed"] is False
    assert "lang over gepraat" in GripPasted.objects.get().text


def test_a_page_of_another_kind_has_no_box_and_a_translation_leads_to_its_source(page: Any, client: Client) -> None:
    tips = make.make_page("parent_tips")
    assert client.get(address(tips)).status_code == 404
    translated = make.translate(page, "ar")
    for answer in (client.get(address(translated)), client.post(address(translated), {"text": TEXT})):
        assert (answer.status_code, answer["Location"]) == (302, address(page))
    assert not GripPasted.objects.exists()


def test_a_page_with_cards_from_a_paste_is_published_before_these_are_finished(page: Any, client: Client) -> None:
    paste(client, page)
    block = draft(page).contacts.stream_block
    # As the form of the page judges on publishing: nobody sees the card, so its date may wait.
    assert block.clean(draft(page).contacts)
