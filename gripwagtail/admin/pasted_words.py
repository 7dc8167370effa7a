"""The words by which a pasted page says who somebody is, when they are there and where. Dutch, as those pages are."""

from __future__ import annotations

import re
from typing import Final

from ..text.late_pattern import late_pattern

# Each role by how schools write it. A plain “vertrouwenspersoon” may be from outside: then nothing is said of it.
_ROLES: Final = tuple(
    (late_pattern(pattern, re.IGNORECASE), key)
    for pattern, key in (
        (r"(?:interne (?:school)?|school)vertrouwens(?:contact)?perso(?:on|nen)(?: intern)?", "confidential-internal"),
        (r"interne vertrouwens(?:contact)?perso(?:on|nen)", "confidential-internal"),
        (r"vertrouwens(?:contact)?perso(?:on|nen) (?:op|binnen|van) (?:de |onze )?school", "confidential-internal"),
        (r"externe (?:school)?vertrouwens(?:contact)?perso(?:on|nen)", "confidential-external"),
        (r"vertrouwens(?:contact)?perso(?:on|nen)|contactperso(?:on|nen)|klachtenfunctionaris", "other"),
        (r"(?:aanspreekpunt|contactpersoon|co[öo]rdinator)(?: voor)? pesten", "bullying-contact"),
        (r"(?:anti-?)?pest-?co[öo]rdinator", "bullying-contact"),
        (r"(?:adjunct-?)?direct(?:eur|rice)|con?rector|schoolleid(?:er|ing)|teamleid(?:er|ing)|directie", "management"),
        (r"locatie(?:leider|directeur)|afdelingsleider", "management"),
        (r"(?:klassen)?mentor(?:en)?|(?:groeps)?leerkracht(?:en)?(?: (?:van )?groep \d(?:[/-]\d)?)?", "mentor"),
        (r"intern begeleid(?:er|ster)|ib-?['’]?er|(?:zorg|ondersteunings)co[öo]rdinator", "care-coordinator"),
        (r"aandachtsfunctionaris(?: meldcode)?", "safeguarding"),
        (r"media-?coach", "media-coach"),
        (r"(?:school)?maatschappelijk werk(?:er|ster)?", "social-work"),
        (r"jeugdverpleegkundige|schoolverpleegkundige|jeugdarts|schoolarts", "youth-health"),
        (r"wijkagent|jeugdagent", "police"),
        (r"jongerenwerk(?:er|ster)?", "youth-worker"),
        (r"leerplichtambtenaar", "attendance"),
        (r"veiligheidsco[öo]rdinator", "safety-coordinator"),
        (r"(?:landelijke |externe |regionale )?klachtencommissie(?: onderwijs)?", "complaints"),
        (r"contactpersoon klachten|klachtencontactpersoon", "complaints-contact"),
        (r"(?:school)?bestuur|college van bestuur", "board"),
        (r"functionaris gegevensbescherming", "privacy-officer"),
        (r"(?:leerlingen|school)?administratie|secretariaat", "office"),
        (r"medezeggenschapsraad", "participation-council"),
        (r"(?:systeembeheer(?:der)?|ict-?(?:er|co[öo]rdinator))", "ict"),
    )
)
_ARTICLE: Final = late_pattern(r"(?:de|het|onze|ons|een|uw|jullie|als)\s+", re.IGNORECASE)
# Who a role is like this for several people, so that a heading counts for all below it.
PLURAL: Final = late_pattern(r"(?:personen|mentoren|leerkrachten)\b", re.IGNORECASE)

_ADDRESS: Final = r"(?:juf|juffrouw|meester|mevrouw|mevr\.?|mw\.?|meneer|dhr\.?|de heer|mijnheer|drs\.?)"
_INSIDE: Final = r"(?:van|de|den|der|ten|ter|te|het|'t|in|op|el|al|ben|ibn|von|di|da|la|le)"
_CAPITAL: Final = r"(?:[^\W\d_a-zà-öø-ÿ][\w'’\-]*|(?:[^\W\d_a-zà-öø-ÿ]\.){1,5})"
_NAME: Final = rf"{_CAPITAL}(?:\s+(?:{_INSIDE}\s+){{0,3}}{_CAPITAL}){{0,3}}"
_AFTER_ADDRESS: Final = rf"(?:{_INSIDE}\s+){{0,3}}{_NAME}"
_ADDRESSED: Final = late_pattern(rf"(?i:{_ADDRESS})\s+{_AFTER_ADDRESS}")
_BARE: Final = late_pattern(rf"{_CAPITAL}(?:\s+(?:{_INSIDE}\s+){{0,3}}{_CAPITAL}){{1,3}}")
_AT_SCHOOL: Final = late_pattern(r"(?:juf|juffrouw|meester)\b", re.IGNORECASE)
# With a capital and no name: services, places, and words that begin a heading.
_NO_NAME: Final = late_pattern(
    r"\b(?:veilig|thuis|\w*telefoon|offlimits|\w*school|\w*college|\w*lyceum|gymnasium|mavo|havo|vwo|vmbo|stichting|"
    r"vereniging|ggd|cjg|jeugd\w*|politie|gemeente|\w*onderwijs|\w*inspecti?e\w*|\w*klachten\w*|\w*commissie|\w*raad|\w*team|"
    r"\w*bestuur|\w*centrum|postbus|\w+straat|\w+laan|\w*weg|\w+plein|\w+gracht|\w+kade|contact\w*|online|sociaal|sociale|"
    r"meld\w*|groep|klas|locatie|vestiging|sector|afdeling|onderbouw|bovenbouw|middenbouw|vacature|vacant|onbekend|volgt|"
    r"\w*protocol|\w*beleid|\w*regeling|\w*plan|naam|functie|telefoon\w*|e-?mail\w*|adres|website|(?:maan|dins|woens|donder|vrij|"
    r"zater|zon)dag|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|onze|wij|voor|"
    r"bij|wie|wat|waar|hoe|als|ook|niet|geen|hulp|help|welkom|informatie|ouders?|leerlingen?|personeel|kinderen|landelijk\w*|"
    r"interne?|externe?|algemene?|\w*dienst|\w*huis|\w*groep|\w*instituut|\w*bureau|openbare|christelijke|katholieke|kcs|bs)\b",
    re.IGNORECASE,
)
# National services: these come from the list of helplines, with what is known of them. No card is made of one.
NATIONAL: Final = late_pattern(
    r"kindertelefoon|veilig thuis|vertrouwensinspecteur|offlimits|meldknop|helpwanted|korrelatie|slachtofferhulp|"
    r"misdaad anoniem|zelfmoord|luisterlijn|centrum seksueel geweld|pestweb|"
    r"jouwggd|ouders & onderwijs|\b11[23]\b|0900-?\s?8844",
    re.IGNORECASE,
)
ORGANISATION: Final = late_pattern(
    r"(?:Stichting|Vereniging|GGD|CJG|Expertisecentrum|Onderwijsgroep|Bureau|Onderwijsgeschillen)(?:\s+[\w&.'’\-]+){0,6}"
)
ABBREVIATION: Final = late_pattern(r"[A-Z]{2,6}")
# What says what comes next and is nothing by itself.
LABEL: Final = late_pattern(
    r"(?:t|m|e|tel|telefoon|telefoonnummer|telnr|nummer|mob|mobiel|e-?mail|e-?mailadres|mail|mailadres|naam|functie|"
    r"rol|adres|postadres|website|site|bereikbaar(?: via| op| per (?:e-?mail|mail|telefoon))?|werkdagen|dagen|contact|"
    r"aanwezig(?: op)?|via|of|en|op|is|zijn|te bereiken(?: via| op)?|contactgegevens|"
    r"mail naar|bel|bellen|mailen|per e-?mail)\.?",
    re.IGNORECASE,
)
VIA_SCHOOL: Final = late_pattern(r"(?:bereikbaar |te bereiken )?via (?:de )?school", re.IGNORECASE)
WHERE: Final = late_pattern(
    r"(?:lokaal|kamer|kantoor|werkkamer) [\w.]{1,8}(?: \w{1,12})?|"
    r"(?:(?:groene|rode|gele|blauwe|witte) )?brievenbus in de \w+",
    re.IGNORECASE,
)
_FULL: Final = r"(?:maandag|dinsdag|woensdag|donderdag|vrijdag)(?:ochtend|middag)?(?:en|s)?"
_SHORT: Final = r"(?:ma|di|wo|do|vr)\.?"
_AND: Final = r"\s*(?:,|en|t/m|tot en met|-|/|&)\s*"
_CLOCK: Final = r"\d{1,2}(?:[.:]\d{2})?(?: ?(?:uur|u))?"
_HOURS: Final = rf"(?:,? *(?:van |tussen )?{_CLOCK} ?(?:-|tot|en) ?{_CLOCK})"
WHEN: Final = late_pattern(
    rf"(?<![\w@.])(?:(?:op |elke |iedere )?{_FULL}(?:{_AND}{_FULL})*|(?:op )?{_SHORT}(?:{_AND}{_SHORT})+|"
    rf"elke (?:school)?dag|op werkdagen){_HOURS}?(?![\w@])",
    re.IGNORECASE,
)
# No word of a street begins with a digit: “Telefoon 030 012 34 59” is none.
_STREET: Final = r"(?:Postbus \d{1,6}|[A-Z][\w'’.\-]*(?: [^\W\d][\w'’.\-]*){0,4} \d{1,5} ?[a-zA-Z]?)"
_POSTCODE: Final = r"\d{4} ?[A-Z]{2},? +[A-Z][\w'’\-]*(?: [A-Z][\w'’\-]*){0,3}"
POSTAL: Final = late_pattern(rf"{_STREET},? ?{_POSTCODE}")
# The same on two lines. What a label says first may be said before it: “Adres: Postbus 12”.
STREET: Final = late_pattern(rf"(?:(?i:(?:post)?adres) ?: ?)?{_STREET},?")
POSTCODE: Final = late_pattern(_POSTCODE)


def role_label(text: str) -> str:
    """The role as it is on the card of one person: “Onze vertrouwenspersonen” is a heading of several."""
    said = _ARTICLE.sub("", text.strip(), count=1)
    for several, one in (("personen", "persoon"), ("mentoren", "mentor"), ("leerkrachten", "leerkracht")):
        said = said.replace(several, one).replace(several.capitalize(), one.capitalize())
    return said


def role_of(text: str) -> tuple[str, ...]:
    """The keys of the role that these words are, and nothing else; of two that are joined by “en” both."""
    said = _ARTICLE.sub("", text.strip(), count=1)
    for pattern, key in _ROLES:
        if pattern.fullmatch(said):
            return (key,)
    first, joined, second = said.partition(" en ")
    if joined:
        both = role_of(first), role_of(second)
        if all(both):
            return tuple(dict.fromkeys([*both[0], *both[1]]))
    return ()


def is_name(text: str) -> bool:
    """Whether these words are the name of one person, and nothing else."""
    said = text.strip()
    if len(said) > 80 or role_of(said):
        return False
    if _ADDRESSED.fullmatch(said):
        # “juf of meester”, “meester De School”.
        return not _NO_NAME.search(said)
    return bool(_BARE.fullmatch(said)) and not _NO_NAME.search(said) and not said.isupper()


def is_of_school(name: str) -> bool:
    """Whether the name itself says that this person works at school: “juf Annemiek”."""
    return bool(_AT_SCHOOL.match(name))


__all__ = ["ABBREVIATION", "LABEL", "NATIONAL", "ORGANISATION", "PLURAL", "POSTAL", "POSTCODE"]
__all__ += ["STREET", "VIA_SCHOOL", "WHEN", "WHERE", "is_name", "is_of_school", "role_label", "role_of"]
