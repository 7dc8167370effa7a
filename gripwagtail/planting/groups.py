"""A group of editors for one school: what someone who does its communication needs, and nothing more.

The rights are on the section that was planted and on its translations. What the school had already (its home page,
its news) stays with those who had the rights. Rights are only ever added: what someone else gave this group stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, GroupSitePermission, Site

from ..lookup.sources import models_of, page_model
from ..page_class import GripPage, SitePage
from ..records.settings import GripSettings
from ..starter.files import StarterError
from .plant import Outcome

# Stored, so the same in whatever language the command speaks.
NAME: Final = "Schoolcommunicatie"
_LONGEST: Final = 150
_PAGES: Final = {"add": _lazy("add pages"), "change": _lazy("change pages"), "publish": _lazy("publish pages")}
# What may be used in a text; adding and changing stays with those who had the rights to it.
_CHOOSE: Final = (
    ("wagtail.images", "wagtailimages", "choose_image", _lazy("choose images")),
    ("wagtail.documents", "wagtaildocs", "choose_document", _lazy("choose documents")),
)
# Rights that belong to no page: to access the admin, and to read the report about the pages that one may edit.
_GENERAL: Final = (
    ("wagtailadmin", "access_admin", _lazy("access the admin")),
    ("gripwagtail", "view_desk_report", _lazy("read the report")),
)


def give_group(parent: SitePage, include_school_name: bool = False, shares_site: bool = False) -> list[Outcome]:
    """Makes the group for the school whose pages stand below ``parent``, or adds the rights that it lacks.

    ``include_school_name``: the name of the school is in the name of the group, also when it is the only school so far.
    ``shares_site``: other schools come to its site, so its settings are not those of this school, who was the first.
    Raises ``StarterError`` when the pages are not there yet.
    """
    overview = _overview(parent)
    group, is_new = _group(overview, parent, include_school_name)
    granted = [Outcome(f"{group.name}: {right}", "granted") for right in _grant(group, overview, parent, shares_site)]
    return [Outcome(group.name, "group" if is_new else "exists"), *granted]


def _overview(parent: SitePage) -> GripPage:
    for model in models_of("overview"):
        found: GripPage | None = model.objects.child_of(parent).first()
        if found is not None:
            return found
    raise StarterError(
        _("Below “%(title)s” there are no pages about online behaviour to give permissions for. Plant them first.")
        % {"title": parent.title}
    )


def _group(overview: GripPage, parent: SitePage, include_school_name: bool) -> tuple[Group, bool]:
    """The group of this school: the one that has rights here already, else one of its own."""
    ours = Q(name=NAME) | Q(name__startswith=f"{NAME} ")
    own = Group.objects.filter(ours, page_permissions__page=overview.pk).order_by("pk").first()
    if own is not None:
        return own, False
    name = NAME
    if include_school_name or len(_schools()) > 1:
        name = f"{NAME} {_school_name(overview, parent)}"[:_LONGEST].strip()
    if _belongs_elsewhere(name):
        # Two schools of one name, or the first school of many: distinguished by where they are.
        place = f" ({_place(overview)})"
        name = f"{name[: _LONGEST - len(place)]}{place}"
    return Group.objects.get_or_create(name=name)


def _schools() -> set[str]:
    """One key for each section of the install, whatever its languages."""
    return {key for model in models_of("overview") for key in model.objects.values_list("translation_key", flat=True)}


def _school_name(overview: GripPage, parent: SitePage) -> str:
    site = parent.get_site()
    for model in models_of("contact"):
        contact = model.objects.descendant_of(overview).exclude(school_name="").first()
        if contact is not None:
            return str(contact.school_name)
    settings = GripSettings.objects.filter(site=site).first() if _is_only_school_of(site, overview) else None
    return (settings.school_name if settings else "") or str(parent.title)


def _belongs_elsewhere(name: str) -> bool:
    return bool(GroupPagePermission.objects.filter(group__name=name).exists())


def _place(overview: GripPage) -> str:
    site, _root, path = overview.get_url_parts() or (None, "", "")
    host = Site.objects.filter(pk=site).values_list("hostname", flat=True).first() or ""
    return f"{host}{path or overview.url_path}"[: _LONGEST // 2].rstrip("/")


def _is_only_school_of(site: Site | None, overview: GripPage) -> bool:
    """Whether the settings of the site are those of this school alone."""
    if site is None:
        return False
    below = {
        key
        for model in models_of("overview")
        for key in model.objects.descendant_of(site.root_page).values_list("translation_key", flat=True)
    }
    return below == {overview.translation_key}


def _grant(group: Group, overview: GripPage, parent: SitePage, shares_site: bool) -> Iterator[str]:
    """Gives what is missing, and returns what that was."""
    for label, codename, right in _GENERAL:
        for permission in Permission.objects.filter(content_type__app_label=label, codename=codename):
            if not group.permissions.filter(pk=permission.pk).exists():
                group.permissions.add(permission)
                yield str(right)
    yield from _grant_pages(group, overview)
    yield from _grant_choosing(group)
    site = parent.get_site()
    if not shares_site and _is_only_school_of(site, overview):
        yield from _grant_settings(group, site)


def _grant_pages(group: Group, overview: GripPage) -> Iterator[str]:
    base = page_model()
    content_type = ContentType.objects.get_for_model(base)
    for page in overview.get_translations(inclusive=True):
        for action, right in _PAGES.items():
            permission = Permission.objects.get(content_type=content_type, codename=f"{action}_{base._meta.model_name}")
            _given, is_new = GroupPagePermission.objects.get_or_create(
                group=group, page_id=page.pk, permission=permission
            )
            if is_new:
                yield f"{right}: {page.url_path}"


def _grant_choosing(group: Group) -> Iterator[str]:
    root = Collection.get_first_root_node()
    for app, label, codename, right in _CHOOSE:
        if root is None or not apps.is_installed(app):
            continue
        for permission in Permission.objects.filter(content_type__app_label=label, codename=codename):
            _given, is_new = GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=permission
            )
            if is_new:
                yield str(right)


def _grant_settings(group: Group, site: Site) -> Iterator[str]:
    content_type = ContentType.objects.get_for_model(GripSettings)
    permission = Permission.objects.get(content_type=content_type, codename="change_gripsettings")
    # A right on all sites includes this one.
    if group.permissions.filter(pk=permission.pk).exists():
        return
    _given, is_new = GroupSitePermission.objects.get_or_create(group=group, site=site, permission=permission)
    if is_new:
        yield _("change the settings “online behaviour”: %(site)s") % {"site": site.hostname}


__all__ = ["NAME", "give_group"]
