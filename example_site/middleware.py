"""The site's own security header."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

POLICY = "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'; object-src 'none'"


class PublicContentSecurityPolicy:
    """Send a strict policy, without any inline exception, on every public page.

    Wagtail's admin needs inline scripts and is left alone, and so are Django's own error pages while DEBUG is on.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_debug_page = settings.DEBUG and response.status_code in (404, 500)
        if not request.path.startswith("/admin/") and not is_debug_page:
            response.headers.setdefault("Content-Security-Policy", POLICY)
        return response
