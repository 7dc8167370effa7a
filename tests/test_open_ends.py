"""What SECURITY.md says is not covered is so: when one of these changes, the page has to say so."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Site
from wagtail.search.backends import get_search_backend

from gripwagtail.models import GripHelpline
from tests import factories as make
from tests import rights
from tests.test_erase import NAME

pytestmark = [pytest.mark.django_db, pytest.mark.indexed]
FORMULA = "=1+1"


def test_a_chooser_of_wagtail_shows_the_titles_of_another_school() -> None:
    world = rights.make_world()
    page = world.pages["contact"]
    page.title = draft = f"{rights.SECRET} in een concept"
    page.save_revision()
    address = reverse("wagtailadmin_choose_page_child", args=[page.get_parent().pk])
    assert draft in world.client("of_another_site").get(address).json()["html"]


def test_search_finds_an_item_by_a_word_that_is_not_shown() -> None:
    """A line that is left out because of what it asks, a text that nobody has filled in yet."""
    steps = "Vraag hulp\nJe moet de foto bewaren voor de kwikzilverploeg"
    page = make.make_page("incident_help", situations=[make.situation(sexual="yes", pupil_steps=steps)])
    assert "kwikzilverploeg" not in make.text_of(page)
    norm = make.make_page("norm", agreements=[make.agreement(), make.agreement(we_do="Een wielewaal, [[naam]]")])
    assert "wielewaal" not in make.text_of(norm)
    search = get_search_backend().search
    assert [one.pk for one in search("kwikzilverploeg", type(page).objects.live())] == [page.pk]
    assert [one.pk for one in search("wielewaal", type(norm).objects.live())] == [norm.pk]


def test_a_helpline_is_the_same_on_every_site() -> None:
    assert not any(field.related_model is Site for field in GripHelpline._meta.get_fields())


@pytest.mark.parametrize("report", ["site_history", "aging_pages", "locked_pages"])
def test_wagtails_own_lists_hold_a_title_as_it_was_typed_and_xlsx_a_text(report: str) -> None:
    editor = make.editor()
    page = make.make_page("norm", title=FORMULA)
    page.save_revision(log_action=True, user=editor).publish()
    type(page).objects.update(locked=True, locked_by=editor)
    client = Client()
    client.force_login(editor)
    address = reverse(f"wagtailadmin_reports:{report}")
    written = _file(client, f"{address}?export=csv")
    cells = [cell for row in csv.reader(io.StringIO(written.decode())) for cell in row]
    assert FORMULA in cells
    sheet: Any = openpyxl.load_workbook(io.BytesIO(_file(client, f"{address}?export=xlsx"))).active
    found = [cell for row in sheet.iter_rows() for cell in row if FORMULA in str(cell.value)]
    assert found
    assert not any(cell.data_type == "f" for cell in found)


def _file(client: Client, address: str) -> bytes:
    with translation.override("nl"):
        return b"".join(client.get(address).streaming_content)  # type: ignore[attr-defined]


def test_an_older_version_keeps_a_name_until_it_is_erased() -> None:
    page = make.make_page("norm", statement=f"Zo zegt {NAME} het.")
    page.save_revision().publish()
    page.statement = "Zo zeggen wij het."
    page.save_revision().publish()
    assert NAME not in make.text_of(page)
    assert any(NAME in str(one.content) for one in page.revisions.all())


def test_a_template_of_the_host_may_load_a_script_of_somebody_else(settings: Any) -> None:
    page = make.make_page("norm")
    own = '{% block content %}{% endblock %}<script src="https://elders.example/a.js"></script>'
    options = {**settings.TEMPLATES[0]["OPTIONS"]}
    options["loaders"] = [
        ("django.template.loaders.locmem.Loader", {"base.html": own}),
        "django.template.loaders.app_directories.Loader",
    ]
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [], "APP_DIRS": False, "OPTIONS": options}]
    assert "elders.example" in make.visit(page).content.decode()
