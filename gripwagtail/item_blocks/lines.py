"""Words in plain text: one line, several, or a short list with one item a line."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import blocks
from wagtail.admin.widgets import AdminAutoHeightTextInput

from ..widgets.limit import refuse_too_long
from .families import Counted, OneLine, Words


class LineBlock(OneLine, Words, Counted, blocks.CharBlock):
    """One line of plain text. With ``rows`` its box is higher, for a line that is long."""

    frozen_kwargs = ("required", "max_length")

    def __init__(self, rows: int = 1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if rows > 1:
            self.field.widget = AdminAutoHeightTextInput(attrs={**self.field.widget.attrs, "rows": rows})


class ParagraphBlock(Words, Counted, blocks.TextBlock):
    """Plain text of one or more lines."""

    frozen_as = "wagtail.blocks.TextBlock"
    frozen_kwargs = ("required", "max_length")


def split_lines(text: str) -> list[str]:
    """The lines of a text, trimmed, without the empty ones."""
    return [line for line in (raw.strip() for raw in text.splitlines()) if line]


class LinesBlock(Words, blocks.TextBlock):
    """A short list, one item a line. Says at which line a limit is passed."""

    frozen_as = "wagtail.blocks.TextBlock"

    def __init__(self, max_lines: int = 5, max_line_length: int = 140, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(rows=rows, **kwargs)
        self.max_lines = max_lines
        self.max_line_length = max_line_length
        self.field.widget.attrs |= {"data-grip-lines": str(max_lines), "data-grip-line": str(max_line_length)}

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        lines = split_lines(value or "")
        refuse_too_long(value, None, self.is_deferred_validation)
        if self.is_deferred_validation:  # a draft may be too long for now, within reason
            return "\n".join(lines)
        if len(lines) > self.max_lines:
            raise ValidationError(
                ngettext(
                    "At most %(limit)d line here; this text has %(count)d. Merge lines or leave one out.",
                    "At most %(limit)d lines here; this text has %(count)d. Merge lines or leave some out.",
                    self.max_lines,
                )
                % {"limit": self.max_lines, "count": len(lines)},
                code="too_many_lines",
            )
        for number, line in enumerate(lines, start=1):
            if len(line) > self.max_line_length:
                raise ValidationError(
                    _("Line %(number)d has %(count)d characters; at most %(limit)d. Make it shorter.")
                    % {"number": number, "count": len(line), "limit": self.max_line_length},
                    code="line_too_long",
                )
        return "\n".join(lines)


def fits(block: blocks.Block, text: str) -> bool:
    """Whether this field of one or more lines holds a text that may be published; of other fields always."""
    if isinstance(block, LinesBlock):
        lines = split_lines(text)
        return len(lines) <= block.max_lines and all(len(line) <= block.max_line_length for line in lines)
    limit = getattr(getattr(block, "field", None), "max_length", None)
    return limit is None or len(text) <= limit


__all__ = ["LineBlock", "LinesBlock", "ParagraphBlock", "fits", "split_lines"]
