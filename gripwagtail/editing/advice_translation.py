"""Advice to an editor about a translation: what is not translated, and what has changed in the original since.

Names, numbers and everything else that is not text need no advice: they come from the original at every visit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import registry as log_registry

from ..content.items import raw_items
from ..content.made_from import left_behind
from ..content.problems import Problem, called_by
from ..content.texts import Place, naming_labels, texts_of
from ..lookup.context import PageContext
from ..text.language_names import own_name
from .text_records import record_of

# At most so many items are named; beyond that the number is enough.
NAMED: Final = 5


def original_of(page: Any) -> Any:
    """The published page in the main language of the site that this one translates, if there is one."""
    page_context = PageContext(page=page)
    if page_context.in_source_language or page_context.root is None:
        return None
    original = page.get_translation_or_none(page_context.root.locale)
    return original.specific if original is not None and original.live else None


def changed_since_translated(original: Any, page: Any) -> list[Place]:
    """The texts of the original that have changed since the translation was last published."""
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
    # Published where nothing is written down, such as in an import: the last revision is the best guess.
    return page.revisions.filter(created_at__lte=moment).order_by("-created_at", "-pk").first()


def untranslated(original: Any, page: Any) -> list[Place]:
    """The texts that the translation does not have, or has word for word as the original."""
    own, named = texts_of(page) if page.alias_of_id is None else {}, naming_labels(original)
    return [
        place
        for place, text in texts_of(original).items()
        if own.get(place, text) == text and " " in text and place not in named
    ]


def look(page: Any) -> Iterator[Problem]:
    """Remarks on a translation, or on the published translations of an original."""
    original = original_of(page)
    if original is not None:
        yield from _look(original, page)
    elif page.pk and page.live and PageContext(page=page).in_source_language:
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
    record = record_of(page) if page.pk and page.alias_of_id is None else None
    if record is None:
        # Nothing is written down of a page that was last saved before the original changed.
        waiting, reworded = [], changed_since_translated(original, page)
    else:
        waiting, reworded = left_behind(original, page, record)
        waiting = [place for place in waiting if place not in missing]
    if waiting:
        yield Problem(
            waiting[0][0],
            names_of(original, waiting),
            ngettext(
                "the original has changed since this was translated, or is about someone else now. %(count)d text "
                "waits until it is translated again: readers see the original, marked as such.",
                "the original has changed since this was translated, or is about someone else now. %(count)d texts "
                "wait until they are translated again: readers see the original, marked as such.",
                len(waiting),
            )
            % {"count": len(waiting)},
        )
    if reworded:
        yield Problem(
            reworded[0][0],
            names_of(original, reworded),
            ngettext(
                "the original has changed since this was translated. Readers still see the old translation of "
                "%(count)d text: look at it again.",
                "the original has changed since this was translated. Readers still see the old translation of "
                "%(count)d texts: look at them again.",
                len(reworded),
            )
            % {"count": len(reworded)},
        )


def names_of(original: Any, places: list[Place]) -> str:
    """The items in which these texts are, as an editor knows them."""
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
