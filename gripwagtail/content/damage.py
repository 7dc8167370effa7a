"""What is stored and cannot be read: where it is, in the words of an editor, and what is there.

Visitors do not see it, and miss it. The doctor names it, and so does the edit view: a form that is saved drops
what it cannot show, so before that it is written into the history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import Panel
from wagtail.blocks import Block, ListBlock
from wagtail.fields import StreamField
from wagtail.log_actions import LogFormatter, log

from ..item_blocks import fields
from ..stored.days import unreadable
from ..stored.streams import ALL, left_out_of
from ..text.day import is_unknown
from ..text.values import is_day, is_empty, is_number, is_tick, language_code, whole
from .items import is_fact
from .problems import Problem, place

# The action under which Wagtail's history keeps what a form dropped.
LET_GO: Final = "gripwagtail.let_go"
_SHOWN: Final = 80
_KEPT: Final = 20_000


def damages(row: Any, with_days: bool = True) -> list[Problem]:
    """Everything in the fields of a page, helpline or settings that cannot be read.

    Its days may take a query, see ``day_columns``; ``with_days`` says whether to ask.
    """
    found: list[Problem] = []
    for field in row._meta.get_fields():
        if isinstance(field, StreamField):
            found += _of_stream(field, getattr(row, field.name))
        elif isinstance(field, models.Field) and not _is_sound(field, row.__dict__.get(field.attname)):
            found.append(_problem(field, str(field.verbose_name), row.__dict__[field.attname]))
    for name, text in (unreadable(row) if with_days else {}).items():
        field = row._meta.get_field(name)
        found.append(_problem(field, str(field.verbose_name), text))
    return found


def _of_stream(field: Any, stream: Any) -> Iterator[Problem]:
    label = str(field.verbose_name)
    for index, raw in left_out_of(stream):
        where = label if index == ALL else f"{label} {index + 1}"
        yield _problem(field, where, raw)
    for index, raw in enumerate(stream.raw_data):
        block, value = field.stream_block.child_blocks[raw["type"]], raw["value"]
        parts = getattr(block, "child_blocks", {})
        for name, part in parts.items() if isinstance(value, Mapping) else ():
            if name in value and not is_readable(part, value[name]):
                yield _problem(field, place(field.stream_block, label, index, raw, name), value[name], index, name)


def _problem(field: Any, where: str, raw: object, index: int | None = None, child: str = "") -> Problem:
    message = _("this cannot be read, and no visitor sees it: %(text)s") % {"text": _excerpt(raw)}
    return Problem(field.name, whole(where), message, index, child)


def _excerpt(raw: object, length: int = _SHOWN) -> str:
    return str(Truncator(fields.shown_as_text(raw)).chars(length))


def _is_sound(field: models.Field[Any, Any], value: object) -> bool:
    if isinstance(field, models.IntegerField):
        return is_number(value)
    return field.name != "text_language" or is_empty(value) or bool(language_code(value))


_READABLE: Final[tuple[tuple[Any, Callable[[Any], bool]], ...]] = (
    (fields.ToldBlock, lambda value: is_day(value) or is_unknown(value)),
    (fields.DayBlock, is_day),
    (fields.NumberBlock, is_number),
    (fields.YesBlock, is_tick),
    (ListBlock, lambda value: isinstance(value, list) or is_empty(value)),
    ((fields.ManyOfBlock, fields.KeysBlock), lambda value: isinstance(value, (list, str)) or is_empty(value)),
    ((fields.LinesBlock, fields.FormerBlock), lambda value: isinstance(value, (list, str)) or is_empty(value)),
    ((fields.Words, fields.Fact), is_fact),
)


def is_readable(block: Block, value: object) -> bool:
    """Whether what is stored for this part of an item can be read."""
    kind: Any = type(block)
    rule = _rule_of(kind)
    return rule is None or rule(value)


@cache
def _rule_of(kind: type[Block]) -> Callable[[Any], bool] | None:
    return next((rule for kinds, rule in _READABLE if issubclass(kind, kinds)), None)


class DamagePanel(Panel):
    """What of this cannot be read, above the fields. Nothing where all can."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "gripwagtail/admin/damage_panel.html"

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            # The form has looked already, at the same page.
            seen = None if self.form is None or self.form.is_bound else getattr(self.form, "damaged", None)
            self.found: list[Problem] = damages(self.instance) if seen is None and self.instance.pk else seen or []

        # What an editor would lose by saving is said before anything else: see ``editing.status_panel``.
        is_urgent = True

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.found)

        @property
        def status(self) -> str:
            return _("%(count)d cannot be read") % {"count": len(self.found)}

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "damages": self.found}


class LetsGo:
    """For a form: what it cannot show, and so drops, is written into the history first."""

    instance: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.damaged = damages(self.instance) if self.instance.pk else []
        self._let_go = _stored(self.instance) if self.damaged else {}

    def save(self, commit: bool = True) -> Any:
        if self._let_go:
            log(self.instance, LET_GO, data={"fields": self._let_go})
            self._let_go = {}
        return super().save(commit)  # type: ignore[misc]


def _stored(row: Any) -> dict[str, str]:
    """The damaged fields, each as it is stored."""
    names, days = {problem.field for problem in damages(row)}, unreadable(row)
    fields = [row._meta.get_field(name) for name in sorted(names)]
    return {
        field.name: _excerpt(
            field.get_prep_value(getattr(row, field.name))
            if isinstance(field, StreamField)
            else days.get(field.name, row.__dict__[field.attname]),
            _KEPT,
        )
        for field in fields
    }


class LetGoFormatter(LogFormatter):
    """Names the fields. What was in them is in the data of the entry."""

    label = gettext_lazy("Discard what cannot be read")

    def format_message(self, log_entry: Any) -> str:
        fields = log_entry.data.get("fields") or {}
        said = "; ".join(f"{name}: {Truncator(text).chars(_SHOWN)}" for name, text in fields.items())
        return _("Discard what cannot be read: %(fields)s") % {"fields": said}


def register(actions: Any) -> None:
    """For Wagtail's hook ``register_log_actions``."""
    actions.register_action(LET_GO)(LetGoFormatter)


__all__ = ["DamagePanel", "LetsGo", "damages", "is_readable", "register"]
