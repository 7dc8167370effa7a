"""How long what we show today stays right, for caches that do not read our stamp.

All dates that we act on change at midnight, local time: who is a contact from or until a day,
the tip of the week, the day on a poster. So what ends at midnight ends no later than any of them.
"""

from __future__ import annotations

import datetime

from django.utils import timezone

from ..records.stamp import ANY, read


def _now() -> datetime.datetime:
    now = timezone.now()
    return timezone.localtime(now) if timezone.is_aware(now) else now


def seconds_left_today() -> int:
    """Whole seconds until the next local midnight, also on a day on which the clock is changed."""
    now = _now()
    midnight = datetime.datetime.combine(now.date() + datetime.timedelta(days=1), datetime.time.min)
    if timezone.is_aware(now):
        # In UTC, because two moments in one zone are subtracted as if its clock never changed.
        now, midnight = now.astimezone(datetime.UTC), timezone.make_aware(midnight).astimezone(datetime.UTC)
    return int((midnight - now).total_seconds())


def cache_key_components() -> list[str]:
    """The state of all our content, and the day: what a page that shows some of it adds to its cache key. One query."""
    state, values = read([ANY])
    return [state.stamp, values[ANY], _now().date().isoformat()]


__all__ = ["cache_key_components", "seconds_left_today"]
