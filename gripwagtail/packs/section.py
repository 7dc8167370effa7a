"""The pages of one school in one language: what is exported, and what an import brings up to date."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ..lookup.sources import models_of
from ..page_class import SitePage
from ..planting.plant import ORDER
from ..starter.files import StarterError


def section(parent: SitePage) -> dict[str, Any]:
    """The page of each kind below ``parent``, in its language; drafts as well.

    Raises ``StarterError`` when there are several of a kind: then it is unclear which school is meant.
    """
    found: dict[str, Any] = {}
    for kind in ORDER:
        pages = {
            page.pk: page.specific
            for model in models_of(kind)
            for page in model.objects.descendant_of(parent).filter(locale_id=parent.locale_id, alias_of=None)
        }
        if len(pages) > 1:
            titles = ", ".join(f"{page.title} ({page.pk})" for page in pages.values())
            message = _("Below “%(parent)s” there are several pages of one kind: %(pages)s. Choose a page below it.")
            raise StarterError(message % {"parent": parent.title, "pages": titles})
        if pages:
            found[kind] = next(iter(pages.values()))
    return found
