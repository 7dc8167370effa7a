"""A site whose record was never filled in: what leaves it on paper, phone or mail would lead to no one's machine."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from wagtail.models import Site
from wagtail.permission_policies import ModelPermissionPolicy

from ..text.hosts import is_example, is_local, real_hosts
from .places import Findings, on_page, published
from .schools import Desk

_KIND = "site-address"


def sites_without_address(desk: Desk) -> Findings:
    """One line for each site, at the first of its schools, when the settings know by which host it is visited."""
    known = bool(real_hosts())
    told = set()
    text = _(
        "The site says that its address is “%(host)s”. Nobody can open that, so no poster, card for a phone or text to "
        "share is made. Ask who manages the website to fill in the real address, under Settings and then Sites."
    )
    for school in published(desk):
        site = school.site
        row = next((row for row in school.pages if row.mine and row.live), None)
        if known and row and site.pk not in told and (is_local(site.hostname) or is_example(site.hostname)):
            told.add(site.pk)
            said = text % {"host": site.hostname}
            yield on_page(row, school, _KIND, said, url=_url_of_site(desk, site.pk), again=site.hostname)


def _url_of_site(desk: Desk, pk: int) -> str:
    """Where it can be filled in, for who may."""
    if desk.user is not None and not ModelPermissionPolicy(Site).user_has_permission(desk.user, "change"):
        return ""
    try:
        return reverse("wagtailsites:edit", args=[pk])
    except NoReverseMatch:  # a host without sites in its admin
        return ""


__all__ = ["sites_without_address"]
