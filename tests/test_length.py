"""One line, however long, stops nothing: length is looked at before a pattern reads it, and patterns are linear."""

from __future__ import annotations

import re
import subprocess
import sys
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
from gripwagtail.text import length, phone_spotting
from tests import factories as make
from tests import growth
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


# --- linear by themselves -----------------------------------------------------------


def test_a_list_of_hours_and_dates_is_read_in_no_time() -> None:
    """“10.10-10-10.10” is read in two ways, and as many again with each that follows."""
    found = growth.slow("numbers", phone_spotting.phone_numbers, "10.10-10-10.10- 10-10-2026 10.10", most=1_000)
    assert found is None, found
    assert phone_spotting.phone_numbers("Van 10.10-10-10.10 tot 1-9-2026 - 31-8-2027") == []


def slow_patterns(longest: int) -> list[str]:
    found = {
        name: growth.slow(name, growth.reads(pattern), pattern.pattern, growth.BOUNDED.get(name, (0, ""))[0], longest)
        for name, pattern in growth.patterns().items()
    }
    assert len(found) > 200
    return [str(one) for one in found.values() if one]


@pytest.mark.thorough
def test_twice_as_long_takes_a_pattern_about_twice_as_long() -> None:
    assert slow_patterns(4_000) == []


@pytest.mark.thorough
def test_twice_as_long_takes_a_pattern_about_twice_as_long_at_any_length() -> None:
    assert slow_patterns(growth.LONG) == []


@pytest.mark.thorough
@pytest.mark.parametrize("name", sorted({**growth.readers(), **growth.functions()}))
def test_twice_as_long_takes_a_function_about_twice_as_long(name: str) -> None:
    function, words = {**growth.readers(), **growth.functions()}[name]
    with growth.without_doors():
        found = growth.slow(name, function, words, longest=growth.LONG // 2)
    assert found is None, found


def test_every_pattern_that_is_compiled_is_measured() -> None:
    """In a process of its own, because a pattern is compiled when its module is read."""
    missing = subprocess.run(
        [sys.executable, "-m", "tests.growth"], capture_output=True, text=True, check=False, cwd=growth.ROOT.parent
    )
    assert (missing.returncode, missing.stdout) == (0, ""), missing.stderr


def test_what_takes_a_text_is_found_by_its_signature() -> None:
    found = growth.readers()
    assert {"phone.parse_phone", "safety.promises.promises_too_much", "validators.dialable"} <= set(found)
    assert len(found) > 90
    for begin in growth.NOT_READ:
        assert any(one.startswith(begin) for one in growth.readers(all_of_them=True)), begin


def test_what_is_bounded_is_a_pattern_of_ours() -> None:
    assert set(growth.BOUNDED) <= set(growth.patterns())


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("cubic", r"\b(?:moet|mag)\b.*\bfoto\b.*\bbewaren\b"),
        ("quadratic", r"<a(\b[^>]*)>"),
        ("spaces", r"\s+$"),
    ],
)
def test_growth_is_seen(name: str, pattern: str) -> None:
    words = "je moet de foto" if name == "cubic" else pattern
    assert growth.slow(name, growth.reads(re.compile(pattern)), words)


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
