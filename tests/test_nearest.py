"""Which page is nearest: the statement of the database says what a listing of all pages says, in any tree."""

from __future__ import annotations

import random
from typing import Any

import pytest
from wagtail.models import PageViewRestriction, Site

from gripwagtail.lookup import nearest
from gripwagtail.lookup.context import PageContext
from gripwagtail.lookup.nearby import Nearby
from gripwagtail.lookup.sources import SourceResult, find, page_model, sections
from tests import factories as make
from tests.test_kinds import forget

pytestmark = [pytest.mark.django_db, pytest.mark.broad]


def by_listing(kind: str, page_context: PageContext) -> tuple[Any, ...]:
    """The outcome by the pages of the whole site."""

    def told(monkeypatch: pytest.MonkeyPatch) -> SourceResult:
        def of(self: Any, kind: str) -> tuple[list[Any], bool]:
            return [], False

        monkeypatch.setattr(Nearby, "of", of)
        return find(kind, page_context)

    with pytest.MonkeyPatch.context() as monkeypatch:
        return outcome(told(monkeypatch))


def outcome(found: SourceResult) -> tuple[Any, ...]:
    source, words = found.source, found.words
    return found.reason, source and source.page.pk, words and words.page.pk


def grown(seed: int) -> list[Any]:
    """A site with pages of ours, of the host, copies, drafts, private pages, translations and sites in any order."""
    dice = random.Random(seed)
    pages = [make.home_page()]
    ours: list[Any] = []
    for number in range(dice.randint(8, 26)):
        parent = dice.choice(pages)
        if dice.random() < 0.4:
            page = make.home_page(parent, title=f"Host {number}")
        else:
            kind = dice.choice(("overview", "overview", "contact", "contact", "norm"))
            page = make.make_page(kind, parent, live=dice.random() < 0.8)
            ours.append(page)
        pages.append(page)
        if dice.random() < 0.1:
            Site.objects.create(hostname=f"s{number}.example", root_page=page)
        if dice.random() < 0.12:
            PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    for page in dice.sample(ours, min(len(ours), 2)):
        parent = page_model().objects.get(pk=dice.choice([one for one in pages if one not in ours]).pk)
        type(page).objects.get(pk=page.pk).create_alias(parent=parent, update_slug=f"alias-{page.pk}")
    for page in dice.sample(pages, min(len(pages), 4)):
        if not page.has_translation(make.language("en")):
            make.translate(page, "en", publish=False)
    for page in page_model().objects.filter(locale__language_code="en", alias_of=None):
        if dice.random() < 0.7:
            page.specific.save_revision().publish()
    return list(page_model().objects.filter(depth__gt=1))


@pytest.mark.parametrize(
    "seed",
    [
        *range(2),
        *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 4)),
        *(pytest.param(seed, marks=pytest.mark.thorough) for seed in range(4, 60)),
    ],
)
def test_walking_finds_what_listing_finds(seed: int) -> None:
    pages = grown(seed)
    Site.clear_site_root_paths_cache()
    for page in [None, *pages]:
        for kind in ("overview", "norm", "contact"):
            page_context = PageContext(page=page)
            if page is None:
                page_context.site = Site.objects.get(is_default_site=True)
            assert outcome(find(kind, page_context)) == by_listing(kind, page_context), (kind, page and page.url_path)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 4, 7))])
def test_a_kind_of_a_host_counts_and_may_begin_a_school(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = grown(seed)
    Site.clear_site_root_paths_cache()
    try:
        contact, norm = make.page_class("contact"), make.page_class("norm")
        monkeypatch.setattr(contact, "grip_kind", "people")
        monkeypatch.setattr(norm, "grip_is_start", True)
        forget()
        parts = set()
        for page in pages:
            for kind in ("norm", "contact", "people"):
                page_context = PageContext(page=page)
                found = outcome(find(kind, page_context))
                assert found == by_listing(kind, page_context), (kind, page.url_path)
                assert kind != "contact" or found == ("none", None, None)
                parts |= sections(page_context)
        assert len(parts) > 1
    finally:
        monkeypatch.undo()
        forget()


def test_a_database_for_which_the_statement_is_not_written_lists_all_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = grown(2)
    Site.clear_site_root_paths_cache()
    expected = {page.pk: outcome(find("contact", PageContext(page=page))) for page in pages}
    monkeypatch.setattr(nearest, "WRITTEN_FOR", frozenset())
    monkeypatch.setattr(nearest, "ask", lambda *args: pytest.fail("The database was asked."))
    for page in pages:
        page_context = PageContext(page=page)
        assert outcome(find("contact", page_context)) == expected[page.pk], page.url_path
    assert any(found[1] for found in expected.values())
