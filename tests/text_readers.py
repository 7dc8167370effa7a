"""What in the package takes a text, so that what it costs can be measured.

A function that needs one text and nothing else is found by its signature. In the rooms that read language, clean text
or write it where mark-up means something, one that needs more is called by hand here, or has the reason why nothing
that anyone types comes to it; a test holds that none is left out.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import is_dataclass
from typing import Any, Final

from tests import growth, value_readers

# Rooms in which every function that may get a text is measured.
ROOMS: Final = ("made_html", "safety", "sanitize", "subroutes", "text", "validators")
_MAY_BE_A_TEXT: Final = ("str", "object", "Any", "SafeString", "Text", "Match")


@contextmanager
def without_doors() -> Iterator[None]:
    """Inside, no length is looked at: what is behind the door has to be linear by itself."""
    before = [
        (module, name, vars(module)[name])
        for module in growth.modules()
        for name in ("too_long", "line_too_long")
        if name in vars(module) and module.__name__ != "gripwagtail.text.length"
    ]
    for module, name, _door in before:
        setattr(module, name, lambda _text: False)
    try:
        yield
    finally:
        for module, name, door in before:
            setattr(module, name, door)


# Functions and rooms that take a text from our own code and not from anyone who types, by what their names begin with.
NOT_READ: Final[Mapping[str, str]] = {
    **value_readers.NOT_READ,
    "assets.": "the name of a file of ours",
    "checks.": "the number of a check",
    "desk.schools.is_settled": "a path in the tree",
    "doctor.answer.": "an address of this site, which is then visited",
    "lookup.page_kinds.": "a kind of page",
    "lookup.restrictions.": "a path in the tree",
    "lookup.sources.": "the name of an attribute",
    "planting.": "what an administrator types at a terminal",
    "reminders.": "the address of the admin, and processes",
    "removal.person._": "whom an administrator names at a terminal",
    "removal.translation_rows.": "the name of a model",
    "safety.parent_messages.": "a language, and our own texts with the name of a school",
    "safety._find": "a language and a key of ours",
    "safety._sentence": "the same",
    "safety.image_instructions._Clause.__new__": "a record",
    "safety.image_instructions._in_order": "our own words",
    "safety.image_instructions_languages.ImageWords.__new__": "a record",
    "safety.image_instructions_languages._ImagePatterns.__new__": "a record",
    "safety.is_read": "a language and a key of ours",
    "safety.read_digest": "the same",
    "safety.secrecy": "the same",
    "safety.sentence": "the same",
    "sanitize._sanitise": "what _prepare lets through, which bounds what a parser has to do",
    "sanitize._with_": "the same",
    "made_html.in_a_row": "puts texts one after the other, and looks at none",
    "text.phone_spotting.pattern_of": "what parse_phone made of a number: a handful of digits",
    "subroutes.asked.ask_for": "what a request asks for, which is only noted",
    "subroutes.published.without_address": "why a sheet is not made, in our words",
    "subroutes.door._ask": "a restriction, and an address that is only passed on",
    "subroutes.practise.": "what subroute_at found, our own texts, and items of the page one after the other",
    "subroutes.published.foreign": "a language",
    "subroutes.share.texts_of_year": "our own texts, and that address",
    "subroutes.share._home": "the same",
    "subroutes.situation_cards.": "items of the page one after the other, of which titles are compared with ours",
    "subroutes.team_cards.": "items of the page one after the other",
    "subroutes.class_sheet.class_sheet": "what subroute_at found",
    "subroutes.contact_sheet.contact_sheet": "the same",
    "subroutes.contact_sheet._": "the address that Wagtail's record of the site gives",
    "subroutes.kept.": "the name of a sheet, and that address",
    "subroutes.pocket_cards._html": "that address",
    "subroutes.poster._html": "the same",
    "subroutes.pocket_cards.pocket_cards": "the same",
    "subroutes.poster._content": "a language",
    "subroutes.poster.poster": "what subroute_at found",
    "subroutes.share.share": "the same",
    "subroutes.sheets.": "our own texts, and the name of a template",
    "subroutes.together.": "what subroute_at found, and items of the page one after the other",
    "subroutes.team.": "the same",
    "subroutes.vcard.vcard": "the same",
    "text.day._day_of": "what a pattern found, which are digits",
    "text.late_pattern.": "a pattern of ours",
    "text.rows.listed": "puts a sign between texts, and looks at none",
    "text.marked.Text.__new__": "keeps it, and looks at nothing",
    "text.naming._words": "our own words",
    "text.names.NameSpan.__new__": "a record",
    "text.names._Words.are": "compares words one after the other",
    "text.names._one_of": "the same",
    "text.readings.Reading.__new__": "a record",
    "text.readings._Unit.__new__": "a record",
    "starter.": "our own files",
    "templatetags.": "a name in a template",
}


def readers(all_of_them: bool = False) -> dict[str, tuple[Callable[[str], object], str]]:
    """Every function of the package that needs one text and nothing else, found by its signature."""
    left_out = () if all_of_them else tuple(NOT_READ)
    found: dict[str, tuple[Callable[[str], object], str]] = {}
    for module in growth.modules():
        short = module.__name__.removeprefix("gripwagtail.")
        for name, value in vars(module).items():
            if getattr(value, "__module__", None) != module.__name__ or not inspect.isroutine(inspect.unwrap(value)):
                continue
            if not f"{short}.{name}".startswith(left_out) and _needs_one_text(value):
                words = " ".join(
                    pattern.pattern for part in vars(module).values() for pattern in growth.patterns_in(part)
                )
                found[f"{short}.{name}"] = (_tolerant(value), words)
    return found


def _needs_one_text(function: Any) -> bool:
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return False
    needed = [
        one for one in parameters if one.default is one.empty and one.kind not in (one.VAR_KEYWORD, one.VAR_POSITIONAL)
    ]
    return (
        len(needed) == 1
        and str(needed[0].annotation) in ("str", "<class 'str'>")
        and needed[0].kind is not needed[0].KEYWORD_ONLY
    )


def _tolerant(function: Any) -> Callable[[str], object]:
    """Without what is remembered from the last time; a refusal is an answer. What it would yield is read."""
    plain = inspect.unwrap(function)

    def read(text: str) -> object:
        with suppress(Exception):
            said = plain(text)
            return list(said) if isinstance(said, Iterator) else said
        return None

    return read


def functions() -> dict[str, tuple[Callable[[str], object], str]]:
    """What reads language or mark-up, each with the words that make it work."""
    from django.core.exceptions import ValidationError
    from wagtail.rich_text import RichText

    from gripwagtail.content import items
    from gripwagtail.editing import plain_language
    from gripwagtail.lookup import body, inner_links
    from gripwagtail.phone import parse_phone
    from gripwagtail.removal.person import Person
    from gripwagtail.safety import (
        image_instructions,
        image_instructions_languages,
        image_words,
        promises,
        promises_languages,
    )
    from gripwagtail.text import length, phone_spotting

    person = Person(("Annemiek Denkbeeld",), ("a.denkbeeld@kwikstaart.example",), ("070 012 34 56",))
    own = " ".join(("Annemiek", "Denkbeeld", "a.denkbeeld@kwikstaart.example ", "070 012 34 56 ", "0 7 0"))

    def phone(text: str) -> None:
        with suppress(ValidationError):
            parse_phone(text)

    def words(module: Any) -> str:
        return " ".join(pattern.pattern for value in vars(module).values() for pattern in growth.patterns_in(value))

    html = '<a linktype="page" id="1">x</a> linktype'
    return {
        "guard.forbidden_orders": (
            image_instructions.image_instructions,
            words(image_instructions) + " je moet de foto bewaren",
        ),
        "guard_languages.orders": (image_instructions_languages.is_instruction, words(image_instructions_languages)),
        "promises.promises_too_much": (promises.promises_too_much, words(promises)),
        "promises_languages.promises_too_much": (
            promises_languages.promises_too_much,
            words(promises_languages),
        ),
        "phone_spotting.phone_numbers": (phone_spotting.phone_numbers, "bel telefoonnummer naar het nummer"),
        "image_words.image_words": (image_words.image_words, words(image_words)),
        "plain.sentences": (lambda text: list(plain_language.sentences(text)), "bijv o.a"),
        "items.title_of": (items.title_of, "[[naam]]"),
        "items.text_of": (items.text_of, "naam"),
        "body._passages": (lambda text: body._passages(RichText(text)), "<p>x</p> blockquote"),
        "inner_links._page_ids": (lambda text: inner_links._page_ids(f"linktype{text}"), html),
        "inner_links.without_links_to": (lambda text: inner_links.without_links_to(RichText(text), {"1"}), html),
        "length.too_long": (length.too_long, "é"),
        "phone.parse_phone": (phone, "tel 070 012 34 56"),
        "person.spans": (person.spans, own),
        "person.without": (person.without, own),
    }


def taking_text() -> Iterator[str]:
    """Every function and method that may get a text or, in the other rooms, is handed one, whatever else it needs."""
    yield from _taking(ROOMS, _MAY_BE_A_TEXT)
    yield from _taking(value_readers.ROOMS, value_readers.TEXTS)


def _taking(rooms: Sequence[str], kinds: Sequence[str]) -> Iterator[str]:
    for module in growth.modules():
        short = module.__name__.removeprefix("gripwagtail.")
        if short.partition(".")[0] not in rooms:
            continue
        for name, value in vars(module).items():
            if getattr(value, "__module__", None) != module.__name__:
                continue
            routines = {name: value} if not inspect.isclass(value) else _methods(name, value)
            yield from (f"{short}.{one}" for one, routine in routines.items() if _may_get(kinds, routine))


def _methods(name: str, found: type) -> dict[str, Any]:
    # What a dataclass makes of itself reads nothing.
    made = {"__init__", "__eq__", "__replace__"} if is_dataclass(found) else set()
    return {f"{name}.{one}": getattr(part, "__func__", part) for one, part in vars(found).items() if one not in made}


def _may_get(kinds: Sequence[str], routine: Any) -> bool:
    plain = inspect.unwrap(routine)
    if not inspect.isfunction(plain):
        return False
    annotations = (str(one.annotation) for one in inspect.signature(plain).parameters.values())
    return any(word in re.findall(r"\w+", annotation) for annotation in annotations for word in kinds)


def by_hand() -> dict[str, tuple[Callable[[str], object], str]]:
    """Those that need more than one text: each with what makes them work."""
    from django.utils.safestring import SafeString

    from gripwagtail import made_html, sanitize
    from gripwagtail.safety import image_instructions
    from gripwagtail.safety import image_instructions_languages as languages
    from gripwagtail.safety import mentions as mentions_module
    from gripwagtail.subroutes import letters, registry, share
    from gripwagtail.subroutes.vcf import VCard
    from gripwagtail.text import (
        csv_safe,
        interface_language,
        language_names,
        marked,
        names,
        naming,
        negation,
        phone_spotting,
        readings,
        terminal_safe,
        values,
    )

    rules = languages._LANGUAGES[0]
    separator = re.compile(".*", re.DOTALL)
    order = "je moet de foto bewaren"
    label = "juf Annemiek van mentor Saida, vertrouwenspersoon"
    wil = names.Names({"Annemiek van den Berg": "mentor", "Wil": "mentor"}, ordinary={"wil"}, kept=["Wil je", "Bel"])
    named = "Annemiek van den Berg mw. A. wil je juf Annemieks wil@x.example 112 "

    def card(text: str) -> dict[str, Any]:
        return {"name": text, "label": text, "kind": text}

    def vcard(text: str) -> str:
        made = VCard()
        made.text("NOTE", text)
        made.raw("URL", text)
        made.parts("N", text, "", text)
        return str(made)

    said: dict[str, tuple[Callable[[str], object], str]] = {
        "safety.mentions.mentions": (lambda text: mentions_module.mentions(text, ["niet leven"]), "niet "),
        "safety.mentions._is_in": (lambda text: mentions_module._is_in(text, [text]), "niet "),
        "safety.image_instructions._is_found": (lambda text: image_instructions._is_found(text, None), order),
        "safety.image_instructions_languages._ordered": (lambda text: languages._ordered(text, rules), order),
        "safety.image_instructions_languages._asked_for": (lambda text: languages._asked_for(text, rules), order),
        "safety.image_instructions_languages._forbids": (lambda text: languages._forbids(text, rules), order),
        "safety.image_instructions_languages._stands_for_it": (
            lambda text: [languages._stands_for_it(text, found, rules) for found in list(rules.it.finditer(text))[:1]],
            order,
        ),
        "sanitize.clean_html": (sanitize.clean_html, "<p>x</p>"),
        "sanitize.safe_url": (sanitize.safe_url, "https://kwikstaart.example/"),
        "sanitize.usable_url": (sanitize.usable_url, "www.kwikstaart.example/x"),
        "sanitize.is_external": (sanitize.is_external, "https://kwikstaart.example/"),
        "made_html.sendable": (lambda text: made_html.sendable(SafeString(text)), "<p>x</p>"),
        "made_html.parted": (lambda text: made_html.parted(SafeString(text), "|"), "|"),
        "made_html.whole_of": (lambda text: made_html.whole_of(SafeString(text), SafeString(text)), "<p>x</p>"),
        "sanitize._fits": (lambda text: sanitize._fits(text, ["p", text]), "p"),
        "sanitize._attributes": (lambda text: sanitize._attributes("a", text), 'href="/x" lang="nl" '),
        "sanitize._tag": (lambda text: sanitize._tag("a", {"href": text, "lang": text}), "https"),
        "subroutes.letters.letters_for": (lambda text: letters.letters_for([], [], [text]), "woorden "),
        "subroutes.letters._height": (lambda text: letters._height([], [], [text], 12, 60), "woorden "),
        "subroutes.registry.subroute_at": (
            lambda text: registry.subroute_at(_Shown(), [text, *text.split("/")]),
            "print/",
        ),
        "subroutes.registry.serve_subroute": (
            lambda text: registry.serve_subroute(_Shown(), None, [text, *text.split("/")]),
            "print/",
        ),
        "subroutes.share._tip": (lambda text: share._tip(_Shown(marked.in_language(text, "nl")), text), "woorden "),
        "subroutes.share._further": (lambda text: list(share._further(text, text)), "woorden "),
        "subroutes.share._quoted": (lambda text: share._quoted(marked.in_language(text, "nl")), "woorden "),
        "subroutes.vcf.VCard.text": (vcard, ",;\\ "),
        "subroutes.vcf.VCard.raw": (vcard, "\r\n"),
        "subroutes.vcf.VCard.parts": (vcard, ",;\\ "),
        "text.csv_safe.safe_cell": (csv_safe.safe_cell, "=;@ \t"),
        "text.csv_safe._quoted": (lambda text: csv_safe._quoted(separator.fullmatch(text)), ";"),
        "text.interface_language.interface_language": (
            lambda text: interface_language.interface_language(text, text),
            "nl-NL",
        ),
        "text.language_names.own_names": (lambda text: language_names.own_names([text]), "nl-"),
        "text.marked.in_language": (lambda text: marked.in_language(text, "nl").__html__(), "<&"),
        "text.marked.note_untranslated": (lambda text: _noted(marked, text), "woorden "),
        "text.marked.note_languages": (lambda text: marked.note_languages([text]), "nl"),
        "text.negation.says_not_itself": (
            lambda text: negation.says_not_itself(f"Wij {text}.", "nl"),
            "wij doen niet die ook niet nooit ",
        ),
        "text.names.Names.__init__": (lambda text: names.Names({text: text}, mailboxes=[text], kept=[text]), named),
        "text.names.Names.without": (wil.without, named),
        "text.names.Names.is_in": (wil.is_in, named),
        "text.names.Names.is_in_address": (wil.is_in_address, named),
        "text.names.Names.shares_a_word": (wil.shares_a_word, named),
        "text.names.Names.spans": (wil.spans, named),
        "text.names.Names._in": (
            lambda text: [list(wil._in(reading, text, True)) for reading in readings.readings(text)],
            named,
        ),
        "text.names.Names._is_meant": (lambda text: wil._is_meant(_words_in(names, readings, text), 0, "wil"), named),
        "text.names.Names._known": (wil._known, named),
        "text.names._Words.__init__": (lambda text: _words_in(names, readings, text), named),
        "text.names.words_of": (lambda text: names.words_of({text: text}), named),
        "text.names.whole_names": (lambda text: names.whole_names({text: text}), named),
        "text.readings._read": (lambda text: readings._read(readings._units(text), " "), "&eacute; %C3 \\u00e9"),
        "text.naming.names_someone": (lambda text: naming.names_someone(card(text)), label),
        "text.naming.may_name_someone": (lambda text: naming.may_name_someone(card(text)), label),
        "text.naming.names_another": (lambda text: naming.names_another(f"De {text}", text), label),
        "text.naming._label": (lambda text: naming._label(card(text)), label),
        "text.naming._is_addressed": (lambda text: naming._is_addressed(naming._WORD.findall(text[:300])), label),
        "text.naming._stands_beside_a_role": (
            lambda text: naming._stands_beside_a_role(naming._WORD.findall(text[:300])),
            label,
        ),
        "text.phone_spotting._is_number": (lambda text: phone_spotting._is_number(text, True), "070 012 34 56"),
        "text.terminal_safe.encodable": (lambda text: terminal_safe.encodable(text, "ascii"), "é\x1b"),
    }
    for name in ("is_empty", "day", "is_day", "number", "is_number", "tick", "is_tick", "language_code"):
        said[f"text.values.{name}"] = (getattr(values, name), "2026-10-10 1 true nl-NL")
    return said


class _Shown:
    """As much of a page or a tip as is needed to look at what stands beside it."""

    grip_subroutes = ()

    def __init__(self, said: str = "") -> None:
        self._said = said

    def __getattr__(self, name: str) -> Any:
        return self._said


def _words_in(names: Any, readings: Any, text: str) -> Any:
    return names._Words(next(readings.readings(text)), text)


def _noted(marked: Any, text: str) -> None:
    with marked.noting_untranslated():
        marked.note_untranslated(text, "nl")


def measured() -> dict[str, tuple[Callable[[str], object], str]]:
    called = {**by_hand(), **value_readers.by_hand()}
    hand = {name: (_tolerant(read), words) for name, (read, words) in called.items()}
    return {**readers(), **hand, **functions()}
