"""The settings of one site, as they are stored."""

from __future__ import annotations

from typing import Any, Final

from wagtail.models import Site

from ..records.settings import GripSettings
from .prepared import Prepared

_OF_SITES: Final = Prepared(lambda *sites: GripSettings.objects.filter(site_id__in=sites))


def row_of(site: Any) -> GripSettings | None:
    """The row of this site, with its board; ``None`` where nobody saved one. One query, with a board two."""
    row: GripSettings | None = next(iter(_OF_SITES(site.pk)), None) if site is not None else None
    if row is not None and row.board_id is not None:
        row.board = Site.objects.select_related("root_page").filter(pk=row.board_id).first()
    return row


__all__ = ["row_of"]
