"""Who was erased is in nothing that a site stores, in no way in which it could be written there."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse
from wagtail.models import Comment, Site
from wagtail.test.utils.form_data import nested_form_data, streamfield

from gripwagtail.removal.person import Person
from tests import dumps, rights
from tests import factories as make
from tests.contract.test_pages import _posted as posted
from tests.test_erase import ALL, NAME, erased, personal

pytestmark = [pytest.mark.indexed, pytest.mark.broad]

WANTED = ("Graauw-Ørstad", "degraauw@kwikstaart", "6 012 34 567", "juf Annemiek")
# Who is in Jos Émile, at this number and this address.
OTHER = Person(names=("Josée Denkbeeld",), emails=("j.denkbeeld@kwikstaart.example",), phones=("070 012 34 56",))


# --- in which ways it may be written ------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Jos&eacute;e Denkbeeld",
        "Jos&#233;e&nbsp;Denkbeeld",
        "Jos&#xE9;e&#xA0;Denkbeeld",
        "JOS&Eacute;E DENKBEELD",
        "Jo<b>sé</b>e Denk<wbr>beeld",
        "<i>Jo</i><b>sée</b> <i>Denk</i>beeld",
        "Josée\u200bDenkbeeld",
        "Josée\u200b Denk\u00adbeeld",
        "Josée&#8203;Denk&shy;beeld",
        "Jos%C3%A9e%20Denkbeeld",
        "Jos%C3%A9e+Denkbeeld",
        "Jos\\u00e9e Denkbeeld",
        "mailto:j.denkbeeld%40kwikstaart.example",
        "j.denkbeeld&#64;kwikstaart.example",
        "j.denk<b>beeld@kwikstaart</b>.example",
        "070&nbsp;012&nbsp;34&nbsp;56",
        "00 31 70 012 34 56",
        "0 0 31 (0)70-0123456",
        "+ 31 70 012 34 56",
        "+31&#160;70 012&thinsp;34 56",
        "<b>070</b> 012 <i>34</i> 56",
        "٠٧٠ ٠١٢ ٣٤ ٥٦",
        "۰۷۰-۰۱۲۳۴۵۶",
        "０７０ ０１２ ３４ ５６",
        "tel:%2B31700123456",
        "0\u200b70\u200b012\u200b34\u200b56",
    ],
)
def test_a_person_is_found_in_whatever_signs_they_are_stored(text: str) -> None:
    found = OTHER.without(f"<p>Vraag {text}, of niet.</p>")
    assert re.sub("<[^<>]*>", "", found).replace("mailto:", "").replace("tel:", "") == "Vraag …, of niet."
    for tag in ("<b>", "<i>", "<wbr>"):
        assert found.count(tag) == text.count(tag)


@pytest.mark.parametrize(
    "text",
    [
        "José Denkbeeld",
        "Joséen Denkbeeld",
        "Jos&eacute;ee Denkbeeld",
        "Josée<b>x</b> Denkbeeld",
        "1070 012 34 56",
        "&#70;",
    ],
)
def test_somebody_else_is_not_found_in_any_signs(text: str) -> None:
    assert not OTHER.is_in(text)


def test_what_stands_around_is_left_as_it_is_stored() -> None:
    text = "<p>Caf&eacute; &amp; 100% &lt;b&gt; \\u00e9 ﬁets: Jos&eacute;e Denkbeeld, ½&nbsp;uur.</p>"
    assert OTHER.without(text) == "<p>Caf&eacute; &amp; 100% &lt;b&gt; \\u00e9 ﬁets: …, ½&nbsp;uur.</p>"


def test_the_reader_of_a_dump_opens_what_is_closed() -> None:
    """Or else what it does not find would mean nothing."""
    for closed in (
        urlencode({"contacts-0-value-name": NAME}),
        urlencode({"body": json.dumps({"blocks": [{"text": NAME}]})}),
        json.dumps(NAME),
        quote(NAME),
        NAME.replace("Ø", "&#216;"),
        NAME.replace("Graauw", "Gra<b>auw</b>"),
        base64.b64encode(f"(zo schrijft een cache het op: {NAME})".encode()).decode(),
        base64.urlsafe_b64encode(zlib.compress(json.dumps({"_messages": NAME}).encode())).decode().rstrip("="),
        SessionStore().encode({"_messages": json.dumps([NAME * 20])}),
    ):
        assert dumps.places_of(WANTED, [("here", closed)]), closed
    assert dumps.places_of(WANTED, [("here", "06 ٠١٢ 34 567")])
    assert not dumps.places_of(WANTED, [("here", "Annemiek de Boer, 06 012 34 568")])


# --- after an editor has looked at everything ---------------------------------------


def _school() -> dict[str, Any]:
    pages = make.five_pages(make.home_page())
    cards = [personal(), make.contact(label="Directie", roles=["management"])]
    contact = make.set_items(pages["contact"], "contacts", cards)
    contact.names_findable = True
    contact.title = f"Vraag {NAME}"
    contact.body = json.dumps([make.item("paragraph", "<p>Of <b>Annemiek</b> de Gra<i>auw</i>-&Oslash;rstad.</p>")])  # type: ignore[arg-type]
    contact.save_revision(log_action=True).publish()
    pages["contact"] = type(contact).objects.get()
    pages["english"] = make.translate(pages["contact"], "en")
    make.settings_of(email="a.degraauw@kwikstaart.example", after_hours=f"Bel {NAME}: ٠٦ ٠١٢ 34 567.")
    Comment.objects.create(page=contact, user=make.editor(), text=f"Is {NAME} nog hier?", contentpath="title")
    return pages


def _form(page: Any) -> dict[str, Any]:
    """What the form of a page holds, as a browser would send it for the preview."""
    edit_handler = type(page).get_edit_handler()
    form = edit_handler.get_form_class()(instance=page, for_user=make.editor())
    sent: dict[str, Any] = {}
    for name in form.fields:
        value = form.initial.get(name)
        if hasattr(value, "raw_data"):
            items = [(raw["type"], _posted(raw["value"])) for raw in value.raw_data]
            sent[name] = streamfield(items)
        elif value not in (None, False) and not hasattr(value, "all"):
            sent[name] = "on" if value is True else str(value)
    sent["comments"] = dict.fromkeys(("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS"), "0")
    return nested_form_data(sent)


def _posted(value: Any) -> Any:
    if isinstance(value, dict):
        return posted(value)
    # As the editor for formatted text sends it.
    block = {"key": "a", "text": NAME, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [block], "entityMap": {}})


# Of images and documents, the end of a visit, and the view that tests what a failure looks like.
_NOT_LOOKED_AT = ("serve", "logout", "error_test")


def _addresses(pages: dict[str, Any]) -> Iterator[str]:
    """Of every view of the admin that needs no more than a page, or nothing."""
    for name, found in rights.patterns():
        spaces = name.partition(":")[0]
        if not spaces.startswith(("wagtail", "gripwagtail")) or any(
            word in name for word in ("serve", "logout", "error_test")
        ):
            continue
        wanted = set(found.pattern.converters)
        for page in pages.values():
            values = {"page_id": page.pk, "pk": page.pk, "parent_page_id": page.get_parent().pk}
            if page.latest_revision_id:
                values |= {"revision_id": page.latest_revision_id, "revision_id_a": page.latest_revision_id}
                values["revision_id_b"] = "earliest"
            if not wanted <= set(values) or (wanted == {"pk"} and "pages" not in name):
                continue
            try:
                yield reverse(name, kwargs={each: values[each] for each in wanted})
            except NoReverseMatch:
                continue
            if not wanted:
                break


def look_at_everything(client: Client, pages: dict[str, Any]) -> int:
    seen = 0
    for address in dict.fromkeys(_addresses(pages)):
        seen += client.get(address).status_code == 200
    for name, row in (*rights.ROWS.items(), *rights.GENERIC.items()):
        if row.args is rights._nothing or "page_id" not in (given := _args(row, pages)):
            continue
        seen += client.get(reverse(row.name or name, kwargs=given)).status_code == 200
    site = Site.objects.get(is_default_site=True)
    seen += (
        client.get(reverse("wagtailsettings:edit", args=["gripwagtail", "gripsettings", site.pk])).status_code == 200
    )
    for page in pages.values():
        address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
        is_valid = json.loads(client.post(address, _form(page)).content)["is_valid"]
        assert is_valid or not hasattr(page, "contacts"), page
        seen += client.get(address).status_code == 200
    return seen


def _args(row: rights.ViewRights, pages: dict[str, Any]) -> dict[str, Any]:
    world = rights.World(pages, Site.objects.get(is_default_site=True), {}, None)  # type: ignore[arg-type]
    try:
        return row.args(world)
    except AttributeError:
        return {}


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.parametrize("cache", ["locmem.LocMemCache", "db.DatabaseCache", "filebased.FileBasedCache"])
def test_the_person_is_in_nothing_that_is_stored_after_an_editor_has_seen_everything(
    cache: str, django_capture_on_commit_callbacks: Any, tmp_path: Path
) -> None:
    place = str(tmp_path) if cache.startswith("file") else "kept_for_a_test"
    options = {"BACKEND": f"django.core.cache.backends.{cache}", "LOCATION": place}
    with override_settings(
        CACHES={"default": options}, MESSAGE_STORAGE="django.contrib.messages.storage.session.SessionStorage"
    ):
        if cache.startswith("db"):
            call_command("createcachetable", verbosity=0)
        caches["default"].clear()
        pages = _school()
        client = Client()
        client.force_login(make.editor())
        assert look_at_everything(client, pages) > 40
        for page in pages.values():
            assert client.get(page.url).status_code == Client().get(page.url).status_code == 200
        # The sheet with the names has an entry of its own.
        assert NAME in make.visit(pages["contact"], leaf="print/").text
        # A message that waits in the session until the next view of the admin.
        client.post(reverse("wagtailadmin_pages:unpublish", args=[pages["english"].pk]))
        before = {place for place, _text in dumps.places_of(WANTED)}
        wanted = {"django_session", "wagtailadmin_formstate", "wagtailcore_pagelogentry", "wagtailcore_revision"}
        wanted |= {"wagtailcore_comment", "gripwagtail_gripsettings", "wagtailcore_page"}
        assert wanted <= before
        assert {place for place in before if "cache" in place or "kept_for" in place}
        with django_capture_on_commit_callbacks(execute=True):
            erased(*ALL)
        assert dumps.places_of(WANTED) == []
        assert client.get(reverse("wagtailadmin_home")).status_code == 200, "the editor is still logged in"


# --- what nobody sees ---------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "stored",
    [
        [{"type": "gone", "value": f"Vraag {NAME}", "id": "a"}, make.contact(label="Directie")],
        [{"type": "gone", "value": {"name": [NAME, 7]}}, ["old", NAME], 5, None],
        [{"type": "contact", "value": NAME, "id": "b"}],
        {"not": "a list", "but": NAME},
        f"geen JSON, en {NAME}",
        f'"{NAME}"',
    ],
)
def test_what_is_no_item_holds_nobody_either(stored: Any) -> None:
    """A page shows nothing of it, and it is written back at each save."""
    page = make.make_page("contact")
    given = stored if isinstance(stored, str) else json.dumps(stored)
    table = connection.ops.quote_name(type(page)._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET contacts = %s", [given if given[0] in '[{"' else json.dumps(given)])  # noqa: S608
    assert dumps.places_of(WANTED)
    erased(*ALL)
    assert dumps.places_of(WANTED) == []
