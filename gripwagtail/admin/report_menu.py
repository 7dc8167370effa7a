"""The report in the menu of the admin, for those who may see it."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem

from .report_permission import may_see_report


class ReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_report(request.user)


def menu_item() -> MenuItem:
    return ReportMenuItem(
        gettext_lazy("Online behaviour"),
        reverse("gripwagtail_desk_report"),
        name="gripwagtail-desk",
        icon_name="glasses",
        order=1200,
    )


__all__ = ["ReportMenuItem", "menu_item"]
