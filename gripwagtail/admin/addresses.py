"""Where an address that somebody types will lead."""

from __future__ import annotations

from urllib.parse import urljoin

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from ..sanitize import usable_url


@sensitive_post_parameters("address")
@require_POST
def where_it_leads(request: HttpRequest) -> JsonResponse:
    """What the page makes of an address, in the language of the editor. By POST, as with a phone number."""
    found = usable_url(request.POST.get("address", ""))
    if not found:
        return JsonResponse(
            {"refused": _("This address cannot be used. Type one that begins with https://.")},
        )
    return JsonResponse({"intro": _("Leads to:"), "address": urljoin(request.build_absolute_uri("/"), found)})


__all__ = ["where_it_leads"]
