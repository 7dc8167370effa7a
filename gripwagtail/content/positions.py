"""Whom a shipped situation speaks to, and which agreement it touches.

A page that was planted before these two were stored has neither. A key is ours and never changes, so it says both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_BY_POSITION: Final[Mapping[str, tuple[str, ...]]] = {
    "hurt": (
        *("foto-gaat-rond", "ongewenst-beeld", "onder-druk", "zelf-gestuurd", "dreigen-met-foto", "nepbeeld"),
        *("nepfoto", "stiekem-gefilmd", "te-kijk-gezet", "gegevens-online", "meekijken", "online-gepest"),
        *("iemand-dreigt", "om-wie-ik-ben", "nepaccount", "account-kwijt", "geld-kwijt", "opgelicht", "snel-geld"),
        *("ouder-iemand", "onbekende-wil-contact", "het-gaat-niet-meer", "iemand-van-school", "chatbot"),
        *("niet-stoppen", "opdrachten", "pijn-van-binnen"),
    ),
    "recipient": ("foto-gekregen", "naar-gezien"),
    "bystander": ("filmpje-gaat-rond", "bericht-over-school", "gedoe-in-de-app", "gevaarlijke-uitdaging"),
    "doer": ("zelf-gedaan", "rekening-uitlenen"),
    "worried": ("zorgen-om-een-ander",),
    "employee": ("medewerker-doelwit",),
}
POSITION_OF: Final[Mapping[str, str]] = {key: position for position, keys in _BY_POSITION.items() for key in keys}

# The first that the norm has, of those of secondary and of primary schools. One that is not here meets an agreement by
# its topic. Never the rule on sharing for who was hurt by a picture: nobody needs to hear it less.
_NOBODY_IS_BLAMED: Final = ("niet-verder", "helpen")
_GET_HELP: Final = ("hulp-halen", "vertellen")
AGREEMENTS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        (
            *("foto-gaat-rond", "nepbeeld", "nepfoto", "te-kijk-gezet", "stiekem-gefilmd", "foto-gekregen"),
            *("filmpje-gaat-rond", "naar-gezien"),
        ),
        _NOBODY_IS_BLAMED,
    ),
    **dict.fromkeys(
        (
            *("ongewenst-beeld", "onder-druk", "zelf-gestuurd", "dreigen-met-foto", "iemand-dreigt", "meekijken"),
            *(
                "gegevens-online",
                "bericht-over-school",
                "account-kwijt",
                "geld-kwijt",
                "opgelicht",
                "snel-geld",
                "nepaccount",
            ),
            *("rekening-uitlenen", "ouder-iemand", "onbekende-wil-contact", "gevaarlijke-uitdaging"),
            *("het-gaat-niet-meer", "zorgen-om-een-ander", "iemand-van-school", "chatbot", "niet-stoppen"),
            *("opdrachten", "pijn-van-binnen", "iets-anders"),
        ),
        _GET_HELP,
    ),
    **dict.fromkeys(("online-gepest", "om-wie-ik-ben"), ("respect", "aardig")),
    **dict.fromkeys(("gedoe-in-de-app",), ("groepsapps", "iedereen-hoort-erbij")),
    **dict.fromkeys(("zelf-gedaan",), ("toestemming", "vraag-eerst")),
}

# Of these “so we do not” is about what others do to the one who reads it, so that one may read it as well.
_ABOUT_OTHERS: Final = frozenset(_NOBODY_IS_BLAMED)
_MAY_READ: Final = frozenset({"recipient", "bystander", "doer"})


def may_read_so_not(position: str, agreement: str) -> bool:
    """Whether “so we do not” stands with a situation of this position: never as a reproach to the one who is hurt."""
    return position in _MAY_READ or (position == "hurt" and agreement in _ABOUT_OTHERS)


__all__ = ["AGREEMENTS_OF", "POSITION_OF", "may_read_so_not"]
