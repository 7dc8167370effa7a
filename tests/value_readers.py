"""What in the package reads the texts in a stored value, a card or a file, and needs more than one text for that.

Beside `tests/text_readers.py`: each is called by hand here, or has the reason why nothing that anyone types is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from tests import admin_readers

# Rooms in which every function is measured that is handed a text, or a value that has some.
ROOMS: Final = (admin_readers.ROOM, "content", "editing", "packs", "phone", "removal", "stored", "widgets")
TEXTS: Final = ("str", "SafeString", "Text", "Match")

_A_KEY: Final = "a key of ours or the id of an item, which is only compared with others"
_A_NAME: Final = "the name of a field, a stream or an attribute"
_A_PAGE: Final = "reads the texts of a page by functions that are measured themselves"

# By what their names begin with, and why.
NOT_READ: Final[Mapping[str, str]] = {
    **admin_readers.NOT_READ,
    "content.checked.": _A_KEY,
    "content.class_cards.": "looks for our own words in a title",
    "content.made_by.": "puts numbers in sentences of ours",
    "content.contact.Contact.": _A_KEY,
    "content.damage._problem": _A_NAME,
    "content.findable.": _A_NAME,
    "content.guide._fitting": _A_KEY,
    "content.helplines.Helpline.": _A_KEY,
    "content.helplines.chosen": _A_KEY,
    "content.helplines.pick": _A_KEY,
    "content.incident_help.evidence_rule": _A_KEY,
    "content.incident_help._is_readable": _A_KEY,
    "content.incident_help._part": _A_KEY,
    "content.incident_help._title": "compares two texts",
    "content.items._child": _A_NAME,
    "content.native_readings.forget_past": "compares digests",
    "content.native_readings.pair_of": "makes a digest",
    "content.made_from.Holding.": "what words_that_hold makes of an item",
    "content.made_from._number": _A_KEY,
    "content.positions.": _A_KEY,
    "content.proposals.": _A_KEY,
    "content.stand_ins.": _A_KEY,
    "content.surveys.": _A_KEY,
    "editing.contact_rules._spots": _A_PAGE,
    "editing.copying.": "looks for the number of a page that was chosen",
    "editing.far_too_long.": _A_PAGE,
    "editing.incident_rules._spot": _A_NAME,
    "editing.incident_rules._where": _A_NAME,
    "editing.library.": _A_KEY,
    "editing.offered.": "compares two texts",
    "editing.reader_sheet._where": _A_NAME,
    "editing.returned_sheet._why_not": "asks those below, each of which is measured",
    "editing.returned_sheet._with": _A_PAGE,
    "editing.made_keys.make_keys": _A_PAGE,
    "editing.made_keys._": _A_KEY,
    "editing.print_panel.": "a record",
    "editing.reporting.": "what was refused, in our words",
    "editing.rule.Subject.": _A_NAME,
    "editing.rules.refused": _A_PAGE,
    "editing.text_records.": _A_PAGE,
    "editing.translation_rules.": _A_PAGE,
    "packs.exporting.": _A_PAGE,
    "packs.reading._too_large": "the name of a file",
    "packs.reading._whole": "counts bytes, and looks at none",
    "packs.writing.": "the name of a file",
    "phone._": "what _tidy lets through, of at most MAX_LENGTH",
    "removal.erasure.": _A_NAME,
    "removal.host_content.": _A_NAME,
    "removal.strings.": "looks a text up in the database",
    "stored.days.": "a statement of ours",
    "stored.failures.": "what failed, in our words",
    "stored.later_stream.": _A_NAME,
    "stored.streams.LateStream.": _A_NAME,
    "stored.streams.put_items": _A_NAME,
    "widgets.packed.": "what Wagtail writes down of the blocks, in our words",
    "widgets.shown_day.": "attributes of an input",
    "widgets.tick.": "attributes of an input",
    "admin.new_remarks._edit": "the id of an item, which is only passed on",
    "admin.helplines.saving.seen": "a row of the table, each field as a digest",
}


def by_hand() -> dict[str, tuple[Callable[[str], object], str]]:
    """Each with what makes it work; a text is put wherever one can be."""
    from gripwagtail.content import contact, expert_reviews, helplines, identities, made_from, phones, problems, reach
    from gripwagtail.content.items import LanguagePair
    from gripwagtail.content.native_readings import TranslatedText
    from gripwagtail.editing import (
        address_rules,
        incident_rules,
        made_keys,
        plain_language,
        reader_sheet,
        returned_sheet,
    )
    from gripwagtail.editing.reader_sheet import OutgoingRow
    from gripwagtail.item_blocks.contact import ContactBlock
    from gripwagtail.models import GripHelpline
    from gripwagtail.packs import checking, cleaning, importing, items, persons, reading
    from gripwagtail.removal import card, rewriting, visits
    from gripwagtail.removal.person import Person
    from gripwagtail.safety import image_instructions
    from gripwagtail.starter.streams import STREAMS
    from gripwagtail.stored import streams
    from gripwagtail.text.day import is_unknown
    from gripwagtail.text.marked import Text
    from gripwagtail.widgets.address import AddressWidget
    from gripwagtail.widgets.day import DayWidget
    from gripwagtail.widgets.phone import PhoneWidget
    from gripwagtail.widgets.told import ToldWidget
    from tests import factories as make

    person = Person(("Annemiek Denkbeeld",), ("a.denkbeeld@kwikstaart.example",), ("070 012 34 56",))
    own = "Annemiek Denkbeeld a.denkbeeld@kwikstaart.example 070 012 34 56 "
    label = "juf Annemiek van mentor Saida, vertrouwenspersoon"
    block: Any = ContactBlock()
    cards = next(stream for stream in STREAMS["contact"] if stream.name == "contacts")
    contacts = make.page_class("contact")
    record = {"texts": {"contacts/1/where": {"0": ["0", 0]}}, "items": {"contacts/1": [["person", "", "", []]]}}
    dutch = LanguagePair("nl", "nl")
    swaps = plain_language._list("nl")

    def a_card(text: str) -> dict[str, Any]:
        texts = dict.fromkeys(("name", "label", "where", "when", "about", "email", "whatsapp", "address"), text)
        return {"kind": "person", "phones": [{"type": "item", "id": "1", "value": text}], **texts}

    def stream(text: str) -> list[dict[str, Any]]:
        return [{"type": "contact", "id": "1", "value": a_card(text)}]

    def a_file(text: str) -> dict[str, Any]:
        return {"kind": "norm", "name": text, "language": "nl", "title": text, "statement": text, "agreements": [text]}

    def situation(text: str) -> dict[str, Any]:
        return {"type": "situation", "value": {"key": "x", "sexual": "maybe", "title": text, "pupil_steps": text}}

    def outgoing(text: str) -> OutgoingRow:
        return OutgoingRow(TranslatedText(("intro", "", ""), text, text), "Intro")

    def rewriter() -> Any:
        return rewriting.Rewriter(person)

    def line(text: str) -> GripHelpline:
        long = {name: text for name in ("key", "name", "does", "not_for", "hours", "phones", "chat_url", "url")}
        return GripHelpline(**long, former_names=text, audiences=text, topics=text, languages=text)

    field = contacts._meta.get_field("contacts")
    orders = "je moet de foto bewaren"
    return {
        **admin_readers.by_hand(),
        "content.contact.SchoolOffice.of": (lambda text: contact.SchoolOffice.of(text, text, text, text), own),
        "content.contact._secrecy": (
            lambda text: contact._secrecy(Text(text), "x", (), "nl"),
            "niets wordt doorverteld alles blijft geheim",
        ),
        "content.expert_reviews._said": (lambda text: expert_reviews._said(situation(text)["value"]), "woorden "),
        "content.helplines.read_helpline": (lambda text: helplines.read_helpline(line(text), dutch, Text(text)), own),
        "content.helplines.read_notes": (
            lambda text: helplines.read_notes([{"value": {"helpline": text, "text": text}}], "nl"),
            "woorden ",
        ),
        "content.identities.identity_of": (lambda text: identities.identity_of("contacts", a_card(text)), label),
        "content.identities.numbers_of": (lambda text: identities.numbers_of(a_card(text)), own),
        "content.made_from.words_that_hold": (
            lambda text: made_from.words_that_hold("contacts", stream(text), stream(text), record),
            label,
        ),
        "content.made_from._names": (lambda text: made_from._names(a_card(text), text), label),
        "content.made_from.field_holds": (
            lambda text: made_from.field_holds("intro", text, text, {"texts": {"intro": {}}}),
            "woorden ",
        ),
        "content.phones.phones_of": (lambda text: phones.phones_of([text]), own),
        "content.problems.place": (
            lambda text: problems.place(
                field.stream_block, "x", 0, {"type": "contact", "value": a_card(text)}, "label"
            ),
            "woorden ",
        ),
        "content.problems.children_with": (lambda text: problems.children_with("[[", a_card(text)), "[["),
        "content.reach.said_on": (lambda text: reach.said_on(a_card(text)), own),
        "editing.address_rules._leads": (
            lambda text: [address_rules._leads(one, text) for one in block.child_blocks.values()],
            "https://kwikstaart.example @a.b +31 ",
        ),
        "editing.incident_rules._readable": (lambda text: incident_rules._readable({"title": text}, "title"), orders),
        "editing.incident_rules.problems_of_file": (
            lambda text: incident_rules.problems_of_file([situation(text)]),
            orders,
        ),
        "editing.plain_language.long_sentences": (
            lambda text: plain_language.long_sentences({("body", "1", ""): text}),
            "bijv. o.a. een zin. ",
        ),
        "editing.plain_language.hard_words": (
            lambda text: plain_language.hard_words({("body", "1", ""): text}, "nl"),
            " ".join(list(swaps)[:20]),
        ),
        "editing.reader_sheet._row": (lambda text: reader_sheet._row(2, [text, text, text, text]), "[a1b2-c3d4] "),
        "editing.returned_sheet._broken_signs": (
            lambda text: returned_sheet._broken_signs(outgoing(text), text),
            "[[naam]] {name} %(name)s 070 012 34 56 ",
        ),
        "editing.returned_sheet._does_not_fit": (
            lambda text: returned_sheet._does_not_fit(contacts, outgoing(text), text),
            "woorden ",
        ),
        "editing.returned_sheet._tidy": (
            lambda text: returned_sheet._tidy(contacts, outgoing(text), text),
            "woorden \n ",
        ),
        "editing.made_keys.made_key": (
            lambda text: made_keys.made_key({"title": text, "sexual": "no", "urgency": "week", "group": text}),
            "wie het heeft-gedaan ",
        ),
        "editing.plain_language._hard_in": (lambda text: plain_language._hard_in(text, "nl"), "woorden "),
        "editing.plain_language._found": (
            lambda text: list(plain_language._found(text, swaps)),
            " ".join(" ".join(words) for first in list(swaps)[:20] for words in swaps[first]),
        ),
        "packs.checking.check": (lambda text: checking.check({"norm.toml": a_file(text)}), "woorden "),
        "packs.checking.check_document": (lambda text: checking.check_document("norm.toml", a_file(text)), "woorden "),
        "packs.checking._short": (lambda text: checking._short("title", text), "woorden "),
        "packs.cleaning._cleaned": (lambda text: cleaning._cleaned("body", a_file(text)), "<a linktype='page' id=1>"),
        "packs.importing._said": (lambda text: importing._said(cards, block, a_card(text), a_card(text)), "woorden "),
        "packs.importing._text": (lambda text: importing._text(block, a_card(text)), "woorden "),
        "packs.items._key": (lambda text: items._key(cards, {"starter_key": text}), "a/b/"),
        "packs.persons.without_person": (lambda text: persons.without_person(a_card(text)), label),
        "packs.persons.name_pattern": (lambda text: persons.name_pattern([a_card(text)]), label),
        "packs.persons._strange": (lambda text: persons._strange(a_card(text)), label),
        "packs.persons.left_behind": (
            lambda text: list(persons.left_behind({"norm.toml": a_file(text)}, [a_card("Annemiek Denkbeeld")])),
            own,
        ),
        "packs.persons.texts": (lambda text: list(persons.texts(a_file(text))), "woorden "),
        "packs.reading.parse": (lambda text: reading.parse("norm.toml", text.encode("utf-8", "replace")), 'a.b = "x" '),
        "removal.card.is_of": (lambda text: card.is_of(person, {**a_card(text), "name": ""}), own),
        "removal.card.as_function": (lambda text: card.as_function(person, a_card(text)), own),
        "removal.card._is_reached": (lambda text: card._is_reached(person, a_card(text)), own),
        "removal.card._own_texts": (lambda text: card._own_texts(a_card(text)), own),
        "removal.card._text": (lambda text: card._text(a_card(text), "label"), own),
        "removal.card.summary": (lambda text: card.summary(a_card(text)), own),
        "removal.person.Person.is_in": (person.is_in, own),
        "removal.person.Person.is_all_of": (person.is_all_of, own),
        "removal.person.Person.shares_a_word": (person.shares_a_word, own),
        "removal.person.Person.without": (person.without, own),
        "removal.person.Person.spans": (person.spans, own),
        "removal.person.Person._spans_in": (person._spans_in, own),
        "removal.rewriting.Rewriter.content": (
            lambda text: rewriter().content(contacts, {"title": text, "contacts": stream(text)}),
            own,
        ),
        "removal.rewriting.Rewriter.field": (lambda text: rewriter().field(field, stream(text)), own),
        "removal.rewriting.Rewriter.text": (lambda text: rewriter().text(text, ""), own),
        "removal.rewriting.Rewriter.clipped": (lambda text: rewriter().clipped(f"Annemiek Denkbeeld {text}"), own),
        "removal.rewriting.Rewriter.data": (lambda text: rewriter().data(a_card(text), ""), own),
        "removal.rewriting.Rewriter._whole": (lambda text: rewriter()._whole(text, ""), own),
        "removal.rewriting.Rewriter._value": (lambda text: rewriter()._value(block, a_card(text), "", ""), own),
        "removal.rewriting.Rewriter._struct": (lambda text: rewriter()._struct(block, a_card(text), "", ""), own),
        "removal.rewriting.Rewriter._items": (
            lambda text: rewriter()._items(field.stream_block, stream(text), "", ""),
            own,
        ),
        "removal.rewriting.card_ids": (
            lambda text: list(rewriting.card_ids(person, contacts, {"contacts": stream(text)})),
            own,
        ),
        "removal.rewriting._clipped": (
            lambda text: rewriting._clipped(f"Annemiek Denkbeeld {text}", f"… {text}", person),
            own,
        ),
        "removal.visits._notes": (lambda text: visits._notes(rewriter(), iter([text]), ""), own),
        "stored.streams.sift": (lambda text: streams.sift(stream(text), field.stream_block.child_blocks), "woorden "),
        "stored.streams._fits": (
            lambda text: [streams._fits(one, field.stream_block.child_blocks) for one in stream(text)],
            "woorden ",
        ),
        "widgets.address.AddressWidget.get_context": (lambda text: AddressWidget().get_context("x", text, {}), "x"),
        "text.day.is_unknown": (is_unknown, "weet ik niet "),
        "widgets.told.ToldWidget.get_context": (lambda text: ToldWidget().get_context("x", text, {}), "2026-10-10 "),
        "safety.image_instructions._sentences_that_tell": (
            lambda text: image_instructions._sentences_that_tell(text, None),
            orders,
        ),
        "widgets.day.DayWidget.get_context": (lambda text: DayWidget().get_context("x", text, {}), "2026-10-10 "),
        "widgets.phone.PhoneWidget.get_context": (lambda text: PhoneWidget().get_context("x", text, {}), own),
    }
