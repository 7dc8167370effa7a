"""Where our stylesheets and scripts are, also when a release was installed without ``collectstatic``.

Storage that names files by their content raises for a file that it does not know. A page without its stylesheet
still helps; a page that ends in an error does not. So such a file gets its plain address, and that is logged once.

Each is shipped twice: as it was written, and minified as ``NAME.min.css`` or ``NAME.min.js`` beside it. All of the
package names the file as it was written; visitors get the small one, and a developer, under ``DEBUG``, the other.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import urljoin

from django import forms
from django.conf import settings
from django.templatetags.static import static
from django.utils.encoding import filepath_to_uri

logger = logging.getLogger(__name__)

_FOLDER: Final = Path(__file__).resolve().parent / "static"
# Files that have been logged.
_told: set[str] = set()


@cache
def minified(path: str) -> str:
    """The name of a static file after minification: ``gripwagtail/grip.min.css`` for ``gripwagtail/grip.css``."""
    name = PurePosixPath(path)
    return str(name.with_suffix(f".min{name.suffix}"))


@cache
def is_shipped(path: str) -> bool:
    """Whether there is such a file among ours."""
    return (_FOLDER / path).is_file()


def served(path: str) -> str:
    """The file that is sent for one of ours: minified where we ship it so, and as it was written under ``DEBUG``."""
    small = minified(path)
    return path if settings.DEBUG or not is_shipped(small) else small


def asset_url(path: str) -> str:
    """The address of a static file of ours, named as it was written: ``gripwagtail/grip.css``."""
    return _address(served(path))


def asset_urls(path: str) -> list[str]:
    """Every address at which a file of ours is: the one we link to, and that of its source, which a host may use."""
    return list({_address(name): None for name in (served(path), path)})


def _address(path: str) -> str:
    try:
        return str(static(path))
    except Exception as problem:  # the storage is the host's, and may be on another machine
        if path not in _told:
            _told.add(path)
            logger.error("No address for the static file %s; run “manage.py collectstatic”: %r", path, problem)
        return urljoin(settings.STATIC_URL or "/static/", filepath_to_uri(path))


def media_of(css: Sequence[str] = (), js: Sequence[str] = ()) -> forms.Media:
    """Files of ours for the media of a form, panel or column. Django takes whole addresses as they are."""
    return forms.Media(css={"all": [asset_url(path) for path in css]}, js=[asset_url(path) for path in js])


def assets() -> list[str]:
    """All static files that we ship, as ``asset_url`` takes them."""
    files = (path.relative_to(_FOLDER) for path in _FOLDER.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in files)


def is_known(path: str) -> bool:
    """Whether the storage of this site has an address for a file."""
    try:
        static(path)
    except Exception:
        return False
    return True


__all__ = ["asset_url", "asset_urls", "assets", "is_known", "is_shipped", "media_of", "minified", "served"]
