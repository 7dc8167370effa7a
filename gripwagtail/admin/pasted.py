"""Paste your old page: what is found in it becomes drafts, the rest is a note beside the form until it is used."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from ..content.identities import digest
from ..content.problems import called_by
from ..desk.confirmations import with_facts
from ..page_types.contact import ContactMixin
from ..page_types.norm import NormMixin
from ..records.pasted import GripPasted, forget_old, notes_of
from ..stored.streams import put_items
from ..text.length import PASTE
from .library import PageAdminView
from .pasted_agreements import read_agreements
from .pasted_contacts import PastedReading, read_contacts

_AGREEMENTS: Final = NormMixin.grip_pasted
# How many notes a page may have at once: each was pasted by somebody, and each has to be read.
_MOST: Final = 10


class PasteForm(forms.Form):
    """One box. What is too long is refused in words, and stays in it."""

    text = forms.CharField(
        label=gettext_lazy("The text of your old page"),
        widget=forms.Textarea(attrs={"rows": 14, "data-grip-limit": str(PASTE)}),
        # Every sign of it is kept.
        strip=False,
    )

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n").replace("\r", "\n")
        if not text.strip():
            raise ValidationError(_("Paste the text of your page first."), code="required")
        if len(text) > PASTE:
            raise ValidationError(
                _(
                    "This text has %(count)d characters; at most %(limit)d fit at once. Nothing is lost: it is still "
                    "in the box. Paste it in parts."
                )
                % {"count": len(text), "limit": PASTE},
                code="far_too_long",
            )
        if "\0" in text:
            raise ValidationError(_("There is a sign in this text that cannot be kept. Paste it as plain text."))
        return text


class PastedView(PageAdminView):
    """Reads a text once, into the newest draft. Publishes nothing: no visitor sees a card that nobody confirmed."""

    page_mixin = (ContactMixin, NormMixin)
    http_method_names = ["get", "head", "post"]
    template_name = "gripwagtail/admin/pasted.html"
    page_title = gettext_lazy("Paste your old page")
    header_icon = "clipboard-list"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        forget_old()
        return self._elsewhere() or self._answer(PasteForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if elsewhere := self._elsewhere():
            return elsewhere
        if self.may.page_locked():
            raise PermissionDenied
        if request.POST.get("do") == "forget":
            return self._forget(request)
        form = PasteForm(request.POST)
        if form.is_valid() and len(notes_of(self.draft)) >= _MOST:
            form.add_error("text", _("There are too many notes beside this page already. Use these first."))
        if not form.is_valid():
            return self._answer(form)
        return self._keep(request, form.cleaned_data["text"])

    def _elsewhere(self) -> HttpResponse | None:
        """Facts come from the page in the main language."""
        original = with_facts(self.draft)
        if original.pk == self.draft.pk:
            return None
        return redirect(reverse("gripwagtail_pasted", args=[original.pk]))

    def _answer(self, form: PasteForm) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return response

    def _keep(self, request: HttpRequest, text: str) -> HttpResponse:
        found = self._read(text)
        if found.items:
            name = self.draft.grip_pasted
            items = [*getattr(self.draft, name).raw_data, *found.items]
            put_items(self.draft, name, items)
            # As Wagtail saves a draft: work in progress is not judged.
            self.draft.save_revision(user=request.user, log_action=True, clean=False)
        if found.rest.strip():
            GripPasted.objects.create(page_id=self.draft.pk, text=found.rest, who=request.user)
        self._say(request, found)
        return redirect(request.path)

    def _read(self, text: str) -> PastedReading:
        if self.draft.grip_pasted == _AGREEMENTS:
            stored = getattr(self.draft, _AGREEMENTS).raw_data
            return read_agreements(text, [str(raw["value"].get("we_do") or "") for raw in stored])
        return read_contacts(text)

    def _say(self, request: HttpRequest, found: PastedReading) -> None:
        if found.items:
            names = ", ".join(f"“{called_by(item['value']) or item['value'].get('we_do', '')}”" for item in found.items)
            if self.draft.grip_pasted == _AGREEMENTS:
                said = ngettext(
                    "%(count)d agreement is in the draft: %(names)s. Read it before you publish.",
                    "%(count)d agreements are in the draft: %(names)s. Read them before you publish.",
                    len(found.items),
                )
            else:
                said = ngettext(
                    "%(count)d card is in the draft: %(names)s. No visitor sees it until you confirm it.",
                    "%(count)d cards are in the draft: %(names)s. No visitor sees them until you confirm them.",
                    len(found.items),
                )
            button = messages.button(self.edit_url, _("To the page"))
            messages.success(request, said % {"count": len(found.items), "names": names}, buttons=[button])
        if found.doubtful:
            said = ngettext(
                "%(count)d line may be what is not allowed: “%(first)s”. It is in the note, not in the draft. Choose "
                "yourself whether it is an agreement.",
                "%(count)d lines may be what is not allowed, the first of them: “%(first)s”. They are in the note, not "
                "in the draft. Choose yourself which of them are agreements.",
                len(found.doubtful),
            )
            messages.warning(request, said % {"count": len(found.doubtful), "first": found.doubtful[0]})
        if found.rest.strip():
            messages.info(request, _("What was not plain enough is kept below, and beside the form of the page."))

    def _forget(self, request: HttpRequest) -> HttpResponse:
        """Throws one note away, if it still says what was read."""
        note = GripPasted.objects.filter(page=self.draft.pk, pk=_number(request.POST.get("note"))).first()
        if note is None:
            messages.warning(request, _("Nothing was thrown away: this note is gone already."))
        elif request.POST.get("seen") != seen_of(note):
            messages.warning(request, _("Nothing was thrown away: this note has changed since. Read it again."))
        else:
            note.delete()
            messages.success(request, _("The note is thrown away."))
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(
            **kwargs,
            notes=[(note, seen_of(note)) for note in notes_of(self.draft)],
            is_locked=bool(self.may.page_locked()),
            is_norm=self.draft.grip_pasted == _AGREEMENTS,
            edit_url=self.edit_url,
            limit=PASTE,
        )
        return context


def seen_of(note: GripPasted) -> str:
    """Which text of a note was read: a person may have been taken out of it since."""
    return digest(note.text)


def _number(sent: str | None) -> int:
    return int(sent) if sent and sent.isascii() and sent.isdigit() and len(sent) < 18 else 0


__all__ = ["PastedView", "seen_of"]
