"""How log messages are written on servers."""

import logging
from types import TracebackType

from django.utils.log import AdminEmailHandler


class WithoutTraceback(logging.Formatter):
    """The last line of an exception alone."""

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        return str(ei[1])


class MailWithoutRequest(AdminEmailHandler):
    """Mails the administrators that a page failed, and where in the code; nothing of what somebody sent or typed."""

    def emit(self, record: logging.LogRecord) -> None:
        place = getattr(getattr(record, "request", None), "path", "")
        self.send_mail(f"{record.levelname}: {place or record.name}"[:200], self.format(record), fail_silently=True)
