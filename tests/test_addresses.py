"""An address means where it says: completed where that is certain, refused in words elsewhere, never dropped."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.admin.panels import ObjectList

from gripwagtail.editing.rules import remarks
from gripwagtail.item_blocks import fields
from gripwagtail.item_blocks.rich_text import SafeRichTextBlock
from gripwagtail.models import GripSettings
from gripwagtail.packs.cleaning import clean
from gripwagtail.sanitize import clean_html, mail_link, usable_url
from gripwagtail.starter.fields import Address, Mail
from gripwagtail.validators import usable_address
from tests import factories as make
from tests.hostile.forms import data_for
from tests.test_forms import card, filled_in

COMPLETED = {
    "www.school.nl/formulier": "https://www.school.nl/formulier",
    "school.nl": "https://school.nl",
    "school.nl/x?y=1#z": "https://school.nl/x?y=1#z",
    "school.nl:8080/x": "https://school.nl:8080/x",
    " www.gcbo.nl ": "https://www.gcbo.nl",
    "schóól.nl/melden": "https://schóól.nl/melden",
    "https://school.nl/pestprotocol.pdf": "https://school.nl/pestprotocol.pdf",
    "http://school.nl": "http://school.nl",
    "/documenten/3/pestprotocol.pdf": "/documenten/3/pestprotocol.pdf",
    "#c-1": "#c-1",
    "tel:070-012 34 56": "tel:0700123456",
    "tel:+31 (0)70 012.34.56": "tel:+31700123456",
    "mailto:info@school.nl?subject=Pesten": "mailto:info@school.nl",
    "mailto:vertrouwen@schóól.nl": "mailto:vertrouwen@xn--schl-sqaa.nl",
}
REFUSED = [
    "pestprotocol.pdf",
    "formulier",
    "documenten/pestprotocol.pdf",
    "info@school.nl",
    "https//school.nl",
    "../x",
    "//elders.nl/x",
    "javascript:alert(1)",
    "data:text/html,x",
    "school .nl",
    "tel:bel-maar",
    "mailto:info",
    "",
]


@pytest.mark.parametrize(("typed", "address"), COMPLETED.items())
def test_what_says_where_it_leads_is_completed_by_everyone(typed: str, address: str) -> None:
    assert usable_url(typed) == address
    assert usable_url(address) == address
    usable_address(typed)
    assert fields.AddressBlock().clean(typed) == address
    assert list(Address(on_site=True).faults(typed)) == []
    assert clean({"url": typed}) == {"url": address}
    assert f'href="{address}"' in clean_html(f'<p><a href="{typed}">hier</a></p>')


@pytest.mark.parametrize("typed", REFUSED)
def test_anything_else_is_refused_by_everyone(typed: str) -> None:
    assert usable_url(typed) == ""
    assert "href" not in clean_html(f'<p><a href="{typed}">hier</a></p>')
    assert list(Address(on_site=True).faults(typed))
    with pytest.raises(ValidationError):
        usable_address(typed)
    with pytest.raises(ValidationError):
        fields.AddressBlock().clean(typed)


def test_a_draft_keeps_what_was_pasted() -> None:
    assert fields.AddressBlock().clean_deferred("pestprotocol.pdf") == "pestprotocol.pdf"
    assert fields.AccountBlock().clean_deferred("van de school") == "van de school"


@pytest.mark.parametrize(
    ("typed", "handle"),
    [
        ("kwikstaart", "kwikstaart"),
        ("@kwikstaart", "kwikstaart"),
        ("https://www.instagram.com/kwikstaart/?hl=nl", "kwikstaart"),
        ("instagram.com/kwikstaart", "kwikstaart"),
    ],
)
def test_an_account_is_its_name_also_when_its_address_is_typed(typed: str, handle: str) -> None:
    assert fields.AccountBlock().clean(typed) == handle


@pytest.mark.parametrize("typed", ["obs kwikstaart", "https://elders.nl/kwikstaart", "kwik/../staart"])
def test_what_is_no_account_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        fields.AccountBlock().clean(typed)


@pytest.mark.parametrize("typed", ["vertrouwen@schóól.example", "info@school.nl", "j.o'brien@school.nl"])
def test_a_mail_address_that_is_accepted_can_be_mailed(typed: str) -> None:
    assert fields.MailBlock().clean(typed) == typed
    assert mail_link(typed).startswith("mailto:") and mail_link(typed).isascii()
    assert list(Mail().faults(typed)) == []


@pytest.mark.parametrize("typed", ['"jan jansen"@school.nl', "info@[127.0.0.1]", "a%b@school.nl"])
def test_one_that_no_page_could_link_to_is_refused_in_words(typed: str) -> None:
    assert mail_link(typed) == ""
    with override("en"), pytest.raises(ValidationError):
        fields.MailBlock().clean(typed)
    assert list(Mail().faults(typed))


@pytest.mark.django_db
def test_nor_may_the_school_have_one_on_its_contact_page_or_in_its_settings() -> None:
    page, site = make.make_page("contact"), make.site_with("localhost")
    form_class = page.get_edit_handler().get_form_class()
    settings = GripSettings.for_site(site)
    of_settings = ObjectList(GripSettings.panels, base_form_class=GripSettings.base_form_class)
    of_settings = of_settings.bind_to_model(GripSettings).get_form_class()
    for typed, is_refused in (("a%b@school.nl", True), ("info@schóól.example", False)):
        form = form_class(data_for(page, form_class, {"school_email": typed}), instance=page, for_user=make.editor())
        assert ("school_email" in form.errors) is is_refused
        form = of_settings(data_for(settings, of_settings, {"email": typed}), instance=settings)
        assert ("email" in form.errors) is is_refused


@pytest.mark.django_db
def test_a_card_through_the_school_has_its_address_to_mail_in_every_alphabet() -> None:
    page = make.make_page("contact", contacts=[make.contact(phone="", email="", via_school=True)])
    make.settings_of(phone="", email="info@schóól.example")
    host = "schóól.example".encode("idna").decode()
    assert f'href="mailto:info@{host}"' in make.visit(page).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("email", "vertrouwen@schóól.example"),
        ("form_url", "www.school.nl/melden"),
        ("instagram", "https://instagram.com/kwikstaart"),
    ],
)
def test_what_the_form_takes_the_page_shows(field: str, typed: str) -> None:
    form = filled_in("contact", contacts=[card(**{field: typed})])
    assert form.errors == {}
    stored = form.cleaned_data["contacts"].get_prep_value()
    page = make.make_page("contact", contacts=list(stored))
    links = [link["href"] for link in make.see(page).select(".grip-contact .grip-ways a")]
    assert len(links) == 1
    assert links[0].startswith(("mailto:", "https://"))


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["www.school.nl/x", "school.nl/x"])
def test_what_came_in_by_another_door_leads_there_as_well(address: str) -> None:
    page = make.make_page("contact", contacts=[make.contact(form_url=address)])
    assert f"https://{address}" in [link.get("href") for link in make.see(page).select(".grip-contact a")]
    norm = make.make_page("norm", documents=[make.document(url=address)])
    assert f"https://{address}" in [link.get("href") for link in make.see(norm).select("a")]
    line = make.helpline("elders", url=address, phones="")
    make.make_page("norm")
    assert line.url == address
    shown = make.see(make.home_page(body=[make.block("helplines")]))
    assert f"https://{address}" in [link.get("href") for link in shown.select("a")]


@pytest.mark.django_db
def test_the_editor_reads_what_came_in_and_leads_nowhere() -> None:
    contacts = [make.contact(email='"a b"@c.nl', form_url="melden", instagram="a b", whatsapp="bel")]
    body = [make.item("paragraph", '<p><a href="protocol.pdf">hier</a></p>')]  # type: ignore[arg-type]
    page = make.make_page("contact", contacts=contacts, body=body)
    found = [one for one in remarks(page) if "nowhere" in one.rule]
    assert sorted(one.child for one in found) == ["", "email", "form_url", "instagram", "whatsapp"]
    assert any("protocol.pdf" in one.message for one in found)
    fine = make.make_page("contact", contacts=[make.contact(form_url="www.school.nl")])
    assert not [one for one in remarks(fine) if "nowhere" in one.rule]


@pytest.mark.parametrize(
    ("href", "accepted"),
    [
        ("tel:070-0123456", True),
        ("mailto:info@school.nl?subject=x", True),
        ("www.school.nl", True),
        ("tel:niemand", False),
        ("protocol.pdf", False),
    ],
)
def test_a_link_in_formatted_text_is_shown_or_refused(href: str, accepted: bool) -> None:
    block = SafeRichTextBlock()
    text = block.to_python(f'<p><a href="{href}">hier</a></p>')
    assert ("href" in block.render(text)) is accepted
    if accepted:
        block.clean(text)
        return
    with override("en"), pytest.raises(ValidationError, match="leads nowhere"):
        block.clean(text)
    block.clean_deferred(text)


@pytest.mark.django_db
def test_a_helpline_is_stored_as_it_is_used() -> None:
    form_class = make.GripHelpline.base_form_class
    assert form_class is not None
    from wagtail.admin.panels import get_edit_handler

    form = get_edit_handler(make.GripHelpline).get_form_class()(
        {
            "key": "x",
            "name": "X",
            "url": "www.school.nl",
            "cost": "free",
            "anonymous": "yes",
            "urgency": "today",
            "position": "1",
            "words-count": "0",
            "active": "on",
        },
        instance=make.GripHelpline(),
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["url"] == "https://www.school.nl"


@pytest.mark.django_db
def test_while_typing_the_editor_reads_where_it_leads(client: Client) -> None:
    client.force_login(make.editor())

    def told(address: str) -> Any:
        return client.post(reverse("gripwagtail_address"), {"address": address}).json()

    assert told("www.school.nl")["address"] == "https://www.school.nl"
    assert told("/protocol/")["address"] == "http://testserver/protocol/"
    assert "https://" in told("protocol.pdf")["refused"]
    page = make.make_page("norm", documents=[make.document()])
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "gripwagtail/admin/address" in html
