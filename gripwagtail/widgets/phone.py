"""The input for a phone number, which shows, while one types, what a phone will dial.

It asks the server, so that the editor sees exactly what ``parse_phone`` makes of it. Saving does not depend
on it: without the script or an answer it is a plain input, and the form refuses what cannot be dialled.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from ..assets import media_of
from ..phone import parse_phone


class PhoneWidget(forms.TextInput):
    """One line of text, with a line below it about the number."""

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        try:
            address = reverse("gripwagtail_phone")
        except NoReverseMatch:  # a form outside the admin
            return context
        context["widget"]["attrs"] |= {"data-controller": "grip-phone", "data-grip-phone-url-value": address}
        return context

    @property
    def media(self) -> forms.Media:
        return media_of(
            css=["gripwagtail/admin/phone.css"], js=["gripwagtail/admin/said.js", "gripwagtail/admin/phone.js"]
        )


@sensitive_post_parameters("number")
@require_POST
def what_is_dialled(request: HttpRequest) -> JsonResponse:
    """What ``parse_phone`` makes of a number, in the language of the editor.

    By POST, because a number in an address would remain in logs and histories.
    """
    try:
        phone = parse_phone(request.POST.get("number", ""))
    except ValidationError as refusal:
        return JsonResponse({"refused": " ".join(refusal.messages)})
    remark = _("Remark beside it: %(remark)s") % {"remark": phone.note} if phone.note else ""
    return JsonResponse({"intro": _("Will be dialled:"), "dial": phone.dial, "remark": remark})


__all__ = ["PhoneWidget", "what_is_dialled"]
