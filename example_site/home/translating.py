"""Translates the pages of De Kwikstaart with wagtail-localize, as someone at the school would in the admin.

What is said in a language stands in `words/<language>/<slug of the Dutch page>.toml`. A key there is a field (`title`),
or a stream, an item and a field (`contacts.mentor.label`). An item goes by the name it has in the starter texts, with
a number when there are more of that name, and else by its place: `changes.1.text`. A list is one text of several lines;
for formatted text it is its pieces, in the order of the page, with the tags that wagtail-localize shows a translator.

What we ship in that language is said in the words that we ship, so that it is never older than the Dutch; a file has
only what this school says itself. What neither says is taken from the page in that language, if there is one, and
otherwise stays Dutch.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wagtail.fields import StreamField
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue

from example_site.home.shipped import shipped_words

WORDS = Path(__file__).parent / "words"

Words = dict[str, list[str]]
Pieces = defaultdict[str, list[StringValue]]


def words_for(page: Page, language: str) -> Words | None:
    """What is said on this page in a language; nothing when the school has no such page."""
    path = WORDS / language / f"{page.slug}.toml"
    return dict(_flat(tomllib.loads(path.read_text(encoding="utf-8")))) if path.exists() else None


def translate(page: Page, locale: Locale, words: Words) -> list[str]:
    """Submit, fill in and publish one page, which is not yet being translated. Gives the keys that say nothing here.

    The page above it has to be translated already.
    """
    source, _changed = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=locale)
    said = _said(page.get_translation_or_none(locale))
    shipped, dutch = (_shipped(page, code) for code in (locale.language_code, page.locale.language_code))
    names, rich = _names(page), set(source.templatesegment_set.values_list("context_id", flat=True))
    unused, made = set(words), []
    for segment in source.stringsegment_set.select_related("context", "string").order_by("order"):
        key = _key(segment.context.path, names)
        if key in unused:
            unused.discard(key)
            said[key] = _pieces(words[key], is_rich=segment.context_id in rich)
        elif key in shipped and [one.data for one in dutch.get(key, [])] == [segment.string.data]:
            # Where the school says something else, so does its translation.
            said[key] = shipped[key]
        if said[key]:
            made.append(
                StringTranslation(
                    translation_of=segment.string,
                    context=segment.context,
                    locale=locale,
                    data=said[key].pop(0).data,
                    translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                )
            )
    StringTranslation.objects.bulk_create(made, ignore_conflicts=True)  # the same words may stand in one text twice
    # As a draft, because wagtail-localize publishes only after the transaction, and pages below need this one live.
    translation.save_target(publish=False)
    translation.get_target_instance().get_latest_revision().publish()
    return sorted(unused)


def _shipped(page: Page, language: str) -> dict[str, list[StringValue]]:
    return {key: _pieces(text, is_rich=False) for key, text in shipped_words(planted_as(page), language).items()}


def planted_as(page: Page) -> str:
    """What it was planted as, such as `po/norm`; empty for a page of the school's own."""
    return str(getattr(page.specific, "starter_key", ""))


def is_translated(page: Page, locale: Locale) -> bool:
    """Whether wagtail-localize knows of a translation, also of one that was taken away."""
    return Translation.objects.filter(source__object_id=page.translation_key, target_locale=locale).exists()


def _flat(table: dict[str, Any], above: str = "") -> Iterator[tuple[str, list[str]]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield above + name, value if isinstance(value, list) else [value]


def _pieces(texts: list[str], is_rich: bool) -> list[StringValue]:
    if is_rich:
        return [StringValue.from_translated_html(text) for text in texts]
    return [StringValue.from_plaintext("\n".join(texts))]


def _said(page: Page | None) -> Pieces:
    """What a page that is there already says."""
    found: Pieces = defaultdict(list)
    if page is not None:
        page = page.specific
        names = _names(page)
        for segment in extract_segments(page):
            if isinstance(segment, StringSegmentValue):
                found[_key(segment.path, names)].append(segment.string)
    return found


def _key(path: str, names: dict[str, str]) -> str:
    return ".".join(names.get(part, part) for part in path.split("."))


def _names(page: Page) -> dict[str, str]:
    """The items of the page's streams: id to name."""
    names: dict[str, str] = {}
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            seen: Counter[str] = Counter()
            for place, item in enumerate(getattr(page, field.name).raw_data, start=1):
                value = item["value"]
                key = value.get("starter_key", "") if isinstance(value, dict) else ""
                name = key.rpartition("/")[2] or str(place)
                seen[name] += 1
                names[item["id"]] = f"{name}-{seen[name]}" if seen[name] > 1 else name
    return names
