"""How problems become errors of a form, and what the blocks of a stream refuse becomes problems.

So all that is wrong with a form is in one list, and each at its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail.blocks.base import get_error_json_data

from ..content.problems import Problem, place, sentence_of

# The errors of parts of parts, such as one phone number of several, by field, item and child.
Nested: TypeAlias = Mapping[tuple[str, int, str], ValidationError]


def field_error(problems: list[Problem], nested: Nested) -> ValidationError:
    """One line for each problem of a field; for a stream the first also marks all the items."""
    if all(problem.index is None for problem in problems):
        return ValidationError([sentence_of(problem.message) for problem in problems])
    marks = _marks(problems, nested)
    first, *others = [f"{problem.where}: {problem.message}" for problem in problems]
    # Instead of “Validation error in StreamBlock”, which does not help anyone to find it.
    marks.message = first
    return ValidationError([marks, *others])


def _marks(problems: list[Problem], nested: Nested) -> StreamBlockValidationError:
    """What makes Wagtail open each item and show the problem at its part."""
    parts: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    whole: dict[int, list[str]] = defaultdict(list)
    for problem in problems:
        if problem.index is None:
            continue
        message = sentence_of(problem.message)
        if problem.child:
            parts[problem.index][problem.child].append(message)
        else:
            whole[problem.index].append(message)
    field = problems[0].field
    return StreamBlockValidationError(
        {
            index: StructBlockValidationError(
                {
                    child: _joined(nested.get((field, index, child)), messages)
                    for child, messages in parts[index].items()
                },
                whole[index],
            )
            if parts[index]
            else _joined(nested.get((field, index, "")), whole[index])
            for index in {**parts, **whole}
        }
    )


def _joined(nested: ValidationError | None, messages: list[str]) -> ValidationError:
    """What a block refused, which knows where in it, and what a rule says about all of it."""
    if nested is None:
        return ValidationError(messages)
    said = set(map(sentence_of, _all_messages(nested)))
    others = [message for message in messages if message not in said]
    return _Joined(nested, others) if others else nested


class _Joined(ValidationError):
    """An error of a block with more messages than its own."""

    def __init__(self, nested: ValidationError, messages: list[str]) -> None:
        super().__init__(messages)
        self._nested = nested
        self.block_errors = getattr(nested, "block_errors", {})

    def as_json_data(self) -> dict[str, Any]:
        said: dict[str, Any] = get_error_json_data(self._nested)
        return {**said, "messages": [*said.get("messages", ()), *self.messages]}


def block_problems(field: Any, name: str, typed: Any, error: Any) -> Iterator[Problem]:
    """Each thing that the blocks of a stream refused, with its place. ``typed`` is the stream as it was typed.

    Never none: what a block of the host's refuses in a way of its own is said in its own words.
    """
    label = str(field.label or name)
    by_item = getattr(error, "block_errors", {})
    for message in _messages_of(error) if by_item else _all_messages(error):
        yield Problem(name, label, message)
    for index, refused in by_item.items():
        raw = {"type": typed[index].block_type, "value": typed[index].value}
        by_child = _parts_of(refused)
        for message in _messages_of(refused) if by_child else _all_messages(refused):
            yield Problem(name, place(field.block, label, index, raw), message, index)
        for child, found in by_child.items():
            for message in _all_messages(found):
                yield Problem(name, place(field.block, label, index, raw, child), message, index, child)


def nested_errors(name: str, error: Any) -> dict[tuple[str, int, str], ValidationError]:
    """Those of one stream, which know better than a list of messages where each belongs."""
    found: dict[tuple[str, int, str], ValidationError] = {}
    for index, refused in getattr(error, "block_errors", {}).items():
        by_child = _parts_of(refused)
        for child, one in (by_child or {"": refused}).items():
            if hasattr(one, "as_json_data"):
                found[name, index, child] = one
    return found


def _parts_of(refused: Any) -> Mapping[str, Any]:
    """What was refused in the parts of an item, by their names. The items of a list have none."""
    return refused.block_errors if isinstance(refused, StructBlockValidationError) else {}


def _messages_of(error: Any) -> list[str]:
    """The messages of an error itself, not those of its parts."""
    if hasattr(error, "non_block_errors"):
        return [message for one in error.non_block_errors.as_data() for message in one.messages]
    return list(error.messages)


def _all_messages(error: Any) -> list[str]:
    """Those of the error and of all its parts, however deep; its own words where there are no others."""
    return list(_said_in(get_error_json_data(error))) or list(error.messages)


def _said_in(marks: Any) -> Iterator[str]:
    """The messages in what Wagtail shows them by, whatever a block calls its parts."""
    if isinstance(marks, Mapping):
        yield from map(str, marks.get("messages", ()))
        for part in marks.values():
            yield from _said_in(part)


__all__ = ["Nested", "block_problems", "field_error", "nested_errors"]
