"""Promises of more secrecy than anyone can keep, in Arabic, Turkish, Polish and Ukrainian.

A list of what schools write, not a grammar: simpler than ``promises`` for Dutch and English. A sentence that denies,
asks or names its limit (“unless someone is in danger”) is left alone.
"""

from __future__ import annotations

import re
from typing import Final

from ..text.late_pattern import late_pattern
from .image_instructions_languages import letters

_PROMISES: Final = (
    # Arabic
    r"(?:سري|سريه|سرا|بسريه|خصوصي|كتمان) (?:تام|تامه|كامل|كامله|مطلق|مطلقه|تماما|مضمون|مضمونه|دائما)\b",
    r"\b(?:كل شيء|كل ما|دائما|نضمن|اضمن|نعدك|اعدك|مضمون) .{0,300}\b(?:سري|سريه|السريه|سرا|بيننا|الكتمان)\b",
    r"\b(?:يبقي|سيبقي|تبقي|ستبقي|يظل|سيظل|نبقي|ابقي) .{0,300}\b(?:سرا|سري|سريا|سريه|بيننا)\b"
    r"|\bسرك (?:في امان|محفوظ|امن)",
    r"\bو?(?:لن|لا) (?:يعرف|يعلم|يسمع|يدري|نخبر|اخبر|نقول|اقول|نحكي|احكي) (?:\w+ ){0,3}"
    r"(?:احد|احدا|لاحد|ل?والديك|والداك|ل?اهلك)\b",
    r"\b(?:سنكتم|ساكتم|سنحفظ|ساحفظ) (?:\w+ ){0,2}(?:سرك|السر)\b|\bانت (?:من|الذي|وحدك) (?:يقرر|تقرر)",
    r"\bلن (?:نفعل|افعل|يحدث|نقوم) (?:\w+ ){0,4}(?:دون|بدون|الا ب) ?(?:موافقتك|اذنك|علمك)",
    # Turkish
    r"\b(?:tamamen|kesinlikle|tam|her zaman|mutlak|yuzde yuz|daima) (?:\w+ )?(?:gizli\w*|sir\b|mahrem\w*)",
    r"\b(?:aramizda|bizde|bende|sir olarak|gizli) kal(?:ir|acak|acaktir)\b|\bsirrin (?:guvende|bende)",
    r"\b(?:kimse|hic kimse) (?:\w+ ){0,3}(?:bilme\w*|ogrenme\w*|duyma\w*|duymaz|bilmez|ogrenmez)\b",
    r"\b(?:kimseye|hic kimseye|ailene|annene|babana|ebeveynlerine) (?:\w+ ){0,3}(?:soyleme(?:m|yiz|yecegi\w*)"
    r"|anlatma(?:m|yiz|yacagi\w*)|aktarma(?:m|yiz|yacagi\w*))\b",
    r"\b(?:(?:iznin|onayin|rizan|haberin) olmadan|sen istemeden) (?:\w+ ){0,3}"
    r"(?:hicbir sey|yapma\w*|olmaz|paylasma\w*)",
    r"\bgizli\w* (?:garanti\w*|soz veriyor\w*|guvence\w*)|\b(?:garanti|soz) .{0,300}\bgizli\w*",
    # Polish
    r"\b(?:calkowi\w+|scisle|absolut\w+|pelna|pelnej|zawsze|w pelni|gwarantowan\w+) (?:poufn\w*|dyskrec\w*"
    r"|tajemnic\w*|anonimow\w*)",
    r"\b(?:wszystko|gwarantujemy|gwarantuje|obiecujemy|obiecuje) .{0,300}\b(?:poufn\w*|tajemnic\w*"
    r"|dyskrec\w*|miedzy nami)",
    r"\b(?:zostaje|zostanie|pozostaje|pozostanie) (?:\w+ ){0,3}(?:miedzy nami|tajemnic\w*|poufn\w*)"
    r"|\btylko miedzy nami\b",
    r"\bnikt (?:\w+ ){0,3}nie (?:dowie|uslyszy|pozna|bedzie wiedzi\w*)|\bnikomu (?:\w+ ){0,3}nie (?:\w+ )?"
    r"(?:powie\w*|mowi\w*|przekaz\w*|zdradz\w*)|\bnie (?:powie\w*|mowi\w*|przekaz\w*) (?:\w+ ){0,3}"
    r"(?:nikomu|rodzicom|mamie|tacie)|\brodzice (?:\w+ ){0,3}nie (?:dowiedza|uslysza|beda wiedzi\w*)",
    r"\b(?:nic|niczego) (?:\w+ ){0,4}bez (?:twoj\w+ )?(?:zgody|pozwolenia|wiedzy)\b"
    r"|\bbez (?:twoj\w+ )?(?:zgody|pozwolenia|wiedzy) (?:\w+ ){0,3}(?:nic|niczego)\b"
    r"|\btajemnica jest u nas bezpieczna|\b(?:zachowa|dochowa)(?:m|my) (?:\w+ ){0,3}(?:w )?tajemnic\w*",
    # Ukrainian
    r"\b(?:повністю|цілком|абсолютно|суворо|завжди|повна|гарантована) "
    r"(?:конфіденційн\w*|таємн\w*|анонімн\w*|секретн\w*)",
    r"\b(?:усе|все|гарантуємо|гарантую|обіцяємо|обіцяю) .{0,300}\b(?:конфіденційн\w*|таємниц\w*|між нами|секрет\w*)",
    r"\b(?:лишається|лишиться|залишається|залишиться) (?:\w+ ){0,3}(?:між нами|таємниц\w*|секрет\w*)"
    r"|\bтільки між нами\b",
    r"\bніхто (?:\w+ ){0,3}не (?:дізна\w*|почує|знатиме|буде знати)|\bнікому (?:\w+ ){0,3}не (?:скаж\w*|розповім\w*"
    r"|розповідаємо|розповідаю|переда\w*|кажемо|кажу)|\bне (?:скаж\w*|розповім\w*|розповідаємо"
    r"|передамо) (?:\w+ ){0,3}(?:нікому|батькам|мамі|татові)|\bбатьки (?:\w+ ){0,3}не (?:дізна\w*|почують|знатимуть)",
    r"\b(?:нічого|ніщо) (?:\w+ ){0,4}без (?:твоєї |твого )?(?:згоди|дозволу|відома)\b"
    r"|\bбез (?:твоєї |твого )?(?:згоди|дозволу|відома) (?:\w+ ){0,3}(?:нічого|ніщо)\b",
    r"\b(?:збережемо|збережу|зберігаємо|зберігаю) (?:\w+ ){0,3}(?:таємниц\w*|секрет\w*)"
    r"|\b(?:таємниця|секрет) (?:\w+ ){0,3}[ву] безпеці\b",
    # Any
    r"\b100 ?[%٪] ?(?:\w+ ){0,3}(?:سري|سريه|gizli|poufn\w*|конфіденційн\w*|таємн\w*|anonim\w*|анонімн\w*|امن|guvenli)"
    r"|\b(?:سري|سريه|gizli|poufn\w*|конфіденційн\w*|таємн\w*) (?:\w+ )?100 ?[%٪]|%100 (?:\w+ )?gizli\w*",
)
_PROMISE: Final = late_pattern("|".join(map(letters, _PROMISES)))
# Of secrecy that is denied, and of a promise with its limit: in the same sentence or at the beginning of the next.
_DENIED: Final = late_pattern(
    letters(
        r"\b(?:لا نعد\w*|لا اعد\w*|لا نستطيع|لا استطيع|لا يمكن\w*|لا نضمن|ليس|ليست)\b|\b(?:soz veremem|soz veremeyiz"
        r"|garanti edemem|garanti edemeyiz|degil|degildir|kalmaz|kalmayabilir)\b"
        r"|\bnie (?:mog\w+|mozemy|obiecuj\w+|gwarantuj\w+|zawsze|wszystko|jest)\b"
        r"|\bне (?:можу|можемо|обіця\w+|гаранту\w+|завжди|[ву]се|є)\b"
    )
)
_LIMIT: Final = late_pattern(
    letters(
        r"\b(?:الا اذا|ما لم|باستثناء|لكن|ولكن|احيانا|خطر|يجب ان)\b"
        r"|\b(?:ancak|ama|fakat|haric|disinda|bazen|tehlike\w*|gerek\w*)\b"
        r"|\b(?:chyba ze|oprocz|poza|ale|jednak|czasem|czasami|niebezpiecz\w*|zagroz\w*|musz\w*|musimy)\b"
        r"|\b(?:хіба що|крім|окрім|але|проте|іноді|часом|інколи|небезпе\w*|загроз\w*|мушу|мусимо)\b"
    )
)
_SENTENCE: Final = late_pattern(r"[^.!?;\n…؟؛]+[.!?;…؟؛]*")


def promises_too_much(text: str) -> bool:
    """Whether a text in one of these languages promises secrecy without a limit."""
    sentences = [match.group().strip() for match in _SENTENCE.finditer(re.sub(r"[^\S\n]+", " ", letters(text)))]
    return any(
        _PROMISE.search(sentence)
        and not sentence.endswith(("?", "؟"))
        and not _DENIED.search(sentence)
        and not any(_LIMIT.search(near) for near in sentences[number : number + 2])
        for number, sentence in enumerate(sentences)
    )


__all__ = ["promises_too_much"]
