"""Middleware for a host that wants it. None is needed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

_MAX_AGE: Final = re.compile(r"max-age=([0-9]{1,9})(?![0-9])")


class NginxCacheMiddleware:
    """Lets nginx keep a quiet page for as long as ``CDN_CACHE`` lets a CDN.

    What a CDN reads in ``CDN-Cache-Control`` is said in ``X-Accel-Expires``, in seconds: the word that nginx knows, and
    keeps to itself. A browser still reads ``private, no-store``. It comes first in ``MIDDLEWARE``, so that it sees each
    answer as it leaves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        seconds = _MAX_AGE.match(response.headers.get("CDN-Cache-Control", ""))
        if seconds and not response.cookies:
            for_browsers = response.headers.get("Cache-Control", "private, no-store")
            del response.headers["Cache-Control"]
            response.headers["X-Accel-Expires"] = seconds[1]
            # Up to version 1.22 nginx obeys whichever it reads first.
            response.headers["Cache-Control"] = for_browsers
        return response


__all__ = ["NginxCacheMiddleware"]
