"""What each page and each block shows: sources turned into what a template needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ..content import incident_help, norm, overview, parent_tips
from ..content.checked import shown_check
from ..content.helplines import pick
from ..content.items import Tongues, keys, number, words
from ..directory.addresses import leaf_url, offers, share_url
from ..directory.after_hours import evening, for_families
from ..directory.people import Directory
from ..lookup.context import Here
from ..lookup.source import Source
from ..safety import danger_words
from .exit import exit_context
from .help_lines import HelpLines
from .languages import translations_of, versions_of
from .sentences import said

Options = Mapping[str, Any]


@dataclass(slots=True)
class Shown:
    """A block's content: its language, and how to make its context in that language."""

    language: str
    context: Callable[[], dict[str, Any]]


def headings(start: int) -> dict[str, str]:
    """Heading levels as text, counted from the level at which we begin."""
    return {f"h{step}": str(min(start + step - 1, 6)) for step in range(1, 6)}


def reason(kind: str, here: Here, options: Options) -> str:
    """Why a block shows nothing, in words for the editor."""
    reasons = {
        "none": _("There is no page for this block on this site yet."),
        "draft": _("The page for this block is not published yet."),
        "restricted": _("The page for this block is private. It only shows on pages that are private in the same way."),
        "several": _("This site has several pages for this block. Choose one in the settings “online behaviour”."),
        "": _("The page for this block has nothing to show yet."),
    }
    if kind == "helplines":
        return _("No helpline fits these choices.")
    if kind == "languages":
        return _("This page has no published translation yet.")
    page_kind = {"contacts": "contact"}.get(kind, kind)
    return reasons.get(here.found(page_kind, _chosen(options)).reason, reasons[""])


def _chosen(options: Options) -> int | None:
    page = options.get("page")
    pk = getattr(page, "pk", page)
    return int(pk) if isinstance(pk, int) else None


# --- the five pages -----------------------------------------------------------------


def norm_page(source: Source, here: Here) -> dict[str, Any]:
    agreements = source.items("agreements", norm.read_agreements)
    changes = source.items("changes", norm.read_changes)
    return {
        **_common(source),
        **{name: source.text(name) for name in ("statement", "why", "scope", "always", "made_with", "shared")},
        "class_sheet_url": leaf_url(here, "class-sheet") if source.text("class_sheet") else "",
        "adopted_on": source.facts.adopted_on,
        "review_on": source.facts.review_on,
        "agreements": agreements,
        "agreed": source.items("agreed", norm.read_agreed),
        "documents": source.items("documents", norm.read_documents),
        "changes": changes,
        # The newest comes first; a change may be noted before the day on which it holds.
        "changed_on": next((one.date for one in changes if one.date and one.date <= here.today), None),
        "share_url": share_url(here, source.text("statement"), agreements),
        "contact_link": here.link("contact"),
        "incident_link": here.link("incident_help"),
    }


def contact_page(source: Source, here: Here) -> dict[str, Any]:
    people = Directory.of(source, here)
    language = source.tongues.shown
    own = Tongues(here.site_language, language)
    offered = offers(source, here, people)
    for card in people.own:
        card.vcard_url = offered["vcard_urls"].get(card.id, "")
    return {
        **_common(source),
        **_danger(language),
        "print_url": offered["print_url"],
        "vcards_url": offered["vcards_url"],
        "first": people.first,
        "evening": evening(here, language),
        "contacts": people.own,
        "board_contacts": people.of_the_board,
        "topics": people.topics,
        "steps": people.route(),
        "staff_steps": people.staff_route(),
        "helplines": for_families(here),
        "school": source.school,
        "interpreter_line": words(here.settings.interpreter_line, "", own),
        "about_staff": said("about_staff", language),
        "home_unsafe": said("home_unsafe", language),
        "never_send": said("never_send", language),
        "incident_link": here.link("incident_help"),
        "exit": exit_context(here, language) if people.serves_pupils else None,
    }


def parent_tips_page(source: Source, here: Here) -> dict[str, Any]:
    tips = source.items("tips", parent_tips.read_tips)
    return {
        **_common(source),
        "groups": parent_tips.by_age(tips),
        "share_url": share_url(here, tips),
        "links": source.items("links", parent_tips.read_links),
        "contact_link": here.link("contact"),
        "incident_link": here.link("incident_help"),
    }


def incident_help_page(source: Source, here: Here) -> dict[str, Any]:
    language = source.tongues.shown
    situations = source.items("situations", incident_help.read_situations)
    contact = here.source("contact")
    people = Directory.of(contact, here) if contact else Directory.empty(here)
    norms = here.source("norm")
    agreements = norms.items("agreements", norm.read_agreements) if norms else []
    by_topic: dict[str, Any] = {}
    for agreement in agreements:
        for topic in agreement.topics:
            by_topic.setdefault(topic, agreement)
    lines = HelpLines()
    for situation in situations:
        situation.agreement = by_topic.get(situation.topic)
        for part in situation.parts:
            part.evidence = said(f"evidence.{situation.evidence}.{part.audience}", language)
            part.help = lines.for_part(people, part, about_staff=situation.topic == "staff")
    return {
        **_common(source),
        **_danger(language),
        "groups": incident_help.grouped(situations),
        "contact_link": here.link("contact"),
        "norm_link": here.link("norm"),
        "never_send": said("never_send", language),
        "home_unsafe": said("home_unsafe", language),
        "about_staff": said("about_staff", language),
        "about_staff_for_staff": said("about_staff_for_staff", language),
        "not_alone": said("not_alone", language),
        "exit_honest": said("exit_honest", language),
        "exit": exit_context(here, language),
        "danger_words": danger_words(language),
        "last_situation": incident_help.LAST_SITUATION,
    }


def overview_page(source: Source, here: Here) -> dict[str, Any]:
    return {
        **_common(source),
        "ways": [
            ("incident_help", here.link("incident_help")),
            ("contact", here.link("contact")),
            ("norm", here.link("norm")),
            ("parent_tips", here.link("parent_tips")),
        ],
        "tasks": source.items("cells", overview.read_tasks),
        "materials": source.items("materials", overview.read_materials),
        "glossary": source.items("glossary", overview.read_glossary),
        "partners": source.items("partners", overview.read_partners),
        "credit": said("credit", source.tongues.shown),
    }


PAGES: Mapping[str, Callable[[Source, Here], dict[str, Any]]] = {
    "norm": norm_page,
    "contact": contact_page,
    "parent_tips": parent_tips_page,
    "incident_help": incident_help_page,
    "overview": overview_page,
}


def _common(source: Source) -> dict[str, Any]:
    return {
        "languages": versions_of(source.here),
        "title": source.title,
        "intro": source.text("intro"),
        "body_parts": source.body(),
        "page_checked_on": shown_check(source.facts, source.here.today),
    }


def _danger(language: str) -> dict[str, Any]:
    return {"danger": said("danger", language), "danger_life": said("danger_life", language)}


# --- the blocks ---------------------------------------------------------------------


def _count(options: Options, name: str, default: int) -> int:
    """How many are asked for. Tags and imports may say anything."""
    return max(number(options.get(name)) or default, 1)


def norm_block(here: Here, options: Options) -> Shown | None:
    source = here.source("norm", _chosen(options))
    statement = source.text("statement") if source else ""
    if source is None or not statement:
        return None

    def context() -> dict[str, Any]:
        agreements = source.items("agreements", norm.read_agreements)
        return {
            "statement": statement,
            "agreements": agreements[: _count(options, "agreements", 3)] if options.get("show_agreements") else [],
            "link": source.link,
        }

    return Shown(source.tongues.shown, context)


def contacts_block(here: Here, options: Options) -> Shown | None:
    source = here.source("contact", _chosen(options))
    if source is None:
        return None
    people = Directory.of(source, here)
    chosen, stand_ins = people.answering(
        keys(options.get("roles")),
        str(options.get("audience") or ""),
        str(options.get("topic") or ""),
        str(options.get("location") or ""),
    )
    if not (chosen or stand_ins.school or stand_ins.helplines):
        return None

    def context() -> dict[str, Any]:
        return {
            "contacts": chosen,
            "school": stand_ins.school,
            "helplines": stand_ins.helplines,
            "compact": bool(options.get("compact")),
            "link": source.link,
        }

    return Shown(source.tongues.shown, context)


def parent_tips_block(here: Here, options: Options) -> Shown | None:
    source = here.source("parent_tips", _chosen(options))
    if source is None:
        return None
    tips = source.items("tips", parent_tips.read_tips)
    if not tips:
        return None
    theme, age = options.get("theme"), number(options.get("age"))
    fitting = [tip for tip in parent_tips.fit(tips, age, age) if not theme or tip.theme == theme]
    count = _count(options, "count", 1)
    if count == 1:
        # A block that names an age has said for whom it is; else the tip is one for the pupils of this school.
        week = parent_tips.of_the_week(fitting or tips, here.today, (lambda: here.ages) if age is None else None)
        chosen = [week] if week else []
    else:
        chosen = (fitting or tips)[:count]
    return Shown(source.tongues.shown, lambda: {"tips": chosen, "link": source.link})


def incident_help_block(here: Here, options: Options) -> Shown | None:
    # 112 and 113 need no source: this block is never empty.
    chosen = _chosen(options)
    link = here.link("incident_help", chosen)
    language = here.language
    titles: list[Any] = []
    # Under a locale that is not Dutch the texts may still be: only the page itself knows.
    unsure = here.in_source_language and not language.startswith("nl")
    if link and (options.get("titles") or unsure):
        source = here.source("incident_help", chosen)
        if source is not None:
            language = source.tongues.shown
            titles = source.items("situations", incident_help.read_situations) if options.get("titles") else []
    return Shown(
        language,
        lambda: {
            **_danger(language),
            "link": link,
            "situations": titles,
            "deep_links": bool(options.get("deep_links")),
            "line": options.get("size") == "line",
            "hint": reason("incident_help", here, options) if here.is_preview and not link else "",
        },
    )


def helplines_block(here: Here, options: Options) -> Shown | None:
    lines = pick(
        here.helplines,
        keys(options.get("keys")),
        str(options.get("audience") or ""),
        str(options.get("topic") or ""),
        here.ages,
    )
    return Shown(here.language, lambda: {"helplines": lines}) if lines else None


def exit_block(here: Here, options: Options) -> Shown | None:
    return Shown(here.language, lambda: {"exit": exit_context(here, here.language)})


def languages_block(here: Here, options: Options) -> Shown | None:
    links = translations_of(here)
    return Shown(here.language, lambda: {"languages": links}) if len(links) > 1 else None


BLOCKS: Mapping[str, Callable[[Here, Options], Shown | None]] = {
    "norm": norm_block,
    "contacts": contacts_block,
    "parent_tips": parent_tips_block,
    "incident_help": incident_help_block,
    "helplines": helplines_block,
    "exit": exit_block,
    "languages": languages_block,
}

__all__ = ["BLOCKS", "PAGES", "Shown", "headings", "reason"]
