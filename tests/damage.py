"""Damage by machine: what no form stores, put into every stream, every child of an item and every column, one by one.

Each probe is one damaged value, written past all forms as SQL. ``hurt`` puts it there and takes it away again.
"""

from __future__ import annotations

import contextlib
import io
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db import models as fields
from django.test import Client, override_settings
from django.urls import reverse
from wagtail.fields import StreamField

from gripwagtail import signals
from gripwagtail.desk.confirmations import check
from gripwagtail.lookup.sources import KINDS
from gripwagtail.models import GripCheck, GripDeskColumns, GripHelpline, GripSettings, GripStamp, GripTextRecord
from gripwagtail.subroutes.registry import subroute_paths
from tests import factories as make
from tests.full_items import full_page
from tests.remembered import remembered

MISSING: Final = object()
HALF: Final = "\ud800"
# Instead of a whole stream.
WHOLE: Final[tuple[Any, ...]] = (
    *({"a": 1}, {}, 7, 2.5, True, "text", [7], ["text"], [None], [[]], [[1, 2]], [True], [{}]),
    *([{"value": {}}], [{"type": 7, "value": {}}], [{"type": [], "value": {}}]),
)
# Instead of a child of an item.
CHILD: Final[tuple[Any, ...]] = (
    *(MISSING, None, "", " ", 0, 7, -1, 3.5, float("inf"), 10**30, True, False),
    *([], [None], [7], ["x"], [[]], [{}], {}, {"a": 1}, {"value": 7}),
    *("x" * 5000, HALF, [HALF], "2026-02-30", "0000-00-00", "javascript:1", "<b>x", "None"),
)
_JSON: Final = (
    *("null", "7", "[1]", '"x"', "[null]", '{"a": 1}', '[{"a": 1}]', '{"": 7}', '{"x": ["2026-02-30"]}'),
    *('{"texts": {"intro": {"x": 7}}}', '{"items": 7, "texts": []}', '{"strict": 7}', '{"copies": {"intro": []}}'),
)
_DAYS: Final = ("2026-02-30", "0000-00-00", "x", "", 7)
_NUMBERS: Final = ("x", "", 32767, 3.5)
_TEXTS: Final = ("", "x", "javascript:1", "[[x]]", "x" * 5000, "x" * 300_000, 7)


@dataclass(frozen=True)
class Probe:
    """One damaged value. ``part`` is the stream with its child or the column, ``value`` what is in the database."""

    model: Any
    pk: Any
    family: str
    column: str
    part: str
    value: Any
    kind: str = ""

    @property
    def name(self) -> str:
        return f"{self.model.__name__}.{self.part} = {str(self.value)[-90:]!r}"


@dataclass
class DamagedSchool:
    """What is damaged, and what is looked at."""

    home: Any
    pages: dict[str, Any]
    translations: dict[str, Any]
    rows: list[Any]

    def addresses(self, probe: Probe) -> Iterator[str]:
        """The page that is damaged, its sheets and its translation; with what reads from it."""
        kinds = dict.fromkeys([probe.kind, "incident_help", "contact"] if probe.kind else ["incident_help", "contact"])
        yield self.home.get_url()
        for kind in kinds:
            page = self.pages[kind]
            yield page.get_url()
            yield self.translations[kind].get_url()
            if kind == (probe.kind or "contact"):
                yield from (page.get_url().rstrip("/") + leaf for leaf in self.leaves[kind])

    def __post_init__(self) -> None:
        self.leaves = {kind: [leaf for leaf in subroute_paths(page)][:4] for kind, page in self.pages.items()}


def school() -> DamagedSchool:
    """Pages with something in every field, a translation of each, a page of the host with all blocks."""
    return remembered("damaged school", _school)


def _school() -> DamagedSchool:
    make.helpline()
    make.helpline("lijn-2", name="Andere lijn", phones="0800-0432")
    make.settings_of(phone="070 012 34 56", email="info@kwikstaart.example", school_name="De Kwikstaart")
    kinds = ("norm", "contacts", "parent_tips", "incident_help", "helplines", "exit", "languages")
    home = make.home_page(body=[make.block(kind) for kind in kinds])
    pages = {kind: full_page(make.page_class(kind), home, slug=kind.replace("_", "-")) for kind in KINDS}
    for kind, values in {"contact": {"vcards": True}}.items():
        type(pages[kind]).objects.filter(pk=pages[kind].pk).update(**values)
    pages = {kind: type(page).objects.get(pk=page.pk) for kind, page in pages.items()}
    translations = {kind: make.translate(page, "en", intro="In English") for kind, page in pages.items()}
    check(pages["contact"], [raw["id"] for raw in pages["contact"].contacts.raw_data][:1])
    GripStamp.move()
    rows = [make.settings_of(), *GripHelpline.objects.all(), GripStamp.objects.get(), GripCheck.objects.get()]
    rows += GripDeskColumns.objects.filter(page__in=[page.pk for page in pages.values()]).order_by("page")
    records = GripTextRecord.objects.filter(page__in=[page.pk for page in translations.values()])
    return DamagedSchool(home, pages, translations, [*rows, *records.order_by("page")])


def probes(school: DamagedSchool) -> list[Probe]:
    """All of them, in the same order in every run."""
    found: list[Probe] = []
    for kind, page in school.pages.items():
        found += _of(page, kind)
    for row in school.rows:
        found += _of(row, "")
    return found


def sample(school: DamagedSchool, count: int, seed: int = 14) -> list[Probe]:
    """So many of them, some of each family; another ``seed`` gives others."""
    every, chosen = probes(school), random.Random(seed)
    families = sorted({probe.family for probe in every})
    found = []
    for family in families:
        of_family = [probe for probe in every if probe.family == family]
        found += chosen.sample(of_family, min(len(of_family), count // len(families)))
    return found


def _of(row: Any, kind: str) -> Iterator[Probe]:
    for field in type(row)._meta.local_concrete_fields:
        if isinstance(field, StreamField):
            yield from _of_stream(row, field, kind)
        elif not (field.is_relation or field.primary_key):
            for value in _column_values(field):
                yield Probe(type(row), row.pk, "columns", field.column, field.column, value, kind)


def _column_values(field: Any) -> tuple[Any, ...]:
    if isinstance(field, fields.JSONField):
        return _JSON
    if isinstance(field, fields.DateField):  # and moments, which are days as well
        return _DAYS
    if isinstance(field, (fields.IntegerField, fields.BooleanField)):
        return _NUMBERS
    return _TEXTS


def _of_stream(row: Any, field: Any, kind: str) -> Iterator[Probe]:
    def probe(family: str, value: Any, part: str = "") -> Probe:
        name = f"{field.name}{part}"
        return Probe(type(row), row.pk, family, field.column, name, json.dumps(value), kind)

    good = [dict(raw) for raw in getattr(row, field.name).raw_data]
    name, block = next(iter(field.stream_block.child_blocks.items()))
    among = [None, 7, "text", [], {}, True, {"value": {}}, {"type": [], "value": {}}, {"type": {}, "value": {}}]
    among += [["x", {}], [name, {}], {"type": name}, *({"type": name, "value": value} for value in (None, 7, "x", []))]
    for value in WHOLE:
        yield probe("streams", value)
    for value in among:
        yield probe("streams", [*good, value], " +")
    for index, raw in enumerate(good):
        block = field.stream_block.child_blocks[raw["type"]]
        for value in CHILD if not hasattr(block, "child_blocks") else ():
            if value is not MISSING:
                spoiled = [*good[:index], {**raw, "value": value}, *good[index + 1 :]]
                yield probe("children", spoiled, f".{raw['type']}")
    for child in [name for raw in good[:1] for name in getattr(block, "child_blocks", {})]:
        for value in CHILD:
            spoiled = [{**raw, "value": {**raw["value"], child: value}} for raw in good]
            if value is MISSING:
                spoiled = [{**raw, "value": {k: v for k, v in raw["value"].items() if k != child}} for raw in good]
            yield probe("children", spoiled, f".{child}")


@contextlib.contextmanager
def hurt(probe: Probe) -> Iterator[bool]:
    """With this value in the database; gives whether the database took it in."""
    table, key = probe.model._meta.db_table, probe.model._meta.pk.column
    with transaction.atomic():
        taken = True
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    f'UPDATE "{table}" SET "{probe.column}" = %s WHERE "{key}" = %s',  # noqa: S608  (names of ours)
                    [probe.value, probe.pk],
                )
        except DatabaseError:
            taken = False
        try:
            yield taken
        finally:
            transaction.set_rollback(True)


@dataclass(frozen=True)
class PageAnswer:
    """What one address answered. ``has_112`` says whether the number is there to be called."""

    url: str
    status: int
    has_112: bool


def look(school: DamagedSchool, probe: Probe, client: Client | None = None) -> Iterator[PageAnswer]:
    """What visitors get. Nothing is kept, so nothing good hides what is broken."""
    with override_settings(GRIPWAGTAIL={"CACHE": None}):
        for url in school.addresses(probe):
            response = (client or Client(raise_request_exception=False)).get(url, headers={"host": "localhost"})
            yield PageAnswer(url, response.status_code, b"tel:112" in response.content)


def look_in_admin(school: DamagedSchool, probe: Probe, client: Client) -> Iterator[PageAnswer]:
    """What an editor gets: the home page of the admin, and the page to mend it on."""
    urls = [reverse("wagtailadmin_home")]
    if probe.kind:
        urls.append(reverse("wagtailadmin_pages:edit", args=[probe.pk]))
    elif issubclass(probe.model, GripSettings):
        urls.append(reverse("wagtailsettings:edit", args=["gripwagtail", "gripsettings", school.rows[0].site_id]))
    elif issubclass(probe.model, GripHelpline):
        urls.append(reverse(GripHelpline.snippet_viewset.get_url_name("edit"), args=[probe.pk]))
    for url in urls:
        yield PageAnswer(url, client.get(url, headers={"host": "localhost"}).status_code, True)


def store(row: Any, **values: Any) -> None:
    """Past every form, field and signal; then as if somebody saved something."""
    for name, value in values.items():
        given = value if isinstance(value, (int, str)) else json.dumps(value)
        table, key = row._meta.db_table, row._meta.pk.column
        with connection.cursor() as cursor:
            cursor.execute(f'UPDATE "{table}" SET "{name}" = %s WHERE "{key}" = %s', [given, row.pk])  # noqa: S608
    signals.changed()


# --- what the tests of damage share ---------------------------------------------------


def calm() -> Client:
    """A visitor who is served as on a real server: a failure is an answer, and no exception of the test."""
    return Client(raise_request_exception=False)


def fails(*args: Any, **kwargs: Any) -> Any:
    raise ValueError("no settings")


def said_by_the_doctor(**options: Any) -> dict[str, Any]:
    out = io.StringIO()
    with contextlib.suppress(CommandError):
        call_command("gripwagtail_doctor", format="json", stdout=out, **options)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found
