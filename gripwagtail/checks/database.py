"""Whether the database of the host takes it when two people save at once."""

from __future__ import annotations

from typing import Final

from django.conf import settings

from .registry import Hinted, numbered

# Wagtail's own default, in milliseconds; 0 is off.
_AUTOSAVE: Final = 500
_WAITS: Final = ("IMMEDIATE", "EXCLUSIVE")


@numbered("W007")
def sqlite_waits_its_turn() -> Hinted:
    """A SQLite database refuses a save while Wagtail saves a draft by itself."""
    if not getattr(settings, "WAGTAIL_AUTOSAVE_INTERVAL", _AUTOSAVE):
        return
    for alias, database in settings.DATABASES.items():
        mode = str((database.get("OPTIONS") or {}).get("transaction_mode") or "").upper()
        # One in memory belongs to one process, which has no other to wait for.
        in_memory = "memory" in str(database.get("NAME") or "")
        if str(database.get("ENGINE")).endswith("sqlite3") and not in_memory and mode not in _WAITS:
            yield (
                f'The SQLite database "{alias}" refuses a save with “database is locked” while another goes on, and '
                "Wagtail saves drafts by itself: one editor who publishes is enough.",
                f'Add "transaction_mode": "IMMEDIATE", "timeout": 20 to DATABASES["{alias}"]["OPTIONS"] and keep the '
                "others that are there: then it waits.",
            )
