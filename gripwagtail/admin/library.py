"""What the admin offers beside the edit view of a page, to those who may edit exactly that page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..editing.library import add, missing
from ..lookup.context import PageContext
from ..lookup.locking import lock
from ..lookup.sources import page_model
from ..page_class import GripPage, IncidentPage, SitePage
from ..page_types.incident_help import IncidentHelpMixin
from ..page_types.norm import NormMixin
from ..page_types.page import GripMixin
from ..starter.files import StarterError


class PageAdminView(WagtailAdminTemplateMixin, View):
    """A page of the admin that belongs to the latest draft of one page of ours.

    The right is asked of the page in the address, and of the one that a form writes, where that is another. Forms of
    one page are handled one after the other.
    """

    http_method_names = ["get", "head"]
    page_mixin: type[GripMixin] | tuple[type[GripMixin], ...] = GripMixin
    # A form that writes nothing about a page does not wait for those that do.
    writes = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        page = get_object_or_404(page_model(), pk=kwargs["page_id"])
        self.may = self._rights_on(page)
        page = page.specific
        if not isinstance(page, self.page_mixin) or page.alias_of_id:
            raise Http404
        if request.method != "POST" or not self.writes:
            self.draft: GripPage = page.get_latest_revision_as_object()
            return super().dispatch(request, *args, **kwargs)
        written = self.written(page)
        if written.pk != page.pk:
            self._rights_on(written)
        with transaction.atomic():
            lock(written)
            self.draft = type(page)._default_manager.get(pk=page.pk).get_latest_revision_as_object()
            return super().dispatch(request, *args, **kwargs)

    def _rights_on(self, page: SitePage) -> Any:
        rights = page.permissions_for_user(self.request.user)
        if not rights.can_edit():
            raise PermissionDenied
        return rights

    def written(self, page: GripPage) -> GripPage:
        """The page about which the form of this view writes something."""
        return page

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.draft.pk])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data())
        return response

    def get_page_subtitle(self) -> str:
        return str(self.draft.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        page_context = {"url": self.edit_url, "label": self.draft.get_admin_display_title()}
        return [*self.breadcrumbs_items, page_context, {"url": "", "label": self.get_page_title()}]


class IncidentAdminView(PageAdminView):
    """The same for one incident page."""

    page_mixin = IncidentHelpMixin
    draft: IncidentPage
    header_icon = "warning"


class LibraryView(PageAdminView):
    """One click adds a shipped situation or agreement to the draft, while the page is not locked. Publishes nothing."""

    page_mixin = (IncidentHelpMixin, NormMixin)
    header_icon = "warning"

    http_method_names = ["get", "head", "post"]
    template_name = "gripwagtail/admin/library.html"
    page_title = gettext_lazy("Shipped situations")

    def get_page_title(self) -> str:
        return str(self.page_title if self.draft.grip_needs_experts else _("Shipped agreements"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.may.page_locked():
            raise PermissionDenied
        try:
            key, seen = request.POST.get("key", ""), request.POST.get("seen")
            offered = next((one for one in missing(self.draft) if one.key == key), None)
            if offered is not None and seen != offered.seen:
                messages.warning(
                    request, _("Nothing was added: our text is another one since you read it. Read the list again.")
                )
                return redirect(request.path)
            added = add(self.draft, key)
        except StarterError as problem:
            messages.error(request, " ".join(problem.messages))
            return redirect(self.edit_url)
        if added is None:
            messages.warning(request, _("Nothing was added: this page already has it, or we do not ship it."))
            return redirect(self.edit_url)
        # As Wagtail saves a draft: work in progress is not judged.
        self.draft.save_revision(user=request.user, log_action=True, clean=False)
        messages.success(
            request,
            _("“%(title)s” was added to the draft. Nothing was published. Read it before you publish.")
            % {"title": added.title},
        )
        return redirect(self.edit_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shipped, problem = [], ""
        try:
            shipped = missing(self.draft)
        except StarterError as error:
            problem = " ".join(error.messages)
        context: dict[str, Any] = super().get_context_data(
            situations=shipped,
            problem=problem,
            edit_url=self.edit_url,
            needs_experts=self.draft.grip_needs_experts,
            is_locked=bool(self.may.page_locked()),
            is_translation=not PageContext(page=self.draft).in_source_language,
            **kwargs,
        )
        return context
