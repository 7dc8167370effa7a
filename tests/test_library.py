"""A shipped situation that a page does not have is added to its draft with one click, by who may edit that page."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import GroupPagePermission
from wagtail.users.models import UserProfile

from gripwagtail.content.incident_help import LAST_SITUATION
from gripwagtail.editing.library import add, missing
from gripwagtail.starter.files import StarterError
from gripwagtail.starter.plans import planting, shipped_items
from gripwagtail.starter.streams import NAMESPACE
from gripwagtail.starter.texts import load
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

MISSING = {
    "po": ["onder-druk", "bericht-over-school", "geld-kwijt", "chatbot"],
    "vo": [
        *("naar-gezien", "meekijken", "chatbot", "niet-stoppen", "opdrachten", "pijn-van-binnen"),
        "medewerker-doelwit",
    ],
}


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The messages as they are in the code."""
    with translation.override("en"):
        yield


def planted(texts: str = "po") -> list[dict[str, Any]]:
    return planting("incident_help", load("nl", texts)).streams["situations"]


def incident_page(parent: Any = None, situations: list[Any] | None = None, **fields: Any) -> Any:
    page = factories.make_page(
        "incident_help", parent, situations=planted() if situations is None else situations, **fields
    )
    page.save_revision().publish()
    return fresh(page)


def fresh(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def draft(page: Any) -> Any:
    return fresh(page).get_latest_revision_as_object()


def keys(page: Any) -> list[str]:
    return [item["value"]["key"] for item in page.situations.raw_data]


def missing_keys(page: Any) -> list[str]:
    return [shipped.key for shipped in missing(page)]


def address(page: Any) -> str:
    return reverse("gripwagtail_library", args=[page.pk])


def offered(page: Any, key: str) -> dict[str, str]:
    """What the button of this text sends: it says which text was read. Nothing is said of what is not offered."""
    try:
        shown = missing(page.get_latest_revision_as_object()) if getattr(page, "grip_library", "") else []
    except StarterError:
        shown = []
    return {"key": key, "seen": next((one.seen for one in shown if one.key == key), "")}


def edit_address(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def client_of(user: Any) -> Client:
    """A browser in which somebody (or nobody) is logged in, with the admin in English."""
    client = Client()
    if user is not None:
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
        client.force_login(user)
    return client


def _plain_user(*groups: Group) -> Any:
    user = get_user_model().objects.create_user(username=f"u{uuid.uuid4().hex[:8]}", password="geheim")
    user.groups.set(groups)
    return user


def editor_of(page: Any, *permissions: str) -> Any:
    """Somebody who may enter the admin, and has these permissions on a page and what is below it."""
    group = Group.objects.create(name=f"g{uuid.uuid4().hex[:8]}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in permissions:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=group, page=page.page_ptr, permission=permission)
    return _plain_user(group)


# --- what is missing ----------------------------------------------------------------


def test_what_was_not_planted_is_missing_in_the_order_of_ours() -> None:
    assert missing_keys(incident_page()) == MISSING["po"]


def test_a_planted_situation_that_was_taken_away_is_missing() -> None:
    page = incident_page(situations=[item for item in planted() if item["value"]["key"] != "nepfoto"])
    assert missing_keys(page) == [MISSING["po"][0], "nepfoto", *MISSING["po"][1:]]


def test_a_key_counts_whoever_wrote_it() -> None:
    own = factories.situation(key="GELD-KWIJT")
    assert "geld-kwijt" not in missing_keys(incident_page(situations=[*planted(), own]))


@pytest.mark.parametrize(("school_type", "texts"), [("po", "po"), ("ikc", "po"), ("vo", "vo"), ("vso", "vo")])
def test_the_settings_of_the_site_say_which_texts(school_type: str, texts: str) -> None:
    factories.home_page()
    factories.settings_of(school_type=school_type)
    assert missing_keys(incident_page(situations=planted(texts))) == MISSING[texts]


def test_the_contact_page_may_say_that_it_is_another_type_of_school() -> None:
    factories.home_page()
    factories.settings_of(school_type="po")
    factories.make_page("contact", school_type="vo", school_phone="070 012 34 56")
    assert missing_keys(incident_page(situations=planted("vo"))) == MISSING["vo"]


def test_without_a_type_of_school_the_planted_texts_say_it_and_else_it_is_po() -> None:
    assert missing_keys(incident_page(situations=planted("vo"), starter_key="vo/incident_help")) == MISSING["vo"]
    assert missing_keys(incident_page(starter_key="")) == MISSING["po"]


def test_the_language_of_the_text_decides_and_not_that_of_the_admin() -> None:
    titles = {shipped.title for shipped in missing(incident_page(text_language="nl-be"))}
    assert "Ik ben geld of spullen kwijt in een game of app" in titles


# --- where it goes ------------------------------------------------------------------


@pytest.mark.parametrize("texts", ["po", "vo"])
def test_everything_added_stands_as_we_ship_it_in_any_order_of_clicks(texts: str) -> None:
    factories.home_page()
    factories.settings_of(school_type=texts)
    page = incident_page(situations=planted(texts))
    for key in sorted(MISSING[texts]):
        assert add(page, key)
    shipped = shipped_items("incident_help", "situations", load("nl", texts))
    assert [dict(item) for item in page.situations.raw_data] == shipped
    assert missing(page) == []


def test_an_added_situation_has_the_id_that_is_the_same_for_ever() -> None:
    page = incident_page()
    add(page, "nepaccount")
    [item] = [item for item in page.situations.raw_data if item["value"]["key"] == "nepaccount"]
    assert item["id"] == str(uuid.uuid5(NAMESPACE, "po/incident_help/situations/nepaccount"))
    assert item["value"]["starter_key"] == "po/incident_help/situations/nepaccount"


def test_what_the_school_does_is_not_confirmed_and_no_expert_has_read_it() -> None:
    page = incident_page()
    add(page, "nepaccount")
    [item] = [item for item in page.situations.raw_data if item["value"]["key"] == "nepaccount"]
    assert item["value"]["school_does_confirmed"] is False
    assert not item["value"].get("expert_read")


def test_it_follows_the_nearest_one_that_we_ship_before_it_and_leaves_the_others_as_they_are() -> None:
    own = factories.situation(key="van-onszelf")
    by_key = {item["value"]["key"]: item for item in planted()}
    page = incident_page(situations=[by_key["account-kwijt"], own, by_key["iemand-dreigt"], by_key["iets-anders"]])
    add(page, "nepaccount")
    assert keys(page) == ["account-kwijt", "van-onszelf", "iemand-dreigt", "nepaccount", "iets-anders"]


def test_without_one_before_it_stands_before_the_next() -> None:
    own = factories.situation(key="van-onszelf")
    by_key = {item["value"]["key"]: item for item in planted()}
    page = incident_page(situations=[own, by_key["account-kwijt"], by_key["iets-anders"]])
    add(page, "foto-gaat-rond")
    assert keys(page) == ["van-onszelf", "foto-gaat-rond", "account-kwijt", "iets-anders"]


def test_it_never_stands_behind_my_problem_is_not_here() -> None:
    by_key = {item["value"]["key"]: item for item in planted()}
    page = incident_page(situations=[by_key["iets-anders"], by_key["account-kwijt"]])
    add(page, "geld-kwijt")
    assert keys(page) == ["geld-kwijt", "iets-anders", "account-kwijt"]


def test_my_problem_is_not_here_comes_back_as_the_last() -> None:
    page = incident_page(situations=[item for item in planted() if item["value"]["key"] != LAST_SITUATION])
    add(page, LAST_SITUATION)
    assert keys(page)[-1] == LAST_SITUATION


def test_an_item_that_was_given_another_key_keeps_its_id() -> None:
    items = planted()
    items[-1]["value"]["key"] = "omgedoopt"
    page = incident_page(situations=items)
    add(page, LAST_SITUATION)
    ids = [item["id"] for item in page.situations.raw_data]
    assert keys(page)[-2:] == ["omgedoopt", LAST_SITUATION]
    assert len(set(ids)) == len(ids)


def test_a_page_without_situations_takes_its_first() -> None:
    page = incident_page(situations=[])
    add(page, "nepaccount")
    assert keys(page) == ["nepaccount"]


def test_what_is_there_or_is_not_shipped_is_not_added() -> None:
    page = incident_page()
    before = keys(page)
    for key in ("foto-gaat-rond", "zomaar-iets", ""):
        assert add(page, key) is None
    assert keys(page) == before


# --- the view -----------------------------------------------------------------------


def test_the_list_shows_what_is_missing_with_a_button_each() -> None:
    page = incident_page()
    response = client_of(factories.editor()).get(address(page))
    html = factories.soup(response)
    assert response.status_code == 200
    forms = [form for form in html.find_all("form", method="post") if form.find("input", {"name": "key"})]
    assert [form.find("input", {"name": "key"})["value"] for form in forms] == MISSING["po"]
    assert all(form.find("input", {"name": "csrfmiddlewaretoken"}) for form in forms)
    row = " ".join(forms[0].find_parent("tr").get_text(" ").split())
    assert "Iemand wil steeds een blote foto van mij" in row
    assert "Photos and videos" in row
    assert "Do it today" in row


def test_one_click_adds_it_to_a_draft_and_publishes_nothing() -> None:
    page = incident_page()
    user = factories.editor()
    revision = page.latest_revision_id
    response = client_of(user).post(address(page), offered(page, "geld-kwijt"), follow=True)

    assert response.redirect_chain[-1][0] == edit_address(page)
    assert any("was added to the draft" in str(message) for message in response.context["messages"])
    assert "geld-kwijt" not in keys(fresh(page))
    assert "geld-kwijt" in keys(draft(page))
    assert fresh(page).latest_revision_id != revision
    assert fresh(page).latest_revision.user == user
    assert fresh(page).has_unpublished_changes
    assert "geld of spullen kwijt" not in factories.text_of(page)


def test_it_is_added_to_the_latest_draft_and_keeps_what_was_written_there() -> None:
    page = incident_page()
    page.intro = "Een nieuwe zin."
    page.save_revision()
    client_of(factories.editor()).post(address(page), offered(page, "geld-kwijt"))
    assert draft(page).intro == "Een nieuwe zin."
    assert "geld-kwijt" in keys(draft(page))


def test_a_page_that_was_never_published_stays_unpublished() -> None:
    page = factories.make_page("incident_help", situations=planted(), live=False)
    client_of(factories.editor()).post(address(page), offered(page, "geld-kwijt"))
    assert not fresh(page).live
    assert "geld-kwijt" in keys(draft(page))


def test_a_second_click_adds_nothing() -> None:
    page = incident_page()
    client = client_of(factories.editor())
    client.post(address(page), offered(page, "geld-kwijt"))
    revision = fresh(page).latest_revision_id
    response = client.post(address(page), offered(page, "geld-kwijt"), follow=True)
    assert any("Nothing was added" in str(message) for message in response.context["messages"])
    assert fresh(page).latest_revision_id == revision


def test_a_post_without_a_token_is_refused() -> None:
    page = incident_page()
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.editor())
    assert client.post(address(page), offered(page, "geld-kwijt")).status_code == 403
    assert "geld-kwijt" not in keys(draft(page))


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_no_other_method_does_anything(method: str) -> None:
    page = incident_page()
    assert getattr(client_of(factories.editor()), method)(address(page)).status_code == 405


def test_a_language_without_texts_is_said_and_offers_nothing() -> None:
    page = incident_page(text_language="tlh")
    client = client_of(factories.editor())
    html = factories.soup(client.get(address(page)))
    assert "tlh" in html.get_text()
    assert not html.find("input", {"name": "key"})
    response = client.post(address(page), offered(page, "geld-kwijt"), follow=True)
    assert "geld-kwijt" not in keys(draft(page))
    assert any("tlh" in str(message) for message in response.context["messages"])


def test_only_an_incident_page_and_a_norm_have_a_library() -> None:
    client = client_of(factories.editor())
    for page in (factories.make_page("parent_tips"), factories.home_page()):
        assert client.get(address(page)).status_code == 404
        assert client.post(address(page), offered(page, "geld-kwijt")).status_code == 404
    assert client.get(reverse("gripwagtail_library", args=[999_999])).status_code == 404


# --- who may ------------------------------------------------------------------------


WHO = {
    "anonymous": False,
    "visitor": False,
    "editor without rights": False,
    "editor of another school": False,
    "who may only add pages here": False,
    "who may only publish here": False,
    "editor": True,
    "superuser": True,
}


def person(who: str, page: Any) -> Any:
    home = factories.home_page()
    return {
        "anonymous": lambda: None,
        "visitor": _plain_user,
        "editor without rights": lambda: editor_of(home),
        "editor of another school": lambda: editor_of(factories.home_page(home), "change_page", "publish_page"),
        "who may only add pages here": lambda: editor_of(home, "add_page"),
        "who may only publish here": lambda: editor_of(home, "publish_page"),
        "editor": lambda: editor_of(page.get_parent().specific, "change_page"),
        "superuser": factories.editor,
    }[who]()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("who", "may"), WHO.items(), ids=WHO)
def test_only_who_may_edit_this_page_sees_and_uses_the_library(who: str, may: bool, method: str) -> None:
    page = incident_page(factories.home_page(factories.home_page()))
    revision = page.latest_revision_id
    client = client_of(person(who, page))

    response = getattr(client, method)(address(page), offered(page, "geld-kwijt"))

    changed = fresh(page).latest_revision_id != revision
    assert changed == (may and method == "post")
    if may:
        assert response.status_code == (200 if method == "get" else 302)
        assert method == "get" or response.url == edit_address(page)
    elif who in ("anonymous", "visitor"):
        assert response.status_code == 302
        assert response.url.startswith(reverse("wagtailadmin_login"))
    else:
        assert response.status_code == 302
        assert response.url == reverse("wagtailadmin_home")
        assert b"geld of spullen kwijt" not in response.content


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_request_of_a_script_without_rights_is_answered_with_403(method: str) -> None:
    page = incident_page()
    client = client_of(editor_of(factories.home_page(factories.home_page()), "change_page"))
    response = getattr(client, method)(
        address(page), offered(page, "x"), headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert response.status_code == 403


def test_nothing_is_added_to_a_page_that_somebody_else_locked() -> None:
    page = incident_page()
    page.locked, page.locked_by = True, factories.editor()
    page.save()
    client = client_of(editor_of(page.get_parent().specific, "change_page"))
    html = factories.soup(client.get(address(page)))
    assert not html.find("input", {"name": "key"})
    assert "locked" in html.get_text()
    client.post(address(page), offered(page, "geld-kwijt"))
    assert "geld-kwijt" not in keys(draft(page))


def test_an_alias_is_edited_at_its_source() -> None:
    page = incident_page()
    alias = page.create_alias(update_slug="kopie")
    assert client_of(factories.editor()).post(address(alias), offered(alias, "geld-kwijt")).status_code == 404


# --- the link to it -----------------------------------------------------------------


def test_the_edit_view_links_to_the_library_and_counts() -> None:
    page = incident_page()
    html = factories.soup(client_of(factories.editor()).get(edit_address(page)))
    link = html.find("a", href=address(page))
    assert link
    assert "one of the 4 situations that are ready" in " ".join(link.find_parent("section").get_text(" ").split())


def test_the_count_is_that_of_the_draft() -> None:
    page = incident_page()
    client = client_of(factories.editor())
    client.post(address(page), offered(page, "geld-kwijt"))
    said = factories.soup(client.get(edit_address(page))).get_text(" ")
    assert "one of the 3 situations that are ready" in " ".join(said.split())


def test_a_page_that_is_not_saved_yet_has_no_link() -> None:
    home = factories.home_page()
    model = factories.page_class("incident_help")
    add_address = reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, home.pk])
    response = client_of(factories.editor()).get(add_address)
    assert response.status_code == 200
    assert b"gripwagtail/library" not in response.content


def test_the_edit_view_of_another_page_has_no_link() -> None:
    page = factories.make_page("parent_tips")
    assert b"gripwagtail/library" not in client_of(factories.editor()).get(edit_address(page)).content


# --- agreements ---------------------------------------------------------------------


def norm_page() -> Any:
    agreements = planting("norm", load("nl", "po")).streams["agreements"]
    page = factories.make_page("norm", agreements=agreements)
    page.save_revision().publish()
    return fresh(page)


def test_the_agreement_on_phones_is_a_fact_about_a_school_so_it_is_added_by_hand() -> None:
    page = norm_page()
    assert missing_keys(page) == ["telefoon"]
    client = client_of(factories.editor())
    html = " ".join(factories.soup(client.get(address(page))).get_text(" ").split())
    assert "Onze telefoon blijft uit en weg" in html
    said = client.get(edit_address(page)).content.decode()
    assert "Begin with the agreement that is ready and not on this page" in said
    client.post(address(page), offered(page, "telefoon"))
    found = [item["value"]["key"] for item in draft(page).agreements.raw_data]
    # Before the one for adults, as we ship it.
    assert found.index("telefoon") == found.index("volwassenen") - 1
    assert "telefoon" not in [item["value"]["key"] for item in fresh(page).agreements.raw_data]
