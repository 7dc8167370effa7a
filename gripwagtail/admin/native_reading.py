"""Noting that a native speaker has read a translated page, and the sheet on which such a reader corrects it."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Any, Final

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.log_actions import LogFormatter

from ..content.native_readings import NativeReading, translated_texts
from ..desk.dates import today
from ..desk.native_readings import LOG_ACTION, note, seen_of
from ..editing.native_readings import readings_of, unread_of
from ..editing.reader_sheet import rows_of
from ..editing.returned_sheet import is_kept_in_sync
from ..editing.translated_pages import original_of
from ..page_class import GripPage
from ..starter.unread import is_judged
from ..text.language_names import own_name
from ..text.naming import reads_as_a_name
from ..text.values import day, on_one_line
from ..widgets.day import DayFormField
from .library import PageAdminView

_LONGEST_NAME: Final = 100


class NativeReadingForm(forms.Form):
    """Who read it, without a name, and when."""

    by = forms.CharField(
        label=gettext_lazy("Read by"),
        max_length=_LONGEST_NAME,
        help_text=gettext_lazy(
            "A role or an organisation, such as “a mother from the parents’ council who speaks it at home” or the name "
            "of an agency of interpreters. No name of a person: this stays in the history of the page."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    on = DayFormField(label=gettext_lazy("Day of the reading"))

    def clean_by(self) -> str:
        by = on_one_line(self.cleaned_data["by"]).strip()
        if reads_as_a_name(by) or "@" in by:
            raise ValidationError(
                _("This reads as the name of a person. Write the role in which they read it, or their organisation."),
                code="name",
            )
        return by

    def clean_on(self) -> datetime.date:
        on: datetime.date = self.cleaned_data["on"]
        if on > today():
            raise ValidationError(_("This day is still to come."), code="to_come")
        return on


class TranslationAdminView(PageAdminView):
    """What belongs to one page that translates another one."""

    header_icon = "glasses"

    @cached_property
    def original(self) -> GripPage:
        """The page that it translates. There is nothing to judge without one."""
        found = original_of(self.draft)
        if found is None or found.pk == self.draft.pk:
            raise Http404
        return found

    @property
    def language(self) -> str:
        return own_name(self.draft.locale.language_code)


class NativeReadingView(TranslationAdminView):
    """The texts that nobody read, and one button to note that somebody did. Only who may publish the page notes it."""

    http_method_names = ["get", "head", "post"]
    template_name = "gripwagtail/admin/native_reading.html"
    page_title = gettext_lazy("Read by a native speaker")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._answer(NativeReadingForm(initial={"on": today()}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may.can_publish() or not is_judged(self.draft):
            raise PermissionDenied
        form = NativeReadingForm(request.POST)
        if not form.is_valid():
            return self._answer(form)
        unread = unread_of(self.draft)
        if request.POST.get("seen") != seen_of(unread):
            messages.warning(request, _("Nothing was noted: the page has changed in the meantime. Look at it again."))
            return redirect(request.path)
        if not unread:
            messages.info(request, _("Nothing was noted: every text of this page was read already."))
            return redirect(request.path)
        reading = NativeReading(form.cleaned_data["by"], form.cleaned_data["on"])
        count = note(self.draft, unread, reading, request.user)
        said = ngettext(
            "Noted: %(by)s read %(count)d text. It counts as unread again when it changes.",
            "Noted: %(by)s read %(count)d texts. Each counts as unread again when it changes.",
            count,
        )
        messages.success(request, said % {"by": reading.by, "count": count})
        return redirect(request.path)

    def _answer(self, form: NativeReadingForm) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unread = unread_of(self.draft)
        keys = {text.key for text in unread}
        context: dict[str, Any] = super().get_context_data(
            unread=[row for row in rows_of(self.draft, self.original) if row.text.key in keys],
            seen=seen_of(unread),
            total=sum(1 for _text in translated_texts(self.draft, self.original)),
            readings=readings_of(self.draft),
            is_judged=is_judged(self.draft),
            may_note=self.may.can_publish(),
            is_draft=bool(self.draft.live and self.draft.has_unpublished_changes),
            is_kept_in_sync=is_kept_in_sync(self.draft),
            is_locked=bool(self.may.page_locked()),
            language=self.language,
            code=self.draft.locale.language_code,
            code_of_original=str(self.original.grip_language),
            back_url=reverse("gripwagtail_native_sheet_back", args=[self.draft.pk]),
            csv_url=reverse("gripwagtail_native_csv", args=[self.draft.pk]),
            sheet_url=reverse("gripwagtail_native_sheet", args=[self.draft.pk]),
            edit_url=self.edit_url,
            **kwargs,
        )
        return context


class NativeReadingFormatter(LogFormatter):
    """Who read it, as a role or an organisation."""

    label = gettext_lazy("Note a reading by a native speaker")

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data if isinstance(log_entry.data, dict) else {}
        on = day(data.get("on"))
        return _("Read by a native speaker: %(by)s, on %(day)s") % {
            "by": data.get("by", ""),
            "day": date_format(on) if on else "?",
        }


def register_log_actions(actions: Any) -> None:
    actions.register_action(LOG_ACTION)(NativeReadingFormatter)


__all__ = ["NativeReadingForm", "NativeReadingView", "TranslationAdminView", "register_log_actions"]
