"""A year for parents: the text of this month and of the others, to copy, or to be sent to the editor's own address.

Nobody else gets a mail from here, and nothing of it is stored but when the last one went, in the session of the editor.
"""

from __future__ import annotations

import logging
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from ..desk.dates import today
from ..lookup.context import PageContext
from ..lookup.public_address import public_address
from ..lookup.source import Source
from ..page_types.parent_tips import ParentTipsMixin
from ..subroutes.share import ShareText, from_month, month_name, texts_of_year
from ..text.speaking import speaking
from .library import PageAdminView

logger = logging.getLogger(__name__)

# Seconds between two mails to one editor.
BETWEEN: Final = 60
_SENT: Final = "gripwagtail_year_sent"
# So that no holiday reply comes back (RFC 3834).
_HEADERS: Final = {"Auto-Submitted": "auto-generated"}


class YearView(PageAdminView):
    """The ten texts in the language of the page, that of today first."""

    http_method_names = ["get", "head", "post"]
    page_mixin = ParentTipsMixin
    writes = False
    template_name = "gripwagtail/admin/year.html"
    page_title = gettext_lazy("A year for parents")
    header_icon = "mail"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = request.POST.get("month", "")
        text = next((text for month, text in self._texts() if str(month) == wanted), None)
        if text is None:
            messages.warning(request, _("Nothing was sent: there is no text for that month."))
        else:
            self._send(text)
        return redirect(request.path)

    def _send(self, text: ShareText) -> None:
        request = self.request
        address = str(getattr(request.user, get_user_model().get_email_field_name()) or "").strip()
        now = timezone.now().timestamp()
        if not address:
            messages.error(request, _("Nothing was sent: there is no e-mail address in your account."))
            return
        if 0 <= now - float(request.session.get(_SENT, 0)) < BETWEEN:
            messages.warning(request, _("Nothing was sent: one mail a minute. Try again in a moment."))
            return
        # Before it is sent: whoever clicks twice gets one.
        request.session[_SENT] = now
        sender = getattr(settings, "WAGTAILADMIN_NOTIFICATION_FROM_EMAIL", None)
        try:
            EmailMessage(str(text.title), text.plain, sender, [address], headers=_HEADERS).send()
        except Exception:  # mail servers, and what a host has put in their place, raise anything
            logger.exception("A text for parents could not be sent.")
            messages.error(request, _("It could not be sent: the mail server did not take it. Copy the text instead."))
            return
        messages.success(request, _("Sent to your own address, %(address)s.") % {"address": address})

    def _texts(self) -> list[tuple[int, ShareText]]:
        """Each with its month, in the words of the page; with its address where parents can open that."""
        page_context = PageContext(page=self.draft)
        is_open = self.draft.live and not page_context.is_private
        with speaking(str(self.draft.grip_language)):
            source = Source.own(page_context)
            return texts_of_year(source, public_address(self.draft, self.request) if is_open else "")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        this_month = today().month
        texts = from_month(this_month, self._texts())
        context: dict[str, Any] = super().get_context_data(
            rows=[(month, month_name(month), text, month == this_month) for month, text in texts],
            language=str(self.draft.grip_language),
            edit_url=self.edit_url,
            **kwargs,
        )
        return context


__all__ = ["BETWEEN", "YearView"]
