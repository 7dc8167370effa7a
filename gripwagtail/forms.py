from __future__ import annotations

from wagtail.admin.forms import WagtailAdminPageForm


class GripPageForm(WagtailAdminPageForm):
    """The form of our pages."""
