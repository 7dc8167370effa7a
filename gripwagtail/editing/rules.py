"""All rules about what an editor writes, and what breaks them on a page or in a form.

A new rule is one entry: here, or in the list of the module that has its function. What happens to what breaks it is
its severity (``rule.Severity``). A page obeys the rules about the streams that its class names in ``grip_streams``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue

from ..content.items import PLACEHOLDER
from ..content.problems import Problem, children_with
from ..lookup.context import PageContext
from . import contact_rules, incident_rules, norm_rules, plain_language, translation_rules
from .rule import Rule, Severity, Spot, Subject, problems_of


def _placeholders(subject: Subject) -> Iterator[Spot]:
    for field, value in subject.fields.items():
        if isinstance(value, str) and PLACEHOLDER in value:
            yield Spot(field, subject.label(field))
        elif isinstance(value, StreamValue):
            for index, raw in enumerate(value.raw_data):
                for child in children_with(PLACEHOLDER, raw.get("value")):
                    yield Spot(field, subject.where(field, index, raw, child), index, child)


RULES: Final = (
    Rule(
        "placeholder",
        Severity.REFUSE,
        _placeholders,
        _("replace the text between “[[” and “]]”, or empty the field."),
    ),
    *contact_rules.RULES,
    *incident_rules.RULES,
    *norm_rules.RULES,
    *translation_rules.RULES,
    *plain_language.RULES,
)


def refused(form: Any) -> list[Problem]:
    """What is in the way of publishing what this form holds."""
    return _broken(Severity.REFUSE, Subject.of_form(form))


def remarks(page: Any, context: PageContext | None = None) -> list[Problem]:
    """What an editor is told about a page that may well be published, but could be better."""
    return _broken(Severity.ADVISE, Subject(page, context=context))


def hints(page: Any, context: PageContext | None = None) -> list[Problem]:
    """What could be said more plainly."""
    return _broken(Severity.HINT, Subject(page, context=context))


def refused_items(subject: Subject) -> list[Problem]:
    """What our form would refuse of items that are stored or come out of a file, whatever door they came in by."""
    rules = [rule for rule in RULES if rule.severity is Severity.REFUSE and rule.is_of_what_is_stored]
    return problems_of(rules, subject)


def _broken(severity: Severity, subject: Subject) -> list[Problem]:
    return problems_of((rule for rule in RULES if rule.severity is severity), subject)


__all__ = ["RULES", "hints", "refused", "refused_items", "remarks"]
