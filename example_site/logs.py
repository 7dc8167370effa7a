"""How log messages are written on servers."""

import logging
from types import TracebackType


class WithoutTraceback(logging.Formatter):
    """The last line of an exception alone."""

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        return str(ei[1])
