"""What is in the mirror: our pages as anyone may read them, as files that any server can show."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from gripwagtail.lookup.sources import page_models
from gripwagtail.mirror.addresses import file_of, folder_of
from gripwagtail.mirror.gate import other_languages
from gripwagtail.mirror.making import today
from gripwagtail.mirror.writing import LONGEST, MirrorError
from gripwagtail.signals import changed
from tests import factories as make
from tests import mirrors
from tests.mirrors import Mirror, with_middleware

pytestmark = [pytest.mark.django_db, pytest.mark.broad]
HOME = "localhost/index.html"
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    return Mirror(tmp_path / "mirror")


def contact_page(**fields: Any) -> Any:
    return make.make_page("contact", slug="wie-helpt", contacts=[make.contact()], **fields)


def incident_page(**fields: Any) -> Any:
    return make.make_page("incident_help", slug="hulp", situations=[make.situation()], **fields)


def in_days(number: int) -> datetime.date:
    return today() + datetime.timedelta(days=number)


# --- every page, and what is beside it ----------------------------------------------


def test_what_a_page_does_not_offer_is_no_fault_in_the_log(mirror: Mirror, caplog: pytest.LogCaptureFixture) -> None:
    contact_page(vcards=False)
    mirror.write()
    assert not [record for record in caplog.records if "Not Found" in record.getMessage()]
    Client().get("/nergens/")
    assert "Not Found: /nergens/" in [record.getMessage() for record in caplog.records]


def test_our_pages_their_sheets_and_the_front_page_are_in_it(mirror: Mirror) -> None:
    contact_page()
    incident_page()
    mirror.write()
    assert {HOME, "localhost/wie-helpt/index.html", "localhost/wie-helpt/print/index.html"} <= mirror.files()
    assert "localhost/hulp/poster/index.html" in mirror.files()
    assert make.SIGNS["contact"] in mirror.text("whole/localhost/wie-helpt/index.html")


def test_what_is_no_page_has_an_index_of_its_own_type(mirror: Mirror) -> None:
    contact_page(vcards=True)
    incident_page()
    mirror.write()
    assert mirror.text("whole/localhost/hulp/poster/qr/index.svg").startswith("<?xml")
    cards = {name for name in mirror.files() if name.endswith("index.vcf")}
    assert len(cards) == 2
    assert mirror.text(f"whole/{min(cards)}").startswith("BEGIN:VCARD")
    lines = mirror.text("headers/nginx.conf")
    assert "text/vcard vcf;" in lines
    assert "image/svg+xml svg;" in lines


def test_an_address_that_answers_with_nothing_is_not_in_it(mirror: Mirror) -> None:
    """The page lists them all, also those of cards that name a person."""
    person = make.contact(kind="person", name="Annemiek Jansen", label="")
    page = make.make_page("contact", slug="wie-helpt", contacts=[person, make.contact()], vcards=True)
    assert len([path for path in page.get_cached_paths() if "vcard" in path]) == 3
    mirror.write()
    assert len([name for name in mirror.files() if "vcard" in name]) == 2


def test_what_is_unpublished_is_gone_from_the_next_one(mirror: Mirror) -> None:
    contact_page()
    page = incident_page()
    mirror.write()
    page.unpublish()
    mirror.write()
    assert "localhost/wie-helpt/index.html" in mirror.files()
    assert not [name for name in mirror.files("") if "/hulp/" in name]


def test_each_static_file_that_a_page_names_comes_along(mirror: Mirror) -> None:
    incident_page()
    mirror.write()
    static = mirror.files("files/static/gripwagtail")
    assert {"grip-help.min.css", "guide.min.js", "search.min.js", "ranking.min.js", "words-nl.json"} <= static
    assert "poster.min.css" in static


def test_files_with_a_hash_in_their_name_come_from_the_storage_and_stay_for_one_version_more(
    mirror: Mirror, tmp_path: Path
) -> None:
    storage = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    hashed = {"STATIC_ROOT": str(tmp_path / "static"), "STORAGES": {"staticfiles": storage}}
    with override_settings(**hashed):
        call_command("collectstatic", interactive=False, verbosity=0)
        make.make_page("norm", slug="norm", **make.content_of("norm"))
        mirror.write()
        [old] = [name for name in mirror.files("files") if "grip.min." in name]
        assert (tmp_path / old).read_bytes() == (mirror.current / "files" / old).read_bytes()
        assert f"/{old}" in mirror.text("whole/localhost/norm/index.html")
    # As after a release: other names, and a page of the old one may be open.
    mirror.write(again=True)
    assert {old, "static/gripwagtail/grip.min.css"} <= mirror.files("files")
    mirror.write(again=True, with_names=True)
    assert old not in mirror.files("files")


# --- only what everyone may see -----------------------------------------------------


def test_a_page_with_a_password_is_not_in_it_nor_what_is_below_its_address(mirror: Mirror) -> None:
    page = contact_page()
    incident_page()
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="geheim")
    assert make.visit(page).status_code == 200
    mirror.write()
    assert "localhost/hulp/index.html" in mirror.files()
    assert "wie-helpt" not in " ".join(mirror.files(""))


def test_a_page_below_one_that_is_closed_is_closed_as_well(mirror: Mirror) -> None:
    inside = make.home_page(make.home_page(), slug="intern", title="Alleen voor ons")
    make.make_page("contact", inside, slug="wie-helpt", contacts=[make.contact()])
    PageViewRestriction.objects.create(page=inside, restriction_type="login")
    mirror.write()
    assert "wie-helpt" not in mirror.all_text()


def test_of_a_front_page_that_is_closed_not_even_the_title_is_in_it(mirror: Mirror) -> None:
    contact_page()
    home = make.home_page(title="Vergadering van dinsdag")
    PageViewRestriction.objects.create(page=home, restriction_type="login")
    mirror.write()
    assert mirror.files() == set()
    assert 'href="tel:112"' in mirror.text("alone/localhost/index.html")
    assert "Vergadering" not in mirror.all_text()


def test_a_draft_is_not_in_it(mirror: Mirror) -> None:
    page = incident_page(live=False)
    page.save_revision()
    mirror.write()
    assert "/hulp/" not in " ".join(mirror.files(""))


def test_a_page_of_ours_that_gives_a_cookie_stops_it(mirror: Mirror) -> None:
    contact_page()
    with override_settings(**with_middleware("with_cookie")), pytest.raises(MirrorError) as stopped:
        mirror.write()
    assert "localhost/wie-helpt/" in stopped.value.problems
    assert not mirror.current.exists()


# --- as files -----------------------------------------------------------------------


def test_what_headers_said_is_in_the_pages_and_in_lines_for_each_server(mirror: Mirror) -> None:
    contact_page()
    with override_settings(**with_middleware("policy")):
        mirror.write()
    assert '<meta name="robots" content="noindex">' in mirror.text("whole/localhost/wie-helpt/print/index.html")
    page = mirror.text("whole/localhost/wie-helpt/index.html")
    assert '<meta name="referrer" content="same-origin">' in page
    assert "noindex" not in page
    for server in ("nginx", "caddy", "apache"):
        lines = mirror.text(f"headers/{server}.conf")
        assert 'Cache-Control "private, no-store"' in lines
        assert 'Referrer-Policy "same-origin"' in lines
        assert f'Content-Security-Policy "{mirrors.POLICY}"' in lines


def test_a_page_that_search_engines_leave_out_says_so_in_its_file(mirror: Mirror) -> None:
    contact_page(hide_from_search=True)
    mirror.write()
    assert '<meta name="robots" content="noindex">' in mirror.text("whole/localhost/wie-helpt/index.html")


def test_every_address_in_it_begins_at_the_root_of_the_site_but_on_paper(mirror: Mirror) -> None:
    site = make.site_with("kwikstaart.example")
    contact = make.make_page("contact", site.root_page, slug="wie-helpt", contacts=[make.contact()])
    make.make_page("incident_help", site.root_page, slug="hulp", situations=[make.situation()])
    mirror.write()
    folder = "whole/kwikstaart.example"
    for name in ("index.html", "wie-helpt/index.html", "hulp/index.html"):
        assert "://kwikstaart.example" not in mirror.text(f"{folder}/{name}")
    assert f"kwikstaart.example/{contact.slug}" in mirror.text(f"{folder}/wie-helpt/print/index.html")


def test_each_site_has_a_folder_of_its_own(mirror: Mirror) -> None:
    contact_page()
    for host, port in (("Noord.example", 443), ("zuid.example", 8443)):
        site = make.site_with(host, port=port)
        make.make_page("contact", site.root_page, slug="team", contacts=[make.contact(label=f"Team {host}")])
    mirror.write()
    assert sorted(path.name for path in (mirror.current / "whole").iterdir()) == [
        "localhost",
        "noord.example",
        "zuid.example_8443",
    ]
    page = mirror.text("whole/zuid.example_8443/team/index.html")
    assert "Team zuid.example" in page
    assert "Noord" not in page


def test_each_site_is_asked_at_its_own_port_and_at_the_usual_one_without_a_number(mirror: Mirror) -> None:
    contact_page()
    other = make.site_with("zuid.example", port=8443)
    make.make_page("contact", other.root_page, slug="team", contacts=[make.contact()])
    with override_settings(**with_middleware("canonical")):
        mirror.write()
    assert "<!-- https://localhost/wie-helpt/ -->" in mirror.text("whole/localhost/wie-helpt/index.html")
    assert "<!-- https://zuid.example:8443/team/ -->" in mirror.text("whole/zuid.example_8443/team/index.html")


def test_a_host_that_django_does_not_know_is_named(mirror: Mirror) -> None:
    contact_page()
    with override_settings(ALLOWED_HOSTS=["elsewhere.example"]), pytest.raises(MirrorError) as stopped:
        mirror.write()
    assert "ALLOWED_HOSTS" in stopped.value.problems["localhost/wie-helpt/"]


def test_a_page_of_ours_that_only_a_middleware_answers_stops_it(mirror: Mirror) -> None:
    contact_page()
    with override_settings(**with_middleware("maintenance")), pytest.raises(MirrorError) as stopped:
        mirror.write()
    assert "middleware" in stopped.value.problems["localhost/wie-helpt/"]


def test_a_site_whose_name_can_be_no_folder_is_named_and_stops_it(mirror: Mirror) -> None:
    contact_page()
    make.site_with("a/b")
    with pytest.raises(MirrorError) as stopped:
        mirror.write()
    assert ["a/b" in name for name in stopped.value.problems] == [True]


def test_where_each_language_has_its_prefix_the_bare_name_shows_the_front_page(mirror: Mirror) -> None:
    contact_page()
    with override_settings(ROOT_URLCONF="tests.hosts.urls_with_prefix"):
        mirror.write()
    assert mirror.text(f"whole/{HOME}") == mirror.text("whole/localhost/nl/index.html")


def test_a_site_that_sends_everyone_to_https_is_asked_over_https(mirror: Mirror) -> None:
    contact_page()
    secure = ["django.middleware.security.SecurityMiddleware", *settings.MIDDLEWARE]
    with override_settings(MIDDLEWARE=secure, SECURE_SSL_REDIRECT=True):
        mirror.write()
    assert "localhost/wie-helpt/index.html" in mirror.files()


@pytest.mark.parametrize("host", ["../etc", "a/b", "..", ".hidden", "a..b", "x\0y", ""])
def test_no_host_name_leads_out_of_the_folder(host: str) -> None:
    with pytest.raises(ValueError):
        folder_of(Site(hostname=host, port=443))


@pytest.mark.parametrize("path", ["/a/../b/", "/%2e%2e/b/", "/a%2fb/", "/a//b/", "/a%00/", "/./", "/c%3a/"])
def test_no_address_leads_out_of_its_folder(path: str) -> None:
    with pytest.raises(ValueError):
        file_of(path, "index.html")


def test_an_address_in_any_script_is_the_name_of_a_file() -> None:
    assert file_of("/", "index.html") == "index.html"
    assert file_of("/%D8%A7%D9%84%D9%85/x/", "index.vcf") == "الم/x/index.vcf"


def test_an_address_with_a_body_for_each_browser_language_stops_it(mirror: Mirror) -> None:
    make.language("en")
    contact_page()
    with override_settings(**with_middleware("by_language")), pytest.raises(MirrorError) as stopped:
        mirror.write()
    assert "“en”" in stopped.value.problems["localhost/wie-helpt/"]


def test_the_body_for_a_language_is_compared_with_those_for_the_others() -> None:
    make.language("en")
    assert other_languages("nl") == ["en"]


def test_a_host_can_leave_these_visits_out_of_its_counts(mirror: Mirror) -> None:
    contact_page()
    mirrors.COUNTED.clear()
    mirrors.UNCOUNTED.clear()
    with override_settings(**with_middleware("counting")):
        mirror.write()
    assert mirrors.COUNTED == []
    assert "/wie-helpt/" in mirrors.UNCOUNTED


# --- whose names --------------------------------------------------------------------


def person(**value: Any) -> Any:
    given = {
        "kind": "person",
        "name": "Annemiek van den Berg",
        "label": "Juf Annemiek",
        "roles": ["confidential-internal"],
        "email": "a.vandenberg@kwikstaart.example",
        "phones": ["070 012 34 57"],
        "where": "Lokaal 2.14, bij juf Annemiek",
    }
    return make.contact(**{**given, **value})


def named_everywhere() -> None:
    """A school that writes the name of its confidential adviser in every text that there is."""
    said = "Ga naar Annemiek van den  Berg, of vraag Juf Annemiek."
    make.make_page(
        "contact",
        slug="wie-helpt",
        contacts=[person(), make.contact(label="Het zorgteam", about=said)],
        steps=[make.step(text=said)],
        intro=said,
    )
    make.make_page("norm", slug="norm", **{**make.content_of("norm"), "intro": said})
    incident_page(intro=said)
    make.home_page(body=[make.block("contacts")])


def test_it_says_which_function_answers_and_nowhere_who_that_is(mirror: Mirror) -> None:
    named_everywhere()
    mirror.write()
    page = mirror.text("whole/localhost/wie-helpt/index.html")
    for word in ("Annemiek", "annemiek", "vandenberg", "Berg"):
        assert word not in mirror.all_text()
    assert "Ga naar vertrouwenspersoon" in page
    assert 'href="tel:+31700123457"' in page
    assert "2.14" not in page
    assert mirror.manifest["names"] is False


def test_a_site_that_asks_for_names_has_them(mirror: Mirror) -> None:
    named_everywhere()
    mirror.write(with_names=True)
    assert "Juf Annemiek" in mirror.text("whole/localhost/wie-helpt/index.html")
    assert "a.vandenberg@" in mirror.text("whole/localhost/wie-helpt/index.html")
    assert mirror.manifest["names"] is True


def test_a_visitor_cannot_ask_for_it_and_keeps_reading_names(mirror: Mirror) -> None:
    """What is made for the mirror is kept nowhere, so nobody else gets it."""
    page = make.make_page("contact", slug="wie-helpt", contacts=[person()])
    mirror.write()
    asked = make.visit(page, Client(headers={"X-Gripwagtail-Mirror": "1"}))
    assert "Juf Annemiek" in asked.content.decode()
    assert "Juf Annemiek" in make.visit(page).content.decode()


class WithoutCookies(Client):
    """Says nothing of cookies, as a browser that has none; that of Django says that it has none."""

    def _base_environ(self, **request: Any) -> dict[str, Any]:
        environ = super()._base_environ(**request)
        del environ["HTTP_COOKIE"]
        return environ


def test_a_cache_of_the_host_gives_it_no_names_and_gets_nothing_of_it(mirror: Mirror) -> None:
    name = "Annemiek van den Berg"
    page = make.make_page("norm", slug="norm", **{**make.content_of("norm"), "intro": f"Met {name}."})
    make.make_page("contact", slug="wie-helpt", contacts=[person()])
    kept = [
        "django.middleware.cache.UpdateCacheMiddleware",
        *settings.MIDDLEWARE,
        "django.middleware.cache.FetchFromCacheMiddleware",
    ]
    caches["default"].clear()
    with override_settings(MIDDLEWARE=kept, CACHE_MIDDLEWARE_SECONDS=600):
        mirror.write()
        # As from the address at which the mirror asked.
        client = WithoutCookies(headers={"host": "localhost", "accept-language": "nl"})
        assert name in client.get("/norm/", secure=True).content.decode()
        type(page).objects.filter(pk=page.pk).update(intro="Met elkaar.")
        changed()
        assert name in client.get("/norm/", secure=True).content.decode()
        mirror.write()
        assert name not in mirror.all_text()
        assert "Met elkaar." in mirror.text("whole/localhost/norm/index.html")
    caches["default"].clear()


def test_a_person_without_a_function_is_left_out(mirror: Mirror) -> None:
    make.make_page("contact", slug="wie-helpt", contacts=[person(roles=[], label="Saida"), make.contact()])
    mirror.write()
    page = mirror.text("whole/localhost/wie-helpt/index.html")
    assert page.count("data-grip-contact") == 1
    assert "070 012 34 57" not in page


# --- until when ---------------------------------------------------------------------


def test_it_is_right_until_the_first_day_on_which_a_card_begins_or_ends(mirror: Mirror) -> None:
    ends = make.contact(valid_until=in_days(4).isoformat())
    begins = make.contact(valid_from=in_days(2).isoformat())
    make.make_page("contact", slug="wie-helpt", contacts=[ends, begins, make.contact()])
    mirror.write()
    assert mirror.manifest["sites"]["localhost"] == {
        "until": in_days(2).isoformat(),
        "days": [in_days(0).isoformat(), in_days(1).isoformat()],
    }
    assert sorted(path.name for path in (mirror.current / "days").iterdir()) == [
        in_days(0).isoformat(),
        in_days(1).isoformat(),
    ]
    assert (mirror.current / "days" / in_days(1).isoformat() / "localhost" / "wie-helpt" / "index.html").is_file()


def test_it_is_right_until_the_day_on_which_a_page_expires_and_today_anyhow(mirror: Mirror) -> None:
    contact_page()
    page = incident_page(expire_at=timezone.now() + datetime.timedelta(days=3))
    mirror.write()
    assert mirror.manifest["sites"]["localhost"]["until"] == timezone.localtime(page.expire_at).date().isoformat()
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now())
    mirror.write(again=True)
    assert mirror.manifest["sites"]["localhost"]["days"] == [today().isoformat()]


def test_nothing_is_right_for_longer_than_two_weeks(mirror: Mirror) -> None:
    contact_page()
    mirror.write()
    assert mirror.manifest["sites"]["localhost"]["until"] == in_days(LONGEST).isoformat()
    assert len(list((mirror.current / "days").iterdir())) == LONGEST == 14


def test_a_day_in_one_school_does_not_end_the_pages_of_another(mirror: Mirror) -> None:
    make.make_page("contact", contacts=[make.contact(valid_until=in_days(0).isoformat())])
    site = make.site_with("noord.example")
    make.make_page("contact", site.root_page, contacts=[make.contact()])
    mirror.write()
    tomorrow = mirror.current / "days" / in_days(1).isoformat()
    assert [path.name for path in tomorrow.iterdir()] == ["noord.example"]


def test_after_that_112_113_and_the_helplines_stand_alone_at_every_address(mirror: Mirror) -> None:
    make.helpline()
    make.settings_of(school_name="De Kwikstaart", phone="070 012 34 56")
    named_everywhere()
    mirror.write()
    pages = {name for name in mirror.files() if name.endswith("index.html")}
    assert mirror.files("alone") == pages
    for name in pages:
        alone = mirror.text(f"alone/{name}")
        assert 'href="tel:112"' in alone
        assert 'href="tel:113"' in alone
        assert "De Kindertelefoon" in alone
        assert "zorgteam" not in alone
        assert "grip.min.css" in alone


def test_the_lines_of_the_servers_name_all_that_is_beside_a_page_and_no_more() -> None:
    """What search engines leave out stands in the docs by name, because a folder has no headers."""
    lines = re.findall(r"\(([\w|-]+\|vcard)\)", (ROOT / "docs" / "mirror.md").read_text(encoding="utf-8"))
    assert len(lines) == 3
    names = {one.name for model in page_models() for one in model.grip_subroutes} | {"qr"}
    assert [set(line.split("|")) for line in lines] == [names] * 3
