"""How long a text may be: counted beside its input while one types, never cut off.

A browser cuts what is pasted at ``maxlength`` without a word. So our inputs have none: a draft keeps the whole paste,
and publishing says how much is too much. Only what no text of ours ever is, is refused in a draft as well.
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _

from ..assets import media_of
from ..text.length import PASTE

COUNTED: Final = {"css": ["gripwagtail/admin/count.css"], "js": ["gripwagtail/admin/count.js"]}


def uncut(field: Any) -> None:
    """Makes the input of a field count. What is too long for its column is refused in words, and stays in the form."""
    limit = getattr(field, "max_length", None)
    if limit is not None and field.widget.attrs.pop("maxlength", None) is not None:
        field.widget.attrs["data-grip-limit"] = str(limit)


def counted(field: Any) -> None:
    """The same for a field of which a draft keeps everything. Whoever cleans it asks ``refuse_too_long``."""
    uncut(field)
    field.validators = [one for one in field.validators if not isinstance(one, MaxLengthValidator)]


def refuse_too_long(text: object, limit: int | None, is_draft: bool) -> None:
    """Raises ``ValidationError`` with the number of characters that are too many."""
    count = len(text) if isinstance(text, str) else 0
    refuse_far_too_long(count)
    if limit is not None and count > limit and not is_draft:
        raise ValidationError(
            _("This text has %(count)d characters; at most %(limit)d. Make it %(over)d shorter.")
            % {"count": count, "limit": limit, "over": count - limit},
            code="max_length",
        )


def refuse_far_too_long(count: int) -> None:
    """The same for what no text of ours is, also in a draft."""
    if count > PASTE:
        raise ValidationError(
            _(
                "This text has %(count)d characters. At most %(limit)d fit here, also in a draft: keep the rest in a "
                "document of your own for now. Nothing is lost until you leave this page."
            )
            % {"count": count, "limit": PASTE},
            code="far_too_long",
        )


def count_media() -> forms.Media:
    """The script that counts, for a form with such fields."""
    return media_of(**COUNTED)


__all__ = ["count_media", "counted", "refuse_far_too_long", "refuse_too_long", "uncut"]
