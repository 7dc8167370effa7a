"""A site whose records are as a new project makes them prints nothing that leads nowhere, and says so first."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from wagtail.models import Site

from gripwagtail.text.hosts import is_example, is_local, is_somewhere, real_hosts
from tests import factories as make
from tests.doctored import codes, findings, of, provokes

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

LIVE = "www.kwikstaart.example"
ON_PAPER = {"incident_help": ("poster/", "poster/qr/", "card/")}
BESIDE = {"contact": ("print/", "vcard/"), "norm": ("share/",), "parent_tips": ("share/",)}


@pytest.fixture
def pages() -> dict[str, Any]:
    make.helpline()
    found = make.five_pages(make.home_page())
    make.set_items(found["contact"], "contacts", [make.contact(label="Vertrouwenspersoon", roles=["mentor"])])
    type(found["contact"]).objects.filter(pk=found["contact"].pk).update(vcards=True)
    return found


def asked(page: Any, leaf: str, host: str = LIVE, **extra: Any) -> Any:
    return Client().get(page.url + leaf, headers={"host": host}, **extra)


@pytest.mark.parametrize("leaf", ON_PAPER["incident_help"])
def test_nothing_is_printed_that_leads_to_this_machine(pages: dict[str, Any], leaf: str) -> None:
    answer = asked(pages["incident_help"], leaf)

    assert answer.status_code == 409
    assert "http://localhost/" in answer.content.decode()
    assert "Instellingen → Sites" in answer.content.decode()


@pytest.mark.parametrize(("kind", "leaf"), [(kind, leaf) for kind, leaves in BESIDE.items() for leaf in leaves])
def test_what_is_of_use_without_an_address_is_made_without_one(pages: dict[str, Any], kind: str, leaf: str) -> None:
    answer = asked(pages[kind], leaf)

    assert answer.status_code == 200
    assert "localhost" not in answer.content.decode()
    assert "Lees meer:" not in answer.content.decode()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "testserver"])
def test_whoever_is_making_the_site_sees_all_of_it(pages: dict[str, Any], host: str) -> None:
    assert asked(pages["incident_help"], "poster/", host).status_code == 200


def test_an_address_is_secure_where_the_visit_is(pages: dict[str, Any]) -> None:
    Site.objects.update(hostname=LIVE, port=80)
    Site.clear_site_root_paths_cache()
    page = pages["contact"]

    assert f"http://{LIVE}/" in asked(page, "print/").content.decode()
    secure = asked(page, "print/", secure=True).content.decode()
    assert f"https://{LIVE}/" in secure
    assert "http://" not in secure
    # Whether another host of the site is secure too, nobody knows.
    assert f"http://{LIVE}/" in asked(page, "print/", "kwikstaart.example", secure=True).content.decode()


@provokes("settings.site-address")
def test_the_record_of_the_site_is_an_error_and_the_first_one(pages: dict[str, Any]) -> None:
    assert "settings.site-address" not in codes()

    [found] = of("settings.site-address", ALLOWED_HOSTS=["localhost", LIVE])
    assert found.severity == "ERROR"
    assert "http://localhost" in found.message
    assert LIVE in found.message
    assert findings(ALLOWED_HOSTS=["localhost", LIVE])[0] == found
    Site.objects.update(hostname=LIVE)
    assert "settings.site-address" not in codes(ALLOWED_HOSTS=["localhost", LIVE])


@provokes("settings.site-scheme")
def test_an_address_without_https_on_a_site_that_wants_it_is_named(pages: dict[str, Any]) -> None:
    Site.objects.update(hostname=LIVE)
    assert of("settings.site-scheme", SECURE_SSL_REDIRECT=True)

    Site.objects.update(port=443)
    assert "settings.site-scheme" not in codes(SECURE_SSL_REDIRECT=True)


@provokes("settings.admin-address", "settings.sender", "settings.time-zone")
@pytest.mark.parametrize(
    ("code", "made_with", "right"),
    [
        ("settings.admin-address", {"WAGTAILADMIN_BASE_URL": "http://example.com"}, {"WAGTAILADMIN_BASE_URL": LIVE}),
        (
            "settings.sender",
            {"DEFAULT_FROM_EMAIL": "webmaster@localhost", "ALLOWED_HOSTS": [LIVE, "localhost"]},
            {"DEFAULT_FROM_EMAIL": f"De Kwikstaart <site@{LIVE}>", "ALLOWED_HOSTS": [LIVE, "localhost"]},
        ),
        ("settings.time-zone", {"TIME_ZONE": "UTC"}, {"TIME_ZONE": "Europe/Brussels"}),
    ],
)
def test_what_a_new_project_is_made_with_is_named(
    pages: dict[str, Any], code: str, made_with: dict[str, Any], right: dict[str, Any]
) -> None:
    assert of(code, **made_with)[0].hint
    assert code not in codes(**right)


def test_no_mail_is_sent_with_links_to_an_example() -> None:
    with override_settings(), pytest.raises(CommandError, match=r"http://example\.com"):
        call_command("gripwagtail_remind", base_url="http://example.com/admin")


@pytest.mark.parametrize(
    ("host", "local", "example", "somewhere"),
    [
        ("localhost", True, False, False),
        ("school.localhost", True, False, False),
        ("127.0.0.1", True, False, False),
        ("192.168.1.20", True, False, False),
        ("::1", True, False, False),
        ("8.8.8.8", False, False, True),
        ("db.internal", True, False, False),
        ("", True, False, False),
        ("example.com", False, True, False),
        ("www.example.org", False, True, False),
        ("notexample.com", False, False, True),
        (LIVE, False, False, True),
        ("*", False, False, False),
    ],
)
def test_hosts_are_told_apart(host: str, local: bool, example: bool, somewhere: bool) -> None:
    assert (is_local(host), is_example(host), is_somewhere(host)) == (local, example, somewhere)


def test_no_host_is_real_while_the_site_is_being_made() -> None:
    with override_settings(ALLOWED_HOSTS=["*", ".kwikstaart.example", "localhost"]):
        assert real_hosts() == ["kwikstaart.example"]
        with override_settings(DEBUG=True):
            assert real_hosts() == []


@provokes("tree.no-site")
def test_published_pages_without_a_site_are_an_error_of_the_install(pages: dict[str, Any], capsys: Any) -> None:
    assert "tree.no-site" not in codes()
    Site.objects.all().delete()
    Site.clear_site_root_paths_cache()

    [found] = of("tree.no-site")
    assert found.severity == "ERROR"
    assert "5" in found.message
    for options in ({}, {"content": True}):
        with pytest.raises(CommandError):
            call_command("gripwagtail_doctor", fail_level="ERROR", **options)
        assert "tree.no-site" in capsys.readouterr().out


def test_an_install_without_a_site_is_not_called_healthy(db: None, capsys: Any) -> None:
    Site.objects.all().delete()
    call_command("gripwagtail_doctor", content=True, fail_level="ERROR")

    assert "niets om naar te kijken" in capsys.readouterr().out


def test_two_pages_that_want_to_be_one_source_are_an_error_where_only_content_is_looked_at(
    pages: dict[str, Any], capsys: Any
) -> None:
    pages["contact"].copy(update_attrs={"slug": "nog-een", "title": "Nog een"}).save_revision().publish()

    with pytest.raises(CommandError):
        call_command("gripwagtail_doctor", content=True, fail_level="ERROR")
    assert "ERROR tree.source-several" in capsys.readouterr().out
