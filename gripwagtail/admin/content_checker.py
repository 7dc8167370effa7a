"""Rules of ours in Wagtail's content checker, for our own pages, beside whatever rules the host has.

Wagtail asks one item of its user bar how to configure Axe. A host, or another package, may have put its own
in that place. So nothing is replaced: ours is added to what the item answers.
The evaluations themselves are in ``static/gripwagtail/admin/content-checks.js``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.forms import Media
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin.userbar import BaseItem, ContentCheckerItem

from ..assets import media_of
from ..page_class import SitePage
from ..page_types.page import GripMixin
from ..text import length, phone_spotting

# Texts of links that say nothing about where they lead, without capitals and without what is around them.
EMPTY_LINK_TEXTS: Final = (
    *("hier", "klik hier", "klik", "link", "deze link", "deze pagina", "website", "lees meer", "lees verder"),
    *("meer", "meer info", "meer informatie", "meer lezen", "verder lezen", "bekijk hier", "lees hier"),
    *("here", "click here", "click", "this link", "this page", "read more", "more", "more info", "learn more"),
    *("more information", "see here", "read here"),
)
# Words that make a sentence a prohibition, by language.
NEGATIONS: Final[Mapping[str, str]] = {
    "nl": r"\b(?:niet|geen|nooit|niemand|niets|verboden)\b",
    "en": r"\b(?:not|no|never|nobody|nothing|cannot|forbidden|\w+n['\u2019]t)\b",
}
# What Axe knows as a tag and not as a rule. A host may run the checker by tags.
_TAG: Final = re.compile(r"wcag|cat\.|best-practice$|experimental$|ACT$|section508|TT|EN-|RGAA|seo$")


@dataclass(frozen=True, slots=True)
class CheckerRule:
    """A rule as Axe takes it; its check has the same name. Only for pages whose class names it, or ``everywhere``."""

    id: str
    selector: str
    says: Callable[[], tuple[str, str]]
    options: Mapping[str, Any] = field(default_factory=dict)
    everywhere: bool = False

    @property
    def spec(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "impact": "moderate",
            "selector": self.selector,
            "tags": ["best-practice"],
            "any": [self.id],
            "enabled": True,
            # A closed situation is as much part of the page as an open one.
            "excludeHidden": False,
        }


def _of_browser(pattern: re.Pattern[str]) -> str:
    r"""The pattern as a browser reads it: there ``\w`` knows no letter with an accent."""
    return pattern.pattern.replace(r"\w", r"\p{L}\p{N}_")


def _phone() -> tuple[str, str]:
    return (
        _("Phone number in running text"),
        _("Readers on a phone cannot tap it. Put it on a card of the contact page: then it stays up to date as well."),
    )


def _link_text() -> tuple[str, str]:
    return (
        _("Link text that does not say where it leads"),
        _("Name what is behind the link, for example “the complaints procedure” instead of “click here”."),
    )


def _danger() -> tuple[str, str]:
    return (
        _("112 is missing on this page"),
        _("In an emergency a reader needs 112 at once. Ask your web administrator: a template leaves it out."),
    )


def _prohibitions() -> tuple[str, str]:
    return (
        _("This norm only says what is forbidden"),
        _("Also say what you do, with “we”: “We ask first before we share a photo.”"),
    )


RULES: Final = (
    CheckerRule(
        "grip-bare-phone",
        ".grip [dir=auto], .grip-body *",
        _phone,
        {
            "run": _of_browser(phone_spotting.RUN),
            "when": phone_spotting.WHEN.pattern,
            "amount": phone_spotting.AMOUNT.pattern,
            "short": phone_spotting.SHORT.pattern,
            "service": phone_spotting.SERVICE.pattern,
            "call": _of_browser(phone_spotting.CALL),
            "allowed": sorted(phone_spotting.ALWAYS_ALLOWED),
            "most": length.TEXT,
        },
        everywhere=True,
    ),
    CheckerRule("grip-link-text", ".grip a[href]", _link_text, {"texts": EMPTY_LINK_TEXTS}, everywhere=True),
    CheckerRule("grip-without-112", ".grip-incident-help-page", _danger),
    CheckerRule(
        "grip-only-prohibitions",
        ".grip-norm-page .grip-norm-statement, .grip-norm-page .grip-we-do",
        _prohibitions,
        {"negations": NEGATIONS},
    ),
)


class ScriptItem(BaseItem):
    """Brings the evaluations to where the page is shown, and shows nothing itself."""

    def render_html(self, parent_context: Any = None) -> str:
        return ""

    @property
    def media(self) -> Media:
        return media_of(js=["gripwagtail/admin/content-checks.js"])


def add_rules(items: list[Any], page: SitePage) -> None:
    """Adds our rules to every content checker among the items of a user bar, when the page is one of ours."""
    checkers = [item for item in items if isinstance(item, ContentCheckerItem)]
    if not checkers or not isinstance(page, GripMixin):
        return
    rules = [rule for rule in RULES if rule.everywhere or rule.id in page.grip_checker_rules]
    for item in checkers:
        item.get_axe_configuration = _with(rules, item.get_axe_configuration)
    items.append(ScriptItem())


def _with(rules: Sequence[CheckerRule], before: Callable[[Any], dict[str, Any]]) -> Callable[[Any], dict[str, Any]]:
    """What answers as ``before`` did, and with our rules. Others may wrap this again."""

    def configuration(request: HttpRequest) -> dict[str, Any]:
        given = before(request)
        spec, options = given.get("spec", {}), given.get("options", {})
        # The host decides whether a rule runs.
        chosen = options.get("rules", {})
        wanted = [rule.id for rule in rules if chosen.get(rule.id, {}).get("enabled", True)]
        said = {rule.id: dict(zip(("error_name", "help_text"), rule.says(), strict=True)) for rule in rules}
        return {
            **given,
            "spec": {
                **spec,
                "rules": [*spec.get("rules", ()), *(rule.spec for rule in rules)],
                "checks": [
                    *spec.get("checks", ()),
                    *({"id": rule.id, "options": dict(rule.options)} for rule in rules),
                ],
            },
            "options": {
                **_run_ours_too(options, spec, wanted),
                "rules": {**{one: {"enabled": True} for one in wanted}, **chosen},
            },
            "messages": {**said, **given.get("messages", {})},
        }

    return configuration


def _run_ours_too(options: Mapping[str, Any], spec: Mapping[str, Any], ids: Sequence[str]) -> dict[str, Any]:
    """Adds our rules where the host runs a list of rules. By tags, ours run because they are enabled."""
    wanted = options.get("runOnly")
    if isinstance(wanted, Mapping):
        if wanted.get("type") in ("rule", "rules"):
            return {**options, "runOnly": {**wanted, "values": [*wanted.get("values", ()), *ids]}}
    elif wanted and not isinstance(wanted, str):
        tags = {tag for rule in spec.get("rules", ()) for tag in rule.get("tags", ())}
        if not any(one in tags or _TAG.match(one) for one in wanted):
            return {**options, "runOnly": [*wanted, *ids]}
    return dict(options)


__all__ = ["EMPTY_LINK_TEXTS", "NEGATIONS", "RULES", "CheckerRule", "ScriptItem", "add_rules"]
