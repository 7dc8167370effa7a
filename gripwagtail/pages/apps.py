from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GripwagtailPagesConfig(AppConfig):
    name = "gripwagtail.pages"
    label = "gripwagtail_pages"
    verbose_name = _("Online behaviour: pages")
    default_auto_field = "django.db.models.BigAutoField"
