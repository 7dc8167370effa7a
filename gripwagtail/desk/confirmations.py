"""Who made sure of what, and when. Facts come from the page in the main language, and so do checks of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, Final

from django.db import transaction

from ..content.reach import said_by_cards
from ..lookup.context import PageContext
from ..lookup.sources import original_of
from ..page_class import GripPage
from ..records.desk import GripCheck
from ..serving.renewal import renew_source
from . import columns

# The page as a whole.
PAGE: Final = ""


@transaction.atomic
def check(
    page: GripPage, items: Iterable[str] = (PAGE,), who: Any = None, when: datetime.datetime | None = None
) -> None:
    """Notes that these items of a page, by their ids, are still right. Visitors may read the day of it."""
    page = with_facts(page)
    page = type(page)._base_manager.select_related("locale").get(pk=page.pk)
    moment = {} if when is None else {"when": when}
    said = said_by_cards(page)
    GripCheck.objects.bulk_create(
        GripCheck(page_id=page.pk, item=item, who=who, said=said.get(item, ""), **moment) for item in items
    )
    columns.update(page)
    renew_source(page)


def with_facts(page: GripPage) -> GripPage:
    """The page that has the facts which can be right: its original, published or not, else the page itself."""
    return original_of(page, PageContext.of_page(page), drafts=True) or page


__all__ = ["PAGE", "check", "with_facts"]
