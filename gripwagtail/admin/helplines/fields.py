"""The fields of a helpline in words: the name of each, and what is in it."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ... import vocabulary
from ...content.items import keys
from ...item_blocks.helpline import HelplineWordsBlock
from ...records.helpline import GripHelpline
from ...text.language_names import english_name
from ...text.values import day

_LABELS = {"audiences": vocabulary.AUDIENCES, "topics": vocabulary.TOPICS}


def label_of(name: str) -> str:
    """The label of a field; of a word in another language with the name of that language."""
    if name.startswith("words."):
        _words, language, part = name.split(".", 2)
        block = HelplineWordsBlock.base_blocks.get(part)
        return f"{capfirst(str(block.label if block else part))} ({_(english_name(language))})"
    field: Any = GripHelpline._meta.get_field(name)
    return capfirst(str(field.verbose_name))


def value_in_words(name: str, value: object) -> str:
    """What is in a field as an editor would say it."""
    if name in _LABELS:
        return audiences_in_words(value) if name == "audiences" else _listed(name, value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in (None, ""):
        return _("(empty)")
    if name in ("checked_on", "source_date"):
        moment = day(value)
        return date_format(moment) if moment else str(value)
    field: Any = None if name.startswith("words.") else GripHelpline._meta.get_field(name)
    return str(dict(field.flatchoices).get(value, value)) if field else str(value)


def audiences_in_words(value: object) -> str:
    """The labels of audiences; none means everyone."""
    return _listed("audiences", value) if keys(value) else _("everyone")


def _listed(name: str, value: object) -> str:
    labels = _LABELS[name]
    return ", ".join(str(labels.get(key, key)) for key in keys(value)) or _("(empty)")
