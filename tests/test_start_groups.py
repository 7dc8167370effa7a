"""gripwagtail_start --groups: a group of editors for one school, with rights to its pages and to no other school's."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.models import GroupPagePermission, GroupSitePermission, Locale, Site

from gripwagtail.lookup.sources import KINDS
from gripwagtail.models import GripHelpline, GripSettings
from gripwagtail.planting.groups import NAME
from tests import factories as make
from tests.remembered import remembered

pytestmark = [pytest.mark.django_db, pytest.mark.broad]


@pytest.fixture(autouse=True)
def home() -> Any:
    """The root of the site. Made again, because what Wagtail keeps of sites outlives a test."""
    return make.home_page()


def start(**options: Any) -> str:
    out = io.StringIO()
    call_command("gripwagtail_start", groups=True, stdout=out, **options)
    return out.getvalue()


def group(name: str = NAME) -> Group:
    return Group.objects.get(name=name)


def names() -> list[str]:
    return sorted(Group.objects.filter(name__startswith=NAME).values_list("name", flat=True))


def member(*groups: Group) -> Any:
    """An editor with no rights but those of these groups."""
    user = make.editor()
    user.is_superuser = False
    user.save()
    user.groups.set(groups)
    return get_user_model().objects.get(pk=user.pk)


def page_of(kind: str, parent: Any) -> Any:
    return make.page_class(kind).objects.descendant_of(parent).get()


def two_schools() -> tuple[Any, Any]:
    """Two schools as parts of one site."""
    return remembered("two schools with groups", _two_schools)


def _two_schools() -> tuple[Any, Any]:
    home = make.home_page()
    north, south = make.home_page(home, title="Noord"), make.home_page(home, title="Zuid")
    start(parent=north.pk)
    start(parent=south.pk)
    return north, south


def rows() -> list[tuple[Any, ...]]:
    return [
        *sorted(GroupPagePermission.objects.values_list("group__name", "page_id", "permission_id")),
        *sorted(GroupSitePermission.objects.values_list("group__name", "site_id", "permission_id")),
        *sorted(Group.objects.values_list("name", "permissions__codename", "collection_permissions__pk"), key=str),
    ]


# --- one school ---------------------------------------------------------------------


def test_who_is_in_it_edits_and_publishes_every_page_and_nothing_of_the_site_around_it(home: Any) -> None:
    start()
    user = member(group())
    for kind in KINDS:
        may = page_of(kind, home).permissions_for_user(user)
        assert may.can_edit() and may.can_publish(), kind
    assert not home.permissions_for_user(user).can_edit()
    assert not home.permissions_for_user(user).can_add_subpage()


def test_who_is_in_it_comes_in_and_saves_the_settings_of_this_site_alone() -> None:
    start()
    other = make.site_with("de-valk.example")
    client = Client()
    client.force_login(member(group()))
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    site = Site.objects.get(is_default_site=True)
    label = GripSettings._meta.app_label
    address = [reverse("wagtailsettings:edit", args=[label, "gripsettings", one.pk]) for one in (site, other)]
    assert [client.get(one).status_code == 200 for one in address] == [True, False]


def test_who_is_in_it_chooses_pictures_and_documents_but_adds_none() -> None:
    start()
    granted = set(group().collection_permissions.values_list("permission__codename", flat=True))
    assert granted == {"choose_image", "choose_document"}


@pytest.mark.skipif(not apps.is_installed("wagtail.snippets"), reason="the host has no snippets")
def test_the_helplines_stay_with_who_looks_after_the_install() -> None:
    start()
    user = member(group())
    label, name = GripHelpline._meta.app_label, GripHelpline._meta.model_name
    assert not any(user.has_perm(f"{label}.{action}_{name}") for action in ("add", "change", "delete"))
    client = Client()
    client.force_login(user)
    try:
        address = reverse(f"wagtailsnippets_{label}_{name}:list")
    except NoReverseMatch:
        pytest.skip("the helplines have another address here")
    assert client.get(address).status_code != 200


def test_the_report_may_be_read_where_it_has_a_right_of_its_own() -> None:
    content_type = ContentType.objects.get_for_model(GripSettings)
    Permission.objects.get_or_create(
        codename="view_desk_report", content_type=content_type, defaults={"name": "Can read the report"}
    )
    start()
    assert member(group()).has_perm("gripwagtail.view_desk_report")


def test_the_translations_are_part_of_it(home: Any) -> None:
    Locale.objects.get_or_create(language_code="en")
    english = home.copy_for_translation(Locale.objects.get(language_code="en"))
    english.save_revision().publish()
    start(languages=["nl", "en"])
    norm = page_of("norm", english)
    assert norm.permissions_for_user(member(group())).can_publish()
    assert not english.permissions_for_user(member(group())).can_edit()


def test_who_is_in_it_can_open_every_one_of_the_first_steps() -> None:
    start()
    client = Client()
    client.force_login(member(group()))
    links = make.soup(client.get(reverse("wagtailadmin_home"))).select(".grip-desk ol > li a[href]")
    assert len(links) == 8
    assert {link["href"]: client.get(link["href"]).status_code for link in links} == {
        link["href"]: 200 for link in links
    }


# --- again --------------------------------------------------------------------------


def test_a_second_time_changes_nothing_and_says_so() -> None:
    start()
    before = rows()
    said = start()
    assert rows() == before
    assert said.count(f"{NAME}:") == 1


def test_what_somebody_gave_besides_stays_and_what_is_missing_comes_back(home: Any) -> None:
    start()
    ours = group()
    lock = Permission.objects.filter(codename__startswith="lock_").first()
    extra = GroupPagePermission.objects.create(group=ours, page_id=home.pk, permission=lock)
    view = Permission.objects.get(codename="view_gripsettings")
    ours.permissions.add(view)
    ours.page_permissions.exclude(pk=extra.pk).first().delete()
    start()
    assert ours.page_permissions.filter(pk=extra.pk).exists()
    assert ours.permissions.filter(pk=view.pk).exists()
    assert ours.page_permissions.count() == 4


def test_a_dry_run_tells_all_of_it_and_makes_nothing() -> None:
    said = start(dry_run=True)
    assert f"{NAME}:" in said
    assert said.count(NAME) > 6
    assert names() == []
    assert not GroupPagePermission.objects.filter(group__name__startswith=NAME).exists()


def test_a_school_that_was_planted_before_gets_its_group() -> None:
    call_command("gripwagtail_start", stdout=io.StringIO())
    start()
    assert names() == [NAME]


@pytest.mark.parametrize("other", ["undo", "check", "update"])
def test_it_goes_with_planting_alone(other: str) -> None:
    with pytest.raises(CommandError, match="--groups"):
        start(**{other: True})


# --- several schools ----------------------------------------------------------------


def test_each_school_has_its_own_group_and_no_right_to_the_other() -> None:
    north, south = two_schools()
    assert names() == [NAME, f"{NAME} Zuid"]
    user = member(group(f"{NAME} Zuid"))
    assert page_of("norm", south).permissions_for_user(user).can_publish()
    for kind in KINDS:
        may = page_of(kind, north).permissions_for_user(user)
        assert not may.can_edit() and not may.can_publish()


def test_the_settings_of_a_site_with_several_schools_are_given_to_none_that_comes_later() -> None:
    two_schools()
    assert not GroupSitePermission.objects.filter(group__name=f"{NAME} Zuid").exists()


def test_the_group_of_the_first_school_keeps_its_name_when_a_second_one_comes() -> None:
    north, _south = two_schools()
    start(parent=north.pk)
    assert names() == [NAME, f"{NAME} Zuid"]


def test_two_schools_of_one_name_are_told_apart_by_where_they_are(home: Any) -> None:
    for number in range(3):
        start(parent=make.home_page(home, title="Noord", slug=f"noord-{number}").pk)
    assert len(names()) == 3
    assert names()[0] == NAME
    assert "noord-2/" in names()[2]


def test_a_very_long_name_fits(home: Any) -> None:
    start(parent=make.home_page(home, title="Noord").pk)
    for number in range(2):
        start(parent=make.home_page(home, title="Lang " * 50, slug=f"lang-{number}").pk)
    assert len(names()) == 3
    assert all(len(name) <= 150 for name in names())


def test_a_sheet_of_schools_gives_each_its_group_named_after_it(tmp_path: Path) -> None:
    for host in ("noord.example", "zuid.example"):
        make.site_with(host)
    sheet = tmp_path / "schools.csv"
    sheet.write_text("site,school_name\nnoord.example,De Noord\nzuid.example,De Zuid\n", encoding="utf-8")
    start(sheet=sheet)
    assert names() == [f"{NAME} De Noord", f"{NAME} De Zuid"]
    sites = GroupSitePermission.objects.values_list("group__name", "site__hostname")
    assert set(sites) == {(f"{NAME} De Noord", "noord.example"), (f"{NAME} De Zuid", "zuid.example")}
