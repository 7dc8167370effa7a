"""How problems become errors of a form, and what the blocks of a stream refuse becomes problems.

So all that is wrong with a form is in one list, and each at its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from wagtail.blocks import ListBlockValidationError, StreamBlockValidationError, StructBlockValidationError

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
    return StreamBlockValidationError(
        {
            index: StructBlockValidationError(
                {
                    child: nested.get((problems[0].field, index, child)) or ValidationError(messages)
                    for child, messages in parts[index].items()
                },
                whole[index],
            )
            if parts[index]
            else ValidationError(whole[index])
            for index in {**parts, **whole}
        }
    )


def block_problems(field: Any, name: str, typed: Any, error: Any) -> Iterator[Problem]:
    """Each thing that the blocks of a stream refused, with its place. ``typed`` is the stream as it was typed."""
    label = str(field.label or name)
    by_item = getattr(error, "block_errors", {})
    for message in _messages_of(error):
        yield Problem(name, label, message)
    for index, refused in by_item.items():
        raw = {"type": typed[index].block_type, "value": typed[index].value}
        by_child = refused.block_errors if isinstance(refused, StructBlockValidationError) else {}
        for message in _messages_of(refused):
            yield Problem(name, place(field.block, label, index, raw), message, index)
        for child, found in by_child.items():
            for message in _all_messages(found):
                yield Problem(name, place(field.block, label, index, raw, child), message, index, child)


def nested_errors(name: str, error: Any) -> dict[tuple[str, int, str], ValidationError]:
    """Those of one stream, which know better than a list of messages where each belongs."""
    return {
        (name, index, child): found
        for index, refused in getattr(error, "block_errors", {}).items()
        for child, found in getattr(refused, "block_errors", {}).items()
        if isinstance(found, ListBlockValidationError)
    }


def _messages_of(error: Any) -> list[str]:
    """The messages of an error itself, not those of its parts."""
    if hasattr(error, "non_block_errors"):
        return [message for one in error.non_block_errors.as_data() for message in one.messages]
    return list(error.messages)


def _all_messages(error: Any) -> list[str]:
    if isinstance(error, ListBlockValidationError):
        parts = [message for one in error.block_errors.values() for message in _all_messages(one)]
        return [*_messages_of(error), *parts]
    return _messages_of(error)


__all__ = ["Nested", "block_problems", "field_error", "nested_errors"]
