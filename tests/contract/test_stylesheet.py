"""How a page brings our stylesheet, and what stands around our pages, as the settings want it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from gripwagtail.conf import conf
from gripwagtail.lookup.sources import KINDS
from tests import factories as make

pytestmark = pytest.mark.django_db
MANIFEST = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"


OURS = "gripwagtail/layouts/page.html"


def sheets(shown: BeautifulSoup) -> list[str]:
    """The addresses of our stylesheets that a page links to."""
    links = [link["href"] for link in shown.select("link[rel=stylesheet]:not([media=print])")]
    return [link for link in links if "/gripwagtail/grip" in link]


def roots(shown: BeautifulSoup) -> list[Any]:
    return shown.select("[class~='grip'][class*='-page']")


@pytest.mark.parametrize("kind", KINDS)
def test_our_pages_stand_in_the_container_of_the_host_when_it_names_one(
    pages: dict[str, Any], settings: Any, kind: str
) -> None:
    settings.GRIPWAGTAIL = {**conf.given, "CONTAINER_CLASS": ""}
    # A host with a page template of its own writes its container there.
    if OURS not in {template.name for template in make.visit(pages[kind]).templates}:
        pytest.skip("the host has a template of its own for this page")
    [bare] = roots(make.see(pages[kind]))
    settings.GRIPWAGTAIL = {**conf.given, "CONTAINER_CLASS": "container school-wide"}
    [root] = roots(make.see(pages[kind]))
    container = root.parent
    assert (container.name, container.attrs) == ("div", {"class": ["container", "school-wide"]})
    assert container.find_all(recursive=False)[-1] is root
    assert (container.parent.name, container.parent.attrs) == (bare.parent.name, bare.parent.attrs)


def test_a_class_of_the_host_is_no_way_to_put_html_around_our_pages(pages: dict[str, Any], settings: Any) -> None:
    settings.GRIPWAGTAIL = {**conf.given, "CONTAINER_CLASS": 'wide"><script>1</script>'}
    assert "<script>1</script>" not in make.visit(pages["norm"]).content.decode()


@pytest.mark.parametrize(("given", "name"), [(True, "grip"), ("layered", "grip-layered"), (False, None)])
def test_a_page_links_to_the_stylesheet_of_the_setting_once(
    home: Any, pages: dict[str, Any], settings: Any, given: Any, name: str | None
) -> None:
    settings.GRIPWAGTAIL = {**conf.given, "LOAD_CSS": given}
    for kind, page in pages.items():
        links = sheets(make.see(page))
        assert len(links) == (1 if name else 0)
        own = "grip-help" if name == "grip" and kind == "incident_help" else name
        assert all(re.search(rf"/{own}\.min(\.[0-9a-f]{{12}})?\.css$", link) for link in links)


def test_the_sheet_with_the_layer_finds_the_other_under_its_name_with_a_hash(
    pages: dict[str, Any], settings: Any, tmp_path: Path
) -> None:
    settings.STORAGES = {**django_settings.STORAGES, "staticfiles": {"BACKEND": MANIFEST}}
    settings.STATIC_ROOT = str(tmp_path)
    settings.GRIPWAGTAIL = {**conf.given, "LOAD_CSS": "layered"}
    call_command("collectstatic", interactive=False, verbosity=0)
    [link] = sheets(make.see(pages["norm"]))
    collected = tmp_path / link.removeprefix(settings.STATIC_URL)
    assert re.fullmatch(r"grip-layered\.min\.[0-9a-f]{12}\.css", collected.name)
    found = re.findall(r'@import url\("([^"]+)"\) layer\(gripwagtail\)', collected.read_text(encoding="utf-8"))
    names = ("grip", "grip-print")
    assert found == [Path(staticfiles_storage.url(f"gripwagtail/{name}.min.css")).name for name in names]
    for name, brought in zip(names, found, strict=True):
        assert re.fullmatch(rf"{name}\.min\.[0-9a-f]{{12}}\.css", brought)
        assert (collected.parent / brought).is_file()
