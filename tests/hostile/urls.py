"""The addresses of the test hosts, with both of Wagtail's APIs beside them where there are two."""

from __future__ import annotations

from importlib.util import find_spec

from tests import api_urls

urlpatterns = api_urls.urlpatterns
if find_spec("wagtail.api.v3"):
    from django.urls import path
    from wagtail.api.v3.urls import api

    urlpatterns = [path("api/v3/", api.urls), *urlpatterns]
