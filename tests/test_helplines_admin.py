"""An editor of the helplines for all schools sees what was changed, what is in conflict, and where each is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.models import GroupPagePermission
from wagtail.test.utils.form_data import nested_form_data
from wagtail.users.models import UserProfile

from gripwagtail.admin.helplines.uses import uses_of
from gripwagtail.models import GripHelpline
from gripwagtail.starter import helplines
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

OWN, NEW = "Zo zeggen wij het.", "Luistert en denkt met je mee."


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def url(name: str, row: Any = None) -> str:
    return reverse(f"wagtailsnippets_gripwagtail_griphelpline:{name}", args=[row.pk] if row else [])


def client_of(user: Any) -> Client:
    """A browser in which somebody is logged in, with the admin in English."""
    client = Client()
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
    client.force_login(user)
    return client


def page_editor(*codenames: str) -> Any:
    """Someone who may edit every page, and these model permissions."""
    user = make.editor()
    user.is_superuser = False
    user.save()
    group = Group.objects.create(name=f"Redactie {user.pk}")
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    for codename in codenames:
        group.permissions.add(Permission.objects.get(content_type__app_label="gripwagtail", codename=codename))
    change_page = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=make.home_page().get_root(), permission=change_page)
    user.groups.add(group)
    return get_user_model().objects.get(pk=user.pk)


@pytest.fixture
def client() -> Client:
    return client_of(make.editor())


@pytest.fixture
def row() -> GripHelpline:
    """One with a conflict in what it does and in its number, and one more field that was edited."""
    found = make.helpline("kindertelefoon", does=OWN, phones="0800-0432", not_for="Iets", audiences="pupil, parent")
    flat = helplines.flat_row(found)
    found.shipped = {
        **flat,
        "does": NEW,
        "phones": "0800 012 34 56",
        "not_for": "Iets anders",
        "before": {"does": "Oud", "phones": "0800 012 34 00"},
    }
    found.save()
    return found


def fresh(row: GripHelpline) -> GripHelpline:
    return GripHelpline.objects.get(pk=row.pk)


def soup(response: Any) -> BeautifulSoup:
    assert response.status_code == 200
    return make.soup(response)


def decide(client: Client, row: GripHelpline, form: dict[str, str]) -> Any:
    """One click on what somebody just read."""
    return client.post(url("conflicts", row), {**form, "seen": [one.seen for one in helplines.conflicts(fresh(row))]})


def table(response: Any) -> dict[str, list[str]]:
    """The rows of a listing by their first words."""
    found = {}
    for line in soup(response).select("table.listing tbody tr"):
        cells = [" ".join(cell.get_text(" ").split()) for cell in line.select("td")]
        link = line.select_one("td.title a")
        found[link.get_text(strip=True) if link else cells[0]] = cells
    return found


# --- the list -----------------------------------------------------------------------


def menu(client: Client) -> str:
    return client.get(reverse("wagtailadmin_home")).content.decode()


def test_there_is_an_item_in_the_menu_for_who_may_change_helplines(client: Client) -> None:
    assert url("list") in menu(client)
    assert url("list") in menu(client_of(page_editor("change_griphelpline")))


def test_who_only_edits_pages_has_no_item_and_no_access(row: GripHelpline) -> None:
    client = client_of(page_editor())
    assert url("list") not in menu(client)
    for name in ("list", "edit", "conflicts", "usage", "history"):
        response = client.get(url(name, None if name == "list" else row))
        assert response.status_code == 302, name
        assert response.url == reverse("wagtailadmin_home"), name


def test_the_list_says_who_it_is_for_in_words_and_what_was_changed(client: Client, row: GripHelpline) -> None:
    plain = make.helpline("plain", name="Zonder wijziging", checked_on="2026-03-02")
    plain.refresh_from_db()
    plain.shipped = helplines.flat_row(plain)
    plain.save()
    lines = table(client.get(url("list")))
    assert "0800-0432" in lines["De Kindertelefoon"]
    assert "pupil, parent" in lines["De Kindertelefoon"]
    assert lines["De Kindertelefoon"][-2:] == ["yes", "2 fields"]
    assert "everyone" in lines["Zonder wijziging"]
    assert lines["Zonder wijziging"][-2:] == ["no", "no"]
    assert "never" in lines["De Kindertelefoon"]


def test_the_list_leads_to_usage_and_history_for_who_may_change_a_helpline(client: Client, row: GripHelpline) -> None:
    def links(client: Client) -> set[str]:
        return {link["href"] for link in soup(client.get(url("list"))).select("a[href]")}

    wanted = {url("usage", row), url("history", row)}
    assert wanted <= links(client)
    assert wanted.isdisjoint(links(client_of(page_editor("add_griphelpline"))))


@pytest.mark.parametrize("name", ["changed", "conflict"])
def test_the_list_can_be_narrowed_to_what_was_changed_or_is_in_conflict(
    client: Client, row: GripHelpline, name: str
) -> None:
    make.helpline("plain", name="Zonder wijziging")
    assert list(table(client.get(url("list"), {name: "true"}))) == ["De Kindertelefoon"]
    assert list(table(client.get(url("list"), {name: "false"}))) == ["Zonder wijziging"]


def test_the_list_asks_as_much_for_thirty_as_for_one(client: Client, row: GripHelpline) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(url("list"))
        return len(asked)

    queries()
    one = queries()
    for number in range(30):
        make.helpline(f"lijn-{number}", shipped=row.shipped)
    assert queries() == one


# --- editing ------------------------------------------------------------------------


def form_of(client: Client, row: GripHelpline) -> dict[str, list[str]]:
    """What a browser would send when nothing is touched."""
    data: dict[str, list[str]] = {"words-count": ["0"]}
    for field in soup(client.get(url("edit", row))).select("form [name]"):
        is_tick = field.get("type") in ("checkbox", "radio")
        if is_tick and not field.has_attr("checked"):
            continue
        if field.name == "select":
            given = [option["value"] for option in field.select("option[selected]")]
        else:
            given = [field.get("value", "on" if is_tick else field.text)]
        # A browser sends a line end as these two.
        data.setdefault(field["name"], []).extend(value.replace("\n", "\r\n") for value in given)
    return data


def save(client: Client, row: GripHelpline, **fields: Any) -> Any:
    data = form_of(client, row)
    data |= {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    return client.post(url("edit", row), data)


def test_audiences_are_ticks_and_are_stored_as_before(client: Client, row: GripHelpline) -> None:
    ticks = soup(client.get(url("edit", row))).select("input[type=checkbox][name=audiences]")
    assert {tick["value"]: tick.has_attr("checked") for tick in ticks} == {
        "pupil": True,
        "parent": True,
        "staff": False,
    }
    assert save(client, row, audiences=["parent", "staff"]).status_code == 302
    assert fresh(row).audiences == "parent, staff"


def test_no_tick_at_all_means_everyone(client: Client, row: GripHelpline) -> None:
    save(client, row, audiences=[])
    assert fresh(row).audiences == ""


@pytest.mark.parametrize(("field", "value"), [("topics", "images, home"), ("languages", "nl, ar")])
def test_keys_are_chosen_from_a_list_and_stored_in_their_order(
    client: Client, row: GripHelpline, field: str, value: str
) -> None:
    box = soup(client.get(url("edit", row))).select_one(f"input[name={field}]")
    assert box["data-controller"] == "grip-keys"
    assert save(client, row, **{field: value}).status_code == 302
    assert getattr(fresh(row), field) == value


@pytest.mark.parametrize("field", ["topics", "languages", "audiences"])
def test_an_unknown_key_is_refused_by_its_name(client: Client, row: GripHelpline, field: str) -> None:
    response = save(client, row, **{field: "zomaar-iets"})
    assert "Not known here: zomaar-iets" in soup(response).get_text()


def test_a_helpline_that_is_shown_needs_a_way_to_reach_it(client: Client, row: GripHelpline) -> None:
    assert "nobody can reach" in soup(save(client, row, phones="")).get_text()
    assert save(client, row, phones="", url="https://lijn.example/").status_code == 302


def test_the_key_of_a_helpline_does_not_change(client: Client, row: GripHelpline) -> None:
    save(client, row, key="iets-anders")
    assert fresh(row).key == "kindertelefoon"


def test_saving_what_was_not_touched_changes_nothing(client: Client, row: GripHelpline) -> None:
    before = helplines.flat_row(row)
    assert save(client, row).status_code == 302
    assert helplines.flat_row(fresh(row)) == before


def test_who_edits_is_told_of_a_conflict(client: Client, row: GripHelpline) -> None:
    assert soup(client.get(url("edit", row))).select_one(f"a[href='{url('conflicts', row)}']")


def test_the_words_in_other_languages_are_kept_closed_and_named() -> None:
    block = GripHelpline._meta.get_field("words").stream_block
    assert block.meta.collapsed
    words = block.child_blocks["words"].child_blocks
    # From this list the script takes the name that heads a closed item.
    options = make.soup(words["language"].field.widget.render("words", None, {"id": "words"})).select("datalist option")
    names = {option["value"]: option.get_text() for option in options}
    assert [names[code] for code in ("en", "ar", "tr", "pl", "uk")] == [
        "English",
        "Arabic",
        "Turkish",
        "Polish",
        "Ukrainian",
    ]
    assert all(words[part].field.widget.attrs["dir"] == "auto" for part in ("does", "not_for", "hours"))


@pytest.mark.parametrize(("typed", "kept"), [("ar", "ar"), ("TI", "ti"), ("en-us", "en-us"), ("العربية", None)])
def test_the_code_of_any_language_is_taken(typed: str, kept: str | None) -> None:
    block = GripHelpline._meta.get_field("words").stream_block.child_blocks["words"].child_blocks["language"]
    value = block.value_from_datadict({"language": typed}, {}, "language")
    if kept is None:
        with pytest.raises(ValidationError):
            block.clean(value)
    else:
        assert block.clean(value) == kept


# --- conflicts ----------------------------------------------------------------------


def test_a_conflict_shows_what_stands_here_and_what_is_shipped(client: Client, row: GripHelpline) -> None:
    text = soup(client.get(url("conflicts", row))).select_one("main").get_text(" ")
    assert all(value in text for value in (OWN, NEW, "0800-0432", "0800 012 34 56"))
    # Edited, but what is shipped did not change: nothing to decide.
    assert "Iets anders" not in text


def test_one_field_is_taken_over_and_the_other_waits(client: Client, row: GripHelpline) -> None:
    decide(client, row, {"field": "does"})
    assert (fresh(row).does, fresh(row).phones) == (NEW, "0800-0432")
    assert [each.field for each in helplines.conflicts(fresh(row))] == ["phones"]


def test_all_fields_are_taken_over_at_once(client: Client, row: GripHelpline) -> None:
    decide(client, row, {"all": "1"})
    found = fresh(row)
    assert (found.does, found.phones, found.not_for) == (NEW, "0800 012 34 56", "Iets")
    assert helplines.conflicts(found) == []


def test_everything_can_stay_as_it_stands_here(client: Client, row: GripHelpline) -> None:
    decide(client, row, {"keep": "1"})
    assert (fresh(row).does, fresh(row).phones) == (OWN, "0800-0432")
    assert helplines.conflicts(fresh(row)) == []
    assert {"does", "phones"} <= set(helplines.edited(fresh(row)))


@pytest.mark.parametrize("field", ["not_for", "pk", "shipped", "zomaar"])
def test_a_field_that_is_not_in_conflict_is_not_touched(client: Client, row: GripHelpline, field: str) -> None:
    before = GripHelpline.objects.filter(pk=row.pk).values().get()
    decide(client, row, {"field": field})
    assert GripHelpline.objects.filter(pk=row.pk).values().get() == before


def test_the_history_says_who_took_over_which_field(client: Client, row: GripHelpline) -> None:
    decide(client, row, {"field": "does"})
    text = soup(client.get(url("history", row))).get_text(" ")
    assert "Adopted what is shipped: What it does" in text


def test_a_conflict_in_another_language_names_the_language(client: Client) -> None:
    helplines.update()
    found = GripHelpline.objects.get(key="kindertelefoon")
    shipped = dict(found.shipped)
    found.shipped = {**shipped, "words.ar.does": NEW, "before": {"words.ar.does": "Oud"}}
    found.save()
    text = soup(client.get(url("conflicts", found))).select_one("main").get_text(" ")
    assert "What it does (Arabic)" in text
    assert shipped["words.ar.does"] in text
    decide(client, found, {"field": "words.ar.does"})
    assert {item["value"]["language"]: item["value"]["does"] for item in fresh(found).words.raw_data}["ar"] == NEW


def test_looking_changes_nothing(client: Client, row: GripHelpline) -> None:
    client.get(url("conflicts", row), {"all": "1", "field": "does"})
    assert fresh(row).does == OWN


def test_taking_over_needs_the_token_of_the_form(row: GripHelpline) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make.editor())
    assert strict.post(url("conflicts", row), {"all": "1"}).status_code == 403
    assert fresh(row).does == OWN


def test_taking_over_needs_the_right_to_change_helplines(row: GripHelpline) -> None:
    decide(client_of(page_editor("view_griphelpline")), row, {"all": "1"})
    assert fresh(row).does == OWN
    decide(client_of(page_editor("change_griphelpline")), row, {"all": "1"})
    assert fresh(row).does == NEW


# --- usage --------------------------------------------------------------------------


@pytest.fixture
def named(row: GripHelpline) -> dict[str, Any]:
    """The helpline on a contact page, an incident page, a page of the host and in the settings."""
    home = make.home_page()
    make.settings_of(
        hidden_helplines="mind, kindertelefoon",
        helpline_notes=[make.item("note", {"helpline": "kindertelefoon", "text": "Ze komen elke maandag"})],
    )
    step = make.step(text="Bel anoniem", roles=[], helplines=["kindertelefoon"])
    return {
        "contact": make.make_page("contact", home, steps=[step]),
        "incident": make.make_page("incident_help", home, situations=[make.situation()]),
        "host": make.home_page(home, title="Hulp", body=[make.block("helplines", keys=["kindertelefoon"])]),
        "other": make.home_page(home, title="Kindertelefoon", body=[make.block("helplines", keys=["mind"])]),
        # The same word, but not as a choice.
        "word": make.make_page("contact", home, steps=[make.step(text='Zeg "kindertelefoon"', roles=["mentor"])]),
    }


def test_every_page_and_setting_that_names_a_helpline_is_found(named: dict[str, Any]) -> None:
    found = {use.source.pk: use.places for use in uses_of("kindertelefoon") if hasattr(use.source, "path")}
    assert set(found) == {named["contact"].pk, named["incident"].pk, named["host"].pk}
    assert found[named["contact"].pk][0].endswith("Bel anoniem")
    (settings,) = [use for use in uses_of("kindertelefoon") if not hasattr(use.source, "path")]
    assert len(settings.places) == 2


def test_a_school_that_neither_hides_nor_explains_a_helpline_does_not_use_it(row: GripHelpline) -> None:
    make.settings_of(hidden_helplines="mind")
    assert uses_of("kindertelefoon") == []
    assert len(uses_of("mind")) == 1


def test_the_usage_view_leads_to_where_it_is_named(client: Client, row: GripHelpline, named: dict[str, Any]) -> None:
    page = soup(client.get(url("usage", row)))
    links = {link["href"] for link in page.select("td.title a")}
    for kind in ("contact", "incident", "host"):
        assert reverse("wagtailadmin_pages:edit", args=[named[kind].pk]) in links
    assert "Ze komen elke maandag" in page.get_text()
    assert len(page.select("table.listing tbody tr")) == 4


def test_the_usage_view_hides_the_text_of_a_page_that_one_may_not_edit(
    row: GripHelpline, named: dict[str, Any]
) -> None:
    user = page_editor("change_griphelpline")
    GroupPagePermission.objects.filter(group__user=user).delete()
    text = soup(client_of(user).get(url("usage", row))).get_text(" ")
    assert "Bel anoniem" not in text
    assert "(private)" in text


def test_finding_the_uses_asks_as_much_for_many_pages_as_for_one(row: GripHelpline, named: dict[str, Any]) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            uses_of("kindertelefoon")
        return len(asked)

    before = queries()
    for _number in range(12):
        make.make_page("incident_help", make.home_page(), situations=[make.situation()])
    assert queries() == before
    assert len(uses_of("kindertelefoon")) == 16


def test_who_deletes_is_told_how_often_it_is_named(client: Client, row: GripHelpline, named: dict[str, Any]) -> None:
    assert "mentioned in 4 places" in soup(client.get(url("delete", row))).get_text()


# --- the settings of a school -------------------------------------------------------


def test_a_school_chooses_what_it_hides_from_a_list(client: Client, row: GripHelpline) -> None:
    site = make.settings_of(hidden_helplines="kindertelefoon").site
    edit = reverse("wagtailsettings:edit", args=["gripwagtail", "gripsettings", site.pk])
    page = soup(client.get(edit))
    box = page.select_one("input[name=hidden_helplines]")
    assert box["data-controller"] == "grip-keys"
    assert box["value"] == "kindertelefoon"
    data = _settings_form(page)
    response = client.post(edit, {**data, "hidden_helplines": "kindertelefoon, bestaat-niet"})
    assert "Not known here: bestaat-niet" in soup(response).get_text()


def _settings_form(page: BeautifulSoup) -> dict[str, Any]:
    names = ("school_name", "school_type", "age_from", "age_to", "phone", "email", "after_hours", "closed_periods")
    empty: dict[str, Any] = dict.fromkeys((*names, "interpreter_line", "exit_url", "board"), "")
    return {
        **empty,
        "review_months": "12",
        **nested_form_data({"sources": {"count": "0"}, "helpline_notes": {"count": "0"}}),
    }
