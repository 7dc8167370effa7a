"""What every page of the school needs."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from wagtail.models import Page, Site

from gripwagtail.templatetags.gripwagtail import grip_menu_word

register = template.Library()


@dataclass(frozen=True, slots=True)
class MenuItem:
    title: str
    url: str
    current: str  # the value of aria-current: "page" on the page itself, "true" inside its section, else empty


def _front_page(request: Any) -> Page | None:
    """The root of the site that is visited, in the language of the visit; looked up once per request."""
    if request is None:
        return None
    if not hasattr(request, "_school_front_page"):
        site = Site.find_for_request(request)
        request._school_front_page = site.root_page.localized if site else None
    return request._school_front_page


@register.simple_tag(takes_context=True)
def home_url(context: Context) -> str:
    """The address of the front page."""
    request = context.get("request")
    front_page = _front_page(request)
    return (front_page.get_url(request) if front_page else None) or "/"


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> list[MenuItem]:
    """The live children of the front page that an editor wants in the menu."""
    request = context.get("request")
    front_page = _front_page(request)
    if front_page is None:
        return []
    here = getattr(context.get("page"), "url_path", "")
    items = []
    for child in Page.objects.child_of(front_page).live().in_menu().select_related("locale"):
        current = "page" if here == child.url_path else "true" if here.startswith(child.url_path) else ""
        items.append(MenuItem(grip_menu_word(child), child.get_url(request) or "", current))
    return items
