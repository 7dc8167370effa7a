"""The first hour of a school: what its pages cannot do without, in one short form. Saves a draft, publishes nothing."""

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
from ..desk.first_steps import FirstStep, way_there
from ..desk.schools import Desk, School
from ..lookup.context import PageContext
from ..page_class import ContactPage
from ..page_types.contact import ContactMixin
from ..stored.failures import attempt
from .first_hour_form import FirstHourForm
from .library import PageAdminView


class FirstHourView(PageAdminView):
    """The school's number, at most three cards and a tick on each; and whether visitors find the way."""

    page_mixin = ContactMixin
    draft: ContactPage
    http_method_names = ["get", "head", "post"]
    template_name = "gripwagtail/admin/first_hour.html"
    page_title = gettext_lazy("The first hour")
    header_icon = "user"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._elsewhere() or self._answer(self._form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if elsewhere := self._elsewhere():
            return elsewhere
        if self.may.page_locked():
            raise PermissionDenied
        form = self._form(request.POST)
        if not form.is_valid():
            return self._answer(form)
        if form.apply():
            # As Wagtail saves a draft: work in progress is not judged.
            self.draft.save_revision(user=request.user, log_action=True, clean=False)
            self._say_saved(request)
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
        return redirect(reverse("gripwagtail_first_hour", args=[original.pk]))

    def _form(self, data: Any = None) -> FirstHourForm:
        office = PageContext.of_page(self.draft).school
        return FirstHourForm(self.draft, data, office=office)

    def _answer(self, form: FirstHourForm) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return response

    def _say_saved(self, request: HttpRequest) -> None:
        buttons = [
            messages.button(reverse("wagtailadmin_pages:view_draft", args=[self.draft.pk]), _("See how it looks"), True)
        ]
        said = _("Saved in the draft: visitors do not see it yet. Look at it, and publish the page here below.")
        messages.success(request, said, buttons=buttons)

    def _school(self) -> tuple[Desk, School | None]:
        site = PageContext.of_page(self.draft).site
        desk = Desk(self.request.user, only={site.pk} if site is not None else set())
        return desk, next((each for each in desk.schools if any(row.pk == self.draft.pk for row in each.pages)), None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        desk, school = self._school()
        overview = school.first_of_kind("overview") if school is not None else None
        way: FirstStep | None = way_there(desk, school) if school is not None else None
        context: dict[str, Any] = super().get_context_data(
            **kwargs,
            is_locked=bool(self.may.page_locked()),
            edit_url=self.edit_url,
            way=way,
            way_url="" if way is None or "#" in way.url else way.url,
            # A draft has an address that opens nothing.
            way_address=_address(desk, overview) if overview is not None and overview.live else "",
            way_waits=overview is not None and not overview.live,
        )
        return context


def _address(desk: Desk, overview: Any) -> str:
    page = desk.content([overview]).get(overview.pk)
    return attempt("The address of the overview", lambda: str(page.full_url or ""), "", []) if page is not None else ""


__all__ = ["FirstHourView"]
