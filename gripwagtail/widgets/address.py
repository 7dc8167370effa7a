"""The input for a web address, which shows, while one types, where the link will lead.

It asks the server, so that the editor sees exactly what the page makes of it: see ``admin.addresses``.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import NoReverseMatch, reverse

from ..assets import media_of

# The name of the view that answers.
ASKS = "gripwagtail_address"


class AddressWidget(forms.TextInput):
    """One line of text, with a line below it about where it leads."""

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        try:
            address = reverse(ASKS)
        except NoReverseMatch:  # a form outside the admin
            return context
        context["widget"]["attrs"] |= {"data-controller": "grip-address", "data-grip-address-url-value": address}
        return context

    @property
    def media(self) -> forms.Media:
        return media_of(
            css=["gripwagtail/admin/address.css"], js=["gripwagtail/admin/said.js", "gripwagtail/admin/address.js"]
        )


__all__ = ["ASKS", "AddressWidget"]
