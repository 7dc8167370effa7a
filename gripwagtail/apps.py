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
        from wagtail.admin.forms.models import register_form_field_override

        from .changes import hearing
        from .late import late
        from .lookup import visit
        from .planting import allowed
        from .serving import after_response
        from .stored.streams import StreamField
        from .text import speaking

        # Also for a page class of the host with a form that is not one of ours.
        register_form_field_override(
            StreamField, override=lambda field: {"widget": late("widgets.packed.StreamWidget")(field.stream_block)}
        )
        register(late("checks.check"), Tags.compatibility, "gripwagtail")
        speaking.connect()
        allowed.open_up()
        hearing.connect()
        visit.connect()
        after_response.connect()
        after_response.after_changes(late("mirror.refreshing.note_change"))
