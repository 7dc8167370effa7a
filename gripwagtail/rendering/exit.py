"""The exit link: where "leave this page" goes and what it says."""

from __future__ import annotations

from typing import Any

from ..conf import DEFAULTS, conf
from ..lookup.context import PageContext
from ..validators import leads_elsewhere
from .sentences import sentence_html


def exit_context(page_context: PageContext, language: str) -> dict[str, Any]:
    """Where "leave this page" goes and what it says."""
    return {"url": _address(page_context.settings.exit_url), "label": sentence_html("exit_label", language)}


def _address(chosen: str) -> str:
    """The first address that can be trusted to lead away. A form is not the only way in."""
    return next((url for url in (chosen, conf.exit_url) if url and leads_elsewhere(url)), DEFAULTS["EXIT_URL"])
