"""Public: steps for the migrations of a host that has page classes of its own. Migrations name this path."""

from __future__ import annotations

from typing import Any, Final

from django.db.migrations.operations.base import Operation

# What was worked out on pages for the desk, and is in a table of its own since.
_OF_ALL: Final = (
    *("review_due", "placeholders", "unconfirmed", "safety_corrections", "inner_links", "words_changed_at"),
    *("counted_until", "counted_with"),
)
_OF_A_KIND: Final = {"without_route": False, "without_confidant": False, "contact_expires": None, "unread": 0}


class KeepDeskColumns(Operation):
    """Puts what the desk noted on the pages of a class into its table, before the columns are removed.

    In a migration that depends on ``("gripwagtail", "0006_desk_columns")``. What is worked out comes back by itself;
    what would be lost is only since when the words of a page are as they are.
    """

    reduces_to_sql = False
    reversible = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.model_name], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Changes no model."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        pages = from_state.apps.get_model(app_label, self.model_name)
        kept = from_state.apps.get_model("gripwagtail", "GripDeskColumns")
        connection = schema_editor.connection
        if not self.allow_migrate_model(connection.alias, pages):
            return
        quote = connection.ops.quote_name
        have = {field.name: field.column for field in pages._meta.local_concrete_fields}
        names, values, missing = [], [], []
        # Columns that a later release added are there already when its migrations ran before this one of the host.
        later = [field.name for field in kept._meta.local_concrete_fields if not field.primary_key]
        for name in dict.fromkeys([*_OF_ALL, *_OF_A_KIND, *later]):
            names.append(quote(kept._meta.get_field(name).column))
            if name in have:
                values.append(quote(have[name]))
            else:
                field = kept._meta.get_field(name)
                values.append("%s")
                missing.append(field.get_db_prep_save(_OF_A_KIND.get(name, field.get_default()), connection))
        key = quote(kept._meta.pk.column)
        # As it is in the database: a value that cannot be read is moved like any other.
        schema_editor.execute(
            f"INSERT INTO {quote(kept._meta.db_table)} ({key}, {', '.join(names)})"  # noqa: S608 (names alone)
            f" SELECT {quote(pages._meta.pk.column)}, {', '.join(values)} FROM {quote(pages._meta.db_table)}"
            f" WHERE {quote(pages._meta.pk.column)} NOT IN (SELECT {key} FROM {quote(kept._meta.db_table)})",
            missing,
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """The columns come back empty, and are worked out anew by the release that has them."""

    def describe(self) -> str:
        return f"Keep what the desk noted on {self.model_name}"


__all__ = ["KeepDeskColumns"]
