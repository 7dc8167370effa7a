"""What each block shows: sources turned into what a template needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..conf import conf
from ..content import incident_help, norm, parent_tips
from ..content.helplines import pick
from ..content.items import keys
from ..directory.hours import in_groups
from ..directory.people import Directory
from ..lookup.agreed import norm_is_agreed
from ..lookup.context import PageContext
from ..text.values import number
from .exit import exit_context
from .help_lines import HelpLines
from .languages import translations_of
from .reasons import Options, chosen_page, reason
from .sentences import danger_lines


@dataclass(slots=True)
class BlockContext:
    """A block's content: its language, and how to make its context in that language."""

    language: str
    context: Callable[[], dict[str, Any]]


def headings(start: int) -> dict[str, str]:
    """Heading levels as text, counted from the level at which we begin."""
    return {f"h{step}": str(min(start + step - 1, 6)) for step in range(1, 6)}


def _count(options: Options, name: str, default: int) -> int:
    """How many are asked for. Tags and imports may say anything."""
    return max(number(options.get(name)) or default, 1)


def norm_block(page_context: PageContext, options: Options) -> BlockContext | None:
    source = page_context.source("norm", chosen_page(page_context, options))
    statement = source.text("statement") if source else ""
    if source is None or not statement:
        return None

    def context() -> dict[str, Any]:
        agreements = source.items("agreements", norm.read_agreements)
        return {
            "statement": statement,
            "is_agreed": norm_is_agreed(source),
            "agreements": agreements[: _count(options, "agreements", 3)] if options.get("show_agreements") else [],
            "link": source.link,
        }

    return BlockContext(source.languages.shown, context)


def contacts_block(page_context: PageContext, options: Options) -> BlockContext | None:
    source = page_context.source("contact", chosen_page(page_context, options))
    if source is None:
        return None
    people = Directory.of(source, page_context)
    chosen, stand_ins = people.answering(
        keys(options.get("roles")),
        str(options.get("audience") or ""),
        str(options.get("topic") or ""),
        str(options.get("location") or ""),
    )
    if not (chosen or stand_ins.school or stand_ins.helplines):
        return None

    def context() -> dict[str, Any]:
        lines = HelpLines()
        return {
            "contacts": chosen,
            "at_school": [card for card in chosen if not card.has_own_hours],
            "outside": [card for card in chosen if card.has_own_hours],
            "always": lines.always(people, str(options.get("audience") or ""), str(options.get("topic") or "")),
            "helpline_groups": in_groups(stand_ins.helplines),
            "school": stand_ins.school,
            "helplines": stand_ins.helplines,
            "compact": bool(options.get("compact")),
            "link": source.link,
        }

    return BlockContext(source.languages.shown, context)


def parent_tips_block(page_context: PageContext, options: Options) -> BlockContext | None:
    source = page_context.source("parent_tips", chosen_page(page_context, options))
    if source is None:
        return None
    tips = source.items("tips", parent_tips.read_tips)
    if not tips:
        return None
    theme, age = options.get("theme"), number(options.get("age"))
    fitting = [tip for tip in parent_tips.fit(tips, age, age) if not theme or tip.theme == theme]
    count = _count(options, "count", 1)
    if count == 1:
        # A block that names an age determines for whom it is; else the tip is one for the pupils of this school.
        day = page_context.day
        page_context.rests_on.note_until(day, parent_tips.next_week(day))
        week = parent_tips.of_the_week(fitting or tips, day, (lambda: page_context.ages) if age is None else None)
        chosen = [week] if week else []
    else:
        chosen = (fitting or tips)[:count]
    return BlockContext(source.languages.shown, lambda: {"tips": chosen, "link": source.link})


def incident_help_block(page_context: PageContext, options: Options) -> BlockContext | None:
    # 112 and 113 need no source: this block is never empty.
    chosen = chosen_page(page_context, options)
    link = page_context.link("incident_help", chosen)
    contact_link = page_context.link("contact")
    language = page_context.language
    titles: list[incident_help.Situation] = []
    is_line = options.get("size") == "line"
    # Under a locale that is not Dutch the texts may still be: only the page itself knows.
    unsure = page_context.in_source_language and not language.startswith("nl")
    if link and (not is_line or unsure):
        source = page_context.source("incident_help", chosen)
        if source is not None:
            language = source.languages.shown
            if not is_line:
                titles = incident_help.anchored(source.items("situations", incident_help.read_situations))
    return BlockContext(
        language,
        lambda: {
            **danger_lines(language),
            "link": link,
            "contact_link": contact_link,
            "load_js": bool(conf.load_js),
            "situations": titles if options.get("titles") else [],
            # One tap less for anyone who cannot wait.
            "urgent": [] if options.get("titles") else list(filter(incident_help.is_urgent, titles)),
            "deep_links": bool(options.get("deep_links")),
            "line": is_line,
            "hint": reason("incident_help", page_context, options) if page_context.is_preview and not link else "",
        },
    )


def helplines_block(page_context: PageContext, options: Options) -> BlockContext | None:
    lines = pick(
        page_context.helplines,
        keys(options.get("keys")),
        str(options.get("audience") or ""),
        str(options.get("topic") or ""),
        page_context.ages,
    )
    if not lines:
        return None
    return BlockContext(page_context.language, lambda: {"helplines": lines, "helpline_groups": in_groups(lines)})


def exit_block(page_context: PageContext, options: Options) -> BlockContext | None:
    return BlockContext(page_context.language, lambda: {"exit": exit_context(page_context, page_context.language)})


def languages_block(page_context: PageContext, options: Options) -> BlockContext | None:
    links = translations_of(page_context)
    return BlockContext(page_context.language, lambda: {"languages": links}) if len(links) > 1 else None


BLOCKS: Mapping[str, Callable[[PageContext, Options], BlockContext | None]] = {
    "norm": norm_block,
    "contacts": contacts_block,
    "parent_tips": parent_tips_block,
    "incident_help": incident_help_block,
    "helplines": helplines_block,
    "exit": exit_block,
    "languages": languages_block,
}

__all__ = ["BLOCKS", "BlockContext", "headings"]
