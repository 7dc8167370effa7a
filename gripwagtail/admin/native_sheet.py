"""The sheet for a reader without an account: to print, as a file to fill in, and how it comes back as a draft."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from ..editing.reader_sheet import LARGEST, SheetError, headings, read_csv, rows_of, write_csv
from ..editing.returned_sheet import ReturnedSheet, advice, apply, is_kept_in_sync, is_of_another_page, judge
from ..text.language_names import direction, own_name
from .native_reading import TranslationAdminView


class NativeSheetView(TranslationAdminView):
    """A document by itself: what is printed is the sheet, without the admin around it."""

    template_name = "gripwagtail/admin/native_sheet.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        code = self.draft.locale.language_code
        own = str(self.original.grip_language)
        return {
            "title": self.draft.get_admin_display_title(),
            "rows": rows_of(self.draft, self.original),
            "headings": headings(self.draft, self.original),
            "language": own_name(code),
            "code": code,
            "direction": direction(code),
            "code_of_original": own,
            "direction_of_original": direction(own),
        }


class NativeCsvView(TranslationAdminView):
    """The same as a file that a spreadsheet opens."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        written = write_csv(self.draft, self.original)
        response = HttpResponse(written, content_type="text/csv; charset=utf-8")
        name = f"{self.draft.slug}-{self.draft.locale.language_code}"
        response["Content-Disposition"] = f'attachment; filename="{_ascii(name)}.csv"'
        return response


def _ascii(name: str) -> str:
    """The name of a file, with nothing in it that a header or a disk makes something else of."""
    return "".join(char for char in name if char.isascii() and (char.isalnum() or char in "-_"))[:80] or "sheet"


class SheetForm(forms.Form):
    """One file."""

    sheet = forms.FileField(
        label=gettext_lazy("The sheet that came back"),
        help_text=gettext_lazy("The CSV file, saved from the spreadsheet as “CSV UTF-8”."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )


class SheetBackView(TranslationAdminView):
    """Reads a sheet into the newest draft, and shows what became of each row. Publishes nothing."""

    http_method_names = ["get", "head", "post"]
    template_name = "gripwagtail/admin/native_sheet_back.html"
    page_title = gettext_lazy("Bring a reading sheet back")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._answer(SheetForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # What is written into a draft of a page that another package makes would be lost at its next turn.
        if self.may.page_locked() or is_kept_in_sync(self.draft):
            raise PermissionDenied
        form = SheetForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._answer(form)
        try:
            rows = read_csv(form.cleaned_data["sheet"].read(LARGEST + 1))
        except SheetError as problem:
            form.add_error("sheet", str(problem))
            return self._answer(form)
        if is_of_another_page(self.draft, self.original, rows):
            said = _(
                "This file is not of the texts on this page. Is it the sheet of another page? Nothing was changed."
            )
            form.add_error("sheet", said)
            return self._answer(form)
        returned = judge(self.draft, self.original, rows)
        advised = self._keep(request, returned)
        if returned.taken and not (returned.not_taken or returned.remarks or advised):
            return redirect(self.edit_url)
        return self._answer(SheetForm(), returned=returned, advice=advised)

    def _keep(self, request: HttpRequest, returned: ReturnedSheet) -> list[tuple[str, str]]:
        """Writes what is taken into the draft; what there is to say about it."""
        if not returned.taken:
            return []
        before = type(self.draft)._base_manager.get(pk=self.draft.pk).get_latest_revision_as_object()
        apply(self.draft, returned.taken)
        # As Wagtail saves a draft: work in progress is not judged.
        self.draft.save_revision(user=request.user, log_action=True, clean=False)
        said = ngettext(
            "%(count)d text is in the draft. No visitor sees it until the page is published.",
            "%(count)d texts are in the draft. No visitor sees them until the page is published.",
            len(returned.taken),
        )
        messages.success(request, said % {"count": len(returned.taken)})
        return advice(before, self.draft, returned.taken, request.user)

    def _answer(self, form: SheetForm, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form, **kwargs))
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(
            is_locked=bool(self.may.page_locked()),
            is_kept_in_sync=is_kept_in_sync(self.draft),
            language=self.language,
            code=self.draft.locale.language_code,
            # There is none where this translates nothing.
            original=self.original,
            reading_url=reverse("gripwagtail_native_reading", args=[self.draft.pk]),
            edit_url=self.edit_url,
            **kwargs,
        )
        return context


__all__ = ["NativeCsvView", "NativeSheetView", "SheetBackView", "SheetForm"]
