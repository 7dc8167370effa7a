"""A source page as it is read: facts from one page, words from its translation."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from ..content.contact import SchoolOffice
from ..content.items import LanguagePair, text_of, title_of, words
from ..content.made_from import field_holds, sound, words_that_hold
from ..content.native_readings import ReadTexts, sound_texts
from ..page_class import ContactPage, GripPage
from ..records.native_reading import GripNativeReading
from ..records.text_record import GripTextRecord
from ..text.marked import Text
from .body import BodyPart, read_body
from .link import TitledAddress, titled_address, written_in
from .prepared import Prepared
from .sources import Candidate, SourceResult, listed_original_of

if TYPE_CHECKING:
    from .context import PageContext

Read = TypeVar("Read")


@cache
def content_of(model: type[GripPage]) -> Prepared:
    """The pages of this class by their keys, each with what is written down about its words, in one query."""
    record = GripTextRecord.objects.filter(page=OuterRef("pk")).values("made_from")[:1]
    read = GripNativeReading.objects.filter(page=OuterRef("pk")).values("texts")[:1]
    beside = {"grip_record": Subquery(record), "grip_read": Subquery(read)}
    return Prepared(lambda *pks: model.objects.annotate(**beside).filter(pk__in=pks))


class Source:
    """A source page for its facts, with the page that gives its words."""

    def __init__(
        self,
        facts: GripPage,
        words: GripPage | None,
        page_context: PageContext,
        hint: str = "",
        facts_known: bool = True,
        unseen: GripPage | None = None,
    ) -> None:
        self.facts = facts
        self.words = words
        self.page_context = page_context
        self._hint = hint
        self._facts_known = facts_known
        # The original that nobody may see: only to know which words of the translation are still its words.
        self._unseen = unseen

    @classmethod
    def read(cls, found: SourceResult, page_context: PageContext) -> Source | None:
        """Both pages in one query. Only a preview shows the page as it was handed to us."""
        if found.source is None:
            return None
        wanted = {candidate.page.pk: candidate for candidate in (found.source, found.words) if candidate}
        have: dict[int, GripPage] = {}
        if page_context.is_preview and page_context.page is not None and page_context.page.pk in wanted:
            have[page_context.page.pk] = page_context.our_page  # with what the editor has not saved yet
        missing: dict[type[GripPage], list[int]] = {}
        for pk, candidate in wanted.items():
            if pk not in have:
                missing.setdefault(candidate.model, []).append(pk)
        for model, pks in missing.items():
            have.update({page.pk: page for page in content_of(model)(*pks)})
        facts = have.get(found.source.page.pk)
        if facts is None:
            return None
        facts.locale = found.source.page.locale
        words = have.get(found.words.page.pk) if found.words else None
        if words is not None and found.words is not None:
            words.locale = found.words.page.locale
        return cls(facts, words, page_context)

    @classmethod
    def own(cls, page_context: PageContext, page: GripPage | None = None) -> Source:
        """The page shown, as its own source or as the translation of one; ``page`` when it has just been read.

        A page in the main language is its own source, also while it is a draft. In any
        other language the facts come from the published page it translates; without one
        there are words, but no facts.
        """
        shown = page_context.our_page if page is None else page
        # Only a preview shows the page as it was handed to us.
        is_fresh = page is not None or page_context.is_preview
        if page_context.in_source_language:
            return cls(shown if is_fresh else cls._again(shown), None, page_context)
        original = listed_original_of(shown, page_context)
        if original is None:
            words = shown if is_fresh else cls._again(shown)
            return cls(words, words, page_context, hint="original", facts_known=False)
        facts, words = cls._both(original, shown, is_fresh)
        if facts is None:
            return cls(words, words, page_context, hint="original", facts_known=False)
        if not original.live or original.barred:
            return cls(words, words, page_context, hint="original", facts_known=False, unseen=facts)
        return cls(facts, words, page_context)

    @classmethod
    def _both(cls, original: Candidate, shown: Any, is_fresh: bool) -> tuple[Any, Any]:
        """An original as it is now, and its translation. One query when they are of one class."""
        together = [original.page.pk] if is_fresh or type(shown) is not original.model else [original.page.pk, shown.pk]
        read = {page.pk: page for page in content_of(original.model)(*together)}
        facts = read.get(original.page.pk)
        if facts is not None:
            facts.locale = original.page.locale
        if is_fresh:
            return facts, shown
        if len(together) == 1:
            return facts, cls._again(shown)
        words = read.get(shown.pk, shown)
        words.locale = shown.locale
        return facts, words

    @staticmethod
    def _again(page: GripPage) -> GripPage:
        """The page as it is now: Wagtail read it before we read the stamp, and it may have changed between."""
        fresh: GripPage | None = next(iter(content_of(type(page))(page.pk)), None)
        if fresh is None:
            return page
        fresh.locale = page.locale
        return fresh

    @cached_property
    def languages(self) -> LanguagePair:
        """The languages of facts and words: what the source says of its text, else the locale."""
        source = (self._unseen or self.facts).grip_language
        if self.words is not None:
            return LanguagePair(source, self.words.locale.language_code, written_in(self.words, self.page_context))
        if self.facts.text_language and self.facts.locale_id == self.page_context.locale_id:
            return LanguagePair(source, source)
        return LanguagePair(source, self.page_context.language)

    def items(self, stream: str, read: Callable[..., Read], *more: Any) -> Read:
        """A stream of the page, read by one of the readers in ``content``, in the words that are still valid."""
        return read(self.facts_of(stream), self.words_of(stream), self.languages, *more)

    def facts_of(self, stream: str) -> Any:
        """The items of the source; nothing where nobody may see it."""
        return getattr(self.facts, stream) if self._facts_known else None

    def words_of(self, stream: str) -> Any:
        """The items of the translation with the words that are still valid; nothing where there is none."""
        if self.words is None or not self._facts_known:
            return None
        return words_that_hold(stream, getattr(self.facts, stream), getattr(self.words, stream, None), self._record)

    @cached_property
    def _record(self) -> dict[str, Any] | None:
        """From which texts of the source the words were made. Read with the page, except in a preview."""
        if self.words is None:
            return None
        if "grip_record" not in self.words.__dict__:
            record = GripTextRecord.objects.filter(page=self.words.pk).values_list("made_from", flat=True).first()
        else:
            record = self.words.__dict__["grip_record"]
        return sound(record)

    @cached_property
    def read_by_natives(self) -> ReadTexts:
        """Which texts of the translation a native speaker has read. Read with the page, except in a preview."""
        if self.words is None:
            return {}
        if "grip_read" not in self.words.__dict__:
            stored = GripNativeReading.objects.filter(page=self.words.pk).values_list("texts", flat=True).first()
            return sound_texts(stored)
        return sound_texts(self.words.__dict__["grip_read"])

    @property
    def original(self) -> GripPage | None:
        """The page that the words translate, whether visitors may see it or not; nothing where it is gone."""
        found = self._unseen or self.facts
        return None if found is self.words else found

    @property
    def decided_by(self) -> GripPage | None:
        """The page whose ticks hold, whether visitors may see it or not; nothing for a translation without an original.

        Then nobody knows what the school decided, and what it may have closed stays closed.
        """
        return self._unseen or (self.facts if self._facts_known else None)

    def text(self, name: str) -> Text:
        """A text field of the page: translated where it is, else the source's, marked.

        Nothing where it says what this school does and the school has not ticked that.
        """
        facts = self._unseen or self.facts
        if (tick := facts.grip_ticks.get(name)) and not getattr(facts, tick):
            return Text("")
        return self._worded(getattr(self.facts, name), getattr(self.words, name, None), name)

    @property
    def title(self) -> Text:
        """The title, which every page has."""
        own, said = title_of((self._unseen or self.facts).title), title_of(getattr(self.words, "title", ""))
        if said and not field_holds("title", own, said, self._record) and self._unseen is None:
            said = ""
        return words(own or said, said, self.languages)

    def _worded(self, own: Any, translated: object, name: str) -> Text:
        if self._unseen is not None:
            own, translated = getattr(self._unseen, name), own
            if not text_of(translated):
                return Text("")
        if translated and not field_holds(name, own, translated, self._record):
            # The words of an original that nobody may see are not shown in their place.
            return words(own, "", self.languages) if self._unseen is None else Text("")
        return words(own, translated, self.languages)

    def body(self) -> list[BodyPart]:
        """The rich text below, cleaned, with its language when it is not that of the page."""
        translated = self.words.body if self.words is not None else None
        return read_body(
            (self._unseen if translated and self._unseen else self.facts).body,
            translated,
            self.languages,
            self.page_context,
        )

    @property
    def has_body(self) -> bool:
        """Whether the source has any; what it lacks, every language lacks."""
        return bool((self._unseen or self.facts).body)

    @property
    def link(self) -> TitledAddress | None:
        """The address of this page in the language shown."""
        return titled_address(self.page_context, self.words or self.facts, self.facts)

    @property
    def hint(self) -> str:
        """For the editor: why the page shows less than it contains."""
        if self._hint == "original":
            return _("The page this one translates is not published. Names, numbers and items come from there.")
        return ""

    @property
    def school(self) -> SchoolOffice:
        """The school, as this contact page or else the site's settings say."""
        default = self.page_context.school
        facts = cast(ContactPage, self.facts)
        if not any((facts.school_name, facts.school_phone, facts.school_email, facts.school_type)):
            return default
        own = SchoolOffice.of(facts.school_name, facts.school_type, facts.school_phone, facts.school_email)
        own_route = own.reachable
        return SchoolOffice(
            own.name or default.name,
            own.type or default.type,
            own.phone if own_route else default.phone,
            own.email if own_route else default.email,
        )
