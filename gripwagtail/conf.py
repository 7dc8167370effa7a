"""The settings of the package: one dict ``GRIPWAGTAIL``, read again at every access.

Nothing is cached, so ``override_settings`` and per-process configuration simply work.
Unknown keys are reported by a system check, not by an exception.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.conf import settings

DEFAULTS: Final[Mapping[str, Any]] = {
    "BASE_TEMPLATE": "base.html",
    "QUIET_BASE_TEMPLATE": None,
    "LOAD_CSS": True,
    "LOAD_JS": True,
    "CONTAINER_CLASS": "",
    "BLOCKS": {},
    "ALLOW_BELOW": (),
    "WRAP_MAIN": None,
    "SHOW_H1": True,
    "HEADING_START": 1,
    "CACHE": "default",
    "CACHE_SECONDS": 24 * 60 * 60,
    "CACHE_WARMING": True,
    "EXIT_URL": "https://www.knmi.nl/nederland-nu/weer/verwachtingen",
    "EXTRA_ROLES": {},
    "CDN_CACHE": False,
    "PUBLIC_MAX_AGE": 0,
    "PURGE_WHOLE_SITE": False,
    "LANGUAGE_MENU": True,
    "MENU_WORD": None,
    "MIRROR": None,
    "MIRROR_NAMES": False,
    "SANITIZER": "bleach",
}

# The libraries that can clean rich text.
SANITIZERS: Final = ("bleach", "nh3")

# What the template of the host has a block for, as the keys of BLOCKS.
BLOCK_KEYS: Final = ("content", "title", "title_element", "head")

# Keys that were called otherwise in an earlier release, old to new. A value under the old key counts until the host
# renames it, and a system check says so.
RENAMED: Final[Mapping[str, str]] = {}


def is_block_name(name: object) -> bool:
    """Whether a block of a template can have this name."""
    return isinstance(name, str) and bool(name) and not any(letter.isspace() or letter in "{}%" for letter in name)


class Conf:
    """Typed access to ``settings.GRIPWAGTAIL``; the defaults are in ``DEFAULTS``."""

    @property
    def written(self) -> Mapping[str, Any]:
        """The dict as the host wrote it; empty when it is none."""
        value = getattr(settings, "GRIPWAGTAIL", None)
        return value if isinstance(value, Mapping) else {}

    @property
    def given(self) -> Mapping[str, Any]:
        """The same under the names of today; where a key is there under both its names, the new one counts."""
        written, renamed = self.written, self.renamed
        if not renamed:
            return written
        old = {new: written[key] for key, new in renamed.items()}
        return {**old, **{key: value for key, value in written.items() if key not in renamed}}

    @property
    def renamed(self) -> Mapping[str, str]:
        """The keys in it that are called otherwise now, old to new."""
        # Asked many times in each visit, and most releases rename nothing.
        return {key: RENAMED[key] for key in self.written if key in RENAMED} if RENAMED else {}

    def _get(self, key: str) -> Any:
        return self.given.get(key, DEFAULTS[key])

    @property
    def base_template(self) -> str:
        """The host's template that our pages extend."""
        return str(self._get("BASE_TEMPLATE"))

    @property
    def quiet_base_template(self) -> str:
        """The host's template for pages that may carry no analytics, chat or embeds."""
        return str(self._get("QUIET_BASE_TEMPLATE") or self.base_template)

    @property
    def load_css(self) -> bool:
        """Whether a root element of ours links the stylesheet."""
        return bool(self._get("LOAD_CSS"))

    @property
    def css_in_layer(self) -> bool:
        """Whether that stylesheet is in the cascade layer ``gripwagtail``, below every rule outside a layer."""
        return bool(self._get("LOAD_CSS") == "layered")

    @property
    def container_class(self) -> str:
        """The classes of the host's container around our pages; empty puts nothing around them."""
        return str(self._get("CONTAINER_CLASS") or "")

    @property
    def load_js(self) -> bool:
        """Whether a root element of ours loads the scripts that its body needs."""
        return bool(self._get("LOAD_JS"))

    @property
    def wrap_main(self) -> bool | None:
        """Whether our pages bring a ``<main>`` of their own; ``None``: where it is certain that there is none."""
        value = self._get("WRAP_MAIN")
        return None if value is None else bool(value)

    @property
    def blocks(self) -> Mapping[str, str | None]:
        """The names of blocks of the host's template, ``None`` for what it has no block for; only what is said."""
        value = self._get("BLOCKS")
        given = value.items() if isinstance(value, Mapping) else ()
        return {key: name or None for key, name in given if key in BLOCK_KEYS and (name is None or is_block_name(name))}

    @property
    def allow_below(self) -> Sequence[str]:
        """The page classes of the host below which ours are allowed, whatever their ``subpage_types`` say."""
        value = self._get("ALLOW_BELOW")
        return tuple(map(str, value)) if isinstance(value, (list, tuple, set, frozenset)) else ()

    @property
    def show_h1(self) -> bool:
        """Whether our pages show their title; off when the host's template already does."""
        return bool(self._get("SHOW_H1"))

    @property
    def heading_start(self) -> int:
        """The level of a page's own title: 1 to 4."""
        try:
            return min(max(int(self._get("HEADING_START")), 1), 4)
        except (TypeError, ValueError):
            return 1

    @property
    def cache_alias(self) -> str | None:
        """The Django cache that keeps rendered bodies; ``None`` keeps none."""
        alias = self._get("CACHE")
        return str(alias) if alias else None

    @property
    def cache_seconds(self) -> int:
        """How long a rendered body is kept at most."""
        return int(self._get("CACHE_SECONDS"))

    @property
    def cache_warming(self) -> bool:
        """Whether what was kept is made again after the response of who changes it, so that no visitor waits."""
        return bool(self._get("CACHE_WARMING"))

    @property
    def exit_url(self) -> str:
        """Where "leave this page" goes when the school has not chosen."""
        return str(self._get("EXIT_URL"))

    @property
    def cdn_cache(self) -> bool:
        """Whether a proxy in front of the site may keep the quiet pages for a minute."""
        return bool(self._get("CDN_CACHE"))

    @property
    def public_max_age(self) -> int:
        """For how many seconds anyone may keep our other pages; 0 sets no rule. Never past midnight."""
        seconds = self._get("PUBLIC_MAX_AGE")
        return max(seconds, 0) if isinstance(seconds, int) and not isinstance(seconds, bool) else 0

    @property
    def purge_whole_site(self) -> bool:
        """Whether a change purges every page of the site, because the host's own templates show something of ours."""
        return bool(self._get("PURGE_WHOLE_SITE"))

    @property
    def language_menu(self) -> bool:
        """Whether our pages list their translations; off where the host's template already does."""
        return bool(self._get("LANGUAGE_MENU"))

    @property
    def menu_word(self) -> str:
        """What a menu calls the page with which the part about online behaviour begins; empty: our own word."""
        return str(self._get("MENU_WORD") or "")

    @property
    def mirror(self) -> str:
        """Where our pages are written as files: a folder, or the alias of one of ``STORAGES``; empty: nowhere."""
        return str(self._get("MIRROR") or "")

    @property
    def mirror_names(self) -> bool:
        """Whether people are named there too; else these pages say which function answers, and how."""
        return bool(self._get("MIRROR_NAMES"))

    @property
    def sanitizer(self) -> str:
        """Which library cleans rich text; the one that is always there where the setting names none that we know."""
        given = self._get("SANITIZER")
        return given if given in SANITIZERS else SANITIZERS[0]

    @property
    def extra_roles(self) -> Mapping[str, Any]:
        """Roles of the host's own: key to label, or to a ``Role`` of the room above."""
        value = self._get("EXTRA_ROLES")
        return value if isinstance(value, Mapping) else {}


conf: Final = Conf()
