"""Where our stylesheets and scripts are, also when a release was installed without ``collectstatic``.

Storage that names files by their content raises for a file that it does not know. A page without its stylesheet
still helps; a page that ends in an error does not. So such a file gets its plain address, and the log is told once.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from django import forms
from django.conf import settings
from django.templatetags.static import static
from django.utils.encoding import filepath_to_uri

logger = logging.getLogger(__name__)

_FOLDER: Final = Path(__file__).resolve().parent / "static"
# Files of which the log has been told.
_told: set[str] = set()


def asset_url(path: str) -> str:
    """The address of a static file of ours, such as ``gripwagtail/grip.css``."""
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


__all__ = ["asset_url", "assets", "is_known", "media_of"]
