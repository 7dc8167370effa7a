"""Words that have to do with making, keeping or passing on an image, in Dutch and English.

``image_instructions`` finds an order. A word can say the same without being one: “with a screenshot we can help you
faster”. So where there may be something sexual, the bare word is reason to look again.
"""

from __future__ import annotations

import re
from typing import Final

from ..text.late_pattern import late_pattern
from ..text.length import too_long

_DUTCH: Final = (
    r"scherm(?:afbeelding|afdruk|opname|foto|print)\w*",
    r"(?:foto'?s?|film(?:pjes?|s)?|opnames?|beeld(?:en)?) (?:te )?(?:maken|nemen)",
    r"(?:maak|maakt|neem|neemt)(?: [\w']+){0,3} (?:foto'?s?|film(?:pje)?s?|opnames?)",
    r"(?:bewaar|bewaart|bewaren|bewaard|bewaring)",
    r"door(?:| te )(?:stuur|stuurt|sturen)|door(?:ge|)stuurde?",
    r"(?:stuur|stuurt|sturen)(?: [\w']+){0,4} door",
    r"(?:opslaan|opgeslagen|op te slaan|opslag|vastleggen|vast te leggen|vastgelegd)",
    r"(?:sla|slaat|slaan)(?: [\w']+){0,4} op",
    r"(?:kopieer|kopieert|kopi[eë]ren|gekopieerd|kopie|kopie[eë]n|kopietje)",
    r"(?:afdruk|afdrukken|uitprinten|uitprint|geprint)",
)
_ENGLISH: Final = (
    r"(?:take|takes|taking|make|makes|making)(?: [\w']+){0,3} (?:photos?|pictures?|pics?|videos?)",
    r"(?:save|saves|saved|saving)",
    r"(?:keep|store)(?:s|ing|)(?: [\w']+){0,2} (?:images?|photos?|pictures?|videos?|evidence|it|them)",
    r"(?:forward|forwards|forwarded|forwarding)",
    r"(?:copy|copies|copied|copying)",
)
_BOTH: Final = (
    r"(?:screen|print)[ -]?(?:shot|grab|record|screen)\w*",
    r"(?:print|prints|printen|printed|printing)",
    r"usb(?:[ -]?(?:stick|drive|key)s?)?",
    r"(?:download|upload|back-?up|scan)\w*",
)
_WORDS: Final = late_pattern(rf"(?<!\w)(?:{'|'.join((*_BOTH, *_DUTCH, *_ENGLISH))})(?!\w)", re.IGNORECASE)


def image_words(text: str) -> list[str]:
    """The words in a text that have to do with making, keeping or passing on an image, each once.

    None in a text that is too long to be read: that one is refused.
    """
    if too_long(text):
        return []
    plain = re.sub(r"[‘’`´]", "'", text).replace("\xad", "").replace("\xa0", " ")
    found = (" ".join(match[0].split()) for match in _WORDS.finditer(plain))
    return list({word.casefold(): word for word in found}.values())


__all__ = ["image_words"]
