"""The column of one line of text of which a draft may be too long for now."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from wagtail.admin.forms.models import register_form_field_override


class LineColumn(models.TextField):  # type: ignore[type-arg]
    """One line in a form, in a column without a limit. In migrations it is Django's own text field."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{**kwargs, "widget": forms.TextInput})

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


# Otherwise Wagtail gives every text its own input of several lines.
register_form_field_override(LineColumn, override={"widget": forms.TextInput})


__all__ = ["LineColumn"]
