"""A short form with only what matters of a page. It saves a draft, publishes nothing, and says who was quicker."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from ..desk.confirmations import with_facts
from .library import PageAdminView
from .seen_form import SeenForm


class ShortFormView(PageAdminView):
    """Shows the form of the page in the main language, whose facts hold in all of them, and saves it."""

    http_method_names = ["get", "head", "post"]
    # By which this view is found, for the page in the main language.
    url_name: ClassVar[str]

    @abstractmethod
    def form_for(self, data: Any = None) -> SeenForm:
        """The form of the draft."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._elsewhere() or self._answer(self.form_for())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if elsewhere := self._elsewhere():
            return elsewhere
        if self.may.page_locked():
            raise PermissionDenied
        form = self.form_for(request.POST)
        if not form.is_valid():
            return self._answer(form)
        if form.apply():
            # As Wagtail saves a draft: work in progress is not judged.
            self.draft.save_revision(user=request.user, log_action=True, clean=False)
            see = reverse("wagtailadmin_pages:view_draft", args=[self.draft.pk])
            said = _("Saved in the draft: visitors do not see it yet. Look at it, and publish the page here below.")
            messages.success(request, said, buttons=[messages.button(see, _("See how it looks"), True)])
            return redirect(self.edit_url)
        if form.overtaken:
            return self._answer(form.again())
        messages.info(request, _("Nothing was changed."))
        return redirect(request.path)

    def _elsewhere(self) -> HttpResponse | None:
        """Facts come from the page in the main language."""
        original = with_facts(self.draft)
        if original.pk == self.draft.pk:
            return None
        return redirect(reverse(self.url_name, args=[original.pk]))

    def _answer(self, form: SeenForm) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(
            is_locked=bool(self.may.page_locked()), edit_url=self.edit_url, **kwargs
        )
        return context


__all__ = ["ShortFormView"]
