"""What we add to the admin: a kind of snippet, a page of settings, the library of situations. Nothing is styled."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import path
from wagtail import hooks
from wagtail.admin import messages

from . import visit
from .admin_aftercare import AftercareView
from .admin_corrections import CorrectionsView, register_log_actions
from .admin_views import LibraryView
from .day_field import what_day
from .desk import home_panel, report_view
from .desk.checks_view import ChecksView
from .desk.next_step import say_next_step
from .desk.report_permission import report_permission
from .models import GripMixin, GripSettings
from .phone_widget import what_is_dialled
from .remarks import remarks


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [
        path("gripwagtail/library/<int:page_id>/", LibraryView.as_view(), name="gripwagtail_library"),
        path("gripwagtail/corrections/<int:page_id>/", CorrectionsView.as_view(), name="gripwagtail_corrections"),
        path("gripwagtail/aftercare/<int:page_id>/", AftercareView.as_view(), name="gripwagtail_aftercare"),
        path("gripwagtail/checks/<int:page_id>/", ChecksView.as_view(), name="gripwagtail_checks"),
        path("gripwagtail/day/", what_day, name="gripwagtail_day"),
        path("gripwagtail/phone/", what_is_dialled, name="gripwagtail_phone"),
        *report_view.urls(),
    ]


# Early, so that what a hook of the host answers in the place of the page knows the page as well.
@hooks.register("before_serve_page", order=-1000)
def note_visit(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> None:
    visit.begin(page, request)


hooks.register("construct_homepage_panels", home_panel.add_panel)
hooks.register("register_reports_menu_item", report_view.menu_item)
hooks.register("register_permissions", report_permission)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def say_remarks(request: HttpRequest, page: Any) -> None:
    """After publishing nobody sees the edit view again, so the remarks are said once more."""
    if "action-publish" not in request.POST or not isinstance(page, GripMixin):
        return
    for remark in remarks(page):
        messages.warning(request, f"{remark.where}: {remark.message}")
    say_next_step(request, page)


@hooks.register("register_account_settings_panel")
def weekly_mail(request: HttpRequest, user: Any, profile: Any) -> Any:
    from .reminders.account import RemindersPanel

    return RemindersPanel(request, user, profile)


# Late, so that what a host has put in the place of Wagtail's own checker is there and gets them too.
@hooks.register("construct_wagtail_userbar", order=1000)
def add_writing_rules(request: HttpRequest, items: list[Any], page: Any) -> None:
    from .writing.checker import add_rules

    add_rules(items, page)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    from . import damage
    from .helpline_admin import history
    from .leaving import audit
    from .packs import history as packs

    history.register(actions)
    audit.register(actions)
    damage.register(actions)
    packs.register(actions)
    register_log_actions(actions)


# A system check tells about an app that is missing; the admin itself keeps working.
if apps.is_installed("wagtail.contrib.settings"):
    from wagtail.contrib.settings.models import register_setting

    register_setting(GripSettings, icon="group")

if apps.is_installed("wagtail.snippets"):
    from wagtail.snippets.models import register_snippet

    from .helpline_admin.viewset import HelplineViewSet

    register_snippet(HelplineViewSet)
