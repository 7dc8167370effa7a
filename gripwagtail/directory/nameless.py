"""Cards without the people on them: the function and the ways to reach it, and nothing that says who has it.

For what is copied and may be read when nobody can correct it any more. A number of work stays, as whoever has the
function answers it; a mailbox, an account or a text that has a name in it goes.
"""

from __future__ import annotations

from typing import Final

from ..content.contact import Contact
from ..late import late
from ..lookup.context import PageContext
from ..lookup.without_names import names_people
from ..safety import secrecy
from ..text.marked import Text
from ..text.naming import reads_as_a_name

# Only where a visit may read no names.
_names_of = late("text.names.Names")

_TEXTS: Final = ("about", "where", "when", "reply_time")
_ADDRESSES: Final = ("form_url", "website")


def as_named(card: Contact, page_context: PageContext) -> bool:
    """Makes of the card what this visit may read of it; whether that still says who it is, if only by a function."""
    if names_people(page_context.request) or not card.is_personal:
        return True
    own = _names_of(dict.fromkeys([card.name, str(card.label)], ""))

    def names(text: str) -> bool:
        return own.shares_a_word(text) or reads_as_a_name(text)

    card.name, card.label = "", Text("")
    for part in _TEXTS:
        if names(str(getattr(card, part))):
            setattr(card, part, Text(""))
    for part in _ADDRESSES:
        if any(word in getattr(card, part).casefold() for word in own.words):
            setattr(card, part, "")
    if any(names(str(line)) for line in card.secrecy):
        card.secrecy = secrecy(card.scope, card.roles, page_context.language)
    # What the mailbox of one person is called nobody knows: “mvdb@” names her as well.
    card.email = card.email_more = card.instagram = ""
    # It is still about one person, so that no phone keeps it.
    card.names_someone = True
    return bool(card.title)


__all__ = ["as_named"]
