"""Writes the rows of a school at a release, and brings such rows to the code of today.

    python -m tests.upgrade.school write VERSION DATABASE
    python -m tests.upgrade.school upgrade VERSION DATABASE

``upgrade`` makes the tables of the release, fills them, lets an editor change something, runs the migrations since, and
visits every page. Then an editor of today changes something, and the commands of docs/upgrade-and-removal.md run. It
prints what it saw as JSON. Both want a database file that does not exist yet, and a process of their own.
"""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
OURS = ("gripwagtail", "gripwagtail_pages")
# Tables of Wagtail's that our rows lean on, with the columns that any version has.
PAGE_COLUMNS = [
    *("id", "path", "depth", "numchild", "translation_key", "locale_id", "content_type_id", "url_path", "live"),
    *("title", "draft_title", "slug", "has_unpublished_changes", "show_in_menus", "search_description", "seo_title"),
]
SITE_COLUMNS = ["id", "hostname", "port", "site_name", "root_page_id", "is_default_site"]
# What editors wrote: before the upgrade, and after it.
BEFORE = {"when": "Woensdag na de grote pauze", "scope": "Ook op de fiets naar huis.", "hours": "Tot 21 uur"}
BEFORE |= {"after_hours": "Bel dan de conciërge."}
HELPLINE = "kindertelefoon"
AFTER = {"where": "Naast de kapstok van groep 7"}
LOCALE_COLUMNS = ["id", "language_code"]


def start(database: str) -> None:
    os.environ["GRIP_UPGRADE_DATABASE"] = database
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.upgrade.settings"
    import django

    django.setup()


def write(version: str) -> None:
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder
    from wagtail.models import Locale, Page, Site

    from gripwagtail.lookup.sources import KINDS
    from gripwagtail.models import GripHelpline
    from tests import factories as make
    from tests.full_items import full_page

    call_command("migrate", verbosity=0)
    home = make.home_page()
    for kind in KINDS:
        page = full_page(make.page_class(kind), home)
        make.translate(page, "en", title=f"Title {kind}")
    make.settings_of(
        home.get_site(), school_name="De Kwikstaart", phone="070 012 34 50", email="info@kwikstaart.example"
    )
    call_command("gripwagtail_helplines", "update", verbosity=0)
    GripHelpline.objects.exclude(key__in=["kindertelefoon", "veilig-thuis", "113"]).delete()  # enough to see the shape

    applied = MigrationRecorder(connection).applied_migrations()
    ours = [model for label in OURS for model in apps.get_app_config(label).get_models()]
    content = {
        "version": version,
        "migrations": {label: max(name for app, name in applied if app == label) for label in OURS},
        "rows": {
            "wagtailcore.locale": rows(Locale, LOCALE_COLUMNS),
            "wagtailcore.page": rows(Page, PAGE_COLUMNS),
            "wagtailcore.site": rows(Site, SITE_COLUMNS),
            **{model._meta.label_lower: rows(model) for model in ours},
        },
        "home": rows(make.home_class(), ["page_ptr_id", "body"]),
    }
    path = FOLDER / f"{version}.json"
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size} bytes, {sum(map(len, content['rows'].values()))} rows")


def rows(model: Any, columns: list[str] | None = None) -> list[dict[str, Any]]:
    """The rows of one table, without those of the tables it inherits from, as text that any field reads back."""
    from django.contrib.contenttypes.models import ContentType

    fields = [field for field in model._meta.local_concrete_fields if columns is None or field.attname in columns]
    found = []
    for instance in model._base_manager.order_by("pk"):
        row = {field.attname: field.value_to_string(instance) for field in fields}
        if "content_type_id" in row:
            row["content_type_id"] = ".".join(ContentType.objects.get_for_id(instance.content_type_id).natural_key())
        found.append(row)
    return found


def upgrade(version: str) -> None:
    from django.apps import apps
    from django.core.management import CommandError, call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    content = json.loads((FOLDER / f"{version}.json").read_text(encoding="utf-8"))
    others = sorted({config.label for config in apps.get_app_configs()} - {*OURS, "home"})
    executor = MigrationExecutor(connection)
    leaves = [key for key in executor.loader.graph.leaf_nodes() if key[0] in others]
    # The first of the host has its pages as they were before anything moved.
    home = [key for key in executor.loader.graph.root_nodes("home") if key[0] == "home"]
    then = executor.migrate([*leaves, *home, *content["migrations"].items()]).apps
    from django.contrib.contenttypes.management import create_contenttypes

    for config in apps.get_app_configs():
        create_contenttypes(config, verbosity=0)
    tables = {**content["rows"], "home.homepage": content["home"]}
    with connection.constraint_checks_disabled():
        for label in ("wagtailcore.site", "wagtailcore.page", "wagtailcore.locale"):  # what Wagtail made itself
            then.get_model(label)._base_manager.all()._raw_delete(connection.alias)
        for label, table in tables.items():
            fill(then.get_model(label), table)
    connection.check_constraints()

    edit_then(then)
    call_command("migrate", verbosity=0)
    found = seen()
    edit_now()
    said = io.StringIO()
    call_command("gripwagtail_helplines", "update", stdout=said)
    with suppress(SystemExit, CommandError):  # a newer text for safety waits for an editor
        call_command("gripwagtail_start", check=True, stdout=said, stderr=said)
    with suppress(CommandError):
        call_command("gripwagtail_doctor", format="json", stdout=(doctor := io.StringIO()))
    hours = apps.get_model("gripwagtail", "GripHelpline").objects.get(key=HELPLINE).hours
    print(json.dumps({**found, "afterwards": seen(), "hours": hours, "doctor": json.loads(doctor.getvalue())}))


def edit_then(then: Any) -> None:
    """An editor, in the release that the school came from."""
    contact = then.get_model("gripwagtail_pages", "GripContactPage").objects.order_by("pk").values("pk", "contacts")[0]
    cards = then_raw(contact["contacts"])
    cards[0]["value"]["when"] = BEFORE["when"]
    then.get_model("gripwagtail_pages", "GripContactPage").objects.filter(pk=contact["pk"]).update(
        contacts=json.dumps(cards)
    )
    norm = then.get_model("gripwagtail_pages", "GripNormPage").objects.order_by("pk")
    norm.filter(pk=norm[0].pk).update(scope=BEFORE["scope"])
    then.get_model("gripwagtail", "GripHelpline").objects.filter(key=HELPLINE).update(hours=BEFORE["hours"])
    then.get_model("gripwagtail", "GripSettings").objects.update(after_hours=BEFORE["after_hours"])


def then_raw(stream: Any) -> Any:
    return json.loads(json.dumps(list(stream.raw_data)))


def edit_now() -> None:
    """An editor of today, on the same card."""
    from tests import factories as make

    page = make.page_class("contact").objects.order_by("pk").first()
    cards = then_raw(page.contacts)
    cards[0]["value"]["where"] = AFTER["where"]
    make.set_items(page, "contacts", cards)


def fill(model: Any, table: list[dict[str, Any]]) -> None:
    from django.contrib.contenttypes.models import ContentType

    for row in table:
        values = {}
        for field in model._meta.local_concrete_fields:
            if field.attname not in row:
                continue
            value = row[field.attname]
            if field.attname == "content_type_id":
                values[field.attname] = ContentType.objects.get_by_natural_key(*value.split(".")).pk
            else:
                is_empty = value in (None, "None", "") and field.null
                values[field.attname] = None if is_empty else field.to_python(value)
        # Raw: this table alone, without the ones it inherits from.
        model(**values).save_base(raw=True, force_insert=True)


def seen() -> dict[str, Any]:
    """Of every page of ours the answer and its text, and how many helplines there are."""
    from django.test import Client

    from gripwagtail.lookup.sources import KINDS
    from gripwagtail.models import GripHelpline
    from tests import factories as make

    pages = {}
    for kind in KINDS:
        for page in make.page_class(kind).objects.order_by("path"):
            response = make.visit(page, Client())
            html = make.soup(response)
            pages[f"{kind}.{page.locale.language_code}"] = [
                response.status_code,
                html.select_one(".grip").get_text(" "),
            ]
    return {"pages": pages, "helplines": GripHelpline.objects.count()}


def main() -> None:
    action, version, database = sys.argv[1:]
    if Path(database).exists():
        raise SystemExit(f"{database} exists. Name a file that does not.")
    start(database)
    {"write": write, "upgrade": upgrade}[action](version)


if __name__ == "__main__":
    main()
