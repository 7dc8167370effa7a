"""Facts are asked of the source and of nothing else: a translated page has rows of its own, and they say nothing."""

from __future__ import annotations

import ast
import datetime
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.search.backends import get_search_backend

import gripwagtail
from gripwagtail.lookup.sources import page_models
from tests import factories as make

pytestmark = pytest.mark.indexed

PACKAGE = Path(gripwagtail.__file__).parent
# The rooms that make what visitors, machines and caches get. The others work on one page and its form, where the facts
# of that very page are what it is about.
ROOMS = ("api", "blocks.py", "content", "directory", "page_types", "rendering", "serving", "subroutes", "templatetags")
# What has the same names and is no page: what the readers of content made of the source.
NO_PAGES = {
    "cell.proposals",
    "found.proposals",
    "group.situations",
    "groups['other'].situations",
    "groups[URGENT if is_urgent(situation) else situation.group].situations",
    "part.steps",
    "row.agreements",
    "self.steps",
    "stop.contacts",
    "task.cells",
}
# Where a page itself is asked, and why it may be.
ITSELF = {
    ("serving/headers.py", "cast(ContactPage, page).hide_from_search"): "of the page in the main language, which is it",
    ("subroutes/vcard.py", "contact.vcards"): "of all of the family, to forget addresses of cards",
    ("subroutes/vcard.py", "contact.contacts"): "the same",
    (
        "content/expert_reviews.py",
        "cast(IncidentPage, page).situations",
    ): "of the page that an expert read, for editors",
    ("content/expert_reviews.py", "page.situations"): "the same",
    ("content/expert_reviews.py", "page.readings"): "the same",
    ("content/plans.py", "page.proposals"): "of the page whose plan an editor is shown",
    ("serving/headers.py", "decided_by.hide_from_search"): "of the original, also while nobody sees that",
    ("subroutes/door.py", "decided_by.grip_team_closed"): "the same",
    ("content/proposals.py", "page.cells"): "of the page that is being migrated, planted or corrected",
}


def facts() -> set[str]:
    return {name for model in page_models() for name in (*model.grip_facts, *model.grip_streams)}


def read_off_a_page(source: str, names: set[str]) -> Iterator[str]:
    """What of these a piece of code reads, and not off a source."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and node.attr in names:
            of = ast.unparse(node.value)
            if not of.removesuffix(")").endswith(("facts", "source")) and ast.unparse(node) not in NO_PAGES:
                yield ast.unparse(node)


def modules() -> Iterator[Path]:
    for room in ROOMS:
        yield from [PACKAGE / room] if room.endswith(".py") else sorted((PACKAGE / room).rglob("*.py"))


def test_no_code_that_makes_what_visitors_get_reads_a_fact_off_a_page() -> None:
    names = facts()
    assert {"contacts", "names_findable", "situations", "adopted_on"} <= names
    found = {
        (path.relative_to(PACKAGE).as_posix(), said)
        for path in modules()
        for said in read_off_a_page(path.read_text(encoding="utf-8"), names)
    }
    assert found == set(ITSELF)


def test_a_fact_that_is_read_off_a_page_is_noticed() -> None:
    code = "def a(page, source): return page.names_findable, page.specific.contacts, source.facts.vcards, page.title"
    assert list(read_off_a_page(code, facts())) == ["page.names_findable", "page.specific.contacts"]


# --- the search of the site ---------------------------------------------------------


def found(words: str) -> set[str]:
    model = make.page_class("contact")
    return {page.locale.language_code for page in get_search_backend().search(words, model.objects.live())}


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Goes to a day so many days from now."""
    now = timezone.now()

    def go(ahead: int) -> datetime.date:
        later = now + datetime.timedelta(days=ahead)
        monkeypatch.setattr(timezone, "now", lambda: later)
        return timezone.localdate()

    return go


@pytest.mark.django_db
def test_a_card_that_is_over_or_begins_by_its_date_is_found_so_after_the_doctor_looked(days: Any) -> None:
    """Nobody saves the page, in any language."""
    today = timezone.localdate()
    over = make.contact(label="Ooievaar", valid_until=(today + datetime.timedelta(days=2)).isoformat())
    begins = make.contact(label="Wielewaal", valid_from=(today + datetime.timedelta(days=3)).isoformat())
    page = make.make_page("contact", make.home_page(), contacts=[over, begins])
    page.save_revision().publish()
    make.translate(page, "en")
    assert (found("Ooievaar"), found("Wielewaal")) == ({"nl", "en"}, set())
    days(2)
    call_command("gripwagtail_doctor", "--content", stdout=io.StringIO())
    assert (found("Ooievaar"), found("Wielewaal")) == ({"nl", "en"}, set())
    days(3)
    call_command("gripwagtail_doctor", "--content", stdout=io.StringIO())
    assert (found("Ooievaar"), found("Wielewaal")) == (set(), {"nl", "en"})
