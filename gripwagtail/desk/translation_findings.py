"""What an editor should look at about translations: that nobody read, that are late, that are not there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..content.items import title_of
from ..text.language_names import own_name
from .dates import day_of
from .places import Chosen, Findings, Look, on_page, published, rows, url_of, where
from .rows import Row
from .schools import Desk, School


def _unread(desk: Desk, chosen: Chosen) -> Findings:
    """Of a page in a language of which each text counts as unread until somebody notes who read it."""
    for school, row in chosen:
        count = row.columns["unread_words"]
        text = ngettext(
            "No native speaker has read %(count)d text of this page in %(language)s.",
            "No native speaker has read %(count)d texts of this page in %(language)s.",
            count,
        )
        said = text % {"count": count, "language": own_name(row.language)}
        yield on_page(row, school, "unread-words", said, url=url_of("gripwagtail_native_reading", row))


def _older_than_originals(desk: Desk) -> Iterator[tuple[School, Row]]:
    for school, row in rows(desk, all_of_them=True):
        changed = row.columns["words_changed_at"]
        for words in row.translations:
            published = words.last_published_at
            is_seen = row.live and words.live and words.mine and words.alias_of is None
            if not (is_seen and changed and published):
                continue
            # Without a record only the days show it; published again is not translated again.
            if words.behind > 0 if words.behind is not None else published < changed:
                yield school, words


def _old(desk: Desk, chosen: Chosen) -> Findings:
    text = _("The text of “%(title)s” changed on %(day)s, after this was translated.")
    for school, words in chosen:
        original = next(row for row in school.pages if words in row.translations)
        day = day_of(original.columns["words_changed_at"])
        said = text % {"title": title_of(original.title), "day": date_format(day)}
        yield on_page(words, school, "translation-old", said, date=day, again=day.isoformat())


def _languages_of(school: School) -> set[str]:
    return {words.language for row in school.pages for words in row.translations if words.live}


def _not_in(row: Row, codes: set[str]) -> set[str]:
    return codes - {words.language for words in row.translations if words.live}


def _without_translation(desk: Desk) -> Iterator[tuple[School, Row]]:
    """Once a school has a page in a language, its other pages are expected in that language too."""
    for school in published(desk):
        codes = _languages_of(school)
        yield from ((school, row) for row in school.pages if row.live and row.mine and _not_in(row, codes))


def _missing(desk: Desk, chosen: Chosen) -> Findings:
    text = _("This page is not published in %(language)s, while other pages of this school are.")
    for school, row in chosen:
        for code in sorted(_not_in(row, _languages_of(school))):
            yield on_page(row, school, "translation-missing", text % {"language": own_name(code)}, again=code)


UNREAD: Final = Look(_unread, where(lambda row, day: row.columns["unread_words"], with_translations=True))
OLD: Final = Look(_old, _older_than_originals)
MISSING: Final = Look(_missing, _without_translation)


__all__ = ["MISSING", "OLD", "UNREAD"]
