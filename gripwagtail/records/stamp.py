"""Stamps: values that change whenever something that visitors see may have changed.

There is one for each part of what is shown, so that a change in one school, or in the tips, leaves alone what was made
of anything else: the words and facts of a source, the settings of a site, what is national, the page tree, and links to
pages of the host. What is made notes which of them it rests on (``lookup.rests_on``) and is kept under their values.
"""

from __future__ import annotations

import logging
import re
import threading
import uuid
import zlib
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from django.db import connection, connections, models, router, transaction
from django.db.utils import IntegrityError, OperationalError, ProgrammingError

logger = logging.getLogger(__name__)

# Which of our pages there are, where, with which title, live or not; sites, languages and restrictions; any address.
TREE: Final = "tree"
# The helplines.
NATIONAL: Final = "national"
# Moves with every other, for who keeps something of which we do not know what it rests on.
ANY: Final = "any"
# Pages and documents of the host to which a page of ours may lead share a few stamps, so that their number never grows.
_LINKS: Final = 16
LINKS: Final = tuple(f"links-{number}" for number in range(_LINKS))

_OURS: Final = re.compile(r"[0-9a-f]{32}")


def of_source(translation_key: uuid.UUID) -> str:
    """The name of the stamp of a page of ours and its translations: what they say."""
    return f"source-{translation_key.hex}"


# The same in SQL, for the key of a page as any database has it: with or without dashes.
NAME_OF_SOURCE: Final = "'source-' || replace(CAST({key} AS varchar(36)), '-', '')"


def of_settings(site_id: Any) -> str:
    """The name of the stamp of what the settings of this site say."""
    return f"settings-{site_id}"


def of_links(translation_key: uuid.UUID) -> str:
    """The name of the stamp of this page of the host, and of a share of all others: may a text lead there?"""
    return LINKS[translation_key.int % _LINKS]


def of_document(key: object) -> str:
    """The name of the stamp of this document of the site, and of a share of all others: where is it, and for whom?"""
    return LINKS[zlib.crc32(str(key).encode()) % _LINKS]


class State(NamedTuple):
    """What is read before anything else: ``stamp`` is empty while nothing was ever saved."""

    stamp: str
    restricted: bool


class _Moved(threading.local):
    """In this thread: which stamps a transaction has moved that is not committed, and that were not read since."""

    mark: Callable[[], None] | None = None
    names: frozenset[str] = frozenset()

    def note(self, names: frozenset[str]) -> None:
        if self.holds(frozenset()):
            self.names |= names
            return
        self.names = names

        def committed() -> None:
            self.mark = None

        self.mark = committed
        transaction.on_commit(committed)

    def holds(self, names: frozenset[str]) -> bool:
        # Django takes out what waits when its transaction, or the savepoint in which it was asked, is rolled back.
        waiting = connection.run_on_commit
        is_waiting = self.mark is not None and any(act is self.mark for _savepoints, act, *_rest in waiting)
        return is_waiting and names <= self.names

    def forget(self) -> None:
        self.mark = None


_moved: Final = _Moved()
# Among the names of what a transaction moved.
_EVERYTHING: Final = ""


class GripStamp(models.Model):
    """The state of all content, as one value: it is part of what everything is kept under.

    It moves after a change of which nobody knows what it was: see ``gripwagtail.signals.changed``.
    """

    value = models.UUIDField(default=uuid.uuid4)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def current(cls) -> State:
        """The value now, and whether any page at all is restricted. One query."""
        return read(())[0]

    @classmethod
    def move(cls) -> None:
        """Make everything that was kept unfindable. In the transaction of the change."""
        move(everything=True)


class GripPartStamp(models.Model):
    """The state of one part of what is shown, by its name in this module."""

    # The key itself: a fixture that is loaded meets the row that is there.
    name = models.CharField(max_length=64, primary_key=True)
    value = models.UUIDField(default=uuid.uuid4)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


def text_of(value: object) -> str:
    """A stamp as any database gives it; empty for one that never moved."""
    return value.hex if isinstance(value, uuid.UUID) else str(value or "")


def read(names: Iterable[str]) -> tuple[State, dict[str, str]]:
    """The state of all content and the values of these stamps, empty for one that never moved. One query.

    It is asked at every visit, before anything else. The ORM takes forty times as long to write this.
    """
    from wagtail.models import PageViewRestriction

    # From now on something may be kept under them, so the next change moves them again.
    _moved.forget()
    wanted = list(dict.fromkeys(names))
    using = connections[router.db_for_read(GripStamp)]
    quote = using.ops.quote_name
    stamp, part, restriction = (
        quote(model._meta.db_table) for model in (GripStamp, GripPartStamp, PageViewRestriction)
    )
    # Names of our own tables, and holes for the rest.
    sql = f"SELECT '', value, EXISTS (SELECT 1 FROM {restriction}) FROM {stamp} WHERE id = 1"  # noqa: S608
    if wanted:
        holes = ", ".join(["%s"] * len(wanted))
        sql += f" UNION ALL SELECT name, value, NULL FROM {part} WHERE name IN ({holes})"  # noqa: S608
    state, values = State("", True), dict.fromkeys(wanted, "")
    with using.cursor() as cursor:
        cursor.execute(sql, wanted)
        for name, value, restricted in cursor.fetchall():
            text = text_of(value)
            if name:
                values[name] = text
            elif _OURS.fullmatch(text):
                state = State(text, bool(restricted))
            else:
                # Nothing is kept until everything is moved, which writes a value of ours.
                logger.error("The state of all content cannot be read (%r), so every page is made anew.", text)
    return state, values


def move(*names: str, everything: bool = False) -> None:
    """Make what was kept under these stamps unfindable. In the transaction of the change.

    Further changes in one transaction move a stamp no more, because nobody else sees any of them sooner; unless one was
    read in between. The one that moves with every other comes first: who waits for it holds no other yet, so two
    changes never wait for each other.
    """
    asked = frozenset({*names, *([_EVERYTHING] if everything else [])})
    if _moved.holds(asked):
        return
    value = uuid.uuid4()
    try:
        with transaction.atomic():
            is_first = not _moved.holds(frozenset({ANY}))
            if is_first and not GripPartStamp.objects.filter(name=ANY).update(value=value):
                _create([ANY], value)
                GripStamp.objects.get_or_create(pk=1)
            if everything and not GripStamp.objects.filter(pk=1).update(value=value):
                GripStamp.objects.get_or_create(pk=1, defaults={"value": value})
            wanted = set(names)
            if wanted and GripPartStamp.objects.filter(name__in=wanted).update(value=value) < len(wanted):
                there = GripPartStamp.objects.filter(name__in=wanted).values_list("name", flat=True)
                _create(sorted(wanted.difference(there)), value)
    except (OperationalError, ProgrammingError):
        # A data migration of the host may save a page before our tables are there.
        if {GripStamp._meta.db_table, GripPartStamp._meta.db_table} <= set(connection.introspection.table_names()):
            raise
        return
    _moved.note(asked | {ANY})


def _create(names: list[str], value: uuid.UUID) -> None:
    for name in names:
        try:
            with transaction.atomic():
                GripPartStamp.objects.create(name=name, value=value)
        except IntegrityError:  # another process made the row in between
            GripPartStamp.objects.filter(name=name).update(value=value)


__all__ = [
    "ANY",
    "LINKS",
    "NAME_OF_SOURCE",
    "NATIONAL",
    "TREE",
    "GripPartStamp",
    "GripStamp",
    "State",
    "move",
    "of_document",
    "of_links",
    "of_settings",
    "of_source",
    "read",
    "text_of",
]
