"""What is done? The plan of a school as a table for its team, by task. Read from the draft; nothing is changed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.utils.translation import gettext_lazy

from ..content.plans import Planned, read_plans
from ..desk.confirmations import with_facts
from ..desk.dates import today
from ..page_class import OverviewPage
from ..page_types.overview import OverviewMixin
from ..vocabulary import TASKS, Label
from .library import PageAdminView


@dataclass(frozen=True, slots=True)
class TaskPlan:
    """What is chosen for one task, each with whether it is late; and how many proposals wait for a tick."""

    label: Label
    rows: list[tuple[Planned, bool]]
    done: int
    waiting: int


class PlanView(PageAdminView):
    """Terms and roles are facts, so they are read from the page in the main language."""

    page_mixin = OverviewMixin
    template_name = "gripwagtail/admin/plan.html"
    page_title = gettext_lazy("What is done?")
    header_icon = "list-ul"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = cast(OverviewPage, with_facts(self.draft))
        plans, now = read_plans(page), today()
        context: dict[str, Any] = super().get_context_data(
            tasks=[_of_task(label, [one for one in plans if one.task == key], now) for key, label in TASKS.items()],
            language=page.grip_language,
            today=now,
            edit_url=self.edit_url,
            **kwargs,
        )
        return context


def _of_task(label: Label, plans: list[Planned], now: Any) -> TaskPlan:
    chosen = [one for one in plans if one.is_chosen]
    return TaskPlan(
        label,
        [(one, one.is_late(now)) for one in chosen],
        sum(one.is_done for one in chosen),
        len(plans) - len(chosen),
    )


__all__ = ["PlanView", "TaskPlan"]
