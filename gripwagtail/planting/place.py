"""Where the pages go: the parent, its translations, and the page types of this host."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import cast

from django.utils.translation import gettext as _
from wagtail.models import Locale, Site

from ..lookup.context import PageContext
from ..lookup.sources import is_ours, models_of, page_model
from ..page_class import GripPage, SitePage
from ..starter.files import StarterError
from .allowed import refusal

LABEL = "gripwagtail_pages"


@dataclass(frozen=True, slots=True)
class ParentPage:
    """A parent for the pages in one language; ``text_language`` when the locale is another."""

    parent: SitePage
    language: str
    text_language: str = ""


def home_in_draft(page: GripPage) -> SitePage | None:
    """The home page in the language of this page, where it is a draft.

    Wagtail then begins at the home page in the main language, so that visitors get the page that is there.
    """
    root = PageContext.of_page(page).root
    if root is None or root.locale_id == page.locale_id:
        return None
    above: SitePage | None = page.get_ancestors().filter(translation_key=root.translation_key, live=False).first()
    return above


def parent_of(page_id: int | None = None, host: str = "") -> SitePage:
    """The page to plant below, of its own class: by number, by the host of a site, or the default site's root.

    Raises ``StarterError`` when there is no such page or it is one that can have none of ours.
    """
    page: SitePage = _page(page_id) if page_id is not None else _site(host).root_page
    if page.depth < 2:
        raise StarterError(_("Page %(id)d is the root above all sites. Choose a page of a site.") % {"id": page.pk})
    if page.specific_class is None:
        raise StarterError(_("The type of page %(id)d is no longer installed.") % {"id": page.pk})
    page = page.specific
    if is_ours(type(page)):
        raise StarterError(
            _("“%(title)s” is one of the pages to plant. Choose the page above it.") % {"title": page.title}
        )
    return page


def _page(page_id: int) -> SitePage:
    page: SitePage | None = page_model().objects.filter(pk=page_id).first()
    if page is None:
        raise StarterError(_("There is no page with number %(id)d.") % {"id": page_id})
    return page


def _site(host: str) -> Site:
    if not host:
        site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
        if site is None:
            raise StarterError(_("There is no default site. Say where with --parent or --site."))
        return site
    name, _colon, port = host.partition(":")
    sites = Site.objects.select_related("root_page").filter(hostname__iexact=name)
    if port:
        sites = sites.filter(port=int(port)) if re.fullmatch(r"[0-9]{1,5}", port) else sites.none()
    found = list(sites)
    if len(found) == 1:
        return found[0]
    if not found:
        have = ", ".join(Site.objects.values_list("hostname", flat=True))
        raise StarterError(_("There is no site “%(host)s”. The sites are: %(sites)s.") % {"host": host, "sites": have})
    raise StarterError(_("There are several sites “%(host)s”. Add the port, or use --parent.") % {"host": host})


def places(parent: SitePage, languages: Sequence[str]) -> list[ParentPage]:
    """A place per language. The first is the source of the others.

    The language of the parent comes first; when it is not among them, the first one takes
    the parent's locale and records that in ``text_language``. Any other language needs its locale
    and a translation of the parent; else ``StarterError``.
    """
    wanted = list(dict.fromkeys(languages))
    own = parent.locale
    first = next((language for language in wanted if _speaks(own, language)), wanted[0])
    found = [ParentPage(parent, first, "" if _speaks(own, first) else first)]
    for language in wanted:
        if language != first:
            found.append(ParentPage(_translation(parent, language), language))
    return found


def _translation(parent: SitePage, language: str) -> SitePage:
    locales = [locale for locale in Locale.objects.order_by("pk") if _speaks(locale, language)]
    if not locales:
        raise StarterError(
            _("This installation has no locale for “%(language)s”. Create one first, or leave this language out.")
            % {"language": language}
        )
    for locale in sorted(locales, key=lambda locale: locale.language_code != language):
        translated = parent.get_translation_or_none(locale)
        if translated is not None:
            return cast(SitePage, translated.specific)
    raise StarterError(
        _("“%(title)s” is not translated into “%(language)s”. Translate that page first, or leave this language out.")
        % {"title": parent.title, "language": language}
    )


def _speaks(locale: Locale, language: str) -> bool:
    return bool(locale.language_code == language or locale.language_code.split("-")[0] == language)


def speaks(page: GripPage, languages: Collection[str]) -> bool:
    """Whether a page is in one of these languages, or in a variety of one. An alias only repeats another page."""
    code = str((page.alias_of.specific if page.alias_of_id else page).grip_language)
    return code in languages or code.split("-")[0] in languages


def model_for(kind: str) -> type[GripPage]:
    """The page class of a kind: ours when it is installed, else the one of the host.

    Raises ``StarterError`` when there is none, or several of the host's.
    """
    found = models_of(kind)
    ours = [model for model in found if model._meta.app_label == LABEL]
    if len(ours or found) == 1:
        return (ours or found)[0]
    if found:
        names = ", ".join(model.__name__ for model in found)
        raise StarterError(
            _("There are several page types of kind “%(kind)s”: %(names)s.") % {"kind": kind, "names": names}
        )
    raise StarterError(
        _("There is no page type of kind “%(kind)s”. Add “gripwagtail.pages” to INSTALLED_APPS.") % {"kind": kind}
    )


def allow(model: type[GripPage], parent: SitePage) -> None:
    """Raises ``StarterError`` when a page of this class cannot be made below ``parent``."""
    names = {"type": model._meta.verbose_name, "parent": parent.title}
    message, hint = refusal(model, parent)
    if message:
        raise StarterError([message, hint])
    if not model.can_create_at(parent):
        raise StarterError(
            _("No page of type “%(type)s” can be created below “%(parent)s”: the type is closed or full.") % names
        )
