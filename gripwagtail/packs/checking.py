"""Finds every fault in a pack, before anything is written from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from ..content.incident_help import LAST_SITUATION
from ..content.problems import as_text
from ..editing.incident_rules import SITUATIONS, problems_of_file
from ..item_blocks.fields import fits
from ..item_blocks.incident_help import SituationBlock
from ..starter.fields import MARKUP, ValueFaults
from ..starter.language_file import TEACHER_WORD, language_file
from ..starter.schema import Fault, Given, below, check_items, check_table, item_key
from ..starter.streams import STREAMS, flat
from ..starter.tables import BODY, BODY_TABLE, HEAD, KINDS, TYPED, Table, inside, item_table, singles
from ..vocabulary import AUDIENCES, TEXTS_FOR_SCHOOL_TYPE

# What all files of a pack say alike.
_SHARED: Final = ("name", "version", "language", "school_type")


def check(documents: Mapping[str, Given]) -> list[Fault]:
    """The faults in the files of a pack, by file name."""
    faults = [fault for name, document in documents.items() for fault in check_document(name, document)]
    for key in _SHARED:
        if len({str(document.get(key)) for document in documents.values()}) > 1:
            faults.append(Fault("*", key, _("is not the same in every file.")))
    return faults


def check_document(name: str, document: Given) -> list[Fault]:
    """The faults in one file."""
    kind = name.removesuffix(".toml")
    if kind not in KINDS or document.get("kind") != kind:
        return [Fault(name, "kind", _("must be a kind of page, and the name of the file."))]
    tables = {stream.name for stream in STREAMS[kind]}
    found: list[tuple[str, str]] = []
    single = singles(kind)
    rest = {key: value for key, value in document.items() if key not in single and key not in tables and key != BODY}
    is_typed = document.get(TYPED) is True
    found += check_table(HEAD, rest)
    found += _shipped_name(document)
    for table, fields in single.items():
        found += below(table, check_table(_asked(fields, is_typed), document.get(table)))
    for stream in STREAMS[kind]:
        if stream.name in document:
            fields, parts = _asked(item_table(stream), is_typed), inside(stream)
            parts = replace(parts, fields=_asked(parts.fields, is_typed)) if parts else None
            found += check_items(stream.name, fields, document[stream.name], parts, is_typed=True)
    if BODY in document:
        found += _body(document[BODY], is_typed)
    if SITUATIONS in tables:
        found += _incident(document.get(SITUATIONS))
    return [Fault(name, place or "-", message) for place, message in found]


def _asked(fields: Table, is_typed: bool) -> Table:
    """What is asked of each value: less where signs mean themselves."""
    return {name: field.as_typed() for name, field in fields.items()} if is_typed else fields


def _shipped_name(document: Given) -> ValueFaults:
    if document.get("name") in TEXTS_FOR_SCHOOL_TYPE.values():
        yield "name", _("is reserved for the texts that we ship.")


def _body(given: object, is_typed: bool) -> ValueFaults:
    if not isinstance(given, list):
        yield BODY, _("must be a list of tables.")
        return
    for number, part in enumerate(given, start=1):
        place = f"{BODY}[{number}]"
        yield from below(place, check_table(_asked(BODY_TABLE, is_typed), part))
        if isinstance(part, Mapping) and ("heading" in part) == ("text" in part):
            yield place, _("must have either “heading” or “text”.")


def _incident(given: object) -> ValueFaults:
    """What may not be published about an incident, by the rules that an editor has to obey as well."""
    items = [item for item in given if isinstance(item, Mapping)] if isinstance(given, list) else []
    # The rules read raw items, and those have the readers' parts flat.
    raw = [{"type": "situation", "value": {name: _short(name, given) for name, given in flat(item)}} for item in items]
    for problem in problems_of_file(raw):
        item = items[problem.index or 0]
        yield f"{SITUATIONS}[{item_key(item) or (problem.index or 0) + 1}].{_dotted(problem.child)}", problem.message
    if not any(item.get("key") == LAST_SITUATION for item in items):
        message = _("the situation “%(key)s” is missing: a reader who finds nothing needs somewhere to go next.")
        yield SITUATIONS, message % {"key": LAST_SITUATION}


def _short(name: str, given: object) -> str:
    """The text, or nothing when its field does not contain it: reading language costs more than counting."""
    text = as_text(given)
    block = SituationBlock.base_blocks.get(name)
    return text if block is None or fits(block, text) else ""


def _dotted(child: str) -> str:
    reader, _underscore, part = child.partition("_")
    return f"{reader}.{part}" if reader in AUDIENCES and part else child


def needs_typed(document: Given) -> bool:
    """Whether a file says something that would be read otherwise without ``typed``."""
    texts = as_text({name: part for name, part in document.items() if name != BODY})
    return MARKUP.search(texts) is not None or TEACHER_WORD in as_text(document)


def teacher_for(document: Given) -> str | None:
    """The word that a file may write as ``{leerkracht}``."""
    if document.get(TYPED) is True:
        return None
    return language_file(str(document.get("language"))).teacher.get(str(document.get("school_type")))


def faults_as_text(faults: list[Fault]) -> Iterator[str]:
    return (str(fault) for fault in dict.fromkeys(faults))
