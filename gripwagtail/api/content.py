"""The content of a page of ours, as a visitor would find it on the website at this moment.

It is made of the same sources, by the same readers, as the page itself. So what the website hides stays
hidden: what is unconfirmed, expired, a placeholder, a helpline that the school does not show.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, cast

from django.http import HttpRequest
from django.utils.html import conditional_escape

from ..content import incident_help, norm, overview, parent_tips
from ..content.contact import Contact
from ..content.helplines import Helpline
from ..content.items import LanguagePair, text_of, words
from ..content.made_by import took_part
from ..content.surveys import read_surveys
from ..directory.after_hours import for_families
from ..directory.people import Directory, Stop
from ..lookup.agreed import norm_is_agreed
from ..lookup.context import PageContext
from ..lookup.documents import documents_of
from ..lookup.source import Source
from ..lookup.sources import kinds
from ..page_class import ContactPage, GripPage, NormPage
from ..safety import sentence
from ..text.speaking import speaking
from ..vocabulary import SITUATION_GROUPS, SURVEYED, TIP_THEMES, URGENCIES
from . import shapes
from .shapes import Json, shaped


def content_of(page: GripPage, request: HttpRequest | None = None) -> Json | None:
    """All that a visitor reads on this page, as JSON; nothing for a draft, or a page that is private to this visit."""
    page_context = PageContext.of_request(request, page)
    if not _may_be_seen(page_context):
        return None
    source = page_context.own
    language = source.languages.around
    with speaking(language):
        parts = [
            {
                "kind": type(page_context.our_page).grip_kind,
                "language": language,
                "body": _body(source),
                "links": _links(page_context),
            },
            shaped(title=source.title, **{name: source.text(name) for name in source.facts.grip_words}),
            page_context.our_page.grip_api_content(source, page_context),
        ]
        lang: Json = {}
        for part in parts:
            lang.update(part.pop("lang", {}))
        return {key: value for part in parts for key, value in part.items()} | ({"lang": lang} if lang else {})


def _may_be_seen(page_context: PageContext) -> bool:
    if page_context.is_preview:
        return True
    if not page_context.our_page.live:
        return False
    return not page_context.is_private or (page_context.request is not None and _is_let_in(page_context))


def _is_let_in(page_context: PageContext) -> bool:
    try:
        return all(one.accept_request(page_context.request) for one in page_context.our_page.get_view_restrictions())
    except AttributeError:  # a request without a session or user
        return False


def _documents(source: Source, stream: str) -> list[Json]:
    return [shapes.fields_of(one, "file") for one in documents_of(source, stream)]


def _body(source: Source) -> list[Json]:
    return [{"type": kind, "html": str(conditional_escape(html)), "lang": lang} for kind, html, lang in source.body()]


def _links(page_context: PageContext) -> Json:
    """The other pages of this school, in the language of this one where they have it."""
    found = {}
    for kind in kinds():
        place = page_context.found(kind)
        link = page_context.link(kind)
        if place.source is not None and link is not None:
            page = (place.words or place.source).page
            found[kind] = {**shaped(title=link.title), "id": page.pk, "html_url": page.full_url, "hreflang": link.lang}
    return found


# --- the five pages -----------------------------------------------------------------


def any_content(source: Source, page_context: PageContext) -> Json:
    """Of a kind that names no content of its own: nothing beside what all pages have."""
    return {}


def norm_content(source: Source, page_context: PageContext) -> Json:
    facts = cast(NormPage, source.facts)
    return {
        **shaped(adopted_on=facts.adopted_on, review_on=facts.review_on),
        "is_agreed": norm_is_agreed(source),
        "took_part": took_part(facts),
        "agreements": [shapes.fields_of(one) for one in source.items("agreements", norm.read_agreements)],
        "agreed": [
            {"who": shapes.labelled(one.key, one.who), **shapes.shaped(date=one.date, how=one.how)}
            for one in source.items("agreed", norm.read_agreed)
        ],
        "documents": _documents(source, "documents"),
        "changes": [shapes.fields_of(one) for one in source.items("changes", norm.read_changes)],
        "surveys": [
            {
                "year": one.year,
                "who": shapes.labelled(one.who, SURVEYED[one.who]),
                "answered": one.answered,
                "percentages": {key: one.share(key) for key in one.yes},
            }
            for one in (read_surveys(facts.grip_surveys) if facts.grip_show_surveys else ())
        ],
    }


def parent_tips_content(source: Source, page_context: PageContext) -> Json:
    tips = source.items("tips", parent_tips.read_tips)
    return {
        "tips": [
            shapes.fields_of(tip, "theme") | {"theme": shapes.labelled(tip.theme, TIP_THEMES.get(tip.theme, ""))}
            for tip in tips
        ],
        "links_to_read_on": [shapes.fields_of(one) for one in source.items("links", parent_tips.read_links)],
    }


def overview_content(source: Source, page_context: PageContext) -> Json:
    return {
        "tasks": [
            {**shapes.labelled(task.key, task.label), "cells": [shapes.fields_of(cell) for cell in task.cells]}
            for task in source.items("cells", overview.read_tasks, source.items("proposals", overview.read_proposals))
        ],
        "materials": [
            shapes.fields_of(one, "task", "audience_keys") for one in source.items("materials", overview.read_materials)
        ],
        "glossary": [shapes.fields_of(one, "key") for one in source.items("glossary", overview.read_glossary)],
        "partners": [shapes.fields_of(one) for one in source.items("partners", overview.read_partners)],
        "credit": shapes.sentences(sentence("credit", source.languages.shown)),
    }


def contact_content(source: Source, page_context: PageContext) -> Json:
    people = Directory.of(source, page_context)
    own = LanguagePair(page_context.site_language, source.languages.shown)
    settings = page_context.settings
    cards = CardsJson(page_context, people)
    ways = {"steps": people.route(), "staff_steps": people.staff_route()}
    lines = [
        *for_families(page_context),
        *(line for stops in ways.values() for stop in stops for line in stop.helplines),
    ]
    return {
        **_sentences(source, "danger", "danger_life", "about_staff", "home_unsafe", "never_send"),
        "documents": _documents(source, "grip_documents"),
        **shaped(
            interpreter_line=words(settings.interpreter_line, "", own),
            after_hours=words(settings.after_hours, "", own),
            closed_periods=[words(line, "", own) for line in settings.closed_periods.splitlines() if text_of(line)],
        ),
        "school": shapes.school(source.school),
        "contacts": cards.shaped(people.own),
        "board_contacts": cards.shaped(people.of_the_board),
        **{name: [_stop(stop, cards) for stop in stops] for name, stops in ways.items()},
        "helplines": _lines(lines),
    }


def incident_help_content(source: Source, page_context: PageContext) -> Json:
    contact = page_context.source("contact")
    people = Directory.of(contact, page_context) if contact else Directory.empty(page_context)
    cards = CardsJson(page_context, people)
    norms = page_context.source("norm")
    agreements = norms.items("agreements", norm.read_agreements) if norms else []
    is_agreed = norm_is_agreed(norms)
    lines: list[Helpline] = []
    situations = []
    groups = incident_help.grouped(source.items("situations", incident_help.read_situations))
    for situation in (one for group in groups for one in group.situations):
        about_staff = situation.topic == "staff"
        parts = []
        for part in situation.parts:
            if situation.key == incident_help.LAST_SITUATION:
                found, school, services = people.safety_net(part)
            else:
                card, school, services = people.helpers(part, about_staff)
                found = [card] if card else []
            lines += services
            parts.append(
                {
                    **shaped(
                        audience=part.audience,
                        heading=part.heading,
                        opening=part.opening,
                        steps=part.steps,
                        donts=part.donts,
                    ),
                    "evidence": _sentence(f"evidence.{situation.evidence}.{part.audience}", source),
                    "contact": next(iter(cards.shaped(found[:1])), None),
                    "contacts": cards.shaped(found),
                    "school": shapes.school(school),
                    "helplines": [line.key for line in services],
                }
            )
        situation.meet(agreements)
        situations.append(
            {
                **shapes.fields_of(situation, "id", "group", "urgency", "sexual", "parts", *_OF_AGREEMENT),
                "group": shapes.labelled(situation.group, SITUATION_GROUPS[situation.group]),
                "urgency": shapes.labelled(situation.urgency, URGENCIES[situation.urgency]),
                "parts": parts,
                "agreement": _met(situation, is_agreed),
            }
        )
    spoken = ("danger", "danger_life", "never_send", "home_unsafe", "about_staff", "about_staff_for_staff", "not_alone")
    return {**_sentences(source, *spoken), "situations": situations, "helplines": _lines(lines)}


_OF_AGREEMENT: Final = ("agreement", "agreement_keys", "shows_so_not", "without_title", "besides")


def _met(situation: incident_help.Situation, is_agreed: bool) -> Json | None:
    """The agreement beside a situation; “so we do not” only where the website shows it too."""
    agreed = situation.agreement
    if agreed is None:
        return None
    so_not = agreed.so_not if situation.shows_so_not else ""
    return shaped(id=agreed.id, we_do=agreed.we_do, so_not=so_not, is_agreed=is_agreed)


# --- people, services, sentences ----------------------------------------------------


class CardsJson:
    """Cards as JSON. A person is in it only where the page with the card says that names may be found."""

    def __init__(self, page_context: PageContext, people: Directory) -> None:
        self._own = bool(people.source and cast(ContactPage, people.source.facts).names_findable)
        board = page_context.board.source("contact") if page_context.board and people.of_the_board else None
        self._of_the_board = bool(board and cast(ContactPage, board.facts).names_findable)
        # The same few cards stand in some eighty parts.
        self._shaped: dict[int, Json] = {}

    def one(self, card: Contact) -> Json:
        if id(card) not in self._shaped:
            self._shaped[id(card)] = shapes.contact(card, self._of_the_board if card.board_name else self._own)
        return self._shaped[id(card)]

    def shaped(self, cards: Iterable[Contact]) -> list[Json]:
        """The cards that say something: one of a person without a name and without a role does not."""
        return [shown for card in cards if (shown := self.one(card))["title"]]


def _stop(stop: Stop, cards: CardsJson) -> Json:
    step = stop.step
    return {
        **shaped(text=step.text, roles=step.roles, skippable=step.skippable, always_open=step.always_open),
        "contacts": [card.id for card in stop.contacts if cards.one(card)["title"]],
        "helplines": [line.key for line in stop.helplines],
        "school": shapes.school(stop.school),
    }


def _lines(lines: Iterable[Helpline]) -> list[Json]:
    """Each service once, in the order in which it is first named."""
    return [shapes.helpline(line) for line in {line.key: line for line in lines}.values()]


def _sentence(key: str, source: Source) -> list[Json]:
    return shapes.sentences(sentence(key, source.languages.shown))


def _sentences(source: Source, *keys: str) -> Json:
    return {key: _sentence(key, source) for key in keys}


__all__ = [
    "any_content",
    "contact_content",
    "content_of",
    "incident_help_content",
    "norm_content",
    "overview_content",
    "parent_tips_content",
]
