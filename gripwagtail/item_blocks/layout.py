"""Groups the children of an item in the editor, and says which of them appear only when they are needed.

Wagtail draws the groups. What depends on another field is done by ``admin/item.js``, which reads the attributes made
here; without that script everything is there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from django.utils.functional import lazy
from wagtail.blocks.struct_block import BlockGroup

# The attribute with the fields that are worked out from others.
FOLLOWS: Final = "data-grip-item-follows-value"

FieldGroup: TypeAlias = Sequence[str] | tuple[Any, Sequence[str]] | BlockGroup


class When(NamedTuple):
    """That the value of a field, as text, matches a pattern of JavaScript. Late, for lists that a host completes."""

    field: str
    pattern: str | Callable[[], str]

    def packed(self) -> list[str]:
        return [self.field, self.pattern if isinstance(self.pattern, str) else self.pattern()]


class Follows(NamedTuple):
    """What a field becomes on a new item when another one matches, as long as no editor touched it."""

    when: When
    value: str | bool


def one_of(keys: Callable[[], Iterable[str]]) -> Callable[[], str]:
    """The pattern of a field with one of these keys, alone or between commas."""
    return lambda: rf"(^|,)\s*({'|'.join(map(re.escape, sorted(keys()))) or '-'})\s*(,|$)"


def layout(*groups: FieldGroup) -> BlockGroup:
    """Children in the order given; a ``(heading, names)`` pair becomes a panel of its own."""
    return BlockGroup(children=_children(groups))


def _children(groups: Iterable[FieldGroup]) -> list[Any]:
    children: list[Any] = []
    for group in groups:
        if isinstance(group, BlockGroup):
            children.append(group)
        elif len(group) == 2 and not isinstance(group[1], str):
            children.append(BlockGroup(children=list(group[1]), heading=group[0], label_format=""))
        else:
            children.extend(group)
    return children


def folded(heading: Any, names: Sequence[str | BlockGroup], summary: str) -> BlockGroup:
    """A panel that begins closed, for what is rarely needed. Wagtail opens it for an error.

    ``summary`` is what is beside its heading while it is closed: ``"{valid_from} {valid_until}"``.
    """
    return BlockGroup(children=list(names), heading=heading, classname="collapsed", label_format=summary)


def form_attributes(
    appears: Mapping[str, Sequence[When]] | None = None,
    follows: Mapping[str, Sequence[Follows]] | None = None,
) -> dict[str, Any]:
    """The attributes of the form of an item, for ``Meta.form_attrs``.

    A child in ``appears`` is there when one of its conditions is met; also when it holds something or has an error,
    so nothing typed is ever out of sight.
    """

    def shown() -> str:
        return json.dumps({name: [when.packed() for when in found] for name, found in (appears or {}).items()})

    def worked_out() -> str:
        return json.dumps(
            {
                name: [[*one.when.packed(), str(one.value).lower()] for one in found]
                for name, found in (follows or {}).items()
            }
        )

    return {
        "data-controller": "grip-item",
        "data-grip-item-appears-value": lazy(shown, str)(),
        FOLLOWS: lazy(worked_out, str)(),
    }


__all__ = ["FOLLOWS", "Follows", "When", "folded", "form_attributes", "layout", "one_of"]
