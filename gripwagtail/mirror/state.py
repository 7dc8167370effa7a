"""From what a mirror was made: when that is as it was, making it again would give the same."""

from __future__ import annotations

import hashlib

from wagtail.models import Site

from .. import __version__
from ..conf import conf
from ..lookup.sources import page_model
from ..serving.max_age import cache_key_components


def state_now(with_names: bool) -> str:
    """One word for all of it: our content, the day, the sites, their front pages, the settings, the release."""
    sites = Site.objects.order_by("pk").values_list(
        "pk", "hostname", "port", "is_default_site", "root_page__translation_key"
    )
    listed = list(sites)
    fronts = page_model().objects.filter(translation_key__in=[row[-1] for row in listed]).order_by("pk")
    parts = (
        __version__,
        with_names,
        *cache_key_components(),
        *listed,
        *fronts.values_list("pk", "live", "last_published_at"),
        sorted(conf.given.items(), key=str),
    )
    return hashlib.sha256("\0".join(map(repr, parts)).encode()).hexdigest()


__all__ = ["state_now"]
