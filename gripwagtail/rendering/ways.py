"""The links on top of a page and below it: to help, back to the overview, and to what can be hung up."""

from __future__ import annotations

from typing import Any

from ..directory.addresses import below
from ..lookup.context import PageContext, TitledAddress


def ways_to_help(page_context: PageContext) -> dict[str, Any]:
    """The two pages for when something went wrong, and the way back to the page with all of ours."""
    return {
        "contact_link": page_context.link("contact"),
        "incident_link": page_context.link("incident_help"),
        "back_link": page_context.link("overview"),
    }


def to_hang_up(incident: TitledAddress | None) -> dict[str, str]:
    """Where the poster and the pocket cards are, on paper the way to the incident page."""
    return {
        "poster_url": below(incident.url, "poster") if incident else "",
        "cards_url": below(incident.url, "card") if incident else "",
    }


__all__ = ["to_hang_up", "ways_to_help"]
