"""What a host can do wrong, for tests to switch on: middleware, urls, and an app in the wrong place."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import get_template
from django.template.response import TemplateResponse

# A host without the urls of Wagtail: ``ROOT_URLCONF = "tests.broken_host"``.
urlpatterns: list[Any] = []


def adds_headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Sets the headers in ``settings.BROKEN_HEADERS``; one that is None is taken away."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in settings.BROKEN_HEADERS.items():
            if value is None:
                del response.headers[name]
            else:
                response.headers[name] = value
        return response

    return answer


def sets_a_cookie(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.set_cookie("visitor", "1")
        return response

    return answer


def raises(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        raise LookupError("the bus is late")

    return answer


def leaves(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        print("goodbye")
        sys.exit("not today")

    return answer


def writes(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A host that counts its visits in the database."""

    def answer(request: HttpRequest) -> HttpResponse:
        from wagtail.models import Locale

        Locale.objects.get_or_create(language_code="en")
        return get_response(request)

    return answer


def turns_away(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    return lambda request: HttpResponse("closed", status=403)


def adds_a_style(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A host with ``settings.BROKEN_STYLE`` at the end of the head of each page."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        style = f"<style>{settings.BROKEN_STYLE}</style></head>"
        response.content = response.content.replace(b"</head>", style.encode(), 1)
        return response

    return answer


def sends_everyone_to_a_login(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    return lambda request: HttpResponseRedirect("/login/")


# --- handlers of a failure: handler500 ---------------------------------------------------


def gives_a_template(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "500.html", status=500)


def greets_the_visitor(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{get_template('500.html').render()} {request.user}", status=500)


def asks_for_the_session(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{get_template('500.html').render()} {request.session.session_key}", status=500)


def fails_again(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(1 / 0))
