from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GripwagtailConfig(AppConfig):
    name = "gripwagtail"
    label = "gripwagtail"
    verbose_name = _("Online behaviour")
    # Without this a host's DEFAULT_AUTO_FIELD would write a migration into our package.
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (checks register themselves on import)
        from .changes import signals
        from .lookup import visit
        from .mirror import refreshing
        from .planting import allowed
        from .serving import after_response
        from .text import speaking

        speaking.connect()
        allowed.open_up()
        signals.connect()
        visit.connect()
        after_response.connect()
        refreshing.connect()
