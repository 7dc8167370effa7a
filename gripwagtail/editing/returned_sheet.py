"""A sheet that came back from a reader: which of its rows go into the draft, and why the others do not.

A row of which a number or a placeholder is broken is refused. What the rules of the page have to say of the rest is
told beside it, and again at the form. Nothing of a row that is not taken is lost: it comes back with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import TextField
from django.utils.translation import gettext as _
from wagtail.fields import StreamField

from ..content.problems import Problem
from ..item_blocks.families import OneLine
from ..lookup.context import PageContext
from ..page_class import GripPage
from ..stored.streams import put_items
from ..text.csv_safe import safe_cell, typed_in
from ..text.kept_signs import numbers_in, placeholders_in
from ..text.length import PASTE
from ..text.values import on_one_line, whole
from ..widgets.limit import refuse_far_too_long, refuse_too_long
from ..widgets.line import LineColumn
from . import translation_rules
from .reader_sheet import OutgoingRow, ReturnedRow, by_code, rows_of, without_code
from .rules import refused_items, remarks

_OF_TRANSLATIONS = frozenset(rule.key for rule in translation_rules.RULES)


@dataclass(frozen=True, slots=True)
class TakenRow:
    """A text with what it becomes."""

    row: OutgoingRow
    text: str


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that stays out of the draft, with what was in it and why."""

    row: ReturnedRow
    where: str
    said: str
    why: str


@dataclass(slots=True)
class ReturnedSheet:
    """What became of each row. ``remarks`` are those of the reader, each with its place."""

    taken: list[TakenRow] = field(default_factory=list)
    not_taken: list[RefusedRow] = field(default_factory=list)
    unchanged: int = 0
    remarks: list[tuple[str, str]] = field(default_factory=list)


def is_of_another_page(page: GripPage, original: GripPage, rows: Iterable[ReturnedRow]) -> bool:
    """Whether the file is a sheet of texts that are elsewhere: then not each of its rows has to be told.

    Two pages of one kind have a few fields in common, so it is when hardly any row has a place here.
    """
    given = {row.code[0] for row in rows if row.code}
    return len(given & by_code(rows_of(page, original)).keys()) < len(given) / 2


def judge(page: GripPage, original: GripPage, rows: Iterable[ReturnedRow]) -> ReturnedSheet:
    """What is to be done with each row. Changes nothing."""
    known, seen, found = by_code(rows_of(page, original)), set[str](), ReturnedSheet()
    for row in rows:
        own = known.get(row.code[0]) if row.code else None
        where = own.where if own is not None else without_code(row.place)
        if row.remark:
            found.remarks.append((where, row.remark))
        said = _said(row, own)
        if own is not None and _is_as_it_was(row, own):
            found.unchanged += 1
            continue
        why = _why_not(page, row, own, said, seen)
        if own is not None:
            seen.add(own.code)
        if why or own is None:
            found.not_taken.append(RefusedRow(row, where, said, why))
        else:
            found.taken.append(TakenRow(own, _tidy(page, own, said)))
    return found


def _said(row: ReturnedRow, own: OutgoingRow | None) -> str:
    # No pattern reads what is far too long. It is refused below, and shown as it came.
    if len(row.said) > PASTE:
        return row.said
    typed = typed_in(row.said)
    # The quote that we put in front, before a text that could not be calculated any more.
    if own is not None and str(safe_cell(own.text.said)) == f"'{own.text.said}":
        typed = typed.removeprefix("'")
    return whole(typed).replace("\r\n", "\n").replace("\r", "\n").strip()


def _is_as_it_was(row: ReturnedRow, own: OutgoingRow) -> bool:
    """Also with the quotes of a cell that could be calculated, and with other line ends."""
    return row.said.split() in (own.text.said.split(), str(safe_cell(own.text.said)).split())


def _why_not(page: GripPage, row: ReturnedRow, own: OutgoingRow | None, said: str, seen: set[str]) -> str:
    """Why a row is not taken; empty when it is. How long it is comes before every pattern."""
    if own is None:
        return _("This row is of no text on this page: its place was changed, or the text is gone.")
    if not said:
        return _("The translation in this row is empty. The text stays as it is.")
    if row.code is not None and row.code[1] not in own.code:
        return _("The text on the page has changed since this sheet was made. Compare the two.")
    if own.code in seen:
        return _("This text is in the file more than once.")
    try:
        refuse_far_too_long(len(said))
    except ValidationError as refusal:
        return str(refusal.messages[0])
    return _broken_signs(own, said) or _does_not_fit(page, own, said)


def _broken_signs(own: OutgoingRow, said: str) -> str:
    """The numbers and placeholders are those of the text as it was, or those of the original."""
    for signs_in, message in (
        (placeholders_in, _("A placeholder is broken. It has to be the same as in the text: %(signs)s.")),
        (numbers_in, _("A number is broken. The numbers have to be the same as in the text: %(signs)s.")),
    ):
        allowed = [signs_in(text) for text in (own.text.said, own.text.own)]
        if signs_in(said) not in allowed:
            signs = ", ".join(allowed[0].elements()) or _("none")
            return message % {"signs": signs}
    return ""


def _does_not_fit(page: GripPage, own: OutgoingRow, said: str) -> str:
    """A field of the page itself is a column, which takes in no more than it can hold."""
    known: Any = page._meta.get_field(own.text.place[0])
    if isinstance(known, StreamField):
        return ""
    try:
        known.clean(_tidy(page, own, said), page)
    except ValidationError as refusal:
        return str(refusal.messages[0])
    return ""


def _tidy(page: GripPage, own: OutgoingRow, said: str) -> str:
    """On one line where its place has one, as the form does."""
    name, item_id, _child = own.text.place
    if not item_id:
        known = page._meta.get_field(name)
        has_lines = isinstance(known, TextField) and not isinstance(known, LineColumn)
        return said if has_lines else on_one_line(said)
    return on_one_line(said) if isinstance(_block(page, own), OneLine) else said


def _block(page: GripPage, own: OutgoingRow) -> Any:
    name, _item, child = own.text.place
    blocks: Mapping[str, Any] = page._meta.get_field(name).stream_block.child_blocks
    return next((block.child_blocks[child] for block in blocks.values() if child in block.child_blocks), None)


# --- into the draft -----------------------------------------------------------------


def apply(page: GripPage, taken: Iterable[TakenRow]) -> None:
    """Writes these texts into this version of the page, without saving it."""
    by_stream: dict[str, dict[str, dict[str, str]]] = {}
    for one in taken:
        name, item_id, child = one.row.text.place
        if item_id:
            by_stream.setdefault(name, {}).setdefault(item_id, {})[child] = one.text
        else:
            setattr(page, name, one.text)
    for name, items in by_stream.items():
        raw = getattr(page, name).raw_data
        put_items(page, name, [_with(item, items.get(str(item.get("id") or ""), {})) for item in raw])


def _with(item: Any, texts: Mapping[str, str]) -> Any:
    return {**item, "value": {**item["value"], **texts}} if texts else item


def advice(before: GripPage, page: GripPage, taken: Iterable[TakenRow], user: Any = None) -> list[tuple[str, str]]:
    """What the rules say of the page with these texts that they did not say before, each with its place."""
    known = {_key(problem) for problem in _problems(before, user)}
    said = [(problem.where, problem.message) for problem in _problems(page, user) if _key(problem) not in known]
    return [*_too_long(page, taken), *said]


def _problems(page: GripPage, user: Any) -> list[Problem]:
    found = [*refused_items(page), *remarks(page, PageContext.of_page(page), user)]
    return [problem for problem in found if problem.rule not in _OF_TRANSLATIONS]


def _key(problem: Problem) -> tuple[Any, ...]:
    return problem.rule, problem.field, problem.index, problem.child, problem.message


def _too_long(page: GripPage, taken: Iterable[TakenRow]) -> Iterator[tuple[str, str]]:
    """A draft keeps what is too long to publish; better said now."""
    for one in taken:
        name, item_id, _child = one.row.text.place
        try:
            if item_id:
                _block(page, one.row).clean(one.text)
            else:
                refuse_too_long(one.text, page._meta.get_field(name).max_length, is_draft=False)
        except ValidationError as refusal:
            yield one.row.where, str(refusal.messages[0])


def is_kept_in_sync(page: GripPage) -> bool:
    """Whether wagtail-localize makes this page from a list of its own: what is written into a draft is lost then."""
    if not apps.is_installed("wagtail_localize"):
        return False
    translations = apps.get_model("wagtail_localize", "Translation")._default_manager
    kept = translations.filter(source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True)
    return bool(kept.exists())


__all__ = [
    "RefusedRow",
    "ReturnedSheet",
    "TakenRow",
    "advice",
    "apply",
    "is_kept_in_sync",
    "is_of_another_page",
    "judge",
]
