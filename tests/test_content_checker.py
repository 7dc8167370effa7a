"""Our rules are in Wagtail's content checker beside those of the host, on our pages alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem

from gripwagtail.admin.content_checker import RULES, ScriptItem, add_rules
from tests import factories as make

pytestmark = pytest.mark.django_db

OURS = {rule.id for rule in RULES}
EVERYWHERE = {"grip-bare-phone", "grip-link-text"}
WAGTAILS = set(ContentCheckerItem.axe_run_only)


class ShoutingChecker(ContentCheckerItem):
    """A checker as a host writes one: a rule, a check and words of its own."""

    def get_axe_run_only(self, request: Any) -> list[str]:
        return [*super().get_axe_run_only(request), "no-shouting"]

    def get_axe_custom_rules(self, request: Any) -> list[dict[str, Any]]:
        rule = {"id": "no-shouting", "selector": "h1", "any": ["check-shouting"], "enabled": True}
        return [*super().get_axe_custom_rules(request), rule]

    def get_axe_custom_checks(self, request: Any) -> list[dict[str, Any]]:
        return [*super().get_axe_custom_checks(request), {"id": "check-shouting"}]

    def get_axe_messages(self, request: Any) -> dict[str, Any]:
        return {**super().get_axe_messages(request), "no-shouting": "Do not shout"}


class ByTags(ContentCheckerItem):
    axe_run_only = ["wcag2a", "best-practice"]


class Everything(ContentCheckerItem):
    axe_run_only = None


class WithoutLinks(ContentCheckerItem):
    axe_rules = {"grip-link-text": {"enabled": False}}


def configured(item: Any, kind: str = "norm") -> dict[str, Any]:
    items = [item]
    add_rules(items, make.page_class(kind)(title="Pagina"))
    found: dict[str, Any] = item.get_axe_configuration(RequestFactory().get("/"))
    return found


def ids(things: list[dict[str, Any]]) -> list[str]:
    return [thing["id"] for thing in things]


def in_the_editor(page: Any) -> dict[str, Any]:
    client = Client()
    client.force_login(make.editor())
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content
    found: dict[str, Any] = json.loads(BeautifulSoup(html, "html.parser").select_one("#checker-axe-configuration").text)
    return found


@pytest.fixture
def hook() -> Iterator[Callable[..., None]]:
    """Registers a hook on the user bar until the test is over."""
    before = {name: list(found) for name, found in hooks._hooks.items()}

    def register(function: Callable[..., None], order: int = 0) -> None:
        hooks.register("construct_wagtail_userbar", function, order=order)

    yield register
    hooks._hooks.clear()
    hooks._hooks.update(before)


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("norm", {"grip-only-prohibitions"}),
        ("incident_help", {"grip-without-112"}),
        ("contact", set()),
        ("parent_tips", set()),
        ("overview", set()),
    ],
)
def test_the_checks_beside_a_page_of_ours_hold_the_rules_for_its_kind(kind: str, own: set[str]) -> None:
    found = in_the_editor(make.make_page(kind))
    wanted = EVERYWHERE | own
    assert OURS & set(ids(found["spec"]["rules"])) == wanted
    assert OURS & set(ids(found["spec"]["checks"])) == wanted
    assert set(found["options"]["runOnly"]) == WAGTAILS | wanted
    assert all(found["messages"][rule]["error_name"] and found["messages"][rule]["help_text"] for rule in wanted)


def test_the_checks_beside_a_page_of_the_host_are_as_they_were() -> None:
    found = in_the_editor(make.home_page())
    assert not OURS & set(ids(found["spec"]["rules"]))
    assert set(found["options"]["runOnly"]) == WAGTAILS


def test_the_checker_of_the_host_keeps_its_own_rules() -> None:
    found = configured(ShoutingChecker())
    assert {"no-shouting", *OURS} - {"grip-without-112"} <= set(ids(found["spec"]["rules"]))
    assert {"check-shouting", "grip-bare-phone", "check-image-alt-text"} <= set(ids(found["spec"]["checks"]))
    assert {"no-shouting", "grip-bare-phone", "alt-text-quality"} <= set(found["options"]["runOnly"])
    assert found["messages"]["no-shouting"] == "Do not shout"


def test_another_package_may_add_rules_before_and_after_us(hook: Callable[..., None]) -> None:
    def replaces(request: Any, items: list[Any], page: Any) -> None:
        items[:] = [ShoutingChecker(item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items]

    def wraps(request: Any, items: list[Any], page: Any) -> None:
        for item in items:
            if isinstance(item, ContentCheckerItem):
                before = item.get_axe_configuration
                item.get_axe_configuration = lambda request, before=before: {**before(request), "late": True}

    hook(replaces)
    hook(wraps, order=2000)
    found = in_the_editor(make.make_page("norm"))
    assert {"no-shouting", "grip-bare-phone"} <= set(ids(found["spec"]["rules"]))
    assert found["late"] is True


def test_nothing_shared_is_changed_by_adding_rules() -> None:
    rules, run = list(ContentCheckerItem.axe_custom_rules), list(ContentCheckerItem.axe_run_only)
    configured(ContentCheckerItem())
    assert (rules, run) == (ContentCheckerItem.axe_custom_rules, ContentCheckerItem.axe_run_only)
    assert len(ids(configured(ContentCheckerItem())["spec"]["rules"])) == len(rules) + 3


@pytest.mark.parametrize("checker", [ByTags, Everything])
def test_a_host_that_runs_by_tags_or_everything_runs_ours_too(checker: Any) -> None:
    found = configured(checker())["options"]
    assert found.get("runOnly") == checker.axe_run_only
    assert found["rules"]["grip-bare-phone"] == {"enabled": True}


def test_a_host_that_names_its_rules_in_full_runs_ours_too() -> None:
    class InFull(ContentCheckerItem):
        axe_run_only = {"type": "rule", "values": ["link-name"]}  # type: ignore[assignment]

    assert configured(InFull())["options"]["runOnly"]["values"][:2] == ["link-name", "grip-bare-phone"]


def test_a_host_may_switch_a_rule_of_ours_off() -> None:
    options = configured(WithoutLinks())["options"]
    assert options["rules"]["grip-link-text"] == {"enabled": False}
    assert "grip-link-text" not in options["runOnly"]
    assert "grip-bare-phone" in options["runOnly"]


def test_a_user_bar_without_a_checker_stays_without() -> None:
    items: list[Any] = []
    add_rules(items, make.page_class("norm")(title="Norm"))
    assert items == []


def test_the_script_comes_along_with_the_preview_of_our_pages_alone() -> None:
    page = make.make_page("norm", **make.content_of("norm"))
    client = Client()
    client.force_login(make.editor())
    script = "gripwagtail/admin/content-checks.min.js"
    assert script in client.get(page.url).content.decode()
    assert script not in client.get(make.home_page().url).content.decode()
    assert script not in Client().get(page.url).content.decode()
    assert ScriptItem().render_html({}) == ""


def test_the_messages_are_in_the_language_of_the_editor() -> None:
    with translation.override("en"):
        assert configured(ContentCheckerItem())["messages"]["grip-bare-phone"]["error_name"] == (
            "Phone number in running text"
        )
