"""What in the admin reads what an editor types or pastes, and needs more than one text for that.

Beside `tests/value_readers.py`: each is called by hand here, or has the reason why nothing that anyone types is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

ROOM: Final = "admin"
_A_KEY: Final = "a key of ours or the id of an item, which is only compared with others"
_A_NAME: Final = "the name of a field, a model or an attribute"
_PUTS: Final = "puts what was typed in its place, and looks at nothing"

# By what their names begin with, and why.
NOT_READ: Final[Mapping[str, str]] = {
    "admin.confirmations._not_as_read": _A_KEY,
    "admin.content_checker.": "our own words for the checker, in the template of Wagtail",
    "admin.corrections._both": "two texts of ours",
    "admin.expert_unread.": "our own sentences",
    "admin.first_hour_cards.CardsByRole.": _A_KEY,
    "admin.first_hour_cards._roles": "the keys of a card, by a function that is measured itself",
    "admin.first_hour_cards._phones": "the numbers of a card, by the same",
    "admin.first_hour_cards._with_first": _PUTS,
    "admin.first_hour_cards._new": _A_KEY,
    "admin.first_hour_form.": "what fields of Django cleaned, by validators that are measured themselves",
    "admin.helplines.fields._listed": _A_KEY,
    "admin.helplines.listing.": _A_NAME,
    "admin.helplines.uses._": "looks for a key of ours in what is stored",
    "admin.helplines.views.": "what a helpline's own form compares, by functions that are measured themselves",
    "admin.home_panel.": "a panel of ours",
    "admin.next_step.part_of": "a path in the tree",
    "admin.outcome_form.": "what fields of Django cleaned",
    "admin.parent_messages._helplines": _A_KEY,
    "admin.pasted.PastedView._keep": "asks _read, which is measured below by what it asks",
    "admin.pasted.PastedView._read": "asks read_agreements and read_contacts, which are measured themselves",
    "admin.pasted_contacts.PastedReading.__new__": "a record",
    "admin.pasted_headings.": "what Wagtail asks of a panel",
    **dict.fromkeys(
        (f"admin.pasted_lines.{name}" for name in ("_is_short", "_take", "_sort", "_split", "_both")),
        "a part of a line that read_line takes apart, which is measured itself, and takes none of over 300 characters",
    ),
    "admin.report.": _A_NAME,
    "admin.school_links.Link.__new__": "a record",
    "admin.seen_form.SeenForm.": "what fields of Django cleaned, one compared with another",
    "admin.voted_agreements.VotedAgreement.": "a record",
    "admin.voted_agreements._counted": "a number and a day, by functions that are measured themselves",
}


def by_hand() -> dict[str, tuple[Callable[[str], object], str]]:
    """Each with what makes it work; a text is put wherever one can be."""
    from gripwagtail.admin import (
        pasted,
        pasted_agreements,
        pasted_contacts,
        voted_agreements,
    )
    from gripwagtail.admin.helplines import fields, history, saving, uses
    from gripwagtail.models import GripHelpline

    school = "Juf Annemiek Voorbeeld, vertrouwenspersoon, 070 012 34 78 kies 2, di en do, lokaal 2.14, "
    rules = "Wat mag niet: - we schelden\n1. We vragen het eerst.\nOnze afspraken over foto's "

    def entry(text: str) -> Any:
        facts = {name: [text, f"{text}x"] for name in ("phones", "mails", "webs", "where", "when", "postal")}
        return type("Entry", (), facts)

    def helpline(text: str) -> GripHelpline:
        return GripHelpline(key=text, name=text, does=text, hours=text, phones=text, url=text)

    return {
        "admin.helplines.fields.value_in_words": (lambda text: fields.value_in_words("name", text), "woorden "),
        "admin.helplines.history._value": (lambda text: history._value("does", text), "woorden "),
        "admin.helplines.saving.merged": (
            lambda text: saving.merged(helpline(text), helpline(f"{text}x"), {"does": text}),
            "woorden ",
        ),
        "admin.helplines.uses.places_in_words": (lambda text: uses.places_in_words([text, text]), "woorden "),
        "admin.pasted._number": (pasted._number, "17 "),
        "admin.pasted_agreements._Typed.of": (pasted_agreements._Typed.of, rules),
        "admin.pasted_agreements._with_below": (
            lambda text: pasted_agreements._with_below([text, *text.split("\n")]),
            rules,
        ),
        "admin.pasted_agreements.read_agreements": (
            lambda text: pasted_agreements.read_agreements(text, [text]),
            rules,
        ),
        "admin.pasted_contacts._without_field": (
            lambda text: pasted_contacts._without_field(entry(text), {"email": text, "name": text}),
            school,
        ),
        "admin.voted_agreements._votes": (lambda text: voted_agreements._votes({"votes": text}), "12 "),
    }
