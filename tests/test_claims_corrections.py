"""Pages of before the ticks are asked about them, and nothing is hidden or shown in between."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse

from gripwagtail.pages.models import GripNormPage, GripOverviewPage
from gripwagtail.planting.digest import digest
from gripwagtail.starter.corrections import EDITED, PAGE, UNTOUCHED, Correction, corrections, keep, take
from gripwagtail.starter.files import DATA, read
from gripwagtail.starter.history import History
from tests import factories as make
from tests.releases import home_in_dutch, in_english, start  # noqa: F401  (fixtures)

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

BEFORE, SINCE = "2026.11", "2026.12"


@pytest.fixture(name="pages")
def school_of_before(home: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    """The norm and the overview as the first release planted and published them: without the new ticks and stream."""
    # As if the texts themselves were the same in both releases: here only the ticks are younger.
    at = History.at
    monkeypatch.setattr(
        History, "at", lambda self, key, version: at(self, key, SINCE if version == BEFORE else version)
    )
    start(publish=True)
    cells = {f"{cell['task']}-{cell['level']}": cell for cell in read(DATA / "nl/po/overview.toml")["cells"]}
    overview = GripOverviewPage.objects.get()
    old_cells, old_partners = [], []
    for raw in overview.cells.raw_data:
        cell = cells[f"{raw['value']['task']}-{raw['value']['level']}"]
        old_cells.append({**raw, "value": {**raw["value"], "proposals": "\n".join(cell["proposals"])}})
    for raw in overview.partners.raw_data:
        value = {name: part for name, part in raw["value"].items() if name != "confirmed"}
        old_partners.append({**raw, "value": value})
    for items in (old_cells, old_partners):
        for raw in items:
            raw["value"]["starter_version"] = BEFORE
    GripOverviewPage.objects.update(
        cells=json.dumps(old_cells), partners=json.dumps(old_partners), proposals=None, starter_version=BEFORE
    )
    GripNormPage.objects.update(always_confirmed=True, starter_version=BEFORE)
    return GripNormPage.objects.get(), GripOverviewPage.objects.get()


def asked(page: Any) -> list[Correction]:
    return [one for one in corrections(page) if one.asked]


def test_what_was_shown_is_still_shown(pages: Any) -> None:
    norm, overview = pages
    assert "Wat we altijd doen" in make.text_of(norm)
    assert "Met wie we samenwerken" in make.text_of(overview)
    # A cell was one tick, which nobody had set.
    assert "Wat we op onze school doen" not in make.text_of(overview)


def test_each_partner_is_asked_about_once(pages: Any) -> None:
    _norm, overview = pages
    found = asked(overview)
    assert len(found) == len(overview.partners) > 10
    assert {one.status for one in found} == {UNTOUCHED}
    assert not any(one.safety for one in found)
    take(overview, found[0])
    keep(overview, found[1])
    assert len(asked(overview)) == len(found) - 2
    ticks = [raw["value"].get("confirmed") for raw in overview.partners.raw_data[:3]]
    assert ticks == [False, None, None]


def test_taking_hides_it_and_keeping_leaves_it(pages: Any) -> None:
    _norm, overview = pages
    names = [raw["value"]["name"] for raw in overview.partners.raw_data]
    first, second, *_rest = asked(overview)
    take(overview, first)
    keep(overview, second)
    overview.save_revision().publish()
    shown = [line.get_text() for line in make.see(overview).select(".grip-section li [translate=no]")]
    assert names[0] not in shown
    assert names[1] in shown


def test_what_a_school_ticked_itself_is_left_to_an_editor(pages: Any) -> None:
    _norm, overview = pages
    overview.partners.raw_data[0]["value"]["confirmed"] = True
    assert [one.status for one in asked(overview)][:2] == [EDITED, UNTOUCHED]


def test_what_a_school_wrote_is_not_asked_about(pages: Any) -> None:
    norm, overview = pages
    overview.partners.raw_data[0]["value"]["text"] = "Komen elke week langs."
    norm.always = "Wij doen altijd iets."
    assert len(asked(overview)) == len(overview.partners) - 1
    assert asked(norm) == []


def test_what_we_always_do_is_asked_with_the_sentences_of_the_page(pages: Any) -> None:
    norm, _overview = pages
    (found,) = asked(norm)
    assert (found.id, found.asked) == (PAGE, ("always_confirmed",))
    assert "always_confirmed" in found.names
    kept = GripNormPage.objects.get()
    keep(kept, found)
    assert (kept.always_confirmed, asked(kept)) == (True, [])
    take(norm, found)
    assert (norm.always_confirmed, norm.starter_version, asked(norm)) == (False, SINCE, [])


def test_another_text_comes_without_the_tick_of_the_old_one(pages: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    norm, _overview = pages
    norm.starter_version, norm.always, norm.always_confirmed = "2026.0", "Wij doen altijd iets.", True
    (found,) = (one for one in corrections(norm) if one.id == PAGE)
    assert found.ticks == ("always_confirmed",)
    assert found.status == EDITED
    take(norm, found)
    assert norm.always_confirmed is False


def test_nothing_is_asked_about_a_page_of_today(home: Any) -> None:
    start(publish=True)
    for page in (GripNormPage.objects.get(), GripOverviewPage.objects.get()):
        assert corrections(page) == []
    assert GripNormPage.objects.get().always_confirmed is False
    ticks = {raw["value"]["confirmed"] for raw in GripOverviewPage.objects.get().proposals.raw_data}
    assert ticks == {False}


def test_the_lines_of_a_cell_become_what_is_planted_today(pages: Any, home: Any) -> None:
    _norm, overview = pages
    before = [(raw["id"], raw["value"]["starter_key"], raw["value"]["text"]) for raw in overview.proposals.raw_data]
    GripOverviewPage.objects.get().delete()
    start(publish=True)
    today = GripOverviewPage.objects.get()
    planted = [(raw["id"], raw["value"]["starter_key"], raw["value"]["text"]) for raw in today.proposals.raw_data]
    younger = ("time-and-budget", "who-knows-what", "feedback")
    assert before == [one for one in planted if not one[1].endswith(younger)]
    assert len(planted) == len(before) + len(younger)
    assert not any(raw["value"].get("proposals") for raw in today.cells.raw_data)


def test_a_page_of_before_is_as_untouched_as_it_was(pages: Any) -> None:
    """The digest leaves out what is younger, as long as nobody decided anything about it."""
    norm, overview = pages
    for page in (norm, overview):
        seen = digest(page)
        # As a form sends it back, with the new fields as they are shown.
        page.save_revision().publish()
        again = type(page).objects.get(pk=page.pk)
        for raw in again.partners.raw_data if page is overview else ():
            raw["value"]["confirmed"] = True
        assert digest(again) == seen
    decided = GripOverviewPage.objects.get()
    decided.proposals.raw_data[0]["value"]["confirmed"] = True
    assert digest(decided) != digest(GripOverviewPage.objects.get())


def test_the_view_says_what_is_asked(pages: Any, client: Any) -> None:
    _norm, overview = pages
    client.force_login(make.editor())
    response = client.get(reverse("gripwagtail_corrections", args=[overview.pk]))
    assert response.status_code == 200
    said = " ".join(make.soup(response).get_text(" ").split())
    assert "Hier is nu een eigen vinkje voor" in said
    assert "Onze school werkt met hen samen Wat je nu hebt ja Wat we nu meeleveren nee" in said
