"""The right to see the report, which a group has or has not beside its rights on pages."""

from __future__ import annotations

from typing import Any, Final

CODENAME: Final = "view_desk_report"


def may_see_report(user: Any) -> bool:
    """Whether the user has the right; a superuser has every right."""
    return bool(user is not None and user.has_perm(f"gripwagtail.{CODENAME}"))


def report_permission() -> Any:
    """The right as Wagtail's editor of groups wants it."""
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(content_type__app_label="gripwagtail", codename=CODENAME)


__all__ = ["CODENAME", "may_see_report", "report_permission"]
