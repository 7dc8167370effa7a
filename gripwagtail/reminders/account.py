"""The tick in the account of an editor that turns the weekly mail off and on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from ..records.reminders import GripReminders
from .readers import may_get_mail

if TYPE_CHECKING:  # at run time the class takes no arguments
    _ModelForm = forms.ModelForm[GripReminders]
else:
    from django.forms import ModelForm as _ModelForm


class RemindersForm(_ModelForm):
    class Meta:
        model = GripReminders
        fields = ("wanted",)


class RemindersPanel(BaseSettingsPanel):
    """Shown under “Notifications”, for anyone who may edit pages."""

    name = "gripwagtail_reminders"
    title = _("Online behaviour: weekly mail")
    order = 400
    tab = notifications_tab
    form_class = RemindersForm

    def is_active(self) -> bool:
        return may_get_mail(self.user)

    def get_form(self) -> Any:
        instance = GripReminders.objects.filter(user=self.user).first() or GripReminders(user=self.user)
        given = self.request.POST if self.request.method == "POST" else None
        return RemindersForm(given, instance=instance, prefix=self.name)
