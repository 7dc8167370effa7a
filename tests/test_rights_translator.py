"""A translator may edit the pages of one language. What is written for the original is not theirs to write."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import serializers
from django.urls import reverse
from wagtail.models import Revision

from gripwagtail.admin.confirmations import seen
from gripwagtail.models import GripCheck
from tests import factories as make
from tests import rights
from tests.test_rights import undone

pytestmark = pytest.mark.django_db

VIEWS = sorted(name for name, row in rights.ROWS.items() if row.args.__name__ == "<lambda>")


@pytest.fixture
def world(db: None) -> rights.World:
    return rights.make_world()


def english_of(world: rights.World) -> dict[str, Any]:
    return {kind: make.translate(page, "en") for kind, page in world.pages.items()}


def all_about(page: Any) -> tuple[Any, ...]:
    """Everything that is stored about a page."""
    page = type(page).objects.get(pk=page.pk)
    return (
        serializers.serialize("json", [page]),
        page.checked,
        Revision.objects.for_instance(page).count(),
        list(GripCheck.objects.filter(page=page).values_list("pk", flat=True)),
    )


def all_of(page: Any) -> dict[str, str]:
    """What the form sends of who checked the whole page, as it is now."""
    return {"item": "all", "seen": seen(type(page).objects.get(pk=page.pk))}


def test_a_translator_writes_nothing_about_the_original(world: rights.World) -> None:
    english = english_of(world)
    translator = rights.user_in(rights.may_edit_pages(rights._group("English"), english["norm"].get_parent()))
    world.users["translator"] = translator
    client = world.client("translator")
    wrong, answered = [], 0
    assert "gripwagtail_checks" in VIEWS
    for name in VIEWS:
        row = rights.ROWS[name]
        for kind, original in world.pages.items():
            before = all_about(original)
            with undone():
                form = row.post(world) if row.post else {}
                for given in (form, all_of(english[kind])):
                    response = client.post(reverse(name, args=[english[kind].pk]), given)
                    answered += response.status_code in (302, 403)
                    if all_about(original) != before:
                        wrong.append((name, kind, response.status_code))
                        break
    assert wrong == []
    assert answered > len(VIEWS)


def test_a_check_by_a_translator_is_refused(world: rights.World) -> None:
    english = english_of(world)
    group = rights.may_edit_pages(rights._group("English"), english["norm"].get_parent())
    world.users["translator"] = rights.user_in(group)
    for kind in ("contact", "norm"):
        response = world.client("translator").post(
            reverse("gripwagtail_checks", args=[english[kind].pk]), all_of(english[kind])
        )
        assert response.status_code in (302, 403)
    assert not GripCheck.objects.exists()


def test_who_may_edit_both_notes_the_check_on_the_original(world: rights.World) -> None:
    english = english_of(world)
    rights.may_edit_pages(world.users["editor"].groups.get(), english["norm"].get_parent())
    world.client("editor").post(reverse("gripwagtail_checks", args=[english["norm"].pk]), all_of(english["norm"]))
    assert list(GripCheck.objects.values_list("page_id", flat=True)) == [world.pages["norm"].pk]


def test_the_report_lists_no_page_of_the_own_school_that_one_may_not_edit(world: rights.World) -> None:
    group = rights.may_edit_pages(rights._group("Alleen de norm", rights.REPORT), world.pages["norm"])
    world.users["of the norm"] = rights.user_in(group)
    said = world.client("of the norm").get(reverse("gripwagtail_desk_report")).content.decode()
    assert world.pages["norm"].title in said
    for kind in ("contact", "incident_help", "parent_tips"):
        assert world.pages[kind].title not in said, kind
