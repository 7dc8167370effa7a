"""One at a time: who reads a row in order to change it waits until another who does has finished.

Two clicks at the same moment would each add to what they read, and the later one would undo the first.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import connections, router
from django.db.models import F

from .sources import page_model

# What another has changed of a page when it planted something below it.
_TREE: Final = ("path", "depth", "numchild")


def lock(row: Any) -> None:
    """Waits for whoever changes this row, and keeps it until the end of the transaction. Read what you change after it.

    Of a page it is the row that all pages have, whatever their class. Outside a transaction a database that has locks
    raises ``TransactionManagementError``.
    """
    model: Any = page_model() if isinstance(row, page_model()) else row._meta.concrete_model
    rows = model._base_manager.using(router.db_for_write(model)).filter(pk=row.pk)
    if connections[rows.db].features.has_select_for_update:
        list(rows.select_for_update().order_by().values_list("pk"))
    else:
        # On SQLite who writes first is the only one that writes, and nobody reads what another is about to change.
        rows.update(**{model._meta.pk.name: F(model._meta.pk.name)})


def lock_parent(page: Any) -> None:
    """The same, for who makes a page below this one; it then knows what is below it now."""
    lock(page)
    page.refresh_from_db(fields=_TREE)


__all__ = ["lock", "lock_parent"]
