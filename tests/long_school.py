"""A school with everything long: what real schools type, at its longest, in every field that a page shows."""

from __future__ import annotations

from typing import Any, Final

from gripwagtail.roles import ROLES
from gripwagtail.vocabulary import LEVELS, TASKS
from tests import factories as make

CARDS: Final = 40
WORD: Final = "vertrouwenspersonencoordinatieoverleggroepjes"
NAME: Final = "Wilhelmina-Antoinette van Oudenaarde-Verzonnen tot Nergenshuizen en Denkbeeldigs"
MAIL: Final = "vertrouwenspersoon.bovenbouw@obsdekwikstaartlindewaard.example"
ADDRESS: Final = f"https://kwikstaart.example/{WORD}/{WORD}/"
LINE: Final = f"Over {WORD} praten we met iedereen die daarbij hoort, ook als dat lang duurt."


def plant(parent: Any) -> dict[str, Any]:
    """The five pages, in a part of the site of their own."""
    section = make.make_page("overview", parent, **_overview())
    return {
        "overview": section,
        "norm": make.make_page("norm", section, **_norm()),
        "contact": make.make_page("contact", section, **_contact()),
        "parent_tips": make.make_page("parent_tips", section, **_tips()),
        "incident_help": make.make_page("incident_help", section, **_incident_help()),
    }


def cards() -> list[dict[str, Any]]:
    roles = list(ROLES)
    return [
        make.contact(
            label=f"{WORD} {number}" if number % 3 else f"Juf {NAME}"[:80],
            roles=[roles[number % len(roles)], roles[(number + 7) % len(roles)]],
            phones=["070 012 34 56 (kies 3, daarna het nummer van de groep)", "06 01 23 45 67"],
            email=MAIL,
            about=LINE,
            where=f"{WORD}, brievenbus in de hal",
            when=LINE,
            reply_time=f"binnen 1 {WORD}",
            location=f"Locatie {WORD}",
            form_url=ADDRESS,
            whatsapp="06 01 23 45 67",
            instagram="de_kwikstaart_van_lindewaard",
            languages="nl, en, ar, pl, tr, uk",
            topics=["bullying", "images"] if number % 2 else [],
            scope="external" if number % 4 == 3 else "internal",
            via_school=True,
            checked_on="2026-09-01",
            secrecy=f"{LINE} ({number % 5})",
            organisation=f"Stichting {WORD}" if number % 5 == 4 else "",
            **({"kind": "person", "name": NAME, "told_on": "2026-09-01"} if number % 3 == 0 else {}),
        )
        for number in range(CARDS)
    ]


def _contact() -> dict[str, Any]:
    steps = [make.step(text=LINE, roles=[role]) for role in list(ROLES)[:6]]
    return {
        "title": f"Wie helpt bij {WORD}?",
        "intro": LINE,
        "contacts": cards(),
        "steps": steps,
        "staff_steps": steps,
        "school_name": f"OBS {NAME}"[:120],
        "school_phone": "070 012 34 56",
        "school_email": MAIL,
    }


def _overview() -> dict[str, Any]:
    cells = [
        make.cell(task=task, level=level, text=LINE, proposals="\n".join([LINE] * 3), openers="\n".join([LINE] * 3))
        for task in TASKS
        for level in LEVELS
    ]
    return {
        "title": f"Online {WORD}",
        "intro": LINE,
        "cells": cells,
        "materials": [make.material(title=WORD, url=ADDRESS, text=LINE) for _ in range(10)],
        "glossary": [make.term(term=WORD, meaning=LINE) for _ in range(20)],
        "partners": [make.partner(name=NAME, url=ADDRESS, text=LINE) for _ in range(10)],
    }


def _norm() -> dict[str, Any]:
    agreement = {"we_do": LINE, "so_not": LINE, "if_broken": LINE}
    return {
        "title": f"Onze {WORD}",
        "intro": LINE,
        "statement": f"{LINE} {WORD}",
        "poster_line": f"Online {WORD} we ook",
        "class_sheet": f"In onze klas betekent {WORD} dit:",
        "why": LINE,
        "scope": LINE,
        "always": LINE,
        "made_with": WORD,
        "shared": LINE,
        "agreements": [make.agreement(key=f"afspraak-{number}", **agreement) for number in range(8)],
        "documents": [make.document(title=WORD, url=ADDRESS, summary=LINE)],
        "changes": [make.change(text=LINE) for _ in range(5)],
    }


def _tips() -> dict[str, Any]:
    ages = [(4, 7), (8, 10), (11, 12)]
    tips = [
        make.tip(title=f"Praat over {WORD}", text=LINE, opener=LINE, age_from=low, age_to=high, source=ADDRESS)
        for low, high in ages
        for _ in range(5)
    ]
    return {"title": f"Tips over {WORD}", "intro": LINE, "tips": tips, "links": [make.link(title=WORD, url=ADDRESS)]}


def _incident_help() -> dict[str, Any]:
    situations = [
        make.situation(
            title=f"Er is {WORD} {number}",
            key=f"lang-{number}",
            recognise="\n".join([LINE] * 3),
            **{f"{reader}_opening": LINE for reader in ("pupil", "parent", "staff")},
            **{f"{reader}_steps": "\n".join([LINE] * 5) for reader in ("pupil", "parent", "staff")},
            **{f"{reader}_donts": "\n".join([LINE] * 3) for reader in ("pupil", "parent", "staff")},
            **{f"{reader}_roles": ["confidential-internal"] for reader in ("pupil", "parent", "staff")},
        )
        for number in range(4)
    ]
    return {"title": f"Er is {WORD}", "intro": LINE, "situations": situations}
