"""Which keys each content file has. A table per table in the file: this is the format."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Final

from .. import vocabulary as v
from ..roles import ROLES
from .fields import Address, Day, Field, Keys, Lines, OneOf, Phones, Slug, Text, Whole, Yes
from .files import DATA, FORMAT, HELPLINES, read

Table = Mapping[str, Field]


@cache
def helpline_keys() -> Collection[str]:
    """The keys of the helplines that are shipped."""
    return tuple(row.get("key", "") for row in read(DATA / HELPLINES).get("helplines", []))


HEAD: Final[Table] = {
    "format": Whole(least=FORMAT, most=FORMAT),
    "version": Text(limit=20),
    "language": Text(limit=20),
    "school_type": OneOf(known=set(v.TEXTS_FOR_SCHOOL_TYPE.values())),
    "kind": OneOf(known={"norm", "contact", "parent_tips", "incident_help", "overview"}),
}

# What kind of change the newest version of a text is: shown to who may take it over, never to a visitor.
_MARK: Final[Table] = {"safety": Yes(optional=True), "changed": Text(limit=200, optional=True)}
# From which version of its set an item is there, where that is not the first: pages of before are offered it.
_NEW: Final[Table] = {"since": Text(limit=20, optional=True)}

PAGE: Final[Table] = {
    **_MARK,
    "title": Text(limit=100),
    "slug": Slug(limit=100),
    "intro": Text(limit=300),
    "search_description": Text(limit=160),
}

_KEY: Final[Table] = {"key": Slug()}
_ITEM: Final[Table] = {**_KEY, **_MARK, **_NEW, "version": Whole(least=1)}

_STEP: Final[Table] = {
    **_ITEM,
    "text": Text(limit=200),
    "roles": Keys(known=ROLES),
    "helplines": Keys(known=helpline_keys),
    "skippable": Yes(),
    "always_open": Yes(),
}

# The part of a situation for one reader.
PART: Final[Table] = {
    "opening": Text(limit=200, numbers=False),
    "steps": Lines(least=1, most=5, numbers=False),
    "donts": Lines(most=5, numbers=False),
    "roles": Keys(known=ROLES, least=1, most=4),
    "helplines": Keys(known=helpline_keys, most=5),
}

# Tables of which a file has one, by kind of page.
SINGLE: Final[Mapping[str, Mapping[str, Table]]] = {
    "norm": {
        "norm": {
            "statement": Text(limit=300),
            "poster_line": Text(limit=200, words=25),
            "why": Text(limit=600),
            "scope": Text(limit=300),
            "always": Text(limit=300),
            "shared": Text(limit=300, empty=True),
            "class_sheet": Text(limit=200),
        }
    },
}

# Tables of which a file has many, by kind of page.
MANY: Final[Mapping[str, Mapping[str, Table]]] = {
    "norm": {
        "agreements": {
            **_ITEM,
            "for": Keys(known=v.AUDIENCES, least=1),
            "topics": Keys(known=v.TOPICS),
            "core": Yes(optional=True),
            "we_do": Text(limit=120),
            "so_not": Text(limit=120),
            "if_broken": Text(limit=200),
        }
    },
    "contact": {
        "steps": _STEP,
        "staff_steps": _STEP,
        "contacts": {
            **_ITEM,
            "kind": OneOf(known={"function"}),
            "label": Text(limit=120),
            "roles": Keys(known=ROLES, least=1),
            "scope": OneOf(known=v.SCOPES),
            "is_management": Yes(),
            "serves": Keys(known=v.AUDIENCES),
            "topics": Keys(known=v.TOPICS),
            "via_school": Yes(),
            "about": Text(limit=200),
            "secrecy": Text(limit=300, empty=True),
            "fallback_role": OneOf(known=ROLES, empty=True),
            "confirmed": Yes(),
        },
    },
    "parent_tips": {
        "links": {**_KEY, **_MARK, "title": Text(limit=120), "url": Address(), "text": Text(limit=160)},
        "tips": {
            **_ITEM,
            "title": Text(limit=80),
            "text": Text(limit=400),
            "opener": Text(limit=200),
            "age_from": Whole(most=25),
            "age_to": Whole(most=25),
            "theme": OneOf(known=v.TIP_THEMES),
            "source": Address(),
            "source_date": Day(optional=True),
        },
    },
    "incident_help": {
        "situations": {
            **_ITEM,
            "core": Yes(),
            "locked": Yes(),
            "group": OneOf(known=v.SITUATION_GROUPS),
            "title": Text(limit=90),
            "also": Lines(most=12, limit=60),
            "recognise": Lines(most=3),
            "urgency": OneOf(known=v.URGENCIES),
            "sexual": OneOf(known=v.SEXUAL),
            "evidence": OneOf(known=v.EVIDENCE_RULES),
            "life_line": Yes(),
            "danger_line": Text(limit=140, empty=True, numbers=False, optional=True),
            "topic": OneOf(known=v.TOPICS),
            "position": OneOf(known=v.POSITIONS, empty=True),
            "agreement": Slug(optional=True),
            "source": Address(optional=True),
            "school_does": Lines(most=6, numbers=False),
        }
    },
    "overview": {
        "cells": {
            **_MARK,
            "task": OneOf(known=v.TASKS),
            "level": OneOf(known=v.LEVELS),
            "text": Text(limit=200),
            "proposals": Lines(least=2, most=3),
            "openers": Lines(most=3),
        },
        "materials": {
            **_KEY,
            **_MARK,
            "title": Text(limit=120),
            "url": Address(),
            "text": Text(limit=160),
            "for": Keys(known=v.MATERIAL_AUDIENCES),
            "task": OneOf(known=v.TASKS),
        },
        "glossary": {**_KEY, **_MARK, "term": Text(limit=80), "meaning": Text(limit=400)},
        "partners": {
            **_KEY,
            **_MARK,
            "name": Text(limit=120),
            "text": Text(limit=200),
            "url": Address(optional=True),
            "for": Keys(known=v.MATERIAL_AUDIENCES),
        },
    },
}

HELPLINE: Final[Table] = {
    **_KEY,
    "name": Text(limit=120),
    "former_names": Lines(most=9, limit=120),
    "audiences": Keys(known=v.AUDIENCES),
    "age_from": Whole(most=99, optional=True),
    "age_to": Whole(most=99, optional=True),
    "topics": Keys(known=v.TOPICS),
    "phones": Phones(),
    "has_chat": Yes(),
    "chat_url": Address(empty=True),
    "report_url": Address(empty=True),
    "url": Address(empty=True),
    "day_and_night": Yes(),
    "cost": OneOf(known=v.COSTS),
    "anonymous": OneOf(known=v.ANONYMITY),
    "languages": Lines(most=9, limit=20),
    "urgency": OneOf(known=v.URGENCIES),
    "certainty": OneOf(known={"A", "B"}),
    "source": Address(),
    "source_body": Text(limit=80),
    "source_date": Day(optional=True),
    "active": Yes(),
}

HELPLINE_WORDS: Final[Table] = {
    "does": Text(limit=200),
    "not_for": Text(limit=200, empty=True),
    "hours": Text(limit=120, empty=True),
}

# What we shipped once and what no longer exists: switched off by an update, never deleted.
RETIRED: Final[Table] = {**_KEY, "reason": Text(limit=200), "since": Day()}
