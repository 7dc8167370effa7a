"""What visitors cannot see moves no stamp and purges nothing; everything that they can see does."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    COMMENTS_RELATION_NAME,
    Comment,
    GroupApprovalTask,
    PageViewRestriction,
    Workflow,
    WorkflowTask,
)

from gripwagtail.lookup.sources import KINDS, page_model
from gripwagtail.serving import purging, visibility
from gripwagtail.serving.max_age import cache_key_components
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db: None) -> Any:
    return make.home_page()


@pytest.fixture
def moved(django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., bool]:
    """Whether something moves the stamp. What it does to caches in front must be the same."""
    noted: list[Any] = []
    for name in ("note", "note_move", "note_all"):
        monkeypatch.setattr(purging, name, lambda *args, **kwargs: noted.append(args))

    def run(act: Callable[[], Any]) -> bool:
        noted.clear()
        before = cache_key_components()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        after = cache_key_components()
        assert after != before or not noted
        return after != before

    return run


def again(page: Any) -> Any:
    """The page as the next request reads it."""
    return type(page).objects.get(pk=page.pk)


def base(page: Any) -> Any:
    """As the base page that it is, as expiry and bulk actions take it."""
    return page_model().objects.get(pk=page.pk)


def draft_of(page: Any, **fields: Any) -> Any:
    """A draft as the edit view makes it: only a page that nobody can see is saved itself."""
    page = again(page)
    for name, value in fields.items():
        setattr(page, name, value)
    if not page.live:
        page.save()
    return page.save_revision()


def published(page: Any, **fields: Any) -> Any:
    page = again(page)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return again(page)


def in_future(**fields: float) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(**fields)


# --- a draft moves nothing ------------------------------------------------------------


@pytest.mark.parametrize("kind", [*KINDS, "host"])
@pytest.mark.parametrize("live", [True, False])
def test_a_draft_moves_nothing(home: Any, moved: Any, kind: str, live: bool) -> None:
    page = make.home_page(home, live=live) if kind == "host" else make.make_page(kind, home, live=live)
    assert not moved(lambda: draft_of(page, title="Een andere titel"))
    assert not moved(lambda: draft_of(page, title="En nog een"))


def test_an_autosave_that_overwrites_the_draft_before_it_moves_nothing(home: Any, moved: Any) -> None:
    page = make.make_page("norm", home)
    user = make.editor()
    revision = again(page).save_revision(user=user)
    assert not moved(lambda: again(page).save_revision(user=user, overwrite_revision=revision))


def test_a_new_draft_of_the_host_moves_nothing_nor_does_its_slug_while_the_title_is_typed(
    home: Any, moved: Any
) -> None:
    made: list[Any] = []
    assert not moved(lambda: made.append(make.home_page(home, live=False)))
    assert not moved(lambda: draft_of(made[0], slug="nieuws-van"))
    assert not moved(lambda: draft_of(made[0], slug="nieuws-van-de-week"))
    assert not moved(lambda: again(made[0]).delete())


def test_the_slug_of_a_draft_of_ours_moves_nothing(home: Any, moved: Any) -> None:
    page = make.make_page("contact", home, live=False)
    assert not moved(lambda: draft_of(page, slug="wie-helpt-er"))


def test_a_lock_moves_nothing(home: Any, moved: Any) -> None:
    page = make.make_page("contact", home)
    client = Client()
    client.force_login(make.editor())
    for name in ("lock", "unlock"):
        address = reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
        assert not moved(lambda address=address: client.post(address))
        assert again(page).locked is (name == "lock")


def test_a_comment_and_its_answer_move_nothing(home: Any, moved: Any) -> None:
    page, user = make.make_page("norm", home), make.editor()

    def comment() -> None:
        draft = again(page)
        getattr(draft, COMMENTS_RELATION_NAME).add(
            Comment(page=draft, user=user, text="Klopt dit nog?", contentpath="statement")
        )
        draft.save_revision()

    assert not moved(comment)
    found = Comment.objects.get()
    assert not moved(lambda: found.replies.create(user=user, text="Ja"))


@pytest.mark.parametrize("live", [True, False])
def test_a_page_in_a_workflow_moves_nothing_until_it_is_approved(home: Any, moved: Any, live: bool) -> None:
    page, user = make.make_page("contact", home, live=live), make.editor()
    workflow, task = Workflow.objects.create(name="Controle"), GroupApprovalTask.objects.create(name="Directie")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    draft_of(page, intro="Wij luisteren.")

    def state() -> Any:
        return again(page).current_workflow_state.current_task_state.specific

    assert not moved(lambda: workflow.start(again(page), user))
    assert not moved(lambda: state().reject(user=user))
    assert not moved(lambda: again(page).current_workflow_state.resume(user=user))
    assert moved(lambda: state().approve(user=user))


def test_another_turn_of_a_page_of_the_host_in_its_menu_moves_nothing(home: Any, moved: Any) -> None:
    first, second = make.make_page("norm", home), make.home_page(home)
    assert not moved(lambda: again(second).move(base(first), pos="left"))


# --- what visitors see moves ----------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("live", [True, False])
def test_publishing_moves(home: Any, moved: Any, kind: str, live: bool) -> None:
    page = make.make_page(kind, home, live=live)
    assert moved(lambda: published(page, intro="Zo doen wij dat."))


def test_saving_a_published_page_of_ours_moves_also_in_part(home: Any, moved: Any) -> None:
    page = make.make_page("norm", home)
    assert moved(again(page).save)
    assert moved(lambda: again(page).save(update_fields=["statement"]))
    assert moved(lambda: again(page).save(update_fields=["latest_revision", "statement"]))
    assert moved(base(page).save)


def test_a_save_that_says_live_in_memory_alone_is_judged_by_the_database(home: Any, moved: Any) -> None:
    page = make.make_page("norm", home)
    stale = again(page)
    stale.live = False
    assert moved(lambda: stale.save(update_fields=["statement"]))


@pytest.mark.parametrize("how", [again, base])
@pytest.mark.parametrize("kind", ["contact", "host"])
def test_unpublishing_moves(home: Any, moved: Any, kind: str, how: Any) -> None:
    page = make.home_page(home) if kind == "host" else make.make_page(kind, home)
    assert moved(lambda: how(page).unpublish())


@pytest.mark.parametrize("kind", ["contact", "host"])
def test_bulk_publishing_and_unpublishing_moves(home: Any, moved: Any, kind: str) -> None:
    page = make.home_page(home, live=False) if kind == "host" else make.make_page(kind, home, live=False)
    draft_of(page)
    client = Client()
    client.force_login(make.editor())
    for action in ("publish", "unpublish"):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?id={page.pk}"
        if "basepage" in page_model()._meta.label_lower:
            pytest.skip("the address has the name of the host's base page")
        assert moved(lambda address=address: client.post(address))
        assert again(page).live is (action == "publish")


@pytest.mark.parametrize("kind", ["contact", "host"])
def test_a_page_that_goes_live_on_schedule_moves_when_it_does_and_not_before(home: Any, moved: Any, kind: str) -> None:
    page = make.home_page(home, live=False) if kind == "host" else make.make_page(kind, home, live=False)

    def plan() -> None:
        draft = again(page)
        draft.go_live_at = in_future(hours=1)
        draft.save_revision().publish()

    assert not moved(plan)
    assert not moved(lambda: call_command("publish_scheduled"))
    revision = again(page).latest_revision
    revision.approved_go_live_at = in_future(hours=-1)
    revision.content["go_live_at"] = in_future(hours=-1).isoformat()
    revision.save()
    assert moved(lambda: call_command("publish_scheduled"))
    assert again(page).live


@pytest.mark.parametrize("kind", ["contact", "host"])
def test_a_page_that_expires_moves(home: Any, moved: Any, kind: str) -> None:
    page = make.home_page(home) if kind == "host" else make.make_page(kind, home)
    page_model().objects.filter(pk=page.pk).update(expire_at=in_future(hours=-1))
    assert moved(lambda: call_command("publish_scheduled"))
    assert not again(page).live


@pytest.mark.parametrize("kind", ["contact", "host"])
def test_a_new_address_moves(home: Any, moved: Any, kind: str) -> None:
    page = make.home_page(home) if kind == "host" else make.make_page(kind, home)
    assert moved(lambda: published(page, slug="een-ander-adres"))


def test_a_new_address_of_a_draft_moves_when_something_below_it_is_published(home: Any, moved: Any) -> None:
    above = make.home_page(home, live=False)
    make.home_page(above)
    assert moved(lambda: draft_of(above, slug="een-ander-adres"))


def test_a_new_address_moves_in_the_transaction_that_makes_it(home: Any) -> None:
    page = make.home_page(home)
    before = cache_key_components()
    published(page, slug="een-ander-adres")  # what comes after a commit never comes here
    assert cache_key_components() != before


@pytest.mark.parametrize("kind", ["contact", "host"])
def test_a_page_that_goes_elsewhere_moves(home: Any, moved: Any, kind: str) -> None:
    page = make.home_page(home) if kind == "host" else make.make_page(kind, home)
    target = make.home_page(home)
    assert moved(lambda: again(page).move(base(target), pos="last-child"))


@pytest.mark.parametrize("kind", ["contact", "host"])
def test_a_restriction_and_its_end_move(home: Any, moved: Any, kind: str) -> None:
    page = make.home_page(home) if kind == "host" else make.make_page(kind, home)
    restriction = PageViewRestriction(page=base(page), restriction_type="login")
    assert moved(restriction.save)
    assert moved(restriction.delete)


@pytest.mark.parametrize("kind", ["contact", "host"])
def test_a_copy_and_a_deleted_page_move(home: Any, moved: Any, kind: str) -> None:
    page = make.home_page(home) if kind == "host" else make.make_page(kind, home)
    assert moved(lambda: again(page).copy(update_attrs={"slug": "nog-een"}))
    assert moved(lambda: again(page).delete())


def test_a_new_draft_of_ours_and_its_end_move_because_it_may_end_the_search_for_a_source(home: Any, moved: Any) -> None:
    made: list[Any] = []
    assert moved(lambda: made.append(make.make_page("contact", home, live=False)))
    assert moved(lambda: again(made[0]).delete())


def test_a_published_alias_of_ours_moves_with_its_original(home: Any, moved: Any) -> None:
    page = make.make_page("contact", home)
    alias = again(page).create_alias(update_slug="alias")
    again(page).save_revision()
    assert moved(lambda: base(alias).unpublish())


def test_a_draft_whose_translation_is_published_moves_because_that_shows_what_nobody_translated(
    home: Any, moved: Any
) -> None:
    page = make.make_page("norm", home, statement=make.SIGNS["norm"])
    make.translate(page, "en", statement="Be kind.")
    again(page).unpublish()
    assert moved(lambda: draft_of(page, statement="Iets anders"))


# --- a page of the host ---------------------------------------------------------------


def test_other_content_of_a_page_of_the_host_moves_nothing(home: Any, moved: Any) -> None:
    page = make.home_page(home, body=[make.block("contacts")])
    assert not moved(lambda: published(page, title="Een andere titel", body="[]"))
    assert not moved(again(page).save)
    assert not moved(base(page).save)
    assert not moved(lambda: again(page).save(update_fields=["body"]))


def test_a_page_of_the_host_that_is_published_moves(home: Any, moved: Any) -> None:
    page = make.home_page(home, live=False)
    assert moved(lambda: published(page))
    assert moved(lambda: make.home_page(home))


def test_a_page_of_the_host_that_makes_its_own_addresses_always_moves(
    home: Any, moved: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make.home_page(home)
    monkeypatch.setattr(make.home_class(), "get_url_parts", lambda self, request=None: None, raising=False)
    visibility._makes_its_own_addresses.cache_clear()
    try:
        assert moved(again(page).save)
    finally:
        visibility._makes_its_own_addresses.cache_clear()


def test_a_link_in_our_text_follows_a_page_of_the_host_that_is_published_or_not(home: Any) -> None:
    target = make.home_page(home, slug="pestprotocol", live=False)
    page = make.make_page(
        "norm", home, body=[make.item("paragraph", f'<p><a linktype="page" id="{target.pk}">protocol</a></p>')]
    )
    link = 'a[href$="/pestprotocol/"]'
    assert not make.see(page).select(link)
    published(target)
    assert make.see(page).select(link)
    again(target).unpublish()
    assert not make.see(page).select(link)


# --- what it costs --------------------------------------------------------------------


def test_looking_costs_no_query_for_a_draft_of_a_published_page_and_one_for_what_may_be_elsewhere(home: Any) -> None:
    ours, theirs = again(make.make_page("norm", home)), again(make.home_page(home))
    draft = {"latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"}
    for page, names, queries in [
        (ours, draft, 0),
        (theirs, draft, 0),
        (ours, ["statement"], 0),
        (ours, None, 1),
        (theirs, None, 1),
    ]:
        assert page.specific_class is type(page)
        with CaptureQueriesContext(connection) as captured:
            visibility.moves(page, None, names)
        assert len(captured) == queries


def test_pages_stay_warm_while_somebody_types(home: Any) -> None:
    pages = [make.make_page(kind, home, **make.content_of(kind)) for kind in KINDS]
    bare = make.home_page(home)

    def queries(page: Any) -> int:
        with CaptureQueriesContext(connection) as captured:
            make.visit(page)
        return len(captured)

    for page in [bare, *pages]:
        make.visit(page)
    for page in pages:
        draft_of(pages[0], title="Wordt nog geschreven")
        assert queries(page) == queries(bare) + 1
