"""What we add to the admin: a kind of snippet, a page of settings, the library of situations. Nothing is styled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.apps import apps
from django.http import HttpRequest
from django.urls import path
from wagtail import hooks

from .admin.report_menu import menu_item
from .admin.report_permission import report_permission
from .content import damage
from .late import late
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

# Below the address of the admin, with the name and where it is: those of a page ask for the right to edit that page.
_VIEWS: Final = (
    ("library/<int:page_id>/", "library", late("admin.library.LibraryView")),
    ("corrections/<int:page_id>/", "corrections", late("admin.corrections.CorrectionsView")),
    ("aftercare/<int:page_id>/", "aftercare", late("admin.parent_messages.AftercareView")),
    ("first-hour/<int:page_id>/", "first_hour", late("admin.first_hour.FirstHourView")),
    ("outcome/<int:page_id>/", "outcome", late("admin.outcome.OutcomeView")),
    ("pasted/<int:page_id>/", "pasted", late("admin.pasted.PastedView")),
    ("plan/<int:page_id>/", "plan", late("admin.plan.PlanView")),
    ("year/<int:page_id>/", "year", late("admin.year.YearView")),
    ("poster/<int:page_id>/", "poster", late("admin.school_links.PosterView")),
    ("checks/<int:page_id>/", "checks", late("admin.confirmations.ChecksView")),
    ("native/<int:page_id>/", "native_reading", late("admin.native_reading.NativeReadingView")),
    ("native/<int:page_id>/sheet/", "native_sheet", late("admin.native_sheet.NativeSheetView")),
    ("native/<int:page_id>/sheet.csv", "native_csv", late("admin.native_sheet.NativeCsvView")),
    ("native/<int:page_id>/back/", "native_sheet_back", late("admin.native_sheet.SheetBackView")),
    ("desk/", "desk", late("admin.home_panel.whole")),
    ("report/", "desk_report", late("admin.report.DeskReportView")),
    ("report/results/", "desk_report_results", late("admin.report.results")),
)


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [
        *(path(f"gripwagtail/{address}", view, name=f"gripwagtail_{name}") for address, name, view in _VIEWS),
        path("gripwagtail/address/", late("admin.addresses.where_it_leads"), name=ASKS),
        path("gripwagtail/day/", what_day, name="gripwagtail_day"),
        path("gripwagtail/phone/", what_is_dialled, name="gripwagtail_phone"),
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


hooks.register("after_copy_page", late("admin.copied.follow_copy"))
hooks.register("before_bulk_action", late("admin.expert_unread.note_many"))
hooks.register("after_bulk_action", late("admin.expert_unread.say_many"))
hooks.register("register_rich_text_features", late("admin.pasted_headings.register"))
hooks.register("construct_homepage_panels", late("admin.home_panel.add_panel"))
hooks.register("register_reports_menu_item", menu_item)
hooks.register("register_permissions", report_permission)


@hooks.register("before_edit_page")
def note_remarks(request: HttpRequest, page: SitePage) -> None:
    """What was already said about what visitors see is not said again after publishing."""
    if "action-publish" in request.POST and isinstance(page, GripMixin):
        late("admin.new_remarks.note")(request, page)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def say_remarks(request: HttpRequest, page: SitePage) -> None:
    """After publishing nobody sees the edit view again, so what is new is said here."""
    if "action-publish" not in request.POST or not isinstance(page, GripMixin):
        return
    late("admin.new_remarks.say")(request, page)
    late("admin.expert_unread.say_one")(request, page)
    late("admin.next_step.say_next_step")(request, page)


@hooks.register("register_account_settings_panel")
def weekly_mail(request: HttpRequest, user: Any, profile: Any) -> Any:
    return RemindersPanel(request, user, profile)


# Late, so that what a host has put in the place of Wagtail's own checker is there and gets them too.
@hooks.register("construct_wagtail_userbar", order=1000)
def add_writing_rules(request: HttpRequest, items: list[Any], page: SitePage) -> None:
    late("admin.content_checker.add_rules")(items, page)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    late("admin.helplines.history.register")(actions)
    audit.register(actions)
    damage.register(actions)
    packs.register(actions)
    late("admin.corrections.register_log_actions")(actions)
    late("admin.native_reading.register_log_actions")(actions)


# A system check reports an app that is missing; the admin itself keeps working.
if apps.is_installed("wagtail.contrib.settings"):
    from wagtail.contrib.settings.models import register_setting

    register_setting(GripSettings, icon="group")

if apps.is_installed("wagtail.snippets"):
    from wagtail.snippets.models import register_snippet

    from .admin.helplines.viewset import HelplineViewSet

    register_snippet(HelplineViewSet)
