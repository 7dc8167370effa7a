"""A stylesheet is no condition for help: a file of ours that was never collected takes no page down."""

from __future__ import annotations

import ast
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.test import Client, RequestFactory
from django.urls import reverse

from gripwagtail import assets
from gripwagtail.assets import asset_url, asset_urls, media_of
from gripwagtail.rendering.contexts import BLOCKS
from gripwagtail.rendering.root import claim_css
from tests import factories as make

PACKAGE = Path(assets.__file__).parent
MANIFEST = "Missing staticfiles manifest entry for '%s'"


class WithoutOurs(StaticFilesStorage):
    """As storage with a manifest that was made before our last release."""

    def url(self, name: str) -> str:
        if name.startswith("gripwagtail/"):
            raise ValueError(MANIFEST % name)
        return f"/static/{name}?hash"


class Unreachable(StaticFilesStorage):
    """As storage on a machine that does not answer."""

    def url(self, name: str) -> str:
        if name.startswith("gripwagtail/"):
            raise RuntimeError("nobody answers")
        return f"/static/{name}"


def stored(storage: type[StaticFilesStorage]) -> dict[str, Any]:
    return {**django_settings.STORAGES, "staticfiles": {"BACKEND": f"{__name__}.{storage.__name__}"}}


@pytest.fixture(autouse=True)
def nothing_told_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "_told", set())


@pytest.fixture(params=[WithoutOurs, Unreachable])
def without(request: pytest.FixtureRequest, settings: Any) -> None:
    settings.STORAGES = stored(request.param)


@pytest.mark.django_db
def test_every_page_and_sheet_helps_a_visitor(without: None) -> None:
    make.helpline()
    home = make.home_page(body=[make.block(kind) for kind in BLOCKS])
    pages = make.five_pages(home)
    make.settings_of(phone="070 012 34 00")
    assert 'href="/static/gripwagtail/grip.min.css"' in make.visit(home).content.decode()
    seen = 0
    for kind, page in pages.items():
        sheet = "grip-help" if kind == "incident_help" else "grip"
        assert f'href="/static/gripwagtail/{sheet}.min.css"' in make.visit(page).content.decode()
        for name, subroute in make.subroutes_of(kind).items():
            for rest in ("", *subroute.rest(page)):
                seen += make.visit(page, leaf=f"{name}/{rest}").status_code in (200, 404)
    assert seen >= 4


@pytest.mark.django_db
def test_the_admin_stands(without: None) -> None:
    pages = make.five_pages()
    client = Client()
    client.force_login(make.editor())
    addresses = [
        reverse("wagtailadmin_home"),
        reverse("gripwagtail_desk_report"),
        *(reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in pages.values()),
        reverse("gripwagtail_checks", args=[pages["contact"].pk]),
        reverse("gripwagtail_corrections", args=[pages["contact"].pk]),
        reverse("gripwagtail_library", args=[pages["incident_help"].pk]),
        reverse("gripwagtail_aftercare", args=[pages["incident_help"].pk]),
    ]
    brought = ""
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        brought += response.content.decode()
    for name in (
        "desk.min.css",
        "keys.min.css",
        "keys.min.js",
        "phone.min.js",
        "phone.min.css",
        "corrections.min.css",
        "aftercare.min.css",
    ):
        assert f"/static/gripwagtail/admin/{name}" in brought
    # The user bar is on every page that an editor looks at.
    for page in pages.values():
        assert make.visit(page, client).status_code == 200


def test_an_address_is_that_of_the_storage_where_it_has_one(settings: Any) -> None:
    settings.STORAGES = stored(WithoutOurs)
    assert asset_url("else/where.css") == "/static/else/where.css?hash"
    assert str(media_of(js=["else/where.js"])) == '<script src="/static/else/where.js?hash"></script>'


def test_a_plain_address_follows_the_setting(settings: Any) -> None:
    settings.STORAGES = stored(WithoutOurs)
    settings.STATIC_URL = "https://files.example/s/"
    assert asset_url("gripwagtail/a b.css") == "https://files.example/s/gripwagtail/a%20b.css"


def test_visitors_get_the_minified_file_and_developers_the_one_that_people_write(settings: Any) -> None:
    assert asset_url("gripwagtail/exit.js") == "/static/gripwagtail/exit.min.js"
    assert 'href="/static/gripwagtail/admin/desk.min.css"' in str(media_of(css=["gripwagtail/admin/desk.css"]))
    assert asset_url("else/where.css") == "/static/else/where.css"
    settings.DEBUG = True
    assert asset_url("gripwagtail/exit.js") == "/static/gripwagtail/exit.js"


def test_a_file_that_is_named_minified_is_that_file() -> None:
    assert asset_url("gripwagtail/grip.min.css") == "/static/gripwagtail/grip.min.css"


@pytest.mark.parametrize(("layered", "name"), [(True, "grip.min.css"), ("layered", "grip-layered.min.css")])
@pytest.mark.django_db
def test_a_page_links_to_the_minified_stylesheet_in_a_layer_or_out_of_it(
    settings: Any, layered: Any, name: str
) -> None:
    settings.GRIPWAGTAIL = {**getattr(settings, "GRIPWAGTAIL", {}), "LOAD_CSS": layered}
    page = make.make_page("norm", **make.content_of("norm"))
    assert f'href="/static/gripwagtail/{name}"' in make.visit(page).content.decode()


def test_both_addresses_of_a_file_are_known(settings: Any) -> None:
    small, source = "/static/gripwagtail/grip.min.css", "/static/gripwagtail/grip.css"
    assert asset_urls("gripwagtail/grip.css") == [small, source]
    settings.DEBUG = True
    assert asset_urls("gripwagtail/grip.css") == [source]


def test_the_log_is_told_once_of_each_file(without: None, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="gripwagtail"):
        for _ in range(3):
            asset_url("gripwagtail/grip.css")
            asset_url("gripwagtail/exit.js")
    assert len(caplog.records) == 2
    assert "collectstatic" in caplog.text


def test_all_files_that_we_ship_are_known_by_name() -> None:
    assert set(assets.assets()) > {"gripwagtail/grip.css", "gripwagtail/admin/keys.js", "gripwagtail/copy.js"}
    assert all((PACKAGE / "static" / name).is_file() for name in assets.assets())


# --- every address goes through one function ----------------------------------------


def by_tag(text: str) -> list[str]:
    """The tags of Django and Wagtail that raise for a file that is not in a manifest."""
    return re.findall(r"{%-?\s*(?:versioned_)?static\b|{%-?\s*load\b[^%]*\bstatic\b|get_static_prefix", text)


ASKS = {"static", "versioned_static", "staticfiles_storage"}


def by_code(source: str) -> list[str]:
    """The functions that do so, and classes whose media Django looks up itself."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom | ast.Import):
            found += [one.name for one in node.names if one.name in ASKS]
        elif isinstance(node, ast.ClassDef) and node.name == "Media":
            found.append("class Media")
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "Media":
            texts = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant)]
            found += [text for text in texts if isinstance(text, str) and text.endswith((".js", ".css"))]
    return found


# The doctor asks which storage there is, and reads stylesheets of the host; the mirror copies the files that a page has
# addresses of. Neither asks for an address.
MAY = {"assets.py", "doctor/configuration.py", "doctor/host_css.py", "mirror/assets.py"}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("templates/**/*.html")), ids=lambda path: path.name)
def test_no_template_asks_the_storage_itself(path: Path) -> None:
    assert by_tag(path.read_text(encoding="utf-8")) == []


def test_no_module_asks_the_storage_itself() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): by_code(path.read_text(encoding="utf-8"))
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in path.parts
    }
    assert {name for name, lines in found.items() if lines} <= MAY
    assert found["assets.py"] == ["static"]


@pytest.mark.parametrize(
    "text",
    ["{% load static %}", "{% load i18n static %}", '{% static "a.css" %}', '{% versioned_static "a.css" %}'],
)
def test_the_guard_sees_a_template_that_asks_itself(text: str) -> None:
    assert by_tag(text)


@pytest.mark.parametrize(
    "source",
    [
        "from django.templatetags.static import static",
        "from wagtail.admin.staticfiles import versioned_static",
        "class Widget:\n    class Media:\n        js = ['a.js']",
        "forms.Media(js=['a.js'])",
    ],
)
def test_the_guard_sees_a_module_that_asks_itself(source: str) -> None:
    assert by_code(source)


def test_the_stylesheet_for_paper_comes_after_each_that_it_changes() -> None:
    request = RequestFactory().get("/")
    brought = [claim_css(request, kind) for kind in ("incident_help-page", "contacts-block", "norm-block")]
    assert [one.css for one in brought] == ["gripwagtail/grip-help.css", "gripwagtail/grip.css", ""]
    assert [bool(one.print_css) for one in brought] == [True, True, False]
