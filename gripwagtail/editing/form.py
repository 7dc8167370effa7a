"""The form of our pages: everything that may not be published is reported at once, in its place.

A draft is never refused: half a text is work in progress.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError, StreamValue, StructBlockValidationError

from ..content.damage import LetsGo
from ..content.items import PLACEHOLDER, raw_items
from ..content.made_from import left_behind
from ..content.problems import Problem, children_with, place, sentence_of
from ..lookup.context import PageContext
from .advice_translation import original_of as published_original_of
from .incident_rules import incident_problems, last_situation_problems, reading_problems, source_items_of
from .norm_changes import SAME_MEANING, change_note_problems
from .text_records import note_anew, original_of, record_of

# The tick in the form of a translation, which no page stores.
WORDS_ARE_RIGHT = "words_are_right"
_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")
_ROUTES = ("email", "form_url", "whatsapp", "sms", "instagram", "where")


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not _is_behind(self.instance):
            self.fields.pop(WORDS_ARE_RIGHT, None)
        if getattr(self.instance, "grip_kind", "") != "norm":
            self.fields.pop(SAME_MEANING, None)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation:
            self._report(
                [
                    *self._placeholders(),
                    *self._unreachable(),
                    *self._incident(),
                    *change_note_problems(self.instance, self.cleaned_data),
                ]
            )
        return cleaned

    def save(self, commit: bool = True) -> Any:
        page = super().save(commit)
        if self.cleaned_data.get(WORDS_ARE_RIGHT):
            original = original_of(page)
            if original is not None:
                note_anew(page, original)
        return page

    def clean_text_language(self) -> str:
        code = str(self.cleaned_data.get("text_language") or "").strip()
        if self.is_deferred_validation or not code:
            return code
        code = code.lower().replace("_", "-")
        if not (_LANGUAGE_CODE.fullmatch(code) or _known_language(code)):
            raise ValidationError(_("This is not a language code. Type one such as nl, en or ar."), code="language")
        return code

    def _report(self, problems: list[Problem]) -> None:
        """Each problem in its place, and all of them in the list that Wagtail shows above the form."""
        by_field: dict[str, list[Problem]] = defaultdict(list)
        for problem in problems:
            by_field[problem.field].append(problem)
        if problems:
            # Wagtail lists the errors of fields only when there is one of the form itself.
            self.add_error(
                None, _("This cannot be published yet. Nothing is lost: change these places, or save a draft.")
            )
        for field, found in by_field.items():
            self.add_error(field, _field_error(found))

    def _placeholders(self) -> Iterator[Problem]:
        message = _("replace the text between “[[” and “]]”, or empty the field.")
        for field, value in self.cleaned_data.items():
            if isinstance(value, str) and PLACEHOLDER in value:
                yield Problem(field, self._label(field), message)
            elif isinstance(value, StreamValue):
                for index, raw in enumerate(value.raw_data):
                    for child in children_with(PLACEHOLDER, raw.get("value")):
                        yield Problem(field, self._where(field, index, raw, child), message, index, child)

    def _unreachable(self) -> Iterator[Problem]:
        """Cards that visitors see and that have no contact details. A card that is not confirmed is not seen."""
        if getattr(self.instance, "grip_kind", "") != "contact":
            return
        for index, raw, value in self._items("contacts"):
            if not value.get("confirmed", True) or _has_route(value):
                continue
            if not value.get("via_school"):
                message = _("fill in a phone number, an e-mail address or another way to reach this contact.")
            elif self._school_is_reachable:
                continue
            else:
                message = _(
                    "this contact is reached through the school, but the school has no phone and no e-mail yet. "
                    "Fill them in on this page or in the settings “online behaviour”."
                )
            yield Problem("contacts", self._where("contacts", index, raw), message, index)

    @property
    def _school_is_reachable(self) -> bool:
        if self.cleaned_data.get("school_phone") or self.cleaned_data.get("school_email"):
            return True
        # A new page has no place in the tree yet; its parent has.
        settings = PageContext(page=self.instance if self.instance.url_path else self.parent_page).settings
        return bool(settings.phone or settings.email)

    def _incident(self) -> Iterator[Problem]:
        """What is in the way of an incident page. The rules are in a module of their own: an import obeys them too."""
        if getattr(self.instance, "grip_kind", "") != "incident_help":
            return
        items = self.cleaned_data.get("situations")
        if isinstance(items, StreamValue):
            yield from incident_problems(items, source_items_of(self.instance))
            planted = bool(getattr(self.instance, "starter_key", ""))
            yield from last_situation_problems(items, self.initial.get("situations"), planted)
            yield from reading_problems(self.cleaned_data.get("readings"), items)

    def _items(self, field: str) -> Iterator[tuple[int, Mapping[str, Any], Mapping[str, Any]]]:
        stream = self.cleaned_data.get(field)
        if isinstance(stream, StreamValue):
            for index, (item_id, kind, value) in enumerate(raw_items(stream)):
                yield index, {"id": item_id, "type": kind, "value": value}, value

    def _label(self, field: str) -> str:
        return str(self.fields[field].label or field)

    def _where(self, field: str, index: int, raw: Mapping[str, Any], child: str = "") -> str:
        return place(self.fields[field].block, self._label(field), index, raw, child)


def _is_behind(page: Any) -> bool:
    """Whether this is a translation with texts that are older than those of its original."""
    if not page.pk or page.alias_of_id:
        return False
    original = published_original_of(page)
    record = record_of(page) if original is not None else None
    return record is not None and any(left_behind(original, page, record))


def _field_error(problems: list[Problem]) -> ValidationError:
    """One line for each problem of a field; for a stream the first also marks all the items."""
    if all(problem.index is None for problem in problems):
        return ValidationError([sentence_of(problem.message) for problem in problems])
    marks = _marks(problems)
    first, *others = [f"{problem.where}: {problem.message}" for problem in problems]
    # Instead of “Validation error in StreamBlock”, which does not help anyone to find it.
    marks.message = first
    return ValidationError([marks, *others])


def _marks(problems: list[Problem]) -> StreamBlockValidationError:
    """What makes Wagtail open each item and show the problem at its part."""
    parts: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    whole: dict[int, list[str]] = defaultdict(list)
    for problem in problems:
        if problem.index is None:
            continue
        message = sentence_of(problem.message)
        if problem.child:
            parts[problem.index][problem.child].append(message)
        else:
            whole[problem.index].append(message)
    return StreamBlockValidationError(
        {
            index: StructBlockValidationError(
                {child: ValidationError(messages) for child, messages in parts[index].items()}, whole[index]
            )
            if parts[index]
            else ValidationError(whole[index])
            for index in {**parts, **whole}
        }
    )


def _has_route(value: Mapping[str, Any]) -> bool:
    routes = [value.get(name) for name in _ROUTES]
    phones = value.get("phones") or ()
    routes += [phone.get("value") if isinstance(phone, Mapping) else phone for phone in phones]
    return any(isinstance(route, str) and route.strip() for route in routes)


def _known_language(code: str) -> bool:
    try:
        return bool(get_language_info(code))
    except KeyError:
        return False
