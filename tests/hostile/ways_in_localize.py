"""The ways by which a text comes in through wagtail-localize: a string, an override of a link, a file of a translator.

What is looked at is the translation, in English, of pages that have something harmless in every field.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from gripwagtail.blocks import grip_blocks
from gripwagtail.lookup.sources import KINDS
from tests import factories as make
from tests import full_items as full
from tests import localize
from tests.hostile import forms
from tests.hostile.places import Deal
from tests.hostile.school import HostileSchool, fill_rest, write

_TEXT = object()
_COPIES = 6
# On each of five pages, so that there is one for every text.
_LINKS = "".join(f'<a href="https://{full.FACT}.example/{number}">{full.WORD} {number}</a> ' for number in range(42))
Way = Callable[[Deal], HostileSchool]
Bring = Callable[[Client, Any, Deal], None]


def _translated(deal: Deal, bring: Bring) -> HostileSchool:
    """A school in two languages; ``bring`` fills in the translation of a page."""
    home = make.home_page()
    make.helpline()
    make.settings_of(phone="070 012 34 56", email="info@kwikstaart.example", school_name="De Kwikstaart")
    pages = {kind: full.full_page(make.page_class(kind), home, **_more(kind)) for kind in KINDS}
    write(pages["contact"], {"vcards": True, "names_findable": True})
    body = [make.item(name, {"heading": f"{full.WORD} {name}"}) for name, _block in grip_blocks()]
    host = make.home_page(home, title=f"{full.WORD} blokken", slug="blokken", body=body)
    client = forms.signed_in()
    for page in (*pages.values(), host):
        localize.submit(page, "en")
        bring(client, page, deal)
        localize.publish(page, "en")
    _count_errors(deal)
    fill_rest(HostileSchool(home, pages, host, Deal()))
    english = {kind: localize.translated(page, "en") for kind, page in pages.items()}
    school = HostileSchool(home, english, localize.translated(host, "en"), deal)
    school.read_again()
    return school


def _more(kind: str) -> dict[str, Any]:
    """More rich text than one piece, because few places have that; and a card that is nobody's."""
    rich = [make.item("paragraph", full.RICH_TEXT.replace("/verder", f"/{n}")) for n in range(_COPIES)]  # type: ignore[arg-type]
    fields: dict[str, Any] = {
        "body": [make.item("heading", f"{full.WORD} kop"), *rich, make.item("paragraph", f"<p>{_LINKS}</p>")]
    }  # type: ignore[arg-type]
    if kind == "contact":
        block = make.page_class(kind)._meta.get_field("contacts").stream_block.child_blocks["contact"]
        card = full.item_of(block, "kaart")
        fields["contacts"] = [
            make.item("contact", {**card, "kind": "function", "name": "", "label": f"{full.WORD} {n}"})
            for n in range(_COPIES)
        ]
    return fields


def _count_errors(deal: Deal) -> None:
    """What wagtail-localize itself keeps out of the page."""
    from wagtail_localize.models import SegmentOverride, StringTranslation

    for row in StringTranslation.objects.filter(has_error=True):
        deal.refuse([row.data])
    for override in SegmentOverride.objects.filter(has_error=True):
        deal.refuse([override.data])


def _put(client: Client, url: str, text: str) -> None:
    data = encode_multipart(BOUNDARY, {"value": text})
    answer = client.put(url, data, content_type=MULTIPART_CONTENT)
    assert answer.status_code in (200, 201), (url, answer.status_code, answer.content[:300])


def _next(deal: Deal, path: str) -> str:
    """The next text that can be sent: neither a request nor a file can contain half a character.

    A title of a page has a column of 255 characters, and Wagtail refuses to make a page with a longer one.
    """
    most = 255 if path.rpartition(".")[2] in ("title", "seo_title") and path.count(".") == 2 else sys.maxsize
    while "\ud800" in (text := deal.text(path, _TEXT)) or len(text) > most:
        deal.refuse([text])
    return text


def string(deal: Deal) -> HostileSchool:
    """The translator's own page: one request for each string."""

    def bring(client: Client, page: Any, deal: Deal) -> None:
        work = localize.job(page, "en")
        for segment in work.source.stringsegment_set.select_related("context"):
            url = reverse("wagtail_localize:edit_string_translation", args=[work.pk, segment.pk])
            _put(client, url, _next(deal, f"string.{page._meta.model_name}.{segment.context.path}"))

    return _translated(deal, bring)


def override(deal: Deal) -> HostileSchool:
    """An address in place of the one in the source: in rich text each link has one."""

    def bring(client: Client, page: Any, deal: Deal) -> None:
        work = localize.job(page, "en")
        for segment in work.source.overridablesegment_set.select_related("context"):
            url = reverse("wagtail_localize:edit_override", args=[work.pk, segment.pk])
            _put(client, url, _next(deal, f"override.{page._meta.model_name}.{segment.context.path}"))

    school = _translated(deal, bring)
    # Only links in rich text have an override, and these show none of it.
    school.silent = {"structured data", "vCard", "print and poster", "messages", "content pack"}
    return school


def po_file(deal: Deal) -> HostileSchool:
    """A file from an office that translates, uploaded in the admin."""

    def bring(client: Client, page: Any, deal: Deal) -> None:
        work = localize.job(page, "en")
        po = work.export_po()
        for entry in po:
            entry.msgstr = _next(deal, f"po.{page._meta.model_name}.{entry.msgctxt}")
        file = SimpleUploadedFile("en.po", str(po).encode())
        url = reverse("wagtail_localize:upload_pofile", args=[work.pk])
        answer = client.post(url, {"file": file}, follow=True)
        assert answer.status_code == 200, answer.status_code

    return _translated(deal, bring)


WAYS: dict[str, Way] = {
    "localize string": string,
    "localize override": override,
    "localize PO": po_file,
}

__all__ = ["WAYS", "Way"]
