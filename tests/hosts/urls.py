from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
]
if apps.is_installed("wagtail.documents"):
    urlpatterns += [path("documents/", include("wagtail.documents.urls"))]
if settings.USE_I18N and settings.WAGTAIL_I18N_ENABLED:
    urlpatterns += i18n_patterns(path("", include(wagtail_urls)), prefix_default_language=False)
else:
    urlpatterns += [path("", include(wagtail_urls))]
