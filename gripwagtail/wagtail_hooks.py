"""What we add to the admin: a kind of snippet, a page of settings, the library of situations. Nothing is styled."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.urls import path
from wagtail import hooks

from .admin_views import LibraryView
from .models import GripSettings


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [path("gripwagtail/library/<int:page_id>/", LibraryView.as_view(), name="gripwagtail_library")]


# A system check tells about an app that is missing; the admin itself keeps working.
if apps.is_installed("wagtail.contrib.settings"):
    from wagtail.contrib.settings.models import register_setting

    register_setting(GripSettings, icon="group")

if apps.is_installed("wagtail.snippets"):
    from wagtail.snippets.models import register_snippet

    from .viewsets import HelplineViewSet

    register_snippet(HelplineViewSet)
