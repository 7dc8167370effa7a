"""Writes which shipped texts hold nothing of what readers of language look for. --check only looks.

    python -m tests.tools.harmless [--check]

Plants every kind of school in every language that we ship, in a throw-away database, asks all its pages as a visitor
does, and writes down of which texts the readers found nothing: digests, in ``gripwagtail/text/harmless.bin``. To be run
after a change of a text that we ship, or of what is looked for. --check ends with 1 when the file is another one.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final
from unittest import mock

from gripwagtail.starter.files import DATA
from gripwagtail.text import harmless
from tests.tools.bench import set_up, visitor

TYPES: Final = ("po", "vo")
NAMES: Final = {
    "ar": "العربية",
    "en": "English",
    "nl": "Nederlands",
    "pl": "Polski",
    "tr": "Türkçe",
    "uk": "Українська",
}


def languages() -> list[str]:
    """Dutch first: the other ones are its translations."""
    found = {path.name for path in DATA.iterdir() if path.is_dir() and not path.name.startswith("_")}
    return sorted(found, key=lambda code: (code != "nl", code))


def plant(school_type: str, host: str) -> list[str]:
    """The addresses of all pages of a school of this type, in each language, with all that it may claim."""
    from django.core.management import call_command

    from tests import factories as make
    from tests.planted import confirmed

    home = make.site_with(host).root_page.specific
    for code in languages():
        locale = make.language(code)
        # Below a home page that is a draft visitors get that of another language.
        if locale != home.locale:
            home.copy_for_translation(locale).save_revision().publish()
    call_command(
        "gripwagtail_start",
        site=host,
        school_type=school_type,
        languages=languages(),
        publish=True,
        publish_incident=True,
        publish_unread=True,
        stdout=io.StringIO(),
        stderr=io.StringIO(),
    )
    shown = [
        one for page in confirmed(home).values() for one in page.get_translations(inclusive=True).filter(live=True)
    ]
    return [one.get_url_parts()[2] for one in shown]


def as_a_new_worker() -> None:
    """No text was read yet."""
    from gripwagtail.content import incident_help

    harmless.forget()
    incident_help._is_order.cache_clear()


def collect(visits: Callable[[str], Callable[[str], object]]) -> bytes:
    """What the file has to be, in a database of which nothing is needed. ``visits`` visits the pages of a host."""
    found: set[bytes] = set()
    for school_type in TYPES:
        host = f"{school_type}.example"
        pages = plant(school_type, host)
        if len(pages) < 5 * len(languages()):
            raise RuntimeError(f"Of {5 * len(languages())} pages of {school_type} {len(pages)} are there.")
        as_a_new_worker()
        with mock.patch.object(harmless, "shipped", frozenset):
            for address in pages:
                visits(host)(address)
        found |= harmless.remembered()
    return b"".join(sorted(found))


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.harmless", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the file is out of date")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder), languages=[(code, NAMES[code]) for code in languages()])
        wanted = collect(visitor)
        from django.db import connection

        connection.close()
    is_right = harmless.SHIPPED.is_file() and harmless.SHIPPED.read_bytes() == wanted
    if not options.check and not is_right:
        harmless.SHIPPED.write_bytes(wanted)
    print(f"{len(wanted) // harmless.SIZE} texts, {len(wanted)} bytes: {'as it was' if is_right else 'another one'}.")
    return int(options.check and not is_right)


if __name__ == "__main__":
    sys.exit(main())
