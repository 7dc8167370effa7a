"""The rest that a search index keeps of words that were taken out of it."""

from __future__ import annotations

from typing import Final

from django.apps import apps
from django.db import connections, router

# Wagtail's own, and that of its search where a host has it as an app of its own.
_LABELS: Final = ("wagtailsearch", "modelsearch")


def merge() -> None:
    """SQLite writes down that a word is gone, beside the word itself, until it puts its index together."""
    for model in apps.get_models():
        if model._meta.app_label not in _LABELS or model._meta.model_name != "indexentry":
            continue
        connection = connections[router.db_for_write(model)]
        table = f"{model._meta.db_table}_fts"
        if connection.vendor == "sqlite" and table in connection.introspection.table_names():
            name = connection.ops.quote_name(table)
            with connection.cursor() as cursor:
                cursor.execute(f"INSERT INTO {name}({name}) VALUES ('optimize')")  # noqa: S608


__all__ = ["merge"]
