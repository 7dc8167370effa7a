"""Finds a text that promises more secrecy than anyone at a school can keep.

People who work at a school sometimes have to pass something on: when someone is in danger, or when it is
about a colleague. A child to whom that promise was broken does not come back. Dutch and English are here,
Arabic, Turkish, Polish and Ukrainian in ``promises_languages``. In any other language nothing is found, and the
honest standard sentence is on the card when its own is empty.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from typing import Final

from ..text.harmless import read_once
from ..text.late_pattern import late_pattern
from ..text.length import too_long
from . import promises_languages

_SOME: Final = r"(?:[\w'-]+ ){0,4}"  # up to four words in between
_FURTHER_ON: Final = ".{0,300}"  # in the same sentence: no field on a card has more
_YOU: Final = r"(?:jij|je|jou|u|you)"
_WHOLLY: Final = (
    r"(?:altijd|strikt|strikte|volledig|volledige|volkomen|volstrekt|volstrekte|absoluut|absolute|helemaal|geheel"
    r"|totaal|totale|compleet|complete|gegarandeerd|echt|always|completely|strictly|strict|fully|full|totally|total"
    r"|entirely|absolutely|wholly|utterly|perfectly|guaranteed|forever)"
)
_CLOSED: Final = r"(?:vertrouwelijk|vertrouwelijke|vertrouwelijkheid|geheim|geheimhouding|privé)"
_CLOSED_EN: Final = r"(?:confidential|confidentially|confidentiality|secret|secrecy|private|confidence)"
_AMONG_US: Final = (
    r"(?:(?:tussen|onder) ons(?: tweeën)?|tussen (?:jou|u) en (?:mij|ons)|binnenskamers"
    r"|between (?:just )?(?:the two of )?us|between you and (?:me|us)|in this room|binnen deze muren|in deze kamer)"
)
_STAYS: Final = (
    r"(?:blijft|blijven|hou|houd|houdt|houden|bewaar|bewaart|bewaren|stays?|remains?|keeps?|kept|is|zijn|be)"
)
_TELLS: Final = r"(?:vertel\w*|zeg|zegt|zeggen|praat|praten|spreek|spreekt|spreken|deel|deelt|delen|bespreek\w*)"
_NO_ONE: Final = r"(?:niemand|geen mens|nobody|no one|no-one)"
_ASKED: Final = (
    r"(?:toestemming|goedkeuring|akkoord|instemming|medeweten|consent|permission|approval|agreement|okay|ok)"
)

# A promise in so many words: “strikt vertrouwelijk”. Untrue only when nothing in its clause denies it.
_PROMISES: Final = (
    rf"\b{_WHOLLY} (?:en )?(?:in )?(?:{_CLOSED}|{_CLOSED_EN})\b",
    rf"\b(?:100 ?%|honderd procent|one hundred percent|100 percent|100 procent)"
    rf"(?={_FURTHER_ON}\b(?:{_CLOSED}|{_CLOSED_EN}|anoniem|anonymous|anonymity|discreet|discretie|discretion"
    r"|veilig|safe|vertrouwen|tussen ons|between us)\b)",
    rf"\b(?:alles|elk gesprek|ieder gesprek|all|everything|every conversation)\b"
    rf"{_FURTHER_ON}\b(?:{_CLOSED}|{_CLOSED_EN})\b",
    rf"\b(?:{_CLOSED}|{_CLOSED_EN}) (?:is |wordt )?(?:gegarandeerd|verzekerd|guaranteed|assured)\b",
    rf"\b(?:garandeer|garandeert|garanderen|beloof|belooft|beloven|guarantee|promise)\w* {_SOME}"
    rf"(?:{_CLOSED}|{_CLOSED_EN}|discretie|discretion|anonimiteit|anonymity)\b",
    r"\b(?:geheimhouding|geheimhoudingsplicht|zwijgplicht)\b",
    rf"\b{_STAYS} {_SOME}(?:geheim|{_AMONG_US}|a secret|secret)(?! agent)\b",
    rf"\b(?:geheim|{_AMONG_US}) (?:te )?{_STAYS}\b",
    r"\b(?:dit|het|just|only|strictly) (?:is )?(?:tussen ons|between (?:us|you and me))\b",
    r"\b(?:geheim|verhaal|secret|story) is (?:altijd |always )?(?:veilig|safe) (?:bij|with) (?:mij|ons|me|us)\b",
    rf"\b(?:wat (?:je|jij|u)|alles|verhaal|gesprek)\b{_FURTHER_ON}\bblijft (?:echt |altijd |gewoon )?"
    r"(?:bij (?:mij|ons)|hier)\b",
    rf"\bwhat you (?:say|tell|share)\b{_FURTHER_ON}\bstays (?:here|with (?:me|us))\b",
    r"\blips are sealed\b",
    rf"\b(?:jij|je|u) (?:bepaalt|beslist) {_SOME}wat (?:er|we|wij|ik)\b|\byou (?:always )?decide what happens\b",
    rf"\b(?:alleen|uitsluitend|only) (?:met|na|with|after) (?:jouw|je|uw|your) {_ASKED}\b",
    rf"\b(?:alleen|only|pas) (?:\w+ )?(?:als|wanneer|if|when) {_YOU} (?:\w+ ){{0,2}}"
    r"(?:wil|wilt|goed vindt|want|agree)\b",
)
# A promise that is a denial itself: “niemand hoort het”.
_DENIALS: Final = (
    rf"\b{_NO_ONE} {_SOME}(?:hoort|hoor|horen|weet|weten|ziet|leest|knows?|hears?|finds? out|learns?|told)\b"
    r"(?! (?:wie|who)\b)",
    rf"\b(?:hoort|weet|ziet|leest|komt|krijgt) {_SOME}{_NO_ONE}(?: (?:het|dit|dat|iets|er|ervan))*"
    r"(?: (?:te weten|te horen|van))?\b",
    rf"\b{_NO_ONE} (?:komt|krijgt|will|zal) {_SOME}(?:te weten|te horen|know|hear|find out)\b",
    rf"\b{_TELLS} (?:(?!dat\b|that\b)[\w'-]+ ){{0,4}}{_NO_ONE}\b",
    rf"\b(?:aan|tegen|met) {_NO_ONE} {_SOME}{_TELLS}\b",
    rf"\b(?:tell|tells|telling|inform|talk to|speak to|share it with) {_SOME}{_NO_ONE}\b",
    rf"\b(?:not|never|won't|don't|doesn't|nor) (?:to |ever )?"
    rf"(?:(?:tell|inform|talk to|share {_SOME}with) {_SOME}"
    r"(?:anyone|anybody|a soul|(?:your )?(?:parents|mum|mother|father|teacher|mentor))|pass {_SOME}on)\b",
    rf"\b(?:vertel|vertelt|vertellen|zeg|zegt|zeggen) {_SOME}(?:niets|niks|niet|nooit)(?: iets| ooit)? "
    r"(?:door|verder)\b",
    r"\b(?:geef|geeft|geven) (?:(?:ik|we|wij) )?(?:niets|niks|nooit iets) (?:door|verder)\b",
    r"\b(?:niet|niets|niks|nooit)(?: iets| ooit)? (?:doorverteld|doorvertellen|doorvertel|verder verteld|doorgezegd)\b",
    rf"\b(?:vertel|vertelt|vertellen|zeg|zegt|zeggen) {_SOME}(?:niet|niets|niks|nooit)(?: iets)? (?:aan|tegen) "
    r"(?:iemand|anderen|je ouders|jouw ouders|je vader|je moeder|je mentor|school)\b",
    r"\bje ouders (?:horen|weten|krijgen) (?:[\w'-]+ ){0,3}(?:niets|niks)\b",
    rf"\b(?:niets|niks|nothing) {_FURTHER_ON}\b(?:naar buiten|verder|leaves (?:this|the) room|gets out|is passed on)\b",
    rf"\b(?:niets|niks|nothing|niet|nooit|not|never|anything) {_SOME}(?:zonder|without) "
    rf"(?:jou\b|you\b|(?:jouw|je|uw|your) {_ASKED}|"
    r"dat (?:jij|je|u) (?:het |dat |dit )?(?:wil|wilt|goed vindt|toestemming))",
)
_PROMISE: Final = late_pattern("|".join(_PROMISES))
_DENIAL: Final = late_pattern("|".join(_DENIALS))

_SENTENCE: Final = late_pattern(r"[^.!?;:\n…]+[.!?;:…]*")
_CLAUSE_END: Final = late_pattern(r",|\s[-–—]\s|[()]|\s(?:en|and|maar|but|want|because|dus|so)\s")
_NO: Final = late_pattern(r"\b(?:geen|niet|nooit|not|never|no|cannot|can't|won't|don't|doesn't|isn't|nothing|niets)\b")
# “Je hoeft niet bang te zijn”: a negation that denies no promise.
_IDLE_NO: Final = late_pattern(r"\b(?:niet (?:bang|wil|wilt|durft)|don't (?:worry|be afraid)|no worries|not worry)\b")
# “Ik kan niet beloven dat …”, “geheimhouding beloof ik je niet”.
_PROMISED: Final = r"(?:belo\w+|garand\w+|promise\w*|guarantee\w*|toezeg\w*|zeggen dat|say that|afspreken)"
_DISCLAIMS: Final = late_pattern(
    rf"\b(?:niet|geen|nooit|not|cannot|can't|never|no|don't|won't|niemand|nobody) {_SOME}{_PROMISED}"
    rf"|\bbelo\w+ (?:(?:ik|we|wij|je|jou|u) )*(?:niet|geen|nooit)\b"
)
# An honest limit beside the promise: “tenzij iemand gevaar loopt”. “Tenzij jij dat wilt” is none.
_LIMIT: Final = late_pattern(
    rf"\b(?:tenzij|behalve|unless|except)\b(?! (?:\w+ )?(?:als |wanneer |when |if )?{_YOU} (?:\w+ ){{0,2}}"
    r"(?:wil|wilt|goed vindt|toestemming|zegt|want|agree|say))"
    r"|\b(?:zo ?veel mogelijk|in principe|meestal|zomaar|as (?:far|much) as (?:possible|we can|i can)|usually"
    r"|normally)\b"
    r"|\bzonder (?:dat (?:je|jij|u) het weet|overleg|het|dit|dat eerst|eerst)\b"
    r"|\bwithout (?:telling|asking|talking|letting|discussing|first)\b"
)
_BUT: Final = r"(?:maar|alleen|soms|wel|but|only|sometimes|however|although)"
_DUTY: Final = (
    r"(?:moet|moeten|meld\w*|gevaar|onveilig|doorgeven|nodig|verplicht|wet|must|have to|has to|need to|danger|unsafe"
    r"|at risk|law|report)"
)
# From the first “but” on: none is looked for twice.
_LIMITED_BY_DUTY: Final = late_pattern(rf"\A(?>.*?\b{_BUT}\b).*?\b{_DUTY}\b")
_NEXT_LIMITS: Final = late_pattern(rf"^{_BUT}\b.*\b{_DUTY}\b|^(?:tenzij|behalve|unless|except)\b")


def promises_too_much(text: str) -> bool:
    """Whether the text promises secrecy without a limit, or that nothing happens against the reader's will.

    A denial (“geen geheimhouding”), a question and a promise with an honest limit (“tenzij iemand gevaar
    loopt”, also in the next sentence) promise nothing that cannot be kept. What is too long to be read may
    promise anything.
    """
    if too_long(text):
        return True
    return _is_promised(text)


@read_once(bool)
def _is_promised(text: str) -> bool:
    sentences = [match.group().strip() for match in _SENTENCE.finditer(_plain(text))]
    found = any(
        _promises(sentence) and not any(_NEXT_LIMITS.search(after) for after in sentences[number : number + 1])
        for number, sentence in enumerate(sentences, start=1)
    )
    return found or promises_languages.promises_too_much(text)


def _plain(text: str) -> str:
    """Small letters, straight quotes, single spaces. A question that is answered with yes is a statement."""
    line = unicodedata.normalize("NFKC", text).casefold()
    line = "".join(letter for letter in line if unicodedata.category(letter) != "Cf")
    line = re.sub(r"[‘’`´]", "'", line)
    line = re.sub(r"[“”\"«»*_]", " ", line)
    line = re.sub(r"[^\S\n]+", " ", line)
    return re.sub(r"\?\s*(?=(?:ja|yes|jazeker|natuurlijk)\b)", ", ", line)


def _promises(sentence: str) -> bool:
    if sentence.endswith("?") or _DISCLAIMS.search(sentence):
        return False
    if _LIMIT.search(sentence) or _LIMITED_BY_DUTY.search(sentence):
        return False
    ends = [0, *(match.end() for match in _CLAUSE_END.finditer(sentence)), len(sentence)]
    negations = _negations(sentence)
    return any(
        not _denied(negations, ends, match.start(), match.end()) for match in _PROMISE.finditer(sentence)
    ) or any(not _denied(negations, ends, match.start(), None) for match in _DENIAL.finditer(sentence))


def _negations(sentence: str) -> list[int]:
    """Where something is denied. Looked for once, because one clause can promise as many things as it has words."""
    plain = _IDLE_NO.sub(lambda idle: " " * len(idle[0]), sentence)
    return [match.start() for match in _NO.finditer(plain)]


def _denied(negations: list[int], ends: list[int], start: int, end: int | None) -> bool:
    """Whether the clauses from ``start`` to ``end`` contain a negation; without an end, what comes before ``start``."""
    first = ends[bisect_right(ends, start) - 1]
    last = start if end is None else ends[bisect_left(ends, end)]
    number = bisect_left(negations, first)
    return number < len(negations) and negations[number] < last


__all__ = ["promises_too_much"]
