"""The addresses of the test hosts, with the preview of the next API of Wagtail beside them (Wagtail 8)."""

from __future__ import annotations

from django.urls import path
from wagtail.api.v3.urls import api

from tests.hosts import urls

urlpatterns = [path("api/v3/", api.urls), *urls.urlpatterns]
