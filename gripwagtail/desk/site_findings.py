"""A site whose record was never filled in: what leaves it on paper, phone or mail would lead to no one's machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from wagtail.models import Site
from wagtail.permission_policies import ModelPermissionPolicy

from ..text.hosts import is_example, is_local, real_hosts
from .places import Chosen, Findings, Look, on_page, published
from .rows import Row
from .schools import Desk, School

_KIND = "site-address"


def _which(desk: Desk) -> Iterator[tuple[School, Row]]:
    """One line for each site, at the first of its schools, when the settings know by which host it is visited."""
    known = bool(real_hosts())
    told = set()
    for school in published(desk):
        site = school.site
        row = next((row for row in school.pages if row.mine and row.live), None)
        if known and row and site.pk not in told and (is_local(site.hostname) or is_example(site.hostname)):
            told.add(site.pk)
            yield school, row


def _say(desk: Desk, chosen: Chosen) -> Findings:
    text = _(
        "The site says that its address is “%(host)s”. Nobody can open that, so no poster, card for a phone or text to "
        "share is made. Ask who manages the website to fill in the real address, under Settings and then Sites."
    )
    for school, row in chosen:
        host = school.site.hostname
        url = _url_of_site(desk, school.site.pk)
        yield on_page(row, school, _KIND, text % {"host": host}, url=url, again=host)


def _url_of_site(desk: Desk, pk: int) -> str:
    """Where it can be filled in, for who may."""
    if desk.user is not None and not ModelPermissionPolicy(Site).user_has_permission(desk.user, "change"):
        return ""
    try:
        return reverse("wagtailsites:edit", args=[pk])
    except NoReverseMatch:  # a host without sites in its admin
        return ""


SITES_WITHOUT_ADDRESS: Final = Look(_say, _which)


__all__ = ["SITES_WITHOUT_ADDRESS"]
