"""The school of a place as its pages say it, and which of the shipped texts are for it."""

from __future__ import annotations

from ..content.contact import SchoolOffice
from ..page_class import GripPage
from ..vocabulary import TEXTS_FOR_SCHOOL_TYPE
from .context import PageContext


def school_of(page_context: PageContext) -> SchoolOffice:
    """As its contact page says, else its settings."""
    contact = page_context.source("contact")
    return contact.school if contact else page_context.school


def texts_for(page_context: PageContext, page: GripPage) -> str:
    """``po`` or ``vo``: by the kind of school, else by how this page was planted."""
    kind = school_of(page_context).type or page.starter_key.partition("/")[0]
    return TEXTS_FOR_SCHOOL_TYPE.get(kind, "po")


__all__ = ["school_of", "texts_for"]
