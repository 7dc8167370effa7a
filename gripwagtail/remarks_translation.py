"""What an editor is told about a translation: what is not translated, and what has changed in the original since.

Names, numbers and everything else that is no text need no telling: they come from the original at every visit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import registry as log_registry

from .blocks.leaf import Words
from .content.items import raw_items, text_of
from .here import Here
from .language_names import own_name
from .problems import Problem, called_by

# So many items are named; of more than these the number says enough.
NAMED: Final = 5

# Where a text stands: a field of the page, or the id of an item and the name of its part.
Place = tuple[str, str, str]


def original_of(page: Any) -> Any:
    """The published page in the main language of the site that this one translates, if there is one."""
    here = Here(page=page)
    if here.in_source_language or here.root is None:
        return None
    original = page.get_translation_or_none(here.root.locale)
    return original.specific if original is not None and original.live else None


def texts_of(page: Any) -> dict[Place, str]:
    """Every text of a page that is offered to a translator, by its place. Empty texts are left out."""
    found = {("title", "", ""): text_of(page.title)}
    found |= {(name, "", ""): text_of(getattr(page, name)) for name in page.grip_words}
    for name in page.grip_streams:
        stream = getattr(page, name)
        for item_id, kind, value in raw_items(stream):
            block = stream.stream_block.child_blocks.get(kind)
            for child, part in getattr(block, "child_blocks", {}).items():
                if isinstance(part, Words):
                    found[name, item_id, child] = _flat(value.get(child))
    return {place: text for place, text in found.items() if text}


def _flat(value: Any) -> str:
    lines = value if isinstance(value, list) else [value]
    return "\n".join(filter(None, (text_of(line) for line in lines)))


def changed_since_translated(original: Any, page: Any) -> list[Place]:
    """The texts of the original that say something else than when the translation was last published."""
    moment = page.last_published_at
    if moment is None or original.last_published_at is None or original.last_published_at <= moment:
        return []
    then = _on_the_site(original, moment)
    if then is None:
        return []
    before = texts_of(then.as_object())
    return [place for place, text in texts_of(original).items() if before.get(place) not in (None, text)]


def _on_the_site(page: Any, moment: datetime) -> Any:
    """The revision that visitors saw at this moment. A draft was not on the site, however old it is."""
    published = log_registry.get_logs_for_instance(page).filter(
        action="wagtail.publish", timestamp__lte=moment, revision__isnull=False
    )
    entry = published.order_by("-timestamp", "-pk").first()
    if entry is not None:
        return entry.revision
    # Published where nothing is written down, such as in an import: the last that was written comes nearest.
    return page.revisions.filter(created_at__lte=moment).order_by("-created_at", "-pk").first()


def untranslated(original: Any, page: Any) -> list[Place]:
    """The texts that the translation does not have, or has word for word as the original."""
    own = texts_of(page) if page.alias_of_id is None else {}
    return [place for place, text in texts_of(original).items() if own.get(place, text) == text and " " in text]


def look(page: Any) -> Iterator[Problem]:
    """Remarks on a translation, or on the published translations of an original."""
    original = original_of(page)
    if original is not None:
        yield from _look(original, page)
    elif page.pk and page.live and Here(page=page).in_source_language:
        for translation in page.get_translations().filter(live=True, alias_of=None).select_related("locale").specific():
            language = own_name(translation.locale.language_code)
            for problem in _look(page, translation):
                yield replace(problem, where=f"{language}: {problem.where}")


def _look(original: Any, page: Any) -> Iterator[Problem]:
    if missing := untranslated(original, page):
        yield Problem(
            missing[0][0],
            names_of(original, missing),
            ngettext(
                "%(count)d text is not translated. Readers see the original, marked as such.",
                "%(count)d texts are not translated. Readers see the original, marked as such.",
                len(missing),
            )
            % {"count": len(missing)},
        )
    if changed := changed_since_translated(original, page):
        day = date_format(localtime(page.last_published_at), "DATE_FORMAT")
        yield Problem(
            changed[0][0],
            names_of(original, changed),
            ngettext(
                "the original has changed since %(day)s, when this was last published. Look at the text again.",
                "the original has changed since %(day)s, when this was last published. Look at these texts again.",
                len(changed),
            )
            % {"day": day},
        )


def names_of(original: Any, places: list[Place]) -> str:
    """The items in which these texts stand, as an editor knows them."""
    names = list(dict.fromkeys(_name(original, field, item_id) for field, item_id, _child in places))
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (_(" and %(count)d more") % {"count": more} if more > 0 else "")


def _name(original: Any, field: str, item_id: str) -> str:
    label = str(original._meta.get_field(field).verbose_name)
    for found, _kind, value in raw_items(getattr(original, field)) if item_id else ():
        if found == item_id and (called := called_by(value)):
            return f"“{called}”"
    return label[:1].upper() + label[1:]


__all__ = ["Place", "changed_since_translated", "look", "names_of", "original_of", "texts_of", "untranslated"]
