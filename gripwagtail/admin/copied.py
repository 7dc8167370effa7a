"""After a page was copied in the admin: blocks follow the copies, and the editor reads how many did."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import ngettext
from wagtail.admin import messages

from ..editing.copying import follow
from ..page_class import SitePage


def follow_copy(request: HttpRequest, page: SitePage, new_page: SitePage) -> None:
    if count := follow(page, new_page):
        text = ngettext(
            "In the copy %(count)d block asked for a page that was copied too: it now asks for the copy.",
            "In the copy %(count)d blocks asked for a page that was copied too: they now ask for the copy.",
            count,
        )
        messages.info(request, text % {"count": count})


__all__ = ["follow_copy"]
