"""One row that changes whenever anything we show may have changed."""

from __future__ import annotations

import uuid

from django.db import models, transaction
from django.db.utils import IntegrityError


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
    def current(cls) -> str:
        """The value now, or an empty string when there is none yet. One query."""
        value = cls.objects.filter(pk=1).values_list("value", flat=True).first()
        return value.hex if value else ""

    @classmethod
    def move(cls) -> None:
        """Make everything that was kept unfindable. In the transaction of the change."""
        value = uuid.uuid4()
        if not cls.objects.filter(pk=1).update(value=value):
            try:
                with transaction.atomic():
                    cls.objects.create(pk=1, value=value)
            except IntegrityError:  # another process made the row in between
                cls.objects.filter(pk=1).update(value=value)
