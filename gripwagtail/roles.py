"""Who one can go to, as a role: everything that is known about a role is in one record.

Keys are data, as in ``vocabulary``: they are in databases, content files and hosts' templates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from django.utils.translation import gettext_lazy as _

from .conf import conf
from .vocabulary import INSPECTOR, POLICE, SAFE_AT_HOME, YOUTH_HEALTH, Label, Labels


class Secrecy(Enum):
    """Which honest sentence about secrecy fits a card of this role that has none of its own."""

    IN_CHARGE = "in charge"
    AT_SCHOOL = "somebody who talks with pupils at school"
    OUTSIDE = "somebody who talks with pupils outside school"
    BOTH = "either, by the scope of the card"
    NONE = "nothing is promised"


@dataclass(frozen=True, slots=True, kw_only=True)
class _RoleRules:
    """What safety asks of each role; the first three have no default, so that a new role leaves none of them open."""

    secrecy: Secrecy
    # Whether pupils go to this role by themselves, so that the poster may name it.
    on_poster: bool
    # Whether a school board may keep someone in this role for all its schools.
    from_board: bool
    # One of those to whom a reader who is worried about someone at school is never sent.
    in_charge: bool = False
    # A role that every school has someone in, so that a text may name it before the school has.
    at_every_school: bool = False
    is_confidant: bool = False
    # Whom one writes to about rules, rights or accounts, rather than to be heard.
    is_formal: bool = False
    # Somebody from outside the school, whatever the card says.
    is_outside: bool = False
    # What no role of ours says: the card says it in the school's own words, and nothing is added to these.
    is_own_words: bool = False
    # For whom this role is there; empty: for everyone.
    audiences: tuple[str, ...] = ()
    # Who has the last word when nobody at the school can be reached: the key of a helpline.
    helpline: str = ""


@dataclass(frozen=True, slots=True)
class Role(_RoleRules):
    """A role: its label, one line that says what someone in it is for, and the rules above."""

    label: Label
    meaning: Label = ""


ROLES: Final[Mapping[str, Role]] = {
    "mentor": Role(
        _("mentor or class teacher"),
        _("Knows your class. The first person for any question."),
        secrecy=Secrecy.IN_CHARGE,
        on_poster=True,
        from_board=False,
        in_charge=True,
        at_every_school=True,
    ),
    "management": Role(
        _("school management"),
        _("Leads the school. For when the first step did not help."),
        secrecy=Secrecy.IN_CHARGE,
        on_poster=True,
        from_board=False,
        in_charge=True,
        at_every_school=True,
    ),
    "bullying-contact": Role(
        _("contact person for bullying"),
        _("Your contact at school when there is bullying."),
        secrecy=Secrecy.AT_SCHOOL,
        on_poster=True,
        from_board=False,
        at_every_school=True,
    ),
    "confidential-internal": Role(
        _("confidential adviser at school"),
        _("Works at school. Listens, thinks with you and explains what is possible."),
        secrecy=Secrecy.AT_SCHOOL,
        on_poster=True,
        from_board=True,
        is_confidant=True,
    ),
    "confidential-external": Role(
        _("external confidential adviser"),
        _("Does not work for the school. Listens and helps you with a complaint or report."),
        secrecy=Secrecy.OUTSIDE,
        on_poster=True,
        from_board=True,
        is_confidant=True,
        helpline=INSPECTOR,
        is_outside=True,
    ),
    "safeguarding": Role(
        _("safeguarding officer (reporting code)"),
        _("Advises staff when a child may not be safe at home."),
        secrecy=Secrecy.AT_SCHOOL,
        on_poster=False,
        from_board=True,
        audiences=("staff",),
        helpline=SAFE_AT_HOME,
    ),
    "media-coach": Role(
        _("contact person for online behaviour (media coach)"),
        _("Knows about online life. Helps with questions and agreements."),
        secrecy=Secrecy.NONE,
        on_poster=True,
        from_board=True,
    ),
    "care-coordinator": Role(
        _("care coordinator"),
        _("Arranges extra help for a pupil, at school or elsewhere."),
        secrecy=Secrecy.AT_SCHOOL,
        on_poster=True,
        from_board=True,
    ),
    "social-work": Role(
        _("school social work"),
        _("Talks with pupils and families. Gives short-term help."),
        secrecy=Secrecy.BOTH,
        on_poster=True,
        from_board=True,
    ),
    "youth-health": Role(
        _("youth health nurse or doctor"),
        _("Nurse or doctor for questions about health, feelings and growing up."),
        secrecy=Secrecy.OUTSIDE,
        on_poster=True,
        from_board=True,
        helpline=YOUTH_HEALTH,
    ),
    "youth-worker": Role(
        _("youth worker"),
        _("Is there for young people, on the street and online."),
        secrecy=Secrecy.OUTSIDE,
        on_poster=True,
        from_board=True,
    ),
    "police": Role(
        _("community or youth police officer"),
        _("For threats, images that are passed around, and scams."),
        secrecy=Secrecy.NONE,
        on_poster=True,
        from_board=True,
        helpline=POLICE,
        is_outside=True,
    ),
    "attendance": Role(
        _("school attendance officer"),
        _("For questions about staying away from school."),
        secrecy=Secrecy.NONE,
        on_poster=False,
        from_board=True,
        is_formal=True,
    ),
    "safety-coordinator": Role(
        _("safety coordinator"),
        _("Looks after safety for the whole school."),
        secrecy=Secrecy.NONE,
        on_poster=False,
        from_board=True,
    ),
    "complaints": Role(
        _("complaints committee"),
        _("Independent. Looks at a complaint about the school."),
        secrecy=Secrecy.NONE,
        on_poster=False,
        from_board=True,
        is_formal=True,
        is_outside=True,
    ),
    "board": Role(
        _("school board"),
        _("Runs the school. For complaints the school could not solve."),
        secrecy=Secrecy.NONE,
        on_poster=False,
        from_board=True,
        is_formal=True,
    ),
    "privacy-officer": Role(
        _("data protection officer"),
        _("For questions about personal data and photos."),
        secrecy=Secrecy.NONE,
        on_poster=False,
        from_board=True,
        is_formal=True,
    ),
    "ict": Role(
        _("ICT support"),
        _("For school accounts and devices."),
        secrecy=Secrecy.NONE,
        on_poster=False,
        from_board=True,
        is_formal=True,
    ),
    "office": Role(
        _("school office"),
        _("Answers the phone and knows who you need."),
        secrecy=Secrecy.NONE,
        on_poster=False,
        from_board=False,
    ),
    "complaints-contact": Role(
        _("contact person for complaints"),
        _("Explains how you make a complaint, and to whom."),
        secrecy=Secrecy.NONE,
        on_poster=False,
        from_board=True,
        is_formal=True,
    ),
    "inspectorate": Role(
        _("Inspectorate of Education"),
        _("Supervises schools."),
        secrecy=Secrecy.NONE,
        on_poster=False,
        from_board=True,
        is_formal=True,
        is_outside=True,
    ),
    "participation-council": Role(
        _("participation council"),
        _("Speaks for parents, staff and pupils about how the school is run."),
        secrecy=Secrecy.NONE,
        on_poster=False,
        from_board=True,
        is_formal=True,
    ),
    "other": Role(
        _("other: say it in the name on the card"),
        secrecy=Secrecy.NONE,
        on_poster=False,
        from_board=False,
        is_own_words=True,
    ),
}


def roles() -> Mapping[str, Role]:
    """Our roles and those that the host adds in ``GRIPWAGTAIL["EXTRA_ROLES"]``, as a ``Role`` or as a plain label."""
    extra = {key: one if isinstance(one, Role) else _plain(one) for key, one in conf.extra_roles.items()}
    return {**ROLES, **extra}


def role_labels() -> Labels:
    """The labels of all roles by their keys, as a form wants them."""
    return {key: role.label for key, role in roles().items()}


def meaning_of(keys: Iterable[str]) -> Label:
    """What the first of these roles that has a meaning is for."""
    known = roles()
    return next((known[key].meaning for key in keys if key in known and known[key].meaning), "")


def keys_where(rule: str) -> frozenset[str]:
    """The keys of the roles of which this rule is true, such as ``in_charge``."""
    return frozenset(key for key, role in roles().items() if getattr(role, rule))


def _plain(label: Label) -> Role:
    """A role of which only the name is known: nothing is promised in its name."""
    return Role(label, secrecy=Secrecy.NONE, on_poster=True, from_board=True)


__all__ = ["ROLES", "Role", "Secrecy", "keys_where", "meaning_of", "role_labels", "roles"]
