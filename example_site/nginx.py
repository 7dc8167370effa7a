"""What a CDN reads in ``CDN-Cache-Control``, said to nginx in the word that it knows."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class KeepQuietPages:
    """Let nginx keep a quiet page for as long as a CDN may.

    A browser still reads ``private, no-store``; nginx keeps ``X-Accel-Expires`` to itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        seconds = re.match(r"max-age=(\d+)", response.headers.get("CDN-Cache-Control", ""))
        if seconds and not response.cookies:
            for_browsers = response.headers.get("Cache-Control", "private, no-store")
            del response.headers["Cache-Control"]
            response.headers["X-Accel-Expires"] = seconds[1]
            # Up to version 1.22 nginx obeys whichever it reads first.
            response.headers["Cache-Control"] = for_browsers
        return response
