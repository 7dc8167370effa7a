"""What the sheets below one page have in common: they are made of texts that we ship and of what the school says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ..directory.addresses import below
from ..lookup.link import TitledAddress
from ..lookup.school_texts import school_of, texts_for
from ..lookup.source import Source
from ..text.marked import Text
from ..vocabulary import Label
from .published import around, foreign


class SheetsBelow:
    """The sheets below a page: a list, and what it leads to. Make one with the language of the document active."""

    # The word in the address, and what the list is called.
    name: ClassVar[str]
    title: ClassVar[Label]

    def __init__(self, source: Source, language: str) -> None:
        """``language`` is that of the shipped texts, which is Dutch where we have them in no other."""
        self.source = source
        self.page_context = source.page_context
        self.language = language
        # That language where it is another than the one of the document around these texts; else empty.
        self.written_in = foreign(language, source)
        # For which kind of school: ``po`` or ``vo``.
        self.for_school = texts_for(source.page_context, source.facts)

    def url(self, *parts: str) -> str:
        return below(str(self.source.link), self.name, *parts)

    def html(self, template: str, context: Mapping[str, Any], is_list: bool = False) -> SafeString:
        said = {
            **around(self.source),
            "back": self.source.link if is_list else TitledAddress(self.url(), Text(str(self.title))),
            "school": school_of(self.page_context),
            "written_in": self.written_in,
            "contact_link": self.page_context.link("contact"),
            "incident_link": self.page_context.link("incident_help"),
            **context,
        }
        return render_to_string(f"gripwagtail/takeaway/{template}.html", said)


__all__ = ["SheetsBelow"]
