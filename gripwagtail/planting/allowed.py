"""Below which pages of a site ours may be made: what is in the way, and what an owner of the site can do about it."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from ..conf import conf
from ..lookup.page_kinds import classes_named
from ..lookup.sources import is_ours, page_model, page_models
from ..page_class import GripPage, SitePage

_NAMED: Final = 3


def open_up() -> None:
    """Adds our page types to ``subpage_types`` of the classes in ``ALLOW_BELOW``. Called once, when apps are ready."""
    model: Any
    for model in classes_named(conf.allow_below):
        given = getattr(model, "subpage_types", None)
        if given is None:
            continue  # nothing is restricted there
        missing = [each for each in page_models() if each not in model.clean_subpage_models()]
        # One that Wagtail has a list of already gets a new one.
        model.subpage_types = [*given, *(each._meta.label for each in missing)]
        model._clean_subpage_models = None


def refusal(model: type[GripPage], parent: SitePage) -> tuple[str, str]:
    """Why a page of this class cannot be made below that page, and what helps; two empty texts when it can."""
    above: Any = type(parent)
    ours: Any = model
    if model in above.allowed_subpage_models():
        return "", ""
    names = {
        "type": model._meta.verbose_name,
        "parent": parent.title,
        "class": above._meta.label,
        "place": _place(above),
        "ours": model._meta.label,
    }
    if above not in ours.clean_parent_page_models():
        message = _("A page of type “%(type)s” is not allowed below “%(parent)s”: parent_page_types of %(ours)s.")
        hint = _("Choose another page, or allow it there.")
        return message % names, " ".join((hint % names, _elsewhere(model, parent)))
    message = _(
        "A page of type “%(type)s” is not allowed below “%(parent)s”: subpage_types of %(class)s (%(place)s) does not "
        "name %(ours)s."
    )
    hint = _('Set GRIPWAGTAIL["ALLOW_BELOW"] = ["%(class)s"], or add “%(ours)s” there.')
    return message % names, " ".join(filter(None, (hint % names, _elsewhere(model, parent))))


def _elsewhere(model: type[GripPage], parent: SitePage) -> str:
    """Pages of the same site below which such a page may be made now, as options of the command; empty for none."""
    fit = [each for each in model.allowed_parent_page_models() if not is_ours(each) and each is not page_model()]
    types = ContentType.objects.get_for_models(*fit, for_concrete_models=False).values() if fit else ()
    root = parent.get_site().root_page if parent.get_site() else parent
    pages = (
        page_model()
        .objects.descendant_of(root, inclusive=True)
        .filter(content_type__in=types, live=True, locale=parent.locale_id)
        .order_by("depth", "path")[:_NAMED]
    )
    found = [f"--parent {page.pk} (“{page.title}”)" for page in pages]
    return _("Or run gripwagtail_start with %(pages)s.") % {"pages": ", ".join(found)} if found else ""


def _place(model: type[SitePage]) -> str:
    """File and line of a class, from where the command is run."""
    try:
        file, line = Path(inspect.getsourcefile(model) or ""), inspect.getsourcelines(model)[1]
    except (OSError, TypeError):
        return model.__module__
    return f"{file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file}:{line}"


__all__ = ["open_up", "refusal"]
