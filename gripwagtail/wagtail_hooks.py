"""What we add to the admin: a kind of snippet, a page of settings, the library of situations. Nothing is styled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import path
from wagtail import hooks

from .admin import expert_unread, home_panel, new_remarks, pasted_headings
from .admin import report as report_view
from .admin.addresses import where_it_leads
from .admin.confirmations import ChecksView
from .admin.content_checker import add_rules
from .admin.copied import follow_copy
from .admin.corrections import CorrectionsView, register_log_actions
from .admin.first_hour import FirstHourView
from .admin.helplines import history
from .admin.library import LibraryView
from .admin.native_reading import NativeReadingView
from .admin.native_reading import register_log_actions as register_readings
from .admin.native_sheet import NativeCsvView, NativeSheetView, SheetBackView
from .admin.next_step import say_next_step
from .admin.outcome import OutcomeView
from .admin.parent_messages import AftercareView
from .admin.pasted import PastedView
from .admin.plan import PlanView
from .admin.report_permission import report_permission
from .admin.school_links import PosterView
from .admin.year import YearView
from .content import damage
from .lookup import sharing, visit
from .packs import history as packs
from .page_class import SitePage
from .page_types.page import GripMixin, finish
from .records.settings import GripSettings
from .reminders.account import RemindersPanel
from .removal import audit
from .widgets.address import ASKS
from .widgets.day import what_day
from .widgets.phone import what_is_dialled


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [
        path("gripwagtail/library/<int:page_id>/", LibraryView.as_view(), name="gripwagtail_library"),
        path("gripwagtail/corrections/<int:page_id>/", CorrectionsView.as_view(), name="gripwagtail_corrections"),
        path("gripwagtail/aftercare/<int:page_id>/", AftercareView.as_view(), name="gripwagtail_aftercare"),
        path("gripwagtail/first-hour/<int:page_id>/", FirstHourView.as_view(), name="gripwagtail_first_hour"),
        path("gripwagtail/outcome/<int:page_id>/", OutcomeView.as_view(), name="gripwagtail_outcome"),
        path("gripwagtail/pasted/<int:page_id>/", PastedView.as_view(), name="gripwagtail_pasted"),
        path("gripwagtail/plan/<int:page_id>/", PlanView.as_view(), name="gripwagtail_plan"),
        path("gripwagtail/year/<int:page_id>/", YearView.as_view(), name="gripwagtail_year"),
        path("gripwagtail/poster/<int:page_id>/", PosterView.as_view(), name="gripwagtail_poster"),
        path("gripwagtail/checks/<int:page_id>/", ChecksView.as_view(), name="gripwagtail_checks"),
        path("gripwagtail/native/<int:page_id>/", NativeReadingView.as_view(), name="gripwagtail_native_reading"),
        path("gripwagtail/native/<int:page_id>/sheet/", NativeSheetView.as_view(), name="gripwagtail_native_sheet"),
        path("gripwagtail/native/<int:page_id>/sheet.csv", NativeCsvView.as_view(), name="gripwagtail_native_csv"),
        path("gripwagtail/native/<int:page_id>/back/", SheetBackView.as_view(), name="gripwagtail_native_sheet_back"),
        path("gripwagtail/address/", where_it_leads, name=ASKS),
        path("gripwagtail/day/", what_day, name="gripwagtail_day"),
        path("gripwagtail/desk/", home_panel.whole, name="gripwagtail_desk"),
        path("gripwagtail/phone/", what_is_dialled, name="gripwagtail_phone"),
        *report_view.urls(),
    ]


# Early, so that what a hook of the host answers in the place of the page knows the page as well.
@hooks.register("before_serve_page", order=-1000)
def note_visit(page: SitePage, request: HttpRequest, args: Any, kwargs: Any) -> None:
    visit.begin(page, request)


# Within all others, so that a restriction or a host that answers in the place of the page goes before.
@hooks.register("on_serve_page", order=10_000)
def finish_pages(serve: Callable[..., Any]) -> Callable[..., Any]:
    def serve_and_finish(page: SitePage, request: HttpRequest, args: Any, kwargs: Any) -> Any:
        response = serve(page, request, args, kwargs)
        return finish(page, request, response) if isinstance(page, GripMixin) else response

    return serve_and_finish


# The form of a page, its panels and what is done when it is saved look up once where that page is.
@hooks.register("before_edit_page", order=-1000)
@hooks.register("before_create_page", order=-1000)
def share_lookups(request: HttpRequest, *args: Any) -> None:
    sharing.begin()


hooks.register("after_copy_page", follow_copy)
hooks.register("before_bulk_action", expert_unread.note_many)
hooks.register("after_bulk_action", expert_unread.say_many)
hooks.register("register_rich_text_features", pasted_headings.register)
hooks.register("construct_homepage_panels", home_panel.add_panel)
hooks.register("register_reports_menu_item", report_view.menu_item)
hooks.register("register_permissions", report_permission)


@hooks.register("before_edit_page")
def note_remarks(request: HttpRequest, page: SitePage) -> None:
    """What was already said about what visitors see is not said again after publishing."""
    if "action-publish" in request.POST and isinstance(page, GripMixin):
        new_remarks.note(request, page)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def say_remarks(request: HttpRequest, page: SitePage) -> None:
    """After publishing nobody sees the edit view again, so what is new is said here."""
    if "action-publish" not in request.POST or not isinstance(page, GripMixin):
        return
    new_remarks.say(request, page)
    expert_unread.say_one(request, page)
    say_next_step(request, page)


@hooks.register("register_account_settings_panel")
def weekly_mail(request: HttpRequest, user: Any, profile: Any) -> Any:
    return RemindersPanel(request, user, profile)


# Late, so that what a host has put in the place of Wagtail's own checker is there and gets them too.
@hooks.register("construct_wagtail_userbar", order=1000)
def add_writing_rules(request: HttpRequest, items: list[Any], page: SitePage) -> None:
    add_rules(items, page)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    history.register(actions)
    audit.register(actions)
    damage.register(actions)
    packs.register(actions)
    register_log_actions(actions)
    register_readings(actions)


# A system check reports an app that is missing; the admin itself keeps working.
if apps.is_installed("wagtail.contrib.settings"):
    from wagtail.contrib.settings.models import register_setting

    register_setting(GripSettings, icon="group")

if apps.is_installed("wagtail.snippets"):
    from wagtail.snippets.models import register_snippet

    from .admin.helplines.viewset import HelplineViewSet

    register_snippet(HelplineViewSet)
