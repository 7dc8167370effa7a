"""The Nu HTML checker finds no error in any page of ours.

Without it, or without Java, the test says so and skips; how it is found: tests/nu.py.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest

from gripwagtail.lookup.sources import KINDS
from tests import factories as make
from tests import nu
from tests.planted import all_blocks, every_situation, plant


@pytest.fixture(scope="module")
def checker() -> None:
    """It is here."""
    if missing := nu.missing():
        message = f"The HTML was NOT checked: no {missing} was found."
        warnings.warn(message, stacklevel=1)
        pytest.skip(message)


def everything(folder: Path) -> list[Path]:
    """Each page in each shape, as a file: planted, empty, translated in part, and with all blocks."""
    pages: dict[str, Any] = {}
    make.language("en")
    for school_type in ("po", "vo"):
        host = f"{school_type}.school.example"
        school = plant(school_type, host)
        make.set_items(school.pages["incident_help"], "situations", every_situation(school_type))
        pages |= {f"{school_type}-{kind}": page for kind, page in school.pages.items()}
        pages[f"{school_type}-blocks"] = school.with_blocks
        home = make.site_with(host).root_page.specific
        make.translate(home, "en")
        pages |= {
            f"{school_type}-{kind}-en": make.translate(page, "en", title=f"English {kind}")
            for kind, page in school.pages.items()
        }
    home = make.site_with("small.example").root_page.specific
    bare = make.home_page(home, title="Leeg")
    pages |= {f"empty-{kind}": make.make_page(kind, bare) for kind in KINDS}
    pages |= {f"one-{kind}": page for kind, page in make.five_pages(make.home_page(home, title="Eentje")).items()}
    rich = make.home_page(make.home_page(home, title="Vol"), title="Alles", body=all_blocks())
    make.make_page("contact", rich.get_parent(), contacts=[person()], steps=[make.step(), make.step(always_open=True)])
    make.make_page("norm", rich.get_parent(), statement="Wij zijn aardig", body=body())
    pages["rich"] = rich
    pages["person"] = make.page_class("contact").objects.child_of(rich.get_parent()).get()
    pages["body"] = make.page_class("norm").objects.child_of(rich.get_parent()).get()
    for number in (3, 40):
        alone = make.home_page(home, title=f"Met {number}")
        pages[f"contacts-{number}"] = make.make_page("contact", alone, contacts=[person() for _ in range(number)])
    files = []
    for name, page in pages.items():
        for leaf in ("", *leaves_of(page)):
            response = make.visit(page, leaf=leaf)
            if leaf == "class-sheet/" and not page.class_sheet:
                continue  # a school that writes no first words has no sheet
            if leaf == "share/" and response.status_code == 404:
                assert name.startswith("empty-")  # nothing said, nothing to share
                continue
            assert response.status_code == 200, (name, leaf)
            files.append(folder / f"{name}-{leaf.strip('/')}.html")
            files[-1].write_bytes(response.content)
    return files


def leaves_of(page: Any) -> list[str]:
    """What a page offers to print."""
    leaves = [subroute.name for subroute in getattr(page, "grip_subroutes", ())]
    return [f"{name}/" for name in leaves if name != "vcard"]


def person() -> dict[str, Any]:
    """A card with everything on it."""
    return make.contact(
        kind="person",
        name="Annemiek <Jansen> & co",
        organisation="De Jeugdwerkers",
        told_on="2026-09-01",
        roles=["confidential-external", "media-coach"],
        phones=["070 012 34 56 kies 3", "06 01 23 45 67"],
        whatsapp="06 01 23 45 67",
        sms="06 01 23 45 67",
        instagram="@dejeugdwerkers",
        form_url="https://formulier.example/?a=1&b=2",
        where="lokaal 2.14",
        when="ma, di",
        reply_time="binnen 1 schooldag",
        location="Zuid",
        languages="nl, ar",
        secrecy="Ik houd het geheim, behalve bij gevaar.",
        checked_on="2026-09-01",
    )


def body() -> list[dict[str, Any]]:
    return [
        make.item("heading", "Meer & meer"),  # type: ignore[arg-type]
        make.item("paragraph", '<p>Een <b>woord</b> en een <a href="https://x.example/?a=1&amp;b=2">link</a></p>'),  # type: ignore[arg-type]
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("checker")
def test_the_checker_finds_no_error(tmp_path: Path) -> None:
    found = [
        f"{error['file']}:{error.get('lastLine', '?')}: {error['message']} … {error.get('extract', '')!r}"
        for error in nu.errors(everything(tmp_path))
    ]
    assert not found, "\n".join(found[:40])
