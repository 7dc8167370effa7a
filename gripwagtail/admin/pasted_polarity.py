"""What a line of a pasted page says of the lines below it: that these are done, or are not, or nothing of either.

There are more ways to say “not” than any list holds. So what is done has to be said in words that are all known, and
a heading with any other word in it says nothing for sure.
"""

from __future__ import annotations

import re
from typing import Final

from ..text.accents import without_accents
from ..text.late_pattern import late_pattern

# Below words such as these a line says what is not done, or what happens when it is.
_NOT: Final = late_pattern(
    r"\b(?:niet|geen|nooit|nee|niemand|zonder|verbied\w*|verboden|verbod|taboe|no-?go\w*|don'?ts?|stop\w*|vermijd\w*|voorkom\w*|"
    r"ongewenst\w*|ongepast\w*|ongeoorloofd\w*|ontoelaatbaar|ontoelaatbare|onacceptabel\w*|onaanvaardba\w*|onfatsoenlijk\w*|"
    r"grensoverschrijdend\w*|strafba\w*|straf\w*|wangedrag|misbruik\w*|overtre\w*|gebroken|breken|breek\w*|schend\w*|weiger\w*|"
    r"gevolg\w*|consequentie\w*|sanctie\w*|maatregel\w*|stappen\w*|procedure|aanpak|"
    r"protocol|wat doe\w*(?! (?:we|wij|je) wel\b)|wat als|als het mis|misgaat|melden|klacht\w*)\b",
    re.IGNORECASE,
)
# Below these perhaps: “Voorbeelden van pesten”, but “Onze afspraken over pesten”.
_PERHAPS_NOT: Final = late_pattern(
    r"pest|\b(?:voorbeeld|soms\b|vroeger\b|fout|slecht|liever\b|minder\b|risico|geva|probl|ruzie|schadelijk)",
    re.IGNORECASE,
)
# Emphasis, as people type it where there is none.
_EMPHASIS: Final = late_pattern(r"[*_]")
_WORD: Final = late_pattern(r"\w+")
_AGREEMENTS: Final = late_pattern(
    r"(?:(?:gedrags|omgangs|school|klassen|klas|leef|huis|basis|groeps|internet)?(?:regels|afspraken)|"
    r"norm|normen|gedragscode|beloften|beloftes|verwachtingen)"
)
# What agreements are about: “Afspraken over foto's”.
_ABOUT: Final = late_pattern(
    r"\A(?:(?:de|onze|alle|gouden|belangrijkste|school|klas) ){0,2}(\w+) (?:over|rond|voor|bij|in|op) "
)
# Together with “wij” each of these says that something is done.
_WE: Final = frozenset({"we", "wij", "iedereen"})
_DOING: Final = (
    frozenset({"doen"}),
    frozenset({"spreken", "af"}),
    frozenset({"afspreken"}),
    frozenset({"afgesproken"}),
    frozenset({"beloven"}),
    frozenset({"verwachten"}),
    frozenset({"gaan", "om"}),
    frozenset({"houden", "aan"}),
    frozenset({"vinden", "belangrijk"}),
)
# Where, and for whom: of what is done these say nothing, whatever else is in the heading.
_PLACES: Final = (
    r"app|bijvoorbeeld|de|en|groep|groepsapp|het|in|internet|kinderen|klas|leerlingen|leraren|met|ons|online|onze|op|ouders|"
    r"plein|school|team|thuis|van|voor|zoals|[0-9]+"
)
_PLACE: Final = late_pattern(_PLACES)
_AROUND: Final = late_pattern(
    rf"{_PLACES}|alle|allemaal|belangrijkste|bij|daarom|dat|deze|die|dingen|dit|een|elkaar|er|gelden|gemaakt|gouden|"
    r"hebben|hier|hieronder|hoe|iedereen|ik|je|jij|jullie|kunnen|lees|mag|mogen|samen|staan|vind|volgen|volgende|waar|wat|"
    r"we|wel|wij|zijn|zo"
)


def plain(text: str) -> str:
    """The letters of a line as they are without stress: small, without accents and marks."""
    return _EMPHASIS.sub(" ", without_accents(text)).strip().casefold()


def is_against(said: str) -> bool:
    """Whether a plain line has a word of what is not done."""
    return _NOT.search(said) is not None


def says_not(said: str) -> bool:
    """Whether a plain line says that what is around it is not done, or what happens when it is."""
    return is_against(said) or bool(_PERHAPS_NOT.search(said) and not (says_done(said) or is_about(said)))


def says_done(said: str) -> bool:
    """Whether a plain line says that what is below it is done, with no word that nobody expects there."""
    words = set(_WORD.findall(said))
    doing = [verb for verb in _DOING if verb <= words and not _WE.isdisjoint(words)]
    named = {word for word in words if word == "wel" or _AGREEMENTS.fullmatch(word)}
    is_known = all(_AROUND.fullmatch(word) for word in words.difference(named, *doing))
    is_done = bool(doing or named) or said.startswith(("wat mag", "dit mag"))
    return is_known and is_done and not is_against(said)


def is_about(said: str) -> bool:
    """Whether a plain line announces agreements about something: what it is may be any word."""
    begin = _ABOUT.match(said)
    return begin is not None and bool(_AGREEMENTS.fullmatch(begin[1])) and not is_against(said)


def says_nothing(said: str) -> bool:
    """Whether a plain line names a place or people only: “In de klas”."""
    return all(_PLACE.fullmatch(word) for word in _WORD.findall(said))


__all__ = ["is_about", "is_against", "plain", "says_done", "says_not", "says_nothing"]
