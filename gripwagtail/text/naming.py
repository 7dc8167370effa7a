"""Whether the words on a card name someone: “juf Annemiek”, “dhr. De Wit”, “Saida, vertrouwenspersoon”.

``names_someone`` is sure of it: then the label is read from the source in every language. ``may_name_someone`` looks at
words alone, and would rather see a name where there is none than miss one: it refuses nothing, but keeps a label
from other machines, and sees that a card has become someone else's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

# Longer than any label that a form accepts; beyond this a label is not read.
_LONGEST: Final = 300
# A first name and three words of a surname.
_MOST: Final = 4
_WORD: Final = re.compile(r"[^\W\d_][\w'’\-]*")


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


# “De juf” and “een meester” are nobody: a name has to follow.
_FORMS_OF_ADDRESS: Final = _words(
    "juf juffrouw meester mevrouw meneer mijnheer mevr mw dhr drs mr mrs ms miss mister sir madam",
)
# These come before the name by which a class knows its teacher, which is often typed without a capital.
_BEFORE_A_FIRST_NAME: Final = _words("juf juffrouw meester")
_INSIDE_A_NAME: Final = _words("van de den der ten ter te het 't in op el al bin ben ibn von di da la le du of the")
# What follows a form of address when nobody is named: “juf of meester”, “juf van groep drie”.
_NOBODY: Final = _words(
    "en of and or met with voor for bij uit from om is als dan die dat wie je jouw jullie zijn haar hun onze ons mijn",
    "your our my their his her een a an to at groep groepen klas klassen class group year team gym overblijf kleuters",
)
# Words with a capital beside a role that say which one it is, not who.
_WHICH: Final = _words(
    "onderbouw middenbouw bovenbouw brugklas kleuters havo vwo mavo vmbo ikc school scholen locatie vestiging sector",
    "afdeling leerjaar bestuur directie ouders leerlingen personeel medewerkers pesten online sociale veiligheid zorg",
    "media privacy internet jeugd gemeente wijk stichting vereniging veilig thuis politie inspectie klachten",
    "lower upper primary secondary department staff parents pupils confidential safety bullying care social youth",
    "health reporting complaints data protection interne intern externe extern vaste tijdelijke waarnemend algemene",
    "algemeen eerste tweede internal external designated deputy acting anti pedagogisch maatschappelijk",
    "schoolmaatschappelijk safeguarding every all alle digital digitale contact person lead",
)
_ARTICLES: Final = ("De", "Dé", "Het", "Hét", "The", "Een", "Eén", "Één", "A", "An")
_LONGEST_ROLE: Final = 80
_ROLE: Final = re.compile(
    r"(?:[\w\-]*(?:vertrouwenspersoon|vertrouwenspersonen|contactpersoon|aanspreekpunt|mentor|mentrix|leerkracht|leraar|"
    r"lerares|docente?|directeur|directrice|rector|teamleider|begeleider|co[öo]rdinator|coach|adviseur|adviser|advisor|"
    r"functionaris|conci[ëe]rge|administratie|werker|werkster|worker|verpleegkundige|schoolarts|wijkagent|officer|"
    r"counsell?or|teacher|tutor|principal|nurse|psycholoog|pedagoog|ambtenaar|bestuurder|voorzitter|secretaris))",
    re.IGNORECASE,
)


def names_someone(card: Mapping[str, Any]) -> bool:
    """Whether the label is itself a name: it contains part of the name, or is all that identifies this person."""
    name = card.get("name")
    if not (isinstance(name, str) and name.strip()):
        return card.get("kind") == "person"
    parts = {word.strip(".,").casefold() for word in name.split() if word[:1].isupper()}
    return bool(parts.intersection(word.strip(".,").casefold() for word in _label(card).split()))


def may_name_someone(card: Mapping[str, Any]) -> bool:
    """The same, or the label reads as a name: on the card of a function too."""
    return names_someone(card) or reads_as_a_name(_label(card), card.get("kind") != "organisation")


def names_another(label: str, said: str) -> bool:
    """Whether a translated label reads as a name that the label of the source does not have."""
    label, said = label[:_LONGEST], said[:_LONGEST]
    if not reads_as_a_name(said) or label == said:
        return False
    return not _names_in(label) & _names_in(said)


def _label(card: Mapping[str, Any]) -> str:
    label = card.get("label")
    return label[:_LONGEST] if isinstance(label, str) else ""


def _names_in(label: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(label)} - _FORMS_OF_ADDRESS - _INSIDE_A_NAME - _NOBODY


@lru_cache(maxsize=4096)
def reads_as_a_name(label: str, has_roles: bool = True) -> bool:
    """Whether someone is named in these words, by a form of address or beside a role."""
    words: list[str] = _WORD.findall(label)
    return _is_addressed(words) or (has_roles and _stands_beside_a_role(words))


def _is_addressed(words: list[str]) -> bool:
    after = ""
    # From the end, so that what comes after each word is known without looking for it again.
    for word, following in zip(words[-2::-1], words[:0:-1], strict=True):
        if following.casefold() not in _INSIDE_A_NAME:
            after = following
        address = word.casefold()
        if address not in _FORMS_OF_ADDRESS:
            continue
        if address in _BEFORE_A_FIRST_NAME and not _is_nobody(following):
            return True
        if after[:1].isupper() and not _is_nobody(after):
            return True
    return False


def _is_nobody(word: str) -> bool:
    said = word.casefold()
    return said in _NOBODY or said in _INSIDE_A_NAME or said in _FORMS_OF_ADDRESS or _is_role(word)


def _stands_beside_a_role(words: list[str]) -> bool:
    """All that is left beside a role are a few words with a capital: “Saida, vertrouwenspersoon”."""
    left = [word for word in words if not _is_role(word)]
    # “Mentor De Kwikstaart”: an article with a capital in mid-sentence begins the name of a school.
    if len(left) == len(words) or any(word in _ARTICLES for word in words[1:]):
        return False
    named = [word for word in left if word[:1].isupper() and not word.isupper() and word not in _ARTICLES]
    is_known = any(word.casefold() in _WHICH or word.casefold() in _NOBODY for word in named)
    return bool(named) and not is_known and len(named) <= _MOST


def says_who(word: str) -> bool:
    """Whether a word of a name, by itself, may say whose name it is: not “juf”, “van”, “mentor” or “locatie”."""
    said = word.casefold()
    is_known = said in _FORMS_OF_ADDRESS or said in _INSIDE_A_NAME or said in _NOBODY or said in _WHICH
    return not (is_known or _is_role(said))


def is_form_of_address(word: str) -> bool:
    return word.casefold() in _FORMS_OF_ADDRESS


def comes_before_a_first_name(word: str) -> bool:
    """“Juf” and “meester”, after which a name is often typed without a capital."""
    return word.casefold() in _BEFORE_A_FIRST_NAME


def is_inside_a_name(word: str) -> bool:
    return word.casefold() in _INSIDE_A_NAME


def _is_role(word: str) -> bool:
    # A longer word is no role, and the pattern looks at every beginning of a word.
    return len(word) <= _LONGEST_ROLE and bool(_ROLE.fullmatch(word))


__all__ = [
    "comes_before_a_first_name",
    "is_form_of_address",
    "is_inside_a_name",
    "may_name_someone",
    "names_another",
    "names_someone",
    "reads_as_a_name",
    "says_who",
]
