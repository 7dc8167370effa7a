"""What a page of ours says is purged where it can be seen, and in a site of many schools not in all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from gripwagtail.lookup.context import PageContext
from gripwagtail.lookup.sources import find, page_model
from gripwagtail.serving import after_response, purge
from gripwagtail.serving.purge import BATCH, Purge
from gripwagtail.serving.reach import reach_of
from tests import factories as make
from tests.fronts import RecordingFront, forget_what_waits, put_in_front
from tests.many import copies
from tests.test_nearest import grown

pytestmark = pytest.mark.django_db


@pytest.fixture
def front(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    yield put_in_front(settings, monkeypatch)
    forget_what_waits()


@pytest.fixture
def purged(front: list[str], django_capture_on_commit_callbacks: Any) -> Callable[[Callable[[], Any]], set[str]]:
    """The paths that are purged by what is done."""

    def run(act: Callable[[], Any]) -> set[str]:
        forget_what_waits()
        front.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return {url.removeprefix("http://localhost") for url in front}

    return run


def reword(page: Any) -> Callable[[], Any]:
    def act() -> None:
        now = type(page).objects.get(pk=page.pk)
        now.intro = f"{now.intro} Anders."
        now.save_revision().publish()

    return act


def school(home: Any, name: str, kinds: tuple[str, ...] = ("contact", "norm", "incident_help")) -> dict[str, Any]:
    """A part of a site with an overview of its own, and a page of the host with blocks in it."""
    below = make.home_page(home, title=name, slug=name, body=[make.block("contacts"), make.block("incident_help")])
    pages = {kind: make.make_page(kind, below, **make.content_of(kind)) for kind in kinds}
    return {"home": below, "overview": make.make_page("overview", below), **pages}


def schools_in(paths: set[str]) -> set[str]:
    return {path.split("/")[1] for path in paths}


# --- how far ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "seed",
    [
        *range(3),
        *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(3, 10)),
        *(pytest.param(seed, marks=pytest.mark.thorough) for seed in range(10, 80)),
    ],
)
@pytest.mark.broad
def test_in_any_tree_whoever_shows_a_page_is_within_its_reach(seed: int) -> None:
    pages = grown(seed)
    Site.clear_site_root_paths_cache()
    reaches = {page.pk: reach_of(page) for page in pages if hasattr(page.specific, "grip_kind")}
    within = {
        pk: set(page_model().objects.filter(reach.within).values_list("pk", flat=True))
        for pk, reach in reaches.items()
        if reach is not None
    }
    for page in pages:
        for kind in ("overview", "contact", "norm"):
            found = find(kind, PageContext(page=page))
            for shown in (found.source, found.words):
                if shown is not None and shown.page.pk in within:
                    assert page.pk in within[shown.page.pk], (shown.page.url_path, page.url_path)
        if page.pk in within:
            family = page_model().objects.filter(translation_key=page.translation_key)
            assert set(family.values_list("pk", flat=True)) <= within[page.pk]


def test_in_a_site_of_several_schools_the_others_are_left_alone(purged: Any) -> None:
    home = make.home_page()
    here, _there = school(home, "noord"), school(home, "zuid")
    for kind in ("contact", "incident_help", "norm", "overview"):
        found = purged(reword(here[kind]))
        assert f"/noord/{here[kind].slug}/" in found
        assert schools_in(found) == {"noord"}, kind
    # The block on the page of the host shows the contacts.
    assert "/noord/" in purged(reword(here["contact"]))


def test_with_another_title_place_or_state_it_is_the_whole_site(purged: Any) -> None:
    home = make.home_page()
    here, _there = school(home, "noord"), school(home, "zuid")

    def rename() -> None:
        page = type(here["norm"]).objects.get(pk=here["norm"].pk)
        page.title = "Anders"
        page.save_revision().publish()

    for act in (rename, here["contact"].unpublish, here["incident_help"].delete):
        assert {"noord", "zuid"} <= schools_in(purged(act))


def test_a_school_without_such_a_page_is_purged_with_the_one_whose_page_it_shows(purged: Any) -> None:
    """Outside every part of a site with several schools stands what is for those who have none of their own."""
    home = make.home_page()
    shared = make.make_page("norm", home, slug="gedeeld", **make.content_of("norm"))
    school(home, "noord")
    school(home, "zuid", kinds=("contact",))
    assert {"gedeeld", "zuid"} <= schools_in(purged(reword(shared)))


def test_where_a_page_was_chosen_by_hand_it_is_purged_too(purged: Any) -> None:
    home = make.home_page()
    here = school(home, "noord")
    school(home, "zuid")
    chosen = {"page": here["contact"].pk, "of_another_school": True}
    make.home_page(home, slug="bestuur", body=[make.block("contacts", **chosen)])
    make.home_page(home, slug="ander", body=[make.block("contacts", page=here["norm"].pk)])
    assert schools_in(purged(reword(here["contact"]))) == {"noord", "bestuur"}


def test_a_page_that_the_settings_choose_is_purged_on_the_whole_site(purged: Any) -> None:
    home = make.home_page()
    here, _there = school(home, "noord"), school(home, "zuid")
    make.settings_of(sources=[make.item("page", here["norm"].pk)])
    assert {"noord", "zuid"} <= schools_in(purged(reword(here["norm"])))


def test_where_every_page_shows_something_it_is_the_whole_site(purged: Any, settings: Any) -> None:
    settings.GRIPWAGTAIL = {"PURGE_WHOLE_SITE": True}
    home = make.home_page()
    here, _there = school(home, "noord"), school(home, "zuid")
    make.home_page(home, slug="kaal")
    assert {"noord", "zuid", "kaal"} <= schools_in(purged(reword(here["norm"])))


def test_a_draft_or_private_page_elsewhere_keeps_nothing_apart(purged: Any) -> None:
    """Nobody is shown these: so who has nothing nearer may be shown the other one."""
    home = make.home_page()
    here, there = school(home, "noord"), school(home, "zuid")
    there["norm"].unpublish()
    assert {"noord", "zuid"} <= schools_in(purged(reword(here["norm"])))


def test_translations_are_purged_with_their_originals_and_the_other_way_round(purged: Any) -> None:
    home = make.home_page()
    here, there = school(home, "noord"), school(home, "zuid")
    english = make.translate(here["contact"], "en", slug="who")
    make.translate(there["contact"], "en", slug="who")
    for page in (here["contact"], english):
        found = purged(reword(page))
        assert page_model().objects.get(pk=english.pk).get_url() in found
        assert not any("zuid" in path for path in found)
        assert f"/noord/{here['contact'].slug}/" in found


# --- how much -----------------------------------------------------------------------


@pytest.mark.slow
def test_of_a_thousand_schools_one_is_purged_with_as_many_queries_and_at_once(
    front: list[str], monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    settings.GRIPWAGTAIL = {"CACHE_WARMING": False}
    monkeypatch.setattr(after_response, "_is_in_use", lambda: True)
    asked: list[str] = []
    monkeypatch.setattr(purge, "reach_of", lambda page: asked.append(page.title) or reach_of(page))  # type: ignore[func-returns-value]
    later: list[Purge] = []
    monkeypatch.setattr(after_response._Thread, "take", lambda self, changed, purges=(): later.extend(purges))
    calls: list[int] = []
    monkeypatch.setattr(RecordingFront, "purge_batch", lambda self, urls: calls.append(len({*urls})))
    home = make.home_page()
    here = school(home, "noord")
    school(home, "zuid")
    # Of a page that was published before, Wagtail asks more.
    reword(here["incident_help"])()
    counted = []
    # The first time something is asked that a process then knows.
    for more in (0, 0, 998):
        if more:
            copies(page_model().objects.get(pk=here["home"].pk), more, as_sites=False)
        forget_what_waits()
        calls.clear()
        asked.clear()
        request_started.send(sender=None, environ={})
        with CaptureQueriesContext(connection) as captured, django_capture_on_commit_callbacks(execute=True):
            reword(here["incident_help"])()
        queries = len(captured)
        request_finished.send(sender=None)
        counted.append((queries, calls[:]))
        # How far it can be seen is looked for once, whoever wants to know.
        assert len(asked) == 1
        assert later == []
    assert counted[1] == counted[2]
    assert [len(called) for _queries, called in counted] == [1, 1, 1]

    def change_a_helpline() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            make.helpline()

    calls.clear()
    request_started.send(sender=None, environ={})
    change_a_helpline()
    assert calls == []
    request_finished.send(sender=None)
    (given,) = later
    given.send()
    # In whole batches: no more calls than these need.
    assert len(calls) == -(-sum(calls) // BATCH) > 1
    assert max(calls) <= BATCH
