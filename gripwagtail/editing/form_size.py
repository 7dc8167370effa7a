"""How many fields the form of a page posts, and whether Django will take them.

Django refuses a form with more than ``DATA_UPLOAD_MAX_NUMBER_FIELDS`` fields, and what
the editor typed is lost. So the editor is warned before that happens.
"""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.admin.panels import HelpPanel

from ..content.items import raw_items
from ..page_class import GripPage

# Every item posts its type, order, id and whether it was deleted.
AROUND_AN_ITEM: Final = 4
# Title, slug, dates, the page's own fields and Wagtail's: about as many on each of our pages.
AROUND_A_PAGE: Final = 60


def field_count(page: GripPage) -> int:
    """About how many fields the edit form of this page posts."""
    count = AROUND_A_PAGE
    for name in page.grip_streams:
        stream_block = page._meta.get_field(name).stream_block
        for _id, kind, value in raw_items(getattr(page, name)):
            child = stream_block.child_blocks.get(kind)
            lists = sum(AROUND_AN_ITEM * len(part) for part in value.values() if isinstance(part, list))
            count += AROUND_AN_ITEM + len(getattr(child, "child_blocks", value)) + lists
    return count


def limit() -> int | None:
    """The most fields that Django takes; ``None`` for no limit."""
    found: int | None = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    return found


class FormSizePanel(HelpPanel):
    """Warns at the top of a page that is about to outgrow what Django accepts."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("template", "gripwagtail/admin/form_size_panel.html")
        super().__init__(**kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        is_urgent = True

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.count = field_count(self.instance)
            self.limit = limit()

        @property
        def status(self) -> str:
            return _("too many fields")

        def is_shown(self) -> bool:
            # From four fifths: there must be room left to finish what was begun.
            return super().is_shown() and self.limit is not None and self.count * 5 > self.limit * 4
