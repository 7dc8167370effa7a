"""What is in the original and not yet in a translation is in its form, for the words to be typed."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from gripwagtail.item_blocks.families import Words
from tests import factories as make
from tests.test_forms import STREAMS, _stream, card

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

NEW = {"label": "Ouders voor ouders", "about": "Vragen in je eigen taal", "phones": ["070 012 34 58"]}


@pytest.fixture
def cards() -> list[make.Raw]:
    return [make.contact(label="Juf Annemiek"), make.contact(label="Meester Bram", roles=["management"])]


@pytest.fixture
def dutch(cards: list[make.Raw]) -> Any:
    return make.make_page("contact", make.home_page(), contacts=cards)


@pytest.fixture
def ukrainian(dutch: Any, cards: list[make.Raw]) -> Any:
    """As it was translated, before the school added a card between the two."""
    words = copy.deepcopy(cards)
    words[0]["value"]["label"] = "Пані Аннемік"
    page = make.translate(dutch, "en", contacts=words)
    make.set_items(dutch, "contacts", [cards[0], make.contact(**NEW), cards[1]])
    return page


def form(page: Any, user: Any = None, **posted: Any) -> Any:
    parent = page.get_parent().specific
    latest = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    made = latest.get_edit_handler().get_form_class()
    more = {"instance": latest, "parent_page": parent, "for_user": user or make.editor()}
    return made(nested_form_data(posted), **more) if posted else made(**more)


def labels(stream: Any) -> list[str]:
    return [child.value["label"] for child in stream]


def send(page: Any, *cards: Any, **more: Any) -> Any:
    streams = {name: _stream([]) for name in (*STREAMS["contact"], "body")}
    streams["contacts"] = _stream([*cards])
    sent = form(page, title=page.title, slug=page.slug, comments=inline_formset([]), **streams, **more)
    assert sent.is_valid(), sent.errors
    return sent


def sent_card(original: Any, index: int, **words: Any) -> Any:
    child = type(original).objects.get(pk=original.pk).contacts[index]
    kind, value = card(**{"label": child.value["label"], "about": child.value["about"], "phones": ["070 012 34 58"]})
    return kind, {**value, **words}, str(child.id)


def test_what_is_missing_stands_where_the_original_has_it_with_its_facts(dutch: Any, ukrainian: Any) -> None:
    begun = form(ukrainian).initial["contacts"]
    assert labels(begun) == ["Пані Аннемік", NEW["label"], "Meester Bram"]
    assert str(begun[1].id) == str(type(dutch).objects.get(pk=dutch.pk).contacts[1].id)
    assert list(begun[1].value["phones"]) == NEW["phones"]


def test_opening_the_form_changes_nothing(ukrainian: Any) -> None:
    opened = form(ukrainian)
    assert labels(opened.instance.contacts) == ["Пані Аннемік", "Meester Bram"]


def test_a_new_language_begins_with_everything(dutch: Any) -> None:
    page = make.translate(dutch, "ar", contacts=[])
    assert labels(form(page).initial["contacts"]) == ["Juf Annemiek", "Meester Bram"]


def test_words_that_are_typed_are_kept_and_shown_in_that_language(dutch: Any, ukrainian: Any) -> None:
    sent = send(
        ukrainian,
        sent_card(dutch, 0, label="Пані Аннемік"),
        sent_card(dutch, 1, label="Батьки для батьків"),
        sent_card(dutch, 2),
    )
    page = sent.save()
    page.save_revision().publish()
    assert labels(type(page).objects.get(pk=page.pk).contacts) == ["Пані Аннемік", "Батьки для батьків", "Meester Bram"]
    text = make.text_of(page)
    assert "Батьки для батьків" in text
    assert NEW["label"] not in text
    assert NEW["about"] in text


def test_what_nobody_typed_in_is_not_stored_and_is_offered_again(dutch: Any, ukrainian: Any) -> None:
    page = send(ukrainian, *(sent_card(dutch, index) for index in (0, 1, 2))).save()
    page.save_revision()
    assert labels(page.contacts) == ["Juf Annemiek", "Meester Bram"]
    assert NEW["label"] in labels(form(page).initial["contacts"])


def test_what_the_school_has_not_published_stays_with_the_original(dutch: Any, ukrainian: Any) -> None:
    page = type(dutch).objects.get(pk=dutch.pk)
    page.contacts.append(("contact", {"label": "Nog geheim"}))
    page.save_revision()
    assert "Nog geheim" not in labels(form(ukrainian).initial["contacts"])


def test_of_an_original_that_was_never_published_the_draft_is_offered(cards: list[make.Raw]) -> None:
    original = make.make_page("contact", make.home_page(), contacts=cards)
    page = make.translate(original, "en", publish=False, contacts=cards[:1])
    type(original).objects.filter(pk=original.pk).update(live=False)
    make.set_items(original, "contacts", [*cards, make.contact(**NEW)], publish=False)
    assert labels(form(page).initial["contacts"]) == ["Juf Annemiek", "Meester Bram", NEW["label"]]


def test_who_may_not_edit_the_original_is_offered_nothing_of_it(ukrainian: Any) -> None:
    group = Group.objects.create(name="Ukrainian")
    for right in ("change", "publish"):
        GroupPagePermission.objects.create(group=group, page=ukrainian, permission_type=right)
    user = get_user_model().objects.create_user("tolk", "tolk@kwikstaart.example", "geheim")
    user.groups.add(group)
    assert labels(form(ukrainian, user).initial["contacts"]) == ["Пані Аннемік", "Meester Bram"]


def test_an_original_is_offered_nothing(dutch: Any, ukrainian: Any) -> None:
    assert len(form(dutch).initial["contacts"]) == 3


@pytest.mark.parametrize("kind", ["overview", "norm", "contact", "parent_tips", "incident_help"])
def test_every_stream_with_words_is_offered_and_none_without(kind: str) -> None:
    original = make.make_page(kind, make.home_page(), **make.content_of(kind))
    page = make.translate(original, "en", **{name: [] for name in original.grip_streams})
    begun = form(page).initial
    full = [name for name in original.grip_streams if len(getattr(original, name))]
    assert full
    for name in full:
        children = original._meta.get_field(name).stream_block.child_blocks.values()
        has_words = any(
            isinstance(part, Words) for child in children for part in getattr(child, "child_blocks", {}).values()
        )
        assert bool(len(begun[name])) is has_words, name


def test_words_that_the_original_changed_while_the_form_was_open_are_no_translation(dutch: Any, ukrainian: Any) -> None:
    opened = form(ukrainian)
    sent_along = opened["offered_words"].value()
    assert sent_along
    as_opened = [sent_card(dutch, index) for index in (0, 1, 2)]
    raw = [dict(item) for item in type(dutch).objects.get(pk=dutch.pk).contacts.raw_data]
    raw[1]["value"] = {**raw[1]["value"], "label": "Ouders helpen ouders"}
    make.set_items(dutch, "contacts", raw)
    page = send(ukrainian, *as_opened, offered_words=sent_along).save()
    assert labels(page.contacts) == ["Juf Annemiek", "Meester Bram"]
    # Who typed something, and sends along the same, keeps it.
    typed = [as_opened[0], (as_opened[1][0], {**as_opened[1][1], "label": "Батьки"}, as_opened[1][2]), as_opened[2]]
    page = send(ukrainian, *typed, offered_words=sent_along).save()
    assert labels(page.contacts) == ["Juf Annemiek", "Батьки", "Meester Bram"]


@pytest.mark.parametrize("sent_along", ["[" * 20_000, "{", "[1]", '{"x": 1}'])
def test_a_note_that_cannot_be_read_says_nothing(dutch: Any, ukrainian: Any, sent_along: str) -> None:
    page = send(ukrainian, *(sent_card(dutch, index) for index in (0, 1, 2)), offered_words=sent_along).save()
    assert labels(page.contacts) == ["Juf Annemiek", "Meester Bram"]
