"""For our own templates: an element with the values it is given and nothing else."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from ..assets import asset_url
from ..rendering.elements import element
from ..rendering.untranslated import holds_untranslated
from ..text.language_names import english_name

register = template.Library()


@register.simple_tag
def grip_element(name: str, **values: Any) -> SafeString:
    """As ``{% include "gripwagtail/elements/<name>.html" with … only %}``, but kept while the values are the same."""
    return element(name, values)


@register.simple_tag
def grip_asset(path: str) -> str:
    """The address of a static file of ours: ``{% grip_asset "gripwagtail/grip.css" %}``."""
    return asset_url(path)


@register.simple_block_tag(takes_context=True)
def grip_honest(context: template.Context, content: SafeString) -> SafeString:
    """Its content, with one line above it where a part of that has not been translated."""
    languages = context["source"].languages
    # An alias of a translation contains that language, and that of the source as well.
    for language in (languages.said, languages.source):
        if language not in ("", languages.shown) and holds_untranslated(content, language):
            return element("untranslated", {"language": gettext(english_name(language))}) + content
    return content
