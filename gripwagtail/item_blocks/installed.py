"""What of Wagtail this site has: its documents may be left out."""

from __future__ import annotations

from typing import Any

from django.apps import apps


def has_documents() -> bool:
    """Whether this site has documents of Wagtail's. Before Django is ready, as most sites have."""
    return not apps.apps_ready or apps.is_installed("wagtail.documents")


def document_model() -> Any:
    """The class of its documents, which may be the host's own. To be asked only where there are any."""
    from wagtail.documents import get_document_model

    return get_document_model()


__all__ = ["document_model", "has_documents"]
