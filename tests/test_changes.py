"""A change is heard once: one stamp, one purge, one set of columns, and one place where all that takes part looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.contrib.frontend_cache.utils import PurgeBatch
from wagtail.signals import page_slug_changed, page_unpublished, post_page_move

from gripwagtail.desk import columns
from gripwagtail.lookup import sharing
from gripwagtail.lookup.context import PageContext
from gripwagtail.lookup.sources import KINDS, page_model
from gripwagtail.models import GripHelpline, GripPartStamp, GripStamp
from gripwagtail.serving import renewal
from gripwagtail.signals import changed
from tests import factories as make
from tests.fronts import forget_what_waits, put_in_front
from tests.hostile.forms import data_for
from tests.planted import PlantedSchool, plant

pytestmark = pytest.mark.indexed

# Opening and publishing a planted page in the admin, Wagtail's own queries counted as well.
QUERIES_TO_OPEN = 46
QUERIES_TO_PUBLISH = 210
# Before visitors see the change and after it; for the next step also the contact page, before and after.
CONTEXTS_TO_PUBLISH = 4


@dataclass
class Done:
    """What one act made us do."""

    # How often we meant to move the stamp, and how often that was written.
    moves: int = 0
    stamps: int = 0
    purges: int = 0
    columns: int = 0
    contexts: int = 0
    queries: int = 0
    # Of these, how often the helplines were read.
    helplines: int = 0


@pytest.fixture
def doing(
    settings: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> Iterator[Callable[[Callable[[], Any]], Done]]:
    put_in_front(settings, monkeypatch)

    def run(act: Callable[[], Any]) -> Done:
        forget_what_waits()
        done = Done()
        # Somebody looks: what comes is not part of what was done before.
        GripStamp.current()
        with monkeypatch.context() as patch:
            patch.setattr(PageContext, "__init__", counting(done, "contexts", PageContext.__init__))
            patch.setattr(renewal, "move", counting(done, "moves", renewal.move))
            patch.setattr(PurgeBatch, "purge", counting(done, "purges", PurgeBatch.purge))
            patch.setattr(columns, "compute", counting(done, "columns", columns.compute))
            with CaptureQueriesContext(connection) as captured, django_capture_on_commit_callbacks(execute=True):
                act()
        done.queries = len(captured)
        done.helplines = sum(f'FROM "{GripHelpline._meta.db_table}"' in query["sql"] for query in captured)
        # The one that moves with every other.
        begins = (f'UPDATE "{GripPartStamp._meta.db_table}"', f'INSERT INTO "{GripPartStamp._meta.db_table}"')
        done.stamps = sum(query["sql"].startswith(begins) and "'any'" in query["sql"] for query in captured)
        return done

    yield run
    forget_what_waits()


def counting(done: Done, name: str, act: Callable[..., Any]) -> Callable[..., Any]:
    def counted(*args: Any, **kwargs: Any) -> Any:
        setattr(done, name, getattr(done, name) + 1)
        return act(*args, **kwargs)

    return counted


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(make.editor())
    return client


def address(page: Any, view: str = "edit") -> str:
    return reverse(f"wagtailadmin_pages:{view}", args=[page.pk])


def publish(client: Client, page: Any, **fields: Any) -> None:
    """Publishes a page as an editor does, by its form."""
    row = type(page).objects.get(pk=page.pk)
    data = data_for(row, page.get_edit_handler().get_form_class(), fields)
    response = client.post(address(page), {**data, "action-publish": "1"})
    assert response.status_code == 302, response.context["form"].errors


# --- in the admin -----------------------------------------------------------------------


@pytest.fixture
def school(db: None) -> PlantedSchool:
    return plant("po")


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_its_panels_and_its_rules_look_up_once_where_the_page_is(
    school: PlantedSchool, doing: Any, editor: Client, kind: str
) -> None:
    page = school.pages[kind]
    editor.get(address(page))  # what Django and Wagtail keep for a process is there
    done = doing(lambda: editor.get(address(page)))
    assert done.contexts == 1
    assert (done.stamps, done.purges, done.columns) == (0, 0, 0)
    assert done.queries <= QUERIES_TO_OPEN


@pytest.mark.parametrize("kind", KINDS)
def test_publishing_moves_one_stamp_purges_once_and_works_out_one_set_of_columns(
    school: PlantedSchool, doing: Any, editor: Client, kind: str
) -> None:
    page = school.pages[kind]
    editor.get(address(page))
    done = doing(lambda: publish(editor, page, intro="Zo doen wij dat."))
    assert (done.stamps, done.purges, done.columns) == (1, 1, 1)
    assert done.contexts <= CONTEXTS_TO_PUBLISH
    assert done.queries <= QUERIES_TO_PUBLISH
    # Once in the form, however many situations name some, once for what visitors see, and once for what they saw
    # before, of which the remarks are not said again.
    assert done.helplines <= 3
    assert type(page).objects.get(pk=page.pk).intro == "Zo doen wij dat."


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_in_the_admin_does_none_of_that(school: PlantedSchool, doing: Any, editor: Client, kind: str) -> None:
    page = school.pages[kind]
    data = data_for(type(page).objects.get(pk=page.pk), page.get_edit_handler().get_form_class(), {"intro": "Wordt"})
    done = doing(lambda: editor.post(address(page), data))
    assert type(page).objects.get(pk=page.pk).get_latest_revision_as_object().intro == "Wordt"
    assert (done.stamps, done.purges, done.columns) == (0, 0, 0)


# --- each change of the tree ------------------------------------------------------------


def _new_slug(page: Any, editor: Client) -> None:
    publish(editor, page, slug="een-ander-adres")


def _unpublish(page: Any, editor: Client) -> None:
    editor.post(address(page, "unpublish"))


def _move(page: Any, editor: Client) -> None:
    target = page_model().objects.get(slug="daar")
    editor.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk]))


def _delete(page: Any, editor: Client) -> None:
    editor.post(address(page, "delete"))


@pytest.mark.django_db
@pytest.mark.parametrize("act", [_new_slug, _unpublish, _move, _delete])
def test_a_change_that_sends_several_signals_is_heard_as_one(doing: Any, act: Any, editor: Client) -> None:
    home = make.home_page()
    make.home_page(home, slug="daar")
    page = make.make_page("contact", home, **make.content_of("contact"))
    before = (page.url_path, True)
    done = doing(lambda: act(type(page).objects.get(pk=page.pk), editor))
    assert type(page).objects.filter(pk=page.pk).values_list("url_path", "live").first() != before
    assert (done.stamps, done.purges) == (1, 1)
    # Also where each of them is a transaction of its own; a deletion never is.
    assert done.moves == 1 or act is _delete


@pytest.mark.django_db
def test_many_pages_in_one_transaction_move_one_stamp_and_are_purged_together(doing: Any) -> None:
    home = make.home_page()
    pages = [make.make_page(kind, home) for kind in KINDS]

    def act() -> None:
        with transaction.atomic():
            for page in pages:
                type(page).objects.get(pk=page.pk).save()

    done = doing(act)
    assert (done.stamps, done.purges, done.columns) == (1, 1, len(pages))


@pytest.mark.django_db
def test_each_signal_is_heard_by_one_of_us() -> None:
    for signal in (pre_save, post_save, pre_delete, post_delete, post_page_move, page_slug_changed, page_unpublished):
        ours = [key[0] for key, *_rest in signal.receivers if str(key[0]).startswith("gripwagtail")]
        assert len(ours) == (0 if signal is page_unpublished else 1), ours


# --- one stamp a transaction ------------------------------------------------------------


@pytest.fixture
def stamps(db: None) -> Callable[[], Any]:
    GripStamp.move()
    GripStamp.current()

    def read() -> Any:
        """The stamp, without being seen to read it."""
        return GripStamp.objects.values_list("value", flat=True).get(pk=1)

    return read


def test_a_second_change_in_a_transaction_moves_the_stamp_only_when_it_was_read_since(stamps: Any) -> None:
    changed()
    first = stamps()
    changed()
    assert stamps() == first
    GripStamp.current()
    changed()
    assert stamps() != first


def test_a_change_after_one_that_was_rolled_back_moves_the_stamp(stamps: Any) -> None:
    before = stamps()
    with pytest.raises(RuntimeError), transaction.atomic():
        changed()
        raise RuntimeError
    assert stamps() == before
    changed()
    assert stamps() != before


def test_each_transaction_moves_the_stamp(stamps: Any, django_capture_on_commit_callbacks: Any) -> None:
    found = []
    for _turn in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            changed()
        found.append(stamps())
    assert len(set(found)) == 3


# --- what is shared ---------------------------------------------------------------------


@pytest.mark.django_db
def test_what_is_looked_up_is_shared_until_visitors_may_see_something_else() -> None:
    page = make.make_page("norm")
    with sharing.sharing():
        first = PageContext.of_page(page)
        assert PageContext.of_page(type(page).objects.get(pk=page.pk)) is first
        with sharing.sharing():
            assert PageContext.of_page(page) is first
        make.settings_of(review_months=5)
        assert PageContext.of_page(page) is not first
        assert PageContext.of_page(page).settings.review_months == 5


@pytest.mark.django_db
def test_outside_of_that_everyone_looks_anew() -> None:
    page = make.make_page("norm")
    assert PageContext.of_page(page) is not PageContext.of_page(page)


@pytest.mark.django_db
def test_a_page_in_another_place_or_language_has_a_place_of_its_own() -> None:
    home = make.home_page()
    page, other = make.make_page("norm", home), make.make_page("norm", home)
    with sharing.sharing():
        here = PageContext.of_page(page)
        assert PageContext.of_page(other) is not here
        page.text_language = "en"
        assert PageContext.of_page(page) is not here
        assert PageContext.of_page(page).language == "en"


@pytest.mark.django_db
@pytest.mark.parametrize("signal", [request_started, request_finished])
def test_what_a_form_shared_ends_with_its_request(editor: Client, signal: Any) -> None:
    page = make.make_page("norm")
    editor.get(address(page))
    assert PageContext.of_page(page) is not PageContext.of_page(page)
    sharing.begin()
    assert PageContext.of_page(page) is PageContext.of_page(page)
    signal.send(sender=None)
    assert PageContext.of_page(page) is not PageContext.of_page(page)
