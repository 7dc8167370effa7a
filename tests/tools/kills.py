"""Kills what changes a site at random moments, and looks what is left after each.

    python -m tests.tools.kills [--each 6] [--only publish]
    GRIP_DB=postgres tests/tools/with_postgres .venv/bin/python -m tests.tools.kills

Publishing a page, and every command that writes, each in a process of its own that gets SIGKILL somewhere between its
first moment and a little after its last. Then every page answers with 112, and shows nothing that was kept before; the
doctor finds nothing that it does not find before or after the whole; and the same once more finishes. A command that
works in one transaction has left everything as it was, or is done. Anything else is BROKEN, and ends with 1.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path
from typing import Any

SEED = 20261130
# On two databases a hundred in all.
EACH = 6
PERSON = "Anneke Roodborst"
OLD, NEW = "Het zorgteam", "Het nieuwe zorgteam"


def set_up(folder: Path) -> None:
    """The default host on a throw-away SQLite database, or on the PostgreSQL that the PG* variables name."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.hosts.default.settings"
    import django
    from django.conf import settings

    if os.environ.get("GRIP_DB") != "postgres":
        settings.DATABASES["default"]["NAME"] = str(folder / "kill.sqlite3")
    # Shared with the process that is killed, as on servers.
    cache = {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(folder / "now" / "cache"),
    }
    settings.CACHES = {"default": cache}
    files = "django.core.mail.backends.filebased.EmailBackend"
    if django.VERSION >= (6, 1):
        settings.MAILERS = {"default": {"BACKEND": files, "OPTIONS": {"file_path": str(folder / "now" / "mail")}}}
    else:
        settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = files, str(folder / "now" / "mail")
    django.setup()


# --- states of the database ---------------------------------------------------------


def save(name: str, folder: Path) -> None:
    """Keeps the database as it is now."""
    from django.db import connection, connections

    if connection.vendor == "sqlite":
        connections.close_all()
        shutil.copy(folder / "kill.sqlite3", folder / f"{name}.sqlite3")
    else:
        _in_postgres(f'CREATE DATABASE "{_kept(name)}" TEMPLATE "{connection.settings_dict["NAME"]}"')


def restore(name: str, folder: Path) -> None:
    """The database as it was then, and nothing that this process remembers of another."""
    from django.contrib.contenttypes.models import ContentType
    from django.core.cache import caches
    from django.db import connection, connections

    if connection.vendor == "sqlite":
        connections.close_all()
        for left in folder.glob("kill.sqlite3*"):
            left.unlink()
        shutil.copy(folder / f"{name}.sqlite3", folder / "kill.sqlite3")
    else:
        now = connection.settings_dict["NAME"]
        _in_postgres(f'DROP DATABASE "{now}" WITH (FORCE)', f'CREATE DATABASE "{now}" TEMPLATE "{_kept(name)}"')
    ContentType.objects.clear_cache()
    caches["default"].clear()


def _kept(name: str) -> str:
    return f"kills_{name}"


def _in_postgres(*lines: str) -> None:
    import psycopg
    from django.db import connections

    connections.close_all()
    with psycopg.connect(dbname="postgres", autocommit=True) as other:
        for line in lines:
            other.execute(line)  # type: ignore[call-overload]


def wait_for_the_killed() -> None:
    """PostgreSQL notices a little later that nobody is there any more, and takes back what was not finished."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for _again in range(200):
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.05)
    raise SystemExit("A process that was killed still works in the database.")


def everything() -> dict[str, str]:
    """A digest of every row of every table."""
    from django.db import connection

    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows = sorted(map(repr, cursor.fetchall()))
            found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


# --- what is killed -----------------------------------------------------------------


@dataclass(frozen=True)
class Act:
    """Something that changes a site. ``left`` says what is not as it has to be when it is done; empty when it is."""

    begins: str
    do: Callable[[Path], None]
    left: Callable[[Path], str]
    # All of it or nothing of it.
    is_one: bool = True
    prepare: Callable[[Path], None] = lambda folder: None
    # What has to hold after every kill.
    holds: Callable[[Path], str] = lambda folder: ""


def command(*words: str) -> str:
    from django.core.management import call_command

    out = io.StringIO()
    call_command(*words, stdout=out, stderr=out)
    return out.getvalue()


def start(folder: Path) -> None:
    details = ("--school-name", "De Kwikstaart", "--phone", "070 012 34 56", "--email", "info@kwikstaart.example")
    command("gripwagtail_start", "--publish", "--publish-incident", *details)


def not_started(folder: Path) -> str:
    return "" if len(list(pages_of_ours())) == 5 else "pages are missing"


def write_pack(path: Path, version: str) -> None:
    """The shipped texts as a pack, in a version of its own."""
    from gripwagtail.packs.reading import load
    from gripwagtail.packs.writing import write
    from gripwagtail.starter.files import DATA

    documents = {}
    for kind, document in load(DATA / "nl" / "po").pages.items():
        page = {**document["page"], "intro": f"Versie {version}."}
        documents[f"{kind}.toml"] = {**document, "page": page, "name": "proef", "version": version}
    write(path, documents)


def home() -> int:
    from wagtail.models import Site

    return int(Site.objects.get(is_default_site=True).root_page_id)


def import_pack(folder: Path) -> None:
    command("gripwagtail_pack", "import", str(folder / "pack"), "--parent", str(home()), "--force")


def not_imported(folder: Path) -> str:
    from gripwagtail.lookup.sources import KINDS
    from tests import factories as make

    # An import writes drafts.
    pages = [page.get_latest_revision_as_object() for kind in KINDS for page in make.page_class(kind).objects.all()]
    return "" if [page.intro for page in pages] == ["Versie 2."] * 5 else "a page is not of this version"


def publish(folder: Path) -> None:
    page = contact_page()
    cards = [dict(card) for card in page.contacts.raw_data]
    for card in cards:
        if card["value"]["label"] in (OLD, NEW):
            card["value"] = {**card["value"], "label": NEW}
    page.contacts = cards
    page.save_revision().publish()


def contact_page() -> Any:
    from gripwagtail.pages.models import GripContactPage

    return GripContactPage.objects.get()


def not_published(folder: Path) -> str:
    text = visit(contact_page())
    return "" if NEW in text and OLD not in text else "visitors do not see it"


def old_or_new(folder: Path) -> str:
    """No visitor sees half of a page."""
    text = visit(contact_page())
    return "" if (OLD in text) != (NEW in text) else "neither the old page nor the new one"


def outdate_helplines(folder: Path) -> None:
    from gripwagtail.models import GripHelpline

    for row in GripHelpline.objects.order_by("key"):
        # As it stood in an older release.
        row.does = "Luistert."
        row.shipped = {**row.shipped, "does": "Luistert."}
        row.save()
    GripHelpline.objects.filter(
        pk__in=list(GripHelpline.objects.order_by("key").values_list("pk", flat=True)[:3])
    ).delete()


def update_helplines(folder: Path) -> None:
    command("gripwagtail_helplines", "update")


def not_updated(folder: Path) -> str:
    from gripwagtail.models import GripHelpline
    from gripwagtail.starter.helplines import shipped

    texts = {row.key: row.does for row in GripHelpline.objects.all()}
    return "" if texts == {key: flat["does"] for key, flat in shipped().items()} else "a helpline is old or missing"


def erase(folder: Path) -> None:
    from gripwagtail.removal.erasure import preview
    from gripwagtail.removal.person import Person

    found = preview(Person(names=(PERSON,)))
    command("gripwagtail_erase", "--name", PERSON, "--erase", "--confirm", found.confirmation)


def not_erased(folder: Path) -> str:
    from tests.dumps import places_of

    return ", ".join(sorted({place for place, _text in places_of([PERSON])}))


def uninstall(folder: Path) -> None:
    from gripwagtail.removal.uninstall import plan

    command("gripwagtail_uninstall", "--remove", "--confirm", plan(None).confirmation)


def not_removed(folder: Path) -> str:
    from gripwagtail.removal.uninstall import plan

    return "" if plan(None).stock.is_empty else "something of ours is left"


def remind(folder: Path) -> None:
    command("gripwagtail_remind", "--base-url", "https://beheer.kwikstaart.example")


def mails(folder: Path) -> dict[str, set[str]]:
    """Whole mails that were handed over: to whom, under which numbers."""
    found: dict[str, set[str]] = {}
    for path in (folder / "mail").glob("*"):
        # The line is written last.
        for text in path.read_bytes().split(b"-" * 79 + b"\n")[:-1]:
            mail = message_from_bytes(text)
            found.setdefault(str(mail["To"]), set()).add(str(mail["Message-ID"]))
    return found


def not_reminded(folder: Path) -> str:
    from django.contrib.auth import get_user_model

    everyone = {user.email for user in get_user_model().objects.all()}
    missing = everyone - set(mails(folder))
    return f"no mail for {', '.join(sorted(missing))}" if missing else ""


def each_mail_is_one(folder: Path) -> str:
    several = [to for to, numbers in mails(folder).items() if len(numbers) > 1]
    return f"another mail for {', '.join(several)}" if several else ""


def prepare_mirror(folder: Path) -> None:
    """One that is there already; made once, as every kill begins with the same."""
    kept = folder.parent / "mirror"
    if not kept.exists():
        command("gripwagtail_mirror", str(kept))
    shutil.copytree(kept, folder / "mirror", symlinks=True)


def write_mirror(folder: Path) -> None:
    command("gripwagtail_mirror", str(folder / "mirror"), "--with-names")


def manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "mirror" / "current" / "manifest.json").read_text(encoding="utf-8"))
    return found


def not_mirrored(folder: Path) -> str:
    if not manifest(folder)["names"]:
        return "the mirror is the old one"
    left = [path.name for path in (folder / "mirror").iterdir() if path.name not in ("current", ".lock")]
    return "" if len(left) == 1 else f"left behind: {left}"


def whole_mirror(folder: Path) -> str:
    """Whichever version counts, all of its files are there."""
    current = folder / "mirror" / "current"
    for name, digest in manifest(folder)["files"].items():
        path = current / name
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            return f"{name} is not what the manifest says"
    return ""


ACTS: dict[str, Act] = {
    "publish": Act("school", publish, not_published, is_one=False, holds=old_or_new),
    "start": Act("empty", start, not_started),
    "import of a pack": Act(
        "empty", import_pack, not_imported, prepare=lambda folder: write_pack(folder / "pack", "2")
    ),
    "update by a pack": Act(
        "packed", import_pack, not_imported, prepare=lambda folder: write_pack(folder / "pack", "2")
    ),
    "helplines": Act("outdated", update_helplines, not_updated),
    "erase": Act("school", erase, not_erased),
    "uninstall": Act("school", uninstall, not_removed),
    "remind": Act("school", remind, not_reminded, is_one=False, holds=each_mail_is_one),
    "mirror": Act("school", write_mirror, not_mirrored, is_one=False, prepare=prepare_mirror, holds=whole_mirror),
}


def make_states(folder: Path) -> None:
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import connection

    from tests import factories as make

    call_command("migrate", verbosity=0)
    assert connection.vendor != "sqlite" or Path(connection.settings_dict["NAME"]).parent == folder
    make.home_page()
    for name in ("a", "b"):
        get_user_model().objects.create_superuser(name, f"{name}@kwikstaart.example", "geheim")
    save("empty", folder)
    write_pack(folder / "pack", "1")
    import_pack(folder)
    save("packed", folder)
    restore("empty", folder)
    start(folder)
    page = contact_page()
    person = make.contact(kind="person", label="Juf Anneke", name=PERSON, roles=["media-coach"], told_on="2026-09-01")
    make.set_items(page, "contacts", [make.contact(), person, *page.contacts.raw_data])
    save("school", folder)
    outdate_helplines(folder)
    save("outdated", folder)


# --- what is looked at ----------------------------------------------------------------


def pages_of_ours() -> Iterator[Any]:
    from gripwagtail.lookup.sources import KINDS
    from tests import factories as make

    for kind in KINDS:
        yield from make.page_class(kind).objects.filter(live=True)


def visit(page: Any) -> str:
    from tests import factories as make

    return make.text_of(page)


def what_visitors_miss() -> str:
    """Every page answers with 112, and the same to who has what was kept before as to who has nothing."""
    from django.core.cache import caches

    kept = {}
    for page in pages_of_ours():
        kept[page.pk] = visit(page)
        if "112" not in kept[page.pk]:
            return f"{page.slug} without 112"
    caches["default"].clear()
    return next((f"{page.slug} was old" for page in pages_of_ours() if visit(page) != kept[page.pk]), "")


def what_the_doctor_says() -> set[str]:
    """The kinds of errors and warnings."""
    from wagtail.models import Site

    from gripwagtail.doctor.examination import examine

    return {finding.code for finding in examine(Site.objects.all()).findings if finding.severity != "NOTE"}


def killed(act: Act, folder: Path, after: float | None) -> tuple[float, bool]:
    """Does it in a process of its own; gives how long it lasted, and whether it came to its end."""
    from django.db import connections

    connections.close_all()
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            act.do(folder)
            code = 0
        finally:
            os._exit(code)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    lasted = time.monotonic() - started
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("It failed without being killed.")
    wait_for_the_killed()
    return lasted, not os.WIFSIGNALED(status)


def outcome(act: Act, folder: Path, before: dict[str, str], known: set[str]) -> str:
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            if cursor.fetchone() != ("ok",):
                return "BROKEN: the file of the database"
    after = everything()
    wrong = act.holds(folder) or what_visitors_miss()
    if more := what_the_doctor_says() - known:
        wrong = wrong or f"the doctor finds {', '.join(sorted(more))}"
    was_done = not act.left(folder)
    with suppress(SystemExit):
        act.do(folder)
    again = everything()
    wrong = wrong or act.left(folder) or act.holds(folder) or what_visitors_miss()
    if more := what_the_doctor_says() - known:
        wrong = wrong or f"afterwards the doctor finds {', '.join(sorted(more))}"
    if wrong:
        return f"BROKEN: {wrong}"
    if after == before and not was_done:
        return "as it was"
    if act.is_one and again != after:
        half = ", ".join(table for table in after if after[table] != before.get(table))
        return f"BROKEN: half of it in {half}"
    if was_done:
        return "done"
    changed = ", ".join(table for table in after if after[table] != before.get(table))
    return f"half of it ({changed or 'in files'}), and whole after once more"


class Rounds:
    """The kills of one act, each from the same beginning."""

    def __init__(self, name: str, folder: Path) -> None:
        self.act, self.folder = ACTS[name], folder
        self.now = folder / "now"
        self.begin()
        self.known = what_the_doctor_says()
        # What a process has read once it need not read again: all that are killed begin with that.
        self.act.do(self.now)
        lasted = []
        for _again in range(2):
            self.begin()
            lasted.append(killed(self.act, self.now, None)[0])
        self.lasts = max(lasted)
        if left := self.act.left(self.now):
            raise SystemExit(f"{name}: {left}, without being killed")
        self.known |= what_the_doctor_says()

    def begin(self) -> None:
        shutil.rmtree(self.now, ignore_errors=True)
        (self.now / "mail").mkdir(parents=True)
        restore(self.act.begins, self.folder)
        self.act.prepare(self.now)
        # What was kept of the pages before is what a visitor could get wrongly.
        for page in pages_of_ours():
            visit(page)

    def one(self, after: float) -> str:
        self.begin()
        before = everything()
        _lasted, ended = killed(self.act, self.now, after)
        found = outcome(self.act, self.now, before, self.known)
        return f"{'came to its end' if ended else 'killed'}, {found}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--each", type=int, default=EACH, help=f"How often each is killed. Default: {EACH}.")
    parser.add_argument("--only", choices=ACTS, action="append", help="This one, instead of all. May be repeated.")
    options = parser.parse_args()
    chance = random.Random(SEED)
    is_broken = False
    with tempfile.TemporaryDirectory(prefix="grip-kills-") as place:
        folder = Path(place)
        set_up(folder)
        make_states(folder)
        for name in options.only or ACTS:
            rounds = Rounds(name, folder)
            found = Counter(rounds.one(chance.uniform(0, 1.05 * rounds.lasts)) for _number in range(options.each))
            print(f"{name} (up to {rounds.lasts:.2f} s)")
            for what, times in sorted(found.items()):
                print(f"{times:4} {what}", flush=True)
            is_broken |= any("BROKEN" in what for what in found)
    sys.exit(is_broken)


if __name__ == "__main__":
    main()
