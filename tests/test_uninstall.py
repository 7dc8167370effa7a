from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import translation
from wagtail.models import (
    GroupPagePermission,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageViewRestriction,
    ReferenceIndex,
    Revision,
    Site,
    Task,
    Workflow,
    WorkflowState,
    WorkflowTask,
)
from wagtail.search.models import IndexEntry

from gripwagtail.lookup.sources import KINDS
from gripwagtail.models import GripHelpline, GripSettings, GripStamp
from gripwagtail.removal import inventory, moving
from gripwagtail.removal import uninstall as removal
from gripwagtail.removal.host_content import LABELS
from tests import factories as make
from tests.remembered import remembered

pytestmark = [pytest.mark.django_db, pytest.mark.indexed, pytest.mark.broad]


def uninstall(*args: str) -> str:
    out = io.StringIO()
    call_command("gripwagtail_uninstall", *args, stdout=out, no_color=True)
    return out.getvalue()


def removed() -> str:
    """Does as the dry run says."""
    words = re.search(r'--confirm "([^"]+)"', uninstall())
    assert words
    return uninstall("--remove", "--confirm", words[1])


def ours() -> Any:
    return Page.objects.filter(content_type__app_label__in=LABELS)


def everything() -> dict[str, int]:
    """The number of rows in each table of the database."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found[table] = cursor.fetchone()[0]
        return found


@pytest.fixture
def home() -> Any:
    return make.home_page()


@pytest.fixture
def pages(home: Any) -> dict[str, Any]:
    """Five pages, of which each has another revision, with settings and helplines."""
    return remembered("five pages with revisions", lambda: _pages(home))


def _pages(home: Any) -> dict[str, Any]:
    make.settings_of(phone="070 012 34 56")
    make.helpline()
    pages = make.five_pages(home)
    for page in pages.values():
        page.save_revision(log_action=True).publish()
    return pages


def test_without_options_everything_is_listed_and_nothing_is_changed(pages: dict[str, Any]) -> None:
    before = everything()
    said = uninstall()
    for page in pages.values():
        assert f"{page.pk}: {page.title}" in said
    assert "remove 5 pages" in said
    assert everything() == before


def test_without_the_right_words_nothing_is_removed(pages: dict[str, Any]) -> None:
    before = everything()
    for words in ([], ["--confirm", "remove 4 pages"], ["--confirm", "yes"]):
        with pytest.raises(CommandError):
            uninstall("--remove", *words)
    assert everything() == before


def test_nothing_of_ours_is_left(pages: dict[str, Any], home: Any) -> None:
    other = make.home_page(home, title="Nieuws")
    types = list(ContentType.objects.filter(app_label__in=LABELS).values_list("pk", flat=True))
    numbers = [str(page.pk) for page in pages.values()]
    assert IndexEntry.objects.filter(content_type_id__in=types).exists()

    removed()

    assert not ours().exists()
    for model in (GripHelpline, GripSettings, GripStamp):
        assert not model.objects.exists()
    assert not ContentType.objects.filter(app_label__in=LABELS).exists()
    assert not Permission.objects.filter(content_type_id__in=types).exists()
    for model in (Revision, ReferenceIndex, IndexEntry, PageLogEntry, ModelLogEntry):
        assert not model.objects.filter(content_type_id__in=types).exists(), model
    assert not PageLogEntry.objects.filter(page_id__in=numbers).exists()
    assert not ReferenceIndex.objects.filter(to_object_id__in=numbers).exists()
    assert Page.objects.filter(pk__in=[home.pk, other.pk]).count() == 2
    assert Page.find_problems() == ([], [], [], [], [])


def test_rights_workflows_and_restrictions_of_our_pages_go_along(pages: dict[str, Any]) -> None:
    page, group = pages["contact"], Group.objects.create(name="Zorgteam")
    right = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=page, permission=right)
    group.permissions.add(Permission.objects.get(codename="change_griphelpline"))
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    workflow = Workflow.objects.create(name="Vier ogen")
    WorkflowTask.objects.create(workflow=workflow, task=Task.objects.create(name="Lezen"), sort_order=1)
    types = {"base_content_type": ContentType.objects.get_for_model(Page), "content_type": page.content_type}
    WorkflowState.objects.create(workflow=workflow, object_id=str(page.pk), **types)

    removed()

    assert not WorkflowState.objects.exists()
    assert not PageViewRestriction.objects.exists()
    assert not GroupPagePermission.objects.filter(group=group).exists()
    assert not group.permissions.exists()
    assert Workflow.objects.filter(pk=workflow.pk).exists()


def test_a_page_of_the_host_below_ours_stops_the_removal(pages: dict[str, Any]) -> None:
    child = make.home_page(pages["norm"], title="Onze verhalen")
    before = everything()
    with pytest.raises(CommandError):
        uninstall("--remove", "--confirm", "remove 5 pages")
    assert everything() == before
    assert Page.objects.filter(pk=child.pk).exists()


def test_the_obstacle_is_named_with_its_number(pages: dict[str, Any]) -> None:
    child = make.home_page(pages["norm"], title="Onze verhalen")
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("gripwagtail_uninstall", stdout=out, no_color=True)
    assert "Onze verhalen" in out.getvalue()
    assert f"{child.pk})" in out.getvalue()


def test_pages_of_the_host_below_ours_are_moved_with_all_below_them(pages: dict[str, Any], home: Any) -> None:
    child = make.home_page(pages["norm"], title="Onze verhalen", slug="verhalen")
    grandchild = make.home_page(child, title="Het eerste verhaal", slug="eerste")

    uninstall("--remove", "--move-to", str(home.pk), "--confirm", "remove 5 pages")

    assert not ours().exists()
    child, grandchild = (Page.objects.get(pk=page.pk) for page in (child, grandchild))
    assert child.get_parent().pk == home.pk
    assert grandchild.url_path == f"{child.url_path}eerste/"
    assert Client().get("/verhalen/eerste/", headers={"host": "localhost"}).status_code == 200
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_page_does_not_move_to_where_its_address_is_in_use(pages: dict[str, Any], home: Any) -> None:
    make.home_page(home, slug="verhalen")
    make.home_page(pages["norm"], slug="verhalen")
    with pytest.raises(CommandError):
        uninstall("--remove", "--move-to", str(home.pk), "--confirm", "remove 5 pages")
    assert ours().count() == 5


def test_a_page_does_not_move_to_a_page_that_is_removed(pages: dict[str, Any]) -> None:
    child = make.home_page(pages["norm"])
    for place in (pages["norm"], pages["contact"], child):
        assert moving.problems_of_move([child], list(ours()), Page.objects.get(pk=place.pk))


def test_a_page_put_below_ours_meanwhile_is_not_deleted(pages: dict[str, Any]) -> None:
    found = removal.plan()
    child = make.home_page(pages["norm"])
    with pytest.raises(removal.CannotRemoveError):
        removal.remove(found)
    assert Page.objects.filter(pk=child.pk).exists()
    assert ours().count() == 5


def test_a_site_whose_root_is_ours_stops_the_removal(pages: dict[str, Any]) -> None:
    Site.objects.create(hostname="help.example", root_page=Page.objects.get(pk=pages["overview"].pk))
    with pytest.raises(CommandError):
        uninstall("--remove", "--confirm", "remove 5 pages")
    assert Site.objects.filter(hostname="help.example").exists()
    assert ours().count() == 5


def test_pages_with_our_blocks_are_reported_with_a_link_and_left_alone(pages: dict[str, Any], home: Any) -> None:
    live = make.home_page(home, title="Zorg en hulp", body=[make.block("contacts")])
    draft = make.home_page(home, title="Nieuw in de klas")
    make.set_items(draft, "body", [make.block("norm")], publish=False)
    bare = make.home_page(home, title="Sportdag")

    said = removed()

    assert re.search(rf"Zorg en hulp: grip_contacts .*/admin/pages/{live.pk}/edit/", said)
    assert re.search(rf"Nieuw in de klas .*: grip_norm .*/admin/pages/{draft.pk}/edit/", said)
    assert f"/admin/pages/{bare.pk}/edit/" not in said
    live.refresh_from_db()
    assert [item["type"] for item in live.body.raw_data] == ["grip_contacts"]


def test_what_the_host_has_to_change_in_its_code_is_named(pages: dict[str, Any], home: Any) -> None:
    make.make_page("contact", home, model=make.home_class()._meta.apps.get_model("home", "HostContactPage"))
    said = removed()
    assert "home.HomePage.body" in said
    assert re.search(r"home\.HostContactPage: .*1", said)
    # A page of the host's own class is the host's, whatever mixin it is made of.
    assert Page.objects.filter(content_type__model="hostcontactpage").count() == 1


def test_pages_that_point_at_ours_are_named(pages: dict[str, Any], home: Any) -> None:
    text = f'<p><a linktype="page" id="{pages["contact"].pk}">Wie helpt</a></p>'
    linking = make.home_page(home, title="Schoolgids", body=[make.item("paragraph", text)])  # type: ignore[arg-type]
    ReferenceIndex.create_or_update_for_object(linking)
    assert re.search(rf"Schoolgids .*/admin/pages/{linking.pk}/edit/", uninstall())


def test_templates_of_the_host_with_our_tags_are_named(settings: Any, tmp_path: Any, pages: dict[str, Any]) -> None:
    (tmp_path / "footer.html").write_text("{% load gripwagtail %}{% grip_incident_help size='line' %}")
    (tmp_path / "other.html").write_text("<p>Welkom</p>")
    first, *others = settings.TEMPLATES
    settings.TEMPLATES = [{**first, "DIRS": [*first["DIRS"], str(tmp_path)]}, *others]
    said = uninstall()
    assert str(tmp_path / "footer.html") in said
    assert "other.html" not in said


def test_a_second_time_there_is_nothing_to_do(pages: dict[str, Any]) -> None:
    removed()
    assert "remove 0 pages" in uninstall()
    uninstall("--remove", "--confirm", "remove 0 pages")


def test_rows_of_the_host_that_would_vanish_stop_the_removal(
    pages: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    # As if Wagtail's restrictions were a table of the host with a key to a page.
    monkeypatch.setattr(inventory, "_ABOUT_PAGES", inventory._ABOUT_PAGES - {"wagtailcore"})
    PageViewRestriction.objects.create(page=pages["contact"], restriction_type=PageViewRestriction.LOGIN)
    assert any("PageViewRestriction" in obstacle for obstacle in removal.plan().obstacles)


def test_translations_go_along(pages: dict[str, Any]) -> None:
    copy = make.translate(pages["contact"], "en")
    removed()
    assert not Page.objects.filter(pk=copy.pk).exists()


def test_all_kinds_are_removed(pages: dict[str, Any]) -> None:
    assert {page.specific.grip_kind for page in ours()} == set(KINDS)
    removed()
    assert not ours().exists()


def test_what_it_lists_has_names_that_people_read(pages: dict[str, Any]) -> None:
    with translation.override("en"):
        said = uninstall()
    assert "internal counters" in said
    assert not re.search(r"fts|grip stamp|entrys", said)


def test_what_has_no_plural_of_its_own_gets_no_english_one(pages: dict[str, Any]) -> None:
    make.settings_of(school_name="De Kwikstaart")
    with translation.override("nl"):
        said = uninstall()
    assert "online gedrag: 1" in said
    assert "gedrags" not in said
