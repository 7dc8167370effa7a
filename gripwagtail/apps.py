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
        from django.core.checks import Tags, register

        from .changes import hearing
        from .late import late
        from .lookup import visit
        from .planting import allowed
        from .serving import after_response
        from .text import speaking

        register(late("checks.check"), Tags.compatibility, "gripwagtail")
        speaking.connect()
        allowed.open_up()
        hearing.connect()
        visit.connect()
        after_response.connect()
        after_response.after_changes(late("mirror.refreshing.note_change"))
