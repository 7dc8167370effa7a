"""Documents of the site that a page lists: who may open them, what becomes of one that is gone, and what travels."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, ReferenceIndex

from gripwagtail.desk.inner_links import inner_links
from gripwagtail.editing.rules import remarks
from gripwagtail.item_blocks.document import DocumentBlock, FileBlock
from gripwagtail.item_blocks.rich_text import SafeRichTextBlock
from gripwagtail.lookup.context import PageContext
from gripwagtail.packs.exporting import export
from gripwagtail.planting.digest import digest
from tests import factories as make
from tests.packs import a_pack, change, page_of, run
from tests.test_forms import card, filled_in, said

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

STREAMS = {"norm": "documents", "contact": "grip_documents"}


def upload(name: str = "klachten.pdf", **fields: Any) -> Any:
    return get_document_model().objects.create(title="Klachtenregeling", file=ContentFile(b"x", name), **fields)


def private_collection(parent: Any = None) -> Any:
    collection = (parent or Collection.get_first_root_node()).add_child(name="Team")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return collection


def listing(kind: str, **value: Any) -> Any:
    given = {"title": "Regeling", "url": "", **value}
    return make.make_page(kind, **{**make.content_of(kind), STREAMS[kind]: [make.document(**given)]})


def links_of(page: Any) -> list[str]:
    return [link["href"] for link in make.see(page).find_all("a") if link.get_text() == "Regeling"]


@pytest.mark.parametrize("kind", STREAMS)
def test_a_document_that_everyone_may_open_is_a_link(kind: str) -> None:
    document = upload()
    page = listing(kind, file=document.pk)
    assert links_of(page) == [document.url]
    told = page.grip_api_content(page.grip_source, PageContext.of_page(page))["documents"]
    assert [(one["title"], one["url"]) for one in told] == [("Regeling", document.url)]
    assert "file" not in told[0]
    assert "document-closed" not in [remark.rule for remark in remarks(page)]


@pytest.mark.parametrize("kind", STREAMS)
@pytest.mark.parametrize("depth", [1, 2])
def test_one_in_a_private_collection_is_named_without_a_link_and_its_editor_reads_why(kind: str, depth: int) -> None:
    collection = private_collection()
    document = upload("stuk-17.pdf", collection=collection if depth == 1 else collection.add_child(name="Intern"))
    page = listing(kind, file=document.pk)
    assert links_of(page) == []
    assert "Regeling" in make.text_of(page)
    assert "stuk-17" not in str(make.see(page))
    assert "document-closed" in [remark.rule for remark in remarks(page)]


def test_the_editor_of_a_translation_is_not_told_of_a_document_that_its_source_chooses() -> None:
    page = listing("norm", file=upload(collection=private_collection()).pk)
    english = make.translate(page, "en")
    assert english.documents.raw_data[0]["value"]["file"] == page.documents.raw_data[0]["value"]["file"]
    closed = ["document-closed" in [remark.rule for remark in remarks(each)] for each in (page, english)]
    assert closed == [True, False]


def test_on_a_private_page_the_document_itself_says_who_may_open_it() -> None:
    from wagtail.models import PageViewRestriction

    document = upload(collection=private_collection())
    page = listing("norm", file=document.pk)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    from django.test import Client

    client = Client()
    client.force_login(make.editor())
    soup = make.see(page, client)
    assert [link["href"] for link in soup.find_all("a") if link.get_text() == "Regeling"] == [document.url]


def test_what_is_kept_knows_of_a_new_file_a_closed_collection_and_a_deletion() -> None:
    document = upload()
    page = listing("contact", file=document.pk)
    assert links_of(page) == [document.url]
    document.file = ContentFile(b"y", "nieuw.pdf")
    document.save()
    document.refresh_from_db()
    before = document.url
    assert links_of(page) == [before]
    collection = Collection.get_first_root_node().add_child(name="Team")
    document.collection = collection
    document.save()
    assert links_of(page) == [before]
    restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    assert links_of(page) == []
    restriction.delete()
    assert links_of(page) == [before]
    document.delete()
    assert links_of(page) == []
    assert "Regeling" in make.text_of(page)


def test_an_address_beside_a_document_that_is_gone_is_used() -> None:
    page = listing("norm", file=99_999, url="www.kwikstaart.example/regeling")
    assert links_of(page) == ["https://www.kwikstaart.example/regeling"]


@pytest.mark.parametrize("key", ["9" * 19, "9" * 5_000, "x" * 65, "²", "", "-1", "1.0"])
def test_no_key_that_a_form_sends_makes_it_fail(key: str) -> None:
    assert FileBlock().value_from_form(key) is None or not key.isdecimal()
    body = [
        make.item("paragraph", f'<p><a linktype="document" id="{key}">x</a><a linktype="page" id="{key}">y</a></p>')
    ]
    assert inner_links(make.make_page("norm", body=body)) == []


@pytest.mark.parametrize("key", ["geen getal", [], {}, -1, True, 10**30, "7; DROP"])
def test_whatever_is_stored_for_a_key_shows_the_page_and_opens_its_form(key: Any) -> None:
    page = listing("norm", file=key, url="https://kwikstaart.example/regeling")
    assert links_of(page) == ["https://kwikstaart.example/regeling"]
    file = DocumentBlock().child_blocks["file"]
    assert file.get_form_state(file.to_python(key)) is None
    assert isinstance(remarks(page), list)


def test_the_form_wants_a_document_or_an_address_and_a_draft_neither() -> None:
    given = {"title": "Regeling", "summary": "Wat er in staat.", "url": "", "file": ""}
    with override("en"):
        form = filled_in("contact", contacts=[card()], grip_documents=[("document", given)])
        # With what else is in the way, in one go.
        assert {"contacts", "grip_documents"} <= set(form.errors)
        assert "Choose a document, or type its address" in said(form)
    assert filled_in("contact", draft=True, grip_documents=[("document", given)]).errors == {}
    chosen = filled_in("contact", grip_documents=[("document", {**given, "file": str(upload().pk)})])
    assert chosen.errors == {}
    assert chosen.cleaned_data["grip_documents"].raw_data[0]["value"]["file"] == get_document_model().objects.get().pk
    typed = filled_in("contact", grip_documents=[("document", {**given, "url": "www.kwikstaart.example"})])
    assert typed.errors == {}


@pytest.mark.indexed
def test_wagtail_knows_where_a_document_is_used() -> None:
    document = upload()
    page = listing("contact", file=document.pk)
    used = ReferenceIndex.get_references_to(document)
    assert [row.object_id for row in used] == [str(page.pk)]


def test_the_desk_looks_whether_it_is_still_there() -> None:
    document = upload()
    assert f"document/{document.pk}" in inner_links(listing("contact", file=document.pk))


def test_a_copy_keeps_it_and_a_translation_takes_it_from_its_source() -> None:
    document = upload()
    page = listing("contact", file=document.pk)
    copy = page.copy(update_attrs={"slug": "kopie", "title": "Kopie"})
    assert links_of(copy) == [document.url]
    english = make.translate(page, "en", grip_documents=[])
    assert [link["href"] for link in make.see(english).find_all("a") if "pdf" in link["href"]] == [document.url]


def test_a_pack_leaves_the_key_out_and_keeps_the_words() -> None:
    home = make.home_page()
    make.make_page("contact", home, grip_documents=[make.document(title="Regeling", url="", file=upload().pk)])
    made = export(home)
    assert made.documents["contact.toml"]["grip_documents"][0].keys() == {"key", "title", "summary"}
    assert made.faults == []


def test_a_pack_brings_documents_and_texts_about_complaints(tmp_path: Path) -> None:
    make.home_page()
    pack = a_pack(tmp_path)
    rows = [{"key": "regeling", "title": "Regeling", "url": "https://bestuur.example/", "summary": "Wat er in staat."}]

    def more(document: Any) -> None:
        document["page"].update(grip_complaint_about="Over alles op school.")
        document["grip_documents"] = rows

    change(pack, "contact", more)
    run("import", pack)
    page = page_of("contact")
    assert page.grip_complaint_about == "Over alles op school."
    assert [raw["value"]["title"] for raw in page.grip_documents.raw_data] == ["Regeling"]
    # What a school chose beside it stays at the next import of the same text.
    items = list(page.grip_documents.raw_data)
    document = upload()
    items[0]["value"]["file"] = document.pk
    assert run("import", pack)
    make.set_items(page, "grip_documents", items)
    change(pack, "contact", lambda document: document["page"].update(grip_complaint_by="Ouders."))
    run("import", pack, force=True)
    draft = page_of("contact").get_latest_revision_as_object()
    assert draft.grip_complaint_by == "Ouders."
    assert draft.grip_documents.raw_data[0]["value"]["file"] == document.pk


def test_a_page_that_was_planted_before_is_still_untouched() -> None:
    page = make.make_page("contact", contacts=[make.contact()])
    before = digest(page)
    page.grip_complaint_term = "Binnen vier weken"
    assert digest(page) != before
    page.grip_complaint_term, page.grip_documents = "", []
    assert digest(page) == before


# --- one that cannot say where it is ----------------------------------------------

FAILURES = [
    ValueError("The 'file' attribute has no file associated with it."),
    OSError("The storage does not answer."),
    NoReverseMatch("wagtaildocs_serve"),
    SuspiciousFileOperation("Outside the storage."),
]


@pytest.fixture(params=FAILURES, ids=lambda failure: type(failure).__name__)
def broken(request: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A document whose address fails, while that of any other does not."""
    document, ask = upload("stuk.pdf"), get_document_model().url.fget

    def url(self: Any) -> str:
        if self.pk == document.pk:
            raise request.param
        return str(ask(self))

    monkeypatch.setattr(get_document_model(), "url", property(url))
    return document


@pytest.mark.parametrize("kind", STREAMS)
def test_one_document_that_cannot_say_where_it_is_loses_its_link_and_nothing_else(broken: Any, kind: str) -> None:
    good = upload("goed.pdf")
    rows = [
        make.document(title="Stuk", summary="Wat hierin staat.", url="", file=broken.pk),
        make.document(title="Goed", url="", file=good.pk),
    ]
    page = make.make_page(kind, **{**make.content_of(kind), STREAMS[kind]: rows})
    links = {link.get_text(): link["href"] for link in make.see(page).find_all("a")}
    assert "Stuk" not in links
    assert links["Goed"] == good.url
    assert {"Stuk", "Wat hierin staat."} <= set(make.see(page).stripped_strings)
    told = page.grip_api_content(page.grip_source, PageContext.of_page(page))["documents"]
    assert [(one["title"], one["url"]) for one in told] == [("Stuk", ""), ("Goed", good.url)]
    with override("en"):
        advice = [remark.where for remark in remarks(page) if remark.rule == "document-closed"]
    assert len(advice) == 1
    assert "Stuk" in advice[0]


def test_in_formatted_text_only_its_own_link_goes(broken: Any) -> None:
    good = upload("goed.pdf")
    links = [f'<a linktype="document" id="{one.pk}">{name}</a>' for one, name in ((broken, "Stuk"), (good, "Goed"))]
    page = make.make_page("norm", body=[make.item("paragraph", f"<p>Lees {links[0]} en {links[1]}.</p>")])
    shown = make.see(page)
    assert {link.get_text(): link["href"] for link in shown.find_all("a") if "pdf" in link["href"]} == {
        "Goed": good.url
    }
    assert "Lees Stuk en Goed." in shown.get_text()


# --- what a complaint may be about ------------------------------------------------


def test_what_a_complaint_may_be_about_by_whom_and_when_stands_on_the_page() -> None:
    said_there = {
        "grip_complaint_about": "Over gedrag, beoordeling\nen veiligheid.",
        "grip_complaint_by": "Ouders, leerlingen en <b>personeel</b>.",
        "grip_complaint_term": "Binnen een jaar; je krijgt antwoord binnen een maand.",
    }
    page = make.make_page("contact", contacts=[make.contact()], **said_there)
    section = make.see(page).select_one("#grip-complaints").parent
    assert [one.get_text("\n") for one in section.select("dd")] == list(said_there.values())
    assert filled_in("contact", **said_there).errors == {}
    told = page.grip_api_content(page.grip_source, PageContext.of_page(page))
    assert told["documents"] == []
    assert page.findable_complaints == " ".join(said_there.values())
    english = make.translate(page, "en", grip_complaint_by="Parents, pupils and staff.")
    shown = make.see(english).select_one("#grip-complaints").parent
    assert [one.get("lang") for one in shown.select("dd")] == ["nl", None, "nl"]


def test_nothing_is_said_of_complaints_where_nobody_said_anything() -> None:
    assert not make.see(make.make_page("contact", contacts=[make.contact()])).select("#grip-complaints")


def test_the_chooser_of_wagtail_is_in_the_form(admin_client: Any) -> None:
    page = listing("contact", file=upload().pk)
    response = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200
    assert "wagtail.documents.widgets.DocumentChooser" in response.content.decode()


# --- a site without documents -----------------------------------------------------


def test_a_site_without_documents_keeps_what_is_stored_and_shows_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    document = upload()
    for module in ("item_blocks.document", "item_blocks.rich_text", "lookup.documents", "editing.address_rules"):
        monkeypatch.setattr(f"gripwagtail.{module}.has_documents", lambda: False)
    page = listing("norm", file=document.pk)
    assert links_of(page) == []
    assert "Regeling" in make.text_of(page)
    file = FileBlock()
    assert file.field.widget.is_hidden
    assert file.get_form_state(document.pk) == document.pk
    assert file.clean(file.value_from_form(str(document.pk))) == document.pk
    assert list(file.extract_references(document.pk)) == []
    assert "document-link" not in SafeRichTextBlock().field.widget.features
    with override("en"):
        given = {"title": "Regeling", "summary": "Zo.", "url": "", "file": ""}
        form = filled_in("norm", statement="Wij zijn aardig", documents=[("document", given)])
    marked = form.errors["documents"].as_data()[0].as_json_data()["blockErrors"]
    assert list(marked[0]["blockErrors"]) == ["url"]


@pytest.mark.apart
def test_such_a_site_starts_passes_the_checks_and_needs_no_migration() -> None:
    """Wagtail's own admin wants documents; what shows our pages does not."""
    begin = "import tests.hosts.default.settings as s; s.INSTALLED_APPS.remove('wagtail.documents'); import django; "
    checks = "django.setup(); from django.core.management import call_command as c; c('check'); "
    script = f"{begin}{checks}c('makemigrations', check=True, dry_run=True)"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.hosts.default.settings"}
    root = Path(__file__).resolve().parents[1]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
