"""Removes what was planted and nobody edited."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from ..lookup.sources import models_of
from ..page_class import GripPage, SitePage
from ..starter.files import StarterError
from ..starter.files import languages as shipped_languages
from .digest import untouched
from .place import speaks
from .plant import ORDER, Outcome, named


@transaction.atomic
def undo(parent: SitePage, languages: Sequence[str] = ()) -> list[Outcome]:
    """Removes the planted pages below ``parent`` and its translations; with languages those in these, and no other.

    A page that was edited, live or in its latest draft, stays; so does one with other pages below it, and one of which
    a translation stays: that has its facts from it. Settings and helplines stay. Raises ``StarterError`` when the
    pages that others translate would go and those others would not; then nothing is changed.
    """
    found = _planted_below(parent)
    chosen = [page for page in found if not languages or speaks(page, languages)]
    if languages:
        _refuse_unknown(found, languages)
        _refuse_sources(chosen, languages)
    return [_remove(page) for page in chosen]


def _planted_below(parent: SitePage) -> list[GripPage]:
    """In the order in which they can go: translations before their source, what is below a page before that page."""
    family = [parent, *parent.get_translations()]
    main = _main_locale(parent)
    found: list[GripPage] = []
    for place in sorted(family, key=lambda page: (page.locale_id == main, page.path)):
        overviews = [page for page in _planted("overview") if page.is_child_of(place)]
        for kind in reversed(ORDER[1:]):
            found += [
                page
                for page in _planted(kind)
                if page.is_child_of(place) or any(page.is_descendant_of(overview) for overview in overviews)
            ]
        found += overviews
    return found


def _main_locale(page: SitePage) -> int:
    site = page.get_site()
    return int((site.root_page if site else page).locale_id)


def _planted(kind: str) -> list[GripPage]:
    return [page for model in models_of(kind) for page in model.objects.exclude(starter_key="")]


def _refuse_unknown(found: Sequence[GripPage], languages: Sequence[str]) -> None:
    have = sorted({*shipped_languages(), *(page.grip_language for page in found)})
    for code in languages:
        if code not in have:
            raise StarterError(
                _("There are no starter texts in the language “%(language)s”. Choose from: %(languages)s.")
                % {"language": code, "languages": ", ".join(have)}
            )


def _refuse_sources(chosen: Sequence[GripPage], languages: Sequence[str]) -> None:
    going = {page.pk for page in chosen}
    standing: dict[str, None] = {}
    for page in chosen:
        if page.locale_id == _main_locale(page):
            standing |= dict.fromkeys(
                other.locale.language_code for other in _translations(page) if other.pk not in going
            )
    if standing:
        raise StarterError(
            _(
                "The pages in %(languages)s are the source of those in %(others)s: names and numbers there come from "
                "them. Remove these first or as well: --undo %(options)s."
            )
            % {
                "languages": ", ".join(languages),
                "others": ", ".join(standing),
                "options": " ".join(f"--language {code}" for code in standing),
            }
        )


def _translations(page: GripPage) -> list[GripPage]:
    """The pages that have their facts from this one."""
    return list(page.get_translations().filter(alias_of=None))


def _remove(page: GripPage) -> Outcome:
    name = named(page)
    # Read again: the tree has changed since.
    page = type(page).objects.get(pk=page.pk)
    if not untouched(page):
        return Outcome(name, "edited")
    if page.get_children().exists():
        return Outcome(name, "children")
    if page.locale_id == _main_locale(page) and _translations(page):
        return Outcome(name, "translated")
    page.delete()
    return Outcome(name, "removed")
