"""What replaces a page or block that cannot be made: 112, 113, the exit link, the number of the school.

It is made of constants and of what can be read alone, and is not cached: the next visitor may get the page again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.core.signals import got_request_exception
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from ..conf import DEFAULTS
from ..content.items import title_of
from ..lookup.context import PageContext
from ..stored.failures import PASSED_ON, note
from ..text.interface_language import interface_language
from ..text.speaking import speaking
from .body_cache import Body
from .exit import exit_context
from .sentences import sentence_html

logger = logging.getLogger(__name__)

# The blocks in which someone looks for help. Any other may be missing for a moment.
HELPING: Final = frozenset({"contacts", "helplines", "incident_help"})
TEMPLATE: Final = "gripwagtail/layouts/emergency.html"
DOCUMENT: Final = "gripwagtail/layouts/emergency_document.html"


def standing(
    page_context: PageContext, what: str, make: Callable[[], Body], instead: Callable[[PageContext], Body]
) -> Body:
    """The body, or what replaces it when it cannot be made. That is signalled to anyone who watches for errors."""
    try:
        return make()
    except PASSED_ON:
        raise
    except Exception as problem:
        # The author of a template has to see where it fails.
        if settings.DEBUG:
            raise
        tell(page_context, what, problem)
        return instead(page_context)


def tell(page_context: PageContext, what: str, problem: Exception) -> None:
    """As Django reports a request that failed: to error trackers, the doctor and a test client."""
    note(what, problem, page_context.failures)
    got_request_exception.send_robust(sender=page_context.__class__, request=page_context.request)


def in_place_of_page(page_context: PageContext) -> Body:
    """For a page of ours. It answers with 503, so that a server in front may show the good page that it keeps."""
    page_context.has_failed = True
    title = title_of(getattr(page_context.page, "title", ""))
    return _body(page_context, lambda language: {"title": title, "exit": _exit(page_context, language), "help": True})


def in_place_of_block(kind: str) -> Callable[[PageContext], Body]:
    """For a block on a page of the host, which stays as it is."""

    def make(page_context: PageContext) -> Body:
        if kind == "exit":
            return _body(page_context, lambda language: {"exit": _exit(page_context, language)})
        return (
            _body(page_context, lambda language: {"help": True}) if kind in HELPING else Body(SafeString(""), "", "ltr")
        )

    return make


def answer(page_context: PageContext) -> HttpResponse:
    """For a sheet: a document of its own."""
    body = in_place_of_page(page_context)
    html = render_to_string(DOCUMENT, {"body": body.html, "language": body.language, "direction": body.direction})
    return HttpResponse(html, status=503)


def _body(page_context: PageContext, given: Callable[[str], dict[str, Any]]) -> Body:
    language = _readable(
        lambda: interface_language(page_context.language, page_context.site_language), settings.LANGUAGE_CODE
    )
    with speaking(language):
        sentences = {"danger": sentence_html("danger", language), "danger_life": sentence_html("danger_life", language)}
        school = _readable(lambda: page_context.school, None)
        html = render_to_string(TEMPLATE, {**sentences, "school": school, **given(language)})
        return Body(html, language, "rtl" if translation.get_language_bidi() else "ltr")


def _exit(page_context: PageContext, language: str) -> dict[str, Any]:
    away = {"url": DEFAULTS["EXIT_URL"], "label": sentence_html("exit_label", language)}
    found: dict[str, Any] = _readable(lambda: exit_context(page_context, language), away)
    return found


def _readable(read: Callable[[], Any], instead: Any) -> Any:
    """What can still be read. That something failed has already been reported."""
    try:
        return read()
    except Exception:
        logger.info("Cannot be read either, in the place of what failed", exc_info=True)
        return instead


__all__ = ["answer", "in_place_of_block", "in_place_of_page", "standing", "tell"]
