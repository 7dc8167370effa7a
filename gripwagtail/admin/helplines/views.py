"""The views of one helpline: edit, delete, where it is used, and what is in conflict."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib.admin.utils import quote
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui import tables
from wagtail.admin.ui.side_panels import StatusSidePanel
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log
from wagtail.snippets.views import snippets

from ...late import late
from ...lookup.locking import lock
from ...records.helpline import GripHelpline
from . import saving
from .fields import label_of, value_in_words
from .history import CHANGED
from .uses import Use, name_of, places_in_words, uses_of

# Wagtail makes the views of a snippet when a worker starts; what they compare with is read when an editor comes.
changes = late("starter.helplines.changes")
conflicts = late("starter.helplines.conflicts")
flat_row = late("starter.helpline_rows.flat_row")
keep = late("starter.helplines.keep")
take = late("starter.helplines.take")
write = late("starter.helpline_rows.write")


class HelplineEditView(snippets.EditView):
    """Shows at once that something awaits a decision."""

    conflicts_url_name: str = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            lock(self.object)
            self.object.refresh_from_db()
            response: HttpResponse = super().post(request, *args, **kwargs)
            return response

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)
        shown = json.dumps(saving.seen(flat_row(self.object)))
        form.fields[saving.SEEN] = forms.CharField(required=False, widget=forms.HiddenInput, initial=shown)
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        before = GripHelpline.objects.get(pk=self.object.pk)
        shown = saving.read_seen(form.cleaned_data.get(saving.SEEN))
        if shown is not None:
            found = saving.merged(form.instance, before, shown)
            if found.clashes:
                return self._ask(form, shown, found.clashes)
            write(form.instance, found.flat)
        response: HttpResponse = super().form_valid(form)
        data = changes(flat_row(before), flat_row(self.object))
        if data["fields"]:
            log(self.object, CHANGED, user=self.request.user, data=data, content_changed=True)
        return response

    def _ask(self, form: Any, shown: dict[str, str], clashes: dict[str, Any]) -> HttpResponse:
        """Refuses with what somebody else made of it; who saves again has decided."""
        for name, value in clashes.items():
            error = _("Somebody changed this in the meantime. It now says: “%(value)s”. Save again to replace that.")
            form.add_error(name.partition(".")[0], error % {"value": value_in_words(name, value)})
        form.data = form.data.copy()
        form.data[saving.SEEN] = json.dumps({**shown, **saving.seen(clashes)})
        # What Wagtail says above a form that it refuses itself.
        self.produced_error_message = self.get_error_message()
        response: HttpResponse = self.form_invalid(form)
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        count = len(conflicts(self.object))
        if count:
            message = ngettext(
                "%(count)d field was changed here and in what is shipped.",
                "%(count)d fields were changed here and in what is shipped.",
                count,
            ) % {"count": count}
            url = reverse(self.conflicts_url_name, args=[quote(self.object.pk)])
            messages.warning(request, message, buttons=[messages.button(url, _("Compare and choose"))])
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_side_panels(self) -> Any:
        panels = super().get_side_panels()
        for panel in panels:
            if isinstance(panel, StatusSidePanel):
                # Wagtail would count its own references, of which there are never any.
                panel.get_usage_context = self.get_usage_context
        return panels

    def get_usage_context(self) -> dict[str, Any]:
        return {"usage_count": len(uses_of(self.object.key)), "usage_url": self.get_usage_url()}


class HelplineDeleteView(snippets.DeleteView):
    """Shows where the helpline is used before it is deleted."""

    def get_usage_url(self) -> str:
        return ""

    @property
    def confirmation_message(self) -> str:
        count = len(uses_of(self.object.key))
        named = ngettext("It is mentioned in %(count)d place.", "It is mentioned in %(count)d places.", count)
        advice = _("You can also switch off a helpline that you do not want to show: untick “shown”.")
        return " ".join([super().confirmation_message, named % {"count": count}, advice])


class HelplineUsageView(snippets.UsageView):
    """The pages and settings that name this helpline, with the place in them."""

    def get_queryset(self) -> list[Use]:
        return uses_of(self.object.key)

    @cached_property
    def columns(self) -> list[Any]:
        return [
            tables.TitleColumn(
                "name", label=_("Name"), accessor="label", get_url=lambda row: row["edit_url"], width="30%"
            ),
            tables.Column("content_type", label=_("Type"), accessor="kind", width="20%"),
            tables.Column("places", label=_("Where"), accessor="places"),
        ]

    def get_table(self, object_list: Any, **kwargs: Any) -> Any:
        finder = AdminURLFinder(self.request.user)
        rows = []
        for use in object_list:
            kind = capfirst(use.source._meta.verbose_name)
            url = finder.get_edit_url(use.source)
            # Someone who may not edit a page cannot read its text here either.
            label = name_of(use.source) if url else _("(private)")
            places = places_in_words(use.places) if url else ""
            rows.append({"label": label, "kind": kind, "places": places, "edit_url": url})
        # Bypasses Wagtail's own, which reads references.
        return super(snippets.generic.UsageView, self).get_table(rows, **kwargs)


class ConflictView(PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin, View):
    """What is here, next to what is shipped now; the shipped one is taken with one click."""

    http_method_names = ["get", "head", "post"]
    permission_required = "change"
    template_name = "gripwagtail/admin/helpline_conflicts.html"
    page_title = gettext_lazy("Changed here and in what is shipped")
    header_icon = "warning"
    index_url_name = ""
    edit_url_name = ""
    history_url_name = ""

    @property
    def edit_url(self) -> str:
        return reverse(self.edit_url_name, args=[quote(self.object.pk)])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data())
        return response

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        lock(self.object)
        self.object.refresh_from_db()
        found = conflicts(self.object)
        waiting = [conflict.field for conflict in found]
        one_by_one = not {"keep", "all"} & set(request.POST)
        asked = [one for one in found if not one_by_one or one.field in request.POST.getlist("field")]
        changed = [one for one in asked if one.seen not in request.POST.getlist("seen")]
        if changed:
            fields = ", ".join(label_of(one.field) for one in changed)
            message = _("Nothing was changed, because this is new since you read it: %(fields)s. Read it first.")
            messages.warning(request, message % {"fields": fields})
            return redirect(request.path)
        if "keep" in request.POST:
            keep(self.object, request.user)
            messages.success(request, _("Everything stays as it is here."))
            return redirect(self.edit_url)
        taken = take(self.object, waiting if "all" in request.POST else request.POST.getlist("field"), request.user)
        if taken:
            fields = ", ".join(label_of(name) for name in taken)
            messages.success(request, _("Adopted: %(fields)s.") % {"fields": fields})
        else:
            messages.warning(request, _("Nothing was changed: this was already decided."))
        return redirect(request.path if len(waiting) > len(taken) else self.edit_url)

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(self.object._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": self.edit_url, "label": str(self.object)},
            {"url": "", "label": self.page_title, "sublabel": str(self.object)},
        ]

    @cached_property
    def header_buttons(self) -> list[Any]:
        history = reverse(self.history_url_name, args=[quote(self.object.pk)])
        return [
            HeaderButton(label=_("Edit helpline"), url=self.edit_url, icon_name="edit"),
            HeaderButton(label=_("History"), url=history, icon_name="history"),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [
            {
                "field": conflict.field,
                "label": label_of(conflict.field),
                "seen": conflict.seen,
                "here": value_in_words(conflict.field, conflict.here),
                "shipped": value_in_words(conflict.field, conflict.shipped),
            }
            for conflict in conflicts(self.object)
        ]
        context: dict[str, Any] = super().get_context_data(rows=rows, edit_url=self.edit_url, **kwargs)
        return context
