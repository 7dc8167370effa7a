"""Rules about a translation: what is not translated, and what has changed in the original since.

Names, numbers and everything else that is no text need no telling: they come from the original at every visit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy
from wagtail.log_actions import registry as log_registry

from ..content.items import raw_items
from ..content.made_from import left_behind
from ..content.problems import called_by
from ..content.texts import TextPlace, naming_labels, texts_of
from ..lookup.sources import original_of
from ..page_class import GripPage
from ..text.language_names import own_name
from .rule import Rule, Severity, Spot, Subject
from .text_records import record_of

# So many items are named; of more than these the number says enough.
NAMED: Final = 5


def changed_since_translated(original: GripPage, page: GripPage) -> list[TextPlace]:
    """The texts of the original that say something else than when the translation was last published."""
    moment = page.last_published_at
    if moment is None or original.last_published_at is None or original.last_published_at <= moment:
        return []
    then = _on_the_site(original, moment)
    if then is None:
        return []
    before = texts_of(then.as_object())
    return [place for place, text in texts_of(original).items() if before.get(place) not in (None, text)]


def _on_the_site(page: GripPage, moment: datetime) -> Any:
    """The revision that visitors saw at this moment. A draft was not on the site, however old it is."""
    published = log_registry.get_logs_for_instance(page).filter(
        action="wagtail.publish", timestamp__lte=moment, revision__isnull=False
    )
    entry = published.order_by("-timestamp", "-pk").first()
    if entry is not None:
        return entry.revision
    # Published where nothing is written down, such as in an import: the last that was written comes nearest.
    return page.revisions.filter(created_at__lte=moment).order_by("-created_at", "-pk").first()


def untranslated(original: GripPage, page: GripPage) -> list[TextPlace]:
    """The texts that the translation does not have, or has word for word as the original."""
    own, named = texts_of(page) if page.alias_of_id is None else {}, naming_labels(original)
    return [
        place
        for place, text in texts_of(original).items()
        if own.get(place, text) == text and " " in text and place not in named
    ]


class Behind(NamedTuple):
    """A translation, and the texts of the original in which it is behind."""

    original: GripPage
    language: str
    # The key of the translation, where another page is looked at.
    translation: int | None
    missing: list[TextPlace]
    waiting: list[TextPlace]
    reworded: list[TextPlace]


def _behind(subject: Subject) -> list[Behind]:
    """Of a translation, or of the published translations of an original."""
    page = subject.our_page
    original = original_of(page, subject.context, drafts=False)
    if original is not None:
        return [_compared(original, page)]
    if not (page.pk and page.live and subject.context.in_source_language):
        return []
    return [_compared(page, one, one) for one in subject.translations if one.alias_of_id is None]


def _compared(original: GripPage, page: GripPage, named: GripPage | None = None) -> Behind:
    language, key = (own_name(named.locale.language_code), named.pk) if named is not None else ("", None)
    missing = untranslated(original, page)
    record = record_of(page) if page.pk and page.alias_of_id is None else None
    if record is None:
        # Nothing is written down of a page that was last saved before the original changed.
        return Behind(original, language, key, missing, [], changed_since_translated(original, page))
    waiting, reworded = left_behind(original, page, record)
    waiting = [place for place in waiting if place not in missing]
    return Behind(original, language, key, missing, waiting, reworded)


def _find(part: Literal["missing", "waiting", "reworded"]) -> Callable[[Subject], Iterator[Spot]]:
    def find(subject: Subject) -> Iterator[Spot]:
        for behind in subject.once(_behind):
            places: list[TextPlace] = getattr(behind, part)
            if places:
                names = names_of(behind.original, places)
                where = f"{behind.language}: {names}" if behind.language else names
                values = {"count": len(places), "places": names}
                yield Spot(places[0][0], where, values=values, translation=behind.translation)

    return find


def names_of(original: GripPage, places: list[TextPlace]) -> str:
    """The items in which these texts stand, as an editor knows them."""
    names = list(dict.fromkeys(_name(original, field, item_id) for field, item_id, _child in places))
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (_(" and %(count)d more") % {"count": more} if more > 0 else "")


def _name(original: GripPage, field: str, item_id: str) -> str:
    label = str(original._meta.get_field(field).verbose_name)
    for found, _kind, value in raw_items(getattr(original, field)) if item_id else ():
        if found == item_id and (called := called_by(value)):
            return f"“{called}”"
    return label[:1].upper() + label[1:]


RULES: Final = (
    Rule(
        "not-translated",
        Severity.ADVISE,
        _find("missing"),
        ngettext_lazy(
            "%(count)d text is not translated. Readers see the original, marked as such.",
            "%(count)d texts are not translated. Readers see the original, marked as such.",
            "count",
        ),
    ),
    Rule(
        "waits-for-translation",
        Severity.ADVISE,
        _find("waiting"),
        ngettext_lazy(
            "the original has changed since this was translated, or is about someone else now. %(count)d text "
            "waits until it is translated again: readers see the original, marked as such.",
            "the original has changed since this was translated, or is about someone else now. %(count)d texts "
            "wait until they are translated again: readers see the original, marked as such.",
            "count",
        ),
    ),
    Rule(
        "reworded-since",
        Severity.ADVISE,
        _find("reworded"),
        ngettext_lazy(
            "the original has changed since this was translated. Readers still see the old translation of "
            "%(count)d text: look at it again.",
            "the original has changed since this was translated. Readers still see the old translation of "
            "%(count)d texts: look at them again.",
            "count",
        ),
    ),
)

__all__ = ["RULES", "changed_since_translated", "names_of", "untranslated"]
