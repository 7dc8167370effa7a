"""The pages that may be the source for one place, whatever the number of schools: one statement, a handful of rows.

In the order of the tree the page of a kind that is nearest to a place comes right before or right after it. So nothing
has to be listed: the database walks from the place to the first page of each kind on either side, and gives what is
below the deepest page that this one and the place have in common. It is written by hand, because Django would need
longer to write it than the database to answer it.

``SWEEP`` gives the same where walking is not enough: where other sites are nested in this one, and outside every part
of a site with several schools. There the database goes through all pages of our kinds in the order of the tree and
carries along how far the last nested site and the last part reach. That takes it longer, and gives as few rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.db import connections, router

from ..records.stamp import NAME_OF_SOURCE, GripPartStamp, of_source, text_of

# The databases for which the statement is written, and on which it is tested. On any other all pages are listed.
WRITTEN_FOR: Final = frozenset({"sqlite", "postgresql"})
# So many of a kind are fetched, the published ones first. More than one that can be used is one too many.
AT_MOST: Final = 4
# What is read of a page, in this order.
FIELDS: Final = (
    *("id", "path", "depth", "url_path", "title", "live", "locale_id", "content_type_id", "alias_of_id"),
    *("translation_key", "numchild", "slug"),
)
# Instead of the number of a kind: the words of what was found, and the page shown in all its languages.
_WORDS, _FAMILY = -1, -2

# A page and all below it: paths hold only 0-9 and A-Z.
_END: Final = "Z" * 24


class Near(NamedTuple):
    """What was found for one kind."""

    # How deep the page is that the place and the nearest have in common; nothing where there is none of the kind.
    depth: int | None
    pages: list[Any]


class NearestPages(NamedTuple):
    """The nearest pages by the number of their kind, and translations of them and of the page shown."""

    near: dict[int, Near]
    others: list[Any]
    # Whether more than one school has a part of the site.
    has_parts: bool
    # The stamps of what was found, as they were then.
    stamps: dict[str, str]


class Place(NamedTuple):
    """From where is looked."""

    root: str
    # The path in the main language; or the paths of a translation and of what is above it.
    here: str
    above: tuple[str, ...]
    main: int
    words: int | None
    own: Any
    # Paths in the tree of the roots of other sites are asked for only where there are any.
    sweep: bool


_ON_SITE: Final = """
    {of_kind} AND {c}.path >= %(root)s AND {c}.path <= %(end)s
"""
# With a plus no index is used for it: that of the path is the right one.
_OF_KIND: Final = "+{c}.content_type_id IN ({types}) AND +{c}.locale_id = %(main)s"
_NO_COPY: Final = """
    AND NOT EXISTS (SELECT 1 FROM {page} x WHERE x.id = c.alias_of_id AND {original_x})
"""
_NO_COPY_OF_A_KIND: Final = """
    AND NOT EXISTS (
        SELECT 1 FROM {page} x WHERE x.id = c.alias_of_id AND {original_x}
        AND (CASE x.content_type_id {kind_of} END) = near.kind
    )
"""
_HERE: Final = "SELECT CAST(%(here)s AS varchar(255))"
# Of a translation: the nearest page above it that has an original.
_HERE_OF_TRANSLATION: Final = """
    SELECT CAST(COALESCE((
        SELECT p.path FROM {page} p WHERE p.locale_id = %(main)s AND p.path >= %(root)s AND p.path <= %(end)s
        AND p.translation_key IN (SELECT t.translation_key FROM {page} t WHERE t.path IN ({above}))
        ORDER BY p.depth DESC LIMIT 1
    ), %(root)s) AS varchar(255))
"""
_DEPTH: Final = """
    (SELECT MAX(n) FROM steps WHERE substr({path}, 1, 4 * n) = substr((SELECT path FROM here), 1, 4 * n))
"""
_BEGIN: Final = """
    WITH RECURSIVE here(path) AS ({here}),
    steps(n) AS (
        SELECT %(depth)s UNION ALL SELECT n + 1 FROM steps WHERE n < (SELECT length(path) / 4 FROM here)
    ),
"""
_BESIDE: Final = """
    SELECT {kind}, MAX({depth_of_b}) FROM (
        SELECT path FROM (
            SELECT c.path FROM {page} c WHERE c.path >= %(root)s AND c.path < (SELECT path FROM here) AND {original}
            ORDER BY c.path DESC LIMIT 1
        ) before
        UNION ALL SELECT path FROM (
            SELECT c.path FROM {page} c WHERE c.path >= (SELECT path FROM here) AND c.path <= %(end)s AND {original}
            ORDER BY c.path LIMIT 1
        ) after
    ) b
"""
_WALK: Final = """
    parts(number) AS (SELECT COUNT(*) FROM (
        SELECT DISTINCT substr(c.path, 1, length(c.path) - 4) FROM {page} c WHERE {start} LIMIT 2
    ) two),
    near(kind, n) AS ({besides}),
    picked(kind, id, place) AS (
        SELECT near.kind, c.id, ROW_NUMBER() OVER (PARTITION BY near.kind ORDER BY c.live DESC, c.path)
        FROM near CROSS JOIN {page} c WHERE c.path >= substr((SELECT path FROM here), 1, 4 * near.n)
            AND c.path <= substr((SELECT path FROM here), 1, 4 * near.n) || %(z)s
            AND +c.locale_id = %(main)s AND {kind_of_c} = near.kind {no_copy_of_a_kind}
            AND (near.n > %(depth)s OR (SELECT number FROM parts) < 2)
    ),
"""
_SWEEP: Final = """
    ours(id, path, kind, start, live, alias) AS (
        SELECT id, path, kind, start, live, alias FROM (
            SELECT id, path, kind, start, live, alias, MAX(reach) OVER (ORDER BY path, id IS NOT NULL) AS reach FROM (
                SELECT c.id AS id, c.path AS path, {kind_of_c} AS kind,
                    CASE WHEN c.content_type_id IN ({starts}) THEN 1 ELSE 0 END AS start,
                    c.live AS live, c.alias_of_id AS alias, CAST(NULL AS varchar(255)) AS reach
                FROM {page} c WHERE {any_in_main}
                UNION ALL
                SELECT NULL, r.path, NULL, NULL, NULL, NULL, r.path || %(z)s
                FROM {site} s JOIN {page} q ON q.id = s.root_page_id JOIN {page} r
                ON r.translation_key = q.translation_key WHERE r.path > %(root)s AND r.path <= %(end)s
            ) u
        ) w WHERE id IS NOT NULL AND (reach IS NULL OR reach < path)
    ),
    own(id, path, kind, start, live) AS (
        SELECT id, path, kind, start, live FROM ours o
        WHERE NOT EXISTS (SELECT 1 FROM ours x WHERE x.id = o.alias AND x.kind = o.kind)
    ),
    part(path) AS (SELECT DISTINCT substr(path, 1, length(path) - 4) FROM own WHERE start = 1),
    parts(number) AS (SELECT COUNT(*) FROM part),
    placed(id, path, kind, live, n) AS (
        SELECT id, path, kind, live, n FROM (
            SELECT id, path, kind, live, {depth_of_path} AS n,
                MAX(reach) OVER (ORDER BY path, id IS NOT NULL) AS reach FROM (
                SELECT id, path, kind, live, CAST(NULL AS varchar(255)) AS reach FROM own
                UNION ALL SELECT NULL, path, NULL, NULL, path || %(z)s FROM part WHERE path > %(root)s
            ) u
        ) w WHERE id IS NOT NULL
            AND (n > %(depth)s OR (SELECT number FROM parts) < 2 OR reach IS NULL OR reach < path)
    ),
    near(kind, n) AS (SELECT kind, MAX(n) FROM placed GROUP BY kind),
    picked(kind, id, place) AS (
        SELECT p.kind, p.id, ROW_NUMBER() OVER (PARTITION BY p.kind ORDER BY p.live DESC, p.path)
        FROM placed p JOIN near ON near.kind = p.kind AND near.n = p.n
    ),
"""
_REST: Final = """
    found(kind, n, place, id) AS (
        SELECT near.kind, near.n, picked.place, picked.id FROM near
        LEFT JOIN picked ON picked.kind = near.kind AND picked.place <= {at_most}
        UNION ALL SELECT {words}, NULL, 1, w.id FROM picked
        JOIN {page} o ON o.id = picked.id JOIN {page} w ON w.translation_key = o.translation_key
        WHERE picked.place <= {at_most} AND w.locale_id = %(words)s AND w.locale_id <> %(main)s
        UNION ALL SELECT {family}, NULL, 1, f.id FROM {page} f WHERE f.translation_key = %(own)s
    )
    SELECT found.kind, found.n, (SELECT number FROM parts), s.value, l.language_code, {columns} FROM found
    LEFT JOIN {page} p ON p.id = found.id LEFT JOIN {locale} l ON l.id = p.locale_id
    LEFT JOIN {stamp} s ON s.name = {name_of_stamp} ORDER BY found.kind, found.place
"""


def is_written_for(page_model: Any) -> bool:
    """Whether the database of the pages can be asked."""
    return connections[router.db_for_read(page_model)].vendor in WRITTEN_FOR


def ask(page_model: Any, kinds: Sequence[Sequence[int]], starts: Sequence[int], place: Place) -> NearestPages:
    """What is nearest to a place. ``kinds`` has the content types by kind, ``starts`` those that begin a school."""
    connection = connections[router.db_for_read(page_model)]
    key = page_model._meta.get_field("translation_key")
    parameters = {
        "root": place.root,
        "end": place.root + _END,
        "z": _END,
        "depth": len(place.root) // 4,
        "here": place.here,
        "main": place.main,
        "words": place.main if place.words is None else place.words,
        "own": key.get_db_prep_value(place.own, connection) if place.own else None,
        **{f"above{number}": path for number, path in enumerate(place.above)},
    }
    sql = _statement(
        page_model, tuple(map(tuple, kinds)), tuple(starts), len(place.above), place.sweep, connection.alias
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
    return _read(rows, len(kinds), pages_of(page_model, connection.alias))


def _read(rows: Sequence[Any], number_of_kinds: int, made: _Pages) -> NearestPages:
    near: dict[int, Near] = {number: Near(None, []) for number in range(number_of_kinds)}
    others: list[Any] = []
    stamps: dict[str, str] = {}
    has_parts = False
    for kind, depth, parts, value, language, *values in rows:
        has_parts = parts > 1
        page = made(language, values) if values[0] is not None else None
        if page is not None:
            stamps[of_source(page.translation_key)] = text_of(value)
        if kind < 0:
            others.append(page)
        else:
            near[kind] = Near(depth, [*near[kind].pages, *([page] if page is not None else [])])
    return NearestPages(near, others, has_parts, stamps)


class _Pages:
    """Rows of ``FIELDS`` as pages, with their locale and without their content. One object for each page."""

    def __init__(self, page_model: Any, alias: str) -> None:
        from wagtail.models import Locale

        self._model, self._alias, self._locale_model = page_model, alias, Locale
        self._names = [page_model._meta.get_field(name).attname for name in FIELDS]
        self._key = page_model._meta.get_field("translation_key")
        self._known: dict[int, Any] = {}
        self._locales: dict[int, Any] = {}

    def __call__(self, language: str, values: Sequence[Any]) -> Any:
        pk = values[0]
        if pk not in self._known:
            given = dict(zip(self._names, values, strict=True))
            given["live"] = bool(given["live"])
            given["translation_key"] = self._key.to_python(given["translation_key"])
            # In the order of the model, as Django hands over a row of which some columns were left out.
            names = [f.attname for f in self._model._meta.concrete_fields if f.attname in given]
            page = self._model.from_db(self._alias, names, [given[name] for name in names])
            page.locale = self._locale(page.locale_id, language)
            self._known[pk] = page
        return self._known[pk]

    def _locale(self, pk: int, language: str) -> Any:
        if pk not in self._locales:
            self._locales[pk] = self._locale_model.from_db(self._alias, ["id", "language_code"], [pk, language])
        return self._locales[pk]


def pages_of(page_model: Any, alias: str) -> _Pages:
    return _Pages(page_model, alias)


def listed(page_model: Any, rows: Any) -> list[Any]:
    """The pages of a query, in one query, with their locale and without their content."""
    made = pages_of(page_model, rows.db)
    return [made(language, values) for language, *values in rows.values_list("locale__language_code", *FIELDS)]


@lru_cache(maxsize=64)
def _statement(
    page_model: Any, kinds: tuple[tuple[int, ...], ...], starts: tuple[int, ...], above: int, sweep: bool, alias: str
) -> str:
    """The statement for so many ancestors. It is text with names alone: what is asked for goes beside it."""
    from wagtail.models import Locale, Site

    quote = connections[alias].ops.quote_name
    models = {"page": page_model, "locale": Locale, "stamp": GripPartStamp}
    names = {name: quote(model._meta.db_table) for name, model in models.items()}
    names["name_of_stamp"] = NAME_OF_SOURCE.format(key="p.translation_key")
    every = [number for types in kinds for number in types]

    def of_kind(types: Sequence[int], page: str = "c") -> str:
        return _OF_KIND.format(c=page, types=", ".join(map(str, types)) or "NULL")

    def on_site(types: Sequence[int], page: str = "c") -> str:
        return _ON_SITE.format(c=page, of_kind=of_kind(types, page))

    def no_copy(types: Sequence[int]) -> str:
        return _NO_COPY.format(original_x=on_site(types, "x"), **names)

    kind_of = " ".join(f"WHEN {number} THEN {kind}" for kind, types in enumerate(kinds) for number in types)
    kind_of_c = f"(CASE c.content_type_id {kind_of} END)"
    here = _HERE
    if above:
        here = _HERE_OF_TRANSLATION.format(above=", ".join(f"%(above{number})s" for number in range(above)), **names)
    if sweep:
        middle = _SWEEP.format(
            kind_of_c=kind_of_c,
            starts=", ".join(map(str, starts)) or "NULL",
            any_in_main=on_site(every),
            site=quote(Site._meta.db_table),
            depth_of_path=_DEPTH.format(path="u.path"),
            **names,
        )
    else:
        besides = " UNION ALL ".join(
            _BESIDE.format(
                kind=kind, depth_of_b=_DEPTH.format(path="b.path"), original=of_kind(types) + no_copy(types), **names
            )
            for kind, types in enumerate(kinds)
        )
        no_copy_of_a_kind = _NO_COPY_OF_A_KIND.format(original_x=on_site(every, "x"), kind_of=kind_of, **names)
        middle = _WALK.format(
            start=on_site(starts) + no_copy(starts),
            besides=besides,
            kind_of_c=kind_of_c,
            no_copy_of_a_kind=no_copy_of_a_kind,
            **names,
        )
    columns = ", ".join(f"p.{quote(page_model._meta.get_field(name).column)}" for name in FIELDS)
    return (
        _BEGIN.format(here=here)
        + middle
        + _REST.format(columns=columns, at_most=AT_MOST, words=_WORDS, family=_FAMILY, **names)
    )


__all__ = ["AT_MOST", "Near", "NearestPages", "Place", "ask", "is_written_for", "listed"]
