"""One row that changes whenever anything we show may have changed."""

from __future__ import annotations

import logging
import uuid
from typing import NamedTuple

from django.db import connection, models, transaction
from django.db.utils import IntegrityError, OperationalError, ProgrammingError

logger = logging.getLogger(__name__)


class State(NamedTuple):
    """What is read before anything else: ``stamp`` is empty while nothing was ever saved."""

    stamp: str
    restricted: bool


class GripStamp(models.Model):
    """The state of all content, as one value.

    A rendered body is kept under the value that was read *before* its content. So it is
    right in every process, whatever cache the host uses.
    """

    value = models.UUIDField(default=uuid.uuid4)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def current(cls) -> State:
        """The value now, and whether any page at all is restricted. One query."""
        from wagtail.models import PageViewRestriction

        rows = cls.objects.filter(pk=1)
        asked = rows.values_list("value", models.Exists(PageViewRestriction.objects.order_by().values("pk")))
        try:
            row = asked.first()
        except ValueError:
            # No value of ours. Nothing is kept until something is saved, which writes a new one.
            logger.error("The state of all content cannot be read, so every page is made anew.", exc_info=True)
            row = None
        return State(row[0].hex, bool(row[1])) if row else State("", True)

    @classmethod
    def move(cls) -> None:
        """Make everything that was cached unfindable. In the transaction of the change."""
        value = uuid.uuid4()
        try:
            with transaction.atomic():
                moved = cls.objects.filter(pk=1).update(value=value)
        except (OperationalError, ProgrammingError):
            # A data migration of the host may save a page before our table is there.
            if cls._meta.db_table in connection.introspection.table_names():
                raise
            return
        if not moved:
            try:
                with transaction.atomic():
                    cls.objects.create(pk=1, value=value)
            except IntegrityError:  # another process made the row in between
                cls.objects.filter(pk=1).update(value=value)
