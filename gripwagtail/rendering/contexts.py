"""What each page and each block shows: sources turned into what a template needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from django.utils.translation import gettext

from ..conf import conf
from ..content import incident_help, norm, overview, parent_tips, shelves
from ..content.checked import shown_check
from ..content.guide import guide
from ..content.helplines import pick
from ..content.items import LanguagePair, keys, text_of, words
from ..directory import arrangement
from ..directory.addresses import below, offers, share_url, subroute_url
from ..directory.after_hours import after_hours, for_families
from ..directory.hours import in_groups
from ..directory.people import Directory
from ..lookup.agreed import norm_is_agreed
from ..lookup.context import PageContext
from ..lookup.source import Source
from ..page_class import NormPage
from ..safety import danger_words
from ..text.language_names import english_name
from ..text.marked import in_language
from ..text.values import number
from .exit import exit_context
from .help_lines import HelpLines
from .languages import translations_of, versions_of
from .reasons import Options, chosen_page, reason
from .sentences import sentence_html
from .ways import to_hang_up, ways_to_help

# The row among the helplines that every staff part ends with: how a school deals with an incident, step by step.
STEP_PLAN: Final = "stappenplan"


@dataclass(slots=True)
class BlockContext:
    """A block's content: its language, and how to make its context in that language."""

    language: str
    context: Callable[[], dict[str, Any]]


def headings(start: int) -> dict[str, str]:
    """Heading levels as text, counted from the level at which we begin."""
    return {f"h{step}": str(min(start + step - 1, 6)) for step in range(1, 6)}


# --- the five pages -----------------------------------------------------------------


def norm_page(source: Source, page_context: PageContext) -> dict[str, Any]:
    agreements = source.items("agreements", norm.read_agreements)
    changes = source.items("changes", norm.read_changes)
    return {
        **_common(source),
        **{name: source.text(name) for name in ("statement", "why", "scope", "always", "made_with", "shared")},
        "class_sheet_url": subroute_url(page_context, "class-sheet") if source.text("class_sheet") else "",
        "adopted_on": cast(NormPage, source.facts).adopted_on,
        "review_on": cast(NormPage, source.facts).review_on,
        "agreements": agreements,
        "is_agreed": norm_is_agreed(source),
        "agreed": source.items("agreed", norm.read_agreed),
        "documents": source.items("documents", norm.read_documents),
        "changes": changes,
        "recent_changes": changes[:3],
        "earlier_changes": changes[3:],
        # The newest comes first; a change may be noted before the day on which it holds.
        "changed_on": next((one.date for one in changes if one.date and one.date <= page_context.today), None),
        "share_url": share_url(page_context, source.text("statement"), agreements),
        **ways_to_help(page_context),
    }


def contact_page(source: Source, page_context: PageContext) -> dict[str, Any]:
    people = Directory.of(source, page_context)
    language = source.languages.shown
    own = LanguagePair(page_context.site_language, language)
    offered = offers(source, page_context, people)
    for card in people.own:
        card.vcard_url = offered["vcard_urls"].get(card.id, "")
    in_sight = arrangement.in_sight(people.own)
    lines = for_families(page_context)
    incident_link = page_context.link("incident_help")
    return {
        **_common(source),
        **_danger(language),
        "print_url": offered["print_url"],
        "vcards_url": offered["vcards_url"],
        "first": people.first,
        "evening": after_hours(page_context, language),
        "load_css": bool(conf.load_css),
        "contacts": people.own,
        "in_sight": in_sight,
        "groups": arrangement.grouped(card for card in people.own if card not in in_sight),
        "secrecy": arrangement.secrecy_of(people.shown),
        "checked": arrangement.checked_dates(people.shown),
        # So many that a reader chooses, and that the school itself stands among them.
        "many_contacts": len(people.own) > 3,
        "show_school": source.school.reachable and (not people.own or len(people.own) > 3),
        "board_contacts": people.of_the_board,
        "topics": arrangement.topics_of(people.shown, lines) if people.are_many else [],
        "steps": people.route(),
        "staff_steps": people.staff_route(),
        "helplines": lines,
        "by_hours": arrangement.by_hours(lines),
        "school": source.school,
        "interpreter_line": words(page_context.settings.interpreter_line, "", own),
        "about_staff": sentence_html("about_staff", language),
        "home_unsafe": sentence_html("home_unsafe", language),
        "never_send": sentence_html("never_send", language),
        "incident_link": incident_link,
        **to_hang_up(incident_link),
        "back_link": page_context.link("overview"),
        "exit": exit_context(page_context, language) if people.serves_pupils else None,
    }


def parent_tips_page(source: Source, page_context: PageContext) -> dict[str, Any]:
    tips = source.items("tips", parent_tips.read_tips)
    return {
        **_common(source),
        "groups": parent_tips.by_age(tips),
        "share_url": share_url(page_context, tips),
        "links": source.items("links", parent_tips.read_links),
        **ways_to_help(page_context),
    }


def incident_help_page(source: Source, page_context: PageContext) -> dict[str, Any]:
    language = source.languages.shown
    situations = source.items("situations", incident_help.read_situations)
    contact = page_context.source("contact")
    people = Directory.of(contact, page_context) if contact else Directory.empty(page_context)
    norms = page_context.source("norm")
    agreements = norms.items("agreements", norm.read_agreements) if norms else []
    norm_link = page_context.link("norm")
    spoken = ("never_send", "never_send_any", "about_staff", "about_staff_for_staff")
    sentences = {name: sentence_html(name, language) for name in spoken}
    contact_link = page_context.link("contact")
    lines = HelpLines(contact_link.url if contact_link else "")
    for number_on_page, situation in enumerate(situations, 1):
        situation.anchor = f"n{number_on_page}"
        situation.meet(agreements)
        if situation.written_in:
            situation.foreign = gettext(english_name(situation.written_in))
            situation.call = lines.call(people, situation)
        if situation.key == incident_help.LAST_SITUATION:
            # Whoever looks for a service under its old name finds who is there now.
            situation.former_names = tuple(name for line in page_context.helplines for name in line.former_names)
        for part in situation.parts:
            part.evidence = sentence_html(f"evidence.{situation.evidence}.{part.audience}", language)
            part.help = lines.for_part(people, part, situation)
    step_plan = next((line for line in page_context.helplines if line.key == STEP_PLAN), None)
    return {
        **_common(source),
        **_danger(language),
        "groups": incident_help.grouped(situations),
        "guide": guide(situations),
        "contact_link": contact_link,
        "norm_link": norm_link,
        **sentences,
        # What the template of a situation gets beside the situation.
        "in_all_situations": {
            **_danger(language),
            **sentences,
            "norm_url": norm_link.url if norm_link else "",
            "is_agreed": norm_is_agreed(norms),
            # As in a note at a helpline: the language of the site is known without asking for it.
            "interpreter_line": in_language(
                text_of(page_context.settings.interpreter_line), page_context.main_language
            ),
            "step_plan_name": step_plan.name if step_plan else "",
            "step_plan_url": step_plan.url if step_plan else "",
        },
        "home_unsafe": sentence_html("home_unsafe", language),
        "not_alone": sentence_html("not_alone", language),
        "exit_honest": sentence_html("exit_honest", language),
        "exit": exit_context(page_context, language),
        "danger_words": danger_words(language),
        "last_situation": incident_help.LAST_SITUATION,
    }


def overview_page(source: Source, page_context: PageContext) -> dict[str, Any]:
    materials = source.items("materials", overview.read_materials)
    glossary = source.items("glossary", overview.read_glossary)
    ways = {kind: page_context.link(kind) for kind in ("incident_help", "contact", "norm", "parent_tips")}
    return {
        **_common(source),
        "ways": list(ways.items()),
        "incident_link": ways["incident_help"],
        "contact_link": ways["contact"],
        **to_hang_up(ways["incident_help"]),
        "print_url": below(ways["contact"].url, "print") if ways["contact"] else "",
        "tasks": source.items("cells", overview.read_tasks, source.items("proposals", overview.read_proposals)),
        "materials": materials,
        "shelves": shelves.shelves(materials),
        "glossary": glossary,
        "entries": shelves.entries(glossary),
        "partners": source.items("partners", overview.read_partners),
        "credit": sentence_html("credit", source.languages.shown),
    }


def any_page(source: Source, page_context: PageContext) -> dict[str, Any]:
    """What a page of every kind shows. A kind that a host adds begins with this."""
    return _common(source)


def _common(source: Source) -> dict[str, Any]:
    return {
        "languages": versions_of(source.page_context),
        "title": source.title,
        "intro": source.text("intro"),
        "body_parts": source.body(),
        "page_checked_on": shown_check(source.facts, source.page_context.today),
    }


def _danger(language: str) -> dict[str, Any]:
    return {"danger": sentence_html("danger", language), "danger_life": sentence_html("danger_life", language)}


# --- the blocks ---------------------------------------------------------------------


def _count(options: Options, name: str, default: int) -> int:
    """How many are asked for. Tags and imports may say anything."""
    return max(number(options.get(name)) or default, 1)


def norm_block(page_context: PageContext, options: Options) -> BlockContext | None:
    source = page_context.source("norm", chosen_page(options))
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
    source = page_context.source("contact", chosen_page(options))
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
    source = page_context.source("parent_tips", chosen_page(options))
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
    chosen = chosen_page(options)
    link = page_context.link("incident_help", chosen)
    language = page_context.language
    titles: list[incident_help.Situation] = []
    # Under a locale that is not Dutch the texts may still be: only the page itself knows.
    unsure = page_context.in_source_language and not language.startswith("nl")
    if link and (options.get("titles") or unsure):
        source = page_context.source("incident_help", chosen)
        if source is not None:
            language = source.languages.shown
            titles = source.items("situations", incident_help.read_situations) if options.get("titles") else []
    return BlockContext(
        language,
        lambda: {
            **_danger(language),
            "link": link,
            "situations": titles,
            "deep_links": bool(options.get("deep_links")),
            "line": options.get("size") == "line",
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

__all__ = [
    "BLOCKS",
    "BlockContext",
    "any_page",
    "contact_page",
    "headings",
    "incident_help_page",
    "norm_page",
    "overview_page",
    "parent_tips_page",
]
