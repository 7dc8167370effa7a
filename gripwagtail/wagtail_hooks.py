"""What we add to the admin: a kind of snippet and a page of settings. Nothing is styled."""

from __future__ import annotations

from django.apps import apps

from .models import GripSettings

# A system check tells about an app that is missing; the admin itself keeps working.
if apps.is_installed("wagtail.contrib.settings"):
    from wagtail.contrib.settings.models import register_setting

    register_setting(GripSettings, icon="group")

if apps.is_installed("wagtail.snippets"):
    from wagtail.snippets.models import register_snippet

    from .viewsets import HelplineViewSet

    register_snippet(HelplineViewSet)
