"""One line, however long, stops nothing: length is looked at before a pattern reads it, and patterns are linear."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from gripwagtail.content import incident_help
from gripwagtail.editing import plain_language
from gripwagtail.editing.rules import refused_items, remarks
from gripwagtail.item_blocks import fields
from gripwagtail.item_blocks.incident_help import SituationBlock
from gripwagtail.item_blocks.rich_text import SafeRichTextBlock
from gripwagtail.packs import checking
from gripwagtail.safety import (
    image_instructions,
    image_instructions_languages,
    image_words,
    promises,
    promises_languages,
)
from gripwagtail.text import harmless, length, phone_spotting
from tests import factories as make
from tests.test_forms import filled_in, said, what_happened

ORDER = "je moet de foto "
LONG = (ORDER * 800)[:12_000].strip()
READERS = (image_instructions, image_instructions_languages, promises, promises_languages, phone_spotting, image_words)


class TextsRead(NamedTuple):
    """What patterns got to read: the longest text, and how many."""

    lengths: list[int]

    @property
    def longest(self) -> int:
        return max(self.lengths, default=0)


class _Noting:
    """Does what a pattern does, and notes how long the text was."""

    def __init__(self, pattern: Any, read: TextsRead) -> None:
        self._pattern, self._read = pattern, read

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._pattern, name)
        if not callable(found):
            return found

        def noted(*given: Any, **named: Any) -> Any:
            self._read.lengths.append(max((len(one) for one in given if isinstance(one, str)), default=0))
            return found(*given, **named)

        return noted


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[TextsRead]:
    """Notes what every pattern of the modules that read language gets, those in calls of ``re`` included."""
    noted = TextsRead([])

    def wrapped(value: Any) -> Any:
        if isinstance(value, re.Pattern):
            return _Noting(value, noted)
        if isinstance(value, tuple):
            parts = [wrapped(part) for part in value]
            return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
        return value

    for module in READERS:
        for name, value in list(vars(module).items()):
            if isinstance(value, (re.Pattern, tuple)):
                monkeypatch.setattr(module, name, wrapped(value))
        monkeypatch.setattr(module, "re", _Noting(re, noted))
    incident_help._is_order.cache_clear()
    harmless.forget()
    yield noted
    incident_help._is_order.cache_clear()


def help_page(**value: Any) -> Any:
    situations = [
        make.situation(sexual="yes", evidence="note-only", **value),
        make.situation(title="Iets anders", key="iets-anders"),
    ]
    return make.make_page("incident_help", situations=situations)


# --- one line in one draft ----------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("child", ["pupil_steps", "parent_opening", "danger_line", "school_does"])
def test_no_pattern_reads_a_line_of_twelve_thousand_characters(read: TextsRead, child: str) -> None:
    contacts = make.make_page("contact", contacts=[make.contact(secrecy=LONG, about=LONG)])
    page = help_page(**{child: f"{LONG}\nVraag hulp" if child.endswith("steps") else LONG})
    draft = make.set_items(page, "situations", list(page.situations.raw_data), publish=False)
    shown = make.text_of(page)
    assert ORDER * 3 not in shown
    assert "Blijf rustig" in shown or child == "parent_steps"
    assert make.preview(draft.get_latest_revision_as_object()).select_one(".grip")
    assert "juf Annemiek" in make.text_of(contacts) or make.visit(contacts).status_code == 200
    assert read.lengths
    assert read.longest <= length.WRITTEN_OUT


@pytest.mark.django_db
def test_the_lines_beside_it_are_shown() -> None:
    shown = make.text_of(help_page(pupil_steps=f"Vraag hulp\n{LONG}"))
    assert "Vraag hulp" in shown
    assert ORDER * 3 not in shown


@pytest.mark.django_db
def test_a_field_that_is_too_long_in_all_is_left_out_where_it_may_be_sexual() -> None:
    lines = "\n".join(f"Vraag hulp aan nummer {number}" for number in range(600))
    assert "Vraag hulp aan nummer" not in make.text_of(help_page(pupil_steps=lines))


@pytest.mark.django_db
def test_the_edit_view_of_such_a_draft_opens(read: TextsRead, client: Client) -> None:
    page = help_page(pupil_steps=LONG, danger_line=LONG)
    client.force_login(make.editor())
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    assert read.lengths
    assert read.longest <= length.WRITTEN_OUT


@pytest.mark.django_db
def test_what_the_rules_and_remarks_read_is_not_too_long_either(read: TextsRead) -> None:
    page = help_page(pupil_steps=LONG)
    problems = refused_items(page)
    assert [problem.child for problem in problems] == ["pupil_steps"]
    assert str(len(LONG)) in problems[0].message
    assert not remarks(page)
    assert read.longest <= length.WRITTEN_OUT


def test_one_sign_that_stands_for_a_sentence_counts_as_that_sentence(read: TextsRead) -> None:
    line = "ﷺ" * 900
    assert length.line_too_long(line)
    assert image_instructions.image_instructions(line)
    assert promises.promises_too_much(line)
    assert read.longest <= length.WRITTEN_OUT


def test_only_what_our_readers_take_for_a_line_is_one() -> None:
    assert not length.too_long("\n".join(["a" * 900] * 5))
    assert length.too_long("\u2028".join(["a" * 900] * 5))


# --- what an editor reads -----------------------------------------------------------


@pytest.mark.django_db
def test_a_draft_keeps_such_a_line_and_no_pattern_reads_it(read: TextsRead) -> None:
    form = filled_in("incident_help", draft=True, situations=[what_happened(pupil_steps=f"Vraag hulp\n{LONG}")])
    assert form.errors == {}
    assert form.cleaned_data["situations"][0].value["pupil_steps"].splitlines()[1] == LONG
    assert read.longest <= length.WRITTEN_OUT


@pytest.mark.django_db
def test_a_draft_that_no_text_is_is_refused_says_why_and_keeps_what_was_typed() -> None:
    far = LONG * 2
    form = filled_in("incident_help", draft=True, situations=[what_happened(pupil_steps=f"Vraag hulp\n{far}")])
    marked = form.errors["situations"].as_data()[0].as_json_data()["blockErrors"]
    told = str(marked)
    assert "pupil_steps" in told
    assert form["situations"].value()[0].value["pupil_steps"].splitlines()[1] == far


def test_the_message_names_the_length_and_what_to_do() -> None:
    block = fields.LinesBlock()
    with (
        override("en"),
        pytest.raises(ValidationError, match=r"24,?011 characters.*At most 20,?000.*document of your own"),
    ):
        block.clean_deferred(f"Vraag hulp\n{'x' * 24_000}")
    with override("en"), pytest.raises(ValidationError, match="document of your own"):
        block.clean_deferred("\n".join(["x" * 900] * 24))
    with override("en"), pytest.raises(ValidationError, match=r"Line 2 has 12,?000 characters; at most 140"):
        block.clean(f"Vraag hulp\n{'x' * 12_000}")


def test_no_honest_draft_is_refused() -> None:
    block = fields.LinesBlock()
    protocol = "\n".join(["Bespreek in het team wat er is gebeurd en wie wat doet. " * 15] * 11)
    assert block.clean_deferred(protocol).count("\n") == 10


@pytest.mark.django_db
def test_publishing_such_a_line_is_refused_in_words_about_its_length() -> None:
    form = filled_in("incident_help", situations=[what_happened(sexual="yes", evidence="note-only", pupil_steps=LONG)])
    assert form.errors["situations"]
    assert "may not ask" not in said(form)


def test_a_pack_is_judged_as_far_as_its_fields_hold(read: TextsRead) -> None:
    for name, block in SituationBlock.base_blocks.items():
        if isinstance(block, fields.LinesBlock):
            limit = block.max_line_length
        elif isinstance(block, fields.LineBlock):
            limit = block.field.max_length
        else:
            continue
        assert checking._short(name, "x" * limit)
        assert not checking._short(name, "x" * (limit + 1)), name


# --- formatted text -----------------------------------------------------------------

TANGLES = {
    "open links": "<a ",
    "open links, named": '<a linktype="page" ',
    "embeds that never end": "<embed ",
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", TANGLES)
def test_formatted_text_that_makes_a_reader_slow_is_shown_and_leads_nowhere(name: str) -> None:
    html = f"<p>Lees dit.</p>{(TANGLES[name] * 40_000)[:90_000]}>"
    body = [make.item("paragraph", html)]  # type: ignore[arg-type]
    page = make.make_page("norm", body=body)
    began = time.process_time()
    shown = make.see(page)
    # A minute, before.
    assert time.process_time() - began < 15
    assert "Lees dit." in shown.get_text()


def test_a_tag_of_thousands_of_characters_is_not_followed() -> None:
    block = SafeRichTextBlock()
    html = f'<p>Lees <a linktype="page" id="1" {"a" * 5_000}>dit</a>.</p>'
    assert length.rich_text_too_long(html)
    shown = block.render(block.to_python(html))
    assert "dit" in shown
    assert "href" not in shown


def test_an_address_as_long_as_any_may_be_is_followed() -> None:
    block = SafeRichTextBlock()
    html = f'<p><a href="https://kwikstaart.example/{"a" * 1_900}">dit</a></p>'
    assert "href" in block.render(block.to_python(html))


@pytest.mark.django_db
def test_the_long_sentences_of_a_page_are_looked_for_in_what_may_be_read() -> None:
    page = make.page_class("norm")(title="Norm", statement=LONG, why="Zo doen wij dat.")
    found = plain_language.texts(page)
    assert "Zo doen wij dat." in found.values()
    assert LONG not in found.values()


Reader = Callable[[str], object]


@pytest.mark.parametrize(
    ("reader", "answer"),
    [
        (image_instructions.image_instructions, [f"{LONG[:80]}…"]),
        (promises.promises_too_much, True),
        (phone_spotting.phone_numbers, []),
        (image_words.image_words, []),
    ],
)
def test_what_is_not_read_counts_as_the_worst_where_somebody_may_be_hurt(reader: Reader, answer: object) -> None:
    assert reader(LONG) == answer
