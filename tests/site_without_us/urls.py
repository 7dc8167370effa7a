"""The addresses of the school, with Wagtail's API beside them."""

from __future__ import annotations

from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet

from tests.hosts import urls

api = WagtailAPIRouter("api")
api.register_endpoint("pages", PagesAPIViewSet)
urlpatterns = [path("api/", api.urls), *urls.urlpatterns]
