"""For code that changes what visitors see without a signal of Django. What sends signals is heard in ``changes``."""

from __future__ import annotations

from .serving.renewal import renew_all


def changed() -> None:
    """Call this after a change that sends no signals, such as ``update()`` or ``bulk_update()``."""
    renew_all()


__all__ = ["changed"]
