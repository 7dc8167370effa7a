"""Finds instructions to do something with an image: to make, save, forward, copy, open, send or show it.

Where something sexual may be in it, no text of a school may ask for that. A prohibition
is not an instruction: “stuur niet door”, “zonder het beeld te openen” and “you do not have to show
it” pass. Words are all this looks at, so it is a net under the author, not a judge: where
the two readings are close it asks for another sentence. Dutch and English are here, other
languages in ``image_instructions_languages``; every text is read in all of them, whatever its page says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ..text.harmless import read_once
from ..text.late_pattern import late_pattern
from ..text.length import too_long
from . import image_instructions_languages

# --- words --------------------------------------------------------------------------

# A picture made of a screen, or a copy of something.
_SHOT: Final = (
    r"(?:(?:scherm|screen)[- ]?(?:afbeelding|afdruk|opname|foto|shot|grab|recording|record|print)\w*"
    r"|print[- ]?screens?|screens?|kopie(?:tje|ën)?s?|back-?ups?|cop(?:y|ies))"
)
_IMAGE: Final = (
    rf"(?:{_SHOT}|(?!voorbeeld|zelfbeeld|beeldscherm|fotograaf|filmer)\w*(?:foto|beeld|film|video|opname)"
    r"(?:'?s|en|n|je|jes|pje|pjes|tje|tjes|materiaal|bestand|bestanden)?"
    r"|afbeelding(?:en)?|plaatjes?|clips?|filmpjes?|snaps?|nudes?|deepfakes?|dick ?pics?|selfies?|reels?|naakt"
    r"|images?|pictures?|pics?|photos?|footage|bestand(?:en)?|files?|bijlagen?|attachments?)"
)
# “Het”, when no noun comes after it, means the image that the situation is about.
_IT: Final = (
    r"(?:(?:het|dit|dat|ze|deze|die|alles|hem|bewijs|bewijzen|it|them|this|everything|(?:the )?evidence)"
    r"(?=\s*$|\s+(?:door|mee|op|rond|terug|toe|naar|aan|af|vast|even|nu|meteen|direct|eerst|alleen|ook|bij|met|zelf"
    r"|voor|via|samen|zien|goed|veilig|wel|dan|eens|als|on|to|with|for|now|by|safe|up|over|along)\b))"
)
# Between a verb and its object: not a word after which the sentence is about something else.
_GAP: Final = (
    r"(?:(?!(?:over|om|tegen|rond|wegens|waar\w*|hoe|wat|wie|afspraken?|about|because|why|how|what|who|"
    r"agreements?)\b)[\w'-]+\s+){0,5}?"
)
_THING: Final = rf"{_GAP}\b(?:{_IMAGE}\b|{_IT})"
_PICTURE: Final = rf"{_GAP}\b{_IMAGE}\b"
_FIRST: Final = (
    r"^(?:(?:eerst|dan|daarna|nu|meteen|direct|graag|alsjeblieft|ook|wel|vooral|altijd|zelf|samen|dus|liefst|gerust"
    r"|first|then|now|please|always|also|just|so|next|do not|don't|never)\s+)*"
)


def _in_order(*parts: str) -> str:
    """Each part somewhere after the one before. The first place of each will do, so that none is looked for twice."""
    *first, last = parts
    return r"\A" + "".join(rf"(?>.*?{part})" for part in first) + rf".*?{last}"


# Imperatives. Those that are a noun or an adjective as well are in front of their clause.
_ORDERS_NL: Final = (
    _in_order(r"\b(?:maak|neem|trek)\b", rf"\b{_SHOT}\b"),
    rf"\b(?:maak|schiet)\s+(?:(?!(?:over|van|voor|met|bij|in|aan|om|geen)\b)[\w'-]+\s+){{0,4}}{_IMAGE}\b",
    rf"\b(?:bewaar|verstuur|verzend|kopieer|bekijk|vertoon|fotografeer|archiveer|verzamel|dupliceer|exporteer)\s+{_THING}",
    rf"\b(?:stuur|zend)\s+{_THING}",
    r"\bstuur\s+(?:maar\s+|alles\s+)?(?:door|mee|op|rond)\b",
    _in_order(rf"\b(?:sla|leg|druk)\s+{_THING}", r"\b(?:op|vast|af)\b"),
    _in_order(rf"\bspeel\s+{_PICTURE}", r"\baf\b"),
    _in_order(r"\bkijk\b", rf"\bnaar\s+{_GAP}{_IMAGE}\b"),
    _in_order(rf"\blaat\s+{_THING}", r"\bzien\b"),
    _in_order(r"\blaat\s+zien\b", rf"\b{_IMAGE}\b"),
    _in_order(rf"\b(?:neem|voeg|lever|houd|hou)\s+{_PICTURE}", r"\b(?:mee|toe|bij|in|aan|vast|achter)\b"),
    rf"\b(?:geef|overhandig|bezorg)\s+{_PICTURE}",
    _in_order(rf"\b(?:zet|plaats)\s+{_PICTURE}", r"\b(?:op|in|online)\b"),
    _in_order(rf"\bzoek\s+{_PICTURE}", r"\bop\b"),
    rf"{_FIRST}(?:open|toon|deel|mail|app|whatsapp|sms|post|upload|download|print|scan|film|screenshot|screen|dm"
    rf"|airdrop|bundel)\s+{_THING}",
    r"^(?:screenshot|kopieer|fotografeer|film|screen)\s+(?:het|de|dit|alles|ieder|elk|je|jouw|die|dat)\b",
)
_ORDERS_EN: Final = (
    rf"{_FIRST}(?:save|keep|store|download|copy|duplicate|print|forward|send|share|e-?mail|text|upload|attach|post|open"
    rf"|view|watch|play|show|record|photograph|bring|submit|collect|hand over|hold on to|pass on|back up|look at"
    rf"|whatsapp|scan|capture|archive)\s+{_THING}",
    rf"{_FIRST}(?:take|make|grab|get|capture|create)\s+{_PICTURE}",
    rf"{_FIRST}(?:screenshot|screengrab|screen-?record)\s+\w+",
    rf"{_FIRST}(?:hand|pass|back)\s+{_PICTURE}.*\b(?:over|on|up|in)\b",
)
_IMPERATIVES: Final = tuple(late_pattern(order) for order in (*_ORDERS_NL, *_ORDERS_EN))

# “Je moet de foto bewaren”: a verb that asks, and the action further on.
_ASKS: Final = (
    r"\b(?:moet|moeten|mag|mogen|kunt|kan|kun|kunnen|dient|dienen|zou|wil|wilt|graag|vraag|vragen|verzoek|probeer|zorg"
    r"|help|laat|beter|best|belangrijk|verstandig|handig|slim|goed|nodig|prima|raden|adviseren|hoort|horen)\b"
)
_INFINITIVE: Final = (
    r"(?:bewaren|opslaan|vastleggen|doorsturen|meesturen|opsturen|toesturen|insturen|rondsturen|sturen|versturen|mailen"
    r"|appen|delen|uploaden|downloaden|kopi[eë]ren|printen|openen|bekijken|afspelen|zien|tonen|meenemen|toevoegen"
    r"|inleveren|aanleveren|verzamelen|fotograferen|filmen|screenshotten"
    r"|(?:op|vast|door|mee|op|toe|rond|af|in|aan)\s+te\s+(?:slaan|leggen|sturen|spelen|nemen|voegen|leveren))"
)
_IT_FIRST: Final = (
    r"(?:het|dit|ze|alles|bewijs)\s+(?:(?:aan|naar|met|voor|via|bij|op)\s+(?:[\w'-]+\s+){1,2})?"
    r"(?:te\s+)?(?:laten\s+|te\s+laten\s+)?"
)
_ENGLISH_BARE: Final = (
    r"(?:save|keep|store|download|copy|print|forward|send|share|e-?mail|text|upload|attach|post|open|view|watch|play"
    r"|show|record|photograph|bring|submit|collect|hand over|look at|take|make|screenshot)"
)
# “It is a crime to share it”, “threatens to share it”: not an instruction.
_NO_WISH: Final = "".join(
    f"(?<!{word} )" for word in ("crime", "illegal", "offence", "forbidden", "threatens", "threatening", "wants")
)
_REQUESTS: Final = (
    late_pattern(_in_order(_ASKS, rf"\b{_IMAGE}\b", rf"\b(?:{_INFINITIVE})\b(?<!\bte zien)")),
    late_pattern(
        _in_order(_ASKS, rf"\b{_IT_FIRST}{_INFINITIVE}\b(?<!het zien)(?<!te zien)(?!(?:\s+nu)?\s+stopt)"),
    ),
    late_pattern(_in_order(_ASKS, rf"\b(?:{_SHOT}|foto'?s?)\s+(?:te\s+)?(?:maken|nemen)\b")),
    late_pattern(_in_order(_ASKS, r"\blaten\s+zien\b", rf"\b{_IMAGE}\b")),
    late_pattern(
        rf"\b(?:should|must|can|may|might|could|would|please|{_NO_WISH}to)\s+"
        rf"(?:(?:always|also|just|first)\s+)?{_ENGLISH_BARE}\s+{_THING}"
    ),
)

# “We sturen het beeld door”, “u bewaart de foto”: what a school does or a reader does, read as an instruction.
_STEMS: Final = {
    **{"sturen": "stuur", "maken": "maak", "bewaren": "bewaar", "slaan": "sla", "leggen": "leg", "delen": "deel"},
    **{"openen": "open", "bekijken": "bekijk", "kijken": "kijk", "laten": "laat", "tonen": "toon", "mailen": "mail"},
    **{"appen": "app", "kopiëren": "kopieer", "kopieren": "kopieer", "printen": "print", "nemen": "neem"},
    **{"versturen": "verstuur", "verzamelen": "verzamel", "vragen": "vraag", "geven": "geef", "zetten": "zet"},
    **{"spelen": "speel", "downloaden": "download", "uploaden": "upload", "fotograferen": "fotografeer"},
    **{"filmen": "film", "zoeken": "zoek", "voegen": "voeg", "leveren": "lever", "houden": "houd"},
}
_SINGULAR: Final = {
    stem if stem.endswith("t") else f"{stem}t": stem for stem in _STEMS.values() if stem not in ("laat", "zet")
}
_MANY: Final = r"(?:we|wij|ouders|leerlingen|docenten|leraren|collega's)"
_ONE: Final = r"(?:je|jij|u|school|mentor|leerkracht|directie|directeur|schoolleiding|vertrouwenspersoon)"

# --- negation -----------------------------------------------------------------------

_NOT: Final = late_pattern(
    r"\b(?:niet|niets|niks|geen|nooit|niemand|nergens|evenmin|vermijd|not|never|no|nothing|nobody|cannot|neither|nor"
    r"|avoid)\b|n't\b"
)
# Where “not” is not a prohibition.
_YES_AFTER_ALL: Final = late_pattern(
    r"\b(?:(?:vergeet|aarzel|twijfel|wacht|schroom)\s+(?:het\s+)?(?:niet|nooit)(?:\s+(?:met|om))?"
    r"|niet\s+(?:alleen|vergeten|erg)|geen\s+(?:probleem|punt|bezwaar)|waarom\s+niet|(?:do\s+not|don't|never)\s+"
    r"(?:forget|hesitate|wait)|not\s+only|no\s+problem)\b"
)
_OF_ANOTHER: Final = late_pattern(
    r"\b(?:die|dat|that|which|who)\s+(?:(?:je|jij|u|hij|zij|ze|we|iemand|you|they|is|was|are|were|do|does|did)\s+)*"
    r"(?:niet|geen|nooit|not|never)\b"
)
_WITHOUT: Final = late_pattern(r"\bzonder\b(?:(?!\bte\b).)*(?:\bte\s+[\w'ë]+(?:\s+zien)?)?|\bwithout\b.*")
# “Stuur het niet door, behalve naar de politie”: what follows is an instruction after all.
_EXCEPTION: Final = late_pattern(r"^(?:behalve|tenzij|uitgezonderd|except|unless|wel|alleen|slechts|only)\b")
_EXCEPTION_AFTER_BUT: Final = late_pattern(
    rf"^(?:naar|aan|met|voor|op|in|via|to|with|for|on|by|(?:een|de|het|a|the)?\s*{_IMAGE})\b"
)

# --- clauses ------------------------------------------------------------------------

_SENTENCE: Final = late_pattern(r"[^.!?;:\n…؟؛]+[.!?;:…؟؛]*")
# In a text with single spaces.
_JOINT: Final = late_pattern(
    r" ?(?:,| [–—-] |[()]) ?| (?=(?:maar|but|en|of|and|or|want|als|omdat|zodat|voordat|nadat|zolang|totdat"
    r"|tot|wanneer|terwijl|tenzij|behalve|if|when|because|before|after|until|unless|except|while)\b)"
)
_OPENER: Final = late_pattern(r"^(maar|but|en|of|and|or)\s+")
_NOUN_FIRST: Final = late_pattern(
    rf"^(?:(?:de|het|een|die|dat|deze|je|jouw|mijn|the|a|an|any|your|other|andere|ander)\s+|(?={_IMAGE}\b))[\w'-]+"
)
_IMAGE_FIRST: Final = late_pattern(rf"^(?:\w+\s+)?{_IMAGE}\b")
_NAMES_IMAGE: Final = late_pattern(rf"\b{_IMAGE}\b")
_GOES_ON: Final = late_pattern(rf"^(?:{_INFINITIVE}|te\s|laten\s|{_ENGLISH_BARE}\b)")
_ENDS_BARE: Final = late_pattern(rf"\b{_ENGLISH_BARE}$")
_BARE: Final = late_pattern(r"^[\w'-]+$")


# How much of a text that is too long is shown to its author.
_SHOWN: Final = 80


class _Clause(NamedTuple):
    joint: str
    text: str


def image_instructions(text: str, *, checked: bool | None = None) -> list[str]:
    """The sentences that tell someone to do something with an image, as they were written; else none.

    ``checked``: only those that the patterns for Dutch and English find. ``False``: only those that the other patterns
    find, which no native speaker has read: they may be wrong, so they are no reason to refuse a text.
    What is too long to be read may hold one: then its beginning is here, for ``False`` nothing.
    """
    if too_long(text):
        return [] if checked is False else [f"{text.strip()[:_SHOWN]}…"]
    return _sentences_that_tell(text, checked)


@read_once(list[str])
def _sentences_that_tell(text: str, checked: bool | None) -> list[str]:
    found = [match.group().strip() for match in _SENTENCE.finditer(text)]
    return [sentence for sentence in found if sentence and _is_found(sentence, checked)]


def _is_found(sentence: str, checked: bool | None) -> bool:
    if _is_instruction(_plain(sentence)):
        return checked is not False
    return checked is not True and image_instructions_languages.is_instruction(sentence)


def _plain(sentence: str) -> str:
    """Small letters, straight quotes, single spaces; nothing invisible, no mark at the end."""
    text = unicodedata.normalize("NFKC", sentence).casefold()
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    text = re.sub(r"[‘’`´]", "'", text)
    text = re.sub(r"[“”\"«»*_]", " ", text)
    return re.sub(r"\s+", " ", text).strip(" .!?;:…")


def _is_instruction(sentence: str) -> bool:
    clauses = list(_clauses(_YES_AFTER_ALL.sub("zorg", sentence)))
    prohibited = False
    for number, (clause, negated) in enumerate(zip(clauses, _negated(clauses), strict=True)):
        if prohibited and _is_exception(clause):
            return True
        text = _WITHOUT.sub("", clause.text).strip()
        acts = _is_order(_imperative(text)) or _is_bare_order(clauses, number)
        if acts and not negated:
            return True
        prohibited = prohibited or (negated and (acts or bool(_NAMES_IMAGE.search(text))))
    return False


def _clauses(sentence: str) -> Iterator[_Clause]:
    """The parts of a sentence that have a verb of their own; a second noun stays with its verb."""
    kept: _Clause | None = None
    for part in _JOINT.split(sentence):
        match = _OPENER.match(part)
        joint, text = (match.group(1), part[match.end() :]) if match else ("", part)
        text = text.strip()
        if not text:
            continue
        if kept and joint not in ("maar", "but") and _NOUN_FIRST.match(text) and (joint or _IMAGE_FIRST.match(text)):
            kept = _Clause(kept.joint, f"{kept.text} {joint} {text}")
            continue
        if kept:
            yield kept
        kept = _Clause(joint, text)
    if kept:
        yield kept


def _negated(clauses: Sequence[_Clause]) -> list[bool]:
    """For each clause whether it forbids or denies, on its own or together with the ones beside it."""
    found = [bool(_NOT.search(_OF_ANOTHER.sub(" ", _WITHOUT.sub("", clause.text)))) for clause in clauses]
    own = list(found)
    # “Do not copy, save or send it”, “vraag niemand om het te tonen of te sturen”: the first one speaks for all.
    listed = max((number for number, clause in enumerate(clauses) if clause.joint in ("of", "or")), default=-1)
    for number in range(1, len(clauses)):
        if found[number - 1] and _goes_on(clauses, number, number <= listed):
            found[number] = True
    # “Bekijk, kopieer of verstuur het beeld niet”: the last one speaks for verbs without anything of their own.
    for number in range(len(clauses) - 2, -1, -1):
        after = clauses[number + 1]
        if _BARE.match(clauses[number].text) and not (own[number + 1] and _NOT.match(after.text)):
            found[number] = found[number] or found[number + 1]
    return found


def _goes_on(clauses: Sequence[_Clause], number: int, listed: bool) -> bool:
    """Whether a clause is the next one in a list of verbs, under the negation of the one before.

    ``listed``: it or one after it begins with “or”.
    """
    if not _GOES_ON.match(clauses[number].text):
        return False
    pair = clauses[number].joint in ("en", "and") and bool(_ENDS_BARE.search(clauses[number - 1].text))
    return listed or pair


def _is_exception(clause: _Clause) -> bool:
    after_but = clause.joint in ("maar", "but") and _EXCEPTION_AFTER_BUT.match(clause.text)
    return bool(_EXCEPTION.match(clause.text) or after_but)


def _imperative(text: str) -> str:
    """Statements about what one does, turned into the instruction that they are."""
    text = re.sub(rf"\b({_MANY})\s+({'|'.join(_STEMS)})\b", lambda match: _STEMS[match[2]], text)
    text = re.sub(rf"\b({'|'.join(_STEMS)})\s+(?:we|wij)\b", lambda match: _STEMS[match[1]], text)
    text = re.sub(rf"\b({_ONE})\s+({'|'.join(_SINGULAR)})\b", lambda match: _SINGULAR[match[2]], text)
    return re.sub(rf"\b({'|'.join(_SINGULAR)})\s+(?:je|u)\b", lambda match: _SINGULAR[match[1]], text)


def _is_order(text: str) -> bool:
    return any(pattern.search(text) for pattern in (*_IMPERATIVES, *_REQUESTS))


def _is_bare_order(clauses: Sequence[_Clause], number: int) -> bool:
    """“Kopieer” in “kopieer of bewaar de foto” takes the object of the next verb."""
    if not _BARE.match(clauses[number].text) or number + 1 >= len(clauses):
        return False
    rest = _WITHOUT.sub("", clauses[number + 1].text).split(maxsplit=1)
    return len(rest) == 2 and _is_order(f"{clauses[number].text} {rest[1]}")
