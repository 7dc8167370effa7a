"""What each of our pages shows: sources turned into what a template needs."""

from __future__ import annotations

from typing import Any, Final, cast

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..conf import conf
from ..content import incident_help, norm, overview, parent_tips, shelves
from ..content.checked import shown_check
from ..content.guide import guide
from ..content.items import LanguagePair, text_of, words
from ..content.made_by import made_by
from ..content.surveys import read_surveys
from ..directory import arrangement
from ..directory.addresses import PRACTISE, TEAM, TOGETHER, below, offers, share_url, subroute_url
from ..directory.after_hours import after_hours, for_families
from ..directory.people import Directory
from ..late import late
from ..lookup.agreed import norm_is_agreed
from ..lookup.context import PageContext
from ..lookup.documents import documents_of
from ..lookup.source import Source
from ..page_class import NormPage
from ..safety import danger_words
from ..starter.search_words import besides
from ..text.language_names import english_name
from ..text.marked import in_language
from .elsewhere import StaffParts, of_agreement, of_material, of_partner, of_term
from .exit import exit_context
from .help_lines import HelpLines
from .languages import versions_of
from .sentences import danger_lines, sentence_html
from .ways import to_hang_up, ways_to_help

# Few schools show what pupils answered.
_charts = late("rendering.survey_chart.charts")
# The row among the helplines that every staff part ends with: how a school deals with an incident, step by step.
STEP_PLAN: Final = "stappenplan"
# What every situation says around its own words: translated once, and not again in each of them.
_SITUATION_LABELS: Final = {
    "label_dont": _("Do not"),
    "label_help": _("Who helps you"),
    "label_urgent": _("How urgent:"),
    "label_look": _("No times given? See their details."),
    "label_school": _("What we do at school"),
    "label_agreed": _("We agreed:"),
    "label_asked": _("We ask this of each other:"),
    "label_plan": _("Step by step:"),
    "label_to_pupil": _("Written for the pupil:"),
}


def norm_page(source: Source, page_context: PageContext) -> dict[str, Any]:
    agreements, agreements_elsewhere = StaffParts(source).own(
        source.items("agreements", norm.read_agreements), of_agreement
    )
    changes = source.items("changes", norm.read_changes)
    facts = cast(NormPage, source.facts)
    adopted_on = facts.adopted_on
    ways = ways_to_help(page_context)
    said = made_by(facts, adopted_on, lambda: page_context.today)
    return {
        **_common(source),
        **{name: source.text(name) for name in ("statement", "why", "scope", "always", "made_with", "shared")},
        "class_sheet_url": subroute_url(page_context, "class-sheet") if source.text("class_sheet") else "",
        "adopted_on": adopted_on,
        "review_on": facts.review_on,
        "made_by": said,
        # The sentence about who made it has the day, unless that is still to come.
        "since": None if said and adopted_on and adopted_on <= page_context.today else adopted_on,
        "agreements": agreements,
        "agreements_elsewhere": agreements_elsewhere,
        "is_agreed": norm_is_agreed(source),
        "agreed": source.items("agreed", norm.read_agreed),
        "documents": documents_of(source, "documents"),
        "changes": changes,
        "recent_changes": changes[:3],
        "earlier_changes": changes[3:],
        # The newest comes first; a change may be noted before the day on which it holds.
        "changed_on": next((one.date for one in changes if one.date and one.date <= page_context.today), None),
        "share_url": share_url(page_context, source.text("statement"), agreements),
        "together_url": subroute_url(page_context, TOGETHER),
        "charts": _charts(read_surveys(facts.grip_surveys)) if facts.grip_show_surveys else [],
        **ways,
        "practise_url": below(ways["back_link"].url, PRACTISE) if ways["back_link"] else "",
    }


def contact_page(source: Source, page_context: PageContext) -> dict[str, Any]:
    people = Directory.of(source, page_context)
    language = source.languages.shown
    own = LanguagePair(page_context.site_language, language)
    offered = offers(source, page_context, people)
    for card in people.own:
        card.vcard_url = offered["vcard_urls"].get(card.id, "")
    in_sight = arrangement.in_sight(people.own)
    folded = [card for card in people.own if card not in in_sight]
    lines = for_families(page_context)
    incident_link = page_context.link("incident_help")
    return {
        **_common(source),
        **danger_lines(language),
        "print_url": offered["print_url"],
        "vcards_url": offered["vcards_url"],
        "first": people.first,
        "evening": after_hours(page_context, language),
        "load_css": bool(conf.load_css),
        "contacts": people.own,
        "in_sight": [card for card in in_sight if not card.is_outside],
        "groups": arrangement.grouped(card for card in folded if not card.is_outside),
        # Who comes from outside is never under “at school”.
        "outside": [card for card in in_sight if card.is_outside],
        "outside_groups": arrangement.grouped(card for card in folded if card.is_outside),
        "above": source.text("grip_above"),
        "complaints": {name: source.text(f"grip_complaint_{name}") for name in ("about", "by", "term")},
        "documents": documents_of(source, "grip_documents"),
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
    situations = incident_help.anchored(source.items("situations", incident_help.read_situations))
    contact = page_context.source("contact")
    people = Directory.of(contact, page_context) if contact else Directory.empty(page_context)
    norms = page_context.source("norm")
    agreements = norms.items("agreements", norm.read_agreements) if norms else []
    norm_link = page_context.link("norm")
    spoken = ("never_send", "never_send_any", "about_staff", "about_staff_for_staff")
    sentences = {name: sentence_html(name, language) for name in spoken}
    contact_link = page_context.link("contact")
    lines = HelpLines(contact_link.url if contact_link else "")
    for situation in situations:
        situation.meet(agreements)
        if situation.written_in:
            situation.foreign = gettext(english_name(situation.written_in))
            situation.call = lines.call(people, situation)
        past: list[str] = []
        if situation.key == incident_help.LAST_SITUATION:
            # Whoever looks for a service under its old name finds who is there now.
            past = [name for line in page_context.helplines for name in line.former_names]
        typed = [*situation.also, *past]
        situation.besides = besides(situation.key, situation.title, language, typed, danger_words(language))
        for part in situation.parts:
            part.evidence = sentence_html(f"evidence.{situation.evidence}.{part.audience}", language)
            part.help = lines.for_part(people, part, situation)
    StaffParts(source).mark(situations)
    step_plan = next((line for line in page_context.helplines if line.key == STEP_PLAN), None)
    return {
        **_common(source),
        **danger_lines(language),
        "groups": incident_help.grouped(situations),
        "night": lines.at_night(for_families(page_context)),
        "poster_url": subroute_url(page_context, "poster"),
        "team_url": subroute_url(page_context, TEAM),
        "guide": guide(situations),
        # Of whom a title may say “me” and mean another.
        **{f"say_{reader}": any(reader in one.without_title for one in situations) for reader in ("parent", "staff")},
        "contact_link": contact_link,
        "norm_link": norm_link,
        **sentences,
        # What the template of a situation gets beside the situation.
        "in_all_situations": {
            **danger_lines(language),
            **sentences,
            **{name: str(label) for name, label in _SITUATION_LABELS.items()},
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
    staff = StaffParts(source)
    materials, materials_elsewhere = staff.own(source.items("materials", overview.read_materials), of_material)
    glossary, glossary_elsewhere = staff.own(source.items("glossary", overview.read_glossary), of_term)
    partners, partners_elsewhere = staff.own(source.items("partners", overview.read_partners), of_partner)
    tasks, tasks_elsewhere = staff.tasks(
        source.items("cells", overview.read_tasks, source.items("proposals", overview.read_proposals))
    )
    ways = {kind: page_context.link(kind) for kind in ("incident_help", "contact", "norm", "parent_tips")}
    return {
        **_common(source),
        "ways": list(ways.items()),
        "incident_link": ways["incident_help"],
        "contact_link": ways["contact"],
        "load_js": bool(conf.load_js),
        **to_hang_up(ways["incident_help"]),
        "print_url": below(ways["contact"].url, "print") if ways["contact"] else "",
        "tasks": tasks,
        # For who works there: a school that closed it asks who they are.
        "team_url": below(ways["incident_help"].url, TEAM) if ways["incident_help"] else "",
        "tasks_elsewhere": tasks_elsewhere,
        "materials": materials,
        "materials_elsewhere": materials_elsewhere,
        "shelves": shelves.shelves(materials),
        "glossary": glossary,
        "entries": shelves.entries(glossary),
        "glossary_elsewhere": glossary_elsewhere,
        "partners": partners,
        "partners_elsewhere": partners_elsewhere,
        "practise_url": subroute_url(page_context, PRACTISE),
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


__all__ = ["any_page", "contact_page", "incident_help_page", "norm_page", "overview_page", "parent_tips_page"]
