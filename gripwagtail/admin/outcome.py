"""“What came of it?”: what a school types in after it made its norm together. Saves a draft, publishes nothing."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from ..desk.confirmations import with_facts
from ..directory.addresses import below
from ..page_class import NormPage
from ..page_types.norm import NormMixin
from ..subroutes.registry import TOGETHER
from .library import PageAdminView
from .outcome_form import OutcomeForm


class OutcomeView(PageAdminView):
    """How many took part, the votes, what changes and two days."""

    page_mixin = NormMixin
    draft: NormPage
    http_method_names = ["get", "head", "post"]
    template_name = "gripwagtail/admin/outcome.html"
    page_title = gettext_lazy("What came of it?")
    header_icon = "group"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._elsewhere() or self._answer(OutcomeForm(self.draft))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if elsewhere := self._elsewhere():
            return elsewhere
        if self.may.page_locked():
            raise PermissionDenied
        form = OutcomeForm(self.draft, request.POST)
        if not form.is_valid():
            return self._answer(form)
        if form.apply():
            # As Wagtail saves a draft: work in progress is not judged.
            self.draft.save_revision(user=request.user, log_action=True, clean=False)
            see = messages.button(
                reverse("wagtailadmin_pages:view_draft", args=[self.draft.pk]), _("See how it looks"), True
            )
            said = _("Saved in the draft: visitors do not see it yet. Look at it, and publish the page here below.")
            messages.success(request, said, buttons=[see])
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
        return redirect(reverse("gripwagtail_outcome", args=[original.pk]))

    def _answer(self, form: OutcomeForm) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = self.draft.get_url(self.request) if self.draft.live else None
        context: dict[str, Any] = super().get_context_data(
            **kwargs,
            is_locked=bool(self.may.page_locked()),
            edit_url=self.edit_url,
            together_url=below(own, TOGETHER.name) if own else "",
        )
        return context


__all__ = ["OutcomeView"]
