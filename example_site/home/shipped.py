"""What the pages of De Kwikstaart say in a language in the words that come with gripwagtail."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from gripwagtail.starter.files import languages
from gripwagtail.starter.plans import planting
from gripwagtail.starter.texts import Texts, load

# One set of texts is asked for each of its pages, and the Dutch ones for each page and language.
_texts: Callable[[str, str], Texts] = cache(load)


def shipped_words(starter_key: str, language: str) -> dict[str, list[str]]:
    """What the starter texts say on a page planted as this, in a language; nothing where it was not, or not in it."""
    planted, _slash, kind = starter_key.partition("/")
    if not kind or language not in languages():
        return {}
    plan = planting(kind, _texts(language, planted))
    found = {"title": plan.title, "slug": plan.slug, "search_description": plan.search_description, **plan.fields}
    for stream, items in plan.streams.items():
        for value in (item["value"] for item in items):
            name = value.get("starter_key", "").rpartition("/")[2]
            found |= {f"{stream}.{name}.{child}": text for child, text in value.items() if name}
    return {key: [text] for key, text in found.items() if isinstance(text, str) and text}
