"""For our own templates: an element with the values it is given and nothing else."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from ..rendering.elements import element

register = template.Library()


@register.simple_tag
def grip_element(name: str, **values: Any) -> SafeString:
    """As ``{% include "gripwagtail/elements/<name>.html" with … only %}``, but kept while the values are the same."""
    return element(name, values)
