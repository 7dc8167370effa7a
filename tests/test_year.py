"""A year for parents: ten texts, at their month, copied or sent to the editor's own address alone."""

from __future__ import annotations

import copy
import datetime
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gripwagtail.admin import school_links
from gripwagtail.admin import year as view
from gripwagtail.editing.plain_language import count_words, sentences
from gripwagtail.safety.promises import promises_too_much
from gripwagtail.starter import year as shipped
from gripwagtail.starter.year import MONTHS, faults, language_for, languages, of_month, pieces
from tests import factories as make

SETS = [(language, texts) for language in ("en", "nl") for texts in ("po", "vo")]
LONGEST = 25


# --- what is shipped -----------------------------------------------------------------


@pytest.mark.parametrize(("language", "texts"), SETS)
def test_there_is_one_text_for_each_month_from_september_to_june(language: str, texts: str) -> None:
    assert tuple(one.month for one in pieces(language, texts)) == MONTHS
    assert len({one.title for one in pieces(language, texts)}) == 10
    assert of_month(pieces(language, texts), 7) is None


@pytest.mark.parametrize(("language", "texts"), SETS)
def test_each_is_short_promises_nothing_and_has_a_sentence_to_begin_with(language: str, texts: str) -> None:
    for one in pieces(language, texts):
        assert one.opener.endswith("?"), one.opener
        for text in (one.title, one.tip, one.opener):
            assert not promises_too_much(text), text
            assert not re.search(r"\bscreenshot|schermafbeelding", text, re.IGNORECASE), text
            assert [part for part in sentences(text) if count_words(part) > LONGEST] == []


@pytest.mark.parametrize(("language", "texts"), SETS)
def test_none_says_how_many_do_something_for_which_there_is_no_source(language: str, texts: str) -> None:
    counted = r"\b(veel|steeds meer|de meeste|sommige) (jongeren|kinderen|ouders|plaatjes|mensen)\b"
    counted += r"|\b(many|more and more|most|some) (young people|children|parents|pictures|people)\b"
    for one in pieces(language, texts):
        assert not re.search(counted, f"{one.tip} {one.opener}", re.IGNORECASE), one.tip


def test_who_reads_another_language_gets_them_in_dutch() -> None:
    assert languages() == ["en", "nl"]
    assert [language_for(code) for code in ("en-GB", "ar", "")] == ["en", "nl", "nl"]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda one: one["pieces"][0].update(month=13), "pieces[1].month"),
        (lambda one: one["pieces"][1].pop("opener"), "pieces[2].opener"),
        (lambda one: one["pieces"][0].update(tip="Bel 0800 0432"), "pieces[1].tip"),
        (lambda one: one.update(extra=1), "extra"),
    ],
)
def test_what_is_wrong_in_a_file_is_named_with_its_place(change: Any, where: str) -> None:
    given = copy.deepcopy(tomllib.loads(files(shipped).joinpath("nl.toml").read_text(encoding="utf-8")))
    assert [*faults(given)] == []
    change(given)
    assert where in [place for place, _message in faults(given)]


# --- among the texts to share --------------------------------------------------------


def groups(page: Any) -> dict[str, list[str]]:
    found = make.soup(make.visit(page, leaf="share/"))
    return {one.h2.text: [each.text for each in one.select("h3")] for one in found.select("section")}


@pytest.fixture
def page() -> Any:
    return make.make_page("parent_tips", slug="tips", tips=[make.tip()])


@pytest.fixture
def in_month(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    def be(month: int) -> None:
        day = datetime.date(2026, month, 12)
        monkeypatch.setattr(timezone, "localdate", lambda *given: day)
        for place in (view, school_links):
            monkeypatch.setattr(place, "today", lambda: day)

    yield be


@pytest.mark.django_db
def test_the_year_begins_with_this_month_and_comes_before_the_tips_by_age(page: Any, in_month: Any) -> None:
    in_month(12)
    found = groups(page)
    assert next(iter(found)) == "Een jaar voor ouders"
    year = found["Een jaar voor ouders"]
    assert (year[0], year[-1]) == ("december: Geld in spelletjes", "november: Eerst vragen, dan pas delen")
    assert len(year) == 10


@pytest.mark.django_db
def test_in_the_summer_it_begins_with_september(page: Any, in_month: Any) -> None:
    in_month(7)
    year = groups(page)["Een jaar voor ouders"]
    assert (year[0], len(year)) == ("september: De app van de klas", 10)


@pytest.mark.django_db
def test_the_year_is_that_of_the_kind_of_school(page: Any) -> None:
    make.settings_of(school_type="vo")
    assert "januari: Twee sloten op de deur" in groups(page)["Een jaar voor ouders"]


@pytest.mark.django_db
def test_a_text_of_the_year_is_shared_with_tip_opener_and_address(page: Any) -> None:
    found = make.soup(make.visit(page, leaf="share/"))
    text = next(one for one in found.select("[data-grip-share]") if "februari" in one.h3.text)
    lines = [line.text for line in text.select("[data-grip-text] > p")]
    assert lines[1] == "Aardig zijn, ook online"
    assert lines[2].startswith("Vraag niet alleen wat er misgaat")
    assert lines[4] == "“Wie deed er online iets aardigs deze week?”"
    assert lines[5].endswith(" http://localhost/tips/")


@pytest.mark.django_db
def test_on_a_page_in_another_language_the_year_is_marked_as_dutch(page: Any) -> None:
    type(page).objects.filter(pk=page.pk).update(text_language="ar")
    found = make.soup(make.visit(page, leaf="share/"))
    assert {one.get("lang") for one in found.select("section")[0].select("h3")} == {"nl"}


# --- in the admin --------------------------------------------------------------------


def address(page: Any) -> str:
    return reverse("gripwagtail_year", args=[page.pk])


@pytest.fixture
def client() -> Client:
    user = make.editor()
    user.email = "juf@kwikstaart.example"
    user.save()
    client = Client()
    client.force_login(user)
    return client


def said(client: Client, page: Any) -> str:
    """What the editor is told after it."""
    return " ".join(str(one) for one in client.get(address(page)).context["messages"])


@pytest.mark.django_db
def test_the_admin_shows_the_ten_from_this_month_on(client: Client, page: Any, in_month: Any) -> None:
    in_month(3)
    found = make.soup(client.get(address(page)))
    shown = [int(one["id"].removeprefix("grip-text-")) for one in found.select("textarea[id^=grip-text-]")]
    assert shown == [3, 4, 5, 6, 9, 10, 11, 12, 1, 2]
    assert "http://localhost/tips/" in found.select_one("#grip-text-3").text


@pytest.mark.django_db
def test_of_a_page_that_parents_cannot_open_no_address_is_in_the_text(client: Client, page: Any) -> None:
    page.unpublish()
    found = make.soup(client.get(address(page)))
    assert "http" not in found.select_one("#grip-text-9").text


@pytest.mark.django_db
def test_a_text_is_sent_to_the_own_address_alone(client: Client, page: Any) -> None:
    assert client.post(address(page), {"month": "9", "to": "ouder@elders.example"}).status_code == 302
    [sent] = mail.outbox
    assert sent.recipients() == ["juf@kwikstaart.example"]
    assert sent.subject == "De app van de klas"
    assert "http://localhost/tips/" in sent.body
    assert "juf@kwikstaart.example" in said(client, page)


@pytest.mark.django_db
def test_nothing_is_sent_by_opening_it_or_for_a_month_without_a_text(client: Client, page: Any) -> None:
    client.get(address(page), {"month": "9"})
    client.post(address(page), {"month": "7"})
    client.post(address(page))
    assert mail.outbox == []


@pytest.mark.django_db
def test_one_mail_a_minute(client: Client, page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for _again in range(3):
        client.post(address(page), {"month": "9"})
    assert len(mail.outbox) == 1
    later = timezone.now() + datetime.timedelta(seconds=view.BETWEEN)
    monkeypatch.setattr(timezone, "now", lambda: later)
    client.post(address(page), {"month": "9"})
    assert len(mail.outbox) == 2


@pytest.mark.django_db
def test_an_account_without_an_address_is_told_so(page: Any) -> None:
    user = make.editor()
    user.email = ""
    user.save()
    client = Client()
    client.force_login(user)
    client.post(address(page), {"month": "9"})
    assert mail.outbox == []
    assert "geen e-mailadres" in said(client, page)


@pytest.mark.django_db
def test_a_mail_server_that_fails_is_said_and_breaks_nothing(
    client: Client, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Any, *given: Any, **more: Any) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    assert client.post(address(page), {"month": "9"}).status_code == 302
    assert "Kopieer de tekst in plaats daarvan" in said(client, page)


@pytest.mark.django_db
def test_another_kind_of_page_has_no_year(client: Client) -> None:
    assert client.get(address(make.make_page("norm"))).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(("month", "expected"), [(9, "september"), (7, "")])
def test_the_desk_leads_to_the_text_of_this_month(
    client: Client, page: Any, in_month: Any, month: int, expected: str
) -> None:
    in_month(month)
    found = make.soup(client.get(reverse("wagtailadmin_home")))
    [link] = found.select(f'a[href="{address(page)}"]')
    assert expected in link.text.lower()
