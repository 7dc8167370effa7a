"""What the tests of content packs share: a pack to spoil, a school to export, and the state to compare."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from gripwagtail.lookup.sources import KINDS, page_model
from gripwagtail.packs import reading
from gripwagtail.packs.writing import write
from gripwagtail.starter.files import DATA, StarterError, dumps
from tests import factories as make

SHIPPED = DATA / "nl" / "po"


def run(*args: Any, **options: Any) -> str:
    out = io.StringIO()
    call_command("gripwagtail_pack", *map(str, args), stdout=out, **options)
    return out.getvalue()


def documents(kind: str = "") -> dict[str, Any]:
    """The shipped Dutch texts as a pack of their own."""
    found, faults = reading.read(SHIPPED)
    assert faults == []
    return {
        name: {**reading.fill(document, "juf"), "name": "bestuur"}
        for name, document in found.items()
        if kind in ("", document["kind"])
    }


def a_pack(folder: Path) -> Path:
    """A pack of a board, on the disk."""
    path = folder / "bestuur"
    write(path, documents())
    return path


def change(pack: Path, kind: str, change: Callable[[dict[str, Any]], Any]) -> None:
    """Changes one file of a pack."""
    document = reading.parse("", (pack / f"{kind}.toml").read_bytes())
    assert isinstance(document, dict)
    change(document)
    (pack / f"{kind}.toml").write_text(dumps(document), encoding="utf-8")


def page_of(kind: str) -> Any:
    return make.page_class(kind).objects.get()


def clear(home: Any) -> None:
    """Takes away every page below the root. The object in hand may not know of its children."""
    for page in page_model().objects.get(pk=home.pk).get_children():
        page.delete()
    assert not any(make.page_class(kind).objects.exists() for kind in KINDS)


def messages(path: Path) -> list[str]:
    with pytest.raises(StarterError) as caught:
        reading.load(path)
    return caught.value.messages


def zipped(path: Path, files: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def state() -> tuple[Any, ...]:
    """Everything that an import could have touched."""
    return (
        list(page_model().objects.order_by("pk").values()),
        [list(make.page_class(kind).objects.values()) for kind in KINDS],
        list(Revision.objects.order_by("pk").values()),
        PageLogEntry.objects.count() + ModelLogEntry.objects.count(),
    )


def full_school() -> Any:
    home = make.home_page()
    for kind in KINDS:
        fields = make.content_of(kind)
        if kind == "incident_help":
            fields["situations"].append(make.situation(key="iets-anders", title="Iets anders"))
        if kind == "parent_tips":
            fields["tips"].append(make.tip(age_from=0, age_to=0, title="Baby"))
        make.make_page(
            kind,
            home,
            **fields,
            body=[make.item("heading", "Meer"), make.item("paragraph", '<p>Lees <b>dit</b> & "dat".</p>')],  # type: ignore[arg-type]
        )
    make.helpline()
    return home


def bytes_of(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(path.iterdir())}
