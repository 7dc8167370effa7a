"""What Django reads in this language, and the Dutch way. Django asks for this by the name of the language."""

from __future__ import annotations

from typing import Final

from .. import dates, moments

DATE_INPUT_FORMATS: Final = dates("en_IE")
DATETIME_INPUT_FORMATS: Final = moments("en_IE")

__all__ = ["DATETIME_INPUT_FORMATS", "DATE_INPUT_FORMATS"]
