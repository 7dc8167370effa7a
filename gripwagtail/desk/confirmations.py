"""Who made sure of what, and when. Facts come from the page in the main language, and so do checks of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, Final

from django.db import transaction

from ..content.reach import said_by_cards
from ..lookup.context import PageContext
from ..records.desk import GripCheck
from ..records.stamp import move, of_source
from ..serving import purging
from . import columns

# The page as a whole.
PAGE: Final = ""


@transaction.atomic
def check(page: Any, items: Iterable[str] = (PAGE,), who: Any = None, when: datetime.datetime | None = None) -> None:
    """Notes that these items of a page, by their ids, are still right. Visitors may read the day of it."""
    page = original_of(page)
    page = type(page)._base_manager.select_related("locale").get(pk=page.pk)
    moment = {} if when is None else {"when": when}
    said = said_by_cards(page)
    GripCheck.objects.bulk_create(
        GripCheck(page_id=page.pk, item=item, who=who, said=said.get(item, ""), **moment) for item in items
    )
    columns.update(page)
    move(of_source(page.translation_key))
    purging.note(page)


def original_of(page: Any) -> Any:
    """The page in the main language of its site, where the facts are; the page itself when there is none."""
    page_context = PageContext(page=page)
    if page_context.in_source_language:
        return page
    original = page.get_translation_or_none(page_context.root.locale)
    return page if original is None else original.specific


__all__ = ["PAGE", "check", "original_of"]
