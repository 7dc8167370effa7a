"""Which template a page of ours is made with here."""

from __future__ import annotations

from django.template.loader import select_template
from django.test import RequestFactory

from ..page_class import GripPage


def template_of(page: GripPage) -> tuple[str, str]:
    """The name of the template that is used for the page, and its file."""
    names = page.get_template(RequestFactory().get("/"))
    used = select_template([names] if isinstance(names, str) else names)
    origin = getattr(used, "origin", None)
    return str(getattr(origin, "template_name", "") or ""), str(getattr(origin, "name", "") or "")


__all__ = ["template_of"]
