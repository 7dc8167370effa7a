"""A column of JSON that is always readable: what is not JSON, or too deep to be read, counts as nothing.

Most databases refuse what is not JSON, but none refuses a thousand nested lists. Code that reads such a column checks
the shape of what it contains as well. In migrations it is the field of Django.
"""

from __future__ import annotations

from typing import Any

from django.db import models


class JSONColumn(models.JSONField):
    """What cannot be read is ``None``."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        try:
            return super().from_db_value(value, expression, connection)
        except (ValueError, RecursionError):
            return None


class DictColumn(JSONColumn):
    """What is not a dictionary becomes an empty one."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        found = super().from_db_value(value, expression, connection)
        return found if isinstance(found, dict) else {}


__all__ = ["DictColumn", "JSONColumn"]
