"""Advice to an editor about the situations of an incident page, beyond what may not be published at all.

``image_instructions`` finds an instruction to make, keep or pass on an image. A word can imply one without being one:
“with a screenshot we can help you faster”. So where there may be something sexual, the bare word is reason to look
again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import product
from typing import Any, Final

from django.utils.translation import gettext as _

from ..content.problems import Problem, as_text
from ..starter.files import StarterError, languages
from ..starter.streams import shipped_items
from ..starter.texts import load
from ..text.length import too_long
from ..vocabulary import TEXTS_FOR_SCHOOL_TYPE
from .incident_rules import GUARDED, SITUATIONS, incident_problems, may_be_sexual, place_of, source_items_of

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
_WORDS: Final = re.compile(rf"(?<!\w)(?:{'|'.join((*_BOTH, *_DUTCH, *_ENGLISH))})(?!\w)", re.IGNORECASE)


def risky_words(text: str) -> list[str]:
    """The words in a text that have to do with making, keeping or passing on an image, each once.

    None in a text that is too long to be read: that one is refused.
    """
    if too_long(text):
        return []
    plain = re.sub(r"[‘’`´]", "'", text).replace("\xad", "").replace("\xa0", " ")
    found = (" ".join(match[0].split()) for match in _WORDS.finditer(plain))
    return list({word.casefold(): word for word in found}.values())


def look(page: Any) -> Iterator[Problem]:
    """Risky words in what a reader is asked to do, and what is wrong in the translations of this page."""
    source_items = source_items_of(page)
    yield from _risky(getattr(page, SITUATIONS), source_items)
    if source_items is None:
        yield from _in_translations(page)


def _in_translations(page: Any) -> Iterator[Problem]:
    """What would be refused there: a tool for translators may bypass our form, and this page may have changed."""
    for copy in page.get_translations().filter(live=True).specific():
        language = copy.locale.get_display_name()
        for problem in incident_problems(getattr(copy, SITUATIONS, None), getattr(page, SITUATIONS)):
            yield Problem(SITUATIONS, f"{language}: {problem.where}", problem.message)


def _risky(items: Any, source_items: Any) -> Iterator[Problem]:
    """What not to do may name anything."""
    message = _(
        "there may be something sexual in it, and this says “%(words)s”. Read it again: it may not ask anyone to "
        "make, keep or pass on an image. What not to do belongs under “Do not”."
    )
    for index, kind, value in may_be_sexual(items, source_items):
        for child in GUARDED:
            own = [line for line in as_text(value.get(child)).splitlines() if line.strip() not in _shipped_lines()]
            words = risky_words("\n".join(own))
            if words:
                said = message % {"words": "”, “".join(words)}
                yield Problem(SITUATIONS, place_of(index, kind, value, child), said, index, child)


@cache
def _shipped_lines() -> frozenset[str]:
    """What we ship was read word by word; nobody reads a warning that is on every page."""
    lines: set[str] = set()
    for language, texts in product(languages(), set(TEXTS_FOR_SCHOOL_TYPE.values())):
        with suppress(StarterError):
            for item in shipped_items("incident_help", SITUATIONS, load(language, texts)):
                for child in GUARDED:
                    lines.update(line.strip() for line in as_text(item["value"].get(child)).splitlines())
    return frozenset(lines)
