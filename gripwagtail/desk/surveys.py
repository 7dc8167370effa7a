"""What the schools of a user answered to the question sheet, all together."""

from __future__ import annotations

from collections import defaultdict

from ..content.surveys import Survey, read_surveys, together
from ..page_class import GripPage
from .schools import Desk


def surveys_of(desk: Desk) -> tuple[list[Survey], int]:
    """The answers on the published norms that the user may edit, and how many of these have any. One query a model."""
    by_model: defaultdict[type[GripPage], list[int]] = defaultdict(list)
    for school in desk.schools:
        for row in school.of_kind("norm"):
            if row.mine and row.live:
                by_model[row.model].append(row.pk)
    found = [
        surveys
        for model, pks in by_model.items()
        for stored in model._base_manager.filter(pk__in=pks).order_by("path").values_list("grip_surveys", flat=True)
        if (surveys := read_surveys(stored))
    ]
    return together(one for surveys in found for one in surveys), len(found)


__all__ = ["surveys_of"]
