"""What a worker for tasks does for us, where the host has one."""

from __future__ import annotations

from typing import Any, Final

from .made_again import Changed, make_again
from .purge import Purge

# Django has tasks since 6.0. For Django 5.2 Wagtail brings the same.
tasks: Any
try:
    from django import tasks  # type: ignore[attr-defined, unused-ignore]
except ImportError:
    try:
        import django_tasks as tasks
    except ImportError:
        tasks = None

# Backends that do a task at once, in the request of the editor, or never.
_NOT_LATER: Final = frozenset({"ImmediateBackend", "DummyBackend"})


def make_again_task(changed: dict[str, Any]) -> int:
    """Makes again what was kept and holds no more."""
    return make_again(Changed.of_plain(changed))


def purge_task(purge: dict[str, Any]) -> None:
    """Tells the caches in front of the site what to forget."""
    Purge.of_plain(purge).send()


# A worker finds a task by the name of its function.
if tasks is not None:
    make_again_task = tasks.task()(make_again_task)
    purge_task = tasks.task()(purge_task)


def is_done_later() -> bool:
    """Whether the host has a worker for tasks, to which an editor only hands them over."""
    if tasks is None:
        return False
    return _NOT_LATER.isdisjoint(kind.__name__ for kind in type(tasks.task_backends["default"]).__mro__)


def hand_over(changed: Changed) -> None:
    """To the worker for tasks."""
    task: Any = make_again_task
    task.enqueue(changed.plain())


def hand_over_purge(purge: Purge) -> None:
    """The same for what caches in front have to forget."""
    task: Any = purge_task
    task.enqueue(purge.plain())


__all__ = ["hand_over", "hand_over_purge", "is_done_later", "make_again_task", "purge_task"]
