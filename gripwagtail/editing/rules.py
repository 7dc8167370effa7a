"""Which rules a page has to obey, and what breaks them on a page or in a form.

A new rule is one entry in the list of the module that has its function; the class of a page names such lists in
``grip_rules``. What happens to what breaks a rule is its severity (``rule.Severity``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from ..content.problems import Problem
from ..lookup.context import PageContext
from ..page_class import GripPage
from . import address_rules, placeholder_rules, plain_language, translation_rules
from .rule import Rule, Severity, Subject, problems_of

# Of every page, after those that its class names in ``grip_rules``; those on placeholders come before.
_LAST: Final = (*address_rules.RULES, *translation_rules.RULES, *plain_language.RULES)


def rules_of(page: GripPage) -> tuple[Rule, ...]:
    """The rules that this page has to obey, or the pages of this class."""
    return (*placeholder_rules.RULES, *getattr(page, "grip_rules", ()), *_LAST)


def refused(form: Any, typed: Mapping[str, Any] = MappingProxyType({})) -> list[Problem]:
    """What is in the way of publishing what this form holds; ``typed`` are fields that it could not clean."""
    return _broken(Severity.REFUSE, Subject(form.instance, {**typed, **form.cleaned_data}, form=form))


def remarks(page: GripPage, context: PageContext | None = None, user: Any = None) -> list[Problem]:
    """What an editor is told about a page that may well be published, but could be better.

    About its translations only who may edit these, where ``user`` says who it is for.
    """
    found = _broken(Severity.ADVISE, Subject(page, context=context))
    keys = {problem.translation for problem in found if problem.translation}
    if user is None or not keys:
        return found
    copies = type(page)._base_manager.filter(pk__in=keys)
    theirs = {copy.pk for copy in copies if copy.permissions_for_user(user).can_edit()}
    return [problem for problem in found if not problem.translation or problem.translation in theirs]


def hints(page: GripPage, context: PageContext | None = None) -> list[Problem]:
    """What could be said more plainly."""
    return _broken(Severity.HINT, Subject(page, context=context))


def refused_items(page: GripPage) -> list[Problem]:
    """What our form would refuse of the items that are stored on this page, whatever door they came in by."""
    return _broken(Severity.REFUSE, Subject(page), lambda rule: rule.is_of_what_is_stored)


def _broken(severity: Severity, subject: Subject, wanted: Callable[[Rule], bool] = lambda _rule: True) -> list[Problem]:
    rules = (rule for rule in rules_of(subject.our_page) if rule.severity is severity and wanted(rule))
    return problems_of(rules, subject)


__all__ = ["hints", "refused", "refused_items", "remarks", "rules_of"]
