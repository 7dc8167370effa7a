"""The form of our pages: everything that may not be published is reported at once, in its place.

A draft is never refused: half a text is work in progress.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextField
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks.base import BlockField

from ..assets import media_of
from ..content.damage import LetsGo
from ..content.made_from import left_behind
from ..content.problems import Problem, sentence_of
from ..item_blocks.fields import linkable
from ..lookup.context import PageContext
from ..lookup.sources import original_of
from ..page_class import GripPage
from ..vocabulary import helplines_once
from ..widgets.limit import count_media, counted, refuse_too_long, uncut
from .far_too_long import grown_too_long
from .made_keys import make_keys
from .names import SAME_MEANING, WORDS_ARE_RIGHT
from .offered import note_of, noted, offered, original_for, without_untouched
from .reporting import Nested, block_problems, field_error, nested_errors
from .rules import refused
from .text_records import note_anew, record_of

OFFERED_WORDS: Final = "offered_words"
_STYLE: Final = "gripwagtail/admin/form.css"
_ITEMS: Final = "gripwagtail/admin/item.js"
_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")


class GripPageForm(LetsGo, WagtailAdminPageForm):
    """Refuses to publish what no visitor may see, with a list of every place."""

    same_meaning = forms.BooleanField(
        required=False,
        label=gettext_lazy("Wording only: the agreement itself has not changed"),
        help_text=gettext_lazy("Tick this when you only correct the wording. Then no change has to be recorded."),
    )

    words_are_right = forms.BooleanField(
        required=False,
        label=gettext_lazy("I have read the texts that are waiting: they match what the original says now"),
        help_text=gettext_lazy("Visitors then see these texts again. Translate again what is not correct."),
    )

    # What the words of offered items were when the form was opened.
    offered_words = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = PageContext.of_page(self.instance)
        if not _is_behind(self.instance, here):
            self.fields.pop(WORDS_ARE_RIGHT, None)
        if SAME_MEANING not in self.instance.grip_form_fields:
            self.fields.pop(SAME_MEANING, None)
        self._limits = self._counted()
        self._original = original_for(self.instance, self.for_user, here)
        if self._original is not None and not self.is_bound:
            # In what the form begins with, and not in the page: what nobody saves is nowhere.
            streams = offered(self.instance, self._original)
            self.initial |= {**streams, OFFERED_WORDS: note_of(self.instance, streams)}
        if self._original is None:
            self.fields.pop(OFFERED_WORDS, None)

    def _counted(self) -> dict[str, int]:
        """The texts of the page itself that a draft may hold in full, each with its limit for publishing."""
        found = {}
        for name in (*self.instance.grip_words, *self.instance.grip_facts):
            column = self.instance._meta.get_field(name) if name in self.fields else None
            if column is not None:
                uncut(self.fields[name])
            if isinstance(column, TextField) and column.max_length:
                counted(self.fields[name])
                found[name] = column.max_length
        return found

    @property
    def media(self) -> Any:
        # Here is written down what each block looks like, with the helplines in every list of them: ``widgets.packed``.
        with helplines_once():
            return super().media + count_media() + media_of(css=[_STYLE], js=[_ITEMS])

    def full_clean(self) -> None:
        with helplines_once():
            super().full_clean()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self._original is not None:
            note = noted(cleaned.pop(OFFERED_WORDS, None))
            for name in set(self.instance.grip_streams) & set(cleaned):
                cleaned[name] = without_untouched(self.instance, self._original, name, cleaned[name], note)
        for name, limit in self._limits.items():
            try:
                refuse_too_long(cleaned.get(name), limit, self.is_deferred_validation)
            except ValidationError as refusal:
                self.add_error(name, refusal)
        for name in self.instance.grip_made_keys:
            if name in cleaned:
                make_keys(self.instance, name, cleaned[name], self.initial.get(name))
        for name, problems in grown_too_long(self.instance, cleaned).items():
            self.add_error(name, field_error(problems, {}))
        if not self.is_deferred_validation:
            self._refuse()
        return cleaned

    def _refuse(self) -> None:
        """All that is in the way of publishing at once: what the blocks refused, and what breaks a rule."""
        typed = self._as_typed()
        by_blocks = {name: self.errors.pop(name) for name in typed}
        problems, nested = [], {}
        for name, errors in by_blocks.items():
            for error in errors.as_data():
                problems += block_problems(self.fields[name], name, typed[name], error)
                nested.update(nested_errors(name, error))
        self._report([*problems, *refused(self, typed)], nested)
        for name, errors in by_blocks.items():
            # A stream that was refused and has no error any more would be published as it was before.
            self.errors.setdefault(name, errors)

    def _as_typed(self) -> dict[str, Any]:
        """The streams that their blocks refused, as they were typed, so that the rules look at these as well."""
        return {
            name: field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for name, field in self.fields.items()
            if name in self.errors and isinstance(field, BlockField)
        }

    def save(self, commit: bool = True) -> Any:
        page = super().save(commit)
        if self.cleaned_data.get(WORDS_ARE_RIGHT):
            original = original_of(page, PageContext.of_page(page), drafts=True)
            if original is not None:
                note_anew(page, original)
        return page

    def clean_school_email(self) -> str:
        return str(linkable(self.cleaned_data.get("school_email") or ""))

    def clean_text_language(self) -> str:
        code = str(self.cleaned_data.get("text_language") or "").strip()
        if self.is_deferred_validation or not code:
            return code
        code = code.lower().replace("_", "-")
        if not (_LANGUAGE_CODE.fullmatch(code) or _known_language(code)):
            raise ValidationError(_("This is not a language code. Type one such as nl, en or ar."), code="language")
        return code

    def _report(self, problems: list[Problem], nested: Nested) -> None:
        """Each problem in its place, and all of them in the list that Wagtail shows above the form."""
        by_field: dict[str, list[Problem]] = defaultdict(list)
        for problem in problems:
            said = [(one.index, one.child, sentence_of(one.message)) for one in by_field[problem.field]]
            # What a block refuses is refused by a rule as well, for texts that come in by another door.
            if (problem.index, problem.child, sentence_of(problem.message)) not in said:
                by_field[problem.field].append(problem)
        if problems:
            # Wagtail lists the errors of fields only when there is one of the form itself.
            self.add_error(
                None, _("This cannot be published yet. Nothing is lost: change these places, or save a draft.")
            )
        for field, found in by_field.items():
            self.add_error(field, field_error(found, nested))


def _is_behind(page: GripPage, here: PageContext) -> bool:
    """Whether this is a translation with texts that are older than those of its original."""
    original = original_of(page, here, drafts=False)
    if original is None:
        return False
    record = record_of(page)
    return record is not None and any(left_behind(original, page, record))


def _known_language(code: str) -> bool:
    try:
        return bool(get_language_info(code))
    except KeyError:
        return False
