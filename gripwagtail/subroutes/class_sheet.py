"""The class sheet: what the agreements mean in this class, to fill in together."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ..content.norm import Agreement, read_agreements
from ..directory.people import Directory
from ..lookup.agreed import norm_is_agreed
from ..lookup.context import PageContext
from ..lookup.source import Source
from ..page_class import GripPage
from ..text.speaking import speaking
from .kept import kept_html
from .published import around, public_context


def class_sheet(page: GripPage, request: HttpRequest, rest: Sequence[str]) -> HttpResponse:
    """One A4 of a norm page. A school that leaves its first words empty has no such sheet."""
    page_context = public_context(page, request)
    if rest:
        raise Http404
    return HttpResponse(kept_html(page_context, "class-sheet", lambda: _html(page_context)))


def _html(page_context: PageContext) -> SafeString:
    source = page_context.own
    opening = source.text("class_sheet")
    if not opening:
        raise Http404
    agreements = for_pupils(source)
    contact = page_context.source("contact")
    language = source.languages.around
    with speaking(language):
        context = {
            **around(source),
            "opening": opening,
            "poster_line": source.text("poster_line"),
            "agreements": agreements,
            "is_agreed": norm_is_agreed(source),
            # More agreements or longer ones leave less room for each.
            "dense": len(agreements) > 5 or sum(len(agreement.we_do) for agreement in agreements) > 500,
            "school": Directory.of(contact, page_context).school if contact else page_context.school,
        }
        return render_to_string("gripwagtail/takeaway/class_sheet.html", context)


def for_pupils(source: Source) -> list[Agreement]:
    """What is asked of pupils: an agreement for staff or parents only is not for a classroom wall."""
    agreements: list[Agreement] = source.items("agreements", read_agreements)
    return [one for one in agreements if not one.audiences or "pupil" in one.audiences]


__all__ = ["class_sheet", "for_pupils"]
