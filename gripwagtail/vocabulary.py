"""The closed lists of the domain: keys that are stored, labels that are shown.

Keys are data: they are in databases, content files and hosts' templates, so a key
is never renamed. Labels are translated at the moment they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Label = str | Promise
Labels = Mapping[str, Label]

AUDIENCES: Final[Labels] = {
    "pupil": _("pupil"),
    "parent": _("parent"),
    "staff": _("staff"),
}

# What is above the part of a text that is meant for one reader.
AUDIENCE_HEADINGS: Final[Labels] = {
    "pupil": _("I am a pupil"),
    "parent": _("I am a parent"),
    "staff": _("I work at the school"),
}

# Who can say that the norm is theirs too.
AGREED_BY: Final[Labels] = {
    "pupils": _("the pupils"),
    "parents": _("the parents"),
    "team": _("the school team"),
    "participation-council": _("the participation council (MR)"),
    "board": _("the school’s board"),
}

# Who answers the question sheet; their answers are counted by group.
SURVEYED: Final[Labels] = {key: AGREED_BY[key] for key in ("pupils", "parents", "team")}

# Its questions of which the answers are counted, in the order in which they are on that sheet.
SURVEY_QUESTIONS: Final[Labels] = {
    "know": _("Know who to go to"),
    "dare": _("Dare to bring it up"),
    "norm": _("Know the agreements"),
}

SCHOOL_TYPES: Final[Labels] = {
    "po": _("primary school (po)"),
    "vo": _("secondary school (vo)"),
    "so": _("special primary school (so)"),
    "vso": _("special secondary school (vso)"),
    "ikc": _("child centre (ikc)"),
}

# Which set of starter texts a type of school reads.
TEXTS_FOR_SCHOOL_TYPE: Final[Mapping[str, str]] = {
    "po": "po",
    "so": "po",
    "ikc": "po",
    "vo": "vo",
    "vso": "vo",
}

# The ages of the pupils who read a set of starter texts, in years.
AGES_FOR_TEXTS: Final[Mapping[str, tuple[int, int]]] = {"po": (4, 12), "vo": (12, 18)}
# From this age a service counts as one for young people.
YOUNG_PEOPLE_FROM: Final = 16

# The helplines that code speaks of by name. 112 is not a helpline: it is above everything.
LIFE_LINE: Final = "113"
CHILDLINE: Final = "kindertelefoon"
IMAGES_LINE: Final = "offlimits"
SAFE_AT_HOME: Final = "veilig-thuis"
INSPECTOR: Final = "vertrouwensinspecteur"
YOUTH_HEALTH: Final = "jouwggd"
POLICE: Final = "politie"
# What their Dutch names say, for who reads another language: where somebody is told to call them there is a name alone.
NAMES_MEAN: Final[Labels] = {
    "politie": _("police"),
    "meld-misdaad-anoniem": _("to report a crime without your name"),
    "kindertelefoon": _("helpline for children"),
    "in-je-bol": _("for worries in your head"),
    "offlimits": _("help with abuse online"),
    "veilig-thuis": _("help when home is not safe"),
    "centrum-seksueel-geweld": _("help after sexual violence"),
    "vertrouwensinspecteur": _("confidential inspector"),
    "slachtofferhulp": _("help for victims"),
    "fraudehelpdesk": _("help with scams"),
    "adviespunt": _("advice for people who work at a school"),
    "discriminatie-nl": _("help with discrimination"),
}
# Those that are there for one thing, which few readers of a list have: it stands before their name.
ONLY_WHEN: Final[Labels] = {
    LIFE_LINE: _("Do not want to live any more?"),
    SAFE_AT_HOME: _("Not safe at home?"),
}
# The same for who calls about a child.
ABOUT_ANOTHER: Final[Labels] = {LIFE_LINE: _("Does someone not want to live any more?")}

TOPICS: Final[Labels] = {
    "bullying": _("bullying and quarrels"),
    "groups": _("group chats"),
    "images": _("photos and videos"),
    "threats": _("threats"),
    "discrimination": _("hate and discrimination"),
    "accounts": _("accounts and fake profiles"),
    "money": _("money and scams"),
    "strangers": _("contact with strangers"),
    "shocking": _("upsetting images"),
    "life": _("not wanting to live"),
    "crime": _("drugs and quick money"),
    "home": _("not safe at home"),
    "staff": _("someone who works at school"),
    "privacy": _("personal data"),
    "help": _("asking for help"),
    "example": _("setting a good example"),
}

# No word about tomorrow: below it are steps that say “now”, and people who answer at night.
URGENCIES: Final[Labels] = {
    "now": _("Now"),
    "today": _("Do it today"),
    "week": _("This week"),
}
# The same keys for a national service, as its column has them; only editors read these.
HELPLINE_URGENCIES: Final[Labels] = {
    **URGENCIES,
    "today": _("Today. Not possible any more? Then first thing tomorrow."),
}

EVIDENCE_RULES: Final[Labels] = {
    "screenshot": _("screenshot of words, names and times"),
    "note-only": _("write it down only, never the image"),
    "none": _("nothing to collect"),
}

SEXUAL: Final[Labels] = {
    "yes": _("yes"),
    "maybe": _("maybe"),
    "no": _("no"),
}

# Which evidence rules are allowed by the answer to "is there anything sexual in it?".
# The first of each is what the page falls back to.
ALLOWED_EVIDENCE: Final[Mapping[str, tuple[str, ...]]] = {
    "yes": ("note-only",),
    "maybe": ("note-only", "none"),
    "no": ("screenshot", "none", "note-only"),
}

# Towards the harm, whom a situation speaks to: a sentence that helps one of these hurts another.
POSITIONS: Final[Labels] = {
    "hurt": _("somebody to whom it is done"),
    "recipient": _("somebody who received or saw it"),
    "bystander": _("somebody who is there when it happens to others"),
    "doer": _("somebody who did it or is asked to take part"),
    "worried": _("somebody who worries about another"),
    "employee": _("somebody who works at the school, about themselves"),
}

SITUATION_GROUPS: Final[Labels] = {
    "images": _("Photos and videos"),
    "conflict": _("Bullying, quarrels and threats"),
    "money": _("Money, games and accounts"),
    "worries": _("I am worried"),
    "other": _("Something else"),
}

TIP_THEMES: Final[Labels] = {
    "talk": _("talking together"),
    "agreements": _("agreements at home"),
    "example": _("setting an example"),
    "privacy": _("privacy"),
    "gaming": _("gaming"),
    "images": _("photos and videos"),
    "money": _("money"),
    "bullying": _("bullying and quarrels"),
    "help": _("asking for help"),
}

TASKS: Final[Labels] = {
    "set": _("Set the norm"),
    "guide": _("Guide within the norm"),
    "guard": _("Guard, limit and restore"),
}

LEVELS: Final[Labels] = {
    "policy": _("Policy"),
    "team": _("Team"),
    "class": _("Classroom"),
}

MATERIAL_AUDIENCES: Final[Labels] = {
    "policy": _("policy makers"),
    "team": _("the team"),
    "class": _("the classroom"),
    "pupil": _("pupils"),
    "parent": _("parents"),
    "staff": _("staff"),
}

CONTACT_KINDS: Final[Labels] = {
    "function": _("a role (no name)"),
    "person": _("a person"),
    "organisation": _("an organisation"),
}

SCOPES: Final[Labels] = {
    "internal": _("works at the school"),
    "external": _("does not work at the school"),
}

COSTS: Final[Labels] = {
    "free": _("free"),
    "normal": _("normal call costs"),
    "unknown": _("costs not known"),
}

ANONYMITY: Final[Labels] = {
    "yes": _("without your name"),
    "possible": _("possible without your name"),
    "no": _("with your name"),
    "unknown": _("not known"),
}


# Those that were read within ``helplines_once``, at most one set.
_read: ContextVar[list[Labels] | None] = ContextVar("gripwagtail_helplines", default=None)


def helplines() -> Labels:
    """The helplines an editor can choose from: key to name."""
    held = _read.get()
    if held:
        return held[0]
    # By the app registry: the rows are made of these keys, not the other way round.
    found = dict(apps.get_model("gripwagtail", "GripHelpline")._default_manager.values_list("key", "name"))
    if held is not None:
        held.append(found)
    return found


@contextmanager
def helplines_once() -> Iterator[list[Labels]]:
    """Within this they are read once, however many lists of them a page has: three for each situation.

    Gives a list, which has them once somebody has asked.
    """
    held: list[Labels] = []
    before = _read.set(held)
    try:
        yield held
    finally:
        _read.reset(before)


def choices(labels: Labels) -> list[tuple[str, Label]]:
    """The pairs that a form field or block wants."""
    return list(labels.items())


def known(keys: Iterable[str], labels: Labels) -> list[str]:
    """Those of ``keys`` that exist in ``labels``, in the order given, each once."""
    return [key for key in dict.fromkeys(keys) if key in labels]
