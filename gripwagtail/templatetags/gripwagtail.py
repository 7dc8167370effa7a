"""The same things as the blocks, for a host's templates.

Every tag renders nothing, and never fails, where there is no page, request or site. With ``DEBUG`` on, an option that
means nothing is an error of the template.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from ..conf import conf
from ..lookup.context import PageContext
from ..rendering import render_block
from ..rendering.linked import render_linked
from ..rendering.options import known
from ..rendering.root import claim_css

register = template.Library()


@register.simple_tag(takes_context=True)
def grip_norm(context: object, **options: Any) -> SafeString:
    """The norm in brief: ``{% grip_norm show_agreements=True %}``."""
    return render_block("norm", context, known("norm", options))


@register.simple_tag(takes_context=True)
def grip_contacts(context: object, **options: Any) -> SafeString:
    """Contacts: ``{% grip_contacts roles="confidential-internal,mentor" audience="parent" %}``."""
    return render_block("contacts", context, known("contacts", options))


@register.simple_tag(takes_context=True)
def grip_parent_tips(context: object, **options: Any) -> SafeString:
    """The tip of the week, or with ``count`` some tips."""
    return render_block("parent_tips", context, known("parent_tips", options))


@register.simple_tag(takes_context=True)
def grip_incident_help(context: object, **options: Any) -> SafeString:
    """112, 113 and the link to the help page; ``size="line"`` for a header or footer."""
    return render_block("incident_help", context, known("incident_help", options))


@register.simple_tag(takes_context=True)
def grip_helplines(context: object, **options: Any) -> SafeString:
    """National services: ``{% grip_helplines audience="pupil" %}``."""
    return render_block("helplines", context, known("helplines", options))


@register.simple_tag(takes_context=True)
def grip_exit(context: object, **options: Any) -> SafeString:
    """A link that leaves this page for a neutral one."""
    return render_block("exit", context, known("exit", options))


@register.simple_tag(takes_context=True)
def grip_languages(context: object, **options: Any) -> SafeString:
    """The published translations of this page."""
    return render_block("languages", context, known("languages", options))


@register.simple_tag(takes_context=True)
def grip_linked(context: object, *texts: object) -> SafeString:
    """Below a rich text: the block of each page of ours to which it links, ``{% grip_linked page.body %}``."""
    return format_html_join("", "{}", ((html,) for html in render_linked(texts, context)))


@register.simple_tag(takes_context=True)
def grip_css(context: object) -> SafeString:
    """The stylesheet, for a host that wants it in the head. Once a request."""
    page_context = PageContext.of_context(context)
    sheets = claim_css(page_context.request, f"{getattr(page_context.page, 'grip_kind', '')}-page")
    return render_to_string("gripwagtail/elements/css.html", sheets._asdict()) if any(sheets) else SafeString("")


@register.filter
def grip_menu_word(page: object) -> str:
    """What a menu calls a page: its title, but the overview by what a visitor in need looks for.

    ``{{ item|grip_menu_word }}`` works for any page, also one that is not ``specific``.
    """
    if getattr(getattr(page, "specific_class", None), "grip_is_start", False):
        return conf.menu_word or gettext("Help with online problems")
    return str(getattr(page, "title", ""))
