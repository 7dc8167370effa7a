"""Closing the team's sheets to who does not work here: they hold nothing secret, but a school may want that.

The page itself stays open, so Wagtail's own restriction of a page is no way to do this. But it knows who may read a
page of the school that is private, with its password, its login or its groups: who may read that may come in here.
"""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from wagtail.forms import PasswordViewRestrictionForm
from wagtail.models import PageViewRestriction

from ..lookup.context import PageContext
from ..page_class import IncidentPage

ADMIN = "wagtailadmin.access_admin"


def is_closed(page_context: PageContext) -> bool:
    """Whether the school closed its team's sheets: of a translation its original says so, also while that is unseen."""
    decided_by = _decided_by(page_context)
    return decided_by is None or bool(decided_by.grip_team_closed)


def _decided_by(page_context: PageContext) -> IncidentPage | None:
    # A page in the main language is its own source, and was read for this visit: nothing more has to be asked.
    of = page_context.our_page if page_context.in_source_language else page_context.own.decided_by
    return cast("IncidentPage | None", of)


def refused(page_context: PageContext, request: HttpRequest) -> HttpResponse | None:
    """The answer to who may not come in, without a word of what is inside; none where somebody may."""
    if not is_closed(page_context):
        return None
    user: Any = getattr(request, "user", None)
    if user is not None and user.is_authenticated and user.has_perm(ADMIN):
        return None
    # A page that is gone, or private no longer, leaves this closed.
    behind: Any = getattr(_decided_by(page_context), "grip_team_behind", None)
    restrictions = list(behind.get_view_restrictions()) if behind is not None else []
    answer: HttpResponse | None = None
    if not restrictions:
        if user is None or not user.is_authenticated:
            answer = _login(request)
    else:
        failed = next((one for one in restrictions if not one.accept_request(request)), None)
        if failed is not None:
            answer = _ask(behind, failed, request)
    if answer is not None:
        add_never_cache_headers(answer)
    return answer


def _login(request: HttpRequest) -> HttpResponse:
    """As Wagtail leads to a login from a private page."""
    login = getattr(settings, "WAGTAIL_FRONTEND_LOGIN_URL", None) or reverse("wagtailcore_login")
    return redirect_to_login(request.get_full_path(), login)


def _ask(behind: Any, restriction: PageViewRestriction, request: HttpRequest) -> HttpResponse:
    if restriction.restriction_type != PageViewRestriction.PASSWORD:
        return _login(request)
    back = {"return_url": request.get_full_path()}
    action = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, behind.pk])
    form = PasswordViewRestrictionForm(instance=restriction, initial=back)
    response: HttpResponse = behind.specific.serve_password_required_response(request, form, action)
    # Wagtail says 200 here. Whoever copies what answers so, would have a form in the place of the sheet.
    response.status_code = 403
    return response


__all__ = ["is_closed", "refused"]
